"""情况报告: what the program can say by itself is in the paper; what only people can judge is written here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangjian_desktop.appraisal.page.pane import Pane
from dangjian_desktop.appraisal.reading import YearView
from dangjian_desktop.appraisal.reading.forms import EntryForm
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.papers.model import chinese_date
from dangjian_desktop.roster.page.dialogs import Ask, Spec
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.editors import LongText
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.drafts import DraftKeeper, Edited

KIND = "org_life_years"


class ReportPane(Pane):
    """The report of a year."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.text = Field(
            "主要成效和不足", LongText(lines=5, most=14), name="report_text", help="这一段由人来写，程序不代写"
        )
        self.next_text = Field("下一步打算", LongText(lines=3, most=10), name="report_next")
        self._card = Card("情况报告")
        self.send_button = Button("登记上报", Kind.ROW, icon_name="send", on=self._send)
        self.print_button = Button("看报告", Kind.ROW, icon_name="printer", on=self._print)
        self._card.add_head(self.print_button)
        self._card.add_head(self.send_button)
        self._card.add(
            Label(
                "会前准备、到会、测评、等次、整改的数字都从记录里取，报告里不用再写。报告不夹带请示事项。",
                Role.MUTED,
                wrap=True,
            )
        )
        self._card.add(self.text)
        self._card.add(self.next_text)
        self.keeper = DraftKeeper(context, KIND, (self.text, self.next_text), self._commit, self)
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def show_year(self, view: YearView) -> None:
        super().show_year(view)
        self.keeper.load(view.id, view.values, view.seen)
        sent = view.day("report_sent_on")
        self._card.set_title("情况报告", f"{chinese_date(sent)}已上报" if sent else "还没有上报")

    def _commit(self, edit: Edited) -> None:
        action = self.context.action("edit_org_life")
        data = parse_input(action.input, {"id": edit.record, "changes": dict(edit.values), "seen": edit.seen})
        self.context.act(action, data, owner=self, say=False, discard=edit.record, discard_fields=tuple(edit.values))

    def save(self) -> None:
        self.keeper.commit()

    def act_next(self, doing: str) -> None:  # noqa: ARG002 - there is one thing to do here
        self._send()

    def _print(self) -> None:
        self.save()
        self.paper("org_life_report")

    def _send(self) -> None:
        self.save()
        assert self.view is not None
        self.ask(
            "edit_org_life",
            "登记报告上报",
            lambda form: [Spec("report_sent_on", "上报日期", Ask.DAY, value=form.get("report_sent_on") or self.today)],
            self._build,
            kind=KIND,
            id=self.view.id,
            accept="登记",
        )

    def _build(self, form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
        assert self.view is not None
        return {"id": self.view.id, "changes": values, "seen": form.seen or None}
