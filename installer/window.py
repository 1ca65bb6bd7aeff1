"""Entry of the frozen window (dangjian-desktop)."""

from __future__ import annotations

import sys

from dangjian_desktop.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
