"""Files people upload, on disk until a worker has read them."""

import asyncio
import hashlib
import os
import re
import time
from collections.abc import AsyncIterable
from pathlib import Path

from chat.channel import TooBig
from chat.events import File

DAY = 86_400.0
HOUR = 3_600.0
_ID = re.compile(r"[0-9a-f]{40}", re.ASCII)


class Full(Exception):
    """The folder holds as much as it may; nothing was kept."""


class Uploads:
    """A folder of files under ids nobody can guess. `limit` bounds one file, `room` all of them, in bytes."""

    def __init__(self, folder: Path, limit: int, room: int) -> None:
        self._folder = folder
        self._limit = limit
        self._room = room

    @staticmethod
    def name_for(secret: str, client_id: str) -> str:
        """The id of an upload: the same for the same upload sent again, and known to nobody without the secret."""
        return hashlib.sha256(f"{secret}/{client_id}".encode()).hexdigest()[:40]

    async def keep(self, file_id: str, chunks: AsyncIterable[bytes]) -> int:
        """Write a file as it arrives; returns its size. `TooBig` or `Full` leave nothing behind."""
        part = self._path(file_id).with_suffix(".part")
        await asyncio.to_thread(self._make_room)
        size = 0
        try:
            with part.open("wb") as out:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > self._limit:
                        raise TooBig
                    await asyncio.to_thread(out.write, chunk)
            part.replace(self._path(file_id))
        except ConnectionError:
            raise  # the browser went away, the disk is well
        except OSError as error:
            raise Full from error
        finally:
            part.unlink(missing_ok=True)
        return size

    async def read(self, file: File, limit: int) -> bytes:
        """The bytes of a kept file; raises `TooBig`, or `FileNotFoundError` when it is gone.

        The file stays for another hour: a worker that was killed half-way reads it again.
        """
        if not _ID.fullmatch(file.id):
            raise FileNotFoundError("no such upload")
        return await asyncio.to_thread(self._read, self._path(file.id), limit)

    def sweep(self, now: float) -> None:
        """Delete what nobody read for a day; `now` in seconds as the file system counts them."""
        for path in self._files():
            if path.stat().st_mtime < now - DAY:
                path.unlink(missing_ok=True)

    def _read(self, path: Path, limit: int) -> bytes:
        if path.stat().st_size > limit:
            raise TooBig
        content = path.read_bytes()
        soon = time.time() - DAY + HOUR
        if path.stat().st_mtime > soon:
            os.utime(path, (soon, soon))
        return content

    def _make_room(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if sum(path.stat().st_size for path in self._files()) + self._limit > self._room:
            raise Full

    def _files(self) -> list[Path]:
        return list(self._folder.iterdir()) if self._folder.is_dir() else []

    def _path(self, file_id: str) -> Path:
        return self._folder / file_id
