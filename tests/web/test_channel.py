"""The web chat over loopback HTTP, as the page speaks to it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from bot.web.channel import Setup, WebChannel
from chat.channel import Gone, Halted, TooBig, TryLater
from chat.events import Address, FileSent, Left, Ref, Started
from chat.screen import screen
from tests.fakes.web import WebPhone, WebServer
from tests.phones import Phone, Server
from tests.web.desk import greeting
from tests.web.house import WebHouse, web_house
from tests.web.memory import MemoryMailbox
from tests.web.picture import drawn


def place(phone: WebPhone) -> Address:
    return Address(*phone.address.split(":"))


async def test_the_fake_is_a_server_with_phones(phones: WebServer) -> None:
    server: Server = phones
    phone: Phone = server.phone("Мама")
    assert server.phone("Мама") is phone


async def test_a_conversation_in_place(house: WebHouse, phones: WebServer) -> None:
    mother = phones.phone("Мама")
    await mother.start("AB-12")
    await mother.press("Начать")
    await mother.press("4")
    await mother.press("3")
    await mother.press("Пропустить")
    seen = mother.seen()
    assert [one.in_place for one in seen] == [False, True, True, True, True]
    assert seen[0].words.startswith("Здравствуйте! Это *школьный помощник*.")
    assert seen[0].rows == (("Начать",), ("Не сейчас", "Подробнее"))
    assert seen[1].words.startswith("*1 из 3*")
    assert seen[-1].words.startswith("*Спасибо!*")
    assert {one.ref for one in seen} == {"1"}
    assert house.desk.taken[0].what == Started("AB-12")
    assert house.desk.presses == ["ask.0", "answer.0.4", "answer.1.3", "answer.2.skip"]


async def test_people_are_apart(house: WebHouse, phones: WebServer) -> None:
    mother, father = phones.phone("Мама"), phones.phone("Папа")
    await mother.start()
    await father.start()
    assert mother.address != father.address
    await father.type("привет")
    assert [one.words for one in father.seen()][1:] == ["Вы написали: _привет_"]
    assert len(mother.seen()) == 1
    assert len({event.id for event in house.desk.taken}) == 3, "both phones number their events alike"


async def test_attachments(phones: WebServer) -> None:
    mother = phones.phone("Мама")
    await mother.start()
    await mother.type("картинка")
    await mother.type("файл")
    picture, document = mother.seen()[1:]
    assert (picture.attachment, picture.content) == ("picture", drawn().png)
    assert (document.attachment, document.content[:6]) == ("Сводка за сентябрь.csv", "№;В".encode())


async def test_an_upload_waits_for_a_worker(house: WebHouse, phones: WebServer) -> None:
    mother = phones.phone("Мама")
    await mother.start()
    await mother.send("../План.csv", b"1;2\n" * 1000)
    assert mother.seen()[-1].words == "Получен файл «План.csv», 4000 байт."
    sent = house.desk.taken[-1].what
    assert isinstance(sent, FileSent)
    assert await house.channel.fetch(sent.file, 5000) == b"1;2\n" * 1000
    with pytest.raises(TooBig):
        await house.channel.fetch(sent.file, 3999)


async def test_nobody_sits_there(house: WebHouse) -> None:
    with pytest.raises(Gone):
        await house.channel.show(Address("web", "nobody"), greeting(""))


async def test_left_and_forgotten(house: WebHouse, phones: WebServer) -> None:
    mother = phones.phone("Мама")
    await mother.start()
    await mother.leave()
    assert house.desk.taken[-1].what == Left()
    assert house.mailbox.seats == {}
    with pytest.raises(Gone):
        await house.channel.show(place(mother), greeting(""))


async def test_the_same_delivery_is_shown_once(house: WebHouse, phones: WebServer) -> None:
    mother = phones.phone("Мама")
    await mother.start()
    refs = [await house.channel.show(place(mother), screen("Завтра срок."), key="due:7:1" * 99) for _ in range(2)]
    await mother.catch_up()
    assert refs[0] == refs[1]
    assert [one.words for one in mother.seen()][1:] == ["Завтра срок."]


async def test_instead_of_a_message_that_is_gone_comes_a_new_one(house: WebHouse, phones: WebServer) -> None:
    mother = phones.phone("Мама")
    await mother.start()
    assert await house.channel.show(place(mother), screen("Новое."), instead_of=Ref("999")) == "2"


async def test_a_waiting_page_is_woken(house: WebHouse, phones: WebServer) -> None:
    mother = phones.phone("Мама")
    await mother.start()
    await house.channel.show(place(mother), screen("Сама пришла."))
    seen = await asyncio.wait_for(mother.wait_for(2), 5)
    assert seen[-1].words == "Сама пришла."


async def test_storage_down_is_try_later(house: WebHouse, phones: WebServer) -> None:
    mother = phones.phone("Мама")
    await mother.start()
    house.mailbox.down = True
    with pytest.raises(TryLater):
        await house.channel.show(place(mother), screen("Потом."))
    async with ClientSession() as http, http.post(f"{house.url}/open", json={}, cookies={"chat": "x"}) as reply:
        assert reply.status == 503
        assert reply.headers["Retry-After"] == "2"
    house.mailbox.down = False


async def test_an_event_is_answered_only_after_the_commit(tmp_path: Path) -> None:
    async with web_house(tmp_path, patience=0.05) as house, ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
        await http.post(f"{house.url}/open", json={})
        house.desk.open.clear()
        event = {"id": "e1", "kind": "text", "text": "молчи"}
        for _ in range(3):
            async with http.post(f"{house.url}/events", json=event) as reply:
                assert reply.status == 503
                assert (await reply.json())["sentence"].startswith("Сервер пока не отвечает")
        house.desk.open.set()
        async with http.post(f"{house.url}/events", json=event) as reply:
            assert reply.status == 200
        assert house.desk.typed == ["молчи"]


async def test_history_survives_a_restart(house: WebHouse, phones: WebServer) -> None:
    mother = phones.phone("Мама")
    await mother.start()
    await mother.press("Начать")
    await house.stop()
    await house.start()
    await mother.press("4")
    assert mother.seen()[-1].words.startswith("*2 из 3*")


async def test_old_seats_are_swept(tmp_path: Path) -> None:
    mailbox = MemoryMailbox()
    await mailbox.seat("t1", "old", datetime(2020, 1, 1, tzinfo=UTC))
    await mailbox.seat("t2", "fresh", datetime.now(UTC))
    async with web_house(tmp_path) as house:
        house.channel._mailbox = mailbox
        await house.channel._sweep()
    assert set(mailbox.seats) == {"t2"}


async def test_a_taken_port_is_a_sentence(house: WebHouse, tmp_path: Path) -> None:
    second = WebChannel(MemoryMailbox(), Setup(port=house.setup.port, uploads=tmp_path))
    with pytest.raises(Halted, match="Страница не открылась"):
        await second.listen(house.desk)


@pytest.mark.parametrize(
    "public_url, link",
    [("https://chat.example.org/", "https://chat.example.org/?code=AB"), ("", "http://127.0.0.1:8080/?code=AB")],
)
def test_invitations(public_url: str, link: str) -> None:
    assert WebChannel(MemoryMailbox(), Setup(public_url=public_url)).invitation("AB") == link
