"""Design tokens: every colour and size of the screen has its name here and nowhere else."""

from __future__ import annotations

from typing import Literal

WINDOW = "#F3F5F8"
SURFACE = "#FFFFFF"
FIELD_OFF = "#F3F5F8"
HEAD = "#F8FAFC"
LINE = "#DFE4EA"
EDGE = "#B8C2CD"
TEXT = "#1B2733"
SECOND = "#5B6B7B"
FAINT = "#8A97A5"
PRIMARY = "#1D4F91"
PRIMARY_DARK = "#163E73"
PRIMARY_PALE = "#E6EEF9"
SEAL = "#B8322A"
SEAL_DARK = "#94261F"
OK = "#1E7B4A"
WARN = "#945700"
BAD = "#B3261E"
TRACK = "#E5E9EE"
AMBER = "#C77700"

BODY = 14
SMALL = 12
TITLE = 18

Tone = Literal["ok", "warn", "bad", "neutral", "info"]
"""What a badge or a line wants to say; the words beside it say it too."""

TONES: dict[Tone, tuple[str, str]] = {
    "ok": (OK, "#E3F3EA"),
    "warn": (WARN, "#FCF0D9"),
    "bad": (BAD, "#FBE4E3"),
    "neutral": (SECOND, "#ECEFF3"),
    "info": (PRIMARY, PRIMARY_PALE),
}
"""Ink and ground of each tone."""

Look = Literal["plain", "primary", "seal", "danger", "link", "quiet"]
"""How a button looks; ``seal`` is red and only for signing, ``quiet`` is a borderless icon button."""
