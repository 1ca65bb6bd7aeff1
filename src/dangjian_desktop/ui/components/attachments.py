"""What every place that takes a file says of it: what must not go in, and how large it is."""

from __future__ import annotations

SECRECY = "不得录入国家秘密"
"""What every attachment dialog and the first start say plainly."""


def size_words(size: int) -> str:
    """A file's size as people read it."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
