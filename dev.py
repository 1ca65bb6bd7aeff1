"""The one door for developers: ``python3 dev.py run|test|check|bench|build|lock``. Needs only Python itself.

It keeps ``.venv`` with exactly what ``requirements/dev.lock`` says, sees to Qt's system libraries, and then does what
was asked. The version check stands before everything else, in words an old Python can read as well.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SUPPORTED = ((3, 11), (3, 12), (3, 13))
HERE = Path(__file__).resolve().parent
WINDOWS = sys.platform == "win32"
VENV_BIN = HERE / ".venv" / ("Scripts" if WINDOWS else "bin")
VENV_PYTHON = VENV_BIN / ("python.exe" if WINDOWS else "python")


def say(text: str) -> None:
    """Print one line whatever the console's encoding can show."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def find_python(need_ensurepip: bool = False) -> "list[str] | None":
    """The command of an installed Python that will do, as a list, or None."""
    commands = [[f"python{major}.{minor}"] for major, minor in SUPPORTED]
    if WINDOWS:
        commands = [["py", f"-{major}.{minor}"] for major, minor in SUPPORTED]
    question = f"import sys; print(sys.version_info[:2] in {SUPPORTED!r})"
    if need_ensurepip:
        question = "import ensurepip, venv; " + question
    for command in commands:
        if shutil.which(command[0]) is None:
            continue
        answer = subprocess.run([*command, "-c", question], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if answer.returncode == 0 and answer.stdout.strip() == b"True":
            return command
    return None


def start_again(command: "list[str]") -> None:
    """Run this same line under another Python and leave with its exit code."""
    sys.stdout.flush()
    line = [*command, str(HERE / "dev.py"), *sys.argv[1:]]
    sys.exit(subprocess.call(line, env=dict(os.environ, DANGJIAN_DEV_STARTED_AGAIN="1")))


if sys.version_info[:2] not in SUPPORTED:
    usable = None if os.environ.get("DANGJIAN_DEV_STARTED_AGAIN") else find_python()
    if usable is None:
        say("本项目需要 Python 3.11、3.12 或 3.13，当前是 {}.{}。".format(*sys.version_info[:2]))
        say("请安装其中一个后再运行（Debian、Ubuntu：sudo apt-get install python3.11 python3.11-venv）。")
        say("This project needs Python 3.11, 3.12 or 3.13; none of them was found on PATH.")
        sys.exit(1)
    say("当前 Python {}.{} 不受支持，改用 {}。".format(*sys.version_info[:2], " ".join(usable)))
    start_again(usable)

import argparse
import ctypes
import hashlib
import importlib.util
import json
import venv
from collections.abc import Callable, Sequence

LOCK = HERE / "requirements" / "dev.lock"
STAMP = HERE / ".venv" / "dangjian-dev.json"
BUILD = HERE / "build"
UV = "uv==0.13.8"

PIP = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]

# What Qt needs of the system: file to look for, its package on Debian-like systems and on rpm ones.
QT_LIBRARIES = (
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libGL.so.1", "libgl1", "mesa-libGL"),
    ("libEGL.so.1", "libegl1", "mesa-libEGL"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs"),
)
WINDOW_LIBRARIES = (
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
# What WeasyPrint, which our papers are measured against, needs beside them.
PEER_LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0-0", "pango"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "pango"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset0", "harfbuzz"),
)
TEST_PROGRAMS = (("Xvfb", "xvfb", "xorg-x11-server-Xvfb"), ("xauth", "xauth", "xorg-x11-xauth"))
ARCHIVE_VALIDATOR = (
    ("java", "default-jre-headless", "java-headless"),
    ("/usr/share/java/preflight.jar", "libpdfbox2-java", "pdfbox-preflight"),
    ("/usr/share/java/jaxb-api.jar", "libjaxb-api-java", "jaxb-api"),
    ("/usr/share/java/javax.activation.jar", "libactivation-java", "javax.activation"),
)
"""What checks PDF/A files in tests; without it those tests are skipped and say so."""
BUILD_PROGRAMS = (("objdump", "binutils", "binutils"),)


class Stopped(Exception):  # noqa: N818 - it is no fault of the script
    """A step can't be done; the message says why and what to do."""


def run(*command: str | Path, env: dict[str, str] | None = None, check: bool = True) -> int:
    """Run a command in the project's folder, its output shown; raise :class:`Stopped` if it fails and ``check``."""
    sys.stdout.flush()
    line = [str(part) for part in command]
    code = subprocess.call(line, cwd=HERE, env={**os.environ, **(env or {})})
    if code and check:
        raise Stopped(f"这一步没有成功（退出码 {code}）：{' '.join(line)}")
    return code


def tool(name: str) -> Path:
    """A program that was installed into the environment."""
    return VENV_BIN / (f"{name}.exe" if WINDOWS else name)


def digest(*parts: bytes) -> str:
    """One hash over all parts."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


# --- system packages -------------------------------------------------------------------------------------------------


def _library_there(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _apt(packages: Sequence[str]) -> bool:
    """Install with apt as root; refresh its lists and try once more if that fails. Its words are shown if it can't."""
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    said = ""
    for line in (install, ["apt-get", "update", "-qq"], install):
        code, said = _quietly(line)
        if line is install and code == 0:
            return True
    say(said)
    return False


def _quietly(line: list[str]) -> tuple[int, str]:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        line, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    return done.returncode, done.stdout


def _may_apt() -> bool:
    return not WINDOWS and os.geteuid() == 0 and shutil.which("apt-get") is not None


def ensure_system(
    libraries: Sequence[tuple[str, str, str]] = (), programs: Sequence[tuple[str, str, str]] = (), *, must: bool = True
) -> None:
    """See that system libraries and programs are there: by apt where that is allowed, else say the line to type.

    What is missing and can't be had stops the work if ``must``; otherwise it is only said.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = [row for row in libraries if not _library_there(row[0])]
    missing += [row for row in programs if shutil.which(row[0]) is None and not Path(row[0]).exists()]
    if not missing:
        return
    packages = sorted({row[1] for row in missing})
    if _may_apt():
        say("正在安装系统组件：" + " ".join(packages))
        if _apt(packages):
            return
    line = "sudo apt-get install -y " + " ".join(packages)
    if shutil.which("apt-get") is None and shutil.which("dnf"):
        line = "sudo dnf install -y " + " ".join(sorted({row[2] for row in missing}))
    sentence = f"缺少系统组件 {'、'.join(row[0] for row in missing)}，请先运行这一行：\n    {line}"
    if must:
        raise Stopped(sentence)
    say(sentence)


# --- the environment -------------------------------------------------------------------------------------------------


def _create_venv() -> None:
    """Make ``.venv`` with pip in it, also where the system's Python came without ensurepip."""
    shutil.rmtree(HERE / ".venv", ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is not None:
        venv.create(HERE / ".venv", with_pip=True, symlinks=not WINDOWS)
        return
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    other = None if os.environ.get("DANGJIAN_DEV_STARTED_AGAIN") else find_python(need_ensurepip=True)
    if other is not None:
        say(f"系统的 Python 缺少 ensurepip，改用 {' '.join(other)}。")
        start_again(other)
    if _may_apt() and _apt([f"python{version}-venv"]):
        run(sys.executable, "-m", "venv", HERE / ".venv")
        return
    if importlib.util.find_spec("pip") is not None:
        say("系统的 Python 缺少 ensurepip，改用系统的 pip 装入 .venv。")
        venv.create(HERE / ".venv", with_pip=False, symlinks=not WINDOWS)
        run(sys.executable, "-m", "pip", "--python", VENV_PYTHON, "install", "-q", "pip")
        return
    raise Stopped(f"系统的 Python 缺少 ensurepip，请先运行这一行：\n    sudo apt-get install -y python{version}-venv")


def _locked_names() -> set[str]:
    """The names in the lock, in the registry's normal form."""
    lines = LOCK.read_text("utf-8").splitlines()
    return {line.split("==")[0].lower().replace("_", "-") for line in lines if "==" in line and line[0].isalnum()}


def _remove_strays() -> None:
    """Uninstall what the lock does not name (left from an older lock)."""
    script = "import importlib.metadata as m; print('\\n'.join(d.metadata['Name'] for d in m.distributions()))"
    listed = subprocess.run([VENV_PYTHON, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    names = {name.lower().replace("_", "-").replace(".", "-") for name in listed}
    strays = names - _locked_names() - {"pip", "dangjian-desktop"}
    if strays:
        run(*PIP, "uninstall", "-q", "-y", *sorted(strays))


def ensure_environment() -> None:
    """Bring ``.venv`` to what the lock says; nothing is done when its stamp says it is."""
    lock = digest(LOCK.read_bytes())
    project = digest((HERE / "pyproject.toml").read_bytes(), str(HERE).encode())
    stamp: dict[str, str] = {}
    if VENV_PYTHON.exists():
        if STAMP.exists():
            stamp = json.loads(STAMP.read_text("utf-8"))
    else:
        say("正在建立 .venv……")
        _create_venv()
    if stamp.get("lock") != lock:
        say("正在按锁定文件安装依赖（首次约一分钟）……")
        # The lock is complete: with --no-deps an older pip does not look for newer releases of what an extra asks for.
        run(*PIP, "install", "-q", "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", LOCK)
        _remove_strays()
    if stamp.get("project") != project:
        run(*PIP, "install", "-q", "--no-deps", "--no-build-isolation", "-e", HERE)
    STAMP.write_text(json.dumps({"lock": lock, "project": project}), "utf-8")


# --- verbs -----------------------------------------------------------------------------------------------------------


def offscreen() -> dict[str, str]:
    """Qt without a screen, the same picture everywhere."""
    return {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}


def has_display() -> bool:
    """Whether a window can be shown here."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def verb_run(rest: list[str]) -> int:
    """Open the window on the sample branch; without a display do the same unseen, into build/demo."""
    parser = argparse.ArgumentParser(prog="dev.py run", description=verb_run.__doc__)
    parser.add_argument("--unseen", action="store_true", help="不开窗口：生成公文、数据包和截图")
    parser.add_argument("--fresh", action="store_true", help="重新生成样例支部")
    options = parser.parse_args(rest)
    ensure_system(QT_LIBRARIES)
    if options.unseen or not has_display():
        return run(VENV_PYTHON, HERE / "tests" / "tooling" / "demo.py", BUILD / "demo", env=offscreen(), check=False)
    ensure_system(WINDOW_LIBRARIES, must=False)
    data, done = BUILD / "sample-data", BUILD / "sample-data.done"
    if options.fresh or not done.exists():
        say("正在生成样例支部……")
        shutil.rmtree(data, ignore_errors=True)
        run(VENV_PYTHON, "-m", "dangjian_desktop", "--data", data, "sample")
        done.touch()
    say(f"正在打开窗口，数据在 {data}")
    return run(tool("dangjian-desktop"), "--data", data, check=False)


def verb_test(rest: list[str]) -> int:
    """Run the tests on two workers; further arguments go to pytest."""
    ensure_system([*QT_LIBRARIES, *WINDOW_LIBRARIES], TEST_PROGRAMS, must=False)
    ensure_system(programs=ARCHIVE_VALIDATOR, must=False)
    workers = [] if any(part.startswith("-n") for part in rest) else ["-n", "2"]
    return run(VENV_PYTHON, "-m", "pytest", *workers, *rest, env=offscreen(), check=False)


def verb_check(rest: list[str]) -> int:
    """Format, lint, types and import contracts; every one is run, whatever the others say."""
    if rest:
        raise Stopped("check 不接受参数。")
    tools: tuple[tuple[str, ...], ...] = (
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("mypy",),
        ("lint-imports",),
    )
    codes = []
    for name, *arguments in tools:
        say(f"== {name} {' '.join(arguments)}")
        codes.append(run(tool(name), *arguments, check=False))
    return max(codes, default=0)


def verb_bench(rest: list[str]) -> int:
    """Measure against a bare peer in the same run; exit 1 where a bound is broken."""
    ensure_system(QT_LIBRARIES)
    for library in PEER_LIBRARIES:  # each for itself: not every system has the last
        ensure_system([library], must=False)
    return run(VENV_PYTHON, HERE / "tests" / "benchmarks" / "run.py", *rest, env=offscreen(), check=False)


def verb_build(rest: list[str]) -> int:
    """Freeze the program into build/dist and let the frozen program test itself."""
    ensure_system(QT_LIBRARIES, BUILD_PROGRAMS)
    out = BUILD / "dist"
    spec = HERE / "installer" / "dangjian.spec"
    folders = ["--distpath", str(out), "--workpath", str(BUILD / "pyinstaller")]
    run(VENV_PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, *rest, spec)
    program = out / "dangjian-desktop" / ("dangjian.exe" if WINDOWS else "dangjian")
    size = sum(file.lstat().st_size for file in program.parent.rglob("*") if not file.is_dir())
    say(f"已生成 {program.parent}（{size / 1e6:.0f} MB），正在自检……")
    return run(program, "self-test", env=offscreen(), check=False)


def verb_lock(rest: list[str]) -> int:
    """Resolve pyproject.toml again into requirements/dev.lock (all supported systems, with hashes)."""
    tools = BUILD / "tools"
    run(*PIP, "install", "-q", "--upgrade", "--target", tools, UV)
    uv = tools / "bin" / ("uv.exe" if WINDOWS else "uv")
    choices = ["--universal", "--python-version", "3.11", "--group", "dev", "--generate-hashes", "--no-header"]
    # The system's certificates, as pip uses them: an office proxy signs with its own.
    quiet = ["--quiet", "--system-certs", "--no-emit-index-url", "--no-emit-find-links"]
    return run(uv, "pip", "compile", "pyproject.toml", *choices, *quiet, *rest, "-o", LOCK, check=False)


VERBS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "run": (verb_run, "在样例支部上打开窗口；没有显示器时把公文、同步包和截图留在 build/demo"),
    "test": (verb_test, "运行测试，后面的参数交给 pytest"),
    "check": (verb_check, "格式、静态检查、类型、分层约定"),
    "bench": (verb_bench, "性能：与同一次运行里的裸实现相比"),
    "build": (verb_build, "用 PyInstaller 打包，并让打包好的程序自检"),
    "lock": (verb_lock, "按 pyproject.toml 重新生成 requirements/dev.lock"),
}


def main(arguments: list[str]) -> int:
    """Do one verb; returns the exit code."""
    if not arguments or arguments[0] not in VERBS:
        say("用法：python3 dev.py 动作 [参数]")
        for name, (_verb, text) in VERBS.items():
            say(f"  {name:6} {text}")
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        ensure_environment()
        return VERBS[arguments[0]][0](arguments[1:])
    except Stopped as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
