"""组织生活会和民主评议党员工作方案, as it is handed up for approval (报批)."""

from __future__ import annotations

from collections.abc import Iterator

from dangjian_desktop.appraisal.papers.common import prose, view_of
from dangjian_desktop.appraisal.reading import YearView
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import Block, Closing, Document, Heading, Kind, Paragraph, chinese_date
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader

_BEFORE = (
    ("会前学习", "围绕主题组织集中学习和个人自学，打牢思想基础。"),
    ("谈心谈话", "支委之间、支委和党员之间、党员和党员之间普遍谈心谈话，把问题谈开、把意见谈透。"),
    ("征求意见", "采取座谈、个别谈话、意见箱等方式，征求党员群众对支部班子和党员的意见，可以不署名。"),
    ("撰写检视材料", "支部班子和党员对照职责查摆问题，班子材料由支委会讨论，党员撰写发言提纲或对照检查材料。"),
)
_AT_THE_MEETING = (
    "支部书记代表支委会报告工作，通报检视情况，带头作自我批评；",
    "党员逐一作对照检查，开展自我批评，其他党员提出批评意见；",
    "党员个人自评，党员互评；",
    "发放测评票，对正式党员按优秀、合格、基本合格、不合格四个等次无记名测评，预备党员参加测评但不定等次；",
    "支委会综合个人自评、党员互评、民主测评和日常表现，提出评定意见。",
)
_AFTERWARDS = (
    "会后列出整改清单，明确责任人和完成时限，逐项整改、核验销号；向党员本人反馈评定意见；"
    "及时向上级党组织报告组织生活会和民主评议情况。"
)


def plan(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """The plan of a year. Raises :class:`Refused` if there is no such year."""
    view, branch = view_of(reader, record), branch_facts(reader)
    day = view.day("plan_sent_on") or view.today
    title = f"{view.year}年度组织生活会和民主评议党员工作方案"
    return Document(
        kind=Kind.PLAN,
        title=title,
        title_phrases=(f"{view.year}年度", "组织生活会", "和民主评议党员", "工作方案"),
        subtitle="" if view.day("plan_approved_on") else "（报批稿）",
        organisation=branch.name,
        day=day,
        blocks=(*_body(view), *([Closing((branch.name,), day)] if branch.name else [])),
    )


def _body(view: YearView) -> Iterator[Block]:
    notice = view.text("notice")
    yield Paragraph(
        f"根据{notice or '《中国共产党支部工作条例（试行）》和上级党组织要求'}，结合本支部实际，制定本方案。"
    )
    yield Heading("主题：", run_in=f"{view.theme or '　　　　'}。" if view.theme else "（待定）")
    yield Heading("时间：", run_in=_when(view))
    yield Heading("参加人员：", run_in=_who(view))
    yield Heading("会前准备")
    for name, words in _BEFORE:
        yield Heading(f"{name}。", level=2, run_in=words)
    yield Heading("会议程序")
    for number, words in enumerate(_AT_THE_MEETING, 1):
        yield Paragraph(f"{number}. {words}")
    yield Heading("会后整改和报告")
    yield Paragraph(_AFTERWARDS)
    arrangement = view.text("arrangement")
    if arrangement:
        yield Heading("具体安排")
        yield from prose(arrangement)


def _when(view: YearView) -> str:
    meeting, deadline = view.meeting, view.day("deadline")
    if meeting and meeting.day:
        return f"{chinese_date(meeting.day)}召开组织生活会，同时开展民主评议党员。"
    if deadline:
        return f"{chinese_date(deadline)}前完成，具体日期另行通知。"
    return "具体日期另行通知。"


def _who(view: YearView) -> str:
    probationary = sum("预备" in row.reason for row in view.people)
    words = f"支部全体党员{len(view.people)}名"
    return f"{words}，其中预备党员{probationary}名。" if probationary else f"{words}。"
