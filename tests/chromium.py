"""Chromium or Chrome for the tests of the page: the system's own, since nothing is downloaded."""

import ctypes
import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str | None:
    """Return the program's path; CHROMIUM names one that lies elsewhere."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def obstacle() -> str | None:
    """Say what is lacking for a browser to be driven; None if nothing is."""
    if find_chromium() is None:
        return "no Chromium or Chrome was found (on Debian and Ubuntu: apt install chromium)"
    if sys.platform == "linux" and not _loads("libatomic.so.1"):
        return "playwright's driver lacks a library (on Debian and Ubuntu: apt install libatomic1)"
    return None


def is_required() -> bool:
    """Tell whether a missing browser is a failure, as it is in CI."""
    return bool(os.environ.get("BROWSER_REQUIRED"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
