"""The view 转接: letters with their receipts, and the 离任清单 of whoever leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.store import Changes, Heads
from dangjian_desktop.transfers.inputs import TransferId
from dangjian_desktop.transfers.page.handing import HandingOver
from dangjian_desktop.transfers.reading import (
    KINDS,
    HandoverRow,
    HandoverView,
    TransferRow,
    TransfersView,
    handover_view,
    transfer_form,
    transfers_view,
)
from dangjian_desktop.transfers.rules import Direction, TransferState
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_LETTERS = (
    Column("姓名", 84),
    Column("方向", 60),
    Column("去向或来源", 170, stretch=2),
    Column("介绍信编号", 130, stretch=1),
    Column("开具", 84),
    Column("有效至", 84),
    Column("党费交至", 84),
    Column("回执", 150, stretch=1),
    Column("", 96),
)
_LISTS = (Column("离任人", 120), Column("交接日期", 120), Column("事项", 100, stretch=1), Column("", 96))
_TONES = {
    TransferState.WAITING: Tone.DUE,
    TransferState.TO_ANSWER: Tone.DUE,
    TransferState.EXPIRED: Tone.OVER,
    TransferState.DONE: Tone.OK,
}


class TransfersPage(Page):
    """Letters and lists; opened for a member it shows their 离任清单."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.shown: TransfersView | None = None
        self.dialog: VerbDialog | None = None
        """The form opened last, for tests and help."""
        self.letters = Table(_LETTERS, fitted=True)
        self.letters.setAccessibleName("组织关系转接")
        self.letters.opened.connect(self._edit)
        self.letters.button_pressed.connect(lambda id, _key: self._note_receipt(id))
        self.lists = Table(_LISTS, fitted=True)
        self.lists.setAccessibleName("办过的离任清单")
        self.lists.button_pressed.connect(lambda id, _key: self._print(id))
        self.lists.opened.connect(self._print)
        self.handing = HandingOver(context, self._print)
        self.handing.back.connect(self._back)
        self._build()
        self._buttons = QWidget(self)
        line = QHBoxLayout(self._buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        self.list_button = Button("离任清单…", icon_name="clipboard-check", on=self._ask_member)
        self.in_button = Button("凭介绍信转入", on=self._take_in)
        self.out_button = Button("开介绍信转出", Kind.PRIMARY, icon_name="log-out", on=self._send_out)
        for button in (self.list_button, self.in_button, self.out_button):
            line.addWidget(button)
        self._buttons.hide()

    def _build(self) -> None:
        px = theme().px
        self._letters_card = Card("组织关系转接", flush=True)
        self._letters_card.add(self.letters)
        self._lists_card = Card("办过的离任清单", flush=True)
        self._lists_card.add(self.lists)
        self.empty = EmptyState(
            "还没有登记过介绍信",
            "转出、转入时记下介绍信编号、有效期、党费交至和回执；没有回执的，到期提醒。",
            icon_name="arrow-right-left",
        )
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(10, 16))
        column.setSpacing(px(8, 16))
        for widget in (self.empty, self._letters_card, self._lists_card):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(10, 16))
        inside.addWidget(self.handing)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(scroll)
        self._stack.addWidget(holder)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.kinds & KINDS:
            self._context.query(transfers_view, self._show, self, key="transfers")
        # What hangs on a member comes from every capability, so any change may touch the list that is open.
        if self._stack.currentIndex() and self.handing.view is not None:
            member, day = self.handing.view.member, self._context.today
            self._context.query(lambda reader: handover_view(reader, member, day), self._update_list, self, key="list")

    def _show(self, view: TransfersView) -> None:
        self.shown = view
        self.letters.set_rows([self._letter(one) for one in view.rows])
        open_ = sum(one.stands.state is not TransferState.DONE for one in view.rows)
        self._letters_card.set_title("组织关系转接", f"{open_} 件没有回执" if open_ else "都已回执")
        self._letters_card.setVisible(bool(view.rows))
        self.empty.setVisible(not view.rows)
        self.lists.set_rows([self._list(one) for one in view.handovers])
        self._lists_card.setVisible(bool(view.handovers))

    def _letter(self, one: TransferRow) -> Row:
        today, state = self._context.today, one.stands.state
        words = state.label
        if state is TransferState.DONE and one.receipt_on:
            words = f"{short_day(one.receipt_on, today)} 已回执"
        button = (RowButton("receipt", "登记回执"),) if state is not TransferState.DONE else ()
        return row(
            one.id,
            one.name,
            Cell.of(Tag(one.direction.label, Tone.INFO if one.direction is Direction.OUT else Tone.PLAIN)),
            Cell.words(one.organisation, tip=one.organisation),
            Cell.words(one.letter_number or "—", tip=one.letter_number),
            short_day(one.issued_on, today),
            short_day(one.valid_until, today),
            one.dues_paid_to or "—",
            Cell.of(Tag(words, _TONES[state])),
            Cell((), button),
        )

    def _list(self, one: HandoverRow) -> Row:
        return row(
            one.id, one.name, short_day(one.day, self._context.today), f"{one.count} 项",
            Cell((), (RowButton("print", "打印"),)),
        )  # fmt: skip

    # -- the list of a member

    def new(self, preset: Mapping[str, object]) -> None:
        """Begin a letter; with ``member`` and ``list`` show that member's 离任清单."""
        if preset.get("list") and preset.get("member"):
            self.open_list(str(preset["member"]))
        else:
            self._send_out(str(preset.get("member") or ""))

    def open_record(self, id: str) -> None:
        self._back()
        if not self.letters.choose(id):
            self._context.query(transfers_view, lambda view: self._point_at(view, id), self, key="at")

    def _point_at(self, view: TransfersView, id: str) -> None:
        self._show(view)
        if not self.letters.choose(id):
            self.lists.choose(id)

    def open_list(self, member: str) -> None:
        """Show what hangs on a member."""
        day = self._context.today
        self._context.query(lambda reader: handover_view(reader, member, day), self._show_list, self, key="list")

    def _show_list(self, view: HandoverView) -> None:
        self.handing.show_view(view)
        self._stack.setCurrentIndex(1)

    def _update_list(self, view: HandoverView) -> None:
        """The answer may come when the list was handed over or left in the meantime."""
        if self.handing.view is not None and self.handing.view.member == view.member:
            self.handing.show_view(view)

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.handing.view = None

    def escape(self) -> bool:
        if self._stack.currentIndex():
            self._back()
            return True
        return False

    def _ask_member(self) -> None:
        if self.shown is None:
            return
        spec = Spec("member", "谁离任", Ask.PERSON, people=self.shown.people, wide=True)
        self.dialog = _MemberDialog(self._context, spec, self.open_list, self)
        self.dialog.open()

    # -- forms

    def _send_out(self, member: str = "") -> None:
        if self.shown is None:
            return
        specs = (
            Spec("member", "党员", Ask.PERSON, people=self.shown.people, value=member or None),
            Spec("organisation", "转往何处"),
            Spec("issued_on", "开具日期", Ask.DAY, value=self._context.today),
            Spec("letter_number", "介绍信编号"),
            Spec("valid_days", "有效期（天）", Ask.COUNT, help="空着按“规则”里的天数"),
            Spec("dues_paid_to", "党费交至", help="写月份，如 2026-09"),
            Spec("moved_on", "转出日期", Ask.DAY, help="空着就是开具日期"),
            Spec("note", "说明"),
        )
        sentence = "党员从转出那天起不再计入本支部，职务和党小组同日结束。名下有工作的，请先办离任清单。"

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            return {"member": "", "organisation": "", **given(values)}

        self._open("send_out", "开介绍信转出", specs, build, sentence)

    def _take_in(self) -> None:
        specs = (
            Spec("name", "姓名"),
            Spec("organisation", "从何处转来"),
            Spec("joined_on", "入党日期", Ask.DAY),
            Spec("converted_on", "转正日期", Ask.DAY, help="预备党员空着"),
            Spec("moved_on", "转入日期", Ask.DAY, value=self._context.today),
            Spec("issued_on", "介绍信开具日期", Ask.DAY, value=self._context.today),
            Spec("letter_number", "介绍信编号"),
            Spec("valid_days", "有效期（天）", Ask.COUNT),
            Spec("dues_paid_to", "党费交至", help="写月份，如 2026-09"),
            Spec("note", "说明"),
        )

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            filled = given(values)
            member = {name: filled.pop(name) for name in ("name", "joined_on", "converted_on") if name in filled}
            return {"organisation": "", "new_member": {"name": "", **member}, **filled}

        self._open("take_in", "凭介绍信转入", specs, build, "其余情况转入后在名册里补。")

    def _note_receipt(self, id: str) -> None:
        specs = (
            Spec("day", "回执日期", Ask.DAY, value=self._context.today),
            Spec("number", "回执编号"),
        )
        self._open("note_receipt", "登记回执", specs, lambda v: {"id": id, **given(v)}, "")

    def _edit(self, id: str) -> None:
        self._context.query(
            lambda reader: transfer_form(reader, id), lambda form: self._open_form(id, *form), self, key="form"
        )

    def _open_form(self, id: str, before: dict[str, object], seen: Heads) -> None:
        specs = (
            Spec("organisation", "去向或来源", value=before["organisation"], wide=True),
            Spec("letter_number", "介绍信编号", value=before["letter_number"]),
            Spec("issued_on", "开具日期", Ask.DAY, value=before["issued_on"]),
            Spec("valid_days", "有效期（天）", Ask.COUNT, value=before["valid_days"]),
            Spec("dues_paid_to", "党费交至", value=before["dues_paid_to"]),
            Spec("receipt_on", "回执日期", Ask.DAY, value=before["receipt_on"]),
            Spec("receipt_number", "回执编号", value=before["receipt_number"]),
            Spec("note", "说明", value=before["note"], wide=True),
        )

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            changed = {name: value for name, value in values.items() if (value or None) != (before[name] or None)}
            return {"id": id, "changes": changed, "seen": seen or None}

        self._open("edit_transfer", "转接", specs, build, "什么时候转出、转入，在名册里更正。")
        if self.dialog is not None:
            self.dialog.add_quiet("删除", lambda: self._delete(id))

    def _delete(self, id: str) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self._context.act(self._context.action("delete_transfer"), TransferId(id), owner=self)

    def _open(self, verb: str, title: str, specs: Any, build: Any, sentence: str) -> None:
        accept = "保存" if verb == "edit_transfer" else "登记"
        self.dialog = VerbDialog(
            self._context, verb, title, specs, build, accept=accept, sentence=sentence, parent=self
        )
        self.dialog.open()

    # -- printing

    def print_paper(self) -> None:
        if self._stack.currentIndex() and self.handing.view is not None:
            self._print(self.handing.view.member)
        elif self.lists.current_id:
            self._print(self.lists.current_id)

    def _print(self, record: str) -> None:
        paper = next(one for feature in self._context.features for one in feature.papers if one.name == "handover_list")
        self._context.paper(paper, record)


class _MemberDialog(VerbDialog):
    """Asks whose list is wanted; nothing is written by it."""

    def __init__(self, context: WindowContext, spec: Spec, then: Any, parent: QWidget) -> None:
        super().__init__(context, "hand_over", "离任清单", (spec,), dict, accept="打开清单", parent=parent)
        self._then = then

    def confirm(self) -> None:
        field = self.fields["member"]
        if not field.check():
            return
        if not field.value():
            field.set_error("请选一位党员。")
            return
        self.accept()
        self._then(field.value())
