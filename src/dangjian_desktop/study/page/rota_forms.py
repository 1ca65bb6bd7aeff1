"""The dialogs of the rota: swap, a break, a topic entered, shown or taken into the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.study.reading.rota_view import LectureRow, TopicRow
from dangjian_desktop.study.rules.forms import FORMS, FormKind
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme

_MONTHS = tuple((str(month), f"{month}月") for month in range(1, 13))


def swap_dialog(context: WindowContext, one: LectureRow, others: Sequence[LectureRow], parent: QWidget) -> VerbDialog:
    """与…对调: with whom, and why."""
    choices = tuple((other.item, f"{other.name}（{other.month}月：{other.content}）") for other in others)
    specs = (
        Spec(
            "second",
            f"{one.name}（{one.month}月：{one.content}）与",
            Ask.CHOICE,
            choices,
            value=choices[0][0],
            wide=True,
        ),
        Spec("reason", "对调原因", Ask.LONG, value=one.away or None, help="不填记为“与某某对调”", wide=True),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        return {"first": one.item, "second": values["second"] or "", "reason": values["reason"] or ""}

    return VerbDialog(context, "swap_lecturers", "对调轮讲", specs, build, accept="对调", parent=parent)


def break_dialog(context: WindowContext, members: Sequence[PersonRef], parent: QWidget) -> VerbDialog:
    """A time in which somebody can't lecture."""
    specs = (
        Spec("member", "谁", Ask.PERSON, people=tuple(members)),
        Spec("reason", "原因", help="例如 借调、产假、住院"),
        Spec("since", "从哪天起", Ask.DAY, value=context.today),
        Spec("until", "哪天起又能讲", Ask.DAY, help="不知道就空着"),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        return {"member": "", "reason": "", **given(values)}

    return VerbDialog(context, "add_lecture_break", "暂时不安排轮讲", specs, build, accept="记下", parent=parent)


def topic_dialog(context: WindowContext, members: Sequence[PersonRef], parent: QWidget) -> VerbDialog:
    """A topic that a member proposes."""
    forms = (("", "不定"), *((info.key, info.name) for info in FORMS.values()))
    specs = (
        Spec("title", "选题", wide=True),
        Spec("member", "提出人", Ask.PERSON, people=tuple(members)),
        Spec("form", "形式", Ask.CHOICE, forms, value=str(FormKind.ROTATING_LECTURE)),
        Spec("why", "为什么想学这个", Ask.LONG, wide=True),
    )
    return VerbDialog(
        context,
        "propose_topic",
        "记选题",
        specs,
        lambda values: {"title": "", **given(values)},
        accept="记下",
        sentence="排轮讲时先用上，提出人优先来讲。",
        parent=parent,
    )


def take_dialog(context: WindowContext, topic: TopicRow, year: int, parent: QWidget) -> VerbDialog:
    """A proposed topic becomes an item of the plan."""
    month = context.today.month if year == context.today.year else 1
    specs = (Spec("month", "列入哪个月", Ask.CHOICE, _MONTHS, value=str(min(12, month + 1)), wide=True),)

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        return {"id": topic.id, "year": year, "month": int(values["month"])}

    return VerbDialog(
        context, "take_topic", f"列入{year}年计划：{topic.title}", specs, build, accept="列入", parent=parent
    )


class TopicDialog(Dialog):
    """A topic as it was proposed, and the answer."""

    removed = Signal()

    def __init__(self, topic: TopicRow, parent: QWidget) -> None:
        super().__init__("选题", "知道了", parent, cancel="", primary=False)
        self.setMinimumWidth(theme().px(420))
        self.body.addWidget(Label(topic.title, Role.BOLD, wrap=True))
        day = f"{topic.day:%Y-%m-%d} " if topic.day else ""
        self.body.addWidget(Label(f"{day}{topic.name or '没写提出人'}提出", Role.MUTED))
        if topic.why:
            self.body.addWidget(Label(topic.why, wrap=True))
        answer = (
            f"已列入{topic.taken}计划"
            if topic.taken
            else f"未列入：{topic.declined}"
            if topic.declined
            else "还没有答复"
        )
        self.body.addWidget(Label(answer, Role.OK if topic.taken else Role.DUE, wrap=True))
        self.remove_button = self.add_quiet("删除", self._remove)
        self.finished.connect(self.deleteLater)

    def _remove(self) -> None:
        self.accept()
        self.removed.emit()
