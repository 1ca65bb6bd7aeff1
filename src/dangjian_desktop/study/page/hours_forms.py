"""The dialogs of hours: a training entered or changed, hours adjusted, a comment in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.study import inputs
from dangjian_desktop.study.page.keeping import choose_files
from dangjian_desktop.study.page.outcome import open_attachment
from dangjian_desktop.study.page.plan_dialogs import number
from dangjian_desktop.study.reading.hours import Line
from dangjian_desktop.study.reading.hours_table import Given, Training
from dangjian_desktop.study.records import ASPECT_LABELS
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.context import WindowContext

_CENTRAL = (("yes", "上级集中培训"), ("", "其他培训"))


def training_dialog(context: WindowContext, members: Sequence[PersonRef], member: str, parent: QWidget) -> VerbDialog:
    """Training of one or several members; ``member`` is who begins in the list."""
    specs = (
        Spec("members", "谁参加", Ask.PEOPLE, people=tuple(members), value=(member,) if member else None, wide=True),
        Spec("title", "培训名称", wide=True),
        Spec("organiser", "举办单位"),
        Spec("central", "类别", Ask.CHOICE, _CENTRAL, value="yes"),
        Spec("since", "开始日期", Ask.DAY),
        Spec("until", "结束日期", Ask.DAY, help="一天的不用填"),
        Spec("hours", "学时", help="不填按整天折算"),
        Spec("proof", "证书或证明", help="编号或名称；扫描件登记后再放"),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        found = {**values, "hours": number(values["hours"]), "central": bool(values["central"])}
        return {"members": (), "title": "", **given(found)}

    return VerbDialog(context, "add_training", "登记培训", specs, build, accept="登记", parent=parent)


class TrainingDialog(VerbDialog):
    """A training that is there: its values, its files, and away with it."""

    def __init__(self, context: WindowContext, one: Training, parent: QWidget) -> None:
        specs = (
            Spec("title", "培训名称", value=one.title, wide=True),
            Spec("organiser", "举办单位", value=one.organiser),
            Spec("central", "类别", Ask.CHOICE, _CENTRAL, value="yes" if one.central else ""),
            Spec("since", "开始日期", Ask.DAY, value=one.since),
            Spec("until", "结束日期", Ask.DAY, value=one.until),
            Spec("hours", "学时", value=hours_text(one.hours)),
            Spec("proof", "证书或证明", value=one.proof),
        )

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            found = {**values, "hours": number(values["hours"]), "central": bool(values["central"]) or None}
            before = {
                "title": one.title,
                "organiser": one.organiser,
                "central": one.central or None,
                "since": one.since,
                "until": one.until,
                "hours": hours_text(one.hours),
                "proof": one.proof,
            }
            changed = {name: value for name, value in found.items() if (value or None) != (before[name] or None)}
            return {"id": one.id, "changes": changed, "seen": one.seen or None}

        super().__init__(context, "edit_training", f"{one.name}的培训", specs, build, accept="保存", parent=parent)
        self._one = one
        self._owner = parent
        line = self._files = QHBoxLayout()
        line.addWidget(Label("证明材料", Role.MUTED))
        for file in one.files:
            line.addWidget(_file_button(context, file.id, file.name, parent))
        line.addWidget(Button("放进文件", Kind.ROW, icon_name="paperclip", on=self._attach))
        line.addStretch(1)
        self.body.insertLayout(self.body.count() - 1, line)
        self.add_quiet("删除这次培训", self._delete)

    def _attach(self) -> None:
        """The dialog stays open with what was typed."""
        choose_files(self._context, self, self._one.id, "material", "放进证书或证明", self.show_kept)

    def show_kept(self, paths: Sequence[Path]) -> None:
        """Name the files that were just kept."""
        for path in paths:
            self._files.insertWidget(self._files.count() - 2, Label(path.name, Role.OK))

    def _delete(self) -> None:
        self.done(0)
        action = self._context.action("delete_training")
        self._context.act(action, inputs.TrainingId(self._one.id), owner=self._owner)


def _file_button(context: WindowContext, id: str, name: str, owner: QWidget) -> Button:
    return Button(name, Kind.LINK, tip="打开副本", on=lambda: open_attachment(context, id, owner))


def adjust_dialog(context: WindowContext, line: Line, member: str, known: Given, parent: QWidget) -> VerbDialog:
    """Other hours for one member in one occasion; an empty field goes back to the conversion by time."""
    specs = (
        Spec("hours", "学时", value=known.hours, help="留空：按时间折算"),
        Spec("reason", "调整原因", Ask.LONG, value=known.reason or None, wide=True),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        return {
            "record_kind": line.record_kind,
            "record": line.record,
            "member": member,
            "hours": number(values["hours"]),
            "reason": values["reason"] or "",
        }

    sentence = f"{line.day:%m-%d} {line.title}，现在计{hours_text(line.hours)}学时。只改这一个人。"
    return VerbDialog(
        context, "adjust_study_hours", "调整学时", specs, build, accept="调整", sentence=sentence, parent=parent
    )


def comment_dialog(context: WindowContext, member: str, aspect: str, parent: QWidget) -> VerbDialog:
    """A comment in words under one aspect."""
    aspects = tuple((str(key), word) for key, word in ASPECT_LABELS.items())
    specs = (
        Spec("aspect", "方面", Ask.CHOICE, aspects, value=aspect),
        Spec("on", "日期", Ask.DAY, value=context.today),
        Spec("text", "评语", Ask.LONG, wide=True),
    )
    return VerbDialog(
        context,
        "add_study_comment",
        "写评语",
        specs,
        lambda values: {"member": member, "text": "", **given(values)},
        accept="记下",
        sentence="写看到的事实和建议，不打分、不比高低。",
        parent=parent,
    )
