"""Uploaded files on disk."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.web.uploads import DAY, Full, Uploads
from chat.channel import TooBig
from chat.events import File


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads", limit=10, room=25)


async def test_kept_and_read(uploads: Uploads) -> None:
    name = uploads.name_for("секрет", "1")
    assert await uploads.keep(name, chunks(b"12345", b"678")) == 8
    file = File(name, "план.csv", 8)
    assert await uploads.read(file, 8) == b"12345678"
    assert await uploads.read(file, 8) == b"12345678", "a worker that was killed reads it again"
    with pytest.raises(TooBig):
        await uploads.read(file, 7)


async def test_too_big_leaves_nothing(uploads: Uploads, tmp_path: Path) -> None:
    with pytest.raises(TooBig):
        await uploads.keep(uploads.name_for("секрет", "1"), chunks(b"123456", b"78901"))
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_an_upload_that_breaks_off_leaves_nothing(uploads: Uploads, tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"123"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await uploads.keep(uploads.name_for("секрет", "1"), broken())
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_the_folder_has_bounds(uploads: Uploads) -> None:
    for number in "12":
        await uploads.keep(uploads.name_for("секрет", number), chunks(b"1234567890"))
    with pytest.raises(Full):
        await uploads.keep(uploads.name_for("секрет", "3"), chunks(b"1"))


@pytest.mark.parametrize("file_id", ["../house.py", "", "a" * 39, "/etc/passwd"])
async def test_only_uploads_are_read(uploads: Uploads, file_id: str) -> None:
    with pytest.raises(FileNotFoundError):
        await uploads.read(File(file_id, "файл", 1), 100)


async def test_swept_after_a_day_or_an_hour_after_reading(uploads: Uploads, tmp_path: Path) -> None:
    unread, read = (uploads.name_for("секрет", number) for number in "12")
    await uploads.keep(unread, chunks(b"1"))
    await uploads.keep(read, chunks(b"2"))
    await uploads.read(File(read, "б", 1), 10)
    now = time.time()

    def kept() -> list[str]:
        return [path.name for path in (tmp_path / "uploads").iterdir()]

    uploads.sweep(now + 1800)
    assert len(kept()) == 2
    uploads.sweep(now + 3700)
    assert kept() == [unread]
    uploads.sweep(now + DAY + 60)
    assert kept() == []
