"""Files kept with a gathering, a segment or an item."""

from __future__ import annotations

from pathlib import Path

from dangjian_desktop.base.texts import clean_line
from dangjian_desktop.meetings.service.guard import attachable, gathering_of, note_correction, opened
from dangjian_desktop.meetings.service.inputs import AttachFile
from dangjian_desktop.store import Attachment, Stored, Transaction

LATER = frozenset(("sign_in_sheet", "signed_copy", "photo"))
"""What comes in after 定稿: the signed papers and photos take nothing back, so they need no 更正."""


def attach_file(tx: Transaction, data: AttachFile) -> str:
    """Keep a file; returns the attachment's id.

    Raises :class:`Refused` if the file can't be read, or the gathering is final and it is new material.
    """
    gathering_of(tx, attachable(tx, data.owner))
    stored = tx.attachments.add(Path(data.path))
    return attach_stored(tx, data.owner, stored, data.role, data.caption, data.correction)


def attach_stored(
    tx: Transaction, owner: str, stored: Stored, role: str, caption: str = "", correction: str = ""
) -> str:
    """Name a file that is in the store already (the window copies it beforehand, with progress)."""
    gathering = gathering_of(tx, attachable(tx, owner))
    if role not in LATER:
        opened(gathering, correction)
    values = {
        "sha256": stored.sha256,
        "name": stored.name,
        "media_type": stored.media_type,
        "size": stored.size,
        "role": role,
        "caption": clean_line(caption) or None,
    }
    made = tx.add(Attachment, owner, values)
    tx.label = f"添加附件“{stored.name}”"
    if role not in LATER:
        note_correction(tx, gathering, f"增加附件“{stored.name}”", correction)
    return made
