"""A block copied from WPS or Excel: with names in any order, or figures alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.appraisal.page.counts_paste import pasted

if TYPE_CHECKING:
    from .conftest import Office


@pytest.fixture
def rows(begun: Office) -> tuple[object, ...]:
    return begun.view().people


def where(rows: tuple[object, ...], name: str) -> int:
    return next(place for place, one in enumerate(rows) if one.name == name)  # type: ignore[attr-defined]


def test_names_find_their_rows_whatever_the_order(rows: tuple[object, ...]) -> None:
    block = "序号\t姓名\t优秀\t合格\t基本合格\t不合格\n1\t钱　珺\t5\t４\t1\t\n2\t李卫国\t8\t2\t0\t0\n"
    found = pasted(block, rows, 0, 1)  # type: ignore[arg-type]
    qian, li = where(rows, "钱珺"), where(rows, "李卫国")
    assert found == [
        *((qian, 1 + place, value) for place, value in enumerate((5, 4, 1, None))),
        *((li, 1 + place, value) for place, value in enumerate((8, 2, 0, 0))),
    ]


def test_figures_alone_go_down_over_those_without_a_grade(rows: tuple[object, ...]) -> None:
    graded = [place for place, one in enumerate(rows) if one.graded]  # type: ignore[attr-defined]
    block = "\n".join(f"{number}\t{10 - number}\t0\t0" for number in range(9))
    found = pasted(block, rows, graded[0], 1)  # type: ignore[arg-type]
    assert isinstance(found, list)
    assert [row for row, column, _value in found if column == 1] == graded
    assert where(rows, "方璟") not in graded


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("", "剪贴板里没有表格"),
        ("优秀\t合格", "剪贴板里没有数"),
        ("1\t2\n" * 12, "只有9人"),
        ("1\t二\t3\t4", "“二”不是票数"),
        ("钱珺\t5\n老王\t6", "认不出是谁"),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_is_taken(
    rows: tuple[object, ...], block: str, says: str
) -> None:
    found = pasted(block, rows, 0, 1)  # type: ignore[arg-type]
    assert isinstance(found, str)
    assert says in found


def test_too_many_columns_from_the_middle_are_refused(rows: tuple[object, ...]) -> None:
    found = pasted("1\t2\t3\t4", rows, 0, 3)  # type: ignore[arg-type]
    assert isinstance(found, str)
    assert "从“优秀”一列开始" in found
