"""How study is named and found elsewhere: in search, pickers, history and conflicts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.feature import Hit, Reference
from dangjian_desktop.roster.people import name_of
from dangjian_desktop.store import Reader, Record, live
from dangjian_desktop.store.search import words
from dangjian_desktop.study.records import (
    ExternalTraining,
    PlanItem,
    Reflection,
    StudyPlan,
    StudyProposal,
    StudySession,
    StudySpeech,
    TopicProposal,
)

PLAN_VIEW, SESSIONS_VIEW = "study/plan", "study/sessions"
ROTA_VIEW, HOURS_VIEW, WRITING_VIEW = "study/rota", "study/hours", "study/writing"


def session_label(reader: Reader, id: str) -> str:
    """10-12 窗口服务怎么提速; "" if there is none."""
    session = reader.get(StudySession, id)
    if session is None:
        return ""
    day = short_day(session.day, reader.now.date()) if session.day else ""
    return f"{day} {session.content or '学习'}".strip()


def item_label(reader: Reader, id: str) -> str:
    """10月计划：窗口服务怎么提速; "" if there is none."""
    item = reader.get(PlanItem, id)
    return f"{item.month or ''}月计划：{item.content or '学习'}" if item else ""


def plan_label(reader: Reader, id: str) -> str:
    """2026年学习计划; "" if there is none."""
    plan = reader.get(StudyPlan, id)
    return f"{plan.year}年学习计划" if plan else ""


def _training_label(reader: Reader, id: str) -> str:
    training = reader.get(ExternalTraining, id)
    return f"{name_of(reader, training.member)} {training.title or '培训'}".strip() if training else ""


def _writing_label(reader: Reader, id: str) -> str:
    writing = reader.get(Reflection, id)
    return f"{name_of(reader, writing.member)}《{writing.title or ''}》" if writing else ""


def _topic_label(reader: Reader, id: str) -> str:
    topic = reader.get(TopicProposal, id)
    return f"选题：{topic.title or ''}" if topic else ""


def _part_label(model: type[Record], own: str) -> Callable[[Reader, str], str]:
    def label(reader: Reader, id: str) -> str:
        part: Any = reader.get(model, id)
        if part is None:
            return ""
        said = str(getattr(part, own) or "").split("\n")[0][:40] or model.__label__
        return f"{said}（{session_label(reader, part.owner or '')}）"

    return label


def find_sessions(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Sessions by words in any of their texts, newest first; without words the latest ones."""
    stmt = select(StudySession).where(live(StudySession)).order_by(StudySession.day.desc(), StudySession.id)
    if text.strip():
        ids = [hit.id for hit in words(reader, text, kinds=("study_sessions",), limit=200)]
        parts = words(reader, text, kinds=("study_speeches", "study_proposals"), limit=200)
        for hit in parts:
            part: Any = reader.get(StudySpeech if hit.kind == "study_speeches" else StudyProposal, hit.id)
            if part is not None and part.owner:
                ids.append(part.owner)
        stmt = stmt.where(StudySession.id.in_(ids))
    return [
        Hit("study_sessions", one.id, one.content or "学习", one.place or "", one.day)
        for one in reader.all(stmt.limit(limit))
    ]


def _found(model: type[Any], kind: str, title: str, day: str = "") -> Callable[[Reader, str, int], list[Hit]]:
    """Finding records of one kind by the words of the full text, newest first."""

    def find(reader: Reader, text: str, limit: int) -> list[Hit]:
        stmt = select(model).where(live(model)).order_by(model.created_at.desc(), model.id)
        if text.strip():
            stmt = stmt.where(model.id.in_([hit.id for hit in words(reader, text, kinds=(kind,), limit=200)]))
        return [
            Hit(kind, one.id, str(getattr(one, title) or ""), day=_day(getattr(one, day) if day else None))
            for one in reader.all(stmt.limit(limit))
        ]

    return find


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def find_items(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Plan items by words, the latest first."""
    return _found(PlanItem, "study_plan_items", "content", "day")(reader, text, limit)


def find_plans(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Plans by year or by words of theme and goals."""
    plans = reader.all(select(StudyPlan).where(live(StudyPlan)).order_by(StudyPlan.year.desc()))
    wanted = text.strip()
    hits = [Hit("study_plans", one.id, f"{one.year}年学习计划", one.theme or "") for one in plans]
    return [hit for hit in hits if wanted in hit.title or wanted in hit.detail][:limit]


def search(reader: Reader, text: str, limit: int) -> list[Hit]:
    """What the window's search finds here: sessions first, then plan items that are not held."""
    sessions = find_sessions(reader, text, limit)
    return [*sessions, *find_items(reader, text, limit - len(sessions))] if len(sessions) < limit else sessions


REFERENCES: tuple[Reference, ...] = (
    Reference("study_plans", plan_label, find_plans, PLAN_VIEW),
    Reference("study_plan_items", item_label, find_items, PLAN_VIEW),
    Reference("study_sessions", session_label, find_sessions, SESSIONS_VIEW),
    Reference(
        "study_speeches",
        _part_label(StudySpeech, "points"),
        _found(StudySpeech, "study_speeches", "points"),
        SESSIONS_VIEW,
    ),
    Reference(
        "study_proposals",
        _part_label(StudyProposal, "text"),
        _found(StudyProposal, "study_proposals", "text"),
        SESSIONS_VIEW,
    ),
    Reference(
        "external_trainings",
        _training_label,
        _found(ExternalTraining, "external_trainings", "title", "since"),
        HOURS_VIEW,
    ),
    Reference(
        "study_reflections",
        _writing_label,
        _found(Reflection, "study_reflections", "title", "submitted_on"),
        WRITING_VIEW,
    ),
    Reference("study_topics", _topic_label, _found(TopicProposal, "study_topics", "title", "proposed_on"), ROTA_VIEW),
)


def latest_session(reader: Reader) -> str | None:
    """The last session up to today: what papers are made from by default."""
    stmt = select(StudySession.id).where(live(StudySession), StudySession.day <= reader.now.date())
    found: str | None = reader.scalar(stmt.order_by(StudySession.day.desc(), StudySession.id).limit(1))
    return found


def latest_plan(reader: Reader) -> str | None:
    """The newest plan."""
    found: str | None = reader.scalar(select(StudyPlan.id).where(live(StudyPlan)).order_by(StudyPlan.year.desc()))
    return found
