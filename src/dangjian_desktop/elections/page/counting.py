"""The dialog of a ballot's figures: papers, votes by candidate, names written in. Enter goes on to the next field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.elections.inputs import CountRound, Votes
from dangjian_desktop.elections.reading import RoundView
from dangjian_desktop.elections.rules import Body
from dangjian_desktop.roster.names import match_name
from dangjian_desktop.roster.page.dialogs import candidates
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import CountEdit
from dangjian_desktop.ui.components.fields import commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.people import PersonEdit
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme

_PAPERS = (("issued", "发出选票"), ("returned", "收回选票"), ("invalid", "其中无效"))
_VOTES = (("yes", "赞成"), ("no", "不赞成"), ("abstain", "弃权"))


class CountDialog(Dialog):
    """Asks for a ballot's figures and enters them; stays open with the sentence when they can't be."""

    def __init__(
        self, context: WindowContext, one: RoundView, people: Sequence[PersonRef], parent: QWidget | None = None
    ) -> None:
        super().__init__(f"{one.title}：登记票数", "登记", parent)
        self._context, self._round = context, one
        self._people = people
        self.papers = {name: CountEdit() for name, _label in _PAPERS}
        self.votes: list[tuple[str, dict[str, CountEdit]]] = []
        self.written: list[tuple[PersonEdit, CountEdit]] = []
        px = theme().px
        self.setMinimumWidth(px(480, 560))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        for name, label in _PAPERS:
            self.papers[name].setAccessibleName(label)
            line.addWidget(Label(label))
            line.addWidget(self.papers[name])
        line.addStretch(1)
        self.body.addLayout(line)
        present = f"到会 {one.present} 人" if one.present is not None else ""
        most = f"应选 {one.seats} 名，候选人 {len(one.candidates)} 名。"
        self.body.addWidget(Label(f"{present}　{most}不赞成和弃权可以不填。".strip(), Role.MUTED, wrap=True))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(px(4))
        self.grid.setColumnStretch(0, 1)
        for place, (_name, label) in enumerate(_VOTES, 1):
            self.grid.addWidget(Label(label, Role.MUTED), 0, place, Qt.AlignmentFlag.AlignCenter)
        self.body.addLayout(self.grid)
        for row in one.candidates:
            if not row.written_in:
                self._add_row(row.person, row.name, (row.yes, row.no, row.abstain))
        self.add_button = Button("另选他人…", Kind.ROW, icon_name="user-plus", on=self._add_written)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.wrong = Label("", Role.OVER, wrap=True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.body.addStretch(1)
        for row in one.candidates:
            if row.written_in:
                self._add_written(row.person, row.yes)
        self._preset(one)
        self.finished.connect(self.deleteLater)
        self.papers["returned"].setFocus()

    def _preset(self, one: RoundView) -> None:
        known = one.issued if one.issued is not None else one.present
        if known is None and one.body is Body.COMMITTEE:
            known = one.expected
        self.papers["issued"].set_value(known)
        self.papers["returned"].set_value(one.returned)
        self.papers["invalid"].set_value(one.invalid if one.counted else 0)

    def _add_row(self, person: str, name: str, values: Sequence[int | None]) -> None:
        line = self.grid.rowCount()
        self.grid.addWidget(Label(name), line, 0)
        edits: dict[str, CountEdit] = {}
        for place, ((key, label), value) in enumerate(zip(_VOTES, values, strict=True), 1):
            edit = edits[key] = CountEdit()
            edit.setAccessibleName(f"{name}{label}")
            edit.set_value(value)
            edit.installEventFilter(self)
            self.grid.addWidget(edit, line, place, Qt.AlignmentFlag.AlignCenter)
        self.votes.append((person, edits))

    def _add_written(self, person: str = "", yes: int | None = None) -> None:
        line = self.grid.rowCount()
        who, count = PersonEdit(match=match_name, placeholder="另选人的姓名"), CountEdit()
        who.set_people(candidates(self._people))
        who.set_value(person or None)
        who.setAccessibleName("另选人")
        count.setAccessibleName("另选人赞成")
        count.set_value(yes)
        count.installEventFilter(self)
        self.grid.addWidget(who, line, 0)
        self.grid.addWidget(count, line, 1, Qt.AlignmentFlag.AlignCenter)
        self.written.append((who, count))
        if not person:
            who.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def confirm(self) -> None:
        """Enter the figures; what is wrong is said below them."""
        commit_preedit()
        self.wrong.hide()
        try:
            wish = self._wish()
        except Refused as error:
            self._refuse(error)
            return
        self.accept_button.setEnabled(False)
        action = self._context.action("count_round")
        self._context.act(action, wish, lambda _id: self.accept(), self._refuse, owner=self)

    def _wish(self) -> CountRound:
        issued, returned = (self.papers[name].value() for name in ("issued", "returned"))
        if issued is None or returned is None:
            raise Refused("请填发出和收回的选票数。")
        votes = []
        for person, edits in self.votes:
            votes.append(Votes(person, edits["yes"].value() or 0, edits["no"].value(), edits["abstain"].value()))
        for who, count in self.written:
            written = who.value()
            if written:
                votes.append(Votes(str(written), count.value() or 0))
            elif who.text().strip():
                raise Refused(f"名册里没有“{who.text().strip()}”，请从名册里选。")
        return CountRound(self._round.id, issued, returned, tuple(votes), self.papers["invalid"].value() or 0)

    def _refuse(self, error: Refused) -> None:
        self.accept_button.setEnabled(True)
        self.wrong.setText(str(error))
        self.wrong.show()
