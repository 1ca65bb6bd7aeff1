"""The head of minutes: labelled values such as 时间：, 主持人：, 出席："""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.recognising.days import when_in
from dangjian_desktop.meetings.rules.recognising.names import INSIDE, SPLIT, bare, names_in, squeezed
from dangjian_desktop.meetings.rules.recognising.values import Away, Guest
from dangjian_desktop.roster.rules.attendance import AttendanceState

_KINDS = (
    (SegmentKind.COMMITTEE_MEETING, re.compile(r"支委会|支部委员会|支委扩大会")),
    (SegmentKind.GENERAL_MEETING, re.compile(r"党员大会|支部大会")),
    (SegmentKind.GROUP_MEETING, re.compile(r"党小组会")),
    (SegmentKind.ORG_LIFE_MEETING, re.compile(r"组织生活会")),
    (SegmentKind.PARTY_LECTURE, re.compile(r"党课")),
    (SegmentKind.THEME_PARTY_DAY, re.compile(r"主题党日|党日活动")),
)
_LABELS: Mapping[str, str] = {
    "会议名称": "title", "名称": "title", "会议类型": "title",
    "时间": "when", "会议时间": "when", "日期": "when", "活动时间": "when", "授课时间": "when",
    "地点": "place", "会议地点": "place", "活动地点": "place", "授课地点": "place",
    "主持": "host", "主持人": "host", "会议主持": "host", "会议主持人": "host",
    "记录": "recorder", "记录人": "recorder", "会议记录": "recorder", "会议记录人": "recorder", "记录员": "recorder",
    "出席": "present", "出席人员": "present", "出席人": "present", "参加人员": "present", "参会人员": "present",
    "参加": "present", "到会人员": "present", "出席党员": "present", "参加党员": "present", "出席委员": "present",
    "请假": "leave", "请假人员": "leave", "请假人员及原因": "leave", "请假缺席": "leave", "因事请假": "leave",
    "缺席": "absent", "缺席人员": "absent", "缺席人员及原因": "absent", "缺席人": "absent",
    "列席": "observers", "列席人员": "observers", "列席人": "observers",
    "主题": "topic", "会议主题": "topic", "活动主题": "topic", "题目": "topic", "党课题目": "topic",
    "授课题目": "topic",
    "应到": "skip", "实到": "skip", "应到人数": "skip", "实到人数": "skip", "签到": "skip", "有表决权": "skip",
    "应到会": "skip", "实到会": "skip", "党小组": "skip", "形式": "skip", "归属年度": "skip",
    "主持人签名": "skip", "记录人签名": "skip", "附件": "skip",
}  # fmt: skip
_LABEL = re.compile(
    rf"^\s*(?:[一二三四五六七八九十]{{1,2}}、|\d{{1,2}}[.、．])?\s*"
    rf"({'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})\s*[：:\t]\s*(.*)$"
)
_STATES = (
    (AttendanceState.OFFICIAL_BUSINESS, re.compile(r"公差|出差|公务|开会|培训|下乡|值班|值守|学习|借调")),
    (AttendanceState.SICK_LEAVE, re.compile(r"病|住院|就医|体检|手术")),
    (AttendanceState.LEAVE, re.compile(r"休假|年假|探亲|产假|婚假|陪产|公休")),
    (AttendanceState.PERSONAL_LEAVE, re.compile(r"事假|因事|家中|家里|私事")),
)
_WORD = re.compile(r"^(公差|出差|病假|事假|休假|年假|缺席|请假)(?:[，,、：:；;\s]+|$)")
_HAN_SPACE = re.compile(r"(?<=[㐀-鿿])[ 　]+(?=[㐀-鿿](?:$|[^㐀-鿿]))")


def kinds_in(lines: Sequence[str]) -> tuple[SegmentKind, ...]:
    """The kinds that the first lines name, the 主题党日 last; 支部委员会 in the branch's own name is none."""
    found = {kind for line in lines for kind, pattern in _KINDS if pattern.search(line)}
    if SegmentKind.GENERAL_MEETING in found and not any(re.search(r"支委会|支部委员会会议", line) for line in lines):
        found.discard(SegmentKind.COMMITTEE_MEETING)
    return tuple(sorted(found, key=lambda kind: (kind is SegmentKind.THEME_PARTY_DAY, list(SegmentKind).index(kind))))


@dataclass
class Facts:
    """The head of minutes in the making."""

    title: str = ""
    day: date | None = None
    start: time | None = None
    end: time | None = None
    place: str = ""
    host: str = ""
    recorder: str = ""
    topic: str = ""
    present: list[str] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    observers: list[Guest] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def head_of(lines: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Labelled values, and the lines that are none. A list of names may go on over lines."""
    head: list[tuple[str, str]] = []
    rest: list[str] = []
    going_on = False
    for raw in lines:
        pieces = _pieces(raw)
        if pieces:
            head += pieces
            going_on = pieces[-1][0] in ("present", "leave", "absent", "observers")
        elif going_on and _is_names(raw):
            head[-1] = (head[-1][0], f"{head[-1][1]}、{raw.strip()}")
        else:
            going_on = False
            rest.append(raw)
    return head, rest


def _pieces(line: str) -> list[tuple[str, str]]:
    """The labelled values of a line: one, or the pairs of a table row (时间⇥…⇥地点⇥…)."""
    cells = [cell.strip() for cell in line.split("\t")]
    labels = [_LABELS.get(re.sub(r"[\s　：:]", "", cell)) for cell in cells]
    if len(cells) > 1 and labels[0]:
        return [
            (label, cells[place + 1])
            for place, label in enumerate(labels[:-1])
            if label and label != "skip" and cells[place + 1]
        ] or [("skip", "")]
    match = _LABEL.match(_HAN_SPACE.sub("", line) if len(line) < 12 else line)
    if match is None:
        match = _LABEL.match(re.sub(r"^(\s*)(\S)[ 　]+(\S)(\s*[：:])", r"\1\2\3\4", line))
    if match is None:
        return []
    found = [(_LABELS[match[1]], match[2].strip())]
    # 主持人：李卫国　记录人：陈静 on one line.
    other = re.split(rf"[\s　]+(?=(?:{'|'.join(map(re.escape, _LABELS))})\s*[：:])", found[0][1], maxsplit=1)
    if len(other) > 1:
        return [(found[0][0], other[0].strip()), *_pieces(other[1])]
    return found


def _is_names(line: str) -> bool:
    parts = [part for part in SPLIT.split(squeezed(line)) if part]
    return bool(parts) and all(len(INSIDE.sub(r"\1", part).strip()) <= 4 for part in parts) and "：" not in line


def facts_of(head: Sequence[tuple[str, str]], people: Mapping[str, str], today: date) -> Facts:
    """The values of these labels, with the roster's people by name."""
    facts = Facts()
    for label, value in head:
        match label:
            case "title":
                facts.title = facts.title or value
            case "when" if facts.day is None:
                facts.day, facts.start, facts.end = when_in(value, today)
            case "place":
                facts.place = facts.place or value.rstrip("。")
            case "topic":
                facts.topic = facts.topic or value.strip("《》。")
            case "host" | "recorder":
                name = bare(value)
                if not getattr(facts, label):
                    setattr(facts, label, people.get(name, ""))
                if name and name not in people:
                    facts.unknown.append(name)
            case "present":
                for name, _note in names_in(value):
                    _take(people.get(name, ""), name, facts.present, facts.unknown)
            case "leave" | "absent":
                _away(label, value, people, facts)
            case "observers":
                facts.observers += [Guest(people.get(n, ""), n, note) for n, note in names_in(value)]
    return facts


def _take(person: str, name: str, known: list[str], unknown: list[str]) -> None:
    if person:
        known.append(person)
    elif len(name) <= 4 and name not in ("无", "全体党员", "全体"):
        unknown.append(name)


def _away(label: str, value: str, people: Mapping[str, str], facts: Facts) -> None:
    for name, note in names_in(value):
        if name in ("无", "0", "没有"):
            continue
        if name not in people:
            facts.unknown.append(name)
            continue
        state = next((state for state, pattern in _STATES if pattern.search(note)), None)
        if state is None:
            state = AttendanceState.ABSENT if label == "absent" and not note else AttendanceState.PERSONAL_LEAVE
        facts.away.append(Away(people[name], name, state, _WORD.sub("", note)))
