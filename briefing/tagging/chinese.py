"""Evidence in Chinese text, and names written in Chinese characters, where nothing marks their beginning.

Those are cut by what stands around them: a person is a family name and one or two characters between a title and a
verb of saying; a company or a body ends in its kind and begins at a mark of punctuation, a particle or a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from briefing.model import Kind, Mention
from briefing.tagging.evidence import Clue, make_rule
from briefing.tagging.lexicon import either
from briefing.tagging.names import Name

_HAN: Final = "[\u4e00-\u9fff]"
_FAMILIES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔向"
    "汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季"
    "裴霍涂成苗谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党"
    "宫费卜冷晏席卫米柏宗瞿桂全佟臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_FAMILY: Final = f"(?:欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|[{_FAMILIES}])"
_TITLE: Final = either(
    """
    首席执行官 首席技术官 首席科学家 首席运营官 首席财务官 首席产品官
    首席[\u4e00-\u9fff]{2,4}官 联合创始人 创始人 创办人 副董事长 董事长 副总裁 总裁
    副总经理 总经理 执行董事 合伙人 负责人 副院长 院长 所长 校长 副教授 教授 研究员 院士 副主任
    主任 副部长 部长 司长 局长 副主席 主席 总统 总理 首相 发言人 分析师 经济学家 工程师 科学家
    专家 律师 作者 博主 董事 书记 秘书长 会长 理事长 CEO CTO COO CFO
    """
)
_SAYS: Final = either(
    """
    表示 认为 指出 称 说 介绍 透露 强调 坦言 写道 告诉 解释 补充 回应 预计 预测 宣布 直言 提到
    谈到 呼吁 出席 担任 发文 向记者 接受
    """
)
_COMPANY: Final = either(
    """
    科技 集团 资本 创投 智能 机器人 半导体 生物 证券 汽车 银行 股份 电子 通信 网络 软件 微电子
    光电 能源 医疗 药业 传媒 控股 有限公司
    """
)
_BODY: Final = either(
    """
    大学 研究院 研究所 学院 委员会 协会 学会 基金会 法院 总局 管理局 监管局 实验室 研究中心 联合会
    理事会 科学院 工程院 统计局
    """
)
_PRODUCT: Final = either(
    """
    大模型 模型 应用 工具 平台 助手 芯片 操作系统 系统 框架 机器人 浏览器 插件 缓存 智能体 产品
    服务 算法 数据集 基准 手机 引擎 组件 系列
    """
)
_KIND_OF_COMPANY: Final = either("公司 企业 厂商 巨头 机构 独角兽 开发商 制造商 团队 实验室 集团 科技 媒体")
_STOP: Final = "[，。、；：！？“”‘’（）《》「」【】()\"',:;|]"
_EDGE: Final = rf"(?:^|(?<=\s)|(?<={_STOP}))"
_BEFORE: Final = rf"(?:{_EDGE}|(?<=[由和与及对的在向被据是])|(?<=收购)|(?<=投资)|(?<=旗下))"
_GOES_ON: Final = either("等 和 与 在 对 也 还 则 曾 将 于 此前 近日 日前 今日 当天 带领 创立 发布")
_AFTER: Final = rf"(?=\s*(?:$|{_STOP}|{_SAYS}|{_GOES_ON}))"
_ACTS: Final = either("完成 发布 推出 获 领投 跟投 收购 成立 上市 与 和 及 等 的 在 将 已 近日 正式 于 联合 旗下")
_THEN: Final = rf"(?=\s*(?:$|{_STOP}|{_SAYS}|{_TITLE}|{_ACTS}))"
# What no name holds: particles, pronouns, verbs, measure words, time.
_ORDINARY: Final = re.compile(
    either(
        """
        [的了是在和与被把将为从对向以及或而其该这那我你他她它们有不也都就很更最每各某全两几多些个家日月年据于]
        人工智能 致力 用于 驱动 扩大 提升 推动 加强 促进 建设 开展 实现 提供 支持 利用 围绕 涉及
        相关 按照 参加 表示 宣布 发布 推出 收购 投资 领投 合作 成立 进行 通过 关于 目前 今天 同时
        此外 国内 海外 来自 外国 一[所]
        """
    )
)
# Names of kinds: 人工智能科技, 国有银行, 上市集团 are no one's name.
_KIND_WORDS: Final = re.compile(
    either(
        """
        人工 智能 科技 技术 互联网 上市 初创 母 子 分 大型 小型 国有 跨国 私募 投资 保险 金融 证券
        软件 硬件 芯片 半导体 汽车 新能源 能源 游戏 传媒 媒体 电信 通信 航空 医药 生物 医疗 机器人
        商业 中央 高等 最高 人民 地方 综合 专业 重点 知名 著名 联邦 高级 国家 人形 工业 服务 数字
        信息 现代 绿色 产业 风险 创新 社会 民营 清洁 具身 通用 未来 智慧 电力 消费 移动 自动 驾驶
        开源 电动 量子 职业 理工 聊天 扫地 协作 手术 配送 四足 仿生 家用 生成 型 式 综合性 市场
        """
    )
    + "+"
)
# Common words whose first character is also a family name.
_WORDS: Final = frozenset(
    """
    明确 明显 方面 方案 方式 全球 全国 全部 高度 高端 高级 安全 安排 成功 成立 成本 成果 关于
    关注 关键 应用 应当 应该 时间 时代 时任 管理 项目 经济 包括 包含 和解 路透 路透社 马上 金融
    金额 石油 万元 万人 毛利 黄金 白宫 温度 任务 任何 严格 严重 严厉 巩固 容易 农业 农村 游戏
    单位 解决 解释 纪录 计划 计算 常规 平台 平均 景气 荣誉 乐观 查询 查处 何时 余额 许多 许可
    连续 连接 欧洲 欧盟 车企 车辆 车主 简称 郑重 官方 官网 公开 公告 向前 向上 顾客 顾问 田间
    程序 章程 文件 文章 施工 莫过 方可 华人 易于 古代 古典 陆续 范围 段时间 毕业 毕竟 党委
    """.split()
)
_NAME: Final = rf"{_FAMILY}{_HAN}{{1,2}}"
_CUTS: Final = (
    ("a title and a name", Kind.PEOPLE, rf"{_TITLE}[\s：]*({_NAME}){_AFTER}"),
    ("a name that speaks", Kind.PEOPLE, rf"{_EDGE}({_NAME})(?={_SAYS})"),
    ("a name and its title", Kind.PEOPLE, rf"({_NAME})(?=教授|博士|先生|女士|院士)"),
    ("a transcribed name", Kind.PEOPLE, rf"((?:{_HAN}{{1,12}}·){{1,3}}{_HAN}{{1,5}}){_AFTER}"),
    ("a company by its last word", Kind.COMPANIES, rf"{_BEFORE}({_HAN}{{2,8}}?{_COMPANY}){_THEN}"),
    ("a company in full", Kind.COMPANIES, rf"{_BEFORE}({_HAN}{{2,16}}?有限(?:责任)?公司)"),
    ("a body by its last word", Kind.ORGANIZATIONS, rf"{_BEFORE}({_HAN}{{2,12}}?{_BODY}){_THEN}"),
)
_COMPILED: Final = tuple((Clue(rule=rule, kind=kind, weight=3), re.compile(phrase)) for rule, kind, phrase in _CUTS)
_LEADING_TITLE: Final = re.compile(rf".*{_TITLE}")
_LEADING_WORDS: Final = re.compile(rf".*(?:{_TITLE}|[由据在与和对经向被及的是]|收购|投资|旗下)")
_LAST_WORDS: Final = re.compile(f"(?:{_COMPANY}|{_BODY})+$")

# The evidence around a name in Latin letters; a space may stand on either side of it.
_PHRASES: Final = (
    (
        "named as a company",
        Kind.COMPANIES,
        3,
        f"(?:初创|科技|人工智能|创业|母|子|AI ?){_KIND_OF_COMPANY} ?<n>",
        "<n> ?(?:公司|集团)",
    ),
    ("acquired", Kind.COMPANIES, 3, "(?:收购|并购|入股|投资)了? ?<n>"),
    ("raised money", Kind.COMPANIES, 3, "<n> ?(?:宣布)?(?:完成|获得|获).{0,20}?(?:融资|投资)"),
    (
        "funding list",
        Kind.COMPANIES,
        3,
        "由 ?<n>(?: ?、 ?<any>)* ?等?(?:领投|跟投|参投|投资)",
        "<n> ?(?:领投|跟投|参投)",
    ),
    (
        "head of a company",
        Kind.COMPANIES,
        3,
        "<n> ?的?(?:首席执行官|CEO|联合创始人|创始人|董事长)",
    ),
    ("announces", Kind.COMPANIES, 1, "<n> ?(?:宣布|表示|发布|推出|官方|称)"),
    ("title before", Kind.PEOPLE, 3, f"{_TITLE} ?<person>"),
    ("speaks", Kind.PEOPLE, 2, "<person> ?(?:表示|认为|指出|透露|发文|写道|说)"),
    (
        "described as a product",
        Kind.PRODUCTS,
        3,
        rf'(?:自研|全新|新款|名为|旗下|开源)[\u4e00-\u9fff ]{{0,10}}?{_PRODUCT}?的? ?"?<n>',
    ),
    (
        "a product by its noun",
        Kind.PRODUCTS,
        2,
        f'{_PRODUCT} ?"?<n>',
        rf'<n>"? ?[\u4e00-\u9fff]{{0,6}}?{_PRODUCT}',
    ),
    (
        "launched",
        Kind.PRODUCTS,
        2,
        '(?:发布|推出|上线|开源|接入|引入|开放)了? ?(?:其|全新|新)*的? ?"?<n>',
    ),
)
CHINESE_RULES: Final = tuple(make_rule(*row) for row in _PHRASES)


def find_chinese(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[Name, Clue]]:
    """Find the names written in Chinese characters that no mention touches."""
    named = (mention for mention in mentions if mention.kind is not Kind.REGIONS)
    taken = {point for mention in named for point in range(mention.start, mention.end)}
    for clue, phrase in _COMPILED:
        for match in phrase.finditer(text):
            start, name = _trim(match, clue.kind)
            if taken.isdisjoint(range(start, match.end(1))) and _is_name(name, clue.kind):
                yield Name(start=start, end=match.end(1), text=name, words=(name,), initial=False), clue


def _trim(match: re.Match[str], kind: Kind) -> tuple[int, str]:
    """Cut off what leads to a name: 首席执行官 of a person, 本轮融资由 of a company."""
    leading = (_LEADING_TITLE if kind is Kind.PEOPLE else _LEADING_WORDS).match(match.group(1))
    skip = leading.end() if leading else 0
    return match.start(1) + skip, match.group(1)[skip:]


def _is_name(name: str, kind: Kind) -> bool:
    if kind is Kind.PEOPLE:
        parts = name.split("·")
        fits = 2 <= len(name) <= 3 if len(parts) == 1 else max(map(len, parts)) <= 6
        return fits and name not in _WORDS and not _ORDINARY.search(name[1:])
    stem = _LAST_WORDS.sub("", name)
    return len(stem) > 1 and "人工智能" not in name and not _ORDINARY.search(stem) and not _KIND_WORDS.fullmatch(stem)
