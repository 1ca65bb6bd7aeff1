"""Connects the dialog of 从 Word 记录 with the store; files are read and texts taken apart off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.word_text import file_lines
from dangjian_desktop.meetings.page.loading import people_on
from dangjian_desktop.meetings.page.word_dialog import WordDialog
from dangjian_desktop.meetings.page.word_record import names_of
from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.meetings.rules.kinds import SegmentKind, info_of
from dangjian_desktop.meetings.rules.recognising import Recognised, recognise
from dangjian_desktop.meetings.service.inputs import EnterRecord
from dangjian_desktop.store import Reader
from dangjian_desktop.ui.context import WindowContext


@dataclass(frozen=True)
class _Wanted:
    """What the dialog is opened for."""

    view: GatheringView | None
    path: Path | None
    done: Callable[[str], object]


class WordEntry(QObject):
    """Opens the dialog; ``done`` gets the id of the gathering that was made or filled in."""

    def __init__(self, ctx: WindowContext, widget: QWidget) -> None:
        super().__init__(widget)
        self._ctx = ctx
        self._widget = widget
        self.dialog: WordDialog | None = None

    def open(self, done: Callable[[str], object], view: GatheringView | None = None, path: Path | None = None) -> None:
        """Ask for a record, for a new gathering or to fill in ``view``; ``path`` is read at once."""
        if self.dialog is not None:
            self.dialog.raise_()
            if path is not None:
                self.dialog.open_file(path)
            return
        day = view.day if view and view.day else self._ctx.today
        wanted = _Wanted(view, path, done)

        def names(reader: Reader) -> Mapping[str, str]:
            return names_of(people_on(reader, day))

        self._ctx.query(names, partial(self._show, wanted), self, key="word")

    def _show(self, wanted: _Wanted, names: Mapping[str, str]) -> None:
        view = wanted.view
        dialog = WordDialog(
            partial(self._recognise, names),
            self._load,
            names,
            gathering=view.id if view else None,
            title=view.title if view else "",
            fallback=info_of(view.segments[0].kind).kind if view and view.segments else SegmentKind.GENERAL_MEETING,
            parent=self._widget,
        )
        dialog.confirmed.connect(partial(self._enter, dialog, wanted.done))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        if wanted.path is not None:
            dialog.open_file(wanted.path)

    def _recognise(self, names: Mapping[str, str], text: str, then: Callable[[Recognised], object]) -> None:
        today = self._ctx.today
        self._ctx.work(lambda: recognise(text.splitlines(), names, today), then, self, key="recognise")

    def _load(self, path: Path, then: Callable[[str], object], refused: Callable[[Refused], object]) -> None:
        self._ctx.work(lambda: "\n".join(file_lines(path)), then, self, key="file", refused=refused)

    def _enter(self, dialog: WordDialog, done: Callable[[str], object], wish: EnterRecord) -> None:
        def made(gathering: object) -> None:
            dialog.accept()
            done(str(gathering))

        self._ctx.act(self._ctx.action("enter_record"), wish, made, dialog.refuse, owner=dialog)

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
