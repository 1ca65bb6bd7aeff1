"""What the papers of one election share: its view, the branch's full name, head and closing."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.elections.reading import CandidateRow, ElectionView, RoundView, election_view
from dangjian_desktop.elections.rules import Body, ElectionKind
from dangjian_desktop.papers.model import Block, Closing, Document, Head, Kind
from dangjian_desktop.roster.reading import BranchFacts, branch_facts, secretary_on
from dangjian_desktop.store import Reader


def view_of(reader: Reader, record: str | None) -> ElectionView:
    """The election that a paper is made from. Raises :class:`Refused` if there is none."""
    view = election_view(reader, record or "")
    if view is None:
        raise Refused("找不到这次选举，可能已被删除。", hint="请先选中一次选举。")
    return view


def purpose(view: ElectionView) -> str:
    """换届选举 or 补选, as it stands in a title."""
    return "换届选举" if view.kind is ElectionKind.TERM else "补选"


def upward(
    reader: Reader, kind: Kind, title: tuple[str, ...], number: str, day: date, blocks: tuple[Block, ...]
) -> Document:
    """A paper to the higher committee: with head and number only where the branch has a 机关代字 and one was given."""
    branch = branch_facts(reader)
    return Document(
        kind=kind,
        title="".join(title),
        title_phrases=title,
        organisation=branch.name,
        day=day,
        recipients=(branch.higher_org,) if branch.higher_org else (),
        head=_head(reader, branch, number, day),
        blocks=(*blocks, *([Closing((branch.name,), day, sealed=True)] if branch.name else [])),
    )


def _head(reader: Reader, branch: BranchFacts, number: str, day: date) -> Head | None:
    secretary = secretary_on(reader, day)
    if not (branch.document_code and number and branch.name):
        return None
    return Head(f"{branch.name}文件", number, signers=(secretary.name,) if secretary else ())


def general_rounds(view: ElectionView) -> list[RoundView]:
    """The ballots of the general meeting."""
    return [one for one in view.rounds if one.body is Body.GENERAL]


def on_ballot(one: RoundView) -> list[CandidateRow]:
    """Those put up, 按姓氏笔画; written-in names are not printed."""
    return [row for row in one.candidates if not row.written_in]
