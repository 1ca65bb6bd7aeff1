"""The command line ``dangjian``: every capability without a window, through the contract of features only."""

from dangjian_desktop.cli.main import main

__all__ = ["main"]
