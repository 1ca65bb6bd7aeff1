"""Reading transfers, and what hangs on a member in every capability."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import Hit, Holding, features_of
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import PersonRef, labels_on, member_facts, person_refs
from dangjian_desktop.roster.records import RECORDS as ROSTER
from dangjian_desktop.roster.rules import Status, status_on
from dangjian_desktop.store import Heads, Reader, live
from dangjian_desktop.transfers.records import RECORDS, Handover, HandoverLine, Transfer
from dangjian_desktop.transfers.rules import Direction, Stands, TransferState, stand, valid_until

KINDS = frozenset(record.__tablename__ for record in (*RECORDS, *ROSTER))
FIELDS = (
    "organisation",
    "letter_number",
    "issued_on",
    "valid_days",
    "dues_paid_to",
    "receipt_on",
    "receipt_number",
    "note",
)


@dataclass(frozen=True)
class TransferRow:
    """A transfer as lists show it."""

    id: str
    member: str
    name: str
    direction: Direction
    organisation: str
    letter_number: str
    issued_on: date
    valid_until: date
    moved_on: date
    dues_paid_to: str
    receipt_on: date | None
    stands: Stands


@dataclass(frozen=True)
class TransfersView:
    """All transfers, the newest first, and who can be sent out."""

    rows: tuple[TransferRow, ...]
    people: tuple[PersonRef, ...]
    handovers: tuple[HandoverRow, ...]


@dataclass(frozen=True)
class HandoverRow:
    """A list that was carried out."""

    id: str
    name: str
    day: date
    count: int


@dataclass(frozen=True)
class Item:
    """Something that hangs on the member. ``passes`` and ``ends`` say what can be done with it here."""

    key: str
    title: str
    detail: str
    area: str
    passes: bool
    ends: bool
    holding: Holding


@dataclass(frozen=True)
class HandoverView:
    """A member's list on a day, and who may take things over."""

    member: str
    name: str
    detail: str
    day: date
    items: tuple[Item, ...]
    people: tuple[PersonRef, ...]


def transfer_rows(reader: Reader) -> list[TransferRow]:
    """All transfers with their state, the newest first."""
    book, today = rulebook(reader, "transfers"), reader.now.date()
    labels = labels_on(reader, today)
    rows = reader.all(select(Transfer).where(live(Transfer)).order_by(Transfer.issued_on.desc(), Transfer.id))
    return [_row(row, labels.get(row.member or "", "（已不在名册）"), book, today) for row in rows if row.issued_on]


def _row(row: Transfer, name: str, book: Rulebook, today: date) -> TransferRow:
    assert row.issued_on is not None
    direction = Direction(row.direction) if row.direction in list(Direction) else Direction.OUT
    days = row.valid_days or book.on("transfer.valid_days", row.issued_on).number
    moved = row.moved_on or row.issued_on
    stands = stand(
        direction,
        issued_on=row.issued_on,
        valid_days=days,
        moved_on=moved,
        receipt_on=row.receipt_on,
        answer_days=book.on("transfer.answer_days", moved).number,
        today=today,
    )
    return TransferRow(
        id=row.id,
        member=row.member or "",
        name=name,
        direction=direction,
        organisation=row.organisation or "",
        letter_number=row.letter_number or "",
        issued_on=row.issued_on,
        valid_until=valid_until(row.issued_on, days),
        moved_on=moved,
        dues_paid_to=row.dues_paid_to or "",
        receipt_on=row.receipt_on,
        stands=stands,
    )


def transfers_view(reader: Reader) -> TransfersView:
    """What the view shows."""
    return TransfersView(tuple(transfer_rows(reader)), _here(reader, reader.now.date()), _handovers(reader))


def _here(reader: Reader, day: date) -> tuple[PersonRef, ...]:
    here = (Status.FULL, Status.PROBATIONARY)
    ids = [key for key, member in member_facts(reader).items() if status_on(member, day) in here]
    refs = person_refs(reader, ids, day)
    return tuple(sorted(refs.values(), key=lambda ref: ref.label))


def _handovers(reader: Reader) -> tuple[HandoverRow, ...]:
    labels = labels_on(reader, reader.now.date())
    rows = reader.all(select(Handover).where(live(Handover)).order_by(Handover.day.desc(), Handover.id))
    return tuple(
        HandoverRow(row.id, labels.get(row.member or "", ""), row.day, len(reader.parts(HandoverLine, row.id)))
        for row in rows
        if row.day
    )


def transfer_form(reader: Reader, id: str) -> tuple[dict[str, object], Heads]:
    """The values of a letter with the heads that its form carries. Raises :class:`Refused` if it is missing."""
    row = reader.need(Transfer, id)
    return {name: getattr(row, name) for name in FIELDS}, reader.heads(Transfer, id)


def items_of(reader: Reader, member: str, day: date) -> list[Item]:
    """What hangs on the member in every capability, in the order of the tabs; each has a key of its own."""
    found: list[Item] = []
    for feature in features_of(reader):
        for holding in feature.holdings(reader, member, day) if feature.holdings else ():
            key = f"{holding.record_kind}:{holding.record}:{holding.title}"
            found.append(
                Item(
                    key=key,
                    title=holding.title,
                    detail=holding.detail,
                    area=feature.title,
                    passes=holding.hand_over is not None,
                    ends=holding.end is not None,
                    holding=holding,
                )
            )
    return found


def handover_view(reader: Reader, member: str, day: date) -> HandoverView:
    """The member's list on a day. Raises :class:`Refused` if there is no such member."""

    ref = person_refs(reader, [member], day).get(member)
    if ref is None:
        raise Refused("名册里没有这位党员。", hint="请从名册里选。")
    people = tuple(one for one in _here(reader, day) if one.id != member)
    return HandoverView(member, ref.label, ref.detail, day, tuple(items_of(reader, member, day)), people)


def transfer_label(reader: Reader, id: str) -> str:
    """张三转出县委办机关第二党支部."""
    row = next((one for one in transfer_rows(reader) if one.id == id), None)
    return f"{row.name}{row.direction.label}{row.organisation}" if row else "组织关系转接"


def find_transfers(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Transfers by name, organisation or number."""
    wanted = text.strip()
    return [
        Hit("transfers", row.id, f"{row.name}{row.direction.label}", row.organisation, row.issued_on)
        for row in transfer_rows(reader)
        if wanted in f"{row.name}{row.organisation}{row.letter_number}"
    ][:limit]


def handover_label(reader: Reader, id: str) -> str:
    """张三离任清单."""
    row = reader.get(Handover, id)
    return f"{labels_on(reader, reader.now.date()).get(row.member or '', '')}离任清单" if row else "离任清单"


def latest_handover(reader: Reader) -> str | None:
    """The newest list that was carried out."""
    rows = _handovers(reader)
    return rows[0].id if rows else None


def open_letters(reader: Reader) -> list[TransferRow]:
    """Those whose receipt is wanting."""
    return [row for row in transfer_rows(reader) if row.stands.state is not TransferState.DONE]
