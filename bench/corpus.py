#!/usr/bin/env python3
"""Make a corpus to measure with: N briefs as we read them, as Hugo reads them, and as raw seeds.

    python bench/corpus.py 1000 /tmp/corpus        # content/, hugo/content/posts/, seeds/

The same N gives the same bytes. A brief has 5 to 6 KB: 8 to 12 sections, paragraphs, lists with figures, bold, links;
5 to 10 of 300 companies and 1 to 3 of 40 regions, drawn as names are in the news (a few often, most seldom), 3 to 5 of
35 topics; dates over three years. The words are invented, spread as words are (Zipf), so that nothing is downloaded.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

SYLLABLES = "al an bel bor cal cen cor dan del dor el fal fin gal gen har is jan kal lan lor mar mel nal nov or".split()
KINDS = {"companies": (300, 5, 10), "topics": (35, 3, 5), "regions": (40, 1, 3)}  # how many, drawn at least, at most
START = dt.date(2023, 11, 1)
DAYS = 3 * 365


@dataclass(frozen=True)
class Draw:
    """Items drawn by weight 1 / (rank + shift): the usual shape of words and of names in the news."""

    items: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def of(cls, items: Sequence[str], shift: float) -> Draw:
        return cls(items, list(accumulate(1 / (rank + shift) for rank in range(len(items)))))

    def one(self, rng: random.Random) -> str:
        return rng.choices(self.items, cum_weights=self.weights)[0]

    def some(self, rng: random.Random, count: int) -> list[str]:
        drawn: dict[str, None] = {}
        while len(drawn) < count:
            drawn[self.one(rng)] = None
        return list(drawn)


def invent(rng: random.Random, count: int, least: int, most: int) -> list[str]:
    """Invent that many different words of so many syllables."""
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(rng.choices(SYLLABLES, k=rng.randint(least, most)))] = None
    return list(words)


class Writer:
    """Writes the prose of one corpus: the same for every form of a brief. `kinds` is as KINDS."""

    def __init__(self, kinds: Mapping[str, tuple[int, int, int]] = KINDS) -> None:
        rng = random.Random(7)
        self.kinds = kinds
        self.words = Draw.of(invent(rng, 8000, 1, 4), 2.7)
        self.names = {
            kind: Draw.of([f"{name.title()}{kind[:2]}" for name in invent(rng, count, 2, 3)], 4)
            for kind, (count, _, _) in kinds.items()
        }

    def figure(self, rng: random.Random) -> str:
        shape = rng.choice(("{}%", "${}.5 billion", "{} million", "{},400"))
        return shape.format(rng.randint(2, 99))

    def sentence(self, rng: random.Random, length: int, names: Sequence[str]) -> str:
        words = [self.words.one(rng) for _ in range(length)]
        at = rng.randrange(length)
        chance = rng.random()
        if chance < 0.3:
            words[at] = rng.choice(names)
        elif chance < 0.5:
            words[at] = self.figure(rng)
        elif chance < 0.62:
            words[at] = f"**{words[at]}**"
        elif chance < 0.72:
            words[at] = f"[{words[at]}](https://news.example.com/{rng.randrange(10**6)})"
        return upper(" ".join(words)) + "."

    def item(self, rng: random.Random, names: Sequence[str]) -> str:
        return f"- **{self.words.one(rng)}:** {self.figure(rng)}, {self.sentence(rng, 6, names)}"

    def section(self, rng: random.Random, names: Sequence[str]) -> str:
        head = " ".join(self.words.one(rng) for _ in range(rng.randint(3, 7))).capitalize()
        blocks = [f"## {head}"]
        blocks += [
            " ".join(self.sentence(rng, rng.randint(7, 15), names) for _ in range(3)) for _ in range(rng.randint(1, 2))
        ]
        if rng.random() < 0.3:
            blocks.append("\n".join(self.item(rng, names) for _ in range(3)))
        return "\n\n".join(blocks)


def upper(text: str) -> str:
    """Begin with a capital; names inside keep theirs."""
    return text[:1].upper() + text[1:]


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


@dataclass(frozen=True)
class Brief:
    """One brief in its three forms: as we read it, as Hugo reads it, and as a seed."""

    ident: str
    content: str
    hugo: str
    seed: str

    def write(self, out: Path) -> None:
        (out / f"content/briefs/{self.ident}.md").write_text(self.content, "utf-8")
        (out / f"hugo/content/posts/{self.ident}.md").write_text(self.hugo, "utf-8")
        (out / f"seeds/{self.ident}.txt").write_text(self.seed, "utf-8")


def make_brief(writer: Writer, number: int, count: int) -> Brief:
    """Make the brief of that number, of `count`; the later it is, the later its date."""
    rng = random.Random(7_000_003 + number)
    drawn = {
        kind: writer.names[kind].some(rng, rng.randint(*least_and_most))
        for kind, (_, *least_and_most) in writer.kinds.items()
    }
    names = drawn["companies"]
    date = START + dt.timedelta(days=number * DAYS // count)
    title = f"{rng.choice(names)} {' '.join(writer.words.one(rng) for _ in range(rng.randint(5, 9)))}"
    summary = " ".join(writer.words.one(rng) for _ in range(22)).capitalize() + "."
    body = "\n\n".join(writer.section(rng, names) for _ in range(rng.randint(8, 12))) + "\n"
    ident = f"{number:05}-{slug(title.split()[0])}"
    ours = "".join(f"{kind}: [{', '.join(map(slug, drawn[kind]))}]\n" for kind in drawn)
    hugo = "".join(f"{kind}:\n" + "".join(f"  - {name}\n" for name in drawn[kind]) for kind in drawn)
    head = f'---\ntitle: "{title}"\ndate: {date}\nsummary: "{summary}"\n'
    return Brief(
        ident=ident,
        content=f"{head}slug: {ident}\n{ours}---\n{body}",
        hugo=f"{head}{hugo}---\n\n{body}",
        seed=f"{title}\n\n{summary}\n\n{body.replace('## ', '')}",
    )


def write_vocabulary(writer: Writer, folder: Path) -> None:
    def lines(kind: str, fields: str) -> str:
        names = sorted(writer.names[kind].items)
        return "".join(f"- {{id: {slug(name)}, name: {name}, aliases: [], {fields}}}\n" for name in names)

    (folder / "companies.yaml").write_text(lines("companies", "region: none, parent: none"))
    (folder / "regions.yaml").write_text(lines("regions", "kind: country, parent: none"))
    (folder / "topics.yaml").write_text(lines("topics", "definition: A topic., keywords: []"))


def make_corpus(count: int, out: Path) -> None:
    """Make a folder's content/, hugo/content/posts/ and seeds/."""
    for part in ("content/briefs", "content/vocabulary", "hugo/content/posts", "seeds"):
        (out / part).mkdir(parents=True, exist_ok=True)
    writer = Writer()
    write_vocabulary(writer, out / "content/vocabulary")
    for number in range(count):
        make_brief(writer, number, count).write(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, help="how many briefs")
    parser.add_argument("out", type=Path, help="the folder to make")
    args = parser.parse_args()
    make_corpus(args.count, args.out)


if __name__ == "__main__":
    main()
