"""Bundles under a passphrase, in the age format. No passphrase ever reaches a log line or an error text.

A content of up to :data:`ONE_PIECE` bytes becomes one ordinary age file, which the ``age`` tool opens too. pyrage
encrypts by passphrase only in memory, so a larger content streams into an *envelope*: a line of ASCII with a length,
then an age file under the passphrase that holds a fresh X25519 identity, then an age file for that identity.
"""

from __future__ import annotations

import re
from typing import IO, Final

import pyrage

from dangjian_desktop.base.errors import Refused

AGE_MAGIC: Final = b"age-encryption.org/v1\n"
ENVELOPE_MAGIC: Final = b"dangjian-envelope 1 "
ONE_PIECE: Final = 32 * 2**20
_AGE_OVERHEAD: Final = 2**20
_LONGEST_KEY: Final = 4096
_TRIES: Final = 4
_ORDINARY_WORK = re.compile(rb"\n-> scrypt [^ \n]+ (?:1?[0-9]|2[0-2])\n")
"""What any PC of today asks for when it encrypts: a power of two up to 22."""
_ENVELOPE_LINE = re.compile(rb"dangjian-envelope 1 ([1-9][0-9]{0,3})\n")

WRONG_PASSPHRASE: Final = "打不开：口令不对，或者文件已损坏。"
_WRONG_HINT: Final = "请核对支部口令（注意大小写和输入法），仍打不开时请对方重新导出一份。"
DAMAGED: Final = "同步包不完整或已损坏，没有导入任何内容。"
DAMAGED_HINT: Final = "请把文件重新拷贝一次；仍然不行时，请对方重新导出一份。"


class _Watched:
    """A file as pyrage sees it; remembers the exception that pyrage would flatten into text."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._inner.read(size)
        except Exception as error:
            self.error = error
            raise

    def write(self, data: bytes) -> int:
        try:
            return self._inner.write(data)
        except Exception as error:
            self.error = error
            raise


def is_encrypted(start: bytes) -> bool:
    """Whether a file that begins with ``start`` (at least 32 bytes, or the whole file) is under a passphrase."""
    return start.startswith((AGE_MAGIC, ENVELOPE_MAGIC))


def encrypt(source: IO[bytes], size: int, target: IO[bytes], passphrase: str) -> None:
    """Write ``size`` bytes of ``source`` to ``target`` under ``passphrase``.

    Whatever reading or writing raises comes through as it is (``OSError`` on a full disk, ``Cancelled``).
    """
    check_passphrase(passphrase)
    if size <= ONE_PIECE:
        target.write(pyrage.passphrase.encrypt(source.read(), passphrase))
        return
    identity = pyrage.x25519.Identity.generate()
    key = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
    target.write(ENVELOPE_MAGIC + f"{len(key)}\n".encode() + key)
    reader, writer = _Watched(source), _Watched(target)
    try:
        pyrage.encrypt_io(reader, writer, [identity.to_public()])
    except (pyrage.EncryptError, OSError) as error:
        raise reader.error or writer.error or error from None


def decrypt(source: IO[bytes], size: int, target: IO[bytes], passphrase: str) -> None:
    """Write the content of the encrypted ``source`` (``size`` bytes in all) to ``target``.

    Raises :class:`Refused` when the passphrase is wrong, or the file is cut, damaged or foreign; ``target`` may then
    hold a beginning, which the caller throws away.
    """
    start = source.read(32)
    source.seek(0)
    if start.startswith(AGE_MAGIC):
        if size > ONE_PIECE + _AGE_OVERHEAD:
            raise Refused(DAMAGED, hint=DAMAGED_HINT)
        target.write(_open_piece(source.read(), passphrase))
        return
    line = _ENVELOPE_LINE.match(start)
    if not line or int(line[1]) > _LONGEST_KEY:
        raise Refused(DAMAGED, hint=DAMAGED_HINT)
    source.seek(line.end())
    text = _open_piece(source.read(int(line[1])), passphrase)
    try:
        identity = pyrage.x25519.Identity.from_str(text.decode("ascii"))
    except (pyrage.IdentityError, UnicodeDecodeError) as error:
        raise Refused(DAMAGED, hint=DAMAGED_HINT) from error
    reader, writer = _Watched(source), _Watched(target)
    try:
        pyrage.decrypt_io(reader, writer, [identity])
    except (pyrage.DecryptError, OSError) as error:
        cause = reader.error or writer.error
        if cause is not None:
            raise cause from None
        raise Refused(DAMAGED, hint=DAMAGED_HINT) from error


def _open_piece(data: bytes, passphrase: str) -> bytes:
    """The content of one age file under a passphrase.

    How much work pyrage agrees to do follows the pace of the PC at that moment: one that is busy may say no to a file
    of an ordinary PC, and is asked again.
    """
    for _attempt in range(_TRIES):
        try:
            content: bytes = pyrage.passphrase.decrypt(data, passphrase)
        except pyrage.DecryptError as error:
            said = str(error)
        else:
            return content
        # pyrage says "Decryption failed" when the passphrase does not open the key, and other words for other harm.
        if said == "Decryption failed":
            raise Refused(WRONG_PASSPHRASE, hint=_WRONG_HINT)
        if not said.startswith("Excessive work"):
            raise Refused(DAMAGED, hint=DAMAGED_HINT)
        if not _ORDINARY_WORK.search(data[:200]):
            raise Refused("打不开：这个文件要求的解密计算量过大，不像是本程序做的。", hint=DAMAGED_HINT)
    raise Refused("这台电脑现在太忙，没有解开。", hint="请关掉别的程序，过一会儿再试一次。")


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that protects nothing: blank, or one that another PC could not type again."""
    if not passphrase.strip():
        raise Refused("口令是空的。", hint="请输入支部口令，或者选择不加密。")
    if any(ord(c) < 32 or ord(c) == 127 for c in passphrase):
        raise Refused("口令里有换行或看不见的字符。", hint="请把口令写在一行里，不要带换行。")


def passphrase_hint(passphrase: str) -> str:
    """A sentence on how good the passphrase is; "" when there is nothing to say against it."""
    text = passphrase.strip()
    if not text:
        return ""
    if len(set(text)) <= 2 or (text.isdigit() and len(text) < 12) or text.lower() in _COMMON:
        return "太容易猜到。建议用四个以上互不相干的词，或一句只有支部知道的话。"
    han = sum("\u4e00" <= c <= "\u9fff" for c in text)
    if len(text) + han < 12:
        return "偏短。建议不少于 12 个字母数字，或 6 个汉字以上。"
    return ""


_COMMON: Final = frozenset(
    {
        "password",
        "passw0rd",
        "admin123",
        "administrator",
        "qwertyuiop",
        "dangzhibu",
        "支部口令",
        "机关党支部",
        "dangjian",
    }
)
