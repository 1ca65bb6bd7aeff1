"""签发留存: the only writer of issued papers. They are never changed and never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Paper, features_of
from dangjian_desktop.issuing.inputs import IssuePaper
from dangjian_desktop.issuing.reading import issued_versions, subject_of
from dangjian_desktop.issuing.records import IssuedPaper
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.store import Attachment, Stored, Transaction

NOT_UNDOABLE = "（不能撤销）"


@dataclass(frozen=True)
class Issue:
    """What is to be kept: the paper, what it was made from, its title, pages and lines, and its file."""

    paper: Paper
    record: str | None
    period: Period | None
    title: str
    pages: int
    lines: Sequence[str]
    data: bytes
    file_name: str


def issue_paper(tx: Transaction, data: IssuePaper) -> str:
    """Keep the PDF at a path as an issued paper; returns its id. Raises :class:`Refused` when it is no PDF."""
    source = Path(data.path)
    try:
        content = source.read_bytes()
    except OSError as error:
        raise Refused(f"读不了“{source.name}”。", hint="请检查文件是否还在、能否打开。") from error
    with Preview(content) as preview:
        pages = preview.pages
        said = data.lines or tuple(
            line.strip() for page in range(pages) for line in preview.text(page).splitlines() if line.strip()
        )
    period = Period(data.first_day, data.last_day) if data.first_day and data.last_day else None
    paper = _paper(tx, data.paper)
    issue = Issue(paper, data.record, period, data.title or paper.title, pages, said, content, source.name)
    return keep_issued(tx, issue) or issued_versions(tx, paper, data.record, period)[0].id


def _paper(tx: Transaction, name: str) -> Paper:
    found = next((paper for feature in features_of(tx) for paper in feature.papers if paper.name == name), None)
    if found is None:
        raise Refused(f"没有名为“{name}”的材料。")
    return found


def keep_issued(tx: Transaction, issue: Issue) -> str | None:
    """Keep a paper as issued; returns its id, or None when the last issued one says the same.

    By design this can't be undone: what went out of the house did go out. Raises :class:`Refused` for a paper of
    which no copy may be kept.
    """
    if not issue.paper.issuable:
        raise Refused(
            f"“{issue.title}”不能签发留存。", hint="空白表格不用留存；含个人要点或身份证号的材料，留存会随同步包带走。"
        )
    earlier = issued_versions(tx, issue.paper, issue.record, issue.period)
    if earlier and earlier[0].lines == tuple(issue.lines):
        return None
    period = issue.period
    made = tx.create(
        IssuedPaper,
        {
            "paper": issue.paper.name,
            "title": issue.title,
            "subject": subject_of(tx, issue.paper, issue.record),
            "first_day": period.first if period else None,
            "last_day": period.last if period else None,
            "issued_at": tx.now,
            "issued_by": tx.author or None,
            "pages": issue.pages,
            "text": "\n".join(issue.lines),
        },
    )
    _attach(tx, made, tx.attachments.keep(issue.data, issue.file_name))
    tx.label = f"签发留存 {issue.title}{NOT_UNDOABLE}"
    tx.undoable = False
    return made


def _attach(tx: Transaction, issued: str, stored: Stored) -> None:
    tx.add(
        Attachment,
        issued,
        {
            "sha256": stored.sha256,
            "name": stored.name,
            "media_type": stored.media_type,
            "size": stored.size,
            "role": "issued_paper",
        },
    )
