"""What the workbench puts first, and the year's grid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangjian_desktop.feature import Due, DueState, Lane, Question, Scheduled, Start
from dangjian_desktop.workbench.rules import answer_forms, basis_lines, coming, distance, grid, pressing

TODAY = date(2026, 10, 12)
THIRD = Due(
    key="general_meeting/2026Q3",
    row="general_meeting",
    row_label="党员大会",
    title="三季度党员大会",
    months=(7, 9),
    year=2026,
    due=date(2026, 9, 30),
    state=DueState.OVERDUE,
    basis="第十一条",
)
OCTOBER = replace(
    THIRD,
    key="c",
    row="committee_meeting",
    row_label="支委会",
    title="10月支委会",
    months=(10, 10),
    due=date(2026, 10, 31),
)


def test_overdue_comes_before_today_and_today_before_soon() -> None:
    soon = replace(OCTOBER, state=DueState.SOON)
    today = replace(OCTOBER, state=DueState.TODAY, day=TODAY)
    done = replace(OCTOBER, state=DueState.DONE)
    assert pressing([soon, done, today, THIRD]) == [THIRD, today, soon]


def test_todays_gathering_is_named_once() -> None:
    duty = replace(OCTOBER, state=DueState.TODAY, day=TODAY, records=("g",))
    gathering = replace(duty, key="g", row="", title="10月支委会　14:30")
    assert pressing([duty, gathering]) == [gathering]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (THIRD, "逾期 12 天"),
        (replace(OCTOBER, state=DueState.TODAY, day=TODAY), "今天"),
        (replace(OCTOBER, state=DueState.SOON), "还有 19 天"),
    ],
)
def test_the_tag_counts_the_days(due: Due, words: str) -> None:
    assert distance(due, TODAY) == words


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (THIRD, "三季未开"),
        (replace(THIRD, state=DueState.DONE), "三季"),
        (replace(THIRD, state=DueState.UPCOMING), "三季度"),
        (replace(THIRD, state=DueState.SOON), "三季待开"),
        (replace(THIRD, state=DueState.PLANNED, day=date(2026, 9, 28)), "9-28"),
        (replace(THIRD, state=DueState.TODAY, day=TODAY), "今天"),
        (replace(THIRD, state=DueState.NOT_APPLICABLE), ""),
        (replace(OCTOBER, state=DueState.DONE), ""),
        (replace(OCTOBER, state=DueState.PLANNED, day=date(2026, 10, 28)), "28日"),
        (replace(OCTOBER, state=DueState.TODAY, day=TODAY), "今"),
        (replace(OCTOBER, state=DueState.UPCOMING), "·"),
        (replace(OCTOBER, state=DueState.SOON), "待开"),
    ],
)
def test_a_cell_says_how_the_duty_stands_in_a_word(due: Due, text: str) -> None:
    assert grid([due])[0].cells[0].text == text


def test_a_cell_tells_the_whole_with_its_article() -> None:
    assert grid([THIRD])[0].cells[0].says == "三季度党员大会，没有记录，应于 9-30 前，依据：第十一条"


def test_rows_keep_the_order_of_the_features_and_cells_that_of_the_year() -> None:
    first = replace(THIRD, months=(1, 3), state=DueState.DONE)
    rows = grid([THIRD, OCTOBER, first])
    assert [row.label for row in rows] == ["党员大会", "支委会"]
    assert [cell.months for cell in rows[0].cells] == [(1, 3), (7, 9)]


def test_a_duty_without_a_row_is_only_in_the_list() -> None:
    assert grid([replace(THIRD, row="")]) == ()


def _group(name: str, state: DueState) -> Due:
    return replace(
        OCTOBER, key=name, row=f"group_meeting/{name}", row_label=f"党小组会·{name}", title=f"10月{name}会", state=state
    )


def test_the_party_groups_rows_are_summed_up_as_the_worst_of_them() -> None:
    (row,) = grid([_group("第一党小组", DueState.DONE), _group("第二党小组", DueState.OVERDUE)])
    assert (row.key, row.label) == ("group_meeting", "党小组会")
    assert [(cell.state, cell.text, cell.due.key) for cell in row.cells] == [(DueState.OVERDUE, "1/2", "第二党小组")]
    assert [(part.label, part.cells[0].state) for part in row.inner] == [
        ("第一党小组", DueState.DONE),
        ("第二党小组", DueState.OVERDUE),
    ]
    assert "10月第一党小组会，已办" in row.cells[0].says


def test_a_group_of_which_nothing_is_asked_is_not_counted() -> None:
    (row,) = grid([_group("第一党小组", DueState.DONE), _group("第二党小组", DueState.NOT_APPLICABLE)])
    assert (row.cells[0].state, row.cells[0].text) == (DueState.DONE, "")


def test_each_row_names_what_it_rests_on_once() -> None:
    own = replace(OCTOBER, basis="")
    assert basis_lines(grid([THIRD, replace(THIRD, months=(1, 3)), own])) == [
        ("党员大会", "第十一条"),
        ("支委会", "本单位设定"),
    ]


@pytest.mark.parametrize(
    ("answer", "count", "forms"),
    [
        ("6 人", 6, ("6 人",)),
        ("14件，最久的过期40天：整改（王强）", 14, ("14件，最久的过期40天：整改（王强）", "14 件")),
        ("王强2次、陈静1次、周明1次等5人", 5, ("王强2次、陈静1次、周明1次等5人", "5 人")),
        ("溪口村 三季", 1, ("溪口村 三季", "1")),
        ("今年缺席的都补了课。", 0, ("今年缺席的都补了课", "没有")),
    ],
)
def test_an_answer_is_said_as_fully_as_there_is_room_for(answer: str, count: int, forms: tuple[str, ...]) -> None:
    assert answer_forms(Question("q", "谁", answer, count, Start("a/b", {}))) == forms


def _yearly(label: str, months: tuple[int, int], state: DueState = DueState.DONE) -> Due:
    return replace(THIRD, key=label, row=label, row_label=label, title=label, months=months, state=state)


def test_what_is_due_once_a_year_stands_side_by_side_under_its_own_name() -> None:
    rows = grid(
        [
            _yearly("组织生活会", (10, 12), DueState.UPCOMING),
            OCTOBER,
            replace(OCTOBER, key="n", months=(11, 11)),
            _yearly("学习计划", (1, 2)),
            _yearly("民主评议", (9, 12), DueState.OVERDUE),
        ]
    )
    assert [(row.label, [cell.text for cell in row.cells]) for row in rows[1:]] == [
        ("年度事项", ["学习计划", "民主评议未办"]),
        ("", ["组织生活会"]),
    ]
    assert rows[0].label == "支委会"
    assert [label for label, _basis in basis_lines(rows)] == ["支委会", "学习计划", "民主评议", "组织生活会"]


def test_a_single_yearly_duty_keeps_its_own_row() -> None:
    (row,) = grid([_yearly("组织生活会", (10, 12))])
    assert row.label == "组织生活会"


def test_the_next_two_weeks_are_those_after_today() -> None:
    def item(day: date, state: DueState = DueState.PLANNED) -> Scheduled:
        return Scheduled(Lane.MEETINGS, f"{day:%m-%d}", day.year, day.month, state, "gatherings", "g", day)

    inside = [item(date(2026, 10, 26)), item(date(2026, 10, 13))]
    outside = [item(TODAY), item(date(2026, 10, 27)), item(date(2026, 10, 14), DueState.DONE)]
    assert coming([*inside, *outside], TODAY) == [inside[1], inside[0]]


def test_yearly_duties_of_the_same_span_share_it_as_long_as_each_has_a_months_width() -> None:
    span = (10, 12)
    rows = grid([_yearly(label, span) for label in ("组织生活会", "民主评议", "述职", "换届")])
    assert [[(cell.text, cell.share) for cell in row.cells] for row in rows] == [
        [("组织生活会", (0, 3)), ("民主评议", (1, 3)), ("述职", (2, 3))],
        [("换届", (0, 1))],
    ]
