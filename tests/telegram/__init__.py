"""Telegram: both pure halves by tables, the channel through the real library."""
