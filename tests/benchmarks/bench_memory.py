"""Papers: what a long paper takes up in memory at its peak, page for page, beside what a short one does."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

from bench_peers import ours
from measuring import Measured
from official_text import CHARACTERS_A_PAGE, paragraphs

SHORT = 200
"""Below as many pages the faces' outlines are most of the memory, and nothing is said about pages."""


def _peak_a_page(pages: int) -> tuple[float, int]:
    """The most bytes held at a time while so many pages are set, for each of them, and the bytes of the file."""
    texts = paragraphs(pages)
    gc.collect()
    tracemalloc.start()
    size = len(ours(texts))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak * CHARACTERS_A_PAGE / sum(map(len, texts)), size


def a_page_among_many(folder: Path, scale: float) -> Measured:
    """A page costs no more among a thousand than among two hundred (among six hundred, if quick)."""
    pages = SHORT * (5 if scale >= 1 else 3)
    ours(paragraphs(2))  # the faces are read once
    short, _ = _peak_a_page(SHORT)
    long, size = _peak_a_page(pages)
    note = f"a page among {pages} beside one among {SHORT}; a file of {size / 1e6:.1f} MB"
    return Measured(long, short, bound=1.05, note=note, unit="kB", times=1e-3)


MEASUREMENTS = (a_page_among_many,)
