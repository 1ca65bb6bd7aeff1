"""A document as lines of plain text: what it says, without how it looks. Two papers are compared by them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from pathlib import Path

from dangjian_desktop.papers import model
from dangjian_desktop.papers.binder import Binder
from dangjian_desktop.papers.charts.model import describe
from dangjian_desktop.papers.model import chinese_date, plain_text

_GAP = "　"
_BETWEEN = "｜"


def plain_lines(document: model.Document | Binder) -> tuple[str, ...]:
    """Everything the paper says, in reading order; equal lines mean that the same is printed.

    Pictures stand as a line with their caption and the beginning of their checksum, so that another picture shows.
    Raises :class:`OSError` for a picture file that can't be read.
    """
    found = _bound(document) if isinstance(document, Binder) else _document(document)
    return tuple(line for text in found for line in _split(text))


def _bound(binder: Binder) -> Iterator[str]:
    yield from (binder.title, binder.subtitle, binder.organisation)
    for section in binder.sections:
        yield section.title
        for part in section.parts:
            yield from _document(part.document)


def _document(document: model.Document) -> Iterator[str]:
    yield from (
        *_head(document),
        document.title,
        document.subtitle,
        "、".join(document.recipients),
        *_blocks(document.blocks),
    )
    for annex in document.annexes:
        yield from (f"附件{annex.number or ''}", annex.title, *_blocks(annex.blocks))
    if document.imprint is not None:
        yield from _imprint(document.imprint)


def _split(text: str) -> Iterator[str]:
    for line in text.splitlines():
        shown = line.strip()
        if shown:
            yield shown


def _head(document: model.Document) -> Iterator[str]:
    head = document.head
    if head is None:
        return
    yield from (head.copy_number, head.secrecy, head.urgency, *head.bodies, head.mark, head.number)
    if head.signers:
        yield f"签发人：{'、'.join(head.signers)}"
    if document.kind is model.Kind.MINUTES:
        yield document.organisation
        yield chinese_date(document.day) if document.day else ""


def _imprint(imprint: model.Imprint) -> Iterator[str]:
    if imprint.recipients:
        yield f"主送：{'、'.join(imprint.recipients)}"
    if imprint.copies_to:
        yield f"抄送：{'、'.join(imprint.copies_to)}"
    yield f"{imprint.issuer}{_GAP}{chinese_date(imprint.day)}印发"


def _blocks(blocks: Iterable[object]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: object) -> Iterator[str]:
    match block:
        case model.Heading():
            yield f"{plain_text(block.text)}{plain_text(block.run_in)}"
        case model.Paragraph():
            yield plain_text(block.text)
        case model.NameList():
            yield f"{block.label}：{'、'.join(person.shown for person in block.people) or block.empty}"
        case model.Table():
            yield from _table(block)
        case model.FormTable():
            for row in block.rows:
                yield from map(_field, row.fields)
        case model.Pictures():
            yield from map(_picture, block.pictures)
        case model.Figure(content=model.Picture() as picture):
            yield _picture(replace(picture, caption=block.title))
        case model.Figure(content=chart) if not isinstance(chart, model.Picture):
            yield f"［图］{block.title}"
            yield describe(chart)
        case model.Signatures():
            yield _GAP.join(f"{line.label}：{line.name}" for line in block.lines)
        case model.Attachments():
            yield f"附件：{'；'.join(block.names)}"
        case model.Closing():
            yield from block.signers or block.organisations
            yield chinese_date(block.day)
        case model.Remark():
            yield f"（{block.text}）"
        case model.BlankLines() | model.PageBreak():
            return
        case _:
            yield from _anything(block)


def _field(field: model.Field) -> str:
    value = plain_text(field.value)
    return f"{field.label}：{value}" if field.label else value


def _table(table: model.Table) -> Iterator[str]:
    yield table.caption
    for row in table.head:
        yield _row(row)
    yield _BETWEEN.join(column.title for column in table.columns)
    yield from map(_row, table.rows)
    yield table.note


def _row(row: model.Row) -> str:
    texts = (plain_text(cell.text if isinstance(cell, model.Cell) else cell) for cell in row.cells)
    return _BETWEEN.join(" ".join(text.split("\n")) for text in texts)


def _picture(picture: model.Picture) -> str:
    source = picture.source
    data = source.read_bytes() if isinstance(source, Path) else source
    return f"［图片 {hashlib.sha256(data).hexdigest()[:6]}］{picture.caption}"


def _anything(value: object) -> Iterator[str]:
    """The words in a block of another sort, field by field."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _anything(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _anything(one)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        yield str(value)
