"""What stands on top, how duties lie in the year's grid, how evenly activities lie, and how that is said. Pure."""

from dangjian_desktop.workbench.rules.grid import GridCell, GridRow, basis_lines, grid
from dangjian_desktop.workbench.rules.pressing import AHEAD, coming, distance, pressing
from dangjian_desktop.workbench.rules.rhythm import Rhythm, judged_months, month_words, rhythm
from dangjian_desktop.workbench.rules.wording import answer_forms, countdown_words, running_out

__all__ = [
    "AHEAD",
    "GridCell",
    "GridRow",
    "Rhythm",
    "answer_forms",
    "basis_lines",
    "coming",
    "countdown_words",
    "distance",
    "grid",
    "judged_months",
    "month_words",
    "pressing",
    "rhythm",
    "running_out",
]
