"""One member's year: how they stand and every occasion behind it; beside it the 展示档."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from dangjian_desktop.study.page.hours_table import Slice
from dangjian_desktop.study.page.showcase import ShowcaseView
from dangjian_desktop.study.reading.hours import Line, MemberHours
from dangjian_desktop.study.reading.hours_table import HoursView
from dangjian_desktop.study.reading.showcase import Showcase
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.bars import ProgressBar
from dangjian_desktop.ui.components.buttons import Button, Kind, Switch, ToolButton
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton
from dangjian_desktop.ui.components.editors import Combo
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

LINES, SHOW = "lines", "show"
ADJUST = "adjust"


class MemberYear(Card):
    """``adjust`` carries a :class:`Line`; ``paper`` the paper's name; ``comment`` a comment's aspect."""

    back = Signal()
    record_wanted = Signal(str, str)
    make_up = Signal(str)
    adjust = Signal(object)
    paper = Signal(str)
    comment = Signal(str)
    comment_gone = Signal(str)
    outcome = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self.part = Slice()
        self._one: MemberHours | None = None
        self._slices: list[Slice] = []
        self._lines: tuple[Line, ...] = ()
        px = theme().px
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.add(self._title_line())
        self.add(self._filter_line())
        columns = (
            Column("日期", 84),
            Column("内容", 240, stretch=3),
            Column("形式", 100),
            Column("学时", 60, right=True),
            Column("说明", 180, stretch=2),
            Column("", 76),
        )
        self.table = Table(columns, row_height=(31, 42))
        self.table.setProperty("bare", "true")
        self.table.setAccessibleName("学时明细")
        self.table.opened.connect(self._open)
        self.table.button_pressed.connect(lambda place, _key: self.adjust.emit(self._lines[int(place)]))
        self.show_view = ShowcaseView()
        self.show_view.record_wanted.connect(self.record_wanted)
        self.show_view.comment.connect(self.comment)
        self.show_view.comment_gone.connect(self.comment_gone)
        self.show_view.outcome.connect(self.outcome)
        self.none = Label("这里还没有学习记录。", Role.MUTED)
        self.none.setContentsMargins(px(14, 20), px(12), px(14, 20), px(12))
        self._stack = QStackedWidget()
        for widget in (self.table, self.show_view, self.none):
            self._stack.addWidget(widget)
        self.add(self._stack, 1)

    def _title_line(self) -> QWidget:
        px = theme().px
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(px(8, 14), px(6), px(14, 20), px(2))
        line.setSpacing(px(8, 10))
        line.addWidget(ToolButton("arrow-left", tip="回到每个人（Esc）", mini=True, on=self.back.emit))
        self.name = Label("", Role.HEADING)
        line.addWidget(self.name)
        self.bar = ProgressBar([], 1)
        self.bar.setFixedWidth(px(140, 220))
        line.addWidget(self.bar)
        self.stands = Label("", Role.BOLD)
        line.addWidget(self.stands)
        self.asked = ElidedLabel("", Role.MUTED)
        line.addWidget(self.asked, 1)
        self.switch = Switch([(LINES, "学时明细"), (SHOW, "展示档")])
        self.switch.chosen.connect(lambda _key: self._show_part())
        line.addWidget(self.switch)
        return head

    def _filter_line(self) -> QWidget:
        px = theme().px
        under = QWidget()
        line = QHBoxLayout(under)
        line.setContentsMargins(px(14, 20), px(2), px(14, 20), px(8))
        line.setSpacing(px(8, 10))
        self.filter = Combo(small=True)
        self.filter.setAccessibleName("看哪些")
        self.filter.activated.connect(self._filtered)
        line.addWidget(self.filter)
        self.closing = ElidedLabel("", Role.MUTED)
        line.addWidget(self.closing, 1)
        self.make_up_button = Button("", Kind.ROW, on=lambda: self.make_up.emit(self._one.id if self._one else ""))
        line.addWidget(self.make_up_button)
        line.addWidget(
            Button("印个人学时表", Kind.ROW, icon_name="printer", on=lambda: self.paper.emit("study_hours_member"))
        )
        line.addWidget(
            Button("印学习档案", Kind.ROW, icon_name="book-marked", on=lambda: self.paper.emit("study_file"))
        )
        return under

    def choose(self, part: Slice) -> None:
        """What the next member's lines are cut to."""
        self.part = part
        self.switch.choose(LINES)

    def show_member(self, one: MemberHours, view: HoursView, found: Showcase) -> None:
        """Show a member's year."""
        self._one = one
        stands = one.standing
        self.name.setText(f"{one.name}　{view.year}年")
        tone = tokens.BAR_OK if stands.met else tokens.BAR_OVER if stands.behind else tokens.BAR_DUE
        self.bar.set_parts([(float(stands.done), tone)], float(stands.requirement.hours) or 1, spoken=stands.words)
        self.stands.setText(stands.words)
        self.stands.set_role(Role.OK if stands.met else Role.OVER if stands.behind else Role.DUE)
        central = f"；上级集中培训{one.central}次" if one.central else ""
        self.asked.setText(f"{stands.requirement.words}（{stands.requirement.basis}）{central}")
        closing = view.closing(one).words if not stands.met else ""
        self.closing.setText(
            f"到年底：{closing}。" if closing else "本年要求已达到。" if stands.requirement.months else ""
        )
        make_ups = view.chances.make_ups.get(one.id, ())
        self.make_up_button.setText(f"补课 {len(make_ups)} 场")
        self.make_up_button.setVisible(bool(make_ups))
        months = sorted({line.day.month for line in one.lines})
        forms = dict.fromkeys(line.form_label for line in one.lines)
        self._slices = [Slice(), *(Slice(month=month) for month in months), *(Slice(form=form) for form in forms)]
        if self.part not in self._slices:
            self._slices.append(self.part)
        self.filter.set_choices([(str(place), part.words) for place, part in enumerate(self._slices)])
        self.filter.set_value(str(self._slices.index(self.part)))
        self.show_view.show_showcase(found)
        self._show_part()

    def _filtered(self, place: int) -> None:
        self.part = self._slices[place]
        self._show_part()

    def _show_part(self) -> None:
        showing = self.switch.current == SHOW
        self.filter.setVisible(not showing)
        self._lines = tuple(line for line in self._one.lines if self.part.holds(line)) if self._one else ()
        self.table.set_rows([_line(place, line) for place, line in enumerate(self._lines)])
        self._stack.setCurrentWidget(self.show_view if showing else self.table if self._lines else self.none)

    def _open(self, place: str) -> None:
        line = self._lines[int(place)]
        self.record_wanted.emit(line.record_kind, line.record)


def _line(place: int, line: Line) -> Row:
    buttons = () if line.record_kind == "external_trainings" else (RowButton(ADJUST, "调整"),)
    return row(
        str(place),
        f"{line.day:%m-%d}",
        Cell.words(line.title, tip=line.title),
        line.form_label,
        hours_text(line.hours),
        Cell.words(line.note, Tone.PLAIN, tip=line.note),
        Cell.of(buttons=buttons),
    )
