"""Who belongs to the branch on a day, who is expected at a meeting and who may vote. Pure: no SQL, Qt or clock.

What the numbers rest on is in ``resources/regulations/committee.toml``.
"""

from dangjian_desktop.base.dates import add_months
from dangjian_desktop.roster.rules.committee import Remark, Weight, committee_remarks
from dangjian_desktop.roster.rules.days import (
    Span,
    add_years,
    full_years,
    number,
    probation_ends,
    rule_on,
    span_phrase,
    term_ends,
)
from dangjian_desktop.roster.rules.expected import (
    ALL_MEMBERS,
    COMMITTEE,
    Body,
    BodyKind,
    Expectation,
    exclusion_phrase,
    expected_on,
    what_it_lacks,
)
from dangjian_desktop.roster.rules.kinds import ExclusionKind, LeavingReason, PersonCategory, Post, SpellKind, Status
from dangjian_desktop.roster.rules.members import (
    POST_ORDER,
    Exclusion,
    GroupHeld,
    MemberFacts,
    PostHeld,
    Spell,
    belongs,
    committee_on,
    group_leader_on,
    group_on,
    on_committee,
    posts_on,
    status_note,
    status_on,
)

__all__ = [
    "ALL_MEMBERS", "COMMITTEE", "POST_ORDER", "Body", "BodyKind", "Exclusion", "ExclusionKind", "Expectation",
    "GroupHeld", "LeavingReason", "MemberFacts", "PersonCategory", "Post", "PostHeld", "Remark", "Span", "Spell",
    "SpellKind", "Status", "Weight", "add_months", "add_years", "belongs", "committee_on", "committee_remarks",
    "exclusion_phrase", "expected_on", "full_years", "group_leader_on", "group_on", "number", "on_committee",
    "posts_on", "probation_ends", "rule_on", "span_phrase", "status_note", "status_on", "term_ends",
    "what_it_lacks",
]  # fmt: skip
