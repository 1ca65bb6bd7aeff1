"""Papers on the screen: made off the GUI thread, shown as pages, printed, saved, kept as issued and compared."""

from dangjian_desktop.ui.papers.keeping import keep_papers
from dangjian_desktop.ui.papers.making import MadePaper, PaperItem, make_paper, qimage, rendered
from dangjian_desktop.ui.papers.pane import PaperDialog, PaperPane
from dangjian_desktop.ui.papers.printing import PrintRun, print_paper, print_papers
from dangjian_desktop.ui.papers.saving import Format, save_paper, suggested_folder, write_paper
from dangjian_desktop.ui.papers.several import PapersDialog

__all__ = [
    "Format",
    "MadePaper",
    "PaperDialog",
    "PaperItem",
    "PaperPane",
    "PapersDialog",
    "PrintRun",
    "keep_papers",
    "make_paper",
    "print_paper",
    "print_papers",
    "qimage",
    "rendered",
    "save_paper",
    "suggested_folder",
    "write_paper",
]
