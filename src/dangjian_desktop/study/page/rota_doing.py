"""What the view 轮讲 does: a half-year arranged, somebody else, swaps, breaks, topics that members propose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangjian_desktop.feature import Paper
from dangjian_desktop.study import inputs
from dangjian_desktop.study.page import rota_forms
from dangjian_desktop.study.page.plan_dialogs import replace_dialog
from dangjian_desktop.study.page.rota_dialog import RotaDialog
from dangjian_desktop.study.page.rota_tables import ASSIGN, DECLINE, SWAP, TAKE
from dangjian_desktop.study.reading.choices import Choices, Replacing, choices, replacing
from dangjian_desktop.study.reading.rota_half import Half, half_year, months_ahead
from dangjian_desktop.study.reading.rota_view import TopicRow
from dangjian_desktop.ui.components.dialogs import Dialog, ask_reason
from dangjian_desktop.ui.context import WindowContext

if TYPE_CHECKING:
    from dangjian_desktop.study.page.rota import RotaPage


class RotaDoing:
    """The verbs of one page; ``dialog`` is the one opened last, for tests and help."""

    def __init__(self, context: WindowContext, page: RotaPage) -> None:
        self._context = context
        self._page = page
        self.dialog: Dialog | None = None

    def paper(self, name: str) -> Paper:
        """A paper of study by its name."""
        papers = (paper for feature in self._context.features for paper in feature.papers)
        return next(paper for paper in papers if paper.name == name)

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _act(self, verb: str, data: object) -> None:
        self._context.act(self._context.action(verb), data, owner=self._page)

    def _nothing(self, _result: object) -> None:
        """The page shows the change by itself."""

    # -- the half-year

    def arrange(self) -> None:
        """Proposals for what is open of the half-year, looked at, changed and confirmed as one step."""
        year, today = self._page.year, self._context.today

        def show(found: Half) -> None:
            if not found.lectures:
                self._context.toast("后面的轮讲都排好了，要改请点“换人”或“对调”", icon_name="info")
                return
            dialog = RotaDialog(found, self._page)
            dialog.accepted.connect(lambda: self._act("make_rota", inputs.MakeRota(year, dialog.chosen)))
            dialog.finished.connect(dialog.deleteLater)
            self._open(dialog)

        months = months_ahead(year, today)
        self._context.query(lambda reader: half_year(reader, year, months, today), show, self._page, key="half")

    # -- one lecture

    def lecture_button(self, item: str, key: str) -> None:
        """A button in a lecture's row was pressed."""
        row = self._page.row(item)
        if row is None:
            return
        if key == ASSIGN:
            self._act("assign_lecturer", inputs.AssignLecturer(item, row.proposed, row.reason))
        elif key == SWAP:
            self.swap(item)
        else:
            self.replace(item)

    def replace(self, item: str) -> None:
        """换人: those able, whose turn it is first, with the reason."""

        def show(found: Replacing) -> None:
            self._open(
                replace_dialog(self._context, item, found.choices, found.names, found.away, self._nothing, self._page)
            )

        self._context.query(lambda reader: replacing(reader, item), show, self._page, key="replace")

    def swap(self, item: str) -> None:
        """与…对调."""
        row, shown = self._page.row(item), self._page.shown
        if row is not None and shown is not None:
            others = [one for one in shown.assigned if one.item != item]
            self._open(rota_forms.swap_dialog(self._context, row, others, self._page))

    # -- breaks

    def add_break(self) -> None:
        """Who can't lecture for a time."""

        def show(found: Choices) -> None:
            self._open(rota_forms.break_dialog(self._context, found.members, self._page))

        self._context.query(choices, show, self._page, key="people")

    def end_break(self, id: str) -> None:
        """They can after all."""
        self._act("delete_lecture_break", inputs.BreakId(id))

    # -- topics

    def propose_topic(self) -> None:
        """Write down a topic that somebody proposes."""

        def show(found: Choices) -> None:
            self._open(rota_forms.topic_dialog(self._context, found.members, self._page))

        self._context.query(choices, show, self._page, key="people")

    def _topic(self, id: str) -> TopicRow | None:
        shown = self._page.shown
        return next((one for one in shown.topics if one.id == id), None) if shown else None

    def topic_button(self, id: str, key: str) -> None:
        """A button in a topic's row was pressed."""
        if key == TAKE:
            self.take(id)
        elif key == DECLINE:
            self.decline(id)

    def take(self, id: str) -> None:
        """Into the plan of the year shown, in a month."""
        topic = self._topic(id)
        if topic is not None:
            self._open(rota_forms.take_dialog(self._context, topic, self._page.year, self._page))

    def decline(self, id: str) -> None:
        """Not taken, and why."""
        self.dialog = ask_reason(
            self._page,
            "选题不列入",
            "写一句原因，提出人在展示档里看得到答复。",
            accept="不列入",
            on_reason=lambda reason: self._act("decline_topic", inputs.DeclineTopic(id, reason)),
        )

    def show_topic(self, id: str) -> None:
        """All of a topic, and away with it."""
        topic = self._topic(id)
        if topic is not None:
            dialog = rota_forms.TopicDialog(topic, self._page)
            dialog.removed.connect(lambda: self._act("delete_topic", inputs.TopicId(id)))
            self._open(dialog)
