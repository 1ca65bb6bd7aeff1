"""Fields as they are typed: raw text to a value, or a sentence under the field; and values back to words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import partial
from typing import Any

from dangjian_desktop.base.dates import parse_day, parse_time
from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.base.texts import clean_line, clean_prose
from dangjian_desktop.meetings.rules.kinds import KINDS, SCOPE_LABELS
from dangjian_desktop.meetings.rules.quorum import METHOD_LABELS, PURPOSE_LABELS
from dangjian_desktop.roster.people import name_of, person_id
from dangjian_desktop.roster.records import PartyGroup
from dangjian_desktop.roster.rules.attendance import STATE_LABELS
from dangjian_desktop.store import Reader

LINE_LIMIT = 200
"""Characters of a one-line field; longer text belongs into the minutes."""


@dataclass(frozen=True)
class Typing:
    """Where text is being typed: what today is, and the day of the gathering (dates without a year lie near it)."""

    reader: Reader
    today: date
    day: date | None


Parser = Callable[[Typing, str], object]


@dataclass(frozen=True)
class Parsed:
    """The values understood, and the problems of the fields that weren't."""

    values: Mapping[str, object]
    problems: tuple[FieldProblem, ...]


def parse_fields(typing: Typing, kind: str, changes: Mapping[str, str]) -> Parsed:
    """Read the raw texts of one record's fields; an emptied field becomes None."""
    known = FIELDS[kind]
    values: dict[str, object] = {}
    problems: list[FieldProblem] = []
    for name, raw in changes.items():
        parser = known.get(name)
        if parser is None:
            problems.append(FieldProblem(name, f"没有“{name}”这一项，或不能直接修改。"))
            continue
        try:
            values[name] = parser(typing, raw) if raw.strip() else None
            if values[name] in (None, "") and (kind, name) in _REQUIRED:
                problems.append(FieldProblem(name, _REQUIRED[kind, name]))
        except Refused as refused:
            problems.append(FieldProblem(name, str(refused)))
    return Parsed(values, tuple(problems))


_REQUIRED = {
    ("gatherings", "title"): "标题不能为空，可以写“10月主题党日”。",
    ("segments", "kind"): "请选择会议类型。",
    ("agenda_items", "title"): "议题不能为空；不要这一项时请删除。",
    ("resolutions", "text"): "决议不能为空；不要这一项时请删除。",
}


def _line(_typing: Typing, raw: str) -> str:
    text = clean_line(raw)
    if len(text) > LINE_LIMIT:
        raise Refused(f"这里最多写{LINE_LIMIT}个字，现在有{len(text)}个字。", hint="详细内容请写在下面的记录里。")
    return text


def _prose(_typing: Typing, raw: str) -> str:
    return clean_prose(raw)


def _date(typing: Typing, raw: str) -> date:
    return parse_day(raw, typing.today, near=typing.day)


def _time(_typing: Typing, raw: str) -> time:
    return parse_time(raw)


def _member(typing: Typing, raw: str) -> str:
    return person_id(typing.reader, raw.strip(), typing.day, members_only=True)


def _person(typing: Typing, raw: str) -> str:
    return person_id(typing.reader, raw.strip(), typing.day, members_only=False)


def _group(typing: Typing, raw: str) -> str:
    if typing.reader.get(PartyGroup, raw.strip()) is None:
        raise Refused("没有这个党小组。", hint="请从列表中选择。")
    return raw.strip()


_YES_NO = {"是": True, "true": True, "1": True, "有": True, "否": False, "false": False, "0": False, "无": False}


def _flag(_typing: Typing, raw: str) -> bool:
    found = _YES_NO.get(raw.strip().lower())
    if found is None:
        raise Refused("请选择“是”或“否”。")
    return found


_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def _whole(low: int, high: int, words: str, _typing: Typing, raw: str) -> int:
    text = raw.strip().translate(_DIGITS).removesuffix("票").removesuffix("年").removesuffix("度").removesuffix("年")
    if not text.isascii() or not text.isdigit() or not low <= int(text[:9]) <= high:
        raise Refused(words)
    return int(text)


_votes = partial(_whole, 0, 9999, "请填票数，例如 23。")
_year = partial(_whole, 1921, 2200, "请填年度，例如 2026。")


def _choice(labels: Mapping[Any, str], _typing: Typing, raw: str) -> str:
    text = raw.strip()
    for key, label in labels.items():
        if text in (str(key), label):
            return str(key)
    raise Refused(f"“{text}”不在可选的范围内。", hint=f"可选：{'、'.join(labels.values())}。")


KIND_NAMES: dict[StrEnum, str] = {kind: info.name for kind, info in KINDS.items()}

FIELDS: dict[str, dict[str, Parser]] = {
    "gatherings": {
        "title": _line,
        "day": _date,
        "start": _time,
        "end": _time,
        "place": _line,
        "host": _member,
        "recorder": _member,
        "notice_sent_on": _date,
        "notes": _prose,
    },
    "segments": {
        "kind": partial(_choice, KIND_NAMES),
        "scope": partial(_choice, SCOPE_LABELS),
        "party_group": _group,
        "topic": _line,
        "form": _line,
        "lecturer": _person,
        "lecturer_name": _line,
        "lecturer_title": _line,
        "attributed_year": _year,
        "content": _prose,
        "summary": _prose,
        "study": _flag,
    },
    "agenda_items": {
        "title": _line,
        "presenter": _person,
        "presenter_name": _line,
        "presenter_role": _line,
        "first_agenda_item": _flag,
        "proposer": _member,
        "source": _line,
        "material": _line,
        "content": _prose,
    },
    "attendances": {
        "state": partial(_choice, STATE_LABELS),
        "reason": _line,
        "written_opinion": _flag,
        "made_up_on": _date,
        "made_up_how": _line,
    },
    "observers": {"person": _person, "name": _line, "identity": _line},
    "speeches": {"speaker": _person, "speaker_name": _line, "points": _prose},
    "votes": {
        "purpose": partial(_choice, PURPOSE_LABELS),
        "subject": _line,
        "method": partial(_choice, METHOD_LABELS),
        "candidate": _person,
        "pre_reviewed_on": _date,
        "first_introducer": _member,
        "second_introducer": _member,
        "leaving_on": _date,
        "conduct": _prose,
        **dict.fromkeys(
            ("issued", "returned", "yes", "no", "abstain", "written_yes", "written_no", "written_abstain"), _votes
        ),
    },
    "resolutions": {
        "text": _prose,
        "responsible": _member,
        "deadline": _date,
        "follow_up": _flag,
        "no_follow_up_reason": _line,
        "done_on": _date,
        "outcome": _prose,
    },
    "attachments": {"caption": _line, "role": partial(_choice, {
        "photo": "照片", "sign_in_sheet": "签到表扫描件", "material": "材料", "signed_copy": "签字件",
    })},
}  # fmt: skip
"""How each field of each kind is read. What isn't here (定稿时间, owners) no form may write."""

_CHOICES: dict[tuple[str, str], Mapping[Any, str]] = {
    ("segments", "kind"): KIND_NAMES,
    ("segments", "scope"): SCOPE_LABELS,
    ("attendances", "state"): STATE_LABELS,
    ("votes", "purpose"): PURPOSE_LABELS,
    ("votes", "method"): METHOD_LABELS,
}


def in_words(reader: Reader, kind: str, name: str, value: object) -> str:
    """A value as it reads in the sentence of a correction; empty ones as （空）."""
    if value is None or value == "":
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    labels = _CHOICES.get((kind, name))
    if labels is not None:
        return next((label for key, label in labels.items() if str(key) == text), text)
    parser = FIELDS.get(kind, {}).get(name)
    if parser in (_member, _person):
        return name_of(reader, text)
    if parser is _group:
        group = reader.get(PartyGroup, text)
        return (group.name if group else None) or "（已不在名册）"
    return text
