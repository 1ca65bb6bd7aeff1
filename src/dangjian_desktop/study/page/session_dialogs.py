"""The dialogs of a session: added, a speech, a proposal, other hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from dangjian_desktop.base.dates import parse_time
from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.study.page.plan_dialogs import number
from dangjian_desktop.study.reading.choices import Choices
from dangjian_desktop.study.reading.session import ProposalLine, SessionView, SpeechLine
from dangjian_desktop.study.records import OUTCOME_LABELS
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.forms import Extra
from dangjian_desktop.ui.context import WindowContext

Done = Callable[[Any], object]


def add_dialog(
    context: WindowContext, found: Choices, preset: Mapping[str, object], done: Done, parent: QWidget
) -> VerbDialog:
    """A session that stands in no plan."""
    value = {"day": context.today, "form": found.forms[0][0], **preset}.get
    specs = (
        Spec("content", "学习内容", value=value("content"), wide=True),
        Spec("form", "形式", Ask.CHOICE, found.forms, value=value("form")),
        Spec("day", "日期", Ask.DAY, value=value("day")),
        Spec("place", "地点", value=value("place")),
        Spec("start", "开始时间", help="例如 1430"),
        Spec("end", "结束时间"),
        Spec("lecturer", "主讲（领学）人", Ask.PERSON, people=found.people),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        times = {name: parse_time(values[name]) for name in ("start", "end") if values.get(name)}
        return {"content": "", "day": None, **given(values), **times}

    return VerbDialog(
        context, "add_study_session", "登记一场学习", specs, build, accept="登记", done=done, columns=3, parent=parent
    )


def speech_dialog(
    context: WindowContext,
    view: SessionView,
    people: Sequence[PersonRef],
    correction: str,
    parent: QWidget,
    speech: SpeechLine | None = None,
) -> VerbDialog:
    """Somebody's points; in a forum with their subject."""
    specs = [
        Spec("speaker", "发言人", Ask.PERSON, value=speech.speaker if speech else None, people=tuple(people)),
        Spec("speaker_name", "不在名册的填姓名", value=speech.name if speech and not speech.speaker else None),
    ]
    if view.form.has(Extra.ORDER) or (speech and speech.topic):
        specs.append(Spec("topic", "题目", value=speech.topic if speech else None, wide=True))
    specs.append(Spec("points", "发言要点", Ask.LONG, value=speech.points if speech else None, wide=True))

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        if speech is None:
            return {"session": view.id, "correction": correction, **given(values)}
        return {"id": speech.id, "changes": values, "correction": correction, "seen": speech.seen or None}

    verb, title, accept = ("edit_study_speech", "改发言", "保存") if speech else ("add_study_speech", "加发言", "加上")
    return VerbDialog(context, verb, title, specs, build, accept=accept, parent=parent)


def proposal_dialog(
    context: WindowContext,
    view: SessionView,
    people: Sequence[PersonRef],
    parent: QWidget,
    proposal: ProposalLine | None = None,
) -> VerbDialog:
    """A proposal and, once something became of it, what."""
    specs = [
        Spec("text", "建议", Ask.LONG, value=proposal.text if proposal else None, wide=True),
        Spec("proposer", "提出人", Ask.PERSON, value=proposal.proposer if proposal else None, people=tuple(people)),
    ]
    if proposal is not None:
        outcomes = (("", "还没有结果"), *((str(key), word) for key, word in OUTCOME_LABELS.items()))
        specs += [
            Spec("outcome", "结果", Ask.CHOICE, outcomes, value=str(proposal.outcome or "")),
            Spec("outcome_on", "日期", Ask.DAY, value=proposal.outcome_on),
            Spec("outcome_text", "怎样办的", Ask.LONG, value=proposal.outcome_text or None, wide=True),
        ]

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        if proposal is None:
            return {"session": view.id, "text": "", **given(values)}
        changes = {**values, "outcome": values["outcome"] or None}
        return {"id": proposal.id, "changes": changes, "seen": proposal.seen or None}

    verb, title = ("edit_study_proposal", "对策建议") if proposal else ("add_study_proposal", "加建议")
    return VerbDialog(context, verb, title, specs, build, accept="保存" if proposal else "加上", parent=parent)


def hours_dialog(context: WindowContext, view: SessionView, parent: QWidget) -> VerbDialog:
    """Other hours than the clock gives, for everybody or one member, and why."""
    everybody = ("", "所有到会的人")
    people = tuple((chip.person, chip.name) for chip in view.chips if chip.state is not None)
    known = hours_text(view.hours)
    specs = (
        Spec("member", "给谁调整", Ask.CHOICE, (everybody, *people), value=""),
        Spec("hours", "学时", value=known, help="空着就按时间折算"),
        Spec("reason", "调整原因", Ask.LONG, value=view.hours_reason or None, wide=True),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        return {
            "record_kind": "study_sessions",
            "record": view.id,
            "member": values["member"] or "",
            "hours": number(values["hours"]),
            "reason": values["reason"] or "",
        }

    return VerbDialog(context, "adjust_study_hours", "调整学时", specs, build, accept="调整", parent=parent)
