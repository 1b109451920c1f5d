//! Measure words: what follows a number of things, so that 12万台 is no amount of money.

use super::scan::Cursor;

/// What goods are counted in.
pub(super) const GOODS: &[&str] = &[
    "公斤",
    "千克",
    "立方米",
    "平方米",
    "平米",
    "毫升",
    "台",
    "个",
    "件",
    "套",
    "只",
    "张",
    "箱",
    "吨",
    "斤",
    "米",
    "瓶",
    "包",
    "袋",
    "桶",
    "份",
    "组",
    "根",
    "条",
    "支",
    "把",
    "辆",
    "部",
    "册",
    "本",
    "页",
    "卷",
    "盒",
    "片",
    "升",
    "副",
    "双",
    "颗",
    "粒",
    "枚",
    "架",
    "艘",
    "座",
    "扇",
    "棵",
    "罐",
    "筒",
    "托",
    "盘",
    "串",
    "株",
    "批",
    "匹",
    "对",
    "打",
];

/// What other things are counted in: people, days, shares, pixels.
const OTHER: &[&str] = &[
    "像素",
    "小时",
    "分钟",
    "星期",
    "工作日",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "人",
    "位",
    "名",
    "家",
    "次",
    "天",
    "年",
    "月",
    "日",
    "号",
    "点",
    "周",
    "股",
    "户",
    "步",
    "字",
    "项",
    "亩",
    "平",
    "级",
    "层",
    "楼",
    "岁",
    "倍",
    "度",
    "秒",
    "季",
    "届",
    "期",
    "遍",
    "趟",
    "门",
    "种",
    "类",
    "间",
    "赫兹",
    "伏",
    "瓦",
    "%",
    "千瓦",
    "折",
];

/// Words that only begin like a measure word: 12万本月签 is an amount and a date.
const NOT: &[&str] = &[
    "本月", "本周", "本季", "本年", "本次", "本来", "本人", "张总", "张经", "张工", "张先", "张女",
    "张老", "张主", "张董", "包邮", "包安", "包运", "包税", "包装", "包含", "包干", "包括", "只要",
    "只能", "只有", "只是", "只够", "把合", "把货", "把款", "把这", "把它", "把他", "年底", "年末",
    "年前", "年后", "年内", "年初", "月底", "月末", "月初", "月内", "周一", "周二", "周三", "周四",
    "周五", "周六", "周日", "周天", "周末", "部分", "部署", "位于", "台湾", "条件", "件事", "份额",
    "支付", "支票", "支持", "根据", "名义", "家里", "次日", "项目", "组织", "盘点", "批准", "批复",
    "对方", "对公", "对吧", "对吗", "打款", "打给", "打九", "打八", "打到", "打折", "打个", "打电",
    "平均", "人民", "人家", "日元", "日圆", "日币", "期待", "点半", "度过", "种种", "门口", "间隔",
    "升级", "片区", "座谈", "双方", "双周", "级别", "层面", "托付", "托人", "卷入", "串货",
];

/// What goods are counted in, in English.
pub(super) const ENGLISH_GOODS: &[&str] = &[
    "units", "unit", "pieces", "piece", "pcs", "pc", "sets", "set", "boxes", "box", "items",
    "item", "kg", "kgs", "tons", "ton", "tonnes", "bottles", "bags", "cases", "case", "pairs",
    "pair", "rolls", "packs", "pack", "licenses", "licences", "seats", "meters", "metres",
];

/// What other things are counted in, in English.
const ENGLISH_OTHER: &[&str] = &[
    "people",
    "users",
    "employees",
    "days",
    "day",
    "hours",
    "hour",
    "weeks",
    "week",
    "months",
    "month",
    "years",
    "year",
    "minutes",
    "minute",
    "times",
    "percent",
    "customers",
    "leads",
    "staff",
    "shares",
    "km",
    "miles",
    "degrees",
];

/// Takes a measure word for goods: 台, pcs.
pub(super) fn goods(cur: &mut Cursor<'_>) -> bool {
    take(cur, GOODS, ENGLISH_GOODS)
}

/// Says whether any measure word comes next.
pub(super) fn follows(mut cur: Cursor<'_>) -> bool {
    take(&mut cur, GOODS, ENGLISH_GOODS) || take(&mut cur, OTHER, ENGLISH_OTHER)
}

fn take(cur: &mut Cursor<'_>, chinese: &[&str], english: &[&str]) -> bool {
    // Most of what is asked about is followed by none; this keeps the search quick.
    if !cur.peek().is_some_and(|c| c == ' ' || c == '%' || c.is_alphabetic()) || cur.sees(NOT) {
        return false;
    }
    if cur.eat_any(chinese) {
        return true;
    }
    let mut ahead = *cur;
    ahead.spaces();
    let there = ahead.any_word(english);
    if there {
        *cur = ahead;
    }
    there
}
