"""Trainings as a sheet in the window: paste, open a file, look at what would be added, import; and the template."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.study.cells import Cells, read_pasted, read_workbook
from dangjian_desktop.study.inputs import ImportTrainings
from dangjian_desktop.study.service.importing import Preview, preview_trainings
from dangjian_desktop.study.sheets import TRAINING_COLUMNS, SheetRow, write_template
from dangjian_desktop.ui.components.import_preview import ImportDialog, Outcome, PreviewRow
from dangjian_desktop.ui.components.table import Column
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import suggested_folder

_COLUMNS = (
    Column("姓名", 80),
    Column("培训名称", 180, stretch=2),
    Column("举办单位", 110),
    Column("时间", 130),
    Column("学时", 54),
    Column("证明", 90),
)
_FILTER = "Excel 文件 (*.xlsx)"


class TrainingSheets:
    """Import of trainings and certificates over one page."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        self._context = context
        self._parent = parent
        self.dialog: ImportDialog | None = None
        """The preview opened last."""

    def paste(self) -> None:
        """Import what was copied in WPS or Excel."""
        try:
            self.preview(read_pasted(QGuiApplication.clipboard().text()), "粘贴的培训")
        except Refused as error:
            self._context.refused(error)

    def choose_file(self) -> None:
        """Import from a workbook."""
        dialog = QFileDialog(self._parent, "打开培训登记表", str(suggested_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_FILTER, "所有文件 (*)"])
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_file(self, path: Path) -> None:
        """Read a workbook off the GUI thread, then show the preview."""
        self._context.work(lambda: read_workbook(path), lambda rows: self.preview(rows, path.name), self._parent)

    def preview(self, rows: Cells, source: str) -> None:
        """Show what importing the rows would do."""
        self._context.query(
            lambda reader: preview_trainings(reader, rows),
            lambda found: self._show(rows, found, source),
            self._parent,
            key="import",
        )

    def _show(self, rows: Cells, found: Preview, source: str) -> None:
        lines = [_line(row, found) for row in found.rows]
        after = "没有填学时的，按整天折算。勾选的行一次登记，有一行不对就都不动；之后可用“撤销”整批退回。"
        dialog = ImportDialog(f"导入{source}", _COLUMNS, lines, after=after, parent=self._parent)
        dialog.accepted.connect(lambda: self._import(rows, found, {int(id) for id in dialog.preview.checked}))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _import(self, rows: Cells, found: Preview, wanted: set[int]) -> None:
        skip = tuple(row.number for row in found.rows if row.number not in wanted)
        action = self._context.action("import_trainings")
        self._context.act(action, ImportTrainings(rows=rows, skip=skip), owner=self._parent)

    def save_template(self) -> None:
        """Ask where to put an empty sheet."""
        dialog = QFileDialog(self._parent, "存为", str(suggested_folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTER)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("外出培训模板.xlsx")
        dialog.fileSelected.connect(lambda chosen: self.write_template(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_template(self, path: Path) -> None:
        """Write the template and say where it lies."""

        def said(_none: None) -> None:
            folder = QUrl.fromLocalFile(str(path.parent))
            self._context.toast(
                f"已存为 {path.name}", action="打开所在文件夹", on=lambda: QDesktopServices.openUrl(folder)
            )

        self._context.work(lambda: write_template(path, "外出培训", TRAINING_COLUMNS), said, self._parent)


def _line(row: SheetRow, found: Preview) -> PreviewRow:
    values, texts = row.values, row.texts
    since, until = values.get("since"), values.get("until")
    days = f"{since:%Y-%m-%d}" if since else texts.get("since", "")
    if since and until and until != since:
        days += f"—{until:%m-%d}"
    shown = (
        texts.get("name", ""),
        values["title"],
        values["organiser"],
        days,
        texts.get("hours", "") or "按天",
        values["proof"],
    )
    same = row.number in found.same
    outcome = Outcome.LOOK if row.problems else Outcome.SAME if same else Outcome.NEW
    return PreviewRow(
        str(row.number),
        shown,
        outcome,
        "；".join(row.problems),
        checked=outcome is Outcome.NEW,
        blocked=outcome is not Outcome.NEW,
    )
