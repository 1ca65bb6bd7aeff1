"""The page of one gathering without its data: strip, sign-in, segments, attachments, and the paper beside or behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dangjian_desktop.meetings.page.attachments import AttachmentsCard
from dangjian_desktop.meetings.page.beside import FormBesidePaper
from dangjian_desktop.meetings.page.corrections import CorrectionsCard
from dangjian_desktop.meetings.page.facts import FactsForm
from dangjian_desktop.meetings.page.item import Surroundings
from dangjian_desktop.meetings.page.paper import PaperPane
from dangjian_desktop.meetings.page.segment import SegmentForm
from dangjian_desktop.meetings.page.segment_tabs import Segments
from dangjian_desktop.meetings.page.shape import judge_of, parts_of, shape_of, working_items
from dangjian_desktop.meetings.page.sheet import Sheet, Slot
from dangjian_desktop.meetings.page.sign_in import SignInCard
from dangjian_desktop.meetings.page.strip import Strip
from dangjian_desktop.meetings.page.templates import Agendas
from dangjian_desktop.meetings.reading.views import GatheringView, SegmentView
from dangjian_desktop.roster.reading import GroupRef, PersonRef
from dangjian_desktop.ui.components.banner import Banner, BannerKind
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.fields import commit_preedit
from dangjian_desktop.ui.theme import theme


@dataclass(frozen=True)
class Known:
    """What the form offers besides the gathering itself."""

    people: tuple[PersonRef, ...] = ()
    groups: tuple[GroupRef, ...] = ()
    places: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    agendas: Mapping[str, Agendas] = field(default_factory=dict)
    """By segment, what its agenda can begin with."""


class RecordBody(QWidget):
    """Data down by :meth:`show_view`, events up by signals; what is typed lives in the sheet."""

    wished = Signal(object)
    attendance_changed = Signal(list)
    explain = Signal(str, str)
    previous_wanted = Signal(object)
    paste_wanted = Signal(str)
    templates_wanted = Signal(str)
    """Change the agenda templates of a kind."""

    keep_wanted = Signal(str)
    """Keep a segment's agenda as a template."""

    correction_done = Signal()

    def __init__(
        self,
        sheet: Sheet,
        today: Callable[[], date],
        paste_folder: Callable[[], Path],
        paper: PaperPane,
        save_now: Callable[[], object],
    ) -> None:
        super().__init__()
        self.sheet = sheet
        self._today = today
        self._save_now = save_now
        self._view: GatheringView | None = None
        self._known = Known()
        self._open_items: dict[str, set[str]] = {}
        self._facts_form: FactsForm | None = None
        self._facts_open = False
        self._form: SegmentForm | None = None
        self._facts_made: object = None
        self._form_made: object = None
        self.strip = Strip(today)
        self.strip.fact_pressed.connect(self.open_facts)
        self.strip.mode_chosen.connect(self._set_mode)
        self.strip.attachments_pressed.connect(self.show_attachments)
        self.banner = Banner(BannerKind.DUE, "正在更正")
        self.banner.add(Button("完成更正", Kind.ROW, on=self.correction_done.emit))
        self.banner.hide()
        self.sign_in = SignInCard()
        self.sign_in.changed.connect(self.attendance_changed)
        self.sign_in.explain.connect(self.explain)
        self.segments = Segments()
        self.segments.tabs.chosen.connect(lambda _key: self._show_segment(keep_scroll=False))
        self.segments.wished.connect(self.wished)
        self.attachments = AttachmentsCard(paste_folder)
        self.attachments.wished.connect(self.wished)
        self.corrections = CorrectionsCard()
        self.paper = paper
        self._build()
        theme().changed.connect(self._dress)
        self._fit()

    def content_width(self) -> int:
        """The least width that the form needs, in logical pixels."""
        return self._beside.area.widget().minimumSizeHint().width()

    def room_width(self) -> int:
        """The width that the form has."""
        return self._beside.area.viewport().width()

    @property
    def facts_form(self) -> FactsForm | None:
        """The form of title, time and place while it is open."""
        return self._facts_form

    @property
    def segment(self) -> SegmentView | None:
        """The segment in front."""
        if self._view is None:
            return None
        key = self.segments.tabs.current
        return next((one for one in self._view.segments if one.id == key), None)

    def show_view(self, view: GatheringView, known: Known, *, correcting: str = "") -> None:
        """Show a gathering. Widgets that hold the keyboard or typed text keep them."""
        new = self._view is None or self._view.id != view.id
        if new:
            self._open_items = {}
            self._facts_open = view.bar.current == "plan" and not view.final
        self._view, self._known = view, known
        self.strip.show_view(view, correcting=bool(correcting))
        self.banner.setVisible(bool(correcting))
        self.banner.set_text("正在更正", f"原因：{correcting}。改动和原来的写法都会保留。")
        self.sign_in.show_view(view, self._today())
        self.segments.show_view(view)
        self.attachments.show_files(view.attachments, locked=view.final)
        self.corrections.show_view(view)
        if self._facts_of() != self._facts_made:
            self._show_facts()
        made = self._made_of()
        if made != self._form_made:
            self._show_segment(keep_scroll=not new)
        if new:
            self._beside.scroll_to(0)

    def add_card(self, card: QWidget) -> None:
        """Put a further card behind the attachments."""
        self._beside.column.insertWidget(self._beside.column.indexOf(self.corrections), card)

    def open_facts(self, name: str) -> None:
        """Open the form of title, time, place and people at a field."""
        if self._view is None or self._view.final:
            return
        self._facts_open = True
        self._show_facts()
        self._set_mode("form")
        if self._facts_form is not None:
            self._facts_form.focus(name)
            self._beside.bring(self._facts_form)

    def focus_slot(self, slot: Slot) -> bool:
        """Put the keyboard into a field, opening what hides it; False if there is no such field."""
        if self._view is None:
            return False
        if slot.kind == "gatherings" and slot.field != "notes":
            self.open_facts(slot.field)
            return True
        segment = next((one for one in self._view.segments if slot.record in parts_of(one)), None)
        if segment is not None:
            self.segments.tabs.choose(segment.id)
            if self._form is not None:
                self._form.focus(slot.record)
        editor = self.sheet.editor(slot)
        if editor is None:
            return False
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._beside.bring(editor))
        return True

    def focus_record(self, record: str) -> None:
        """Show a part that was just made, and put the keyboard there."""
        if self._view is None:
            return
        if any(one.id == record for one in self._view.segments):
            self.segments.tabs.choose(record)
            return
        for segment in self._view.segments:
            if record in parts_of(segment):
                self.segments.tabs.choose(segment.id)
                if self._form is not None:
                    self._form.focus(record)

    def rest(self) -> None:
        """Put the keyboard where the next step is, without moving the page."""
        if self._view is not None and self._view.bar.current == "sign_in" and not self._view.final:
            self.sign_in.board.initials.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.strip.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_attachments(self) -> None:
        """Bring the attachments into view."""
        self._set_mode("form")
        self._beside.bring(self.attachments)
        self.attachments.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_sign_in(self) -> None:
        """Bring the sign-in into view with the keyboard in the initials."""
        self._set_mode("form")
        self._beside.bring(self.sign_in)
        self.sign_in.board.initials.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_segments(self) -> None:
        """Bring the minutes into view, with the first item open."""
        self._set_mode("form")
        segment = self.segment
        if self._form is not None and segment is not None:
            if segment.agenda:
                self._form.open_item(segment.agenda[0].id)
                self._form.focus(segment.agenda[0].id)
            self._beside.bring(self._form)

    def show_form(self) -> None:
        """Go back from the paper to the form."""
        self._set_mode("form")

    @property
    def mode(self) -> str:
        """form or paper: what the compact window shows."""
        return self.strip.mode

    def _made_of(self) -> object:
        """What the form is made of; while it stays, values change in place and no widget is made anew."""
        view, segment = self._view, self.segment
        return (view.id, view.final, shape_of(segment), self._known) if view and segment else None

    def _build(self) -> None:
        self._form_host = QVBoxLayout()
        self._form_host.setContentsMargins(0, 0, 0, 0)
        self._facts_host = QVBoxLayout()
        self._facts_host.setContentsMargins(0, 0, 0, 0)
        self.segments.tabs.card.add(self._form_host)
        self._beside = FormBesidePaper(self.paper)
        column = self._beside.column
        column.addWidget(self.banner)
        column.addLayout(self._facts_host)
        for card in (self.sign_in, self.segments, self.attachments, self.corrections):
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.strip)
        outer.addWidget(self._beside, 1)

    def _facts_of(self) -> object:
        """What the form of facts is made of, apart from the values in it."""
        view = self._view
        return (view.id, view.final, self._facts_open, self._known.people) if view else None

    def _show_facts(self) -> None:
        self._facts_made = self._facts_of()
        if self._facts_form is not None:
            self._facts_host.removeWidget(self._facts_form)
            self._facts_form.hide()
            self._facts_form.deleteLater()
            self._facts_form = None
        view = self._view
        if view is None or not self._facts_open or view.final:
            return
        form = FactsForm(self.sheet, view, self._known.people, self._known.places, self._today)
        form.closed.connect(self._close_facts)
        self._facts_host.addWidget(form)
        form.show()
        self._facts_form = form

    def _close_facts(self) -> None:
        self._facts_open = False
        self._show_facts()
        self.strip.facts.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_segment(self, *, keep_scroll: bool = True) -> None:
        view, segment = self._view, self.segment
        self._form_made = self._made_of()
        place = self._beside.place
        focused = self.sheet.focused()
        if focused is not None:
            # What the input method is composing belongs to the text before its editor is made anew.
            commit_preedit()
        if self._form is not None:
            self._form_host.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if view is None or segment is None:
            return
        opened = self._open_items.setdefault(segment.id, set(working_items(segment)))
        around = Surroundings(
            self.sheet,
            self._known.people,
            self._today,
            view.final,
            lambda: list(self._known.phrases),
            self._save_now,
            judge_of(view, segment),
            segment.counts.present_voters,
        )
        offered = self._known.agendas.get(segment.id, Agendas())
        form = SegmentForm(around, segment, self._known.groups, open_items=opened, agendas=offered)
        form.templates_wanted.connect(self.templates_wanted)
        form.keep_wanted.connect(self.keep_wanted)
        form.wished.connect(self.wished)
        form.explain.connect(self.explain)
        form.previous_wanted.connect(self.previous_wanted)
        form.paste_wanted.connect(self.paste_wanted)
        self._form_host.addWidget(form)
        form.show()
        self._form = form
        self.paper.follow(segment.id)
        if focused is not None and keep_scroll:
            self.sheet.focus_again(focused)
            QTimer.singleShot(0, self, lambda: self._beside.scroll_to(place))

    def _set_mode(self, mode: str) -> None:
        self.strip.set_mode(mode)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        self.strip.set_wide(theme().wide)
        self.segments.tabs.card.body.setContentsMargins(px(13, 20), px(3, 6), px(13, 20), px(6, 12))
        self._beside.fit(self.strip.mode, self.width())

    def _dress(self) -> None:
        """Another density or text size: rows of fixed height are made anew."""
        self._fit()
        if self._view is not None:
            self.strip.facts.show_view(self._view)
            self._show_facts()
            self._show_segment()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
