"""Screens before people: edits and their refusals, random_id, keyboards by app, pictures and documents, outcomes."""

import logging

import pytest

from bot.vk.channel import VkChannel
from chat.actions import action
from chat.channel import Gone, Halted, Refused, TooBig, TryLater, Unknown
from chat.events import Address, ButtonPressed, File, FileSent, Ref
from chat.screen import Button, Document, Picture, Screen, screen
from chat.text import bold, italic, lines, link
from tests.fakes.vk import GROUP, TOKEN, FakeVk, VkPhone, client_info
from tests.fakes.vk.faults import Fault, dropped, page, refused, silent
from tests.phones import Seen
from tests.vk.conftest import Naps, NotedDesk

PNG = b"\x89PNG\r\n\x1a\n and so on"
YES = (Button("Да", action("yes", 1)),)


@pytest.fixture
async def mother(vk: FakeVk) -> VkPhone:
    """Somebody who has written to the bot."""
    phone = vk.phone("Мама")
    await phone.type("привет")
    return phone


def at(phone: VkPhone) -> Address:
    return Address("vk", str(phone.number))


async def test_a_screen_with_styles_and_buttons(channel: VkChannel, mother: VkPhone) -> None:
    words = lines(bold("👋 Вопрос 1 из 10"), italic("необязательный"), link("подробнее", "https://example.org/a"))
    ref = await channel.show(at(mother), screen(words, YES, (Button("Назад", action("back")),)))
    assert mother.seen() == [
        Seen(
            ref,
            "*👋 Вопрос 1 из 10*\n_необязательный_\n[подробнее](https://example.org/a)",
            (("Да",), ("Назад",)),
        )
    ]


async def test_an_edit_in_place_and_buttons_that_go(channel: VkChannel, mother: VkPhone) -> None:
    ref = await channel.show(at(mother), screen("раз", YES))
    assert await channel.show(at(mother), screen("два"), instead_of=ref) == ref
    assert [(seen.words, seen.rows, seen.in_place) for seen in mother.seen()] == [
        ("раз", (("Да",),), False),
        ("два", (), True),
    ]


@pytest.mark.parametrize("code", [909, 912, 15, 100, 920])
async def test_what_cannot_be_edited_is_sent_anew(vk: FakeVk, channel: VkChannel, mother: VkPhone, code: int) -> None:
    ref = await channel.show(at(mother), screen("раз"))
    vk.fail(refused(code, "messages.edit"))
    fresh = await channel.show(at(mother), screen("два"), instead_of=ref)
    assert fresh != ref
    assert [(seen.words, seen.in_place) for seen in mother.seen()] == [("раз", False), ("два", False)]


@pytest.mark.parametrize("ref", ["77", "m5", "tg-1", ""])
async def test_an_unknown_ref_is_no_obstacle(channel: VkChannel, mother: VkPhone, ref: str) -> None:
    await channel.show(at(mother), screen("вот"), instead_of=Ref(ref))
    assert [seen.words for seen in mother.seen()] == ["вот"]


@pytest.mark.parametrize(
    "fault",
    [
        dropped("after", "messages.send"),
        page("messages.send", after=True),
        dropped("before", "messages.send"),
        page("messages.send"),
        refused(1, "messages.send"),
        refused(10, "messages.send"),
        refused(6, "messages.send"),
    ],
    ids=["dropped after", "page after", "dropped before", "page before", "code 1", "code 10", "code 6"],
)
async def test_a_lost_answer_doubles_nothing(vk: FakeVk, channel: VkChannel, mother: VkPhone, fault: Fault) -> None:
    vk.fail(fault)
    ref = await channel.show(at(mother), screen("один раз"))
    assert [(seen.ref, seen.words) for seen in mother.seen()] == [(ref, "один раз")]
    assert vk.calls["messages.send"] == 2


async def test_the_same_key_is_the_same_message(vk: FakeVk, channel: VkChannel, mother: VkPhone) -> None:
    first = await channel.show(at(mother), screen("напоминание"), key="outbox:7")
    assert await channel.show(at(mother), screen("напоминание"), key="outbox:7") == first
    assert await channel.show(at(mother), screen("напоминание"), key="outbox:8") != first
    assert vk.delivered[mother.number] == 2


async def test_without_a_key_the_same_words_are_two_messages(vk: FakeVk, channel: VkChannel, mother: VkPhone) -> None:
    await channel.show(at(mother), screen("да"))
    await channel.show(at(mother), screen("да"))
    assert vk.delivered[mother.number] == 2


@pytest.mark.parametrize("fault", [dropped("after", times=9), page(times=9)], ids=["dropped", "page"])
async def test_no_readable_answer_at_all_is_unknown(
    vk: FakeVk, channel: VkChannel, mother: VkPhone, naps: Naps, fault: Fault
) -> None:
    vk.fail(fault)
    with pytest.raises(Unknown):
        await channel.show(at(mother), screen("вот"))
    assert naps.taken == [0.5, 1, 2]


async def test_a_silent_server_is_unknown(vk: FakeVk, mother: VkPhone, naps: Naps) -> None:
    hasty = VkChannel(TOKEN, GROUP, vk.url, sleep=naps, timeout=0.05)
    vk.fail(silent("messages.send", times=4))
    with pytest.raises(Unknown):
        await hasty.show(at(mother), screen("вот"))
    await hasty.close()


async def test_a_server_that_is_away_is_try_later(vk: FakeVk, channel: VkChannel, mother: VkPhone) -> None:
    await vk.close()
    with pytest.raises(TryLater):
        await channel.show(at(mother), screen("вот"))


@pytest.mark.parametrize(
    "code, outcome",
    [
        *((code, Gone) for code in (18, 900, 901, 902, 936, 1021, 917, 922, 925, 927, 945, 946)),
        *((code, TryLater) for code in (1, 6, 9, 10)),
        *((code, Refused) for code in (100, 910, 911, 914, 4242)),
        *((code, Halted) for code in (5, 27, 28, 7, 15, 912, 14, 29, 943, 944, 950, 984)),
    ],
)
async def test_outcomes(vk: FakeVk, channel: VkChannel, mother: VkPhone, code: int, outcome: type[Exception]) -> None:
    vk.fail(refused(code, "messages.send", times=9))
    with pytest.raises(outcome):
        await channel.show(at(mother), screen("вот"))
    assert mother.seen() == []


async def test_somebody_who_never_wrote_or_left_is_gone(vk: FakeVk, channel: VkChannel, mother: VkPhone) -> None:
    with pytest.raises(Gone):
        await channel.show(at(vk.phone("Чужой")), screen("вот"))
    mother.leave()
    with pytest.raises(Gone):
        await channel.show(at(mother), screen("вот"))


@pytest.mark.parametrize("address", [Address("vk", "мама"), Address("vk", ""), Address("telegram", "1")])
async def test_an_address_of_another_kind_is_refused(channel: VkChannel, address: Address) -> None:
    with pytest.raises(Refused):
        await channel.show(address, screen("вот"))


@pytest.mark.parametrize("inline, callback", [(True, False), (False, False)], ids=["inline text", "under the field"])
async def test_older_apps_get_text_buttons(
    vk: FakeVk, listening: VkChannel, desk: NotedDesk, *, inline: bool, callback: bool
) -> None:
    old = vk.phone("Бабушка")
    old.app = client_info(inline=inline, callback=callback)
    await old.type("привет")
    await vk.drained()
    ref = await listening.show(at(old), screen("?", YES))
    await old.press("Да")
    await vk.drained()
    assert desk.whats[-1] == ButtonPressed("yes.1")
    await listening.show(at(old), screen("спасибо"), instead_of=ref)
    assert old.seen()[-1].in_place is inline
    with pytest.raises(LookupError):
        await old.press("Да")


async def test_a_picture_is_uploaded_once_for_the_same_person(vk: FakeVk, channel: VkChannel, mother: VkPhone) -> None:
    chart = screen("Сводка", YES, attachment=Picture(PNG, "диаграмма"))
    await channel.show(at(mother), chart)
    await channel.show(at(mother), chart)
    assert [(seen.words, seen.attachment, seen.content) for seen in mother.seen()] == [("Сводка", "picture", PNG)] * 2
    assert vk.calls["upload/photo"] == 1


async def test_text_becomes_a_picture_and_text_again_in_place(channel: VkChannel, mother: VkPhone) -> None:
    ref = await channel.show(at(mother), screen("Считаю…"))
    await channel.show(at(mother), screen("Готово", attachment=Picture(PNG, "диаграмма")), instead_of=ref)
    await channel.show(at(mother), screen("Меню"), instead_of=ref)
    assert [(seen.attachment, seen.in_place) for seen in mother.seen()] == [("", False), ("picture", True), ("", True)]


async def test_a_document_keeps_its_name(channel: VkChannel, mother: VkPhone) -> None:
    await channel.show(at(mother), screen("Приглашения", attachment=Document(b"%PDF", "приглашения 5А.pdf")))
    assert (mother.seen()[0].attachment, mother.seen()[0].content) == ("приглашения 5А.pdf", b"%PDF")


@pytest.mark.parametrize(
    "fault, outcome",
    [
        (refused(15, "photos.getMessagesUploadServer"), Refused),
        (refused(5, "photos.getMessagesUploadServer"), Halted),
        (page("upload/photo"), TryLater),
        (dropped("before", "upload/photo"), TryLater),
        (dropped("after", "photos.saveMessagesPhoto"), TryLater),
    ],
    ids=["no right", "bad token", "page", "dropped", "dropped after saving"],
)
async def test_a_failed_upload_shows_nothing(
    vk: FakeVk, channel: VkChannel, mother: VkPhone, fault: Fault, outcome: type[Exception]
) -> None:
    vk.fail(fault)
    with pytest.raises(outcome):
        await channel.show(at(mother), screen("Сводка", attachment=Picture(PNG, "диаграмма")))
    assert mother.seen() == []


async def test_the_largest_screen_passes(channel: VkChannel, mother: VkPhone) -> None:
    rows = tuple(tuple(Button("Ж" * 40, action("a" * 40, n)) for _ in range(5)) for n in range(2))
    await channel.show(at(mother), Screen(lines(bold("😀" * 975), "ы" * 1949), rows))
    assert mother.seen()[0].words == f"*{'😀' * 975}*\n{'ы' * 1949}"


async def test_a_file_is_fetched_within_its_bound(vk: FakeVk, listening: VkChannel, desk: NotedDesk) -> None:
    await vk.phone("Завуч").send("план.csv", b"x" * 1000)
    await vk.drained()
    what = desk.events[0].what
    assert isinstance(what, FileSent)
    assert what.file.size == 1000
    assert await listening.fetch(what.file, 1000) == b"x" * 1000
    with pytest.raises(TooBig):
        await listening.fetch(what.file, 999)
    with pytest.raises(TooBig):
        await listening.fetch(File(what.file.id, "врёт.csv", 0), 999)


async def test_files_that_cannot_be_had(vk: FakeVk, channel: VkChannel) -> None:
    with pytest.raises(Refused):
        await channel.fetch(File(f"{vk.url}/doc/0", "нет", 0), 10)
    with pytest.raises(Refused):
        await channel.fetch(File("http://[", "нет", 0), 10)
    await vk.close()
    with pytest.raises(TryLater):
        await channel.fetch(File(f"{vk.url}/doc/0", "нет", 0), 10)


async def test_an_invitation_opens_the_dialogue(channel: VkChannel) -> None:
    assert channel.invitation("abc") == f"https://vk.me/club{GROUP}?ref=abc"
    assert await channel.connect() == []
    assert channel.invitation("abc") == "https://vk.me/school_club?ref=abc"


async def test_settings_that_must_be_switched_on(vk: FakeVk, channel: VkChannel) -> None:
    vk.world.methods.events["message_event"] = 0
    (wish,) = await channel.connect()
    assert "«Действие с сообщением»" in wish
    assert "«Входящее сообщение»" not in wish
    vk.world.methods.enabled = False
    (wish,) = await channel.connect()
    assert "Включите" in wish
    vk.fail(refused(15, "groups.getLongPollSettings"))
    (wish,) = await channel.connect()
    assert "право «Управление сообществом»" in wish


async def test_connecting_with_a_wrong_token(vk: FakeVk, channel: VkChannel) -> None:
    vk.token_revoked = True
    with pytest.raises(Halted, match="VK_TOKEN"):
        await channel.connect()


@pytest.mark.parametrize("fault", [refused(914), dropped("before", times=9), page(times=9), refused(5)])
async def test_no_failure_tells_the_token_or_the_words(
    vk: FakeVk, channel: VkChannel, mother: VkPhone, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    caplog.set_level(logging.DEBUG)
    vk.fail(fault)
    with pytest.raises((Halted, Refused, Unknown)) as failure:
        await channel.show(at(mother), screen("сокровенное"))
    told = repr(failure.value) + str(failure.value) + repr(failure.value.__context__) + repr(channel) + caplog.text
    assert TOKEN not in told
    assert "сокровенное" not in told
