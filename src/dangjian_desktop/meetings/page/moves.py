"""Moving a part up or down among its like, and deleting it: menu entries that make the service's inputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.service.inputs import DeletePart, MovePart
from dangjian_desktop.ui.components.more import Choice

Tell = Callable[[object], object]


def part_choices(
    tell: Tell, kind: str, record: str, ids: Sequence[str], delete: str, *, words: tuple[str, str] = ("上移", "下移")
) -> list[Choice]:
    """上移 and 下移 where there is somewhere to go, then deletion. ``ids`` are all its like in their order."""
    place = list(ids).index(record)
    choices: list[Choice] = []
    if place > 0:
        before = ids[place - 2] if place > 1 else None
        choices.append((words[0], "arrow-up", lambda: tell(Wish("move_part", MovePart(kind, record, before)))))
    if place < len(ids) - 1:
        after = ids[place + 1]
        choices.append((words[1], "arrow-down", lambda: tell(Wish("move_part", MovePart(kind, record, after)))))
    choices.append((delete, "trash-2", lambda: tell(Wish("delete_part", DeletePart(kind, record)))))
    return choices
