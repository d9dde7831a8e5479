"""Pictures and documents: put on VK's servers first, then named in a message."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from aiohttp import FormData

from bot.vk.client import Client, parsed
from bot.vk.errors import Fault, NoAnswer
from bot.vk.line import Line
from chat.channel import Refused
from chat.screen import Attachment, Document, Picture

REMEMBERED = 500
UPLOAD_SECONDS = 60
NO_RIGHT = frozenset({7, 15})


class Uploads:
    """Uploads once for the same bytes and peer; forgets on restart."""

    def __init__(self, client: Client, line: Line) -> None:
        self._client = client
        self._line = line
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def name(self, peer: int, attachment: Attachment, *, bulk: bool) -> str:
        """What the `attachment` parameter calls it."""
        content = attachment.png if isinstance(attachment, Picture) else attachment.content
        title = attachment.name if isinstance(attachment, Document) else ""
        key = (f"{peer}:{title}", hashlib.sha256(content).hexdigest())
        if key not in self._known:
            self._known[key] = await self._upload(peer, attachment, bulk=bulk)
        self._known.move_to_end(key)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return self._known[key]

    async def _upload(self, peer: int, attachment: Attachment, *, bulk: bool) -> str:
        try:
            match attachment:
                case Picture():
                    return await self._picture(peer, attachment, bulk=bulk)
                case Document():
                    return await self._document(peer, attachment, bulk=bulk)
        except Fault as fault:
            if fault.code in NO_RIGHT:  # one missing right must not stop the whole channel
                raise Refused("the VK token has no right to upload photos or documents") from None
            raise
        except NoAnswer as lost:  # nothing was shown yet, whatever became of the upload
            raise NoAnswer(left=False, why=str(lost)) from None

    async def _picture(self, peer: int, picture: Picture, *, bulk: bool) -> str:
        place = await self._line.call("photos.getMessagesUploadServer", {"peer_id": peer}, bulk=bulk)
        put = await self._put(place, "photo", "picture.png", picture.png, "image/png")
        taken = {name: put.get(name) for name in ("server", "photo", "hash")}
        match await self._line.call("photos.saveMessagesPhoto", taken, bulk=bulk):
            case [saved]:
                return _name("photo", saved)
            case _:
                raise NoAnswer(left=False, why="photo not saved")

    async def _document(self, peer: int, document: Document, *, bulk: bool) -> str:
        place = await self._line.call("docs.getMessagesUploadServer", {"type": "doc", "peer_id": peer}, bulk=bulk)
        # The form's file name would arrive percent-encoded; `title` is what people see, the ending tells VK the kind.
        name = f"document{PurePath(document.name).suffix}"
        put = await self._put(place, "file", name, document.content, "application/octet-stream")
        taken = {"file": put.get("file"), "title": document.name}
        match await self._line.call("docs.save", taken, bulk=bulk):
            case {"doc": saved}:
                return _name("doc", saved)
            case _:
                raise NoAnswer(left=False, why="document not saved")

    async def _put(self, place: object, field: str, name: str, content: bytes, kind: str) -> Mapping[str, Any]:
        match place:
            case {"upload_url": str(url)}:
                form = FormData()
                form.add_field(field, content, filename=name, content_type=kind)
                answer = parsed(await self._client.text("POST", url, form, timeout=UPLOAD_SECONDS))
            case _:
                answer = None
        if isinstance(answer, dict) and answer.get(field):
            return answer
        raise NoAnswer(left=False, why="upload failed")


def _name(kind: str, saved: object) -> str:
    match saved:
        case {"owner_id": int(owner), "id": int(number), "access_key": str(key)} if key:
            return f"{kind}{owner}_{number}_{key}"
        case {"owner_id": int(owner), "id": int(number)}:
            return f"{kind}{owner}_{number}"
        case _:
            raise NoAnswer(left=False, why=f"{kind} not saved")
