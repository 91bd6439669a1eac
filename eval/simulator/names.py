"""名号: draw the names of an issue: people, places, papers. None is of anybody."""

from __future__ import annotations

import random
from functools import cache

from hkpaper import lexicon

COMMON = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚桂英华玉兰萍红辉鹏建国志海燕春梅晓东雪琴宇浩然子轩梓涵思远博文雨欣佳怡俊峰振兴德福秀云永康美玲淑珍立新光荣成功永胜家宝学文林森立人若水清源望舒知秋一鸣长庚守正启航景行乐天安然可心嘉树承志维佳慧中晨曦沐阳怀瑾书瑶"
ETHNIC = ("阿依古丽", "买买提", "热娜", "古丽娜", "木拉提", "扎西", "卓玛", "其其格", "巴特尔")
TOWN = "云溪青石河桥松柳梅桂兰泉龙凤白鹿鹤金银玉沙滩洲湖江海岭崖坪塘沟湾井坞杏桃李栗枫槐榆柏竹麦稻粟丰安宁和平永兴隆昌顺长福瑞祥临望清澄澜汀浦溆涧渚东西南北上下前后大小古新"
ROADS = ("路", "街", "大道", "巷", "弄", "支路")
VILLAGES = ("村", "社区", "镇", "街道", "小区", "新村", "里", "苑", "花园", "工业园", "乡")


@cache
def surnames() -> tuple[str, ...]:
    """Return every surname of the package's table."""
    return tuple(row[0] for row in lexicon.rows("surnames"))


def person(rng: random.Random) -> str:
    """Draw a person's name: a common surname mostly, any surname, or a name with a dot."""
    if rng.random() < 0.012:
        return "·".join(rng.sample(ETHNIC, 2))
    surname = rng.choice(COMMON) if rng.random() < 0.65 else rng.choice(surnames())
    return surname + "".join(rng.choice(GIVEN) for _ in range(1 if rng.random() < 0.22 else 2))


def town(rng: random.Random) -> str:
    """Draw the bare name of a place, two characters long."""
    return rng.choice(TOWN) + rng.choice(TOWN)


def road(rng: random.Random) -> str:
    """Draw a street."""
    return town(rng) + rng.choice(ROADS)


def village(rng: random.Random) -> str:
    """Draw a village, a quarter, an estate."""
    return town(rng) + rng.choice(VILLAGES)
