"""The web chat: over plain HTTP, and in a real browser."""
