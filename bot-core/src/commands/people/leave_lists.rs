//! Several days of a leave in one word, or of one week: «下周一三五», `Thursday and Friday next week`.

/// Days as a list: «周一三五», «周五或下周一», `tomorrow or Friday`; and whether only one of them is meant.
pub(super) fn joined(words: &str) -> (String, bool) {
    let mut list = String::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        if let Some((days, end)) = several(rest) {
            list.push_str(&days);
            rest = &rest[end..];
        } else {
            list.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    let mut either = false;
    for or in ["或者是", "或者", "或是", "还是", "或", " or "] {
        either |= list.contains(or);
        list = list.replace(or, ",");
    }
    (list, either)
}

/// The days that «下周一三五» begins with, one by one, and where they end; not those of «周五六点».
fn several(words: &str) -> Option<(String, usize)> {
    const WEEKS: [&str; 3] = ["周", "星期", "礼拜"];
    const DAYS: &str = "一二三四五六日";
    const NOT_DAYS: [char; 12] =
        ['点', '时', '天', '个', '号', '月', '周', '半', '年', '十', '小', '两'];
    let next = words.trim_start_matches(['下', '这', '本']);
    let which = &words[..words.len() - next.len()];
    let week = WEEKS.iter().find(|week| next.starts_with(**week))?;
    let days = &next[week.len()..];
    let end = days.find(|c: char| !DAYS.contains(c)).unwrap_or(days.len());
    let (days, after) = days.split_at(end);
    let places: Vec<usize> = days.chars().filter_map(|day| DAYS.find(day)).collect();
    if places.len() < 2 || !places.is_sorted_by(|a, b| a < b) || after.starts_with(NOT_DAYS) {
        return None;
    }
    let each: Vec<String> = days.chars().map(|day| format!("{which}{week}{day}")).collect();
    Some((each.join(","), which.len() + week.len() + end))
}

/// «Thursday and Friday next week»: both are of that week.
pub(super) fn each_in_its_week(words: &str) -> String {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let mut each: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    let is = |word: &String, known: &[&str]| {
        let word = word.trim_matches(',').to_ascii_lowercase();
        known.contains(&word.as_str())
    };
    let is_day = |word: &String| {
        let word = word.trim_matches(',').to_ascii_lowercase();
        word.len() > 2 && DAYS.iter().any(|day| day.starts_with(&word))
    };
    let of =
        each.windows(2).position(|two| is(&two[0], &["next", "this"]) && is(&two[1], &["week"]));
    let Some(mut at) = of.filter(|at| *at > 0) else { return words.to_owned() };
    let week = each[at].clone();
    let end = at + 2;
    while at > 0
        && (is_day(&each[at - 1])
            || is(&each[at - 1], &["and", "or", "to", "till", "until", "of", "&"]))
    {
        at -= 1;
    }
    let days = each[at..end - 2].iter().filter(|word| is_day(word)).count();
    let led = at > 0 && is(&each[at - 1], &["next", "this"]);
    if days < 2 || led {
        return words.to_owned();
    }
    let said: Vec<String> = each[at..end - 2]
        .iter()
        .filter(|word| !is(word, &["of"]))
        .map(|word| if is_day(word) { format!("{week} {word}") } else { word.clone() })
        .collect();
    each.splice(at..end, said);
    each.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_one_week_are_said_one_by_one() {
        for (words, list) in [
            ("下周一三五", "下周一,下周三,下周五"),
            ("周四五 bo", "周四,周五 bo"),
            ("周五六点", "周五六点"),
            ("周一三天", "周一三天"),
            ("周三", "周三"),
        ] {
            assert_eq!(joined(words), (list.to_owned(), false), "{words}");
        }
        assert_eq!(joined("周四或周五"), ("周四,周五".to_owned(), true));
        for (words, each) in [
            ("thursday and friday next week", "next thursday and next friday"),
            ("friday next week", "friday next week"),
            ("next thursday and friday", "next thursday and friday"),
        ] {
            assert_eq!(each_in_its_week(words), each, "{words}");
        }
    }
}
