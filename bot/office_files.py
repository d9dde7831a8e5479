"""The operator's command that writes the plan into a file; it prints, and returns an exit code."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.settings import Settings
from cyclogram.plan import PlanKind
from cyclogram.school_year import start_of
from handlers import plan_files
from handlers.plan_years import of_kind
from handlers.workshop import at_the_bench
from storage.office import look_in
from storage.work import Work

KINDS = {".xlsx": "plan_file", ".docx": "plan_file", ".ics": "calendar"}
EMPTY = {
    PlanKind.CYCLOGRAM: "Действующей циклограммы нет: введите её командой import-plan или в чате.",
    PlanKind.ROADMAP: "Действующей дорожной карты нет.",
}


def export_plan(settings: Settings, path: Path, *, roadmap: bool) -> int:
    """Write the plan in force; beside a running bot as well."""
    craft = KINDS.get(path.suffix.lower())
    if craft is None:
        return _refused("Имя файла должно кончаться на .xlsx, .docx или .ics.")
    kind = PlanKind.ROADMAP if roadmap else PlanKind.CYCLOGRAM
    with look_in(settings.database_url.get_secret_value()) as office:
        args = office.do(lambda work: _args(work, settings, kind, path.suffix.lower()))
    if args is None:
        return _refused(EMPTY[kind])
    failed, said, content = asyncio.run(at_the_bench(craft, args, b""))
    if failed:
        return _refused(str(said))
    try:
        path.write_bytes(content)
    except OSError:
        return _refused(f"Файл {path} не записывается: проверьте папку, права и место на диске.")
    print(f"Записано: {path}")
    return 0


def _args(work: Work, settings: Settings, kind: PlanKind, suffix: str) -> dict[str, Any] | None:
    """What the craft needs; None where there is nothing to write."""
    zone = settings.school_timezone
    today = datetime.now(UTC).astimezone(zone).date()
    stored = of_kind(work, kind, start_of(today))
    if stored is None:
        return None
    if suffix == ".ics":
        return plan_files.calendar(work, plan_files.NAMES[kind], today, settings.remind_at, kind=kind)
    return {**plan_files.plan_file(work, stored, settings.school_name, today, zone), "format": suffix[1:]}


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
