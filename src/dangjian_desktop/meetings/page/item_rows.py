"""The rows under an item: one for each speaker, each vote and each resolution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.meetings.page.binding import NO_FOLLOW_UP
from dangjian_desktop.meetings.page.moves import part_choices
from dangjian_desktop.meetings.page.people import PersonEdit
from dangjian_desktop.meetings.page.prose import Prose
from dangjian_desktop.meetings.page.rows import PressTag, Row
from dangjian_desktop.meetings.page.sheet import Sheet, Slot
from dangjian_desktop.meetings.page.wishes import Wish
from dangjian_desktop.meetings.reading.views import ResolutionView, SpeechView, VoteView
from dangjian_desktop.meetings.rules.quorum import (
    METHOD_LABELS,
    PURPOSE_LABELS,
    Method,
    Purpose,
    Standing,
    Tally,
    Verdict,
)
from dangjian_desktop.meetings.service.inputs import DeletePart
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.editors import Combo, CountEdit, DateEdit, LineEdit
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, Role, divider
from dangjian_desktop.ui.components.more import Choice, MoreButton
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class SpeechRow(Row):
    """Who spoke and what was said, in as many lines as it takes."""

    wished = Signal(object)

    def __init__(
        self, sheet: Sheet, view: SpeechView, people: Sequence[PersonRef], *, first: bool, ids: Sequence[str]
    ) -> None:
        super().__init__("发言" if first else "")
        self.view = view
        self._sheet = sheet
        self.who = PersonEdit(people, free=True)
        self.who.setAccessibleName("发言人")
        self.points = Prose(most=24, placeholder="发言要点，不同意见也要记")
        self.points.setAccessibleName(f"{view.name or '发言人'}的发言要点")
        self.more = MoreButton("这条发言的更多操作", lambda: self._choices(ids))
        self.add(self.who)
        self.add(self.points, 1)
        self.add(self.more)
        self.who.set_raw(sheet.raw(self._slot("speaker")) or sheet.raw(self._slot("speaker_name")))
        self.who.edited.connect(self._name)
        sheet.bind(Slot("speeches", view.id, "points"), self.points, self.hint)

    def set_locked(self, locked: bool) -> None:
        """Hide what changes the record."""
        self.who.set_locked(locked)
        self.more.setVisible(not locked)

    def _slot(self, name: str) -> Slot:
        return Slot("speeches", self.view.id, name)

    def _name(self) -> None:
        """Somebody of the roster, or a guest by name."""
        person, guest = self.who.meant()
        self._sheet.type(self._slot("speaker"), person)
        self._sheet.type(self._slot("speaker_name"), guest)

    def _choices(self, ids: Sequence[str]) -> list[Choice]:
        return part_choices(self.wished.emit, "speeches", self.view.id, ids, "删除这条发言")


_FIGURES = ("issued", "returned", "yes", "no", "abstain", "written_yes", "written_no", "written_abstain")


class VoteRow(Row):
    """The figures of a vote in one line with their verdict, and below what doesn't add up."""

    wished = Signal(object)
    explain = Signal(str, str)

    def __init__(
        self,
        sheet: Sheet,
        view: VoteView,
        judge: Callable[[Tally], Verdict],
        save_now: Callable[[], object],
        *,
        voters: int = 0,
    ) -> None:
        super().__init__("表决")
        self.view = view
        self._judge = judge
        self._save_now = save_now
        self._verdict = view.verdict
        px = theme().px
        tally = view.tally
        self._sheet = sheet
        self.label.setText("票决" if tally.method is not Method.HANDS else "表决")
        self.method = Combo([(key.value, label) for key, label in METHOD_LABELS.items()], small=True)
        self.method.setAccessibleName("表决方式")
        self.method.setFixedWidth(px(92, 104))
        self._inputs = QWidget()
        self._flow = Flow(self._inputs, gap=px(5, 6), line_gap=px(4))
        self._flow.addWidget(self.method)
        sheet.bind(self._slot("method"), self.method, self.hint)
        self.method.edited.connect(lambda: save_now())
        counted = tally.method is not Method.HANDS or tally.issued is not None or tally.returned is not None
        self.figures: dict[str, CountEdit] = {}
        if counted:
            self._figure("issued", "发", "发出票数")
            self._figure("returned", "收", "收回票数")
            self._divide()
        self._figure("yes", "赞成", "赞成票数")
        self._figure("no", "反对", "反对票数")
        self._figure("abstain", "弃权", "弃权票数")
        if tally.written_yes is not None or tally.written or tally.purpose is not Purpose.ORDINARY:
            self._divide()
            self._word("书面意见", Role.MUTED)
            self._figure("written_yes", "赞成", "书面意见赞成")
            if tally.written_no is not None or tally.written_abstain is not None:
                self._figure("written_no", "反对", "书面意见反对")
                self._figure("written_abstain", "弃权", "书面意见弃权")
        self._voters = voters
        self.unanimous = Button("全部赞成", Kind.LINK, tip=f"到会有表决权的{voters}人都赞成，没有反对和弃权")
        self.unanimous.clicked.connect(lambda _checked=False: self._all_in_favour())
        self._flow.addWidget(self.unanimous)
        self.unanimous.setVisible(tally.yes is None and voters > 0)
        self.add(self._inputs, 1)
        self.verdict = PressTag(verdict_tag(view.verdict), view.verdict.explanation)
        self.verdict.pressed.connect(lambda: self.explain.emit("表决结果", self._explanation()))
        self.add(self.verdict, top=False)
        self.more = MoreButton("这次表决的更多操作", self._choices)
        self.add(self.more, top=False)
        self._show_problems()

    def set_locked(self, locked: bool) -> None:
        """Hide what changes the record."""
        self.more.setVisible(not locked)
        self.unanimous.setVisible(not locked and self.view.tally.yes is None and self._voters > 0)

    def _all_in_favour(self) -> None:
        """Everybody present voted for it: the figures follow from the sign-in."""
        counted = {"returned": str(self._voters)} if "returned" in self.figures else {}
        if counted and not self.figures["issued"].raw():
            counted["issued"] = str(self._voters)
        for name, raw in {**counted, "yes": str(self._voters), "no": "0", "abstain": "0"}.items():
            self.figures[name].set_raw(raw)
            self._sheet.type(self._slot(name), raw)
        self._reckon()
        self._save_now()

    def _explanation(self) -> str:
        return "\n".join((self._verdict.explanation, *self._verdict.problems))

    def _slot(self, name: str) -> Slot:
        return Slot("votes", self.view.id, name)

    def _figure(self, name: str, word: str, spoken: str) -> None:
        label = self._word(word)
        editor = CountEdit()
        editor.setAccessibleName(spoken)
        label.setBuddy(editor)
        self.figures[name] = editor
        self._flow.addWidget(editor)
        self._sheet.bind(self._slot(name), editor, self.hint)
        editor.edited.connect(self._reckon)

    def _word(self, word: str, role: Role = Role.BODY) -> Label:
        label = Label(word, role)
        label.setFixedHeight(theme().px(26, 32))
        self._flow.addWidget(label)
        return label

    def _reckon(self) -> None:
        """Say at once whether the figures as typed carry."""
        figures: dict[str, int | None] = {}
        for name in _FIGURES:
            raw = self._sheet.raw(self._slot(name)).strip()
            figures[name] = int(raw) if raw.isdecimal() else None
        self._verdict = self._judge(Tally(method=self.view.tally.method, purpose=self.view.tally.purpose, **figures))
        self.verdict.set_tag(verdict_tag(self._verdict))
        self.verdict.setToolTip(self._verdict.explanation)
        self._show_problems()

    def _show_problems(self) -> None:
        tally = self.view.tally
        if self._verdict.problems:
            self.hint.show_text("".join(self._verdict.problems), Role.DUE)
        elif tally.purpose is not Purpose.ORDINARY:
            words = f"按{PURPOSE_LABELS[tally.purpose]}计票，书面意见计入（{self._verdict.basis}）"
            self.hint.show_text(words)
        else:
            self.hint.show_text("")

    def _divide(self) -> None:
        line = divider()
        line.setFixedSize(1, theme().px(26, 32))
        self._flow.addWidget(line)

    def _choices(self) -> list[Choice]:
        choices: list[Choice] = [
            (
                f"表决事项：{label}",
                "check" if key is self.view.tally.purpose else "",
                partial(self._set, "purpose", key.value),
            )
            for key, label in PURPOSE_LABELS.items()
        ]
        choices.append(("", "", lambda: None))
        if "written_yes" not in self.figures:
            choices.append(("填书面意见", "pencil", partial(self._set, "written_yes", "0")))
        elif "written_no" not in self.figures:
            choices.append(("书面意见有反对、弃权", "pencil", partial(self._set, "written_no", "0")))
        choices.append(("删除这次表决", "trash-2", self._delete))
        return choices

    def _set(self, name: str, raw: str) -> None:
        self._sheet.type(self._slot(name), raw)
        self._save_now()

    def _delete(self) -> None:
        self.wished.emit(Wish("delete_part", DeletePart("votes", self.view.id)))


class ResolutionRow(Row):
    """What was decided, who does it by when, and whether it is followed up."""

    wished = Signal(object)

    def __init__(
        self,
        sheet: Sheet,
        view: ResolutionView,
        people: Sequence[PersonRef],
        today: Callable[[], date],
        *,
        first: bool,
        ids: Sequence[str],
    ) -> None:
        super().__init__("决议" if first else "")
        self.view = view
        members = [ref for ref in people if ref.kind == "members"]
        self._ids = tuple(ids)
        self.text = Prose(most=8, placeholder="决定了什么")
        self.text.setAccessibleName("决议")
        self.responsible = PersonEdit(members)
        self.responsible.setAccessibleName("责任人")
        self.deadline = DateEdit(today, small=True)
        self.deadline.setAccessibleName("时限")
        self.deadline.setFixedWidth(theme().px(120, 136))
        self.follow_up = Combo([("", "督办未定"), ("1", "转督办"), (NO_FOLLOW_UP, "不需督办")], small=True)
        self.follow_up.setAccessibleName("是否督办")
        self.add(self.text, 1)
        self._named("责任人", self.responsible)
        self._named("时限", self.deadline)
        self.add(self.follow_up)
        self.more = MoreButton("这条决议的更多操作", self._choices)
        self.add(self.more)
        for name, widget in (
            ("text", self.text),
            ("responsible", self.responsible),
            ("deadline", self.deadline),
            ("follow_up", self.follow_up),
        ):
            sheet.bind(Slot("resolutions", view.id, name), widget, self.hint)
        self.reason = LineEdit(placeholder="为什么不需督办", small=True)
        self.reason.setAccessibleName("不需督办的原因")
        sheet.bind(Slot("resolutions", view.id, "no_follow_up_reason"), self.reason, self.hint)
        self._reason_row = Row("")
        self._reason_row.add(self.reason, 1)
        column = self.layout()
        assert column is not None
        column.addWidget(self._reason_row)
        self.follow_up.edited.connect(self._show_reason)
        self._show_reason()

    def set_locked(self, locked: bool) -> None:
        """Hide what changes the record."""
        self.more.setVisible(not locked)

    def _show_reason(self) -> None:
        self._reason_row.setVisible(self.follow_up.raw() == NO_FOLLOW_UP)

    def _named(self, word: str, editor: QWidget) -> None:
        label = Label(word, Role.MUTED)
        label.setFixedHeight(theme().px(26, 32))
        label.setBuddy(editor)
        self.add(label)
        self.add(editor)

    def _choices(self) -> list[Choice]:
        return part_choices(self.wished.emit, "resolutions", self.view.id, self._ids, "删除这条决议")


def verdict_tag(verdict: Verdict) -> Tag:
    """24/26 超过半数，通过, in bold, by colour, icon and word."""
    return {
        Standing.ENOUGH: Tag(verdict.words, Tone.OK, "check", bold=True),
        Standing.SHORT: Tag(verdict.words, Tone.OVER, "circle-alert", bold=True),
        Standing.UNKNOWN: Tag(verdict.words, Tone.PLAIN),
    }[verdict.standing]
