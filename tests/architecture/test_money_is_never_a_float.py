"""Money is integer 分, scores are integer hundredths, quantities are Decimal: nothing that counts is a float."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, python_files

_EXACT = ("fundapp/values", "fundapp/rules", "fundapp/services", "fundapp/models", "fundapp/seal", "fundapp/sample")


def _floats(source: str) -> list[str]:
    """Every place where a float is named or written. What ``/`` makes of two integers, mypy finds."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id="float"):
                found.append(f"line {node.lineno}: float")
            case ast.Constant(value=float() as value):
                found.append(f"line {node.lineno}: {value}")
            case ast.Attribute(attr="Float" | "REAL"):
                found.append(f"line {node.lineno}: {node.attr} column")
            case ast.ImportFrom(names=names) if {"Float", "REAL"} & {name.name for name in names}:
                found.append(f"line {node.lineno}: Float column")
    return found


@pytest.mark.parametrize("path", python_files(*_EXACT), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_float_where_money_and_scores_are_reckoned(path: Path) -> None:
    assert _floats(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["def pay(amount: float) -> None: ...", "x = float('1.10')", "x = 0.1", "from sqlalchemy import Float", "sa.Float"],
)
def test_a_float_does_not_slip_through_this_check(source: str) -> None:
    assert _floats(source) != []
