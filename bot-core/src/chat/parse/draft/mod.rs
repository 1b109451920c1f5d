//! A command being filled from words.

mod bare;
mod card;
mod changes;
mod moments;
mod named;
mod names;
mod phones;
mod reason;
mod segments;
mod shapes;
mod source;
mod stretch;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use self::stretch::quotes;
use super::value::{Env, read};
use super::{Filled, Lack};
use crate::chat::spec::{Arg, By, Spec, Take};
use crate::domain::fold::Folded;
use crate::domain::money::{Currency, Paid, Quantity};

pub use self::card::greeting_len;
pub use self::changes::{begins_with_field, changes, changes_field};
pub use self::phones::phones;
pub(crate) use self::reason::goes_on;
pub use self::segments::is_company;
pub(crate) use self::shapes::GOOD;
pub(super) use self::shapes::lines;

/// A line of an order as somebody typed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineAsked {
    /// The product's code or name.
    pub product: String,
    /// How many.
    pub quantity: Quantity,
    /// The price of one piece in minor units, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    /// Of what the price is, where that was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The words, where they only count something: 送2个 may be a remark and no line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// True when so many more are wanted than there are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// True when so many are not wanted any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub less: bool,
    /// The share of the price that is paid in this line alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Paid>,
}

impl LineAsked {
    /// So many of a product.
    pub fn of(product: String, quantity: Quantity) -> Self {
        Self {
            product,
            quantity,
            price: None,
            currency: None,
            said: None,
            more: false,
            less: false,
            paid: None,
        }
    }
}

/// A command whose shapes are read and whose names are still to be found.
pub struct Draft<'a> {
    spec: &'static Spec,
    env: &'a Env<'a>,
    /// The whole message: what is stored are the person's own words, not the folded ones.
    message: &'a Folded,
    /// Where in the message the words begin.
    offset: usize,
    /// The words; what has found its field is blanked, so that places stay the same.
    left: String,
    /// Stretches in quotation marks, marks included, and free texts that are named, by where they
    /// begin: no shape is looked for in them.
    quoted: BTreeMap<usize, usize>,
    /// Free texts that are named and whose end is still to be found: the field, where its name
    /// begins, and the words that are surely its value.
    running: Vec<(&'static Arg, usize, Range<usize>)>,
    /// Phones after the first, as they are read and as they were typed.
    further: Vec<(String, String)>,
    args: Map<String, Value>,
    /// The fields that were named in this message, with the first words for each.
    named: Vec<(&'static str, String)>,
    lack: Option<Lack>,
}

/// The field that takes the lines of a file.
const LINES: &str = "lines";

impl<'a> Draft<'a> {
    /// Reads everything that has a name or a shape out of the words of a message from `offset` on.
    ///
    /// `args` are fields that are known already.
    pub fn begin(
        spec: &'static Spec,
        message: &'a Folded,
        offset: usize,
        args: Map<String, Value>,
        env: &'a Env<'a>,
    ) -> Self {
        let mut draft = Self::open(spec, message, offset, args, env);
        draft.take_lines();
        draft.skip_greeting();
        draft.part_fields();
        draft.take_labelled_phones();
        draft.take_named();
        draft.take_bare();
        draft.take_shapes();
        draft.take_further_phones();
        draft.take_running();
        draft.take_segments();
        draft.take_card();
        draft
    }

    /// A command with what is known of it; of the words nothing is read yet.
    fn open(
        spec: &'static Spec,
        message: &'a Folded,
        offset: usize,
        args: Map<String, Value>,
        env: &'a Env<'a>,
    ) -> Self {
        let words = message.text().get(offset..).unwrap_or_default();
        Self {
            spec,
            env,
            message,
            offset,
            left: words.to_owned(),
            quoted: quotes(words),
            running: Vec::new(),
            further: Vec::new(),
            args,
            named: Vec::new(),
            lack: None,
        }
    }

    /// The lines of a file are taken as they are: tabs and what is empty between two of them count.
    fn take_lines(&mut self) {
        let [only] = self.spec.args else { return };
        if only.name != LINES || self.args.contains_key(LINES) {
            return;
        }
        let lines = self.message.original(self.offset..self.message.text().len());
        let lines = lines.trim_matches([' ', '\n', '\r']);
        if !lines.is_empty() {
            self.args.insert(LINES.to_owned(), lines.into());
        }
        self.blank(0..self.left.len());
    }

    fn take_shapes(&mut self) {
        for arg in self.spec.args.iter().filter(|arg| arg.by == By::Shape) {
            if !self.args.contains_key(arg.name) {
                self.take_shape(arg);
            }
        }
    }

    /// The leading words that may be a name, the longest first: which of them are known decides
    /// where the name ends.
    pub fn candidates(&self) -> Vec<String> {
        if self.open_ref().is_none() {
            return Vec::new();
        }
        let run = self.leading_run();
        (1..=run.len()).rev().map(|n| self.joined(&run[..n])).collect()
    }

    /// Finds the names, gives the rest its field and says what is lacking.
    pub fn finish(mut self, known: &HashSet<String>) -> Filled {
        let open = |draft: &Self, arg: &Arg| {
            let name = matches!(arg.take, Take::Ref(_) | Take::Name | Take::Text);
            arg.by == By::Shape && name && !draft.args.contains_key(arg.name)
        };
        for arg in self.spec.args {
            if open(&self, arg) {
                self.take_leading(arg, known);
            }
        }
        self.take_rest();
        let missing = self
            .spec
            .args
            .iter()
            .find(|arg| arg.required && self.args.get(arg.name).is_none_or(Value::is_null));
        let lack = self.lack.or_else(|| missing.map(|arg| Lack::Missing(arg.name)));
        Filled { args: self.args, lack }
    }

    fn open_ref(&self) -> Option<&'static Arg> {
        let open = |arg: &&Arg| {
            matches!(arg.take, Take::Ref(_))
                && arg.by == By::Shape
                && !self.args.contains_key(arg.name)
        };
        self.spec.args.iter().find(open)
    }

    fn lacks(&mut self, lack: Lack) {
        // The first thing that is wrong is what the person is told.
        if self.lack.is_none() {
            self.lack = Some(lack);
        }
    }

    /// Reads the words of a stretch into a field.
    fn put(&mut self, arg: &'static Arg, folded: &str, words: &str) {
        match read(arg.take, folded, words, self.env) {
            Ok(value) => {
                self.args.insert(arg.name.to_owned(), value);
            }
            Err(wrong) => self.lacks(Lack::Wrong(arg.name, wrong)),
        }
    }

    fn blank(&mut self, range: Range<usize>) {
        let spaces = " ".repeat(range.len());
        self.left.replace_range(range, &spaces);
    }
}
