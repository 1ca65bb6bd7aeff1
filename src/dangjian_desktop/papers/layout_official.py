"""What only official papers have: 版头 above the red rule and 版记 at the foot of the last page."""

from __future__ import annotations

from collections.abc import Callable

from dangjian_desktop.papers import model
from dangjian_desktop.papers.flow import Chunk
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import BODY, MM, SIHAO
from dangjian_desktop.papers.issuing_mark import MARK_LEADING, IssuingMark, issuing_mark
from dangjian_desktop.papers.marks import RED, Bookmark, Mark, Page, RuleMark
from dangjian_desktop.papers.model import Align, Run, Style
from dangjian_desktop.papers.sheet import Sheet
from dangjian_desktop.papers.text import TextStyle, clean, natural_width, set_paragraph

MARK_TOP = 35 * MM
"""Upper edge of the 发文机关标志 below the block's upper edge (7.2.4, 10.3)."""
RULE_BELOW = 4 * MM
"""The red rule below the 发文字号 (7.2.7)."""
_RED_RULE = 1.2
_OPEN_SHARE = 0.94
"""What a mark that is spaced out takes of the block's width at most."""
_THICK = 0.35 * MM
_THIN = 0.25 * MM
"""Rules of the 版记 (7.4.1)."""
_IMPRINT_LINE = 22.0
_IMPRINT_TOP = 4.0
_SIGNERS_A_LINE = 2

Draw = Callable[[float], list[Mark]]
"""Marks of a line whose em square begins at y."""


def head(sheet: Sheet, document: model.Document, block: model.Head) -> Chunk:
    """Everything from the block's upper edge to the red rule as one piece, for files and minutes."""
    lines: list[tuple[float, Draw]] = []
    for number, (text, role) in enumerate(corner(block)):
        lines.append((number * sheet.frame.pitch, line(sheet, text, sheet.body.in_role(role))))
    y = MARK_TOP
    y = mark(sheet, block, y, lines) + 2 * sheet.frame.pitch
    if document.form is model.Form.MINUTES:
        y = _minutes_lines(sheet, document, block, lines, y)
    else:
        y = _number_lines(sheet, block, lines, y)
    height = y + BODY + RULE_BELOW

    def paint(page: Page, top: float) -> None:
        for place, draw in lines:
            page.marks.extend(draw(top + place))
        name_page(page, document, top)
        left, right = sheet.frame.left, sheet.frame.left + sheet.frame.width
        page.marks.append(RuleMark(left, top + height, right, top + height, _RED_RULE, RED))

    return Chunk(height, paint, keep=True)


def name_page(page: Page, document: model.Document, y: float) -> None:
    """A bookmark for a paper that has no title: its mark."""
    if not document.title:
        page.bookmarks.append(Bookmark(clean(document.name), 0, y))


def mark(sheet: Sheet, block: model.Head, y: float, lines: list[tuple[float, Draw]]) -> float:
    """Add the lines of a 发文机关标志 whose upper edge is ``y``; returns its lower edge."""
    made = issuing_mark(block, sheet.frame.width)
    pitch = made.size * MARK_LEADING
    if block.bodies:
        _joint_mark(sheet, made, y, lines)
    else:
        style = TextStyle(Role.TITLE, made.size, _opened(sheet, made), RED)
        for number, text in enumerate(made.lines):
            lines.append((y + number * pitch, line(sheet, text, style, align=Align.CENTRE)))
    return y + made.height


def _opened(sheet: Sheet, made: IssuingMark) -> float:
    """The pitch of the characters: a short mark is spaced out a little."""
    room = (sheet.frame.width * _OPEN_SHARE - made.longest * made.size) / max(1, made.longest - 1)
    return made.size + max(0.0, min(room, 0.2 * made.size))


def _joint_mark(sheet: Sheet, made: IssuingMark, y: float, lines: list[tuple[float, Draw]]) -> None:
    """The bodies below each other, as wide as the longest; 文件 to their right, in the middle of their height."""
    style = TextStyle(Role.TITLE, made.size, made.size, RED)
    left = (sheet.frame.width - made.width) / 2
    right = left + made.longest * made.size + made.between
    for number, text in enumerate(made.lines):
        spread = line(sheet, text, style, left=left, width=made.longest * made.size, align=Align.SPREAD)
        lines.append((y + number * made.size * MARK_LEADING, spread))
    if made.suffix:
        lines.append((y + (made.height - made.size) / 2, line(sheet, made.suffix, style, left=right)))


def corner(block: model.Head) -> list[tuple[str, Role]]:
    """份号, 密级 and 紧急程度 from above, those that there are (7.2.1–7.2.3)."""
    rows = ((block.copy_number, Role.FANGSONG), (block.secrecy, Role.HEI), (block.urgency, Role.HEI))
    return [(clean(text), role) for text, role in rows if text]


def line(
    sheet: Sheet,
    text: model.Inline,
    style: TextStyle,
    *,
    left: float = 0.0,
    width: float | None = None,
    align: Align = Align.LEFT,
) -> Draw:
    """One line of text that begins ``left`` points inside the block and has ``width`` (by default all that is left)."""
    paragraph = set_paragraph(sheet.faces, text, style, width or sheet.frame.width - left, align=align)
    return lambda y: list(paragraph.draw(0, sheet.frame.left + left, y))


def _number_lines(sheet: Sheet, block: model.Head, lines: list[tuple[float, Draw]], y: float) -> float:
    """发文字号 centred; in an upward paper left, on the line of the last 签发人 (7.2.5, 7.2.6)."""
    cell = sheet.frame.cell
    if not block.signers:
        if block.number:
            lines.append((y, line(sheet, block.number, sheet.body, align=Align.CENTRE)))
        return y
    label = "签发人："
    rows = [
        "　".join(model.name_text(clean(name)) for name in block.signers[start : start + _SIGNERS_A_LINE])
        for start in range(0, len(block.signers), _SIGNERS_A_LINE)
    ]
    widest = max(natural_width(sheet.faces, row, sheet.body) for row in rows)
    names_left = sheet.frame.width - cell - widest
    label_left = names_left - natural_width(sheet.faces, label, sheet.body)
    for number, row in enumerate(rows):
        if number:
            y += sheet.frame.pitch
        else:
            lines.append((y, line(sheet, label, sheet.body, left=label_left)))
        lines.append((y, line(sheet, (Run(row, Style.KAI),), sheet.body, left=names_left)))
    if block.number:
        lines.append((y, line(sheet, block.number, sheet.body, left=cell)))
    return y


def _minutes_lines(
    sheet: Sheet, document: model.Document, block: model.Head, lines: list[tuple[float, Draw]], y: float
) -> float:
    """Minutes: （第×号） centred, the body on the left, the date on the right (practice; 10.3 leaves it free)."""
    cell = sheet.frame.cell
    if block.number:
        lines.append((y, line(sheet, f"（{block.number}）", sheet.body, align=Align.CENTRE)))
        y += 2 * sheet.frame.pitch
    lines.append((y, line(sheet, document.organisation, sheet.body, left=cell)))
    if document.day:
        day = model.chinese_date(document.day)
        left = sheet.frame.width - cell - natural_width(sheet.faces, day, sheet.body)
        lines.append((y, line(sheet, day, sheet.body, left=left)))
    return y


def imprint(sheet: Sheet, block: model.Imprint, *, letter: bool = False) -> tuple[float, Callable[[Page], None]]:
    """The 版记: its height in points, and what draws it at the foot of a page's block (7.4).

    In a letter it has no rules and does not say who printed it and when (10.1).
    """
    style = sheet.small(SIHAO)
    width = sheet.frame.width
    rows: list[Draw] = []
    for label, names in (("主送", block.recipients), ("抄送", block.copies_to)):
        if names:
            rows += _listed(sheet, f"{label}：", "，".join(names) + "。", style)
    if letter:
        return _letter_imprint(sheet, rows)
    day = f"{model.chinese_date(block.day)}印发"
    day_left = width - style.size - natural_width(sheet.faces, day, style)
    issuer = line(sheet, clean(block.issuer), style, left=style.size)
    issued = line(sheet, day, style, left=day_left)
    listed = len(rows) * _IMPRINT_LINE + (2 * _IMPRINT_TOP if rows else 0.0)
    height = listed + _IMPRINT_LINE + 2 * _IMPRINT_TOP

    def paint(page: Page) -> None:
        left, bottom = sheet.frame.left, sheet.frame.top + sheet.frame.height
        top = bottom - height
        inset = (_IMPRINT_LINE - style.size) / 2 + _IMPRINT_TOP
        for number, draw in enumerate(rows):
            page.marks.extend(draw(top + inset + number * _IMPRINT_LINE))
        below = top + listed
        page.marks.extend([*issuer(below + inset), *issued(below + inset)])
        rules = [(top, _THICK), (bottom, _THICK)] + ([(below, _THIN)] if rows else [])
        for y, thickness in rules:
            page.marks.append(RuleMark(left, y, left + width, y, thickness))

    return height, paint


def _letter_imprint(sheet: Sheet, rows: list[Draw]) -> tuple[float, Callable[[Page], None]]:
    below = (_IMPRINT_LINE - SIHAO) if rows else 0.0
    height = len(rows) * _IMPRINT_LINE - below

    def paint(page: Page) -> None:
        top = sheet.frame.top + sheet.frame.height - height
        for number, draw in enumerate(rows):
            page.marks.extend(draw(top + number * _IMPRINT_LINE))

    return height, paint


def _listed(sheet: Sheet, label: str, text: str, style: TextStyle) -> list[Draw]:
    """A label and names, one 字 in at both sides, turned lines aligned with the first name (7.4.2)."""
    inset = style.size
    hang = natural_width(sheet.faces, label, style)
    paragraph = set_paragraph(
        sheet.faces, label + clean(text), style, sheet.frame.width - 2 * inset, hang=hang, align=Align.JUSTIFY
    )

    def draw(number: int) -> Draw:
        return lambda y: list(paragraph.draw(number, sheet.frame.left + inset, y))

    return [draw(number) for number in range(len(paragraph.lines))]


def annex_label(sheet: Sheet, block: model.Annex) -> list[Chunk]:
    """“附件1” in 黑体 flush left on the first line and an empty second one (7.3.7)."""
    label = Run(f"附件{block.number or ''}", Style.BOLD)
    draw = line(sheet, (Run(clean(block.reference)), label), sheet.body)

    def paint(page: Page, y: float) -> None:
        page.marks.extend(draw(y))

    return [Chunk(2 * sheet.frame.pitch, paint, keep=True)]
