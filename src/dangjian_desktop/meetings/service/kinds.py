"""Which kinds of meeting the branch holds."""

from __future__ import annotations

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.records import KindInUse
from dangjian_desktop.meetings.rules.kinds import KINDS
from dangjian_desktop.meetings.service.inputs import UseKinds
from dangjian_desktop.store import Transaction, part_id


def use_kinds(tx: Transaction, wish: UseKinds) -> list[str]:
    """Tick the kinds that the branch uses; only these are offered for a new gathering.

    Every kind has one record with the same id on every PC, so ticks made on two PCs merge kind by kind. Raises
    :class:`Refused` when none is left.
    """
    if not wish.kinds:
        raise Refused("请至少勾选一种会议。")
    for kind in KINDS:
        tx.create(
            KindInUse, {"kind": str(kind), "used": kind in wish.kinds}, id=part_id("branch", "meeting_kinds", kind)
        )
    return [str(kind) for kind in KINDS if kind in wish.kinds]
