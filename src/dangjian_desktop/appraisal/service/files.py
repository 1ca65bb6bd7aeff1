"""Files kept with 检视材料, an item of the 整改清单 (佐证) or the year (批复)."""

from __future__ import annotations

from pathlib import Path

from dangjian_desktop.appraisal.inputs import AttachFile
from dangjian_desktop.appraisal.records import OrgLifeYear, Rectification, SelfReview
from dangjian_desktop.store import Attachment, Record, Stored, Transaction

_OWNERS: dict[str, type[Record]] = {model.__tablename__: model for model in (OrgLifeYear, Rectification, SelfReview)}


def attach_file(tx: Transaction, data: AttachFile) -> str:
    """Keep a file; returns the attachment's id. Raises :class:`Refused` if it can't be read."""
    tx.need(_OWNERS[data.owner_kind], data.owner)
    return attach_stored(tx, data.owner_kind, data.owner, tx.attachments.add(Path(data.path)), data.role, data.caption)


def attach_stored(
    tx: Transaction, owner_kind: str, owner: str, stored: Stored, role: str = "material", caption: str = ""
) -> str:
    """Name a file that is in the store already. A file with 检视材料 hands them to the branch: files travel."""
    record = tx.need(_OWNERS[owner_kind], owner)
    values = {
        "sha256": stored.sha256,
        "name": stored.name,
        "media_type": stored.media_type,
        "size": stored.size,
        "role": role,
        "caption": caption or None,
    }
    made = tx.add(Attachment, owner, values)
    if isinstance(record, SelfReview) and record.shared_on is None:
        tx.edit(SelfReview, owner, {"shared_on": tx.now.date()})
    tx.label = f"添加附件“{stored.name}”"
    return made
