"""The chosen rule: its words and what it rests on, the branch's own value typed in place, and all its versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.regulations.inputs import ChangeId
from dangjian_desktop.regulations.overview import RuleRow, notice_key, notice_title
from dangjian_desktop.regulations.rules.notices import Notice
from dangjian_desktop.regulations.rules.wording import CADENCES, COMPARATOR_WORDS, FIXED_DAY
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.editors import Combo, DateEdit, LineEdit
from dangjian_desktop.ui.components.fields import Field, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.components.table import Column, Table, row
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_VERSIONS = (Column("自", 100), Column("值", 100, stretch=1), Column("来自", 90, stretch=1), Column("", 56))


class Detail(Card):
    """One rule or notice. What was typed for another one waits until that one is chosen again."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__("规则")
        self._context = context
        self._id = ""
        self._typed: dict[str, dict[str, str]] = {}
        self.fields: dict[str, Field] = {}
        self._input: Callable[[dict[str, Any]], Mapping[str, object]] = dict
        self._verb = ""
        self.rule: RuleRow | None = None
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(8, 10))
        self._holder.setObjectName("body")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("bare", "true")
        area.setWidget(self._holder)
        self.add(area, 1)
        self.save_button = Button("保存", Kind.PRIMARY, on=self.save)
        self.reset_button = Button("恢复原规定", icon_name="rotate-ccw", on=self._reset)
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(8))
        foot.addWidget(self.reset_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self.add(foot)
        self.versions = Table(_VERSIONS, row_height=(28, 36), fitted=True)
        self.versions.setAccessibleName("这条规则的历次规定")
        self.versions.button_pressed.connect(self._withdraw)

    def _fit(self) -> None:
        super()._fit()
        self.setFixedWidth(theme().px(392, 480))

    # -- showing

    def show_rule(self, rule: RuleRow) -> None:
        """Show a rule; an editable one with its fields."""
        self._begin(rule.id, rule.title)
        self.rule = rule
        self._say(rule.value, Role.BOLD)
        line = QHBoxLayout()
        line.addWidget(TagLabel(Tag(rule.standing, Tone.PLAIN if rule.changed else Tone.GOLD)))
        line.addStretch(1)
        self._column.addLayout(line)
        if rule.regulation:
            self._say(f"《{rule.regulation}》{rule.article}")
        if rule.words:
            self._say(f"“{rule.words}”", Role.MUTED)
        if rule.url:
            self._link(rule.url)
        if rule.changed:
            self._say(f"原来：{rule.original}", Role.MUTED)
        if rule.coming:
            self._say(f"{rule.coming}。", Role.INFO)
        if rule.editable:
            self._rule_fields(rule)
        else:
            self._say("法规规定的，不能修改；规定有变化时，请打开新的规则文件。", Role.MUTED)
        self.save_button.setVisible(rule.editable)
        self.reset_button.setVisible(rule.editable)
        self.reset_button.setEnabled(rule.changed)
        self._show_versions(rule)
        self._column.addStretch(1)

    def show_notice(self, notice: Notice) -> None:
        """Show a year's notice with its deadline and document."""
        self._begin(notice_key(notice), f"{notice_title(notice)}的期限")
        self._say(f"{notice.deadline.isoformat()} 前" if notice.deadline else "还没有通知", Role.BOLD)
        self._say(
            "归属年度不等于召开日期：常常在次年1至3月开，以上级通知为准。没有通知的，四季度按一般要求提醒，"
            "次年1月不算逾期。",
            Role.MUTED,
        )
        day = Field("通知规定的期限", DateEdit(lambda: self._context.today), name="deadline", help="没有通知就空着")
        day.set_value(notice.deadline)
        document = Field("文件", LineEdit(placeholder="如 组字〔2026〕11号"), name="document")
        document.set_value(notice.document)
        self._add_fields(day, document)
        self._verb = "set_year_notice"
        self._input = lambda values: {"subject": str(notice.subject), "year": notice.year, **values}
        self.save_button.show()
        self.reset_button.hide()
        self._column.addStretch(1)

    def _begin(self, id: str, title: str) -> None:
        self._keep()
        self.versions.setParent(None)
        while (item := self._column.takeAt(0)) is not None:
            _clear(item)
        self._id, self.fields, self.rule = id, {}, None
        self.set_title(title)

    def _keep(self) -> None:
        """Remember what was typed and not saved."""
        if self._id and self.fields:
            self._typed[self._id] = {name: field.raw() for name, field in self.fields.items()}

    def _say(self, text: str, role: Role = Role.BODY) -> Label:
        label = Label(text, role, wrap=True)
        self._column.addWidget(label)
        return label

    def _link(self, url: str) -> None:
        """The official address, in plain words to be copied: this PC may have no network."""
        line = QHBoxLayout()
        address = Field("原文网址", LineEdit(), aside=True)
        address.set_value(url)
        address.set_locked(True)
        line.addWidget(address, 1)
        self._column.addLayout(line)

    def _rule_fields(self, rule: RuleRow) -> None:
        help = "如 15日、第2个周五；不固定就清空" if rule.unit == FIXED_DAY else ""
        value = Field("本支部的值", LineEdit(), name="value", help=help)
        value.set_value(rule.typed)
        fields = [value]
        if len(rule.comparators) > 1:
            sign = Field(
                "比较", Combo([(one.value, COMPARATOR_WORDS[one]) for one in rule.comparators]), name="comparator"
            )
            sign.set_value(rule.comparator.value)
            fields.append(sign)
        if rule.unit in CADENCES:
            unit = Field("周期", Combo(list(CADENCES.items())), name="unit")
            unit.set_value(rule.unit)
            fields.append(unit)
        day = Field("从哪天起", DateEdit(lambda: self._context.today), name="effective_from")
        day.set_value(self._context.today)
        reason = Field("说明", LineEdit(placeholder="如 2026年3月支委会议定"), name="reason")
        self._add_fields(*fields, day, reason)
        self._verb = "set_rule"
        self._input = lambda values: {"rule": rule.id, **values}

    def _add_fields(self, *fields: Field) -> None:
        self.fields = {field.name: field for field in fields}
        for name, raw in self._typed.pop(self._id, {}).items():
            if name in self.fields:
                self.fields[name].set_raw(raw)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(8))
        place = 0
        for field in fields:
            wide = field.name in ("reason", "document")
            place += place % 2 if wide else 0
            grid.addWidget(field, place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._column.addLayout(grid)

    def _show_versions(self, rule: RuleRow) -> None:
        self._say("历次规定", Role.BOLD)
        self.versions.set_rows(
            [
                row(
                    line.change or f"#{place}",
                    line.since.isoformat(),
                    Cell.of(Words(line.value, bold=line.current), tip=line.value),
                    Cell.words(line.source, Tone.PLAIN, tip=line.source),
                    Cell((), (RowButton("withdraw", "撤回"),)) if line.change else Cell(),
                )
                for place, line in enumerate(rule.versions)
            ]
        )
        self._column.addWidget(self.versions)
        self.versions.show()

    # -- doing

    def save(self) -> None:
        """Carry out what was typed; what is refused is said below the field it concerns."""
        if not self.fields or not self.save_button.isEnabled():
            return
        commit_preedit()
        wrong = [field for field in self.fields.values() if not field.check()]
        if wrong:
            wrong[0].widget.setFocus()
            return
        values = {name: "" if field.value() is None else field.value() for name, field in self.fields.items()}
        for name in ("effective_from", "deadline"):
            if name in values:
                values[name] = values[name] or None
        action = self._context.action(self._verb)
        try:
            data = parse_input(action.input, self._input(values))
        except Refused as error:
            self._refused(error)
            return
        self.save_button.setEnabled(False)
        self._context.act(action, data, self._saved, self._refused, owner=self)

    def _saved(self, _result: object) -> None:
        self.save_button.setEnabled(True)
        # The view comes back with what was saved; nothing typed is left to keep.
        self._typed.pop(self._id, None)
        self.fields = {}

    def _refused(self, error: Refused) -> None:
        self.save_button.setEnabled(True)
        told = [problem for problem in error.problems if problem.field in self.fields]
        for problem in told:
            self.fields[problem.field].set_error(problem.message)
        if told:
            self.fields[told[0].field].widget.setFocus()
        else:
            self._context.refused(error)

    def _reset(self) -> None:
        if self.rule is not None:
            action = self._context.action("reset_rule")
            self._context.act(action, parse_input(action.input, {"rule": self.rule.id}), self._saved, owner=self)

    def _withdraw(self, id: str, _button: str) -> None:
        self._context.act(self._context.action("withdraw_rule_change"), ChangeId(id), self._saved, owner=self)


def _clear(item: Any) -> None:
    if item.widget() is not None:
        discard(item.widget())
    elif item.layout() is not None:
        while (inner := item.layout().takeAt(0)) is not None:
            _clear(inner)
