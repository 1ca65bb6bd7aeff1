"""Entry of the frozen program where one file serves as both: called ``dangjian`` it is the command line."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    if Path(sys.argv[0]).name == "dangjian":
        from dangjian_desktop.cli import main
    else:
        from dangjian_desktop.app import main
    sys.exit(main(sys.argv[1:]))
