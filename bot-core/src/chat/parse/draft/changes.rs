//! What is to change about a record, said in answer to that very question: «电话=139…», «电话 139…»,
//! «电话改成139…», or the value alone where its shape says which field it is for.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::Draft;
use super::named::glued_field;
use super::stretch::words;
use crate::chat::fields;
use crate::chat::parse::Filled;
use crate::chat::parse::value::{Env, read};
use crate::chat::spec::{Arg, Spec, Take};
use crate::domain::fold::Folded;

/// What stands between a field and its new value.
const BECOMES: &[&str] = &["改成", "改为", "换成", "变成", "改到", " to ", " is ", "是"];
/// What stands before a field that is to change.
const CHANGE: &[&str] = &["把", "将", "改", "change ", "set ", "the "];

/// What stands before a field that is to be empty.
const CLEAR: &[&str] = &["清空", "清除", "clear the ", "clear "];

/// Reads the fields that the words of a message change from `at` on; `known` are those that are known
/// already.
pub fn changes(
    spec: &'static Spec,
    message: &Folded,
    at: usize,
    known: Map<String, Value>,
    env: &Env<'_>,
) -> Filled {
    let mut draft = Draft::open(spec, message, at, known, env);
    if let Some(arg) = cleared(spec, &draft.left) {
        draft.args.insert(arg.name.to_owned(), Value::Null);
        draft.blank(0..draft.left.len());
    } else if let Some(arg) = draft.only_field_of_this_shape() {
        draft.take_all(arg);
    } else {
        draft.part_fields();
        draft.take_named();
        draft.take_said();
        draft.take_shapes();
        draft.take_lone_shapes();
        draft.take_running();
    }
    draft.finish(&HashSet::new())
}

/// Tells whether words begin with the name of one of a command's fields.
pub fn begins_with_field(spec: &'static Spec, text: &str) -> bool {
    let first = text.split([' ', '=', ':']).find(|word| !word.is_empty()).unwrap_or_default();
    if glued_field(spec, first).is_some() {
        return true;
    }
    let named = fields::field(first).and_then(|field| spec.arg(field));
    named.is_some_and(|arg| !matches!(arg.take, Take::Ref(_)))
}

/// Tells whether words name a field and what it is to be: «金额改成15万», «清空 备注»; where they may be
/// `bare` also «金额 15万».
pub fn changes_field(spec: &'static Spec, text: &str, bare: bool) -> bool {
    if cleared(spec, text).is_some() {
        return true;
    }
    let text = text.trim_start();
    let text = CHANGE.iter().find_map(|small| text.strip_prefix(small)).unwrap_or(text);
    let ends = text.char_indices().map(|(at, _)| at).skip(1).take(fields::LONGEST);
    let mut rests = ends.filter_map(|end| {
        let arg = fields::field(text[..end].trim()).and_then(|field| spec.arg(field))?;
        Some((arg, &text[end..]))
    });
    rests.any(|(arg, rest)| {
        let mut becomes = BECOMES.iter().filter_map(|word| rest.strip_prefix(*word)).map(str::trim);
        let value = rest.starts_with(' ') && !rest.trim().is_empty();
        becomes.any(|value| !value.is_empty())
            || (bare && value && !matches!(arg.take, Take::Ref(_)))
    })
}

/// The field that words ask to be empty.
fn cleared(spec: &'static Spec, text: &str) -> Option<&'static Arg> {
    let text = text.trim();
    let rest = CLEAR.iter().find_map(|clear| {
        let head = text.get(..clear.len())?;
        head.eq_ignore_ascii_case(clear).then(|| text[clear.len()..].trim())
    })?;
    let arg = fields::field(rest).and_then(|field| spec.arg(field));
    arg.filter(|arg| !arg.required)
}

/// Tells whether values of a field can be told from those of others.
fn has_shape(arg: &Arg) -> bool {
    !matches!(arg.take, Take::Text | Take::Name | Take::Ref(_))
}

impl Draft<'_> {
    fn open_shapes(&self) -> Vec<&'static Arg> {
        let open = |arg: &&Arg| has_shape(arg) && !self.args.contains_key(arg.name);
        self.spec.args.iter().filter(open).collect()
    }

    /// The field that the whole message can be the value of, where there is only one.
    fn only_field_of_this_shape(&self) -> Option<&'static Arg> {
        let text = self.left.trim();
        let fits = |arg: &&Arg| read(arg.take, text, text, self.env).is_ok();
        let fitting: Vec<_> = self.open_shapes().into_iter().filter(fits).collect();
        if let [only] = fitting.as_slice() { Some(only) } else { None }
    }

    fn take_all(&mut self, arg: &'static Arg) {
        let (folded, words) = self.texts(0..self.left.len());
        self.blank(0..self.left.len());
        self.put(arg, &folded, &words);
    }

    /// Takes fields that are named with a space after the name: «电话 139… 邮箱 a@b.cn». Free text
    /// goes on to the end.
    fn take_said(&mut self) {
        self.blank_small_words();
        let all = words(&self.left);
        let named = |draft: &Self, word: &std::ops::Range<usize>| {
            let field = fields::field(&draft.left[word.clone()])?;
            draft.arg_of(field).filter(|_| !draft.in_quotes(word.start))
        };
        let mut at = 0;
        while let Some(word) = all.get(at) {
            let Some(arg) = named(self, word) else { break };
            let free = matches!(arg.take, Take::Text | Take::Name);
            let mut last = at + 1;
            while last < all.len()
                && !self.in_quotes(all[last].start)
                && (free || named(self, &all[last]).is_none())
            {
                last += 1;
            }
            if last == at + 1 {
                break;
            }
            let value = all[at + 1].start..all[last - 1].end;
            let (folded, typed) = self.texts(value.clone());
            self.blank(word.start..value.end);
            self.put(arg, &folded, &typed);
            at = last;
        }
    }

    /// Blanks «把», «change», and what stands between the name of a field and its new value.
    fn blank_small_words(&mut self) {
        for small in CHANGE {
            if self.left.trim_start().starts_with(small) {
                let at = self.left.len() - self.left.trim_start().len();
                let rest = self.left[at + small.len()..].trim_start();
                if self.spec.args.iter().any(|arg| self.begins_with(rest, arg)) {
                    self.blank(at..at + small.len());
                }
            }
        }
        let found = BECOMES.iter().find_map(|word| Some((self.left.find(word)?, word.len())));
        if let Some((at, len)) = found
            && fields::field(self.left[..at].trim())
                .is_some_and(|field| self.arg_of(field).is_some())
        {
            self.blank(at..at + len);
        }
    }

    fn begins_with(&self, text: &str, arg: &Arg) -> bool {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).take(12);
        let fields = ends.filter_map(|end| fields::field(&text[..end]));
        fields.filter_map(|field| self.arg_of(field)).any(|named| named.name == arg.name)
    }

    /// Takes values by their shape, also of fields that a command takes by name only; the name of
    /// such a field beside its value says nothing more.
    fn take_lone_shapes(&mut self) {
        for arg in self.open_shapes() {
            self.take_shape(arg);
            if self.args.contains_key(arg.name) {
                let name = words(&self.left).into_iter().find(|word| {
                    let field = fields::field(&self.left[word.clone()]);
                    field.and_then(|field| self.arg_of(field)).is_some_and(|own| own == arg)
                });
                if let Some(word) = name {
                    self.blank(word);
                }
            }
        }
    }
}
