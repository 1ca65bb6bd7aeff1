"""The year's 组织生活会 among the gatherings, found by links and by what the contract says; nothing is typed twice."""

from __future__ import annotations

from datetime import date
from typing import Any

from dangjian_desktop.appraisal.reading.views import MeetingRow
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Feature, Kind, Occasion, features_of, find_reference
from dangjian_desktop.links.reading import links_from, name_of
from dangjian_desktop.links.records import Relation
from dangjian_desktop.roster.reading import expected_on
from dangjian_desktop.store import Reader

GATHERINGS = "gatherings"
FORM = "org_life_meeting"
"""How whoever keeps gatherings calls this form of meeting in the contract."""


def _keeper(reader: Reader) -> Feature | None:
    """The capability that keeps gatherings."""
    return next((one for one in features_of(reader) if _kind(one) is not None), None)


def _kind(feature: Feature) -> Kind | None:
    return next((kind for kind in feature.kinds if kind.record.__tablename__ == GATHERINGS), None)


def meetings_of(reader: Reader, id: str, year: int, today: date) -> tuple[MeetingRow, ...]:
    """The gatherings with the year's 组织生活会: those linked, then those that count for the year by themselves."""
    linked = [
        link.id for link in links_from(reader, id, Relation.DISCUSSED_IN) if link.kind == GATHERINGS and not link.gone
    ]
    known = _by_themselves(reader, year, today)
    return tuple(_row(reader, one, one in linked) for one in dict.fromkeys([*linked, *known]))


def _by_themselves(reader: Reader, year: int, today: date) -> list[str]:
    """What the keeper of gatherings counts as the year's 组织生活会, else what bears the year in its name."""
    keeper = _keeper(reader)
    counted = []
    if keeper is not None and keeper.dues is not None:
        counted = [
            record
            for due in keeper.dues(reader, year, today)
            if due.record_kind == GATHERINGS and due.year == year and FORM in (due.row, *due.key.split("."))
            for record in due.records
        ]
    return counted or _named(reader, _title(year))


def _title(year: int) -> str:
    """How such a gathering is called where nobody gave it another name."""
    return f"{year}年度组织生活会"


def _row(reader: Reader, id: str, linked: bool) -> MeetingRow:
    keeper = _keeper(reader)
    kind = _kind(keeper) if keeper else None
    row = reader.get(kind.record, id) if kind else None
    day: Any = getattr(row, kind.period, None) if kind and kind.period and row is not None else None
    final = bool(kind and kind.final and row is not None and kind.final(row))
    occasions = _occasions(reader, keeper, id, day)
    present = None
    if occasions:
        present = len({one.member for occasion in occasions for one in occasion.people if one.made_up_on is None})
    return MeetingRow(
        id,
        name_of(reader, GATHERINGS, id),
        day,
        linked,
        recorded=final or bool(occasions),
        present=present,
        expected=expected_on(reader, day).expected if day and present is not None else None,
    )


def _occasions(reader: Reader, keeper: Feature | None, id: str, day: date | None) -> list[Occasion]:
    """What was signed in for the gathering; of several segments the 组织生活会 is meant."""
    if keeper is None or keeper.occasions is None or day is None:
        return []
    of_it = [one for one in keeper.occasions(reader, Period(day, day)) if gathering_of(reader, one) == id]
    return [one for one in of_it if one.form == FORM] or of_it


def gathering_of(reader: Reader, occasion: Occasion) -> str:
    """The gathering that an occasion belongs to, whether it is named by it or by one of its segments."""
    if occasion.record_kind == GATHERINGS:
        return occasion.record
    kind = reader.schema.kinds.get(occasion.record_kind)
    row = reader.get(kind.model, occasion.record) if kind and kind.owner_kind == GATHERINGS else None
    return str(getattr(row, "owner", "") or "")


def _named(reader: Reader, title: str, limit: int = 30) -> list[str]:
    """The gatherings that are called so, the newest first."""
    reference = find_reference(reader, GATHERINGS)
    return [hit.id for hit in reference.find(reader, title, limit) if title in hit.title] if reference else []
