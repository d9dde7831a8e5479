"""Takes the pictures of the documents from the running demo: ``python -m tests.pictures``.

Everything on them is what the product shows; look at every one before it is committed.
"""

import asyncio
import base64
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from tests.chromium import find_chromium
from tests.house.tree import ROOT

FOLDER = ROOT / "docs" / "pictures"
PLAN = ROOT / "bot" / "school" / "plan.csv"
CODE = re.compile(r"\b([2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5})\b")
WITH_ROOM = re.compile(r"^(\w+): [\w-]+ — вошли (\d+) из (?!\2$)", re.MULTILINE)
PHONE = 360
"""CSS pixels; two device pixels each."""
QUALITY = 0.82
SHRINK = """async ([png, width, quality]) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + png;
    await image.decode();
    const sheet = document.createElement('canvas');
    sheet.width = Math.min(width || image.width, image.width);
    sheet.height = Math.round(image.height * sheet.width / image.width);
    const pen = sheet.getContext('2d');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(image, 0, 0, sheet.width, sheet.height);
    return sheet.toDataURL('image/webp', quality);
}"""


NEEDED = """message => {
    const box = of => document.querySelector(of).getBoundingClientRect();
    return box('header').height + message.getBoundingClientRect().height + box('#bottom').height + 36;
}"""


class Photographer:
    """One browser; a phone for each seat of the demo."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._phones: dict[str, Page] = {}
        self._darkroom: Page | None = None

    async def phone(self, seat: str, path: str = "") -> Page:
        """The phone at this seat."""
        if seat not in self._phones:
            context = await self._browser.new_context(
                viewport=ViewportSize(width=PHONE, height=740), device_scale_factor=2, has_touch=True, locale="ru-RU"
            )
            page = self._phones[seat] = await context.new_page()
            await page.goto(f"{self._url}/seat/{seat}/{path}")
            await expect(page.locator("#letters > li").first).to_be_visible()
        return self._phones[seat]

    async def press(self, seat: str, *labels: str) -> None:
        """Press buttons of the newest message, one after the other, each once it is there; «Да…» is a beginning."""
        page = await self.phone(seat)
        for label in labels:
            before = await page.locator("#letters").inner_text()
            wanted = (
                re.compile(f"^{re.escape(label[:-1])}") if label.endswith("…") else re.compile(f"^{re.escape(label)}$")
            )
            await page.get_by_role("button", name=wanted).last.tap(timeout=8000)
            await self._changed(page, before)

    async def write(self, seat: str, words: str) -> None:
        """Type and send; returns when the bot has answered."""
        page = await self.phone(seat)
        before = await page.locator("#letters > li").count()
        await page.get_by_role("textbox", name="Сообщение").fill(words)
        await page.get_by_role("button", name="Отправить", exact=True).tap()
        await expect(page.locator("#letters > li").nth(before + 1)).to_be_visible()

    async def send(self, seat: str, file: Path, until: str) -> None:
        """Send a file; returns when these words are on the screen."""
        page = await self.phone(seat)
        await page.locator("#file").set_input_files(file)
        await self.see(seat, until)

    async def see(self, seat: str, words: str) -> None:
        """Return when the newest message holds these words."""
        page = await self.phone(seat)
        await expect(page.locator("#letters > li").last).to_contain_text(words, timeout=30_000)

    async def name_in(self, seat: str, pattern: re.Pattern[str]) -> str:
        """The first thing of this form in the chat."""
        found = pattern.search(await (await self.phone(seat)).locator("#letters").inner_text())
        assert found is not None, pattern
        return found[1]

    async def take(self, seat: str, name: str, words: str = "", tallest: int = 1300) -> None:
        """The newest message (with these words) as docs/pictures/NAME.webp; only the beginning of a taller one."""
        page = await self.phone(seat)
        message = page.locator("#letters > li").filter(has_text=words).last
        await expect(message).to_be_visible()
        await page.set_viewport_size(ViewportSize(width=PHONE, height=2000))
        await page.evaluate("document.activeElement?.blur()")
        await _still(page)
        height = await message.evaluate(NEEDED)
        await page.set_viewport_size(ViewportSize(width=PHONE, height=min(round(height), tallest)))
        await message.evaluate("message => message.scrollIntoView({block: 'start'})")
        await page.locator("#down").evaluate("hint => hint.style.visibility = 'hidden'")
        await _still(page)
        await self.develop(await page.screenshot(), name)

    async def picture(self, seat: str, of: str) -> bytes:
        """A picture in the chat, as the bot made it; `of` stands in the words that go with it."""
        page = await self.phone(seat)
        image = page.locator('#letters img[alt*="' + of + '"]').last
        await expect(image).to_be_visible(timeout=30_000)
        source = str(await image.evaluate("image => image.currentSrc"))
        return await (await page.context.request.get(source)).body()

    async def desk(self, name: str) -> None:
        """The page with its three seats."""
        context = await self._browser.new_context(
            viewport=ViewportSize(width=1240, height=860), device_scale_factor=1.5, locale="ru-RU"
        )
        page = await context.new_page()
        await page.goto(f"{self._url}/demo")
        for seat in page.frames:
            await seat.wait_for_load_state()
        for frame in await page.locator("iframe").all():
            await expect(frame.content_frame.locator("#letters > li").last).to_be_visible()
        await _still(page)
        await self.develop(await page.screenshot(), name, width=1480)
        await context.close()

    async def develop(self, png: bytes, name: str, width: int = 0) -> None:
        """PNG to WebP, in the browser that is here anyway."""
        if self._darkroom is None:
            self._darkroom = await self._browser.new_page()
        data = await self._darkroom.evaluate(SHRINK, [base64.b64encode(png).decode(), width, QUALITY])
        content = base64.b64decode(data.partition(",")[2])
        (FOLDER / f"{name}.webp").write_bytes(content)
        print(f"{name}.webp {len(content) // 1000} kB")

    async def _changed(self, page: Page, before: str) -> None:
        await page.wait_for_function("before => document.querySelector('#letters').innerText !== before", arg=before)


async def _still(page: Page) -> None:
    """Two frames after everything that moves has come to rest."""
    await page.evaluate(
        "() => Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0)))"
        ".then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))"
    )


async def _tour(camera: Photographer) -> None:
    await _head_looks_around(camera)
    await _mother_answers(camera)
    await _everybody_sits_down(camera)
    await _teacher_is_reminded(camera)
    await _head_reads(camera)


async def _head_looks_around(camera: Photographer) -> None:
    await camera.write("head", "/start")
    await camera.take("head", "admin-home")
    await camera.press("head", "Люди и классы")
    await camera.take("head", "classes")
    await camera.press("head", "Приглашения", "Родители")
    await camera.press("head", await camera.name_in("head", WITH_ROOM))
    await camera.take("head", "invitation-code")
    await camera.press("head", "QR-код картинкой")
    await camera.develop(await camera.picture("head", "QR-код"), "qr", width=720)
    await camera.send("head", PLAN, "Прочитано")
    await camera.take("head", "plan-preview")
    await camera.press("head", "Ответить на вопросы…")
    await camera.see("head", "Вопрос по плану")
    await camera.take("head", "plan-question")
    await camera.write("head", "/start")
    await camera.press("head", "Опросы", "Новый опрос", "Ученики…")
    await camera.take("head", "wave-plan")
    await camera.write("head", "/start")
    await camera.press("head", "Опросы", "Родители: идёт…")
    await camera.take("head", "coverage")


async def _mother_answers(camera: Photographer) -> None:
    code = await camera.name_in("head", CODE)
    await camera.phone("guest", f"?code={code.replace('-', '')}")
    await camera.take("guest", "invitation")
    await camera.press("guest", "Начать")
    await camera.take("guest", "consent")
    await camera.press("guest", "Согласен(на)", "Полностью согласен(на)", "Скорее согласен(на)")
    await camera.take("guest", "question")
    await camera.press("guest", *["Скорее согласен(на)", "Полностью согласен(на)"] * 4, "Трудно сказать", "Пропустить")
    await camera.see("guest", "Пожалуйста, без имён и фамилий.")
    await camera.write("guest", "Больше фруктов в буфете.")
    await camera.take("guest", "review")
    await camera.press("guest", "Завершить")
    await camera.take("guest", "thanks")
    await camera.write("guest", "/privacy")
    await camera.take("guest", "privacy")


async def _everybody_sits_down(camera: Photographer) -> None:
    await camera.press("parent", "Начать", "Полностью согласен(на)", "Скорее согласен(на)")
    await camera.desk("three-seats")


async def _teacher_is_reminded(camera: Photographer) -> None:
    await camera.take("teacher", "reminder")
    await camera.press("teacher", "Мои сроки")
    await camera.take("teacher", "deadlines")


async def _head_reads(camera: Photographer) -> None:
    await camera.write("head", "/summary")
    await camera.develop(await camera.picture("head", "Школа глазами родителей"), "chart", width=720)
    await camera.take("head", "summary", "Сводка. ", tallest=1100)
    await camera.write("head", "/cyclogram")
    await camera.press("head", "Картинкой")
    await camera.develop(await camera.picture("head", "Октябрь 2026"), "month", width=720)
    await camera.press("teacher", "1", "Не моё")
    await camera.see("head", "Не моё")
    await camera.take("head", "notice")


@asynccontextmanager
async def _demo() -> AsyncIterator[str]:
    """The demo as a process of its own; the address it prints."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            if found := re.search(r"http://\S+", line.decode()):
                yield found[0].rstrip("/.")
                break
    finally:
        process.terminate()
        await process.wait()


async def main() -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    async with _demo() as url, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        await _tour(Photographer(browser, url))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
