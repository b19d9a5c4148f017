"""``python -m fundapp``: the window, or a command of the command line."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

WINDOW_ONLY = "--check-start"
"""Starts the window, waits for it to be painted, and ends."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Starts the program and gives the exit status.

    Args:
        arguments: nothing or a ledger file for the window; otherwise a command. Those of the process when left out.
    """
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] == WINDOW_ONLY or given[0].lower().endswith(".fund"):
        from fundapp.app import main as open_window  # noqa: PLC0415 - Qt is only for those who want a window

        return open_window(given)
    if given[0] == "tour":
        from fundapp.ui.tour import main as tour  # noqa: PLC0415

        return tour(given[1:])
    from fundapp.cli import main as command  # noqa: PLC0415

    return command(given)


def _speak_utf8() -> None:
    """Chinese comes out whole also where the console or a pipe is set to another code page, or to none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a program without a console has none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
