"""The blocks of a document as the body of a Word file, divided into sections where the sheet is turned."""

from __future__ import annotations

from dataclasses import replace

from dangjian_desktop.papers import model
from dangjian_desktop.papers.charts.model import describe
from dangjian_desktop.papers.fonts import Role, bundled_faces
from dangjian_desktop.papers.geometry import CELL, ERHAO, LANDSCAPE, PORTRAIT, WUHAO, Frame
from dangjian_desktop.papers.layout import with_room_for_text
from dangjian_desktop.papers.layout_figure import ABOVE_CAPTION, CAPTION_LINE, WHITE, caption
from dangjian_desktop.papers.layout_pictures import BETWEEN, picture_sizes
from dangjian_desktop.papers.model import Align, Orientation, Run
from dangjian_desktop.papers.numbering import Numbering
from dangjian_desktop.papers.settings import PaperSettings
from dangjian_desktop.papers.text import clean, paragraphs_of
from dangjian_desktop.papers.titles import title_lines
from dangjian_desktop.papers.word import official, tables
from dangjian_desktop.papers.word.cover import cover
from dangjian_desktop.papers.word.markup import paragraph, run, runs, twips, white
from dangjian_desktop.papers.word.media import Media
from dangjian_desktop.papers.word.sections import Feet, Paging, paragraph_with_section, section
from dangjian_desktop.papers.word.styles import CAPTION, HEADING_STYLES, TABLE_STYLE, TABLE_TITLE

_BELOW_TITLE = 15.0
_TITLE_LINE = 36.0
_SIGNATURE_LINE = 1.5
_LONGEST_NAME = 4


def body(document: model.Document, media: Media, paging: Paging | None = None) -> tuple[str, str]:
    """Everything of a document, and the description of its last section. ``paging`` is that of its first one.

    Raises ``Refused`` for a picture that can't be read.
    """
    paging = paging or Paging(Feet.NUMBERED if document.page_numbers else Feet.NONE)
    if document.kind is model.Kind.COVER:
        return cover(document), section(PORTRAIT, replace(paging, feet=Feet.NONE), media)
    frame = _frame(document.orientation)
    document = with_room_for_text(document, bundled_faces())
    letter = document.head is not None and document.form is model.Form.LETTER
    if letter and document.head:
        paging = replace(paging, letter=official.letter_margins(document.head, media))
    made = official.head(document, document.head) if document.head else ""
    if document.title:
        made += _title(document, frame)
    if document.recipients:
        made += paragraph(run("、".join(document.recipients) + "："), first=0)
    made += _blocks(document.blocks, frame, media, _spare(document, frame))
    for annex in document.annexes:
        turned = _frame(annex.orientation)
        changes = turned is not frame
        if changes:
            made += paragraph_with_section(section(frame, paging, media))
            paging = paging.going_on
        frame = turned
        label = run(annex.reference) if annex.reference else ""
        label += run(f"附件{annex.number or ''}", Role.HEI)
        made += paragraph(label, first=0, keep=True, page_break=not changes)
        made += white(keep=True) + _title_lines(annex.title, (), frame) + white(keep=True)
        made += _blocks(annex.blocks, frame, media)
    if document.imprint:
        if frame.landscape:
            made += paragraph_with_section(section(frame, paging, media))
            frame, paging = PORTRAIT, paging.going_on
        made += official.imprint(document.imprint, letter=letter)
    return made, section(frame, paging, media)


def _frame(orientation: Orientation) -> Frame:
    return LANDSCAPE if orientation is Orientation.LANDSCAPE else PORTRAIT


def _title(document: model.Document, frame: Frame) -> str:
    made = _title_lines(document.title, document.title_phrases, frame)
    if document.subtitle:
        made += paragraph(run(document.subtitle), "Subtitle")
    first = document.blocks[0] if document.blocks and not document.recipients else None
    on_grid = isinstance(first, model.FormTable | model.Table)
    return made + (white(_BELOW_TITLE, keep=True) if on_grid else white(keep=True))


def _title_lines(title: str, phrases: tuple[str, ...], frame: Frame) -> str:
    """One paragraph: lines of the right shape are divided by line breaks (7.3.1)."""
    lines = title_lines(clean(title), frame.width / ERHAO - 1, phrases)
    return paragraph("<w:r><w:br/></w:r>".join(run(line) for line in lines), "Title")


def _spare(document: model.Document, frame: Frame) -> float:
    """What a blank form's filling rows may take so that title, form and signatures just fill one page."""
    room = frame.height - _BELOW_TITLE - 36
    filling = 0
    for block in document.blocks:
        if isinstance(block, model.FormTable):
            room -= sum(tables.row_height(row) + 1 for row in block.rows)
            filling += sum(any(each.fill for each in row.fields) for row in block.rows)
        elif isinstance(block, model.Signatures):
            room -= frame.pitch * (1 + _SIGNATURE_LINE * -(-len(block.lines) // 2))
        else:
            return 0.0
    titles = len(title_lines(clean(document.title), frame.width / ERHAO - 1)) if document.title else 0
    return max(0.0, (room - titles * _TITLE_LINE) / filling) if filling else 0.0


def _blocks(blocks: tuple[model.Block, ...], frame: Frame, media: Media, spare: float = 0.0) -> str:
    numbering = Numbering()
    made = []
    for done, block in enumerate(blocks):
        after_text = done and isinstance(blocks[done - 1], model.Paragraph | model.Attachments)
        if isinstance(block, model.NameList) and after_text:
            made.append(white())
        made.append(_block(block, frame, media, numbering, spare))
    return "".join(made)


def _block(block: model.Block, frame: Frame, media: Media, numbering: Numbering, spare: float) -> str:
    match block:
        case model.Heading():
            return _heading(block, numbering, media.settings)
        case model.Paragraph():
            first = None if block.indent else 0.0
            align = None if block.align is Align.JUSTIFY else block.align
            return "".join(paragraph(runs(part), first=first, align=align) for part in paragraphs_of(block.text))
        case model.NameList():
            return _names(block, frame)
        case model.Table():
            return _table(block, frame)
        case model.FormTable():
            return tables.form(frame, block, spare) + white(12)
        case model.Pictures():
            return _pictures(block, frame, media)
        case model.Figure():
            return _figure(block, frame, media, numbering.next_figure() if block.numbered else 0)
        case model.Signatures():
            return _signatures(block, frame)
        case model.BlankLines():
            line = paragraph(run("\t", underlined=True), first=0, align=Align.LEFT, tabs=[(frame.width, "right")])
            return line * block.count
        case model.Attachments():
            return official.attachments(block)
        case model.Closing():
            return official.closing(block, frame, media.settings)
        case model.Remark():
            return paragraph(run(f"（{clean(block.text)}）"))
        case model.PageBreak():
            return white(1, page_break=True)


def _heading(block: model.Heading, numbering: Numbering, settings: PaperSettings) -> str:
    text = (numbering.next(block.level) if block.numbered else "") + clean(block.text)
    if not block.run_in:
        return paragraph(run(text), HEADING_STYLES[block.level])
    return paragraph(runs((Run(text, settings.heading_styles[block.level - 1]), *model.runs_of(block.run_in))))


def _names(block: model.NameList, frame: Frame) -> str:
    """A label in 黑体 and names under each other (10.3); a row that just fills the block may reach past it unturned."""
    label = f"{clean(block.label).rstrip('：:')}："
    inset = 2 + len(label)
    named = run(label, Role.HEI)
    short = all(person.shown == person.name and len(person.name) <= _LONGEST_NAME for person in block.people)
    if not (block.in_columns and block.people and short):
        text = "、".join(person.shown for person in block.people) or block.empty
        return paragraph(named + run(text), left=inset * CELL, first=-len(label) * CELL)
    names = [model.name_text(clean(person.name)) for person in block.people]
    step = max(3, *(len(name) for name in names)) + 1
    columns = max(1, (frame.cells - inset + 1) // step)
    made = []
    for start in range(0, len(names), columns):
        tabs = [((inset + number * step) * CELL, "left") for number in range(1, columns)]
        row = "\t".join(names[start : start + columns])
        first, content = (2 * CELL, named + run(row)) if start == 0 else (inset * CELL, run(row))
        made.append(paragraph(content, first=first, right=-CELL, align=Align.LEFT, tabs=tabs))
    return "".join(made)


def _table(block: model.Table, frame: Frame) -> str:
    caption = paragraph(run(block.caption), TABLE_TITLE, keep=True, after=3) if block.caption else ""
    note = paragraph(run(block.note, None, WUHAO), TABLE_STYLE, line=WUHAO * 1.6, before=4) if block.note else ""
    return f"{caption}{tables.table(frame, block)}{note}{white(8)}"


def _pictures(block: model.Pictures, frame: Frame, media: Media) -> str:
    made = []
    for start in range(0, len(block.pictures), block.per_row):
        row = block.pictures[start : start + block.per_row]
        slots = picture_sizes(frame, row, block.per_row)
        boxes = []
        for picture, slot in zip(row, slots, strict=True):
            drawing = paragraph(
                media.drawing(picture, slot.width, slot.height), TABLE_STYLE, align=Align.CENTRE, keep=True
            )
            drawing = drawing.replace("<w:keepNext/>", '<w:keepNext/><w:spacing w:line="240" w:lineRule="auto"/>')
            caption = paragraph(run(picture.caption), CAPTION) if picture.caption else ""
            boxes.append(tables.Box(drawing + caption, 1, twips(slot.column + BETWEEN), middle=False))
        widths = [box.width for box in boxes]
        made.append(tables.grid(widths, [tables.row_markup(boxes)], ruled=False) + white(8))
    return white(8) + "".join(made)


def _figure(block: model.Figure, frame: Frame, media: Media, number: int) -> str:
    """A chart or picture with its 图题 below; a chart's numbers are its description."""
    text = caption(block, number)
    foot = ABOVE_CAPTION + CAPTION_LINE if text else 0.0
    if isinstance(block.content, model.Picture):
        (slot,) = picture_sizes(frame, (block.content,), 1)
        drawing = media.drawing(block.content, slot.width, slot.height)
    else:
        from dangjian_desktop.papers.charts.picture import picture  # the graphics library is loaded where it is used

        drawn = picture(block.content, frame.width, frame.height - foot)
        drawing = media.place(drawn.data, drawn.width, drawn.height, describe(block.content))
    made = paragraph(drawing, TABLE_STYLE, align=Align.CENTRE, keep=bool(text), before=WHITE)
    made = made.replace("/><w:jc", ' w:line="240" w:lineRule="auto"/><w:jc')
    below = paragraph(run(text), CAPTION, before=ABOVE_CAPTION, after=WHITE, line=CAPTION_LINE) if text else ""
    return made + (below or white(WHITE))


def _signatures(block: model.Signatures, frame: Frame) -> str:
    """Lines to sign on, two side by side."""
    half = frame.width / 2
    made = [white(keep=True)]
    for start in range(0, len(block.lines), 2):
        pair = block.lines[start : start + 2]
        tabs = [(half - CELL, "left"), (half, "left"), (frame.width, "right")]
        signed = [run(f"{line.label}：") + run(f"{line.name}\t", underlined=True) for line in pair]
        text = run("\t").join(signed)
        last = start + 2 >= len(block.lines)
        line = frame.pitch * _SIGNATURE_LINE
        made.append(paragraph(text, first=0, align=Align.LEFT, tabs=tabs, line=line, keep=not last))
    return "".join(made)
