"""What became of a proposal; and opening a file that is kept with a record."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog
from dangjian_desktop.store import Attachment, Store
from dangjian_desktop.study.records import OUTCOME_LABELS
from dangjian_desktop.ui.context import WindowContext


def outcome_dialog(
    context: WindowContext, proposal: str, parent: QWidget, values: Mapping[str, object] | None = None
) -> VerbDialog:
    """Adopted, answered, sent on or declined: how and when."""
    known = values or {}
    outcomes = tuple((str(key), word) for key, word in OUTCOME_LABELS.items())
    specs = (
        Spec("outcome", "结果", Ask.CHOICE, outcomes, value=known.get("outcome") or outcomes[0][0]),
        Spec("outcome_on", "日期", Ask.DAY, value=known.get("outcome_on") or context.today),
        Spec("outcome_text", "怎样办的", Ask.LONG, value=known.get("outcome_text"), wide=True),
    )

    def build(found: dict[str, Any]) -> Mapping[str, object]:
        return {"id": proposal, "changes": found}

    return VerbDialog(context, "edit_study_proposal", "建议的结果", specs, build, accept="登记", parent=parent)


def open_attachment(context: WindowContext, id: str, owner: QWidget) -> None:
    """Open a copy of a file with the program that the PC has for it."""

    def find(store: Store) -> Path:
        with store.read() as reader:
            row = reader.need(Attachment, id)
        return store.attachments.open_copy(row.sha256 or "", row.name or "")

    context.with_store(find, lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))), owner=owner)
