"""展示档 in the window: talks, points, proposals and what became of them; beside them comments in words, no score."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.study.reading.showcase import Comment, Proposed, Showcase
from dangjian_desktop.study.records import ASPECT_LABELS, Aspect
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.labels import Label, Role, discard, rule
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class ShowcaseView(QScrollArea):
    """``record_wanted`` carries kind and id; ``comment`` an aspect to write under; ``outcome`` a proposal's id."""

    record_wanted = Signal(str, str)
    comment = Signal(str)
    comment_gone = Signal(str)
    outcome = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("展示档")
        self._holder = QWidget()
        self._holder.setObjectName("body")
        px = theme().px
        line = QHBoxLayout(self._holder)
        line.setContentsMargins(px(14, 20), px(4), px(14, 20), px(12))
        line.setSpacing(px(20, 32))
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self._left, 3), (self._right, 2)):
            column.setSpacing(px(4, 6))
            line.addLayout(column, share)
        self.setWidget(self._holder)

    def show_showcase(self, found: Showcase) -> None:
        """Show a member's year."""
        for column in (self._left, self._right):
            _clear(column)
        self._facts(found)
        self._comments(found)
        self._left.addStretch(1)
        self._right.addStretch(1)

    def _facts(self, found: Showcase) -> None:
        talks = [
            self._line(one.day, one.title, one.form, one.notes, self._to("study_sessions", one.session))
            for one in found.talks
        ]
        self._section("主讲", talks, "这一年还没有主讲过。")
        said = [
            self._line(one.day, one.title, one.topic, one.points, self._to("study_sessions", one.session))
            for one in found.said
        ]
        self._section("发言要点", said, "没有记下的发言。")
        self._section("对策建议和结果", [self._proposal(one) for one in found.proposed], "没有提出过建议。")
        if found.topics:
            topics = [self._line(one.day, one.title, one.became or "还没有答复", "", None) for one in found.topics]
            self._section("提出的选题", topics, "")
        if found.written:
            written = [
                self._line(
                    one.submitted_on or one.due,
                    f"《{one.title}》",
                    f"{one.label}{'' if one.submitted_on else '，还没交'}{'，只留本机' if one.private else ''}",
                    "",
                    self._to("study_reflections", one.id),
                )
                for one in found.written
            ]
            self._section("心得和读书", written, "")

    def _section(self, title: str, lines: list[QWidget], empty: str) -> None:
        if self._left.count():
            self._left.addWidget(rule())
        self._left.addWidget(Label(f"{title}　{len(lines)}" if lines else title, Role.BOLD))
        for one in lines:
            self._left.addWidget(one)
        if not lines:
            self._left.addWidget(Label(empty, Role.MUTED))

    def _to(self, kind: str, id: str) -> Callable[[], None]:
        return lambda: self.record_wanted.emit(kind, id)

    def _line(
        self, day: date | None, title: str, detail: str, text: str, on: Callable[[], None] | None, *more: QWidget
    ) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, theme().px(2), 0, theme().px(2))
        column.setSpacing(theme().px(2))
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        head.addWidget(Label(f"{day:%m-%d}" if day else "", Role.MUTED))
        if on is None:
            head.addWidget(Label(title))
        else:
            head.addWidget(Button(title, Kind.LINK, on=on, tip="打开记录"))
        head.addWidget(Label(detail, Role.MUTED))
        for widget in more:
            head.addWidget(widget)
        head.addStretch(1)
        column.addLayout(head)
        if text:
            column.addWidget(Label(text, wrap=True))
        return holder

    def _proposal(self, one: Proposed) -> QWidget:
        tag = TagLabel(Tag(one.became, Tone.OK, "check")) if one.outcome else TagLabel(Tag("还没有结果", Tone.DUE))
        if one.outcome and len(one.became) > _LONG:
            tag = TagLabel(Tag(one.became[:_LONG] + "…", Tone.OK, "check"))
            tag.setToolTip(one.became)
        tell = Button("说明结果" if not one.outcome else "改结果", Kind.ROW, on=lambda: self.outcome.emit(one.id))
        holder = self._line(one.day, one.title, "", one.text, self._to("study_sessions", one.session))
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(8))
        foot.addWidget(tag)
        foot.addWidget(tell)
        foot.addStretch(1)
        column = holder.layout()
        assert isinstance(column, QVBoxLayout)
        column.addLayout(foot)
        return holder

    def _comments(self, found: Showcase) -> None:
        self._right.addWidget(Label("评语只用文字，不打分、不排名。", Role.MUTED))
        for aspect in Aspect:
            line = QHBoxLayout()
            line.addWidget(Label(ASPECT_LABELS[aspect], Role.BOLD))
            line.addStretch(1)
            write = Button("写一条", Kind.ROW, icon_name="plus")
            write.setAccessibleName(f"{ASPECT_LABELS[aspect]}：写一条评语")
            write.clicked.connect(lambda _checked=False, aspect=aspect: self.comment.emit(str(aspect)))
            line.addWidget(write)
            self._right.addLayout(line)
            for one in found.under(aspect):
                self._right.addWidget(self._comment(one))
            self._right.addWidget(rule())

    def _comment(self, one: Comment) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        day = Label(f"{one.day:%m-%d}" if one.day else "", Role.MUTED)
        line.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        about = f"（{one.session_title}）" if one.session_title else ""
        line.addWidget(Label(f"{one.text}{about}", wrap=True), 1)
        gone = ToolButton("trash-2", tip="删去这条评语", mini=True, on=lambda: self.comment_gone.emit(one.id))
        line.addWidget(gone, 0, Qt.AlignmentFlag.AlignTop)
        return holder


_LONG = 26
"""Characters of an outcome that a tag has room for."""


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if item.widget() is not None:
            discard(item.widget())
        elif item.layout() is not None:
            _discard_all(item.layout())


def _discard_all(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if item.widget() is not None:
            discard(item.widget())
