"""Chromium or Chrome for the tests of the page: the system's own, since nothing is downloaded."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = "no Chromium or Chrome was found (on Debian and Ubuntu: apt install chromium)"


def find_chromium() -> str | None:
    """Return the program's path; CHROMIUM names one that lies elsewhere."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def is_required() -> bool:
    """Tell whether a missing browser is a failure, as it is in CI."""
    return bool(os.environ.get("BROWSER_REQUIRED"))
