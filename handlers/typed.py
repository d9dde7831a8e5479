"""What can be typed: commands, the same as plain words, and what a text means on a screen."""

from collections.abc import Callable, Mapping

from chat.screen import Screen
from handlers import (
    absence,
    check,
    choices,
    deadlines,
    deciding,
    done,
    drafts,
    elsewhere,
    filling,
    helping,
    home,
    leaving,
    month,
    people,
    plan_questions,
    plan_rows,
    plan_standing,
    policy,
    positions,
    preview,
    report,
    school_year,
    sentences,
    summary,
    when,
)
from handlers.visit import View, Visit

Command = Callable[[Visit, str], View]
Typed = Callable[..., View | None]

COMMANDS: Mapping[str, Command] = {
    "start": home.go_home,
    "help": home.go_help,
    "privacy": home.go_privacy,
    "id": home.go_id,
    "summary": summary.command,
    "deadlines": deadlines.command,
    "away": absence.command,
    "reminders": policy.command,
    "plan": plan_standing.command,
    "check": check.command,
    "year": school_year.command,
    "cyclogram": month.command,
    "report": report.command,
    "when": when.command,
    "device": elsewhere.go_device,
    "stop": leaving.go_stop,
    "classes": people.command_sizes,
    "admins": people.command_admins,
    "grant": people.grant,
    "revoke": people.take_back,
}
"""Typed with a slash, in every messenger; the rest of the line is passed on."""

WORDS: Mapping[str, Command] = {
    "начать": home.go_home,
    "в начало": home.go_home,
    "помощь": home.go_help,
    "сводка": summary.command,
    "сроки": deadlines.command,
    "напоминания": policy.command,
    "мои сроки": deadlines.command,
    "план": plan_standing.command,
    "проверка": check.command,
    "учебный год": school_year.command,
    "циклограмма": month.command,
    "отчёт": report.command,
    "отчет": report.command,
}
"""The same, as plain words."""

TYPED: Mapping[str, Typed] = {
    "filling": filling.said,
    "preview": preview.said,
    "people": people.type_sizes,
    "invites": people.type_class,
    "wave_classes": drafts.type_classes,
    "wave_dates": drafts.type_dates,
    "cyclogram": month.type_month,
    "report": report.type_period,
    "year": school_year.type_change,
    "year_said": school_year.type_more,
    "plan_question": plan_questions.type_answer,
    "plan_sure": plan_questions.type_days,
    "plan_edit": plan_rows.type_field,
    "plan_object": plan_rows.type_object,
    "hand_to": positions.type_taker,
    "away_ask": absence.type_more,
    "sentence": sentences.type_more,
    "said": done.type_word,
    "later": choices.type_later,
    "need_help": helping.type_words,
    "reply": helping.type_reply,
    "decision": deciding.type_answer,
    "when": when.type_phrase,
}
"""What a typed text means on a screen; None where it means nothing there."""

GROUP_COMMANDS: Mapping[str, Callable[[Visit], Screen | None]] = {
    "summary": summary.in_group,
    "сводка": summary.in_group,
}
"""What is answered in a group chat."""
