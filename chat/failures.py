"""How a failure of ours is written into a log."""

import traceback


def trace(error: BaseException) -> str:
    """Where something failed, without its words: they may quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__name__ + "".join(f" < {frame.name}:{frame.lineno}" for frame in reversed(frames))
