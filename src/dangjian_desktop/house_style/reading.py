"""What the branch has chosen about its papers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from dangjian_desktop.feature import Hit
from dangjian_desktop.house_style.records import StyleChoice
from dangjian_desktop.house_style.rules import CHOICES, Choice, Setting, as_settings, in_force
from dangjian_desktop.papers.settings import PaperSettings
from dangjian_desktop.store import Reader, live, part_id

KIND = StyleChoice.__tablename__


@dataclass(frozen=True)
class ChoiceRow:
    """A setting as it stands: its words, the value in force, and whether that is the branch's own."""

    choice: Choice
    value: str

    @property
    def changed(self) -> bool:
        """Whether the branch deviates."""
        return self.value != self.choice.standard


@dataclass(frozen=True)
class HouseStyle:
    """All choices in their order, and what they come to."""

    rows: tuple[ChoiceRow, ...]
    settings: PaperSettings

    @property
    def changed(self) -> int:
        """In how many settings the branch deviates."""
        return sum(row.changed for row in self.rows)


def choice_id(setting: Setting) -> str:
    """The id of a setting's row: the same on every PC."""
    return part_id("branch", "style_choice", str(setting))


def values_in_force(reader: Reader) -> dict[Setting, str]:
    """Every setting's value. The standard's where the program was put together without this capability."""
    if KIND not in reader.schema.kinds:
        return in_force({})
    rows = reader.all(select(StyleChoice).where(live(StyleChoice)).order_by(StyleChoice.id))
    return in_force({row.setting: row.value for row in rows if row.setting and row.value})


def paper_settings(reader: Reader) -> PaperSettings:
    """How the branch's papers are set."""
    return as_settings(values_in_force(reader))


def house_style(reader: Reader) -> HouseStyle:
    """All choices as the window shows them."""
    values = values_in_force(reader)
    rows = tuple(ChoiceRow(choice, values[choice.setting]) for choice in CHOICES)
    return HouseStyle(rows, as_settings(values))


def choice_label(reader: Reader, id: str) -> str:
    """公文格式“页码位置”; "" if there is none."""
    row = reader.get(StyleChoice, id)
    title = next((choice.title for choice in CHOICES if row is not None and choice.setting == row.setting), "")
    return f"公文格式“{title}”" if title else ""


def find_choices(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Settings by a part of their name."""
    wanted = text.strip()
    rows = house_style(reader).rows if wanted else ()
    return [
        Hit(KIND, choice_id(row.choice.setting), row.choice.title, f"公文格式　{row.choice.words(row.value)}")
        for row in rows
        if wanted in row.choice.title or wanted in "公文格式"
    ][:limit]
