"""Every "no" the program can say.

Each carries a Chinese sentence for the person at the desk, the article or field it rests on, and what would make
it a "yes".
"""

from __future__ import annotations


class FundError(Exception):
    """A refusal or failure that has a sentence of its own; anything else that is raised is a bug.

    Args:
        message: Chinese sentence shown to the person.
        article: article of the rules it rests on, such as ``第十二条``; empty when none.
        field: name of the input field it concerns; empty when none.
        remedy: what to do next, in Chinese; empty when the message already says so.
    """

    title = "无法完成"

    def __init__(self, message: str, *, article: str = "", field: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.article = article
        self.field = field
        self.remedy = remedy

    def __str__(self) -> str:
        """The whole sentence as it is printed on a console or in a log."""
        head = f"【{self.article}】" if self.article else ""
        return f"{head}{self.message}{self.remedy}"


class Refused(FundError):
    """A rule says no."""

    title = "不能办理"


class Forbidden(FundError):
    """The person's roles do not allow this act, or the person is barred from this document."""

    title = "没有权限"


class CautionNeedsReason(FundError):
    """A caution stands and its reason has not been written yet."""

    title = "请说明理由"


class Invalid(FundError):
    """What was typed cannot be stored; `field` names the box."""

    title = "填写有误"


class Stale(FundError):
    """Somebody else changed the record since it was loaded."""

    title = "内容已被他人修改"


class NotFound(FundError):
    """The record, file or attachment is not there."""

    title = "没有找到"


class Damaged(FundError):
    """A file is not what it should be: not a ledger, broken, or tampered with."""

    title = "文件有问题"


class TooNew(Damaged):
    """The ledger was written by a newer release of the program."""

    title = "账套版本较新"


class Unwritable(FundError):
    """The folder is read-only, the disk is full, or the place is not fit for working."""

    title = "无法写入"


class Busy(FundError):
    """Another running program owns the ledger file."""

    title = "账套正在使用"


class WrongPassword(FundError):
    """The password does not open the person's key. `wait_seconds` is how long to wait before the next try."""

    title = "密码不正确"

    def __init__(self, message: str, *, wait_seconds: int = 0) -> None:
        super().__init__(message, field="密码")
        self.wait_seconds = wait_seconds


class Cancelled(FundError):
    """The person stopped a long work; nothing was changed."""

    title = "已取消"
