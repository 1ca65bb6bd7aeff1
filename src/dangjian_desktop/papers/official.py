"""Kinds of papers, and what only official ones have: the part of the model that says 版头 and 版记, in words only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What sort of paper it is. Only official papers (:attr:`official`) may have a red head and a 版记."""

    REPORT = "报告"
    NOTICE = "通知"
    BULLETIN = "通报"
    REQUEST = "请示"
    MINUTES = "纪要"
    PLAN = "方案"
    LETTER = "函"
    ORDER = "命令（令）"
    RECORD = "记录"
    FORM = "表格"
    SIGN_IN = "签到表"
    LEDGER = "台账"
    COVER = "封面"
    """A sheet that lies on top: title, subtitle (what time it covers), organisation and day, nothing else."""
    BINDER = "汇编"
    """Many papers bound together (:mod:`dangjian_desktop.papers.binder`)."""

    @property
    def official(self) -> bool:
        """Whether GB/T 9704-2012 counts it as 公文; records, forms and ledgers are internal papers."""
        return self in _OFFICIAL


_OFFICIAL = frozenset(
    (
        Kind.REPORT,
        Kind.NOTICE,
        Kind.BULLETIN,
        Kind.REQUEST,
        Kind.MINUTES,
        Kind.PLAN,
        Kind.LETTER,
        Kind.ORDER,
    )
)


class Form(StrEnum):
    """The form of an official paper's first page."""

    FILE = "文件"
    LETTER = "信函"
    """GB/T 9704 10.1."""
    ORDER = "命令"
    """10.2."""
    MINUTES = "纪要"
    """10.3."""


FORMS = {Kind.LETTER: Form.LETTER, Kind.ORDER: Form.ORDER, Kind.MINUTES: Form.MINUTES}
"""The forms that kinds have by themselves."""


@dataclass(frozen=True)
class Head:
    """版头 (GB/T 9704 7.2; 10.1 letters, 10.2 orders, 10.3 minutes).

    ``mark`` is the 发文机关标志 as it is printed (``中共…支部委员会文件``, ``…会议纪要``). ``number`` is the
    发文字号 with hexagonal brackets (``云政务支〔2026〕3号``; minutes: ``第12号``, set in brackets). ``signers``
    (签发人) make it an upward paper. ``copy_number``, ``secrecy`` and ``urgency`` stand one below the other in the
    block's upper left corner. ``form`` is the kind's own unless given (a notice may go out in the form of a letter).
    In a joint issue ``bodies`` names all bodies, the lead body first, and ``mark`` is what stands beside them: 文件 or
    nothing. In a letter, which bears the lead body's alone, ``mark`` is the name without 文件; in an order it ends in
    命令 or 令 and ``number`` is 第×号.
    """

    mark: str
    number: str = ""
    signers: tuple[str, ...] = ()
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    form: Form | None = None
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Imprint:
    """版记 (GB/T 9704 7.4): at the foot of the last page. ``recipients`` are 主送机关 moved here when they are many.

    In a letter only ``recipients`` and ``copies_to`` are printed (10.1).
    """

    issuer: str
    day: date
    copies_to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
