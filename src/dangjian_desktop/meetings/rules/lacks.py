"""What is missing before a gathering can be made final, each a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class SegmentFacts:
    """A segment as far as its completeness goes; ``votes`` the problems of its votes, ``loose`` its open ends."""

    name: str
    written: bool
    void_votes: int = 0
    vote_problems: tuple[str, ...] = ()
    resolutions_without_person: int = 0
    resolutions_without_deadline: int = 0


@dataclass(frozen=True)
class GatheringFacts:
    """A gathering as far as its completeness goes."""

    day: date | None
    start: time | None
    place: str
    host: str
    recorder: str
    expected: int
    unregistered: int
    segments: tuple[SegmentFacts, ...]


def blocking(facts: GatheringFacts, today: date) -> tuple[str, ...]:
    """What must be put right first."""
    found = []
    if facts.day is None:
        found.append("还没有填写日期。")
    elif facts.day > today:
        found.append(f"会议日期是{facts.day.month}月{facts.day.day}日，还没有召开，不能定稿。")
    if not facts.segments:
        found.append("还没有环节（例如党员大会、党课）。")
    return tuple(found)


def passable(facts: GatheringFacts) -> tuple[str, ...]:
    """What should be there; the secretary may go on without it."""
    found = [f"还没有填写{'、'.join(missing)}。"] if (missing := _empty_heads(facts)) else []
    if facts.unregistered:
        found.append(f"还有{facts.unregistered}人未登记出缺席（应到{facts.expected}人）。")
    for segment in facts.segments:
        found += _of_segment(segment)
    return tuple(found)


def _empty_heads(facts: GatheringFacts) -> Sequence[str]:
    named = (
        ("开始时间", facts.start),
        ("地点", facts.place),
        ("主持人", facts.host),
        ("记录人", facts.recorder),
    )
    return [name for name, value in named if not value]


def _of_segment(segment: SegmentFacts) -> list[str]:
    found = []
    if not segment.written:
        found.append(f"“{segment.name}”还没有记录内容。")
    if segment.void_votes:
        found.append(f"“{segment.name}”有{segment.void_votes}项表决到会人数不足，表决无效。")
    found += [f"“{segment.name}”的表决：{problem}" for problem in segment.vote_problems]
    if segment.resolutions_without_person:
        found.append(f"“{segment.name}”有{segment.resolutions_without_person}项决议没有责任人。")
    if segment.resolutions_without_deadline:
        found.append(f"“{segment.name}”有{segment.resolutions_without_deadline}项决议没有时限，也没有写明不需督办。")
    return found
