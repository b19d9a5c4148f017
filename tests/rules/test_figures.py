"""The shipped figures, asked by day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import get_args

import pytest

from fundapp.errors import NotFound
from fundapp.rules.figure_files import LADDERS, UNITS
from fundapp.rules.figures import Figures, figures, load
from fundapp.rules.route import Subject
from fundapp.values.choices import AttachmentKind, MilestoneKind
from fundapp.values.roles import Role
from fundapp.values.score import Operator
from tests.rules.cases import FIGURES, TODAY
from tests.rules.spoiling import change


def test_the_shipped_folder_is_read_once() -> None:
    assert figures() is figures()


def test_there_are_the_four_families_of_article_seven_and_only_the_last_is_a_grant() -> None:
    assert [(each.title, each.grant) for each in FIGURES.categories(TODAY)] == [
        ("信息化项目", False),
        ("政务云项目", False),
        ("数智城市建设项目", False),
        ("镇街道便民服务中心补助项目", True),
    ]
    assert [title for _, title in FIGURES.category("cloud", TODAY).kinds] == ["私有云", "公有云", "信创区云"]


def test_there_are_the_three_sources_of_article_six() -> None:
    assert [each.title for each in FIGURES.sources(TODAY)] == ["本级财政管理资金", "单位资金", "上级转移支付资金"]
    assert FIGURES.source("own", TODAY).title == "单位资金"


def test_before_the_regulation_there_are_no_families() -> None:
    assert FIGURES.categories(dt.date(2023, 12, 11)) == ()
    assert len(FIGURES.categories(dt.date(2023, 12, 12))) == 4


@pytest.mark.parametrize("category", ["it", "cloud", "smart_city", "service_centre"])
def test_the_suggested_weights_of_each_family_leave_ten_points_for_the_execution_rate(category: str) -> None:
    templates = FIGURES.indicator_templates(category, TODAY)
    scheme = FIGURES.weight_scheme("2020-10", TODAY)
    sums = {level: sum(each.weight for each in templates if each.level1 == level) for level, _ in scheme.parts}
    assert sums == dict(scheme.parts)
    assert scheme.execution == 1000


def test_the_operators_are_those_that_article_nine_prints() -> None:
    by_name = {each.name: each.operator for each in FIGURES.indicator_templates("cloud", TODAY)}
    assert by_name["系统故障响应时间"] is Operator.BELOW
    assert by_name["网络应用正常运行率"] is Operator.EQUAL
    by_name = {each.name: each.operator for each in FIGURES.indicator_templates("it", TODAY)}
    assert by_name["系统故障率"] is Operator.AT_MOST
    assert by_name["服务对象满意度"] is Operator.AT_LEAST


def test_a_figure_knows_its_document_and_whether_the_office_has_to_confirm_it() -> None:
    figure = FIGURES.figure("amendment_limit", TODAY)
    assert (figure.value, figure.unit, figure.document, figure.article) == (
        1000,
        "bp",
        "《中华人民共和国政府采购法》",
        "第四十九条",
    )
    assert not figure.sample
    assert FIGURES.figure("large_payment", TODAY).sample
    assert figure in FIGURES.all()


def test_an_old_case_is_judged_by_the_document_of_its_day() -> None:
    assert "第728号" in FIGURES.figure("sme_default_days", dt.date(2025, 5, 31)).document
    assert "第802号" in FIGURES.figure("sme_default_days", dt.date(2025, 6, 1)).document


def test_a_changed_threshold_holds_from_its_day_on(regulation: Path) -> None:
    change(
        regulation,
        "figures.toml",
        r'value = 20_000_000\nunit = "分"\nvalid_from = 2023-12-12\n',
        'value = 20_000_000\nunit = "分"\nvalid_from = 2023-12-12\nvalid_to = 2026-06-30\n'
        'document = "旧"\n\n[[figure]]\nkey = "large_payment"\ntitle = "新"\nvalue = 50_000_000\nunit = "分"\n'
        "valid_from = 2026-07-01\n",
    )
    changed = load(regulation)
    assert changed.amount("large_payment", dt.date(2026, 6, 30)) == 20_000_000
    assert changed.amount("large_payment", dt.date(2026, 7, 1)) == 50_000_000
    assert len(changed.route("payment", dt.date(2026, 6, 30), 20_000_000)) == 4
    assert len(changed.route("payment", dt.date(2026, 7, 1), 20_000_000)) == 3


@pytest.mark.parametrize("key", sorted(UNITS))
def test_every_figure_the_rules_ask_for_holds_today(key: str) -> None:
    assert FIGURES.figure(key, TODAY).value > 0


def test_a_day_without_a_figure_is_a_sentence() -> None:
    with pytest.raises(NotFound) as refusal:
        FIGURES.amount("large_payment", dt.date(2020, 1, 1))
    assert refusal.value.message == "2020年1月1日没有有效的规定“主要领导加签的起点金额（含）”。"


def _asked(figures: Figures, on: dt.date) -> list[Callable[[], object]]:
    """Every question for one thing, with every key there is and one that there is not."""
    nothing = ("nothing",)
    return [
        *(partial(figures.figure, key, on) for key in (*UNITS, *nothing)),
        *(partial(figures.category, each.key, on) for each in figures.categories(TODAY)),
        *(partial(figures.source, each.key, on) for each in figures.sources(TODAY)),
        *(partial(figures.ladder, key, on) for key in (*LADDERS, *nothing)),
        *(partial(figures.weight_scheme, each.key, on) for each in figures.weight_schemes(TODAY)),
        *(
            partial(ask, key, on)
            for ask in (figures.category, figures.source, figures.weight_scheme)
            for key in nothing
        ),
        *(partial(figures.route_entry, subject, on) for subject in get_args(Subject)),
        partial(figures.bands, on),
        partial(figures.grade_bands, on),
    ]


def test_no_sentence_about_a_day_without_a_rule_names_a_key() -> None:
    said = set()
    for question in _asked(FIGURES, dt.date(1949, 1, 1)):
        with pytest.raises(NotFound) as refusal:
            question()
        said.add(refusal.value.message)
    assert [message for message in said if re.search("[a-z_]", message)] == []
    assert "1949年1月1日没有有效的用款申请签批流程。" in said
    assert "1949年1月1日没有有效的资金来源“本级财政管理资金”。" in said


def test_days_cannot_be_asked_for_as_money_nor_money_as_days() -> None:
    with pytest.raises(TypeError):
        FIGURES.amount("sme_default_days", TODAY)
    with pytest.raises(TypeError):
        FIGURES.number("large_payment", TODAY)
    assert FIGURES.number("sme_default_days", TODAY) == 30


def test_the_principal_leader_joins_from_the_threshold_on() -> None:
    small = FIGURES.route("payment", TODAY, 19_999_999)
    assert [step.role for step in small] == [Role.DIVISION_HEAD, Role.FINANCE, Role.SUPERVISING_LEADER]
    large = FIGURES.route("payment", TODAY, 20_000_000)
    assert large == (*small, large[-1])
    assert large[-1].role is Role.PRINCIPAL_LEADER


def test_the_supervising_leader_checks_contract_amount_and_progress() -> None:
    step = FIGURES.route("payment", TODAY, 1)[2]
    assert [item.key for item in step.checklist] == ["basis", "amount", "progress"]
    assert (step.scope, step.article) == ("charge", "第十二条")
    assert FIGURES.route("payment", TODAY, 1)[0].scope == "division"


def test_how_good_a_grade_is_follows_from_the_passing_line_and_the_lowest_step() -> None:
    levels = [FIGURES.grade_level(grade, TODAY) for grade in ("优", "良", "中", "差", "", "合格")]
    assert levels == ["good", "good", "poor", "worst", None, None]


def test_a_grade_is_judged_by_the_table_of_its_day_and_a_word_it_does_not_know_by_another(regulation: Path) -> None:
    newer = """

[[grades]]
steps = [[8500, "优"], [6000, "中"], [0, "不合格"]]
poor = ["不合格"]
valid_from = 2025-01-01
document = "示例"
"""
    ended = 'poor = ["中", "差"]\nvalid_from = 2020-01-01\nvalid_to = 2024-12-31'
    change(regulation, "scales.toml", r'poor = \["中", "差"\]\nvalid_from = 2020-01-01', ended)
    change(regulation, "scales.toml", r"\Z", newer)
    shipped = load(regulation)
    assert [shipped.grade_level("中", dt.date(year, 6, 1)) for year in (2024, 2026)] == ["poor", "good"]
    assert [shipped.grade_level(grade, dt.date(2026, 6, 1)) for grade in ("不合格", "差")] == ["worst", "worst"]


def test_an_evaluation_goes_to_the_division_head_and_the_supervising_leader() -> None:
    assert [step.role for step in FIGURES.route("evaluation", TODAY)] == [
        Role.DIVISION_HEAD,
        Role.SUPERVISING_LEADER,
    ]


def test_the_scales_are_those_of_the_ministry() -> None:
    assert FIGURES.bands(TODAY).edges == (10_000, 8000, 6000, 0)
    assert FIGURES.grade_bands(TODAY) == ((9000, "优"), (8000, "良"), (6000, "中"), (0, "差"))
    assert FIGURES.execution_steps(TODAY) == ((0, 0), (6000, 5000), (8000, 7000))
    assert FIGURES.lateness(TODAY) == ()
    assert FIGURES.login_delays(TODAY) == ((3, 5), (5, 30), (8, 300))


def test_the_schemes_of_both_ministry_documents_can_be_chosen() -> None:
    keys = [each.key for each in FIGURES.weight_schemes(TODAY)]
    assert {"2020-10", "2021-101", "2021-101-no-cost"} <= set(keys)
    scheme = FIGURES.weight_scheme("2021-101", TODAY)
    assert dict(scheme.parts)["成本指标"] == 2000
    assert "2021-101" not in [each.key for each in FIGURES.weight_schemes(dt.date(2021, 8, 17))]


def test_an_unknown_economic_class_is_nothing() -> None:
    assert FIGURES.economic_class("", TODAY) is None
    assert FIGURES.economic_class("99999", TODAY) is None


def test_a_listed_code_of_a_forbidden_group_is_forbidden_by_the_group(regulation: Path) -> None:
    change(
        regulation,
        "economic_classes.toml",
        r'name = "基本工资"\nforbidden = true\nreason = "[^"]*"\narticle = "[^"]*"\n',
        'name = "基本工资"\n',
    )
    found = load(regulation).economic_class("30101", TODAY)
    assert found is not None
    assert found.forbidden
    assert (found.name, found.article) == ("基本工资", "第十四条")


def test_a_code_that_is_forbidden_itself_says_why_itself() -> None:
    bonus = FIGURES.economic_class("30103", TODAY)
    assert bonus is not None
    assert (bonus.name, bonus.reason) == ("奖金", "奖金不得从项目资金中列支")


def test_a_contract_demands_itself_and_a_grant_its_document() -> None:
    by_kind = {
        kind: [each.kinds for each in FIGURES.attachment_demands(kind, TODAY) if each.block] for kind in MilestoneKind
    }
    assert by_kind.pop(MilestoneKind.GRANT) == [(AttachmentKind.BASIS,)]
    assert all(kinds == [(AttachmentKind.CONTRACT,)] for kinds in by_kind.values())


def test_the_words_of_article_fourteen_are_watched() -> None:
    assert {"奖金", "津贴", "福利", "工资"} <= {each.word for each in FIGURES.purpose_words(TODAY)}


def test_satisfaction_goes_by_steps_under_the_second_document_only() -> None:
    steps = ((0, 0), (6_000, 5_000), (8_000, 8_000), (9_000, 10_000))
    for scheme in ("2021-101", "2021-101-no-cost"):
        assert FIGURES.scoring_steps(scheme, " 满意度指标 ", TODAY) == steps
        assert FIGURES.scoring_steps(scheme, "产出指标", TODAY) == ()
    for scheme in ("2020-10", "10-90", "", "unknown"):
        assert FIGURES.scoring_steps(scheme, "满意度指标", TODAY) == ()
    assert FIGURES.scoring_steps("2021-101", "满意度指标", dt.date(2021, 8, 17)) == ()


def test_the_offices_layout_of_a_form_is_a_dated_setting() -> None:
    found = FIGURES.form_layout("evaluation", TODAY)
    assert (found.layout, found.sample) == ("central", True)
    with pytest.raises(NotFound, match="payment 版式"):
        FIGURES.form_layout("payment", TODAY)
