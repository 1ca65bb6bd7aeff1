"""Who is admitted or converted: what the rules ask for, filled in and checked where the vote stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.meetings.page.people import PersonEdit
from dangjian_desktop.meetings.page.prose import Prose
from dangjian_desktop.meetings.page.rows import PressTag, Row, label_width
from dangjian_desktop.meetings.page.sheet import Sheet, Slot
from dangjian_desktop.meetings.reading.views import CandidateView, VoteView
from dangjian_desktop.meetings.rules.admission import Check
from dangjian_desktop.meetings.rules.quorum import Purpose, Standing
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.ui.components.editors import DateEdit, LineEdit
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class CandidateRows(QWidget):
    """讨论对象, 预审合格, 介绍人, 主要表现, and below them each check by colour, icon and word."""

    explain = Signal(str, str)

    def __init__(
        self,
        sheet: Sheet,
        vote: VoteView,
        view: CandidateView,
        people: Sequence[PersonRef],
        today: Callable[[], date],
        save_now: Callable[[], object],
    ) -> None:
        super().__init__()
        self._sheet = sheet
        self._vote = vote.id
        self.save_now = save_now
        admission = vote.tally.purpose is Purpose.ADMISSION
        members = [ref for ref in people if ref.kind == "members"]
        others = [ref for ref in people if ref.kind != "members"]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        row = Row("接收对象" if admission else "转正对象")
        self.candidate = self._person(row, "candidate", "讨论对象", [*others, *members] if admission else members)
        if admission:
            self.pre_reviewed = self._date(row, "pre_reviewed_on", "预审合格", today)
            self._word(row, "介绍人")
            self.introducers = (
                self._person(row, "first_introducer", "入党介绍人", members),
                self._person(row, "second_introducer", "第二名入党介绍人", members),
            )
            self.leaving = self._date(row, "leaving_on", "将离开", today)
            self.leaving.setToolTip("已知将离开本单位的，填离开日期；没有的不填")
        elif view.probation is not None:
            first, last = view.probation
            words = f"预备期 {first:%Y-%m-%d} 至 {last:%Y-%m-%d}"
            self._word(row, words)
        row.line.addStretch(1)
        self._column.addWidget(row)
        self._checks(view.checks)
        self._conduct(admission=admission)

    def set_locked(self, locked: bool) -> None:
        """A final record shows what is there."""
        self._conduct_row.setVisible(not locked or bool(self.conduct.raw()))

    def _slot(self, name: str) -> Slot:
        return Slot("votes", self._vote, name)

    def _word(self, row: Row, text: str) -> None:
        label = Label(text, Role.MUTED)
        label.setFixedHeight(theme().px(26, 32))
        row.add(label)

    def _person(self, row: Row, name: str, spoken: str, people: Sequence[PersonRef]) -> PersonEdit:
        editor = PersonEdit(people)
        editor.setAccessibleName(spoken)
        row.add(editor)
        self._sheet.bind(self._slot(name), editor, row.hint)
        editor.picked.connect(lambda _id: self.save_now())
        self._save_after(editor)
        return editor

    def _date(self, row: Row, name: str, word: str, today: Callable[[], date]) -> DateEdit:
        self._word(row, word)
        editor = DateEdit(today, small=True)
        editor.setAccessibleName(f"{word}日期")
        editor.setFixedWidth(theme().px(122, 136))
        row.add(editor)
        self._sheet.bind(self._slot(name), editor, row.hint)
        self._save_after(editor)
        return editor

    def _save_after(self, editor: LineEdit) -> None:
        """The checks stand on what is stored, so a field that is left is kept at once."""
        editor.editingFinished.connect(lambda: self.save_now() if self._is_typed() else None)

    def _is_typed(self) -> bool:
        return any(slot.record == self._vote for slot in self._sheet.typed)

    def _checks(self, checks: Sequence[Check]) -> None:
        host, line = QWidget(), QHBoxLayout()
        flow = Flow(host, gap=theme().px(6, 8), line_gap=theme().px(4))
        line.setContentsMargins(label_width() + theme().px(8), theme().px(1), 0, theme().px(3))
        line.addWidget(host)
        self.tags: list[PressTag] = []
        for check in checks:
            tag = PressTag(check_tag(check), check.explanation)
            tag.pressed.connect(lambda check=check: self.explain.emit(check.words, check.explanation))
            self.tags.append(tag)
            flow.addWidget(tag)
        self._column.addLayout(line)
        host.setVisible(bool(checks))

    def _conduct(self, *, admission: bool) -> None:
        row = Row("主要表现")
        self.conduct = Prose(most=12, placeholder="写进支部大会决议；不填的，决议上留空手写")
        self.conduct.setAccessibleName("主要表现" if admission else "预备期表现")
        row.add(self.conduct, 1)
        self._sheet.bind(self._slot("conduct"), self.conduct, row.hint)
        self._conduct_row = row
        self._column.addWidget(row)


def check_tag(check: Check) -> Tag:
    """✓ 预审合格9-20，期限内, by colour, icon and word."""
    return {
        Standing.ENOUGH: Tag(check.words, Tone.OK, "check"),
        Standing.SHORT: Tag(check.words, Tone.OVER, "circle-alert"),
        Standing.UNKNOWN: Tag(check.words, Tone.DUE, "circle"),
    }[check.standing]
