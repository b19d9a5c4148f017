"""Keeps a real file of the schema that is about to be released: ``python -m tests.storage.released.make``.

Run it once for each revision, before its release, and commit the file; never again afterwards. Tests then prove that
every later program opens it, upgrades it and still verifies every signature in it.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from fundapp.sample import demo
from fundapp.sample.office import FILE_NAME
from fundapp.storage import migrations

FOLDER = Path(__file__).parent


def main() -> None:
    """Builds the sample ledger by the program's own services and packs it."""
    with tempfile.TemporaryDirectory() as folder:
        demo.run(Path(folder), lambda _line: None, synchronous="OFF")
        content = (Path(folder) / FILE_NAME).read_bytes()
    (FOLDER / f"{migrations.HEAD}.fund.gz").write_bytes(gzip.compress(content, mtime=0))


if __name__ == "__main__":
    main()
