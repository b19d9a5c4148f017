"""Each person's own key: an Ed25519 private key that only the person's password opens.

There is no separate password hash: the password is right if it opens the key. The key is wrapped by AES-256-GCM under
Argon2id; public key and cost are bound to it, so that no column of a record can be exchanged for another's.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from typing import NoReturn

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fundapp.errors import FundError
from fundapp.seal.canonical import digest
from fundapp.seal.codes import grouped, letters

ALGORITHM = "ed25519"

_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16
_LENGTHS = (_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES + _TAG_BYTES)
_SIGNATURE_PURPOSE = b"fundapp signature 1\n"
_WRAP_PURPOSE = "fundapp wrapped key 1"
_KDF = re.compile(r"argon2id;m=([0-9]{1,7});t=([0-9]{1,3});p=([0-9]{1,2})")
_FINGERPRINT_LENGTH = 16


class SealError(FundError):
    """A key or a password does not serve."""

    title = "密钥无法使用"


class WrongPassphrase(SealError):
    """The password does not open the key."""

    title = "密码不正确"


class DamagedKey(SealError):
    """The stored key record is not one that this program wrote."""


@dataclass(frozen=True)
class KdfCost:
    """How dear each guess at a password is (Argon2id, RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int

    def __str__(self) -> str:
        return f"argon2id;m={self.memory_kib};t={self.passes};p={self.lanes}"


PRODUCTION = KdfCost(memory_kib=64 * 1024, passes=3, lanes=4)
"""RFC 9106, second recommended option; 0.10 to 0.17 s on an office PC."""


@dataclass(frozen=True)
class KeyRecord:
    """A wrapped key as plain columns; all but `algorithm` and `kdf` are hexadecimal."""

    algorithm: str
    public_key: str
    wrapped: str
    salt: str
    nonce: str
    kdf: str


class UnlockedKey:
    """A private key in memory. It signs, and shows nothing of itself: no text form, no copy, no pickle."""

    __slots__ = ("_private", "public_key")

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public_key = private.public_key().public_bytes_raw().hex()

    def sign(self, text: str) -> str:
        """Sign a text and give the signature as 128 hexadecimal characters."""
        return self._private.sign(_SIGNATURE_PURPOSE + text.encode()).hex()

    def __repr__(self) -> str:
        return f"<UnlockedKey {fingerprint(self.public_key)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an unlocked key stays where it is")


def make_key(password: str, cost: KdfCost) -> tuple[KeyRecord, UnlockedKey]:
    """Make a new key and wrap it with a password; `check_new_password` is for the caller."""
    private = Ed25519PrivateKey.generate()
    return _wrap(private, password, cost), UnlockedKey(private)


def unlock(record: KeyRecord, password: str) -> UnlockedKey:
    """Open a key with its password.

    Raises:
        WrongPassphrase: the password does not open it (nor would it if somebody had altered the record).
        DamagedKey: the record cannot be read at all.
    """
    return UnlockedKey(_unwrap(record, password))


def rewrap(record: KeyRecord, old: str, new: str, cost: KdfCost) -> KeyRecord:
    """Change the password of a key; key, public key and all signatures stay the same.

    Raises:
        WrongPassphrase: the old password does not open it.
        DamagedKey: the record cannot be read at all.
    """
    return _wrap(_unwrap(record, old), new, cost)


def verify(public_key: str, text: str, signature: str) -> bool:
    """Say whether a signature over a text was made with the key; malformed input is simply not a signature."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), _SIGNATURE_PURPOSE + text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public_key: str) -> str:
    """Give 16 characters by which people compare a public key with a filed key card: ``7Q3F-K9XM-2ZP8-…``."""
    return grouped(letters(digest(f"fundapp key fingerprint 1\n{public_key}"), _FINGERPRINT_LENGTH))


def _wrap(private: Ed25519PrivateKey, password: str, cost: KdfCost) -> KeyRecord:
    public_key = private.public_key().public_bytes_raw().hex()
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    cipher = AESGCM(_derive(password, salt, cost))
    wrapped = cipher.encrypt(nonce, private.private_bytes_raw(), _bound(ALGORITHM, public_key, str(cost)))
    return KeyRecord(ALGORITHM, public_key, wrapped.hex(), salt.hex(), nonce.hex(), str(cost))


def _unwrap(record: KeyRecord, password: str) -> Ed25519PrivateKey:
    cost = _cost(record)
    try:
        salt, nonce, wrapped = (bytes.fromhex(text) for text in (record.salt, record.nonce, record.wrapped))
    except ValueError:
        raise _damaged() from None
    if record.algorithm != ALGORITHM or (len(salt), len(nonce), len(wrapped)) != _LENGTHS:
        raise _damaged()
    cipher = AESGCM(_derive(password, salt, cost))
    try:
        raw = cipher.decrypt(nonce, wrapped, _bound(record.algorithm, record.public_key, record.kdf))
    except InvalidTag:
        raise WrongPassphrase("密码不正确。", field="密码", remedy="请检查大小写和输入法后重试。") from None
    return Ed25519PrivateKey.from_private_bytes(raw)


def _bound(algorithm: str, public_key: str, kdf: str) -> bytes:
    return f"{_WRAP_PURPOSE}\n{algorithm}\n{public_key}\n{kdf}".encode()


def _derive(password: str, salt: bytes, cost: KdfCost) -> bytes:
    kdf = Argon2id(salt=salt, length=_KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return kdf.derive(unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass"))


def _cost(record: KeyRecord) -> KdfCost:
    """Read the cost; figures beyond a gigabyte can only come from an altered record and would stop the PC."""
    found = _KDF.fullmatch(record.kdf)
    if found:
        cost = KdfCost(*(int(figure) for figure in found.groups()))
        if cost.passes >= 1 and cost.lanes >= 1 and 8 * cost.lanes <= cost.memory_kib <= 1024 * 1024:
            return cost
    raise _damaged()


def _damaged() -> DamagedKey:
    return DamagedKey("密钥记录已损坏，无法读取。", remedy="请由管理员从最近的备份恢复账套，或按规定重置密钥。")
