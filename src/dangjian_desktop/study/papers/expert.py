"""专家邀请函, and 讲课费签收表 to be signed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Align,
    Closing,
    Column,
    Document,
    Kind,
    Orientation,
    Paragraph,
    Row,
    Table,
    chinese_date,
)
from dangjian_desktop.roster.people import name_of
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.reading.hours import conversions
from dangjian_desktop.study.reading.items import session_of, year_of
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.records import PlanItem, StudySession
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.forms import FormKind

_BLANK_ROWS = 6
EXPERT = str(FormKind.EXPERT_LECTURE)


@dataclass(frozen=True)
class _Lecture:
    """What is known of a lecture by somebody from outside; from the session, else from the plan."""

    content: str
    readings: str
    name: str
    unit: str
    duty: str
    year: int
    month: int
    day: date | None
    start: time | None
    end: time | None
    place: str


def invitation(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """专家邀请函 for a session or an item of the plan; what isn't known yet is left to be filled in.

    Raises :class:`Refused` if it is gone, or nobody from outside lectures.
    """
    one = _lecture(reader, record)
    branch = branch_facts(reader)
    today = reader.now.date()
    receiver = one.unit or f"{one.name}同志"
    invited = f"{one.name}{one.duty}" if one.duty else f"{one.name}同志"
    about = f"“{one.content}”" + (f"（{'、'.join(one.readings.split())}）" if one.readings else "")
    return Document(
        kind=Kind.LETTER,
        title=f"关于邀请{one.name}同志授课的函",
        title_phrases=(f"关于邀请{one.name}同志", "授课的函"),
        recipients=(receiver,),
        organisation=branch.name,
        day=today,
        blocks=(
            Paragraph(f"为做好党员学习教育，我支部拟开展专题学习，诚邀{invited}作{about}专题辅导。"),
            Paragraph(f"时间：{_when(one)}。"),
            Paragraph(f"地点：{one.place or branch.place or '另行告知'}。"),
            Paragraph("参加人员：本支部全体党员。"),
            Paragraph("请予支持。如时间需要调整，请告知我支部组织委员；讲义请勿涉及国家秘密和工作秘密。"),
            Paragraph("特此致函，请予复函。"),
            *([Closing((branch.name,), today)] if branch.name else []),
        ),
    )


def _lecture(reader: Reader, record: str | None) -> _Lecture:
    item = reader.get(PlanItem, record or "")
    session = reader.get(StudySession, record or "") if item is None else session_of(reader, item.id)
    source = session if session is not None and not session.deleted else item
    if source is None or source.deleted:
        raise Refused("找不到这场学习，可能已被删除。", hint="请先选中一场专家导学。")
    name = name_of(reader, source.lecturer, source.lecturer_name)
    if not name:
        raise Refused("这场学习没有填专家。", hint="请先填专家姓名和单位。")
    year = year_of(reader, item) if item is not None else (source.day or reader.now.date()).year
    held = source if isinstance(source, StudySession) else None
    return _Lecture(
        source.content or "",
        source.readings or "",
        name,
        source.lecturer_unit or "",
        (held.lecturer_duty or "") if held else "",
        year,
        (item.month or 1) if item is not None else (source.day or reader.now.date()).month,
        source.day,
        held.start if held else None,
        held.end if held else None,
        (held.place or "") if held else "",
    )


def _when(one: _Lecture) -> str:
    if one.day is None:
        return f"{one.year}年{one.month}月，具体时间另行商定"
    clock = "—".join(f"{each:%H:%M}" for each in (one.start, one.end) if each)
    return f"{chinese_date(one.day)}{clock}"


def invitation_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 邀请周敏授课的函."""
    return f"邀请{_lecture(reader, record).name}授课的函"


def fee_sheet(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """讲课费签收表 for a session, with blank rows; amounts and signatures are written by hand.

    Raises :class:`Refused` if the session is gone or nobody from outside lectured.
    """
    one = _lecture(reader, record)
    branch = branch_facts(reader)
    hours = ""
    if one.start and one.end and one.day:
        hours = hours_text(conversions(rulebook(reader))(one.day).of_span(one.start, one.end))
    day = f"{one.day.month}月{one.day.day}日" if one.day else f"{one.month}月"
    table = Table(
        (
            Column("姓名", 1.4),
            Column("工作单位及职务（职称）", 2.8, Align.LEFT),
            Column("讲课内容", 2.8, Align.LEFT),
            Column("讲课日期", 1.4),
            Column("学时", 0.9),
            Column("标准（元/学时）", 2.0),
            Column("金额（元）", 1.5),
            Column("领取人签名", 2.2),
        ),
        (Row((one.name, f"{one.unit}{one.duty}", one.content, day, hours, "", "", ""), min_lines=2),),
        numbered=True,
        fill_to=_BLANK_ROWS,
        note="标准按本地讲课费管理规定执行；经办人、审批人签字后入账。",
    )
    sign = "经办人：　　　　　　　　　证明人：　　　　　　　　　审批人：　　　　　　　　　"
    return Document(
        kind=Kind.FORM,
        title="讲课费签收表",
        subtitle=branch.name,
        organisation=branch.name,
        day=one.day or reader.now.date(),
        orientation=Orientation.LANDSCAPE,
        blocks=(table, Paragraph(sign, indent=False)),
    )


def fee_sheet_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 周敏讲课费签收表."""
    return f"{_lecture(reader, record).name}讲课费签收表"


def latest_expert(reader: Reader) -> str | None:
    """The last session with an expert, else the first such item of a plan: for the command line."""
    stmt = select(StudySession.id).where(live(StudySession), StudySession.form == EXPERT)
    found: str | None = reader.scalar(stmt.order_by(StudySession.day.desc(), StudySession.id).limit(1))
    if found is None:
        items = select(PlanItem.id).where(live(PlanItem), PlanItem.form == EXPERT)
        found = reader.scalar(items.order_by(PlanItem.month, PlanItem.id).limit(1))
    return found
