"""What the open data mean, as JSON Schema (draft 2020-12). Whoever builds on them may rely on every word here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from briefing.model import Basis, Bound, Change, Hedge, Kind, Origin

Schema: TypeAlias = Mapping[str, Any]

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", "minLength": 1, "description": description, **more}


def _count(description: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": description}


def _one_of(values: tuple[str, ...], description: str) -> Schema:
    return {"enum": list(values), "description": description}


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "minItems": 1, "description": description}


def _object(description: str, required: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _file(title: str, items: Schema) -> Schema:
    return {"$schema": _DRAFT, "title": title, "type": "array", "items": items}


_GUID: Final = _text(
    "Names it for good, whatever its title, date or address; the guid of the feeds", pattern="^urn:uuid:"
)
_URL: Final = _text("Its address", format="uri")
_TAGS: Final = {
    kind.value: _list(_text(f"The id of a {kind.singular}, as in terms.json"), "Most prominent first; absent when none")
    for kind in Kind
}

_STORY: Final = _object(
    "A story of a brief",
    "guid url id title",
    guid=_GUID,
    url=_URL,
    id=_text("Its anchor on the brief's page"),
    title=_text("Its headline, plain text"),
    **_TAGS,
)

_SOURCE: Final = _object(
    "Who published what the brief was made from; what is unknown is absent",
    "",
    name=_text("The publication"),
    url=_text("Where it was published"),
    author=_text("Who wrote it"),
)

_SEED: Final = _object(
    "The captured file; absent for a brief written by hand",
    "file",
    file=_text("Its path in the project"),
    sha256=_text("The digest of its bytes", pattern="^[0-9a-f]{64}$"),
)

BRIEFS_SCHEMA: Final = _file(
    "Briefs, newest first, undated last",
    _object(
        "A brief",
        "guid url slug title title_basis date_basis lang stories",
        guid=_GUID,
        url=_URL,
        slug=_text("The last part of its address"),
        title=_text("Its headline, plain text"),
        title_basis=_one_of(tuple(Basis), "How the title is known; derived: the source has no headline"),
        date=_text("The day it was published, absent when unknown", format="date"),
        date_basis=_one_of(tuple(Basis), "How the date is known"),
        lang=_text("Its language, as BCP 47 writes it"),
        summary=_text("Plain text"),
        source=_SOURCE,
        seed=_SEED,
        **_TAGS,
        stories=_list(_STORY, "In the order of the page"),
    ),
)

TERMS_SCHEMA: Final = _file(
    "Terms that tag a story or a brief, by kind and id",
    _object(
        "A company, product, person, organization, region or topic",
        "kind id name url feed origin stories briefs",
        kind=_one_of(tuple(Kind), "What it is"),
        id=_text("Unique within its kind"),
        name=_text("Its name"),
        url=_URL,
        feed=_text("The address of its RSS feed; feed.json beside it", format="uri"),
        aliases=_list(_text("Another spelling"), "Absent when none is known"),
        category=_text("Of a product: model, chip, ...; of an organization: regulator, ...; of a region: country, ..."),
        region=_text("Of companies and organizations: the id of the region where they sit"),
        parent=_text("The id of a company's owner, the region around a region, or the family of a version"),
        owner=_text("Of a product: the id of the company or organization that makes it"),
        affiliation=_text("Of a person, as last known: the id of a company or organization"),
        role=_text("Of a person, as last known"),
        definition=_text("Of a topic"),
        ticker=_text("Of a company: its symbol at the exchange"),
        origin=_one_of(tuple(Origin), "vocabulary: listed; version: of a listed family; discovered: found in a text"),
        stories=_count("How many stories carry it"),
        briefs=_count("How many briefs carry it"),
    ),
)


def _word(description: str) -> Schema:
    return {"type": "string", "description": description}


def _number(description: str) -> Schema:
    return {"type": ["number", "null"], "description": description}


FIGURES_SCHEMA: Final = _file(
    "Figures, those of the newest brief first, each in the order of its text; every field is always there",
    _object(
        "A number of a story, with the sentence it stands in",
        "id brief story quote number entity metric value low high unit currency bound change compared_to"
        " compared_value baseline period hedge",
        id=_text("Stays as long as its sentence and number do", pattern="^f[0-9a-f]{10}$"),
        brief=_text("The slug of its brief"),
        story=_word("The id of its story; empty in the lead of a brief"),
        quote=_text("Its sentence, exactly as the brief has it"),
        number=_text("The number, exactly as the sentence has it"),
        entity={
            "type": "array",
            "items": _text("kind/id, as in terms.json", pattern="^[a-z]+/[a-z0-9-]+$"),
            "description": "Whom it is about, nearest first; empty where the text does not say",
        },
        metric=_word("What is measured, in the words of the text"),
        value={"type": "number", "description": "Scale applied: 1.2 million is 1200000; of a range the lower end"},
        low=_number("The lower end of a range"),
        high=_number("The upper end of a range"),
        unit=_word("USD, %, pp (points), x (times), GB/s, month, ... or what is counted; empty where nothing says"),
        currency=_word("ISO 4217; empty where it is no money"),
        bound=_one_of(tuple(Bound), "How exact it claims to be: more than, at least, less than, up to, about"),
        change=_one_of(tuple(Change), "How much there is, or how it moved"),
        compared_to=_word("In the words of the text"),
        compared_value=_number("The value it comes from or stands against"),
        baseline={"type": "boolean", "description": "Whether another figure of the sentence is compared with it"},
        period=_word("When it holds, in the words of the text"),
        hedge=_one_of(tuple(Hedge), "How sure the text is of it"),
    ),
)
