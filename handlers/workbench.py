"""The worker process: one piece of long work, within bounds of memory and time.

Started by the workshop as ``python -m handlers.workbench``. On standard input: a JSON line ``{"kind", "args"}`` and
then the bytes of a file, if any. On standard output: a JSON line ``{"failed", "result"}`` and then bytes, if any.
"""

import json
import os
import resource
import sys

from handlers.crafts import CRAFTS, Sentence

MEMORY, SECONDS = 1_500_000_000, 60
"""Bytes of address space, and seconds of processor time."""
READING = 300_000_000, 30
"""The same for what somebody sent: the largest plan takes half of that."""


def main() -> None:
    """Do one piece of work."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up in the answer
    asked = json.loads(sys.stdin.buffer.readline())
    memory, seconds = READING if asked["kind"] in ("read_plan", "read_text") else (MEMORY, SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
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
