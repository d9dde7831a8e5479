"""Documentation is a unit test: what exists is described, what is described exists, and is quoted as it stands."""

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from bot.commands import _parser
from bot.settings import Settings
from handlers.typed import COMMANDS, WORDS
from tests.house.test_walls import ROOMS
from tests.house.tree import ROOT, files, texts

PAPERS = {path: text for path, text in texts(".md").items() if path.name != "CHANGELOG.md"}
README = PAPERS[Path("README.md")]
GUIDE = {path: text for path, text in PAPERS.items() if path.is_relative_to("docs/ru")}
SHORT = GUIDE[Path("docs/ru/kratko.md")]
PICTURES = Path("docs/pictures")
LARGEST_PICTURE = 300_000  # bytes

ROW = re.compile(r"^\| *(.+?) *\| *(.*?) *\|", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
IMAGE = re.compile(r'<img src="([^"]+)"')
QUOTED = re.compile(r"«([^«»]+(?:«[^«»]*»[^«»]*)*)»")

# Words in «…» of the guide that are nobody's label: other programs' switches, examples of speech, titles of ours.
SAID_ELSEWHERE = {
    "100 %",
    "Group Privacy",
    "Возможности ботов",
    "Добавить кнопку „Начать“",
    "зам директора по УВР",
    "завуч",
    "зам. директора",
    "Никто никогда не узнает, что вы участвовали",
    "Мы ничего не храним",
    "Ответы помогут именно вашему ребёнку",
    "НОКО",
    "всё, что обо мне хранится",
    "один из родителей 5А",
    "ответил",
    "сохранить как .docx",
    "сохранить как .xlsx",
    "1. Входные работы — до 25 сентября — руководители ШМО",
    "Сначала за границу, потом копия",
    "Сообщалось",
    "Проверьте",
    "По графику",
    "по мере необходимости",
    "после педсовета",
    "Ответственный",
    "С",
    "сентябрь–ноябрь",
    "Лист1!C7",
    "УТВЕРЖДАЮ",
    "I. Качество условий",
    "5 кл. – 15.10",
    "Математика, 5А",
    "Мониторинг питания (октябрь)",
}  # fmt: skip


def _row_names(paper: str) -> dict[str, str]:
    """Everything in code in the first cell of a table's row, with the row's second cell."""
    rows = ROW.findall(paper)
    return {name: second for first, second in rows for name in re.findall(r"`([^`]+)`", first)}


def test_every_setting_has_its_row_with_its_default() -> None:
    rows = _row_names(README)
    named = {name: default.strip("`") for name, default in rows.items() if re.fullmatch(r"[A-Z][A-Z_]+", name)}
    assert named == {name.upper(): _as_written(name) for name in Settings.model_fields}


def _as_written(name: str) -> str:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    line = re.search(rf"^{name.upper()}=(.*)$", example, re.MULTILINE)
    assert line is not None
    return line[1]


def test_every_command_of_the_operator_has_its_row() -> None:
    table = README.split("## The operator's command line")[1].split("\n## ")[0]
    (commands,) = (action.choices for action in _parser()._actions if action.choices)
    assert {name.split()[0] for name in _row_names(table)} == set(commands)


@pytest.mark.parametrize("paper", [README.split("## In the chat")[1].split("\n## ")[0], SHORT], ids=["README", "guide"])
def test_every_command_of_the_chat_has_its_row_and_no_row_is_invented(paper: str) -> None:
    named = {name[1:] for name in _row_names(paper) if re.fullmatch(r"/[a-z]+", name)}
    assert named == set(COMMANDS)


def test_every_word_the_bot_knows_is_in_the_guide() -> None:
    assert [word for word in WORDS if f"«{word}»" not in SHORT] == []


def _targets() -> Iterator[tuple[Path, str]]:
    for paper, text in texts(".md").items():
        plain = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
        for target in (*LINK.findall(plain), *IMAGE.findall(plain)):
            if not re.match(r"[a-z]+:", target):
                yield paper, target


def test_links_lead_to_files_and_headings_that_exist() -> None:
    lost = []
    for paper, target in _targets():
        name, _, heading = target.partition("#")
        path = (ROOT / paper.parent / name).resolve() if name else ROOT / paper
        if not path.exists() or (heading and heading not in _anchors(path.read_text(encoding="utf-8"))):
            lost.append(f"{paper}: {target}")
    assert lost == []


def _anchors(paper: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", paper, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_picture_is_small_is_a_picture_and_is_shown_somewhere() -> None:
    kept = {path for path in files() if path.is_relative_to(PICTURES)}
    shown = {
        (paper.parent / target).as_posix() for paper, target in _targets() if target.endswith((".webp", ".png", ".svg"))
    }
    assert {str(path) for path in kept} == {str((ROOT / one).resolve().relative_to(ROOT)) for one in shown}
    for path in kept:
        content = (ROOT / path).read_bytes()
        assert content.startswith((b"RIFF", b"\x89PNG")), path
        assert len(content) < LARGEST_PICTURE, path


def test_every_picture_says_in_words_what_it_shows() -> None:
    assert [
        paper for paper, text in PAPERS.items() if re.search(r'!\[\s*\]\(|<img (?![^>]*alt="[^"]{10,}")', text)
    ] == []


def test_files_named_in_the_papers_exist() -> None:
    named = re.compile(r"`((?:bot|chat|surveys|cyclogram|reports|storage|handlers|scheduler|tests|docs)/[\w./-]*)`")
    lost = [f"{paper}: {name}" for paper, text in PAPERS.items() for name in named.findall(text)
            if not (ROOT / name).exists()]  # fmt: skip
    assert lost == []


def test_the_recipe_for_a_messenger_names_every_file_that_knows_one() -> None:
    recipe = PAPERS[Path("CONTRIBUTING.md")].split("## How to add a messenger")[1].split("\n## ")[0]
    by_name = re.compile(r"""["'|]vk["'|]""")
    know = [path for path, source in texts(".py").items() if path.parts[0] in ROOMS and by_name.search(source)]
    assert [path for path in know if path.parts[:2] != ("bot", "vk") and f"`{path}`" not in recipe] == []


def test_every_decision_has_the_next_number_a_status_and_a_line_in_the_index() -> None:
    decisions = [path for path in PAPERS if path.parent.name == "decisions" and path.name != "README.md"]
    index = PAPERS[Path("docs/decisions/README.md")]
    assert sorted(int(path.name[:4]) for path in decisions) == list(range(1, len(decisions) + 1))
    for path in decisions:
        title, *_ = PAPERS[path].splitlines()
        assert title.startswith(f"# {int(path.name[:4])}. "), path
        assert "\nStatus: " in PAPERS[path], path
        assert f"]({path.name})" in index, path


def test_every_page_of_the_guide_is_in_its_contents() -> None:
    contents = GUIDE[Path("docs/ru/README.md")]
    assert [path for path in GUIDE if path.name != "README.md" and f"({path.name})" not in contents] == []


def test_labels_and_sentences_in_the_guide_are_the_products_own() -> None:
    """A quotation with an ellipsis quotes the pieces around it."""
    product = _product_words()
    headings = {heading for text in GUIDE.values() for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    foreign = [
        f"{path.name}: «{quoted}»"
        for path, text in GUIDE.items()
        for quoted in _quotations(text)
        if quoted not in SAID_ELSEWHERE | headings
        and not all(_flat(piece) in product for piece in quoted.split("…") if len(piece.strip()) > 1)
    ]
    assert foreign == []


def _quotations(paper: str) -> list[str]:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", paper, flags=re.DOTALL)
    return [" ".join(quoted.split()) for quoted in QUOTED.findall(prose)]


def _product_words() -> str:
    """Every text of the product, f-strings with a space for what is filled in; numbers do not count."""
    said = []
    for path, source in texts().items():
        if path.parts[0] in ROOMS and path.suffix == ".py":
            said += [_constant(node) for node in ast.walk(ast.parse(source))]
        elif path.parts[0] in ROOMS and path.suffix in {".html", ".js", ".yaml", ".csv"}:
            said.append(re.sub(r"<[^>]*>", "", unescape(source)))
    return _flat("\n".join(said))


def _constant(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=values):
            return "".join(_constant(value) if isinstance(value, ast.Constant) else " " for value in values)
        case _:
            return ""


def _flat(words: str) -> str:
    return re.sub(r"[\d\s]+", " ", words).strip(" .,:;").lower()
