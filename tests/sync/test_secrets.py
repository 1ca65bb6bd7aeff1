"""Bundles under a passphrase: what opens them, what does not, and that the passphrase stays a secret."""

from __future__ import annotations

import io
import logging
import os
import traceback

import pyrage
import pytest

from dangjian_desktop.base.errors import Cancelled, Refused
from dangjian_desktop.sync import secrets
from dangjian_desktop.sync.secrets import check_passphrase, decrypt, encrypt, is_encrypted, passphrase_hint

PASSPHRASE = "银杏 渡口 早班 一九"
EVERY_BYTE = os.environ.get("DANGJIAN_FUZZ") == "1"
TEXT = "十月主题党日".encode() * 40


@pytest.fixture
def piece(quick_passphrases: None) -> bytes:
    """One ordinary age file."""
    out = io.BytesIO()
    encrypt(io.BytesIO(TEXT), len(TEXT), out, PASSPHRASE)
    return out.getvalue()


@pytest.fixture
def envelope(quick_passphrases: None) -> bytes:
    """What a large content becomes."""
    out = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "ONE_PIECE", 100)
        encrypt(io.BytesIO(TEXT), len(TEXT), out, PASSPHRASE)
    return out.getvalue()


def opened(data: bytes, passphrase: str = PASSPHRASE) -> bytes:
    out = io.BytesIO()
    decrypt(io.BytesIO(data), len(data), out, passphrase)
    return out.getvalue()


def refused(data: bytes, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(Refused) as refusal:
        opened(data, passphrase)
    return str(refusal.value)


class Full(io.BytesIO):
    """A disk that is full."""

    def write(self, data: object) -> int:
        raise OSError(28, "No space left on device")


class Stopped(io.BytesIO):
    """A source whose reader was cancelled."""

    def read(self, size: int | None = -1) -> bytes:
        raise Cancelled()


def test_a_small_bundle_is_an_ordinary_age_file_that_costs_an_attacker_real_work() -> None:
    out = io.BytesIO()
    encrypt(io.BytesIO(TEXT), len(TEXT), out, PASSPHRASE)
    piece = out.getvalue()
    assert is_encrypted(piece)
    assert int(piece.split(b"\n")[1].split()[-1]) >= 14, "scrypt must be costly"
    assert pyrage.passphrase.decrypt(piece, PASSPHRASE) == TEXT


def test_an_age_file_of_another_implementation_opens(piece: bytes) -> None:
    assert opened(piece) == TEXT


def test_a_large_bundle_streams_through_an_envelope_of_two_age_files(envelope: bytes) -> None:
    assert is_encrypted(envelope)
    assert opened(envelope) == TEXT
    line, rest = envelope.split(b"\n", 1)
    length = int(line.split()[-1])
    identity = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(rest[:length], PASSPHRASE).decode())
    assert pyrage.decrypt(rest[length:], [identity]) == TEXT


def test_nothing_of_the_content_can_be_read_without_the_passphrase(piece: bytes, envelope: bytes) -> None:
    for data in (piece, envelope):
        assert "主题党日".encode() not in data
        assert b"AGE-SECRET-KEY" not in data


def test_a_wrong_passphrase_says_so_and_tells_nothing_of_either(
    piece: bytes, envelope: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "柳叶-错的口令"
    for data in (piece, envelope):
        with pytest.raises(Refused) as refusal:
            opened(data, wrong)
        told = "".join(traceback.format_exception(refusal.value)) + repr(vars(refusal.value)) + caplog.text
        assert "口令不对" in told
        assert wrong not in told
        assert PASSPHRASE not in told


def test_a_cut_encrypted_file_is_refused_at_every_length(piece: bytes, envelope: bytes) -> None:
    for data in (piece, envelope):
        for length in range(0, len(data), 1 if EVERY_BYTE else 9):
            assert "损坏" in refused(data[:length]), length


def test_a_changed_byte_in_an_encrypted_file_is_always_refused(piece: bytes, envelope: bytes) -> None:
    for data in (piece, envelope):
        for at in range(0, len(data), 1 if EVERY_BYTE else 9):
            harmed = bytearray(data)
            harmed[at] ^= 1 << at % 8
            # a changed digit of the work factor may ask for absurd work instead
            assert any(word in refused(bytes(harmed)) for word in ("损坏", "计算量过大")), at


def test_an_envelope_of_a_later_making_is_refused() -> None:
    assert "损坏" in refused(b"dangjian-envelope 1 9999\n" + b"x" * 100)
    assert "损坏" in refused(b"dangjian-envelope 2 100\n" + b"x" * 100)


def test_an_envelope_around_something_else_than_a_key_is_refused(piece: bytes) -> None:
    assert "损坏" in refused(f"dangjian-envelope 1 {len(piece)}\n".encode() + piece)


def test_an_age_file_too_large_for_memory_is_refused_unread() -> None:
    with pytest.raises(Refused, match="损坏"):
        decrypt(io.BytesIO(secrets.AGE_MAGIC), 2**40, io.BytesIO(), PASSPHRASE)


def test_a_busy_pc_is_asked_again_before_it_says_so(piece: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    real, answers = pyrage.passphrase.decrypt, ["busy", "busy"]

    def decrypt_later(data: bytes, passphrase: str) -> bytes:
        if answers:
            answers.pop()
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        return real(data, passphrase)

    monkeypatch.setattr(secrets.pyrage.passphrase, "decrypt", decrypt_later)
    assert opened(piece) == opened(piece)
    answers.extend(["busy"] * 99)
    assert "太忙" in refused(piece)


def test_a_file_that_asks_for_absurd_work_is_refused_at_once(piece: bytes) -> None:
    header = piece.split(b"\n")[1]
    slow = piece.replace(header, header.rsplit(b" ", 1)[0] + b" 40", 1)
    assert "计算量过大" in refused(slow)


def test_a_full_disk_and_a_cancelled_job_come_through_as_they_are(
    envelope: bytes, quick_passphrases: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OSError, match="No space left"):
        decrypt(io.BytesIO(envelope), len(envelope), Full(), PASSPHRASE)
    monkeypatch.setattr(secrets, "ONE_PIECE", 100)
    with pytest.raises(Cancelled):
        encrypt(Stopped(), 1000, io.BytesIO(), PASSPHRASE)


@pytest.mark.parametrize("passphrase", ["", "   ", "两行\n口令", "tab\tbed", "删\x7f"])
def test_a_passphrase_that_protects_nothing_or_cannot_be_typed_is_refused(passphrase: str) -> None:
    with pytest.raises(Refused, match="口令"):
        check_passphrase(passphrase)


@pytest.mark.parametrize(
    ("passphrase", "says"),
    [
        ("", ""),
        ("aaaaaaaaaaaaaaaa", "太容易猜到"),
        ("20261012", "太容易猜到"),
        ("PassWord", "太容易猜到"),
        ("短口令", "偏短"),
        ("k3mz9", "偏短"),
        (PASSPHRASE, ""),
        ("correct horse battery", ""),
    ],
)
def test_a_weak_passphrase_is_remarked_upon(passphrase: str, says: str) -> None:
    assert passphrase_hint(passphrase).startswith(says)
    assert bool(passphrase_hint(passphrase)) == bool(says)
