"""A sheet as it lies: rows of cells pasted from WPS or Excel, or read from a workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from dangjian_desktop.base.errors import Refused

Cells = list[list[object]]


def read_pasted(text: str) -> Cells:
    """Cells between tabs, quoted where they hold a line feed. Raises :class:`Refused` if it is no table."""
    if not text.strip():
        raise Refused("剪贴板里没有内容。", hint="请先在WPS或Excel里选中表格（连同表头）并复制。")
    if "\t" not in text:
        raise Refused("粘贴的内容不是表格。", hint="请在WPS或Excel里选中表格（连同表头）再复制。")
    return [list(row) for row in csv.reader(io.StringIO(text.replace("\r\n", "\n")), delimiter="\t")]


def read_workbook(path: Path) -> Cells:
    """The cells of the sheet that is shown first; a merged cell counts for its first row.

    Raises :class:`Refused` if the file is missing, of the old format, or no workbook.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if not path.exists():
        raise Refused(f"找不到文件“{path.name}”。", hint="它可能被移走或改名了，请重新选择。")
    if path.suffix.lower() == ".xls":
        raise Refused(f"“{path.name}”是旧格式。", hint="请在WPS或Excel里另存为 .xlsx，或直接复制粘贴。")
    try:
        book = load_workbook(path, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise Refused(
            f"“{path.name}”打不开，可能不是Excel文件或已损坏。", hint="请用WPS打开看看，另存后再试。"
        ) from error
    except OSError as error:
        raise Refused(f"读不了“{path.name}”：{error.strerror or error}。") from error
    sheet = book.worksheets[0] if book.active is None else book.active
    return [list(row) for row in sheet.iter_rows(values_only=True)]
