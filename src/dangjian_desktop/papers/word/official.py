"""版头 and 版记 in Word, and what stands at the end of a text: attachments, signature."""

from __future__ import annotations

import math

from dangjian_desktop.papers import model
from dangjian_desktop.papers.fonts import Role
from dangjian_desktop.papers.geometry import BLOCK_WIDTH, BODY, CELL, MM, PITCH, SIHAO
from dangjian_desktop.papers.model import Align
from dangjian_desktop.papers.text import clean
from dangjian_desktop.papers.word.markup import RED, bottom_rule, paragraph, run, white, wide
from dangjian_desktop.papers.word.styles import TABLE_STYLE
from dangjian_desktop.papers.word.tables import Box, row_markup

_MARK_FROM_TEXT = (37 + 35 - 34.58) * MM
"""Upper edge of the mark below the margin (7.2.4: 35 mm below the block, whose edge the first em square touches)."""
_MARK_LINE = 1.25
_MARK_SHARE = 0.94
_MARK_LARGEST, _MARK_SMALLEST = 50.0, 30.0
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
    """From the first line of the page to the red rule (7.2)."""
    corner = ((block.copy_number, Role.FANGSONG), (block.secrecy, Role.HEI), (block.urgency, Role.HEI))
    made = [paragraph(run(text, role), first=0) for text, role in corner if text]
    size, lines = _mark(clean(block.mark))
    before = _MARK_FROM_TEXT - len(made) * PITCH - (_MARK_LINE - 1) / 2 * size
    for number, text in enumerate(lines):
        made.append(
            paragraph(
                run(text, Role.TITLE, size, RED),
                first=0,
                align=Align.CENTRE,
                line=size * _MARK_LINE,
                before=before if number == 0 else 0,
            )
        )
    made += _minutes_lines(document, block, size) if document.kind is model.Kind.MINUTES else _number(block, size)
    return "".join([*made, white(), *([white()] if document.title else [])])


def _mark(mark: str) -> tuple[float, list[str]]:
    size = min(_MARK_LARGEST, BLOCK_WIDTH * _MARK_SHARE / len(mark))
    if size >= _MARK_SMALLEST:
        return int(size * 2) / 2, [mark]
    half = math.ceil(len(mark) / 2)
    return int(min(_MARK_LARGEST, BLOCK_WIDTH * _MARK_SHARE / half) * 2) / 2, [mark[:half], mark[half:]]


def _after_mark(size: float) -> float:
    """White that leaves two lines between the mark and the next characters."""
    return 2 * PITCH - _HALF_LEADING - (_MARK_LINE - 1) / 2 * size


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


def imprint(block: model.Imprint) -> str:
    """版记: a table without sides that floats to the foot of the page of the last paragraph (7.4).

    A table, not framed paragraphs: LibreOffice drops the rules of those.
    """
    width = round(BLOCK_WIDTH * 20)
    listed = "".join(
        _imprint_line(f"{label}：{'，'.join(names)}。", hang=3 * SIHAO)
        for label, names in (("主送", block.recipients), ("抄送", block.copies_to))
        if names
    )
    issued = _imprint_line(f"{clean(block.issuer)}\t{model.chinese_date(block.day)}印发", last=True)
    rows = [row_markup([Box(content, 1, width)]) for content in (listed, issued) if content]
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
    )
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" '
        f'w:tblpYSpec="bottom"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
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


def closing(block: model.Closing) -> str:
    """落款: centred on the date with a seal (7.3.5.1), two characters apart without one (7.3.5.2)."""
    day = model.chinese_date(block.day)
    day_wide = wide(day)
    widths = [wide(name) for name in block.organisations]
    widest = max(widths, default=0.0)
    if block.sealed:
        day_left = BLOCK_WIDTH - 4 * CELL - day_wide
        if widest / 2 - day_wide / 2 > 4 * CELL:
            day_left = max(0.0, BLOCK_WIDTH - 2 * CELL - widest) + (widest - day_wide) / 2
        lefts = [max(0.0, day_left + (day_wide - each) / 2) for each in widths]
    else:
        left = BLOCK_WIDTH - 2 * CELL - widest
        day_left = left + 2 * CELL
        if day_left + day_wide > BLOCK_WIDTH - 2 * CELL:
            day_left = BLOCK_WIDTH - 2 * CELL - day_wide
            left = day_left - 2 * CELL
        lefts = [max(0.0, left)] * len(widths)
    made = [white(keep=True)] * (2 if block.sealed else 1)
    for name, left in zip(block.organisations, lefts, strict=True):
        made.append(paragraph(run(name), left=left, first=0, align=Align.LEFT, keep=True))
    made.append(paragraph(run(day), left=day_left, first=0, align=Align.LEFT))
    return "".join(made)
