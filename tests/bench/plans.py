"""Reading a plan of 2 000 rows, .docx and .xlsx, each in a process of its own, beside the libraries' own ways.

Ours reads, understands every deadline and responsible person and gives the plan; the peers only list the cells.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

ROWS = 2_000
PHRASES = (
    "до 25 сентября",
    "октябрь",
    "2–3 неделя ноября",
    "1 раз в четверть",
    "с 12 по 23 апреля",
    "сентябрь, май",
    "по графику",
)
PEOPLE = ("Зам. директора по УВР", "Педагог-психолог; кл. рук. 1, 5, 10 классов", "Методист", "Белова С.Н., завхоз")
HEADER = ("№", "Объект оценки", "Мероприятие", "Инструмент", "Сроки", "Ответственные", "Результат")


def table() -> list[tuple[str, ...]]:
    """The plan as rows of cells."""
    told: list[tuple[str, ...]] = [HEADER]
    for n in range(1, ROWS + 1):
        phrase, who = PHRASES[n % len(PHRASES)], PEOPLE[n % len(PEOPLE)]
        told.append((str(n), "Качество условий", f"Проверка {n}", "Чек-лист", phrase, who, "Справка"))
    return told


def write(folder: Path) -> None:
    """Both files."""
    import docx
    import xlsxwriter

    told = table()
    document = docx.Document()
    grid = document.add_table(rows=len(told), cols=len(HEADER))
    for row, cells in zip(grid._tbl.tr_lst, told, strict=True):
        for cell, words in zip(row.tc_lst, cells, strict=True):
            cell.p_lst[0].add_r().text = words
    document.save(str(folder / "plan.docx"))
    with xlsxwriter.Workbook(folder / "plan.xlsx") as book:
        sheet = book.add_worksheet("План")
        for at, cells in enumerate(told):
            sheet.write_row(at, 0, cells)


def ours(path: str) -> int:
    """Rows understood."""
    from cyclogram.reading import read_file

    return len(read_file(Path(path).read_bytes(), path, 2026).rows)


def python_docx(path: str) -> int:
    """The usual way through a table's rows; `cell()` would take minutes."""
    import docx

    return sum(1 for row in docx.Document(path).tables[0].rows if [cell.text for cell in row.cells])


def openpyxl_(path: str) -> int:
    """The usual way through a sheet."""
    import openpyxl

    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(values_only=True))


def largest() -> int:
    """Megabytes this process took at most."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


WAYS = {"ours": ours, "python-docx": python_docx, "openpyxl": openpyxl_}
RUNS = (("plan.docx", "ours"), ("plan.docx", "python-docx"), ("plan.xlsx", "ours"), ("plan.xlsx", "openpyxl"))


def measure() -> Iterator[str]:
    """A line for each way, in Markdown: seconds from start to end of the process, and its largest size."""
    with TemporaryDirectory(prefix="bench-") as folder:
        write(Path(folder))
        yield "| a plan of 2 000 rows | read by | rows | s | RSS MB |"
        yield "|---|---|---|---|---|"
        for name, way in RUNS:
            yield _run(Path(folder) / name, way)


def _run(path: Path, way: str) -> str:
    command = [sys.executable, "-m", "tests.bench.plans", way, str(path)]
    began = perf_counter()
    answer = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    rows, megabytes = answer.split()
    return f"| {path.suffix} | {way} | {rows} | {perf_counter() - began:.2f} | {megabytes} |"


if __name__ == "__main__":
    if sys.argv[1:]:
        way, path = sys.argv[1:]
        print(WAYS[way](path), largest())
    else:
        print(*measure(), sep="\n")
