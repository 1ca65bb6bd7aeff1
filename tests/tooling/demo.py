"""The program shown without a display: ``dev.py run`` calls this where no window can be opened.

Through the command line only, as a second program would: a sample branch, every paper as PDF, a bundle carried into a
second data folder, and pictures of every view in three sizes. Everything lies in the folder given (``build/demo``).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = (("1366x768", "1.0"), ("1366x768", "1.25"), ("1920x1080", "1.0"))
COMPARED = ("members", "gatherings", "segments")
PASSPHRASE = "样例支部 一二三四"


class Failed(Exception):  # noqa: N818 - told to the developer as it is
    """A command of the program did not do what it should; the message shows the command and its words."""


def dangjian(data: Path, *arguments: str | Path) -> str:
    """Run the command line on a data folder; returns what it printed. Raises :class:`Failed`."""
    line = [sys.executable, "-m", "dangjian_desktop", "--data", str(data), *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise Failed(f"{' '.join(line)}\n退出码 {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def fingerprint() -> str:
    """Changes whenever the program or its resources do; then the sample branch is made anew."""
    total = hashlib.sha256()
    for folder in ("src", "resources"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                total.update(f"{file.relative_to(ROOT)} {file.stat().st_size} {file.stat().st_mtime_ns}\n".encode())
    return total.hexdigest()


def make_sample(out: Path) -> Path:
    """The sample branch, kept from the last time if nothing has changed since."""
    data, mark = out / "data", out / "data.made-by"
    now = fingerprint()
    if not (data.is_dir() and mark.is_file() and mark.read_text("utf-8") == now):
        shutil.rmtree(data, ignore_errors=True)
        dangjian(data, "sample")
        mark.write_text(now, "utf-8")
    return data


def make_papers(data: Path, folder: Path) -> list[Path]:
    """Every paper of the program as PDF."""
    shutil.rmtree(folder, ignore_errors=True)
    told = json.loads(dangjian(data, "paper", "--all", "-o", folder, "--json"))
    if told["left"]:
        raise Failed(f"有的材料没有生成：{told['left']}")
    made = [Path(one["file"]) for one in told["made"]]
    for file in made:
        if not file.read_bytes().startswith(b"%PDF-"):
            raise Failed(f"{file} 不是 PDF。")
    return made


def carry_bundle(data: Path, out: Path) -> Path:
    """Export everything encrypted, import it twice into an empty folder, and compare both branches."""
    bundle, key, second = out / "样例支部.djb", out / "passphrase.txt", out / "second-pc"
    bundle.unlink(missing_ok=True)
    shutil.rmtree(second, ignore_errors=True)
    key.write_text(PASSPHRASE, "utf-8")
    dangjian(data, "bundle", "export", "--kind", "sync", "-o", bundle, "--passphrase-file", key)
    dangjian(second, "bundle", "import", bundle, "--passphrase-file", key)
    again = dangjian(second, "bundle", "import", bundle, "--passphrase-file", key)
    if "没有新内容" not in again:
        raise Failed(f"第二次导入同一个包，应当没有新内容，却说：{again}")
    for kind in COMPARED:
        if dangjian(data, "list", kind, "--json") != dangjian(second, "list", kind, "--json"):
            raise Failed(f"导入以后，两边的 {kind} 不一样。")
    dangjian(data, "verify")
    dangjian(second, "verify")
    return bundle


def take_pictures(data: Path, folder: Path) -> int:
    """Every view in each size; returns the number of pictures."""
    for size, scale in PICTURES:
        target = folder / (size if scale == "1.0" else f"{size}@{scale}")
        shutil.rmtree(target, ignore_errors=True)
        dangjian(data, "screenshots", "-o", target, "--size", size, "--scale", scale)
    pictures = len(list(folder.rglob("*.png")))
    if not pictures:
        raise Failed(f"{folder} 里没有截图。")
    return pictures


def main(out: Path) -> int:
    """Make it all and say where it lies; returns the exit code."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    out.mkdir(parents=True, exist_ok=True)
    try:
        print("正在准备样例支部……", flush=True)
        data = make_sample(out)
        print("正在生成公文……", flush=True)
        papers = make_papers(data, out / "papers")
        print(f"  {len(papers)} 份，在 {out / 'papers'}", flush=True)
        print("正在导出同步包，并导入到另一个数据文件夹……", flush=True)
        bundle = carry_bundle(data, out)
        print(f"  {bundle}（{bundle.stat().st_size / 1e3:.0f} KB），两边内容相同", flush=True)
        print("正在给每个页面截图……", flush=True)
        pictures = take_pictures(data, out / "screenshots")
        print(f"  {pictures} 张，在 {out / 'screenshots'}", flush=True)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
