"""What rota, hours and writing offer to the workbench, the summary and whoever counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Due, DueState, Figure, Section
from dangjian_desktop.store import Reader
from dangjian_desktop.study.feature import FEATURE
from dangjian_desktop.study.offered import people
from dangjian_desktop.study.offered.dues import dues

from .conftest import Office

YEAR = Period.year(2026)
TODAY = date(2026, 10, 12)


def found(office: Office, today: date = TODAY) -> dict[str, Due]:
    return {one.title: one for one in office.read(lambda reader: dues(reader, 2026, today))}


def figure(office: Office, of: Callable[[Reader, Period, str | None], Figure], subject: str | None = None) -> Figure:
    return office.read(lambda reader: of(reader, YEAR, subject))


def test_hours_press_from_october_until_the_years_end_and_name_who_is_short(office: Office) -> None:
    assert not found(office), "without any study nothing is said"
    office.there(office.session("2026-03-10"))
    assert not [title for title in found(office, date(2026, 9, 30)) if "学时" in title]
    short = found(office)["2026年学时：李卫国、陈静、张晓梅等10人还没达到"]
    assert (short.due, short.state, len(short.records)) == (date(2026, 12, 31), DueState.SOON, 10)
    assert "第二十条" in short.basis
    assert short.start is not None
    assert short.start.view == "study/hours"
    assert found(office, date(2027, 1, 1))["2026年学时：李卫国、陈静、张晓梅等10人还没达到"].state is DueState.OVERDUE
    everybody = tuple(office.ids[name] for name in ("李卫国", "陈静", "张晓梅", "周明", "钱珺"))
    others = tuple(office.ids[name] for name in ("严冬", "唐甯", "单晟", "仇喆", "方璟"))
    office.do("add_training", members=(*everybody, *others), title="脱产班", since="2026-06-01", hours=56)
    assert found(office)["2026年学时都已达到"].state is DueState.DONE


def test_writing_that_was_asked_for_is_one_due_until_everybody_has_handed_in(office: Office) -> None:
    two = (office.ids["周明"], office.ids["钱珺"])
    office.do("ask_reflections", members=two, title="学条例", due=date(2026, 10, 15))
    asked = found(office)["心得体会《学条例》，还差2人"]
    assert (asked.due, asked.state) == (date(2026, 10, 15), DueState.SOON)
    assert found(office, date(2026, 10, 1))["心得体会《学条例》，还差2人"].state is DueState.UPCOMING
    assert found(office, date(2026, 10, 15))["心得体会《学条例》，还差2人"].state is DueState.TODAY
    assert found(office, date(2026, 10, 16))["心得体会《学条例》，还差2人"].state is DueState.OVERDUE
    for id in asked.records:
        office.do("edit_reflection", id=id, changes={"text": "写好了"})
    assert found(office)["心得体会《学条例》，都交了"].state is DueState.DONE


def test_figures_are_unknown_before_anything_was_entered_and_then_hold_their_records(office: Office) -> None:
    of = (people.writings_handed_in, people.talks_given, people.proposals_made, people.proposals_adopted)
    assert [figure(office, one).value for one in of] == [None] * 4
    who = office.ids["周明"]
    session = office.session("2026-05-12", lecturer=who)
    office.there(session)
    first = office.do("add_study_proposal", session=session, text="固定下乡办证日", proposer=who)
    office.do("add_study_proposal", session=session, text="一次告知", proposer=office.ids["钱珺"])
    office.do("edit_study_proposal", id=first, changes={"outcome": "adopted"})
    piece = office.do("add_reflection", member=who, title="体会", text="话", submitted_on=TODAY)
    assert [figure(office, one).value for one in of] == [Decimal(1), Decimal(1), Decimal(2), Decimal(1)]
    assert [figure(office, one, who).value for one in of] == [Decimal(1)] * 4
    assert figure(office, people.writings_handed_in).records == (piece,)
    assert figure(office, people.proposals_adopted).records == (first,)


def test_the_summary_counts_and_names_only_within_the_branch(office: Office) -> None:
    who = office.ids["周明"]
    session = office.session("2026-10-09", "窗口服务怎么提速")
    office.there(session)
    office.do("add_study_proposal", session=session, text="固定下乡办证日", proposer=who)
    office.do("ask_reflections", members=(who,), title="学条例", due=date(2026, 10, 10))
    assert FEATURE.digest is not None
    blocks = office.read(lambda reader: people.digest(reader, Period.month(2026, 10)))
    said = {block.text: block for block in blocks}
    assert "学习中提出对策建议1条。" in said
    owed = said["心得到期未交：周明。"]
    assert (owed.inner, owed.section) == (True, Section.PROBLEMS)
    (behind,) = [block for block in blocks if block.text.startswith("学时低于全年进度")]
    assert behind.inner
    assert not [block for block in blocks if not block.inner and "周明" in block.text]


def test_writing_topics_and_trainings_are_found_by_their_words(office: Office) -> None:
    who = office.ids["周明"]
    office.do("add_reflection", member=who, title="学条例谈体会", text="抓落实")
    office.do("propose_topic", title="窗口礼仪", member=who)
    office.do("add_training", members=(who,), title="党员轮训班", since="2026-06-01", hours=8)
    for typed, kind in (("谈体会", "study_reflections"), ("礼仪", "study_topics"), ("轮训班", "external_trainings")):
        hits = office.read(lambda reader, typed=typed: people.search(reader, typed, 5))
        assert [hit.kind for hit in hits] == [kind], typed


def test_a_members_places_in_the_rota_hang_on_them_and_are_handed_over(office: Office) -> None:
    who, successor = office.ids["周明"], office.ids["钱珺"]
    lecture = {"form": "rotating_lecture", "hours": 1, "lecturer": who}
    item = office.item("财务内控", 11, **lecture)
    assert FEATURE.holdings is not None
    holdings = FEATURE.holdings
    (held,) = office.read(lambda reader: holdings(reader, who, TODAY))
    assert held.record == item
    assert held.hand_over is not None
    call = held.hand_over(successor, TODAY)
    office.do(call.action, **dict(call.values))
    assert office.plan().row(item).lecturer == "钱珺"
    assert office.clock() == datetime(2026, 10, 12, 9, 0)
