"""The operator's commands on plans and waves: each prints, and returns an exit code."""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from bot.settings import Settings
from chat.words import counted
from cyclogram.checked import check_plan, checked_lines
from cyclogram.plan import ReadPlan
from cyclogram.school_year import DEFAULT_START, start_of
from handlers.figures import latest
from handlers.workshop import LIMIT, TOO_BIG, at_the_bench
from reports.summary import summary_json, summary_text
from storage.office import glance, look_in, open_office
from storage.waves import WaveState


def migrate(settings: Settings) -> int:
    """Bring the database to the shape of this version."""
    with _open(settings) as office:
        print("База приведена к виду этой версии." if office.migrated else "База уже в порядке.")
    return 0


def check(settings: Settings, path: Path, *, as_json: bool) -> int:
    """Read a plan and show what was understood; nothing is stored."""
    plan = _read(settings, path)
    if plan is None:
        return 1
    if as_json:
        print(json.dumps(check_plan(plan), ensure_ascii=False))
        return 0
    print("\n".join(checked_lines(plan)))
    return 0


def import_plan(settings: Settings, path: Path) -> int:
    """Read a plan and put it in force; its questions wait for the administrator in the chat."""
    plan = _read(settings, path)
    if plan is None:
        return 1
    if not plan.rows:
        why = [f"{problem.where}: {problem.message}" for problem in plan.problems]
        print("\n".join(["В файле нет ни одной строки плана; прежний план остался.", *why]), file=sys.stderr)
        return 1
    with _open(settings) as office:
        plan_id = office.do(lambda work: work.plans.add(plan, _name(path)))
        office.do(lambda work: work.plans.enforce(plan_id))
    asked = sum(len(row.questions) for row in plan.rows)
    print(f"План введён в действие: {counted(len(plan.rows), 'строка', 'строки', 'строк')}, вопросов: {asked}.")
    return 0


def summary(settings: Settings, *, as_json: bool) -> int:
    """The last closed wave of each audience, and what runs."""
    today = datetime.now(settings.school_timezone).date()
    with look_in(settings.database_url.get_secret_value()) as office:
        waves = office.do(lambda work: latest(work, today))
    if as_json:
        print(json.dumps(summary_json(waves), ensure_ascii=False))
    else:
        print(summary_text(waves, settings.school_name).plain)
    return 0


def close_wave(settings: Settings, wave_id: int) -> int:
    """Close a running wave for good."""
    with _open(settings) as office:
        wave = office.do(lambda work: work.waves.get(wave_id))
        if wave is None or wave.state is not WaveState.OPEN:
            print(f"Опроса с номером {wave_id}, который сейчас идёт, нет.", file=sys.stderr)
            return 1
        office.do(lambda work: work.closing.close(wave_id, datetime.now(settings.school_timezone).date()))
        office.sweep()
    print(f"Опрос «{wave.survey.title}» закрыт, итоги подведены.")
    return 0


def _open(settings: Settings) -> Any:
    return open_office(settings.database_url.get_secret_value())


def _read(settings: Settings, path: Path) -> ReadPlan | None:
    """The plan of a file, read at the workbench; None after a sentence on what is wrong with it."""
    content = _content(path)
    if content is None:
        return None
    today = datetime.now(UTC).astimezone(settings.school_timezone).date()
    year = max(start_of(today), DEFAULT_START)  # no calendar is known for earlier years
    url = settings.database_url.get_secret_value()
    years = glance(url, lambda work: work.school.plan_years(year), {"year": year})
    args = {"name": _name(path), **years}
    failed, result, _ = asyncio.run(at_the_bench("read_plan", args, content))
    if failed:
        print(result, file=sys.stderr)
        return None
    return ReadPlan.from_dict(cast("dict[str, Any]", result))


def _content(path: Path) -> bytes | None:
    try:
        if path.exists() and not path.is_file():
            print(f"{path} — не файл. Укажите файл .docx, .xlsx, .xls, .ods или .csv.", file=sys.stderr)
            return None
        with path.open("rb") as stream:
            content = stream.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        print(f"Файл {path} не открывается: {_why(error)}.", file=sys.stderr)
        return None
    if len(content) > LIMIT:
        print(TOO_BIG["read_plan"], file=sys.stderr)
        return None
    return content


def _name(path: Path) -> str:
    """The file's name in letters; a disk of another system may name it in bytes that are none."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _why(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "такого файла нет"
        case PermissionError():
            return "нет прав на чтение"
        case _:
            return "проверьте имя и диск"
