"""What a paper contains, in words only: no coordinates, no fonts, no renderer.

A feature builds a :class:`Document` and every renderer makes the same paper of it. Everything is a frozen value, so
a document can be compared, kept as a snapshot and rendered on any thread.

Text is given as :data:`Inline`: a plain ``str``, or a tuple of :class:`Run` where a word stands out. A line feed in a
text begins a new paragraph (in cells and paragraphs alike); other control characters are dropped.

Example, the record of a general meeting::

    Document(
        kind=Kind.RECORD,
        title="支部党员大会记录",
        organisation="县政府办公室机关第一党支部",
        day=date(2026, 10, 12),
        blocks=(
            FormTable(
                rows=(
                    FormRow((Field("会议名称", "2026年第3次支部党员大会"),)),
                    FormRow((Field("时间", "2026年10月12日14:30"), Field("地点", "三楼会议室"))),
                    FormRow((Field("主持人", "李卫国"), Field("记录人", name_text("陈静")))),
                    FormRow((Field("应到", "28人（有表决权26人）"), Field("实到", "25人（有表决权24人）"))),
                    FormRow((Field("请假", "张晓梅（病假）、孙喆（公差）"),)),
                )
            ),
            Heading("讨论接收预备党员"),
            Paragraph("介绍人介绍情况。周明：同意。该同志工作踏实，建议加强理论学习。"),
            Paragraph((Run("决议：", Style.BOLD), Run("同意接收，报机关党委审批。"))),
            Signatures((SignatureLine("主持人签名"), SignatureLine("记录人签名"))),
        ),
    )
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from dangjian_desktop.papers.official import FORMS, Form, Head, Imprint, Kind

__all__ = ["Form", "Head", "Imprint", "Kind"]  # beside all that is defined here

from dangjian_desktop.papers.charts.model import Chart

FULL_SPACE = "\u3000"
"""The full-width space that stands inside two-character names."""


class Orientation(StrEnum):
    """How the sheet is read. A landscape page keeps its binding edge on the long side (GB/T 9704 clause 8)."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Align(StrEnum):
    """How lines stand between their edges. JUSTIFY fills every line but the last of a paragraph."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"
    SPREAD = "spread"
    """The characters are spread evenly over the width (labels of a form: 时　　间, 主 持 人)."""


class Style(StrEnum):
    """How a run differs from the text around it."""

    PLAIN = "plain"
    BOLD = "bold"
    """黑体, the official way to stress; never an artificially thickened face."""
    KAI = "kai"
    """楷体."""


@dataclass(frozen=True)
class Run:
    """A piece of text in one style."""

    text: str
    style: Style = Style.PLAIN


Inline = str | tuple[Run, ...]
"""Text of a block or cell: plain, or runs."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1–4 (GB/T 9704 7.3.3: 黑体, 楷体, 仿宋, 仿宋).

    ``text`` is given without its number: the renderer counts 一、（一）1.（1）. ``numbered=False`` prints ``text`` as
    it is. ``run_in`` is text that follows on the same line in the body face (``一、时间：2026年…``).
    """

    text: str
    level: int = 1
    run_in: Inline = ""
    numbered: bool = True

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"heading level {self.level} is not 1–4")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, by default indented two characters and justified (GB/T 9704 7.3.3)."""

    text: Inline
    indent: bool = True
    align: Align = Align.JUSTIFY


@dataclass(frozen=True)
class Person:
    """A person in a list of names: ``unit`` stands before it (10.3: 单位、姓名), ``note`` in brackets after."""

    name: str
    note: str = ""
    unit: str = ""

    @property
    def shown(self) -> str:
        """The name with what stands before and after it."""
        return f"{self.unit}{self.name}（{self.note}）" if self.note else f"{self.unit}{self.name}"


@dataclass(frozen=True)
class NameList:
    """出席：, 请假：, 列席： with its names (GB/T 9704 10.3: label 黑体, names 仿宋).

    ``in_columns`` sets the names in aligned columns, two-character names opened by a full-width space; otherwise they
    run on, divided by 、. Turned lines align with the first name. An empty list prints ``empty``.
    """

    label: str
    people: tuple[Person, ...]
    in_columns: bool = True
    empty: str = "无"


@dataclass(frozen=True)
class Column:
    """A column of a table. ``weight`` is its share of the width; None lets the renderer find it from the content."""

    title: str
    weight: float | None = None
    align: Align = Align.CENTRE


@dataclass(frozen=True)
class Cell:
    """A cell that differs from plain text: spanning ``columns`` and ``rows``, or aligned otherwise."""

    text: Inline = ""
    columns: int = 1
    rows: int = 1
    align: Align | None = None

    def __post_init__(self) -> None:
        if self.columns < 1 or self.rows < 1:
            raise ValueError("a cell spans at least one column and one row")


class RowKind(StrEnum):
    """What a row of a table is."""

    BODY = "body"
    GROUP = "group"
    """A heading over the rows that follow (黑体, one cell across); never alone at a page's foot."""
    TOTAL = "total"
    """合计: 黑体, kept with the row before."""


@dataclass(frozen=True)
class Row:
    """A row: its cells from left to right, without those covered by a span from above.

    ``min_lines`` leaves at least that many lines of height (for handwriting). ``may_split`` allows a tall row to go on
    over the page; rows that fit a page are moved whole first.
    """

    cells: tuple[Cell | str, ...]
    kind: RowKind = RowKind.BODY
    min_lines: int = 1
    may_split: bool = True


@dataclass(frozen=True)
class Table:
    """A table with a head that is repeated on every page.

    ``columns`` name the lowest head row; ``head`` holds rows above it for grouped heads (with spans; a cell there
    that spans down covers the title below). ``groups`` > 1 sets the rows in that many column groups side by side,
    running down the first group of a page before the second (签到表). ``fill_to`` adds empty rows until there are
    that many, for hand filling (a last few that would need a page of their own are left out). ``numbered`` puts a
    column 序号 before the others.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    caption: str = ""
    note: str = ""
    groups: int = 1
    fill_to: int = 0
    numbered: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table has at least one column")
        if self.groups < 1:
            raise ValueError("a table has at least one column group")
        if self.groups > 1 and self.head:
            raise ValueError("column groups can't have grouped heads")


@dataclass(frozen=True)
class Field:
    """A label with its value in a form. ``lines`` is the least height of the value in lines (for handwriting).

    ``weight`` is the value's share of its row. An empty ``label`` leaves the value the whole width. ``fill`` lets the
    row take what is left of the page when the whole document fits one page (blank forms).
    """

    label: str
    value: Inline = ""
    lines: int = 1
    weight: float = 1.0
    align: Align = Align.LEFT
    fill: bool = False


@dataclass(frozen=True)
class FormRow:
    """The fields that stand side by side in a form; labels and values of equal rows align under each other."""

    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        if not self.fields:
            raise ValueError("a form row has at least one field")


@dataclass(frozen=True)
class FormTable:
    """A ruled form of labelled values, like the head of a 会议记录. Long values go on over pages, lines unbroken."""

    rows: tuple[FormRow, ...]


@dataclass(frozen=True)
class Picture:
    """A photograph or scan: a file or its bytes (PNG or JPEG), with its caption. Proportions are kept."""

    source: Path | bytes = field(repr=False)
    caption: str = ""


@dataclass(frozen=True)
class Pictures:
    """Pictures, ``per_row`` side by side (1–4), each with its caption below."""

    pictures: tuple[Picture, ...]
    per_row: int = 2

    def __post_init__(self) -> None:
        if not 1 <= self.per_row <= 4:
            raise ValueError("one to four pictures stand in a row")


@dataclass(frozen=True)
class Figure:
    """A chart or a picture over the block's width with its 图题 below: ``图1　各月主题党日次数``.

    ``caption`` is by default the chart's title or the picture's caption. ``numbered`` counts the figures of a
    document (of an annex for itself); a chart is drawn with its exact texts, never as pixels, wherever the file allows.
    """

    content: Chart | Picture
    caption: str = ""
    numbered: bool = True

    @property
    def title(self) -> str:
        """The words of the 图题 without its number."""
        return self.caption or (self.content.caption if isinstance(self.content, Picture) else self.content.title)


@dataclass(frozen=True)
class SignatureLine:
    """A line to sign on: ``主持人签名：________``. ``name`` is printed on the line when it is already known."""

    label: str
    name: str = ""


@dataclass(frozen=True)
class Signatures:
    """Signature lines at the end of a record, two to a line; never alone on a page."""

    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True)
class BlankLines:
    """Ruled empty lines to write on by hand."""

    count: int


@dataclass(frozen=True)
class Attachments:
    """附件说明 (GB/T 9704 7.3.4): one blank line below the text, numbered when there are several, no mark after."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Closing:
    """落款 (GB/T 9704 7.3.5): who issues the paper and when; several ``organisations`` issue it together, lead first.

    Its place follows 7.3.5.1 (``sealed``: room is left for a seal on each name), 7.3.5.2 (no seal) or, with
    ``signers``, 7.3.5.3: the full titles of those whose 签名章 is stamped beside them; the organisations are then not
    printed. Seals and stamps are never drawn. The text's last lines never leave it alone on a page.
    """

    organisations: tuple[str, ...]
    day: date
    sealed: bool = False
    signers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.sealed and self.signers:
            raise ValueError("a paper has either the bodies' seals or the signers' stamps")


@dataclass(frozen=True)
class Remark:
    """附注 (GB/T 9704 7.3.6): in full-width round brackets below the date. ``text`` without the brackets."""

    text: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Heading
    | Paragraph
    | NameList
    | Table
    | FormTable
    | Pictures
    | Figure
    | Signatures
    | BlankLines
    | Attachments
    | Closing
    | Remark
    | PageBreak
)
"""Anything that stands in the body of a document, in reading order."""


@dataclass(frozen=True)
class Annex:
    """附件 (GB/T 9704 7.3.7): on a new page, number flush left, title on the third line. ``number`` 0: the only one.

    ``reference`` is the 发文字号 of the paper it belongs to, for an annex that is not bound together with it.
    """

    title: str
    blocks: tuple[Block, ...]
    number: int = 0
    orientation: Orientation = Orientation.PORTRAIT
    reference: str = ""


@dataclass(frozen=True)
class Document:
    """One paper.

    ``title`` is set in 小标宋 over the text; its line breaks follow the phrases: ``title_phrases`` may give them where
    the title is long (joined they must equal ``title``). ``recipients`` are the 主送机关. ``organisation`` is the
    author (metadata; in minutes with a head also printed with ``day`` above the red rule); ``day`` the date of the
    paper, which is also the only date that reaches the file. ``head`` and ``imprint`` belong to official papers only.
    ``duplex`` puts the imprint on an even page, as double-sided printing needs.
    """

    kind: Kind
    title: str
    blocks: tuple[Block, ...] = ()
    organisation: str = ""
    day: date | None = None
    subtitle: str = ""
    recipients: tuple[str, ...] = ()
    title_phrases: tuple[str, ...] = ()
    orientation: Orientation = Orientation.PORTRAIT
    page_numbers: bool = True
    head: Head | None = None
    imprint: Imprint | None = None
    annexes: tuple[Annex, ...] = ()
    duplex: bool = False

    def __post_init__(self) -> None:
        if self.title_phrases and "".join(self.title_phrases) != self.title:
            raise ValueError("title_phrases joined are not the title")
        if (self.head or self.imprint) and not self.kind.official:
            raise ValueError(f"a {self.kind} is no official paper: it has neither head nor imprint")
        if self.kind is Kind.COVER and self.blocks:
            raise ValueError("a cover has a title, a subtitle, an organisation and a day, and no text")

    @property
    def form(self) -> Form:
        """How its first page is made; without a head that makes no difference."""
        return (self.head.form if self.head else None) or FORMS.get(self.kind, Form.FILE)

    @property
    def name(self) -> str:
        """What the paper is called: its title on one line; without one its mark, or else its kind."""
        mark = "、".join(self.head.bodies) + self.head.mark if self.head else ""
        return self.title.replace("\n", "") or mark or str(self.kind)


def name_text(name: str) -> str:
    """A name as it stands in a column: two characters are opened to three (王　强); others stay as they are."""
    return f"{name[0]}{FULL_SPACE}{name[1]}" if len(name) == 2 else name


def plain_text(text: Inline) -> str:
    """The characters of a text without its styles."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def runs_of(text: Inline) -> tuple[Run, ...]:
    """A text as runs, whatever it was given as."""
    return (Run(text),) if isinstance(text, str) else text


def chinese_date(day: date) -> str:
    """A date as papers write it: full year, month and day unpadded (GB/T 9704 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
