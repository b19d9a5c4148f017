"""Rectification forms as an office would fill them, plain and as long as they get."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from fundapp.forms.rectification_form import NoteBlank, RectificationBlanks
from fundapp.forms.rectification_list_form import RectificationListBlanks
from fundapp.forms.signoffs import SignOffBlank
from fundapp.values.choices import RectificationState
from fundapp.values.rectification_ledger import LedgerLine, RectificationLedger
from tests.forms.examples import DRAFT, ISSUED, OFFICE

RECTIFICATION = RectificationBlanks(
    imprint=DRAFT,
    number="ZG-2026-0003",
    project="政务云服务项目",
    year=2026,
    source="绩效自评 ZP-2026-0001",
    division="大数据中心",
    person="经办人",
    leader="分管领导",
    found_on=dt.date(2026, 12, 28),
    first_due_on=dt.date(2027, 3, 31),
    due_on=dt.date(2027, 3, 31),
    extended=0,
    problem_type="绩效目标",
    amount=12_345_600,
    basis="年度绩效目标；运维合同关于响应时间的约定。",
    problem="系统故障响应慢于承诺。\n指标“系统故障响应时间”得 12.50 分（满分 25 分），目标 <2小时，实际 4小时。",
    demand="明确驻场人员和备件清单。",
    measure="增加驻场人员 1 名，建立备件库。",
    notes=(),
    result="",
    evidence=(),
    author="科室负责人",
    reporter="",
    reported_on=None,
    confirmer=SignOffBlank("确认人"),
    state="整改中",
)
NOTICE = replace(RECTIFICATION, imprint=replace(ISSUED, number="ZG-2026-0003", qr_text="ZG-2026-0003"))
NOTES = (
    NoteBlank(dt.datetime(2027, 1, 20, 9, 30, tzinfo=dt.UTC), "经办人", "进展", "已签订驻场补充协议", 5000),
    NoteBlank(
        dt.datetime(2027, 3, 25, 15, 5, tzinfo=dt.UTC),
        "科室负责人",
        "延期",
        "备件到货推迟",
        due_on=dt.date(2027, 4, 30),
    ),
    NoteBlank(dt.datetime(2027, 4, 20, 10, 0, tzinfo=dt.UTC), "经办人", "报告完成", "驻场人员和备件到位", 10000),
    NoteBlank(dt.datetime(2027, 4, 22, 16, 40, tzinfo=dt.UTC), "分管领导", "确认销号", "整改到位，同意销号。"),
)
CLOSED = replace(
    RECTIFICATION,
    imprint=replace(ISSUED, number="ZG-2026-0003", qr_text="ZG-2026-0003"),
    due_on=dt.date(2027, 4, 30),
    extended=1,
    notes=NOTES,
    result="驻场人员和备件到位，一季度故障平均响应 1.2 小时。",
    evidence=("驻场补充协议.pdf", "备件入库单.pdf", "一季度运维报告.pdf"),
    reporter="经办人",
    reported_on=dt.date(2027, 4, 20),
    confirmer=SignOffBlank(
        "确认人", "整改到位，同意销号。", "分管领导", signed_at=dt.datetime(2027, 4, 22, 16, 40, tzinfo=dt.UTC)
    ),
    state="已销号",
)
LONG = replace(
    CLOSED,
    problem="机房供电、空调和消防的巡检记录不完整，部分设备台账与实物不符，合同约定的演练没有开展。" * 8,
    demand="逐台核对设备，补齐台账和巡检记录，按合同开展演练并留存影像资料。" * 6,
    measure="分三个阶段推进：核对、补记、演练，每阶段结束后由科室负责人复核。" * 6,
    notes=tuple(
        replace(NOTES[0], text=f"第 {place} 次进展：" + "已核对部分设备并补记巡检。" * 3) for place in range(1, 31)
    ),
    result="全部设备已核对，台账与实物一致，演练已按合同开展。" * 8,
    evidence=tuple(f"第{place}批设备核对表和现场照片.pdf" for place in range(1, 21)),
)
LINE = LedgerLine(
    number="ZG-2026-0003",
    year=2026,
    source="绩效自评 ZP-2026-0001",
    project="政务云服务项目",
    problem="系统故障响应慢于承诺，系统故障响应时间得 12.50 分（满分 25 分）。",
    demand="明确驻场人员和备件清单。",
    measure="增加驻场人员 1 名，建立备件库。",
    division="大数据中心",
    person="经办人",
    leader="分管领导",
    found_on=dt.date(2026, 12, 28),
    first_due_on=dt.date(2027, 1, 31),
    due_on=dt.date(2027, 3, 31),
    problem_type="绩效目标",
    amount=12_345_600,
    basis="年度绩效目标；运维合同关于响应时间的约定。",
    extended=1,
    extension="备件到货推迟",
    state=RectificationState.OPEN,
    overdue_days=20,
    progress_bp=5000,
    progress="已签订驻场补充协议",
    evidence=1,
)
DONE = replace(
    LINE,
    amount=None,
    basis="",
    problem_type="资料档案",
    first_due_on=LINE.due_on,
    extended=0,
    extension="",
    number="ZG-2026-0002",
    source="审计 示例审报〔2026〕3号",
    state=RectificationState.CLOSED,
    overdue_days=0,
    progress_bp=10000,
    progress="验收资料已补齐归档",
    closed_on=dt.date(2027, 2, 3),
    closed_by="分管领导",
)
LEDGER = RectificationLedger(office=OFFICE, scope="2026 年度", on=dt.date(2027, 4, 20), lines=(DONE, LINE))
LIST = RectificationListBlanks(replace(DRAFT, listing=True, printed_on=dt.date(2027, 4, 20)), LEDGER)
LONG_LIST = replace(
    LIST,
    ledger=replace(
        LEDGER,
        lines=tuple(
            replace(
                (LINE, DONE)[place % 2],
                number=f"ZG-2026-{place:04d}",
                problem=LINE.problem * (1 + place % 4),
                division="政务服务和数据资源管理中心",
            )
            for place in range(1, 41)
        ),
    ),
)
EMPTY_LIST = replace(LIST, ledger=replace(LEDGER, lines=()))
