"""The plan as a sheet in the window: paste, open a file, look at what would be added, import; and the template."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.study.cells import Cells, read_pasted, read_workbook
from dangjian_desktop.study.inputs import ImportPlanItems
from dangjian_desktop.study.service.importing import Preview, preview_plan
from dangjian_desktop.study.sheets import PLAN_COLUMNS, SheetRow, write_template
from dangjian_desktop.ui.components.import_preview import ImportDialog, Outcome, PreviewRow
from dangjian_desktop.ui.components.table import Column
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import suggested_folder

_COLUMNS = (
    Column("月份", 72),
    Column("学习内容", 220, stretch=2),
    Column("形式", 96),
    Column("主讲人", 110),
    Column("学时", 56),
)
_FIELDS = ("month", "content", "form", "lecturer", "hours")
_FILTER = "Excel 文件 (*.xlsx)"


class PlanSheets:
    """Import of a year's plan over one page."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        self._context = context
        self._parent = parent
        self.dialog: ImportDialog | None = None
        """The preview opened last."""

    def paste(self, year: int) -> None:
        """Import what was copied in WPS or Excel."""
        try:
            self.preview(read_pasted(QGuiApplication.clipboard().text()), "粘贴的学习计划", year)
        except Refused as error:
            self._context.refused(error)

    def choose_file(self, year: int) -> None:
        """Import from a workbook."""
        dialog = QFileDialog(self._parent, "打开学习计划", str(suggested_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_FILTER, "所有文件 (*)"])
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name), year))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_file(self, path: Path, year: int) -> None:
        """Read a workbook off the GUI thread, then show the preview."""
        self._context.work(lambda: read_workbook(path), lambda rows: self.preview(rows, path.name, year), self._parent)

    def preview(self, rows: Cells, source: str, year: int) -> None:
        """Show what importing the rows would do."""
        self._context.query(
            lambda reader: preview_plan(reader, rows, year),
            lambda found: self._show(rows, found, source, year),
            self._parent,
            key="import",
        )

    def _show(self, rows: Cells, found: Preview, source: str, year: int) -> None:
        lines = [_line(row, found) for row in found.rows]
        after = f"勾选的行加入{year}年计划；导入后可用“撤销”整批退回。不得录入国家秘密。"
        dialog = ImportDialog(f"导入{source}", _COLUMNS, lines, after=after, parent=self._parent)
        dialog.accepted.connect(lambda: self._import(rows, found, {int(id) for id in dialog.preview.checked}, year))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _import(self, rows: Cells, found: Preview, wanted: set[int], year: int) -> None:
        skip = tuple(row.number for row in found.rows if row.number not in wanted)
        action = self._context.action("import_plan_items")
        self._context.act(action, ImportPlanItems(year=year, rows=rows, skip=skip), owner=self._parent)

    def save_template(self) -> None:
        """Ask where to put an empty sheet."""
        dialog = QFileDialog(self._parent, "存为", str(suggested_folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTER)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("学习计划模板.xlsx")
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

        self._context.work(lambda: write_template(path, "学习计划", PLAN_COLUMNS), said, self._parent)


def _line(row: SheetRow, found: Preview) -> PreviewRow:
    same = row.number in found.same
    values = tuple(row.texts.get(field, "") for field in _FIELDS)
    month = str(row.values.get("month") or "")
    values = (f"{month}月" if month else values[0], *values[1:])
    outcome = Outcome.LOOK if row.problems else Outcome.SAME if same else Outcome.NEW
    return PreviewRow(
        str(row.number),
        values,
        outcome,
        "；".join(row.problems),
        checked=outcome is Outcome.NEW,
        blocked=outcome is not Outcome.NEW,
    )
