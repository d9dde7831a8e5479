"""Telegram; the only place aiogram lives."""
