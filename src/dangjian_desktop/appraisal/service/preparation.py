"""Before the meeting: study, opinions, 检视材料."""

from __future__ import annotations

from dangjian_desktop.appraisal.inputs import AddOpinion, AddStudy, EditOpinion, EditStudy, ShareReview, WriteReview
from dangjian_desktop.appraisal.records import Opinion, SelfReview, ThemeStudy
from dangjian_desktop.appraisal.service.guard import (
    cleaned,
    given,
    must_have,
    name_of,
    named,
    need_member,
    not_ahead,
    refuse,
    short,
    year_of,
)
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store import Transaction, part_id

COMMITTEE = "committee"
"""Stands for the committee where 检视材料 are told apart by who wrote them."""


def add_study(tx: Transaction, data: AddStudy) -> str:
    """Enter study before the meeting. Raises :class:`Refused` for a day to come."""
    year_of(tx, data.year)
    not_ahead(tx, "day", data.day, "学习日期")
    tx.label = f"登记会前学习“{short(data.topic)}”"
    return tx.add(ThemeStudy, data.year, given({"topic": data.topic, "day": data.day, "form": data.form}))


def edit_study(tx: Transaction, data: EditStudy) -> str:
    """Change a study."""
    study = tx.need(ThemeStudy, data.id)
    changes = cleaned(data.changes)
    must_have(changes, "topic", "学习内容")
    must_have(changes, "day", "日期")
    not_ahead(tx, "day", changes.get("day"), "学习日期")
    tx.edit(ThemeStudy, data.id, changes, seen=data.seen)
    tx.label = f"修改会前学习“{short(changes.get('topic') or study.topic)}”"
    return data.id


def add_opinion(tx: Transaction, data: AddOpinion) -> str:
    """Enter an opinion. Raises :class:`Refused` where an anonymous one names somebody."""
    year = year_of(tx, data.year)
    if data.anonymous and (data.person or data.person_name):
        refuse("person", "选了不署名的意见不登记提出人。")
    need_member(tx, "about", data.about, "党员")
    values = {
        "anonymous": data.anonymous or None,
        "text": data.text,
        "about": data.about,
        "aspect": data.aspect,
        "way": data.way,
        "giver": data.giver,
        "person": data.person,
        "person_name": data.person_name,
        "answer": data.answer,
    }
    tx.label = f"登记{named(year)}征求到的意见"
    return tx.add(Opinion, data.year, given(values))


def edit_opinion(tx: Transaction, data: EditOpinion) -> str:
    """Change an opinion. Raises :class:`Refused` where an anonymous one would name somebody."""
    opinion = tx.need(Opinion, data.id)
    changes = cleaned(data.changes)
    must_have(changes, "text", "意见建议")
    if opinion.anonymous and (changes.get("person") or changes.get("person_name")):
        refuse("person", "这条意见当时没有署名，不能补登提出人。")
    need_member(tx, "about", changes.get("about"), "党员")
    tx.edit(Opinion, data.id, changes, seen=data.seen)
    tx.label = "修改征求到的意见"
    return data.id


def write_review(tx: Transaction, data: WriteReview) -> str:
    """Keep a draft of 检视材料 on this PC."""
    year_of(tx, data.year)
    need_member(tx, "person", data.person, "党员")
    id = part_id(data.year, "self_review", data.person or COMMITTEE)
    values = {"person": data.person} if data.person else {"committee": True}
    if tx.get(SelfReview, id) is None and not data.draft:
        raise Refused("还什么都没有写，没有保存。")
    made = tx.put(SelfReview, data.year, "self_review", data.person or COMMITTEE, values)
    tx.edit(SelfReview, made, {"draft": data.draft or None}, seen=data.seen)
    tx.label = f"写检视材料 {name_of(tx, data.person) or '支部班子'}"
    return made


def share_review(tx: Transaction, data: ShareReview) -> str:
    """Hand 检视材料 to the branch. Raises :class:`Refused` if there is neither a text nor a file."""
    year_of(tx, data.year)
    not_ahead(tx, "on", data.on, "日期")
    need_member(tx, "person", data.person, "党员")
    member = data.person or COMMITTEE
    known = tx.get(SelfReview, part_id(data.year, "self_review", member))
    text = data.text or (known.draft or known.text if known else None)
    if not text and (known is None or known.shared_on is None):
        raise Refused("还没有写检视材料，没有可以交的。", hint="请先写好正文，或添加附件。")
    values: dict[str, object] = {"person": data.person} if data.person else {"committee": True}
    values |= {"text": text, "shared_on": data.on or (known.shared_on if known else None) or tx.now.date()}
    made = tx.put(SelfReview, data.year, "self_review", member, values)
    tx.edit(SelfReview, made, {"draft": None})
    tx.label = f"交检视材料 {name_of(tx, data.person) or '支部班子'}"
    return made
