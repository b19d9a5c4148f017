"""Working is for local, writable folders that nobody synchronises; every other place is named in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fundapp.errors import NotFound, Unwritable
from fundapp.storage import place
from tests.storage.conftest import ReadOnly


def test_an_ordinary_folder_is_fit_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    place.refuse_unfit_place(tmp_path / "账套.fund")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("folder", "product"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - 示例单位", "OneDrive"),
        ("我的坚果云", "坚果云"),
        ("Nutstore Files", "坚果云"),
        ("WPS云盘", "WPS云盘"),
        ("WPS Cloud Files", "WPS云盘"),
        ("BaiduSyncdisk", "百度网盘"),
        ("Dropbox", "Dropbox"),
        ("iCloudDrive", "iCloud"),
    ],
)
def test_a_sync_folder_is_refused_by_name_with_a_way_out(tmp_path: Path, folder: str, product: str) -> None:
    path = tmp_path / folder / "项目" / "账套.fund"
    path.parent.mkdir(parents=True)
    with pytest.raises(Unwritable) as refused:
        place.refuse_unfit_place(path)
    assert f"由{product}自动同步" in refused.value.message
    assert "可以选作备份文件夹" in refused.value.remedy


@pytest.mark.parametrize("name", ["坚果云说明", "onedrive资料", "wps", "项目资金"])
def test_a_folder_that_only_sounds_like_a_sync_folder_is_fit(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    place.refuse_unfit_place(tmp_path / name / "账套.fund")


def test_a_sync_folder_of_any_name_is_known_by_what_its_program_leaves_in_it(tmp_path: Path) -> None:
    (tmp_path / ".dropbox.cache").mkdir()
    inside = tmp_path / "项目"
    inside.mkdir()
    with pytest.raises(Unwritable, match="Dropbox"):
        place.refuse_unfit_place(inside / "账套.fund")


def test_the_folder_that_windows_names_as_onedrive_is_refused_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    with pytest.raises(Unwritable, match="OneDrive"):
        place.refuse_unfit_place(tmp_path / "账套.fund")


def test_a_link_into_a_sync_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    link = tmp_path / "项目"
    link.symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(Unwritable, match="Dropbox"):
        place.refuse_unfit_place(link / "账套.fund")


@pytest.mark.parametrize("path", [r"\\server\share\账套.fund", r"\\?\UNC\server\share\账套.fund"])
def test_a_network_share_is_refused(path: str) -> None:
    assert place.is_unc(path)
    with pytest.raises(Unwritable, match="网络共享"):
        place.refuse_unfit_place(Path(path))


@pytest.mark.parametrize("path", [r"\\?\C:\项目\账套.fund", r"C:\项目\账套.fund", "D:/项目/账套.fund"])
def test_a_local_drive_is_no_network_share(path: str) -> None:
    assert not place.is_unc(path)


MOUNTS = """\
/dev/vda / ext4 rw 0 0
tmpfs /mnt tmpfs rw 0 0
server:/office /mnt/office nfs4 rw 0 0
//server/share /mnt/共享\\040资料 cifs rw 0 0
/dev/sdb /mnt/office/local ext4 rw 0 0
broken line
person@host: /mnt/ssh fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/office/2026", "nfs4"),
        ("/mnt/共享 资料", "cifs"),
        ("/mnt/ssh/a/b", "fuse.sshfs"),
        ("/mnt/office/local", ""),
        ("/mnt/officespare", ""),
        ("/home", ""),
    ],
)
def test_the_mount_that_a_folder_lies_on_decides_whether_it_is_a_network_disk(folder: str, kind: str) -> None:
    assert place.network_kind(Path(folder), MOUNTS) == kind


def test_a_mount_over_another_on_the_same_point_counts() -> None:
    mounts = "/dev/vda /mnt ext4 rw 0 0\nserver:/office /mnt nfs rw 0 0\n"
    assert place.network_kind(Path("/mnt/a"), mounts) == "nfs"


def test_a_network_disk_is_refused_with_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "network_kind", lambda _folder: "nfs4")
    with pytest.raises(Unwritable, match="网络盘（nfs4）"):
        place.refuse_unfit_place(tmp_path / "账套.fund")


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="没有找到"):
        place.refuse_unfit_place(tmp_path / "没有" / "账套.fund")


def test_a_read_only_folder_is_a_sentence(open_folder: Path, read_only: ReadOnly) -> None:
    with read_only(open_folder), pytest.raises(Unwritable, match="只读"):
        place.refuse_unfit_place(open_folder / "账套.fund")


def test_a_read_only_file_in_a_writable_folder_is_a_sentence(open_folder: Path, read_only: ReadOnly) -> None:
    path = open_folder / "账套.fund"
    path.touch()
    open_folder.chmod(0o777)
    with read_only(path), pytest.raises(Unwritable, match="不能写入"):
        place.refuse_unfit_place(path)


def test_a_folder_that_may_not_be_looked_into_is_not_taken_for_a_sync_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def barred(_self: Path) -> bool:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "exists", barred)
    assert place.sync_product(tmp_path) == ""


def test_room_is_asked_for_before_a_large_write(tmp_path: Path) -> None:
    assert place.free_space_ok(tmp_path, 1)
    assert not place.free_space_ok(tmp_path, 1 << 60)
    place.refuse_full(tmp_path, 1)
    with pytest.raises(Unwritable, match="磁盘已满"):
        place.refuse_full(tmp_path, 1 << 60)
