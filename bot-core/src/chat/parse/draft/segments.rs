//! What stands alone between commas: «张三，13800138000，华星科技，展会» names a source and a company
//! without saying so.

use std::ops::Range;

use super::Draft;
use super::stretch::{SHORT, trimmed};
use crate::chat::fields;
use crate::chat::parse::choices::Spellings;
use crate::chat::parse::value::{Wrong, read};
use crate::chat::spec::{Arg, By, Take};

/// What stands between the parts of a list.
const SEPARATORS: [char; 3] = [',', ';', '\n'];
/// How what is called like a company ends.
const COMPANIES: &[&str] = &[
    "公司", "集团", "有限", "股份", "科技", "电子", "机械", "贸易", "商贸", "实业", "工业", "制造",
    "药业", "地产", "物流", "传媒", "厂", "店", "医院", "学校", "大学", "学院", "银行", "酒店",
    " Inc", " Inc.", " Ltd", " Ltd.", " LLC", " GmbH", " Corp", " Corp.", " Group", " Company",
    " Co.", " Trading",
];
/// The longest name of a company that is taken for one, in bytes.
const LONGEST: usize = 90;

impl Draft<'_> {
    /// Takes what is a choice or a company as a whole. The first part names whom it is about.
    pub(super) fn take_segments(&mut self) {
        let open = |draft: &Self, arg: &Arg| {
            arg.by == By::Key && !draft.args.contains_key(arg.name) && !draft.is_named(arg)
        };
        let fields = self.spec.args.iter().filter(|arg| open(self, arg));
        let (mut choices, mut company) = (Vec::new(), None);
        for arg in fields {
            match arg.take {
                Take::Choice(list) => {
                    choices.push((arg, Spellings::of(list, self.env.lists, self.env.roles)));
                }
                Take::Name if arg.name == "company" => company = Some(arg),
                _ => {}
            }
        }
        for segment in self.segments().into_iter().skip(1) {
            let words = trimmed(&self.left, segment.clone());
            let text = &self.left[words.clone()];
            // «，公司 鼎盛科技，»: a field by its name, with nothing but a space behind it.
            if let Some((name, _)) = text.split_once(' ')
                && let Some(arg) = fields::field(name).and_then(|field| self.arg_of(field))
                && !self.args.contains_key(arg.name)
            {
                let value = words.start + name.len()..words.end;
                let (folded, typed) = self.texts(value);
                // «, next Wed send contract» is what happens next, and no moment alone.
                if arg.take == Take::When
                    && matches!(read(arg.take, &folded, &typed, self.env), Err(Wrong::Shape(_)))
                {
                    continue;
                }
                self.blank(segment);
                self.put_named(arg, &folded, &typed);
                continue;
            }
            let short = text.get(..LONGEST).unwrap_or(text);
            let choice = choices.iter().position(|(_, known)| known.get(short).is_some());
            let arg = match choice {
                Some(at) => choices.swap_remove(at).0,
                None if is_company(text) => match company.take() {
                    Some(arg) => arg,
                    None => continue,
                },
                None => continue,
            };
            let (folded, typed) = self.texts(words);
            self.blank(segment);
            self.put(arg, &folded, &typed);
        }
    }

    /// The parts of a list, each with the separator before it.
    fn segments(&self) -> Vec<Range<usize>> {
        let breaks = self.left.match_indices(SEPARATORS).map(|(at, _)| at);
        // «Navy Systems, Inc.» is one.
        let form = |at: usize| {
            let after = self.left[at + 1..].trim_start_matches(' ');
            self.left[at..].starts_with(',') && SHORT.iter().any(|form| after.starts_with(form))
        };
        let breaks: Vec<usize> = breaks.filter(|at| !self.in_quotes(*at) && !form(*at)).collect();
        let starts = std::iter::once(0).chain(breaks.iter().copied());
        let ends = breaks.iter().copied().chain([self.left.len()]);
        let parts = starts.zip(ends).map(|(start, end)| start..end);
        let said = |part: &Range<usize>| !trimmed(&self.left, part.clone()).is_empty();
        parts.filter(said).collect()
    }

    /// Tells whether a field was named in this message.
    pub(super) fn is_named(&self, arg: &Arg) -> bool {
        self.named.iter().any(|(name, _)| *name == arg.name)
    }
}

/// Tells whether words end like the name of a company.
pub fn is_company(text: &str) -> bool {
    text.len() <= LONGEST
        && !text.contains(|c: char| c.is_ascii_digit())
        && COMPANIES.iter().any(|end| text.len() > end.len() && text.ends_with(end))
}
