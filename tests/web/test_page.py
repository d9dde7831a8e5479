"""The page in a real browser, with a phone's width unless a test says otherwise."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, FilePayload, Locator, Page, Route, ViewportSize, expect

from chat.events import FileSent, Left, Started
from tests.web.house import WebHouse

pytestmark = pytest.mark.browser
PHONE = ViewportSize(width=360, height=740)


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page that must not complain in its console."""
    context = await browser.new_context(viewport=PHONE, has_touch=True, locale="ru-RU")
    page = await context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    await context.close()
    # What a browser itself notes about requests that failed is not the page's mistake.
    assert [said for said in complaints if not said.startswith("Failed to load resource")] == []


def key(page: Page, label: str) -> Locator:
    return page.get_by_role("button", name=label, exact=True)


def said(page: Page, words: str) -> Locator:
    return page.locator("#letters .words").filter(has_text=words)


async def write(page: Page, words: str) -> None:
    await page.get_by_role("textbox", name="Сообщение").fill(words)
    await key(page, "Отправить").tap()


async def test_a_survey_by_touch_with_a_reload_midway(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await key(page, "Начать").tap()
    await expect(said(page, "1 из 3")).to_be_visible()
    await key(page, "4").tap()
    await expect(said(page, "2 из 3")).to_be_visible()
    await page.reload()
    await expect(said(page, "2 из 3")).to_be_visible()
    await key(page, "3").tap()
    await expect(said(page, "3 из 3")).to_be_visible()
    await key(page, "Пропустить").tap()
    await expect(said(page, "Ответы приняты")).to_be_visible()
    assert house.desk.presses == ["ask.0", "answer.0.4", "answer.1.3", "answer.2.skip"]
    assert await page.locator(".letter").count() == 1, "one message, edited in place"


async def test_a_closed_tab(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await key(page, "Начать").tap()
    await expect(said(page, "1 из 3")).to_be_visible()
    await write(page, "это я")
    await expect(said(page, "Вы написали: это я")).to_be_visible()
    context = page.context
    await page.close()
    again = await context.new_page()
    await again.goto(house.url)
    await expect(again.locator("#letters > li")).to_have_count(3)
    assert [re.sub(r"\s+", " ", words)[:22] for words in await again.locator("#letters > li").all_inner_texts()] == [
        "Помощник: 1 из 3 Ребён",
        "Вы: это я",
        "Помощник: Вы написали:",
    ]
    assert sum(isinstance(event.what, Started) for event in house.desk.taken) == 1


async def test_a_link_is_spent_once(house: WebHouse, page: Page) -> None:
    await page.goto(f"{house.url}/?code=AB-12")
    await expect(said(page, "Ваш код: AB-12")).to_be_visible()
    assert page.url == f"{house.url}/"
    await page.reload()
    await expect(said(page, "Ваш код: AB-12")).to_be_visible()
    assert [event.what for event in house.desk.taken] == [Started("AB-12")]


async def test_a_lost_connection(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await key(page, "Начать").tap()
    await expect(said(page, "1 из 3")).to_be_visible()
    await house.stop()
    await key(page, "4").tap()
    await expect(page.get_by_role("status").filter(has_text="Нет связи, пробую снова…")).to_be_visible()
    await expect(key(page, "4")).to_have_attribute("aria-busy", "true")
    await house.start()
    await expect(said(page, "2 из 3")).to_be_visible()
    await expect(page.locator("#state")).to_be_empty()
    assert house.desk.presses == ["ask.0", "answer.0.4"]


async def test_what_was_done_without_a_connection_survives_a_reload(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await expect(key(page, "Начать")).to_be_visible()
    await page.route("**/events", lambda route: route.abort())
    await write(page, "важное")
    await expect(page.get_by_text("Нет связи, пробую снова…")).to_be_visible()
    await page.unroute("**/events")
    await page.reload()
    await expect(said(page, "Вы написали: важное")).to_be_visible()
    await expect(page.locator(".own")).to_have_class("own sent")
    assert house.desk.typed == ["важное"]


async def test_a_lost_reply_neither_loses_nor_doubles(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await expect(key(page, "Начать")).to_be_visible()
    lost: list[int] = []

    async def lose(route: Route) -> None:
        if len(lost) < 2:
            lost.append((await route.fetch()).status)
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/events", lose)
    await key(page, "Начать").tap()
    await expect(said(page, "1 из 3")).to_be_visible()
    await page.wait_for_function("() => localStorage.getItem('/queue') === '[]'")
    assert lost == [200, 200]
    assert house.desk.presses == ["ask.0"]
    assert sorted(house.desk.times.values()) == [1, 3]


async def test_a_double_tap_is_one_press(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await expect(key(page, "Начать")).to_be_visible()
    house.desk.open.clear()
    await key(page, "Начать").dblclick()
    await expect(key(page, "Начать")).to_have_attribute("aria-busy", "true")
    await expect(key(page, "Подробнее")).to_have_attribute("aria-disabled", "true")
    await page.locator("[data-action=more]").dispatch_event("click")
    await expect(page.get_by_role("status").filter(has_text="Печатает")).to_be_visible()
    house.desk.open.set()
    await expect(said(page, "1 из 3")).to_be_visible()
    await expect(page.locator("#state")).to_be_empty()
    assert house.desk.presses == ["ask.0"]


async def test_a_silent_press_frees_its_buttons(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await write(page, "молчи")
    await expect(page.locator(".own.sent")).to_be_visible()
    await expect(key(page, "Начать")).not_to_have_attribute("aria-disabled", "true")


async def test_the_keyboard_alone(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await expect(key(page, "Начать")).to_be_visible()
    await key(page, "Начать").focus()
    await page.keyboard.press("Enter")
    await expect(said(page, "1 из 3")).to_be_visible()
    await expect(key(page, "4")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await expect(said(page, "2 из 3")).to_be_visible()
    await expect(key(page, "3")).to_be_focused()
    assert await key(page, "3").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await expect(key(page, "Меню").or_(page.locator("summary"))).to_be_focused()
    assert house.desk.presses == ["ask.0", "answer.0.3"]


async def test_the_skip_link_leads_to_the_field(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await expect(key(page, "Начать")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="К полю сообщения")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.type("с клавиатуры")
    await key(page, "Отправить").focus()
    await page.keyboard.press("Enter")
    await expect(said(page, "Вы написали: с клавиатуры")).to_be_visible()


async def test_news_are_read_aloud_and_history_is_not(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await expect(page.locator("#aloud")).to_contain_text("Здравствуйте!")
    await page.reload()
    await expect(key(page, "Начать")).to_be_visible()
    await expect(page.locator("#aloud")).to_be_empty()
    await key(page, "Начать").tap()
    await expect(page.locator("#aloud")).to_contain_text("1 из 3")


async def test_buttons_stay_under_the_finger(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await key(page, "Начать").tap()
    await expect(said(page, "1 из 3")).to_be_visible()
    before = await key(page, "4").bounding_box()
    await key(page, "4").tap()
    await expect(said(page, "2 из 3")).to_be_visible()
    assert await key(page, "4").bounding_box() == before


async def test_a_picture(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await write(page, "картинка")
    small = page.get_by_role("button", name=re.compile("^Увеличить картинку: Ответы родителей"))
    await expect(small.locator("img")).to_have_js_property("naturalWidth", 720)
    await small.tap()
    large = page.get_by_role("dialog", name="Картинка целиком")
    await expect(large.locator("img")).to_have_attribute("alt", "Ответы родителей: большинство согласно")
    fitted = await large.locator("img").bounding_box()
    await large.locator("img").tap()
    whole = await large.locator("img").bounding_box()
    assert fitted
    assert whole
    assert (fitted["width"], whole["width"]) == (336, 720)
    await page.keyboard.press("Escape")
    await expect(large).to_be_hidden()
    await expect(small).to_be_focused()


async def test_a_document(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await write(page, "файл")
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Сводка за сентябрь.csv").tap()
    download = await coming.value
    assert download.suggested_filename == "Сводка за сентябрь.csv"
    assert (await download.path()).read_text("utf-8").startswith("№;Вопрос")


async def test_a_file_is_sent(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await expect(page.get_by_text("Файлы — до 10 МБ")).to_be_visible()
    plan = FilePayload(name="План.csv", mimeType="text/csv", buffer=b"1;2\n" * 500)
    await page.get_by_label("Приложить файл").set_input_files(plan)
    await expect(said(page, "Получен файл «План.csv», 2000 байт.")).to_be_visible()
    await expect(page.locator(".own.sent")).to_contain_text("План.csv, 2 КБ")
    assert sum(isinstance(event.what, FileSent) for event in house.desk.taken) == 1


async def test_a_file_too_big_is_told_at_once(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await expect(key(page, "Начать")).to_be_visible()
    film = FilePayload(name="Фильм.mp4", mimeType="video/mp4", buffer=bytes(10_000_001))
    await page.get_by_label("Приложить файл").set_input_files(film)
    await expect(page.locator(".own.refused")).to_contain_text("Файл слишком большой: поместится до 10 МБ.")
    assert not any(isinstance(event.what, FileSent) for event in house.desk.taken)


async def test_markup_stays_words(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await write(page, "<img src=x onerror=alert(1)>")
    await expect(said(page, "Вы написали: <img src=x onerror=alert(1)>")).to_be_visible()
    assert await page.locator("#letters img").count() == 0


async def test_a_second_tab_shows_the_same(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await expect(key(page, "Начать")).to_be_visible()
    second = await page.context.new_page()
    await second.goto(house.url)
    await key(second, "Начать").tap()
    await expect(said(page, "1 из 3")).to_be_visible()


async def test_leave_and_forget(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await write(page, "секрет")
    await expect(said(page, "Вы написали: секрет")).to_be_visible()
    await page.locator("summary").tap()
    await key(page, "Выйти и забыть").tap()
    await page.get_by_role("dialog").get_by_role("button", name="Выйти и забыть").tap()
    await expect(page.get_by_role("heading", name="Вы вышли")).to_be_visible()
    assert house.desk.taken[-1].what == Left()
    assert house.mailbox.seats == {}
    assert "секрет" not in await page.evaluate("JSON.stringify(localStorage)")
    await key(page, "Начать заново").tap()
    await expect(key(page, "Начать")).to_be_visible()
    await expect(page.locator("#letters > li")).to_have_count(1)


async def test_a_forgotten_server_starts_anew(house: WebHouse, page: Page) -> None:
    await page.goto(house.url)
    await key(page, "Начать").tap()
    await expect(said(page, "1 из 3")).to_be_visible()
    await house.stop()
    house.mailbox.seats.clear()
    house.mailbox.boxes.clear()
    await house.start()
    await expect(key(page, "Начать")).to_be_visible()
    await expect(page.locator("#letters > li")).to_have_count(1)
