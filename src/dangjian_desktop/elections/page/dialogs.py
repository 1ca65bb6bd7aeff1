"""The dialogs of an election: to begin one, what goes up and comes back, who stands, who counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from dangjian_desktop.elections.reading import ElectionView, RoundView
from dangjian_desktop.elections.rules import (
    BODY_LABELS,
    KIND_LABELS,
    SEAT_LABELS,
    Body,
    ElectionKind,
    SeatKind,
    TellerRole,
)
from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.ui.context import WindowContext

People = tuple[PersonRef, ...]


@dataclass(frozen=True)
class Approval:
    """Something that goes up and comes back: its words and its four fields."""

    key: str
    what: str
    sent: str
    sent_number: str
    back: str
    back_number: str
    paper: str


APPROVALS = (
    Approval(
        "hold",
        "召开选举大会",
        "hold_requested_on",
        "hold_request_number",
        "hold_approved_on",
        "hold_approval_number",
        "election_hold_request",
    ),
    Approval(
        "candidates",
        "候选人预备人选",
        "candidates_requested_on",
        "candidates_request_number",
        "candidates_approved_on",
        "candidates_approval_number",
        "election_candidates_request",
    ),
    Approval(
        "result",
        "选举结果",
        "reported_on",
        "report_number",
        "result_approved_on",
        "result_approval_number",
        "election_result_report",
    ),
)
"""In the order in which they go up."""


def _choices(labels: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), word) for key, word in labels.items())


def new_election(context: WindowContext, kind: str, seats: int, done: Any, parent: QWidget) -> VerbDialog:
    """Begin one; the ballots it wants are made by themselves."""
    specs = (
        Spec("kind", "类别", Ask.CHOICE, _choices(KIND_LABELS), value=kind),
        Spec("planned_on", "选举日期", Ask.DAY, help="没定就空着"),
        Spec("seats", "应选委员人数", Ask.COUNT, value=seats if kind == ElectionKind.TERM else 1),
        Spec("term_name", "届次", help="如 第五届支委会"),
        Spec("place", "地点"),
        Spec("reason", "事由", wide=True, help="写进请示，不填就按任期届满写"),
    )
    return VerbDialog(
        context,
        "start_election",
        "筹备选举",
        specs,
        given,
        accept="开始筹备",
        sentence="选什么、几名候选人、差额多少，程序按规定列好，之后可以改。",
        done=done,
        parent=parent,
    )


def edit_facts(context: WindowContext, view: ElectionView, parent: QWidget) -> VerbDialog:
    """Day, place, name of the term, why, and those present where no meeting is linked."""
    before = {name: view.values[name] for name in ("planned_on", "place", "term_name", "present", "reason")}
    specs = (
        Spec("planned_on", "选举日期", Ask.DAY, value=before["planned_on"]),
        Spec("place", "地点", value=before["place"]),
        Spec("term_name", "届次", value=before["term_name"]),
        Spec(
            "present",
            "实到有选举权人数",
            Ask.COUNT,
            value=before["present"],
            help="关联了选举大会并签到的，从签到里来，不用填",
        ),
        Spec("reason", "事由", value=before["reason"], wide=True),
    )
    return _edit(context, view, "选举安排", specs, before, parent)


def approval_dialog(context: WindowContext, view: ElectionView, one: Approval, parent: QWidget) -> VerbDialog:
    """When it went up and came back, with numbers."""
    before = {name: view.values[name] for name in (one.sent, one.sent_number, one.back, one.back_number)}
    word = "报告" if one.key == "result" else "请示"
    specs = (
        Spec(one.sent, f"{word}日期", Ask.DAY, value=before[one.sent] or context.today),
        Spec(one.sent_number, f"{word}文号", value=before[one.sent_number], help="没有机关代字的不填"),
        Spec(one.back, "批复日期", Ask.DAY, value=before[one.back], help="还没批就空着"),
        Spec(one.back_number, "批复文号", value=before[one.back_number]),
    )
    return _edit(context, view, f"{one.what}：{word}和批复", specs, before, parent)


def _edit(
    context: WindowContext,
    view: ElectionView,
    title: str,
    specs: tuple[Spec, ...],
    before: Mapping[str, object],
    parent: QWidget,
) -> VerbDialog:
    def build(values: dict[str, Any]) -> Mapping[str, object]:
        changed = {name: value for name, value in values.items() if (value or None) != (before.get(name) or None)}
        return {"id": view.id, "changes": changed, "seen": view.heads}

    return VerbDialog(context, "edit_election", title, specs, build, accept="保存", parent=parent)


def nominate(context: WindowContext, one: RoundView, people: People, parent: QWidget) -> VerbDialog:
    """Who stands on a ballot; the order on it is made by itself."""
    standing = tuple(row.person for row in one.candidates if not row.written_in)
    spread = one.needed - one.seats
    wanted = f"应选 {one.seats} 名，一般提名 {one.needed} 名" + (f"（差额 {spread} 名）" if spread else "（等额）")
    specs = (Spec("members", "候选人", Ask.PEOPLE, value=standing, people=people, wide=True),)
    return VerbDialog(
        context,
        "set_candidates",
        f"{one.title}：提名候选人",
        specs,
        lambda values: {"round": one.id, **values},
        accept="提名",
        sentence=f"{wanted}。选票上按姓氏笔画排列，不用管先后。",
        parent=parent,
    )


def tellers(context: WindowContext, view: ElectionView, people: People, parent: QWidget) -> VerbDialog:
    """Who watches and who counts."""
    now = {role: tuple(id for its, id, _name in view.tellers if its is role) for role in TellerRole}
    specs = (
        Spec(
            "supervises",
            "监票人",
            Ask.PEOPLE,
            value=now[TellerRole.SUPERVISES],
            people=people,
            wide=True,
            help="从不是候选人的党员中推选，大会通过",
        ),
        Spec("counts", "计票人", Ask.PEOPLE, value=now[TellerRole.COUNTS], people=people, wide=True),
    )
    return VerbDialog(
        context,
        "set_tellers",
        "监票人、计票人",
        specs,
        lambda values: {"election": view.id, **values},
        accept="保存",
        parent=parent,
    )


def add_round(context: WindowContext, view: ElectionView, parent: QWidget) -> VerbDialog:
    """A further ballot, as for a 副书记."""
    body = Body.COMMITTEE if view.has_committee else Body.GENERAL
    specs = (
        Spec("seat", "职务", Ask.CHOICE, _choices(SEAT_LABELS), value=str(SeatKind.DEPUTY_SECRETARY)),
        Spec("body", "选举人", Ask.CHOICE, _choices(BODY_LABELS), value=str(body)),
        Spec("seats", "应选人数", Ask.COUNT, value=1),
    )
    return VerbDialog(
        context,
        "add_round",
        "加一项选举",
        specs,
        lambda values: {"election": view.id, **given(values)},
        accept="添加",
        parent=parent,
    )
