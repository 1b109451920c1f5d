//! What an answer says a deal has come to: it is offered, as it is not for a guess to write.

use crate::chat::reply::{Button, Reply};
use crate::chat::spec::Ask as _;
use crate::chat::understand::happened::{Happened, happened, is_over};
use crate::commands::deal::lose::LoseDeal;
use crate::commands::deal::only_open;
use crate::commands::deal::win::WinDeal;
use crate::commands::follow::On;
use crate::commands::{Cx, show};
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::problem::Problem;
use crate::store::{DealFilter, Page};
use crate::t;

/// What of such words means something else, or is not so.
const NO_END: &[&str] = &[
    "won't",
    "not ",
    "n't",
    "never",
    "signed up",
    "signed in",
    "signed off",
    "nda",
    "half",
    "lost my",
    "lost our",
    "lost his",
    "lost her",
    "lost their",
    "lost track",
    "lost contact",
    "lost touch",
    "if ",
    "when ",
    "once ",
    "unless",
    "until ",
    "一半",
    "签了到",
    "保密",
    "意向",
    "还没",
    "没签",
    "不签",
    "不买",
    "不下单",
    "不要",
    "不了",
    "没有",
    "没丢",
    "没输",
    "没黄",
    "如果",
    "要是",
    "等",
    "万一",
    "的话",
    "吗",
    "?",
    "差点",
    "almost",
    "nearly",
    "may ",
    "might ",
];

/// Offers to end the deal of which words say that it was won or lost.
pub(crate) async fn offer_ending(
    cx: &mut Cx<'_>,
    reply: Reply,
    on: &On,
    words: &str,
) -> Result<Reply, Problem> {
    let Some(won) = ended(words) else { return Ok(reply) };
    let deal = match (on.code.kind, only_open(cx, &on.record(), None).await?) {
        (Kind::Deal | Kind::Customer, Some((code, label))) => Some((code, label)),
        (Kind::Customer, None) => {
            let filter = DealFilter { customer: on.customer, ..DealFilter::default() };
            let page = Page { below: None, limit: 1 };
            let open: Vec<Deal> = cx.tx.deals(&filter, cx.scope(), page).await?;
            if open.is_empty() {
                return Ok(reply);
            }
            None
        }
        _ => return Ok(reply),
    };
    let (lang, name) = (cx.lang(), if won { WinDeal::SPEC.name } else { LoseDeal::SPEC.name });
    let op = show::op_name(lang, name);
    let text = if won { t!(lang, "log-sounds-won") } else { t!(lang, "log-sounds-lost") };
    let (of, label) = match deal {
        Some((code, deal)) => (crate::chat::parse::Ref::code(code), format!("{op} {deal}")),
        None => (on.record(), op),
    };
    let button = if won {
        Button::new(label, &WinDeal::named(of))
    } else {
        let lose = LoseDeal { deal: of, reason: None, competitor: None, note: None };
        Button::new(label, &lose)
    };
    Ok(reply.text(text).row(vec![button]))
}

/// Whether words say that something was won, or lost.
fn ended(words: &str) -> Option<bool> {
    let words = words.to_lowercase();
    words.split([',', '，', '.', '。', ';', '；', '!', '！']).find_map(|clause| {
        if NO_END.iter().any(|not| clause.contains(not)) {
            return None;
        }
        let mut rest = clause;
        while let Some(found) = happened(rest) {
            match found.value {
                Happened::Won if is_over(rest, &found) => return Some(true),
                Happened::Lost if is_over(rest, &found) => return Some(false),
                _ => rest = &rest[found.span.end..],
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_told_from_what_only_sounds_like_one() {
        for (words, won) in [
            ("见了李工，合同签了", Some(true)),
            ("李工说拿下了", Some(true)),
            ("they signed the contract", Some(true)),
            ("met him, deal is lost", Some(false)),
            ("这单黄了，签了别家", Some(false)),
            ("还没签，下周再谈", None),
            ("signed the NDA", None),
            ("they won't sign", None),
            ("合同签了一半", None),
            ("等他们签了再发货", None),
            ("客户很满意", None),
        ] {
            assert_eq!(ended(words), won, "{words}");
        }
    }
}
