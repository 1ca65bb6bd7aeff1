"""Entry of the frozen command line (dangjian)."""

from __future__ import annotations

import sys

from dangjian_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
