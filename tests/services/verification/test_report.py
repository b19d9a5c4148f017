"""What verification tells while it works and at its end, and the tables that it goes by."""

from __future__ import annotations

import pytest

from fundapp.errors import Cancelled
from fundapp.models import Base
from fundapp.rules.access import MAY
from fundapp.services import verification_chain, verification_content, verification_findings
from fundapp.services.verification import Kind, verify
from fundapp.services.verification_source import LABELS
from fundapp.storage.guards import documents
from tests.forgery import Forger
from tests.signed_ledger import Signed


def test_progress_is_told_for_every_part_and_the_person_can_stop_it(
    spoiled: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification_findings, "EVERY", 2)
    told: list[tuple[int, int, str]] = []
    report = verify(spoiled.path, lambda done, total, text: told.append((done, total, text)), lambda: False)
    assert report.ok
    for kind in (Kind.CHAIN, Kind.ROWS, Kind.SIGN_OFFS, Kind.TOTALS, Kind.ATTACHMENTS):
        assert f"正在核对{kind.label}…" in [text for _, _, text in told]
    assert all(0 < done <= total + 1 for done, total, _ in told)
    with pytest.raises(Cancelled, match="校验已取消"):
        verify(spoiled.path, cancel=lambda: True)


def test_a_section_says_in_one_line_what_it_looked_at_and_what_it_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.change("payment", 1, remark="改")
        lines = forger.do("SELECT count(*) AS n FROM audit_line")[0]["n"]
    report = verify(spoiled.path)
    sentences = {section.kind: section.sentence for section in report.sections}
    assert sentences[Kind.CHAIN] == f"留痕：{lines} 行，{lines - 1} 个签名；无误。"
    assert sentences[Kind.ROWS].endswith("；发现 1 处问题。")
    assert report.sentence == "发现 1 处问题"


# The tables that the verification goes by


def test_every_table_has_its_word() -> None:
    assert LABELS.keys() == Base.metadata.tables.keys()


def test_what_grows_behind_a_request_is_listed_in_one_order() -> None:
    listed = [kind.__tablename__ for kind in verification_content._GROWING]
    assert listed == list(verification_chain.GROWING)


def test_every_right_that_a_line_needs_is_one_that_the_rules_give() -> None:
    assert set(verification_chain.RIGHTS.values()) <= MAY.keys()


def test_the_documents_that_are_signed_are_those_that_rounds_can_belong_to() -> None:
    tables = {kind: document.record.__tablename__ for kind, document in verification_content.DOCUMENTS.items()}
    assert tables == {name: name for name in ("payment", *(one.table for one in documents.DOCUMENTS))}
