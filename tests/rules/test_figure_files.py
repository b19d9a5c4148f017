"""What a file of the regulation folder can never say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from fundapp.errors import Damaged
from fundapp.rules.figure_files import UNITS
from fundapp.rules.figures import load
from fundapp.rules.route import Subject
from tests.rules.cases import TODAY
from tests.rules.spoiling import change

FILES = (
    "attachments.toml",
    "categories.toml",
    "economic_classes.toml",
    "figures.toml",
    "form_layouts.toml",
    "framework.toml",
    "indicators.toml",
    "routes.toml",
    "scales.toml",
    "sources.toml",
    "weights.toml",
)
STEPS = r'(?s)sample = true\n\n\[\[route.step\]\]\nkey = "division_head"\nlabel = "科室负责人审核".*'
POOR = r'poor = \["中", "差"\]'
EDGES = r"edges = \[10000, 8000, 6000, 0\]"
NOT_RISING = "的档次应从小到大、不重复、不为负数"
SUBJECTS = {
    "payment": "用款申请",
    "application": "年度申请",
    "monitoring": "运行监控",
    "evaluation": "绩效自评",
    "term_review": "期满评价",
}
OUTPUT = r'\["产出指标", 5000\], \["效益指标", 3000\]'


def refusal(folder: Path) -> Damaged:
    """The refusal of a spoiled folder."""
    with pytest.raises(Damaged) as caught:
        load(folder)
    return caught.value


def test_the_copy_is_sound_before_it_is_spoiled(regulation: Path) -> None:
    load(regulation)
    assert sorted(path.name for path in regulation.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(regulation: Path, file: str) -> None:
    (regulation / file).unlink()
    assert refusal(regulation).message.startswith(f"制度数据文件“{file}”有问题：无法读取")


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_not_toml_is_named(regulation: Path, file: str) -> None:
    (regulation / file).write_bytes(b"\xff\xfe[[")
    assert f"“{file}”有问题：无法读取" in refusal(regulation).message


@pytest.mark.parametrize("file", FILES)
def test_an_empty_file_is_named(regulation: Path, file: str) -> None:
    (regulation / file).write_text("", encoding="utf-8")
    assert refusal(regulation).message.endswith("现在是 空文件。")
    assert refusal(regulation).remedy == "请恢复原文件或重新安装程序。"


@pytest.mark.parametrize("subject", get_args(Subject))
def test_no_file_can_take_the_supervising_leader_out_of_a_route(regulation: Path, subject: str) -> None:
    path = regulation / "routes.toml"
    routes = path.read_text(encoding="utf-8").split("[[route]]")
    place = next(place for place, route in enumerate(routes) if f'subject = "{subject}"' in route)
    steps = routes[place].split("[[route.step]]")
    routes[place] = "[[route.step]]".join(step for step in steps if 'role = "supervising_leader"' not in step)
    path.write_text("[[route]]".join(routes), encoding="utf-8")
    found = refusal(regulation)
    assert found.message == (
        f"制度数据文件“routes.toml”有问题：“{SUBJECTS[subject]}”流程没有分管领导核对环节，或者该环节附加了条件。"
    )
    assert found.article == "第十二条"
    assert "任何设置都不能去掉" in found.remedy


def test_the_supervising_leader_cannot_be_made_to_join_above_a_sum_only(regulation: Path) -> None:
    change(regulation, "routes.toml", r'scope = "charge"\n', 'scope = "charge"\nabove = "large_payment"\n')
    assert refusal(regulation).article == "第十二条"


def test_the_supervising_leader_cannot_be_any_supervising_leader(regulation: Path) -> None:
    change(regulation, "routes.toml", r'scope = "charge"', 'scope = "any"')
    assert refusal(regulation).article == "第十二条"


def test_another_role_cannot_take_the_supervising_step(regulation: Path) -> None:
    change(regulation, "routes.toml", r'role = "supervising_leader"', 'role = "principal_leader"')
    assert refusal(regulation).article == "第十二条"


@pytest.mark.parametrize("item", ["basis", "amount", "progress"])
def test_no_item_of_the_checklist_can_be_taken_out(regulation: Path, item: str) -> None:
    change(regulation, "routes.toml", rf'  \["{item}", "[^"]*"\],\n', "")
    found = refusal(regulation)
    assert found.article == "第十二条"
    assert "核对清单应包括合同或清单、金额、实际进度三项" in found.message


def test_the_supervising_step_may_move(regulation: Path) -> None:
    text = (regulation / "routes.toml").read_text(encoding="utf-8")
    head, division_head, finance, leader, tail = text.split("[[route.step]]", 4)
    moved = (head, leader, division_head, finance, tail)
    (regulation / "routes.toml").write_text("[[route.step]]".join(moved), encoding="utf-8")
    steps = load(regulation).route("payment", TODAY, 1)
    assert [step.key for step in steps] == ["supervising_leader", "division_head", "finance"]


def test_the_administrator_cannot_be_given_a_step(regulation: Path) -> None:
    change(regulation, "routes.toml", 'role = "finance"', 'role = "administrator"')
    found = refusal(regulation)
    assert "管理员不参与签批" in found.message
    assert found.article == "第十五条"


@pytest.mark.parametrize("subject", get_args(Subject))
def test_every_route_has_to_be_there(regulation: Path, subject: str) -> None:
    text = (regulation / "routes.toml").read_text(encoding="utf-8")
    kept = [part for part in text.split("[[route]]") if f'subject = "{subject}"' not in part]
    (regulation / "routes.toml").write_text("[[route]]".join(kept), encoding="utf-8")
    assert refusal(regulation).message == f"制度数据文件“routes.toml”有问题：缺少{SUBJECTS[subject]}签批流程。"


SPOILED = [
    (
        "weights.toml",
        '"satisfaction_steps"',
        '"sme_max_days"',
        "“财预〔2021〕101号：执行率10、成本20、产出40、效益20、满意度10”为“满意度指标”指定的档次“sme_max_days”不存在",
    ),
    ("weights.toml", r'\["产出指标", "数量指标"\]', '["过程指标", "数量指标"]', "该方案没有的一级指标（过程指标）"),
    ("weights.toml", r'ladders = \[\["满意度指标"', 'ladders = [["满意度"', "该方案没有这一级指标"),
    ("scales.toml", 'key = "satisfaction_steps"', 'key = "satisfied"', "缺少“满意度得分档次”（satisfaction_steps）"),
    ("routes.toml", 'subject = "payment"', 'subject = "contract"', "“contract”不是可以签批的单据"),
    ("routes.toml", 'scope = "any"', 'scope = "all"', "scope 只能是 division、charge、any"),
    ("routes.toml", 'role = "finance"', 'role = "bookkeeper"', "'bookkeeper' 不在可选范围内"),
    ("routes.toml", 'key = "finance"', 'key = "division_head"', "“用款申请签批流程”中有两个环节的 key 相同"),
    (
        "routes.toml",
        'above = "large_payment"',
        'above = "sme_max_days"',
        "“sme_max_days”不是 figures.toml",
    ),
    ("routes.toml", r'\["basis", "[^"]*"\]', '["basis"]', "的 checklist 有一行填写有误"),
    ("routes.toml", 'label = "财务审核"\n', 'label = "财务审核"\ndeputy = true\n', "有不认识的内容：deputy"),
    (
        "routes.toml",
        STEPS,
        "step = []\n",
        "的 step 填写有误",
    ),
    (
        "figures.toml",
        "value = 20_000_000",
        "value = 2e7",
        "“主要领导加签的起点金额（含）”的 value 填写有误（20000000.0）",
    ),
    ("figures.toml", "value = 20_000_000", "value = -1", "的 value 不能为负数（-1）"),
    ("figures.toml", "value = 20_000_000", "value = true", "的 value 填写有误（True）"),
    ("figures.toml", 'unit = "分"', 'unit = "元"', "的单位应为“分”，现在是“元”"),
    ("figures.toml", 'title = "主要领导加签的起点金额（含）"\n', "", "“large_payment”缺少 title"),
    ("figures.toml", 'title = "主要领导加签的起点金额（含）"', 'title = ""', "的 title 填写有误"),
    ("figures.toml", "valid_from = 2023-12-12", 'valid_from = "2023-12-12"', "的 valid_from 填写有误"),
    ("figures.toml", "valid_from = 2023-12-12", "valid_from = 2023-12-12T00:00:00", "的 valid_from 填写有误"),
    (
        "figures.toml",
        "valid_to = 2025-05-31",
        "valid_to = 2025-06-01",
        "有两条规定同时有效（2025-06-01 起）",
    ),
    ("figures.toml", "valid_to = 2025-05-31\n", "", "“中小企业款项：未约定时的付款期限”有两条规定同时有效"),
    (
        "figures.toml",
        "valid_to = 2025-05-31",
        "valid_to = 2025-05-30",
        "在 2025-05-30 与 2025-06-01 之间没有规定",
    ),
    ("figures.toml", "valid_to = 2025-05-31", "valid_to = 2020-08-31", "的失效日期 2020-08-31 早于生效日期 2020-09-01"),
    ("figures.toml", "value = 20_000_000", "vlaue = 20_000_000", "缺少 value"),
    ("figures.toml", "sample = true\n", "sampel = true\n", "有不认识的内容：sampel"),
    ("categories.toml", 'key = "cloud"', 'key = "it"', "“信息化项目”有两条规定同时有效"),
    ("categories.toml", 'key = "cloud"', 'key = "clouds"', "的项目类别“cloud”不存在"),
    ("categories.toml", r'\["public", "公有云"\]', '["public", 2]', "的 kinds 有一行填写有误"),
    ("categories.toml", r'\["public", "公有云"\]', '"public"', "的 kinds 有一行填写有误"),
    ("categories.toml", r'\["public", "公有云"\]', '"公有"', "的 kinds 有一行填写有误"),
    ("categories.toml", r"kinds = \[\]\n", "", "缺少 kinds"),
    ("routes.toml", STEPS, "step = [1]\n", "的 step 填写有误"),
    ("routes.toml", STEPS, 'step = [{ key = "finance" }, 1]\n', "的 step 填写有误"),
    ("scales.toml", r"\[\[bands\]\]", "[bands]", "应当只含 bands、grades、ladder"),
    ("indicators.toml", 'operator = "≥"', 'operator = "大于"', "'大于' 不在可选范围内"),
    ("economic_classes.toml", "forbidden = true", 'forbidden = "yes"', "的 forbidden 填写有误"),
    ("economic_classes.toml", "forbidden = true\nreason = ", "forbidden = true\nreasons = ", "缺少 reason"),
    ("economic_classes.toml", r"\[\[word\]\]", "[[words]]", "应当只含 forbidden、class、word"),
    (
        "scales.toml",
        EDGES,
        "edges = [10000, 8000, 8000, 0]",
        "的分界不对（定性指标",
    ),
    ("scales.toml", EDGES, "edges = [10000, 8000, 0]", "的 edges 应为 4 个整数"),
    ("scales.toml", POOR, "poor = []", "的 poor 应列出须整改的等级"),
    ("scales.toml", POOR, 'poor = ["不及格"]', "的 poor 应列出须整改的等级"),
    ("scales.toml", POOR, 'poor = ["优", "良", "中", "差"]', "且不是全部等级"),
    ("scales.toml", EDGES, "edges = [10000, 8000, 6000.0, 0]", "的 edges 应为 4 个整数"),
    ("scales.toml", r', \[0, "差"\]', "", "的等级应从 0 分起、不超过 100 分"),
    ("scales.toml", r'\[9000, "优"\]', '[10001, "优"]', "的等级应从 0 分起、不超过 100 分"),
    ("scales.toml", r"steps = \[\[9000.*\]\]", "steps = []", "的等级应从 0 分起、不超过 100 分"),
    ("scales.toml", r'\[9000, "优"\]', '[8000, "优"]', "有两个等级的起点相同"),
    (
        "scales.toml",
        r"\[6000, 5000\], \[8000, 7000\]",
        "[8000, 7000], [6000, 5000]",
        "的档次应从小到大、不重复、不为负数",
    ),
    ("scales.toml", r"\[3, 5\], \[5, 30\]", "[3, 5], [3, 30]", NOT_RISING),
    ("scales.toml", r"\[3, 5\]", "[-1, 5]", NOT_RISING),
    ("scales.toml", r"\[3, 5\]", "[3, -1]", NOT_RISING),
    ("scales.toml", 'key = "login_delay"', 'key = "login"', "缺少“密码输错等待时间”（login_delay）"),
    ("weights.toml", r'\["产出指标", 5000\]', '["产出指标", 5001]', "现在合计 100.01 分"),
    (
        "weights.toml",
        OUTPUT,
        '["产出指标", 8000], ["效益指标", 0]',
        "每项大于 0",
    ),
    ("attachments.toml", r'kinds = \["contract"\]', "kinds = []", "的 kinds 不能为空"),
    ("attachments.toml", r'kinds = \["contract"\]', 'kinds = ["合同"]', "'合同' 不在可选范围内"),
    ("attachments.toml", r'kinds = \["contract"\]', "kinds = [1]", "1 不在可选范围内"),
    ("attachments.toml", "block = true", "block = 1", "的 block 填写有误（1）"),
    ("sources.toml", 'document = "[^"]*"\n', "", "“本级财政管理资金”缺少 document"),
    ("sources.toml", r"(?s).*", "source = 3\n", "应当只含 source，现在是 source"),
]


@pytest.mark.parametrize(("file", "pattern", "by", "sentence"), SPOILED)
def test_a_mistake_in_a_file_is_a_sentence_that_names_file_and_entry(
    regulation: Path, file: str, pattern: str, by: str, sentence: str
) -> None:
    change(regulation, file, pattern, by)
    message = refusal(regulation).message
    assert message.startswith(f"制度数据文件“{file}”有问题：") or file == "categories.toml"
    assert sentence in message


@pytest.mark.parametrize("key", sorted(UNITS))
def test_a_figure_that_the_rules_ask_for_cannot_be_left_out(regulation: Path, key: str) -> None:
    change(regulation, "figures.toml", f'key = "{key}"', f'key = "other_{key}"', count=0)
    assert refusal(regulation).message == f"制度数据文件“figures.toml”有问题：缺少“{UNITS[key][1]}”（{key}）。"


def test_a_figure_may_be_nothing_and_may_hold_for_a_single_day(regulation: Path) -> None:
    single = "valid_from = 2024-01-01\nvalid_to = 2024-01-01\n"
    change(regulation, "figures.toml", 'value = 5\nunit = "天"\nvalid_from = .*\n', f'value = 0\nunit = "天"\n{single}')
    assert load(regulation).number("sme_notice_days", date(2024, 1, 1)) == 0


def test_an_office_may_add_a_figure_of_its_own(regulation: Path) -> None:
    path = regulation / "figures.toml"
    added = 'key = "own"\ntitle = "自定"\nvalue = 1\nunit = "次"\nvalid_from = 2026-01-01\ndocument = "示例"\n'
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[[figure]]\n{added}", encoding="utf-8")
    assert load(regulation).number("own", TODAY) == 1


def test_a_grade_may_begin_at_a_hundred_points_and_a_part_weigh_a_hundredth(regulation: Path) -> None:
    change(regulation, "scales.toml", r'\[9000, "优"\]', '[10000, "优"]')
    change(regulation, "weights.toml", OUTPUT, '["产出指标", 7999], ["效益指标", 1]')
    load(regulation)


def test_an_entry_that_does_not_say_so_is_no_sample(regulation: Path) -> None:
    change(regulation, "framework.toml", "sample = true\n", "")
    assert not load(regulation).framework(TODAY).sample


@pytest.mark.parametrize("month", [1, 12])
def test_the_first_and_the_last_month_are_months(regulation: Path, month: int) -> None:
    change(regulation, "figures.toml", 'value = 6\nunit = "月"', f'value = {month}\nunit = "月"')
    assert load(regulation).number("monitoring_month", TODAY) == month


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_no_year_has_is_named(regulation: Path, month: int) -> None:
    change(regulation, "figures.toml", 'value = 6\nunit = "月"', f'value = {month}\nunit = "月"')
    assert f"的月份应为 1 到 12，现在是 {month}" in refusal(regulation).message
