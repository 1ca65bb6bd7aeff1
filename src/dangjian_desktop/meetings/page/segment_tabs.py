"""The tabs of a gathering's segments, and what can be done with a whole segment."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from dangjian_desktop.meetings.page.moves import part_choices
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.meetings.service.inputs import AddSegment, EditFields, NewSegment
from dangjian_desktop.ui.components.more import Choice, MoreButton
from dangjian_desktop.ui.components.segments import SegmentTabs


class Segments(QWidget):
    """1 党员大会 第3次 · 2 党课 · 3 主题党日 · ＋ 环节, with the chosen one's form in the card below."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.tabs = SegmentTabs(note="共用上面的签到，不再填")
        self.tabs.add_pressed.connect(self._add)
        self.kinds: tuple[str, ...] = tuple(kind.value for kind in KINDS)
        self._view: GatheringView | None = None
        self._more = MoreButton("这个环节的更多操作", self._choices)
        # The first line of the tabs' layout is their row; the menu of the segment stands at its end.
        column = self.tabs.layout()
        line = column.itemAt(0) if column else None
        row = line.layout() if line else None
        if row is not None:
            row.addWidget(self._more)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.tabs)

    def show_view(self, view: GatheringView) -> None:
        """Show the tabs of a gathering; the one in front stays."""
        if self._view is not None and self._view.id != view.id:
            self.tabs.set_segments([])
        self._view = view
        self.tabs.set_segments([(one.id, one.tab) for one in view.segments])
        self.tabs.add_button.setVisible(not view.final)
        self._more.setVisible(not view.final)
        self.tabs.note.setVisible(len(view.segments) > 1)

    def _add(self) -> None:
        if self._view is None:
            return
        menu = QMenu(self.tabs.add_button)
        for kind in self.kinds:
            action = menu.addAction(KINDS[SegmentKind(kind)].name)
            action.triggered.connect(partial(self._add_kind, kind))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.tabs.add_button.mapToGlobal(self.tabs.add_button.rect().bottomLeft()))

    def _add_kind(self, kind: str, _checked: bool = False) -> None:
        if self._view is not None:
            segment = NewSegment(kind=SegmentKind(kind))
            self.wished.emit(Wish("add_segment", AddSegment(self._view.id, segment), focus="new"))

    def _choices(self) -> list[Choice]:
        view = self._view
        if view is None or not view.segments:
            return []
        current = self.tabs.current
        here = next(one for one in view.segments if one.id == current)
        choices: list[Choice] = []
        for kind in self.kinds:
            if kind != here.kind:
                change = EditFields("segments", here.id, {"kind": kind}, here.seen)
                words = f"改为{KINDS[SegmentKind(kind)].short}"
                choices.append((words, "", partial(self.wished.emit, Wish("edit_fields", change))))
        choices.append(("", "", lambda: None))
        words, answer = ("不计入集中学习", "否") if here.study else ("计入集中学习", "是")
        study = EditFields("segments", here.id, {"study": answer}, here.seen)
        choices.append((words, "book-open", partial(self.wished.emit, Wish("edit_fields", study))))
        ids = [one.id for one in view.segments]
        return choices + part_choices(
            self.wished.emit, "segments", here.id, ids, f"删除环节“{here.short}”", words=("前移", "后移")
        )
