"""The age format (age-encryption.org/v1) once more, from its specification, in slow plain Python.

For tests only: it proves that our files are read by another implementation, and it makes files whose passphrase costs
milliseconds instead of seconds, so that every byte of one can be harmed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import struct

_MASK = 0xFFFFFFFF


def _block(key: bytes, counter: int, nonce: bytes) -> bytes:
    start = struct.unpack("<4L", b"expand 32-byte k") + struct.unpack("<8L", key)
    start += (counter, *struct.unpack("<3L", nonce))
    x = list(start)

    def quarter(a: int, b: int, c: int, d: int) -> None:
        for left, right, into, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[left] = (x[left] + x[right]) & _MASK
            y = x[into] ^ x[left]
            x[into] = ((y << turn) | (y >> (32 - turn))) & _MASK

    for _ in range(10):
        for a in range(4):
            quarter(a, a + 4, a + 8, a + 12)
        for a in range(4):
            quarter(a, 4 + (a + 1) % 4, 8 + (a + 2) % 4, 12 + (a + 3) % 4)
    return struct.pack("<16L", *((a + b) & _MASK for a, b in zip(x, start, strict=True)))


def _xor(key: bytes, nonce: bytes, data: bytes) -> bytes:
    stream = b"".join(_block(key, 1 + n, nonce) for n in range((len(data) + 63) // 64))
    return bytes(a ^ b for a, b in zip(data, stream, strict=False))


def _tag(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    one = _block(key, 0, nonce)[:32]
    r = int.from_bytes(one[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    text = sealed + b"\0" * (-len(sealed) % 16) + struct.pack("<QQ", 0, len(sealed))
    for at in range(0, len(text), 16):
        total = (total + int.from_bytes(text[at : at + 16] + b"\1", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(one[16:], "little")) % 2**128).to_bytes(16, "little")


def seal(key: bytes, nonce: bytes, data: bytes) -> bytes:
    """ChaCha20-Poly1305 (RFC 8439) without additional data."""
    sealed = _xor(key, nonce, data)
    return sealed + _tag(key, nonce, sealed)


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    inner = hmac.digest(salt or b"\0" * 32, secret, "sha256")
    return hmac.digest(inner, info + b"\1", "sha256")


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def encrypt(data: bytes, passphrase: str, work: int = 2) -> bytes:
    """One age file under a passphrase whose scrypt costs 2**``work``."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    label = b"age-encryption.org/v1/scrypt" + salt
    wrap = hashlib.scrypt(passphrase.encode(), salt=label, n=2**work, r=8, p=1, dklen=32)
    header = b"age-encryption.org/v1\n-> scrypt " + _base64(salt) + f" {work}\n".encode()
    header += _base64(seal(wrap, b"\0" * 12, file_key)) + b"\n---"
    mac = hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")
    payload = _hkdf(file_key, nonce, b"payload")
    pieces = [data[at : at + 65536] for at in range(0, len(data), 65536)] or [b""]
    sealed = [
        seal(payload, number.to_bytes(11, "big") + bytes([number == len(pieces) - 1]), piece)
        for number, piece in enumerate(pieces)
    ]
    return header + b" " + _base64(mac) + b"\n" + nonce + b"".join(sealed)
