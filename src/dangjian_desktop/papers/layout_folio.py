"""Page numbers (GB/T 9704-2012 7.5)."""

from __future__ import annotations

from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.geometry import BLOCK_WIDTH, FOLIO_BASELINE, FOLIO_SIZE, LEFT
from dangjian_desktop.papers.marks import TextMark
from dangjian_desktop.papers.settings import STANDARD, FolioPlace, PaperSettings


def folio(faces: Faces, number: int, settings: PaperSettings = STANDARD) -> list[TextMark]:
    """The page number “— 1 —” in 四号宋体: odd pages on the right, even ones on the left, one 字 in (7.5)."""
    text = f"— {number} —" if settings.folio_dashes else str(number)
    widths = []
    for char in text:
        glyph = faces.glyph(Role.SONG, char)
        widths.append(FOLIO_SIZE * (1.0 if char == "—" else 0.25 if char == " " else glyph.advance))
    total = sum(widths)
    if settings.folio_place is FolioPlace.CENTRE:
        x = LEFT + (BLOCK_WIDTH - total) / 2
    else:
        x = LEFT + BLOCK_WIDTH - FOLIO_SIZE - total if number % 2 else LEFT + FOLIO_SIZE
    marks = []
    for char, width in zip(text, widths, strict=True):
        glyph = faces.glyph(Role.SONG, char)
        shift = (width - glyph.advance * FOLIO_SIZE) / 2 if char == "—" else 0.0
        marks.append(TextMark(glyph.face, FOLIO_SIZE, FOLIO_BASELINE, glyph.char, (x + shift,)))
        x += width
    return _joined(marks)


def _joined(marks: list[TextMark]) -> list[TextMark]:
    """Neighbouring marks of one face as one mark."""
    joined: list[TextMark] = []
    for mark in marks:
        if joined and joined[-1].face is mark.face:
            last = joined[-1]
            joined[-1] = TextMark(last.face, last.size, last.y, last.text + mark.text, last.xs + mark.xs)
        else:
            joined.append(mark)
    return joined
