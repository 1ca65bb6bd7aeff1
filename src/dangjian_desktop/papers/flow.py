"""How pieces of fixed height are dealt out over pages: what stays together, what may be divided, what is repeated."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dangjian_desktop.papers.geometry import Frame
from dangjian_desktop.papers.marks import Page

Paint = Callable[[Page, float], None]
"""Draws on a page; the number is y of the piece's upper edge in points from the paper's upper edge."""

_EPSILON = 0.01
_FEW = 6
_LEAST_REST = 45.0
"""Points that a divided piece leaves for the next page at least, so that what is tied to it goes along with some."""


@dataclass
class Band:
    """What a run of chunks draws around itself on each page (a table's heavy upper and lower rule)."""

    open: Paint
    close: Paint


@dataclass
class Chunk:
    """An indivisible piece of a page, or one that says how to divide itself.

    ``height`` is what it takes up, ``extent`` how much of that must lie inside the block (a text line needs its em
    square only). ``on_grid`` pieces begin on a line of the page's grid. ``keep`` ties it to the next piece.
    ``head`` is repeated before it when it begins a page. ``divide(room)`` gives the part that fits ``room`` points
    and the rest, or None; ``divide_early`` says that it is divided rather than moved to the next page.
    """

    height: float
    paint: Paint
    extent: float | None = None
    on_grid: bool = False
    keep: bool = False
    head: tuple[Chunk, ...] = ()
    band: Band | None = None
    divide: Callable[[float], tuple[Chunk, Chunk] | None] | None = None
    divide_early: bool = False
    grow: Callable[[float], Chunk] | None = None
    """Makes the piece taller by some points, where it may take what is left of a page."""
    spare: bool = False
    """An empty row: a few of them at the very end are left out rather than put on a page of their own."""
    drop_at_top: bool = False
    """White space that vanishes where it would begin a page."""

    @property
    def needs(self) -> float:
        """Points of the block it must have."""
        return self.height if self.extent is None else self.extent


@dataclass
class NewPage:
    """What follows begins a page (nothing happens on an empty one)."""


@dataclass
class Deferred:
    """Pieces that can be made only when the room left on the page is known."""

    make: Callable[[float, float], list[Piece]]
    """Called with the points left on this page and those of a whole page."""
    least: float
    """Points that its first part needs, for what is tied to it from above."""


Piece = Chunk | NewPage | Deferred


def paint_nothing(page: Page, y: float) -> None:
    """White space."""


def gap(height: float, *, keep: bool = False) -> Chunk:
    """White space between two pieces of a page."""
    return Chunk(height, paint_nothing, extent=0.0, drop_at_top=True, keep=keep)


@dataclass
class Flow:
    """Deals pieces out over pages of one frame."""

    frame: Frame
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0
    low: float = 0.0
    """How far down anything on the page reaches (a seal's room reaches below the line that follows)."""
    later: Frame | None = None
    """The frame of all pages but the first of this flow, where that one differs."""
    _band: Band | None = None
    _empty: bool = True

    def __post_init__(self) -> None:
        if not self.pages:
            self.pages.append(Page(self.frame.landscape))

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    def run(self, pieces: Iterable[Piece]) -> None:
        """Place all pieces, opening pages as needed. A deque is emptied: what was placed takes up no memory."""
        queue = pieces if isinstance(pieces, deque) else deque(pieces)
        while queue:
            piece = queue.popleft()
            if isinstance(piece, NewPage):
                if not self._empty:
                    self._turn()
            elif isinstance(piece, Deferred):
                queue.extendleft(reversed(piece.make(self.frame.height - self.y, self.frame.height)))
            else:
                self._place(piece, queue)
        self._close()

    def spare(self, pieces: Iterable[Piece]) -> float:
        """Points left on the page if all pieces fit it one below the other, else 0."""
        chunks = []
        for piece in pieces:
            if not isinstance(piece, Chunk):
                return 0.0
            chunks.append(piece)
        end = self._end(chunks, self.y)
        return max(0.0, self.frame.height - end)

    def _place(self, piece: Chunk, queue: deque[Piece]) -> None:
        if self._empty and piece.drop_at_top:
            return
        if self._empty and piece.head:
            for part in piece.head:
                self._put(part)
        if self._fits(piece, queue):
            self._put(piece)
            return
        if piece.spare and self._only_spare(queue):
            queue.clear()
            return
        fresh = self._fresh(piece)
        if piece.divide and (piece.divide_early or fresh):
            room = self.frame.height - self._start(piece, self.y)
            parts = piece.divide(min(room, piece.height - _LEAST_REST))
            if parts:
                self._put(parts[0])
                queue.appendleft(parts[1])
                self._turn()
                return
        if fresh:
            self._put(piece)
            return
        self._turn()
        queue.appendleft(piece)

    def _only_spare(self, queue: deque[Piece]) -> bool:
        """Whether nothing but a few empty rows and white space is left."""
        rest = [piece for piece in queue if not (isinstance(piece, Chunk) and piece.drop_at_top)]
        return len(rest) < _FEW and all(isinstance(piece, Chunk) and piece.spare for piece in rest)

    def _fresh(self, piece: Chunk) -> bool:
        """Whether nothing but the repeated head stands on the page, so that turning it would gain nothing."""
        return self.y <= sum(part.height for part in piece.head) + _EPSILON

    def _fits(self, piece: Chunk, queue: Iterable[Piece]) -> bool:
        """Whether the piece and all that is tied to it fit this page, or could not fit any page together."""
        group = [piece]
        for follower in queue:
            if not group[-1].keep or isinstance(follower, NewPage):
                break
            group.append(Chunk(follower.least, paint_nothing) if isinstance(follower, Deferred) else follower)
        limit = self.frame.height + _EPSILON
        if self._end(group, self.y) <= limit:
            return True
        if self._end(group[:1], self.y) > limit:
            return False
        last = group[-1]
        if last.divide_early and len(group) > 1 and self._end(group[:-1], self.y) + self.frame.pitch <= limit:
            return last.divide is not None and last.divide(limit - self._end(group[:-1], self.y)) is not None
        head = sum(part.height for part in piece.head)
        return self._end(group, head) > limit and self._fresh(piece)

    def _end(self, group: list[Chunk], y: float) -> float:
        bottom = y
        for piece in group:
            y = self._start(piece, y)
            bottom = max(bottom, y + piece.needs)
            y += piece.height
        return bottom

    def _start(self, piece: Chunk, y: float) -> float:
        if not piece.on_grid:
            return y
        lines = int((y - _EPSILON) // self.frame.pitch) + 1 if y > _EPSILON else 0
        return lines * self.frame.pitch

    def _put(self, piece: Chunk) -> None:
        start = self._start(piece, self.y)
        top = self.frame.top + start
        if piece.band is not self._band:
            self._close()
            if piece.band:
                piece.band.open(self.page, top)
            self._band = piece.band
        piece.paint(self.page, top)
        self.y = start + piece.height
        self.low = max(self.low, start + piece.needs)
        self._empty = False

    def _close(self) -> None:
        if self._band:
            self._band.close(self.page, self.frame.top + self.y)
            self._band = None

    def _turn(self) -> None:
        self._close()
        self.frame = self.later or self.frame
        self.pages.append(Page(self.frame.landscape))
        self.y = self.low = 0.0
        self._empty = True
