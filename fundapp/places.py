"""Where files are: resources, the person's data folder, settings and backups.

Three homes are known: a source checkout (``resources/`` beside ``fundapp/``), an installed wheel
(``fundapp/resources/``) and a frozen program (``resources/`` in the bundle's folder).
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resources() -> Path:
    """Folder of fonts, icons and regulation data.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    homes = [Path(frozen) / "resources"] if isinstance(frozen, str) else []
    homes += [_PACKAGE / "resources", _PACKAGE.parent / "resources"]
    for home in homes:
        if (home / "regulation").is_dir():
            return home
    raise FileNotFoundError("程序文件不完整：缺少 resources 文件夹，请重新安装。")


def data_folder() -> Path:
    """Default folder for ledger files: ``文档/项目资金`` of the person."""
    documents = Path.home() / "Documents"
    chinese = Path.home() / "文档"
    return (chinese if chinese.is_dir() else documents) / "项目资金"


def settings_folder() -> Path:
    """Folder for window sizes, drafts and logs; ``FUNDAPP_SETTINGS`` overrides it (tests, portable use)."""
    override = os.environ.get("FUNDAPP_SETTINGS")
    if override:
        return Path(override)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "fundapp"
    return Path(os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config"))) / "fundapp"


def attachments_folder(ledger: Path) -> Path:
    """Folder beside the ledger file that keeps attachment bytes by SHA-256."""
    return ledger.with_suffix(".files")


def backups_folder(ledger: Path) -> Path:
    """Default folder for backups of this ledger file."""
    return ledger.with_suffix(".backups")
