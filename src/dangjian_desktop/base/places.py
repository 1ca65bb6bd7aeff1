"""Where this PC keeps what belongs to it: the pointer to the chosen data folder, logs, the mark against copies."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs

_APP = "dangjian-desktop"


def config_folder() -> Path:
    """The user's configuration folder of this program (not created). ``DANGJIAN_CONFIG`` moves it (tests)."""
    moved = os.environ.get("DANGJIAN_CONFIG")
    return Path(moved) if moved else platformdirs.user_config_path(_APP, appauthor=False)


def default_data_folder() -> Path:
    """Where data goes when nothing else was chosen."""
    return platformdirs.user_data_path(_APP, appauthor=False) / "data"


def chosen_data_folder() -> Path | None:
    """The folder chosen at first start, or None before that."""
    try:
        text = (config_folder() / "place.json").read_text(encoding="utf-8")
        return Path(json.loads(text)["data"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember_data_folder(folder: Path) -> None:
    """Keep the choice for the next start. Raises ``OSError`` if the configuration folder can't be written."""
    target = config_folder() / "place.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.write_text(json.dumps({"data": str(folder)}, ensure_ascii=False), encoding="utf-8")
    fresh.replace(target)
