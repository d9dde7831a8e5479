"""The worker process: one piece of long work, within bounds of memory and time.

Started by the workshop as ``python -m handlers.workbench``. On standard input: a JSON line ``{"kind", "args"}`` and
then the bytes of a file, if any. On standard output: a JSON line ``{"failed", "result"}`` and then bytes, if any.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping

from handlers.crafts import CRAFTS, Sentence

MEMORY = 1_500_000_000
"""Bytes of address space."""
SECONDS = 60
"""Of processor time."""

Craft = Callable[[bytes, Mapping[str, object]], tuple[object, bytes]]


def main() -> None:
    """Do one piece of work."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up in the answer
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    try:
        result, made = CRAFTS[asked["kind"]](content, asked["args"])
        head: dict[str, object] = {"failed": False, "result": result}
    except Sentence as sentence:
        head, made = {"failed": True, "result": str(sentence)}, b""
    except MemoryError:
        head, made = {"failed": True, "result": "Файл слишком большой: разобрать его не хватило памяти."}, b""
    with answer:
        answer.write(json.dumps(head, ensure_ascii=False).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
