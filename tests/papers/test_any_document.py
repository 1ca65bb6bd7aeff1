"""Whatever a feature puts together: nothing is lost, nothing leaves the block, and the work ends."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dangjian_desktop.papers.fonts import Faces
from dangjian_desktop.papers.layout import lay_out
from dangjian_desktop.papers.marks import RuleMark, TextMark
from dangjian_desktop.papers.model import (
    Align,
    BlankLines,
    Cell,
    Closing,
    Column,
    Document,
    Field,
    FormRow,
    FormTable,
    Heading,
    Kind,
    NameList,
    Orientation,
    PageBreak,
    Paragraph,
    Person,
    Row,
    RowKind,
    SignatureLine,
    Signatures,
    Table,
)

MM = 72 / 25.4
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: whole documents shrink for minutes."""
text = st.text("党员大会支部书记学习讨论通过决议，。“”《》12aB—…\n䶮", max_size=160)
short = st.text("党员大会支部书记学习", min_size=1, max_size=6)
long = st.text("党员大会支部书记学习", min_size=1, max_size=40)
names = st.lists(short.map(Person), max_size=40).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    wide = draw(st.integers(1, 7))
    groups = draw(st.sampled_from([1, 1, 2])) if wide < 4 else 1
    columns = tuple(Column(draw(short), align=draw(st.sampled_from(list(Align)))) for _ in range(wide))
    rows = []
    for _ in range(draw(st.integers(0, 30))):
        kind = draw(st.sampled_from([RowKind.BODY, RowKind.BODY, RowKind.BODY, RowKind.GROUP])) if groups == 1 else None
        if kind is RowKind.GROUP:
            rows.append(Row((draw(short),), RowKind.GROUP))
        else:
            rows.append(Row(tuple(draw(st.one_of(short, text)) for _ in range(wide)), may_split=draw(st.booleans())))
    if draw(st.booleans()) and wide > 1 and groups == 1:
        rows.append(Row((Cell(draw(short), rows=2), *["一"] * (wide - 1))))
        rows.append(Row(tuple(["二"] * (wide - 1))))
    return Table(columns, tuple(rows), groups=groups, numbered=draw(st.booleans()), note=draw(short))


@st.composite
def forms(draw: st.DrawFn) -> FormTable:
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        count = draw(st.integers(1, 3))
        fields = [Field(draw(short), draw(text), lines=draw(st.integers(1, 40))) for _ in range(count)]
        rows.append(FormRow(tuple(fields)))
    return FormTable(tuple(rows))


blocks = st.one_of(
    text.map(Paragraph),
    st.builds(Heading, short, st.integers(1, 4), run_in=st.one_of(st.just(""), short)),
    st.builds(NameList, short, names, st.booleans()),
    tables(),
    forms(),
    st.integers(1, 30).map(BlankLines),
    short.map(lambda label: Signatures((SignatureLine(label), SignatureLine(label)))),
    short.map(lambda name: Closing((name,), date(2026, 7, 1))),
    st.lists(long, min_size=1, max_size=5).map(lambda names: Closing(tuple(names), date(2026, 12, 31), sealed=True)),
    st.lists(long, min_size=1, max_size=3).map(lambda titles: Closing((), date(2026, 7, 1), signers=tuple(titles))),
    st.just(PageBreak()),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(st.lists(blocks, max_size=12), st.sampled_from(list(Orientation)), short)
def test_any_document_stays_inside_the_block_on_every_page(
    faces: Faces, parts: list, orientation: Orientation, title: str
) -> None:
    layout = lay_out(Document(Kind.RECORD, title, tuple(parts), orientation=orientation), faces)
    if orientation is Orientation.PORTRAIT:
        left, right, top, bottom = 28 * MM, 184 * MM, 37 * MM, 262 * MM
    else:
        left, right, top, bottom = 35 * MM, 260 * MM, 28 * MM, 184 * MM
    for page in layout.pages:
        for mark in page.marks:
            if isinstance(mark, TextMark):
                assert left - 8 <= mark.xs[0], (mark.text, mark.size, mark.xs)
                assert mark.xs[-1] <= right
                assert top <= mark.y <= bottom + 0.1
            elif isinstance(mark, RuleMark):
                assert left - 1 <= mark.x1
                assert mark.x2 <= right + 1
                assert top - 1 <= mark.y1
                assert mark.y2 <= bottom + 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(st.lists(st.one_of(text.map(Paragraph), forms()), max_size=8))
def test_no_character_of_any_text_is_lost_or_doubled(faces: Faces, parts: list) -> None:
    layout = lay_out(Document(Kind.RECORD, "", tuple(parts)), faces)
    printed: Counter[str] = Counter()
    for page in layout.pages:
        for mark in page.marks:
            if isinstance(mark, TextMark):
                printed.update(mark.text)
    given_text: Counter[str] = Counter()
    for part in parts:
        if isinstance(part, Paragraph):
            given_text.update(part.text)
        else:
            for row in part.rows:
                for field in row.fields:
                    given_text.update(field.label + field.value)
    del given_text["\n"]
    assert printed == given_text


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(st.lists(long, min_size=1, max_size=5).map(tuple), st.sampled_from(["plain", "sealed", "stamped"]))
def test_no_character_of_a_signature_is_lost_and_no_seal_leaves_the_block(
    faces: Faces, names: tuple[str, ...], how: str
) -> None:
    signers = names if how == "stamped" else ()
    closing = Closing(names, date(2026, 12, 31), sealed=how == "sealed", signers=signers)
    pages = lay_out(Document(Kind.NOTICE, "", (closing,)), faces).pages
    marks = [mark for page in pages for mark in page.marks if isinstance(mark, TextMark)]
    assert Counter("".join(mark.text for mark in marks)) == Counter("".join(names) + "2026年12月31日")
    assert all(mark.xs[0] >= 28 * MM - 1 and mark.xs[-1] + 7 <= 184 * MM for mark in marks)
    places = [place for page in pages for place in page.places]
    assert len(places) == (0 if how == "plain" else len(names))
    for place in places:
        assert place.x >= 28 * MM - 1
        assert place.x + place.width <= 184 * MM + 1
        assert place.y >= 37 * MM - 1
        assert place.y + place.height <= 262 * MM + 1
