"""The words a sentence about the plan is known by, and those that tell it is about something else."""

import re
from enum import StrEnum

from cyclogram.lemmas import is_verb
from cyclogram.normal import plain
from cyclogram.responsible_cell import trimmed

MOST_LETTERS = 400
MOST_WORDS = 45


class Deed(StrEnum):
    """What is to be done to the plan."""

    ADD = "add"
    MOVE = "move"
    CANCEL = "cancel"
    HAND_OVER = "hand_over"


_MOVE = (
    r"(?:пере|с|ото)двин(?:уть|ь|ьте|ем|ута|уто|ут)|(?:пере|ото|с)двигаем|(?:пере|с)двига(?:ть|й|ется|ются)|сдвиг"
    r"|перенес(?:ти|и|ите|ем|ена|ено|ены|ен)|перенос(?:им|ить|ится|ятся)|переноси(?:те)?"
    r"|отлож(?:ить|и|им|ите|ена|ено|ены|ен)|откладыва(?:ем|ется|ются|ть)"
    r"|продл(?:ить|и|им|ите|ен|ена|ено|ены)|продлева(?:ем|ть|ется)|перестав(?:ить|ь|им)"
)
_CANCEL = (
    r"отмен(?:ить|и|им|ите|ена|ено|ены|ен)|отменя(?:ем|ется|ются|ть|й)|убер(?:и|ите|ем)|убрать|убира(?:ем|ть|й)"
    r"|снять|сними(?:те)?|снимаем|удал(?:ить|и|ите|им)|удаля(?:ем|ть)|исключ(?:ить|и|ите|им)|вычеркн(?:уть|и|ите|ем)"
)
_HAND_OVER = (
    r"переда(?:ть|й|йте|ем|дим|ется|ются|но|на|ны)|перепоруч(?:ить|и|ите|им|аем)|поруч(?:ить|и|ите|им|аем)"
    r"|переназнач(?:ить|ь|им|ьте|аем)"
)
_ADD = (
    r"добав(?:ить|ь|ьте|им)|добавля(?:ем|ть|й)|внес(?:ти|и|ите|ем)|запиш(?:и|ите|ем)|записать"
    r"|запланир(?:овать|уй|уйте|уем)|постав(?:ить|ь|ьте|им)|созда(?:ть|й|йте|ем|дим)|включ(?:ить|и|ите|им)"
    r"|назнач(?:ить|ь|ьте|им|аем)"
)
_DEEDS = tuple(
    (deed, re.compile(form))
    for deed, form in ((Deed.MOVE, _MOVE), (Deed.CANCEL, _CANCEL), (Deed.HAND_OVER, _HAND_OVER), (Deed.ADD, _ADD))
)
_NOUNS = {
    "перенос": Deed.MOVE, "продление": Deed.MOVE, "отмена": Deed.CANCEL, "передача": Deed.HAND_OVER, "плюс": Deed.ADD,
    "новое": Deed.ADD, "новая": Deed.ADD,
}  # fmt: skip
_POLITE = re.compile(
    r"(?<!\w)(?:пожалуйста|плиз|прошу|не забыть|не забудьте|не забудь|нужно|надо|необходимо|давайте"
    r"|давай|хочу|хотим|можно|здравствуйте|добрый день|доброе утро|коллеги|бот)(?!\w)[,!.]?\s*",
    re.IGNORECASE,
)
_PRONOUNS = frozenset("я мы мне нам меня нас вы вам вас почему зачем когда где сколько спасибо очень хотелось".split())
_TALK = _PRONOUNS | frozenset(
    "он она они ему ей им его ее их мой моя мое мои наш наша наши ваш было был была были нет да как кто какой какая "
    "какие ли бы что чтобы потому если понравилось хорошо плохо привет ок окей ага угу понятно ясно это".split()
)
_INTO_THE_PLAN = re.compile(
    r"^(?:в|во|из|с)\s+(?:план\w*|циклограмм\w*|календар\w*)(?!\w)[\s,:]*"
    r"|\s+(?:в|во|из|с)\s+(?:план\w*|циклограмм\w*)$",
    re.IGNORECASE,
)
_MENU = frozenset("план плана сроки срок циклограмма календарь задачи дела события мероприятия".split())
_OTHER_DEADLINE = re.compile(
    r"(?<!\w)(?:измени\w+|помен\w+|смени\w+|новый)\s+(?:срок\w*|дат[уа])(?:\s+для)?(?!\w)", re.IGNORECASE
)
_NOT_HELD = re.compile(
    r"(?<!\w)не (?:будет|проводим|проводить|проводится|нужн[аоы]?|нужен|состоится)(?!\w)", re.IGNORECASE
)


def clean(text: str) -> str:
    """The sentence without politeness; "" when it is a question, too long, or hardly any words."""
    words = " ".join(text.split())
    if len(text) > MOST_LETTERS or len(words.split()) > MOST_WORDS or words.rstrip().endswith("?"):
        return ""
    words = trimmed(_POLITE.sub("", words).strip(" !"))
    return words if sum(char.isalpha() for char in words) >= 3 else ""


def deed_of(sentence: str) -> tuple[Deed | None, str]:
    """What is to be done, and the sentence without the word that said so. A noun says it in the first place only."""
    words = list(re.finditer(r"[^\s,.;:!()«»\"—–]+", sentence))
    for number, found in enumerate(words):
        word = plain(found[0])
        deed = next((deed for deed, form in _DEEDS if form.fullmatch(word)), _NOUNS.get(word) if number == 0 else None)
        if deed is not None:
            left = f"{sentence[: found.start()]} {sentence[found.end() :]}"
            return deed, _INTO_THE_PLAN.sub("", left.strip(" ,:;—–-")).strip(" ,:;—–-")
    if renewed := _OTHER_DEADLINE.search(sentence):
        return Deed.MOVE, f"{sentence[: renewed.start()]} {sentence[renewed.end() :]}".strip(" ,:;—–-")
    if found_not := _NOT_HELD.search(sentence):
        return Deed.CANCEL, f"{sentence[: found_not.start()]} {sentence[found_not.end() :]}".strip(" ,:;—–-")
    return None, sentence


def let_somebody(sentence: str) -> tuple[str, str] | None:
    """«пусть психолог проведёт тренинг до 10 октября»: who, and the rest without the verb."""
    words = sentence.split()
    verb = next((n for n, word in enumerate(words[:8]) if n > 1 and is_verb(plain(word).strip(".,"))), None)
    if plain(words[0]) != "пусть" or verb is None:
        return None
    return " ".join(words[1:verb]), " ".join(words[verb + 1 :])


def pronouns(words: str) -> bool:
    """«я», «нам», «почему»: somebody tells or asks something."""
    return any(word in _PRONOUNS for word in re.findall(r"[а-яё]+", plain(words)))


def is_talk(words: str) -> bool:
    """Whether this is somebody talking: pronouns, thanks, verbs that tell what happened."""
    each = re.findall(r"[а-яё]+", plain(words))
    told = (word for word in each if not word.endswith(("ть", "ти", "чь")))
    menu = len(each) == 1 and each[0] in _MENU  # «план на март»
    return menu or any(word in _TALK for word in each) or any(is_verb(word) for word in told)
