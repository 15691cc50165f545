"""Work in several processes.

A worker that dies is an error; a worker whose parent dies comes to an end by itself.
"""

import ctypes
import multiprocessing
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from mionido.problems import ExpectedError

Running = dict[Connection, BaseProcess]
PR_SET_PDEATHSIG = 1  # see prctl(2)


class WorkerError(ExpectedError):
    """A worker stopped before its work was done."""


def spread(work: Callable[[str], Iterable[Any]], items: Sequence[str], jobs: int) -> Iterator[Any]:
    """Yield everything work(item) yields for each item, as it comes.

    The items are divided over `jobs` processes.
    """
    if jobs == 1 or len(items) < 2:
        for item in items:
            yield from work(item)
        return
    # A fork sees what was read already, so nothing has to be sent to it or read twice.
    processes = multiprocessing.get_context("fork")
    running: Running = {}
    try:
        for start in range(min(jobs, len(items))):
            receiver, sender = processes.Pipe(duplex=False)
            mine, others = items[start::jobs], (*running, receiver)
            task = (sender, others, work, mine)
            process = processes.Process(target=_work, args=task, daemon=True)
            with _without_ctrl_c():
                process.start()
            sender.close()
            running[receiver] = process
        while running:
            ready = wait(list(running))
            for receiver in [each for each in running if each in ready]:
                yield from _receive(receiver, running)
    finally:
        for each in running.values():
            each.kill()
            each.join()


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Keep Ctrl-C waiting. A process born meanwhile never hears it; its parent stops it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _die_with_parent() -> None:
    """On Linux, ask for the end as soon as the parent is gone.

    Elsewhere sending fails, which ends us too.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _receive(receiver: Connection, running: Running) -> Iterator[Any]:
    try:
        kind, value = receiver.recv()
    except EOFError:
        process = running[receiver]
        process.join()
        raise WorkerError(f"a worker process stopped (exit code {process.exitcode})") from None
    if kind == "error":
        raise value
    if kind == "done":
        running.pop(receiver).join()
    else:
        yield value


def _work(
    sender: Connection,
    others: Iterable[Connection],
    work: Callable[[str], Iterable[Any]],
    items: Sequence[str],
) -> None:
    for connection in others:  # with these closed, sending fails as soon as the parent is gone
        connection.close()
    _die_with_parent()
    try:
        for item in items:
            for value in work(item):
                sender.send(("value", value))
        sender.send(("done", None))
    except BrokenPipeError:
        return
    except (ExpectedError, OSError) as error:
        sender.send(("error", error))
    except Exception:
        sender.send(("error", WorkerError(traceback.format_exc())))
