"""The meeting itself, which lives among the gatherings, and 批评和自我批评 as it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from dangjian_desktop.appraisal.page.pane import Pane, brief, edited, filled, flush_card, hint
from dangjian_desktop.appraisal.reading import CriticismRow, MeetingRow, YearView
from dangjian_desktop.appraisal.reading.forms import EntryForm
from dangjian_desktop.appraisal.rules.steps import Doing
from dangjian_desktop.feature import Hit
from dangjian_desktop.links.page import LinkPicker
from dangjian_desktop.roster.page.dialogs import Ask, Spec
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.tokens import Tone

RECORDS = "meetings/records"
_SCOPES = (("all", "支部党员大会"), ("committee", "支委会"), ("group", "党小组会"))
_OWN = "只留在这台电脑上，谁也看不到，连同步包也不带"
_KEPT = "支部内部留存，只随同步包带走"


class MeetingPane(Pane):
    """The year's 组织生活会 and what was said there to whom."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.meetings = Table((Column("", 220, stretch=1), Column("", 150), Column("", 176)), fitted=True)
        self.meetings.horizontalHeader().hide()
        self.meetings.setAccessibleName("组织生活会")
        self.meetings.opened.connect(self._open_meeting)
        self.meetings.button_pressed.connect(self._press_meeting)
        self._none = hint("还没有安排。签到、发言、决议都记在会议里，这里只关联，不再填一遍。")
        self._held = flush_card("组织生活会", self._none, self.meetings)
        self.link_button = Button("关联已有会议", Kind.ROW, icon_name="link", on=self._choose)
        self.plan_button = Button("安排组织生活会", Kind.ROW, icon_name="plus", on=self._plan)
        self._held.add_head(self.link_button)
        self._held.add_head(self.plan_button)
        self.column.addWidget(self._held)
        self.criticisms = Table(
            (
                Column("谁对谁", 150),
                Column("批评意见", 220, stretch=2),
                Column("本人态度", 120, stretch=1),
                Column("留存", 92),
                Column("", 84),
            ),
            fitted=True,
        )
        self.criticisms.setAccessibleName("批评和自我批评")
        self.criticisms.opened.connect(self.open_entry)
        self.criticisms.button_pressed.connect(self._press_criticism)
        self._nothing = hint("还没有记录。先选支部留存还是自留，再填谁对谁、说了什么。")
        self._said = flush_card("批评和自我批评", self._nothing, self.criticisms)
        self.print_button = Button("印记录", Kind.ROW, icon_name="printer", on=lambda: self.paper("criticism_record"))
        self.own_button = Button("自留一条", Kind.ROW, icon_name="lock", tip=_OWN, on=partial(self.add, own=True))
        self.add_button = Button("记一条批评", Kind.ROW, icon_name="plus", tip=_KEPT, on=partial(self.add, own=False))
        for button in (self.print_button, self.own_button, self.add_button):
            self._said.add_head(button)
        self.column.addWidget(self._said)
        self.column.addStretch(1)
        self.picker: LinkPicker | None = None
        """The dialog opened last, for tests and help."""

    def show_year(self, view: YearView) -> None:
        super().show_year(view)
        self.meetings.set_rows([self._meeting(one) for one in view.meetings])
        self.meetings.setVisible(bool(view.meetings))
        self._none.setVisible(not view.meetings)
        self.criticisms.set_rows([_criticism(one) for one in view.criticisms])
        self.criticisms.setVisible(bool(view.criticisms))
        self._nothing.setVisible(not view.criticisms)
        self._said.set_title("批评和自我批评", f"{len(view.criticisms)} 条" if view.criticisms else "")

    def _meeting(self, one: MeetingRow) -> Row:
        if one.present is not None:
            state: Tag | Words = Tag(f"应到{one.expected} 实到{one.present}", Tone.OK, "check")
        elif one.day is None or one.day >= self.today:
            state = Tag("已安排", Tone.INFO, "calendar")
        else:
            state = Tag("还没签到", Tone.OVER, "circle-alert")
        buttons = (RowButton("open", "打开会议"), *((RowButton("end", "取消关联"),) if one.linked else ()))
        return row(one.id, Cell.words(one.title, bold=True, tip=one.title), Cell.of(state), Cell((), buttons))

    def act_next(self, doing: str) -> None:
        if doing == Doing.OPEN_MEETING and self.view is not None and self.view.meeting is not None:
            self._open_meeting(self.view.meeting.id)
        else:
            self._plan()

    # -- the meeting

    def _open_meeting(self, id: str) -> None:
        self.context.open(RECORDS, id)

    def _press_meeting(self, id: str, button: str) -> None:
        if button == "open":
            self._open_meeting(id)
        else:
            self.do("unlink_records", self._link(id))

    def _link(self, target: str) -> dict[str, object]:
        assert self.view is not None
        return {
            "owner_kind": "org_life_years",
            "owner": self.view.id,
            "relation": "discussed_in",
            "target_kind": "gatherings",
            "target": target,
        }

    def _choose(self) -> None:
        self.picker = LinkPicker(self.context, "选组织生活会", ("gatherings",), self._take, self)
        self.picker.open()

    def _take(self, hit: Hit) -> None:
        self.do("link_records", self._link(hit.id))

    def _plan(self) -> None:
        self.ask("plan_org_life_meeting", "安排组织生活会", self._plan_specs, self._plan_build, accept="安排")

    def _plan_specs(self, form: EntryForm) -> list[Spec]:
        groups = (("", "——"), *((one.id, one.name) for one in form.groups))
        return [
            Spec("day", "日期", Ask.DAY),
            Spec("start", "开始时间", help="如 14:30"),
            Spec("place", "地点", value=form.place),
            Spec("host", "主持人", Ask.PERSON, value=form.secretary or None, people=form.members),
            Spec("recorder", "记录人", Ask.PERSON, people=form.members),
            Spec("scope", "召开形式", Ask.CHOICE, _SCOPES, value="all"),
            *([Spec("party_group", "哪个党小组", Ask.CHOICE, groups, value="")] if form.groups else []),
        ]

    def _plan_build(self, _form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
        assert self.view is not None
        return {"year": self.view.id, **filled(values)}

    # -- criticism

    def add(self, *, own: bool) -> None:
        """Ask for a criticism; where it is kept was chosen before."""

        def build(_form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            assert self.view is not None
            values = _oneself(values)
            return {"year": self.view.id, "own": own, "critic": "", "subject": "", "text": "", **filled(values)}

        title = "自留的批评意见" if own else "批评意见（支部留存）"
        self.ask("add_criticism", title, _specs, build, accept="登记", sentence=_OWN if own else _KEPT)

    def open_entry(self, id: str) -> None:
        assert self.view is not None
        one = next((row for row in self.view.criticisms if row.id == id), None)
        if one is None:
            return

        def build(form: EntryForm, values: dict[str, Any]) -> Mapping[str, object]:
            return edited(id, form, _oneself(values))

        quiet: list[tuple[str, Any]] = [("删除", lambda: self.remove(id))]
        if one.own:
            quiet.append(("转为支部留存", lambda: self.do("share_criticism", {"id": id})))
        else:
            quiet.append(("列入整改", lambda: self._rectify(one)))
        kind = "own_criticisms" if one.own else "criticisms"
        sentence = _OWN if one.own else _KEPT
        self.ask("edit_criticism", "批评意见", _specs, build, kind=kind, id=id, quiet=quiet, sentence=sentence)

    def _press_criticism(self, id: str, _button: str) -> None:
        assert self.view is not None
        self._rectify(next(row for row in self.view.criticisms if row.id == id))

    def _rectify(self, one: CriticismRow) -> None:
        assert self.view is not None
        preset = {"source": "criticism", "arises_from_kind": "criticisms", "arises_from": one.id}
        preset |= {"problem": one.text, "about": one.subject, "responsible": one.subject}
        self.context.open("meetings/appraisal", None, {"year": self.view.year, "rectify": preset})


def _criticism(one: CriticismRow) -> Row:
    who = (
        Cell.of(Words(one.critic_name), Words("自我批评", Tone.PLAIN))
        if one.self_criticism
        else Cell.words(f"{one.critic_name} → {one.subject_name}")
    )
    kept = Tag("自留", Tone.INFO, "lock") if one.own else Tag("支部留存", Tone.PLAIN)
    buttons = () if one.own or one.rectifications else (RowButton("rectify", "列入整改"),)
    return row(
        one.id,
        who,
        Cell.words(brief(one.text), tip=one.text),
        Cell.words(brief(one.response), tip=one.response),
        Cell.of(kept),
        Cell((), buttons),
    )


def _oneself(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without somebody criticised it is 自我批评."""
    return {**values, "subject": values.get("subject") or values.get("critic")}


def _specs(form: EntryForm) -> list[Spec]:
    same = form.get("subject") == form.get("critic")
    return [
        Spec("critic", "批评人", Ask.PERSON, value=form.get("critic"), people=form.members),
        Spec(
            "subject",
            "被批评人",
            Ask.PERSON,
            value=None if same else form.get("subject"),
            people=form.members,
            help="自我批评就空着",
        ),
        Spec("text", "批评意见", Ask.LONG, value=form.get("text"), wide=True),
        Spec("response", "本人态度", Ask.LONG, value=form.get("response"), wide=True),
    ]
