"""The view 谈心谈话: who with whom this year, who has not been talked to yet, and the talks themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Paper
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.store import Changes
from dangjian_desktop.talks.inputs import TalkId
from dangjian_desktop.talks.page.form import talk_dialog
from dangjian_desktop.talks.page.matrix import Matrix
from dangjian_desktop.talks.reading import KINDS, TalkForm, TalkRow, YearView, talk_form, year_view
from dangjian_desktop.talks.rules import Lack, PairKind
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page, buttons_row
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_TALKS = (
    Column("日期", 96),
    Column("谈话人", 156),
    Column("谈话对象", 156),
    Column("关系", 104),
    Column("主题", 160, stretch=2),
    Column("跟进", 110, stretch=1),
    Column("", 76),
)
_MISSING = (Column("", 220), Column("", 240, stretch=1), Column("", 96))
_TONES = {PairKind.COMMITTEE: Tone.GOLD, PairKind.COMMITTEE_MEMBER: Tone.INFO, PairKind.MEMBERS: Tone.PLAIN}


class TalksView(Page):
    """A year of talks."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._year = context.today.year
        self.shown: YearView | None = None
        self.dialog: VerbDialog | None = None
        """The form opened last, for tests and help."""
        self.matrix = Matrix()
        self.matrix.chosen.connect(self._choose_pair)
        self.missing = Table(_MISSING, fitted=True)
        self.missing.horizontalHeader().hide()
        self.missing.setAccessibleName("今年还没谈过的")
        self.missing.opened.connect(self._record_missing)
        self.missing.button_pressed.connect(lambda key, _button: self._record_missing(key))
        self.talks = Table(_TALKS, fitted=True)
        self.talks.setAccessibleName("谈心谈话记录")
        self.talks.opened.connect(self.open_record)
        self.talks.button_pressed.connect(lambda key, _button: self._print_talk(key))
        self._build()
        self._buttons = self._make_buttons()

    def _make_buttons(self) -> QWidget:
        self.summary_button = Button(
            "汇总表", icon_name="printer", on=self._print_summary, tip="本年谈心谈话情况汇总表"
        )
        self.new_button = Button("登记谈话", Kind.PRIMARY, icon_name="plus", tip="Ctrl+N", on=lambda: self.new({}))
        return buttons_row(self, self.summary_button, self.new_button)

    def _build(self) -> None:
        self._matrix_card = Card("谁和谁谈过")
        for words, by, name in (("上一年", -1, "chevron-left"), ("下一年", 1, "chevron-right")):
            button = Button("", Kind.QUIET, icon_name=name, tip=words, on=partial(self._step, by))
            button.setProperty("kind", "fact")
            button.setAccessibleName(words)
            self._matrix_card.add_head(button)
        self.basis = Label("", Role.MUTED, wrap=True)
        self._matrix_card.add(self.matrix)
        self._matrix_card.add(self.basis)
        self._missing_card = Card("还没谈的", flush=True)
        self._missing_card.add(self.missing)
        self._talks_card = Card("记录", flush=True)
        self._nothing = Label("这一年还没有登记谈话。", Role.MUTED)
        self._nothing.setContentsMargins(theme().px(14, 20), 0, 0, theme().px(6))
        self._talks_card.add(self._nothing)
        self._talks_card.add(self.talks)
        body = QWidget()
        body.setObjectName("body")
        px = theme().px
        column = QVBoxLayout(body)
        column.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(10, 16))
        column.setSpacing(px(8, 16))
        for card in (self._matrix_card, self._missing_card, self._talks_card):
            column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        self.empty = EmptyState(
            "名册里还没有党员，暂时说不出该和谁谈",
            "先在“党员”里登记支委和党员，这里就列出谁和谁谈过、谁还没谈。",
            Button("去登记党员", on=lambda: self._context.open("roster/register")),
            icon_name="messages-square",
        )
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(px(16, 24), px(2, 4), px(16, 24), px(10, 16))
        inside.addWidget(self.empty)
        inside.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(scroll)
        self._stack.addWidget(holder)

    @property
    def view_actions(self) -> QWidget | None:
        return self._buttons

    # -- showing

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & KINDS:
            return
        year, today = self._year, self._context.today
        self._context.query(lambda reader: year_view(reader, year, today), self._show, self, key="year")

    def _step(self, by: int) -> None:
        self._year = min(self._year + by, self._context.today.year)
        self.refresh(None)

    def _show(self, view: YearView) -> None:
        self.shown = view
        found = view.coverage
        total = len(view.people)
        self._stack.setCurrentIndex(0 if total else 1)
        done = f"{total} 人里 {total - len(found.lacking)} 人都谈到了" if found.leaders else "没有登记书记和支委"
        self._matrix_card.set_title(f"{view.year}年谁和谁谈过", done)
        self.matrix.set_view(view)
        every = "支委之间、支委和党员、党员之间" if found.committee else "书记和每名党员、党员之间"
        self.basis.setText(f"依据：{view.basis}　{every}，每年一般不少于 1 次。点格子记一次或看记录。")
        self.missing.set_rows([self._missing_row(place, lack) for place, lack in enumerate(found.lacks)])
        count = len(found.lacking)
        still = "今年" if view.year == self._context.today.year else f"{view.year}年"
        self._missing_card.set_title(f"谁{still}还没谈过", f"{count} 人" if count else "都谈过了")
        self._missing_card.setVisible(bool(found.leaders))
        self.missing.setVisible(bool(count))
        self.talks.set_rows([self._talk_row(one) for one in view.talks])
        self.talks.setVisible(bool(view.talks))
        self._nothing.setVisible(not view.talks)
        self._talks_card.set_title("谈话记录", f"{len(view.talks)} 次" if view.talks else "")

    def _missing_row(self, place: int, lack: Lack) -> Row:
        assert self.shown is not None
        one = self.shown.person(lack.person)
        if lack.partner:
            names, what = f"{one.label}、{self.shown.person(lack.partner).label}", "支委之间还没谈"
        else:
            names = one.label
            leader = "支委" if self.shown.coverage.committee else "书记"
            words = {PairKind.COMMITTEE_MEMBER: f"还没和{leader}谈", PairKind.MEMBERS: "还没和别的党员谈"}
            what = "，".join(words[kind] for kind in lack.kinds)
        button = RowButton("record", "记一次")
        detail = (Words(one.group, Tone.PLAIN),) if one.group and not lack.partner else ()
        return row(
            str(place), Cell.of(Words(names, bold=True), *detail), Cell.words(what), Cell((), (button,)), extra=lack
        )

    def _talk_row(self, one: TalkRow) -> Row:
        follow = Cell.of(Tag(one.follow_up_text or "需要跟进", Tone.DUE, "flag")) if one.follow_up else Cell()
        return row(
            one.id,
            short_day(one.day, self._context.today),
            one.initiator_name,
            one.partner_name,
            Cell.of(Tag(one.relation.label, _TONES[one.relation])),
            Cell.words(one.topic, tip=one.topic),
            follow,
            Cell((), (RowButton("print", "打印"),)),
        )

    # -- doing

    def new(self, preset: Mapping[str, object]) -> None:
        self._ask("", preset)

    def open_record(self, id: str) -> None:
        self._ask(id, {})

    def _ask(self, talk: str, preset: Mapping[str, object]) -> None:
        self._context.query(
            lambda reader: talk_form(reader, talk), lambda form: self._open(form, preset, talk), self, key="form"
        )

    def _open(self, form: TalkForm, preset: Mapping[str, object], talk: str) -> None:
        if not form.people:
            self._context.toast("名册里还没有党员，请先登记", icon_name="info")
            return
        self.dialog = talk_dialog(self._context, form, preset, lambda _id: None, self, talk)
        if talk:
            if form.values.get("notes"):
                self.dialog.add_quiet("打印（含要点）", partial(self._print_talk, talk, "talk_record_notes"))
            self.dialog.add_quiet("打印", partial(self._print_talk, talk))
            self.dialog.add_quiet("删除", partial(self._delete, self.dialog, talk))
            self.talks.choose(talk)
        self.dialog.open()

    def _delete(self, dialog: VerbDialog, talk: str) -> None:
        dialog.reject()
        self._context.act(self._context.action("delete_talk"), TalkId(talk), owner=self)

    def _choose_pair(self, who: str, whom: str) -> None:
        """Look at the last talk of a pair, or begin one; below, the last one of that person."""
        if self.shown is None:
            return
        wanted = {who, whom} - {""}
        held = [one for one in self.shown.talks if wanted <= {one.initiator, one.partner}]
        if held and who:
            self.open_record(held[0].id)
        else:
            self.new({"initiator": who, "partner": whom} if who else {"partner": whom})

    def _record_missing(self, key: str) -> None:
        if self.shown is None:
            return
        lack = self.shown.coverage.lacks[int(key)]
        if lack.partner:
            self.new({"initiator": lack.person, "partner": lack.partner})
        elif lack.kinds == (PairKind.MEMBERS,):
            self.new({"initiator": lack.person, "partner": None})
        else:
            self.new({"partner": lack.person})

    # -- printing

    def print_paper(self) -> None:
        if self.talks.hasFocus() and self.talks.current_id:
            self._print_talk(self.talks.current_id)
        else:
            self._print_summary()

    def _print_talk(self, talk: str, paper: str = "talk_record") -> None:
        self._context.paper(self._paper(paper), talk)

    def _print_summary(self) -> None:
        self._context.paper(self._paper("talk_summary"), None, Period.year(self._year))

    def _paper(self, name: str) -> Paper:
        return next(paper for feature in self._context.features for paper in feature.papers if paper.name == name)
