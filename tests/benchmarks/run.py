"""Measures against a bare peer in the same run: machines differ, ratios hold. ``dev.py bench [--quick] [NAME…]``.

Each measurement is a function of the modules named in ``MODULES`` that takes a folder and a scale (1.0, or 0.1 with
``--quick``) and returns a :class:`Measured`. Exit code 1 where a ratio is above its bound; a peer not to be had
here is said, which is no failure.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from measuring import PeerMissingError  # noqa: E402

MODULES = ("bench_store", "bench_lists", "bench_papers", "bench_peers", "bench_memory")


def main(arguments: list[str]) -> int:
    """Run what was named, or everything; print one line each."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="与裸实现相比的性能")
    parser.add_argument("names", nargs="*", help="只测名字里含有这些字的项目")
    parser.add_argument("--quick", action="store_true", help="规模缩到十分之一")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    scale = 0.1 if options.quick else 1.0
    broken = 0
    print(f"{'measurement':<44}{'ours':>12}{'bare':>12}{'ratio':>8}{'bound':>8}")
    for name in MODULES:
        for measure in importlib.import_module(name).MEASUREMENTS:
            label = f"{name.removeprefix('bench_')}.{measure.__name__}"
            if options.names and not any(part in label for part in options.names):
                continue
            try:
                with tempfile.TemporaryDirectory() as folder:
                    result = measure(Path(folder), scale)
            except PeerMissingError as missing:
                print(f"{label:<44}  not measured: {missing}", flush=True)
                continue
            verdict = "" if result.holds else "  above its bound"
            broken += not result.holds
            print(f"{label:<44}{result.line()}{verdict}", flush=True)
            if result.note:
                print(f"    {result.note}", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
