"""Small dialogs: a question, a reason, a sentence why something was refused, a text to copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.editors import LineEdit, LongText
from dangjian_desktop.ui.components.fields import Field, Mark, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.theme import theme


class Dialog(QDialog):
    """The frame of every dialog: body, then a foot with a quiet button left, 取消 and the primary one right."""

    def __init__(
        self, title: str, accept: str, parent: QWidget | None = None, *, cancel: str = "取消", primary: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        px = theme().px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16), px(16), px(16), px(16))
        outer.setSpacing(px(10))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        outer.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(8))
        self.foot.addStretch(1)
        self.cancel_button = Button(cancel, on=self.reject)
        if not cancel:
            self.cancel_button.hide()
        self.accept_button = Button(accept, Kind.PRIMARY if primary else Kind.SECONDARY, on=self.confirm)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.accept_button)
        outer.addLayout(self.foot)

    def add_quiet(self, text: str, on: Callable[[], object]) -> Button:
        """A quiet button at the left of the foot."""
        button = Button(text, Kind.QUIET, on=on)
        self.foot.insertWidget(0, button)
        return button

    def confirm(self) -> None:
        """The primary button was pressed; subclasses check first."""
        commit_preedit()
        self.accept()


class Question(Dialog):
    """A yes or no in a sentence, with what follows from it; opened with :func:`ask`."""

    def __init__(self, title: str, sentence: str, consequence: str, accept: str, parent: QWidget | None = None) -> None:
        super().__init__(title, accept, parent)
        self.setMinimumWidth(theme().px(380))
        self.body.addWidget(Label(sentence, Role.BOLD, wrap=True))
        if consequence:
            self.body.addWidget(Label(consequence, Role.MUTED, wrap=True))


def ask(
    parent: QWidget,
    title: str,
    sentence: str,
    *,
    consequence: str = "",
    accept: str = "确定",
    on_yes: Callable[[], object],
) -> Question:
    """Ask, and call ``on_yes`` if the user agrees. Returns at once; the dialog is modal to the window."""
    dialog = Question(title, sentence, consequence, accept, parent)
    dialog.accepted.connect(on_yes)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class ReasonDialog(Dialog):
    """Asks for a reason: a correction, an extension, a settled conflict."""

    def __init__(
        self,
        title: str,
        sentence: str,
        accept: str,
        *,
        label: str = "原因",
        value: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, accept, parent)
        self.setMinimumWidth(theme().px(440))
        if sentence:
            self.body.addWidget(Label(sentence, wrap=True))
        self.text = LongText(lines=3)
        self.text.set_raw(value)
        self.field = Field(label, self.text, name="reason")
        self.body.addWidget(self.field)
        self.text.setFocus()

    @property
    def reason(self) -> str:
        return self.text.toPlainText().strip()

    def confirm(self) -> None:
        commit_preedit()
        if not self.reason:
            self.field.set_error(f"请写一句{self.field.label.text()}。")
            self.text.setFocus()
            return
        self.accept()


def ask_reason(
    parent: QWidget,
    title: str,
    sentence: str,
    *,
    accept: str = "确定",
    label: str = "原因",
    on_reason: Callable[[str], object],
) -> ReasonDialog:
    """Ask for a reason and hand it to ``on_reason``. Returns at once."""
    dialog = ReasonDialog(title, sentence, accept, label=label, parent=parent)
    dialog.accepted.connect(lambda: on_reason(dialog.reason))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class PassphraseDialog(Dialog):
    """Asks for a passphrase, twice where a new one is set. Nothing of it is kept by the dialog."""

    def __init__(self, title: str, sentence: str, accept: str, *, twice: bool, parent: QWidget | None = None) -> None:
        super().__init__(title, accept, parent)
        self.setMinimumWidth(theme().px(420))
        self.body.addWidget(Label(sentence, Role.MUTED, wrap=True))
        self._first = LineEdit()
        self._second = LineEdit()
        self._twice = twice
        self.fields = [Field("口令", self._first, name="passphrase")]
        if twice:
            self.fields.append(Field("再输一遍", self._second, name="again"))
        for edit in (self._first, self._second):
            edit.setEchoMode(LineEdit.EchoMode.Password)
        for field in self.fields:
            self.body.addWidget(field)
        self._first.setFocus()

    @property
    def passphrase(self) -> str:
        return self._first.text()

    def confirm(self) -> None:
        if not self._first.text():
            self.fields[0].set_error("请输入口令。")
        elif self._twice and len(self._first.text()) < 8:
            self.fields[0].set_error("口令太短，请至少 8 个字。")
        elif self._twice and self._first.text() != self._second.text():
            self.fields[1].set_error("两次输入的口令不一样，请重输。")
        else:
            self.accept()


class RefusedDialog(Dialog):
    """Why something could not be done, what to do, and the details folded away."""

    def __init__(self, refused: Refused, *, details: str = "", parent: QWidget | None = None) -> None:
        super().__init__("没有做成", "知道了", parent, cancel="", primary=False)
        self.setMinimumWidth(theme().px(420))
        row = QHBoxLayout()
        row.addWidget(Mark("circle-alert", tokens.Tone.OVER.text, size=18))
        row.addWidget(Label(refused.message, Role.BOLD, wrap=True), 1)
        self.body.addLayout(row)
        if refused.hint:
            self.body.addWidget(Label(refused.hint, wrap=True))
        lines = [problem.message for problem in refused.problems]
        for line in lines[:6]:
            self.body.addWidget(Label(f"· {line}", wrap=True))
        if len(lines) > 6:
            details = "\n".join([*lines[6:], details]).strip()
        if details:
            self._details = LongText(lines=6)
            self._details.setReadOnly(True)
            self._details.set_raw(details)
            self._details.hide()
            self.body.addWidget(self._details)
            self.add_quiet("详细情况", self._unfold)

    def _unfold(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self.adjustSize()


class ProgressDialog(Dialog):
    """A long job's progress; 取消 asks it to stop, which rolls everything back."""

    def __init__(self, title: str, on_cancel: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(title, "", parent)
        self.setMinimumWidth(theme().px(400))
        self.accept_button.hide()
        self._on_cancel = on_cancel
        self._finished = False
        self.words = Label("正在准备…", Role.MUTED)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """How far the job is; ``total`` 0 = unknown."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if text:
            self.words.setText(f"{text}  {done}/{total}" if total else text)

    def close_finished(self) -> None:
        """The job ended."""
        self._finished = True
        self.accept()

    def reject(self) -> None:
        if self._finished:
            super().reject()
            return
        self.words.setText("正在停下，已做的会退回…")
        self.cancel_button.setEnabled(False)
        self._on_cancel()
