"""Files kept with a session, a training or a piece of writing."""

from __future__ import annotations

from pathlib import Path

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.texts import clean_line
from dangjian_desktop.store import Attachment, Record, Stored, Transaction
from dangjian_desktop.study.inputs import AttachMaterial
from dangjian_desktop.study.records import ExternalTraining, Reflection, StudySession, TopicProposal

_KEEPERS: tuple[type[Record], ...] = (StudySession, ExternalTraining, Reflection, TopicProposal)


def attach_study_material(tx: Transaction, data: AttachMaterial) -> str:
    """Keep a file; returns the attachment's id. Raises :class:`Refused` if the file or the record isn't there."""
    _keeper(tx, data.owner)
    return attach_stored(tx, data.owner, tx.attachments.add(Path(data.path)), data.role, data.caption)


def attach_stored(tx: Transaction, owner: str, stored: Stored, role: str, caption: str = "") -> str:
    """Name a file that is in the store already (the window copies it beforehand, with progress)."""
    _keeper(tx, owner)
    values = {
        "sha256": stored.sha256,
        "name": stored.name,
        "media_type": stored.media_type,
        "size": stored.size,
        "role": role,
        "caption": clean_line(caption) or None,
    }
    made = tx.add(Attachment, owner, values)
    tx.label = f"添加材料“{stored.name}”"
    return made


def _keeper(tx: Transaction, id: str) -> None:
    for model in _KEEPERS:
        found = tx.get(model, id)
        if found is not None and not found.deleted:
            return
    raise Refused("找不到要放材料的记录，可能已被删除。")
