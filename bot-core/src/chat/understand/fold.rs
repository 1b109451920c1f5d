//! One spelling for the words of the grammar, without moving a single byte.

/// Lower-cases ASCII and writes the traditional characters that the grammar knows as simplified.
///
/// Every replacement has as many bytes as what it replaces, so spans in the result are spans in
/// the text.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(one).collect()
}

fn one(c: char) -> char {
    match c {
        '週' => '周',
        '禮' => '礼',
        '個' => '个',
        '號' => '号',
        '點' => '点',
        '後' => '后',
        '兩' => '两',
        '這' => '这',
        '鐘' | '鍾' => '钟',
        '時' => '时',
        '過' => '过',
        '內' => '内',
        '當' => '当',
        '間' => '间',
        '萬' => '万',
        '億' => '亿',
        '貳' => '贰',
        '參' | '叄' => '叁',
        '陸' => '陆',
        '負' => '负',
        '塊' => '块',
        '圓' => '圆',
        '幣' => '币',
        '歐' => '欧',
        '鎊' => '镑',
        '韓' => '韩',
        '錢' => '钱',
        '臺' => '台',
        '張' => '张',
        '隻' => '只',
        '條' => '条',
        '輛' => '辆',
        '噸' => '吨',
        '對' => '对',
        '幾' => '几',
        '剛' => '刚',
        _ => c.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_every_byte_in_its_place() {
        for c in ('\u{0}'..='\u{ffff}').filter(|c| c.is_alphabetic()) {
            assert_eq!(c.len_utf8(), one(c).len_utf8(), "{c}");
        }
        assert_eq!(plain("下週三 NOON 兩萬塊"), "下周三 noon 两万块");
    }
}
