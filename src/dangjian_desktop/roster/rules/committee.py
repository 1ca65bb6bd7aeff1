"""What the regulations say of the committee as it stands: its size, its posts, its term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.roster.rules.days import add_months, number
from dangjian_desktop.roster.rules.kinds import Post


class Weight(StrEnum):
    """How serious a remark on the organisation is."""

    MUST = "must"
    SOON = "soon"
    NOTE = "note"


@dataclass(frozen=True)
class Remark:
    """Something about the branch's organisation that wants attention; ``rule`` is the id of the rule it rests on."""

    weight: Weight
    text: str
    rule: str


def committee_remarks(
    full_members: int, seats: int, posts: frozenset[Post], ends_on: date | None, day: date
) -> tuple[Remark, ...]:
    """What the regulations would say: size (``seats`` taken), posts missing, term (``ends_on``) over or soon over."""
    remarks: list[Remark] = []
    required, small = number("committee.required_from", day), number("committee.size_min", day)
    usual, most = number("committee.size_usual_max", day), number("committee.size_max", day)
    if Post.SECRETARY not in posts:
        remarks.append(Remark(Weight.MUST, "没有登记书记。", "committee.required_from"))
    if full_members >= required:
        if seats < small:
            text = f"正式党员{full_members}人，应设支部委员会，现登记{seats}人，一般{small}至{usual}人。"
            remarks.append(Remark(Weight.MUST, text, "committee.required_from"))
        elif seats > most:
            text = f"支部委员会现有{seats}人，一般不超过{most}人。"
            remarks.append(Remark(Weight.NOTE, text, "committee.size_max"))
        wanted = (Post.ORGANIZATION_COMMISSIONER, Post.PUBLICITY_COMMISSIONER, Post.DISCIPLINE_COMMISSIONER)
        missing = [post.label for post in wanted if post not in posts]
        if missing and seats >= small:
            remarks.append(Remark(Weight.SOON, f"没有登记{'、'.join(missing)}。", "committee.size_min"))
    remarks.extend(_term_remarks(ends_on, day))
    return tuple(remarks)


def _term_remarks(ends_on: date | None, day: date) -> tuple[Remark, ...]:
    if ends_on is None:
        return ()
    if day >= ends_on:
        return (Remark(Weight.MUST, f"本届任期已于{ends_on.isoformat()}届满，应按期换届。", "committee.term_years"),)
    if day >= add_months(ends_on, -number("committee.remind_months", day)):
        text = f"本届任期{ends_on.isoformat()}届满，还有{(ends_on - day).days}天，请着手换届。"
        return (Remark(Weight.SOON, text, "committee.remind_months"),)
    return ()
