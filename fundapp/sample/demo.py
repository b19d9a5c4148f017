"""``demo DIR``: builds the sample ledger, prints its forms, verifies the file, and says every step."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from fundapp.errors import Refused
from fundapp.places import attachments_folder, backups_folder
from fundapp.sample import year
from fundapp.sample.books import YEAR
from fundapp.sample.office import FILE_NAME, PASSWORD, SampleOffice
from fundapp.seal.keys import PRODUCTION, KdfCost
from fundapp.services import backups, office_view, payment_sheet, printing
from fundapp.services.ledger import Synchronous, open_ledger
from fundapp.services.paging import PageRequest
from fundapp.services.printing import PAPERS
from fundapp.services.verification import Report, verify
from fundapp.values.choices import PaymentState
from fundapp.values.documents import FormKind

PRINTER = "财务出纳"
"""Who issues the forms of the sample."""


def run(
    folder: Path, say: Callable[[str], None], *, cost: KdfCost = PRODUCTION, synchronous: Synchronous = "FULL"
) -> Report:
    """Leaves the ledger file, its attachments, a backup and the PDFs in `folder`; gives the verification's report.

    A sample ledger that is there already is made anew; any other file of that name is left alone.

    Raises:
        Refused: there is a file of the sample's name which is not the sample.
        Busy: the sample is open in the program.
        Unwritable: the folder cannot be written or the disk is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    office = year.build(folder, say, cost=cost, synchronous=synchronous)
    try:
        _print_forms(office, folder, say)
        say(f"备份：{backups.on_demand(office.ledger, office.seats[PRINTER]).path.name}")
    finally:
        office.ledger.close()
    report = verify(folder / FILE_NAME)
    for section in report.sections:
        say(section.sentence)
    for fault in report.breaks:
        say(f"【{fault.kind.label}】{fault.sentence}")
    say(report.sentence)
    say(f"示例账套各人员的密码都是：{PASSWORD}")
    return report


def _clear(folder: Path) -> None:
    path = folder / FILE_NAME
    if not path.exists():
        return
    ledger = open_ledger(path)
    try:
        sample = ledger.ask(None, office_view.view).sample
    finally:
        ledger.close()
    if not sample:
        raise Refused(f"“{path.name}”不是示例账套，没有覆盖它。", remedy="请换一个空文件夹。")
    path.unlink()
    for leftover in (attachments_folder(path), backups_folder(path)):
        shutil.rmtree(leftover, ignore_errors=True)


def _print_forms(office: SampleOffice, folder: Path, say: Callable[[str], None]) -> None:
    """Issues the forms of the last two years, payments of the last one only; and drafts of what waits for hands."""
    for kind in PAPERS:
        for key, number in office.ledger.ask(None, printing.ready, kind):
            if int(number.split("-")[1]) < (YEAR if kind is FormKind.PAYMENT_APPROVAL else YEAR - 1):
                continue
            issued = office.do(PRINTER, printing.issue, kind, key)
            pdf = office.ledger.ask(None, printing.issued_pdf, issued)
            _write(folder / f"{number} {kind.label}.pdf", pdf, say)
    waiting = PageRequest(filters=(("state", PaymentState.IN_APPROVAL.value),), limit=1000)
    for row in office.ledger.ask(office.seats[PRINTER], payment_sheet.page, waiting).rows:
        pdf = office.ledger.ask(None, printing.preview, FormKind.PAYMENT_APPROVAL, row.id)
        _write(folder / f"草稿 {FormKind.PAYMENT_APPROVAL.label} {row.id}.pdf", pdf, say)


def _write(path: Path, pdf: bytes, say: Callable[[str], None]) -> None:
    path.write_bytes(pdf)
    say(f"打印：{path.name}")
