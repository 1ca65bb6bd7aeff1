"""What the view 学时 does: trainings, make-ups, adjustments, comments; each wish becomes a dialog or a verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Paper
from dangjian_desktop.study import inputs
from dangjian_desktop.study.page import hours_forms
from dangjian_desktop.study.page.basis_dialog import BasisDialog
from dangjian_desktop.study.page.hours_table import ADD_FILE
from dangjian_desktop.study.page.keeping import choose_files
from dangjian_desktop.study.page.make_up import MakeUpDialog, Missed
from dangjian_desktop.study.page.outcome import outcome_dialog
from dangjian_desktop.study.page.training_sheets import TrainingSheets
from dangjian_desktop.study.reading.choices import Choices, choices
from dangjian_desktop.study.reading.hours import Line
from dangjian_desktop.study.reading.hours_table import Given, Training, given_hours
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.more import Choice
from dangjian_desktop.ui.context import WindowContext

if TYPE_CHECKING:
    from dangjian_desktop.study.page.hours import HoursPage


class HoursDoing:
    """The verbs of one page; ``dialog`` is the one opened last, for tests and help."""

    def __init__(self, context: WindowContext, page: HoursPage) -> None:
        self._context = context
        self._page = page
        self.sheets = TrainingSheets(context, page)
        self.dialog: Dialog | None = None

    def paper(self, name: str) -> Paper:
        """A paper of study by its name."""
        papers = (paper for feature in self._context.features for paper in feature.papers)
        return next(paper for paper in papers if paper.name == name)

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()

    def more_choices(self) -> Sequence[Choice]:
        """What the … offers."""
        return [
            ("登记培训", "plus", self.add_training),
            ("从WPS、Excel粘贴培训", "clipboard-paste", self.sheets.paste),
            ("打开Excel文件", "file-spreadsheet", self.sheets.choose_file),
            ("存一份表格模板", "download", self.sheets.save_template),
            ("", "", lambda: None),
            ("学时怎样算", "book-open", self.show_basis),
        ]

    # -- what would close a gap

    def make_up(self, member: str) -> None:
        """All that a member missed, to be made up at once."""
        shown = self._page.shown
        one = shown.member(member) if shown else None
        if shown is None or one is None:
            return
        lines = [
            Missed(
                chance.record,
                member,
                f"{chance.day.month}-{chance.day.day:02d}　{chance.title}" if chance.day else chance.title,
                f"{hours_text(chance.hours)} 学时",
            )
            for chance in shown.chances.make_ups.get(member, ())
        ]
        self._open(MakeUpDialog(self._context, f"{one.name}补课", lines, self._page))

    def show_basis(self) -> None:
        """What the figures rest on and how sure each is."""
        shown = self._page.shown
        if shown is None:
            return
        self._open(BasisDialog(shown.bases, self._page))

    # -- trainings

    def add_training(self) -> None:
        """The form of a training of one or several members."""

        def show(found: Choices) -> None:
            self._open(hours_forms.training_dialog(self._context, found.members, self._page.member, self._page))

        self._context.query(choices, show, self._page, key="training")

    def _training(self, id: str) -> Training | None:
        shown = self._page.shown
        return next((one for one in shown.trainings if one.id == id), None) if shown else None

    def edit_training(self, id: str) -> None:
        """Change a training, open its proof, or take it away."""
        one = self._training(id)
        if one is not None:
            self._open(hours_forms.TrainingDialog(self._context, one, self._page))

    def training_button(self, id: str, key: str) -> None:
        """A button in a row of trainings was pressed."""
        if key == ADD_FILE:
            choose_files(self._context, self._page, id, "material", "放进证书或证明")
        else:
            self.edit_training(id)

    # -- one member

    def adjust(self, line: Line) -> None:
        """Other hours for one member in one occasion, with the reason."""
        member = self._page.member

        def show(found: Given) -> None:
            self._open(hours_forms.adjust_dialog(self._context, line, member, found, self._page))

        self._context.query(lambda reader: given_hours(reader, line.record, member), show, self._page, key="adjust")

    def comment(self, aspect: str) -> None:
        """Write a comment in words."""
        self._open(hours_forms.comment_dialog(self._context, self._page.member, aspect, self._page))

    def delete_comment(self, id: str) -> None:
        """Take a comment away; 撤销 brings it back."""
        self._context.act(self._context.action("delete_study_comment"), inputs.CommentId(id), owner=self._page)

    def outcome(self, proposal: str) -> None:
        """What became of a proposal."""
        self._open(outcome_dialog(self._context, proposal, self._page))

    # -- papers

    def print_report(self) -> None:
        """学习情况通报 up to today (or of a former year)."""
        year, today = self._page.year, self._context.today
        period = Period.year(year)
        if year == today.year:
            period = Period(period.first, today)
        self._context.paper(self.paper("study_report"), None, period)
