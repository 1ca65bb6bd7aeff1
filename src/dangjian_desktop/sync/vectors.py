"""The algebra of vectors: who has what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dangjian_desktop.store.journal import Top, Vector


def meet(vectors: Iterable[Vector]) -> dict[str, Top]:
    """What every one of ``vectors`` has for certain; nothing when there is none."""
    rest = iter(vectors)
    common = dict(next(rest, {}))
    for vector in rest:
        common = {
            inc: min(top, vector[inc], key=lambda t: (t.seq, t.hash)) for inc, top in common.items() if inc in vector
        }
    return common


def ranges(base: Vector, top: Vector) -> Iterator[tuple[str, int, int]]:
    """The actions between two vectors, per incarnation that grew: (incarnation, first number, how many)."""
    for inc, reached in sorted(top.items()):
        first = base[inc].seq + 1 if inc in base else 1
        if reached.seq >= first:
            yield inc, first, reached.seq - first + 1


def missing(base: Vector, mine: Vector) -> Iterator[tuple[str, int, int]]:
    """What ``base`` asks for and ``mine`` lacks: (incarnation, first number, last number)."""
    for inc, first, count in ranges(mine, base):
        yield inc, first, first + count - 1


def covered(top: Vector, mine: Vector) -> bool:
    """Whether ``mine`` reaches at least as far as ``top`` everywhere (hashes aside)."""
    return all(inc in mine and mine[inc].seq >= reached.seq for inc, reached in top.items())
