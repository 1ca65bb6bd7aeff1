"""待核对: settling a conflict by an action that supersedes all values that were shown side by side."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store.conflicts import Conflict, Side
from dangjian_desktop.store.core import Core
from dangjian_desktop.store.transaction import Transaction


def settle(core: Core, tx: Transaction, conflict: Conflict, choice: Any) -> None:
    """Decide for one side (a :class:`Side`) or for another value.

    For a deletion the choice is True (delete) or False (keep). Values that arrived since the conflict was loaded are
    not superseded. Raises :class:`Refused` when it is settled already.
    """
    kind = core.schema.kinds[conflict.kind]
    open_now = core.db.value(
        "SELECT 1 FROM conflict WHERE record=? AND field=? AND kind=?", (conflict.record, conflict.field, kind.name)
    )
    if open_now is None:
        raise Refused("这一处已经核对过了。", hint="请刷新后再看。")
    value = choice.value if isinstance(choice, Side) else choice
    if value is None:
        encoded = None
    elif isinstance(choice, Side) and choice.op is not None and conflict.field != "deleted":
        encoded = core.journal.find(choice.op).value(conflict.field)
    else:
        encoded = kind.fields[conflict.field].codec.encode(value)
    tx.supersede(kind, conflict.record, {conflict.field: encoded}, {conflict.field: conflict.heads})
