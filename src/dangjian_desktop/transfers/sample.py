"""The sample branch's transfers: the letter of whoever came, its receipt sent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.records import MemberSpell
from dangjian_desktop.store import live
from dangjian_desktop.transfers.inputs import NoteReceipt, TakeIn
from dangjian_desktop.transfers.service import note_receipt, take_in


def make_sample(world: SampleWorld) -> None:
    """Write down the letters of those who came within the years of the sample."""
    first = world.today.replace(year=world.today.year - world.years, day=1)
    with world.store.read() as reader:
        stmt = select(MemberSpell).where(
            live(MemberSpell), MemberSpell.from_org.is_not(None), MemberSpell.since > first
        )
        came = [(spell.owner, spell.since, spell.from_org) for spell in reader.all(stmt) if spell.owner and spell.since]
    for number, (member, since, source) in enumerate(sorted(came, key=lambda one: (one[1], one[0]))):
        _letter(world, member, since, source or "", number)


def _letter(world: SampleWorld, member: str, since: date, source: str, number: int) -> None:
    answered = min(since + timedelta(days=6), world.today)
    world.clock.now = datetime.combine(since, time(10, 20))
    with world.store.write("建立样例", verb="take_in") as tx:
        letter = take_in(
            tx,
            TakeIn(
                organisation=source,
                issued_on=since - timedelta(days=4),
                moved_on=since,
                member=member,
                letter_number=f"（{since.year}）第{37 + number}号",
                valid_days=60,
                dues_paid_to=f"{since.year}-{since.month:02}",
            ),
        )
    world.clock.now = datetime.combine(answered, time(15, 40))
    with world.store.write("建立样例", verb="note_receipt") as tx:
        note_receipt(tx, NoteReceipt(letter, answered))
