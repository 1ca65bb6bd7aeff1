from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.page.private_edit import PrivateEdit, private_field


def test_an_empty_private_field_is_typed_into_at_once_and_stays_legible_meanwhile(
    qapp: QApplication, qtbot: QtBot
) -> None:
    field = private_field("手机", "phone")
    qtbot.addWidget(field)
    edit = field.widget
    assert isinstance(edit, PrivateEdit)
    qtbot.keyClicks(edit, "13800001234")
    assert (edit.text(), edit.raw(), edit.value()) == ("13800001234", "13800001234", "13800001234")
    field.set_value("13900004321")
    assert edit.text() == "139****4321"
    assert edit.raw() == "13900004321"


@pytest.mark.parametrize(("typed", "amount"), [("6,500.50元", Decimal("6500.50")), ("0", Decimal(0)), (" ", None)])
def test_an_amount_is_read_as_people_write_it(
    qapp: QApplication, qtbot: QtBot, typed: str, amount: Decimal | None
) -> None:
    edit = PrivateEdit("dues_base")
    qtbot.addWidget(edit)
    edit.set_raw(typed)
    assert edit.value() == amount


@pytest.mark.parametrize("typed", ["六千", "-1", "NaN"])
def test_what_is_no_amount_is_refused(qapp: QApplication, qtbot: QtBot, typed: str) -> None:
    edit = PrivateEdit("dues_base")
    qtbot.addWidget(edit)
    edit.set_raw(typed)
    with pytest.raises(Refused, match="应是数字"):
        edit.value()
