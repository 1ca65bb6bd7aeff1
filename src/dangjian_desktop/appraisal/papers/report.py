"""组织生活会情况报告: upward, so it says what was done and asks for nothing (rules.md 0.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dangjian_desktop.appraisal.papers.common import prose, view_of
from dangjian_desktop.appraisal.reading import YearView
from dangjian_desktop.appraisal.records import VERDICT_BODIES
from dangjian_desktop.appraisal.rules.grades import Grade, counted
from dangjian_desktop.appraisal.rules.rectify import RectificationState
from dangjian_desktop.base.periods import Period
from dangjian_desktop.papers.model import (
    Attachments,
    Block,
    Closing,
    Document,
    Heading,
    Kind,
    Paragraph,
    chinese_date,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader


def report(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """The report of a year. Raises :class:`Refused` if there is no such year."""
    view, branch = view_of(reader, record), branch_facts(reader)
    day = view.day("report_sent_on") or view.today
    return Document(
        kind=Kind.REPORT,
        title=f"关于{view.year}年度组织生活会和民主评议党员情况的报告",
        title_phrases=("关于", f"{view.year}年度组织生活会", "和民主评议党员情况", "的报告"),
        organisation=branch.name,
        day=day,
        recipients=(branch.higher_org,) if branch.higher_org else (),
        blocks=(*_body(view), *([Closing((branch.name,), day)] if branch.name else [])),
    )


def _body(view: YearView) -> Iterator[Block]:
    meeting = view.meeting
    held = f"于{chinese_date(meeting.day)}召开" if meeting and meeting.day else "召开"
    notice = f"按照{view.text('notice')}要求，" if view.text("notice") else ""
    yield Paragraph(f"{notice}我支部{held}{view.year}年度组织生活会，并开展民主评议党员。现将有关情况报告如下：")
    yield Heading("会前准备情况")
    yield Paragraph("".join(_before(view)))
    yield Heading("会议召开情况")
    yield Paragraph("".join(_meeting(view)))
    yield Heading("民主评议情况")
    yield Paragraph("".join(_appraisal(view)))
    if view.text("report_text"):
        yield Heading("主要成效和不足")
        yield from prose(view.text("report_text"))
    yield Heading("整改情况")
    yield Paragraph("".join(_rectified(view)))
    if view.text("report_next"):
        yield Heading("下一步打算")
        yield from prose(view.text("report_next"))
    yield Paragraph("特此报告。")
    yield Attachments(("民主评议党员汇总表", "组织生活会整改清单"))


def _before(view: YearView) -> Iterator[str]:
    approved = view.day("plan_approved_on")
    if approved:
        by = view.text("plan_approved_by") or "上级党组织"
        yield f"会议方案经{by}于{chinese_date(approved)}批准。"
    if view.theme:
        yield f"会议以“{view.theme}”为主题。"
    if view.studies:
        yield f"会前组织学习{len(view.studies)}次。"
    if view.talks:
        reached, everybody = view.talks
        yield f"开展谈心谈话，覆盖党员{reached}名" + (
            f"（共{everybody}名）。" if reached < everybody else "，实现全覆盖。"
        )
    if view.opinions:
        about = Counter("支部班子" if not row.about else "党员个人" for row in view.opinions)
        parts = "、".join(f"对{name}{count}条" for name, count in sorted(about.items(), reverse=True))
        yield f"征求到意见建议{len(view.opinions)}条，其中{parts}。"
    shared = [row for row in view.reviews if row.shared_on]
    members = sum(bool(row.person) for row in shared)
    if shared:
        committee = "支部班子形成检视材料，" if len(shared) > members else ""
        yield f"{committee}{members}名党员撰写了对照检查材料。" if members else f"{committee.rstrip('，')}。"


def _meeting(view: YearView) -> Iterator[str]:
    meeting = view.meeting
    if meeting and meeting.expected is not None and meeting.present is not None:
        yield f"应到党员{meeting.expected}名，实到{meeting.present}名。"
    yield "会上，支部书记代表支委会报告工作，通报检视情况并带头作自我批评，党员逐一对照检查，开展批评和自我批评。"
    # What its writer keeps alone is in no paper for others, not even as a number.
    kept = [row for row in view.criticisms if not row.own]
    own = sum(row.self_criticism for row in kept)
    if kept:
        yield f"记录自我批评{own}条、相互批评意见{len(kept) - own}条。"


def _appraisal(view: YearView) -> Iterator[str]:
    graded, ungraded = view.graded, [row for row in view.people if not row.graded]
    present = f"，实到{view.present}名" if view.present is not None else ""
    yield f"应参加民主评议党员{len(view.people)}名{present}。"
    if view.issued is not None and view.returned is not None:
        yield f"发出测评票{view.issued}张，收回{view.returned}张。"
    grades = counted(row.verdict for row in graded)
    if any(grades.values()):
        body = VERDICT_BODIES.get(view.text("verdict_by"), "支委会")
        yield f"经{body}综合评定，" + "、".join(f"{grade.label}{grades[grade]}名" for grade in Grade) + "。"
    if ungraded:
        yield f"另有{len(ungraded)}名党员参加评议不定等次（预备党员等）。"
    told = sum(row.feedback_on is not None for row in graded)
    if told:
        yield f"已向{told}名党员反馈评定意见。"


def _rectified(view: YearView) -> Iterator[str]:
    rows = view.rectifications
    if not rows:
        yield "整改清单正在形成。"
        return
    states = Counter(row.state for row in rows)
    yield f"列出整改事项{len(rows)}项，逐项明确整改措施、责任人和完成时限。"
    closed = states[RectificationState.CLOSED]
    going = len(rows) - closed
    yield f"截至{chinese_date(view.today)}，已完成销号{closed}项" + (f"，正在推进{going}项。" if going else "。")
