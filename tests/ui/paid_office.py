"""An office with a contract, a list and their money, built once and copied for every test of the payment screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from fundapp.values.choices import EvidenceKind
from tests.builders import Basis, Office, copied, office

TOWNS = {"示例镇": 10_000_00, "示例街道": 12_000_00}


@dataclass(frozen=True)
class Paid:
    """The office, and what there is to pay: a contract with proof for its first milestone, and a list."""

    office: Office
    project: int
    contract: Basis
    grants: int
    listed: Basis

    @property
    def first(self) -> int:
        """The milestone whose condition is met."""
        return self.contract.milestones[0]

    @property
    def second(self) -> int:
        """The milestone without any proof."""
        return self.contract.milestones[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Paid]:
    """The template; nobody works in it."""
    folder = tmp_path_factory.mktemp("office")
    place = office(folder)
    project = place.project(budget={"local": 100_000_00, "own": 20_000_00})
    contract = place.contract(project)
    place.evidence(contract.milestones[0], EvidenceKind.PROGRESS)
    grants = place.project("便民服务中心补助项目", category="service_centre", budget={"local": 30_000_00})
    listed = place.allocation(grants, TOWNS)
    place.ledger.close()
    return folder, Paid(place, project, contract, grants, listed)


@pytest.fixture
def paid(built: tuple[Path, Paid], tmp_path: Path) -> Iterator[Paid]:
    """A copy of its own for every test."""
    _, template = built
    office_copy = copied(template.office, tmp_path)
    yield replace(template, office=office_copy)
    office_copy.ledger.close()


@pytest.fixture
def place(paid: Paid) -> Office:
    """The office alone."""
    return paid.office
