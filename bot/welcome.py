"""What the start prints for whoever started it."""

from bot.house import House
from storage.people import Role
from storage.work import Work

STAFF_ONLY = (
    "Telegram обслуживает только сотрудников (TELEGRAM_FOR=staff): "
    "ученикам и родителям бот предложит другой мессенджер."
)
FOREIGN = (
    "Telegram включён. С 01.06.2025 государственным и муниципальным школам нельзя общаться с гражданами в иностранных "
    "мессенджерах (41-ФЗ). Если это про вас, поставьте TELEGRAM_FOR=staff или уберите TELEGRAM_TOKEN."
)


async def first_words(house: House) -> list[str]:
    """Where the page is, what the law says of a messenger switched on, and the one-time way in for the first admin."""
    said = [f"Чат в браузере: {house.settings.web_url or house.web.url}"]
    if "telegram" in house.channels:
        said.append(STAFF_ONLY if house.settings.telegram_for == "staff" else FOREIGN)
    code = await house.writer.run(_first_code)
    if code and (link := house.web.invitation(code)):
        said.append(f"Вход администратора: {link}  (одноразовая ссылка, действует сутки)")
    return said


def _first_code(work: Work) -> str | None:
    """A code for the web while no administrator has come in there."""
    admins = work.people.with_role(Role.ADMIN)
    inside = any(address.messenger == "web" for person in admins for address in work.people.addresses(person))
    return None if inside else work.codes.for_admin().code
