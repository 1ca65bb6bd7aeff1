"""版头 and 版记 in Word, and what stands at the end of a text: attachments, signature."""

from __future__ import annotations

from itertools import groupby

from dangjian_desktop.papers import model
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import (
    BLOCK_WIDTH,
    BODY,
    CELL,
    LEFT,
    LETTER_GAP,
    LETTER_RULES,
    LETTER_THICK,
    MM,
    PITCH,
    SHEET_WIDTH,
    SIHAO,
    Frame,
)
from dangjian_desktop.papers.issuing_mark import MARK_LEADING, IssuingMark, issuing_mark
from dangjian_desktop.papers.model import Align
from dangjian_desktop.papers.settings import PaperSettings
from dangjian_desktop.papers.signing import signing
from dangjian_desktop.papers.text import clean
from dangjian_desktop.papers.word.markup import RED, bottom_rule, em, paragraph, run, twips, white, wide
from dangjian_desktop.papers.word.media import Media
from dangjian_desktop.papers.word.sections import LetterMargins
from dangjian_desktop.papers.word.styles import DECLARATION, TABLE_STYLE, W
from dangjian_desktop.papers.word.tables import Box, grid, row_markup

_MARK_FROM_TEXT = (37 + 35 - 34.58) * MM
"""Upper edge of the mark below the margin (7.2.4: 35 mm below the block, whose edge the first em square touches)."""
_ORDER_MARK = (37 + 20 - 34.58) * MM
"""The same of an order (10.2)."""
_HALF_LEADING = (PITCH - BODY) / 2
_RULE_SPACE = round(4 * MM - _HALF_LEADING)
"""Points between the line of the number and the red rule, 4 mm below its characters (7.2.7)."""
_RED_RULE = 1.2
_SIGNERS_A_LINE = 2
_IMPRINT_LINE = 22.0
_THICK, _THIN = 8, 6
"""Rules of the 版记 in eighths of a point."""
_LABEL = 5
"""Characters before the first name of an attachment: two of indent and “附件：”."""


def head(document: model.Document, block: model.Head) -> str:
    """From the first line of the page to the white below the head, in the paper's form (7.2, 10)."""
    if document.form is model.Form.LETTER:
        return _letter_head(document, block)
    if document.form is model.Form.ORDER:
        return _order_head(block)
    corner = ((block.copy_number, Role.FANGSONG), (block.secrecy, Role.HEI), (block.urgency, Role.HEI))
    made = [paragraph(run(text, role), first=0) for text, role in corner if text]
    size, lines = _mark(block, _MARK_FROM_TEXT - len(made) * PITCH)
    made += lines
    made += _minutes_lines(document, block, size) if document.form is model.Form.MINUTES else _number(block, size)
    return "".join([*made, white(), *([white()] if document.title else [])])


def _mark(block: model.Head, top: float) -> tuple[float, list[str]]:
    """The size of the mark and its lines; ``top`` is the white above its characters."""
    mark = issuing_mark(block, BLOCK_WIDTH)
    before = max(0.0, top - (MARK_LEADING - 1) / 2 * mark.size)
    if block.bodies:
        return mark.size, _joint_mark(mark, before)
    return mark.size, [
        _mark_line(mark.size, text, before if number == 0 else 0) for number, text in enumerate(mark.lines)
    ]


def _mark_line(size: float, text: str, before: float = 0, align: Align = Align.CENTRE) -> str:
    content = run(text, Role.TITLE, size, RED)
    return paragraph(content, first=0, align=align, line=size * MARK_LEADING, before=before)


def _joint_mark(mark: IssuingMark, before: float) -> list[str]:
    """The bodies below each other, as wide as the longest; 文件 to their right, in the middle of their height."""
    size = mark.size
    names = "".join(_mark_line(size, name, align=Align.SPREAD) for name in mark.lines)
    boxes = [Box(names, 1, twips(mark.longest * size))]
    if mark.suffix:
        wide = twips(mark.between + len(mark.suffix) * size)
        boxes.append(Box(_mark_line(size, mark.suffix, align=Align.RIGHT), 1, wide))
    return [white(before), grid([box.width for box in boxes], [row_markup(boxes)], ruled=False)]


def _order_head(block: model.Head) -> str:
    """10.2: the mark, two blank lines, the number, two blank lines."""
    size, made = _mark(block, _ORDER_MARK)
    if block.number:
        made.append(paragraph(run(block.number), first=0, align=Align.CENTRE, before=_after_mark(size)))
    return "".join([*made, white(), white()])


def _letter_head(document: model.Document, block: model.Head) -> str:
    """10.1: what stands below the first double rule; mark and rules are the first page's header and footer."""
    corner = ((block.copy_number, Role.FANGSONG), (block.secrecy, Role.HEI), (block.urgency, Role.HEI))
    rows = [(text, role) for text, role in corner if text] or [("", Role.FANGSONG)]
    made = []
    for number, (text, role) in enumerate(rows):
        right = run(f"\t{block.number}") if number == 0 else ""
        tabs = [(BLOCK_WIDTH, "right")] if right else []
        before = LETTER_GAP - _HALF_LEADING if number == 0 else 0.0
        made.append(paragraph(run(text, role) + right, first=0, align=Align.LEFT, tabs=tabs, before=before))
    return "".join([*made, white(), *([white()] if document.title else [])])


def letter_margins(block: model.Head, media: Media) -> LetterMargins:
    """Header and footer of a letter's first page: the mark and the red double rules of 170 mm."""
    size, lines = _mark(block, 0.0)
    number = sum(name.startswith("letter-head") for name in media.margins) + 1
    header, footer = f"letter-head{number}", f"letter-foot{number}"
    spare = (MARK_LEADING - 1) / 2 * size
    left = (LETTER_RULES - SHEET_WIDTH) / 2 + LEFT
    right = (LETTER_RULES - SHEET_WIDTH) / 2 + SHEET_WIDTH - LEFT - BLOCK_WIDTH
    above = paragraph(
        "", first=0, left=-left, right=-right, line=4 * MM - spare, rule=_double_rule("bottom", "thickThinSmallGap")
    )
    below = paragraph("", first=0, left=-left, right=-right, line=1, rule=_double_rule("bottom", "thinThickSmallGap"))
    media.margins[header] = f"{DECLARATION}<w:hdr {W}>{''.join(lines)}{above}</w:hdr>"
    media.margins[footer] = f"{DECLARATION}<w:ftr {W}>{below}</w:ftr>"
    return LetterMargins(header, footer, 30 * MM - spare)


def _double_rule(side: str, kind: str) -> str:
    return f'<w:{side} w:val="{kind}" w:sz="{round(LETTER_THICK * 8)}" w:space="0" w:color="{RED}"/>'


def _after_mark(size: float) -> float:
    """White that leaves two lines between the mark and the next characters."""
    return 2 * PITCH - _HALF_LEADING - (MARK_LEADING - 1) / 2 * size


def _number(block: model.Head, size: float) -> list[str]:
    """发文字号 over the red rule; left of the last 签发人 in an upward paper (7.2.5–7.2.7)."""
    rule = bottom_rule(RED, _RED_RULE, _RULE_SPACE)
    before = _after_mark(size)
    if not block.signers:
        return [paragraph(run(block.number), first=0, align=Align.CENTRE, before=before, rule=rule)]
    rows = [
        "　".join(model.name_text(clean(name)) for name in block.signers[start : start + _SIGNERS_A_LINE])
        for start in range(0, len(block.signers), _SIGNERS_A_LINE)
    ]
    names_left = BLOCK_WIDTH - CELL - max(wide(row) for row in rows)
    label = "签发人："
    label_left = names_left - wide(label)
    made = []
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        left = (" " if not last else block.number) or " "
        named = run(f"{left}\t{label}") if number == 0 else run(f"{left}\t")
        tabs = [(label_left, "left")] if number == 0 else [(names_left, "left")]
        made.append(
            paragraph(
                named + run(row, Role.KAI),
                first=CELL,
                align=Align.LEFT,
                tabs=tabs,
                before=before if number == 0 else 0,
                rule=rule if last else "",
            )
        )
    return made


def _minutes_lines(document: model.Document, block: model.Head, size: float) -> list[str]:
    made = []
    before = _after_mark(size)
    if block.number:
        made.append(paragraph(run(f"（{block.number}）"), first=0, align=Align.CENTRE, before=before))
        before = PITCH
    day = model.chinese_date(document.day) if document.day else ""
    made.append(
        paragraph(
            run(f"{document.organisation}\t{day}"),
            first=CELL,
            align=Align.LEFT,
            tabs=[(BLOCK_WIDTH - CELL, "right")],
            before=before,
            rule=bottom_rule(RED, _RED_RULE, _RULE_SPACE),
        )
    )
    return made


def imprint(block: model.Imprint, *, letter: bool = False) -> str:
    """版记: a table without sides that floats to the foot of the page of the last paragraph (7.4).

    In a letter without rules and printer (10.1).
    A table, not framed paragraphs: LibreOffice drops the rules of those.
    """
    width = round(BLOCK_WIDTH * 20)
    listed = "".join(
        _imprint_line(f"{label}：{'，'.join(names)}。", hang=3 * SIHAO)
        for label, names in (("主送", block.recipients), ("抄送", block.copies_to))
        if names
    )
    issued = _imprint_line(f"{clean(block.issuer)}\t{model.chinese_date(block.day)}印发", last=True)
    issued = "" if letter else issued
    if letter and not listed:
        return ""
    rows = [row_markup([Box(content, 1, width)]) for content in (listed, issued) if content]
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
        if not letter
    )
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" '
        f'w:tblpYSpec="bottom"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{"".join(rows)}</w:tbl>' + white(1)
    )


def _imprint_line(text: str, *, hang: float = 0.0, last: bool = False) -> str:
    return paragraph(
        run(text, Role.FANGSONG, SIHAO),
        TABLE_STYLE,
        left=SIHAO + hang,
        right=SIHAO,
        first=-hang,
        line=_IMPRINT_LINE,
        before=3,
        after=3,
        tabs=[(BLOCK_WIDTH - SIHAO, "right")] if last else [],
    )


def attachments(block: model.Attachments) -> str:
    """附件说明: a blank line, names under the first one (7.3.4)."""
    made = [white()]
    for number, name in enumerate(block.names, start=1):
        counted = f"{number}." if len(block.names) > 1 else ""
        left = (_LABEL + 0.5 * len(counted)) * CELL
        hang = left - 2 * CELL if number == 1 else left - _LABEL * CELL
        text = f"附件：{counted}{name}" if number == 1 else f"{counted}{name}"
        made.append(paragraph(run(text), left=left, first=-hang))
    return "".join(made)


def closing(block: model.Closing, frame: Frame, settings: PaperSettings) -> str:
    """落款 (7.3.5): the lines of the PDF's, each with its white above; names side by side are parted by tabs."""
    placed = signing(block, frame, settings, lambda text: em(text) * frame.cell)
    rows = [list(group) for _, group in groupby(placed.spots(frame.pitch), key=lambda spot: spot.y)]
    made = [white(keep=True)] * placed.before
    end = 0.0
    for number, row in enumerate(rows):
        first, *others = row
        made.append(
            paragraph(
                run("\t".join(spot.text for spot in row)),
                left=first.x,
                first=0,
                align=Align.LEFT,
                tabs=[(spot.x, "left") for spot in others],
                before=max(0.0, first.y - end),
                keep=number < len(rows) - 1,
            )
        )
        end = first.y + frame.pitch
    return "".join(made)
