from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button
from dangjian_desktop.ui.components.tags import TagLabel
from dangjian_desktop.ui.gallery import Gallery
from dangjian_desktop.ui.theme import Density, TextSize, theme


@pytest.fixture
def gallery(qtbot: QtBot) -> Gallery:
    made = Gallery()
    qtbot.addWidget(made)
    made.show()
    layout = made.layout()
    assert layout is not None
    made.resize(made.width(), layout.totalHeightForWidth(made.width()))
    return made


def _colours(image: QImage, step: int = 3) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name() for x in range(0, image.width(), step) for y in range(0, image.height(), step)
    }


def test_the_gallery_shows_the_design_s_colours(gallery: Gallery, photographs: Path) -> None:
    picture = gallery.grab()
    assert picture.save(str(photographs / "components.png"))
    seen = _colours(picture.toImage())
    for colour in (tokens.PAGE, tokens.CARD, tokens.RED, tokens.Tone.OK.fill, tokens.Tone.OVER.fill, tokens.TOAST):
        assert colour.lower() in seen


def test_no_component_is_cut_off_by_its_neighbour(gallery: Gallery) -> None:
    for button in gallery.findChildren(Button):
        assert button.height() >= button.minimumSizeHint().height(), button.text()
        assert button.width() >= button.sizeHint().width() - 1, button.text()
    for tag in gallery.findChildren(TagLabel):
        assert tag.size() == tag.sizeHint(), tag.tag.text


def test_there_is_one_primary_button_for_each_state_and_its_words_are_white(gallery: Gallery) -> None:
    primary = [button for button in gallery.findChildren(Button) if button.property("kind") == "primary"]
    assert len(primary) == 4
    image = primary[0].grab().toImage()
    colours = _colours(image, 1)
    assert tokens.RED.lower() in colours
    assert "#ffffff" in colours


def test_every_button_tells_a_screen_reader_what_it_is(gallery: Gallery) -> None:
    for button in gallery.findChildren(Button):
        if button.isVisibleTo(gallery):
            assert button.text() or button.accessibleName()


def test_text_size_and_density_change_without_a_restart(gallery: Gallery) -> None:
    button = next(button for button in gallery.findChildren(Button) if button.text() == "保存")
    before = button.sizeHint()
    theme().set_text_size(TextSize.HUGE)
    assert button.sizeHint().height() == round(before.height() * 1.3)
    theme().set_text_size(TextSize.NORMAL)
    theme().set_density(Density.WIDE)
    assert button.sizeHint().height() == 38
    theme().set_density(Density.COMPACT)
    assert button.sizeHint() == before


@pytest.mark.parametrize(("width", "density"), [(1092, Density.COMPACT), (1599, Density.COMPACT), (1600, Density.WIDE)])
def test_the_density_follows_the_width_of_the_window(qapp: object, width: int, density: Density) -> None:
    theme().fit(width)
    assert theme().density is density


_PHOTOGRAPH = """
import sys
from dangjian_desktop.ui.bootstrap import make_application
application = make_application(["photograph"]).qt
from dangjian_desktop.ui.gallery import Gallery
sheet = Gallery()
sheet.show()
sheet.resize(sheet.width(), sheet.layout().totalHeightForWidth(sheet.width()))
application.processEvents()
raise SystemExit(0 if sheet.grab().save(sys.argv[1]) else 1)
"""


def test_the_gallery_is_photographed_at_125_percent_beside_the_design(photographs: Path) -> None:
    target = photographs / "components-125.png"
    target.unlink(missing_ok=True)
    environment = os.environ | {"QT_SCALE_FACTOR": "1.25", "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", _PHOTOGRAPH, str(target)], env=environment, check=True, timeout=120)
    assert QImage(str(target)).size().width() == QSize(1750, 0).width()
