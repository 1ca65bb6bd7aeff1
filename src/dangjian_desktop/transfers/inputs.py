"""Typed inputs of the verbs of transfers."""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.roster.inputs import AddMember
from dangjian_desktop.store import Heads

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_MONTH = "^$|^\\d{4}-(0[1-9]|1[0-2])$"


@dataclass(frozen=True, config=_INPUT)
class SendOut:
    """A letter is given to a member who leaves: their relation ends in the roster on ``moved_on`` (default: the day
    of the letter). ``dues_paid_to`` is a month such as 2026-09."""

    member: str = Field(title="党员")
    organisation: str = Field(title="转往何处", min_length=1)
    issued_on: date = Field(title="开具日期")
    letter_number: str = Field(default="", title="介绍信编号")
    valid_days: int | None = Field(default=None, title="有效期（天）", ge=1, le=365)
    moved_on: date | None = Field(default=None, title="转出日期")
    dues_paid_to: str = Field(default="", title="党费交至", pattern=_MONTH)
    note: str = Field(default="", title="说明")


@dataclass(frozen=True, config=_INPUT)
class TakeIn:
    """A letter came with a member: new to the roster (``new_member``), back again, or entered before (``member``)."""

    organisation: str = Field(title="从何处转来", min_length=1)
    issued_on: date = Field(title="开具日期")
    moved_on: date = Field(title="转入日期")
    member: str = Field(default="", title="党员")
    new_member: AddMember | None = Field(default=None, title="新转入党员")
    letter_number: str = Field(default="", title="介绍信编号")
    valid_days: int | None = Field(default=None, title="有效期（天）", ge=1, le=365)
    dues_paid_to: str = Field(default="", title="党费交至", pattern=_MONTH)
    note: str = Field(default="", title="说明")


@dataclass(frozen=True, config=_INPUT)
class NoteReceipt:
    """The receipt came back (going out), or was sent (coming in)."""

    id: str = Field(title="编号")
    day: date = Field(title="回执日期")
    number: str = Field(default="", title="回执编号")


class TransferChanges(TypedDict, total=False):
    """What may be changed of a letter; when the relation moved is corrected in the roster."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    organisation: str | None
    letter_number: str | None
    issued_on: date | None
    valid_days: int | None
    dues_paid_to: str | None
    receipt_on: date | None
    receipt_number: str | None
    note: str | None


@dataclass(frozen=True, config=_INPUT)
class EditTransfer:
    """Other values for a letter."""

    id: str = Field(title="编号")
    changes: TransferChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class TransferId:
    """A transfer."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=_INPUT)
class Passed:
    """One line of the list: ``key`` names it; it goes to ``successor``, or only ends without one."""

    key: str = Field(title="事项")
    successor: str = Field(default="", title="接手人")


@dataclass(frozen=True, config=_INPUT)
class HandOver:
    """Hand over these things of a member on a day, all or none."""

    member: str = Field(title="离任人")
    day: date = Field(title="交接日期")
    items: tuple[Passed, ...] = Field(title="交接事项")
    note: str = Field(default="", title="说明", max_length=200)
