"""Fractional indexes: texts between any two texts, so a part can be put anywhere by changing it alone. Pure."""

from __future__ import annotations

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_STEP = 2


def between(low: str | None, high: str | None) -> str:
    """A position strictly between two (None = the very beginning, the very end). ``low`` must be less than ``high``.

    Appending makes the text longer by one digit in some thirty steps, and none ever ends in ``0``, so there is always
    room below.
    """
    if high is None:
        return _after(low or "")
    if low is not None and low >= high:
        raise ValueError(f"no position between {low!r} and {high!r}")
    result = ""
    low = low or ""
    index = 0
    bounded = True
    while True:
        start = _DIGITS.find(low[index]) if index < len(low) else 0
        end = _DIGITS.find(high[index]) if bounded and index < len(high) else len(_DIGITS)
        middle = (start + end) // 2
        if middle > start:
            return result + _DIGITS[middle]
        result += _DIGITS[start]
        bounded = bounded and start == end
        index += 1


def _after(low: str) -> str:
    """The next position at the end: the first digit that still can grows, like an odometer."""
    full = len(low) - len(low.lstrip("z"))
    digit = _DIGITS.find(low[full]) if full < len(low) else 0
    return low[:full] + _DIGITS[min(digit + _STEP, len(_DIGITS) - 1)]


def spread(count: int, low: str | None, high: str | None) -> list[str]:
    """``count`` positions in order between two."""
    found: list[str] = []
    for _ in range(count):
        low = between(low, high)
        found.append(low)
    return found
