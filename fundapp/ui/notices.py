"""The only message boxes and file choosers of the program.

Every one is first a `Notice` (data) and then shown by the current presenter, so that tests and the picture tour can
take the presenter's place::

    with notices.captured("yes") as seen:
        page.delete()
    assert seen[0].title == "删除草稿？"
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QWidget

from fundapp import places
from fundapp.errors import FundError
from fundapp.ui.tokens import Tone

Kind = Literal["refusal", "reason", "confirm", "choice", "inform", "crash", "say", "open", "save", "folder"]


@dataclass(frozen=True)
class Option:
    """A button of a question."""

    key: str
    text: str
    look: Literal["plain", "primary", "seal", "danger"] = "plain"


@dataclass(frozen=True)
class Notice:
    """What is put before the person.

    Attributes:
        kind: which sort of box.
        title: heading.
        text: the sentence.
        article: article of the rules, shown as a chip; empty when none.
        remedy: what to do next.
        details: long text that can be copied.
        options: the buttons, the last one is the main one.
        tone: colour of a passing line (kind ``say``).
        hint: file-name filter or proposed name of a file chooser; faint text in a reason box.
        raw: text that stands in the reason box at first.
    """

    kind: Kind
    title: str
    text: str = ""
    article: str = ""
    remedy: str = ""
    details: str = ""
    options: tuple[Option, ...] = ()
    tone: Tone = "ok"
    hint: str = ""
    raw: str = ""


@dataclass(frozen=True)
class Answer:
    """What the person did: the key of the pressed option (empty: closed), typed text, chosen files."""

    key: str = ""
    text: str = ""
    files: tuple[Path, ...] = ()


Presenter = Callable[[QWidget | None, Notice], Answer]


@dataclass
class _Stage:
    """Who presents notices now, and where passing lines go."""

    present: Presenter | None = None
    speakers: list[Callable[[str, Tone], None]] = field(default_factory=list)


_stage = _Stage()
_log = logging.getLogger("fundapp")


def refusal(parent: QWidget | None, error: FundError) -> None:
    """Say no: article, sentence, and what would make it a yes."""
    _put(
        parent, Notice("refusal", error.title, error.message, article=error.article, remedy=error.remedy, options=_SEEN)
    )


def inform(parent: QWidget | None, title: str, text: str, *, details: str = "") -> None:
    """Tell something that must be read; `details` can be scrolled and copied."""
    _put(parent, Notice("inform", title, text, details=details, options=_SEEN))


def confirm(
    parent: QWidget | None, title: str, text: str = "", *, yes: str = "确定", no: str = "取消", danger: bool = False
) -> bool:
    """Ask before something that cannot be taken back; `yes` names the act (作废). True when the person agrees."""
    options = (Option("no", no), Option("yes", yes, "danger" if danger else "primary"))
    return _put(parent, Notice("confirm", title, text, options=options)).key == "yes"


def choose(parent: QWidget | None, title: str, text: str, options: Sequence[Option]) -> str:
    """Ask between several ways; the key of the chosen one, or an empty text when the box was closed."""
    return _put(parent, Notice("choice", title, text, options=tuple(options))).key


def caution_reason(parent: QWidget | None, text: str, *, article: str = "", raw: str = "") -> str | None:
    """A caution may be passed with a written reason, printed on the form; None when the person backs out."""
    options = (Option("no", "返回修改"), Option("yes", "写明理由并继续", "primary"))
    notice = Notice("reason", "请说明理由", text, article=article, options=options, raw=raw)
    answer = _put(parent, notice)
    return answer.text.strip() or None if answer.key == "yes" else None


def ask_reason(parent: QWidget | None, title: str, text: str, *, yes: str, danger: bool = False) -> str | None:
    """Ask why before an act that needs a reason (撤回, 作废); `yes` names the act. None when the person backs out."""
    options = (Option("no", "取消"), Option("yes", yes, "danger" if danger else "primary"))
    answer = _put(parent, Notice("reason", title, text, hint="原因会显示在签批记录和表单上", options=options))
    return answer.text.strip() or None if answer.key == "yes" else None


def crash(error: BaseException, parent: QWidget | None = None) -> None:
    """A bug: say that nothing stored is lost, offer the details for copying, name the log file. Also writes the log."""
    _log.error("程序出错", exc_info=(type(error), error, error.__traceback__))
    details = "".join(traceback.format_exception(error))
    text = "程序遇到没有预料到的问题，刚才的操作没有完成，已保存的内容不受影响。"
    remedy = f"请复制下面的详细信息交给管理员。日志文件：{log_file()}"
    _put(
        parent,
        Notice("crash", "程序出错", text, remedy=remedy, details=details, options=(Option("ok", "关闭", "primary"),)),
    )


def say(text: str, tone: Tone = "ok") -> None:
    """A passing line (已保存, 已签批): shown for some seconds over the status line; needs no answer."""
    if _stage.present is not None:
        _stage.present(None, Notice("say", text, tone=tone))
    for speaker in _stage.speakers:
        speaker(text, tone)


def ask_open(parent: QWidget | None, title: str, name_filter: str, *, many: bool = False) -> tuple[Path, ...]:
    """Let the person choose existing files, such as ``"账套 (*.fund)"``; empty when the choice was cancelled."""
    files = _put(parent, Notice("open", title, hint=name_filter, raw="many" if many else "")).files
    return files if many else files[:1]


def ask_save(parent: QWidget | None, title: str, proposed: Path, name_filter: str) -> Path | None:
    """Let the person choose where to write; the system's own box asks before overwriting. None when cancelled."""
    files = _put(parent, Notice("save", title, text=name_filter, hint=str(proposed))).files
    return files[0] if files else None


def ask_folder(parent: QWidget | None, title: str, start: Path) -> Path | None:
    """Let the person choose a folder; None when cancelled."""
    files = _put(parent, Notice("folder", title, hint=str(start))).files
    return files[0] if files else None


def add_speaker(speaker: Callable[[str, Tone], None]) -> None:
    """Let passing lines appear somewhere (the main window's foot)."""
    _stage.speakers.append(speaker)


def remove_speaker(speaker: Callable[[str, Tone], None]) -> None:
    """Take a speaker away; unknown ones are ignored."""
    if speaker in _stage.speakers:
        _stage.speakers.remove(speaker)


def log_file() -> Path:
    """Where the program writes its log."""
    return places.settings_folder() / "logs" / "fundapp.log"


@contextmanager
def captured(*answers: str | Answer) -> Iterator[list[Notice]]:
    """Take the presenter's place: notices are listed instead of shown and answered in order, then by closing them.

    A plain text is the key of the option pressed. ``say`` needs no answer and uses none up.
    """
    seen: list[Notice] = []
    waiting = [Answer(key=given) if isinstance(given, str) else given for given in answers]

    def present(_parent: QWidget | None, notice: Notice) -> Answer:
        seen.append(notice)
        return waiting.pop(0) if waiting and notice.kind != "say" else Answer()

    before = _stage.present
    _stage.present = present
    try:
        yield seen
    finally:
        _stage.present = before


_SEEN = (Option("ok", "知道了", "primary"),)


def _put(parent: QWidget | None, notice: Notice) -> Answer:
    if _stage.present is not None:
        return _stage.present(parent, notice)
    from fundapp.ui.parts import notice_box  # noqa: PLC0415 - boxes are rare; the login must paint without them

    return notice_box.present(parent, notice)
