"""Command menus in Telegram: everybody's words for everybody, administrators' beside them for administrators."""

from bot.house import open_house
from bot.settings import read_settings
from handlers.screens import ADMIN_MENU, MENU
from tests.fakes import telegram
from tests.stage import free_port


async def test_menus_follow_the_roles(sqlite_url: str) -> None:
    fake = await telegram.FakeTelegram().start()
    settings = read_settings(
        _env_file=None,
        database_url=sqlite_url,
        web_port=free_port(),
        telegram_token=telegram.TOKEN,
        telegram_api_url=fake.url,
        admins="telegram:1",
    )
    await fake.phone("1").start()  # a bot cannot give a menu to a chat nobody has opened
    menus = fake.world.methods.menus
    async with open_house(settings):
        await fake.until(lambda: len(menus) == 2)
    await fake.close()
    offered = sorted(len(menu) for menu in menus.values())
    assert offered == [len(MENU), len(MENU) + len(ADMIN_MENU)]
