"""A seed to a document: what stays, in what shape, and what became of every line."""

from __future__ import annotations

from briefing.model import Basis, Document, Fate, LineAccount, Part, Passage, Seed, Source
from briefing.slugs import slugify


def normalize(seed: Seed) -> Document:
    """Normalize a capture. Pure: the same seed gives the same document on any day and machine."""
    facts = seed.sidecar.facts
    texts = [line.text.strip() for line in seed.lines if line.text.strip()]
    title = facts.title or texts[0][:90]
    body = "\n\n".join(texts)
    return Document(
        seed=seed,
        title=title,
        title_basis=Basis.STATED,
        date=facts.date,
        date_basis=Basis.METADATA if facts.date else Basis.NONE,
        lang=facts.lang or "en",
        summary=texts[0][:300],
        source=Source(name=facts.source or "", url=facts.url or "", author=facts.author or ""),
        passages=(Passage(part=Part.STORY, id=slugify(title), title=title, markdown=body),),
        lines=tuple(LineAccount(number=line.number, text=line.text, fate=Fate.KEPT) for line in seed.lines),
    )
