"""One item of the agenda: a line when folded; open, its title, presenter, speeches, votes and resolutions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from dangjian_desktop.meetings.page.candidate import CandidateRows
from dangjian_desktop.meetings.page.item_rows import ResolutionRow, SpeechRow, VoteRow
from dangjian_desktop.meetings.page.moves import part_choices
from dangjian_desktop.meetings.page.people import PersonEdit
from dangjian_desktop.meetings.page.prose import Prose
from dangjian_desktop.meetings.page.rows import Row, label_width
from dangjian_desktop.meetings.page.sheet import Sheet, Slot
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.reading.views import AgendaItemView
from dangjian_desktop.meetings.rules.admission import named_in, purpose_of
from dangjian_desktop.meetings.rules.quorum import Method, Purpose, Standing, Tally, Verdict
from dangjian_desktop.meetings.service.inputs import (
    AddResolution,
    AddSpeech,
    AddVote,
    NewResolution,
    NewSpeech,
    NewVote,
)
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.editors import CheckBox, Combo, LineEdit
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.components.more import Choice, MoreButton
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

PRESENTER_ROLES = ("领学", "汇报", "通报", "介绍", "传达", "主持讨论")


@dataclass(frozen=True)
class Surroundings:
    """What every part of a segment's form needs."""

    sheet: Sheet
    people: tuple[PersonRef, ...]
    today: Callable[[], date]
    locked: bool
    phrases: Callable[[], list[str]]
    """常用语."""

    save_now: Callable[[], object]
    """Save at once: a choice was made on which the form itself depends."""

    judge: Callable[[Tally], Verdict]
    """Whether a vote with these figures carries."""

    voters: int = 0
    """How many of those present have a vote."""


class FoldedItem(QWidget):
    """议题1 传达〔2026〕38号  第一议题，来自来文       领学 陈静; a press or Enter opens it."""

    pressed = Signal()

    def __init__(self, view: AgendaItemView) -> None:
        super().__init__()
        px = theme().px
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"议题{view.number} {view.title}，按回车展开")
        number = Label(f"议题{view.number}", Role.BOLD)
        number.setFixedWidth(label_width())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(number)
        title = ElidedLabel(view.title)
        title.setMaximumWidth(title.fontMetrics().horizontalAdvance(view.title) + 4)
        row.addWidget(title, 10)
        about = "，".join(part for part in ("第一议题" if view.first_agenda_item else "", view.source) if part)
        if about:
            row.addWidget(Label(about, Role.MUTED))
        for vote in view.votes:
            if vote.tally.yes is not None:
                row.addWidget(
                    Label(vote.verdict.words, Role.OK if vote.verdict.standing is Standing.ENOUGH else Role.OVER)
                )
        if view.resolutions:
            row.addWidget(Label(f"决议 {len(view.resolutions)}", Role.MUTED))
        row.addStretch(1)
        if view.presenter_name:
            row.addWidget(Label(view.presenter_role or "汇报", Role.MUTED))
            row.addWidget(Label(view.presenter_name))
        self.setFixedHeight(px(27, 41))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit()
            return
        super().keyPressEvent(event)


class OpenItem(QWidget):
    """An item being written."""

    wished = Signal(object)
    folded = Signal()
    explain = Signal(str, str)
    paste_wanted = Signal(str)
    """Whole minutes are to be pasted into this item."""

    def __init__(self, around: Surroundings, view: AgendaItemView, ids: Sequence[str]) -> None:
        super().__init__()
        self.view = view
        self._around = around
        self._ids = tuple(ids)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme().px(3))
        self._column.setSpacing(0)
        self._head()
        self._about()
        self._rows()
        if not around.locked:
            self._adders()

    def focus(self, record: str) -> bool:
        """Put the keyboard into the text of one of its parts; False if it isn't here."""
        for kind, name in (
            ("speeches", "points"),
            ("votes", "yes"),
            ("resolutions", "text"),
            ("agenda_items", "title"),
        ):
            editor = self._around.sheet.editor(Slot(kind, record, name))
            if editor is not None and self.isAncestorOf(editor):
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _slot(self, name: str) -> Slot:
        return Slot("agenda_items", self.view.id, name)

    def _head(self) -> None:
        sheet, view = self._around.sheet, self.view
        row = Row(f"议题{view.number}", role=Role.BOLD)
        title = LineEdit(placeholder="议题", small=True)
        title.setProperty("flat", "true")
        title.setAccessibleName(f"议题{view.number}")
        row.add(title, 1)
        sheet.bind(self._slot("title"), title, row.hint)
        if view.first_agenda_item:
            row.add(TagLabel(Tag("第一议题", Tone.GOLD)), top=False)
        if view.source:
            row.add(Label(view.source, Role.MUTED), top=False)
        role = Combo([(one, one) for one in PRESENTER_ROLES], free=True, small=True)
        role.setAccessibleName("汇报方式")
        role.setFixedWidth(theme().px(92, 104))
        self.presenter = PersonEdit(self._around.people, free=True)
        self.presenter.setAccessibleName("汇报人")
        self.presenter.setToolTip("输姓名或首字母；外请的直接写姓名")
        row.add(role)
        row.add(self.presenter)
        sheet.bind(self._slot("presenter_role"), role, row.hint)
        self.presenter.set_raw(sheet.raw(self._slot("presenter")) or sheet.raw(self._slot("presenter_name")))
        self.presenter.edited.connect(self._name_presenter)
        self.presenter.set_locked(self._around.locked)
        row.add(MoreButton(f"议题{view.number}的更多操作", self._choices))
        self._column.addWidget(row)

    def _name_presenter(self) -> None:
        """Somebody of the roster, or a guest by name."""
        person, guest = self.presenter.meant()
        self._around.sheet.type(self._slot("presenter"), person)
        self._around.sheet.type(self._slot("presenter_name"), guest)

    def _about(self) -> None:
        """情况 and 学习材料, as far as they are there or asked for."""
        view, sheet = self.view, self._around.sheet
        self._proposed()
        if view.material or view.first_agenda_item or sheet.raw(self._slot("material")):
            row = Row("学习材料")
            material = LineEdit(placeholder="文件、篇目", small=True)
            material.setAccessibleName("学习材料")
            row.add(material, 1)
            sheet.bind(self._slot("material"), material, row.hint)
            first = CheckBox("第一议题")
            row.add(first)
            sheet.bind(self._slot("first_agenda_item"), first, row.hint)
            self._column.addWidget(row)
        if view.content or sheet.raw(self._slot("content")) or not (view.speeches or view.votes or view.resolutions):
            row = Row("情况")
            content = Prose(most=24, placeholder="汇报、传达的内容")
            content.setAccessibleName("情况")
            row.add(content, 1)
            sheet.bind(self._slot("content"), content, row.hint)
            self._column.addWidget(row)

    def _proposed(self) -> None:
        """提出人: there when put down or asked for in the menu."""
        sheet, slot = self._around.sheet, self._slot("proposer")
        self.proposer = PersonEdit([ref for ref in self._around.people if ref.kind == "members"])
        self.proposer.setAccessibleName("提出人")
        self._proposal = Row("提出人")
        self._proposal.add(self.proposer)
        self._proposal.line.addStretch(1)
        sheet.bind(slot, self.proposer, self._proposal.hint)
        self._column.addWidget(self._proposal)
        self._proposal.setVisible(bool(sheet.raw(slot)))

    def _ask_proposer(self) -> None:
        self._proposal.show()
        self.proposer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rows(self) -> None:
        around, view = self._around, self.view
        ids = [one.id for one in view.speeches]
        for number, speech in enumerate(view.speeches):
            row = SpeechRow(around.sheet, speech, around.people, first=number == 0, ids=ids)
            if number == 0 and not around.locked:
                phrases = Button("常用语", Kind.ROW, icon_name="quote", tip="把常用的话放进发言")
                phrases.clicked.connect(lambda _checked=False, row=row, button=phrases: self._offer(row, button))
                row.line.insertWidget(row.line.count() - 1, phrases, 0, Qt.AlignmentFlag.AlignTop)
                paste = Button("粘贴整篇记录…", Kind.ROW, icon_name="clipboard-paste")
                paste.clicked.connect(lambda _checked=False: self.paste_wanted.emit(view.id))
                row.line.insertWidget(row.line.count() - 1, paste, 0, Qt.AlignmentFlag.AlignTop)
            row.set_locked(around.locked)
            row.wished.connect(self.wished)
            self._column.addWidget(row)
        for vote in view.votes:
            line = VoteRow(around.sheet, vote, around.judge, around.save_now, voters=around.voters)
            line.set_locked(around.locked)
            line.wished.connect(self.wished)
            line.explain.connect(self.explain)
            if vote.candidate is not None:
                who = CandidateRows(around.sheet, vote, vote.candidate, around.people, around.today, around.save_now)
                who.explain.connect(self.explain)
                who.set_locked(around.locked)
                self._column.addWidget(who)
            self._column.addWidget(line)
        ids = [one.id for one in view.resolutions]
        for number, resolution in enumerate(view.resolutions):
            decided = ResolutionRow(around.sheet, resolution, around.people, around.today, first=number == 0, ids=ids)
            decided.set_locked(around.locked)
            decided.wished.connect(self.wished)
            self._column.addWidget(decided)

    def _adders(self) -> None:
        view = self.view
        line = QHBoxLayout()
        line.setContentsMargins(label_width() + theme().px(6), 0, 0, 0)
        line.setSpacing(theme().px(8))
        for words, wish in (
            ("发言", Wish("add_speech", AddSpeech(view.id, NewSpeech(points="")), focus="new")),
            ("表决", None),
            ("决议", None),
        ):
            button = Button(words, Kind.LINK, icon_name="plus", tip=f"给这个议题加一条{words}")
            if wish is None:
                make = self._new_vote if words == "表决" else self._new_resolution
                button.clicked.connect(lambda _checked=False, make=make: make())
            else:
                button.clicked.connect(lambda _checked=False, wish=wish: self.wished.emit(wish))
            line.addWidget(button)
        if not view.speeches:
            paste = Button("粘贴整篇记录…", Kind.LINK, icon_name="clipboard-paste")
            paste.clicked.connect(lambda _checked=False: self.paste_wanted.emit(view.id))
            line.addWidget(paste)
        line.addStretch(1)
        fold = Button("收起", Kind.LINK, on=self.folded.emit)
        line.addWidget(fold)
        self._column.addLayout(line)

    def _new_vote(self) -> None:
        """A vote as the item's title asks for it: an admission or conversion names its candidate and is by ballot."""
        title = self._around.sheet.raw(self._slot("title"))
        purpose = purpose_of(title)
        new = NewVote(purpose=purpose)
        if purpose is not Purpose.ORDINARY:
            wanted = "members" if purpose is Purpose.CONVERSION else "people"
            people = [(ref.id, ref.name) for ref in self._around.people if ref.kind == wanted]
            taken = {vote.candidate.person for vote in self.view.votes if vote.candidate}
            candidate = named_in(title, people)
            new = NewVote(
                purpose=purpose,
                method=Method.SECRET,
                candidate=candidate if candidate and candidate not in taken else None,
                issued=self._around.voters or None,
            )
        self.wished.emit(Wish("add_vote", AddVote(self.view.id, new), focus="new"))

    def _new_resolution(self) -> None:
        title = self._around.sheet.raw(self._slot("title")).strip() or "本议题"
        text = f"同意{title.removeprefix('讨论').removeprefix('研究').removeprefix('审议')}。"
        self.wished.emit(Wish("add_resolution", AddResolution(self.view.id, NewResolution(text=text)), focus="new"))

    def _offer(self, row: SpeechRow, button: Button) -> None:
        menu = QMenu(button)
        for phrase in self._around.phrases():
            shown = phrase if len(phrase) <= 36 else phrase[:35] + "…"
            menu.addAction(shown.replace("&", "&&")).triggered.connect(
                lambda _checked=False, phrase=phrase: row.points.insert_phrase(phrase)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _set_first(self, first: bool) -> None:
        self._around.sheet.type(self._slot("first_agenda_item"), "1" if first else "")
        self._around.save_now()

    def _choices(self) -> list[Choice]:
        sheet = self._around.sheet
        choices: list[Choice] = [("收起", "chevron-up", self.folded.emit)]
        if self._around.locked:
            return choices
        first = sheet.raw(self._slot("first_agenda_item")) == "1"
        words = "不是第一议题" if first else "设为第一议题"
        choices.append((words, "star", lambda: self._set_first(not first)))
        if self._proposal.isHidden():
            choices.append(("填提出人", "user", self._ask_proposer))
        tell = self.wished.emit
        return choices + part_choices(tell, "agenda_items", self.view.id, self._ids, "删除这个议题")
