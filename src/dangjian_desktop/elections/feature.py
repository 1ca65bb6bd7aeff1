"""The face of elections: a view in the tab 会议, its kinds, verbs, duties, papers and part of the sample branch."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.elections import inputs, papers, reading, service, year
from dangjian_desktop.elections.records import Candidate, Election, Round, Teller
from dangjian_desktop.elections.sample import make_sample
from dangjian_desktop.feature import Action, Feature, Kind, Paper, Reference, Tab, View
from dangjian_desktop.store import Reader


def _view(context: Any) -> Any:
    from dangjian_desktop.elections.page.view import ElectionsView

    return ElectionsView(context)


def _round_label(reader: Reader, id: str) -> str:
    one = reader.get(Round, id)
    return reading.election_label(reader, one.owner or "") if one else ""


def _find_none(_reader: Reader, _text: str, _limit: int) -> list[Any]:
    """Ballots are found by their election."""
    return []


def _paper(name: str, title: str, layout: str, make: Any) -> Paper:
    def file_name(reader: Reader, record: str | None, period: Any) -> str:
        return f"{papers.paper_file(reader, record, period)} {title}"

    return Paper(name, title, layout, "record", make, reading.latest_election, file_name)


FEATURE = Feature(
    name="elections",
    title="换届",
    floor=3,
    tab=Tab("meetings", "会议", "users", (View("elections", "换届", _view),)),
    kinds=(
        Kind(
            Election,
            order=("planned_on", "id"),
            period="planned_on",
            duplicate_key=lambda row: (row.kind, row.planned_on) if row.planned_on else None,
            final=lambda row: row.installed_on is not None,
        ),
        Kind(
            Round,
            order=("owner", "position", "id"),
            duplicate_key=lambda row: None if row.revote_of else (row.body, row.seat),
        ),
        Kind(Candidate, order=("owner", "person"), duplicate_key=lambda row: (row.person,)),
        Kind(Teller, order=("owner", "person"), duplicate_key=lambda row: (row.person,)),
    ),
    actions=(
        Action("start_election", "筹备选举", inputs.StartElection, service.start_election),
        Action("edit_election", "修改选举", inputs.EditElection, service.edit_election),
        Action("delete_election", "删除选举", inputs.ElectionId, service.delete_election),
        Action("restore_election", "恢复选举", inputs.ElectionId, service.restore_election),
        Action("add_round", "添加选举项目", inputs.AddRound, service.add_round),
        Action("edit_round", "修改应选人数", inputs.EditRound, service.edit_round),
        Action("delete_round", "删除选举项目", inputs.ElectionId, service.delete_round),
        Action("set_candidates", "提名候选人", inputs.SetCandidates, service.set_candidates),
        Action("count_round", "登记票数", inputs.CountRound, service.count_round),
        Action("revote", "另行选举", inputs.ElectionId, service.revote),
        Action("set_tellers", "登记监票人、计票人", inputs.SetTellers, service.set_tellers),
        Action("set_duty", "登记分工", inputs.SetDuty, service.set_duty),
        Action("install_committee", "登记新班子", inputs.ElectionId, service.install),
    ),
    references=(
        Reference("elections", reading.election_label, reading.find_elections, year.VIEW),
        Reference("election_rounds", _round_label, _find_none, year.VIEW),
    ),
    dues=year.dues,
    schedule=year.schedule,
    questions=year.questions,
    holdings=year.holdings,
    papers=(
        _paper("election_hold_request", "召开选举大会的请示", "report", papers.hold_request),
        _paper("election_candidates_request", "候选人预备人选的请示", "report", papers.candidates_request),
        _paper("election_method", "选举办法", "report", papers.election_method),
        _paper("election_ballots", "选票", "form", papers.ballots),
        _paper("election_count_sheet", "计票单", "form", papers.count_sheet),
        _paper("election_result_report", "选举结果的报告", "report", papers.result_report),
    ),
    search=reading.find_elections,
    sample=make_sample,
)
