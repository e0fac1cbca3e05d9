"""The language of a text, by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_WORDS: Final = {
    "en": "the of and to in is that for with on as was by are from it this have be which said will has its at not",
    "de": "der die das und in den von zu mit sich ist des für auf nicht ein eine dem auch es an werden aus wird bei",
    "fr": "le la les des et en un une du est que pour dans par sur pas au qui avec plus ce il sont aux cette",
    "es": "el la de que y en los un por con las una para del se al como más su es lo pero fue sus este",
    "it": "il di che e la per un in è del della con non una sono le dei da si più come nel alla anche gli",
    "pt": "o de que e a do da em um para com uma os no se na por mais as dos como mas foi ao são",
    "nl": "de het een van en in is dat op te voor met zijn die niet aan er om ook als maar bij door naar",
    "sv": "och att det som en på är av för med den till inte om har de ett var jag från",
    "pl": "i w na z do nie się że jest to jak przez dla po od o za są oraz ale",
    "tr": "ve bir bu da de için ile olarak çok daha en gibi olan kadar sonra var ancak",
}
_VOTES: Final = {
    word: tuple(lang for lang, words in _WORDS.items() if word in words.split())
    for words in _WORDS.values()
    for word in words.split()
}
_SCRIPTS: Final = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
_ASCII: Final = re.compile(r"[\x00-\x7f]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ASCII_APART: Final = {code: " " for code in range(128) if not chr(code).isalpha()}
_SAMPLE: Final = 20_000
# A character of Chinese carries about as much as half an English word of five letters.
_WEIGHTS: Final = {"zh": 3.0, "ja": 2.0, "ko": 2.0}


def detect_language(text: str, *, declared: str = "") -> str:
    """Name the language by its code. `declared` (a page's own word, "en-US") wins where the text bears it out.

    Japanese and Korean count with their Chinese characters. A text of nothing but figures is in the declared
    language, or English.
    """
    sample = text[:_SAMPLE]
    claimed = re.split(r"[-_]", declared.strip().lower())[0]
    shares = _shares(sample)
    if not shares:
        return claimed or "en"
    if shares.get(claimed, 0.0) >= 0.25:
        return claimed
    return max(shares, key=lambda lang: (shares[lang], lang))


def _shares(text: str) -> dict[str, float]:
    foreign = _ASCII.sub("", text)  # what is left is looked through once for every script
    counts = {lang: len(pattern.findall(foreign)) * _WEIGHTS.get(lang, 1.0) for lang, pattern in _SCRIPTS}
    if counts["ja"] * 8 > counts["zh"]:
        counts["ja"] += counts.pop("zh")
    weights = {lang: count for lang, count in counts.items() if count}
    latin_words = _latin_words(text)
    latin = sum(len(word) * count for word, count in latin_words.items())
    if latin:
        tongue = _latin_language(latin_words)
        weights[tongue] = weights.get(tongue, 0.0) + latin
    total = sum(weights.values())
    return {lang: weight / total for lang, weight in weights.items()}


def _latin_words(text: str) -> Counter[str]:
    """Count the words in Latin letters, in lower case."""
    if text.isascii():
        return Counter(text.lower().translate(_ASCII_APART).split())  # much faster, and many texts are
    words = Counter(_LETTERS.findall(text.lower()))
    return Counter({word: count for word, count in words.items() if word[0] < "\u0370"})


def _latin_language(words: Counter[str]) -> str:
    votes: Counter[str] = Counter()
    for word in words.keys() & _VOTES.keys():
        for lang in _VOTES[word]:
            votes[lang] += words[word]
    return max(votes, key=lambda lang: (votes[lang], lang == "en", lang)) if votes else "en"
