"""What can be done with the branch's paper settings: deviate from the standard, and follow it again."""

from __future__ import annotations

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.house_style.inputs import ChooseStyle, FollowStandard
from dangjian_desktop.house_style.reading import choice_id, values_in_force
from dangjian_desktop.house_style.records import StyleChoice
from dangjian_desktop.house_style.rules import CHOICES, Setting, choice_of, read_choice
from dangjian_desktop.store import Transaction


def choose_style(tx: Transaction, data: ChooseStyle) -> str:
    """Have the branch's papers deviate in one setting; returns the id of its row.

    Raises :class:`Refused` for a value that is not offered, a size that does not exist, or no change.
    """
    choice = choice_of(data.setting)
    value = read_choice(data.setting, data.value)
    if value == values_in_force(tx)[data.setting]:
        words = f"“{choice.title}”已经是{choice.words(value)}，不用改。"
        raise Refused(words, problems=(FieldProblem("value", words),))
    tx.label = f"修改公文格式“{choice.title}”：{choice.words(value)}"
    return _put(tx, data.setting, value)


def follow_standard(tx: Transaction, data: FollowStandard) -> int:
    """Follow the standard again in one setting or in all; returns in how many that changes something.

    Raises :class:`Refused` where the branch does not deviate.
    """
    values = values_in_force(tx)
    asked = [choice for choice in CHOICES if data.setting in (None, choice.setting)]
    changed = [choice for choice in asked if values[choice.setting] != choice.standard]
    if not changed:
        asked_for = f"“{asked[0].title}”" if data.setting else "公文格式"
        raise Refused(f"{asked_for}没有改过，不用恢复。")
    for choice in changed:
        _put(tx, choice.setting, None)
    first = changed[0]
    what = f"“{first.title}”：{first.words(first.standard)}" if len(changed) == 1 else f"为国标（{len(changed)}项）"
    tx.label = f"恢复公文格式{what}"
    return len(changed)


def _put(tx: Transaction, setting: Setting, value: str | None) -> str:
    """Make or change the setting's row; one that was taken away comes back."""
    id = choice_id(setting)
    if tx.get(StyleChoice, id) is not None:
        tx.restore(StyleChoice, id)
    return tx.create(StyleChoice, {"setting": str(setting), "value": value}, id=id)
