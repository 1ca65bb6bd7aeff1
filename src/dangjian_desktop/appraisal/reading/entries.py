"""The entries of a year: study, opinions, 检视材料, criticism, the 整改清单."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from dangjian_desktop.appraisal.reading.views import (
    CriticismRow,
    FileRow,
    OpinionRow,
    RectificationRow,
    ReviewRow,
    StudyRow,
)
from dangjian_desktop.appraisal.records import (
    GIVERS,
    STUDY_FORMS,
    WAYS,
    Criticism,
    Opinion,
    OwnCriticism,
    Rectification,
    SelfReview,
    ThemeStudy,
)
from dangjian_desktop.appraisal.rules.rectify import SOURCE_LABELS, Course, Source, rectification_state
from dangjian_desktop.links.reading import Linked, links_from
from dangjian_desktop.links.records import Link, Relation
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.store import Attachment, Reader, live


def studies_of(reader: Reader, year: str) -> tuple[StudyRow, ...]:
    """Study before the meeting: entered here, and meetings linked as study."""
    own = [
        StudyRow(row.id, row.day, STUDY_FORMS.get(row.form or "", ""), row.topic or "")
        for row in reader.parts(ThemeStudy, year)
    ]
    held = [
        StudyRow(link.id, None, "会议", link.title, link.kind)
        for link in links_from(reader, year, Relation.EVIDENCE)
        if not link.gone
    ]
    return (*sorted(own, key=lambda row: (row.day or date.min, row.id)), *held)


def _arisen(reader: Reader) -> Counter[str]:
    """How many items of the list come from each record."""
    stmt = (
        select(Link.target)
        .join(Rectification, Rectification.id == Link.owner)
        .where(live(Link), live(Rectification), Link.relation == str(Relation.ARISES_FROM))
    )
    return Counter(row.target for row in reader.rows(stmt))


def opinions_of(reader: Reader, year: str) -> tuple[OpinionRow, ...]:
    """All opinions in the order in which they were entered."""
    names, arisen = labels_on(reader, reader.now.date()), _arisen(reader)
    return tuple(
        OpinionRow(
            id=row.id,
            text=row.text or "",
            anonymous=bool(row.anonymous),
            about=row.about or "",
            about_name=names.get(row.about or "", "") or "支部班子",
            aspect=row.aspect or "",
            way=WAYS.get(row.way or "", ""),
            giver=GIVERS.get(row.giver or "", ""),
            giver_name="" if row.anonymous else row.person_name or names.get(row.person or "", ""),
            answer=row.answer or "",
            rectifications=arisen[row.id],
        )
        for row in reader.parts(Opinion, year)
    )


def files_of(reader: Reader, owners: Iterable[str]) -> Mapping[str, tuple[FileRow, ...]]:
    """The files kept with these records."""
    found: defaultdict[str, list[FileRow]] = defaultdict(list)
    stmt = select(Attachment).where(live(Attachment), Attachment.owner.in_(list(owners)))
    for one in reader.all(stmt.order_by(Attachment.position, Attachment.id)):
        found[one.owner or ""].append(FileRow(one.id, one.owner or "", one.name or "", one.sha256 or "", one.size or 0))
    return {owner: tuple(files) for owner, files in found.items()}


def reviews_of(reader: Reader, year: str, members: Iterable[tuple[str, str]]) -> tuple[ReviewRow, ...]:
    """检视材料: the committee's first, then each member's, whether written or not."""
    kept = {row.person or "": row for row in reader.parts(SelfReview, year)}
    files = files_of(reader, [row.id for row in kept.values()])
    rows = []
    for person, name in (("", "支部班子"), *members):
        row = kept.get(person)
        rows.append(
            ReviewRow(
                id=row.id if row else "",
                person=person,
                name=name,
                drafted=bool(row and row.draft),
                shared_on=row.shared_on if row else None,
                written=bool(row and row.text),
                files=files.get(row.id, ()) if row else (),
            )
        )
    return tuple(rows)


def criticisms_of(reader: Reader, year: str) -> tuple[CriticismRow, ...]:
    """批评和自我批评: what the branch keeps, then what only this PC has."""
    names, arisen = labels_on(reader, reader.now.date()), _arisen(reader)
    kept: list[Criticism | OwnCriticism] = [*reader.parts(Criticism, year), *reader.parts(OwnCriticism, year)]
    return tuple(
        CriticismRow(
            id=row.id,
            own=isinstance(row, OwnCriticism),
            critic=row.critic or "",
            critic_name=names.get(row.critic or "", ""),
            subject=row.subject or "",
            subject_name=names.get(row.subject or "", ""),
            text=row.text or "",
            response=row.response or "",
            rectifications=arisen[row.id],
        )
        for row in kept
    )


def rectifications_of(reader: Reader, year: str, today: date) -> tuple[RectificationRow, ...]:
    """The 整改清单 of a year in its order."""
    parts = reader.parts(Rectification, year)
    files = files_of(reader, [row.id for row in parts])
    names = labels_on(reader, today)
    return tuple(_rectification(reader, row, today, names, files.get(row.id, ())) for row in parts)


def all_rectifications(reader: Reader, today: date) -> list[RectificationRow]:
    """Every living item of every year, by its last day."""
    stmt = select(Rectification).where(live(Rectification)).order_by(Rectification.deadline, Rectification.id)
    names = labels_on(reader, today)
    return [_rectification(reader, row, today, names, ()) for row in reader.all(stmt)]


def _rectification(
    reader: Reader, row: Rectification, today: date, names: Mapping[str, str], files: tuple[FileRow, ...]
) -> RectificationRow:
    course = Course(row.deadline, row.done_on, row.verified_on)
    return RectificationRow(
        id=row.id,
        problem=row.problem or "",
        source=_source(row.source),
        about=row.about or "",
        about_name=names.get(row.about or "", "") or "支部班子",
        measure=row.measure or "",
        responsible=row.responsible or "",
        responsible_name=names.get(row.responsible or "", ""),
        deadline=row.deadline,
        progress=row.progress or "",
        outcome=row.outcome or "",
        done_on=row.done_on,
        verified_on=row.verified_on,
        verified_by_name=names.get(row.verified_by or "", ""),
        reopened_on=row.reopened_on,
        reopen_reason=row.reopen_reason or "",
        state=rectification_state(course, today, rulebook(reader, "appraisal").on("rectification.soon_days", today)),
        arises_from=_arises_from(reader, row.id),
        files=files,
    )


def _source(value: str | None) -> str:
    return SOURCE_LABELS[Source(value)] if value in set(Source) else SOURCE_LABELS[Source.OTHER]


def _arises_from(reader: Reader, id: str) -> tuple[Linked, ...]:
    return tuple(links_from(reader, id, Relation.ARISES_FROM))
