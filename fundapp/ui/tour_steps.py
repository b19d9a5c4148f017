"""The steps of the tour: one function per person at work, in the order of the main job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fundapp.sample.office import PASSWORD
from fundapp.ui.signing.desk import SigningDesk

if TYPE_CHECKING:
    from fundapp.ui.tour import Tour


def login(tour: Tour) -> None:
    """The login card, and a wrong password."""
    window = tour.program.window
    tour.picture("登录", window)
    tour.program.log_in(tour.people["经办人（数据）"], "not the password")
    tour.picture("登录 密码不正确", window)


def leaders(tour: Tour) -> None:
    """The supervising leader checks and signs, then the principal leader."""
    tour.log_in("分管领导")
    tour.picture("工作台 分管领导")
    tour.go("signing")
    tour.picture("签批台 未核对")
    for name in ("分管领导", "主要领导"):
        if name != "分管领导":
            tour.log_in(name)
            tour.go("signing")
        desk = tour.main.page()
        if not isinstance(desk, SigningDesk):
            raise TypeError("the signing desk did not open")
        desk.panel.tick_all()
        tour.settle()
        tour.picture(f"签批台 {name}")
        desk.sign()
        if desk.dialog is None:
            raise AssertionError(desk.panel.barred())
        tour.picture(f"签字 {name}", desk.dialog)
        desk.dialog.password.line.setText(PASSWORD)
        desk.dialog.ask()
        tour.settle()
        tour.picture(f"签批台 {name}已签")


STEPS: tuple[Callable[[Tour], None], ...] = (login, leaders)
