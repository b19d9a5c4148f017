"""The tour walks the real windows through the main job and leaves a picture of every screen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from fundapp.places import attachments_folder
from fundapp.sample.office import FILE_NAME
from fundapp.services.verification import verify
from fundapp.ui import tour
from tests.sample.conftest import sample_year

pytestmark = pytest.mark.xdist_group("sample")

SCREENS = (
    "首次启动",
    "首次登录改密码",
    "登录 密码不正确",
    "工作台 经办人",
    "项目 合同与付款节点",
    "合同",
    "登记佐证",
    "补充协议",
    "新建合同",
    "新建分配清单",
    "收款单位",
    "新建用款申请",
    "表单预览 支付审批表",
    "修改密码",
    "绩效指标",
    "绩效自评 填报",
    "补助分配清单",
    "绩效自评 已定稿",
    "正式表单 绩效自评表",
    "年度申请",
    "年度申请 上年度较差",
    "运行监控",
    "运行监控 不能完成",
    "整改台账",
    "整改 逾期",
    "整改 待确认",
    "期满评价 取消",
    "绩效自评与重点评价",
    "指标模板",
    "签批台 分管领导",
    "签字 分管领导",
    "签批台 主要领导已签",
    "登记拨付",
    "拨付登记簿",
    "正式表单 支付审批表",
    "登记预算指标",
    "人员与科室",
    "新增人员",
    "重置密码",
    "密钥登记卡",
    "备份与校验",
)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bool]:
    """The folder of a tour over the sample ledger, and whether the toured copy verified."""
    built = sample_year(tmp_path_factory.getbasetemp())
    folder = tmp_path_factory.mktemp("示例 年度")
    shutil.copy(built.path, folder)
    shutil.copytree(attachments_folder(built.path), attachments_folder(folder / FILE_NAME))
    command = (sys.executable, "-W", "error", "-m", "fundapp", "tour", str(folder))
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert set(done.stderr.splitlines()) <= {"This plugin does not support propagateSizeHints()"}  # Qt's offscreen one
    return folder, done.returncode == 0


def test_every_screen_of_the_main_job_has_its_picture_at_both_sizes(walked: tuple[Path, bool]) -> None:
    taken = {path.stem.split(" ", 1)[1]: path for path in (walked[0] / tour.FOLDER).glob("*.png")}
    assert not [name for name in SCREENS if name not in taken]
    plain, enlarged = QImage(str(taken["签批台 分管领导"])), QImage(str(taken["签批台 分管领导（150%）"]))
    assert (plain.width(), plain.height()) == (1366, 768)
    assert (enlarged.width(), enlarged.height()) == (1366, 768)


def test_the_toured_copy_holds_the_leaders_signatures_and_verifies(walked: tuple[Path, bool]) -> None:
    assert walked[1]


def test_the_ledger_itself_is_left_as_it_was(walked: tuple[Path, bool]) -> None:
    assert verify(walked[0] / FILE_NAME).ok
    assert not list(walked[0].glob("*.backups"))


def test_no_picture_is_blank(walked: tuple[Path, bool]) -> None:
    for path in (walked[0] / tour.FOLDER).glob("*.png"):
        image = QImage(str(path))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 17) for y in range(0, image.height(), 13)}
        assert len(colours) > 5, path.name


def test_the_command_wants_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert tour.main([]) == 2
    assert "用法" in capsys.readouterr().err
