"""Picking a person of the roster: the window's field, with ids as the service and drafts know them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from dangjian_desktop.roster.names import match_name
from dangjian_desktop.roster.reading import MEMBERS, PersonRef
from dangjian_desktop.ui.components import people
from dangjian_desktop.ui.theme import theme


class PersonEdit(people.PersonEdit):
    """A person by characters, pinyin or initials. Its text as typed is the id of the one chosen, else the words.

    ``free`` lets a name stand that nobody in the roster bears (guests).
    """

    def __init__(self, refs: Sequence[PersonRef], *, free: bool = False, small: bool = True) -> None:
        super().__init__(free=free, small=small, match=match_name, placeholder="姓名首字母")
        self._known = frozenset(ref.id for ref in refs)
        self.set_people(
            [people.Candidate(ref.id, ref.label or ref.name, (), ref.detail, ref.kind == MEMBERS) for ref in refs]
        )
        self._refs = tuple(refs)
        self.setFixedWidth(theme().px(94, 104))

    def meant(self) -> tuple[str, str]:
        """Who is meant: (id, "") for somebody of the roster, ("", name) for a guest.

        Words that several bear are given as an id, which the service refuses with the names to choose from.
        """
        raw = self.raw().strip()
        if raw in self._known:
            return raw, ""
        same = [ref.id for ref in self._refs if raw in (ref.name, ref.label)]
        if not same:
            return "", raw
        return (same[0] if len(same) == 1 else raw), ""

    def event(self, event: QEvent) -> bool:
        # Esc first closes the list of names, then whatever it closes elsewhere.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._popup.isVisible()
        ):
            event.accept()
            return True
        return super().event(event)

    def raw(self) -> str:
        return super().raw().removeprefix("@")

    def set_raw(self, raw: str) -> None:
        super().set_raw(f"@{raw}" if raw in self._known else raw)
