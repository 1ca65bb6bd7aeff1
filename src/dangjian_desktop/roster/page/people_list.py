"""The register's list: filter by name (pinyin), by who, by group; members first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dangjian_desktop.roster.names import match_name, ordinal_key
from dangjian_desktop.roster.overview import PersonRow
from dangjian_desktop.roster.reading import PEOPLE
from dangjian_desktop.roster.rules import Status
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell
from dangjian_desktop.ui.components.editors import Combo, LineEdit
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import spaced_name, theme
from dangjian_desktop.ui.tokens import Tone

_COLUMNS = (
    Column("姓名", 128, stretch=2),
    Column("性别", 48, centre=True),
    Column("部门、职务", 150, stretch=4),
    Column("党小组", 104, stretch=1),
    Column("党内职务", 110, stretch=1),
    Column("入党日期", 100),
    Column("党龄", 64, right=True),
    Column("情况", 200, stretch=3),
)
_WHO: tuple[tuple[str, str, Callable[[PersonRow], bool]], ...] = (
    ("here", "在册党员", lambda row: row.here),
    ("full", "正式党员", lambda row: row.status is Status.FULL),
    ("probationary", "预备党员", lambda row: row.status is Status.PROBATIONARY),
    ("retired", "离退休党员", lambda row: row.here and "离退休" in row.marks),
    ("mobile", "流动党员", lambda row: row.here and "流动党员" in row.marks),
    ("left", "已离开的", lambda row: row.status in (Status.LEFT, Status.NOT_YET)),
    ("people", "其他人员", lambda row: row.kind == PEOPLE),
    ("all", "全部", lambda _row: True),
)


class PeopleList(QWidget):
    """Fed whole (a branch has some fifty members); typing narrows it."""

    opened = Signal(str)
    add_pressed = Signal()
    paste_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PersonRow, ...] = ()
        self.words = LineEdit(placeholder="输姓名或首字母", small=True)
        self.words.setMaximumWidth(theme().px(200, 260))
        self.words.setAccessibleName("按姓名筛选")
        self.who = Combo([(key, word) for key, word, _test in _WHO], small=True)
        self.who.set_value("here")
        self.who.setAccessibleName("看哪些人")
        self.group = Combo([("", "所有党小组")], small=True)
        self.group.setAccessibleName("看哪个党小组")
        self.count = Label("", Role.MUTED)
        self.table = Table(_COLUMNS)
        self.table.setAccessibleName("名册")
        self.table.opened.connect(self.opened)
        self.words.edited.connect(self._fill)
        self.words.returnPressed.connect(self._enter)
        self.who.edited.connect(self._fill)
        self.group.edited.connect(self._fill)
        px = theme().px
        bar = QHBoxLayout()
        bar.setContentsMargins(px(14, 20), px(8, 12), px(14, 20), px(8, 12))
        bar.setSpacing(px(8))
        for widget in (self.words, self.who, self.group):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.count)
        card = Card(flush=True)
        card.add(bar)
        card.add(self.table, 1)
        add = Button("登记党员", icon_name="plus", on=self.add_pressed.emit)
        paste = Button("从 WPS 表格粘贴", Kind.QUIET, icon_name="clipboard-paste", on=self.paste_pressed.emit)
        empty = EmptyState(
            "名册里还没有人", "有了名册，签到、表决人数和学时才算得出来。", add, paste, icon_name="users"
        )
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(empty)
        inside.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(card)
        self._stack.addWidget(holder)
        self.setFocusProxy(self.table)

    def show_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show these people, narrowed by what the filters say."""
        self._rows = tuple(rows)
        groups = sorted({row.group for row in rows if row.group}, key=ordinal_key)
        self.group.set_choices([("", "所有党小组"), *((name, name) for name in groups)])
        if self.group.currentIndex() < 0:
            self.group.set_value("")
        self._stack.setCurrentIndex(0 if rows else 1)
        self._fill()

    @property
    def shown(self) -> list[PersonRow]:
        """The people the filters let through, best match first."""
        test = next(test for key, _word, test in _WHO if key == self.who.raw())
        group, words = self.group.raw(), self.words.text().strip()
        found = [row for row in self._rows if test(row) and (not group or row.group == group)]
        if not words:
            return found
        ranked = [(match_name(words, row.name), place, row) for place, row in enumerate(found)]
        fitting = [(rank, place, row) for rank, place, row in ranked if rank is not None]
        return [row for _rank, _place, row in sorted(fitting, key=lambda item: item[:2])]

    def _fill(self) -> None:
        found = self.shown
        self.table.set_rows([_line(row) for row in found])
        young = sum(row.status is Status.PROBATIONARY for row in found)
        here = sum(row.here for row in found)
        words = f"共 {len(found)} 人"
        if here and young:
            words += f"，其中正式 {here - young}、预备 {young}"
        self.count.setText(words)

    def _enter(self) -> None:
        found = self.shown
        if len(found) == 1:
            self.opened.emit(found[0].id)
        elif found:
            self.table.setFocus()
            self.table.selectRow(0)


def _line(row: PersonRow) -> Row:
    tags: list[Tag] = []
    if row.status is Status.PROBATIONARY:
        tags.append(Tag("预备党员", Tone.INFO))
    elif row.status in (Status.LEFT, Status.NOT_YET):
        tags.append(Tag(row.status.label, Tone.MUTED))
    elif row.kind == PEOPLE:
        tags.append(Tag("不是本支部党员", Tone.MUTED))
    for mark in row.marks:
        tags.append(Tag(mark, Tone.DUE if mark in ("流动党员", "不计入应到", "不计入表决") else Tone.PLAIN))
    if row.remark:
        tags.append(Tag(row.remark.split("，")[0], Tone.OVER, "circle-alert"))
    name = row.label if row.label != row.name else spaced_name(row.name)
    return Row(
        row.id,
        (
            Cell.words(name, tip=row.label),
            Cell.words(row.sex),
            Cell.words(row.place, tip=row.place),
            Cell.words(row.group),
            Cell.words(row.posts, bold=bool(row.posts)),
            Cell.words(row.joined_on.isoformat() if row.joined_on else "—"),
            Cell.words("—" if row.standing is None else f"{row.standing} 年"),
            Cell.of(*tags, tip="；".join([*row.marks, row.remark] if row.remark else row.marks)),
        ),
    )
