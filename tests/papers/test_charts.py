"""Charts: what the reader of a black-and-white print must be able to read off them."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations, pairwise
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageStat

from dangjian_desktop.papers.charts import figure
from dangjian_desktop.papers.charts.look import PAPER
from dangjian_desktop.papers.charts.model import (
    BarChart,
    Chart,
    LineChart,
    PieChart,
    Reference,
    Series,
    StackedBars,
    describe,
    number_text,
)
from dangjian_desktop.papers.charts.picture import picture
from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.marks import ShapeMark, TextMark
from dangjian_desktop.papers.model import Document, Figure, Kind, Paragraph, Picture
from dangjian_desktop.papers.word import render_docx

MM = 72 / 25.4
WIDTH = 156 * MM
MONTHS = tuple(f"{month}月" for month in range(1, 13))
COUNTS = (1, 1, 2, 1, 1, 1, 2, 0, 1, 1, 1, 2)
PARTS = (Series("出席", (26, 24, 27)), Series("请假", (2, 4, 1)), Series("缺席", (1, 3, 2)))
QUARTERS = ("一季度", "二季度", "三季度")


def bars(**changes) -> BarChart:
    return BarChart(MONTHS, (Series("主题党日", COUNTS),), "各月主题党日次数", "次", **changes)


def drawn(chart: Chart, faces: Faces) -> tuple[list[TextMark], list[ShapeMark], float]:
    drawing = figure.draw(chart, WIDTH, faces)
    marks = figure.marks(drawing, faces)
    texts = [mark for mark in marks if isinstance(mark, TextMark)]
    return texts, [mark for mark in marks if isinstance(mark, ShapeMark)], drawing.height


def boxes(shapes: list[ShapeMark], grey: float) -> list[tuple[float, float, float, float]]:
    """Left, upper, right and lower edge of the filled rectangles of one grey."""
    found = []
    for shape in shapes:
        if shape.fill == (0, 0, 0, grey) and len(shape.outlines[0]) == 4:
            xs, ys = zip(*shape.outlines[0], strict=True)
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def said(texts: list[TextMark]) -> list[str]:
    return [mark.text for mark in texts]


def test_the_heights_of_bars_are_as_their_numbers(faces: Faces) -> None:
    _, shapes, _ = drawn(bars(), faces)
    heights = [lower - upper for _, upper, _, lower in boxes(shapes, 0.3)]
    assert len(heights) == 11  # August has none
    assert {round(height / min(heights), 6) for height in heights} == {1.0, 2.0}
    assert len({round(lower, 6) for *_, lower in boxes(shapes, 0.3)}) == 1


def test_every_bar_has_its_number_above_it_and_its_name_below(faces: Faces) -> None:
    texts, shapes, _ = drawn(bars(), faces)
    numbers = [mark for mark in texts if mark.text in {"0", "1", "2"}]
    assert [int(mark.text) for mark in numbers] == list(COUNTS)
    assert [text for text in said(texts) if text.endswith("月")] == list(MONTHS)
    for left, upper, right, _ in boxes(shapes, 0.3):
        assert any(left < mark.xs[0] < right and 0 < upper - mark.y < 8 for mark in numbers)


def test_a_highlighted_bar_is_darker_and_seen_even_where_it_is_zero(faces: Faces) -> None:
    _, shapes, _ = drawn(bars(highlight=(2, 7)), faces)
    dark = sorted(boxes(shapes, 0.85))
    heights = [lower - upper for _, upper, _, lower in dark]
    assert heights[0] > 100
    assert heights[1] == pytest.approx(2)


def test_numbers_that_would_touch_give_way_to_an_axis(faces: Faces) -> None:
    days = tuple(f"{day}日" for day in range(1, 32))
    texts, _, _ = drawn(BarChart(days, (Series("", tuple(1000 + day for day in range(31))),)), faces)
    assert "1030" not in said(texts)
    steps = [int(text) for text in said(texts) if text.isdigit()]
    assert steps[0] == 0
    assert steps[-1] >= 1030
    named = [text for text in said(texts) if text.endswith("日")]
    assert named[0] == "1日"
    assert 10 < len(named) < 31


def test_long_names_lay_the_bars_down_and_are_divided_by_meaning(faces: Faces) -> None:
    names = tuple(f"{word}标准化规范化建设推进落实情况" for word in ("机关党支部", "离退休党支部", "窗口党支部"))
    names += tuple("甲乙丙丁戊己")
    texts, shapes, _ = drawn(BarChart(names, (Series("", tuple(range(1, 10))),)), faces)
    lefts = {round(left, 3) for left, *_ in boxes(shapes, 0.3)}
    assert len(lefts) == 1
    assert all(len(text) > 1 or text in "甲乙丙丁戊己" or text.isdigit() for text in said(texts))


def test_stacked_bars_write_each_part_inside_and_the_sum_at_the_end(faces: Faces) -> None:
    chart = StackedBars(("一季度",), (Series("出席", (26,)), Series("请假", (14,))), unit="人次")
    texts, _, _ = drawn(chart, faces)
    assert {"26", "14", "40", "出席", "请假", "单位：人次"} <= set(said(texts))


def test_series_differ_in_grey_or_hatching() -> None:
    kinds = {(tuple(vars(fill.ground).items()), fill.angles, fill.spacing) for fill in PAPER.fills}
    assert len(kinds) == len(PAPER.fills) == 6


def test_neighbouring_parts_print_with_different_shares_of_black(faces: Faces) -> None:
    chart = StackedBars(("总",), tuple(Series(name, (10,)) for name in "甲乙丙丁戊己"), labels=False)
    made = picture(chart, 200, 400)
    image = Image.open(BytesIO(made.data))
    scale = image.height / made.height
    marks = figure.marks(figure.draw(chart, 200, faces), faces)
    parts = {
        tuple(round(number * scale) for number in (*shape.outlines[0][3], *shape.outlines[0][1]))
        for shape in marks
        if isinstance(shape, ShapeMark) and shape.fill and shape.outlines[0][0][1] - shape.outlines[0][3][1] > 9
    }
    shares = []
    for left, upper, right, lower in sorted(parts, key=lambda part: part[1]):
        inside = image.crop((left + 6, upper + 6, right - 6, lower - 6))
        shares.append(ImageStat.Stat(inside).mean[0] / 255)
    assert len(shares) == 6
    assert all(abs(one - two) > 0.06 for one, two in pairwise(shares)), shares


def test_lines_are_named_at_their_ends_without_touching(faces: Faces) -> None:
    rows = (Series("去年", (80, 92)), Series("今年", (82, 92.1)), Series("目标线", (85, 92.05)))
    texts, _, _ = drawn(LineChart(("上半年", "下半年"), rows, unit="%"), faces)
    ends = [mark for mark in texts if mark.text in {"去年 92", "今年 92.1", "目标线 92.05"}]
    assert len(ends) == 3
    heights = sorted(mark.y for mark in ends)
    assert all(after - before >= 1.19 * PAPER.size for before, after in pairwise(heights))


def test_a_missing_value_interrupts_the_line(faces: Faces) -> None:
    _, shapes, _ = drawn(LineChart(tuple("一二三四五"), (Series("", (1, 2, None, 3, 4)),)), faces)
    paths = [shape for shape in shapes if not shape.closed and len(shape.outlines[0]) == 2 and shape.width == 1.4]
    assert len(paths) == 2


def test_the_reference_line_stands_at_its_value(faces: Faces) -> None:
    texts, shapes, _ = drawn(bars(reference=Reference(1, "每月1次")), faces)
    dashed = next(shape for shape in shapes if shape.dash)
    top = min(upper for _, upper, _, lower in boxes(shapes, 0.3) if lower - upper < 100)
    assert dashed.outlines[0][0][1] == pytest.approx(top)
    assert "每月1次" in said(texts)


def test_a_pie_names_each_part_with_number_and_share(faces: Faces) -> None:
    texts, _, _ = drawn(PieChart(("35岁以下", "36岁以上"), (6, 11), unit="人"), faces)
    assert said(texts) == ["35岁以下 6人，35.3%", "36岁以上 11人，64.7%"]


@pytest.mark.parametrize("width", [180, 300, 500])
def test_the_names_of_a_pie_stay_inside_however_narrow_it_is(faces: Faces, width: float) -> None:
    chart = PieChart(("35岁及以下", "36—45岁", "46—55岁", "56岁及以上"), (6, 12, 8, 2), unit="人")
    drawing = figure.draw(chart, width, faces)
    texts = [mark for mark in figure.marks(drawing, faces) if isinstance(mark, TextMark)]
    assert len(texts) == 4
    for mark in texts:
        assert mark.xs[0] >= 0
        assert mark.xs[-1] + mark.size / 2 <= width
        assert 0 < mark.y < drawing.height


def test_a_highlighted_bar_is_named_even_where_others_are_left_out(faces: Faces) -> None:
    texts = {
        mark.text
        for mark in figure.marks(figure.draw(bars(highlight=(7,)), 250, faces), faces)
        if isinstance(mark, TextMark)
    }
    assert "8月" in texts
    assert not {"7月", "9月"} & texts


def test_names_that_would_be_torn_below_standing_bars_lay_them_down(faces: Faces) -> None:
    names = ("支部党员大会", "支部委员会会议", "党小组会", "党课", "主题党日", "组织生活会")
    chart = BarChart(names, (Series("", tuple(range(1, 7))),))
    drawing = figure.draw(chart, 220, faces)
    texts = {mark.text for mark in figure.marks(drawing, faces) if isinstance(mark, TextMark)}
    assert {"支部党员大会", "主题党日"} <= texts


values = st.one_of(st.none(), st.integers(0, 20_000), st.floats(0, 500).map(lambda value: round(value, 2)))
names = st.text("支部委员会主题党日民主评议第一小组2026年", min_size=1, max_size=18)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    categories = tuple(draw(st.lists(names, min_size=1, max_size=14)))
    rows = tuple(Series(draw(names), tuple(draw(values) for _ in categories)) for _ in range(draw(st.integers(1, 4))))
    kind = draw(st.sampled_from([BarChart, StackedBars, LineChart]))
    return kind(categories, rows, unit=draw(st.sampled_from(["", "人次"])))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chart=charts())
def test_nothing_leaves_the_drawing_and_no_two_texts_overlap(chart: Chart, faces: Faces) -> None:
    texts, shapes, height = drawn(chart, faces)
    places = []
    for mark in texts:
        end = mark.xs[-1] + mark.face.advance(mark.text[-1]) * mark.size
        assert mark.xs[0] >= -0.01, mark.text
        assert end <= WIDTH + 0.01, mark.text
        assert 0 <= mark.y <= height, mark.text
        places.append((mark.xs[0], mark.y - 0.72 * mark.size, end, mark.y, mark.text))
    for shape in shapes:
        for outline in shape.outlines:
            assert all(-0.5 <= x <= WIDTH + 0.5 and -0.5 <= y <= height + 0.5 for x, y in outline)
    for one, two in combinations(places, 2):
        apart = one[2] <= two[0] + 0.1 or two[2] <= one[0] + 0.1 or one[3] <= two[1] + 0.1 or two[3] <= one[1] + 0.1
        assert apart, (one, two)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: BarChart(("1月",), (Series("", (-1,)),)),
        lambda: BarChart(("1月",), (Series("", (1, 2)),)),
        lambda: BarChart((), ()),
        lambda: bars(highlight=(12,)),
        lambda: StackedBars(("1月",), tuple(Series(str(number), (1,)) for number in range(7))),
        lambda: PieChart(tuple("一二三四五六七"), (1,) * 7),
        lambda: PieChart(("一", "二"), (0, 0)),
        lambda: LineChart(("一",), (Series("", (float("nan"),)),)),
    ],
)
def test_numbers_that_can_not_be_drawn_are_refused_when_the_chart_is_made(wrong) -> None:
    with pytest.raises(ValueError):
        wrong()


def test_numbers_are_written_without_needless_zeros() -> None:
    assert [number_text(value) for value in (3, 2.5, 0.125, 1234, 12345.678)] == [
        "3",
        "2.5",
        "0.12",
        "1234",
        "12,345.68",
    ]


def test_a_chart_in_words_holds_every_number() -> None:
    chart = LineChart(("1月", "2月"), (Series("今年", (3, None)), Series("去年", (2, 5))), "走访次数", "次")
    assert describe(chart) == "走访次数（单位：次）：今年：1月3，2月无；去年：1月2，2月5。"


# -- on paper


def report(*blocks) -> Document:
    return Document(Kind.REPORT, "工作情况的报告", blocks)


def test_a_figure_in_a_paper_is_vector_with_text_that_can_be_copied(render, read_back) -> None:
    data = render(report(Figure(bars()), Paragraph("各月均按要求开展。")))
    assert b"/Subtype /Image" not in data
    (page,) = read_back(data)
    text = "".join(char.text for char in page)
    for word in ("单位：次", "12月", "图1　各月主题党日次数", "各月均按要求开展。"):
        assert word in text
    assert not {char.font for char in page if char.font.startswith("Helvetica")}


def test_figures_are_counted_and_never_parted_from_their_title(render, read_back) -> None:
    filling = Paragraph("现将有关情况报告如下。\n" * 14)
    pages = read_back(
        render(report(Figure(bars()), filling, Figure(bars(), "再说一次"), Figure(bars(), numbered=False)))
    )
    texts = ["".join(char.text for char in page) for page in pages]
    assert "图1　各月主题党日次数" in texts[0]
    second = next(text for text in texts if "图2　再说一次" in text)
    assert second.count("单位：次") >= 1
    assert "图3" not in "".join(texts)
    for text in texts:
        assert text.count("单位：次") == text.count("次数") + text.count("再说一次")


def test_a_chart_taller_than_the_page_is_made_smaller_as_a_whole(render, read_back) -> None:
    names = tuple(f"第{number}项工作" for number in range(70))
    chart = BarChart(names, (Series("", tuple(range(70))),), "各项工作", horizontal=True)
    pages = read_back(render(report(Figure(chart))))
    (page,) = [page for page in pages if any(char.y < 265 and char.text == "图" for char in page)]
    text = "".join(char.text for char in page)
    assert "第0项工作" in text
    assert "第69项工作" in text
    assert all(37 < char.y < 263 for char in page if char.y < 265)


def test_a_picture_can_be_a_figure_too(render, read_back, samples) -> None:
    data = render(report(Figure(Picture(samples.photo(), "走访现场"))))
    assert b"/Subtype /Image" in data
    assert "图1　走访现场" in "".join(char.text for char in read_back(data)[0])


def test_in_word_a_chart_is_a_sharp_picture_that_says_its_numbers() -> None:
    package = ZipFile(BytesIO(render_docx(report(Figure(bars())))))
    image = Image.open(BytesIO(package.read("word/media/image1.png")))
    assert image.width == pytest.approx(156 / 25.4 * 300, abs=2)
    text = package.read("word/document.xml").decode()
    assert 'descr="各月主题党日次数（单位：次）：主题党日：1月1，' in text
    assert "图1　各月主题党日次数" in text
    assert "image/png" in package.read("[Content_Types].xml").decode()


def test_the_texts_of_a_chart_are_in_the_face_of_headings(faces: Faces) -> None:
    assert {mark.face for mark in drawn(bars(), faces)[0]} == {faces.first(Role.HEI)}
