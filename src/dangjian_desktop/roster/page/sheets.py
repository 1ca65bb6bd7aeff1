"""The roster and sheets in the window: paste, open a file, look at what would happen, import; template and export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.service.importing import ImportPreview, ImportRow, RowAction, export_rows, preview_import
from dangjian_desktop.roster.sheets import Cells, column_of, read_pasted, read_workbook, write_roster, write_template
from dangjian_desktop.ui.components.dialogs import ask
from dangjian_desktop.ui.components.import_preview import ImportDialog, Outcome, PreviewRow
from dangjian_desktop.ui.components.table import Column
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import suggested_folder
from dangjian_desktop.ui.theme import spaced_name

_SHOWN = ("name", "born_on", "joined_on", "party_group")
_COLUMNS = (
    Column("姓名", 92, stretch=1),
    Column("出生日期", 96),
    Column("入党日期", 96),
    Column("党小组", 104),
)
_OUTCOMES = {
    RowAction.NEW: Outcome.NEW,
    RowAction.UPDATED: Outcome.CHANGED,
    RowAction.SAME: Outcome.SAME,
    RowAction.PROBLEM: Outcome.LOOK,
}
_FILTER = "Excel 文件 (*.xlsx)"


class SheetMoves:
    """Import and export over one page."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        self._context = context
        self._parent = parent
        self.dialog: ImportDialog | None = None
        """The preview opened last."""

    def paste(self) -> None:
        """Import what was copied in WPS or Excel."""
        text = QGuiApplication.clipboard().text()
        try:
            self.preview(read_pasted(text), "粘贴的名册")
        except Refused as error:
            self._context.refused(error)

    def choose_file(self) -> None:
        """Import from a workbook."""
        dialog = QFileDialog(self._parent, "打开名册", str(suggested_folder()))
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
            lambda reader: preview_import(reader, rows),
            lambda found: self._show(rows, found, source),
            self._parent,
            key="import",
        )

    def _show(self, rows: Cells, found: ImportPreview, source: str) -> None:
        after = ["有问题的行先改好再导入，或不导入那一行。导入后可用“撤销”整批退回。不得录入国家秘密。"]
        if found.new_groups:
            after.insert(0, f"会新设党小组：{'、'.join(found.new_groups)}。")
        if found.unknown:
            after.insert(0, f"没有用上的列：{'、'.join(found.unknown)}。")
        if any(column is not None and column.field == "posts" for row in rows[:15] for column in map(column_of, row)):
            after.insert(0, "党内职务不从名册导入，请在“班子小组”登记。")
        lines = [_line(row) for row in found.rows]
        dialog = ImportDialog(f"导入{source}", _COLUMNS, lines, after="".join(after), parent=self._parent)
        dialog.accepted.connect(lambda: self._import(rows, found, {int(id) for id in dialog.preview.checked}))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _import(self, rows: Cells, found: ImportPreview, wanted: set[int]) -> None:
        skip = tuple(row.number for row in found.rows if row.number not in wanted)
        action = self._context.action("import_members")
        self._context.act(action, action.input(rows=rows, skip=skip), owner=self._parent)

    # -- out

    def save_template(self) -> None:
        """Ask where to put an empty sheet."""
        self._ask_target("党员名册模板.xlsx", self.write_template)

    def write_template(self, path: Path) -> None:
        """Write the template."""
        self._context.work(lambda: write_template(path), lambda _none: self._say(path), self._parent)

    def export(self, *, private: bool) -> None:
        """Ask where to put the register; with private columns only after a second question."""
        name = f"党员名册 {self._context.today.isoformat()}.xlsx"

        def go() -> None:
            self._ask_target(name, lambda path: self.write_roster(path, private=private))

        if not private:
            go()
            return
        ask(
            self._parent,
            "导出名册",
            "文件里会有身份证号、手机和党费计算基数。",
            consequence="请妥善保管，用完删除；发给别人前先想一想对方需不需要。",
            accept="继续导出",
            on_yes=go,
        )

    def write_roster(self, path: Path, *, private: bool) -> None:
        """Write the members of today."""
        day = self._context.today

        def write(rows: list[dict[str, object]]) -> None:
            self._context.work(
                lambda: write_roster(path, rows, private=private), lambda _none: self._say(path), self._parent
            )

        self._context.query(lambda reader: export_rows(reader, day), write, self._parent, key="export")

    def _ask_target(self, name: str, write: object) -> None:
        dialog = QFileDialog(self._parent, "存为", str(suggested_folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTER)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(name)
        assert callable(write)
        dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _say(self, path: Path) -> None:
        self._context.toast(
            f"已存为 {path.name}",
            action="打开所在文件夹",
            on=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )


def _line(row: ImportRow) -> PreviewRow:
    values = []
    for field in _SHOWN:
        shown = row.wrong.get(field) or str(row.values.get(field, ""))
        values.append(spaced_name(shown) if field == "name" else shown)
    if row.problems:
        note = "；".join(f"{problem.cell} {problem.message}" for problem in row.problems)
    elif row.action is RowAction.UPDATED:
        note = "、".join(f"{change.label} {change.old or '空'}→{change.new}" for change in row.changes)
    else:
        note = "；".join(remark.message for remark in row.remarks)
    return PreviewRow(
        str(row.number),
        tuple(values),
        _OUTCOMES[row.action],
        note,
        tuple(place for place, field in enumerate(_SHOWN) if field in row.wrong),
        checked=row.action in (RowAction.NEW, RowAction.UPDATED),
        blocked=row.action in (RowAction.PROBLEM, RowAction.SAME),
    )
