"""The methods of the Bot API this fake knows, each as strict as the real one."""

import re
import time
from collections.abc import Callable
from typing import Any

from tests.fakes.telegram.chats import BOT, Chat, Chats
from tests.fakes.telegram.rules import BadRequest, content, keyboard

Json = dict[str, Any]
DOWNLOAD_LIMIT = 20_000_000
UPLOAD_LIMIT = 50_000_000
_PICTURE = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class Methods:
    """Calls by name; `files` are the parts of a multipart body. `presses` are the open callback queries."""

    def __init__(self, chats: Chats) -> None:
        self.chats = chats
        self.presses: dict[str, float] = {}
        self.press_life = 30.0
        self.menus: dict[str, list[tuple[str, str]]] = {}
        self.answered = 0
        self.sizes_told: dict[str, int] = {}
        self._by_name: dict[str, Callable[[Json, Json], Any]] = {
            "getMe": lambda _call, _files: {**BOT, "can_join_groups": True, "supports_inline_queries": False},
            "deleteWebhook": lambda _call, _files: True,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
            "sendDocument": self._send_document,
            "editMessageText": self._edit_text,
            "editMessageCaption": self._edit_caption,
            "editMessageMedia": self._edit_media,
            "editMessageReplyMarkup": self._edit_keyboard,
            "deleteMessage": self._delete,
            "answerCallbackQuery": self._answer,
            "setMyCommands": self._commands,
            "getFile": self._file,
        }

    def do(self, name: str, call: Json, files: Json) -> Any:
        """The result of one call, or `BadRequest`."""
        method = self._by_name.get(name)
        if method is None:
            raise BadRequest("Not Found: method not found", 404)
        return method(call, files)

    def _send_message(self, call: Json, _files: Json) -> Json:
        chat = self.chats.writable(call.get("chat_id"))
        return self.chats.send(chat, _text(call) | {"reply_markup": keyboard(call.get("reply_markup"))})

    def _send_photo(self, call: Json, files: Json) -> Json:
        return self._send_file("photo", call, files)

    def _send_document(self, call: Json, files: Json) -> Json:
        return self._send_file("document", call, files)

    def _send_file(self, kind: str, call: Json, files: Json) -> Json:
        chat = self.chats.writable(call.get("chat_id"))
        what = _caption(call) | {"reply_markup": keyboard(call.get("reply_markup"))}
        return self.chats.send(chat, what | self._media(kind, call.get(kind), files))

    def _edit_text(self, call: Json, _files: Json) -> Json:
        chat, old = self._old(call)
        what = _text(call) | {"reply_markup": keyboard(call.get("reply_markup"))}
        if "text" not in old:
            raise BadRequest("Bad Request: there is no text in the message to edit")
        return self.chats.edit(chat, old["message_id"], what)

    def _edit_caption(self, call: Json, _files: Json) -> Json:
        chat, old = self._old(call)
        if "text" in old:
            raise BadRequest("Bad Request: there is no caption in the message to edit")
        what = _caption(call) | {"reply_markup": keyboard(call.get("reply_markup"))}
        return self.chats.edit(chat, old["message_id"], what)

    def _edit_media(self, call: Json, files: Json) -> Json:
        chat, old = self._old(call)
        media = call.get("media")
        if not isinstance(media, dict) or media.get("type") not in {"photo", "document"}:
            raise BadRequest("Bad Request: can't parse InputMedia")
        if "text" in old:
            raise BadRequest("Bad Request: there is no media in the message to edit")
        what = _caption(media) | {"reply_markup": keyboard(call.get("reply_markup")), "photo": None, "document": None}
        what |= self._media(media["type"], media.get("media"), files)
        return self.chats.edit(chat, old["message_id"], what)

    def _edit_keyboard(self, call: Json, _files: Json) -> Json:
        chat, old = self._old(call)
        return self.chats.edit(chat, old["message_id"], {"reply_markup": keyboard(call.get("reply_markup"))})

    def _delete(self, call: Json, _files: Json) -> bool:
        chat = self.chats.writable(call.get("chat_id"))
        message = self.chats.own(chat, call.get("message_id"), "message to delete not found")
        del chat.messages[message["message_id"]]
        return True

    def _answer(self, call: Json, _files: Json) -> bool:
        opened = self.presses.pop(str(call.get("callback_query_id")), None)
        if opened is None or time.monotonic() - opened > self.press_life:
            words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
            raise BadRequest(words)
        if len(str(call.get("text", ""))) > 200:
            raise BadRequest("Bad Request: MESSAGE_TOO_LONG")
        self.answered += 1
        return True

    def _commands(self, call: Json, _files: Json) -> bool:
        menu = call.get("commands")
        if not isinstance(menu, list) or len(menu) > 100:
            raise BadRequest("Bad Request: commands must be an Array of at most 100")
        for command in menu:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
                raise BadRequest("Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command.get("description", "")) <= 256:
                raise BadRequest("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        scope = call.get("scope") or {"type": "default"}
        if scope["type"] == "chat":
            self.chats.writable(int(scope["chat_id"]))
        name = scope["type"] if scope["type"] == "default" else str(scope["chat_id"])
        self.menus[name] = [(command["command"], command["description"]) for command in menu]
        return True

    def _file(self, call: Json, _files: Json) -> Json:
        file_id = str(call.get("file_id"))
        stored = self.chats.files.get(file_id)
        if stored is None:
            raise BadRequest("Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(stored) > DOWNLOAD_LIMIT:
            raise BadRequest("Bad Request: file is too big")
        size = self.sizes_told.get(file_id, len(stored))
        named = {"file_id": file_id, "file_unique_id": file_id, "file_size": size}
        return named | {"file_path": f"documents/{file_id}"}

    def _old(self, call: Json) -> tuple[Chat, Json]:
        chat = self.chats.writable(call.get("chat_id"))
        return chat, self.chats.own(chat, call.get("message_id"), "message to edit not found")

    def _media(self, kind: str, named: object, files: Json) -> Json:
        """A file by its id, or a new one from the multipart body."""
        if isinstance(named, str) and not named.startswith("attach://"):
            if named not in self.chats.files or named in self.chats.expired:
                raise BadRequest("Bad Request: wrong remote file identifier specified: Wrong character in the string")
            known = self.chats.files[named]
            file: Json = {"file_id": named, "file_unique_id": named, "file_name": self.chats.names[named]}
            file["file_size"] = len(known)
        else:
            part = files.get(named.removeprefix("attach://") if isinstance(named, str) else kind)
            if part is None:
                raise BadRequest(f"Bad Request: there is no {kind} in the request")
            name, uploaded = part
            if not 0 < len(uploaded) <= UPLOAD_LIMIT:
                raise BadRequest("Bad Request: file must be non-empty" if not uploaded else "Request Entity Too Large")
            file = self.chats.store(uploaded, name)
        if kind == "document":
            return {"document": file}
        if not self.chats.files[file["file_id"]].startswith(_PICTURE):
            raise BadRequest("Bad Request: IMAGE_PROCESS_FAILED")
        size = {"file_id": file["file_id"], "file_unique_id": file["file_id"], "file_size": file["file_size"]}
        return {"photo": [size | {"width": 640, "height": 480}]}


def _text(call: Json) -> Json:
    text, entities = content(call.get("text"), call.get("entities"), call.get("parse_mode"), caption=False)
    return {"text": text, "entities": entities}


def _caption(call: Json) -> Json:
    styles = call.get("caption_entities")
    caption, entities = content(call.get("caption", ""), styles, call.get("parse_mode"), caption=True)
    return {"caption": caption, "caption_entities": entities}
