"""The summary: one honest screen for the head, and the same figures for machines."""

from collections.abc import Sequence

from chat.screen import MAX_TEXT
from chat.text import Run, Text, bold, italic, lines, shorten, text
from chat.words import by_day, capital, day, span
from reports.waves import ClosedWave, Earlier, Group, OpenWave, Wave, coverage
from surveys import method
from surveys.definition import Survey
from surveys.method import Change, figure, index_figure

THIN = "мало данных: меньше пяти ответов, итоги не публикуются"

ROOMS = (200, 120, 80, 50, 30)
"""UTF-16 units a statement may take, tried from the whole of it down until the summary is one message."""

Line = str | Run | Text


def summary_text(waves: Sequence[Wave], school: str) -> Text:
    """School level only, so it may stand in a group chat: each audience apart, at most one message long."""
    if not waves:
        return lines(bold(f"Сводка. {school}"), "", "Закрытых опросов пока нет.")
    for room in ROOMS:
        said = _all(waves, school, room)
        if said.units <= MAX_TEXT:
            return said
    return text(shorten(_all(waves, school, ROOMS[-1]).plain, MAX_TEXT))


def class_table(wave: ClosedWave) -> Text:
    """Groups of classes of one wave, for the administration only, not for a group chat."""
    rows = [
        f"{', '.join(group.classes)}: {_index(wave.survey, group)}, ответили {coverage(group.answered, group.invited)}"
        for group in wave.groups
        if any(group.classes)
    ]
    if not rows:
        return lines(bold(wave.survey.title), "", "По классам итогов нет: сведены только по школе.")
    note = (
        "Классы, где ответили меньше пяти человек, объединены с другими. Это не рейтинг: смотрите и на число ответов."
    )
    whole = lines(bold(f"По классам: {wave.survey.title}"), "", *rows, "", italic(note))
    return whole if whole.units <= MAX_TEXT else text(shorten(whole.plain, MAX_TEXT))


def summary_json(waves: Sequence[Wave]) -> dict[str, object]:
    """The same figures as plain JSON data; shares and means are rounded, counts are not."""
    return {"waves": [_closed_json(wave) if isinstance(wave, ClosedWave) else _open_json(wave) for wave in waves]}


def _top(survey: Survey) -> int:
    return max(option.value for option in survey.scale)


def _all(waves: Sequence[Wave], school: str, room: int) -> Text:
    parts: list[Line] = [bold(f"Сводка. {school}")]
    for wave in waves:
        parts.append("")
        parts.extend(_closed(wave, room) if isinstance(wave, ClosedWave) else _open(wave))
    if any(isinstance(wave, ClosedWave) and wave.shared for wave in waves):
        parts += ["", italic("«Выше» и «ниже» сказано только там, где это подтверждают данные (95 %).")]
    return lines(*parts)


def _open(wave: OpenWave) -> list[Line]:
    return [
        bold(f"{capital(wave.survey.audience)}: опрос идёт"),
        f"«{wave.survey.title}». Ответили {coverage(wave.answered, wave.invited)}.",
        f"Отвечают {by_day(wave.closes)}, итоги будут после закрытия.",
    ]


def _closed(wave: ClosedWave, room: int) -> list[Line]:
    survey = wave.survey
    head: list[Line] = [
        bold(capital(survey.audience)),
        f"«{survey.title}», {span(wave.opened, wave.closed, year=True)}",
        f"Ответили {coverage(wave.answered, wave.invited)}",
    ]
    index = wave.index
    if index is None:
        return [*head, THIN.capitalize() + "."]
    figures = text("Показатель У = ", bold(index_figure(survey.method, index)), f" из {_top(survey)}")
    rule: list[Line] = []
    if wave.level:
        figures = text(figures, ", уровень ", bold(wave.level))
        rule = [f"{capital(survey.method.title)}: {method.level_rule(survey.method)}"]
    best, weakest = method.best_and_weakest(wave.counts)
    return [
        *head,
        figures,
        *rule,
        *([_index_before(wave, wave.earlier)] if wave.earlier else []),
        italic("Лучше всего"),
        *(_statement(wave, one, room) for one in best),
        *([italic("Слабее всего")] if weakest else []),
        *(_statement(wave, one, room) for one in weakest),
    ]


def _index_before(wave: ClosedWave, before: Earlier) -> str:
    """The earlier index over the same statements, beside today's over the same; nothing else may be compared."""
    when = day(before.closed, year=True)
    same = wave.shared
    earlier = {one: before.counts[one] for one in same}
    now = {one: wave.counts[one] for one in same}
    was, is_now = method.index(earlier.values()), method.index(now.values())
    if was is None or is_now is None:
        return f"С опросом {when} сравнить нельзя: общих вопросов нет."
    changed = method.change(
        method.pooled(wave.survey, now, wave.answered), method.pooled(before.survey, earlier, before.answered)
    )
    partly = same != wave.counts.keys() or same != before.counts.keys()
    basis = f" по общим вопросам ({len(same)}), сейчас {figure(is_now)}" if partly else ""
    verdict = changed.value if changed is Change.NOT_ESTABLISHED else f"сейчас {changed.value}"
    return f"Прошлый раз ({when}, n = {before.answered}): {figure(was)}{basis}; {verdict}"


def _statement(wave: ClosedWave, statement: str, room: int) -> Text:
    counts = wave.counts[statement]
    place = wave.survey.place(statement)
    words = wave.survey.statements[place].text.rstrip(".") if place is not None else statement
    said = f"n = {method.answers(counts)}"
    if wave.earlier and statement in wave.shared:
        before = wave.earlier.counts[statement]
        changed = method.change(method.favourable(wave.survey, counts), method.favourable(wave.earlier.survey, before))
        said += f", было {figure(method.mean(before) or 0)}"
        said += "" if changed is Change.NOT_ESTABLISHED else f", {changed.value}"
    return text("• ", shorten(words, room), " — ", bold(figure(method.mean(counts) or 0)), f" ({said})")


def _index(survey: Survey, group: Group) -> str:
    index = method.index(group.counts.values())
    return f"У = {index_figure(survey.method, index)}" if index is not None else "мало данных"


def _open_json(wave: OpenWave) -> dict[str, object]:
    return {
        "id": wave.id,
        "survey": wave.survey.id,
        "state": "open",
        "invited": wave.invited,
        "answered": wave.answered,
        "opens": wave.opened.isoformat(),
        "closes": wave.closes.isoformat(),
    }


def _closed_json(wave: ClosedWave) -> dict[str, object]:
    index = wave.index
    return {
        "id": wave.id,
        "survey": wave.survey.id,
        "state": "closed",
        "invited": wave.invited,
        "answered": wave.answered,
        "index": None if index is None else float(index_figure(wave.survey.method, index).replace(",", ".")),
        "level": wave.level or None,
        "opened": wave.opened.isoformat(),
        "closed": wave.closed.isoformat(),
        "questions": [_question_json(wave.survey, one.id, wave.counts[one.id]) for one in wave.statements()],
        "groups": [
            {
                "classes": [name for name in group.classes if name],
                "invited": group.invited,
                "answered": group.answered,
                "questions": [
                    _question_json(wave.survey, one.id, group.counts[one.id])
                    for one in wave.survey.statements
                    if one.id in group.counts
                ],
            }
            for group in wave.groups
        ],
    }


def _question_json(survey: Survey, statement: str, counts: method.Counts) -> dict[str, object]:
    return {
        "id": statement,
        "n": method.answers(counts),
        "counts": {str(option.value): counts.get(option.value, 0) for option in survey.scale},
        "mean": round(method.mean(counts) or 0, 2),
    }
