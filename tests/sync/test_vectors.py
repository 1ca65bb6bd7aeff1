"""Vectors: the least that several PCs have, and what lies between two."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.store.journal import Top
from dangjian_desktop.sync.vectors import covered, meet, missing, ranges

NUMBERS = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5))
VECTORS = NUMBERS.map(lambda numbers: {inc: Top(seq, f"{inc}{seq}") for inc, seq in numbers.items()})


def test_between_two_vectors_lie_the_ranges_that_grew() -> None:
    base = {"a": Top(3, "a3"), "b": Top(2, "b2")}
    top = {"a": Top(5, "a5"), "b": Top(2, "b2"), "c": Top(1, "c1")}
    assert list(ranges(base, top)) == [("a", 4, 2), ("c", 1, 1)]


def test_what_is_missing_is_named_by_first_and_last_number() -> None:
    assert list(missing({"a": Top(5, "a5"), "b": Top(1, "b1")}, {"a": Top(3, "a3")})) == [("a", 4, 5), ("b", 1, 1)]


def test_the_least_of_no_vectors_is_nothing() -> None:
    assert meet([]) == {}


@given(st.lists(VECTORS, min_size=1, max_size=4))
def test_everybody_has_the_meet_and_nothing_greater_is_had_by_all(vectors: list[dict[str, Top]]) -> None:
    common = meet(vectors)
    assert all(covered(common, vector) for vector in vectors)
    for inc in "abcd":
        least = min(vector[inc].seq if inc in vector else 0 for vector in vectors)
        assert (common[inc].seq if inc in common else 0) == least


@given(VECTORS, VECTORS)
def test_a_vector_covers_another_when_nothing_is_missing(top: dict[str, Top], mine: dict[str, Top]) -> None:
    assert covered(top, mine) == (not list(missing(top, mine)))


@given(VECTORS, VECTORS, VECTORS)
def test_the_meet_does_not_depend_on_the_order(a: dict[str, Top], b: dict[str, Top], c: dict[str, Top]) -> None:
    assert meet([a, b, c]) == meet([c, b, a]) == meet([meet([a, b]), c])
