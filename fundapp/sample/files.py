"""Papers of the sample year: small text files that say what they stand for."""

from __future__ import annotations

from fundapp.services.attachments import NewFile
from fundapp.values.choices import AttachmentKind


def paper(name: str, kind: AttachmentKind, about: str) -> NewFile:
    """A stand-in for a scanned paper; every one differs, because attachments are told apart by their bytes."""
    text = f"示例材料（不是真实文件）\n类别：{kind.label}\n名称：{name}\n内容：{about}\n"
    return NewFile(f"{name}.txt", text.encode(), kind)
