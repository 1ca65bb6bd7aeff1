"""What widgets tell the page: a verb of the service with its input, or a thing to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Wish:
    """``action`` names a verb of the feature, ``input`` is its typed input; ``focus`` is what to show afterwards.

    ``focus`` "new" puts the keyboard into the part that the verb made.
    """

    action: str
    input: Any
    focus: str = field(default="", compare=False)
