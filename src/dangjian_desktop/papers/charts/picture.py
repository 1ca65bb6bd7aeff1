"""A chart as a picture, for files that can't hold it as a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from dangjian_desktop.papers.charts import figure
from dangjian_desktop.papers.charts.model import Chart
from dangjian_desktop.papers.fonts import bundled_faces
from dangjian_desktop.papers.pdf import render_marks
from dangjian_desktop.papers.preview import Preview

_DPI = 300


@dataclass(frozen=True)
class ChartPicture:
    """PNG bytes in greys, and the points that they cover."""

    data: bytes
    width: float
    height: float


def picture(chart: Chart, width: float, tallest: float) -> ChartPicture:
    """The chart ``width`` points wide at 300 dots an inch; one higher than ``tallest`` is made smaller as a whole."""
    faces = bundled_faces()
    drawing = figure.draw(chart, width, faces)
    scale = min(1.0, tallest / drawing.height)
    size = (width * scale, drawing.height * scale)
    page = render_marks(figure.marks(drawing, faces, scale=scale), *size)
    with Preview(page) as preview:
        image = preview.render(0, _DPI / 72)
    grey = Image.frombytes("RGBA", (image.width, image.height), image.data).convert("L")
    target = BytesIO()
    grey.save(target, "PNG", optimize=True, dpi=(_DPI, _DPI))
    return ChartPicture(target.getvalue(), *size)
