"""名册: the list of members and others, and one member's record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.overview import (
    KINDS,
    MARKS,
    MemberSheet,
    PersonRow,
    member_sheet,
    people_rows,
    person_values,
)
from dangjian_desktop.roster.page.member_form import MemberForm
from dangjian_desktop.roster.page.people_list import PeopleList
from dangjian_desktop.roster.page.sheets import SheetMoves
from dangjian_desktop.roster.page.verbs import Verbs
from dangjian_desktop.roster.reading import MEMBERS, PEOPLE, GroupRef, PersonRef, groups_on
from dangjian_desktop.roster.rules import Status
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.dialogs import ask
from dangjian_desktop.ui.components.rail import RailItem
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.drafts import DraftKeeper, Edited
from dangjian_desktop.ui.record import RecordPage, RecordView
from dangjian_desktop.ui.theme import theme

TRANSFERS_VIEW = "roster/transfers"
"""Where a member's 离任清单 is shown."""


class RegisterView(RecordPage):
    """The register. Enter opens a member, Esc goes back; people who are not members open in a dialog."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        self.list = PeopleList()
        self.form = MemberForm(lambda: context.today)
        super().__init__(self.list, RecordView(self.form))
        self.verbs = Verbs(context, self)
        self.sheets = SheetMoves(context, self)
        self.sheet: MemberSheet | None = None
        self._rows: tuple[PersonRow, ...] = ()
        self._groups: tuple[GroupRef, ...] = ()
        self.keeper = DraftKeeper(context, MEMBERS, tuple(self.form.fields.values()), self._commit, self)
        self._buttons = self._make_buttons()
        self._make_head()
        self.list.opened.connect(self.open_record)
        self.list.add_pressed.connect(lambda: self.new({}))
        self.list.paste_pressed.connect(self.sheets.paste)
        self.form.correct_pressed.connect(lambda line: self.verbs.correct(line, self._groups))
        self.form.end_pressed.connect(lambda line: self.verbs.end(line.kind, line.id, f"{line.end}：{line.title}"))
        self.form.remove_pressed.connect(self._remove_fact)
        self.form.talent_typed.connect(lambda text: self._add("add_talent", name=text))
        self.form.topic_typed.connect(lambda text: self._add("add_lecture_topic", title=text))

    # -- buttons

    def _make_buttons(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        self.sheet_button = Button("导入导出", icon_name="file-spreadsheet")
        self.sheet_button.setMenu(self._sheet_menu())
        self.print_button = Button("印名册", icon_name="printer")
        self.print_button.setMenu(self._print_menu())
        self.come_button = Button("转入等", icon_name="user-plus", tip="转入、接收预备党员、登记其他人员")
        self.come_button.setMenu(self._come_menu())
        self.add_button = Button("登记党员", Kind.PRIMARY, icon_name="plus", tip="登记党员（Ctrl+N）")
        self.add_button.clicked.connect(lambda _checked=False: self.new({}))
        for button in (self.sheet_button, self.print_button, self.come_button, self.add_button):
            row.addWidget(button)
        holder.hide()
        return holder

    def _sheet_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("粘贴WPS或Excel里的名册…").triggered.connect(lambda _checked=False: self.sheets.paste())
        menu.addAction("打开Excel文件…").triggered.connect(lambda _checked=False: self.sheets.choose_file())
        menu.addAction("存一份空白模板…").triggered.connect(lambda _checked=False: self.sheets.save_template())
        menu.addSeparator()
        menu.addAction("导出名册…").triggered.connect(lambda _checked=False: self.sheets.export(private=False))
        whole = menu.addAction("导出名册，含身份证号、手机、党费基数…")
        whole.triggered.connect(lambda _checked=False: self.sheets.export(private=True))
        return menu

    def _print_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("党员名册（Ctrl+P）").triggered.connect(lambda _checked=False: self.print_paper())
        whole = menu.addAction("党员名册，含身份证号、手机、党费基数")
        whole.triggered.connect(lambda _checked=False: self._print("member_register_private"))
        menu.addAction("支部委员会和党小组名单").triggered.connect(lambda _checked=False: self._print("committee_list"))
        return menu

    def _come_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("转入党员").triggered.connect(
            lambda _checked=False: self.verbs.transfer_in(self._groups, self.open_record)
        )
        menu.addAction("接收预备党员").triggered.connect(
            lambda _checked=False: self.verbs.admit(self._outside(), self._groups, self.open_record)
        )
        menu.addSeparator()
        menu.addAction("登记其他人员（积极分子、来宾等）").triggered.connect(
            lambda _checked=False: self.verbs.person(_ignore)
        )
        return menu

    def _make_head(self) -> None:
        head = self.record.head
        head.states.hide()
        self.delete_button = Button("删除", Kind.QUIET, icon_name="trash-2", on=self._ask_delete)
        self.delete_button.setToolTip("录错了才删除；转出、去世等请用“变动”")
        self.change_button = Button("变动", icon_name="arrow-right-left")
        self._change_menu = QMenu(self)
        self.change_button.setMenu(self._change_menu)
        head.second.insertWidget(2, self.delete_button)
        head.second.insertWidget(3, self.change_button)
        head.save_pressed.connect(self.save)
        head.next_pressed.connect(self._next)
        self.keeper.restored.connect(lambda count: self._context.toast(f"接着上次：{count} 处还没存的内容已放回"))

    def _fill_changes(self, sheet: MemberSheet) -> None:
        menu = self._change_menu
        menu.clear()
        if sheet.status is Status.PROBATIONARY:
            menu.addAction("转正").triggered.connect(lambda _checked=False: self.verbs.convert(sheet))
            menu.addAction("延长预备期").triggered.connect(lambda _checked=False: self.verbs.extend(sheet))
            menu.addSeparator()
        menu.addAction("转出").triggered.connect(lambda _checked=False: self.verbs.transfer_out(sheet))
        menu.addAction("离任清单").triggered.connect(
            lambda _checked=False: self._context.open(TRANSFERS_VIEW, None, {"member": sheet.id, "list": True})
        )
        menu.addAction("去世、退党、除名等").triggered.connect(lambda _checked=False: self.verbs.leave(sheet))
        menu.addSeparator()
        menu.addAction("换党小组").triggered.connect(lambda _checked=False: self._assign(sheet))
        menu.addAction("不计入应到").triggered.connect(
            lambda _checked=False: self.verbs.exclude(self._members(), sheet.id)
        )
        for kind in MARKS:
            menu.addAction(kind.label).triggered.connect(lambda _checked=False, kind=kind: self.verbs.mark(sheet, kind))
        self.change_button.setEnabled(sheet.status in (Status.FULL, Status.PROBATIONARY))

    # -- what the frame calls

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & KINDS:
            return
        day = self._context.today

        def read(reader: Reader) -> tuple[tuple[PersonRow, ...], tuple[GroupRef, ...]]:
            return people_rows(reader, day), tuple(groups_on(reader, day))

        self._context.query(read, self._show_list, self)
        if self.current:
            self._ask_sheet(self.current)

    def _show_list(self, found: tuple[tuple[PersonRow, ...], tuple[GroupRef, ...]]) -> None:
        self._rows, self._groups = found
        self.list.show_rows(self._rows)

    def open_record(self, id: str) -> None:
        if id != self.current and self.current:
            self.keeper.commit()
        self._ask_sheet(id)

    def _ask_sheet(self, id: str) -> None:
        day = self._context.today
        self._context.query(lambda reader: (id, member_sheet(reader, id, day)), self._show_sheet, self)

    def _show_sheet(self, found: tuple[str, MemberSheet | None]) -> None:
        id, sheet = found
        if sheet is None:
            self._open_person(id)
            return
        other = self.sheet is None or self.sheet.id != id
        self.sheet = sheet
        rail = [RailItem(row.id, row.name, row.label, bool(row.remark)) for row in self._rows if row.status]
        self.show_record(id, rail)
        head = self.record.head
        facts = ("已删除，可用撤销恢复",) if sheet.deleted else sheet.facts
        head.set_title(sheet.label, facts)
        due = sheet.status is Status.PROBATIONARY and sheet.due_on is not None and sheet.due_on <= self._context.today
        head.set_next("转正" if due else "", "check")
        self.form.show_sheet(sheet)
        if other:
            self.form.hide_private()
            self.record.form_area.verticalScrollBar().setValue(0)
        self.keeper.load(id, sheet.values, sheet.heads)
        self.form.show_hints(dict(sheet.hints))
        self._fill_changes(sheet)
        self.delete_button.setEnabled(not sheet.deleted)

    def _open_person(self, id: str) -> None:
        def show(found: tuple[dict[str, object], object] | None) -> None:
            if found is not None:
                self.verbs.person(_ignore, id, found[0], found[1])

        self._context.query(lambda reader: person_values(reader, id), show, self, key="person")

    def new(self, preset: Mapping[str, object]) -> None:
        self.verbs.new_member(self._groups, self.open_record, str(preset.get("name", "")))

    def save(self) -> None:
        self.keeper.commit()

    def print_paper(self) -> None:
        self._print("member_register")

    def _print(self, name: str) -> None:
        paper = next(paper for feature in self._context.features for paper in feature.papers if paper.name == name)
        self._context.paper(paper)

    def focus_filter(self) -> bool:
        if self.current:
            return False
        self.list.words.setFocus()
        self.list.words.selectAll()
        return True

    def flush_drafts(self) -> None:
        self.keeper.commit()
        self.form.hide_private()

    # -- what is done with a record

    def _commit(self, edited: Edited) -> None:
        action = self._context.action("edit_member")
        data = action.input(id=edited.record, changes=dict(edited.values), seen=dict(edited.seen))
        self.record.head.set_saved("正在保存…")
        self._context.act(
            action,
            data,
            lambda _id: self.record.head.set_saved("已保存"),
            partial(self._refused, tuple(edited.values)),
            owner=self,
            say=False,
            discard=edited.record,
            discard_fields=tuple(edited.values),
        )

    def _refused(self, names: tuple[str, ...], error: Refused) -> None:
        self.record.head.set_saved("没有存上，请看红字")
        for name in names:
            # What was typed is still to be saved, and no refresh may take it away.
            self.form.fields[name].edited.emit(name)
        told = False
        for problem in error.problems:
            field = self.form.fields.get(problem.field)
            if field is not None:
                field.set_error(problem.message)
                told = True
        if not told:
            self._context.refused(error)

    def _add(self, verb: str, **fields: str) -> None:
        action = self._context.action(verb)
        self._context.act(action, action.input(member=self.current, **fields), owner=self)

    def _remove_fact(self, kind: str, id: str) -> None:
        action = self._context.action("remove_fact")
        self._context.act(action, action.input(kind=kind, id=id), owner=self)

    def _assign(self, sheet: MemberSheet) -> None:
        dialog = self.verbs.assign(self._members(), self._groups)
        dialog.fields["members"].set_value((sheet.id,))

    def _next(self) -> None:
        if self.sheet is not None:
            self.verbs.convert(self.sheet)

    def _ask_delete(self) -> None:
        if self.sheet is None:
            return
        ask(
            self,
            "删除党员",
            f"把“{self.sheet.label}”移到回收站？",
            consequence="只有录错的才删除。转出、去世等请用“变动”，以前的会议记录才对得上。",
            accept="删除",
            on_yes=partial(self._delete, self.sheet.id),
        )

    def _delete(self, id: str) -> None:
        self.keeper.forget()
        action = self._context.action("delete_member")
        self.current = ""
        self._context.act(action, action.input(id=id), lambda _id: self._back(), owner=self)

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.list.setFocus()

    # -- who can be picked

    def _members(self) -> tuple[PersonRef, ...]:
        return tuple(_ref(row) for row in self._rows if row.here)

    def _outside(self) -> tuple[PersonRef, ...]:
        return tuple(_ref(row) for row in self._rows if row.kind == PEOPLE)


def _ref(row: PersonRow) -> PersonRef:
    detail = " ".join(part for part in (row.posts, row.group) if part)
    return PersonRef(row.id, row.kind, row.name, detail, "", row.here, row.label)


def _ignore(_result: object) -> None:
    """The list refreshes itself when something was written."""
