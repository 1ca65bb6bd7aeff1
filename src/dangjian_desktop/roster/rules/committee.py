"""What the regulations say of the committee as it stands: its size, its posts, its term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.base.dates import add_months
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.roster.rules.days import rule_on
from dangjian_desktop.roster.rules.kinds import Post


class Weight(StrEnum):
    """How serious a remark on the organisation is."""

    MUST = "must"
    SOON = "soon"
    NOTE = "note"


@dataclass(frozen=True)
class Remark:
    """Something about the branch's organisation that wants attention; ``rule`` is the id of the rule it rests on, and
    ``basis`` the article."""

    weight: Weight
    text: str
    rule: str
    basis: str = ""


def committee_remarks(
    full_members: int,
    seats: int,
    posts: frozenset[Post],
    ends_on: date | None,
    day: date,
    book: Rulebook | None = None,
) -> tuple[Remark, ...]:
    """What the regulations would say: size (``seats`` taken), posts missing, term (``ends_on``) over or soon over.

    ``book`` holds the branch's own values (机关基层组织工作条例 第七条; 支部工作条例 第六章).
    """

    def remark(weight: Weight, text: str, rule: str) -> Remark:
        return Remark(weight, text, rule, rule_on(rule, day, book).basis)

    def limit(rule: str) -> int:
        return rule_on(rule, day, book).number

    remarks: list[Remark] = []
    required, small = limit("committee.required_from"), limit("committee.size_min")
    usual, most = limit("committee.size_usual_max"), limit("committee.size_max")
    if Post.SECRETARY not in posts:
        remarks.append(remark(Weight.MUST, "没有登记书记。", "committee.required_from"))
    if full_members >= required:
        if seats < small:
            text = f"正式党员{full_members}人，应设支部委员会，现登记{seats}人，一般{small}至{usual}人。"
            remarks.append(remark(Weight.MUST, text, "committee.required_from"))
        elif seats > most:
            text = f"支部委员会现有{seats}人，一般不超过{most}人。"
            remarks.append(remark(Weight.NOTE, text, "committee.size_max"))
        wanted = (Post.ORGANIZATION_COMMISSIONER, Post.PUBLICITY_COMMISSIONER, Post.DISCIPLINE_COMMISSIONER)
        missing = [post.label for post in wanted if post not in posts]
        if missing and seats >= small:
            remarks.append(remark(Weight.SOON, f"没有登记{'、'.join(missing)}。", "committee.size_min"))
    if ends_on is not None and day >= ends_on:
        text = f"本届任期已于{ends_on.isoformat()}届满，应按期换届。"
        remarks.append(remark(Weight.MUST, text, "committee.term_years"))
    elif ends_on is not None and day >= add_months(ends_on, -limit("committee.remind_months")):
        text = f"本届任期{ends_on.isoformat()}届满，还有{(ends_on - day).days}天，请着手换届。"
        remarks.append(remark(Weight.SOON, text, "committee.remind_months"))
    return tuple(remarks)
