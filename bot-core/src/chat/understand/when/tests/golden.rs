use super::*;

/// Checks rows of `text | moment`, one a line, as a whole text.
pub(super) fn check(now: &str, table: &str) {
    let mut wrong = Vec::new();
    for row in table.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let (text, expected) = row.rsplit_once('|').unwrap_or_else(|| panic!("{row}"));
        let (text, expected) = (text.trim(), expected.trim());
        let got = with(now, |here| shown(whole(text, here).and_then(Result::ok)));
        if got != expected {
            wrong.push(format!("{text}: {got}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "said on {now}\n{}", wrong.join("\n"));
}

/// Checks rows of `sentence | what is found = moment; …`.
pub(super) fn check_found(now: &str, table: &str) {
    let mut wrong = Vec::new();
    for row in table.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let (text, expected) = row.rsplit_once('|').unwrap_or_else(|| panic!("{row}"));
        let (text, expected) = (text.trim(), expected.trim());
        let got = with(now, |here| {
            find_moments(text, here)
                .into_iter()
                .map(|f| format!("{} = {}", &text[f.span], shown(Some(f.value))))
                .collect::<Vec<_>>()
                .join("; ")
        });
        if got != expected {
            wrong.push(format!("{text}: {got}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "said on {now}\n{}", wrong.join("\n"));
}

#[test]
fn chinese_moments_said_on_a_wednesday_afternoon() {
    check(
        "2026-03-11 15:30",
        "
        2026-06-30 | 2026-06-30
        2026/6/30 | 2026-06-30
        2026.6.30 | 2026-06-30
        2026-06-30 15:30 | 2026-06-30 15:30
        2026-06-30 3:30 | 2026-06-30 03:30
        2026-06-30T15:30 | 2026-06-30 15:30
        2026-06-30T15:30:20 | 2026-06-30 15:30
        2026-06-30T15:30Z | -
        2026-02-30 | -
        2026-13-01 | -
        2026年6月30日 | 2026-06-30
        2026年6月30号 | 2026-06-30
        二〇二六年六月三十日 | 2026-06-30
        26年6月30日 | 2026-06-30
        6月30日 | 2026-06-30
        6月30号 | 2026-06-30
        6月30 | 2026-06-30
        六月三十号 | 2026-06-30
        3月1日 | 2026-03-01
        2月28日 | 2026-02-28
        12月12日 | 2026-12-12
        12月11日 | 2026-12-11
        12月30日 | 2026-12-30
        2月底 | 2026-02-28
        3/1 | 2026-03-01
        3月11日 | 2026-03-11
        2月29日 | -
        2028年2月29日 | 2028-02-29
        2月30日 | -
        13月1日 | -
        明年3月1日 | 2027-03-01
        6月30日下午3点 | 2026-06-30 15:00
        6月30日(周二) | 2026-06-30
        6月30日周三 | -
        30号 | 2026-03-30
        5号 | 2026-04-05
        11号 | 2026-03-11
        31日 | 2026-03-31
        32号 | -
        6/30 | 2026-06-30
        今天 | 2026-03-11
        明天 | 2026-03-12
        后天 | 2026-03-13
        大后天 | 2026-03-14
        昨天 | 2026-03-10
        前天 | 2026-03-09
        明早 | 2026-03-12 09:00
        明晚 | 2026-03-12 19:00
        今晚 | 2026-03-11 19:00
        今晚8点 | 2026-03-11 20:00
        今晚上8点半 | 2026-03-11 20:30
        明早九点 | 2026-03-12 09:00
        明天下午3点 | 2026-03-12 15:00
        明天下午 | 2026-03-12 14:00
        明天上午 | 2026-03-12 09:00
        明天中午 | 2026-03-12 12:00
        明天中午1点 | 2026-03-12 13:00
        明天晚上 | 2026-03-12 19:00
        明天的下午3点 | 2026-03-12 15:00
        明天 15:30 | 2026-03-12 15:30
        明天3点 | 2026-03-12 15:00
        明天8点 | 2026-03-12 08:00
        明天12点 | 2026-03-12 12:00
        后天凌晨3点 | 2026-03-13 03:00
        周五 | 2026-03-13
        星期五 | 2026-03-13
        礼拜五 | 2026-03-13
        週五 | 2026-03-13
        周三 | -
        周三下午5点 | 2026-03-11 17:00
        周三上午 | 2026-03-18 09:00
        周一 | 2026-03-16
        周日 | 2026-03-15
        星期天 | 2026-03-15
        这周五 | 2026-03-13
        本周五 | 2026-03-13
        这周一 | 2026-03-09
        这个星期五 | 2026-03-13
        下周三 | 2026-03-18
        下周一 | 2026-03-16
        下周日 | 2026-03-22
        下星期三 | 2026-03-18
        下个礼拜三 | 2026-03-18
        下下周一 | 2026-03-23
        上周五 | 2026-03-06
        下周三下午两点 | 2026-03-18 14:00
        周五10点 | 2026-03-13 10:00
        周五早上 | 2026-03-13 09:00
        周五晚 | 2026-03-13 19:00
        周末 | 2026-03-14
        下周末 | 2026-03-21
        下周 | 2026-03-16
        周五前 | 2026-03-13
        周五之前 | 2026-03-13
        下周三前 | 2026-03-18
        6月30日前 | 2026-06-30
        30日前 | 2026-03-30
        月底前 | 2026-03-31
        3天后 | 2026-03-14
        三天后 | 2026-03-14
        3天内 | 2026-03-14
        三天之内 | 2026-03-14
        两周后 | 2026-03-25
        2周后 | 2026-03-25
        两个星期后 | 2026-03-25
        2个月后 | 2026-05-11
        半个月后 | 2026-03-26
        半年后 | 2026-09-11
        一年后 | 2027-03-11
        半小时后 | 2026-03-11 16:00
        半个小时后 | 2026-03-11 16:00
        1小时后 | 2026-03-11 16:30
        一个半小时后 | 2026-03-11 17:00
        1.5小时后 | 2026-03-11 17:00
        20分钟后 | 2026-03-11 15:50
        2小时30分钟后 | 2026-03-11 18:00
        3天后下午3点 | 2026-03-14 15:00
        3个工作日后 | 2026-03-16
        三个工作日内 | 2026-03-16
        下个工作日 | 2026-03-12
        3天前 | 2026-03-08
        下个月5号 | 2026-04-05
        下月5日 | 2026-04-05
        本月20号 | 2026-03-20
        下个月 | 2026-04-01
        下个月31号 | -
        月底 | 2026-03-31
        本月底 | 2026-03-31
        这个月底 | 2026-03-31
        下月底 | 2026-04-30
        下个月底 | 2026-04-30
        6月底 | 2026-06-30
        月初 | 2026-04-01
        季末 | 2026-03-31
        本季度末 | 2026-03-31
        下季度末 | 2026-06-30
        三季度末 | 2026-09-30
        年底 | 2026-12-31
        今年年底 | 2026-12-31
        明年底 | 2027-12-31
        上午 | 2026-03-11 09:00
        中午 | 2026-03-11 12:00
        下午 | 2026-03-11 14:00
        晚上 | 2026-03-11 19:00
        下午3点 | 2026-03-11 15:00
        下午三点半 | 2026-03-11 15:30
        3点 | 2026-03-11 15:00
        6点 | 2026-03-11 18:00
        7点 | 2026-03-11 07:00
        8点 | 2026-03-11 08:00
        15点 | 2026-03-11 15:00
        25点 | -
        15:30 | 2026-03-11 15:30
        25:00 | -
        15:60 | -
        3点一刻 | 2026-03-11 15:15
        3点三刻 | 2026-03-11 15:45
        3点20分 | 2026-03-11 15:20
        3点20 | 2026-03-11 15:20
        三点零五 | 2026-03-11 15:05
        三点五 | -
        晚上8点 | 2026-03-11 20:00
        晚上12点 | 2026-03-12 00:00
        上午10点 | 2026-03-11 10:00
        下午2点到4点 | 2026-03-11 14:00
        今天下班前 | 2026-03-11 18:00
        20台 | -
        12万 | -
        A100 | -
        13800138000 | -
        来年 | -
        一周年 | -
        半年报 | -
        3天 | -
        20 | -
        ",
    );
}

#[test]
fn english_moments_said_on_a_wednesday_afternoon() {
    check(
        "2026-03-11 15:30",
        "
        today | 2026-03-11
        Tomorrow | 2026-03-12
        day after tomorrow | 2026-03-13
        the day after tomorrow at noon | 2026-03-13 12:00
        yesterday | 2026-03-10
        tonight | 2026-03-11 19:00
        tonight at 8 | 2026-03-11 20:00
        tomorrow 3pm | 2026-03-12 15:00
        tomorrow at 3pm | 2026-03-12 15:00
        tomorrow at 3:30 pm | 2026-03-12 15:30
        tomorrow at 3 | 2026-03-12 15:00
        tomorrow at 10 | 2026-03-12 10:00
        tomorrow morning | 2026-03-12 09:00
        tomorrow morning at 10 | 2026-03-12 10:00
        tomorrow afternoon | 2026-03-12 14:00
        tomorrow evening | 2026-03-12 19:00
        tomorrow night | 2026-03-12 19:00
        3pm tomorrow | 2026-03-12 15:00
        next Wed 3pm | 2026-03-18 15:00
        next Wed | 2026-03-18
        next Wednesday | 2026-03-18
        next Monday | 2026-03-16
        next Friday | 2026-03-20
        Friday | 2026-03-13
        friday | 2026-03-13
        Fri | 2026-03-13
        sun | 2026-03-15
        sat 10am | 2026-03-14 10:00
        Wednesday | -
        Wednesday 5pm | 2026-03-11 17:00
        Wednesday 9am | 2026-03-18 09:00
        by Friday | 2026-03-13
        before Friday | 2026-03-13
        on Monday | 2026-03-16
        this Friday | 2026-03-13
        this Monday | 2026-03-09
        last Friday | 2026-03-06
        Friday next week | 2026-03-20
        Friday of next week | 2026-03-20
        next week Friday | 2026-03-20
        Monday morning | 2026-03-16 09:00
        Monday at 9:30 am | 2026-03-16 09:30
        next week | 2026-03-16
        next month | 2026-04-01
        this weekend | 2026-03-14
        next weekend | 2026-03-21
        in 2 weeks | 2026-03-25
        in two weeks | 2026-03-25
        in a week | 2026-03-18
        in 3 days | 2026-03-14
        in a couple of days | 2026-03-13
        in an hour | 2026-03-11 16:30
        in half an hour | 2026-03-11 16:00
        in an hour and a half | 2026-03-11 17:00
        in 20 minutes | 2026-03-11 15:50
        in 20 mins | 2026-03-11 15:50
        in 1 hour 30 minutes | 2026-03-11 17:00
        in 2 months | 2026-05-11
        2 weeks from now | 2026-03-25
        3 days later | 2026-03-14
        within 3 days | 2026-03-14
        within 24 hours | 2026-03-12 15:30
        2 days ago | 2026-03-09
        3 working days | 2026-03-16
        in 3 business days | 2026-03-16
        next business day | 2026-03-12
        in 2 weeks at 9am | 2026-03-25 09:00
        end of month | 2026-03-31
        end of the month | 2026-03-31
        by end of next month | 2026-04-30
        EOM | 2026-03-31
        end of quarter | 2026-03-31
        end of the quarter | 2026-03-31
        end of next quarter | 2026-06-30
        end of Q3 | 2026-09-30
        end of June | 2026-06-30
        end of year | 2026-12-31
        EOY | 2026-12-31
        EOD | 2026-03-11 18:00
        by EOD | 2026-03-11 18:00
        EOD Friday | 2026-03-13 18:00
        Friday EOD | 2026-03-13 18:00
        noon | 2026-03-11 12:00
        midnight | 2026-03-12 00:00
        morning | 2026-03-11 09:00
        Jun 30 | 2026-06-30
        June 30 | 2026-06-30
        June 30th | 2026-06-30
        June 30th 2026 | 2026-06-30
        June 30, 2026 | 2026-06-30
        Jun 30 3pm | 2026-06-30 15:00
        30 June | 2026-06-30
        30th of June | 2026-06-30
        30 June 2027 | 2027-06-30
        March 1 | 2026-03-01
        December 1 | 2026-12-01
        March 11 | 2026-03-11
        Feb 30 | -
        May 5 | 2026-05-05
        06/30/2026 | 2026-06-30
        30/6/2026 | 2026-06-30
        25/4 | 2026-04-25
        Fri, Jul 17, 2026 07:00 PM | 2026-07-17 19:00
        Thursday Jul 17 2026 | -
        on the 15th | 2026-03-15
        the 20th of next month | 2026-04-20
        3pm | 2026-03-11 15:00
        3 p.m. | 2026-03-11 15:00
        3:30pm | 2026-03-11 15:30
        3:30 | 2026-03-11 15:30
        03:30 | 2026-03-11 03:30
        at 3 | 2026-03-11 15:00
        13pm | -
        half past 3 | 2026-03-11 15:30
        quarter to 4 | 2026-03-11 15:45
        3 o'clock | 2026-03-11 15:00
        8 in the evening | 2026-03-11 20:00
        1pm-2pm tomorrow | 2026-03-12 13:00
        9:30-11:00 | 2026-03-11 09:30
        three Fridays from now | 2026-03-27
        February twenty second | 2026-02-22
        quarter to seven | 2026-03-11 06:45
        9am EST | -
        this morning | 2026-03-11 09:00
        20 units | -
        may | -
        march | -
        2017-Q1 | -
        ",
    );
}

#[test]
fn a_tuesday_and_the_small_hours() {
    check(
        "2026-03-10 09:00",
        "
        下周三 | 2026-03-18
        周三 | 2026-03-11
        周二 | -
        周二下午3点 | 2026-03-10 15:00
        next Wed | 2026-03-18
        Tuesday 3pm | 2026-03-10 15:00
        Tuesday | -
        这周二 | 2026-03-10
        ",
    );
    check(
        "2026-03-11 00:30",
        "
        明天 | 2026-03-12
        tomorrow | 2026-03-12
        今晚 | 2026-03-11 19:00
        ",
    );
    check(
        "2026-09-30 10:00",
        "
        1个工作日后 | 2026-10-08
        3 working days | 2026-10-12
        1个月后 | 2026-10-30
        季末 | 2026-09-30
        年底前 | 2026-12-31
        ",
    );
    check(
        "2026-03-15 10:00",
        "
        周末 | 2026-03-15
        下周一 | 2026-03-16
        next Monday | 2026-03-16
        周日 | -
        ",
    );
    check("2026-01-31 10:00", "一个月后 | 2026-02-28\n月底 | 2026-01-31");
}

#[test]
fn moments_are_found_inside_sentences() {
    check_found(
        "2026-03-11 15:30",
        "
        聊了价格,嫌贵 下周三再打 | 下周三 = 2026-03-18
        新商机 华星 20台空调 12万 6月30日 | 6月30日 = 2026-06-30
        下次 D-1 周五10点 送样品 | 周五10点 = 2026-03-13 10:00
        明天下午3点去华为拜访张总 | 明天下午3点 = 2026-03-12 15:00
        去年6月30日的合同 | 去年6月30日 = 2025-06-30
        张三明天3点12万 | 明天3点 = 2026-03-12 15:00
        周五13号见 | 周五13号 = 2026-03-13
        再过3天联系 | 再过3天 = 2026-03-14
        每月5号付款 |
        说了3点 |
        6月30日20台 | 6月30日 = 2026-06-30
        张三周五见面 | 周五 = 2026-03-13
        月底前付款50万 | 月底前 = 2026-03-31
        3个工作日后跟进 | 3个工作日后 = 2026-03-16
        周五前给报价,下周一签合同 | 周五前 = 2026-03-13; 下周一 = 2026-03-16
        明天下午2点到4点开会 | 明天下午2点到4点 = 2026-03-12 14:00
        明天3点建议他来 | 明天3点 = 2026-03-12 15:00
        客户有3点建议 |
        三点要求如下 |
        便宜一点 |
        第三点很重要 |
        以下三点: |
        每周五开会 |
        一周一次 |
        三周五天 |
        来年再说 |
        一周年庆 |
        半年报 |
        上午好 |
        晚上好,张总 |
        下午茶 |
        5号楼 |
        3号线 |
        产品A100 20台 12万台 |
        A100*20@3300 |
        SF1234567 13800138000 138-0013-8000 |
        单号 20260630 |
        目前天气不错 |
        今日头条要20台 |
        30天账期 |
        版本1.2.3 |
        价格3.5万 |
        比例1:3 |
        今晚上海见 | 今晚 = 2026-03-11 19:00
        周五前往上海 | 周五 = 2026-03-13
        要是下周三能到,就签 | 下周三 = 2026-03-18
        3月份的数据 |
        call him next Wed at 3pm about the quote | next Wed at 3pm = 2026-03-18 15:00
        Send the quote by Friday | by Friday = 2026-03-13
        follow up in 2 weeks, then again on June 30 | in 2 weeks = 2026-03-25; on June 30 = 2026-06-30
        see you on sat | on sat = 2026-03-14
        He sat down in the sun and may march on |
        Monday.com renewal |
        good morning |
        of the 20 may be late |
        we ship every Monday |
        open 24/7 |
        1/2 of the price |
        Dec 20 units |
        Black Friday sale |
        the end of the day |
        demo tomorrow at 10 with Bob | tomorrow at 10 = 2026-03-12 10:00
        call at 3pm | at 3pm = 2026-03-11 15:00
        lunch@12:30 | 12:30 = 2026-03-11 12:30
        90% by EOM | by EOM = 2026-03-31
        I need 20 units by 6/30 | by 6/30 = 2026-06-30
        2 weeks after delivery |
        two weeks from tomorrow | two weeks from tomorrow = 2026-03-26
        要3P空调 20台 |
        2月30日下午3点 |
        Feb 30 at 3pm |
        2026-02-30 15:30 |
        D-1 3pm | 3pm = 2026-03-11 15:00
        due on the 27th please | due on the 27th = 2026-03-27
        first Monday of May | first Monday of May = 2026-05-04
        I went back for the 27th | for the 27th = 2026-03-27
        ",
    );
}

#[test]
fn periods_end_before_their_end() {
    let rows = "
        今天 | 2026-03-11..2026-03-12
        yesterday | 2026-03-10..2026-03-11
        本周 | 2026-03-09..2026-03-16
        上周 | 2026-03-02..2026-03-09
        last week | 2026-03-02..2026-03-09
        本月 | 2026-03-01..2026-04-01
        上个月 | 2026-02-01..2026-03-01
        last month | 2026-02-01..2026-03-01
        本季度 | 2026-01-01..2026-04-01
        上季度 | 2025-10-01..2026-01-01
        This Quarter | 2026-01-01..2026-04-01
        今年 | 2026-01-01..2027-01-01
        去年 | 2025-01-01..2026-01-01
        last year | 2025-01-01..2026-01-01
        2017 | 2017-01-01..2018-01-01
        2017年 | 2017-01-01..2018-01-01
        2017-03 | 2017-03-01..2017-04-01
        2017年3月 | 2017-03-01..2017-04-01
        2017-Q1 | 2017-01-01..2017-04-01
        2017Q1 | 2017-01-01..2017-04-01
        2017-q4 | 2017-10-01..2018-01-01
        2017年一季度 | 2017-01-01..2017-04-01
        2017年第三季度 | 2017-07-01..2017-10-01
        2017年上半年 | 2017-01-01..2017-07-01
        去年三季度 | 2025-07-01..2025-10-01
        2017-01-01..2017-04-01 | 2017-01-01..2017-04-01
        2017-03-01 | 2017-03-01..2017-03-02
        Q3 | 2026-07-01..2026-10-01
        三季度 | 2026-07-01..2026-10-01
        3月 | 2026-03-01..2026-04-01
        十二月 | 2026-12-01..2027-01-01
        March | 2026-03-01..2026-04-01
        March 2017 | 2017-03-01..2017-04-01
        Q1 2017 | 2017-01-01..2017-04-01
        最近7天 | 2026-03-05..2026-03-12
        last 7 days | 2026-03-05..2026-03-12
        2017-13 | -
        2017-Q5 | -
        2017-04-01..2017-01-01 | -
        13月 | -
        12万 | -
        20 | -
        本月的 | -
    ";
    with("2026-03-11 15:30", |here| {
        for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
            let (text, expected) = row.rsplit_once('|').unwrap();
            let got = period_whole(text, here)
                .map_or("-".to_owned(), |p| format!("{}..{}", p.start, p.end));
            assert_eq!(got, expected.trim(), "{text}");
        }
    });
}

#[test]
fn what_no_calendar_has_is_found_and_is_no_moment() {
    let rows = "
        空调 2月30日 送货 | 2月30日
        空调 2026-02-30 | 2026-02-30
        2月30日下午3点 送样品 | 2月30日下午3点
        2026年13月1日 | 2026年13月1日
        2/30 送样品 | 2/30
        pumps 31 June | 31 June
        pumps Feb 30 at 3pm | Feb 30 at 3pm
        pumps Feb 28 | Feb 28 = 2026-02-28
        24/7 支持 50/50 |
        A100-2026 1/2 份 |
    ";
    with("2026-03-11 15:30", |here| {
        for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
            let (text, expected) = row.rsplit_once('|').unwrap();
            let found = find_all(text, here).into_iter().map(|f| match f.value {
                Err(_) => text[f.span].to_owned(),
                moment => format!("{} = {}", &text[f.span], shown(moment.ok())),
            });
            assert_eq!(found.collect::<Vec<_>>().join("; "), expected.trim(), "{text}");
        }
    });
}

#[test]
fn a_part_of_the_day_that_begins_the_next_word_belongs_to_it() {
    check_found(
        "2026-03-11 15:30",
        "
        3月17日 22:00 夜谈 | 3月17日 22:00 = 2026-03-17 22:00
        周五 10:00 早会 | 周五 10:00 = 2026-03-13 10:00
        明天 18:00 晚宴 | 明天 18:00 = 2026-03-12 18:00
        明天 15:00 下午茶 | 明天 15:00 = 2026-03-12 15:00
        周五晚 谈价格 | 周五晚 = 2026-03-13 19:00
        tomorrow 22:00 night shift | tomorrow 22:00 = 2026-03-12 22:00
        tomorrow 3 in the afternoon | tomorrow 3 in the afternoon = 2026-03-12 15:00
        ",
    );
}

#[test]
fn what_is_written_like_a_moment_and_is_none_is_found_with_what_is_wrong() {
    let rows = "
        abc 9999-12-31 | 9999-12-31 Far
        abc 0000-00-00 | 0000-00-00 Day
        abc 12026-03-01 | 12026-03-01 Far
        31/12/9999 | 31/12/9999 Far
        31/31/2026 | 31/31/2026 Day
        9999年12月31日 | 9999年12月31日 Far
        9999年底 | 9999年底 Far
        Dec 31, 9999 | Dec 31, 9999 Far
        in 99999999999 days | in 99999999999 days Far
        99999999999天后 送样品 | 99999999999天后 Far
        500个工作日后 | 500个工作日后 Far
        明年2月30日 | 明年2月30日 Day
        下个月31号 | 下个月31号 Day
        下下月31号 |
        下月31号 | 下月31号 Day
        下周八送样品 | 下周八 Day
        friday 25:61 x | friday 25:61 Time
        周五下午25点 | 周五下午25点 Time
        明天早上23点 打电话 | 明天早上23点 Time
        tomorrow 99pm | tomorrow 99pm Time
        24:61 | 24:61 Time
        tomorrow 3pm EST | tomorrow 3pm EST Zone
        2026-03-12T10:00Z | 2026-03-12T10:00Z Zone
        周五3月12日 | 周五3月12日 Clash
        26/6/30 | 26/6/30 Unclear
        tomorrow at midnight | tomorrow at midnight Unclear
        after the Spring Festival | after the Spring Festival Unannounced(2026)
        比例20:80 周五 50:50 分成 1200-60-30 20 am 八周八天 |
    ";
    with("2026-03-11 15:30", |here| {
        for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
            let (text, expected) = row.rsplit_once('|').unwrap();
            let found = find_all(text, here)
                .into_iter()
                .filter_map(|f| Some(format!("{} {:?}", &text[f.span.clone()], f.value.err()?)));
            assert_eq!(found.collect::<Vec<_>>().join("; "), expected.trim(), "{text}");
        }
    });
}

#[test]
fn the_first_working_day_after_a_holiday_is_today_as_long_as_one_works() {
    let rows = |day: &str, next: &str, third: &str| {
        format!(
            "
            节后第一个工作日 打电话 | 节后第一个工作日 = {day}
            国庆后 打电话 | 国庆后 = {day}
            the first working day after the holiday | the first working day after the holiday = {day}
            节后第2个工作日 | 节后第2个工作日 = {next}
            third working day after National Day | third working day after National Day = {third}
            节后第一个工作日晚上9点 | 节后第一个工作日晚上9点 = 2026-10-08 21:00
            "
        )
    };
    let (eighth, ninth, tenth) = ("2026-10-08", "2026-10-09", "2026-10-12");
    check_found("2026-10-05 20:00", &rows(eighth, ninth, tenth));
    check_found("2026-10-08 17:30", &rows(eighth, ninth, tenth));
    check_found("2026-10-08 20:30", &rows(ninth, ninth, tenth));
}

#[test]
fn holidays_dates_of_other_countries_and_spoken_hours_are_read() {
    check_found(
        "2026-03-11 15:30",
        "
        国庆后 送样品 | 国庆后 = 2026-10-08
        国庆节假期之前 | 国庆节假期之前 = 2026-09-30
        客户说节后再谈 | 节后 = 2026-10-08
        before National Day call | before National Day = 2026-09-30
        after the holidays call | after the holidays = 2026-10-08
        first working day after the holiday call | first working day after the holiday = 2026-10-08
        call on the 2nd working day after National Day | on the 2nd working day after National Day = 2026-10-09
        节后第一个工作日 打电话 | 节后第一个工作日 = 2026-10-08
        国庆后第2个工作日 | 国庆后第2个工作日 = 2026-10-09
        环节后 调节前 二十一后 |
        30.6.2026 | 30.6.2026 = 2026-06-30
        6/30/26 | 6/30/26 = 2026-06-30
        Q2末 签 | Q2末 = 2026-06-30
        月中 对账 | 月中 = 2026-03-15
        下月中标 |
        tomorrow 11ish | tomorrow 11ish = 2026-03-12 11:00
        back at 7p | at 7p = 2026-03-11 19:00
        call tomorrow about 3 | tomorrow = 2026-03-12
        meet tomorrow about 3 | tomorrow about 3 = 2026-03-12 15:00
        call tomorrow about 3pm | tomorrow about 3pm = 2026-03-12 15:00
        tomorrow about 1,200,000 | tomorrow = 2026-03-12
        tomorrow at 3万 | tomorrow = 2026-03-12
        ",
    );
}

#[test]
fn over_the_turn_of_the_year_only_a_day_of_the_last_month_is_the_one_that_is_over() {
    check(
        "2026-03-03 10:00",
        "
        12月4日 | 2026-12-04
        12月25日 | 2026-12-25
        12月31日 | 2026-12-31
        12月底 | 2026-12-31
        31 Dec | 2026-12-31
        Dec 25 | 2026-12-25
        12/31 | 2026-12-31
        3月1日 | 2026-03-01
        1月5日 | 2026-01-05
        半夜12点 | 2026-03-04 00:00
        明天半夜12点 | 2026-03-05 00:00
        明天半夜1点 | 2026-03-05 01:00
        明天晚上12点 | 2026-03-05 00:00
        end of next week | 2026-03-13
        end of this week | 2026-03-06
        end of the week | 2026-03-06
        by end of next week | 2026-03-13
        6月初一定 | -
        ",
    );
    check(
        "2026-01-05 10:00",
        "
        12月28日 | 2025-12-28
        11月30日 | 2026-11-30
        ",
    );
    check("2027-06-01 10:00", "2月29日 | 2028-02-29");
    check("2027-01-15 10:00", "2月29日 | -");
}

#[test]
fn a_day_that_is_none_here_or_can_be_two_is_not_read_as_one() {
    for (text, expected) in [
        ("2月29日", "Err(Day)"),
        ("4月31日", "Err(Day)"),
        ("Feb 29", "Err(Day)"),
        ("农历八月初八", "Err(Lunar)"),
        ("农历8月15", "Err(Lunar)"),
        ("正月初八", "Err(Lunar)"),
        ("腊月二十三", "Err(Lunar)"),
        ("八月初八", "Err(Lunar)"),
        ("05/04", "2026-05-04 2026-04-05"),
        ("05/04 3pm", "2026-05-04 15:00 2026-04-05 15:00"),
        ("6/5", "2026-06-05"),
        ("06/30", "2026-06-30"),
        ("下周三或周四", "2026-03-11 2026-03-12"),
        ("下周一或周五", "2026-03-09 2026-03-13"),
        ("下周五或周一", "2026-03-13 2026-03-09"),
        ("next Mon or Fri", "2026-03-09 2026-03-13"),
        ("周四或周五", "2026-03-05 2026-03-06"),
        ("明天或周五", "2026-03-04 2026-03-06"),
        ("明天或周一", "2026-03-04 2026-03-09"),
    ] {
        let got = with("2026-03-03 10:00", |here| {
            let one = |reading: Reading| match reading {
                Ok(moment) => shown(Some(moment)),
                Err(odd) => format!("Err({odd:?})"),
            };
            whole_either(text, here).into_iter().map(one).collect::<Vec<_>>().join(" ")
        });
        assert_eq!(got, expected, "{text}");
    }
}
