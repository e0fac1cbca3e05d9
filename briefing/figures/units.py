"""The words and signs that make a number a quantity: scales, currencies, units. Data only.

Every spelling leads to one canonical form, which is what a ledger shows and compares. A library of physical units does
not help here: it reads "500 k chips" as 500 kelvin, and most of what the news counts has no physical unit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final


def _table(text: str) -> dict[str, str]:
    """Read "canonical: spelling, spelling" lines; the canonical form is a spelling of its own."""
    table = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        canonical, _, spellings = line.partition(":")
        for spelling in [canonical, *spellings.split(",")]:
            table[spelling.strip()] = canonical
    return table


# ------------------------------------------------------------------------------------------ scales

SCALE_WORDS: Final = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(10**3),
    "lakh": Decimal(10**5),
    "million": Decimal(10**6),
    "crore": Decimal(10**7),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
    "quadrillion": Decimal(10**15),
}
# Letters after a number: "500 k", "10M", "70B". The case tells a million from a metre.
SCALE_LETTERS: Final = {
    "k": Decimal(10**3),
    "K": Decimal(10**3),
    "M": Decimal(10**6),
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "B": Decimal(10**9),
    "bn": Decimal(10**9),
    "bln": Decimal(10**9),
    "T": Decimal(10**12),
    "tn": Decimal(10**12),
    "trn": Decimal(10**12),
}
# Only after a currency or before a counted noun: elsewhere "m" is a metre and "b" nothing.
SCALE_LETTERS_OF_MONEY: Final = {"m": Decimal(10**6), "b": Decimal(10**9), "t": Decimal(10**12)}
SCALE_HAN: Final = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "萬": Decimal(10**4),
    "亿": Decimal(10**8),
    "億": Decimal(10**8),
    "兆": Decimal(10**12),
}

# ---------------------------------------------------------------------------------------- numerals

NUMERALS: Final = {
    word: Decimal(value)
    for value, words in {
        0: "zero", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
        10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
        17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty",
        60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
    }.items()
    for word in (words,)
}  # fmt: skip
NUMERALS_HAN: Final = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
FRACTIONS: Final = {
    "half": Decimal("0.5"),
    "one-third": Decimal(1) / 3,
    "two-thirds": Decimal(2) / 3,
    "one-quarter": Decimal("0.25"),
    "three-quarters": Decimal("0.75"),
    "one-fifth": Decimal("0.2"),
}
ORDINALS: Final = {
    word: Decimal(place)
    for place, word in enumerate(("first second third fourth fifth sixth seventh eighth ninth tenth").split(), 1)
}

# -------------------------------------------------------------------------------------- currencies

CURRENCY_SIGNS: Final = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "R$": "BRL", "$": "USD",
    "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₫": "VND",
    "RMB": "CNY", "CNY": "CNY", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "JPY": "JPY", "INR": "INR", "KRW": "KRW",
    "HKD": "HKD", "CHF": "CHF", "SGD": "SGD", "TWD": "TWD", "AUD": "AUD", "CAD": "CAD", "Rs": "INR", "Rs.": "INR",
}  # fmt: skip
CURRENCY_WORDS: Final = _table("""
    USD: US dollars, U.S. dollars, dollars, dollar, US$, 美元, 美金, 美刀
    EUR: euros, euro, 欧元
    CNY: Chinese yuan, yuan, RMB, renminbi, 元人民币, 人民币, 元
    GBP: pounds sterling, 英镑
    JPY: Japanese yen, yen, 日元
    KRW: Korean won, won, 韩元
    HKD: Hong Kong dollars, 港元, 港币
    TWD: 新台币
    INR: rupees, rupee, 卢比
    CHF: Swiss francs, 瑞士法郎
    SGD: Singapore dollars, 新加坡元
""")

# ------------------------------------------------------------------------------------------- units

PERCENT: Final = "%"
POINTS: Final = "pp"
TIMES: Final = "x"

DURATIONS: Final = _table("""
    ns: nanoseconds, nanosecond, 纳秒
    μs: µs, microseconds, microsecond, 微秒
    ms: milliseconds, millisecond, 毫秒
    second: seconds, secs, sec, s, 秒钟, 秒
    minute: minutes, mins, min, 分钟
    hour: hours, hrs, hr, h, 个小时, 小时
    day: days, 天
    week: weeks, 个星期, 星期, 周
    month: months, 个月
    quarter: quarters, 个季度
    year: years, yrs, yr, 年
    decade: decades
    century: centuries, 个世纪
""")
MEASURES: Final = _table("""
    nm: nanometers, nanometer, nanometres, nanometre, 纳米
    mm: millimeters, millimetres, 毫米
    cm: centimeters, centimetres, 厘米
    m: meters, meter, metres, metre, 米
    km: kilometers, kilometer, kilometres, kilometre, 公里, 千米
    mile: miles
    ft: feet, foot
    inch: inches, 英寸
    m²: square meters, square metres, sq m, sqm, 平方米
    sq ft: square feet, square foot, square-foot
    acre: acres
    hectare: hectares, 公顷
    g: grams, gram, 克
    kg: kilograms, kilogram, 公斤, 千克
    t: tonnes, tonne, tons, ton, metric tons, 吨
    lb: lbs
    km/h: kph
    mph: miles per hour
    m/s: meters per second, metres per second
    W: watts, watt, 瓦
    kW: kilowatts, kilowatt, 千瓦
    MW: megawatts, megawatt, 兆瓦
    GW: gigawatts, gigawatt, 吉瓦
    TW: terawatts, terawatt
    Wh: watt-hours, watt hours
    kWh: kilowatt-hours, kilowatt hours, kilowatt-hour, 千瓦时, 度电
    MWh: megawatt-hours, megawatt hours, megawatt-hour, 兆瓦时
    GWh: gigawatt-hours, gigawatt hours, gigawatt-hour, 吉瓦时
    TWh: terawatt-hours, terawatt hours, terawatt-hour, 太瓦时
    mAh: 毫安时
    V: volts, volt
    Hz: hertz
    kHz: kilohertz
    MHz: megahertz
    GHz: gigahertz
    °C: degrees Celsius, ℃, 摄氏度
    °F: degrees Fahrenheit
    degree of freedom: degrees of freedom, degree-of-freedom, degrees-of-freedom, DoF, DOF, 自由度, 个自由度
    KB: kilobytes
    MB: megabytes, megabyte
    GB: gigabytes, gigabyte
    TB: terabytes, terabyte
    PB: petabytes, petabyte
    EB: exabytes, exabyte
    GiB:
    MiB:
    KB/s: KBps
    MB/s: MBps
    GB/s: GBps
    TB/s: TBps
    Kbps: kbps
    Mbps: Mb/s
    Gbps: Gb/s
    Tbps: Tb/s
    GFLOPS: GFLOPs, gigaflops
    TFLOPS: TFLOPs, TFlops, teraflops, teraFLOPS
    PFLOPS: PFLOPs, petaflops, petaflop, petaFLOPS
    EFLOPS: EFLOPs, exaflops, exaflop, exaFLOPS
    FLOPS: FLOPs
    TOPS:
    fps: frames per second, 帧/秒
    px: pixels, pixel, 像素
    MP: megapixels, megapixel, 万像素
    dB: decibels, decibel, 分贝
    bit: bits, 比特
""")
RATIOS: Final = _table("""
    %: percent, per cent, per-cent, pct
    pp: percentage points, percentage point, percentage-point, 个百分点, 百分点
    bp: basis points, basis point, bps, 个基点, 基点
    x: ×, X, times, fold, -fold, 倍
""")
# What Chinese counts with. The classifier is the unit, where no noun of a known end follows.
CLASSIFIERS: Final = _table("""
    家: 余家, 多家
    个:
    人: 名, 位, 余人, 多人
    款:
    项:
    台:
    份:
    次:
    条:
    座:
    张:
    枚:
    颗:
    块:
    套:
    种:
    部:
    辆:
    架:
    件:
    篇:
    户:
    所:
    只:
    支:
    组:
    参数:
    tokens: token, Token, Tokens, 词元
""")
