"""Approved projects and separate hands (arts. 11 and 15)."""

from __future__ import annotations

from dataclasses import replace

from tests.rules.cases import SOUND, said


def test_without_a_project_nothing_is_paid() -> None:
    assert said(replace(SOUND, project_name="", project_in_force=False), "15-1").message == "尚未选择项目。"


def test_a_project_that_is_not_confirmed_blocks() -> None:
    found = said(replace(SOUND, project_in_force=False), "15-1")
    assert found.blocks
    assert found.article == "第十五条"


def test_a_step_that_nobody_is_free_to_sign_blocks_and_is_named() -> None:
    found = said(replace(SOUND, unstaffed_steps=("分管领导核对", "拨付登记")), "15-2")
    assert found.blocks
    assert "分管领导核对、拨付登记" in found.message
