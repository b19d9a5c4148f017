"""Problems of the cloud project's 2026, for the tests of rectification."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fundapp.services import rectification_sheet, rectifications
from fundapp.services.rectification_entry import RectificationEntry
from fundapp.services.rectification_sheet import RectificationSheet
from fundapp.values.choices import AttachmentKind, ProblemSource, ProblemType
from tests.services.evaluation_year import CLERK, LEADER, Year, file

DUE = dt.date(2027, 3, 31)


def person_id(year: Year, who: str) -> int:
    """Somebody's id."""
    return year.office.seats[who].person_id


def entry(year: Year, /, **changed: Any) -> RectificationEntry:
    """An audit found that papers are missing."""
    given: dict[str, Any] = {
        "project_id": year.project,
        "year": 2026,
        "source": ProblemSource.AUDIT,
        "division_id": year.office.divisions["大数据中心"],
        "person_id": person_id(year, CLERK),
        "found_on": dt.date(2026, 12, 20),
        "due_on": DUE,
        "problem_type": ProblemType.RECORDS,
        "problem": "第三季度验收资料不全",
        "demand": "补齐验收资料",
        "measure": "逐项核对并补齐",
        "source_document": "示例审报〔2026〕3号",
    }
    return RectificationEntry(**(given | changed))


def registered(year: Year, who: str = CLERK, /, **changed: Any) -> int:
    """A problem that is open."""
    return year.office.do(who, rectifications.register, entry(year, **changed))


def reported(year: Year, who: str = CLERK) -> int:
    """A problem that is said to be done, with its proof."""
    key = registered(year)
    year.office.do(CLERK, rectifications.attach_file, key, file("验收资料.pdf", AttachmentKind.ACCEPTANCE))
    year.office.do(who, rectifications.report, key, "验收资料已补齐归档")
    return key


def reported_again(year: Year, key: int, result: str) -> None:
    """What was rejected is said to be done, with one more proof."""
    year.office.do(CLERK, rectifications.attach_file, key, file("补充资料.pdf", AttachmentKind.ACCEPTANCE))
    year.office.do(CLERK, rectifications.report, key, result)


def closed(year: Year) -> int:
    """A problem that is put right."""
    key = reported(year)
    year.office.do(LEADER, rectifications.confirm, key, "整改到位，同意销号。")
    return key


def seen(year: Year, key: int, who: str = CLERK) -> RectificationSheet:
    """A problem as somebody sees it."""
    return year.office.ask(who, rectification_sheet.sheet, key)
