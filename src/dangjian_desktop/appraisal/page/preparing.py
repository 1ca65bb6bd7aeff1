"""会前学习 and 谈心谈话: what was studied, and how far the talks have come (they have their own view)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from dangjian_desktop.appraisal.page.pane import Pane, edited, flush_card, hint
from dangjian_desktop.appraisal.reading import StudyRow, YearView
from dangjian_desktop.appraisal.reading.forms import EntryForm
from dangjian_desktop.appraisal.records import STUDY_FORMS
from dangjian_desktop.base.dates import short_day
from dangjian_desktop.links.page import LinkRow
from dangjian_desktop.links.records import Relation
from dangjian_desktop.roster.page.dialogs import Ask, Spec
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.bars import ProgressBar
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme

TALKS = "meetings/talks"


class StudyPane(Pane):
    """Study before the meeting."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.table = Table((Column("日期", 96), Column("形式", 96), Column("学习内容", 240, stretch=1)), fitted=True)
        self.table.setAccessibleName("会前学习")
        self.table.opened.connect(self.open_entry)
        self._nothing = hint("还没有登记。开过学习会的，用“关联”选那次会议，不用再填一遍。")
        self._card = flush_card("会前学习", self._nothing, self.table)
        self.add_button = Button("记一次学习", Kind.ROW, icon_name="plus", on=self.add)
        self._card.add_head(self.add_button)
        self.column.addWidget(self._card)
        held = Card("会议里的学习")
        self.links = LinkRow(
            context, "org_life_years", Relation.EVIDENCE, ("gatherings", "study_sessions"), label="学习过的会议"
        )
        held.add(self.links)
        self.column.addWidget(held)
        self.column.addStretch(1)

    def show_year(self, view: YearView) -> None:
        super().show_year(view)
        own = [one for one in view.studies if one.kind == "theme_studies"]
        self.table.set_rows([self._row(one) for one in own])
        self.table.setVisible(bool(own))
        self._nothing.setVisible(not own)
        self._card.set_title("会前学习", f"{len(view.studies)} 次" if view.studies else "")
        self.links.show_links(view.id)

    def _row(self, one: StudyRow) -> Row:
        day = short_day(one.day, self.today) if one.day else ""
        return row(one.id, day, one.form, Cell.words(one.topic, tip=one.topic))

    def act_next(self, doing: str) -> None:  # noqa: ARG002 - there is one thing to do here
        self.add()

    def add(self) -> None:
        """Ask for a study."""
        self.ask("add_theme_study", "记一次学习", self._specs, self._build_new, accept="登记")

    def open_entry(self, id: str) -> None:
        quiet = (("删除", lambda: self.remove(id)),)

        def build(form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            return edited(id, form, values)

        self.ask("edit_theme_study", "会前学习", self._specs, build, kind="theme_studies", id=id, quiet=quiet)

    def _specs(self, form: EntryForm) -> list[Spec]:
        return [
            Spec("topic", "学习内容", value=form.get("topic"), wide=True),
            Spec("day", "日期", Ask.DAY, value=form.get("day") or self.today),
            Spec("form", "形式", Ask.CHOICE, tuple(STUDY_FORMS.items()), value=form.get("form") or "group"),
        ]

    def _build_new(self, _form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
        assert self.view is not None
        return {"year": self.view.id, **values, "topic": values["topic"] or ""}


class TalksPane(Pane):
    """How far 谈心谈话 have come; they are entered and seen in their own view."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        card = Card("谈心谈话", "支委之间、支委和党员、党员之间")
        self.words = Label("", Role.FIGURE)
        self.more = Label("", Role.MUTED, wrap=True)
        self.bar = ProgressBar()
        self.go = Button("去谈心谈话", icon_name="messages-square", on=lambda: context.open(TALKS))
        line = QHBoxLayout()
        line.setSpacing(theme().px(14))
        line.addWidget(self.words)
        line.addWidget(self.bar, 1)
        line.addWidget(self.go)
        card.add(line)
        card.add(self.more)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def show_year(self, view: YearView) -> None:
        super().show_year(view)
        reached, everybody = view.talks or (0, len(view.people))
        self.words.setText(f"{reached}/{everybody} 人")
        said = f"谈到{reached}人，共{everybody}人"
        self.bar.set_parts([(float(reached), tokens.BAR_OK)], float(max(1, everybody)), spoken=said)
        self.more.setText(
            view.talks_missing or "谁和谁谈过、谁还没谈，在“谈心谈话”里看和登记；谈话要点只留在谈话人自己的电脑上。"
        )

    def act_next(self, doing: str) -> None:  # noqa: ARG002 - there is one thing to do here
        self.context.open(TALKS)
