"""Set up, run and check the program from a source tree. Needs Python 3.11-3.13 and nothing else.

The first run makes ``.venv`` beside this file and installs the locked requirements; later runs need no network.
pip is called as it is, so an office's own index or proxy settings apply. Office people read what is said here too,
so it is said in Chinese. The project itself is not installed: it is found through ``PYTHONPATH``, because a .pth file
with a Chinese path stops Python from starting where the system's encoding cannot read it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "fundapp-ready.json"
SAMPLE = HERE / "sample"
SUPPORTED = ((3, 11), (3, 12), (3, 13))

USAGE = """
python3 dev.py run [参数]    启动程序；没有显示器时，在 sample 文件夹生成示例账套和各界面截图
python3 dev.py test [参数]   运行全部检查和测试；带参数时只用 pytest 运行指定的测试
python3 dev.py check         代码检查：ruff、mypy、import-linter
python3 dev.py bench         与底线相比的速度

第一次运行会在本文件旁边建立 .venv 并安装软件包，需要网络；以后不需要。
"""

# Lists that are worth having twice: `run` must not make an office wait for the developers' tools.
LOCKS = {"runtime": HERE / "requirements" / "runtime.txt", "dev": HERE / "requirements" / "dev.txt"}

# Every shared library that Qt's own libraries and its offscreen, X11, Wayland and printing plugins name and Debian 12
# does not always have (readelf -d, then tried on a bare Debian).
QT_PACKAGES = [
    "libcups2",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-6",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxcb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
]

POPPLER = "poppler-utils"

# Opens Qt without a screen, then loads the plugin of the screen that is there ("" for none).
QT_PROBE = """
import ctypes, os, sys
from pathlib import Path
plugin = sys.argv[1]
import PySide6
from PySide6.QtWidgets import QApplication
if plugin:
    ctypes.CDLL(str(Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / plugin))
QApplication([])
"""

FULLY_COVERED = ("values", "rules", "seal", "services")


class Stop(Exception):
    """Ends the run with a sentence that says what to do."""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a console that cannot show Chinese shows ? and goes on
            reconfigure(errors="replace", line_buffering=True)
    commands = {"run": run, "test": test, "check": check, "bench": bench}
    if not arguments or arguments[0] not in commands:
        say(USAGE.strip())
        return 0 if arguments in ([], ["-h"], ["--help"]) else 2
    try:
        require_python(sys.version_info[:2])
        return commands[arguments[0]](arguments[1:])
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        say("已中断。")
        return 130


# ---- the four commands -------------------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Start the program; without a display, build and photograph the sample year in ``./sample``."""
    set_up("runtime")
    if arguments or screen_plugin() is not None:
        return call("-m", "fundapp", *arguments, here=False)
    say("没有找到显示器（DISPLAY 和 WAYLAND_DISPLAY 都没有设置），不打开窗口；")
    say("改为在 sample 文件夹生成示例账套和各界面截图。")
    for command in ("demo", "tour"):
        status = call("-m", "fundapp", command, str(SAMPLE), offscreen=True)
        if status != 0:
            say(f"示例没有生成完：{command} 以状态 {status} 结束，原因见上文。")
            return status
    say(f"\n已生成在 {SAMPLE} ：")
    for path in sorted(path for path in SAMPLE.rglob("*") if path.is_file()):
        if not any(parent.suffix in (".files", ".backups") for parent in path.parents):
            say(f"  {path.relative_to(SAMPLE)}  {path.stat().st_size / 1024:,.0f} KB")
    return 0


def test(arguments: list[str]) -> int:
    """Everything that has to pass. With arguments: pytest on just those, without lint and coverage."""
    set_up("dev")
    need_poppler()
    if arguments:
        return call("-m", "pytest", *arguments, offscreen=True)
    status = check_all()
    cores = str(os.cpu_count() or 2)
    pytest = ("-m", "pytest", "-n", cores, "--dist", "loadgroup", "--cov", "--cov-report=")
    outcome, closing_line = call_and_keep_last_line(*pytest)
    status = status or outcome
    included = ",".join(f"fundapp/{layer}/*" for layer in FULLY_COVERED)
    if outcome == 0 and call("-m", "coverage", "report", f"--include={included}", "--fail-under=100") != 0:
        say(f"{'、'.join(FULLY_COVERED)} 要求分支覆盖率 100 %，上表列出了没有被测试走到的行。")
        status = 1
    say(closing_line)
    return status


def check(_arguments: list[str]) -> int:
    """Lint, format, types, layers."""
    set_up("dev")
    return check_all()


def bench(arguments: list[str]) -> int:
    """Compare the program with its floors."""
    set_up("dev")
    return call("-m", "benchmarks", *arguments, offscreen=True)


def check_all() -> int:
    """Run every check even if one fails, so that one run tells everything."""
    other = "linux" if sys.platform == "win32" else "win32"  # the branches that do not run here
    checks = {
        "ruff check": ("-m", "ruff", "check"),
        "ruff format": ("-m", "ruff", "format", "--check"),
        "mypy": ("-m", "mypy"),
        f"mypy ({other})": ("-m", "mypy", "--platform", other, "--cache-dir", ".mypy_cache/other-platform"),
        "import-linter": ("-c", "from importlinter.cli import lint_imports_command as check; check(['--no-logo'])"),
    }
    failed = []
    for name, command in checks.items():
        say(f"== {name}")
        if call(*command) != 0:
            failed.append(name)
    if failed:
        say(f"检查没有通过：{'、'.join(failed)}。")
    return 1 if failed else 0


# ---- set-up ------------------------------------------------------------------------------------------------------


def set_up(kind: str) -> None:
    """Make ``.venv``, install the locked packages of ``kind`` (runtime or dev) and see that Qt starts."""
    version = venv_version()
    if version is None:
        make_venv()
        version = venv_version()
    wanted = {name: fingerprint(lock) for name, lock in LOCKS.items()}
    stamp = read_stamp()
    if stamp.get("python") != version or stamp.get(kind) != wanted[kind]:
        say(f"正在安装{'程序' if kind == 'runtime' else '程序和检查工具'}用到的软件包（只在第一次和清单变动后）……")
        STAMP.unlink(missing_ok=True)
        install(LOCKS[kind])
        ready = wanted if kind == "dev" else {kind: wanted[kind]}  # dev.txt holds all of runtime.txt
        STAMP.write_text(json.dumps({"python": version, **ready}), encoding="utf-8")
    if sys.platform.startswith("linux"):
        need_qt_libraries()


def require_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that the program was not tried with."""
    if version not in SUPPORTED:
        found = ".".join(map(str, version))
        raise Stop(f"需要 Python 3.11、3.12 或 3.13，现在用的是 {found}。请安装其中一个，再用它运行 dev.py。")


def venv_version() -> str | None:
    """Version of the Python in ``.venv`` such as ``3.11``; None when there is none that works."""
    if not PYTHON.exists():
        return None
    code = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    found = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    version = found.stdout.strip()
    return version if version in {f"{major}.{minor}" for major, minor in SUPPORTED} else None


def make_venv() -> None:
    """Make ``.venv`` with this Python, replacing a broken one."""
    if Path(sys.prefix) == VENV:
        raise Stop(f"{VENV} 里的 Python 不完整。请删除这个文件夹，再用系统的 Python 运行 dev.py。")
    if find_spec("ensurepip") is None:  # Debian keeps it in a package of its own; ask for all that is needed at once
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_with_apt([package, *QT_PACKAGES, POPPLER], "这台电脑的 Python 缺少建立虚拟环境的部分（venv）。")
    say(f"正在建立 {VENV} ……")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False).returncode != 0:
        raise Stop(f"没有建成 {VENV}，原因见上文。请确认这个文件夹可写、磁盘有约 1 GB 空余，再运行一次。")


def fingerprint(lock: Path) -> str:
    """SHA-256 of a lock file, the same whatever line ends git wrote."""
    return hashlib.sha256(lock.read_text(encoding="utf-8").encode()).hexdigest()


def read_stamp() -> dict[str, str]:
    """What was installed last; empty when that is not known."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def install(lock: Path) -> None:
    """Install a lock file; pip refuses every file whose hash is not in it."""
    if call("-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)) != 0:
        raise Stop(
            "软件包没有装全，原因见上文。第一次安装需要网络；单位有镜像或代理的，按 pip 的方式设置好。\n"
            "解决以后再运行一次，已经下载的不会重复下载。"
        )


def screen_plugin() -> str | None:
    """Qt's plugin for the display at hand: "" where Qt brings it (Windows, macOS), None without a display."""
    if not sys.platform.startswith("linux"):
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return "libqwayland.so"
    return "libqxcb.so" if os.environ.get("DISPLAY") else None


def need_qt_libraries() -> None:
    """See that Qt opens; install the system libraries it needs, or name them."""
    trouble = qt_trouble()
    if trouble:
        install_with_apt(QT_PACKAGES, f"Qt 缺少系统库：{trouble}")
        trouble = qt_trouble()
        if trouble:
            raise Stop(f"装好系统库以后 Qt 仍然打不开：{trouble}")


def qt_trouble() -> str:
    """Why Qt does not open; empty when it does."""
    command = [str(PYTHON), "-c", QT_PROBE, screen_plugin() or ""]
    found = subprocess.run(command, capture_output=True, text=True, check=False, env=environment(offscreen=True))
    lines = (found.stderr or found.stdout).strip().splitlines()
    return "" if found.returncode == 0 else (lines[-1] if lines else f"状态 {found.returncode}")


def need_poppler() -> None:
    """The tests read printed pages with somebody else's program too."""
    if sys.platform.startswith("linux") and not (shutil.which("pdftotext") and shutil.which("pdftoppm")):
        install_with_apt([POPPLER], "测试要用 pdftotext 和 pdftoppm 核对打印件，这台电脑上没有。")


def install_with_apt(packages: list[str], reason: str) -> None:
    """Install Debian packages when allowed to; otherwise say the exact command."""
    steps = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *packages])
    both = " && ".join(map(shlex.join, steps))
    command = f"sudo sh -c '{both}'" if shutil.which("sudo") else f"su -c '{both}'"  # a bare Debian has no sudo
    if shutil.which("apt-get") is None:
        listed = " ".join(packages)
        raise Stop(f"{reason}\n请用本系统的软件包管理器安装与下列 Debian 软件包相同的库，再运行一次：\n  {listed}")
    if sys.platform == "win32" or os.geteuid() != 0:
        raise Stop(f"{reason}\n请执行下面的命令，再运行一次：\n  {command}")
    say(f"{reason}\n正在安装 {' '.join(packages)} ……")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in steps:
        if subprocess.run(step, env=quiet, check=False, stdin=subprocess.DEVNULL).returncode != 0:
            raise Stop(f"{shlex.join(step)} 没有成功，原因见上文。排除后请执行下面的命令，再运行一次：\n  {command}")


# ---- calling others ----------------------------------------------------------------------------------------------


def say(sentence: str) -> None:
    """Print one message."""
    sys.stdout.write(sentence.rstrip("\n") + "\n")


def environment(*, offscreen: bool) -> dict[str, str]:
    """Environment of a child: it finds fundapp, prints UTF-8, and draws without a screen where asked to."""
    paths = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    changed = {"PYTHONIOENCODING": "utf-8:replace", "PYTHONPATH": os.pathsep.join(paths)}
    if offscreen:
        changed["QT_QPA_PLATFORM"] = "offscreen"
    return {**os.environ, **changed}


def call(*arguments: str, offscreen: bool = False, here: bool = True) -> int:
    """Run the Python of ``.venv``, in the source tree or where the person stands, and return its exit status."""
    sys.stdout.flush()
    folder = HERE if here else None
    settings = environment(offscreen=offscreen)
    return subprocess.run([PYTHON, *arguments], cwd=folder, env=settings, check=False).returncode


def call_and_keep_last_line(*arguments: str) -> tuple[int, str]:
    """Run the Python of ``.venv``, show what it prints, return its exit status and the last line it printed."""
    last = ""
    command, settings = [str(PYTHON), *arguments], environment(offscreen=True)
    sys.stdout.flush()
    with subprocess.Popen(command, cwd=HERE, env=settings, stdout=subprocess.PIPE) as child:
        for raw in child.stdout or ():
            line = raw.decode("utf-8", "replace")
            sys.stdout.write(line)
            last = line.strip() or last
    return child.returncode, last


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
