"""Who takes part in 民主评议, who gets a grade, and what has been put down of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dangjian_desktop.appraisal.reading.meetings import meetings_of
from dangjian_desktop.appraisal.reading.notices import deadline_of
from dangjian_desktop.appraisal.reading.views import AppraisalRow
from dangjian_desktop.appraisal.records import MemberAppraisal, OrgLifeYear
from dangjian_desktop.appraisal.rules.ballots import Counts, blanks, count_problem
from dangjian_desktop.appraisal.rules.grades import Participant, grade_of, participants, verdict_lack
from dangjian_desktop.appraisal.rules.year import latest_day
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.names import ordinal_key, stroke_key
from dangjian_desktop.roster.reading import group_names, labels_on, member_facts, person_refs, posts_text
from dangjian_desktop.roster.rules import group_on
from dangjian_desktop.store import Reader


def appraisal_day(reader: Reader, year: OrgLifeYear) -> date:
    """The day that decides who takes part: as put down, else the meeting's, else today within the year's days."""
    number = year.attributed_year or reader.now.year
    if year.appraisal_on is not None:
        return year.appraisal_on
    today = reader.now.date()
    held = [row.day for row in meetings_of(reader, year.id, number, today) if row.day is not None]
    if held:
        return held[0]
    last = deadline_of(reader, number) or latest_day(number, rulebook(reader, "appraisal"))
    return min(max(today, date(number, 1, 1)), max(last, date(number, 1, 1)))


def standing_of(reader: Reader, year: OrgLifeYear, day: date) -> tuple[Participant, ...]:
    """Everybody who takes part on the day, with the reason where no grade is given."""
    excused = {
        row.member: row.ungraded_reason
        for row in reader.parts(MemberAppraisal, year.id)
        if row.member and row.ungraded_reason
    }
    return participants(member_facts(reader), day, excused)


def appraisal_rows(reader: Reader, year: OrgLifeYear, day: date) -> tuple[AppraisalRow, ...]:
    """Everybody who takes part, by Party group and surname strokes; whoever has left since keeps their line."""
    facts, labels, groups = member_facts(reader), labels_on(reader, day), group_names(reader)
    names = {ref.id: ref.name for ref in person_refs(reader, facts).values()}
    kept = {row.member: row for row in reader.parts(MemberAppraisal, year.id) if row.member}
    rows = []
    for one in standing_of(reader, year, day):
        group = groups.get(group_on(facts[one.member], day), "")
        row = _row(one, kept.get(one.member), year.ballots_returned)
        name = labels.get(one.member, "")
        posts = posts_text(facts[one.member], day)
        rows.append(replace(row, name=name, bare_name=names.get(one.member, name), group=group, posts=posts))
    return tuple(sorted(rows, key=lambda row: (not row.group, ordinal_key(row.group), stroke_key(row.bare_name))))


def _row(one: Participant, kept: MemberAppraisal | None, returned: int | None) -> AppraisalRow:
    counts = Counts()
    if kept is not None and one.graded:
        counts = Counts(kept.excellent, kept.qualified, kept.basically_qualified, kept.unqualified)
    verdict = grade_of(kept.verdict) if kept and one.graded else None
    opinion = (kept.opinion or "") if kept else ""
    return AppraisalRow(
        id=kept.id if kept else "",
        member=one.member,
        name="",
        bare_name="",
        group="",
        posts="",
        graded=one.graded,
        reason=one.reason,
        self_grade=grade_of(kept.self_grade) if kept else None,
        self_review=(kept.self_review or "") if kept else "",
        peer_review=(kept.peer_review or "") if kept else "",
        counts=counts,
        count_problem=count_problem(counts, returned),
        blanks=blanks(counts, returned),
        verdict=verdict,
        verdict_lack=verdict_lack(verdict, opinion) if one.graded else "",
        opinion=opinion,
        handling=(kept.handling or "") if kept else "",
        feedback_on=kept.feedback_on if kept else None,
        own_reason=(kept.ungraded_reason or "") if kept else "",
    )
