"""格式: the records are what their schemas say."""

import json

import jsonschema
import pytest

from hkpaper import pipeline
from hkpaper.schema import SCHEMAS, schema_of
from shell import PAGES, SAMPLES, out, records


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_one(name: str) -> None:
    """hkpaper schema prints a valid JSON Schema."""
    printed = json.loads(out("schema", name))
    jsonschema.Draft202012Validator.check_schema(printed)
    assert printed == schema_of(name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_run_prints_fits_its_schema(page: object) -> None:
    """Each record names its schema and fits it."""
    for record in records(out("run", page)):
        name = record["schema"].split("/")[1]
        jsonschema.validate(record, schema_of(name), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("stage", pipeline.NAMES[:-1])
def test_what_a_stage_passes_on_fits_its_schema(stage: str) -> None:
    """The wire form between two stages fits the issue's schema."""
    for record in records(out(stage, SAMPLES / "two-pages.txt")):
        jsonschema.validate(record, schema_of("issue"), jsonschema.Draft202012Validator)


def test_the_schema_can_fail() -> None:
    """An article without its offsets does not fit."""
    record = records(out("run", SAMPLES / "tiny.txt"))[0]
    del record["offsets"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schema_of("article"))
