"""征求意见: whether a name is given is chosen before anything is typed; an opinion can go on into the 整改清单."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from dangjian_desktop.appraisal.page.pane import Pane, brief, edited, filled, flush_card, hint
from dangjian_desktop.appraisal.reading import OpinionRow, YearView
from dangjian_desktop.appraisal.reading.forms import EntryForm
from dangjian_desktop.appraisal.records import GIVERS, WAYS
from dangjian_desktop.appraisal.rules.steps import Doing
from dangjian_desktop.roster.page.dialogs import Ask, Spec
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.tokens import Tone

_COLUMNS = (
    Column("意见建议", 220, stretch=3),
    Column("对谁", 84),
    Column("来自", 132),
    Column("处理", 110, stretch=1),
    Column("", 84),
)


class OpinionsPane(Pane):
    """The opinions of a year."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.table = Table(_COLUMNS, fitted=True)
        self.table.setAccessibleName("征求到的意见")
        self.table.opened.connect(self.open_entry)
        self.table.button_pressed.connect(lambda id, _key: self._rectify(id))
        self._nothing = hint("还没有意见。先选署名还是不署名，再填内容；不署名的不登记、也没有地方填提出人。")
        self._card = flush_card("征求到的意见", self._nothing, self.table)
        self.close_button = Button("征求结束", Kind.ROW, icon_name="check", on=self._close)
        self.print_button = Button("汇总表", Kind.ROW, icon_name="printer", on=lambda: self.paper("opinions_summary"))
        self.named_button = Button("署名意见", Kind.ROW, icon_name="user", on=partial(self.add, anonymous=False))
        self.anonymous_button = Button("不署名意见", Kind.ROW, icon_name="plus", on=partial(self.add, anonymous=True))
        for button in (self.close_button, self.print_button, self.named_button, self.anonymous_button):
            self._card.add_head(button)
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def show_year(self, view: YearView) -> None:
        super().show_year(view)
        self.table.set_rows([_row(one) for one in view.opinions])
        self.table.setVisible(bool(view.opinions))
        self._nothing.setVisible(not view.opinions)
        closed = view.day("opinions_closed_on")
        state = f"，{closed.month}-{closed.day:02d}征求结束" if closed else ""
        self._card.set_title("征求到的意见", f"{len(view.opinions)} 条{state}" if view.opinions or closed else "")
        self.close_button.setVisible(closed is None)

    def act_next(self, doing: str) -> None:
        if doing == Doing.CLOSE_OPINIONS:
            self._close()
        else:
            self.anonymous_button.setFocus()
            self.add(anonymous=True)

    def add(self, *, anonymous: bool) -> None:
        """Ask for an opinion, with or without who gave it."""
        title = "不署名意见" if anonymous else "署名意见"
        sentence = "不登记提出人。请不要在意见里写出提出人的姓名。" if anonymous else ""

        def build(_form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            assert self.view is not None
            return {"year": self.view.id, "anonymous": anonymous, "text": "", **filled(values)}

        self.ask("add_opinion", title, partial(_specs, anonymous=anonymous), build, accept="登记", sentence=sentence)

    def open_entry(self, id: str) -> None:
        assert self.view is not None
        one = next((row for row in self.view.opinions if row.id == id), None)
        if one is None:
            return

        def build(form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            return edited(id, form, values)

        quiet = (("删除", lambda: self.remove(id)), ("列入整改", lambda: self._rectify(id)))
        title = "不署名意见" if one.anonymous else "署名意见"
        specs = partial(_specs, anonymous=one.anonymous)
        self.ask("edit_opinion", title, specs, build, kind="org_life_opinions", id=id, quiet=quiet)

    def _close(self) -> None:
        assert self.view is not None
        if not self.view.opinions:
            self.context.toast("一条意见都没有登记，也记为征求结束", icon_name="info")
        self.do("edit_org_life", {"id": self.view.id, "changes": {"opinions_closed_on": self.today}})

    def _rectify(self, id: str) -> None:
        assert self.view is not None
        one = next(row for row in self.view.opinions if row.id == id)
        preset = {"source": "opinion", "arises_from_kind": "org_life_opinions", "arises_from": id}
        preset |= {"problem": one.text, "about": one.about}
        self.context.open("meetings/appraisal", None, {"year": self.view.year, "rectify": preset})


def _row(one: OpinionRow) -> Row:
    name = one.giver_name or ("不署名" if one.anonymous else "")
    giver = Cell.of(Words(one.giver), Words(name or one.way, Tone.PLAIN))
    listed = one.rectifications
    answer = Cell.of(Tag("已列入整改", Tone.OK, "check")) if listed else Cell.words(brief(one.answer), tip=one.answer)
    buttons = () if listed else (RowButton("rectify", "列入整改"),)
    return row(one.id, Cell.words(brief(one.text), tip=one.text), one.about_name, giver, answer, Cell((), buttons))


def _specs(form: EntryForm, *, anonymous: bool) -> list[Spec]:
    specs = [
        Spec("text", "意见建议", Ask.LONG, value=form.get("text"), wide=True),
        Spec("giver", "来自", Ask.CHOICE, tuple(GIVERS.items()), value=form.get("giver") or "members"),
        Spec("way", "方式", Ask.CHOICE, tuple(WAYS.items()), value=form.get("way") or "meeting"),
        Spec("about", "对谁", Ask.PERSON, value=form.get("about"), people=form.members, help="空着就是对支部班子"),
        Spec("aspect", "方面", value=form.get("aspect"), help="如 学习教育、工作作风"),
    ]
    if not anonymous:
        specs.append(Spec("person", "提出人", Ask.PERSON, value=form.get("person"), people=form.people))
        specs.append(Spec("person_name", "提出人（名册外）", value=form.get("person_name")))
    specs.append(Spec("answer", "处理", Ask.LONG, value=form.get("answer"), wide=True))
    return specs
