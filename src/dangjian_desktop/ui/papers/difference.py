"""看差别: the issued paper beside the paper as it is now, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.issuing.reading import IssuedVersion
from dangjian_desktop.issuing.rules import Pair, Part, Piece
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.theme import theme

_STYLE = {
    Part.OLD: f"background-color:{tokens.Tone.OVER.fill}; color:{tokens.Tone.OVER.text}; text-decoration:line-through",
    Part.NEW: f"background-color:{tokens.Tone.OK.fill}; color:{tokens.Tone.OK.text}; text-decoration:underline",
}


def moment(at: datetime, now: datetime) -> str:
    """10-12 14:30, with the year where it is another."""
    return f"{short_day(at.date(), now.date())} {at:%H:%M}"


class DifferenceDialog(Dialog):
    """What differs, in two columns; equal lines are left out but for the nearest."""

    def __init__(
        self, title: str, version: IssuedVersion, pairs: Sequence[Pair], now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"与已签发件的差别：{title}", "关闭", parent, cancel="", primary=False)
        changed = [pair for pair in pairs if pair.changed]
        self.summary = Label(_summary(changed), Role.BOLD, wrap=True)
        self.body.addWidget(self.summary)
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("差别")
        by = f"，{version.by}" if version.by else ""
        self.text.setHtml(_table(pairs, f"{moment(version.at, now)} 签发的{by}", "现在的", theme().px(6, 8)))
        self.body.addWidget(self.text, 1)
        room = parent.window().size() if parent else None
        width, height = theme().px(900), theme().px(520)
        if room is not None:
            width, height = min(width, room.width() - 40), min(height, room.height() - 40)
        self.resize(width, height)
        self.accept_button.setFocus()


def _summary(changed: Sequence[Pair]) -> str:
    both = sum(pair.before is not None and pair.after is not None for pair in changed)
    gone = sum(pair.after is None for pair in changed)
    new = sum(pair.before is None for pair in changed)
    parts = [f"改了 {both} 处" if both else "", f"多了 {new} 行" if new else "", f"少了 {gone} 行" if gone else ""]
    return f"签发以后{'，'.join(part for part in parts if part)}。删去的划横线，新写的划底线。"


def _table(pairs: Sequence[Pair], left: str, right: str, pad: int) -> str:
    cell = f"padding:{pad}px; border-bottom:1px solid {tokens.LINE}"
    title = f"{cell}; color:{tokens.INK2}; font-weight:bold"
    head = (
        f'<tr><td width="50%" style="{title}">{escape(left)}</td>'
        f'<td width="50%" style="{title}">{escape(right)}</td></tr>'
    )
    rows = []
    for pair in pairs:
        if pair.skipped:
            words = f"⋯　相同的 {pair.skipped} 行"
            rows.append(f'<tr><td colspan="2" style="{cell}; color:{tokens.PLACEHOLDER}">{words}</td></tr>')
        shade = "" if pair.changed else f"; color:{tokens.INK2}"
        rows.append(
            f'<tr><td style="{cell}{shade}">{_line(pair.before)}</td>'
            f'<td style="{cell}{shade}">{_line(pair.after)}</td></tr>'
        )
    return f'<table width="100%" cellspacing="0">{head}{"".join(rows)}</table>'


def _line(pieces: Sequence[Piece] | None) -> str:
    if pieces is None:
        return f'<span style="color:{tokens.PLACEHOLDER}">（没有这一行）</span>'
    return "".join(
        f'<span style="{_STYLE[piece.part]}">{escape(piece.text)}</span>'
        if piece.part in _STYLE
        else escape(piece.text)
        for piece in pieces
    )
