"""The faces that papers are set in on this PC."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from dangjian_desktop.papers.fonts import OFFICIAL, FaceInUse, Role
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, discard
from dangjian_desktop.ui.components.labels import Role as Look
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_USES = {
    Role.FANGSONG: "正文",
    Role.KAI: "第二层标题、签发人",
    Role.HEI: "第一层标题、密级、附件序号",
    Role.TITLE: "公文标题、发文机关标志",
    Role.SONG: "页码",
}


class FacesCard(Card):
    """Each class of face with what it is for, and whether this PC has the official one."""

    def __init__(self) -> None:
        super().__init__("这台电脑上的公文字体", "正在查找…")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(6))
        self._grid.setColumnStretch(3, 1)
        self.add(self._grid)
        self._hint = Label("", Look.MUTED, wrap=True)
        self.add(self._hint)

    def show_faces(self, faces: Sequence[FaceInUse]) -> None:
        """List them; name what could be installed where a stand-in is used."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                discard(widget)
        for line, face in enumerate(faces):
            tag = Tag("本机官方字体", Tone.OK, "check") if face.official else Tag("随程序的替代字体", Tone.PLAIN)
            self._grid.addWidget(Label(str(face.role), Look.BOLD), line, 0)
            self._grid.addWidget(Label(face.family), line, 1)
            self._grid.addWidget(TagLabel(tag), line, 2)
            self._grid.addWidget(ElidedLabel(_USES[face.role], Look.MUTED), line, 3)
        official = sum(face.official for face in faces)
        self.set_title("这台电脑上的公文字体", f"{official} 种官方字体，{len(faces) - official} 种替代字体")
        lacking = [OFFICIAL[face.role][0] for face in faces if not face.official]
        self._hint.setText(
            f"装上{'、'.join(lacking)}后重新打开程序，就会自动改用。字体都嵌在 PDF 里，到别的电脑上看、印都一样。"
            if lacking
            else "字体都嵌在 PDF 里，到别的电脑上看、印都一样。"
        )
