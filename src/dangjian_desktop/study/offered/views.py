"""The views 轮讲, 学时 and 心得 of the tab 学习; built when they are first shown."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.feature import View


def _rota(context: Any) -> Any:
    from dangjian_desktop.study.page.rota import RotaPage

    return RotaPage(context)


def _hours(context: Any) -> Any:
    from dangjian_desktop.study.page.hours import HoursPage

    return HoursPage(context)


def _writing(context: Any) -> Any:
    from dangjian_desktop.study.page.writing import WritingPage

    return WritingPage(context)


VIEWS = (View("rota", "轮讲", _rota), View("hours", "学时", _hours), View("writing", "心得", _writing))
