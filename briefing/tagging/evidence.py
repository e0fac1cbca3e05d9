"""The rules by which a text shows what kind of thing a name is.

Each is a phrase over a sketch. `<n>` is the name judged, `<list>` several, `<any>` whatever name, known ones too.
A rule's weight says how far it goes alone: 3 is enough to tag with, 2 needs company, 1 is a hint, less speaks against.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from briefing.model import Kind
from briefing.tagging import lexicon
from briefing.tagging.lexicon import either
from briefing.tagging.names import HUMAN, KNOWN, MARKS, OTHER, PAIR

ENOUGH: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Phrases and what they show: regular expressions, whose groups hold the marks of the names they are about.

    Of a `series` they hold several. One of investors or partners may hold persons: it makes no company of one.
    """

    name: str
    kind: Kind
    weight: int
    phrases: tuple[str, ...]
    series: bool


class Clue(NamedTuple):
    """One observation on a name: the rule that made it, the kind it speaks for, its weight."""

    rule: str
    kind: Kind
    weight: int


_COMPANY_NOUN: Final = either(lexicon.COMPANY_NOUN)
_COMPANY_NOUNS: Final = either(lexicon.COMPANY_NOUNS)
_PERSON_NOUN: Final = either(lexicon.PERSON_NOUN)
_ORGANIZATION_NOUN: Final = either(lexicon.ORGANIZATION_NOUN)
_PRODUCT_NOUN: Final = either(lexicon.PRODUCT_NOUN)
_C_LEVEL: Final = either("""
    ceo cto cfo coo cio ciso chief_executive(?:_officer)? chief_[a-z]+_officer co-?founders? founders? chairman
    chairwoman executive_chairman executive_chair managing_director managing_partner general_partner co-ceo
""")
_TITLE: Final = either("""
    mr mrs ms miss dr prof professor president chair director minister secretary senator governor mayor judge justice
    congressman congresswoman representative rep sen gov analyst researcher scientist engineer economist spokesperson
    spokesman spokeswoman lawyer attorney author expert employee boss administrator commissioner entrepreneur investor
    sir lord producer critic activist head lead officer chancellor ambassador partner chief manager developer physicist
    designer billionaire strategist consultant adviser advisor premier owner creator inventor journalist reporter
    executive colleague novelist actor director_general attorney_general secretary_general counsel fellow mathematician
    writer host artist philosopher historian lecturer technologist evp svp vp veteran leader star filmmaker student
    graduate resident programmer
""")
_EMPLOYEE: Final = either("""
    analysts? economist strategist executive manager director partner lead head vp president consultant lawyer trader
    (?:head|director|vp|president|manager|chief)_(?:of|for)_[a-z_]{1,40} chief_[a-z]+
""")
_SPEECH: Final = either("""
    said says say wrote writes told tells tweeted added adds explained explains argued argues noted notes estimates
    estimated warned warns commented insisted insists recalled recalls thinks believes posted predicted predicts
    acknowledged admitted joked testified replied asks asked suggests
""")
_ACQUIRES: Final = either("""
    acquires acquired acquiring acquire buys bought purchased snapped_up scooped_up takes_over took_over acqui-?hired
    to_buy will_buy buying
""")
_LAUNCHES: Final = either("""
    launch launches launched launching unveil unveils unveiled unveiling debut debuts debuted introduce introduces
    introduced introducing releas(?:e|es|ed|ing) rolled_out rolls_out rolling_out announces announced open-sourced
""")
_WORTH: Final = either("""
    shares stock valuation ipo earnings shareholders shutdown bankruptcy layoffs revenues? workforce co-?founders? ceo
    founders? board investors headquarters customers employees parent stock_price share_price acquisition
""")
_DOES: Final = either("""
    employs makes sells builds develops operates owns raised manufactures was_founded is_based is_backed was_acquired
    went_public is_headquartered was_valued is_valued provides offers specializes specialises
""")
_RAISES: Final = either("""
    raised? raises raising secured? secures closed? closes bags bagged lands landed nabs nabbed snags snagged
    picked_up pulls_in scores scored
""")
_INVESTORS: Final = either("""
    co-led_by participation_(?:from|by) backed_by backing_from investors?_(?:include[sd]?|including|such_as)
    investors?_(?:like|are)
    existing_investors? new_investors? joined_by funding_from investments?_from money_from
""")

_ANY: Final = f"[{HUMAN}{PAIR}{OTHER}{''.join(KNOWN.values())}]"
_SMALL: Final = r"(?!(?:an?|the|of|at|for|in|by|on|from|with|to|and|that|which|who|whose|has|is|was|said|says)\b)"
_MARKUP: Final = {
    "<n>": f"([{HUMAN}{PAIR}{OTHER}])",
    "<human>": f"({HUMAN})",
    "<pair>": f"({PAIR})",
    "<person>": f"([{HUMAN}{PAIR}])",
    "<surname>": f"({OTHER})",
    "<list>": f"((?:the )?{_ANY}(?:,? (?:and |or |& |as well as )?(?:the )?{_ANY})*)",
    "<any>": _ANY,
    "<known company>": KNOWN[Kind.COMPANIES],
    "<acquires>": _ACQUIRES,
    "<launches>": _LAUNCHES,
    "<company noun>": _COMPANY_NOUN,
    "<company nouns>": _COMPANY_NOUNS,
    "<person noun>": _PERSON_NOUN,
    "<organization noun>": _ORGANIZATION_NOUN,
    "<product noun>": _PRODUCT_NOUN,
    "<c-level>": _C_LEVEL,
    "<title>": f"(?:{_TITLE}|{_C_LEVEL})",
    "<employee>": _EMPLOYEE,
    "<such as>": "(?:including|such as|like|are|include)",
    "<whose>": f"(?:an?|the|its|his|her|their|our|{_ANY}(?:'s?)?)",
    "<says>": _SPEECH,
    "<worth>": _WORTH,
    "<does>": _DOES,
    "<raises>": _RAISES,
    "<investors>": _INVESTORS,
    "<round>": r"(?:round|funding|financing|investment|series [a-h]|raised?|raises|[mb]illion)",
    # The words between an article and its noun: "a Boston-based medical robotics startup".
    "<adjectives>": rf"(?:{_SMALL}[\w{MARKS}&/+'\".-]+,? (?:and |& )?){{0,7}}?",
    "<few>": rf"(?:{_SMALL}[\w&/+'-]+ ){{0,3}}?",
    # What may come after a noun, so that "company" is not read out of "a company founder".
    "<end>": (
        r"(?=[,.;:)(\"\n]|$| [(–—-]| (?:that|which|who|whose|with|for|of|in|to|from|by|at|on|and|or|is|has|was|said"
        r"|known|behind|[a-z]+ing|[a-z]+ed|built|run|led|made|can|will)\b)"
    ),
}


def make_rule(name: str, kind: Kind, weight: int, *phrases: str) -> Rule:
    """Write out the short forms of a rule's phrases."""
    written = tuple(map(_written_out, phrases))
    return Rule(name=name, kind=kind, weight=weight, phrases=written, series=any("<list>" in each for each in phrases))


def _written_out(phrase: str) -> str:
    for short, pattern in _MARKUP.items():
        phrase = phrase.replace(short, pattern)
    return phrase


_COMPANY_RULES: Final = (
    (
        "described as a company",
        3,
        r"<n>(?:,| is| [–—-]|:) (?:an?|the|its|<any>'s|<any>-owned) <adjectives><company noun><end>",
        r"<n>, (?:<adjectives>)?one of the <adjectives><company nouns><end>",
    ),
    (
        "named as a company",
        3,
        r"\b(?-i:<company noun>)(?:,| called| named| known as)? <n>(?!,? <title>|'s? <title>)",
        r"\b<company noun> <n> (?-i:is|has|was|will|[a-z]+(?:s|ed))\b",
    ),
    ("perhaps named as a company", 2, r"\b<company noun> <n>(?!,? <title>|'s? <title>)"),
    (
        "acquirer",
        3,
        r"<n>(?: has| have| had| is| will| recently| also| today)*,? (?:<acquires>|to acquire)\b",
        r"<n>(?: has| had)? (?:announced|completed|closed)(?: plans| a deal)? (?:to acquire|(?:the|its) acquisition)",
        r"<n>(?: has| had)? (?:signed|entered into|reached) an? <adjectives>(?:agreement|deal) to (?:acquire|buy)",
        r"<n>(?: has| had)? (?:agreed )?to take <any> private",
    ),
    (
        "acquired",
        3,
        r"\b<acquires> <list>(?! shares| stock)",
        r"<n> (?:to be|(?:has |is )?been|was|is being) (?:acquired|bought)",
    ),
    (
        "part of a deal",
        3,
        r"\b(?:acquisition|takeover|buyout|purchase|subsidiary|shares|spin-?off|division) of <n>",
        r"\b(?:merge[sd]?|merger) with <n>",
        r"\b(?:stake|investment|shares|invest|invested|investor|backer) in <n>",
        r"\b(?:owned|acquired|bought|funded|manufactured) by <n>|\bsold to <n>",
        r"<n>(?=, (?:now |which is )?(?:owned|backed|funded|founded|controlled) by\b)",
        r"<n>(?:'s)? (?:rival|competitor|spin-?off|subsidiary|shareholders?)\b",
    ),
    (
        "raised money",
        3,
        r"<n>(?: has| had| have)?(?: \w+)? <raises>(?: \w+){0,3} (?:[$€£¥₹]|\d|seed|series)",
        r"\bvalu(?:es|ed|ing) <n> at\b",
        r"<n>,? (?:which (?:is|was) )?valued at\b",
    ),
    (
        "funding list",
        3,
        r"\b(?:<investors>|<round>[^.\n]{0,80}?\bled by)(?: (?:\w+ ){0,3}?(?:investors?|firms?|backers?),?)? <list>",
    ),
    ("led by", 2, r"\bled by <list>"),
    (
        "list of companies",
        3,
        r"\b<company nouns>(?: in [^,.;\n]{1,25}?)?(?: [–—-])?,?(?: <such as>|:)(?: \w+){0,3}? <list>",
        r"\b(?-i:<company nouns>) <list>",
    ),
    ("head of a company", 3, r"\b<c-level>,? (?:of|at) <n>", r"<n>(?:'s)? (?:<few>)<c-level>\b"),
    ("works at", 3, r"\b<employee>,? (?:at|with) <n>"),
    ("perhaps works at", 2, r"\b(?:works?|worked|working|engineer|job|researcher|scientist) (?:at|for) <n>"),
    (
        "has shares",
        3,
        r"<n>'s? <few><worth>\b",
        r"<n>,? \((?:nasdaq|nyse|lse|tse|hkex|sse)\b",
        r"<n> (?:shares|stock)\b",
    ),
    (
        "does business",
        3,
        r"<n>,? which <does>\b",
        r"<n>,? (?:founded|headquartered|based) in\b",
        r"<n> (?:went public|filed for|(?:has )?(?:emerge|exit)(?:s|d|ed)? (?:from )?stealth)",
    ),
    ("legal form", 3, r"<n>,? (?:inc|ltd|llc|plc|gmbh)\b"),
    ("competes with", 3, r"\b(?:compet(?:es?|ed|ing)|rivals|up against) (?:with |against )?<list>"),
    ("deal with", 2, r"\b(?:partner(?:s|ed|ing|ships?)?|agreements?|deals?|contracts?) with <list>"),
    ("founded", 3, r"\b(?:co-?found(?:ed|ing)|(?:who|he|she|they|previously|before) (?:founded|founding|started)) <n>"),
    ("joined", 2, r"\b(?:joined|joining|left|leaving|led|leads) <n>"),
    ("announces", 1, r"<n>(?: has| also| today| recently)* (?:said|says|<launches>|plans|reported|expects)\b"),
)
_PERSON_RULES: Final = (
    ("title before", 3, r"\b<title>,? <person>"),
    (
        "described as a person",
        3,
        r"<person>(?:,| [–—-]| is| was) (?:<whose> )?<adjectives><person noun><end>",
        r"<person> \((?:<whose> )?<adjectives><person noun><end>",
        r"<person>, (?:\d\d|who)\b",
        r"<person>,? (?:head|chief|lead|vp|president|director|professor) (?:of|at|for)\b",
    ),
    ("surname with a title", 3, r"\b(?:mr|mrs|ms|miss|dr|prof)\.? <surname>"),
    (
        "byline",  # who wrote it is not in the news
        -4,
        r"(?<![^\n])(?:(?:words|written|reporting|edited|photographs?|images?) )?by <person>",
        r"(?<![^\n])(?:photographs?|photos?|images?|credit|contributors?|editor|author): <person>",
        r"(?<![^\n])<person>(?=\n|$)",
    ),
    ("speaks", 3, r"\b<says> <human>", r"<human>,? (?:also |has |had )?<says>\b"),
    ("speaks, perhaps", 2, r"\b<says> <pair>", r"<pair>,? <says>\b"),
)
_ORGANIZATION_RULES: Final = (
    ("described as an organization", 3, r"<n>,? (?:an?|the) <adjectives><organization noun><end>"),
    ("part of an organization", -2, r"\b(?:its|their|whose) (?:<any> and )?<n>"),
    ("named as an organization", 3, r"\b<organization noun>,? <n>"),
    (
        "studies at",
        3,
        r"\b(?:professor|lecturer|fellow|postdoc|student|academic|researcher)s?(?: (?:of|in) [a-z ]{1,40})? at <n>",
    ),
)
_PRODUCT_RULES: Final = (
    (
        "described as a product",
        3,
        r"\b(?:created|built|developed|designed|invented) (?:the )?<n> <few><product noun>\b",
        r"<n>(?:,|:| [–—-]) (?:an?|its|the|their|<any>'s?) <adjectives><product noun><end>",
        r"\b(?:<product noun>|program(?:me)?|initiative|project),? (?:called|dubbed|named|known as)(?: the)? \"?<n>",
    ),
    (
        "product of a company",
        3,
        r"\b(?:its|their|<any>'s?) (?:new |latest |own |upcoming |flagship )*<n> <few><product noun>\b",
    ),
    ("business of a company", 3, r"<known company>'s? <n> <few>(?:business|offering|unit|division)\b"),
    ("named as a product", 3, r"\b<product noun>, <n>[.,)]"),
    ("a product by its noun", 2, r"\b<product noun>(?:,| [–—-])? \"?<n>", r"<n>\"? <few><product noun>\b"),
    ("launched", 2, r"\b<launches> (?:the |a |its )?(?:new |latest )?<n>(?! <company noun>)"),
    ("launch of", 2, r"\b(?:introduction|launch|release|debut|rollout|version|preview) of (?:the |its )?<n>"),
    ("owned", 1, r"<known company>'s? (?:new |latest |own )?<n>"),
)
_TABLE: Final = (
    (Kind.COMPANIES, _COMPANY_RULES),
    (Kind.PEOPLE, _PERSON_RULES),
    (Kind.ORGANIZATIONS, _ORGANIZATION_RULES),
    (Kind.PRODUCTS, _PRODUCT_RULES),
)
RULES: Final = tuple(
    make_rule(name, kind, weight, *phrases) for kind, rules in _TABLE for name, weight, *phrases in rules
)
# Three names or more in a row: what some of them are, the others probably are.
SERIES: Final = re.compile(f"{_ANY}(?:, (?:the )?{_ANY})+,? (?:and|or|&) (?:the )?{_ANY}")
