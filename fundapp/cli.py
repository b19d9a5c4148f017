"""The command line: what can be done with a ledger file without a window. Imports no Qt, and the rest only when used.

Exit status: 0 all right, 1 something was found (breaks, missing attachments), 2 it could not be done; the sentence says
why. A new command is one function and one entry in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from fundapp import __version__
from fundapp.errors import FundError

PROGRAM = "python -m fundapp"
DONE, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130


def verify(given: argparse.Namespace) -> int:
    """Checks a whole ledger or backup and prints what was checked and every break."""
    from fundapp.services.verification import verify as check  # noqa: PLC0415 - the data layer costs half a second

    report = check(given.file)
    for section in report.sections:
        print(section.sentence)
    for fault in report.breaks:
        print(f"【{fault.kind.label}】{fault.sentence}")
    print(report.sentence)
    return DONE if report.ok else FOUND


def demo(given: argparse.Namespace) -> int:
    """Builds the sample ledger with its forms and verifies it, one line per step."""
    from fundapp.sample.demo import run  # noqa: PLC0415

    return DONE if run(given.folder, print).ok else FOUND


def backup(given: argparse.Namespace) -> int:
    """Makes a backup with its attachments and checks it; the program may be working on the ledger meanwhile."""
    from fundapp.places import backups_folder  # noqa: PLC0415
    from fundapp.services.clock import now  # noqa: PLC0415
    from fundapp.storage.backup import Reason, back_up  # noqa: PLC0415

    made = back_up(given.file, given.to or backups_folder(given.file), Reason.MANUAL, now())
    print(f"已备份到 {made.path}")
    return _missing(made.check.missing if made.check else ())


def restore(given: argparse.Namespace) -> int:
    """Puts a backup in the place of a ledger that nobody has open; the present file is kept first."""
    from fundapp.services.backups import restore as bring_back  # noqa: PLC0415

    kept, missing = bring_back(given.backup, given.file)
    print(f"已恢复为 {given.file}")
    if kept is not None:
        print(f"原来的文件保留为 {kept}")
    return _missing(missing)


def _missing(names: Iterable[str]) -> int:
    lost = list(names)
    for name in lost:
        print(f"缺少附件：{name}")
    return FOUND if lost else DONE


@dataclass(frozen=True)
class Argument:
    """A file or folder that a command takes; `flag` is empty for one that is given by place."""

    name: str
    metavar: str
    help: str
    flag: str = ""


@dataclass(frozen=True)
class Command:
    """A word of the command line."""

    name: str
    help: str
    run: Callable[[argparse.Namespace], int]
    arguments: tuple[Argument, ...]


_FILE = Argument("file", "账套", "账套文件（.fund）")

COMMANDS: tuple[Command, ...] = (
    Command(
        "verify",
        "校验账套或备份：留痕、签名、数据、保护规则、金额、附件",
        verify,
        (Argument("file", "账套", "账套或备份文件（.fund）"),),
    ),
    Command(
        "demo",
        "在文件夹中建立示例账套，打印表单并校验",
        demo,
        (Argument("folder", "文件夹", "示例账套和表单放在这里"),),
    ),
    Command(
        "backup",
        "备份账套和附件，并检查备份",
        backup,
        (_FILE, Argument("to", "文件夹", "备份到这里；不写时在账套旁边", flag="--to")),
    ),
    Command(
        "restore",
        "用备份恢复账套；现有文件先另存",
        restore,
        (Argument("backup", "备份", "备份文件（.fund）"), Argument("file", "账套", "恢复成的账套文件（.fund）")),
    ),
)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives the exit status."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except FundError as error:
        print(f"{error.title}：{error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("已中断，没有做完。", file=sys.stderr)
        return INTERRUPTED


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # as in the base class
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse with its own words in Chinese."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, formatter_class=_Formatter, add_help=False)
        self.places = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """argparse's own sentence is English; the usage line says the same."""
        self.exit(FAILED, f"{self.format_usage()}命令写法不对，请对照上面的用法；完整说明：{self.prog} --help\n")


def _parser() -> _Parser:
    parser = _Parser(
        PROGRAM, "项目资金管理。不带参数或只写账套文件时打开窗口；tour 文件夹 把示例账套的各个界面存成图片。"
    )
    parser.options.add_argument("--version", action="version", version=f"项目资金管理 {__version__}", help="显示版本")
    words = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for command in COMMANDS:
        one = words.add_parser(command.name, help=command.help, description=f"{command.help}。")
        for argument in command.arguments:
            if argument.flag:
                one.options.add_argument(
                    argument.flag, dest=argument.name, metavar=argument.metavar, type=Path, help=argument.help
                )
            else:
                one.places.add_argument(argument.name, metavar=argument.metavar, type=Path, help=argument.help)
        one.set_defaults(run=command.run)
    return parser
