"""说话: what goes to standard error, and how a run ends early."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from hkpaper.errors import Exit

CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], "\ufffd") | {ord(char): char for char in "\n\t"}


class Failure(Exception):
    """The end of a run with an exit status; what there is to say has been said."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def complain(message: str) -> None:
    """Say one line on standard error."""
    put(f"hkpaper: {harmless(' '.join(message.split()))}\n")


def harmless(text: str) -> str:
    """Return text with its control characters made U+FFFD: a dump is not to command the terminal that shows it.

    >>> harmless("柳溪\\x1b[2J\\n新桥")
    '柳溪�[2J\\n新桥'
    """
    return text.translate(CONTROLS)


def put(text: str) -> None:
    """Write to standard error; that it is closed or full is no reason to fail."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def closed_pipe() -> NoReturn:
    """Leave without a word when the reader of standard output has gone."""
    os._exit(Exit.CLOSED_PIPE)


def drop_output() -> None:
    """Let what standard output still holds go nowhere, so that leaving does not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def coloured(choice: str) -> bool:
    """Say whether to colour standard output: as told, else on a terminal unless NO_COLOR or TERM=dumb."""
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
