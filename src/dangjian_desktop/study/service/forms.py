"""Forms of study that the branch adds."""

from __future__ import annotations

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store import Transaction
from dangjian_desktop.study.inputs import AddForm, EditForm
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.records import StudyForm
from dangjian_desktop.study.rules.forms import form_named
from dangjian_desktop.study.service.guard import cleaned


def add_study_form(tx: Transaction, data: AddForm) -> str:
    """A form of the branch's own. Raises :class:`Refused` for a name that is taken."""
    _free(tx, data.name, "")
    values = {"name": data.name, "short": data.short, "like": data.like}
    made = tx.create(StudyForm, cleaned(tx, StudyForm, values))
    tx.label = f"增加学习形式 {data.name}"
    return made


def edit_study_form(tx: Transaction, data: EditForm) -> str:
    """Rename a form of the branch's own, or end its use."""
    known = tx.need(StudyForm, data.id)
    given = {"name": data.name, "short": data.short, "like": data.like, "ended": data.ended}
    if data.name:
        _free(tx, data.name, known.id)
    tx.edit(StudyForm, known.id, cleaned(tx, StudyForm, {key: one for key, one in given.items() if one is not None}))
    tx.label = f"修改学习形式 {data.name or known.name}"
    return known.id


def _free(tx: Transaction, name: str, own: str) -> None:
    taken = form_named(name, forms_of(tx))
    if taken is not None and taken.key != own:
        raise Refused(f"已有学习形式“{taken.name}”。", hint="请换一个名称，或直接用它。")
