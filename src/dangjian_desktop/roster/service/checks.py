"""Checks that several verbs share; every refusal is a sentence that names the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.roster import rules
from dangjian_desktop.roster.names import clean_name
from dangjian_desktop.roster.private import clean_identity, clean_phone
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.records import Member, Person
from dangjian_desktop.roster.rules import MemberFacts, Status
from dangjian_desktop.store import Reader, live


class Problems:
    """Collects what is wrong with a form, so that all of it is told at once."""

    def __init__(self) -> None:
        self.found: list[FieldProblem] = []

    def add(self, field: str, message: str) -> None:
        """Note a problem of one field."""
        self.found.append(FieldProblem(field, message))

    def raise_if_any(self) -> None:
        """Raise :class:`Refused` with every sentence, if there is any."""
        if self.found:
            raise Refused("".join(problem.message for problem in self.found), problems=tuple(self.found))


def cleaned(values: Mapping[str, object]) -> dict[str, Any]:
    """The values as they are kept: names without aligning spaces, numbers without signs, empty texts as nothing."""
    result: dict[str, Any] = {}
    for field, value in values.items():
        if isinstance(value, str):
            text = value.strip()
            if field == "name":
                text = clean_name(text)
            elif field == "identity_number":
                text = clean_identity(text)
            elif field == "phone":
                text = clean_phone(text)
            result[field] = text or None
        else:
            result[field] = value
    return result


def check_name(problems: Problems, values: Mapping[str, object], what: str = "姓名") -> None:
    """A name, where one is given, may not be empty."""
    if "name" in values and not values["name"]:
        problems.add("name", f"{what}不能为空，请填写。")


def check_dates(problems: Problems, values: Mapping[str, Any], today: date) -> None:
    """Birth, joining and conversion in order, and none of them in the future. ``values`` are the whole record's."""
    born, joined, converted = (values.get(field) for field in ("born_on", "joined_on", "converted_on"))
    for field, label, day in (
        ("born_on", "出生日期", born),
        ("joined_on", "入党日期", joined),
        ("converted_on", "转正日期", converted),
    ):
        if day is not None and day > today:
            problems.add(field, f"{label}{day.isoformat()}在今天之后，请核对。")
    if born and joined and joined <= born:
        problems.add("joined_on", f"入党日期{joined.isoformat()}早于出生日期{born.isoformat()}，请核对。")
    if joined and converted and converted < joined:
        problems.add("converted_on", f"转正日期{converted.isoformat()}早于入党日期{joined.isoformat()}，请核对。")


def check_span(problems: Problems, since: date | None, until: date | None, field: str = "until") -> None:
    """An end lies after its beginning."""
    if since is not None and until is not None and until <= since:
        problems.add(field, f"结束日期{until.isoformat()}应晚于开始日期{since.isoformat()}。")


def check_amount(problems: Problems, values: Mapping[str, Any]) -> None:
    """An amount of money is not negative (its value is private and not repeated)."""
    amount = values.get("dues_base")
    if amount is not None and amount < 0:
        problems.add("dues_base", "党费计算基数不能是负数。")


def check_not_twice(
    reader: Reader, problems: Problems, model: type[Member] | type[Person], values: Mapping[str, Any], own: str = ""
) -> None:
    """The same person is not entered twice: same identity number, or same name and day of birth."""
    identity, name, born = values.get("identity_number"), values.get("name"), values.get("born_on")
    columns = select(model.id, model.name, model.born_on, model.identity_number).where(live(model), model.id != own)
    for row in reader.rows(columns):
        if identity and row.identity_number == identity:
            problems.add("identity_number", f"身份证号与名册里的“{row.name}”相同，可能是同一个人，请核对。")
        elif name and row.name == name and born and row.born_on == born:
            problems.add("name", f"名册里已有同名、同日出生的“{name}”，可能是同一个人，请核对。")


def facts_of(reader: Reader, member: str) -> tuple[Member, MemberFacts]:
    """A live member with its facts. Raises :class:`Refused` if it is missing or deleted."""
    record = reader.need(Member, member)
    return record, member_facts(reader, record.id)[record.id]


def need_here(facts: MemberFacts, name: str | None, day: date, what: str) -> Status:
    """The status on the day of somebody who belongs to the branch then. Raises :class:`Refused` otherwise."""
    status = rules.status_on(facts, day)
    if status in (Status.NOT_YET, Status.LEFT):
        raise Refused(f"{day.isoformat()}时{name}{_ABSENT[status]}，不能{what}。", hint="请核对日期。")
    return status


_ABSENT = {Status.NOT_YET: "还不是本支部党员", Status.LEFT: "已不在本支部"}


def not_after_today(problems: Problems, field: str, day: date | None, today: date, label: str) -> None:
    """What has happened is not in the future."""
    if day is not None and day > today:
        problems.add(field, f"{label}{day.isoformat()}在今天之后，请核对。")
