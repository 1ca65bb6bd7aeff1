"""The pane at the right of the plan: one session at a glance, and what can be done with it. Esc takes it away."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.study.page.plan_table import state_pieces
from dangjian_desktop.study.reading.plan import PlanRow
from dangjian_desktop.study.reading.session import ProposalLine, SessionView
from dangjian_desktop.study.records import Outcome
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.forms import Extra
from dangjian_desktop.study.rules.plan import ItemState
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role, discard, rule
from dangjian_desktop.ui.components.more import Choice, MoreButton
from dangjian_desktop.ui.components.tags import Tag, TagLabel, done
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_OUTCOMES = {
    Outcome.ADOPTED: Tone.OK,
    Outcome.ANSWERED: Tone.INFO,
    Outcome.FORWARDED: Tone.INFO,
    Outcome.DECLINED: Tone.PLAIN,
}


class SessionPane(QFrame):
    """Shows a row of the plan and, where it was begun, its session. The signals carry ids."""

    closed = Signal()
    sign_in = Signal(str)
    edit_item = Signal(str)
    replace_wanted = Signal(str)
    postpone_wanted = Signal(str)
    drop_wanted = Signal(str)
    take_up_wanted = Signal(str)
    delete_wanted = Signal(str)
    fulfil_wanted = Signal(str)
    invitation_wanted = Signal(str)
    record_wanted = Signal(str, str)
    outcome_wanted = Signal(str)
    file_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        px = theme().px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        head = QWidget()
        head.setMinimumHeight(px(40, 52))
        line = QHBoxLayout(head)
        line.setContentsMargins(px(14, 20), 0, px(10, 14), 0)
        line.setSpacing(px(8))
        self.title = ElidedLabel("", Role.HEADING)
        self._state = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addLayout(self._state)
        line.addWidget(Label("Esc 收回", Role.MUTED))
        self.close_button = ToolButton("x", tip="收回（Esc）", mini=True, on=self.closed.emit)
        line.addWidget(self.close_button)
        outer.addWidget(head)
        outer.addWidget(rule())
        self._body = QWidget()
        self._body.setObjectName("body")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(px(14, 20), px(10, 14), px(14, 20), px(10, 14))
        self._column.setSpacing(px(6, 8))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setProperty("bare", "true")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(rule())
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(px(14, 20), px(8, 10), px(14, 20), px(8, 12))
        self._foot.setSpacing(px(8))
        outer.addLayout(self._foot)

    def show_row(self, one: PlanRow, session: SessionView | None) -> None:
        """Show a row; ``session`` is None while nothing was begun, or where a meeting carried it out."""
        self.title.setText(one.content)
        self._clear(self._state)
        tag = _state_tag(one)
        if tag is not None:
            self._state.addWidget(TagLabel(tag))
        self._clear(self._column)
        self._facts(one, session)
        if session is not None:
            self._session(session)
        elif one.kind not in ("study_plan_items", "study_sessions"):
            self._elsewhere(one)
        if one.reasons:
            self._heading("顺延", str(len(one.reasons)))
            for reason in one.reasons:
                self._column.addWidget(Label(reason, wrap=True))
        self._buttons(one, session)
        self._column.addStretch(1)

    # -- parts

    def _facts(self, one: PlanRow, session: SessionView | None) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12, 20))
        grid.setVerticalSpacing(theme().px(4, 8))
        grid.setColumnStretch(1, 1)
        day = one.held_on or one.day
        when = session.when if session and session.when else f"{day.month}-{day.day:02d}" if day else f"{one.month}月"
        place = session.place if session else ""
        hours = session.hours_words if session else f"{hours_text(one.hours)} 学时" if one.hours is not None else ""
        lines = [
            ("时间", "　".join(part for part in (when, place) if part)),
            (
                "主讲" if one.lecturer else "形式",
                "　".join(part for part in (one.lecturer, one.form_name, hours) if part),
            ),
            ("篇目", one.readings),
            ("参加", session.audience if session else one.audience),
            ("责任人", one.responsible),
            ("中心工作", "、".join(task.title for task in one.serves)),
            ("原因", one.dropped_reason),
        ]
        for number, (word, value) in enumerate((word, value) for word, value in lines if value):
            grid.addWidget(Label(word, Role.MUTED), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(value, wrap=True), number, 1)
        self._column.addLayout(grid)

    def _session(self, session: SessionView) -> None:
        counts = session.counts
        self._heading("签到")
        if counts.begun:
            words = f"应到 {counts.expected}　实到 {counts.present}　请假 {counts.on_leave}　缺席 {counts.absent}"
            more = f"　未登记 {counts.unregistered}" if counts.unregistered else ""
            self._column.addWidget(Label(words + more, wrap=True))
            if session.absent:
                names = "、".join(chip.name for chip in session.absent)
                self._column.addWidget(Label(f"还没补课：{names}", Role.DUE, wrap=True))
        else:
            self._column.addWidget(Label("还没有签到。", Role.MUTED))
        if session.speeches:
            self._heading("发言要点", str(len(session.speeches)))
            for one in session.speeches:
                text = Label(rich=True, wrap=True)
                words = f"{one.topic}　{one.points}" if one.topic else one.points
                text.setText(f"<b>{_plain(one.name)}</b>　{_plain(words)}")
                self._column.addWidget(text)
        if session.proposals:
            self._heading("对策建议", str(len(session.proposals)))
            for proposal in session.proposals:
                self._proposal(proposal)
        if session.files:
            self._heading("材料")
            for file in session.files:
                button = Button(file.name, Kind.LINK, icon_name="file-text")
                button.clicked.connect(lambda _checked=False, id=file.id: self.file_wanted.emit(id))
                self._left(button)

    def _proposal(self, one: ProposalLine) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        line.addWidget(Label(one.text, wrap=True), 1)
        if one.outcome is not None:
            icon_name = "check" if one.outcome is Outcome.ADOPTED else ""
            tag = TagLabel(Tag(one.outcome_label, _OUTCOMES[one.outcome], icon_name))
            tag.setToolTip(one.outcome_text)
            line.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        else:
            button = Button("登记结果", Kind.ROW)
            button.clicked.connect(lambda _checked=False: self.outcome_wanted.emit(one.id))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)

    def _elsewhere(self, one: PlanRow) -> None:
        self._heading("签到")
        self._column.addWidget(Label("和会议共用签到，不再填。", Role.MUTED))
        if one.counts is not None:
            self._column.addWidget(Label(f"实到 {one.counts.present}"))

    def _buttons(self, one: PlanRow, session: SessionView | None) -> None:
        self._clear(self._foot)
        made: list[QWidget] = []
        if one.kind not in ("study_plan_items", "study_sessions"):
            made.append(Button("打开会议", icon_name="external-link", on=lambda: self._open(one)))
        elif one.state is not ItemState.DROPPED:
            words = "打开场次" if session else "去签到"
            made.append(Button(words, icon_name="clipboard-check", on=lambda: self.sign_in.emit(one.id)))
        if one.state is ItemState.DROPPED:
            made.append(Button("恢复安排", on=lambda: self.take_up_wanted.emit(one.id)))
        if not one.auto:
            made.append(Button("改这一项", icon_name="pencil", on=lambda: self.edit_item.emit(one.id)))
        if not one.auto and one.state not in (ItemState.DONE, ItemState.DROPPED):
            made += [
                Button("换人", on=lambda: self.replace_wanted.emit(one.id)),
                Button("顺延", on=lambda: self.postpone_wanted.emit(one.id)),
                MoreButton("这一项的更多操作", lambda: self._more(one)),
            ]
        for button in made:
            self._foot.addWidget(button)
        self._foot.addStretch(1)

    def _more(self, one: PlanRow) -> list[Choice]:
        invite = [("印专家邀请函", "mail", lambda: self.invitation_wanted.emit(one.id))]
        return [
            *(invite if one.form.has(Extra.EXPERT) and one.lecturer else []),
            ("由会议完成…", "users", lambda: self.fulfil_wanted.emit(one.id)),
            ("不再安排…", "circle-slash", lambda: self.drop_wanted.emit(one.id)),
            ("删除", "trash-2", lambda: self.delete_wanted.emit(one.id)),
        ]

    def _open(self, one: PlanRow) -> None:
        self.record_wanted.emit(one.kind, one.record)

    def _heading(self, words: str, detail: str = "") -> None:
        self._column.addWidget(rule())
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        line.addWidget(Label(words, Role.BOLD))
        if detail:
            line.addWidget(Label(detail, Role.MUTED))
        line.addStretch(1)
        self._column.addLayout(line)

    def _left(self, widget: QWidget) -> None:
        line = QHBoxLayout()
        line.addWidget(widget)
        line.addStretch(1)
        self._column.addLayout(line)

    def _clear(self, layout: QHBoxLayout | QVBoxLayout | QGridLayout) -> None:
        while (item := layout.takeAt(0)) is not None:
            if item.widget() is not None:
                discard(item.widget())
            elif item.layout() is not None:
                self._clear(item.layout())  # type: ignore[arg-type]


def _state_tag(one: PlanRow) -> Tag | None:
    if one.state is ItemState.DONE:
        return done(f"{one.held_on.month}-{one.held_on.day:02d}" if one.held_on else "已办")
    found = [piece for piece in state_pieces(one, date.min) if isinstance(piece, Tag)]
    return found[0] if found else None


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
