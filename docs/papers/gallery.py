"""Draw the gallery of this folder: every sample paper of the tests as pictures of at most 150 kB.

python docs/papers/gallery.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "papers"))

import samples  # noqa: E402

from dangjian_desktop.papers.binder import Binder, Printable  # noqa: E402
from dangjian_desktop.papers.fonts import bundled_faces  # noqa: E402
from dangjian_desktop.papers.layout import lay_out  # noqa: E402
from dangjian_desktop.papers.layout_binder import lay_out_binder  # noqa: E402
from dangjian_desktop.papers.pdf import render_pdf  # noqa: E402
from dangjian_desktop.papers.preview import Preview  # noqa: E402

PAPERS = {
    "record": [samples.record()],
    "blank-record": [samples.blank_record()],
    "sign-in": [samples.sign_in()],
    "ledger": [samples.ledger()],
    "activity": [samples.activity()],
    "notice": [samples.notice()],
    "request": [samples.request()],
    "minutes": [samples.minutes()],
    "letter": [samples.letter(8)],
    "order": [samples.order()],
    "joint-notice": [samples.joint_notice(), samples.joint_notice(sealed=False)],
    "binder": [samples.binder()],
    "charts": [samples.charts()],
    "joint-file": [samples.joint_file()],
}
SCALE = 0.95
EDGE = 8
MOST_PAGES = 2
ROOM = (150, 150, 160)


def main() -> None:
    """Write one picture for each entry, its first two pages side by side in few colours."""
    for name, documents in PAPERS.items():
        pages = [page for document in documents for page in drawn(document)][:MOST_PAGES]
        width = sum(page.width for page in pages) + EDGE * (len(pages) + 1)
        sheet = Image.new("RGB", (width, pages[0].height + 2 * EDGE), (226, 224, 220))
        x = EDGE
        for page in pages:
            sheet.paste(page, (x, EDGE))
            x += page.width + EDGE
        sheet.quantize(48).save(HERE / f"{name}.png", optimize=True)


def drawn(document: Printable) -> list[Image.Image]:
    """The first pages as they are printed, with the room left for seals and stamps outlined."""
    faces = bundled_faces(strict=True)
    laid = lay_out_binder(document, faces) if isinstance(document, Binder) else lay_out(document, faces)
    images = []
    with Preview(render_pdf(document, faces=faces).data) as preview:
        for number in range(min(MOST_PAGES, preview.pages)):
            pixels = preview.render(number, SCALE)
            image = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.data).convert("RGB")
            pen = ImageDraw.Draw(image)
            for place in laid.pages[number].places:
                corners = (place.x, place.y, place.x + place.width, place.y + place.height)
                box = tuple(corner * SCALE for corner in corners)
                (pen.ellipse if place.round else pen.rectangle)(box, outline=ROOM)
            images.append(image)
    return images


if __name__ == "__main__":
    main()
