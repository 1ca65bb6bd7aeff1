"""What the view 计划 shows at once: the plan, who is behind with hours, and whose turn the next lectures are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dangjian_desktop.roster.names import stroke_key
from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.closing import Chances, chances
from dangjian_desktop.study.reading.hours import MemberHours, YearHours, year_hours
from dangjian_desktop.study.reading.plan import PlanView, plan_view
from dangjian_desktop.study.reading.rota import open_slots, propose, speakers
from dangjian_desktop.study.rules.requirement import Closing
from dangjian_desktop.study.rules.rota import Choice, Slot, Speaker, fair, ranked

KINDS = frozenset(
    (
        "study_plans",
        "study_plan_items",
        "study_postponements",
        "study_rota_assignments",
        "study_sessions",
        "study_attendances",
        "study_speeches",
        "study_proposals",
        "study_hour_adjustments",
        "external_trainings",
        "study_lecture_breaks",
        "study_forms",
        "links",
        "gatherings",
        "segments",
        "attendances",
        "members",
        "member_spells",
        "posts",
        "exclusions",
        "lecture_topics",
        "talents",
        "attachments",
        "core_tasks",
        "rule_changes",
    )
)
"""What the views of study depend on."""


@dataclass(frozen=True)
class NextLecture:
    """A lecture of the rota that is still to come; ``proposed`` where nobody was assigned yet."""

    item: str
    month: int
    member: str
    name: str
    reason: str
    proposed: bool


@dataclass(frozen=True)
class Board:
    """The view 计划 of a year."""

    plan: PlanView
    hours: YearHours
    chances: Chances
    lectures: tuple[NextLecture, ...]
    fair: bool
    """Whether nobody lectures twice before everybody able has once."""

    def closing(self, member: MemberHours) -> Closing:
        """What would close a member's gap."""
        return self.chances.close(member.id, member.standing.gap)

    @property
    def short(self) -> tuple[MemberHours, ...]:
        """Who has not met the year's requirement: those behind first, the largest gap first."""
        left = [one for one in self.hours.members if not one.standing.met]
        return tuple(sorted(left, key=lambda one: (not one.standing.behind, -one.standing.gap, stroke_key(one.name))))


def board(reader: Reader, year: int, today: date) -> Board:
    """The plan of a year with what hangs on it."""
    plan = plan_view(reader, year, today)
    lectures, known = _lectures(reader, plan, today)
    return Board(plan, year_hours(reader, year, today), chances(reader, year, today), lectures, _fair(known, year))


def _lectures(reader: Reader, plan: PlanView, today: date) -> tuple[tuple[NextLecture, ...], Mapping[str, Speaker]]:
    """The lectures from this month on, with whoever stands there, else whoever's turn it is; and who lectured when."""
    first = today.month if plan.year == today.year else 1 if plan.year > today.year else 13
    items = open_slots(reader, plan.year, range(first, 13))
    rows = {row.id: row for row in plan.rows}
    empty = [item.id for item in items if not item.lecturer and not item.lecturer_name]
    proposals = propose(reader, empty) if empty else {}
    labels, known = labels_on(reader, today), speakers(reader, without=[item.id for item in items])
    found: list[NextLecture] = []
    ahead: dict[str, list[date]] = {}
    for item in items:
        row = rows[item.id]
        choice = proposals.get(item.id)
        if item.lecturer and item.lecturer in known:
            day = item.day or date(plan.year, item.month or 1, 1)
            ahead.setdefault(item.lecturer, []).append(day)
            slot = Slot(item.id, day, f"{item.content or ''} {item.readings or ''}".strip())
            reason = row.lecturer_away or _reason(ranked(slot, [known[item.lecturer]], date(plan.year, 1, 1)))
            found.append(NextLecture(item.id, row.month, item.lecturer, row.lecturer, reason, proposed=False))
        elif choice is not None:
            name = labels.get(choice.speaker, "")
            found.append(NextLecture(item.id, row.month, choice.speaker, name, choice.reason, proposed=True))
    assigned = {one.id: replace(one, lectures=(*one.lectures, *ahead.get(one.id, ()))) for one in known.values()}
    return tuple(found), assigned


def _reason(choices: list[Choice]) -> str:
    return choices[0].reason if choices else ""


def _fair(known: Mapping[str, Speaker], year: int) -> bool:
    first, last = date(year, 1, 1), date(year, 12, 31)
    people = [one for one in known.values() if one.can(first) and one.can(last)]
    return fair({one.id: sum(first <= day <= last for day in one.lectures) for one in people}, [o.id for o in people])
