"""The small dialogs of a gathering: 定稿, a day, somebody who sat in, a text, what was decided last time, history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.meetings.page.people import PersonEdit
from dangjian_desktop.meetings.reading.views import Lack, PreviousResolutions, ResolutionView
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import CheckBox, Combo, LineEdit
from dangjian_desktop.ui.components.fields import Field, Mark, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role, rule
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class FinaliseDialog(Dialog):
    """What is missing, in sentences; what blocks must be put right, the rest may be passed over knowingly."""

    def __init__(self, title: str, lacks: Sequence[Lack], parent: QWidget | None = None) -> None:
        super().__init__("定稿", "定稿", parent)
        self.setMinimumWidth(theme().px(460))
        self.body.addWidget(Label(f"“{title}”定稿后锁定，改动要用“更正”写明原因，前后两种写法都保留。", wrap=True))
        self._despite = CheckBox("这些确实没有，缺项也定稿")
        blocked = any(lack.blocks for lack in lacks)
        if lacks:
            card = Card("还缺这些")
            for lack in lacks:
                card.add(_lack_line(lack))
            self.body.addWidget(card)
        else:
            self.body.addWidget(TagLabel(Tag("该有的都有了", Tone.OK, "check")))
        self._despite.setVisible(bool(lacks) and not blocked)
        self.body.addWidget(self._despite)
        self._despite.edited.connect(self._allow)
        self._needed = bool(lacks)
        self.accept_button.setEnabled(not lacks)
        if blocked:
            self.accept_button.hide()
            self.cancel_button.setText("去补齐")

    @property
    def despite(self) -> bool:
        """Whether the user passes over what is missing."""
        return self._despite.isChecked()

    def _allow(self) -> None:
        self.accept_button.setEnabled(not self._needed or self.despite)


def _lack_line(lack: Lack) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    tone = Tone.OVER if lack.blocks else Tone.DUE
    row.addWidget(Mark("circle-alert" if lack.blocks else "triangle-alert", tone.text))
    row.addWidget(Label(lack.sentence, Role.OVER if lack.blocks else Role.BODY, wrap=True), 1)
    return line


class ObserverDialog(Dialog):
    """Who sat in: somebody of the roster (non-members too), or a guest by name, and as what."""

    IDENTITIES = ("入党积极分子", "发展对象", "党外干部", "上级党组织领导", "联系点领导", "群众代表", "工作人员")

    def __init__(
        self, people: Sequence[PersonRef], parent: QWidget | None = None, *, name: str = "", identity: str = ""
    ) -> None:
        super().__init__("列席人员", "添加", parent)
        self.setMinimumWidth(theme().px(360))
        self.who = PersonEdit(people, free=True, small=False)
        self.who.setMaximumWidth(16777215)
        self.who.picked.connect(self._picked)
        self._details = {ref.id: ref for ref in people}
        self.identity = Combo([(one, one) for one in self.IDENTITIES], free=True)
        self.name_field = Field("姓名", self.who, name="name", help="输姓名或首字母；名册里没有的客人直接写姓名")
        self.body.addWidget(self.name_field)
        self.body.addWidget(Field("身份", self.identity, name="identity"))
        self.who.set_raw(name)
        self.identity.set_raw(identity)
        self.who.setFocus()

    @property
    def person(self) -> str:
        """The id of one of the roster's people, "" for a guest."""
        raw = self.who.raw()
        return raw if raw in self._details else ""

    @property
    def guest(self) -> str:
        """The name of a guest, "" for one of the roster's people."""
        return "" if self.person else self.who.raw().strip()

    def _picked(self, _id: str) -> None:
        ref = self._details.get(self.who.raw())
        if ref is not None and ref.kind != "members" and not self.identity.raw():
            self.identity.set_raw(ref.detail.split(" ")[0])

    def confirm(self) -> None:
        commit_preedit()
        if not self.who.raw().strip():
            self.name_field.set_error("请选择或填写列席人员的姓名。")
            return
        self.accept()


class IdentityDialog(Dialog):
    """As what somebody sat in; or that they did not."""

    removed = Signal()

    def __init__(self, name: str, identity: str, parent: QWidget | None = None) -> None:
        super().__init__(f"列席人员：{name}", "保存", parent)
        self.setMinimumWidth(theme().px(360))
        self.identity = Combo([(one, one) for one in ObserverDialog.IDENTITIES], free=True)
        self.identity.set_raw(identity)
        self.body.addWidget(Field("身份", self.identity, name="identity"))
        self.remove = Button("移除这位列席人员", Kind.LINK, tip="移除后可以撤销")
        self.remove.clicked.connect(lambda _checked=False: self._remove())
        self.body.addWidget(self.remove)
        self.identity.setFocus()

    def _remove(self) -> None:
        self.removed.emit()
        self.reject()

    def confirm(self) -> None:
        commit_preedit()
        self.accept()


class CaptionDialog(Dialog):
    """What a file shows or is."""

    def __init__(self, name: str, caption: str, parent: QWidget | None = None) -> None:
        super().__init__("附件说明", "保存", parent)
        self.setMinimumWidth(theme().px(420))
        self.caption = LineEdit()
        self.caption.set_raw(caption)
        self.body.addWidget(Field("说明", self.caption, name="caption", help=f"代替文件名“{name}”显示"))
        self.caption.setFocus()

    def confirm(self) -> None:
        commit_preedit()
        self.accept()


class TextDialog(Dialog):
    """A heading and sentences to read: an article and how it was reckoned."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(title, "知道了", parent, cancel="", primary=False)
        self.setMinimumWidth(theme().px(460))
        label = Label(text, wrap=True)
        label.setTextInteractionFlags(label.textInteractionFlags().TextSelectableByMouse)
        self.body.addWidget(label)


class PreviousDialog(Dialog):
    """What was decided last time and what became of it; what is left may become an item of today's agenda."""

    reported = Signal(str)
    """A resolution was carried out: its id."""

    taken = Signal(object)
    """A resolution to take up again."""

    def __init__(self, previous: PreviousResolutions, *, locked: bool, parent: QWidget | None = None) -> None:
        when = previous.day.strftime("%Y-%m-%d") if previous.day else ""
        super().__init__("上次议定事项", "关闭", parent, cancel="", primary=False)
        self.resize(theme().px(680), theme().px(360))
        self.body.addWidget(Label(f"{previous.title}　{when}　{previous.words}", Role.MUTED))
        card = Card()
        for number, one in enumerate(previous.resolutions):
            if number:
                card.add(rule())
            card.add(self._line(one, locked=locked))
        host = QWidget()
        host.setObjectName("body")
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(host)
        self.body.addWidget(area, 1)

    def _line(self, one: ResolutionView, *, locked: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(one.text, wrap=True))
        about = [one.responsible_name, f"时限 {one.deadline:%Y-%m-%d}" if one.deadline else "", one.outcome]
        if any(about):
            words.addWidget(Label("　".join(part for part in about if part), Role.MUTED, wrap=True))
        row.addLayout(words, 1)
        row.addWidget(TagLabel(standing_tag(one.standing)))
        if one.standing not in ("已落实", "不需督办"):
            done = Button("已落实", Kind.ROW, tip="记下这件已经落实，今天")
            done.clicked.connect(lambda _checked=False: self._report(one.id))
            row.addWidget(done)
            if not locked:
                take = Button("列入议题", Kind.ROW)
                take.clicked.connect(lambda _checked=False: self._take(one))
                row.addWidget(take)
        return line

    def _report(self, resolution: str) -> None:
        self.reported.emit(resolution)
        self.accept()

    def _take(self, one: ResolutionView) -> None:
        self.taken.emit(one)
        self.accept()


def standing_tag(standing: str) -> Tag:
    """How a resolution stands."""
    return {
        "已落实": Tag(standing, Tone.OK, "check"),
        "已逾期": Tag(standing, Tone.OVER, "circle-alert"),
        "不需督办": Tag(standing),
    }.get(standing, Tag(standing, Tone.DUE))
