"""One printed form: 项目资金支付审批表 as PDF, against a bare reportlab canvas with as many texts and lines."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.ratio import Ratio, compare
from fundapp import places
from fundapp.forms import payment_approval
from fundapp.forms.imprint import Imprint
from fundapp.services import payment_paper
from tests.builders import office

TEXTS, LINES = 110, 90
"""About what the form draws."""


def measure() -> list[Ratio]:
    """Median of fifteen forms."""
    with tempfile.TemporaryDirectory() as folder:
        place = office(Path(folder))
        request = place.approve(place.request(place.contract().milestones[0]))
        blanks = place.ask(payment_paper.blanks, request, Imprint(office="示例单位"))
        place.ledger.close()
    fonts = places.resources() / "fonts"
    for name, file in (("Floor", "NotoSerifSC-Regular.ttf"), ("FloorBold", "NotoSerifSC-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(fonts / file)))
    ours, floor = compare(lambda: payment_approval.draw(blanks), _bare, 15)
    return [Ratio("one printed form", ours, floor, goal=2.0, floor="a bare reportlab canvas, same texts and lines")]


def _bare() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    words = "项目资金支付审批表合同编号收款单位开户银行本次金额人民币壹佰零叁万壹仟贰佰伍拾元整签批意见同意分管领导核对"
    for place in range(TEXTS):
        canvas.setFont("FloorBold" if place % 9 == 0 else "Floor", 10)
        start = place % 40
        canvas.drawString(60 + place % 3 * 160, 780 - place * 6, words[start : start + 9])
    for place in range(LINES):
        canvas.line(60, 790 - place * 7, 520, 790 - place * 7)
    canvas.save()
    return buffer.getvalue()
