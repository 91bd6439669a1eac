"""hkpaper as its users run it: real processes, bytes in and bytes out."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
PAGES = sorted(path for path in SAMPLES.glob("*.txt"))
HKPAPER = [sys.executable, "-m", "hkpaper"]
BARE = {"PATH": os.defpath, "LANG": "C", "LC_ALL": "C"}  # cron: no HOME, no UTF-8 locale


def hkpaper(
    *arguments: object, data: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a subcommand in cron's environment and return what came of it."""
    command = [*HKPAPER, *map(str, arguments)]
    return subprocess.run(command, input=data, capture_output=True, check=False, env=BARE | (env or {}))


def out(*arguments: object, data: bytes = b"") -> bytes:
    """Return the standard output of a subcommand that must succeed in silence."""
    done = hkpaper(*arguments, data=data)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def records(output: bytes) -> list[dict[str, Any]]:
    """Return the records of JSON Lines."""
    return [json.loads(line) for line in output.decode().splitlines()]
