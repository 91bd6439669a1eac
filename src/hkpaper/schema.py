"""格式: the JSON Schemas of the records, made from one description of each field."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
STRING: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
SPAN: Schema = {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}


def described(schema: Schema, text: str) -> Schema:
    """Return a schema with its description."""
    return {**schema, "description": text}


def array(items: Schema, text: str = "") -> Schema:
    """Return the schema of a list."""
    found: Schema = {"type": "array", "items": items}
    return described(found, text) if text else found


def record(properties: dict[str, Schema], *, closed: bool = False) -> Schema:
    """Return the schema of an object that has all these properties, and others unless `closed`."""
    found: Schema = {"type": "object", "properties": properties, "required": list(properties)}
    return found | ({"additionalProperties": False} if closed else {})


def with_optional(schema: Schema, properties: dict[str, Schema]) -> Schema:
    """Return the schema of an object that may have these properties, too."""
    return {**schema, "properties": schema["properties"] | properties}


RUNS = array(SPAN)
MASTHEAD = record({
    "title": MAYBE, "date": described(MAYBE, "ISO 8601"), "weekday": MAYBE, "number": MAYBE, "licence": MAYBE,
    "publisher": MAYBE, "period": MAYBE, "url": MAYBE, "notes": array(STRING, "内部资料, 免费交流 …"),
    "total": described(MAYBE, "总第1234期"), "lunar": described(MAYBE, "as printed"), "postal": described(MAYBE, "邮发代号"),
    "sheets": {"type": ["integer", "null"], "minimum": 1, "description": "今日4版"},
})  # fmt: skip
DOUBT = record({"stage": STRING, "code": STRING, "span": SPAN, "note": STRING})
DATE = record({
    "text": STRING, "iso": described(STRING, "a day, a month, or an interval a/b"), "part": described(MAYBE, "上午, 下午 …"),
    "time": described(MAYBE, "15:30, or 09:00/17:00"), "precision": {"enum": ["half-year", "quarter", "month", "third", "day"]},
    "span": described(SPAN, "its first run in the source"), "spans": RUNS,
})  # fmt: skip
PERSON = record({
    "name": STRING, "title": described(STRING, "the fullest office or trade printed with the name"), "count": described(COUNT, "mentions"),
    "mentions": array(record({"title": described(MAYBE, "as printed at this mention"), "spans": RUNS})),
})  # fmt: skip
ENTITY = record({"name": STRING, "count": described(COUNT, "mentions"), "mentions": array(record({"spans": RUNS}))})
CREDIT = record({
    "name": STRING,
    "role": {"enum": ["reporter", "correspondent", "photographer", "author", "editor", "intern", "translator"]},
})  # fmt: skip
BYLINE = record({
    "text": described(STRING, "as printed"), "own": described(MAYBE, "what of it has lines of its own, so stands in no paragraph"),
    "reporters": array(STRING, "authors and interns too"), "correspondents": array(STRING),
    "photographers": array(STRING), "agency": MAYBE, "place": described(MAYBE, "from where a dispatch was sent"),
    "people": array(CREDIT, "each name with each of its roles"), "spans": RUNS,
}) | {"type": ["object", "null"]}  # fmt: skip
SUGGESTION = record({
    "text": described(MAYBE, "words of the story's lead, in its order"),
    "confidence": {"type": "number", "minimum": 0, "maximum": 1, "description": "share of the crumbs that the words explain"},
    "crumbs": array(STRING, "what the dump has of it"),
}) | {"type": ["object", "null"]}  # fmt: skip
SHAPE: Schema = {"enum": ["blocks", "lines", "layout"]}
FILES = array(record({
    "name": STRING, "sha256": STRING, "encoding": STRING, "start": described(COUNT, "where the file begins in the issue's text"),
    "spans": described(RUNS, "by the file's own offsets"),
}), "of an issue in several files, those it stands in")  # fmt: skip
PAGE: Schema = {"type": ["integer", "string", "null"]}

ARTICLE = record({
    "schema": {"const": "hkpaper/article/1"},
    "id": described(STRING, "date, page and a hash of the story's first characters"),
    "kind": {"enum": ["article", "brief", "photo", "notice", "verse", "essay", "opinion", "table", "ad", "other"]},
    "kind_confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "page": COUNT,
    "pages": array(COUNT, "all pages of a joined story"),
    "issue": described(MASTHEAD, "the masthead"),
    "kicker": described(MAYBE, "引题"),
    "headline": described(MAYBE, "主题"),
    "subhead": described(MAYBE, "副题"),
    "suggested_headline": described(SUGGESTION, "what the crumbs of a vertical headline spell: a hint, no headline"),
    "byline": BYLINE,
    "dates": array(DATE),
    "people": array(PERSON, "who is named with an office or a trade"),
    "organisations": array(ENTITY, "what is named as a body: 柳溪县水务局"),
    "places": array(ENTITY, "what is named as a place: 柳溪镇, 清泷路, 上海"),
    "paragraphs": array(STRING, "as printed, re-flowed; the jump mark left out"),
    "jump": record({"to": PAGE, "from": PAGE, "target": described(MAYBE, "the other half's id, once linked")}),
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "doubts": array(DOUBT),
    "spans": described(RUNS, "source spans of the whole article in reading order, in code points"),
    "offsets": described(
        record({
            "kicker": RUNS, "headline": RUNS, "subhead": RUNS, "crumbs": RUNS, "byline": RUNS, "paragraphs": array(RUNS), "jump": array(RUNS),
        }),
        "source spans of each string; their lengths add up to the string's",
    ),
    "source": with_optional(record({"name": STRING, "sha256": STRING, "shape": SHAPE}), {"files": FILES}),
})  # fmt: skip
ARTICLE = with_optional(ARTICLE, {
    "simplified": described(
        record({"kicker": MAYBE, "headline": MAYBE, "subhead": MAYBE, "byline": MAYBE, "paragraphs": array(STRING)}),
        "under --simplify: a copy in simplified characters",
    ),
})  # fmt: skip

RESIDUE = record({
    "schema": {"const": "hkpaper/residue/1"},
    "id": STRING,
    "kind": {"const": "residue"},
    "issue": MASTHEAD,
    "masthead": array(record({"text": STRING, "span": SPAN})),
    "furniture": array(record({"kind": STRING, "text": STRING, "span": SPAN})),
    "debris": array(record({"reason": STRING, "text": STRING, "span": SPAN})),
    "imprint": array(record({"kind": STRING, "label": STRING, "value": STRING, "span": SPAN}), "editors and contacts: 责任编辑, 新闻热线 …"),
    "doubts": array(DOUBT),
    "source": with_optional(
        record({"name": STRING, "sha256": STRING, "encoding": STRING, "shape": SHAPE, "characters": COUNT}), {"files": FILES}
    ),
})  # fmt: skip

PIECE: Schema = {
    "type": "array", "minItems": 2, "maxItems": 3, "prefixItems": [COUNT, COUNT, STRING], "items": False,
    "description": "[start, end], or [start, end, text] where the text is not the source's",
}  # fmt: skip
PIECES = array(PIECE)
LABELLED: Schema = {
    "type": "array",
    "minItems": 3,
    "maxItems": 3,
    "prefixItems": [STRING, COUNT, COUNT],
    "items": False,
}
WIRE = record({
    "schema": {"const": "hkpaper/issue/1"},
    "source": record({"name": STRING, "encoding": STRING, "sha256": STRING, "lossy": array(COUNT), "text": STRING}),
    "shape": STRING,
    "done": array(STRING, "the stages it has been through"),
    "masthead": MASTHEAD | {"required": [*MASTHEAD["required"], "spans"]},
    "lines": array({
        "type": "array", "minItems": 5, "maxItems": 5, "prefixItems": [COUNT, COUNT, COUNT, COUNT, {"type": "number"}],
        "items": False, "description": "[start, end, page, block, ems]",
    }),
    "strands": array(record({"role": STRING, "measure": {"type": ["number", "null"]}, "lines": array(COUNT)})),
    "articles": array(record({
        "id": STRING, "kind": STRING, "page": COUNT, "pages": array(COUNT), "kicker": PIECES, "headline": PIECES,
        "deck": PIECES, "byline": {"type": ["object", "null"]}, "dates": array(DATE), "jumps": array({"type": "object"}),
        "paragraphs": array(PIECES), "measure": {"type": ["number", "null"]}, "confidence": {"type": "number"},
    })),
    "furniture": array(LABELLED),
    "debris": array(LABELLED),
    "doubts": array(DOUBT),
})  # fmt: skip

SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
CANDIDATE = record({
    "kind": {"enum": ["line", "end", "aside"]},
    "text": MAYBE,
    "span": {"anyOf": [SPAN, {"type": "null"}]},
    "successor": described(SHARE, "the upper line's share for it"),
    "predecessor": described(SHARE, "its own share for the upper line"),
    "gain": {"type": ["number", "null"], "description": "over leaving both loose, in nats"},
    "probability": described(SHARE, "calibrated; null where it is no line"),
    "chosen": {"type": "boolean"},
    "terms": {
        "type": "object", "additionalProperties": {"type": "number"}, "description": "what each kind of evidence is worth, in nats",
    },
    "facts": {"type": "object"},
})  # fmt: skip
EXPLANATION = record({
    "schema": {"const": "hkpaper/explanation/1"},
    "source": with_optional(record({"name": STRING, "sha256": STRING}), {"files": FILES}),
    "article": described(MAYBE, "the id of the article that the line went to"),
    "page": COUNT,
    "line": record({"text": STRING, "span": SPAN}),
    "question": {"enum": ["lines", "strands", "stories", "edges"]},
    "state": {"enum": ["goes on with", "ends", "stands aside"]},
    "probability": described(SHARE, "of a join calibrated; of an end or an aside its share"),
    "certain": {"type": "boolean", "description": "taken without weighing it against others"},
    "decided": {"type": "boolean", "description": "false where a later question has the last word"},
    "candidates": array(CANDIDATE),
    "why": STRING,
})  # fmt: skip

SCHEMAS: dict[str, tuple[str, Schema]] = {
    "article": ("An article, as `hkpaper run` prints it", ARTICLE),
    "residue": ("What is in no article: the last record of an issue", RESIDUE),
    "issue": ("An issue between two stages", WIRE),
    "explanation": ("Why a line is read after another, as `hkpaper explain` prints it", EXPLANATION),
}


def schema_of(name: str) -> Schema:
    """Return the JSON Schema of one kind of record: article, residue, issue or explanation.

    >>> schema_of("article")["title"]
    'hkpaper/article/1'
    """
    description, body = SCHEMAS[name]
    return {"$schema": DRAFT, "title": f"hkpaper/{name}/1", "description": description, **body}
