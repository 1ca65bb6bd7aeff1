"""People who are not members of the branch: activists, guests, contacts."""

from __future__ import annotations

from dangjian_desktop.roster.inputs import AddPerson, EditPerson, RecordId
from dangjian_desktop.roster.records import Person
from dangjian_desktop.roster.service import organisation
from dangjian_desktop.roster.service.checks import Problems, check_dates, check_name, check_not_twice, cleaned
from dangjian_desktop.store import Transaction

_FIELDS = (
    "name",
    "identified_on",
    "sex",
    "ethnicity",
    "born_on",
    "identity_number",
    "organisation",
    "duty",
    "phone",
    "note",
)


def add_person(tx: Transaction, data: AddPerson) -> str:
    """Enter somebody who is not a member. Raises :class:`Refused` for an empty name or the same person twice."""
    values = cleaned({field: getattr(data, field) for field in _FIELDS} | {"category": data.category.value})
    values = {field: value for field, value in values.items() if value is not None}
    problems = Problems()
    check_name(problems, {"name": values.get("name")})
    check_dates(problems, values, tx.now.date())
    check_not_twice(tx, problems, Person, values)
    problems.raise_if_any()
    tx.label = f"登记{data.category.label} {values['name']}"
    return tx.create(Person, values)


def edit_person(tx: Transaction, data: EditPerson) -> str:
    """Change what is known of a non-member. Raises :class:`Refused` as :func:`add_person` does."""
    record = tx.need(Person, data.id)
    values = cleaned({field: getattr(value, "value", value) for field, value in data.changes.items()})
    whole = {field: getattr(record, field) for field in _FIELDS} | values
    problems = Problems()
    check_name(problems, values)
    check_dates(problems, whole, tx.now.date())
    if values.keys() & {"name", "born_on", "identity_number"}:
        check_not_twice(tx, problems, Person, whole, own=data.id)
    problems.raise_if_any()
    tx.label = f"修改人员 {whole['name']}"
    tx.edit(Person, data.id, values, seen=data.seen)
    return data.id


def delete_person(tx: Transaction, data: RecordId) -> str:
    """Move a person to the recycle bin; past meetings still name them."""
    record = tx.need(Person, data.id)
    return organisation.delete(tx, Person, data.id, record.name or "")


def restore_person(tx: Transaction, data: RecordId) -> str:
    """Bring a person back from the recycle bin."""
    record = tx.get(Person, data.id)
    return organisation.restore(tx, Person, data.id, (record.name or "") if record else "")
