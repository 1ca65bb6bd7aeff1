"""Where the files shipped with the program lie: in the checkout, in the wheel, or in the frozen folder."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The ``resources`` folder."""
    package = Path(__file__).resolve().parents[1]
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else []
    places += [package / "resources", package.parents[1] / "resources"]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"no resources folder in {places}")


def resource(relative: str) -> Path:
    """The path of one shipped file, for example ``icons/house.svg``. Raises ``FileNotFoundError`` if missing."""
    path = root() / relative
    if not path.exists():
        raise FileNotFoundError(relative)
    return path
