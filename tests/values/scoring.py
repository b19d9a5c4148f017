"""Figures that the tests of scoring share; examples, never the program's own."""

from __future__ import annotations

from datetime import date

from fundapp.values.score import Bands

BANDS = Bands((10_000, 8_000, 6_000, 0))
DUE = date(2026, 11, 30)
