"""A year as a whole: every step with its entries, what is next, by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dangjian_desktop.appraisal.reading.entries import (
    criticisms_of,
    files_of,
    opinions_of,
    rectifications_of,
    reviews_of,
    studies_of,
)
from dangjian_desktop.appraisal.reading.meetings import meetings_of
from dangjian_desktop.appraisal.reading.notices import notice_of
from dangjian_desktop.appraisal.reading.people import appraisal_day, appraisal_rows
from dangjian_desktop.appraisal.reading.views import AppraisalRow, YearView
from dangjian_desktop.appraisal.records import OrgLifeYear, year_id
from dangjian_desktop.appraisal.rules.ballots import ballot_problems
from dangjian_desktop.appraisal.rules.grades import Grade, share_check
from dangjian_desktop.appraisal.rules.rectify import RectificationState
from dangjian_desktop.appraisal.rules.steps import YearFacts, next_step, steps
from dangjian_desktop.appraisal.rules.year import year_due
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Figure, features_of
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.store import Reader

KINDS = frozenset(
    ("org_life_years", "theme_studies", "org_life_opinions", "self_reviews", "criticisms", "own_criticisms",
     "member_appraisals", "rectifications", "attachments", "links", "gatherings", "segments", "attendances", "talks",
     "members", "member_spells", "group_spells", "posts", "party_groups", "year_notices", "rule_changes",
     "rule_versions")
)  # fmt: skip
"""What the view depends on."""
FIELDS = (
    "theme",
    "arrangement",
    "plan_sent_on",
    "plan_approved_on",
    "plan_approved_by",
    "opinions_closed_on",
    "appraisal_on",
    "verdict_on",
    "verdict_by",
    "report_text",
    "report_next",
    "report_sent_on",
    "present",
)
"""The year's own fields as forms take them."""


def year_view(reader: Reader, year: int, today: date) -> YearView:
    """Everything of a year; of one that nobody has begun, what is due and who would take part."""
    id = year_id(year)
    found = reader.get(OrgLifeYear, id)
    known = found is not None and not found.deleted
    record = found if found is not None and known else OrgLifeYear(id=id, attributed_year=year)
    book = rulebook(reader, "appraisal")
    day = appraisal_day(reader, record)
    people = appraisal_rows(reader, record, day)
    meetings = meetings_of(reader, id, year, today)
    present = record.present if record.present is not None else (meetings[0].present if meetings else None)
    graded = [row for row in people if row.graded]
    excellent = sum(row.verdict is Grade.EXCELLENT for row in graded)
    reached, missing = _talks(reader, year, len(people))
    notice = notice_of(reader, year)
    view = YearView(
        id=id,
        year=year,
        known=known,
        today=today,
        values={name: getattr(record, name) for name in FIELDS}
        | {"notice": notice.document or record.notice, "deadline": notice.deadline},
        seen=reader.heads(OrgLifeYear, id) if known else {},
        due=year_due(year, notice.deadline, today, book, done=appraised(graded)),
        basis=f"{rulebook(reader, 'meetings').on('org_life_meeting.cadence', day).basis}、"
        f"{book.on('appraisal.cadence', day).article}",
        steps=(),
        next=None,
        studies=studies_of(reader, id),
        opinions=opinions_of(reader, id),
        talks=reached,
        talks_missing=missing,
        reviews=reviews_of(reader, id, [(row.member, row.name) for row in people]),
        meetings=meetings,
        criticisms=criticisms_of(reader, id),
        appraisal_day=day,
        people=people,
        issued=record.ballots_issued,
        returned=record.ballots_returned,
        present=present,
        ballot_problems=ballot_problems(
            record.ballots_issued, record.ballots_returned, present, book.on("appraisal.ballots_returned", day)
        ),
        share=share_check(excellent, len(graded), len(people), book.on("appraisal.excellent_share", day)),
        rectifications=rectifications_of(reader, id, today),
        files=files_of(reader, [id]).get(id, ()),
    )
    facts = _facts(view)
    found_steps = steps(facts, today)
    return replace(view, steps=found_steps, next=next_step(found_steps, facts, today))


def appraised(graded: list[AppraisalRow]) -> bool:
    """Whether 民主评议 was done: everybody who gets a grade was voted on and has one."""
    return bool(graded) and all(row.counts.entered and row.verdict is not None for row in graded)


def _talks(reader: Reader, year: int, everybody: int) -> tuple[tuple[int, int] | None, str]:
    """How many were reached by 谈心谈话 in the year, as its own capability counts it."""
    metrics = [metric for feature in features_of(reader) for metric in feature.metrics]
    found = next((metric for metric in metrics if metric.name == "talks_covered"), None)
    figure = found.compute(reader, Period.year(year), None) if found else Figure(None)
    if figure.value is None:
        return None, figure.missing
    return (int(figure.value), everybody), ""


def _facts(view: YearView) -> YearFacts:
    meeting = view.meeting
    shared = [row for row in view.reviews if row.shared_on]
    states = [row.state for row in view.rectifications]
    return YearFacts(
        theme=bool(view.theme),
        plan_sent_on=view.day("plan_sent_on"),
        plan_approved_on=view.day("plan_approved_on"),
        studies=len(view.studies),
        opinions=len(view.opinions),
        opinions_closed_on=view.day("opinions_closed_on"),
        talks=view.talks,
        committee_review=any(not row.person for row in shared),
        member_reviews=sum(bool(row.person) for row in shared),
        drafts=sum(row.drafted for row in view.reviews),
        members=len(view.people),
        meeting_day=meeting.day if meeting else None,
        meeting_known=meeting is not None,
        meeting_recorded=bool(meeting and meeting.recorded),
        criticisms=len(view.criticisms),
        graded=len(view.graded),
        tallied=sum(row.counts.entered for row in view.graded),
        verdicts=sum(row.verdict is not None for row in view.graded),
        feedback=sum(row.feedback_on is not None for row in view.graded),
        rectifications=len(states),
        closed=states.count(RectificationState.CLOSED),
        overdue=states.count(RectificationState.OVERDUE),
        report_sent_on=view.day("report_sent_on"),
    )
