"""What lies outside the rows: the bytes of attachments, and the codes on the forms that were issued."""

from __future__ import annotations

from pathlib import Path

from fundapp.errors import Damaged, NotFound, Unwritable
from fundapp.places import attachments_folder
from fundapp.seal.codes import form_code
from fundapp.services.verification_chain import Chain
from fundapp.services.verification_findings import Findings
from fundapp.services.verification_source import Source
from fundapp.storage import attachments, backup_check


def folder_of(path: Path) -> Path:
    """Where the attachments of a ledger lie; those of a backup lie beside it, shared by all backups."""
    own = attachments_folder(path)
    shared = backup_check.files_folder(path.parent)
    return shared if shared.is_dir() and not own.is_dir() else own


def check_attachments(source: Source, folder: Path, findings: Findings) -> None:
    """Every file is there and is byte for byte the one that was attached or issued."""
    total = source.size("attachment") + source.size("issued_form")
    findings.count("个附件", 0)
    for row in source.rows("SELECT * FROM attachment ORDER BY id"):
        findings.count("个附件")
        # Each file may be large, so the person is heard before each.
        findings.watch.tell(findings.kind, findings.counts["个附件"], total)
        size = _size(folder, row["sha256"], row["file_name"], f"attachment#{row['id']}", findings)
        if size is not None and size != row["size"]:
            sentence = f"附件“{row['file_name']}”登记的大小是 {row['size']} 字节，文件却有 {size} 字节。"
            findings.fault(f"attachment#{row['id']}", sentence)
    findings.count("份表单原件", 0)
    for row in source.rows("SELECT * FROM issued_form ORDER BY id"):
        findings.count("份表单原件")
        findings.watch.tell(findings.kind, findings.counts["个附件"] + findings.counts["份表单原件"], total)
        _size(folder, row["pdf_sha256"], f"{row['number']}.pdf", f"issued_form#{row['id']}", findings)


def _size(folder: Path, sha256: str, name: str, where: str, findings: Findings) -> int | None:
    """Bytes of a sound file; None when it is not, which is then on the list."""
    try:
        return len(attachments.read(folder, sha256, name))
    except (NotFound, Damaged, Unwritable) as error:
        findings.fault(where, error.message)
    except ValueError:
        findings.fault(where, f"附件“{name}”登记的校验值不是 SHA-256，被改动过。")
    return None


def check_forms(source: Source, chain: Chain, findings: Findings) -> None:
    """Every printed code follows from what the form said and from the chain as it stood then."""
    findings.count("份", 0)
    for row in source.rows("SELECT * FROM issued_form ORDER BY id"):
        findings.count("份")
        where, named = f"issued_form#{row['id']}", f"已出具表单 {row['number']}（issued_form 第 {row['id']} 号）"
        if row["code"] != form_code(row["digest"], row["chain_head"]):
            findings.fault(where, f"{named}的核验码与其内容不符。")
        if row["chain_head"] not in chain.hashes:
            findings.fault(where, f"{named}上的留痕校验值不在账套的留痕中，可能有留痕被替换或删除。")
        act = chain.act("issued_form", row["id"])
        # Without a line the rows section has said so already.
        written = act and (act.previous, act.person, act.at)
        if written and written != (row["chain_head"], row["issued_by_id"], row["issued_at"]):
            findings.fault(where, f"{named}的出具人、时间或留痕校验值与登记它的那一行留痕不一致。")
