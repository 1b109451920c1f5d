//! What is said of the deal at hand without naming it: «合同签署», «报价 7.5万», `move it to quotation`, «重开»,
//! `lost because of price`, `won 40k`, `close the deal`; and a new deal of the customer at hand.

use crate::chat::parse::{self, Ref};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Spec, Take};
use crate::commands::deal::lose::LoseDeal;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::deal::open::OpenDeal;
use crate::commands::deal::reopen::ReopenDeal;
use crate::commands::deal::win::WinDeal;
use crate::commands::{Cx, show};
use crate::domain::customer::Customer;
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::domain::pipeline::Outcome;
use crate::problem::Problem;
use crate::t;

use super::acts::sets;
use super::at_hand::latest;
use super::by_code::about;
use super::doubt::is_question;
use super::filled::{begins_with_known, fill, kinds_of};
use super::given_up::given_up;
use super::plan::{Plan, planned};
use super::quoted::THIS;
use super::sentence::{ending, known_at, meant, without};
use super::staged::{is_staged, stays_open};

/// The list of what was won, whose name is also what is said of one deal: `won 40k`.
const WON: &str = "report won";
/// What ends a deal and leaves open how.
const CLOSE: [&str; 8] = [
    "close the deal",
    "close this deal",
    "close deal",
    "close it",
    "关单",
    "结单",
    "关掉",
    "关闭商机",
];
/// What stands before words about why a deal is lost.
const PARTS: &[&str] = &["了", "，", ",", ":", "because of ", "because ", "due to ", "因为"];

/// What a command for deals does to the deal at hand, where its words name none: «重开», `move it to
/// quotation`, `lost because of price`.
pub(super) async fn command_at_hand(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    at: usize,
) -> Result<Option<Plan>, Problem> {
    let Some(code) = latest(cx) else { return Ok(None) };
    if spec.name == OpenDeal::SPEC.name {
        return of_customer(cx, code, message, at).await;
    }
    if code.kind != Kind::Deal {
        return Ok(None);
    }
    let text = message.text();
    let won = text[at..].trim();
    let won = won.strip_prefix("for ").unwrap_or(won);
    if spec.name == WON && is_amount(cx, won) {
        let mut asked = Asked {
            command: WinDeal::SPEC.name.to_owned(),
            args: about(&WinDeal::SPEC, code).args,
        };
        asked.args.insert("amount".to_owned(), won.into());
        return meant(cx, text, asked).await.map(Some);
    }
    let at = without(text, at, PARTS);
    let at = THIS.iter().find(|this| is_word(&text[at..], this)).map_or(at, |this| at + this.len());
    let rest = text[at..].trim();
    let fits = match spec.name {
        name if name == MoveDeal::SPEC.name => {
            let stage = ["to ", "到"].iter().find_map(|to| rest.strip_prefix(to)).unwrap_or(rest);
            is_staged(cx, stage, true).await?
        }
        name if name == LoseDeal::SPEC.name => {
            !rest.is_empty() && !names_one(cx, spec, rest).await?
        }
        name if name == ReopenDeal::SPEC.name => rest.is_empty() && has_ended(cx, code).await?,
        _ => false,
    };
    if !fits {
        return Ok(None);
    }
    let filled = fill(cx, spec, message, at, about(spec, code).args).await?;
    Ok(Some(match planned(spec, filled) {
        Plan::Run(run) if spec.ends() => this_one(cx, run.asked).await?,
        plan => plan,
    }))
}

/// Asks whether it is the deal at hand that ended.
async fn this_one(cx: &mut Cx<'_>, mut asked: Asked) -> Result<Plan, Problem> {
    let lang = cx.lang();
    let op = show::op_name(lang, &asked.command);
    let label = ending(cx, &mut asked).await?;
    let text = t!(lang, "deal-ask-this", op = op);
    Ok(Plan::Say(Reply::new(ReplyKind::Ask, text).row(vec![Button { label, asked }])))
}

/// Tells whether a deal has come to an end.
async fn has_ended(cx: &mut Cx<'_>, code: Code) -> Result<bool, Problem> {
    let fields = cx.tx.by_code(code, cx.scope()).await?;
    let outcome = fields.and_then(|fields| fields.get("outcome")?.as_str().map(str::to_owned));
    Ok(outcome.is_some_and(|outcome| outcome != Outcome::Open.word()))
}

/// What words without a command do to the deal at hand: a stage alone or with an amount moves it, and
/// of «close it» it is asked how it ends.
pub(super) async fn of_deal(
    cx: &mut Cx<'_>,
    code: Code,
    message: &Folded,
) -> Result<Option<Plan>, Problem> {
    let text = message.text().trim();
    let words = text.to_ascii_lowercase();
    if CLOSE.contains(&words.trim_end_matches(['.', '!', '吧', '了'])) {
        return Ok(Some(closing(cx, code)));
    }
    if let Some(asked) = given_up(code, text) {
        return meant(cx, text, asked).await.map(Some);
    }
    // «expected close 15 April»
    if let Some(plan @ Plan::Run(_)) =
        sets(cx, code, message, 0, true).filter(|_| !is_question(text))
    {
        return Ok(Some(plan));
    }
    if !is_staged(cx, text, true).await? || !stays_open(cx, text).await? {
        return Ok(None);
    }
    let spec = &MoveDeal::SPEC;
    let filled = fill(cx, spec, message, 0, about(spec, code).args).await?;
    Ok(Some(planned(spec, filled)))
}

/// Asks how a deal ended.
fn closing(cx: &Cx<'_>, code: Code) -> Plan {
    let lang = cx.lang();
    let asked = |spec: &'static Spec| Button {
        label: show::op_name(lang, spec.name),
        asked: Asked { command: spec.name.to_owned(), args: about(spec, code).args },
    };
    let row = vec![asked(&WinDeal::SPEC), asked(&LoseDeal::SPEC)];
    let text = t!(lang, "deal-close-ask", deal = code.to_string());
    Plan::Say(Reply::new(ReplyKind::Ask, text).row(row))
}

/// `new deal spare parts 50k` behind a customer's card: a deal of that customer, or with one who is
/// called so. It is asked.
async fn of_customer(
    cx: &mut Cx<'_>,
    code: Code,
    message: &Folded,
    at: usize,
) -> Result<Option<Plan>, Problem> {
    let (spec, rest) = (&OpenDeal::SPEC, message.text()[at..].trim());
    let at_hand = match code.kind {
        Kind::Customer => Ref::code(code),
        _ => return Ok(None),
    };
    // A name with a capital, or that of a company, is somebody whom nobody knows yet.
    let first = rest.split([' ', ',', ':']).next().unwrap_or_default();
    let named = message.original(at..at + 1 + rest.len()).trim().starts_with(char::is_uppercase)
        || parse::is_company(first);
    if rest.is_empty() || named || begins_with_known(cx, spec, rest).await? {
        return Ok(None);
    }
    let lang = cx.lang();
    let customer: Customer = cx.find("customer", &at_hand).await?;
    let mut row = Vec::new();
    let known = about(spec, code).args;
    for args in [known, serde_json::Map::new()] {
        let label = if args.contains_key("customer") {
            show::named(lang, &customer)
        } else {
            t!(lang, "deal-button-other-customer")
        };
        let filled = fill(cx, spec, message, at, args).await?;
        // What is not understood is asked about as it is without a card.
        if filled.lack.is_some() {
            return Ok(None);
        }
        row.push(Button {
            label,
            asked: Asked { command: spec.name.to_owned(), args: filled.args },
        });
    }
    let text = t!(lang, "deal-ask-whose");
    Ok(Some(Plan::Say(Reply::new(ReplyKind::Ask, text).row(row))))
}

/// Tells whether words are an amount and nothing else.
fn is_amount(cx: &Cx<'_>, words: &str) -> bool {
    !words.is_empty() && parse::read(Take::Amount, words, words, &cx.env()).is_ok()
}

/// Tells whether words begin with the name of something that a command can be about.
async fn names_one(cx: &mut Cx<'_>, spec: &'static Spec, words: &str) -> Result<bool, Problem> {
    let coded = words.split(' ').any(|word| Code::at_start(word).is_some());
    Ok(coded
        || known_at(cx, &kinds_of(spec), words).await?.is_some()
        || begins_with_known(cx, spec, words).await?)
}

/// Tells whether words begin with one, and an English one by itself.
fn is_word(words: &str, word: &str) -> bool {
    let ends =
        |rest: &str| !word.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    words.strip_prefix(word).is_some_and(ends)
}
