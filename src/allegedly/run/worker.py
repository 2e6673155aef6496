"""The process that reads: jobs come in on standard input, answers go out on standard output, both pickled.

Started by `allegedly.run.pool` alone. The first message is the function to call, the seconds that a call may take, and
what is to be called first, or None; the answer to it, None, says that the worker is ready. When the input ends the
process does too, whatever it is doing: nobody waits for it any more. A call that lets no other thread run (a regular
expression, say) would not let it see that, so a clock outside of Python ends the process when the time is over.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue
from typing import Any, BinaryIO


def main() -> None:
    """Take jobs and answer them until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then stops its workers.
    messages, answers = _take_pipes()
    received: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(messages, received), daemon=True).start()
    work, limit, prepare = received.get()
    if prepare is not None:
        prepare()
    _send(answers, None)
    while True:
        job = received.get()
        faulthandler.dump_traceback_later(limit, exit=True)
        _send(answers, work(job))
        faulthandler.cancel_dump_traceback_later()


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return standard input and output; from here on, whatever a library prints goes to standard error."""
    messages, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return messages, answers


def _receive(messages: BinaryIO, received: SimpleQueue[Any]) -> None:
    try:
        while True:
            received.put(pickle.load(messages))  # noqa: S301 (from the parent, over its own pipe)
    except EOFError:
        os._exit(0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)


def _send(answers: BinaryIO, answer: Any) -> None:
    try:
        pickle.dump(answer, answers)
        answers.flush()
    except BrokenPipeError:
        os._exit(0)
