"""The store: one file, its journal, and the records projected from it. Everything others may use is named here."""

from dangjian_desktop.store.attachments import Attachment, Attachments, Stored
from dangjian_desktop.store.backup import Backup, Backups
from dangjian_desktop.store.conflicts import Conflict, Side
from dangjian_desktop.store.drafts import Draft, DraftOwner
from dangjian_desktop.store.heads import Heads, OpId
from dangjian_desktop.store.history import FieldChange, HistoryLine
from dangjian_desktop.store.reader import Reader
from dangjian_desktop.store.schema import Part, Policy, Record, Schema, Upcaster, column, live, part_id
from dangjian_desktop.store.store import Store
from dangjian_desktop.store.thread import DatabaseThread, Lane
from dangjian_desktop.store.transaction import Changes, Transaction
from dangjian_desktop.store.undo import Undone
from dangjian_desktop.store.verify import Problem

__all__ = [
    "Attachment", "Attachments", "Backup", "Backups", "Changes", "Conflict", "DatabaseThread", "Draft", "DraftOwner",
    "FieldChange", "Heads", "HistoryLine", "Lane", "OpId", "Part", "Policy", "Problem", "Reader", "Record", "Schema",
    "Side", "Store", "Stored", "Transaction", "Undone", "Upcaster", "column", "live", "part_id",
]  # fmt: skip
