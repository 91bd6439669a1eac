"""差错: what went wrong, where, and what to do next; and the exit status that says so."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit statuses of the command line."""

    OK = 0
    FAILED_INPUT = 1
    USAGE = 2
    DOUBTS = 3
    NOTHING_FOUND = 4
    INTERNAL = 70
    INTERRUPTED = 130
    CLOSED_PIPE = 141
    TERMINATED = 143


class HkpaperError(Exception):
    """A fault that a user can mend; its message is one line: what, where, and what next."""

    exit = Exit.FAILED_INPUT


class InputError(HkpaperError):
    """A file that cannot be read, or that is not what it was taken for."""


class OptionError(HkpaperError):
    """A value that an option cannot have, whatever the input."""

    exit = Exit.USAGE


class EncodingError(OptionError):
    """An encoding that there is none of."""


class WireError(InputError):
    """JSON that is not a form hkpaper writes."""


class OrderError(HkpaperError):
    """Stages in an order in which one lacks what it needs."""

    exit = Exit.USAGE


class LostTextError(HkpaperError):
    """A stage lost, doubled or invented text: a fault of hkpaper itself, never of the input."""

    exit = Exit.INTERNAL


class ModelError(HkpaperError):
    """A language model that cannot be used: missing, of another form, or no model at all."""
