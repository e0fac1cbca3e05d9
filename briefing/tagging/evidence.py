"""The rules by which a text shows what kind of thing a name is.

Each is a phrase over a sketch. `<n>` is the name judged, `<list>` several, `<any>` whatever name, known ones too.
A rule's weight says how far it goes alone: 3 is enough to tag with, 2 needs company, 1 is a hint, less speaks against.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefing.model import Kind
from briefing.tagging import lexicon
from briefing.tagging.names import HUMAN, KNOWN, MARKS, OTHER, PAIR

ENOUGH: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A phrase and what it shows. Its groups hold the marks of the names it is about."""

    name: str
    kind: Kind
    weight: int
    phrase: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """One observation on a name: the rule that made it, the kind it speaks for, its weight."""

    rule: str
    kind: Kind
    weight: int


def _either(words: str) -> str:
    """Make an alternation of words; an underscore is the space inside one."""
    return "(?:" + "|".join(words.split()).replace("_", " ") + ")"


_COMPANY_NOUN: Final = _either(lexicon.COMPANY_NOUN)
_COMPANY_NOUNS: Final = _either(lexicon.COMPANY_NOUNS)
_PERSON_NOUN: Final = _either(lexicon.PERSON_NOUN)
_ORGANIZATION_NOUN: Final = _either(lexicon.ORGANIZATION_NOUN)
_PRODUCT_NOUN: Final = _either(lexicon.PRODUCT_NOUN)
_C_LEVEL: Final = _either("""
    ceo cto cfo coo cio ciso chief_executive(?:_officer)? chief_[a-z]+_officer co-?founders? founders? chairman
    chairwoman executive_chairman executive_chair managing_director managing_partner general_partner co-ceo
""")
_TITLE: Final = _either("""
    mr mrs ms miss dr prof professor president chair director minister secretary senator governor mayor judge justice
    congressman congresswoman representative rep sen gov analyst researcher scientist engineer economist spokesperson
    spokesman spokeswoman lawyer attorney author expert employee boss administrator commissioner entrepreneur investor
    sir lord producer critic activist head lead officer chancellor ambassador partner chief manager developer physicist
    designer billionaire strategist consultant adviser advisor premier owner creator inventor journalist reporter
    executive colleague novelist actor director_general attorney_general secretary_general counsel fellow mathematician
    writer host artist philosopher historian lecturer technologist evp svp vp veteran leader star filmmaker student
    graduate resident programmer
""")
_EMPLOYEE: Final = _either("""
    analysts? economist strategist executive manager director partner lead head vp president consultant lawyer trader
    (?:head|director|vp|president|manager|chief)_(?:of|for)_[a-z_]{1,40} chief_[a-z]+
""")
_SPEECH: Final = _either("""
    said says say wrote writes told tells tweeted added adds explained explains argued argues noted notes estimates
    estimated warned warns commented insisted insists recalled recalls thinks believes posted predicted predicts
    acknowledged admitted joked testified replied asks asked suggests
""")
_ACQUIRES: Final = _either("""
    acquires acquired acquiring acquire buys bought purchased snapped_up scooped_up takes_over took_over acqui-?hired
    to_buy will_buy buying
""")
_LAUNCHES: Final = _either("""
    launch launches launched launching unveil unveils unveiled unveiling debut debuts debuted introduce introduces
    introduced introducing releas(?:e|es|ed|ing) rolled_out rolls_out rolling_out announces announced open-sourced
""")
_WORTH: Final = _either("""
    shares stock valuation ipo earnings shareholders shutdown bankruptcy layoffs revenues? workforce co-?founders? ceo
    founders? board investors headquarters customers employees parent stock_price share_price acquisition
""")
_DOES: Final = _either("""
    employs makes sells builds develops operates owns raised manufactures was_founded is_based is_backed was_acquired
    went_public is_headquartered was_valued is_valued provides offers specializes specialises
""")
_RAISES: Final = _either("""
    raised? raises raising secured? secures closed? closes bags bagged lands landed nabs nabbed snags snagged
    picked_up pulls_in scores scored
""")
_INVESTORS: Final = _either("""
    (?:co-)?led_by participation_(?:from|by) backed_by backing_from investors?_(?:include[sd]?|including|such_as|like|are)
    existing_investors? new_investors? joined_by funding_from investments?_from money_from
""")

_ANY: Final = f"[{MARKS}]"
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
    "<says>": _SPEECH,
    "<worth>": _WORTH,
    "<does>": _DOES,
    "<raises>": _RAISES,
    "<investors>": _INVESTORS,
    # The words between an article and its noun: "a Boston-based medical robotics startup".
    "<adjectives>": rf"(?:{_SMALL}[\w{MARKS}&/+'\".-]+,? (?:and |& )?){{0,7}}?",
    "<few>": rf"(?:{_SMALL}[\w&/+'-]+ ){{0,3}}?",
    # What may come after a noun, so that "company" is not read out of "a company founder".
    "<end>": (
        r"(?=[,.;:)(\"\n]|$| [(–—-]| (?:that|which|who|whose|with|for|of|in|to|from|by|at|on|and|or|is|has|was|said"
        r"|known|behind|[a-z]+ing|[a-z]+ed|built|run|led|made|can|will)\b)"
    ),
}


def _rule(name: str, kind: Kind, weight: int, *phrases: str) -> Rule:
    phrase = "|".join(phrases)
    for short, pattern in _MARKUP.items():
        phrase = phrase.replace(short, pattern)
    return Rule(name=name, kind=kind, weight=weight, phrase=re.compile(phrase, re.IGNORECASE))


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
        r"<n>(?: has| have| had| is| will| recently| also| today)*,? (?:<acquires>\b|to acquire\b|to take <any> private)",
        r"<n>(?: has| had)? (?:announced|completed|closed)(?: plans| an agreement| a deal)? (?:to acquire|(?:the|its) acqui)",
        r"<n>(?: has| had)? (?:signed|entered into|reached|struck) (?:an?|the) <adjectives>(?:agreement|deal) to (?:acq|buy)",
    ),
    (
        "acquired",
        3,
        r"\b<acquires> <n>(?! shares| stock)",
        r"<n> (?:to be|(?:has |is )?been|was|is being) (?:acquired|bought)",
    ),
    (
        "part of a deal",
        3,
        r"\b(?:acquisition|takeover|buyout|purchase|subsidiary|shares|spin-?off|division) of <n>",
        r"\b(?:merge[sd]?|merger) with <n>",
        r"\b(?:stake|investment|shares|invest|invested|investor|backer) in <n>",
        r"\b(?:owned|acquired|bought|funded|manufactured) by <n>",
    ),
    (
        "raised money",
        3,
        r"<n>(?: has| had| have)?(?: \w+)? <raises>(?: \w+){0,3} (?:[$€£¥₹]|\d|seed|series)",
        r"\bvalu(?:es|ed|ing) <n> at\b",
        r"<n>,? (?:which (?:is|was) )?valued at\b",
    ),
    ("funding list", 3, r"\b<investors>(?: (?:\w+ ){0,3}?(?:investors?|firms?|backers?|shareholders?),?)? <list>"),
    (
        "list of companies",
        3,
        r"\b<company nouns>(?: in [^,.;\n]{1,25}?)?(?: [–—-])?,?(?: including| such as| like|:| are| include)(?: \w+){0,2}? <list>",
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
        r"<n> (?:went public|filed for)",
    ),
    ("legal form", 3, r"<n>,? (?:inc|ltd|llc|plc|gmbh)\b"),
    ("deal with", 2, r"\b(?:partner(?:s|ed|ing|ships?)?|agreements?|deals?|contracts?|compet(?:es?|ing)) with <list>"),
    ("announces", 1, r"<n>(?: has| also| today| recently)* (?:said|says|<launches>|plans|reported|expects)\b"),
)
_PERSON_RULES: Final = (
    ("title before", 3, r"\b<title>,? <person>"),
    (
        "described as a person",
        3,
        r"<person>(?:,| [–—-]| is| was) (?:an? |the |its |his |her |their |our |<any>(?:'s?)? )?<adjectives><person noun><end>",
        r"<person> \((?:an? |the |<any>(?:'s?)? )?<adjectives><person noun><end>",
        r"<person>, (?:\d\d|who)\b",
        r"<person>,? (?:head|chief|lead|vp|president|director|professor) (?:of|at|for)\b",
    ),
    ("surname with a title", 3, r"\b(?:mr|mrs|ms|miss|dr|prof)\.? <surname>"),
    (
        "byline",  # who wrote it is not in the news
        -4,
        r"(?:^|\n)(?:(?:words|written|reporting|edited|photographs?|images?) )?by <person>",
        r"(?:^|\n)(?:photographs?|photos?|images?|credit|contributors?|editor|author): <person>",
        r"(?:^|\n)<person>(?=\n|$)",
    ),
    ("speaks", 3, r"\b<says> <human>", r"<human>,? (?:also |has |had )?<says>\b"),
    ("speaks, perhaps", 2, r"\b<says> <pair>", r"<pair>,? <says>\b"),
)
_ORGANIZATION_RULES: Final = (
    ("described as an organization", 3, r"<n>,? (?:an?|the) <adjectives><organization noun><end>"),
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
_HAN_PRODUCT: Final = _either("""
    模型 大模型 应用 工具 平台 助手 芯片 系统 框架 机器人 浏览器 插件 缓存 智能体 产品 服务 算法 数据集 基准 手机 操作系统 引擎 组件 系列
""")
_HAN_COMPANY: Final = _either("公司 企业 厂商 巨头 机构 独角兽 开发商 制造商 团队 实验室 集团 科技 媒体")
# The same evidence around a Latin name in Chinese text; a space may stand on either side of it.
_CHINESE_RULES: Final = (
    (
        "named as a company",
        Kind.COMPANIES,
        3,
        f"(?:初创|科技|人工智能|创业|母|子|AI ?){_HAN_COMPANY} ?<n>|<n> ?(?:公司|集团)",
    ),
    ("acquired", Kind.COMPANIES, 3, "(?:收购|并购|入股|投资)了? ?<n>"),
    ("raised money", Kind.COMPANIES, 3, "<n> ?(?:宣布)?(?:完成|获得|获).{0,20}?(?:融资|投资)"),
    (
        "funding list",
        Kind.COMPANIES,
        3,
        "由 ?<n>(?: ?、 ?<any>)* ?(?:等)?(?:领投|跟投|参投|投资)|<n> ?(?:领投|跟投|参投)",
    ),
    ("head of a company", Kind.COMPANIES, 3, "<n> ?(?:的)?(?:首席执行官|CEO|联合创始人|创始人|董事长)"),
    ("announces", Kind.COMPANIES, 1, "<n> ?(?:宣布|表示|发布|推出|官方|称)"),
    (
        "title before",
        Kind.PEOPLE,
        3,
        "(?:首席执行官|CEO|创始人|博主|教授|科学家|分析师|工程师|总裁|研究员|记者|负责人) ?<person>",
    ),
    ("speaks", Kind.PEOPLE, 2, "<person> ?(?:表示|认为|指出|透露|发文|写道|说)"),
    (
        "described as a product",
        Kind.PRODUCTS,
        3,
        f'(?:自研|全新|新款|名为|旗下|开源)[\u4e00-\u9fff ]{{0,10}}?(?:{_HAN_PRODUCT})?(?:的)? ?"?<n>',
    ),
    ("a product by its noun", Kind.PRODUCTS, 2, f'{_HAN_PRODUCT} ?"?<n>|<n>"? ?[\u4e00-\u9fff]{{0,6}}?{_HAN_PRODUCT}'),
    ("launched", Kind.PRODUCTS, 2, '(?:发布|推出|上线|开源|接入|引入|开放)了? ?(?:其|全新|新)*(?:的)? ?"?<n>'),
)
_TABLE: Final = (
    (Kind.COMPANIES, _COMPANY_RULES),
    (Kind.PEOPLE, _PERSON_RULES),
    (Kind.ORGANIZATIONS, _ORGANIZATION_RULES),
    (Kind.PRODUCTS, _PRODUCT_RULES),
)
RULES: Final = tuple(_rule(name, kind, weight, *phrases) for kind, rules in _TABLE for name, weight, *phrases in rules)
CHINESE_RULES: Final = tuple(_rule(*row) for row in _CHINESE_RULES)
# Three names or more in a row: what some of them are, the others probably are.
SERIES: Final = re.compile(f"(?:the )?{_ANY}(?:, (?:the )?{_ANY})+,? (?:and|or|&) (?:the )?{_ANY}")
