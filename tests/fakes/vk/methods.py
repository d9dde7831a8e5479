"""The API methods the bot uses; everything else is an unknown method."""

import json
import re
from collections.abc import Callable
from itertools import count
from pathlib import PurePath
from typing import Any

from tests.fakes.vk.dialogues import Dialogues
from tests.fakes.vk.rules import Refusal, known, whole
from tests.fakes.vk.updates import Updates

Json = dict[str, Any]
PERSONAL = frozenset({900, 901, 902, 917, 936})
LOOKS = "message format_data keyboard attachment dont_parse_links disable_mentions"
SCREEN_NAME = "school_club"


class Methods:
    """Called by name with parameters as text."""

    def __init__(self, group: int, dialogues: Dialogues, updates: Updates) -> None:
        self.events = {"message_new": 1, "message_event": 1, "message_allow": 1, "message_deny": 1, "wall_post_new": 0}
        self.enabled = True
        self.base = ""
        self.spinners: dict[str, int] = {}
        self._group = group
        self._dialogues = dialogues
        self._updates = updates
        self._numbers = count(456_001)
        self._put: dict[str, tuple[str, str, bytes]] = {}
        self._all: dict[str, Callable[[Json], Any]] = {
            "groups.getById": self._about,
            "groups.getLongPollSettings": self._settings,
            "groups.getLongPollServer": self._server,
            "messages.send": self._send,
            "messages.edit": self._edit,
            "messages.sendMessageEventAnswer": self._stop_spinner,
            "photos.getMessagesUploadServer": self._photo_server,
            "photos.saveMessagesPhoto": self._save_photo,
            "docs.getMessagesUploadServer": self._doc_server,
            "docs.save": self._save_doc,
        }

    def do(self, name: str, params: Json) -> Any:
        """One method's response; raises `Refusal`."""
        if name not in self._all:
            raise Refusal(3, f"unknown method {name}")
        return self._all[name]({key: str(value) for key, value in params.items()})

    def take(self, kind: str, name: str, content: bytes) -> Json:
        """What an upload server answers."""
        ticket = f"{kind}-{next(self._numbers)}"
        self._put[ticket] = (kind, name, content)
        return {"server": 7, "photo": ticket, "hash": "h"} if kind == "photo" else {"file": ticket}

    def _about(self, params: Json) -> Json:
        known(params, "group_ids")
        return {"groups": [{"id": self._group, "name": "Школа", "screen_name": SCREEN_NAME}], "profiles": []}

    def _settings(self, _params: Json) -> Json:
        return {"is_enabled": self.enabled, "api_version": "5.199", "events": dict(self.events)}

    def _server(self, params: Json) -> Json:
        if whole(params, "group_id") != self._group:
            raise Refusal(15, "access denied")
        return {"key": self._updates.key, "server": f"{self.base}/poll/{self._group}", "ts": str(self._updates.ts)}

    def _send(self, params: Json) -> Any:
        known(params, f"peer_id peer_ids random_id {LOOKS}")
        if "peer_id" in params:
            return self._dialogues.send(whole(params, "peer_id"), params).id
        return [self._sent(int(peer), params) for peer in params["peer_ids"].split(",")]

    def _sent(self, peer: int, params: Json) -> Json:
        try:
            message = self._dialogues.send(peer, params)
        except Refusal as refusal:
            if refusal.code not in PERSONAL:
                raise
            return {"peer_id": peer, "message_id": 0, "error": {"code": refusal.code, "description": refusal.why}}
        return {"peer_id": peer, "message_id": message.id, "conversation_message_id": message.number}

    def _edit(self, params: Json) -> int:
        known(params, f"peer_id cmid conversation_message_id message_id {LOOKS}")
        self._dialogues.edit(whole(params, "peer_id"), params)
        return 1

    def _stop_spinner(self, params: Json) -> int:
        known(params, "event_id user_id peer_id event_data")
        if self.spinners.pop(params.get("event_id", ""), None) != whole(params, "user_id"):
            raise Refusal(100, "unknown event")
        return 1

    def _photo_server(self, params: Json) -> Json:
        whole(known(params, "peer_id"), "peer_id")
        return {"upload_url": f"{self.base}/upload/photo", "album_id": -64, "group_id": self._group}

    def _doc_server(self, params: Json) -> Json:
        whole(known(params, "peer_id type"), "peer_id")
        return {"upload_url": f"{self.base}/upload/file"}

    def _save_photo(self, params: Json) -> list[Json]:
        known(params, "server photo hash")
        return [self._keep(params["photo"], -self._group)]

    def _save_doc(self, params: Json) -> Json:
        known(params, "file title tags")
        return {"type": "doc", "doc": self._keep(params["file"], 100, params["title"])}

    def _keep(self, ticket: str, owner: int, title: str = "") -> Json:
        if ticket not in self._put:
            raise Refusal(100, "nothing was uploaded")
        kind, name, content = self._put.pop(ticket)
        if PurePath(name).suffix != PurePath(title or name).suffix:
            raise Refusal(100, "the file's ending and its title differ")
        saved = {"owner_id": owner, "id": next(self._numbers), "access_key": "ak"}
        kind = "photo" if kind == "photo" else "doc"
        self._dialogues.uploads[f"{kind}{owner}_{saved['id']}_ak"] = (kind, title, content)
        return saved


def calls(code: str) -> list[tuple[str, Json]]:
    """The calls of ``return [API.a.b({…}), …];``; anything else does not compile."""
    body = re.fullmatch(r"return \[(.*)\];", code, re.DOTALL)
    found: list[tuple[str, Json]] = []
    rest = body[1] if body else "?"
    while rest:
        head = re.match(r"API\.([a-z]+\.\w+)\(", rest, re.IGNORECASE)
        try:
            params, end = json.JSONDecoder().raw_decode(rest, head.end() if head else len(rest))
        except ValueError:
            raise Refusal(12, "unable to compile code") from None
        if not head or rest[end : end + 1] != ")":
            raise Refusal(12, "unable to compile code")
        found.append((head[1], params))
        rest = rest[end + 1 :].removeprefix(", ")
    if len(found) > 25:
        raise Refusal(13, "too many API calls")
    return found
