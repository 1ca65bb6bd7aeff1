"""签发留存 in the window: asked for, or by itself when the paper of a final record leaves the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dangjian_desktop.issuing.service import NOT_UNDOABLE, Issue, keep_issued
from dangjian_desktop.store import Transaction
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers.making import MadePaper


def keep_papers(context: WindowContext, papers: Sequence[MadePaper], then: Callable[[int], object]) -> None:
    """Keep copies as issued, in one step; ``then`` gets how many were kept (one that says nothing new is not)."""
    issues = [issue for paper in papers if (issue := _issue(paper)) is not None]

    def work(tx: Transaction) -> int:
        kept = sum(keep_issued(tx, issue) is not None for issue in issues)
        if kept > 1:
            tx.label = f"签发留存 {kept} 份材料{NOT_UNDOABLE}"
        return kept

    context.write("签发留存", "issue_paper", work, then, say=False)


def keep_final(context: WindowContext, papers: Sequence[MadePaper], then: Callable[[int], object]) -> None:
    """Papers went out: those whose record is final are kept by themselves, unless the last kept says the same."""
    due = [one for one in papers if one.issuable and one.standing.final]
    if due:
        keep_papers(context, due, then)
    else:
        then(0)


def _issue(made: MadePaper) -> Issue | None:
    item = made.item
    if item is None or not item.paper.issuable:
        return None
    return Issue(item.paper, item.record, item.period, made.title, made.count, made.lines, made.data, made.file_name)
