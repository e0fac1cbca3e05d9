"""The rules by which a text shows what kind of thing a name is.

Each is a phrase over a sketch. `<n>` is the name judged, `<list>` several, `<any>` whatever name, known ones too.
A rule's weight says how far it goes alone: 3 is enough to tag with, 2 needs company, 1 is a hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefing.model import Kind
from briefing.tagging.names import HUMAN, KNOWN, MARKS, PAIR

ENOUGH: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A phrase and what it shows. Its groups hold the marks of the names it is about."""

    name: str
    kind: Kind
    weight: int
    phrase: re.Pattern[str]


_ANY: Final = f"[{MARKS}]"
_COMPANY_NOUN: Final = (
    "company|firm|start-?up|unicorn|maker|manufacturer|giant|vendor|provider|developer|operator|retailer|carmaker|automaker"
    "|chipmaker|bank|lender|insurer|brokerage|conglomerate|consultancy|publisher|supplier|distributor|airline|broadcaster"
    "|studio|accelerator|incubator|investor|fund|marketplace|business|outfit|specialist|spinout|spin-off|subsidiary"
    "|competitor|rival|contractor|newspaper|magazine|outlet|website|chain|brand|broker|fintech|corporation|foundry"
)
_COMPANY_NOUNS: Final = (
    "companies|firms|start-?ups|unicorns|makers|manufacturers|giants|vendors|providers|developers|operators|retailers|carmakers"
    "|automakers|chipmakers|banks|lenders|insurers|conglomerates|suppliers|airlines|investors|funds|businesses|rivals|competitors"
    "|backers|brands|customers|clients|outlets|venture capitalists|hyperscalers|subsidiaries|banks"
)
_PERSON_NOUN: Final = (
    "professor|researcher|scientist|analyst|economist|engineer|founder|co-founder|cofounder|ceo|cto|cfo|coo|chief executive|president"
    "|chairman|chairwoman|chair|director|executive|officer|spokesperson|spokesman|spokeswoman|lawyer|attorney|author|expert|lecturer"
    "|minister|senator|politician|activist|entrepreneur|investor|partner|head|postdoc|postdoctoral researcher|fellow|editor|journalist"
    "|reporter|developer|student|designer|manager|leader|adviser|advisor|consultant|historian|philosopher|critic|physicist|worker|owner"
)
_ORGANIZATION_NOUN: Final = (
    "nonprofit|non-profit|nonprofit organi[sz]ation|non-profit organi[sz]ation|organi[sz]ation|think tank|think-tank|charity|regulator"
    "|watchdog|agency|institute|university|union|ngo|trade group|lobby group|advocacy group|association|coalition|ministry|consortium"
    "|foundation|conference|standards body|body|lab|laboratory"
)
_PRODUCT_NOUN: Final = (
    "model|chip|chipset|processor|app|application|platform|assistant|chatbot|bot|robot|tool|service|product|device|framework|library"
    "|benchmark|dataset|language|engine|system|browser|phone|smartphone|tablet|laptop|headset|speaker|gpu|accelerator|supercomputer"
    "|feature|software|operating system|game|agent|satellite|rocket|spacecraft|lander|vehicle|car|drone|series|suite|program"
    "|programme|initiative|project|toolkit|api|console|wearable|plugin|extension|test|database|format|algorithm|rover"
)
_END: Final = (
    r"(?=,|\.|;|:|\)|\(|\n|$| \(| (?:that|which|who|whose|with|for|of|in|to|from|by|at|on|and|based|founded|backed|known|focused|run|led"
    r"|owned|built|behind|used|called|specializing|specialising|offering|providing|building|developing|making|working|is|has|was|said)\b)"
)
_ADJECTIVES: Final = rf"(?:[\w{MARKS}&/+'.-]+,? ){{0,7}}?"
_C_LEVEL: Final = (
    "ceo|cto|cfo|coo|cio|ciso|chief executive(?: officer)?|chief [a-z]+ officer|co-?founders?|founders?|chairman|chairwoman"
    "|executive chairman|managing director|managing partner|general partner|co-ceo"
)
_TITLE: Final = (
    rf"{_C_LEVEL}|mr|mrs|ms|dr|prof|professor|president|chair|director|minister|secretary|senator|governor|mayor|judge|justice"
    r"|congressman|congresswoman|representative|rep|sen|gov|analyst|researcher|scientist|engineer|economist|spokesperson|spokesman"
    r"|spokeswoman|lawyer|attorney|author|expert|employee|boss|administrator|commissioner|entrepreneur|investor|sir|lord|producer"
    r"|critic|activist|head|lead|officer|chancellor|ambassador|partner|vice president|chief scientist|general manager|chief|manager"
    r"|developer|physicist|designer|billionaire|strategist|consultant|adviser|advisor|prime minister|premier|owner|creator|inventor"
)
_SPEECH: Final = (
    "said|says|say|wrote|writes|told|tells|tweeted|added|adds|explained|explains|argued|argues|noted|notes|estimates|estimated|warned|warns"
    "|commented|insisted|recalled|recalls|thinks|believes|posted|predicted|predicts|acknowledged|admitted|joked|testified|replied"
)
_ACQUIRE: Final = "acquir(?:es|ed|ing|e)|buys|bought|purchased|snapped up|scooped up|takes over|took over|acquihired|taking over|to buy|will buy"

_MARKUP: Final = {
    "<n>": f"([{HUMAN}{PAIR}\ue000])",
    "<human>": f"({HUMAN})",
    "<pair>": f"({PAIR})",
    "<person>": f"([{HUMAN}{PAIR}])",
    "<list>": f"({_ANY}(?:,? (?:and |or |& )?(?:the )?{_ANY})*)",
    "<any>": _ANY,
    "<company>": KNOWN[Kind.COMPANIES],
    "<acquire>": f"(?:{_ACQUIRE})",
    "<company noun>": f"(?:{_COMPANY_NOUN})",
    "<company nouns>": f"(?:{_COMPANY_NOUNS})",
    "<person noun>": f"(?:{_PERSON_NOUN})",
    "<organization noun>": f"(?:{_ORGANIZATION_NOUN})",
    "<product noun>": f"(?:{_PRODUCT_NOUN})",
    "<c-level>": f"(?:{_C_LEVEL})",
    "<title>": f"(?:{_TITLE})",
    "<says>": f"(?:{_SPEECH})",
    "<adjectives>": _ADJECTIVES,
    "<end>": _END,
}


def _rule(name: str, kind: Kind, weight: int, phrase: str) -> Rule:
    for short, pattern in _MARKUP.items():
        phrase = phrase.replace(short, pattern)
    return Rule(name=name, kind=kind, weight=weight, phrase=re.compile(phrase, re.IGNORECASE))


_C, _P, _O, _T = Kind.COMPANIES, Kind.PEOPLE, Kind.ORGANIZATIONS, Kind.PRODUCTS

RULES: Final = (
    _rule(
        "described as a company",
        _C,
        3,
        r"<n>,? \(?(?:an?|the|one of) <adjectives><company nouns><end>|<n>,? (?:an?|the) <adjectives><company noun><end>",
    ),
    _rule("a company by its noun", _C, 3, r"\b<company noun> <n>"),
    _rule(
        "acquirer",
        _C,
        3,
        r"<n>(?: has| have| is| will)? (?:<acquire>|completes? (?:the |its )?acquisition|to acquire)\b",
    ),
    _rule("acquired", _C, 3, r"\b<acquire> <n>"),
    _rule(
        "acquisition of",
        _C,
        3,
        r"\b(?:acquisition|takeover|buyout|purchase) of <n>|\bmerge[sd]? with <n>|\bstake in <n>|\bshares (?:of|in) <n>|\bsubsidiary of <n>",
    ),
    _rule(
        "raised money",
        _C,
        3,
        r"<n>(?: has| had)?(?: \w+)? (?:raise[sd]?|raising|secure[sd]?|close[sd]|bag(?:s|ged)|land(?:s|ed)|nab(?:s|bed))(?: \w+){0,3} (?:[$€£¥]|\d|seed|series)",
    ),
    _rule(
        "funding list",
        _C,
        3,
        r"\b(?:led by|participation from|backed by|investors (?:include|including|such as)|investors? like|alongside existing investors?|joined by) <list>",
    ),
    _rule("list of companies", _C, 3, r"\b<company nouns>(?: in <any>)?,?(?: including| such as| like|:)? <list>"),
    _rule("head of a company", _C, 3, r"\b<c-level>,? (?:of|at) <n>|<n>(?:'s)? <c-level>\b"),
    _rule("suffix", _C, 3, r"<n>,? (?:inc|ltd|llc|plc|gmbh)\b"),
    _rule("title before", _P, 3, r"\b<title>,? <person>"),
    _rule(
        "described as a person",
        _P,
        3,
        r"<person>,? \(?(?:an?|the|its|his|her|their|<any>(?:'s)?)? ?<adjectives><person noun>\b",
    ),
    _rule("speaks", _P, 3, r"\b<says> <human>|<human>,? (?:also |has |had )?<says>\b"),
    _rule("speaks, perhaps", _P, 2, r"\b<says> <pair>|<pair>,? <says>\b"),
    _rule("relative clause", _P, 2, r"<person>, (?:who|whose)\b"),
    _rule("described as an organization", _O, 3, r"<n>,? (?:an?|the) <adjectives><organization noun><end>"),
    _rule("product of a company", _T, 3, r"\b(?:its|<company>'s) (?:new |latest |own )?<n> <product noun>\b"),
    _rule("a product by its noun", _T, 2, r"\b<product noun>,? <n>|<n> <product noun>\b"),
    _rule(
        "launched",
        _T,
        2,
        r"\b(?:launch(?:es|ed|ing)|unveil(?:s|ed|ing)|debut(?:s|ed)|introduc(?:es|ed|ing)|releas(?:es|ed|ing)) <n>",
    ),
    _rule("called", _T, 2, r"\b<product noun>,? (?:called|dubbed|named|known as)(?: the)? \"?<n>"),
)
