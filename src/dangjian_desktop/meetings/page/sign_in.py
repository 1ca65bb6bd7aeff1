"""The 签到 card: everybody's chip, the counts in the papers' words, the quorum with its article, and who sat in."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from dangjian_desktop.meetings.page.make_up import to_make_up
from dangjian_desktop.meetings.reading.views import Chip, GatheringView, ObserverView
from dangjian_desktop.meetings.rules.quorum import Quorum, Standing
from dangjian_desktop.roster.names import match_name
from dangjian_desktop.roster.rules.attendance import AttendanceState, Counts
from dangjian_desktop.ui.components.attendance import OBSERVER, AttendanceBoard, Count
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.chips import Person
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

UNREGISTERED = "unregistered"


class SignInCard(Card):
    """Signing in for the whole gathering, once for all its segments."""

    changed = Signal(list)
    """What was said of people: a list of the board's ``Change``."""

    observer_wanted = Signal()
    observer_pressed = Signal(str)
    """The id of an observer."""

    make_up_wanted = Signal()
    """登记补课."""

    explain = Signal(str, str)
    """Show a heading and the sentence with its article."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.board = AttendanceBoard(match=match_name)
        self.board.changed.connect(self.changed)
        self.board.add_observer.connect(self.observer_wanted)
        self.observers = self.board.observers
        # 列席 people have no status menu of their own: a press opens who they are.
        self.observers.asked.disconnect()
        self.observers.asked.connect(self.observer_pressed)
        self._view: GatheringView | None = None
        self._today: date | None = None
        self._group = ""
        self.basis = Button("", Kind.LINK, tip="看条文和怎样算的")
        self.basis.clicked.connect(self._explain)
        self.groups = Button("按党小组", Kind.QUIET, tip="只看一个党小组，或按小组排")
        self.groups.setProperty("kind", "link")
        self.groups.clicked.connect(self._choose_group)
        self.aside = Button("", Kind.LINK, tip="看是谁、为什么")
        self.aside.setProperty("kind", "fact")
        self.aside.clicked.connect(self._explain_aside)
        self.make_up = Button("", Kind.LINK, tip="一次给几个人登记补课", on=self.make_up_wanted.emit)
        self.board.foot.addWidget(self.make_up)
        self.board.foot.addWidget(self.aside)
        self.board.foot.addWidget(self.basis)
        self.board.foot.addWidget(self.groups)
        self.add(self.board)
        self._tighten()
        theme().changed.connect(self._tighten)

    def show_view(self, view: GatheringView, today: date | None = None) -> None:
        """Show the sign-in of a gathering as it stands; from the day after it on, make-ups can be entered."""
        self._today = today or self._today
        self._view = view
        chips = sorted(view.chips, key=lambda chip: chip.group) if self._group == _BY_GROUP else list(view.chips)
        if self._group and self._group != _BY_GROUP:
            chips = [chip for chip in chips if chip.group == self._group]
        self.board.set_people([_person(chip) for chip in chips], [_observer(one) for one in view.observers])
        self.board.set_counts(count_words(view.counts), quorum_tag(view.quorum), "")
        self.board.set_locked(view.final)
        self.basis.setText(f"依据：{view.quorum.article}" if view.quorum.article else "怎样算的")
        self.groups.setText({"": "按党小组", _BY_GROUP: "按党小组：全部"}.get(self._group, self._group))
        self.groups.setVisible(len({chip.group for chip in view.chips if chip.group}) > 1)
        self.aside.setText(f"不计应到 {len(view.not_expected)}")
        self.aside.setVisible(bool(view.not_expected))
        away = len(to_make_up(view))
        over = view.day is not None and self._today is not None and view.day < self._today
        self.make_up.setText(f"登记补课 {away}")
        self.make_up.setVisible(bool(away) and over)

    def _explain(self) -> None:
        if self._view is not None:
            self.explain.emit("能不能表决", self._view.quorum.explanation)

    def _explain_aside(self) -> None:
        if self._view is not None:
            self.explain.emit("不计入应到", "\n".join(f"{one.name}：{one.reason}" for one in self._view.not_expected))

    def _choose_group(self) -> None:
        if self._view is None:
            return
        menu = QMenu(self.groups)
        names = list(dict.fromkeys(sorted(chip.group for chip in self._view.chips if chip.group)))
        for key, words in [("", "全部，按职务和姓氏笔画"), (_BY_GROUP, "全部，按党小组排"), *((n, n) for n in names)]:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == self._group)
            action.triggered.connect(lambda _checked=False, key=key: self._set_group(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.groups.mapToGlobal(self.groups.rect().bottomLeft()))

    def _set_group(self, group: str) -> None:
        self._group = group
        if self._view is not None:
            self.show_view(self._view)

    def _tighten(self) -> None:
        px = theme().px
        self.body.setContentsMargins(px(12, 20), px(9, 14), px(12, 20), px(8, 14))


_BY_GROUP = "\u0000"


def _person(chip: Chip) -> Person:
    state = chip.state.value if chip.state else UNREGISTERED
    made_up = chip.made_up_on.strftime("补课 %m-%d").replace(" 0", " ") if chip.made_up_on else ""
    reason = chip.reason
    if chip.state is AttendanceState.MAKE_UP and chip.made_up_on:
        reason = made_up.removeprefix("补课 ")
    elif made_up:
        reason = " ".join(part for part in (chip.reason, made_up) if part)
    basis = "　".join(part for part in (chip.posts, chip.group, chip.note) if part)
    return Person(
        chip.person,
        chip.bare_name,
        (chip.initials,),
        state,
        reason,
        chip.written_opinion,
        note=chip.told_apart,
        basis=basis,
    )


def _observer(one: ObserverView) -> Person:
    return Person(one.id, one.name, state=OBSERVER.key, note=one.identity)


def count_words(counts: Counts) -> list[list[Count]]:
    """应到28 实到25 请假2 缺席0 未登记1 | 有表决权 应到26 实到24."""
    first = [
        Count("应到", counts.expected),
        Count("实到", counts.present),
        Count("请假", counts.on_leave),
        Count("缺席", counts.absent),
        Count("未登记", counts.unregistered),
    ]
    if counts.made_up:
        first.append(Count("补课", counts.made_up))
    return [first, [Count("有表决权　应到", counts.expected_voters), Count("实到", counts.present_voters)]]


def quorum_tag(quorum: Quorum) -> Tag:
    """The verdict as a tag: by colour, icon and word."""
    return {
        Standing.ENOUGH: Tag(quorum.words, Tone.OK, "check"),
        Standing.SHORT: Tag(quorum.words, Tone.OVER, "circle-alert"),
        Standing.UNKNOWN: Tag(quorum.words, Tone.PLAIN),
    }[quorum.standing]
