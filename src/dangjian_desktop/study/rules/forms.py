"""The forms of study as first-class kinds, and what each must record (组工科 practice; a branch adds its own)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FormKind(StrEnum):
    """A form of study that the program knows. What a branch adds behaves like one of these."""

    GROUP_STUDY = "group_study"
    SEMINAR = "seminar"
    EXPERT_LECTURE = "expert_lecture"
    ROTATING_LECTURE = "rotating_lecture"
    FORUM = "forum"
    ONLINE = "online"
    SELF_STUDY = "self_study"
    VISIT = "visit"
    PARTY_LECTURE = "party_lecture"


class Extra(StrEnum):
    """What a session of a form records beyond time, people and content."""

    EXPERT = "expert"
    """Who lectured, from where, in what position."""
    NOTES = "notes"
    """讲义要点: what was taught."""
    QUESTIONS = "questions"
    """The questions that were discussed."""
    POINTS = "points"
    """Every speaker's points."""
    ORDER = "order"
    """Speakers with their subjects, in the order in which they spoke."""
    CHAT = "chat"
    """The chat of a study group, pasted in and split by speaker."""
    VISITED = "visited"
    """What was visited and who received the branch."""


@dataclass(frozen=True)
class FormInfo:
    """A form: ``key`` as stored, its name, the short word of counts, and what it records.

    ``lively`` are the forms in which members speak themselves; their balance over the year is watched.
    """

    key: str
    name: str
    short: str
    kind: FormKind
    extras: frozenset[Extra] = frozenset()
    lively: bool = False

    def has(self, extra: Extra) -> bool:
        return extra in self.extras


def _info(kind: FormKind, name: str, short: str, *extras: Extra, lively: bool = False) -> FormInfo:
    return FormInfo(str(kind), name, short, kind, frozenset(extras), lively)


FORMS: dict[FormKind, FormInfo] = {
    info.kind: info
    for info in (
        _info(FormKind.GROUP_STUDY, "集中学习", "集中", Extra.NOTES),
        _info(FormKind.SEMINAR, "讨论研学", "讨论", Extra.QUESTIONS, Extra.POINTS, lively=True),
        _info(FormKind.EXPERT_LECTURE, "专家导学", "导学", Extra.EXPERT, Extra.NOTES, lively=True),
        _info(FormKind.ROTATING_LECTURE, "轮讲促学", "轮讲", Extra.NOTES, Extra.POINTS, lively=True),
        _info(FormKind.FORUM, "组工讲坛", "讲坛", Extra.ORDER, Extra.POINTS, lively=True),
        _info(FormKind.ONLINE, "网络交流", "网络", Extra.CHAT, Extra.POINTS, lively=True),
        _info(FormKind.SELF_STUDY, "自学", "自学"),
        _info(FormKind.VISIT, "参观实践", "实践", Extra.VISITED, Extra.POINTS),
        _info(FormKind.PARTY_LECTURE, "党课", "党课", Extra.NOTES),
    )
}
UNKNOWN_FORM = FormInfo("", "未定形式", "未定", FormKind.GROUP_STUDY)


def own_form(key: str, name: str, short: str, like: str) -> FormInfo:
    """A form that the branch added, recording what the form ``like`` records."""
    base = FORMS[FormKind(like)] if like in set(FormKind) else FORMS[FormKind.GROUP_STUDY]
    return FormInfo(key, name, short or name[:2], base.kind, base.extras, base.lively)


def form_of(key: str | None, own: Mapping[str, FormInfo]) -> FormInfo:
    """The form that a stored key means; :data:`UNKNOWN_FORM` where nothing was chosen or a newer program wrote it."""
    if key in set(FormKind):
        return FORMS[FormKind(key)]
    return own.get(key or "", UNKNOWN_FORM)


def form_named(text: str, own: Mapping[str, FormInfo]) -> FormInfo | None:
    """The form that a sheet or a person means by name or short word (研讨, 导学); None for an unknown one."""
    wanted = "".join(text.split())
    for info in (*own.values(), *FORMS.values()):
        if wanted and (wanted in (info.name, info.short) or _ALIASES.get(wanted) == info.key):
            return info
    return None


_ALIASES = {
    **dict.fromkeys(("研讨", "讨论", "研学", "交流研讨", "集中研讨", "研讨交流"), str(FormKind.SEMINAR)),
    **dict.fromkeys(("专家", "专题辅导", "专家讲座", "讲座", "导学"), str(FormKind.EXPERT_LECTURE)),
    **dict.fromkeys(("轮讲", "领学", "轮流领学"), str(FormKind.ROTATING_LECTURE)),
    **dict.fromkeys(("讲坛", "论坛"), str(FormKind.FORUM)),
    **dict.fromkeys(("网络", "线上", "网络学习", "线上学习"), str(FormKind.ONLINE)),
    **dict.fromkeys(("集中", "集体学习"), str(FormKind.GROUP_STUDY)),
    **dict.fromkeys(("参观", "实践", "现场学习", "现场教学"), str(FormKind.VISIT)),
    **dict.fromkeys(("个人自学",), str(FormKind.SELF_STUDY)),
}
