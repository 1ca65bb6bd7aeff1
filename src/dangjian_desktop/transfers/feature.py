"""The face of transfers: a view in the tab 党员, letters and handovers, their verbs, duties and paper."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.feature import Action, Feature, Hit, Kind, Paper, Reference, Tab, View
from dangjian_desktop.store import Reader
from dangjian_desktop.transfers import inputs, papers, service
from dangjian_desktop.transfers.dues import VIEW, dues, questions
from dangjian_desktop.transfers.reading import find_transfers, handover_label, transfer_label
from dangjian_desktop.transfers.records import Handover, HandoverLine, Transfer
from dangjian_desktop.transfers.sample import make_sample


def _view(context: Any) -> Any:
    from dangjian_desktop.transfers.page.view import TransfersPage

    return TransfersPage(context)


def _none(_reader: Reader, _text: str, _limit: int) -> list[Hit]:
    return []


def _same(row: Any) -> tuple[object, ...] | None:
    """The letter of one member on one day, whoever wrote it down."""
    return (row.member, row.direction, row.issued_on) if row.member and row.issued_on else None


FEATURE = Feature(
    name="transfers",
    title="转接",
    floor=1,
    tab=Tab("roster", "党员", "square-user", (View("transfers", "转接", _view),)),
    kinds=(
        Kind(Transfer, order=("issued_on", "id"), period="issued_on", duplicate_key=_same),
        Kind(Handover, order=("day", "id"), period="day"),
        Kind(HandoverLine, order=("owner", "position")),
    ),
    actions=(
        Action("send_out", "开介绍信转出", inputs.SendOut, service.send_out),
        Action("take_in", "凭介绍信转入", inputs.TakeIn, service.take_in),
        Action("note_receipt", "登记回执", inputs.NoteReceipt, service.note_receipt),
        Action("edit_transfer", "修改转接", inputs.EditTransfer, service.edit_transfer),
        Action("delete_transfer", "删除转接", inputs.TransferId, service.delete_transfer),
        Action("restore_transfer", "恢复转接", inputs.TransferId, service.restore_transfer),
        Action("hand_over", "交接工作", inputs.HandOver, service.hand_over),
    ),
    references=(
        Reference("transfers", transfer_label, find_transfers, VIEW),
        Reference("handovers", handover_label, _none, VIEW),
    ),
    dues=dues,
    questions=questions,
    papers=(
        Paper("handover_list", "离任清单", "form", "record", papers.handover_list, papers.latest, papers.file_name),
    ),
    search=find_transfers,
    sample=make_sample,
)
