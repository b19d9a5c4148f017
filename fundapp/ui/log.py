"""The program's log: a rotating file, tracebacks of hard crashes, and a notice for whatever nobody caught."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import sys
from typing import TYPE_CHECKING

from fundapp.ui import notices

if TYPE_CHECKING:
    from types import TracebackType


def keep() -> None:
    """Starts writing the log. Called once, by the program with a window."""
    file = notices.log_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(file, maxBytes=1_000_000, backupCount=5, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    faulthandler.enable(file.with_name("crash.log").open("a", encoding="utf-8"))

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            notices.crash(error)

    sys.excepthook = caught
