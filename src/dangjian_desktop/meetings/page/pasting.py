"""粘贴整篇记录: minutes from Word, WPS or a chat, taken apart into who said what; proposals until confirmed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian_desktop.base.texts import clean_prose
from dangjian_desktop.roster.names import clean_name
from dangjian_desktop.roster.reading import PersonRef

_HAN = "㐀-鿿𠀀-𲎯"
_NUMBER = r"^[\s　·•\-—*]*(?:[（(]?\d{1,2}[.、．)）]\s*)?"
_TURN = re.compile(_NUMBER + rf"([{_HAN}](?:[ 　]?[{_HAN}·]){{1,7}})(?:同志|书记|委员)?[：:](.*)$")
_CHAT = re.compile(rf"^([{_HAN}·]{{2,8}})\s+\d{{1,4}}[-/:].*$")


@dataclass(frozen=True)
class Proposal:
    """Somebody's points as recognised. ``person`` is the roster's id, "" where nobody of that name is known."""

    name: str
    person: str
    points: str


def proposals(text: str, people: Sequence[PersonRef]) -> tuple[Proposal, ...]:
    """Who said what. Lines after a name belong to it; text before the first name has no speaker."""
    known = {clean_name(ref.name): ref.id for ref in people}
    found: list[tuple[str, list[str]]] = []
    for line in clean_prose(text).split("\n"):
        said = _turn(line, known)
        if said is not None:
            found.append((said[0], [said[1]] if said[1] else []))
        elif line.strip():
            if not found:
                found.append(("", []))
            found[-1][1].append(line.strip())
    return tuple(Proposal(name, known.get(name, ""), "\n".join(lines)) for name, lines in found if lines)


def _turn(line: str, known: dict[str, str]) -> tuple[str, str] | None:
    """The name and the words after it, if a line begins somebody's points.

    Words that only look like a name (会议议定：) count only if somebody of the roster bears them.
    """
    match = _TURN.match(line)
    if match:
        name = clean_name(match[1])
        if name in known:
            return name, match[2].strip()
        shorter = next((one for one in known if name.startswith(one)), "")
        if shorter:
            return shorter, match[2].strip()
        return None
    chat = _CHAT.match(line)
    if chat and clean_name(chat[1]) in known:
        return clean_name(chat[1]), ""
    return None
