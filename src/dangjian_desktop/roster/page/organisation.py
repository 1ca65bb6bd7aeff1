"""班子小组: committee with terms and Party groups at the left, the 应到 table of any day at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.overview import (
    KINDS,
    Board,
    ExpectedView,
    FactLine,
    board,
    branch_values,
    expected_view,
    leader_post,
)
from dangjian_desktop.roster.page.verbs import Verbs
from dangjian_desktop.roster.reading import ExpectedRow, GroupRef
from dangjian_desktop.roster.rules import ALL_MEMBERS, COMMITTEE, Body, BodyKind, Weight
from dangjian_desktop.store import Changes, Heads
from dangjian_desktop.ui.components.banner import Banner, BannerKind
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.editors import Combo, DateEdit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import spaced_name, theme
from dangjian_desktop.ui.tokens import Tone

_REGISTER = "roster/register"
_POSTS = (Column("职务", 84), Column("姓名", 84, stretch=1), Column("任职", 96), Column("党龄", 134))
_GROUPS = (Column("党小组", 90, stretch=1), Column("组长", 70), Column("人数", 48, right=True), Column("", 144))
_EXPECTED = (
    Column("姓名", 138, stretch=1),
    Column("党小组", 94),
    Column("应到", 56, centre=True),
    Column("表决权", 62, centre=True),
    Column("说明", 180, stretch=4),
)


class OrganisationView(Page):
    """Committee, groups and who is expected."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.verbs = Verbs(context, self)
        self.board: Board | None = None
        self.expected: ExpectedView | None = None
        px = theme().px
        self._outer = QHBoxLayout(self)
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, px(4), 0)
        self.remarks = QVBoxLayout()
        self._left.addLayout(self.remarks)
        self._left.addWidget(self._committee_card())
        self._left.addWidget(self._groups_card())
        self._left.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(left)
        area.setObjectName("bare")
        left.setObjectName("body")
        self._outer.addWidget(area, 5)
        self._outer.addWidget(self._expected_card(), 7)
        self._buttons = self._make_buttons()
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        self._outer.setContentsMargins(px(16, 24), 0, px(16, 24), px(8, 16))
        self._outer.setSpacing(px(8, 16))
        self._left.setSpacing(px(8, 16))

    def _make_buttons(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        self.branch_button = Button("支部情况", icon_name="building-2", on=self._edit_branch)
        self.print_button = Button("印名单", icon_name="printer", on=self.print_paper)
        self.change_button = Button("任职编组", icon_name="users")
        menu = QMenu(self)
        menu.addAction("补选或任职").triggered.connect(lambda _checked=False: self._with_board(self._appoint))
        menu.addAction("设立党小组").triggered.connect(lambda _checked=False: self._with_board(self._new_group))
        menu.addAction("编入党小组").triggered.connect(lambda _checked=False: self._with_board(self._assign))
        menu.addAction("不计入应到").triggered.connect(lambda _checked=False: self._with_board(self._exclude))
        self.change_button.setMenu(menu)
        self.election_button = Button("登记换届", Kind.PRIMARY, icon_name="plus")
        self.election_button.clicked.connect(lambda _checked=False: self._with_board(self._elect))
        for button in (self.branch_button, self.print_button, self.change_button, self.election_button):
            row.addWidget(button)
        holder.hide()
        return holder

    def _committee_card(self) -> Card:
        self.committee = Card("支部委员会", flush=True)
        self.correct_button = Button("更正", Kind.LINK, on=lambda: self._with_board(self._correct_committee))
        self.committee.add_head(self.correct_button)
        self.posts = Table(_POSTS, fitted=True)
        self.posts.setAccessibleName("支部委员会")
        self.posts.opened.connect(lambda key: self._open_holder(key))
        self.posts.button_pressed.connect(lambda key, _button: self._end_post(key))
        self.no_posts = Label("还没有登记。请用右上的“登记换届”，或“任职编组”里的“补选或任职”。", Role.MUTED, wrap=True)
        self.no_posts.setContentsMargins(theme().px(14, 20), 0, theme().px(14, 20), theme().px(6))
        self.committee.add(self.no_posts)
        self.committee.add(self.posts)
        return self.committee

    def _groups_card(self) -> Card:
        self.group_card = Card("党小组", flush=True)
        self.groups = Table(_GROUPS, fitted=True)
        self.groups.setAccessibleName("党小组")
        self.groups.opened.connect(self._show_group)
        self.groups.button_pressed.connect(self._group_pressed)
        self.no_groups = Label("没有设党小组。人多或分散的支部可以设。", Role.MUTED, wrap=True)
        self.no_groups.setContentsMargins(theme().px(14, 20), 0, theme().px(14, 20), theme().px(6))
        self.group_card.add(self.no_groups)
        self.group_card.add(self.groups)
        return self.group_card

    def _expected_card(self) -> Card:
        card = Card("应到", flush=True)
        self.expected_card = card
        self.day = DateEdit(lambda: self._context.today, small=True)
        self.day.setFixedWidth(theme().px(128, 150))
        self.day.setAccessibleName("哪一天")
        self.day.set_value(self._context.today)
        self.day.editingFinished.connect(self._ask_expected)
        self.day.edited.connect(self._ask_expected)
        self.body = Combo([("all", "党员大会"), ("committee", "支委会")], small=True)
        self.body.set_value("all")
        self.body.setAccessibleName("开什么会")
        self.body.edited.connect(self._ask_expected)
        card.add_head(self.body)
        card.add_head(self.day)
        self.sums = Label("", Role.BODY)
        self.sums.setContentsMargins(theme().px(14, 20), 0, theme().px(14, 20), theme().px(4))
        card.add(self.sums)
        self.table = Table(_EXPECTED)
        self.table.setAccessibleName("应到名单")
        self.table.opened.connect(lambda id: self._context.open(_REGISTER, id))
        self.table.button_pressed.connect(self._expected_pressed)
        card.add(self.table, 1)
        return card

    # -- what the frame calls

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & KINDS:
            return
        day = self._context.today
        self._context.query(lambda reader: board(reader, day), self._show_board, self)
        self._ask_expected()

    def open_record(self, id: str) -> None:
        """Put the keyboard on a group or post; the committee and the branch are in sight anyway."""
        if not self.groups.choose(id):
            self.posts.choose(id)

    def new(self, _preset: Mapping[str, object]) -> None:
        self._with_board(self._appoint)

    def print_paper(self) -> None:
        paper = next(
            paper for feature in self._context.features for paper in feature.papers if paper.name == "committee_list"
        )
        self._context.paper(paper)

    # -- committee and groups

    def _show_board(self, found: Board) -> None:
        self.board = found
        detail = f"{found.ends_on.isoformat()} 届满" if found.ends_on else ""
        self.committee.set_title(found.committee or "支部委员会", detail)
        self.correct_button.setVisible(bool(found.committee_id))
        rows = []
        for line in found.posts:
            since = line.since.isoformat() if line.since else "—"
            standing = "" if line.standing is None else f"{line.standing} 年"
            end = (RowButton("end", "离任"),)
            cells = (
                Cell.words(line.post.label, bold=True),
                Cell.words(spaced_name(line.name)),
                Cell.words(since, Tone.PLAIN),
                Cell.of(standing, buttons=end),
            )
            rows.append(Row(line.id, cells))
        self.posts.set_rows(rows)
        self.posts.setVisible(bool(rows))
        self.no_posts.setVisible(not rows)
        self._show_groups(found)
        self._show_remarks(found)
        choices = [("all", "党员大会"), ("committee", "支委会"), *((g.id, f"{g.name}会") for g in found.groups)]
        self.body.set_choices(choices)

    def _show_groups(self, found: Board) -> None:
        detail = f"{found.ungrouped} 人没有编组" if found.groups and found.ungrouped else ""
        self.group_card.set_title("党小组", detail)
        buttons = (RowButton("lead", "换组长"), RowButton("assign", "编人"))
        rows = [
            Row(
                group.id,
                (
                    Cell.words(group.name, bold=True),
                    Cell.words(spaced_name(group.leader)) if group.leader else Cell.of(Tag("未定", Tone.DUE)),
                    Cell.words(str(group.members)),
                    Cell.of(buttons=buttons),
                ),
            )
            for group in found.groups
        ]
        self.groups.set_rows(rows)
        self.groups.setVisible(bool(rows))
        self.no_groups.setVisible(not rows)

    def _show_remarks(self, found: Board) -> None:
        while (item := self.remarks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for remark in found.remarks:
            kind = BannerKind.OVER if remark.weight is Weight.MUST else BannerKind.DUE
            banner = Banner(kind, "", remark.text)
            banner.sentence.setToolTip(f"{remark.text}\n依据：{remark.basis}")
            self.remarks.addWidget(banner)

    def _with_board(self, then: object) -> None:
        assert callable(then)
        if self.board is not None:
            then(self.board)

    def _elect(self, found: Board) -> None:
        self.verbs.form_committee(found.people)

    def _appoint(self, found: Board) -> None:
        self.verbs.appoint(found.people)

    def _new_group(self, found: Board) -> None:
        self.verbs.new_group(found.people)

    def _assign(self, found: Board) -> None:
        self.verbs.assign(found.people, found.groups)

    def _exclude(self, found: Board) -> None:
        self.verbs.exclude(found.people)

    def _correct_committee(self, found: Board) -> None:
        values = {"name": found.committee, "formed_on": found.elected_on}
        years = found.ends_on.year - found.elected_on.year if found.ends_on and found.elected_on else None
        values_all: dict[str, object] = {**values, "term_years": years}
        self.verbs.correct(FactLine("committees", found.committee_id, "届次", "", "", True, values_all), ())

    def _open_holder(self, key: str) -> None:
        line = next((line for line in self.board.posts if line.id == key), None) if self.board else None
        if line is not None:
            self._context.open(_REGISTER, line.person_id)

    def _end_post(self, key: str) -> None:
        line = next((line for line in self.board.posts if line.id == key), None) if self.board else None
        if line is not None:
            self.verbs.end("posts", key, f"{line.name} 不再担任{line.post.label}")

    def _show_group(self, id: str) -> None:
        self.body.set_value(id)
        self._ask_expected()

    def _group_pressed(self, id: str, button: str) -> None:
        group = next((group for group in self.board.groups if group.id == id), None) if self.board else None
        if group is None or self.board is None:
            return
        if button == "assign":
            self.verbs.assign(self.board.people, self.board.groups, id)
        elif group.leader_id:
            self._end_leader(group)
        else:
            self.verbs.lead(self.board.people, group)

    def _end_leader(self, group: GroupRef) -> None:
        """The one who leads leaves first; then the next is asked for."""
        day = self._context.today

        def ask_end(post: str) -> None:
            people = self.board.people if self.board else ()
            dialog = self.verbs.end("posts", post, f"{group.leader} 不再担任{group.name}组长")
            dialog.accepted.connect(lambda: self.verbs.lead(people, group))

        self._context.query(lambda reader: leader_post(reader, group.id, day), ask_end, self, key="leader")

    def _edit_branch(self) -> None:
        def show(found: tuple[dict[str, object], Heads]) -> None:
            self.verbs.branch(found[0], found[1])

        self._context.query(branch_values, show, self, key="branch")

    # -- the 应到 table

    def _ask_expected(self) -> None:
        try:
            day = self.day.value() or self._context.today
        except Refused:
            return
        body = self._body()
        self._context.query(lambda reader: expected_view(reader, day, body), self._show_expected, self)

    def _body(self) -> Body:
        chosen = self.body.raw() or "all"
        if chosen == "all":
            return ALL_MEMBERS
        return COMMITTEE if chosen == "committee" else Body(BodyKind.GROUP, chosen)

    def _show_expected(self, found: ExpectedView) -> None:
        self.expected = found
        table = found.table
        self.sums.setText(f"应到 {table.expected} 人　有表决权 {table.voters} 人　{_away(table.rows, table.day)}")
        ends = {line.person_id for line in found.exclusions}
        self.table.set_rows([_expected_row(row, running=row.person_id in ends) for row in table.rows])

    def _expected_pressed(self, person: str, _button: str) -> None:
        if self.expected is None:
            return
        entry = next((line for line in self.expected.exclusions if line.person_id == person), None)
        name = next((row.label for row in self.expected.table.rows if row.person_id == person), "")
        if entry is not None:
            self.verbs.end("exclusions", entry.id, f"{name} 恢复计入应到")


def _away(rows: tuple[ExpectedRow, ...], day: date) -> str:
    away = [row.label for row in rows if not row.expected]
    return f"不计入应到 {len(away)} 人：{'、'.join(away)}" if away else f"{day.isoformat()} 没有不计入应到的人"


def _expected_row(row: ExpectedRow, *, running: bool) -> Row:
    yes, no = Cell.words("", Tone.OK, icon="check"), Cell.words("—", Tone.PLAIN)
    words = "；".join(part for part in (row.posts, row.reason) if part)
    detail = Cell.of(*(_pieces(row)), buttons=(RowButton("end", "恢复"),) if running else (), tip=words)
    name = row.label if row.label != row.name else spaced_name(row.name)
    cells = (
        Cell.words(name, tip=row.label),
        Cell.words(row.group),
        yes if row.expected else no,
        yes if row.votes else no,
        detail,
    )
    return Row(row.person_id, cells)


def _pieces(row: ExpectedRow) -> tuple[Words | Tag, ...]:
    pieces: list[Words | Tag] = [Words(row.posts)] if row.posts else []
    if row.reason and not row.expected:
        label, _bracket, rest = row.reason.partition("（")
        pieces += [Tag(label, Tone.DUE), Words(rest.removesuffix("）"), Tone.PLAIN)]
    elif row.reason:
        pieces.append(Words(row.reason))
    return tuple(pieces)
