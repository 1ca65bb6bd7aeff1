"""心得体会 and 读书笔记: asked for, handed in; comments in words for the 展示档."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.records import Member
from dangjian_desktop.store import Transaction
from dangjian_desktop.study.inputs import (
    AddComment,
    AddReflection,
    AskReflections,
    CommentId,
    EditReflection,
    ReflectionId,
)
from dangjian_desktop.study.records import WRITING_LABELS, Reflection, StudyComment, WritingKind
from dangjian_desktop.study.service.guard import cleaned, person_name, refuse

_FIELDS = ("member", "title", "kind", "book", "session", "due", "submitted_on", "text", "own_text")


def add_reflection(tx: Transaction, data: AddReflection) -> str:
    """Enter what a member wrote or is to write; returns its id. With a text it is handed in, by default today."""
    values = {name: getattr(data, name) for name in _FIELDS}
    if (data.text or data.own_text) and data.submitted_on is None:
        values["submitted_on"] = tx.now.date()
    made = tx.create(Reflection, cleaned(tx, Reflection, values))
    tx.label = f"登记{WRITING_LABELS[data.kind]} {person_name(tx, data.member)} {data.title}"
    return made


def ask_reflections(tx: Transaction, data: AskReflections) -> int:
    """布置: one piece of writing from each of several members until a day; returns how many."""
    for member in dict.fromkeys(data.members):
        values: dict[str, Any] = {"member": member, "title": data.title, "kind": data.kind, "book": data.book}
        values |= {"session": data.session, "due": data.due}
        tx.create(Reflection, cleaned(tx, Reflection, values))
    tx.label = f"布置{WRITING_LABELS[data.kind]} {data.title}"
    return len(set(data.members))


def edit_reflection(tx: Transaction, data: EditReflection) -> str:
    """Change a piece of writing; a text that arrives is dated today where nobody said when."""
    known = tx.need(Reflection, data.id)
    changes = cleaned(tx, Reflection, data.changes)
    if "title" in changes and not changes["title"]:
        refuse("title", "没有填题目，请补上。")
    arrived = changes.get("text") or changes.get("own_text")
    if arrived and "submitted_on" not in changes and known.submitted_on is None:
        changes["submitted_on"] = tx.now.date()
    tx.edit(Reflection, data.id, changes, data.seen)
    kind = WritingKind(known.kind) if known.kind in set(WritingKind) else WritingKind.REFLECTION
    tx.label = f"修改{WRITING_LABELS[kind]} {known.title}"
    return data.id


def delete_reflection(tx: Transaction, data: ReflectionId) -> str:
    """Put a piece of writing into the recycle bin."""
    known = tx.need(Reflection, data.id)
    tx.delete(Reflection, data.id)
    tx.label = f"删除心得 {known.title}"
    return data.id


def restore_reflection(tx: Transaction, data: ReflectionId) -> str:
    """Take a piece of writing out of the recycle bin."""
    known = tx.get(Reflection, data.id)
    if known is None:
        raise Refused("回收站里没有这篇心得。")
    tx.restore(Reflection, data.id)
    tx.label = f"恢复心得 {known.title}"
    return data.id


def add_study_comment(tx: Transaction, data: AddComment) -> str:
    """A comment in words on a member; never a score."""
    tx.need(Member, data.member)
    values = {"on": data.on or tx.now.date(), "aspect": data.aspect, "text": data.text, "session": data.session}
    made = tx.add(StudyComment, data.member, cleaned(tx, StudyComment, values))
    tx.label = f"学习评语 {person_name(tx, data.member)}"
    return made


def delete_study_comment(tx: Transaction, data: CommentId) -> str:
    """Take a comment away."""
    known = tx.need(StudyComment, data.id)
    tx.delete(StudyComment, data.id)
    tx.label = f"删除学习评语 {person_name(tx, known.owner)}"
    return data.id
