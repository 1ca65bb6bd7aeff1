"""A chat of WeChat or a study platform, split by speaker: proposals only, shown before anything is kept.

Known shapes: ``张晓梅 10-12 15:20`` or ``2026-10-12 15:20:33 张晓梅`` on a line of its own with the words below it, and
``张晓梅：……`` on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dangjian_desktop.base.texts import clean_prose

_CLOCK = r"(?:上午|下午|晚上|凌晨|早上|中午)?\s*\d{1,2}:\d{2}(?::\d{2})?"
_DAY = r"(?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|昨天|今天|星期[一二三四五六日天]|周[一二三四五六日]"
_WHEN = rf"(?:(?:{_DAY})\s*)?{_CLOCK}"
_NAME_FIRST = re.compile(rf"^(?P<name>\S[^\n:：]{{0,23}}?)[\s\u2003]+(?P<when>{_WHEN})\s*$")
_TIME_FIRST = re.compile(rf"^(?P<when>{_WHEN})\s+(?P<name>\S[^\n:：]{{0,23}})\s*$")
_TIMED_TURN = re.compile(rf"^(?P<name>\S[^\n:：]{{0,23}}?)\s*[(（]?(?P<when>{_WHEN})[)）]?\s*[:：]\s*(?P<words>.*)$")
_TURN = re.compile(r"^(?P<name>[^\s:：，。、！？,.!?\d][^\n:：，。！？,.!?]{0,15})\s*[:：]\s*(?P<words>.+)$")
_ONLY_TIME = re.compile(rf"^[—\-\s]*{_WHEN}[—\-\s]*$")
_NOISE = re.compile(
    r"\[(图片|视频|语音|表情|动画表情|文件|链接|位置|红包|收藏)[^\]]*\]|撤回了一条消息|加入了群聊|拍了拍|以下为新消息|@所有人"
)


@dataclass(frozen=True)
class Said:
    """What one speaker said in the whole chat. ``person`` is a roster's id, "" where the name is nobody's or
    several people's; ``name`` is the chat's."""

    name: str
    person: str
    points: str
    messages: int = 1


def split_chat(text: str, people: Mapping[str, Iterable[str]]) -> tuple[Said, ...]:
    """Who said what, each speaker once, in the order in which they first spoke.

    ``people`` are ids by name. Pictures, stickers and notices of the platform are left out.
    """
    found: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    name = ""
    for raw in clean_prose(text).split("\n"):
        line = raw.strip()
        if not line or _ONLY_TIME.match(line):
            continue
        turn = _turn_of(line, people)
        if turn is not None:
            name, line = turn
            counts[name] = counts.get(name, 0) + 1
        words = "" if _NOISE.search(line) else line.strip()
        if words:
            found.setdefault(name, []).append(words)
            counts.setdefault(name, 1)
    return tuple(Said(one, person_of(one, people), "\n".join(said), counts[one]) for one, said in found.items())


def _turn_of(line: str, people: Mapping[str, Iterable[str]]) -> tuple[str, str] | None:
    """The speaker and the words on the same line, if the line begins somebody's turn."""
    for pattern in (_NAME_FIRST, _TIME_FIRST):
        if match := pattern.match(line):
            return match["name"].strip(), ""
    if match := _TIMED_TURN.match(line):
        return match["name"].strip(), match["words"]
    # Words before a colon are only a name if somebody of the roster bears it (会议要求：… is none).
    if (match := _TURN.match(line)) and person_of(match["name"], people):
        return match["name"].strip(), match["words"]
    return None


def person_of(name: str, people: Mapping[str, Iterable[str]]) -> str:
    """The one person that a chat name means: it is their name, or holds it (综合科-张晓梅). "" if nobody or several."""
    plain = "".join(name.split())
    exact = list(people.get(plain, ()))
    if exact:
        return exact[0] if len(exact) == 1 else ""
    inside = [(known, ids) for known, ids in people.items() if len(known) > 1 and known in plain]
    longest = max((len(known) for known, _ids in inside), default=0)
    meant = [id for known, ids in inside if len(known) == longest for id in ids]
    return meant[0] if len(meant) == 1 else ""
