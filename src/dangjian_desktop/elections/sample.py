"""The sample branch's last election: how the present committee came about, made through our own verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from dangjian_desktop.elections import inputs, service
from dangjian_desktop.elections.reading import RoundView, election_view
from dangjian_desktop.elections.rules import ElectionKind, SeatKind
from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.reading import current_committee, expected_on, member_facts
from dangjian_desktop.roster.rules import committee_on
from dangjian_desktop.store import Transaction

_DUTIES: tuple[inputs.Duty, ...] = (
    "organization_commissioner",
    "publicity_commissioner",
    "discipline_commissioner",
)


def make_sample(world: SampleWorld) -> None:
    """Write down the election of the present committee, from the request to its approval."""
    with world.store.read() as reader:
        committee = current_committee(reader, world.today)
        held = committee.formed_on if committee else None
        if committee is None or held is None:
            return
        sitting = [member.id for member in committee_on(member_facts(reader).values(), held)]
        voters = [row.person_id for row in expected_on(reader, held).rows if row.votes]
    secretary = world.shared["secretary"]
    sitting.sort(key=lambda id: id != secretary)
    others = [one for one in voters if one not in sitting]
    story = _Story(world, held, sitting, others, len(voters))
    for days, verb in ((-50, story.begin), (-42, story.approved), (-20, story.nominate), (-12, story.allowed)):
        story.on(days, verb)
    story.on(0, story.elect)
    story.on(1, story.share_duties)
    story.on(3, story.report)
    story.on(15, story.install)


class _Story:
    """One election, a verb for each of its days."""

    def __init__(self, world: SampleWorld, held: date, sitting: list[str], others: list[str], voters: int) -> None:
        self._world, self._held = world, held
        self._sitting, self._others, self._voters = sitting, others, voters
        self._election = ""

    def on(self, days: int, verb: Callable[[Transaction, date], None]) -> None:
        """Do a verb so many days after the meeting (before it: less than 0)."""
        day = self._held + timedelta(days=days)
        self._world.clock.now = datetime.combine(day, time(16, 40))
        with self._world.store.write("建立样例", verb="edit_election") as tx:
            verb(tx, day)

    def begin(self, tx: Transaction, day: date) -> None:
        start = inputs.StartElection(ElectionKind.TERM, self._held, len(self._sitting), place="三楼会议室")
        self._election = service.start_election(tx, start)
        self._edit(tx, {"hold_requested_on": day})

    def approved(self, tx: Transaction, day: date) -> None:
        self._edit(tx, {"hold_approved_on": day})

    def nominate(self, tx: Transaction, day: date) -> None:
        first = self._rounds(tx)[0]
        standing = self._sitting if first.seat is SeatKind.MEMBER else self._sitting[:1]
        more = max(0, first.needed - len(standing))
        service.set_candidates(tx, inputs.SetCandidates(first.id, (*standing, *self._others[:more])))
        free = self._others[more:]
        service.set_tellers(tx, inputs.SetTellers(self._election, tuple(free[:1]), tuple(free[1:3])))
        self._edit(tx, {"candidates_requested_on": day})

    def allowed(self, tx: Transaction, day: date) -> None:
        self._edit(tx, {"candidates_approved_on": day})

    def elect(self, tx: Transaction, day: date) -> None:  # noqa: ARG002 - the story's own day
        present = self._voters - self._voters // 10
        self._edit(tx, {"present": present})
        general, *plenary = self._rounds(tx)
        votes = []
        for place, row in enumerate(general.candidates):
            sits = row.person in self._sitting
            yes = present - place % 2 if sits else 1
            votes.append(inputs.Votes(row.person, yes, present - yes, 0))
        service.count_round(tx, inputs.CountRound(general.id, present, present, tuple(votes)))
        first, seats = self._sitting[0], len(self._sitting)
        for one in plenary:
            service.set_candidates(tx, inputs.SetCandidates(one.id, (first,)))
            only = (inputs.Votes(first, seats, 0, 0),)
            service.count_round(tx, inputs.CountRound(one.id, seats, seats, only, present=seats))

    def share_duties(self, tx: Transaction, day: date) -> None:  # noqa: ARG002
        rows = {row.person: row.id for row in self._rounds(tx)[0].candidates}
        for person, duty in zip(self._sitting[1:], _DUTIES, strict=False):
            service.set_duty(tx, inputs.SetDuty(rows[person], duty))

    def report(self, tx: Transaction, day: date) -> None:
        self._edit(tx, {"reported_on": day})

    def install(self, tx: Transaction, day: date) -> None:
        self._edit(tx, {"result_approved_on": day})
        service.install(tx, inputs.ElectionId(self._election))

    def _edit(self, tx: Transaction, changes: inputs.ElectionChanges) -> None:
        service.edit_election(tx, inputs.EditElection(self._election, changes))

    def _rounds(self, tx: Transaction) -> tuple[RoundView, ...]:
        view = election_view(tx, self._election)
        assert view is not None
        return view.rounds
