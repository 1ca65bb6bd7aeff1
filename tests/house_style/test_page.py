"""工具 → 公文格式 through real widgets, and the papers of the window made by it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.resources import resource
from dangjian_desktop.feature import Paper
from dangjian_desktop.features import FEATURES
from dangjian_desktop.house_style.reading import choice_id, paper_settings
from dangjian_desktop.house_style.rules import Setting
from dangjian_desktop.papers.binder import Printable
from dangjian_desktop.papers.fonts import FaceInUse, Role, faces_in_use
from dangjian_desktop.papers.installed import read_font
from dangjian_desktop.papers.settings import PaperSettings
from dangjian_desktop.store import DatabaseThread, Reader, Store
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import Format, PaperItem, PaperPane, PapersDialog, write_paper
from dangjian_desktop.ui.papers.style_faces import FacesCard
from dangjian_desktop.ui.papers.style_page import HouseStylePage
from dangjian_desktop.ui.papers.style_row import StyleRow
from dangjian_desktop.ui.theme import TextSize, theme
from dangjian_desktop.ui.tools import tools_tab
from dangjian_desktop.ui.window import MainWindow

from .conftest import NOW, PAPER, SCHEMA, face_of, folio_place


def _document(_reader: Reader, _record: str | None, _period: Period | None) -> Printable:
    return PAPER


NOTICE = Paper("notice", "会议通知", "report", "nothing", _document)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


class Bench:
    """The window with the view 公文格式 open."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        clock = FixedClock(NOW)
        self.thread = DatabaseThread(lambda: Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(3)))
        self.context = WindowContext(self.thread, FEATURES, clock=clock)
        self.window = MainWindow(self.context, tools=tools_tab(), remember=False)
        qtbot.addWidget(self.window)
        self.window.resize(1092, 543)
        self.window.show()
        self.settle()
        self.window.open("tools/house_style")
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.context.idle, timeout=30_000)
            QApplication.processEvents()

    @property
    def page(self) -> HouseStylePage:
        page = self.window.page
        assert isinstance(page, HouseStylePage)
        return page

    def row(self, setting: Setting) -> StyleRow:
        return self.page.rows[setting]

    def press(self, setting: Setting, word: str) -> None:
        button = next(one for one in self.row(setting).findChildren(QPushButton) if one.text() == word)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type_size(self, setting: Setting, text: str) -> None:
        edit = self.row(setting).size_edit
        assert edit is not None
        edit.setFocus()
        edit.selectAll()
        self.qtbot.keyClicks(edit, text)
        self.qtbot.keyClick(edit, Qt.Key.Key_Return)
        self.settle()

    @property
    def settings(self) -> PaperSettings:
        def read(store: Store) -> PaperSettings:
            with store.read() as reader:
                return paper_settings(reader)

        return self.thread.submit(read).result()

    def close(self) -> None:
        self.settle()
        self.context.close()
        self.thread.close()


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def pane(bench: Bench) -> PaperPane:
    made = PaperPane(bench.context)
    bench.qtbot.addWidget(made)
    made.show_paper(NOTICE, None)
    bench.settle()
    return made


def test_the_view_stands_beside_the_settings_with_a_sample_of_two_pages(bench: Bench) -> None:
    menu = bench.window.help_button.menu()
    entries = [action.text() for action in menu.actions()]
    assert entries.index("公文格式") == entries.index("设置") + 1
    assert bench.page.sample.pages == 2
    assert not bench.page.all_button.isEnabled()
    assert not any(row.reset.isVisible() for row in bench.page.rows.values())


def test_a_choice_works_at_once_and_can_be_undone(bench: Bench) -> None:
    before = bench.page.sample.grab().toImage()
    bench.press(Setting.FOLIO_PLACE, "居中")
    assert str(bench.settings.folio_place) == "centre"
    assert bench.page._card.detail.text() == "改了 1 项，其余按国标"
    assert bench.row(Setting.FOLIO_PLACE).reset.isVisible()
    assert bench.page.sample.grab().toImage() != before
    bench.context.undo()
    bench.settle()
    switch = bench.row(Setting.FOLIO_PLACE).switch
    assert switch is not None
    assert (str(bench.settings.folio_place), switch.current) == ("outer", "outer")
    assert bench.page.sample.grab().toImage() == before


def test_one_setting_or_all_follow_the_standard_again(bench: Bench) -> None:
    bench.press(Setting.FOLIO_PLACE, "居中")
    bench.press(Setting.HEADING_3, "黑体")
    bench.press(Setting.FOLIO_DASHES, "只有数字")
    bench.press(Setting.HEADING_3, "恢复国标")
    assert str(bench.settings.heading_styles[2]) == "plain"
    bench.qtbot.mouseClick(bench.page.all_button, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.settings == PaperSettings()
    assert bench.page._card.detail.text() == "都按国标"


def test_a_size_is_typed_and_one_that_does_not_exist_is_refused_below_it(bench: Bench) -> None:
    bench.type_size(Setting.SEAL, "45")
    assert bench.settings.seal == 45
    bench.type_size(Setting.SEAL, "4")
    row = bench.row(Setting.SEAL)
    assert row.error.isVisible()
    assert row.error.text() == "印章直径不对。请填30到60毫米，如 42。"
    assert bench.settings.seal == 45
    bench.type_size(Setting.SEAL, "")
    assert row.error.isVisible()
    bench.type_size(Setting.STAMP, "50*20")
    edit = bench.row(Setting.STAMP).size_edit
    assert edit is not None
    assert (bench.settings.stamp, edit.text()) == ((50, 20), "50×20")


def test_an_entry_of_the_history_leads_to_its_row(bench: Bench) -> None:
    bench.window.open("tools/house_style", choice_id(Setting.STAMP))
    bench.settle()
    assert bench.row(Setting.STAMP).size_edit is QApplication.focusWidget()


def test_an_entry_of_a_choice_leads_to_the_one_in_force(bench: Bench) -> None:
    bench.window.open("tools/house_style", choice_id(Setting.HEADING_2))
    bench.settle()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert (focused.text(), bench.row(Setting.HEADING_2).isAncestorOf(focused)) == ("楷体", True)


def test_in_a_narrow_window_or_with_the_largest_text_nothing_is_cut_off(bench: Bench) -> None:
    for size, width in ((TextSize.NORMAL, 1092), (TextSize.NORMAL, 1024), (TextSize.HUGE, 1092), (TextSize.HUGE, 1500)):
        theme().set_text_size(size)
        bench.window.resize(width, 543)
        bench.settle()
        bar = bench.page._area.horizontalScrollBar()
        assert bar.maximum() == 0, (size, width)
        for button in bench.page._card.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width(), (size, width, button.text())
    theme().set_text_size(TextSize.NORMAL)


def test_an_open_paper_is_made_again_when_a_setting_changes(bench: Bench, pane: PaperPane) -> None:
    assert pane.made is not None
    assert folio_place(pane.made.data) > 160
    bench.press(Setting.FOLIO_PLACE, "居中")
    assert pane.made is not None
    assert folio_place(pane.made.data) == pytest.approx(106, abs=2)


@pytest.mark.parametrize("form", [Format.PDF, Format.ARCHIVE])
def test_what_is_saved_is_set_as_the_branch_wants_it(
    bench: Bench, pane: PaperPane, tmp_path: Path, form: Format
) -> None:
    bench.press(Setting.FOLIO_PLACE, "居中")
    bench.press(Setting.HEADING_3, "黑体")
    assert pane.made is not None
    target = tmp_path / "通知.pdf"
    write_paper(bench.context, pane.made, target, form)
    bench.settle()
    data = target.read_bytes()
    assert folio_place(data) == pytest.approx(106, abs=2)
    assert face_of("时", data) != face_of("三", data)


def test_the_word_file_is_set_as_the_branch_wants_it(bench: Bench, pane: PaperPane, tmp_path: Path) -> None:
    bench.press(Setting.FOLIO_PLACE, "居中")
    assert pane.made is not None
    target = tmp_path / "通知.docx"
    write_paper(bench.context, pane.made, target, Format.WORD)
    bench.settle()
    with zipfile.ZipFile(BytesIO(target.read_bytes())) as package:
        footers = [package.read(name).decode() for name in package.namelist() if Path(name).stem in ("odd", "even")]
    assert footers
    assert all('w:jc w:val="center"' in footer for footer in footers)


def test_several_papers_printed_at_one_go_are_set_as_the_branch_wants_it(bench: Bench) -> None:
    bench.press(Setting.FOLIO_PLACE, "居中")
    dialog = PapersDialog(bench.context, (PaperItem(NOTICE), PaperItem(NOTICE)), "本次材料", bench.window)
    bench.qtbot.addWidget(dialog)
    bench.settle()
    bench.qtbot.waitUntil(lambda: len(dialog.chosen) == 2, timeout=30_000)
    assert [round(folio_place(made.data)) // 10 for made in dialog.chosen] == [10, 10]
    dialog.reject()


def test_the_faces_of_this_pc_are_listed_with_what_stands_in(bench: Bench, qtbot: QtBot) -> None:
    card = bench.page.faces
    assert "替代字体" in card.detail.text()
    listed = FacesCard()
    qtbot.addWidget(listed)
    listed.show_faces([FaceInUse(role, f"{role}甲", role is not Role.TITLE) for role in Role])
    assert listed.detail.text() == "4 种官方字体，1 种替代字体"
    assert listed._hint.text().startswith("装上方正小标宋简体后重新打开程序")


def test_an_installed_official_face_is_told_from_a_stand_in(rename: Callable[[str], Path]) -> None:
    fonts = read_font(rename("SimHei"))
    found = {face.role: face.official for face in faces_in_use(fonts)}
    assert found == {role: role is Role.HEI for role in Role}


@pytest.fixture
def rename(tmp_path: Path) -> Callable[[str], Path]:
    """A shipped face under the name of another."""

    def make(family: str) -> Path:
        from fontTools.ttLib import TTFont

        font = TTFont(resource("fonts/song.ttf"))
        for record in font["name"].names:
            if record.nameID in (1, 16):
                record.string = family
        target = tmp_path / "face.ttf"
        font.save(target)
        return target

    return make
