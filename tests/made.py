"""Issues made for a test: raw text put through the stages."""

from hkpaper import pipeline
from hkpaper.records import Issue
from hkpaper.source import decode


def put_through(text: str, last: str, **options: object) -> Issue:
    """Return the issue of `text` after every stage up to `last`."""
    return pipeline.run_up_to(pipeline.open_issue(decode(text.encode(), "made.txt")), last, options)
