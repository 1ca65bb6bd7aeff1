"""The form of a session: sign-in, its facts, what its form records, speeches, proposals, materials."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.roster.names import match_name
from dangjian_desktop.roster.page.dialogs import candidates, field_grid
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.study.reading.choices import Choices
from dangjian_desktop.study.reading.session import Chip, ProposalLine, SessionView, SpeechLine
from dangjian_desktop.study.records import AUDIENCE_LABELS, Outcome
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.forms import Extra
from dangjian_desktop.ui.components.attendance import AttendanceBoard, Count
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.chips import Person
from dangjian_desktop.ui.components.editors import Combo, DateEdit, LineEdit, LongText, TimeEdit
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.people import PersonEdit
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

UNREGISTERED = "unregistered"
_TONES = {
    Outcome.ADOPTED: Tone.OK,
    Outcome.ANSWERED: Tone.INFO,
    Outcome.FORWARDED: Tone.INFO,
    Outcome.DECLINED: Tone.PLAIN,
}
_BY_EXTRA = {
    "lecturer_unit": (Extra.EXPERT,),
    "lecturer_duty": (Extra.EXPERT,),
    "platform": (Extra.CHAT,),
    "visited": (Extra.VISITED,),
    "visited_host": (Extra.VISITED,),
    "notes": (Extra.NOTES,),
    "questions": (Extra.QUESTIONS,),
}
"""Fields that only some forms have."""


class SessionForm(QWidget):
    """Shows a session; what the user wants goes out by signals, what is typed through ``fields``."""

    signed = Signal(list)
    make_up = Signal()
    hours_wanted = Signal()
    speech_added = Signal()
    speech_wanted = Signal(str)
    chat_wanted = Signal()
    proposal_added = Signal()
    proposal_wanted = Signal(str)
    outcome_wanted = Signal(str)
    part_deleted = Signal(str, str)
    file_added = Signal()
    file_wanted = Signal(str)
    files_dropped = Signal(list)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._locked = False
        px = theme().px
        self.fields = self._make_fields(today)
        self.board = AttendanceBoard(match=match_name)
        self.board.hide_observers()
        self.board.changed.connect(self.signed)
        self.make_up_button = Button("补课…", Kind.ROW, icon_name="history", on=self.make_up.emit)
        self.hours = Button("", Kind.LINK, tip="按时间折算；可以调整并写明原因", on=self.hours_wanted.emit)
        self.board.foot.addWidget(self.make_up_button)
        self.board.foot.addWidget(self.hours)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12, 24), px(8, 14), px(12, 24), px(10, 16))
        column.setSpacing(px(8, 14))
        sign_in = Card()
        sign_in.add(self.board)
        column.addWidget(sign_in)
        column.addWidget(self._facts_card())
        column.addWidget(self._speech_card())
        column.addWidget(self._proposal_card())
        column.addWidget(self._files_card())
        self.corrections = Card("更正")
        self._corrected = Label("", wrap=True)
        self.corrections.add(self._corrected)
        column.addWidget(self.corrections)
        column.addStretch(1)

    # -- building

    def _make_fields(self, today: Callable[[], date]) -> dict[str, Field]:
        audiences = [(str(key), word) for key, word in AUDIENCE_LABELS.items()]
        self.groups = Combo([("", "—")])
        self.forms = Combo()
        self.lecturer, self.host, self.recorder = (
            PersonEdit(match=match_name, placeholder="输姓名或首字母") for _ in range(3)
        )
        made: list[tuple[str, str, QWidget]] = [
            ("content", "学习内容", LineEdit()),
            ("form", "形式", self.forms),
            ("day", "日期", DateEdit(today)),
            ("start", "开始时间", TimeEdit()),
            ("end", "结束时间", TimeEdit()),
            ("place", "地点", LineEdit()),
            ("lecturer", "主讲（领学）人", self.lecturer),
            ("lecturer_name", "外请主讲人", LineEdit()),
            ("lecturer_unit", "主讲人单位", LineEdit()),
            ("lecturer_duty", "主讲人职务", LineEdit()),
            ("platform", "交流平台", LineEdit(placeholder="例如 支部微信群")),
            ("visited", "参观地点", LineEdit()),
            ("visited_host", "接待（讲解）", LineEdit()),
            ("audience", "参加人员", Combo(audiences)),
            ("party_group", "党小组", self.groups),
            ("host", "主持人", self.host),
            ("recorder", "记录人", self.recorder),
            ("readings", "篇目", LongText(lines=1, most=5)),
            ("notes", "讲义要点", LongText(lines=2, most=10)),
            ("questions", "讨论题", LongText(lines=2, most=8)),
            ("summary", "小结", LongText(lines=2, most=8)),
        ]
        return {name: Field(label, editor, name=name) for name, label, editor in made}

    def _facts_card(self) -> Card:
        card = Card("这一场")
        wide = {"content", "readings", "notes", "questions", "summary"}
        self._grid_holder = QWidget()
        card.add(self._grid_holder)
        self._wide = wide
        self._shown: tuple[str, ...] = ()
        return card

    def _arrange(self, names: tuple[str, ...]) -> None:
        """Put the fields of this form of study side by side; others are hidden."""
        if names == self._shown:
            return
        self._shown = names
        old = self._grid_holder.layout()
        if old is not None:
            while old.takeAt(0) is not None:
                pass
            QWidget().setLayout(old)
        grid = field_grid([(self.fields[name], name in self._wide) for name in names], 4 if theme().wide else 3)
        grid.setContentsMargins(0, 0, 0, 0)
        self._grid_holder.setLayout(grid)
        for name, field in self.fields.items():
            field.setVisible(name in names)

    def _speech_card(self) -> Card:
        card = Card("发言要点", flush=True)
        self.chat = Button("粘贴群聊记录", Kind.ROW, icon_name="clipboard-paste", on=self.chat_wanted.emit)
        self.add_speech = Button("加发言", Kind.ROW, icon_name="plus", on=self.speech_added.emit)
        card.add_head(self.chat)
        card.add_head(self.add_speech)
        self.speeches = Table((Column("发言人", 130), Column("要点", 260, stretch=1), Column("", 96)), fitted=True)
        self.speeches.setAccessibleName("发言要点")
        self.speeches.opened.connect(self.speech_wanted)
        self.speeches.button_pressed.connect(lambda id, _key: self.part_deleted.emit("study_speeches", id))
        self._no_speeches = _nothing("还没有发言。")
        card.add(self._no_speeches)
        card.add(self.speeches)
        return card

    def _proposal_card(self) -> Card:
        card = Card("对策建议", flush=True)
        self.add_proposal = Button("加建议", Kind.ROW, icon_name="plus", on=self.proposal_added.emit)
        card.add_head(self.add_proposal)
        columns = (
            Column("建议", 240, stretch=2),
            Column("提出人", 104),
            Column("结果", 190, stretch=1),
            Column("", 150),
        )
        self.proposals = Table(columns, fitted=True)
        self.proposals.setAccessibleName("对策建议")
        self.proposals.opened.connect(self.proposal_wanted)
        self.proposals.button_pressed.connect(self._proposal_button)
        self._no_proposals = _nothing("大家提的建议记在这里，写明谁提的、后来怎样了。")
        card.add(self._no_proposals)
        card.add(self.proposals)
        return card

    def _files_card(self) -> Card:
        card = Card("材料", "拖文件到这里，可不传", flush=True)
        self.add_file = Button("选文件", Kind.ROW, icon_name="paperclip", on=self.file_added.emit)
        card.add_head(self.add_file)
        self.files = Table((Column("", 300, stretch=1), Column("", 96)), fitted=True)
        self.files.horizontalHeader().hide()
        self.files.setAccessibleName("材料")
        self.files.opened.connect(self.file_wanted)
        self.files.button_pressed.connect(lambda id, _key: self.part_deleted.emit("attachments", id))
        self._no_files = _nothing("讲稿、通知、照片等。不得存放国家秘密。")
        card.add(self._no_files)
        card.add(self.files)
        return card

    # -- showing

    def set_choices(self, found: Choices) -> None:
        """What pickers offer."""
        self.forms.set_choices(found.forms)
        self.groups.set_choices([("", "—"), *((group.id, group.name) for group in found.groups)])
        self.lecturer.set_people(candidates(found.people))
        self.host.set_people(candidates(found.members))
        self.recorder.set_people(candidates(found.members))

    def show_view(self, view: SessionView, *, locked: bool) -> None:
        """Show a session; the values of the fields are the page's matter."""
        self._locked = locked
        names = [name for name in self.fields if name not in _BY_EXTRA or _has(view, name)]
        if view.values.get("audience") != "group":
            names.remove("party_group")
        self._arrange(tuple(names))
        for field in self.fields.values():
            field.set_locked(locked)
        self._sign_in(view, locked=locked)
        self.speeches.set_rows([_speech(one, locked=locked) for one in view.speeches])
        _either(self.speeches, self._no_speeches, bool(view.speeches))
        self.proposals.set_rows([_proposal(one, locked=locked) for one in view.proposals])
        _either(self.proposals, self._no_proposals, bool(view.proposals))
        delete = () if locked else (RowButton("delete", "删除"),)
        self.files.set_rows(
            [
                row(one.id, Cell.words(one.caption or one.name, icon="file-text", tip=one.name), Cell((), delete))
                for one in view.files
            ]
        )
        _either(self.files, self._no_files, bool(view.files))
        for button in (self.chat, self.add_speech):
            button.setVisible(not locked)
        self._corrected.setText(
            "\n".join(f"{one.at:%m-%d} {one.by} {one.what}（{one.reason}）" for one in view.corrections if one.at)
        )
        self.corrections.setVisible(bool(view.corrections))

    def _sign_in(self, view: SessionView, *, locked: bool) -> None:
        counts = view.counts
        shown = [
            Count("应到", counts.expected),
            Count("实到", counts.present),
            Count("请假", counts.on_leave),
            Count("缺席", counts.absent),
            Count("未登记", counts.unregistered),
        ]
        if counts.made_up:
            shown.append(Count("补课", counts.made_up))
        self.board.set_people([_person(chip) for chip in view.chips if chip.expected or chip.state])
        self.board.set_counts([shown])
        self.board.set_locked(locked)
        left = len(view.absent)
        self.make_up_button.setText(f"补课 {left} 人")
        self.make_up_button.setVisible(left > 0)
        reason = f"（{view.hours_reason}）" if view.hours_reason else ""
        self.hours.setText(f"{view.hours_words}{reason}　调整")

    def _proposal_button(self, id: str, key: str) -> None:
        if key == "outcome":
            self.outcome_wanted.emit(id)
        else:
            self.part_deleted.emit("study_proposals", id)

    # -- files dropped here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._locked and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)


def _has(view: SessionView, name: str) -> bool:
    """Whether the form of study has a field, or something stands in it all the same."""
    return any(view.form.has(extra) for extra in _BY_EXTRA[name]) or bool(view.values.get(name))


def _nothing(words: str) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(theme().px(14, 20), 0, theme().px(14, 20), theme().px(6))
    line.addWidget(Label(words, Role.MUTED))
    return holder


def _either(table: Table, nothing: QWidget, there: bool) -> None:
    table.setVisible(there)
    nothing.setVisible(not there)


def _person(chip: Chip) -> Person:
    reason = chip.reason
    if chip.made_up_on is not None:
        made_up = f"补课{chip.made_up_on.month}-{chip.made_up_on.day}"
        only = chip.state is AttendanceState.MAKE_UP
        reason = made_up.removeprefix("补课") if only else " ".join(part for part in (reason, made_up) if part)
    if chip.hours is not None:
        reason = f"{reason} {hours_text(chip.hours)}学时".strip()
    state = chip.state.value if chip.state else UNREGISTERED
    basis = "　".join(part for part in (chip.posts, chip.group, chip.note) if part)
    return Person(chip.person, chip.name, (chip.initials,), state, reason, basis=basis)


def _speech(one: SpeechLine, *, locked: bool) -> Row:
    delete = () if locked else (RowButton("delete", "删除"),)
    points = one.points.replace("\n", " ")
    said = (Words(one.topic, bold=True), Words(points)) if one.topic else (Words(points),)
    return row(one.id, one.name or "—", Cell(said, tip=one.points), Cell((), delete))


def _proposal(one: ProposalLine, *, locked: bool) -> Row:
    outcome = (RowButton("outcome", "登记结果"),) if one.outcome is None else ()
    buttons = outcome if locked else (*outcome, RowButton("delete", "删除"))
    if one.outcome is None:
        became = Cell()
    else:
        became = Cell.of(
            Tag(one.outcome_label, _TONES[one.outcome]), Words(one.outcome_text, Tone.PLAIN), tip=one.outcome_text
        )
    return row(one.id, Cell.words(one.text, tip=one.text), one.name, became, Cell((), buttons))
