"""The face of 谈心谈话: a view in the tab 会议, its kind, verbs, duty, figure, papers and part of the sample branch."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.feature import Action, Feature, Kind, Metric, Paper, Reference, Tab, View
from dangjian_desktop.store import Reader
from dangjian_desktop.talks import inputs, papers, service
from dangjian_desktop.talks.dues import VIEW, dues, talks_covered
from dangjian_desktop.talks.reading import find_talks, latest_talk, talk_label, talk_rows
from dangjian_desktop.talks.records import Talk
from dangjian_desktop.talks.sample import make_sample


def _view(context: Any) -> Any:
    from dangjian_desktop.talks.page.view import TalksView

    return TalksView(context)


def _derived(reader: Reader, talk: Any) -> dict[str, object]:
    """What the command line adds: between whom it was, and the year it counts for."""
    row = next((row for row in talk_rows(reader) if row.id == talk.id), None)
    return {"relation": row.relation.value, "year": row.year} if row else {}


def _same(row: Any) -> tuple[object, ...] | None:
    """The same two people on the same day, whoever of them wrote it down."""
    if not (row.day and row.initiator and row.partner):
        return None
    return (row.day, *sorted((row.initiator, row.partner)))


FEATURE = Feature(
    name="talks",
    title="谈心谈话",
    floor=1,
    tab=Tab("meetings", "会议", "users", (View("talks", "谈心谈话", _view),)),
    kinds=(Kind(Talk, order=("day", "id"), period="day", derived=_derived, duplicate_key=_same),),
    actions=(
        Action("add_talk", "登记谈心谈话", inputs.AddTalk, service.add_talk),
        Action("edit_talk", "修改谈心谈话", inputs.EditTalk, service.edit_talk),
        Action("delete_talk", "删除谈心谈话", inputs.TalkId, service.delete_talk),
        Action("restore_talk", "恢复谈心谈话", inputs.TalkId, service.restore_talk),
    ),
    references=(Reference("talks", talk_label, find_talks, VIEW),),
    metrics=(Metric("talks_covered", "谈心谈话覆盖人数", talks_covered),),
    dues=dues,
    papers=(
        Paper("talk_record", "谈心谈话记录", "form", "record", papers.talk_record, latest_talk, papers.record_file),
        Paper(
            "talk_record_notes",
            "谈心谈话记录（含要点）",
            "form",
            "record",
            papers.talk_record_with_notes,
            latest_talk,
            papers.record_file,
            issuable=False,
        ),
        Paper("talk_summary", "谈心谈话情况汇总表", "form", "period", papers.talk_summary),
    ),
    search=find_talks,
    sample=make_sample,
)
