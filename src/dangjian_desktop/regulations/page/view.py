"""The view 规则: every rule with its value here and what it rests on; the chosen one is explained and changed."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from dangjian_desktop.regulations.inputs import TakeRuleFile
from dangjian_desktop.regulations.overview import RuleRow, RulesView, notice_key, notice_title, rules_view
from dangjian_desktop.regulations.page.detail import Detail
from dangjian_desktop.regulations.page.file_dialog import RuleFileDialog
from dangjian_desktop.regulations.reading import KINDS
from dangjian_desktop.regulations.records import RuleChange, RuleVersion, YearNotice
from dangjian_desktop.regulations.rule_file import RuleFile, look_into
from dangjian_desktop.regulations.rules.notices import Notice, Subject
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.ui.components.buttons import Button
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, Words
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_COLUMNS = (
    Column("类别", 84),
    Column("规则", 176, stretch=4),
    Column("本支部的值", 116, stretch=2),
    Column("依据", 142, stretch=1),
    Column("", 120),
)
_NOTICES = "年度通知"


class RulesPage(Page):
    """The table of rules at the left, the chosen rule at the right."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.shown: RulesView | None = None
        self.dialog: RuleFileDialog | None = None
        """The file shown last, for tests and help."""
        self.filter = LineEdit(placeholder="找规则，如 党课、届满")
        self.filter.setAccessibleName("找规则")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(theme().px(200))
        self.filter.textChanged.connect(lambda _text: self._fill())
        self.table = Table(_COLUMNS)
        self.table.setAccessibleName("规则")
        self.table.selected.connect(self._choose)
        self.detail = Detail(context)
        self.file_button = Button("打开规则文件…", icon_name="file-down", on=self._choose_file)
        self.file_button.setToolTip("上级发来的，或新版程序带来的 .toml 规则文件；先看新旧对照，再决定是否采用")
        self._buttons = QWidget(self)
        line = QHBoxLayout(self._buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        line.addWidget(self.filter)
        line.addWidget(self.file_button)
        self._buttons.hide()
        self._card = Card("规则", flush=True)
        self._card.add(self.table, 1)
        px = theme().px
        outer = QHBoxLayout(self)
        outer.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(10, 16))
        outer.setSpacing(px(10, 16))
        outer.addWidget(self._card, 1)
        outer.addWidget(self.detail)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & KINDS:
            return
        today = self._context.today
        self._context.query(lambda reader: rules_view(reader, today), self._show, self, key="rules")

    def _show(self, view: RulesView) -> None:
        self.shown = view
        changed = sum(one.changed for one in view.rows)
        own = f"{len(view.rows)} 条，本支部改了 {changed} 条" if changed else f"{len(view.rows)} 条，都按原规定"
        self._card.set_title("规则", own)
        self._fill()
        if not self.table.current_id and view.rows:
            self.table.choose(view.rows[0].id)
        self._choose(self.table.current_id)

    def _fill(self) -> None:
        if self.shown is None:
            return
        wanted = self.filter.text().strip()
        rows = [_rule_row(one) for one in self.shown.rows if _meets(one, wanted)]
        rows += [_notice_row(one) for one in self.shown.notices if wanted in notice_title(one) + _NOTICES]
        self.table.set_rows(rows)

    def _choose(self, id: str) -> None:
        if self.shown is None:
            return
        rule, notice = self.shown.rule(id), self.shown.notice(id)
        if rule is not None:
            self.detail.show_rule(rule)
        elif notice is not None:
            self.detail.show_notice(notice)

    def open_record(self, id: str) -> None:
        """Choose a rule by its id, or by that of one of the branch's changes, a version taken or a notice."""
        self.filter.clear()
        self._context.query(lambda reader: _rule_of(reader, id), self._point_at, self, key="point")

    def _point_at(self, id: str) -> None:
        self.table.choose(id)
        self.table.setFocus()

    def focus_filter(self) -> bool:
        self.filter.setFocus()
        self.filter.selectAll()
        return True

    def escape(self) -> bool:
        if self.filter.text():
            self.filter.clear()
            return True
        return False

    def save(self) -> None:
        self.detail.save()

    # -- a rule file

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "打开规则文件", "", "规则文件 (*.toml)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.look_into)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_into(self, path: str) -> None:
        """Show what a rule file would change."""
        self._context.query(lambda reader: look_into(reader, path), self._offer, self, key="file")

    def _offer(self, file: RuleFile) -> None:
        self.dialog = RuleFileDialog(file, self)
        self.dialog.accepted.connect(lambda: self._take(file))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _take(self, file: RuleFile) -> None:
        if file.fresh:
            action = self._context.action("take_rule_file")
            self._context.act(action, TakeRuleFile(file.path, file.sha256), owner=self)


def _meets(one: RuleRow, wanted: str) -> bool:
    return not wanted or any(wanted in text for text in (one.title, one.group, one.words, one.article, one.value))


def _rule_row(one: RuleRow) -> Row:
    tone = Tone.PLAIN if one.standing == "本单位设定" else Tone.GOLD
    tone = Tone.DUE if one.standing.startswith("请以") else tone
    state = Cell()
    if one.coming:
        state = Cell.of(Tag("将有变化", Tone.INFO), tip=one.coming)
    elif one.changed:
        state = Cell.of(Tag(f"{one.since.isoformat()}改", Tone.INFO), tip=f"原来：{one.original}")
    elif not one.editable:
        state = Cell.words("", icon="lock", tip="由法规规定，不能修改")
    return row(
        one.id,
        Cell.words(one.group, Tone.PLAIN),
        Cell.words(one.title, tip=one.words),
        Cell.of(Words(one.value, bold=one.changed), tip=one.value),
        Cell.of(Tag(_short(one.standing), tone), tip=f"《{one.regulation}》{one.article}" if one.regulation else ""),
        state,
    )


def _short(standing: str) -> str:
    """Of several articles the first: 依据：第十九条等."""
    first, comma, _rest = standing.partition("、")
    return f"{first}等" if comma else standing


def _notice_row(one: Notice) -> Row:
    until = f"{one.deadline.isoformat()} 前" if one.deadline else "还没有通知"
    basis = Tag("依据：上级通知", Tone.GOLD) if one.deadline else Tag("请以上级通知为准", Tone.DUE)
    title = f"{notice_title(one)}的期限"
    return row(
        notice_key(one), Cell.words(_NOTICES, Tone.PLAIN), title, until, Cell.of(basis, tip=one.document), Cell()
    )


def _rule_of(reader: Reader, id: str) -> str:
    found = reader.get(RuleChange, id) or reader.get(RuleVersion, id)
    if found is not None:
        return found.rule or ""
    notice = reader.get(YearNotice, id)
    if notice is not None and notice.year and notice.subject in list(Subject):
        return notice_key(Notice(Subject(notice.subject), notice.year))
    return id
