"""民主评议: ballots as sums typed into a table, the share of 优秀, the verdicts, feedback."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from dangjian_desktop.appraisal.page.counts_table import CountsTable
from dangjian_desktop.appraisal.page.pane import Pane, changed
from dangjian_desktop.appraisal.reading import AppraisalRow, YearView
from dangjian_desktop.appraisal.reading.forms import EntryForm
from dangjian_desktop.appraisal.records import VERDICT_BODIES
from dangjian_desktop.appraisal.rules.grades import GRADE_LABELS, Grade, Light
from dangjian_desktop.appraisal.rules.steps import Doing
from dangjian_desktop.base.dates import short_day
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.roster.page.dialogs import Ask, Spec
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.editors import CountEdit
from dangjian_desktop.ui.components.fields import HintLine
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

DRAFT = "ballot_counts"
"""Under this name the sums being typed are kept until they are saved."""
_WAIT = 1000
_LIGHTS = {
    Light.GREEN: (Tone.OK, "check", "优秀比例符合"),
    Light.AMBER: (Tone.DUE, "triangle-alert", "优秀比例看基数"),
    Light.RED: (Tone.OVER, "circle-alert", "优秀超比例"),
}
_GRADES = tuple((grade.value, word) for grade, word in GRADE_LABELS.items())


class AppraisalPane(Pane):
    """民主评议 of a year."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._loaded = ""
        self._shown_ballots: tuple[int | None, int | None] = (None, None)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._keep_draft)
        context.closed.connect(self._timer.stop)
        self.issued, self.returned = CountEdit(), CountEdit()
        for edit, name in ((self.issued, "发出测评票"), (self.returned, "收回测评票")):
            edit.setAccessibleName(name)
            edit.edited.connect(self._typed)
        self.people = Label("")
        self.day_button = Button("", Kind.LINK, tip="改评议日期和实到人数", on=self._ask_day)
        self.light = TagLabel(Tag("", Tone.PLAIN))
        self.share = Label("", Role.MUTED, wrap=True)
        self.wrong = HintLine()
        self.column.addWidget(self._head())
        self.table = CountsTable()
        self.table.opened.connect(self.open_entry_of)
        self.table.counts.typed.connect(self._typed)
        self.table.verdict_given.connect(self._give_one)
        self.table.self_given.connect(self._self_graded)
        self.table.paste_failed.connect(lambda words: context.refused(Refused(words)))
        self._card = Card("票数和等次", flush=True)
        self._card.add(self.table)
        self.keys = Label(
            "直接打数字，回车到下一格；可从WPS、Excel粘贴。在“评定”“自评”列按 1 优秀 2 合格 3 基本合格 4 不合格；"
            "双击姓名写评定意见。",
            Role.MUTED,
            wrap=True,
        )
        self.keys.setContentsMargins(theme().px(14, 20), 0, theme().px(14, 20), 0)
        self._card.add(self.keys)
        self._buttons()
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def _head(self) -> Card:
        px = theme().px
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.people)
        line.addWidget(self.day_button)
        line.addStretch(1)
        for word, edit in (("发出", self.issued), ("收回", self.returned)):
            line.addWidget(Label(word, Role.MUTED))
            line.addWidget(edit)
        line.addWidget(Label("张", Role.MUTED))
        card.add(line)
        below = QHBoxLayout()
        below.setSpacing(px(8))
        below.addWidget(self.light)
        below.addWidget(self.share, 1)
        card.add(below)
        card.add(self.wrong)
        return card

    def _buttons(self) -> None:
        self.paste_button = Button("粘贴", Kind.ROW, icon_name="clipboard-paste", on=self.table.paste)
        self.save_button = Button("保存票数", Kind.ROW, icon_name="save", on=self.save)
        self.rest_button = Button("其余评为合格", Kind.ROW, on=self._give_rest)
        self.feedback_button = Button("登记反馈", Kind.ROW, on=self._feedback)
        for button in (
            self.paste_button,
            self.feedback_button,
            self.rest_button,
            self.save_button,
        ):
            self._card.add_head(button)

    # -- showing

    def show_year(self, view: YearView) -> None:
        super().show_year(view)
        fresh = self._loaded != view.id
        if fresh:
            self.table.counts.pending = {}
        if fresh or self._ballots in (self._shown_ballots, (view.issued, view.returned)):
            self._show_ballots(view)
        self.table.counts.set_rows(view.people)
        present = f"实参加 {view.present}" if view.present is not None else "实参加未登记"
        self.people.setText(f"应参加 {len(view.people)}　{present}")
        day = short_day(view.appraisal_day, self.today) if view.appraisal_day else "日期未定"
        self.day_button.setText(f"{day} 的党员")
        share = view.share
        if share is not None:
            tone, icon_name, words = _LIGHTS[share.light]
            given = any(row.verdict for row in view.people)
            self.light.set_tag(Tag(words, tone, icon_name) if given else Tag("还没评定", Tone.PLAIN))
            self.share.setText(f"{share.words if given else share.most_words}{share.basis}")
        voted = sum(row.counts.entered for row in view.graded)
        given_count = sum(row.verdict is not None for row in view.graded)
        self._card.set_title("票数和等次", f"{len(view.graded)} 人，已录 {voted}，已评 {given_count}")
        self._check()
        if fresh:
            self._loaded = view.id
            id = view.id
            self.context.with_store(lambda store: store.drafts.of(id), self._restore, owner=self, key="draft")

    def _show_ballots(self, view: YearView) -> None:
        """What is kept; not over figures that are being typed."""
        self.issued.set_value(view.issued)
        self.returned.set_value(view.returned)
        self._shown_ballots = (view.issued, view.returned)
        self.table.counts.set_returned(view.returned)

    @property
    def _ballots(self) -> tuple[int | None, int | None]:
        return (self._number(self.issued), self._number(self.returned))

    def _restore(self, found: Mapping[str, Any]) -> None:
        draft = found.get(DRAFT)
        if draft is None or self.view is None:
            return
        try:
            kept = json.loads(draft.raw)
        except json.JSONDecodeError:
            # A draft that was cut off says nothing; what is saved stands.
            kept = {}
        self.issued.set_value(kept.get("issued"))
        self.returned.set_value(kept.get("returned"))
        self.table.counts.set_returned(self._number(self.returned))
        self.table.counts.restore(kept.get("counts", {}))
        self._check()

    def _check(self) -> None:
        """What is wrong with the tally as it stands on the screen."""
        assert self.view is not None
        problems = [problem.sentence for problem in self.view.ballot_problems]
        rows = range(self.table.counts.rowCount())
        people = [(self.table.counts.rows[row].name, self.table.counts.problem(row)) for row in rows]
        problems += [f"{name}：{words}。" for name, words in people if words][:3]
        unsaved = "票数还没有保存。" if self.dirty else ""
        self.wrong.show_text("".join(problems) or unsaved, Role.OVER if problems else Role.DUE)
        self.save_button.setEnabled(self.dirty)

    @property
    def dirty(self) -> bool:
        """Whether sums were typed that are not saved."""
        if self.view is None:
            return False
        return bool(self.table.counts.pending) or self._ballots != (self.view.issued, self.view.returned)

    @staticmethod
    def _number(edit: CountEdit) -> int | None:
        text = edit.text().strip()
        return int(text) if text.isdecimal() else None

    # -- typing

    def _typed(self) -> None:
        self.table.counts.set_returned(self._number(self.returned))
        self._check()
        self._timer.start()

    def _keep_draft(self) -> None:
        if self.view is None or not self.dirty:
            return
        raw = json.dumps(
            {
                "issued": self._number(self.issued),
                "returned": self._number(self.returned),
                "counts": {member: list(sums) for member, sums in self.table.counts.pending.items()},
            }
        )
        record = self.view.id

        def put(store: Any) -> None:
            store.drafts.put(record, "org_life_years", DRAFT, raw, {})

        self.context.with_store(put, lambda _nothing: self.context.saved.emit(self.context.clock()), owner=self)

    def save(self) -> None:
        if self.view is None or not self.dirty:
            return
        self._timer.stop()
        counts = self.table.counts.all_counts()
        loose = {
            "year": self.view.id,
            "issued": self._number(self.issued),
            "returned": self._number(self.returned),
            "counts": [
                {"member": member, **{grade.value: sums.of(grade) for grade in Grade}}
                for member, sums in counts.items()
            ],
        }
        action = self.context.action("enter_ballot_counts")
        self.context.act(
            action,
            parse_input(action.input, loose),
            refused=self._refused,
            owner=self,
            discard=self.view.id,
            discard_fields=(DRAFT,),
        )

    def keep(self) -> None:
        """Leaving the pane saves what can stand; what can't stays a draft with its sentence."""
        if any(self.table.counts.problem(row) for row in range(self.table.counts.rowCount())):
            self._timer.stop()
            self._keep_draft()
        else:
            self.save()

    def _refused(self, error: Refused) -> None:
        self._keep_draft()
        self.context.refused(error)

    # -- verdicts and feedback

    def act_next(self, doing: str) -> None:
        if doing == Doing.GIVE_VERDICTS:
            self._give_rest()
        elif doing == Doing.GIVE_FEEDBACK:
            self._feedback()
        else:
            self.table.start()

    def _give_one(self, member: str, grade: str) -> None:
        self.save()
        assert self.view is not None
        self.do("give_verdicts", {"year": self.view.id, "members": [member], "grade": grade})

    def _self_graded(self, member: str, grade: str) -> None:
        self.save()
        assert self.view is not None
        self.do("edit_appraisal", {"year": self.view.id, "member": member, "changes": {"self_grade": grade}})

    def _left(self) -> Sequence[AppraisalRow]:
        return [row for row in self.view.graded if row.verdict is None] if self.view else ()

    def _give_rest(self) -> None:
        """Everybody who has no grade yet: mostly 合格; the others are given one by one before."""
        self.save()
        left = self._left()
        if not left:
            self.context.toast("都评定了", icon_name="info")
            return
        words = (
            f"还没评定的 {len(left)} 人评为同一等次。优秀、基本合格、不合格的，先在“评定”列一个个评，并写明评定意见。"
        )
        self.ask(
            "give_verdicts",
            "评定等次",
            self._verdict_specs,
            partial(self._verdict_build, [row.member for row in left]),
            accept="评定",
            sentence=words,
        )

    def _verdict_specs(self, _form: EntryForm) -> list[Spec]:
        assert self.view is not None
        bodies = tuple(VERDICT_BODIES.items())
        by = self.view.text("verdict_by") or bodies[0][0]
        return [
            Spec("grade", "评定等次", Ask.CHOICE, _GRADES, value="qualified"),
            Spec("by", "谁评定", Ask.CHOICE, bodies, value=by),
            Spec("on", "评定日期", Ask.DAY, value=self.view.day("verdict_on") or self.today),
        ]

    def _verdict_build(self, members: list[str], _form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
        assert self.view is not None
        return {"year": self.view.id, "members": members, **values}

    def _feedback(self) -> None:
        self.save()
        assert self.view is not None
        left = [row for row in self.view.graded if row.verdict and row.feedback_on is None]
        if not left:
            words = "评定过的都反馈了" if any(row.verdict for row in self.view.graded) else "先评定等次，再登记反馈"
            self.context.toast(words, icon_name="info")
            return
        words = f"已评定还没反馈的 {len(left)} 人，登记为同一天反馈；个别人日期不同的，双击姓名改。"

        def build(_form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            assert self.view is not None
            return {"year": self.view.id, **values}

        specs = [Spec("on", "反馈日期", Ask.DAY, value=self.today)]
        self.ask("give_feedback", "登记反馈", lambda _form: specs, build, accept="登记", sentence=words)

    # -- one member

    def open_entry(self, id: str) -> None:
        assert self.view is not None
        one = next((row for row in self.view.people if row.id == id), None)
        if one is not None:
            self.open_entry_of(one.member)

    def open_entry_of(self, member: str) -> None:
        """Everything beside the sums of one member."""
        self.save()
        assert self.view is not None
        one = next(row for row in self.view.people if row.member == member)

        def build(form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            assert self.view is not None
            return {"year": self.view.id, "member": member, "changes": changed(form, values), "seen": form.seen or None}

        quiet = (
            (("打印登记表", lambda: self.paper("appraisal_form", one.id)), ("列入整改", partial(self._rectify, one)))
            if one.id
            else ()
        )
        sentence = "" if one.graded else one.reason
        specs = partial(_member_specs, graded=one.graded or bool(one.own_reason))
        self.ask(
            "edit_appraisal",
            f"{one.name}民主评议",
            specs,
            build,
            kind="member_appraisals" if one.id else "",
            id=one.id,
            quiet=quiet,
            sentence=sentence,
        )

    def _rectify(self, one: AppraisalRow) -> None:
        """What the verdict found goes on into the 整改清单."""
        assert self.view is not None
        preset: dict[str, object] = {"source": "appraisal", "about": one.member, "responsible": one.member}
        preset |= {"problem": one.opinion, "measure": one.handling}
        preset |= {"arises_from_kind": "member_appraisals", "arises_from": one.id}
        self.context.open("meetings/appraisal", None, {"year": self.view.year, "rectify": preset})

    def _ask_day(self) -> None:
        self.save()
        assert self.view is not None

        def build(form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            assert self.view is not None
            return {"id": self.view.id, "changes": values, "seen": form.seen or None}

        def specs(form: EntryForm) -> list[Spec]:
            return [
                Spec(
                    "appraisal_on", "评议日期", Ask.DAY, value=form.get("appraisal_on"), help="空着就按组织生活会那天"
                ),
                Spec("present", "实参加人数", Ask.COUNT, value=form.get("present"), help="空着就从会议签到里取"),
            ]

        self.ask("edit_org_life", "民主评议", specs, build, kind="org_life_years", id=self.view.id)


def _member_specs(form: EntryForm, *, graded: bool) -> list[Spec]:
    choices = (("", "——"), *_GRADES)
    specs = [
        Spec("self_grade", "自评等次", Ask.CHOICE, choices, value=form.get("self_grade") or ""),
        Spec("self_review", "个人自评", Ask.LONG, value=form.get("self_review")),
        Spec("peer_review", "党员互评", Ask.LONG, value=form.get("peer_review")),
    ]
    if not graded:
        return specs
    specs.insert(1, Spec("verdict", "评定等次", Ask.CHOICE, choices, value=form.get("verdict") or ""))
    return [
        *specs,
        Spec("opinion", "评定意见", Ask.LONG, value=form.get("opinion"), help="得票不能作唯一依据"),
        Spec("handling", "处置和帮教", Ask.LONG, value=form.get("handling")),
        Spec("feedback_on", "反馈日期", Ask.DAY, value=form.get("feedback_on")),
        Spec(
            "ungraded_reason",
            "不定等次的原因",
            value=form.get("ungraded_reason"),
            help="按上级通知不参加评定的才填",
        ),
    ]
