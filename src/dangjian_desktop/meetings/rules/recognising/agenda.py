"""The agenda of minutes: items by their numbers, and below each what was said, voted and decided."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dangjian_desktop.meetings.rules.quorum import Method
from dangjian_desktop.meetings.rules.recognising.days import DAY, numerals
from dangjian_desktop.meetings.rules.recognising.names import bare
from dangjian_desktop.meetings.rules.recognising.values import Decided, Item, Said, Voted

_STYLES = (
    re.compile(
        r"^\s*(?:第?[一二三四五六七八九十\d]{1,3}项?议题|议题\s*[一二三四五六七八九十\d]{1,3})\s*[、：:.．\s]\s*(.+)$"
    ),
    re.compile(r"^\s*[一二三四五六七八九十]{1,3}、\s*(.+)$"),
    re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[）)]\s*(.+)$"),
    re.compile(r"^\s*\d{1,2}[.、．]\s*(.+)$"),
)
_CONTAINERS = re.compile(
    r"^(会议|活动|主要)?(内容|议程|议题|记录|情况|议定事项|讨论情况|会议内容|发言情况)(如下)?[：:]?$"
)
_DECIDED = re.compile(r"^\s*(?:会议)?(?:形成)?(?:决议|决定|议定|议定事项)(?:如下)?\s*[：:]\s*(.*)$")
_DECIDES = re.compile(r"^\s*(?:会议|大会|支委会|支部)(?:一致)?(?:决定|同意|议定|通过)[，,：:]?\s*(.+)$")
_YES = re.compile(r"(?:赞成|同意)\s*[：:]?\s*(\d{1,4})\s*[票人名]")
_NO = re.compile(r"反对\s*[：:]?\s*(\d{1,4})\s*[票人名]?")
_ABSTAIN = re.compile(r"弃权\s*[：:]?\s*(\d{1,4})\s*[票人名]?")
_CHARGE = re.compile(r"责任人\s*[：:]\s*([^\s；;，,。、）)]{2,6})")
_BY_WHOM = re.compile(r"由([^\s；;，,。、（(]{2,6})(?:同志)?(?:负责|牵头|承办)")
_UNTIL = re.compile(r"(?:时限|完成时限|完成时间)\s*[：:]\s*([^；;，,。）)]{3,14})")
_BEFORE = re.compile(r"((?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:以?前|之前)")
_NOTE = re.compile(r"[（(][^）)]*(?:责任人|时限)[^）)]*[）)]\s*$")
_TURN = re.compile(r"^\s*([㐀-鿿](?:[ 　]?[㐀-鿿·]){1,5}?)(?:同志|书记|委员)?(?:[（(][^）)]*[）)])?[：:]\s*(.*)$")
_OVER = re.compile(r"^\s*(散会|会议结束|（?完）?)[。.]?\s*$")


@dataclass
class _Draft:
    """An item in the making."""

    title: str
    lines: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    votes: list[Voted] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    open_turn: bool = False

    def made(self) -> Item:
        content = "\n".join(self.lines)
        return Item(self.title, content, tuple(self.said), tuple(self.votes), tuple(self.decided))


def agenda_of(lines: Sequence[str], people: Mapping[str, str], day: date) -> tuple[tuple[Item, ...], str]:
    """The items, and the text that belongs to none of them. Deadlines without a year lie after ``day``."""
    style = _style(lines)
    drafts: list[_Draft] = []
    loose: list[str] = []
    for raw in lines:
        line = raw.replace("\t", " ").strip()
        if not line or _OVER.match(line):
            continue
        match = style.match(line) if style else None
        title = match[1].strip().rstrip("。：:") if match else ""
        if title and not _CONTAINERS.match(title):
            drafts.append(_Draft(title))
        elif drafts:
            _into(drafts[-1], line, people, day)
        elif not match and not _CONTAINERS.match(_unnumbered(line)):
            loose.append(line)
    if drafts and loose and len(loose) <= 2 and all(len(line) < 50 for line in loose):
        # The paper's title above the head.
        loose = []
    return tuple(draft.made() for draft in drafts), "\n".join(loose)


def _style(lines: Sequence[str]) -> re.Pattern[str] | None:
    """How the items are numbered: the first way that numbers something else than a heading such as 会议内容."""
    for pattern in _STYLES:
        titles = [match[1].strip() for line in lines if (match := pattern.match(line.replace("\t", " ")))]
        if any(not _CONTAINERS.match(title.rstrip("。：:")) and len(title) < 80 for title in titles):
            return pattern
    return None


def _unnumbered(line: str) -> str:
    for pattern in _STYLES[1:]:
        match = pattern.match(line)
        if match:
            return match[1].strip()
    return line


def _into(draft: _Draft, line: str, people: Mapping[str, str], day: date) -> None:
    """One line below an item: somebody's points, a vote, a resolution, or text."""
    vote = _vote(line)
    if vote is not None:
        draft.votes.append(vote)
        draft.open_turn = False
        return
    headed = _DECIDED.match(line)
    told = headed[1].strip() if headed else line.strip() if _DECIDES.match(line) else ""
    if told:
        draft.decided.append(_decision(told, people, day))
        draft.open_turn = False
        return
    turn = re.match(
        r"^\s*([㐀-鿿](?:[ 　]?[㐀-鿿·]){1,5}?)(?:同志|书记|委员)?(?:[（(][^）)]*[）)])?[：:]\s*(.*)$", line
    )
    name = bare(turn[1]) if turn else ""
    if turn and name in people:
        draft.said.append(Said(name, people[name], turn[2].strip()))
        draft.open_turn = True
    elif draft.open_turn and draft.said:
        last = draft.said[-1]
        points = f"{last.points}\n{line}" if last.points else line
        draft.said[-1] = Said(last.name, last.person, points)
    else:
        draft.lines.append(line)


def _vote(line: str) -> Voted | None:
    yes, no, abstain = _YES.search(line), _NO.search(line), _ABSTAIN.search(line)
    if yes is None or (no is None and abstain is None):
        return None
    method = Method.SECRET if "无记名" in line else Method.BALLOT if "票决" in line else Method.HANDS
    return Voted(int(yes[1]), int(no[1]) if no else None, int(abstain[1]) if abstain else None, method)


def _decision(text: str, people: Mapping[str, str], day: date) -> Decided:
    charge = _CHARGE.search(text) or _BY_WHOM.search(text)
    name = bare(charge[1]) if charge else ""
    limit = _UNTIL.search(text) or _BEFORE.search(text)
    deadline = None
    if limit:
        match = DAY.search(numerals(limit[1]))
        deadline = _after(match, day) if match else None
    without = _NOTE.sub("", text).strip() or text
    return Decided(without, people.get(name, ""), name if name in people else "", deadline)


def _after(match: re.Match[str], day: date) -> date | None:
    """A deadline without a year is the first such day from the meeting on."""
    for year in [int(match[1])] if match[1] else [day.year, day.year + 1]:
        try:
            found = date(year, int(match[2]), int(match[3]))
        except ValueError:
            continue
        if match[1] or found >= day:
            return found
    return None
