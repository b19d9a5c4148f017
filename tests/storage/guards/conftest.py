"""An office in memory, copied from one that is made once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from fundapp.models import Base
from fundapp.storage import guards
from tests.storage.guards.office import Office, furnish


@pytest.fixture(scope="session")
def template() -> Iterator[sqlite3.Connection]:
    """A furnished office with every guard in place."""
    from sqlalchemy import create_engine

    engine = create_engine("sqlite://")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as furnished:
        with engine.begin() as connection:
            Base.metadata.create_all(connection)
            guards.install(connection)
        with closing(engine.raw_connection()) as raw:
            driver = raw.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.backup(furnished)
        engine.dispose()
        furnish(Office(furnished))
        yield furnished


@pytest.fixture
def office(template: sqlite3.Connection) -> Iterator[Office]:
    """The furnished office, to do with as one likes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        template.backup(copy)
        yield Office(copy)
