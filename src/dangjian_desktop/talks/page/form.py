"""The dialog for a talk: entered, or changed and deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.talks.reading import TalkForm
from dangjian_desktop.ui.context import WindowContext

Done = Callable[[Any], object]
_OWN = "只留在这台电脑上，不随同步包带走"


def talk_dialog(
    context: WindowContext, form: TalkForm, preset: Mapping[str, object], done: Done, parent: QWidget, talk: str = ""
) -> VerbDialog:
    """The form of a talk; ``preset`` fills a new one, ``talk`` is the id of one to be changed."""
    before = dict(form.values) if talk else {"day": context.today, "initiator": form.secretary or None, **preset}
    specs = _specs(context.today.year, form, before)

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        values = {**values, "follow_up": values["follow_up"] == "yes"}
        year = values["attributed_year"]
        values["attributed_year"] = int(year) if year else None
        if not talk:
            return {"initiator": "", "partner": "", **given(values)}
        changed = {key: value for key, value in values.items() if (value or None) != (before.get(key) or None)}
        return {"id": talk, "changes": changed, "seen": form.seen or None}

    verb, title, accept = ("edit_talk", "谈心谈话", "保存") if talk else ("add_talk", "登记谈心谈话", "登记")
    return VerbDialog(context, verb, title, specs, build, accept=accept, done=done, parent=parent)


def _specs(year: int, form: TalkForm, before: Mapping[str, object]) -> tuple[Spec, ...]:
    value = before.get
    years = {year - 1, year, value("attributed_year") or year}
    choices = (("", "按谈话日期"), *((str(one), f"{one}年") for one in sorted(years, key=str)))
    own = value("attributed_year")
    return (
        Spec("initiator", "谈话人", Ask.PERSON, value=value("initiator"), people=form.people),
        Spec("partner", "谈话对象", Ask.PERSON, value=value("partner"), people=form.people),
        Spec("day", "日期", Ask.DAY, value=value("day")),
        Spec("place", "地点", value=value("place")),
        Spec("topic", "主题", value=value("topic")),
        Spec("attributed_year", "归属年度", Ask.CHOICE, choices, value=str(own) if own else ""),
        Spec("opinions", "意见建议", Ask.LONG, value=value("opinions"), wide=True),
        Spec("notes", "谈话要点", Ask.LONG, value=value("notes"), help=_OWN, wide=True),
        Spec(
            "follow_up",
            "跟进",
            Ask.CHOICE,
            (("", "不需要"), ("yes", "需要跟进")),
            value="yes" if value("follow_up") else "",
        ),
        Spec("follow_up_text", "跟进事项", value=value("follow_up_text")),
    )
