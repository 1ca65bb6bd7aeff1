"""The sample's photographs and scans: small drawings that say of themselves that they are samples."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from dangjian_desktop.base.resources import resource

_PAPER, _INK, _BLUE = (252, 251, 247), (60, 60, 64), (44, 62, 120)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts/window-regular.ttf")), size)


def draw_sign_in_sheet(target: Path, title: str, day: str, names: Sequence[str], seed: str) -> None:
    """A scanned sign-in sheet: a ruled page with scribbled signatures, slightly askew."""
    rng = random.Random(seed)
    image = Image.new("RGB", (620, 860), _PAPER)
    draw = ImageDraw.Draw(image)
    heading, plain = _font(24), _font(15)
    draw.text((310, 60), title, fill=_INK, font=heading, anchor="mm")
    draw.text((310, 95), f"{day}　（样例扫描件）", fill=_INK, font=plain, anchor="mm")
    rows = (len(names) + 1) // 2
    height = min(44, 660 // max(rows, 1))
    for index, name in enumerate(names):
        column, row = divmod(index, rows)
        left, top = 50 + column * 265, 125 + row * height
        draw.rectangle((left, top, left + 95, top + height), outline=_INK)
        draw.rectangle((left + 95, top, left + 255, top + height), outline=_INK)
        draw.text((left + 47, top + height / 2), name, fill=_INK, font=plain, anchor="mm")
        _scribble(draw, rng, left + 110, top + height / 2)
    tilted = image.rotate(rng.uniform(-0.8, 0.8), fillcolor=(236, 236, 234), resample=Image.Resampling.BICUBIC)
    tilted.quantize(32).save(target, optimize=True)


def _scribble(draw: ImageDraw.ImageDraw, rng: random.Random, x: float, y: float) -> None:
    """Something like a signature: a few loops, no letters."""
    points = [(x + step * 5, y + rng.uniform(-9, 9)) for step in range(rng.randint(12, 20))]
    draw.line(points, fill=_BLUE, width=2, joint="curve")


def draw_photo(target: Path, caption: str, seed: str) -> None:
    """A drawn meeting room: wall, long table, people seen from behind."""
    rng = random.Random(seed)
    image = Image.new("RGB", (640, 420), (226, 224, 216))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 640, 210), fill=(238, 236, 228))
    draw.rectangle((190, 30, 450, 140), fill=(250, 250, 248), outline=(180, 178, 170), width=3)
    draw.rectangle((190, 30, 450, 62), fill=(168, 36, 40))
    for left in (40, 520):
        draw.rectangle((left, 40, left + 80, 170), fill=(206, 222, 232), outline=(180, 178, 170), width=3)
    draw.polygon(((150, 215), (490, 215), (600, 400), (40, 400)), fill=(150, 112, 78))
    for index in range(9):
        _person(draw, rng, 70 + index % 5 * 125 + index // 5 * 60, 250 + index // 5 * 95)
    draw.rectangle((0, 384, 640, 420), fill=(40, 40, 44))
    draw.text((16, 402), f"{caption}（样例图片）", fill=(240, 240, 240), font=_font(16), anchor="lm")
    image.quantize(48).save(target, optimize=True)


def _person(draw: ImageDraw.ImageDraw, rng: random.Random, x: int, y: int) -> None:
    coat = rng.choice(((58, 66, 82), (84, 92, 104), (48, 56, 64), (110, 96, 88)))
    draw.ellipse((x - 17, y - 46, x + 17, y - 8), fill=(54, 44, 40))
    draw.rounded_rectangle((x - 34, y - 12, x + 34, y + 62), radius=22, fill=coat)
