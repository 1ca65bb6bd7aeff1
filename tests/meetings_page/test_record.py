"""The page of one gathering: what it shows, what it asks for, and that typing survives what happens around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from dangjian_desktop.meetings.page.attachments import FileTile
from dangjian_desktop.meetings.page.body import RecordBody
from dangjian_desktop.meetings.page.dialogs import CaptionDialog, IdentityDialog
from dangjian_desktop.meetings.page.dropping import likely_role
from dangjian_desktop.meetings.page.item import FoldedItem, OpenItem
from dangjian_desktop.meetings.page.item_rows import ResolutionRow, VoteRow
from dangjian_desktop.meetings.page.papers_out import choices_of, todays
from dangjian_desktop.meetings.page.sheet import Sheet, Slot
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.meetings.service.inputs import AddSpeech, DeletePart, MovePart
from dangjian_desktop.roster.rules.attendance import Counts
from dangjian_desktop.ui.components.attendance import Change
from dangjian_desktop.ui.components.more import MoreButton
from dangjian_desktop.ui.theme import Density, TextSize, theme

from . import made_up

Show = Callable[[GatheringView], RecordBody]


def menu_words(button: MoreButton) -> list[str]:
    button.open()
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    words = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return words


def test_the_head_says_what_when_where_and_who(show: Show) -> None:
    body = show(made_up.gathering())
    facts = body.strip.facts
    words = [one.text() for one in facts.findChildren(QAbstractButton) if one.isVisible()]
    assert facts.title.text() == "10月主题党日（含党员大会、党课）"
    assert words[:5] == ["10-12", "14:30–17:00", "三楼会议室", "主持 李卫国", "记录 陈静"]
    assert body.strip.next.text() == "下一步：打印签到表"
    assert [one.text for one in body.strip.state_bar.states] == ["筹备", "通知", "签到", "记录", "定稿"]


def test_the_sign_in_counts_in_the_papers_words_and_cites_its_article(qtbot: QtBot, show: Show) -> None:
    body = show(made_up.gathering())
    assert body.sign_in.basis.text() == "依据：第十一条"
    with qtbot.waitSignal(body.explain) as said:
        qtbot.mouseClick(body.sign_in.basis, Qt.MouseButton.LeftButton)
    assert "超过半数" in said.args[1]
    assert len(body.sign_in.board.grid.people) == 28


def test_everybody_present_asks_once_for_all_who_are_not_entered(qtbot: QtBot, show: Show) -> None:
    body = show(made_up.gathering())
    with qtbot.waitSignal(body.attendance_changed) as said:
        qtbot.mouseClick(body.sign_in.board.all_present, Qt.MouseButton.LeftButton)
    assert said.args[0] == [Change("m7", "present", "", False)]


def test_a_folded_item_opens_by_enter_and_takes_the_keyboard(qtbot: QtBot, show: Show) -> None:
    body = show(made_up.gathering())
    folded = body.findChildren(FoldedItem)[0]
    qtbot.keyClick(folded, Qt.Key.Key_Return)
    qtbot.wait(10)
    titles = [one.view.title for one in body.findChildren(OpenItem)]
    assert "传达〔2026〕38号" in titles


def test_a_vote_is_judged_while_its_figures_are_typed(qtbot: QtBot, show: Show, sheet: Sheet) -> None:
    body = show(made_up.gathering())
    (row,) = body.findChildren(VoteRow)
    yes = row.figures["yes"]
    yes.selectAll()
    qtbot.keyClicks(yes, "12")
    assert row.verdict.tag.text == "13/26 未超过半数，未通过"
    assert sheet.typed[Slot("votes", "v1", "yes")].raw == "12"


def test_a_resolution_that_needs_no_follow_up_asks_why(qtbot: QtBot, show: Show) -> None:
    body = show(made_up.gathering())
    (row,) = body.findChildren(ResolutionRow)
    assert not row.reason.isVisible()
    row.follow_up.setFocus()
    qtbot.keyClick(row.follow_up, Qt.Key.Key_Down)
    assert row.follow_up.raw() == "否"
    assert row.reason.isVisible()


def test_what_is_typed_stays_where_it_is_while_the_sign_in_changes(qtbot: QtBot, show: Show, sheet: Sheet) -> None:
    view = made_up.gathering()
    body = show(view)
    slot = Slot("speeches", "s1", "points")
    editor = sheet.editor(slot)
    assert editor is not None
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "abc")
    more = Counts(28, 26, 2, 0, 0, 0, 0, 26, 24)
    first, *others = view.segments
    silent = replace(first, agenda=tuple(replace(item, votes=()) for item in first.agenda))
    show(replace(view, segments=(silent, *others)))
    editor = sheet.editor(slot)
    show(replace(view, counts=more, segments=(replace(silent, counts=more), *others)))
    assert sheet.editor(slot) is editor
    assert sheet.raw(slot).endswith("abc")
    assert body.sheet is sheet


def test_buttons_make_the_services_inputs(qtbot: QtBot, show: Show) -> None:
    body = show(made_up.gathering())
    (item,) = body.findChildren(OpenItem)
    add = next(one for one in item.findChildren(QAbstractButton) if one.text() == "发言")
    with qtbot.waitSignal(body.wished) as said:
        qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    (wish,) = said.args
    assert wish.action == "add_speech"
    assert isinstance(wish.input, AddSpeech)
    assert wish.input.agenda_item == "a2"


def test_an_item_moves_up_and_down_only_where_there_is_somewhere_to_go(show: Show) -> None:
    from dangjian_desktop.meetings.page.moves import part_choices

    told: list[object] = []
    choices = part_choices(told.append, "agenda_items", "b", ["a", "b", "c"], "删除")
    for _words, _icon, act in choices:
        act()
    assert told == [
        Wish("move_part", MovePart("agenda_items", "b", None)),
        Wish("move_part", MovePart("agenda_items", "b", "c")),
        Wish("delete_part", DeletePart("agenda_items", "b")),
    ]
    assert [words for words, *_rest in part_choices(told.append, "agenda_items", "a", ["a"], "删除")] == ["删除"]


def test_a_final_record_can_be_read_and_not_changed(show: Show, sheet: Sheet) -> None:
    body = show(made_up.final())
    editor = sheet.editor(Slot("speeches", "s1", "points"))
    assert editor is not None
    assert editor.isReadOnly()  # type: ignore[attr-defined]
    assert not body.sign_in.board.all_present.isVisible()
    assert not body.segments.tabs.add_button.isVisible()
    # The scanned sheet and the signed copy come in after 定稿.
    assert body.attachments.drop.isVisible()
    (_scan, photo) = body.attachments.findChildren(FileTile)
    assert menu_words(photo.findChildren(MoreButton)[0]) == ["打开副本"]
    assert not body.strip.save.isVisible()
    assert body.strip.state_bar.states[-1].text == "定稿 10-13"


def test_a_segment_has_the_fields_of_its_kind(show: Show, sheet: Sheet) -> None:
    body = show(made_up.gathering())
    body.segments.tabs.choose("g1s2")
    assert sheet.raw(Slot("segments", "g1s2", "topic")) == "把初心写在窗口上"
    assert sheet.editor(Slot("segments", "g1s2", "lecturer")) is not None
    body.segments.tabs.choose("g1s3")
    assert sheet.editor(Slot("segments", "g1s3", "form")) is not None
    assert sheet.editor(Slot("segments", "g1s3", "lecturer")) is None


def test_attachments_are_named_by_what_they_are_and_offer_to_be_removed(show: Show) -> None:
    body = show(made_up.gathering())
    scan, photo = body.attachments.findChildren(FileTile)
    assert scan.button.accessibleName().startswith("签到表扫描件")
    assert menu_words(photo.findChildren(MoreButton)[0])[-1] == "移除"


def test_dropped_files_get_the_role_their_name_suggests() -> None:
    names = ("合影.JPG", "10月签到表.jpg", "方案.docx", "记录签字件.pdf")
    assert [likely_role(Path(name)) for name in names] == ["photo", "sign_in_sheet", "material", "signed_copy"]


def test_todays_papers_are_the_notice_before_and_the_records_after() -> None:
    view = made_up.gathering()
    assert [one.title for one in todays(view, choices_of(view))] == [
        "党员大会记录", "党课记录", "主题党日记录", "签到表",
    ]  # fmt: skip
    waiting = replace(
        view,
        counts=Counts(expected=28, unregistered=28),
        segments=tuple(replace(s, written=False) for s in view.segments),
    )
    assert [one.title for one in todays(waiting, choices_of(waiting))] == ["签到表", "会议通知"]


def test_the_page_fits_both_densities_and_is_photographed(qtbot: QtBot, show: Show, photographs: Path) -> None:
    body = show(made_up.gathering())
    for width, high, density in ((1032, 438, Density.COMPACT), (1844, 880, Density.WIDE)):
        theme().set_density(density)
        body.resize(width, high)
        qtbot.wait(30)
        assert body.content_width() <= body.room_width()
        assert body.grab().save(str(photographs / f"meetings-record-{width}.png"))


def test_the_largest_text_fits_the_smallest_window(qtbot: QtBot, show: Show) -> None:
    theme().set_text_size(TextSize.HUGE)
    try:
        body = show(made_up.gathering())
        body.resize(964, 400)
        qtbot.wait(30)
        assert body.content_width() <= body.room_width()
    finally:
        theme().set_text_size(TextSize.NORMAL)


def test_people_who_sat_in_stand_behind_the_last_names_where_there_is_room(qtbot: QtBot, show: Show) -> None:
    body = show(made_up.gathering())
    body.resize(1044, 640)
    board = body.sign_in.board
    last = board.grid.chip(board.grid.people[-1].id)

    def below() -> int:
        place = board.observers.mapTo(board, board.observers.rect().topLeft()).y()
        return place - last.mapTo(board, last.rect().topLeft()).y()

    qtbot.waitUntil(lambda: below() == 0, timeout=2_000)
    body.resize(760, 640)
    qtbot.waitUntil(lambda: below() > 0, timeout=2_000)
    body.resize(1044, 640)
    qtbot.waitUntil(lambda: below() == 0, timeout=2_000)


def test_who_proposed_an_item_is_asked_for_in_its_menu(show: Show, sheet: Sheet) -> None:
    body = show(made_up.gathering())
    (item,) = body.findChildren(OpenItem)
    assert not item.proposer.isVisible()
    act = next(act for words, _icon, act in item._choices() if words == "填提出人")
    act()
    assert item.proposer.isVisible()
    assert sheet.editor(Slot("agenda_items", item.view.id, "proposer")) is item.proposer
    assert "填提出人" not in [words for words, *_rest in item._choices()]


def test_notes_are_typed_with_the_facts(qtbot: QtBot, show: Show, sheet: Sheet) -> None:
    view = made_up.gathering()
    body = show(view)
    body.strip.facts.edit.click()
    notes = sheet.editor(Slot("gatherings", view.id, "notes"))
    assert notes is not None
    qtbot.keyClicks(notes, "abc")
    assert sheet.typed[Slot("gatherings", view.id, "notes")].raw.endswith("abc")


def test_another_kind_of_meeting_says_who_takes_part(show: Show, sheet: Sheet) -> None:
    view = made_up.gathering()
    first, *others = view.segments
    show(replace(view, segments=(replace(first, kind="other"), *others)))
    assert sheet.editor(Slot("segments", first.id, "scope")) is not None


def test_who_sat_in_may_be_given_another_identity_or_taken_out(qtbot: QtBot) -> None:
    dialog = IdentityDialog("周敏", "群众代表")
    qtbot.addWidget(dialog)
    assert dialog.identity.raw() == "群众代表"
    with qtbot.waitSignal(dialog.removed):
        dialog.remove.click()


def test_a_file_is_given_words_of_its_own(qtbot: QtBot) -> None:
    tile = FileTile(made_up.gathering().attachments[0], locked=False)
    qtbot.addWidget(tile)
    act = next(act for words, _icon, act in tile._choices() if words == "改说明…")
    act()
    (dialog,) = tile.window().findChildren(CaptionDialog)
    dialog.caption.set_raw("党员在三楼会议室学习")
    with qtbot.waitSignal(tile.wished) as said:
        dialog.confirm()
    (wish,) = said.args
    assert wish.input.changes == {"caption": "党员在三楼会议室学习"}
