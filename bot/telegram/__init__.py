"""Telegram: aiogram lives in this folder and nowhere else. Import `channel` only when a token is set."""
