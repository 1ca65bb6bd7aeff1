from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from dangjian_desktop.store import DatabaseThread
from dangjian_desktop.ui.components.editors import DateEdit, LineEdit
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.drafts import DraftKeeper, Edited

Wait = Callable[[], None]
RECORD = "00000000-0000-4000-8000-000000000001"


class Form:
    """Two fields and their keeper."""

    def __init__(self, qtbot: QtBot, context: WindowContext) -> None:
        self.title = Field("标题", LineEdit(), name="title")
        self.day = Field("日期", DateEdit(lambda: date(2026, 10, 12)), name="day")
        self.saved: list[Edited] = []
        self.restored: list[int] = []
        for field in (self.title, self.day):
            qtbot.addWidget(field)
            field.show()
        self.keeper = DraftKeeper(context, "notes", [self.title, self.day], self.saved.append, self.title)
        self.keeper.restored.connect(self.restored.append)


@pytest.fixture
def form(qtbot: QtBot, context: WindowContext) -> Form:
    return Form(qtbot, context)


def _drafts(database: DatabaseThread) -> dict[str, str]:
    found = database.submit(lambda store: store.drafts.of(RECORD)).result(5)
    return {name: draft.raw for name, draft in found.items()}


def test_what_was_typed_is_a_draft_a_second_after_the_last_key(
    qtbot: QtBot, form: Form, database: DatabaseThread, settled: Wait
) -> None:
    form.keeper.load(RECORD, {"title": "旧"}, {})
    settled()
    qtbot.keyClicks(form.title.widget, "x")
    assert _drafts(database) == {}
    qtbot.waitUntil(
        lambda: _drafts(database) == {"title": "旧x"} or _drafts(database) == {"title": "x旧"}, timeout=3000
    )


def test_a_sentence_broken_off_is_there_again_in_the_next_sitting_invalid_values_too(
    qtbot: QtBot, context: WindowContext, form: Form, settled: Wait
) -> None:
    form.keeper.load(RECORD, {}, {})
    settled()
    qtbot.keyClicks(form.title.widget, "half a sen")
    qtbot.keyClicks(form.day.widget, "2.30")
    form.keeper.keep()
    settled()
    again = Form(qtbot, context)
    again.keeper.load(RECORD, {}, {})
    settled()
    assert again.title.raw() == "half a sen"
    assert again.day.raw() == "2.30"
    assert again.restored == [2]
    assert "没有“2.30”这一天" in again.day.hint.text


def test_saving_takes_what_can_be_understood_and_leaves_the_rest_with_its_sentence(
    qtbot: QtBot, form: Form, settled: Wait
) -> None:
    form.keeper.load(RECORD, {}, {})
    settled()
    qtbot.keyClicks(form.title.widget, "ok")
    qtbot.keyClicks(form.day.widget, "13-45")
    form.keeper.commit()
    assert [edited.values for edited in form.saved] == [{"title": "ok"}]
    assert form.keeper.dirty
    assert "13-45" in form.day.hint.text
    form.day.set_raw("3.15")
    form.keeper.commit()
    assert form.saved[-1].values == {"day": date(2026, 3, 15)}


def test_a_form_open_during_an_import_keeps_its_text_and_the_heads_it_had_loaded(
    qtbot: QtBot, form: Form, settled: Wait
) -> None:
    from dangjian_desktop.store import OpId

    before, after = OpId("a" * 36, 1, 0), OpId("b" * 36, 7, 0)
    form.keeper.load(RECORD, {"title": "", "day": None}, {"title": (before,), "day": (before,)})
    settled()
    qtbot.keyClicks(form.title.widget, "mine")
    form.keeper.load(RECORD, {"title": "theirs", "day": date(2026, 10, 1)}, {"title": (after,), "day": (after,)})
    assert form.title.raw() == "mine"
    assert form.day.raw() == "2026-10-01"
    form.keeper.commit()
    assert form.saved[0].seen == {"title": (before,)}
