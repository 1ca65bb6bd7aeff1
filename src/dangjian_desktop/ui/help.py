"""使用帮助: the keys on one card, and the short manual that ships with the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from dangjian_desktop.base.resources import root
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme

KEYS = (
    ("Alt+1 … 8", "换页签"),
    ("Ctrl+N", "新建"),
    ("Ctrl+S", "保存（不按也会自己保存）"),
    ("Ctrl+F", "查找；输字、地点或姓名首字母"),
    ("Ctrl+P", "打印"),
    ("Ctrl+Z", "撤销：在文字里撤销打字，在别处撤销上一步"),
    ("Ctrl+Y", "重做"),
    ("Enter", "打开；在签到处打开姓名的菜单"),
    ("Esc", "退回一步"),
    ("Alt+↓", "在日期处打开日历"),
    ("1 … 7", "签到菜单里直接选"),
    ("F1", "这一页"),
)


def manual_files() -> list[Path]:
    """The chapters of the manual, in order; the one on keys stands on its own card."""
    return [path for path in sorted((root() / "manual").glob("*.md")) if "按键" not in path.stem]


def dress(document: QTextDocument) -> None:
    """Headings of the window's sizes and air between paragraphs, in place of what Markdown gets by itself."""
    px = theme().px
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        spacing = QTextBlockFormat()
        spacing.setTopMargin(px(12) if level == 1 else px(4))
        spacing.setBottomMargin(px(4))
        spacing.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spacing)
        if level:
            heading = QTextCharFormat()
            heading.setFont(theme().font(17 if level == 1 else 15, 19 if level == 1 else 17, bold=True))
            heading.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 0)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(heading)
        block = block.next()


class HelpPage(Page):
    """Keys at the left, the manual at the right."""

    def __init__(self, _context: WindowContext) -> None:
        super().__init__()
        px = theme().px
        keys = Card("按键")
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(7))
        for number, (key, what) in enumerate(KEYS):
            grid.addWidget(Label(key, Role.BOLD), number, 0)
            grid.addWidget(Label(what, wrap=True), number, 1)
        grid.setColumnStretch(1, 1)
        keys.add(grid)
        keys.body.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(px(8, 16))
        across.addWidget(keys, 2)
        files = manual_files()
        if files:
            across.addWidget(self._manual(files), 3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16, 24), px(8, 0), px(16, 24), px(8, 16))
        outer.addLayout(across)

    def _manual(self, files: list[Path]) -> QWidget:
        card = Card("怎样用")
        text = "\n\n".join(path.read_text(encoding="utf-8") for path in files)
        self.manual = QTextBrowser()
        self.manual.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.manual.setOpenLinks(False)
        self.manual.setMarkdown(text)
        dress(self.manual.document())
        theme().changed.connect(self._dress)
        card.add(self.manual, 1)
        return card

    def _dress(self) -> None:
        dress(self.manual.document())
