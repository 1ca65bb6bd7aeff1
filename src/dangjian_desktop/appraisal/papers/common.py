"""What the papers of a year share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from dangjian_desktop.appraisal.reading import YearView, year_view
from dangjian_desktop.appraisal.records import OrgLifeYear
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import Block, Heading, Paragraph
from dangjian_desktop.store import Reader

HEADINGS = tuple(f"{number}、" for number in "一二三四五六七八九十")


def view_of(reader: Reader, record: str | None) -> YearView:
    """The year that a paper is made from. Raises :class:`Refused` if there is none."""
    if record is None:
        raise Refused("还没有开始哪一年的组织生活会。", hint="请先在“会议—组织生活会与评议”里开始一个年度。")
    year = reader.need(OrgLifeYear, record)
    return year_view(reader, year.attributed_year or reader.now.year, reader.now.date())


def file_of(words: str) -> Callable[[Reader, str | None, Period | None], str]:
    """Names a paper's file: 2026年度组织生活会方案."""

    def name(reader: Reader, record: str | None, _period: Period | None) -> str:
        year = reader.get(OrgLifeYear, record or "")
        return f"{year.attributed_year}年度{words}" if year and year.attributed_year else words

    return name


def prose(text: str) -> Iterator[Block]:
    """Typed text as paragraphs; a line that begins with 一、 is a heading."""
    for line in text.splitlines():
        plain = line.strip()
        if plain.startswith(HEADINGS) and len(plain) <= 30:
            yield Heading(plain, numbered=False)
        elif plain:
            yield Paragraph(plain)


def dotted(day: date | None) -> str:
    """2026.12.18, as tables write days where room is short."""
    return f"{day:%Y.%m.%d}" if day else ""
