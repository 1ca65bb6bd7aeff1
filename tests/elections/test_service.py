"""An election in a real store, from the first request to the committee in the roster."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.elections import papers, year
from dangjian_desktop.elections.reading import election_rows, find_elections
from dangjian_desktop.elections.rules import Body, SeatKind, Step, Verdict
from dangjian_desktop.feature import DueState
from dangjian_desktop.papers.model import Document, FormTable, Heading, Paragraph, Table
from dangjian_desktop.roster.reading import current_committee, posts_on

from .conftest import NOW

if TYPE_CHECKING:
    from .conftest import Office

TODAY = NOW.date()
FOUR = ("李卫国", "陈静", "周明", "钱珺")


def test_a_branch_with_a_committee_elects_members_then_the_secretary(office: Office) -> None:
    election = office.do("start_election", kind="term", planned_on="2026-10-12", seats=5)
    view = office.view(election)
    assert [(one.body, one.seat, one.seats, one.needed) for one in view.rounds] == [
        (Body.GENERAL, SeatKind.MEMBER, 5, 6),
        (Body.COMMITTEE, SeatKind.SECRETARY, 1, 1),
    ]
    assert view.electorate.expected == 20
    assert view.next_step is not None
    assert view.next_step.todo == "请示召开选举大会"


def test_a_branch_of_fewer_than_seven_elects_the_secretary_at_the_general_meeting(small: Office) -> None:
    election = small.do("start_election", kind="term", planned_on="2026-10-12")
    (one,) = small.view(election).rounds
    assert (one.body, one.seat) == (Body.GENERAL, SeatKind.SECRETARY)
    assert not small.view(election).has_committee


def test_votes_are_refused_before_both_approvals(office: Office) -> None:
    election = office.do("start_election", kind="term", planned_on="2026-10-12", seats=3)
    office.do("edit_election", id=election, changes={"present": 20})
    office.do("set_candidates", round=office.round(election).id, members=office.people(*FOUR))
    with pytest.raises(Refused, match="还没有登记上级对召开选举大会和候选人预备人选的批复"):
        office.count(election, 李卫国=20)


@pytest.mark.parametrize(("present", "says"), [(15, "不到应到20人的五分之四"), (None, "还不知道到会")])
def test_votes_are_refused_below_the_quorum_and_while_nobody_knows(
    office: Office, present: int | None, says: str
) -> None:
    election = office.ready(*FOUR, present=present)
    with pytest.raises(Refused, match=says):
        office.count(election, papers=15, 李卫国=15)


def test_exactly_four_fifths_may_vote_and_is_shown_amber(office: Office) -> None:
    election = office.ready(*FOUR, present=16)
    assert office.view(election).electorate.quorum is Verdict.ONE
    office.count(election, papers=16, 李卫国=16, 陈静=15, 周明=14, 钱珺=3)
    assert office.round(election).outcome is not None


def test_impossible_figures_change_nothing(office: Office) -> None:
    election = office.ready(*FOUR)
    with pytest.raises(Refused, match="多于有效票"):
        office.count(election, 李卫国=21)
    assert not office.round(election).counted


def test_from_the_votes_to_the_committee_in_the_roster(office: Office) -> None:
    election = office.ready(*FOUR)
    office.count(election, 李卫国=20, 陈静=19, 周明=18, 钱珺=3)
    general = office.round(election)
    assert [row.name for row in general.candidates if row.standing and row.standing.elected] == [
        "李卫国",
        "陈静",
        "周明",
    ]
    with pytest.raises(Refused, match="没有当选委员"):
        office.do("set_candidates", round=office.round(election, 1).id, members=office.people("钱珺"))
    office.do("set_candidates", round=office.round(election, 1).id, members=office.people("李卫国"))
    office.count(election, 1, papers=3, 李卫国=3)
    duty = next(row.id for row in general.candidates if row.name == "陈静")
    office.do("set_duty", candidate=duty, duty="organization_commissioner")
    with pytest.raises(Refused, match="先报告选举结果"):
        office.do("install_committee", id=election)
    office.do("edit_election", id=election, changes={"reported_on": "2026-10-12", "result_approved_on": "2026-10-12"})
    office.do("install_committee", id=election)
    with office.store.read() as reader:
        committee = current_committee(reader, TODAY)
        assert committee is not None
        assert committee.formed_on == TODAY
        held = {(holder.name, holder.post.value) for holder in posts_on(reader, TODAY)}
        assert election_rows(reader)[0].closed
    assert held == {("李卫国", "secretary"), ("陈静", "organization_commissioner"), ("周明", "commissioner")}
    with pytest.raises(Refused, match="已经登记过"):
        office.do("install_committee", id=election)
    with pytest.raises(Refused, match="不能删除"):
        office.do("delete_election", id=election)
    undone = office.store.undo()
    assert undone is not None
    with office.store.read() as reader:
        before = current_committee(reader, TODAY)
        assert before is not None
        assert before.formed_on == date(2023, 10, 20)


def test_a_committee_entered_by_hand_is_not_entered_twice(office: Office) -> None:
    election = office.ready(*FOUR)
    office.count(election, 李卫国=20, 陈静=19, 周明=18, 钱珺=3)
    office.do("set_candidates", round=office.round(election, 1).id, members=office.people("李卫国"))
    office.count(election, 1, papers=3, 李卫国=3)
    seats = [{"member": office.ids["李卫国"], "post": "secretary"}]
    office.do("form_committee", formed_on="2026-10-12", seats=seats)
    office.do("edit_election", id=election, changes={"reported_on": "2026-10-12", "result_approved_on": "2026-10-12"})
    office.do("install_committee", id=election)
    with office.store.read() as reader:
        assert [holder.name for holder in posts_on(reader, TODAY)] == ["李卫国"]


def test_a_tie_is_decided_by_a_second_ballot_among_the_tied(office: Office) -> None:
    election = office.ready(*FOUR)
    office.count(election, 李卫国=19, 陈静=18, 周明=11, 钱珺=11)
    with pytest.raises(Refused, match="还不能登记新班子"):
        office.do("install_committee", id=election)
    again = office.do("revote", id=office.round(election).id)
    one = next(found for found in office.view(election).rounds if found.id == again)
    assert ([row.name for row in one.candidates], one.seats, one.needed) == (["周明", "钱珺"], 1, 1)
    with pytest.raises(Refused, match="已经有另行选举"):
        office.do("revote", id=office.round(election).id)
    office.count(election, 1, 周明=13, 钱珺=7)
    step = office.view(election).next_step
    assert step is not None
    assert step.step is Step.PLENARY


def test_a_full_ballot_needs_no_second_one(office: Office) -> None:
    election = office.ready(*FOUR)
    office.count(election, 李卫国=20, 陈静=19, 周明=18, 钱珺=3)
    with pytest.raises(Refused, match="已经选满"):
        office.do("revote", id=office.round(election).id)
    with pytest.raises(Refused, match="不能再改"):
        office.do("edit_round", id=office.round(election).id, seats=2)
    with pytest.raises(Refused, match="不能再改"):
        office.do("set_candidates", round=office.round(election).id, members=[])


def test_somebody_written_in_is_counted_beside_the_candidates(office: Office) -> None:
    election = office.ready(*FOUR)
    office.count(election, 李卫国=20, 陈静=19, 周明=4, 钱珺=3, 严冬=13)
    written = [row for row in office.round(election).candidates if row.written_in]
    assert [(row.name, row.yes) for row in written] == [("严冬", 13)]
    assert written[0].standing is not None
    assert written[0].standing.elected


@pytest.mark.parametrize(("name", "says"), [("新人", "没有被选举权")])
def test_somebody_on_probation_cannot_stand(office: Office, name: str, says: str) -> None:
    election = office.ready(*FOUR)
    with pytest.raises(Refused, match=says):
        office.do("set_candidates", round=office.round(election).id, members=office.people(name))


def test_a_candidate_taken_off_is_gone_and_can_come_back(office: Office) -> None:
    election = office.ready(*FOUR)
    office.do("set_candidates", round=office.round(election).id, members=office.people("李卫国", "陈静"))
    assert [row.name for row in office.round(election).candidates] == ["李卫国", "陈静"]
    office.do("set_candidates", round=office.round(election).id, members=office.people(*FOUR))
    assert len(office.round(election).candidates) == 4


def test_who_watches_over_the_ballots_is_no_candidate(office: Office) -> None:
    election = office.ready(*FOUR)
    with pytest.raises(Refused, match="钱珺是候选人"):
        office.do("set_tellers", election=election, supervises=office.people("钱珺"))
    with pytest.raises(Refused, match="已是监票人"):
        office.do("set_tellers", election=election, supervises=office.people("严冬"), counts=office.people("严冬"))
    office.do("set_tellers", election=election, supervises=office.people("严冬"), counts=office.people("唐甯"))
    office.do("set_tellers", election=election, supervises=office.people("严冬"))
    assert [name for _role, _id, name in office.view(election).tellers] == ["严冬"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"hold_requested_on": "2026-10-13"}, "在今天之后"),
        ({"candidates_requested_on": "2026-08-01"}, "早于批复召开日期"),
        ({"planned_on": "2026-09-01"}, "早于候选人批复日期"),
    ],
)
def test_days_in_the_wrong_order_are_refused(office: Office, changes: dict[str, str], says: str) -> None:
    election = office.ready(*FOUR)
    with pytest.raises(Refused, match=says):
        office.do("edit_election", id=election, changes=changes)


def test_those_signed_in_at_the_linked_meeting_are_the_voters_present(office: Office) -> None:
    election = office.ready(*FOUR, present=None)
    meeting = office.do("plan_gathering", day="2026-10-12", segments=[{"kind": "general_meeting"}])
    office.do("edit_election", id=election, changes={"gathering": meeting})
    assert office.view(election).electorate.present is None
    office.do("mark_all_present", gathering=meeting)
    body = office.view(election).electorate
    assert (body.present, body.typed) == (20, False)
    assert "党员大会" in office.view(election).gathering_title


def test_a_vacancy_is_a_duty_until_somebody_is_elected(office: Office) -> None:
    with office.store.read() as reader:
        posts = {holder.name: holder for holder in posts_on(reader, TODAY)}
        assert year.dues(reader, 2026, TODAY) == []
    assert "张晓梅" in posts
    spell = _spell(office, "张晓梅")
    office.do("end_post", id=spell, day="2026-09-01")
    with office.store.read() as reader:
        (due,) = year.dues(reader, 2026, TODAY)
        (question,) = year.questions(reader, TODAY)
    assert (due.due, due.state, due.start is not None) == (date(2026, 12, 1), DueState.SOON, True)
    assert "补选纪检委员" in due.title
    assert question.count == 1
    with office.store.read() as reader:
        (late,) = year.dues(reader, 2026, date(2026, 12, 2))
    assert late.state is DueState.OVERDUE
    office.do("appoint_post", member=office.ids["周明"], post="discipline_commissioner", since="2026-10-10")
    with office.store.read() as reader:
        assert year.dues(reader, 2026, TODAY) == []


def test_a_by_election_fills_the_seat_within_the_term(office: Office) -> None:
    office.do("end_post", id=_spell(office, "张晓梅"), day="2026-09-01")
    election = office.ready("周明", "钱珺", seats=1, kind="by")
    office.count(election, 周明=15, 钱珺=5)
    duty = next(row.id for row in office.round(election).candidates if row.name == "周明")
    office.do("set_duty", candidate=duty, duty="discipline_commissioner")
    office.do("edit_election", id=election, changes={"reported_on": "2026-10-12", "result_approved_on": "2026-10-12"})
    with office.store.read() as reader:
        dues = year.dues(reader, 2026, TODAY)
    assert all(due.records == (election,) for due in dues)
    office.do("install_committee", id=election)
    with office.store.read() as reader:
        held = {(holder.name, holder.post.value) for holder in posts_on(reader, TODAY)}
        committee = current_committee(reader, TODAY)
        assert year.dues(reader, 2026, TODAY) == []
    assert ("周明", "discipline_commissioner") in held
    assert committee is not None
    assert committee.formed_on == date(2023, 10, 20)


def _spell(office: Office, name: str) -> str:
    from dangjian_desktop.roster.records import PostSpell

    with office.store.read() as reader:
        (spell,) = reader.parts(PostSpell, office.ids[name])
    return spell.id


def test_the_next_step_presses_as_the_day_comes_near(office: Office) -> None:
    election = office.do("start_election", kind="term", planned_on="2026-11-05", seats=3)
    with office.store.read() as reader:
        (due,) = year.dues(reader, 2026, TODAY)
        (item,) = year.schedule(reader, 2026, TODAY)
        (question,) = year.questions(reader, TODAY)
        assert [hit.id for hit in find_elections(reader, "换届", 3)] == [election]
    assert due.title == "2026年换届选举：请示召开选举大会"
    assert (item.month, item.record) == (11, election)
    assert question.answer == "下一步：请示召开选举大会"


def test_deleted_it_comes_back(office: Office) -> None:
    election = office.ready(*FOUR)
    office.do("delete_election", id=election)
    with office.store.read() as reader:
        assert election_rows(reader) == []
    office.do("restore_election", id=election)
    assert len(office.round(election).candidates) == 4
    with pytest.raises(Refused, match="回收站里没有"):
        office.do("restore_election", id="没有")


def test_a_further_ballot_is_added_once_and_taken_out(office: Office) -> None:
    election = office.do("start_election", kind="term", planned_on="2026-10-12")
    more = office.do("add_round", election=election, body="committee", seat="deputy_secretary")
    with pytest.raises(Refused, match="已经有选举副书记"):
        office.do("add_round", election=election, body="committee", seat="deputy_secretary")
    office.do("edit_round", id=more, seats=2)
    assert office.view(election).rounds[2].seats == 2
    office.do("delete_round", id=more)
    assert len(office.view(election).rounds) == 2


def _text(document: Document) -> str:
    parts = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            parts.append(str(block.text))
        elif isinstance(block, Heading):
            parts.append(f"{block.text}{block.run_in}")
        elif isinstance(block, Table):
            parts += [str(cell) for row in block.rows for cell in row.cells]
        elif isinstance(block, FormTable):
            parts += [f"{field.label}{field.value}" for row in block.rows for field in row.fields]
    return "\n".join(parts)


def test_the_papers_say_what_is_asked_and_what_came_out(office: Office) -> None:
    election = office.ready(*FOUR)
    with office.store.read() as reader:
        asked = papers.hold_request(reader, election, None)
        put_up = _text(papers.candidates_request(reader, election, None))
        method = _text(papers.election_method(reader, election, None))
        ballot = _text(papers.ballots(reader, election, None))
        with pytest.raises(Refused, match="还没有登记选举结果"):
            papers.result_report(reader, election, None)
    assert asked.title == "关于召开支部党员大会进行换届选举的请示"
    assert "本届支部班子于2023年10月20日选举产生，任期3年，至2026年10月20日届满" in _text(asked)
    assert "应到会有选举权的党员20人。不计入应到会有选举权人数的1人：新人，预备党员，无表决权。" in _text(asked)
    assert "应选3名，差额1名，提名4名：李卫国、陈静、周明、钱珺。" in put_up
    assert "委员3名，由支部党员大会从4名候选人中差额选举产生" in method
    assert "多于3名的无效" in ballot
    office.count(election, invalid=1, 李卫国=19, 陈静=18, 周明=12, 钱珺=3)
    with office.store.read() as reader:
        report = _text(papers.result_report(reader, election, None))
        sheet = _text(papers.count_sheet(reader, election, None))
        assert papers.paper_file(reader, election, None) == "2026年换届选举"
        with pytest.raises(Refused):
            papers.hold_request(reader, "没有", None)
    assert "发出选票20张，收回20张，其中有效票19张，无效票1张。" in report
    assert "李卫国、陈静、周明当选委员。" in report.replace("\n", "")
    assert "未过半数" in sheet


def test_without_candidates_no_ballot_is_printed(office: Office) -> None:
    election = office.do("start_election", kind="term", planned_on="2026-10-12")
    with office.store.read() as reader:
        for make in (papers.ballots, papers.candidates_request):
            with pytest.raises(Refused, match="还没有提名候选人"):
                make(reader, election, None)
