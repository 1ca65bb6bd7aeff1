"""The dialogs of 心得: asked for, entered, shown. Whom the text is for is said with it: the branch, or nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.study import inputs
from dangjian_desktop.study.page.keeping import choose_files
from dangjian_desktop.study.page.outcome import open_attachment
from dangjian_desktop.study.reading.writings import WritingRow
from dangjian_desktop.study.records import WRITING_LABELS, WritingKind
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.dialogs import Question, ask
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.context import WindowContext

SHARED, OWN = "shared", "own"
_FOR = ((SHARED, "支部可看，可收进汇编"), (OWN, "只留本机，不进同步包和汇编"))
_KINDS = tuple((str(key), word) for key, word in WRITING_LABELS.items())
Sessions = Sequence[tuple[str, str]]


def _placed(text: object, whom: object) -> dict[str, object]:
    """The text in the one of its two fields that it belongs to; the other is cleared."""
    own = whom == OWN
    return {"text": None if own else text or None, "own_text": (text or None) if own else None}


def ask_dialog(context: WindowContext, members: Sequence[PersonRef], sessions: Sessions, parent: QWidget) -> VerbDialog:
    """布置心得 to those named, or to everybody; perhaps without some."""
    specs = (
        Spec("title", "题目", wide=True),
        Spec("kind", "类别", Ask.CHOICE, _KINDS, value=str(WritingKind.REFLECTION)),
        Spec("due", "应交日期", Ask.DAY),
        Spec("book", "书目", help="读书笔记填"),
        Spec("session", "哪场学习之后写", Ask.CHOICE, (("", "—"), *sessions), value=""),
        Spec("named", "谁要写", Ask.PEOPLE, people=tuple(members), help="空着就是全体党员", wide=True),
        Spec("without", "不用写的", Ask.PEOPLE, people=tuple(members), wide=True),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        found = dict(values)
        named, without = found.pop("named"), set(found.pop("without"))
        asked = named or tuple(ref.id for ref in members)
        return {"title": "", **given(found), "members": tuple(id for id in asked if id not in without)}

    return VerbDialog(
        context,
        "ask_reflections",
        "布置心得",
        specs,
        build,
        accept="布置",
        sentence="每人记一篇，交了再填正文或放文件。",
        parent=parent,
    )


def add_dialog(context: WindowContext, members: Sequence[PersonRef], sessions: Sessions, parent: QWidget) -> VerbDialog:
    """What somebody wrote."""
    specs = (
        Spec("member", "谁写的", Ask.PERSON, people=tuple(members)),
        Spec("kind", "类别", Ask.CHOICE, _KINDS, value=str(WritingKind.REFLECTION)),
        Spec("title", "题目", wide=True),
        Spec("book", "书目", help="读书笔记填"),
        Spec("session", "哪场学习之后写", Ask.CHOICE, (("", "—"), *sessions), value=""),
        Spec("submitted_on", "交稿日期", Ask.DAY, value=context.today),
        Spec("whom", "正文给谁看", Ask.CHOICE, _FOR, value=SHARED),
        Spec("text", "正文（也可以登记后放文件）", Ask.LONG, wide=True, lines=5),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        found = dict(values)
        placed = _placed(found.pop("text"), found.pop("whom"))
        return {"member": "", "title": "", **given({**found, **placed})}

    return TextDialog(context, "add_reflection", "登记心得", specs, build, accept="登记", parent=parent)


class TextDialog(VerbDialog):
    """A dialog with a text that somebody wrote: it isn't thrown away by a press of Esc. ``asking`` asks first."""

    asking: Question | None = None

    def reject(self) -> None:
        if self.fields["text"].raw() == self._begun:
            super().reject()
            return
        self.asking = ask(
            self,
            "还没保存",
            "正文写了还没保存，不要了？",
            accept="不要了",
            on_yes=lambda: self.done(0),
        )

    @property
    def _begun(self) -> str:
        """What the text was when the dialog was opened."""
        return str(self.property("begun") or "")

    def begin(self) -> None:
        """Remember the text as it stands now."""
        self.setProperty("begun", self.fields["text"].raw())


class WritingDialog(TextDialog):
    """A piece of writing: its text and whom it is for, its files, and away with it."""

    def __init__(self, context: WindowContext, one: WritingRow, parent: QWidget) -> None:
        whom = OWN if one.private else SHARED
        specs = (
            Spec("title", "题目", value=one.title, wide=True),
            Spec("book", "书目", value=one.book),
            Spec("due", "应交日期", Ask.DAY, value=one.due),
            Spec("submitted_on", "交稿日期", Ask.DAY, value=one.submitted_on or context.today),
            Spec("whom", "正文给谁看", Ask.CHOICE, _FOR, value=whom),
            Spec("text", "正文", Ask.LONG, value=one.text or one.own_text or None, wide=True, lines=6),
        )

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            found = dict(values)
            found |= _placed(found.pop("text"), found.pop("whom"))
            before = {name: getattr(one, name) for name in found}
            changed = {name: value for name, value in found.items() if (value or None) != (before[name] or None)}
            return {"id": one.id, "changes": changed, "seen": one.seen or None}

        super().__init__(
            context,
            "edit_reflection",
            f"{one.name}的{one.label}",
            specs,
            build,
            accept="保存" if one.submitted_on else "交稿",
            parent=parent,
        )
        self._one = one
        self._owner = parent
        self.begin()
        if one.text:
            note = "支部看过的正文改成只留本机，别的电脑上已有的不会消失。"
            self.fields["whom"].set_help(note)
        line = self._files = QHBoxLayout()
        line.addWidget(Label("文件", Role.MUTED))
        for file in one.files:
            line.addWidget(_file_button(context, file.id, file.name, parent))
        line.addWidget(Button("放进文件", Kind.ROW, icon_name="paperclip", on=self._attach))
        line.addStretch(1)
        self.body.insertLayout(self.body.count() - 1, line)
        self.add_quiet("删除这一篇", self._delete)

    def _attach(self) -> None:
        """The dialog stays open with what was typed."""
        choose_files(self._context, self, self._one.id, "material", "放进心得的文件", self.show_kept)

    def show_kept(self, paths: Sequence[Path]) -> None:
        """Name the files that were just kept."""
        for path in paths:
            self._files.insertWidget(self._files.count() - 2, Label(path.name, Role.OK))

    def _delete(self) -> None:
        self.done(0)
        action = self._context.action("delete_reflection")
        self._context.act(action, inputs.ReflectionId(self._one.id), owner=self._owner)


def _file_button(context: WindowContext, id: str, name: str, owner: QWidget) -> Button:
    return Button(name, Kind.LINK, tip="打开副本", on=lambda: open_attachment(context, id, owner))
