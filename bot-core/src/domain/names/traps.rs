//! Texts that break readers, for everything that takes text.

use super::*;
use crate::domain::fold::{Folded, key};

/// Runs everything on one text, for its panics and for what holds of any text.
fn run(text: &str) {
    let folded = Folded::of(text);
    assert!(!folded.text().contains('\0'));
    let _ = folded.original(0..folded.text().len());
    let once = key(text);
    assert_eq!(key(&once), once, "the key of a key is itself: {text:?}");
    assert_eq!(company_core(text).is_empty(), once.is_empty(), "{text:?}");
    for keys in [keys_of_name(text), keys_of_query(text)] {
        assert!(keys.len() <= MAX_KEYS);
        assert!(keys.iter().all(|k| k.key.chars().count() <= MAX_KEY_CHARS));
    }
    if !once.is_empty() {
        assert_eq!(score(text, text).map(|found| found.rung), Some(Rung::Exact));
    }
    for name in ["华为技术有限公司", "Acme Trading", "A100", "👍"] {
        let _ = score(text, name);
        let _ = score(name, text);
    }
    let _ = (phone_key(text), email_key(text), tax_id_key(text));
    let sorted = sort_key(text);
    assert!(sorted.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
}

#[test]
fn a_megabyte_is_taken_in_linear_time() {
    for piece in ["深圳市", "a ", "\u{301}"] {
        let text = piece.repeat(1_000_000 / piece.len());
        assert!(keys_of_name(&text).len() <= MAX_KEYS);
        assert!(keys_of_query(&text).len() <= MAX_KEYS);
        let _ = (score("a", &text), score(&text, "华为技术有限公司"));
        assert!(sort_key(&text).len() < 1000);
        assert_eq!((phone_key(&text), email_key(&text), tax_id_key(&text)), (None, None, None));
    }
}

#[test]
fn a_thousand_random_texts_are_taken() {
    let pieces: Vec<&str> = "华 为 重 庆 长 行 单 深圳 市 省 中国 （ ） ( ) [ ] 【 】 有限公司 公司 股份 集团 分公司 co ltd inc . , 、 。 & ' - — + 86 0 00 1 13800138000 转 \
        ext x @ .cn a Z ｚ é ü ß İ ǆ ﬁ ㍿ ½ ﷺ ™ 👍 👨‍👩‍👧 乾 隆 後 裏 發 髮 臺 著 ж ع א ไ 가 \u{1100} \u{1161} 〇 々 \u{2f00}"
        .split(' ')
        .chain([" ", "\u{3000}", "\n", "\0", "\u{200b}", "\u{202e}", "\u{301}", "\u{e001}", "\u{fe0f}", "\u{10ffff}"])
        .collect();
    let mut seed = 2026_u32;
    let mut below = |n: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(seed >> 8).expect("fits") % n
    };
    for _ in 0..3000 {
        let text: String = (0..below(12)).map(|_| pieces[below(pieces.len())]).collect();
        run(&text);
        let folded = Folded::of(&text);
        let (one, two) = (below(40), below(40));
        assert!(text.contains(folded.original(one..two)));
    }
}

#[test]
fn every_character_is_taken() {
    // One key after another: nothing that a single character becomes may change again.
    for c in (0..0x3_3480).filter_map(char::from_u32) {
        let text = c.to_string();
        let once = key(&text);
        assert_eq!(key(&once), once, "{c:?}");
        let _ = sort_key(&text);
    }
}
