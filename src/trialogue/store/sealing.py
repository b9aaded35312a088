"""Encryption of what is private: AES-256-GCM, each person's data under that person's own key.

A data key is stored wrapped by a master key, which lives in a file outside the database
(``store.key_file``). Destroying a person's wrapped key makes their data unreadable for good, in
every copy of the database. ``place`` (table, column, row) is authenticated, so that a sealed value
cannot be moved to another row.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from trialogue.errors import BadDataError

_NONCE = 12  # bytes; NIST SP 800-38D section 8.2: 96 bits, never twice under one key
_KEY = 32


def new_key() -> bytes:
    """A fresh 256-bit key."""
    return secrets.token_bytes(_KEY)


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    """Encrypt and authenticate. The result is the nonce and the cipher text."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """Decrypt. Raises BadDataError where key, place or content is not what was sealed."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except (InvalidTag, ValueError):
        raise BadDataError(
            f"{place.partition(':')[0]}: this cannot be decrypted with the key at hand"
        ) from None


def key_from_token(token: str, purpose: str) -> bytes:
    """The key that only the holder of a random token has (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=purpose.encode()).derive(token.encode())


def mark_of_token(token: str) -> str:
    """What is stored of a random token: enough to know it again, not enough to use it."""
    return hashlib.sha256(b"trialogue token:" + token.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KeyRing:
    """Master keys by id, the id in use, and the keys of marks and of the trail."""

    current: str
    masters: Mapping[str, bytes]
    marks: bytes
    trail: bytes

    def __post_init__(self) -> None:
        if self.current not in self.masters:
            raise ValueError("the key in use is not on the ring")

    def wrap(self, data_key: bytes) -> str:
        """A data key as it may be stored: ``master-id.base64``."""
        sealed = seal(self.masters[self.current], data_key, f"key:{self.current}")
        return f"{self.current}.{base64.b64encode(sealed).decode()}"

    def unwrap(self, wrapped: str) -> bytes:
        """The data key. Raises BadDataError where its master key is not on the ring."""
        master, _, rest = wrapped.partition(".")
        if master not in self.masters:
            raise BadDataError(
                f"The key {master!r} is missing from the key file. Bring back the key file that "
                "belongs to this store (setting key_file)."
            )
        return unseal(self.masters[master], base64.b64decode(rest), f"key:{master}")

    def mark(self, kind: str, text: str) -> str:
        """A keyed digest by which an address is found again without being readable."""
        return hmac.new(self.marks, f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()
