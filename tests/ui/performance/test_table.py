"""A kept draft that was damaged on the PC is no loss, whatever stands in it."""

from __future__ import annotations

import json

import pytest

from fundapp.ui.monitoring.table import WatchTable
from fundapp.ui.performance.table import IndicatorTable
from tests.services import watching
from tests.services.evaluation_year import Year
from tests.ui.monitoring import writing
from tests.ui.performance.writing import opened

DAMAGED = ("[]", '["9"]', "3", "null", '"99.9"', "{", '{"id": []}', '{"id": {}}', '{"id": "x"}')


def put_back(table: IndicatorTable | WatchTable, damaged: str, box: str) -> None:
    """The first row of the draft is damaged, the second one holds 77 in a box: that comes back, the rest stays."""
    kept = table.raw()
    first, second, *others = kept
    changed = {**json.loads(kept[second]), box: "77"}
    table.set_raw(
        {first: damaged, second: json.dumps(changed, ensure_ascii=False), **{name: kept[name] for name in others}}
    )
    found = table.raw()
    assert json.loads(found[second])[box] == "77"
    assert [found[name] for name in (first, *others)] == [kept[name] for name in (first, *others)]


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_row_of_a_self_evaluation_is_passed_over_and_the_others_come_back(year: Year, damaged: str) -> None:
    put_back(opened(year, year.saved())[0].table, damaged, "实际完成值")


def test_a_draft_of_an_earlier_version_with_other_quotes_comes_back_too(year: Year) -> None:
    table = opened(year, year.saved())[0].table
    kept = {name: json.loads(row) for name, row in table.raw().items()}
    assert next(iter(kept)).startswith("第 1 个指标‘")
    old = {name.replace("‘", "“").replace("’", "”"): {**row, "实际完成值": "77"} for name, row in kept.items()}
    table.set_raw({name: json.dumps(row, ensure_ascii=False) for name, row in old.items()})
    assert json.loads(next(iter(table.raw().values())))["实际完成值"] == "77"


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_row_of_a_monitoring_is_passed_over_and_the_others_come_back(year: Year, damaged: str) -> None:
    put_back(writing.opened(year, watching.saved(year))[0].table, damaged, "执行情况")
