"""The forms that this branch uses: the known ones and its own."""

from __future__ import annotations

from sqlalchemy import select

from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.records import StudyForm
from dangjian_desktop.study.rules.forms import FORMS, FormInfo, own_form


def forms_of(reader: Reader) -> dict[str, FormInfo]:
    """The branch's own forms by id, ended ones too."""
    rows = reader.all(select(StudyForm).where(live(StudyForm)).order_by(StudyForm.created_at, StudyForm.id))
    return {row.id: own_form(row.id, row.name or "", row.short or "", row.like or "") for row in rows}


def form_choices(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The forms to choose from as (key, name): the known ones, then the branch's own that are in use."""
    rows = reader.all(select(StudyForm).where(live(StudyForm)).order_by(StudyForm.created_at, StudyForm.id))
    own = [(row.id, row.name or "") for row in rows if not row.ended]
    return (*((info.key, info.name) for info in FORMS.values()), *own)
