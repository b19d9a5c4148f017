"""Codes and account numbers: brought to their stored shape while typed, with a message as soon as one can be said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fundapp.ui.parts.field import LineField
from fundapp.values.identifiers import check_account, check_cnaps, check_project_code, check_uscc, is_personal_card
from fundapp.values.width import without_spaces

Remark = Callable[[str], str]


class IdentifierEdit(LineField[str]):
    """A code read by `check`; with a known `length` the count is shown while typing, the verdict at the end."""

    def __init__(
        self,
        caption: str,
        check: Callable[[str], str],
        *,
        length: int = 0,
        remark: Remark | None = None,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`remark` may say something about a right code (a warning that stops nobody)."""
        super().__init__(caption, required=required, parent=parent)
        self._check = check
        self._length = length
        self._remark = remark
        self.line.textChanged.connect(self._watch)

    def parse(self, text: str) -> str:
        """The code in its stored shape.

        Raises:
            BadInput: it cannot be one.
        """
        return self._check(text)

    def show_value(self, value: str) -> str:
        """The code itself."""
        return value

    def _watch(self, text: str) -> None:
        typed = len(without_spaces(text))
        self.set_hint("")
        if self._length and 0 < typed < self._length:
            self.set_hint(f"已输入 {typed} 位，应为 {self._length} 位")
        elif self._length and typed >= self._length:
            self.complain(self.problem())
        value = self.value()
        if value is not None and self._remark is not None:
            self.set_hint(self._remark(value))


def uscc_edit(caption: str = "统一社会信用代码", *, required: bool = False) -> IdentifierEdit:
    """统一社会信用代码: 18 characters, check character verified (GB 32100)."""
    return IdentifierEdit(caption, check_uscc, length=18, required=required)


def account_edit(caption: str = "银行账号", *, required: bool = False) -> IdentifierEdit:
    """Bank account number; shown in groups of four below, with a warning when it looks like a person's card."""
    return IdentifierEdit(caption, check_account, remark=_grouped, required=required)


def cnaps_edit(caption: str = "大额支付行号", *, required: bool = False) -> IdentifierEdit:
    """Bank code: 12 figures."""
    return IdentifierEdit(caption, check_cnaps, length=12, required=required)


def project_code_edit(caption: str = "一体化项目代码", *, required: bool = False) -> IdentifierEdit:
    """Project code of the 预算管理一体化 system: 21 characters."""
    return IdentifierEdit(caption, check_project_code, length=21, required=required)


def _grouped(account: str) -> str:
    groups = " ".join(account[start : start + 4] for start in range(0, len(account), 4))
    return f"{groups}　疑似个人银行卡，请核对" if is_personal_card(account) else groups
