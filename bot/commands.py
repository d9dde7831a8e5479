"""The operator's commands; each says what it does with `--help`."""

import argparse
import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from bot.settings import Settings

Command = Callable[[argparse.Namespace], int]
ALREADY = "Бот с этой базой уже запущен. Остановите его или укажите другую базу в DATABASE_URL."


def main(words: Sequence[str]) -> int:
    """Run one command; the exit code is 0 for done, 1 for a sentence on stderr, 2 for a wrong call."""
    given = _parser().parse_args(words)
    run: Command = given.run
    return run(given) if run is _when else _told(run, given)


def _told(run: Command, given: argparse.Namespace) -> int:
    """Run a command that works with the school's settings and data; what stops it is said in a sentence."""
    from bot.settings import BadSettings
    from chat.channel import Halted
    from storage.engine import AlreadyRunning, NotOpened, StorageDown

    try:
        return run(given)
    except BadSettings as bad:
        print(bad, file=sys.stderr)
    except AlreadyRunning:
        print(ALREADY, file=sys.stderr)
    except NotOpened as why:
        print(f"База не открывается: {why}. Проверьте DATABASE_URL.", file=sys.stderr)
    except StorageDown:
        print("База сейчас недоступна: ничего не изменено. Проверьте место на диске и сервер базы.", file=sys.stderr)
    except Halted as halted:
        print(halted, file=sys.stderr)
    return 1


class _Words(argparse.HelpFormatter):
    """Usage begins in Russian."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "Вызов: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """The same parser, speaking Russian."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "add_help": False, "formatter_class": _Words})
        self.wants = self.add_argument_group("Что указать")
        self.options = self.add_argument_group("Параметры")
        self.options.add_argument("-h", "--help", action="help", help="показать эту справку и выйти")

    def error(self, message: str) -> NoReturn:
        """The library's own message is English; the usage says what is meant."""
        _ = message
        self.print_usage(sys.stderr)
        self.exit(2, "Команда вызвана неверно. Справка: --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m bot", description="ВСОКО-бот: опросы и циклограмма.")
    commands = parser.add_subparsers(required=True, title="Команды", metavar="команда")

    def add(name: str, run: Command, words: str) -> _Parser:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        return command

    add("run", _run, "Запустить бота с настройками из окружения и .env.")
    demo = add("demo", _demo, "Запустить учебную школу в браузере: трое собеседников и передвижные часы.")
    demo.options.add_argument("--port", type=int, default=8080, help="порт страницы (0 — любой свободный)")
    demo.options.add_argument("--seed", type=int, default=2026, help="зерно: та же школа при том же зерне")
    add("migrate", _migrate, "Привести базу к виду этой версии.")
    add("doctor", _doctor, "Проверить настройки, базу и доступ к мессенджерам.")
    plan = add("import-plan", _import_plan, "Прочитать циклограмму из файла и ввести её в действие.")
    plan.wants.add_argument("file", type=Path, help="файл .docx, .xlsx, .xls, .ods или .csv")
    check = add("check-plan", _check_plan, "Прочитать циклограмму и показать, что понято, ничего не сохраняя.")
    check.wants.add_argument("file", type=Path, help="файл .docx, .xlsx, .xls, .ods или .csv")
    check.options.add_argument("--json", action="store_true", help="вывести JSON")
    export = add("export-plan", _export_plan, "Записать действующий план в файл: Excel, Word или календарь.")
    export.wants.add_argument("file", type=Path, help="куда записать: файл .xlsx, .docx или .ics")
    export.options.add_argument("--roadmap", action="store_true", help="дорожную карту, а не циклограмму")
    when = add("when", _when, "Прочитать сроки со стандартного ввода, по одному в строке; ответ — JSON на строку.")
    when.options.add_argument("--year", type=int, help="год, в сентябре которого начинается учебный год")
    summary = add("summary", _summary, "Сводка по последним опросам.")
    summary.options.add_argument("--json", action="store_true", help="вывести JSON")
    close = add("close-wave", _close_wave, "Закрыть опрос и подвести итоги (бот должен быть остановлен).")
    close.wants.add_argument("id", type=int, help="номер опроса")
    return parser


def _when(given: argparse.Namespace) -> int:
    from bot.when import YEARS, answer

    if given.year is not None and given.year not in YEARS:
        print(f"Учебный год — от {YEARS[0]} до {YEARS[-1]}.", file=sys.stderr)
        return 1
    return answer(given.year)


def read_settings() -> "Settings":
    """Imported when asked for: `when` answers at once and needs none."""
    from bot.settings import read_settings as read

    return read()


def _run(_: argparse.Namespace) -> int:
    _log()
    settings = read_settings()
    return asyncio.run(_serve(settings))


async def _serve(settings: "Settings") -> int:
    from bot.house import open_house
    from bot.welcome import first_words

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with open_house(settings) as house:
        for line in await first_words(house):
            print(line, flush=True)
        gc.freeze()  # what the start has made stays; looking through it again and again took a fifth of the time
        await stop.wait()
    return 0


def _demo(given: argparse.Namespace) -> int:
    from bot.demo import serve

    _log()
    return asyncio.run(serve(given.port, given.seed))


def _migrate(_: argparse.Namespace) -> int:
    _log(logging.ERROR)
    from bot import office

    return office.migrate(read_settings())


def _doctor(_: argparse.Namespace) -> int:
    _log(logging.ERROR)
    from bot.doctor import examine

    findings = asyncio.run(examine(read_settings()))
    for finding in findings:
        print(finding)
    return 0 if all(finding.well for finding in findings) else 1


def _import_plan(given: argparse.Namespace) -> int:
    _log(logging.ERROR)
    from bot import office

    return office.import_plan(read_settings(), given.file)


def _check_plan(given: argparse.Namespace) -> int:
    _log(logging.ERROR)
    from bot import office

    return office.check(read_settings(), given.file, as_json=given.json)


def _export_plan(given: argparse.Namespace) -> int:
    _log(logging.ERROR)
    from bot import office_files

    return office_files.export_plan(read_settings(), given.file, roadmap=given.roadmap)


def _summary(given: argparse.Namespace) -> int:
    _log(logging.ERROR)
    from bot import office

    return office.summary(read_settings(), as_json=given.json)


def _close_wave(given: argparse.Namespace) -> int:
    _log(logging.ERROR)
    from bot import office

    return office.close_wave(read_settings(), given.id)


def _log(level: int = logging.INFO) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    for noisy in ("aiogram", "vkbottle", "aiohttp.access", "apscheduler", "alembic"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))
