"""The steps of a year in their order, how each stands, and which is next (支部工作条例 第十七条、第十八条). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StepKey(StrEnum):
    """The steps, in order."""

    PLAN = "plan"
    STUDY = "study"
    OPINIONS = "opinions"
    TALKS = "talks"
    REVIEWS = "reviews"
    MEETING = "meeting"
    APPRAISAL = "appraisal"
    RECTIFY = "rectify"
    REPORT = "report"


STEP_TITLES: dict[StepKey, str] = {
    StepKey.PLAN: "方案和报批",
    StepKey.STUDY: "会前学习",
    StepKey.OPINIONS: "征求意见",
    StepKey.TALKS: "谈心谈话",
    StepKey.REVIEWS: "检视材料",
    StepKey.MEETING: "组织生活会",
    StepKey.APPRAISAL: "民主评议",
    StepKey.RECTIFY: "整改清单",
    StepKey.REPORT: "情况报告",
}
PREPARATION = (StepKey.PLAN, StepKey.STUDY, StepKey.OPINIONS, StepKey.TALKS, StepKey.REVIEWS)
"""What comes before the meeting."""


class StepState(StrEnum):
    """How a step stands; ``PASSED``: the meeting was held and nothing of it was recorded."""

    DONE = "done"
    DOING = "doing"
    TO_DO = "to_do"
    PASSED = "passed"


class Doing(StrEnum):
    """What the next step's button does."""

    WRITE_PLAN = "write_plan"
    SEND_PLAN = "send_plan"
    APPROVE_PLAN = "approve_plan"
    ADD_STUDY = "add_study"
    ADD_OPINION = "add_opinion"
    CLOSE_OPINIONS = "close_opinions"
    GO_TO_TALKS = "go_to_talks"
    WRITE_REVIEW = "write_review"
    PLAN_MEETING = "plan_meeting"
    OPEN_MEETING = "open_meeting"
    ENTER_COUNTS = "enter_counts"
    GIVE_VERDICTS = "give_verdicts"
    GIVE_FEEDBACK = "give_feedback"
    ADD_RECTIFICATION = "add_rectification"
    SEE_RECTIFICATIONS = "see_rectifications"
    SEND_REPORT = "send_report"


DOING_WORDS: dict[Doing, str] = {
    Doing.WRITE_PLAN: "填主题",
    Doing.SEND_PLAN: "登记报批",
    Doing.APPROVE_PLAN: "登记批复",
    Doing.ADD_STUDY: "记一次学习",
    Doing.ADD_OPINION: "登记意见",
    Doing.CLOSE_OPINIONS: "征求结束",
    Doing.GO_TO_TALKS: "去谈心谈话",
    Doing.WRITE_REVIEW: "写检视材料",
    Doing.PLAN_MEETING: "安排组织生活会",
    Doing.OPEN_MEETING: "打开会议",
    Doing.ENTER_COUNTS: "录入票数",
    Doing.GIVE_VERDICTS: "评定等次",
    Doing.GIVE_FEEDBACK: "登记反馈",
    Doing.ADD_RECTIFICATION: "列整改事项",
    Doing.SEE_RECTIFICATIONS: "看没销号的",
    Doing.SEND_REPORT: "登记上报",
}


@dataclass(frozen=True)
class YearFacts:
    """What the steps are judged by. ``talks`` is (reached, all), None where nothing is known of them."""

    theme: bool = False
    plan_sent_on: date | None = None
    plan_approved_on: date | None = None
    studies: int = 0
    opinions: int = 0
    opinions_closed_on: date | None = None
    talks: tuple[int, int] | None = None
    committee_review: bool = False
    member_reviews: int = 0
    drafts: int = 0
    members: int = 0
    meeting_day: date | None = None
    meeting_known: bool = False
    meeting_recorded: bool = False
    criticisms: int = 0
    graded: int = 0
    tallied: int = 0
    verdicts: int = 0
    feedback: int = 0
    rectifications: int = 0
    closed: int = 0
    overdue: int = 0
    report_sent_on: date | None = None


@dataclass(frozen=True)
class Step:
    """A step: how it stands in a few words, and what is to be done next in it (None: nothing)."""

    key: StepKey
    state: StepState
    words: str
    doing: Doing | None = None

    @property
    def title(self) -> str:
        return STEP_TITLES[self.key]


def steps(facts: YearFacts, today: date) -> tuple[Step, ...]:
    """All steps in order. Once the meeting was held, preparation that was never recorded no longer waits."""
    found = (
        _plan(facts),
        _study(facts),
        _opinions(facts),
        _talks(facts),
        _reviews(facts),
        _meeting(facts, today),
        _appraisal(facts),
        _rectify(facts),
        Step(StepKey.REPORT, StepState.DONE, f"{_day(facts.report_sent_on)}已上报")
        if facts.report_sent_on
        else Step(StepKey.REPORT, StepState.TO_DO, "还没上报", Doing.SEND_REPORT),
    )
    if not _held(facts, today):
        return found
    return tuple(
        Step(step.key, StepState.PASSED, "会前没有记录", step.doing)
        if step.key in PREPARATION and step.state is StepState.TO_DO
        else step
        for step in found
    )


def next_step(found: Sequence[Step], facts: YearFacts, today: date) -> Step | None:
    """Which step the one loud button is about; None when all is done.

    The report needn't wait until every rectification is closed; after the meeting nobody is sent back before it.
    """
    held = _held(facts, today)
    waiting = [
        step
        for step in found
        if step.doing is not None and step.state is not StepState.DONE and not (held and step.key in PREPARATION)
    ]
    listed = [step for step in waiting if not (step.key is StepKey.RECTIFY and facts.rectifications)]
    return next(iter(listed or waiting), None)


def _held(facts: YearFacts, today: date) -> bool:
    """Whether the meeting is over: its day is past, or it is the day and people were signed in."""
    if facts.meeting_day is None:
        return False
    return facts.meeting_day < today or (facts.meeting_recorded and facts.meeting_day == today)


def _day(day: date | None) -> str:
    return f"{day.month}-{day.day:02d}" if day else ""


def _plan(facts: YearFacts) -> Step:
    key = StepKey.PLAN
    if facts.plan_approved_on:
        return Step(key, StepState.DONE, f"{_day(facts.plan_approved_on)}已批复")
    if facts.plan_sent_on:
        return Step(key, StepState.DOING, f"{_day(facts.plan_sent_on)}已报，等批复", Doing.APPROVE_PLAN)
    if facts.theme:
        return Step(key, StepState.DOING, "主题已定，还没报批", Doing.SEND_PLAN)
    return Step(key, StepState.TO_DO, "还没定主题", Doing.WRITE_PLAN)


def _study(facts: YearFacts) -> Step:
    if facts.studies:
        return Step(StepKey.STUDY, StepState.DONE, f"学习{facts.studies}次")
    return Step(StepKey.STUDY, StepState.TO_DO, "还没有记录", Doing.ADD_STUDY)


def _opinions(facts: YearFacts) -> Step:
    key = StepKey.OPINIONS
    if facts.opinions_closed_on:
        words = f"{facts.opinions}条，已梳理" if facts.opinions else "没有征求到意见"
        return Step(key, StepState.DONE, words)
    if facts.opinions:
        return Step(key, StepState.DOING, f"{facts.opinions}条，还在征求", Doing.CLOSE_OPINIONS)
    return Step(key, StepState.TO_DO, "还没有意见", Doing.ADD_OPINION)


def _talks(facts: YearFacts) -> Step:
    key = StepKey.TALKS
    if facts.talks is None:
        return Step(key, StepState.TO_DO, "还没有记录", Doing.GO_TO_TALKS)
    reached, everybody = facts.talks
    if everybody and reached >= everybody:
        return Step(key, StepState.DONE, f"{everybody}人都谈到了")
    return Step(key, StepState.DOING, f"谈到{reached}/{everybody}人", Doing.GO_TO_TALKS)


def _reviews(facts: YearFacts) -> Step:
    key = StepKey.REVIEWS
    members = f"党员{facts.member_reviews}/{facts.members}"
    if facts.committee_review:
        return Step(key, StepState.DONE, f"班子已定，{members}")
    if facts.member_reviews:
        return Step(key, StepState.DOING, f"班子还没定，{members}", Doing.WRITE_REVIEW)
    if facts.drafts:
        return Step(key, StepState.DOING, f"草稿{facts.drafts}份，还没交", Doing.WRITE_REVIEW)
    return Step(key, StepState.TO_DO, "还没有材料", Doing.WRITE_REVIEW)


def _meeting(facts: YearFacts, today: date) -> Step:
    key = StepKey.MEETING
    if _held(facts, today) and facts.meeting_recorded:
        more = f"，批评{facts.criticisms}条" if facts.criticisms else ""
        return Step(key, StepState.DONE, f"{_day(facts.meeting_day)}已召开{more}", Doing.OPEN_MEETING)
    if _held(facts, today):
        return Step(key, StepState.DOING, f"{_day(facts.meeting_day)}的会还没签到", Doing.OPEN_MEETING)
    if facts.meeting_known:
        day = f"{_day(facts.meeting_day)}召开" if facts.meeting_day else "日期未定"
        return Step(key, StepState.DOING, f"已安排，{day}", Doing.OPEN_MEETING)
    return Step(key, StepState.TO_DO, "还没安排", Doing.PLAN_MEETING)


def _appraisal(facts: YearFacts) -> Step:
    key = StepKey.APPRAISAL
    if not facts.tallied and not facts.verdicts:
        return Step(key, StepState.TO_DO, "还没测评", Doing.ENTER_COUNTS)
    if facts.tallied < facts.graded:
        return Step(key, StepState.DOING, f"票数{facts.tallied}/{facts.graded}人", Doing.ENTER_COUNTS)
    if facts.verdicts < facts.graded:
        return Step(key, StepState.DOING, f"评定{facts.verdicts}/{facts.graded}人", Doing.GIVE_VERDICTS)
    if facts.feedback < facts.graded:
        return Step(key, StepState.DOING, f"反馈{facts.feedback}/{facts.graded}人", Doing.GIVE_FEEDBACK)
    return Step(key, StepState.DONE, f"{facts.graded}人已评定反馈")


def _rectify(facts: YearFacts) -> Step:
    key = StepKey.RECTIFY
    if not facts.rectifications:
        return Step(key, StepState.TO_DO, "还没列清单", Doing.ADD_RECTIFICATION)
    if facts.closed == facts.rectifications:
        return Step(key, StepState.DONE, f"{facts.rectifications}项都销号了")
    late = f"，逾期{facts.overdue}" if facts.overdue else ""
    return Step(key, StepState.DOING, f"销号{facts.closed}/{facts.rectifications}{late}", Doing.SEE_RECTIFICATIONS)
