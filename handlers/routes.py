"""Which words, buttons and screens lead where; the only place that knows all of them."""

from collections.abc import Callable, Mapping

from chat.events import File
from chat.screen import Screen
from handlers import (
    asked,
    attachments,
    check,
    choices,
    comments,
    deadlines,
    deciding,
    done,
    drafts,
    elsewhere,
    entry,
    filling,
    helping,
    home,
    leaving,
    month,
    month_filters,
    people,
    plan,
    plan_questions,
    plan_rows,
    preview,
    row_surveys,
    school_year,
    sentences,
    sharing,
    summary,
    waves,
    week,
    when,
)
from handlers.visit import View, Visit
from storage.jobs import Job

Command = Callable[[Visit, str], View]
Press = Callable[..., View]
Draw = Callable[..., Screen]
Typed = Callable[..., View | None]

COMMANDS: Mapping[str, Command] = {
    "start": home.go_home,
    "help": home.go_help,
    "privacy": home.go_privacy,
    "id": home.go_id,
    "summary": summary.command,
    "deadlines": deadlines.command,
    "plan": plan.command,
    "check": check.command,
    "year": school_year.command,
    "cyclogram": month.command,
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
    "мои сроки": deadlines.command,
    "план": plan.command,
    "проверка": check.command,
    "учебный год": school_year.command,
    "циклограмма": month.command,
}
"""The same, as plain words."""

ACTIONS: Mapping[str, Press] = {
    "agree": entry.agree,
    "begin": asked.begin,
    "answer": filling.answer,
    "skip": filling.skip,
    "back": filling.back,
    "nocomment": filling.no_comment,
    "goto": filling.go_to,
    "finish": filling.finish,
    "device": elsewhere.device,
    "join": elsewhere.join,
    "withdraw": leaving.withdraw,
    "erase": leaving.erase,
    "qr": people.draw_qr,
    "revoke": people.revoke,
    "summary_asked": summary.asked,
    "wave_make": drafts.make,
    "wave_start": drafts.start,
    "wave_drop": drafts.drop,
    "wave_remind": waves.remind,
    "wave_close": waves.close,
    "wave_share": sharing.share,
    "plan_ok": plan.accept,
    "plan_no": plan.decline,
    "plan_kind": plan.change_kind,
    "plan_back": plan.bring_back,
    "plan_ask": plan_questions.ask,
    "plan_yes": plan_questions.say_yes,
    "plan_skip": plan_questions.skip,
    "plan_check": plan_questions.check,
    "plan_sure_yes": plan_questions.confirm,
    "plan_sure_all": plan_questions.confirm_alike,
    "plan_sure_pass": plan_questions.pass_over,
    "choose": check.choose,
    "said_yes": sentences.yes,
    "said_no": sentences.no,
    "said_row": sentences.choose_row,
    "said_who": sentences.choose_who,
    "row_tie": row_surveys.tie,
    "wave_open": row_surveys.open_wave,
    "plan_object_is": plan_rows.choose_object,
    "plan_invite": plan.invite,
    "month_draw": month.draw,
    "year_apply": school_year.apply,
    "year_keep": school_year.keep,
    "year_reset": school_year.reset,
    "done_plain": done.close_plain,
    "done_as": done.close_as,
    "attach_to": attachments.attach_to,
    "new_plan": attachments.new_plan,
    "no_file": attachments.no_file,
    "file": attachments.hand_out,
    "unkeep": attachments.remove,
    "decide": deciding.begin,
    "decide_planned": deciding.planned,
    "decide_who": deciding.choose_who,
    "decide_yes": deciding.say_yes,
    "decide_skip": deciding.skip,
    "decide_back": deciding.go_back,
    "decide_at": deciding.go_to,
    "decide_drop": deciding.drop,
    "decide_ok": deciding.record,
    "take": choices.take,
    "give_back": choices.give_back,
    "later_by": choices.later_by,
    "notmine": choices.not_mine,
    "mine": choices.mine,
    "help_plain": helping.call,
    "undo": choices.undo,
    "reopen": done.reopen,
}
"""Buttons that change something; their arguments are strings and untrusted."""

VIEWS: Mapping[str, Draw] = {
    "home": home.home,
    "help": home.show_help,
    "privacy": home.show_privacy,
    "id": home.show_id,
    "job": home.waiting,
    "no_code": entry.no_code,
    "invited": entry.invited,
    "consent": entry.consent,
    "refuse": entry.refused,
    "joined": entry.joined,
    "held": entry.held,
    "ask": asked.ask,
    "choose": asked.choose,
    "filling": filling.show,
    "thanks": asked.thanks,
    "answered": asked.answered,
    "closed": asked.closed,
    "not_yet": asked.not_yet,
    "no_wave": asked.no_wave,
    "preview": preview.show,
    "walked": preview.walked,
    "elsewhere": elsewhere.elsewhere,
    "connect": elsewhere.connect,
    "other_way": elsewhere.other_way,
    "stop": leaving.stop,
    "withdrawn": leaving.withdrawn,
    "erase_ask": leaving.ask_erasing,
    "erased": leaving.erased,
    "people": people.show_people,
    "invites": people.show_invites,
    "invite": people.show_invite,
    "revoke_ask": people.ask_revoking,
    "admins": people.show_admins,
    "waves": waves.show_all,
    "wave_new": drafts.show_new,
    "wave": waves.show,
    "wave_objects": drafts.show_objects,
    "wave_classes": drafts.ask_classes,
    "wave_dates": drafts.ask_dates,
    "wave_reminded": waves.show_reminded,
    "wave_close_ask": waves.ask_closing,
    "wave_share_ask": sharing.ask,
    "wave_shared": sharing.shown,
    "comments": comments.show,
    "summary": summary.show,
    "by_class": summary.by_class,
    "file_refused": plan.show_refused,
    "plan": plan.show,
    "plan_page": plan.show_page,
    "plan_people": plan.show_positions,
    "plan_stored": plan.show_stored,
    "plan_dropped": plan.show_dropped,
    "cyclogram": month.show,
    "plan_due": month.show_due,
    "month_filter": month_filters.show,
    "month_people": month_filters.show_positions,
    "month_objects": month_filters.show_objects,
    "month_levels": month_filters.show_levels,
    "year": school_year.show,
    "year_said": school_year.show_said,
    "plan_diff": plan.show_diff,
    "plan_versions": plan.show_versions,
    "plan_question": plan_questions.show_question,
    "plan_sure": plan_questions.show_assumed,
    "plan_rows": plan_rows.show_rows,
    "check": check.show,
    "sentence": sentences.show,
    "sentence_dropped": sentences.show_dropped,
    "check_rows": check.show_rows,
    "chosen": check.show_chosen,
    "plan_row": plan_rows.show_row,
    "row_survey": row_surveys.show,
    "plan_edit": plan_rows.ask,
    "plan_object": plan_rows.show_object,
    "deadlines": deadlines.show_mine,
    "deadlines_page": deadlines.show_mine,
    "school_deadlines": deadlines.show_school,
    "deadline": deadlines.show,
    "done": done.ask,
    "later": choices.ask_later,
    "need_help": helping.ask,
    "said": choices.show_chosen,
    "too_late": choices.show_too_late,
    "reply": helping.ask_reply,
    "replied": helping.show_replied,
    "kept": attachments.show_kept,
    "not_kept": attachments.show_not_kept,
    "unkept": attachments.show_removed,
    "files": attachments.show_all,
    "file_for": attachments.show_for,
    "which_file": attachments.show_which,
    "decision": deciding.show,
    "decided": deciding.show_recorded,
    "undecided": deciding.show_dropped,
    "when": when.show,
    "week": week.show,
    "week_list": week.show_list,
}
"""Screens by name; a button that bears one simply leads there. They raise `Stale` when they stand on nothing."""

TYPED: Mapping[str, Typed] = {
    "filling": filling.said,
    "preview": preview.said,
    "people": people.type_sizes,
    "invites": people.type_class,
    "wave_classes": drafts.type_classes,
    "wave_dates": drafts.type_dates,
    "cyclogram": month.type_month,
    "year": school_year.type_change,
    "year_said": school_year.type_more,
    "plan_question": plan_questions.type_answer,
    "plan_sure": plan_questions.type_days,
    "plan_edit": plan_rows.type_field,
    "sentence": sentences.type_more,
    "done": done.type_word,
    "later": choices.type_later,
    "need_help": helping.type_words,
    "reply": helping.type_reply,
    "decision": deciding.type_answer,
    "when": when.type_phrase,
}
"""What a typed text means on a screen; None where it means nothing there."""

RESULTS: Mapping[str, Callable[[Visit, Job], View | Screen]] = {
    "chart": summary.drawn,
    "qr": people.qr_drawn,
    "read_plan": plan.was_read,
    "read_text": plan.was_pasted,
    "month": month.drawn,
    "keep": attachments.was_fetched,
    "hand_out": attachments.handed_out,
}
"""What long work leads to, by its kind: a view, or a screen of its own beside whatever the chat shows."""

OWN_FAILURES = attachments.OWN_FAILURES
"""Kinds of work that say themselves what their failure means."""

GROUP_COMMANDS: Mapping[str, Callable[[Visit], Screen | None]] = {
    "summary": summary.in_group,
    "сводка": summary.in_group,
}
"""What is answered in a group chat."""


def opened(visit: Visit, code: str) -> View:
    """The dialogue was opened, perhaps with a code."""
    return entry.opened(visit, code)


def unclear(visit: Visit, words: str) -> View:
    """A text that means nothing here."""
    return (
        filling.stay(visit)
        or plan.pasted(visit, words)
        or sentences.understand(visit, words)
        or home.unclear(visit, words)
    )


def received(visit: Visit, file: File) -> View:
    """Somebody sent a file."""
    return attachments.received(visit, file)
