"""方案和报批: theme, notice and last day, the arrangement; sent up, approved; who approved it inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from dangjian_desktop.appraisal.page.files import FilesRow
from dangjian_desktop.appraisal.page.pane import Pane
from dangjian_desktop.appraisal.reading import YearView
from dangjian_desktop.appraisal.reading.forms import EntryForm, last_arrangement
from dangjian_desktop.appraisal.rules.steps import Doing
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.links.page import LinkRow
from dangjian_desktop.links.records import Relation
from dangjian_desktop.papers.model import chinese_date
from dangjian_desktop.roster.page.dialogs import Ask, Spec, field_grid
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.editors import DateEdit, LineEdit, LongText
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.components.labels import Label
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.drafts import DraftKeeper, Edited
from dangjian_desktop.ui.theme import theme

KIND = "org_life_years"


class PlanPane(Pane):
    """The plan of a year."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        px = theme().px
        self._last: list[str] = []
        self.theme_field = Field("主题", LineEdit(), name="theme", help="一句话，写清这次要解决什么")
        self.notice = Field("上级通知", LineEdit(placeholder="发文机关和通知名称"), name="notice")
        self.deadline = Field(
            "通知要求的完成日期", DateEdit(lambda: context.today), name="deadline", help="没有通知就空着"
        )
        self.arrangement = Field("具体安排", LongText(lines=5, most=12), name="arrangement")
        self.arrangement.add_phrases(lambda: self._last, text="上年安排", icon_name="history")
        fields = (self.theme_field, self.notice, self.deadline, self.arrangement)
        card = Card("方案")
        card.add_head(Button("看方案", Kind.ROW, icon_name="printer", on=lambda: self.paper("org_life_plan")))
        wide = {self.theme_field, self.arrangement}
        card.add(field_grid([(field, field in wide) for field in fields]))
        self.keeper = DraftKeeper(context, KIND, fields, self._commit, self)
        self.column.addWidget(card)
        self.approval = Card("报批")
        self.words = Label("", wrap=True)
        self.send_button = Button("登记报批", Kind.ROW, on=self._send)
        self.approve_button = Button("登记批复", Kind.ROW, on=self._approve)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.words, 1)
        line.addWidget(self.send_button)
        line.addWidget(self.approve_button)
        self.approval.add(line)
        self.links = LinkRow(context, KIND, Relation.APPROVED_BY, ("gatherings",), label="审议方案的会议")
        self.files = FilesRow(context, KIND, "方案、批复扫描件")
        self.approval.add(self.links)
        self.approval.add(self.files)
        self.column.addWidget(self.approval)
        self.column.addStretch(1)

    def show_year(self, view: YearView) -> None:
        super().show_year(view)
        self.keeper.load(view.id, view.values, view.seen)
        sent, approved = view.day("plan_sent_on"), view.day("plan_approved_on")
        parts = [f"{chinese_date(sent)}报批" if sent else "还没有报批"]
        if approved:
            parts.append(f"{chinese_date(approved)}{view.text('plan_approved_by') or '上级党组织'}批复")
        self.words.setText("，".join(parts) + "。")
        self.links.show_links(view.id)
        self.files.show_files(view.id, view.files)
        year = view.year
        self.context.query(lambda reader: last_arrangement(reader, year), self._take_last, self, key="last")

    def _take_last(self, found: list[str]) -> None:
        self._last = found

    def _commit(self, edit: Edited) -> None:
        action = self.context.action("edit_org_life")
        data = parse_input(action.input, {"id": edit.record, "changes": dict(edit.values), "seen": edit.seen})
        fields = tuple(edit.values)
        self.context.act(action, data, owner=self, say=False, discard=edit.record, discard_fields=fields)

    def save(self) -> None:
        self.keeper.commit()

    def act_next(self, doing: str) -> None:
        match doing:
            case Doing.SEND_PLAN:
                self._send()
            case Doing.APPROVE_PLAN:
                self._approve()
            case _:
                self.theme_field.widget.setFocus()

    def _send(self) -> None:
        self.save()
        self.ask("edit_org_life", "登记方案报批", self._send_specs, self._build, accept="登记", **self._own)

    def _approve(self) -> None:
        self.save()
        self.ask("edit_org_life", "登记方案批复", self._approve_specs, self._build, accept="登记", **self._own)

    @property
    def _own(self) -> dict[str, Any]:
        assert self.view is not None
        return {"kind": KIND, "id": self.view.id}

    def _send_specs(self, form: EntryForm) -> list[Spec]:
        return [Spec("plan_sent_on", "报批日期", Ask.DAY, value=form.get("plan_sent_on") or self.today)]

    def _approve_specs(self, form: EntryForm) -> list[Spec]:
        return [
            Spec("plan_approved_on", "批复日期", Ask.DAY, value=form.get("plan_approved_on") or self.today),
            Spec("plan_approved_by", "批复机关", value=form.get("plan_approved_by")),
        ]

    def _build(self, form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
        assert self.view is not None
        return {"id": self.view.id, "changes": values, "seen": form.seen or None}
