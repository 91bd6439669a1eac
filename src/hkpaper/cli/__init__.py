"""命令行: the shell around the pure stages: arguments, files, exit statuses.

`main` answers ``--version`` before anything is imported, since a pipe of six stages starts six times.
"""

from __future__ import annotations

import gc
import os
import sys

GARBAGE = 100_000  # objects made before loops of them are looked for: a start makes fewer, and saves some 4 ms of 108


def main() -> None:
    """Run the command line and leave with its exit status."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from hkpaper import __version__

        try:
            print(f"hkpaper {__version__}", flush=True)
        except BrokenPipeError:
            from hkpaper.cli.talk import closed_pipe

            closed_pipe()
        return
    for name, mode in (("stdin", "r"), ("stderr", "w")):  # closed by the caller: as good as empty
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115
    gc.set_threshold(GARBAGE)
    for library in (
        "OPENBLAS",
        "OMP",
        "MKL",
    ):  # a page's tables are small: threads wait for each other, and cost memory
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    try:
        from hkpaper.cli.app import run
    except KeyboardInterrupt:
        from hkpaper.errors import Exit

        os._exit(Exit.INTERRUPTED)
    run(sys.argv[1:])
