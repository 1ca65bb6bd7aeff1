"""Pictures for papers: opened, turned as the camera was held, made no larger than print needs."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from dangjian_desktop.base.errors import Refused

_DPI = 220
_QUALITY = 85


@dataclass(frozen=True)
class Prepared:
    """JPEG bytes with their size in pixels."""

    data: bytes
    width: int
    height: int


def _named(source: Path | bytes) -> str:
    return f"图片“{source.name}”" if isinstance(source, Path) else "一张图片"


def _open(source: Path | bytes) -> Image.Image:
    try:
        image = Image.open(source if isinstance(source, Path) else BytesIO(source))
        image.draft("RGB", (4000, 4000))
        return image
    except Image.DecompressionBombError:
        raise Refused(f"{_named(source)}太大。", hint="请先缩小后再放入。") from None
    except FileNotFoundError:
        raise Refused(f"找不到{_named(source)}。", hint="文件可能已被移走，请重新选择。") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Refused(f"{_named(source)}打不开。", hint="请换成PNG或JPG格式的图片。") from None


def size(source: Path | bytes) -> tuple[int, int]:
    """Width and height in pixels as the picture is looked at. Raises :class:`Refused` if it can't be opened."""
    with _open(source) as image:
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        return (image.height, image.width) if turned else (image.width, image.height)


def prepare(source: Path | bytes, width: float, height: float) -> Prepared:
    """The picture for a place of ``width`` × ``height`` points. Raises :class:`Refused` if it can't be read."""
    try:
        with _open(source) as image:
            upright = ImageOps.exif_transpose(image)
            if upright.mode in ("RGBA", "LA", "PA", "P"):
                layer = upright.convert("RGBA")
                upright = Image.new("RGB", layer.size, "white")
                upright.paste(layer, mask=layer.getchannel("A"))
            flat = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
            flat.thumbnail((max(1, round(width / 72 * _DPI)), max(1, round(height / 72 * _DPI))))
            target = BytesIO()
            flat.save(target, "JPEG", quality=_QUALITY)
            return Prepared(target.getvalue(), flat.width, flat.height)
    except (OSError, SyntaxError, ValueError):
        raise Refused(f"{_named(source)}已损坏。", hint="请换一张图片。") from None
