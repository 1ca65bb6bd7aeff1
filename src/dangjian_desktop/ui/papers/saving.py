"""Saving papers as PDF or Word files under the names they give themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.saving import put_in_place
from dangjian_desktop.papers.word import render_docx
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers.keeping import keep_final
from dangjian_desktop.ui.papers.making import MadePaper

FOLDER = "papers.folder"
KEPT = "，并已签发留存"


def suggested_folder() -> Path:
    """Where papers are saved unless the user says otherwise: 文档."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found or str(Path.home()))


class Format(StrEnum):
    """What a paper may be saved as."""

    PDF = "PDF"
    WORD = "Word"
    ARCHIVE = "PDF/A"
    """PDF/A-1b, for the archive."""

    @property
    def ending(self) -> str:
        """How the file's name ends."""
        return "docx" if self is Format.WORD else "pdf"


def save_paper(context: WindowContext, made: MadePaper, parent: QWidget, form: Format = Format.PDF) -> None:
    """Ask where to, write the file, and offer to show it in its folder."""
    dialog = QFileDialog(parent, f"存为 {form}")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{form} 文件 (*.{form.ending})")
    dialog.setDefaultSuffix(form.ending)
    dialog.setDirectory(str(_folder(context)))
    dialog.selectFile(f"{Path(made.file_name).stem}.{form.ending}")
    dialog.fileSelected.connect(lambda name: write_paper(context, made, Path(name), form))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def write_paper(context: WindowContext, made: MadePaper, target: Path, form: Format = Format.PDF) -> None:
    """Write the file as a whole; say where it is, or why it could not be written."""

    def write() -> None:
        put_in_place(content(made, form), target)

    def say(kept: int) -> None:
        _say(context, f"已存为 {target.name}{KEPT if kept else ''}", target.parent)

    def done(_nothing: None) -> None:
        # A Word file is there to be written on: what went out is what was printed or saved as PDF.
        keep_final(context, () if form is Format.WORD else (made,), say)

    context.work(write, done, context, key=("write", str(target)), refused=context.refused)


def save_all(context: WindowContext, papers: Sequence[MadePaper], parent: QWidget, then: Callable[[], object]) -> None:
    """Ask for a folder, call ``then`` when it was chosen, and write every paper into it as PDF."""
    dialog = QFileDialog(parent, "全部存为 PDF：选一个文件夹")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(str(_folder(context)))

    def chosen(name: str) -> None:
        write_all(context, papers, Path(name))
        then()

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def write_all(context: WindowContext, papers: Sequence[MadePaper], folder: Path) -> None:
    """Write every paper as PDF into a folder; a paper whose name was taken by another of them gets a number."""
    names = numbered([paper.file_name for paper in papers])

    def write() -> None:
        for paper, name in zip(papers, names, strict=True):
            put_in_place(paper.data, folder / name)

    def say(kept: int) -> None:
        _say(context, f"已存 {len(names)} 份 PDF 到“{folder.name}”{KEPT if kept else ''}", folder)

    context.work(write, lambda _nothing: keep_final(context, papers, say), context, refused=context.refused)


def numbered(names: Sequence[str]) -> list[str]:
    """The same names, the second of two equal ones with （2）."""
    found: list[str] = []
    for name in names:
        stem, ending = Path(name).stem, Path(name).suffix
        fresh, number = name, 1
        while fresh in found:
            number += 1
            fresh = f"{stem}（{number}）{ending}"
        found.append(fresh)
    return found


def content(made: MadePaper, form: Format) -> bytes:
    """The bytes of the file. Raises :class:`Refused` for another form of a kept copy than its PDF."""
    if form is Format.PDF:
        return made.data
    if made.document is None:
        raise Refused(f"签发件只有 PDF，不能存为 {form}。", hint="请回到现在的材料再存。")
    if form is Format.WORD:
        return render_docx(made.document, settings=made.settings)
    return render_pdf(made.document, settings=made.settings, archive=True).data


def _folder(context: WindowContext) -> Path:
    return Path(str(context.settings.get(FOLDER, "") or suggested_folder()))


def _say(context: WindowContext, words: str, folder: Path) -> None:
    context.settings.set(FOLDER, str(folder))
    context.toast(words, action="打开所在文件夹", on=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
