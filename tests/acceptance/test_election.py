"""换届 through the real window: requests, approvals, the ballot, the secretary, the report, the new committee."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from dangjian_desktop.elections.page.counting import CountDialog
from dangjian_desktop.elections.page.view import ElectionsView
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.roster.reading import posts_on
from dangjian_desktop.store import Store
from dangjian_desktop.ui.papers import PaperDialog

from .conftest import TODAY
from .office import Seated


class Table:
    """Somebody at the view 换届, who always takes the next step."""

    def __init__(self, seated: Seated) -> None:
        self.seated = seated
        seated.desk.context.open("meetings/elections")
        seated.settle()

    @property
    def page(self) -> ElectionsView:
        page = self.seated.desk.window.page
        assert isinstance(page, ElectionsView)
        return page

    def next(self, words: str) -> None:
        button = self.page.record.head.next
        assert button.text() == f"下一步：{words}"
        self.seated.bot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.seated.settle()

    def fill(self, **texts: str) -> None:
        dialog = self.seated.dialog(VerbDialog)
        for name, text in texts.items():
            self.seated.type(dialog.fields[name].widget, text, leave=False)
        self.confirm(dialog)

    def people(self, field: str, *initials: str) -> None:
        dialog = self.seated.dialog(VerbDialog)
        editor: Any = dialog.fields[field].widget
        for one in initials:
            self.seated.type(editor.field, one, leave=False)
            self.seated.bot.keyClick(editor.field, Qt.Key.Key_Return)
        self.confirm(dialog)

    def confirm(self, dialog: Any) -> None:
        self.seated.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        self.seated.settle()

    def count(self, returned: str, *yes: str) -> CountDialog:
        dialog = self.seated.dialog(CountDialog)
        self.seated.type(dialog.papers["returned"], returned, leave=False)
        for (_person, edits), number in zip(dialog.votes, yes, strict=True):
            self.seated.type(edits["yes"], number, leave=False)
        self.confirm(dialog)
        return dialog


def test_a_whole_change_of_the_committee(seated: Seated) -> None:
    table = Table(seated)
    seated.press("筹备换届", table.page.empty)
    table.fill(planned_on="9.21", term_name="第六届支委会")
    assert table.page.view is not None
    assert table.page.view.electorate.expected == 30

    table.next("请示召开选举大会")
    table.fill(hold_requested_on="8.3")
    table.next("登记召开选举大会的批复")
    table.fill(hold_approved_on="8.10")
    table.next("提名候选人")
    table.people("members", "lwg", "cj", "wq", "zm")
    table.next("请示候选人预备人选")
    table.fill(candidates_requested_on="8.31", candidates_approved_on="9.7")

    seated.press("选举安排…", table.page)
    table.fill(present="28")
    assert table.page.body.quorum.tag.text == "超过五分之四，可以选举"
    table.next("登记大会选举结果")
    names = [row.name for row in table.page.view.rounds[0].candidates]
    votes = {"李卫国": "28", "陈静": "27", "王强": "26", "周明": "2"}
    dialog = table.count("29", *(votes[name] for name in names))
    assert "选举无效" in dialog.wrong.text()
    table.count("28", *(votes[name] for name in names))
    won = [row.name for _seat, row in table.page.view.seats_won()]
    assert set(won) == {"李卫国", "陈静", "王强"}

    table.next("选举书记、副书记")
    table.people("members", "lwg")
    table.next("选举书记、副书记")
    table.count("3", "3")
    table.next("报告选举结果")
    table.fill(reported_on="9.21", result_approved_on="9.21")
    table.next("登记新班子")
    assert table.page.view.next_step is None

    def holders(store: Store) -> set[tuple[str, str]]:
        with store.read() as reader:
            return {(one.name, one.post.value) for one in posts_on(reader, TODAY.date()) if not one.group}

    expected = {("李卫国", "secretary"), ("陈静", "commissioner"), ("王强", "commissioner")}
    assert seated.store(holders) == expected
    result = table.page.body.up
    rect = result.button_rect("result", "print")
    seated.bot.mouseClick(result.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    seated.settle()
    paper = seated.dialog(PaperDialog)
    seated.bot.waitUntil(lambda: paper.pane.made is not None, timeout=20_000)
    assert paper.pane.made is not None
    with Preview(paper.pane.made.data) as preview:
        text = preview.text(0).replace("\r", "").replace("\n", "")
    assert "关于支部换届选举结果的报告" in text
    assert "李卫国当选书记" in text
    paper.reject()


def test_before_the_approvals_a_sentence_says_what_is_missing(seated: Seated) -> None:
    table = Table(seated)
    seated.press("筹备换届", table.page.empty)
    table.fill(planned_on="9.21")
    seated.press("提名…", table.page.body.cards[0])
    table.people("members", "lwg", "cj", "wq", "zm")
    seated.press("登记票数…", table.page.body.cards[0])
    assert "批复后才能选举" in table.page.body.todo.text()
    assert table.page.dialog is None or not isinstance(table.page.dialog, CountDialog)
