"""What the branch's organisation owes: a committee of the right size, its posts filled, elections in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import Countdown, Due, DueState, Start
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster import rules
from dangjian_desktop.roster.reading import current_committee, member_facts
from dangjian_desktop.roster.records import Committee
from dangjian_desktop.roster.rules import Post, Remark, Status
from dangjian_desktop.store import Reader, live

VIEW = "roster/organisation"


@dataclass(frozen=True)
class Term:
    """A committee's term: by when the next one is to be elected, and which one was."""

    committee: str
    name: str
    ends_on: date
    successor: str = ""
    elected_on: date | None = None


def terms(reader: Reader, book: Rulebook) -> list[Term]:
    """Every committee whose day of election is known, the first one first (机关条例 第七条: 一般 3 年)."""
    rows = reader.all(select(Committee).where(live(Committee)).order_by(Committee.formed_on, Committee.id))
    known = [row for row in rows if row.formed_on is not None]
    found = []
    for row, following in zip(known, [*known[1:], None], strict=False):
        assert row.formed_on is not None
        years = row.term_years or rules.number("committee.term_years", row.formed_on, book)
        ends = rules.term_ends(row.formed_on, years)
        next_id, day = (following.id, following.formed_on) if following else ("", None)
        found.append(Term(row.id, row.name or "本届支部委员会", ends, next_id, day))
    return found


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """Elections that fall into the year, and what the committee lacks today; none while the roster is empty."""
    book = rulebook(reader, "committee")
    found = [due for term in terms(reader, book) if (due := _election(term, book, year, today)) is not None]
    if year == today.year:
        found += _shape(reader, book, today)
    return found


def countdowns(reader: Reader, today: date) -> list[Countdown]:
    """How long the present term still runs; nothing where no committee with a day of election is registered."""
    committee = current_committee(reader, today)
    known = terms(reader, rulebook(reader, "committee"))
    term = next((one for one in known if committee and one.committee == committee.id), None)
    if term is None:
        return []
    return [Countdown("支委会任期", term.ends_on, f"{term.name}{term.ends_on.isoformat()}届满", VIEW)]


def _election(term: Term, book: Rulebook, year: int, today: date) -> Due | None:
    """换届: reminded of six months ahead (支部工作条例), overdue from the term's last day on."""
    state, reason = _stands(term, book, today)
    shown = {term.ends_on.year}
    if not term.elected_on and state in (DueState.SOON, DueState.OVERDUE):
        shown.add(today.year)
    if year not in shown or (state is DueState.OVERDUE and year < today.year):
        return None
    rule = book.on("committee.remind_months" if state is DueState.SOON else "committee.term_years", today)
    return Due(
        key=f"roster.election.{term.committee}",
        row="",
        row_label="",
        title=f"换届选举（{term.name}）",
        months=(term.ends_on.month, term.ends_on.month),
        year=term.ends_on.year,
        due=term.ends_on,
        state=state,
        records=(term.successor,) if term.successor else (term.committee,),
        record_kind=Committee.__tablename__,
        basis=rule.basis,
        reason=reason,
        day=term.elected_on,
        start=None if term.successor else Start(VIEW, {}),
    )


def _stands(term: Term, book: Rulebook, today: date) -> tuple[DueState, str]:
    if term.elected_on is not None:
        late = (term.elected_on - term.ends_on).days
        return DueState.DONE, f"{term.elected_on.isoformat()}选出下一届，晚{late}天。" if late > 0 else ""
    if today >= term.ends_on:
        return DueState.OVERDUE, f"任期已于{term.ends_on.isoformat()}届满，应按期换届。"
    months = book.on("committee.remind_months", today).number
    if today >= rules.add_months(term.ends_on, -months):
        return DueState.SOON, f"任期{term.ends_on.isoformat()}届满，还有{(term.ends_on - today).days}天，请着手换届。"
    return DueState.UPCOMING, ""


def _shape(reader: Reader, book: Rulebook, today: date) -> Iterator[Due]:
    """Size and posts of the committee (支部工作条例 第六章; 机关条例 第七条、第九条); vacancies are filled 及时."""
    facts = member_facts(reader)
    here = [one for one in facts.values() if rules.status_on(one, today) in (Status.FULL, Status.PROBATIONARY)]
    if not here:
        return
    seated = rules.committee_on(here, today)
    posts = frozenset(held.post for one in seated for held in rules.posts_on(one, today)) - {Post.GROUP_LEADER}
    full = sum(rules.status_on(one, today) is Status.FULL for one in here)
    committee = current_committee(reader, today)
    id = committee.id if committee else ""
    # A post that somebody left within this term is a vacancy: its 补选 is a duty of elections, said there.
    formed = committee.formed_on if committee and committee.formed_on else today
    left = frozenset(
        held.post
        for one in facts.values()
        for held in one.posts
        if held.span.until is not None and formed < held.span.until <= today
    )
    remarks = rules.committee_remarks(full, len(seated), posts | left, None, today, book)
    if not remarks:
        yield _shaped(today, DueState.DONE, "支部班子", "", id, "")
    for place, remark in enumerate(remarks):
        yield _wanting(today, place, remark, id)


def _wanting(today: date, place: int, remark: Remark, committee: str) -> Due:
    return _shaped(
        today, DueState.SOON, f"支部班子　{remark.text.rstrip('。')}", remark.text, committee, remark.basis, place
    )


def _shaped(today: date, state: DueState, title: str, reason: str, committee: str, basis: str, place: int = 0) -> Due:
    return Due(
        key=f"roster.committee.{place}",
        row="",
        row_label="",
        title=title,
        months=(today.month, today.month),
        year=today.year,
        due=today,
        state=state,
        records=(committee,) if committee else (),
        record_kind=Committee.__tablename__,
        basis=basis,
        reason=reason,
        start=Start(VIEW, {}) if state is DueState.SOON else None,
    )
