"""The paper of a handover: 离任清单, carried out or still to be filled in by hand."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Align,
    Column,
    Document,
    Field,
    FormRow,
    FormTable,
    Kind,
    Row,
    SignatureLine,
    Signatures,
    Table,
    chinese_date,
    name_text,
)
from dangjian_desktop.roster.reading import branch_facts, labels_on, secretary_on
from dangjian_desktop.store import Reader
from dangjian_desktop.transfers.reading import handover_view, latest_handover
from dangjian_desktop.transfers.records import Handover, HandoverLine


def handover_list(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """离任清单 of a handover; of a member (by id) what still hangs on them, the successors left blank.

    Raises :class:`Refused` if there is neither.
    """
    today = reader.now.date()
    done = reader.get(Handover, record or "")
    if done is not None and not done.deleted:
        labels = labels_on(reader, today)
        lines = [
            (part.title or "", part.detail or "", labels.get(part.successor or "", "") if part.successor else "结束")
            for part in reader.parts(HandoverLine, done.id)
        ]
        return _document(reader, labels.get(done.member or "", ""), done.day or today, lines)
    if not record:
        raise Refused("还没有办过交接。", hint="请先在“转接”里打开一位党员的离任清单。")
    view = handover_view(reader, record, today)
    return _document(reader, view.name, today, [(item.title, item.detail, "") for item in view.items])


def latest(reader: Reader) -> str | None:
    """The newest handover, else the secretary, whose list can always be printed."""
    secretary = secretary_on(reader, reader.now.date())
    return latest_handover(reader) or (secretary.id if secretary else None)


def file_name(reader: Reader, record: str | None, _period: Period | None) -> str:
    """2026-10-12 李卫国离任清单."""
    done = reader.get(Handover, record or "")
    today = reader.now.date()
    member, day = (done.member or "", done.day or today) if done is not None else (record or "", today)
    return f"{day.isoformat()} {labels_on(reader, today).get(member, '')}离任清单"


def _document(reader: Reader, name: str, day: date, lines: list[tuple[str, str, str]]) -> Document:
    table = Table(
        (
            Column("交接事项", 4.2, Align.LEFT),
            Column("情况", 4.2, Align.LEFT),
            Column("接手人", 1.6),
            Column("签名", 1.6),
        ),
        tuple(Row((title, detail, name_text(to) if to and to != "结束" else to, "")) for title, detail, to in lines),
        numbered=True,
        note=f"共{len(lines)}项。" if lines else "没有需要交接的事项。",
    )
    return Document(
        kind=Kind.FORM,
        title="离任清单",
        organisation=branch_facts(reader).name,
        day=day,
        blocks=(
            FormTable((FormRow((Field("离任人", name_text(name)), Field("交接日期", chinese_date(day)))),)),
            table,
            Signatures((SignatureLine("离任人签名"), SignatureLine("书记（监交人）签名"))),
        ),
    )
