//! Days that are said by another day or within a stretch of days, and what is left unread of them.

use super::golden::{check, check_found};
use super::*;

#[test]
fn days_are_counted_within_a_stretch() {
    // A Monday, after the week off.
    check(
        "2026-10-12 10:00",
        "
        月底最后一个工作日 | 2026-10-30
        本月最后一个工作日 | 2026-10-30
        这个月的最后一个工作日 | 2026-10-30
        月底最后工作日 | 2026-10-30
        下个月最后一个工作日 | 2026-11-30
        下月最后一个周五 | 2026-11-27
        下个月最后一个星期五下午3点 | 2026-11-27 15:00
        下月倒数第二个周五 | 2026-11-20
        月底倒数第二天 | 2026-10-30
        月底最后一天 | 2026-10-31
        12月第一个周一 | 2026-12-07
        12月的第一个工作日 | 2026-12-01
        12月第1个周一 | 2026-12-07
        十二月第一个礼拜一 | 2026-12-07
        1月第一个工作日 | 2027-01-01
        明年1月第二个周三 | 2027-01-13
        2027年3月最后一个周五 | 2027-03-26
        年底最后一个工作日 | 2026-12-31
        本季度最后一个工作日 | 2026-12-31
        下周第一个工作日 | 2026-10-19
        下周最后一个工作日 | 2026-10-23
        下个月第五个周五 | -
        last business day of the month | 2026-10-30
        the last working day of this month | 2026-10-30
        last business day of next month | 2026-11-30
        last Friday of next month | 2026-11-27
        the last Friday of the month | 2026-10-30
        first Monday of December | 2026-12-07
        the first Monday in December | 2026-12-07
        second working day of December 2026 | 2026-12-02
        third Tuesday of November at 3pm | 2026-11-17 15:00
        the second last Friday of next month | 2026-11-20
        last day of the quarter | 2026-12-31
        last working day of the year | 2026-12-31
        first working day of next week | 2026-10-19
        fifth Friday of next month | -
        last Friday | 2026-10-09
        last week | 2026-10-05
        ",
    );
    check_found(
        "2026-10-12 10:00",
        "
        月底最后一个工作日回访 | 月底最后一个工作日 = 2026-10-30
        call Ann last Friday of next month about it | last Friday of next month = 2026-11-27
        每月最后一个工作日对账 |
        每月底最后一个工作日对账 |
        every first Monday of December |
        ",
    );
}

#[test]
fn days_are_counted_from_another_day() {
    check(
        "2026-10-12 10:00",
        "
        周五前一天 | 2026-10-15
        周五的前一天 | 2026-10-15
        周五前两天 | 2026-10-14
        周五前2天 | 2026-10-14
        周五之前两天 | 2026-10-14
        周五提前两天 | 2026-10-14
        周五前两天下午3点 | 2026-10-14 15:00
        下周二再往后一周 | 2026-10-27
        下周二往后推一周 | 2026-10-27
        下周二后三天 | 2026-10-23
        下周二前两个工作日 | 2026-10-16
        月底前三天 | 2026-10-28
        10月30日前一周 | 2026-10-23
        下月最后一个周五前两天 | 2026-11-25
        今天起两周 | 2026-10-26
        今天起3天 | 2026-10-15
        从今天起两周 | 2026-10-26
        从今天起两周内 | 2026-10-26
        从明天起两周后 | 2026-10-27
        2 days before Friday | 2026-10-14
        two days before Friday at 3pm | 2026-10-14 15:00
        2 working days before next Tuesday | 2026-10-16
        the day before Friday | 2026-10-15
        day after Friday | 2026-10-17
        3 days after Friday | 2026-10-19
        three business days after Friday | 2026-10-21
        a week after next Tuesday | 2026-10-27
        a week from Friday | 2026-10-23
        two weeks from Friday | 2026-10-30
        a week on Tuesday | 2026-10-20
        Tuesday week | 2026-10-20
        Tuesday fortnight | 2026-10-27
        tomorrow week | 2026-10-20
        a week tomorrow | 2026-10-20
        a fortnight from today | 2026-10-26
        a fortnight from tomorrow | 2026-10-27
        in a fortnight | 2026-10-26
        a fortnight today | 2026-10-26
        a fortnight | 2026-10-26
        fortnight | 2026-10-26
        2 days before the end of the month | 2026-10-29
        the day before the last Friday of October | 2026-10-29
        the day after tomorrow | 2026-10-14
        the day before yesterday | 2026-10-10
        the week after next | 2026-10-26
        2 weeks from tomorrow | 2026-10-27
        3 working days from today | 2026-10-15
        ",
    );
    check(
        "2026-09-14 10:00",
        "
        国庆前两天 | 2026-09-29
        国庆前3天 | 2026-09-28
        国庆前两个工作日 | 2026-09-29
        国庆前一周 | 2026-09-24
        国庆后两个工作日 | 2026-10-09
        国庆后一周 | 2026-10-14
        国庆后第三天 | 2026-10-10
        国庆前 | 2026-09-30
        国庆后 | 2026-10-08
        two days before National Day | 2026-09-29
        the day before the holidays | 2026-09-30
        3 days after National Day holiday | 2026-10-10
        before National Day | 2026-09-30
        after National Day | 2026-10-08
        ",
    );
    // The third day after the week off is a Saturday, and the third day of work a Monday.
    let both = with("2026-09-14 10:00", |here| whole_either("国庆后三天", here));
    let both: Vec<_> = both.into_iter().map(|said| shown(said.ok())).collect();
    assert_eq!(both, ["2026-10-10", "2026-10-12"]);
    let both = with("2026-10-12 10:00", |here| whole_either("从明天起三天", here));
    let both: Vec<_> = both.into_iter().map(|said| shown(said.ok())).collect();
    assert_eq!(both, ["2026-10-13", "2026-10-15"]);
}

#[test]
fn stretches_of_days_have_a_first_and_a_last_one() {
    for (text, first, last) in [
        ("周末", "2026-10-17", "2026-10-18"),
        ("下周末", "2026-10-24", "2026-10-25"),
        ("this weekend", "2026-10-17", "2026-10-18"),
        ("明后两天", "2026-10-13", "2026-10-14"),
        ("明天起三天", "2026-10-13", "2026-10-15"),
        ("从明天起三天", "2026-10-13", "2026-10-15"),
        ("今天起两周", "2026-10-12", "2026-10-25"),
        ("周一起三个工作日", "2026-10-19", "2026-10-21"),
        ("3 days from tomorrow", "2026-10-13", "2026-10-15"),
    ] {
        let days = with("2026-10-12 10:00", |here| {
            find_said(text, here).first().and_then(|group| group.first()?.days())
        });
        let shown = days.map(|(first, last)| (first.to_string(), last.to_string()));
        assert_eq!(shown, Some((first.to_owned(), last.to_owned())), "{text}");
    }
}

#[test]
fn what_is_read_only_in_part_is_no_moment() {
    for (text, said) in [
        ("周五前几天回访", "周五前几天"),
        ("周五前若干天 回访", "周五前若干天"),
        ("周五下班前半小时提醒", "周五下班前半小时"),
        ("月底中旬回访", "月底中旬"),
        ("下个月第一周 拜访", "下个月第一周"),
        ("下个月 第二周 拜访", "下个月 第二周"),
        ("月底倒数两天 收款", "月底倒数两天"),
        ("下周工作日 拜访", "下周工作日"),
        ("下下下周五 回访", "下下下周五"),
        ("call a few days before Friday", "a few days before friday"),
        ("call 2 hours before Friday 3pm", "2 hours before friday 3pm"),
        ("visit last week of next month", "last week of next month"),
        ("visit several days after Monday", "several days after monday"),
    ] {
        let found = with("2026-10-12 10:00", |here| {
            find_all(text, here)
                .into_iter()
                .map(|found| (text[found.span].to_lowercase(), found.value))
                .collect::<Vec<_>>()
        });
        assert_eq!(found, [(said.to_owned(), Err(Odd::Unread))], "{text}");
    }
}

#[test]
fn words_that_only_stand_beside_a_day_stay_what_they_are() {
    check_found(
        "2026-10-12 10:00",
        "
        下周三 前三季度对账 | 下周三 = 2026-10-21
        周五 两天培训 | 周五 = 2026-10-16
        周五前发报价 | 周五前 = 2026-10-16
        周五前 三台样机 | 周五前 = 2026-10-16
        周五前三台样机 | 周五前 = 2026-10-16
        周五后续跟进 | 周五 = 2026-10-16
        周三 第一周总结 | 周三 = 2026-10-14
        周五最后确认 | 周五 = 2026-10-16
        周五 最后一批货 | 周五 = 2026-10-16
        下周第一批货 | 下周 = 2026-10-19
        周一开始三天培训 | 周一 = 2026-10-12; 周一 = 2026-10-19
        明天起草合同 | 明天 = 2026-10-13
        下周二一周总结 | 下周二 = 2026-10-20
        月底前付款 | 月底前 = 2026-10-31
        3天后两天培训 | 3天后 = 2026-10-15
        call Friday before lunch | Friday = 2026-10-16
        Friday week plan | Friday = 2026-10-16
        Friday weekly report | Friday = 2026-10-16
        call Friday about 2 days of training | Friday = 2026-10-16
        call on Friday after the meeting | on Friday = 2026-10-16
        training takes 2 days, call before Friday | before Friday = 2026-10-16
        they want 20 units before Friday | before Friday = 2026-10-16
        meet Ann Friday in Shanghai | Friday = 2026-10-16
        ",
    );
}

#[test]
fn things_that_are_counted_behind_a_holiday_are_no_days() {
    check_found(
        "2026-09-14 10:00",
        "
        国庆后两台设备 | 国庆后 = 2026-10-08
        国庆前三家客户 | 国庆前 = 2026-09-30
        节后第一批货 | 节后 = 2026-10-08
        ",
    );
}

#[test]
fn a_day_of_the_week_in_small_letters_before_a_time_is_one() {
    // A Friday, in the morning.
    check_found(
        "2026-11-27 10:05",
        "
        sat 8pm dinner | sat 8pm = 2026-11-28 20:00
        all good, call again sat 2pm | sat 2pm = 2026-11-28 14:00
        sun 11am visit | sun 11am = 2026-11-29 11:00
        sun morning visit | sun morning = 2026-11-29 09:00
        sat at 11 viewing | sat at 11 = 2026-11-28 11:00
        mon at 10 ring | mon at 10 = 2026-11-30 10:00
        mon half 2 ring | mon half 2 = 2026-11-30 14:30
        half 3 tomorrow see Bo | half 3 tomorrow = 2026-11-28 15:30
        tomorrow at 4 ring them | tomorrow at 4 = 2026-11-28 16:00
        next Wed at 3 call | next Wed at 3 = 2026-12-02 15:00
        Saturday at 3 viewing | Saturday at 3 = 2026-11-28 15:00
        call D-9 at 3 tomorrow | at 3 tomorrow = 2026-11-28 15:00
        call D-9 at 3 on Monday | at 3 on Monday = 2026-11-30 15:00
        they sat 2 hours with us |
        we sat at 10 tables |
        ordered half 3 boxes |
        tomorrow at 3 sites | tomorrow = 2026-11-28
        tomorrow at 3 Main Street | tomorrow = 2026-11-28
        enjoyed the sun |
        ",
    );
}

#[test]
fn the_name_of_today_is_today_or_a_week_away() {
    // A Friday, in the morning.
    check_found(
        "2026-11-27 10:05",
        "
        客户说周五付 | 周五 = 2026-11-27; 周五 = 2026-12-04
        客户说周五下午付 | 周五下午 = 2026-11-27 14:00
        周五上午9点开会 | 周五上午9点 = 2026-12-04 09:00
        这周五送样 | 这周五 = 2026-11-27
        下周五送样 | 下周五 = 2026-12-04
        两周后的周三看样 | 两周后的周三 = 2026-12-09
        三个星期后的星期一上午十点开会 | 三个星期后的星期一上午十点 = 2026-12-14 10:00
        call them Friday | Friday = 2026-11-27; Friday = 2026-12-04
        call them this Friday | this Friday = 2026-11-27
        call them next Friday | next Friday = 2026-12-04
        ",
    );
}

#[test]
fn a_time_elsewhere_is_none_here_and_a_near_date_may_be_written_day_first() {
    let now = "2026-11-27 10:05";
    check_found(
        now,
        "
        call Kestrel mon 10am about time sheets | mon 10am = 2026-11-30 10:00
        mon 10am next time | mon 10am = 2026-11-30 10:00
        pay on 4/12 | on 4/12 = 2027-04-12; on 4/12 = 2026-12-04
        pay on 12/4 | on 12/4 = 2026-12-04
        pay on 6/5 | on 6/5 = 2027-06-05
        ",
    );
    for text in [
        "mon 10am london time",
        "3pm their time",
        "10am New York time",
        "9am uk time",
        "纽约时间12月1日上午10点开会",
        "周一下午3点东京时间开会",
    ] {
        let found =
            with(now, |here| find_all(text, here).into_iter().any(|f| f.value == Err(Odd::Zone)));
        assert!(found, "{text}");
    }
}
