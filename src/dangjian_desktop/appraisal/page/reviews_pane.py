"""检视材料: who has handed in theirs; written here as a draft that stays on this PC until it is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from dangjian_desktop.appraisal.page.files import FilesRow
from dangjian_desktop.appraisal.page.pane import Pane, flush_card
from dangjian_desktop.appraisal.reading import ReviewRow, YearView
from dangjian_desktop.appraisal.records import SelfReview
from dangjian_desktop.appraisal.service.preparation import COMMITTEE
from dangjian_desktop.base.dates import short_day
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.store import Heads, Reader, part_id
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton
from dangjian_desktop.ui.components.editors import LongText
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.drafts import DraftKeeper, Edited
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

KIND = "self_reviews"


@dataclass(frozen=True)
class _Text:
    """A text being written, and the versions it was opened with."""

    draft: str
    text: str
    seen: Heads


def _read(reader: Reader, id: str) -> _Text:
    found = reader.get(SelfReview, id)
    if found is None or found.deleted:
        return _Text("", "", {})
    return _Text(found.draft or "", found.text or "", reader.heads(SelfReview, id))


class ReviewsPane(Pane):
    """The list, and above it the text of the one that is open."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        px = theme().px
        self.open_person: str | None = None
        """Whose text is open: "" is the committee's, None is nobody's."""
        self.table = Table(
            (Column("谁的", 150), Column("情况", 150, stretch=1), Column("附件", 84), Column("", 84)), fitted=True
        )
        self.table.setAccessibleName("检视材料")
        self.table.opened.connect(self._open_row)
        self.table.button_pressed.connect(lambda key, _button: self._open_row(key))
        self._list = flush_card("检视材料", self.table)
        self.text = Field("正文", LongText(lines=9, most=18), name="draft")
        self.keeper = DraftKeeper(context, KIND, (self.text,), self._commit, self)
        self._editor = Card("")
        self.back_button = Button("返回名单", Kind.QUIET, icon_name="chevron-left", on=self.escape)
        self.print_button = Button("打印", Kind.ROW, icon_name="printer", on=self._print)
        self.share_button = Button("交支部", Kind.ROW, icon_name="send", on=self._share)
        for button in (self.back_button, self.print_button, self.share_button):
            self._editor.add_head(button)
        self.state = Label("", Role.MUTED, wrap=True)
        self.files = FilesRow(context, KIND, "附件（添加后随同步包带走）")
        self._editor.add(self.state)
        self._editor.add(self.text)
        self._editor.add(self.files)
        self._editor.hide()
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self.column.addWidget(self._editor)
        self.column.addWidget(self._list)
        self.column.addStretch(1)

    def show_year(self, view: YearView) -> None:
        super().show_year(view)
        shared = [one for one in view.reviews if one.shared_on]
        self._list.set_title("检视材料", f"已交 {len(shared)} 份")
        self.table.set_rows([self._row(one) for one in view.reviews])
        if self.open_person is not None:
            self._load(self.open_person)

    def _row(self, one: ReviewRow) -> Row:
        if one.shared_on:
            state = Cell.of(Tag(f"已交 {short_day(one.shared_on, self.today)}", Tone.OK, "check"))
        elif one.drafted:
            state = Cell.of(Tag("草稿，只在这台电脑上", Tone.DUE, "pencil"))
        else:
            state = Cell.words("还没写", Tone.PLAIN)
        files = f"{len(one.files)} 个" if one.files else ""
        button = RowButton("open", "打开" if one.shared_on or one.drafted else "写")
        return row(one.person or COMMITTEE, one.name, state, files, Cell((), (button,)), strong=not one.person)

    def act_next(self, doing: str) -> None:  # noqa: ARG002 - there is one thing to do here
        self._open("")

    def open_entry(self, id: str) -> None:
        assert self.view is not None
        one = next((row for row in self.view.reviews if row.id == id), None)
        if one is not None:
            self._open(one.person)

    def _open_row(self, key: str) -> None:
        self._open("" if key == COMMITTEE else key)

    def _open(self, person: str) -> None:
        if self.open_person != person:
            self.save()
        self.open_person = person
        self._load(person, focus=True)

    def _load(self, person: str, *, focus: bool = False) -> None:
        id = self._id(person)
        self.context.query(
            lambda reader: _read(reader, id), partial(self._show, person, focus=focus), self, key="review"
        )

    def _show(self, person: str, found: _Text, *, focus: bool) -> None:
        assert self.view is not None
        one = self._review(person)
        if one is None or self.open_person != person:
            return
        self._editor.set_title(f"{one.name}检视材料" if not person else f"{one.name}对照检查材料")
        self.keeper.load(self._id(person), {"draft": found.draft or found.text}, found.seen)
        if one.shared_on and not found.draft:
            words = f"{short_day(one.shared_on, self.today)}已交支部。改动后先存在这台电脑上，再点“交支部”才替换。"
        else:
            words = "没有交支部以前，正文只留在这台电脑上，不随同步包带走。"
        self.state.setText(words)
        self.files.setVisible(bool(one.id))
        self.files.show_files(one.id, one.files)
        self.print_button.setEnabled(bool(one.id))
        self._editor.show()
        if focus:
            self.text.widget.setFocus()

    def _review(self, person: str) -> ReviewRow | None:
        return next((row for row in self.view.reviews if row.person == person), None) if self.view else None

    def _id(self, person: str) -> str:
        assert self.view is not None
        return part_id(self.view.id, "self_review", person or COMMITTEE)

    def _commit(self, edit: Edited) -> None:
        assert self.view is not None
        assert self.open_person is not None
        self._write(edit.values, edit.seen, self.open_person)

    def _write(self, values: Mapping[str, object], seen: Heads, person: str) -> None:
        assert self.view is not None
        action = self.context.action("write_self_review")
        loose = {"year": self.view.id, "person": person or None, "draft": values.get("draft"), "seen": seen or None}
        record = self._id(person)
        self.context.act(
            action,
            parse_input(action.input, loose),
            owner=self,
            say=False,
            discard=record,
            discard_fields=("draft",),
        )

    def save(self) -> None:
        if self.open_person is not None and str(self.text.value() or ""):
            self.keeper.commit()

    def escape(self) -> bool:
        if self.open_person is None:
            return False
        self.save()
        self.open_person = None
        self._editor.hide()
        self.table.setFocus()
        return True

    def _share(self) -> None:
        assert self.view is not None
        if self.open_person is None:
            return
        self.keeper.keep()
        text = self.text.value()
        values = {"year": self.view.id, "person": self.open_person or None, "text": text}
        action = self.context.action("share_self_review")
        record = self._id(self.open_person)
        self.context.act(
            action, parse_input(action.input, values), owner=self, discard=record, discard_fields=("draft",)
        )

    def _print(self) -> None:
        if self.open_person is not None:
            self.save()
            self.paper("self_review", self._id(self.open_person))
