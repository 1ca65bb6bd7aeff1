"""整改清单: what was found, who does what by when, and whether somebody saw that it is done (销号)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from dangjian_desktop.appraisal.page.files import FilesRow
from dangjian_desktop.appraisal.page.pane import Pane, brief, edited, filled, flush_card, hint
from dangjian_desktop.appraisal.reading import RectificationRow, YearView
from dangjian_desktop.appraisal.reading.forms import EntryForm
from dangjian_desktop.appraisal.rules.rectify import SOURCE_LABELS, STATE_LABELS, RectificationState
from dangjian_desktop.appraisal.rules.steps import Doing
from dangjian_desktop.base.dates import short_day
from dangjian_desktop.roster.page.dialogs import Ask, Spec
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.tokens import Tone

KIND = "rectifications"
_COLUMNS = (
    Column("问题", 190, stretch=2),
    Column("责任人", 88),
    Column("时限", 92),
    Column("进展", 110, stretch=1),
    Column("状态", 96),
    Column("", 76),
)
_TAGS = {
    RectificationState.OPEN: (Tone.PLAIN, ""),
    RectificationState.SOON: (Tone.DUE, "clock"),
    RectificationState.OVERDUE: (Tone.OVER, "circle-alert"),
    RectificationState.TO_VERIFY: (Tone.INFO, "eye"),
    RectificationState.CLOSED: (Tone.OK, "check"),
}


class RectifyPane(Pane):
    """The list of a year; the chosen item's source and files below it."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.table = Table(_COLUMNS, fitted=True)
        self.table.setAccessibleName("整改清单")
        self.table.opened.connect(self.open_entry)
        self.table.button_pressed.connect(self._press)
        self.table.selected.connect(self._choose)
        self._nothing = hint("还没有列。可以从意见、批评、评定里点“列入整改”，也可以直接列。")
        self._card = flush_card("整改清单", self._nothing, self.table)
        self.print_button = Button("印清单", Kind.ROW, icon_name="printer", on=lambda: self.paper("rectification_list"))
        self.add_button = Button("列一项", Kind.ROW, icon_name="plus", on=lambda: self.add({}))
        self._card.add_head(self.print_button)
        self._card.add_head(self.add_button)
        self.column.addWidget(self._card)
        self._detail = Card("")
        self.measure = Label("", wrap=True)
        self.source = Label("", Role.MUTED, wrap=True)
        self.files = FilesRow(context, KIND, "佐证")
        for widget in (self.measure, self.source, self.files):
            self._detail.add(widget)
        self.reopen_button = Button("重开", Kind.ROW, icon_name="rotate-ccw", on=lambda: self._reopen(self._chosen))
        self.edit_button = Button("修改", Kind.ROW, icon_name="pencil", on=lambda: self.open_entry(self._chosen))
        self._detail.add_head(self.reopen_button)
        self._detail.add_head(self.edit_button)
        self._detail.hide()
        self.column.addWidget(self._detail)
        self.column.addStretch(1)
        self._chosen = ""

    def show_year(self, view: YearView) -> None:
        super().show_year(view)
        rows = view.rectifications
        self.table.set_rows([self._row(one) for one in rows])
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        closed = sum(one.state is RectificationState.CLOSED for one in rows)
        self._card.set_title("整改清单", f"{len(rows)} 项，已销号 {closed}" if rows else "")
        self._choose(self._chosen)

    def _row(self, one: RectificationRow) -> Row:
        tone, icon_name = _TAGS[one.state]
        words = STATE_LABELS[one.state]
        again = (Words("重开", Tone.DUE),) if one.reopened_on and one.state is not RectificationState.CLOSED else ()
        button = {RectificationState.TO_VERIFY: "销号", RectificationState.CLOSED: ""}.get(one.state, "完成")
        progress = one.outcome if one.done_on else one.progress
        return row(
            one.id,
            Cell.words(brief(one.problem), tip=one.problem),
            one.responsible_name or "未定",
            short_day(one.deadline, self.today) if one.deadline else "未定",
            Cell.of(*again, Words(brief(progress)), tip=progress),
            Cell.of(Tag(words, tone, icon_name)),
            Cell((), (RowButton("go", button),) if button else ()),
            alarm=one.state is RectificationState.OVERDUE,
        )

    def _find(self, id: str) -> RectificationRow | None:
        return next((one for one in self.view.rectifications if one.id == id), None) if self.view else None

    def _choose(self, id: str) -> None:
        one = self._find(id)
        self._chosen = id if one else ""
        self._detail.setVisible(one is not None)
        if one is None:
            return
        self._detail.set_title(brief(one.problem, 40), one.about_name)
        self.measure.setText(f"措施：{one.measure or '还没有写'}")
        came = "、".join(link.title for link in one.arises_from)
        verified = f"　{one.verified_by_name}核验销号" if one.verified_on else ""
        again = f"　重开：{one.reopen_reason}" if one.reopened_on else ""
        self.source.setText(f"来源：{one.source}{f'（{came}）' if came else ''}{verified}{again}")
        self.files.show_files(one.id, one.files)
        self.reopen_button.setVisible(one.done_on is not None)

    def act_next(self, doing: str) -> None:
        if doing == Doing.ADD_RECTIFICATION:
            self.add({})
            return
        rows = self.view.rectifications if self.view else ()
        first = next((one.id for one in rows if one.state is not RectificationState.CLOSED), "")
        self.table.setFocus()
        self.table.choose(first)

    def add(self, preset: Mapping[str, object]) -> None:
        """Ask for an item, filled with what it comes from."""

        def build(_form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            assert self.view is not None
            origin = {name: preset[name] for name in ("arises_from_kind", "arises_from") if preset.get(name)}
            return {"year": self.view.id, "problem": "", **filled(values), **origin}

        self.ask("add_rectification", "列入整改清单", partial(_specs, preset=preset), build, accept="列入")

    def open_entry(self, id: str) -> None:
        if self._find(id) is None:
            return
        self.table.choose(id)

        def build(form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            return edited(id, form, values)

        quiet = (("删除", lambda: self.remove(id)),)
        self.ask("edit_rectification", "整改事项", _all_specs, build, kind=KIND, id=id, quiet=quiet)

    def _press(self, id: str, _button: str) -> None:
        one = self._find(id)
        if one is None:
            return
        self.table.choose(id)
        if one.state is RectificationState.TO_VERIFY:
            self.ask("verify_rectification", "核验销号", self._verify_specs, partial(_with_id, id), accept="销号")
        else:
            self.ask(
                "complete_rectification",
                "整改完成",
                self._complete_specs,
                partial(_with_id, id),
                kind=KIND,
                id=id,
                accept="登记完成",
            )

    def _reopen(self, id: str) -> None:
        if id:
            self.ask("reopen_rectification", "重开整改事项", self._reopen_specs, partial(_with_id, id), accept="重开")

    def _complete_specs(self, form: EntryForm) -> list[Spec]:
        return [
            Spec("on", "完成日期", Ask.DAY, value=self.today),
            Spec("outcome", "完成情况", Ask.LONG, value=form.get("outcome") or form.get("progress"), wide=True),
        ]

    def _verify_specs(self, form: EntryForm) -> list[Spec]:
        return [
            Spec("on", "销号日期", Ask.DAY, value=self.today),
            Spec("by", "核验人", Ask.PERSON, people=form.members, help="一般不是责任人自己"),
        ]

    def _reopen_specs(self, _form: EntryForm) -> list[Spec]:
        return [
            Spec("on", "重开日期", Ask.DAY, value=self.today),
            Spec("deadline", "新的时限", Ask.DAY),
            Spec("reason", "重开原因", Ask.LONG, wide=True, help="反弹了，或核查发现没有做到"),
        ]


def _with_id(id: str, _form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
    return {"id": id, **{name: value or "" for name, value in values.items() if value or name != "deadline"}}


def _specs(form: EntryForm, preset: Mapping[str, object]) -> list[Spec]:
    def value(name: str) -> object:
        return preset.get(name) or form.get(name)

    sources = tuple((str(key), word) for key, word in SOURCE_LABELS.items())
    return [
        Spec("problem", "问题", Ask.LONG, value=value("problem"), wide=True),
        Spec("measure", "整改措施", Ask.LONG, value=value("measure"), wide=True),
        Spec("source", "来源", Ask.CHOICE, sources, value=value("source") or "other"),
        Spec("about", "谁的问题", Ask.PERSON, value=value("about"), people=form.members, help="空着就是支部班子"),
        Spec("responsible", "责任人", Ask.PERSON, value=value("responsible"), people=form.members),
        Spec("deadline", "时限", Ask.DAY, value=value("deadline")),
    ]


def _all_specs(form: EntryForm) -> list[Spec]:
    return [*_specs(form, {}), Spec("progress", "进展", Ask.LONG, value=form.get("progress"), wide=True)]
