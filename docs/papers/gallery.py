"""Draw the gallery of this folder: every sample paper of the tests as pictures of at most 150 kB.

python docs/papers/gallery.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "papers"))

import samples  # noqa: E402

from dangjian_desktop.papers.fonts import bundled_faces  # noqa: E402
from dangjian_desktop.papers.pdf import render_pdf  # noqa: E402
from dangjian_desktop.papers.preview import Preview  # noqa: E402

PAPERS = {
    "record": samples.record,
    "blank-record": samples.blank_record,
    "sign-in": samples.sign_in,
    "ledger": samples.ledger,
    "activity": samples.activity,
    "notice": samples.notice,
    "request": samples.request,
    "minutes": samples.minutes,
    "charts": samples.charts,
}
SCALE = 0.95
EDGE = 8


def main() -> None:
    """Write one picture for each paper, its first two pages side by side in few colours."""
    for name, make in PAPERS.items():
        with Preview(render_pdf(make(), faces=bundled_faces(strict=True)).data) as preview:
            pages = []
            for number in range(min(2, preview.pages)):
                image = preview.render(number, SCALE)
                pages.append(Image.frombytes("RGBA", (image.width, image.height), image.data).convert("RGB"))
        width = sum(page.width for page in pages) + EDGE * (len(pages) + 1)
        sheet = Image.new("RGB", (width, pages[0].height + 2 * EDGE), (226, 224, 220))
        x = EDGE
        for page in pages:
            sheet.paste(page, (x, EDGE))
            x += page.width + EDGE
        sheet.quantize(48).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
