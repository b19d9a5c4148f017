"""What people read names things in the office's words: no key, code or name of a member slips into a sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, python_files

_CHINESE = re.compile("[\u4e00-\u9fff]")
_CODES = frozenset(
    {"category", "decision", "key", "kind", "method", "operator", "role", "scope", "source", "state", "subject"}
    | {"table", "verb"}
)
"""Names of values that are stored as a code; on the screen stands their `.label` or `.title`."""

_SYNTAX = {
    "fundapp/rules/entries.py": "says which word of a data file is wrong, to whoever mends the file",
    "fundapp/services/evaluation_layouts.py": "the same for the files of layouts",
}
_PLACES = {
    ("fundapp/rules/figure_files.py", "indicator.category"): "a category that no file knows has no title",
    ("fundapp/rules/figures.py", "key"): "TypeError, a mistake in the program",
    ("fundapp/excel/rectification_list.py", "ledger.scope"): "the words of the filters",
    ("fundapp/forms/monitoring_form.py", "blanks.kind"): "the word that is printed",
    ("fundapp/forms/rectification_list_form.py", "ledger.scope"): "the words of the filters",
    ("fundapp/sample/demo.py", "key"): "the number of a draft",
    ("fundapp/sample/performance.py", "key"): "the number of a file",
    ("fundapp/services/rectification_paper.py", "scope"): "the words of the filters",
    ("fundapp/ui/rectifications/ledger_page.py", "scope"): "the words of the filters",
    ("fundapp/services/verification_source.py", "key"): "the number of a row",
    ("fundapp/storage/attachments.py", "source"): "a file",
    ("fundapp/storage/place.py", "kind"): "the name that the system gives a network drive",
}
_LOCATORS = "fundapp/services/verification_"
"""Behind the Chinese word verification names table and row, where an auditor finds what was forged."""


def _codes(source: str) -> list[str]:
    """Expressions in Chinese sentences that give a code, or a value as Python writes it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr) and _CHINESE.search(ast.unparse(node)):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    last = part.value
                    name = last.attr if isinstance(last, ast.Attribute) else getattr(last, "id", "")
                    if name in _CODES or part.conversion == ord("r"):
                        found.append(ast.unparse(last))
    return found


@pytest.mark.parametrize("path", python_files("fundapp"), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_names_a_key_or_a_code(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    if name not in _SYNTAX and not name.startswith(_LOCATORS):
        known = {place for file, place in _PLACES if file == name}
        assert [code for code in _codes(path.read_text(encoding="utf-8")) if code not in known] == []


@pytest.mark.parametrize(
    "source", ["f'没有规定“{key}”'", "f'{subject} 签批流程'", "f'状态是{row.state}'", "f'{value!r} 不对'"]
)
def test_a_code_does_not_slip_through_this_check(source: str) -> None:
    assert _codes(source) != []


def test_a_word_is_no_code() -> None:
    assert _codes("f'状态是{row.state.label}，{title}'") == []
