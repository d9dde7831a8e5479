"""What each person's VK app can show, remembered in memory: the next message tells it again."""

from collections import OrderedDict

from bot.vk.rendering import DEFAULT, Abilities, abilities

REMEMBERED = 20_000


class Apps:
    """Learns from new messages; unknown apps count as today's, with callback buttons."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Abilities] = OrderedDict()

    def learn(self, update: object) -> None:
        """Take note of a message's `client_info`."""
        if told := abilities(update):
            peer, can = told
            self._known[peer] = can
            self._known.move_to_end(peer)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def of(self, peer: int) -> Abilities:
        """What the app used last in this dialogue can show."""
        return self._known.get(str(peer), DEFAULT)
