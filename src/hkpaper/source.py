"""字节: bytes into a Source, whatever encoding the dump came in."""

from __future__ import annotations

from hkpaper.records import Source


def decode(data: bytes, name: str = "-", encoding: str = "auto") -> Source:
    """Decode a dump (a helper deepens this)."""
    import hashlib

    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return Source(name, "utf-8", hashlib.sha256(data).hexdigest(), text)
