"""What the papers of one gathering share: when, where, who, in the words of the field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.reading import Chip, GatheringView, SegmentView, read_gathering
from dangjian_desktop.meetings.records import Segment
from dangjian_desktop.papers.model import Field, FormRow, chinese_date
from dangjian_desktop.roster.rules.attendance import EXCUSED, AttendanceState
from dangjian_desktop.store import Reader

WEEKDAYS = "一二三四五六日"


def view_of(reader: Reader, record: str | None) -> tuple[GatheringView, SegmentView | None]:
    """The gathering that a paper is made from; with a segment's id, that segment too.

    Raises :class:`Refused` if there is none.
    """
    if record is None:
        raise Refused("没有说打印哪一次会议。", hint="请先选中一次会议。")
    segment = reader.get(Segment, record)
    view = read_gathering(reader, (segment.owner or "") if segment else record)
    return view, next((one for one in view.segments if one.id == record), None)


def when(view: GatheringView, *, weekday: bool = False) -> str:
    """2026年10月12日（星期一）14:30—17:00; "" as long as there is no day."""
    if view.day is None:
        return ""
    week = f"（星期{WEEKDAYS[view.day.weekday()]}）" if weekday else ""
    return f"{chinese_date(view.day)}{week}{view.hours.replace('–', '—')}"


def pair(label: str, value: str, second: str, second_value: str) -> FormRow:
    """Two fields side by side; the first is the wider, since a day with its hours stands there."""
    return FormRow((Field(label, value, weight=1.85), Field(second, second_value)))


def file_day(day: date | None) -> str:
    """How a file name begins: 2026-10-12, so that a folder sorts itself."""
    return f"{day.isoformat()} " if day else ""


def of_segment(view: GatheringView, segment: SegmentView) -> tuple[Chip, ...]:
    """The names that belong to one segment."""
    return tuple(chip for chip in view.chips if chip.person in segment.people)


def names(chips: Iterable[Chip]) -> str:
    """Names in a row, each with its reason: 张晓梅（病假，书面意见）、孙喆（公差，市里培训）."""
    return "、".join(f"{chip.bare_name}{_note(chip)}" for chip in chips)


def _note(chip: Chip) -> str:
    if chip.state is None or chip.state is AttendanceState.PRESENT:
        return f"（{chip.told_apart}）" if chip.told_apart else ""
    label = chip.state_label if chip.state is not AttendanceState.ABSENT else ""
    made_up = f"{chip.made_up_on.month}月{chip.made_up_on.day}日补课" if chip.made_up_on else ""
    if chip.state is AttendanceState.MAKE_UP and made_up:
        label = ""
    parts = [chip.told_apart, label, chip.reason, "提交书面意见" if chip.written_opinion else "", made_up]
    inside = "，".join(part for part in parts if part)
    return f"（{inside}）" if inside else ""


def present(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    """Those who were there."""
    return tuple(chip for chip in chips if chip.state is AttendanceState.PRESENT)


def on_leave(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    """Those with leave."""
    return tuple(chip for chip in chips if chip.state in EXCUSED)


def absent(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    """Those absent without leave, and those of whom only a make-up is known."""
    return tuple(chip for chip in chips if chip.state in (AttendanceState.ABSENT, AttendanceState.MAKE_UP))
