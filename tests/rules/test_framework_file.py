"""What the framework of the term review can never say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fundapp.errors import Damaged, NotFound
from fundapp.rules.figures import load
from fundapp.values.term_review import FactSource
from tests.rules.cases import FIGURES, TODAY
from tests.rules.spoiling import change

FILE = "framework.toml"
EFFECT = r'(name = "实施效益"\nweight = )2000'


def refusal(folder: Path) -> Damaged:
    """The refusal of a spoiled folder."""
    with pytest.raises(Damaged) as caught:
        load(folder)
    return caught.value


def shift(folder: Path, points: int) -> None:
    """Takes points from 实施效益 and gives them to 立项依据充分性, so that the sum stays."""
    change(folder, FILE, EFFECT, rf"\g<1>{2000 - points}")
    change(folder, FILE, r'(name = "立项依据充分性"\nweight = )300', rf"\g<1>{300 + points}")


def test_the_four_parts_share_a_hundred_points_and_name_their_facts() -> None:
    framework = FIGURES.framework(TODAY)
    assert framework.sample
    assert sum(line.weight for line in framework.lines) == 10_000
    assert list(dict.fromkeys(line.level1 for line in framework.lines)) == ["决策", "过程", "产出", "效益"]
    by_name = {line.name: line.source for line in framework.lines}
    assert by_name["资金到位率"] is FactSource.ARRIVAL
    assert by_name["实际完成率"] is FactSource.QUANTITY
    assert by_name["立项依据充分性"] is None
    assert len(by_name) == 17


def test_before_the_document_there_is_no_framework() -> None:
    with pytest.raises(NotFound):
        FIGURES.framework(date(2019, 12, 31))


@pytest.mark.parametrize(
    ("pattern", "by", "sentence"),
    [
        (EFFECT, r"\g<1>2001", "“决策—过程—产出—效益四部分框架”的分值合计应为 100 分且每项大于 0，现在合计 100.01 分"),
        (r"weight = 2000\nsource = \"effect\"", 'weight = 0\nsource = "effect"', "现在合计 80.00 分"),
        ('key = "cost"', 'key = "quality"', "有两行的 key 相同"),
        ('level1 = "效益"', 'level1 = "效果"', "的一级指标应依次为决策、过程、产出、效益"),
        (
            '(?s)level1 = "决策"(.*?)level2 = "资金投入"',
            r'level1 = "过程"\1level2 = "资金投入"',
            "同一部分的行放在一起",
        ),
        ('source = "arrival"', 'source = "arriving"', "'arriving' 不在可选范围内"),
        ('source = "arrival"', 'sauce = "arrival"', "有不认识的内容：sauce"),
        ('name = "满意度"\n', "", "缺少 name"),
        ("weight = 400", "weight = -400", "的 weight 不能为负数"),
        ("article = .*\n", 'article = ""\n', "的 article 填写有误"),
    ],
)
def test_a_mistake_is_a_sentence_that_names_the_file_and_the_line(
    regulation: Path, pattern: str, by: str, sentence: str
) -> None:
    change(regulation, FILE, pattern, by)
    message = refusal(regulation).message
    assert message.startswith("制度数据文件“framework.toml”有问题：")
    assert sentence in message


@pytest.mark.parametrize(("weight", "sound"), [(0, False), (1, True)])
def test_every_line_has_some_weight_even_when_the_sum_is_right(regulation: Path, weight: int, sound: bool) -> None:
    change(regulation, FILE, r'(name = "质量达标率"\nweight = )1000', rf"\g<1>{1600 - weight}")
    change(regulation, FILE, r'(name = "成本节约率"\nweight = )600', rf"\g<1>{weight}")
    if sound:
        load(regulation)
    else:
        assert refusal(regulation).message.endswith("的分值合计应为 100 分且每项大于 0，现在合计 100.00 分。")


def test_output_and_effect_may_have_exactly_their_least_share(regulation: Path) -> None:
    shift(regulation, 500)
    load(regulation)


def test_output_and_effect_cannot_have_less_than_their_least_share(regulation: Path) -> None:
    shift(regulation, 501)
    found = refusal(regulation)
    assert found.message.endswith("“决策—过程—产出—效益四部分框架”的产出和效益合计 59.99 分，低于下限 60.00%。")
    assert found.article == "第十六条"


def test_the_share_binds_a_framework_on_the_days_they_have_in_common_only(regulation: Path) -> None:
    shift(regulation, 501)
    change(regulation, FILE, "valid_from = 2020-01-01\n", "valid_from = 2020-01-01\nvalid_to = 2023-12-31\n")
    share = 'key = "term_effect_share"\ntitle = .*\nvalue = 6000\nunit = "bp"\n'
    change(regulation, "figures.toml", f"({share})valid_from = 2020-01-01\n", r"\g<1>valid_from = 2024-01-01\n")
    load(regulation)
    change(regulation, "figures.toml", f"({share})valid_from = 2024-01-01\n", r"\g<1>valid_from = 2023-12-31\n")
    assert "低于下限" in refusal(regulation).message


def test_a_framework_of_later_days_is_not_bound_by_a_share_that_ended(regulation: Path) -> None:
    shift(regulation, 501)
    change(regulation, FILE, "valid_from = 2020-01-01\n", "valid_from = 2024-01-01\n")
    share = 'key = "term_effect_share"\ntitle = .*\nvalue = 6000\nunit = "bp"\n'
    ends = r"\g<1>valid_from = 2020-01-01\nvalid_to = 2023-12-31\n"
    change(regulation, "figures.toml", f"({share})valid_from = 2020-01-01\n", ends)
    load(regulation)
    change(
        regulation,
        "figures.toml",
        f"({share})valid_from = 2020-01-01\nvalid_to = 2023-12-31",
        r"\g<1>valid_from = 2020-01-01\nvalid_to = 2024-01-01",
    )
    assert "低于下限" in refusal(regulation).message  # the share's last day is the framework's first
