"""Nothing for staff, bonuses, allowances or welfare (art. 14)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.cases import FIGURES, SOUND, TODAY, finding, said


def test_without_an_economic_class_nothing_is_paid() -> None:
    case = replace(SOUND, economic_class=" ")
    assert said(case, "14-1").blocks
    assert said(case, "14-1").message == "尚未选择支出经济分类。"
    assert finding(case, "14-2") is None


def test_a_code_that_is_not_in_the_list_blocks() -> None:
    case = replace(SOUND, economic_class="30217")
    found = said(case, "14-1")
    assert found.blocks
    assert "“30217”不在本单位的目录中" in found.message
    assert finding(case, "14-2") is None


@pytest.mark.parametrize(
    "code",
    ["30101", "30102", "30103", "30106", "30107", "30108", "30113", "30199", "30228", "30229", "30309", "30399"],
)
def test_staff_bonus_allowance_and_welfare_codes_block(code: str) -> None:
    found = said(replace(SOUND, economic_class=code), "14-2")
    assert found.blocks
    assert found.article == "第十四条"
    assert found.message.startswith(f"经济分类 {code} ")
    assert "不得从项目资金中列支" in found.message


@pytest.mark.parametrize("code", ["30100", "30115", "301", "30315"])
def test_a_code_of_a_forbidden_group_blocks_even_when_nobody_listed_it(code: str) -> None:
    case = replace(SOUND, economic_class=code)
    assert said(case, "14-1").message == f"经济分类 {code}。"
    found = said(case, "14-2")
    assert found.blocks
    assert found.message.startswith(f"经济分类 {code}：")


def test_every_listed_code_that_is_not_forbidden_passes() -> None:
    codes = [each.code for each in FIGURES.economic_classes(TODAY) if not each.forbidden]
    assert {"30201", "30213", "30214", "30227", "31002", "31007", "39999"} <= set(codes)
    assert all(said(replace(SOUND, economic_class=code), "14-2").passed for code in codes)
    assert not [code for code in codes if code.startswith(("301", "303"))]


def test_spaces_around_a_forbidden_code_do_not_hide_it() -> None:
    assert said(replace(SOUND, economic_class=" 30103 "), "14-2").blocks


def test_a_purpose_that_speaks_of_bonuses_takes_a_reason_and_names_the_words() -> None:
    found = said(replace(SOUND, purpose="窗口人员年度奖金及过节福利"), "14-3")
    assert found.needs_reason
    assert "“奖金”“福利”" in found.message


@pytest.mark.parametrize("purpose", ["", "第三季度政务云服务费"])
def test_an_ordinary_purpose_passes(purpose: str) -> None:
    assert said(replace(SOUND, purpose=purpose), "14-3").passed
