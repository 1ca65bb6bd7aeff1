"""The pictures, headers and footers of a Word file."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from dangjian_desktop.papers import images, model
from dangjian_desktop.papers.settings import STANDARD, PaperSettings
from dangjian_desktop.papers.text import clean

_EMU = 12700
"""English metric units in a point."""


@dataclass
class Media:
    """What a file holds beside its text: pictures (JPEG or PNG) in their order, and headers and footers by name.

    ``settings`` are the branch's habits.
    """

    settings: PaperSettings = STANDARD
    pictures: list[bytes] = field(default_factory=list)
    margins: dict[str, str] = field(default_factory=dict)
    """Headers and footers: markup by the name under which sections refer to it."""

    def drawing(self, picture: model.Picture, width: float, height: float) -> str:
        """The run of a picture ``width`` × ``height`` points large."""
        return self.place(images.prepare(picture.source, width, height).data, width, height)

    def place(self, data: bytes, width: float, height: float, spoken: str = "") -> str:
        """The run of a finished picture (JPEG or PNG); ``spoken`` describes it to those who can't see it."""
        self.pictures.append(data)
        number = len(self.pictures)
        file = f"image{number}.{ending(data)}"
        described = f" descr={quoteattr(clean(spoken))}" if spoken else ""
        extent = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
        drawing = "http://schemas.openxmlformats.org/drawingml/2006"
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
            f'distR="0"><wp:extent {extent}/><wp:docPr id="{number}" name="图片{number}"{described}/>'
            f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
            f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="{file}"/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/>'
            f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )


def ending(data: bytes) -> str:
    """How the name of a picture's file ends."""
    return "png" if data.startswith(b"\x89PNG") else "jpg"
