"""Screens shown, refused and replaced, through the real library against the fake server."""

from dataclasses import replace

import pytest

from bot.telegram.channel import TelegramChannel
from chat.actions import action
from chat.channel import Gone, Halted, Refused, TooBig, TryLater, Unknown
from chat.events import Address, File, Ref
from chat.screen import Button, Document, Picture, Screen, screen
from chat.text import bold, italic, lines, link, text
from tests.fakes.telegram import TOKEN, FakeTelegram, Fault, TelegramPhone, dropped, forbidden, page, refused, too_many
from tests.phones import Seen
from tests.telegram.conftest import Rests

PNG = b"\x89PNG\r\n\x1a\n and what follows"
YES = (Button("Да", action("yes")),)


def question(words: str) -> Screen:
    return screen(words, YES)


def chart(words: str, png: bytes = PNG) -> Screen:
    return screen(words, YES, attachment=Picture(png, "столбики"))


@pytest.fixture
async def phone(server: FakeTelegram) -> TelegramPhone:
    mother = server.phone("Мама")
    await mother.start()
    return mother


@pytest.fixture
def her(phone: TelegramPhone) -> Address:
    return Address("telegram", str(phone.chat.id))


def shown(phone: TelegramPhone) -> list[tuple[str, bool]]:
    return [(seen.words, seen.in_place) for seen in phone.seen()]


async def test_a_screen_as_its_reader_sees_it(channel: TelegramChannel, phone: TelegramPhone, her: Address) -> None:
    words = lines(bold("Вопрос 🎉"), text(italic("один"), ", ", link("зачем", "https://example.org/"), " <b>"))
    ref = await channel.show(her, screen(words, YES, (Button("Назад", action("back")),)))
    assert phone.seen() == [
        Seen(ref, "*Вопрос 🎉*\n_один_, [зачем](https://example.org/) <b>", (("Да",), ("Назад",))),
    ]


async def test_edited_in_place(channel: TelegramChannel, phone: TelegramPhone, her: Address) -> None:
    ref = await channel.show(her, question("Раз"))
    assert await channel.show(her, screen("Два"), instead_of=ref) == ref
    assert phone.seen()[-1] == Seen(ref, "Два", (), in_place=True)


async def test_the_same_again_is_a_success(channel: TelegramChannel, phone: TelegramPhone, her: Address) -> None:
    ref = await channel.show(her, question("Раз"))
    assert await channel.show(her, question("Раз"), instead_of=ref) == ref
    assert shown(phone) == [("Раз", False)]


@pytest.mark.parametrize("description", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_what_cannot_be_edited_is_sent_anew(
    server: FakeTelegram, channel: TelegramChannel, phone: TelegramPhone, her: Address, description: str
) -> None:
    ref = await channel.show(her, question("Раз"))
    server.fail(refused(f"Bad Request: {description}", "editMessageText"))
    assert await channel.show(her, question("Два"), instead_of=ref) != ref
    assert shown(phone) == [("Раз", False), ("Два", False)]


@pytest.mark.parametrize(
    "old", ["9999", "100x", "100", "web-7"], ids=["unknown", "out of reach", "her own", "of another messenger"]
)
async def test_a_message_that_is_not_ours_to_edit(
    channel: TelegramChannel, phone: TelegramPhone, her: Address, old: str
) -> None:
    await channel.show(her, question("Раз"), instead_of=Ref(old))
    assert shown(phone) == [("Раз", False)]


async def test_text_picture_document_text(
    server: FakeTelegram, channel: TelegramChannel, phone: TelegramPhone, her: Address
) -> None:
    ref = await channel.show(her, question("Раз"))
    picture = await channel.show(her, chart("Итоги"), instead_of=ref)
    same = await channel.show(her, chart("Итоги года", PNG + b"2"), instead_of=picture)
    same = await channel.show(her, screen("Отчёт", attachment=Document(b"docx", "Отчёт.docx")), instead_of=same)
    assert same == picture
    last = await channel.show(her, question("Два"), instead_of=same)
    assert [(seen.words, seen.in_place, seen.attachment, seen.content) for seen in phone.seen()] == [
        ("Раз", False, "", b""),
        ("Итоги", False, "picture", PNG),
        ("Итоги года", True, "picture", PNG + b"2"),
        ("Отчёт", True, "Отчёт.docx", b"docx"),
        ("Два", False, "", b""),
    ]
    assert [str(number) for number, m in phone.chat.messages.items() if m["from"]["is_bot"]] == [last]
    assert server.calls["deleteMessage"] == 2


async def test_a_picture_that_cannot_be_deleted_stays(
    server: FakeTelegram, channel: TelegramChannel, phone: TelegramPhone, her: Address
) -> None:
    picture = await channel.show(her, chart("Итоги"))
    server.fail(refused("Bad Request: message can't be deleted for everyone", "deleteMessage"))
    await channel.show(her, question("Раз"), instead_of=picture)
    assert shown(phone) == [("Итоги", False), ("Раз", False)]


async def test_identical_bytes_are_uploaded_once(
    server: FakeTelegram, channel: TelegramChannel, phone: TelegramPhone, her: Address
) -> None:
    for words in ("Раз", "Два"):
        await channel.show(her, chart(words))
    assert len(server.world.chats.files) == 1
    server.world.chats.expired.update(server.world.chats.files)
    await channel.show(her, chart("Три"))
    assert (len(server.world.chats.files), phone.seen()[-1].content) == (2, PNG)


async def test_a_group_that_became_a_supergroup(server: FakeTelegram, channel: TelegramChannel) -> None:
    group = server.group("5А")
    upgraded = group.upgrade(-100777)
    place = Address("telegram", "-5001")
    await channel.show(place, question("Раз"))
    await channel.show(place, question("Два"))
    assert [seen.words for seen in upgraded.seen()] == ["Раз", "Два"]
    assert server.failed[400] == 1


@pytest.mark.parametrize(
    "fault, error",
    [
        pytest.param(forbidden(), Gone, id="blocked"),
        pytest.param(refused("Bad Request: chat not found"), Gone, id="no such chat"),
        pytest.param(refused("Bad Request: BUTTON_DATA_INVALID"), Refused, id="our mistake"),
        pytest.param(refused("Unauthorized", status=401), Halted, id="token"),
        pytest.param(too_many(7), TryLater, id="too many"),
        pytest.param(page(), Unknown, id="a proxy's page"),
        pytest.param(refused("Internal Server Error", status=500), Unknown, id="500"),
        pytest.param(dropped("before"), Unknown, id="dropped before"),
        pytest.param(dropped("after"), Unknown, id="dropped after"),
    ],
)
@pytest.mark.parametrize("what", [question("Раз"), chart("Итоги")], ids=["text", "picture"])
async def test_failures(
    server: FakeTelegram, channel: TelegramChannel, her: Address, fault: Fault, error: type[Exception], what: Screen
) -> None:
    server.fail(replace(fault))
    with pytest.raises(error) as raised:
        await channel.show(her, what)
    chain: BaseException | None = raised.value
    while chain is not None:
        assert TOKEN not in f"{chain} {chain!r}"
        chain = chain.__context__


async def test_a_lost_edit_is_done_again(
    server: FakeTelegram, channel: TelegramChannel, phone: TelegramPhone, her: Address
) -> None:
    ref = await channel.show(her, question("Раз"))
    for number, fault in enumerate((dropped("before"), dropped("after"))):
        server.fail(fault)
        assert await channel.show(her, question(f"Два {number}"), instead_of=ref) == ref
    assert shown(phone) == [("Раз", False), ("Два 0", True), ("Два 1", True)]


async def test_after_429_nothing_is_asked_until_the_time_is_over(
    server: FakeTelegram, channel: TelegramChannel, rests: Rests, phone: TelegramPhone, her: Address
) -> None:
    server.fail(too_many(7))
    for _ in range(3):
        with pytest.raises(TryLater) as later:
            await channel.show(her, question("Раз"))
        assert later.value.after == 7
    assert server.calls["sendMessage"] == 1
    rests.now = 7.5
    await channel.show(her, question("Раз"))
    assert shown(phone) == [("Раз", False)]


async def test_nobody_answers(server: FakeTelegram, channel: TelegramChannel, her: Address) -> None:
    await server.close()
    for what in (question("Раз"), chart("Итоги")):
        with pytest.raises(TryLater):
            await channel.show(her, what)


async def test_nothing_is_written_to_a_stranger(server: FakeTelegram, channel: TelegramChannel) -> None:
    server.phone("55")
    for number in ("55", "56"):
        with pytest.raises(Gone):
            await channel.show(Address("telegram", number), question("Раз"))


async def test_files(server: FakeTelegram, channel: TelegramChannel) -> None:
    table = server.world.chats.store(b"0123456789", "План.xlsx")
    file = File(table["file_id"], "План.xlsx", 10)
    assert await channel.fetch(file, 10) == b"0123456789"
    with pytest.raises(TooBig):
        await channel.fetch(file, 9)
    with pytest.raises(TooBig):
        await channel.fetch(File(file.id, file.name, 0), 9)
    large = server.world.chats.store(b"0" * 20_000_001, "Видео.mp4")
    with pytest.raises(TooBig):
        await channel.fetch(File(large["file_id"], "", 0), 30_000_000)
    with pytest.raises(Refused):
        await channel.fetch(File("forged", "", 0), 10)


async def test_a_file_larger_than_it_says(server: FakeTelegram, channel: TelegramChannel) -> None:
    table = server.world.chats.store(b"0" * 100, "План.xlsx")
    server.world.methods.sizes_told[table["file_id"]] = 5
    with pytest.raises(TooBig):
        await channel.fetch(File(table["file_id"], "План.xlsx", 5), 50)


async def test_a_file_that_is_gone(server: FakeTelegram, channel: TelegramChannel) -> None:
    table = server.world.chats.store(b"0123456789", "План.xlsx")
    server.world.chats.expired.add(table["file_id"])
    with pytest.raises(TryLater) as later:
        await channel.fetch(File(table["file_id"], "План.xlsx", 10), 10)
    assert TOKEN not in repr(later.value.__context__)


async def test_menus_by_role(server: FakeTelegram, channel: TelegramChannel, her: Address) -> None:
    await channel.offer_commands(None, [("help", "Что я умею")])
    await channel.offer_commands(her, [("help", "Что я умею"), ("summary", "Сводка")])
    assert server.world.methods.menus == {
        "default": [("help", "Что я умею")],
        her.id: [("help", "Что я умею"), ("summary", "Сводка")],
    }
    with pytest.raises(Refused):
        await channel.offer_commands(None, [("Сводка", "не латиницей")])


async def test_invitation(channel: TelegramChannel) -> None:
    assert channel.invitation("aB3") is None
    await channel.connect()
    assert channel.invitation("aB3") == "https://t.me/vsoko_test_bot?start=aB3"


async def test_a_wrong_token(server: FakeTelegram) -> None:
    stranger = TelegramChannel("4200:another", server.url)
    with pytest.raises(Halted, match="TELEGRAM_TOKEN") as halted:
        await stranger.connect()
    await stranger.close()
    assert "another" not in str(halted.value)
