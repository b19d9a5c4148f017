"""Is this folder fit to keep a working ledger? Only a local, writable folder that no other program synchronises.

WAL needs shared memory of one machine: on a network share two PCs would silently overwrite each other
(sqlite.org/wal.html, "All processes using a database must be on the same host computer"), and a sync program copies
the ledger without its ``-wal``. Such places are good for backups, not for working (design/trust.md, data safety).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from fundapp.errors import Unwritable
from fundapp.storage import trouble

_MEGABYTE = 1 << 20

_WAY_OUT = "请把账套放到本机磁盘的普通文件夹（如“文档\\项目资金”）；这里可以选作备份文件夹。"

# Folder names that sync programs give to their own folder, as exact names (lower case).
_SYNC_NAMES = {
    "onedrive": "OneDrive",
    "坚果云": "坚果云",
    "我的坚果云": "坚果云",
    "nutstore": "坚果云",
    "nutstore files": "坚果云",
    "wps云盘": "WPS云盘",
    "wps云文档": "WPS云盘",
    "wps cloud files": "WPS云盘",
    "wpsdrive": "WPS云盘",
    "百度网盘": "百度网盘",
    "百度网盘同步空间": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "baidunetdisk": "百度网盘",
    "baidunetdiskworkspace": "百度网盘",
    "阿里云盘": "阿里云盘",
    "天翼云盘": "天翼云盘",
    "腾讯微云": "腾讯微云",
    "weiyun": "腾讯微云",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "seafile": "Seafile",
}
# "OneDrive - 某单位" is how OneDrive names the folder of an organisation.
_SYNC_PREFIXES = {"onedrive - ": "OneDrive"}
# Files that sync programs leave in the root of a folder that may bear any name.
_SYNC_MARKERS = {
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nutstore": "坚果云",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "Nextcloud",
}
# 9p and virtiofs are left out on purpose: containers use them for their own, unshared disk.
_NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs", "vboxsf", "vmhgfs"}
    | {f"fuse.{name}" for name in ("sshfs", "rclone", "davfs", "davfs2", "glusterfs", "gvfsd-fuse", "vmhgfs-fuse")}
    | {f"fuse.{name}" for name in ("onedriver", "google-drive-ocamlfuse", "curlftpfs", "smbnetfs", "s3fs")}
)
_DRIVE_REMOTE = 4


def refuse_unfit_place(path: Path) -> None:
    """Refuses to work on a ledger file at `path` when its folder is not fit for it.

    Raises:
        Unwritable: network share, mapped drive, sync folder, or a folder that cannot be written; the sentence says
            which, and what to do.
        NotFound: the folder does not exist.
    """
    if is_unc(str(path)) or is_unc(str(path.resolve())):
        raise Unwritable(f"“{path}”在网络共享上，不能直接在那里办理。", remedy=_WAY_OUT)
    folder = path.resolve().parent
    kind = network_kind(folder)
    if kind:
        raise Unwritable(f"“{folder}”是网络盘（{kind}），不能直接在那里办理。", remedy=_WAY_OUT)
    product = sync_product(folder)
    if product:
        raise Unwritable(f"“{folder}”由{product}自动同步，不能直接在那里办理。", remedy=_WAY_OUT)
    if not folder.is_dir():
        raise trouble.missing(folder)
    refuse_read_only(folder)
    # Asked, not tried: closing a handle of a ledger that this process has open would drop SQLite's locks (POSIX).
    if path.exists() and not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise trouble.read_only(path)


def refuse_read_only(folder: Path) -> None:
    """Refuses a folder in which no file can be made. Asking for the rights is not enough on Windows, so it tries.

    Raises:
        Unwritable: read-only folder or full disk.
    """
    with trouble.told_in_words(folder), tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"\0")


def is_unc(text: str) -> bool:
    r"""True for ``\\server\share\…``; the long form ``\\?\C:\…`` of a local path is not one."""
    if sys.platform == "win32":
        text = text.replace("/", "\\")
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        return text[4:8].upper() == "UNC\\"
    return text.startswith("\\\\")


def sync_product(folder: Path) -> str:
    """Name of the sync program that owns `folder` or a folder above it; empty when none is known to."""
    for place in (folder, *folder.parents):
        name = place.name.casefold()
        product = _SYNC_NAMES.get(name, "")
        product = product or next((what for start, what in _SYNC_PREFIXES.items() if name.startswith(start)), "")
        if product or (product := _marked(place)):
            return product
    roots = [os.environ.get(name) for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")]
    return "OneDrive" if any(root and folder.is_relative_to(Path(root).resolve()) for root in roots) else ""


def _marked(place: Path) -> str:
    try:
        names = {marker: (place / marker).exists() for marker in _SYNC_MARKERS}
    except OSError:  # A parent that may not be read cannot be asked; the names above it still count.
        return ""
    return next((_SYNC_MARKERS[marker] for marker, there in names.items() if there), "")


def network_kind(folder: Path, mounts: str | None = None) -> str:
    """Kind of network file system that `folder` lies on; empty for a local disk.

    Args:
        folder: an absolute folder; it need not exist.
        mounts: text of ``/proc/self/mounts``; read from the system when left out.
    """
    if sys.platform == "win32" and mounts is None:
        import ctypes  # noqa: PLC0415 - only Windows has windll

        kind = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return "映射的网络驱动器" if kind == _DRIVE_REMOTE else ""
    if mounts is None:
        table = Path("/proc/self/mounts")
        mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    best, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        # Of two mounts on one point the later one counts, hence ">=".
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), fields[2]
    return found if found in _NETWORK_KINDS else ""


def free_space_ok(folder: Path, needed: int) -> bool:
    """True when `folder` has room for `needed` bytes and 16 MB to spare. Raises OSError when it cannot be asked."""
    return shutil.disk_usage(folder).free >= needed + 16 * _MEGABYTE


def refuse_full(folder: Path, needed: int) -> None:
    """Refuses before a large write when there is no room for `needed` bytes.

    Raises:
        Unwritable: the disk is too full.
    """
    with trouble.told_in_words(folder):
        if not free_space_ok(folder, needed):
            raise trouble.disk_full(folder)
