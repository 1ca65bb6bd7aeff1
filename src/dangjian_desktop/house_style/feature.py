"""The face of 公文格式: no tab of its own; the window shows it beside 设置, since every paper is made by it."""

from __future__ import annotations

from dangjian_desktop.feature import Action, Feature, Hit, Kind, Reference
from dangjian_desktop.house_style import inputs, service
from dangjian_desktop.house_style.reading import choice_label, find_choices
from dangjian_desktop.house_style.records import StyleChoice
from dangjian_desktop.store import Reader

VIEW = "tools/house_style"


def _none(_reader: Reader, _text: str, _limit: int) -> list[Hit]:
    return []


FEATURE = Feature(
    name="house_style",
    title="公文格式",
    floor=0,
    kinds=(Kind(StyleChoice, order=("setting", "id")),),
    actions=(
        Action("choose_style", "修改公文格式", inputs.ChooseStyle, service.choose_style),
        Action("follow_standard", "恢复公文格式为国标", inputs.FollowStandard, service.follow_standard),
    ),
    references=(Reference("style_choices", choice_label, _none, VIEW),),
    search=find_choices,
)
