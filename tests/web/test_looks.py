"""Whether everybody can read and use the page: sizes, names, contrast, motion; by hand, with no outside checker."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from bot.web.demo import Demo
from tests.web.house import WebHouse, web_house
from tests.web.test_demo import SEATS, HandClock

pytestmark = pytest.mark.browser

# WCAG 2: relative luminance of the text and of the nearest painted ground under it.
CONTRAST = """(selectors) => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, index) => sum + c * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (node) => {
    const colour = parse(getComputedStyle(node).backgroundColor);
    return colour.length === 3 || colour[3] === 1 ? colour : ground(node.parentElement);
  };
  return selectors.map((selector) => {
    const node = document.querySelector(selector);
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    return [selector, Math.round(((a + 0.05) / (b + 0.05)) * 100) / 100];
  });
}"""
TEXTS = [
    "h1", "#school", ".words", ".words a", ".letter:not(.past) .key", ".past .key", ".own", ".own.refused small",
    ".document", ".document small", "#hint", "#words", ".send",
]  # fmt: skip

NAMELESS = """() => [...document.querySelectorAll("button, a, input, textarea, img, summary, iframe, dialog")]
  .filter((node) => {
    const labels = [...(node.labels ?? [])].map((label) => label.textContent).join("");
    const labelled = document.getElementById(node.getAttribute("aria-labelledby") ?? "")?.textContent;
    const name = node.getAttribute("aria-label") || labelled || labels || node.title || node.textContent;
    return node.tagName === "IMG" ? node.getAttribute("alt") === null : !name.trim();
  })
  .map((node) => node.outerHTML)"""

SMALL = """() => [...document.querySelectorAll("button, summary, label.tool, .document, textarea")]
  .map((node) => [node.textContent.trim() || node.className, node.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 44 || box.width < 44))
  .map(([name, box]) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`)"""


@asynccontextmanager
async def opened(
    browser: Browser,
    url: str,
    width: int = 360,
    height: int = 740,
    scheme: Literal["light", "dark"] = "light",
    motion: Literal["reduce", "no-preference"] = "no-preference",
) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport=ViewportSize(width=width, height=height), color_scheme=scheme, reduced_motion=motion
    )
    page = await context.new_page()
    await page.goto(url)
    yield page
    await context.close()


async def fill(page: Page) -> None:
    """Something of every kind: text, buttons old and new, own words, a file, a refusal."""
    await page.get_by_role("button", name="Начать").click()
    for words, mark in (("картинка", ".picture"), ("файл", ".document"), ("привет", ".letter i")):
        await page.get_by_role("textbox").fill(words)
        await page.get_by_role("button", name="Отправить").click()
        await expect(page.locator(mark)).to_be_visible()
    await page.evaluate("""() => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(10_000_001)], "Фильм.mp4"));
      const field = document.getElementById("file");
      field.files = files.files;
      field.dispatchEvent(new Event("change"));
    }""")
    await expect(page.locator(".own.refused")).to_be_visible()
    await page.goto(page.url + "?code=AB-12")
    await expect(page.locator("#letters .words").filter(has_text="Ваш код")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_contrast(browser: Browser, house: WebHouse, scheme: Literal["light", "dark"]) -> None:
    async with opened(browser, house.url, scheme=scheme, motion="reduce") as page:
        await fill(page)
        measured = await page.evaluate(CONTRAST, TEXTS)
    assert [pair for pair in measured if pair[1] < 4.5] == []


async def test_names_sizes_and_landmarks(browser: Browser, house: WebHouse) -> None:
    async with opened(browser, house.url, motion="reduce") as page:
        await fill(page)
        assert await page.evaluate(NAMELESS) == []
        assert await page.evaluate(SMALL) == []
        assert await page.locator("html").get_attribute("lang") == "ru"
        for role in ("banner", "main", "contentinfo"):
            assert await page.locator(f"role={role}").count() == 1, role
        assert await page.locator("role=heading[level=1]").count() == 1
        ids = await page.evaluate("() => [...document.querySelectorAll('[id]')].map((node) => node.id)")
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [320, 360, 414, 768, 1440])
async def test_nothing_sticks_out(browser: Browser, house: WebHouse, width: int) -> None:
    async with opened(browser, house.url, width) as page:
        await page.get_by_role("textbox").fill("оченьдлинноесловобезпробелов" * 8)
        await page.get_by_role("button", name="Отправить").click()
        await expect(page.locator(".letter i")).to_be_visible()
        out = """() => [...document.querySelectorAll("body *:not(.unseen, .skip, .unseen *)")]
          .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5).map((node) => node.className)"""
        assert await page.evaluate(out) == []
        assert await page.evaluate("() => document.querySelector('#log').scrollWidth <= innerWidth")


async def test_only_the_letters_scroll(browser: Browser, house: WebHouse) -> None:
    async with opened(browser, house.url) as page:
        for number in range(9):
            await page.get_by_role("textbox").fill(f"слово {number}")
            await page.get_by_role("button", name="Отправить").click()
        await expect(page.locator("#letters .words").filter(has_text="слово 8")).to_be_visible()
        heights = "() => [document.querySelector('#log'), document.documentElement].map((n) => n.scrollHeight)"
        log, document = await page.evaluate(heights)
        assert log > 740
        assert document == 740


async def test_nothing_moves_for_who_asked_so(browser: Browser, house: WebHouse) -> None:
    async with opened(browser, house.url, motion="reduce") as page:
        await expect(page.get_by_role("button", name="Начать")).to_be_visible()
        house.desk.open.clear()
        await page.get_by_role("button", name="Начать").click()
        await expect(page.get_by_role("status").filter(has_text="Печатает")).to_be_visible()
        assert await page.evaluate("() => document.getAnimations().length") == 0
        house.desk.open.set()


async def test_a_reader_who_scrolled_up_is_not_moved(browser: Browser, house: WebHouse) -> None:
    async with opened(browser, house.url, motion="reduce") as page:
        for number in range(12):
            await page.get_by_role("textbox").fill(f"слово {number}")
            await page.get_by_role("button", name="Отправить").click()
            await expect(page.locator("#letters .words").filter(has_text=f"слово {number}")).to_be_visible()
        await page.evaluate("() => { document.querySelector('#log').scrollTop = 0; }")
        await expect(page.get_by_role("button", name="Начать")).to_be_in_viewport()
        other = await page.context.new_page()
        await other.goto(house.url)
        await other.get_by_role("textbox").fill("новость")
        await other.get_by_role("button", name="Отправить").click()
        down = page.get_by_role("button", name="Новое сообщение")
        await expect(down).to_be_visible()
        assert await page.evaluate("() => document.querySelector('#log').scrollTop") == 0
        await down.click()
        await expect(page.locator("#letters .words").filter(has_text="новость")).to_be_in_viewport()
        await expect(down).to_be_hidden()


async def test_a_long_letter_is_read_from_its_first_line(browser: Browser, house: WebHouse) -> None:
    async with opened(browser, house.url, motion="reduce") as page:
        await page.get_by_role("textbox").fill("\n".join(f"строка {number}" for number in range(50)))
        await page.get_by_role("button", name="Отправить").click()
        letter = page.locator(".letter").nth(1)
        await expect(letter).to_contain_text("строка 40")
        box, log = await letter.bounding_box(), await page.locator("#log").bounding_box()
        assert box
        assert log
        assert box["height"] > log["height"]
        assert 0 <= box["y"] - log["y"] < 20


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[WebHouse]:
    async with web_house(tmp_path, Demo(HandClock(), SEATS)) as house:
        yield house


async def test_the_demo_side_by_side(browser: Browser, demo: WebHouse) -> None:
    async with opened(browser, demo.url, 1440, 900) as page:
        await expect(page).to_have_title("Школа № 5, Солнечный")
        for seat in ("parent", "teacher", "head"):
            frame = page.frame_locator(f"#seat-{seat} iframe")
            await expect(frame.get_by_role("button", name="Начать")).to_be_visible()
        parent = page.frame_locator("#seat-parent iframe")
        await parent.get_by_role("button", name="Начать").click()
        await expect(parent.locator("#letters .words").filter(has_text="1 из 3")).to_be_visible()
        await expect(page.frame_locator("#seat-head iframe").get_by_role("button", name="Начать")).to_be_visible()
        await page.get_by_role("button", name="+1 день").click()
        await expect(page.get_by_role("status").first).to_have_text("среда, 2 сентября 2026, 09:00")
        assert await page.evaluate(NAMELESS) == []


@pytest.mark.parametrize("width", [320, 360, 414])
async def test_the_demo_on_a_phone(browser: Browser, demo: WebHouse, width: int) -> None:
    async with opened(browser, demo.url, width) as page:
        head = page.get_by_role("tab", name=re.compile("^Завуч"))
        await expect(head).to_have_accessible_name("Завуч, есть новое")
        await head.click()
        await expect(head).to_have_attribute("aria-selected", "true")
        await expect(head).to_have_accessible_name("Завуч")
        await expect(page.frame_locator("#seat-head iframe").get_by_role("button", name="Начать")).to_be_visible()
        await page.keyboard.press("ArrowLeft")
        await expect(page.get_by_role("tab", name=re.compile("^Учитель"))).to_be_focused()
        assert await page.evaluate(SMALL) == []
        assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert await page.evaluate("() => document.body.scrollLeft") == 0
