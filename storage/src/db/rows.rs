//! Rows of the same table that follow each other are written in one go: on a server every statement is
//! a trip of its own.

use super::Statement;

/// How many rows are written in one go at most.
const ROWS: usize = 16;

/// What is to be sent, and how many of the statements each of it stands for.
pub(super) fn joined(statements: Vec<Statement>) -> (Vec<Statement>, Vec<usize>) {
    let (mut all, mut counts) = (Vec::with_capacity(statements.len()), Vec::new());
    let mut rest = statements.into_iter().peekable();
    while let Some(first) = rest.next() {
        let alone = !first.row || rest.peek().is_none_or(|next| next.text != first.text);
        if alone {
            all.push(first);
            counts.push(1);
            continue;
        }
        let mut some = vec![first];
        while some.len() < ROWS
            && let Some(next) = rest.next_if(|next| next.row && next.text == some[0].text)
        {
            some.push(next);
        }
        // A power of two of them: few different texts are kept prepared.
        while !some.is_empty() {
            let n = 1 << some.len().ilog2();
            let more = some.split_off(n);
            all.push(in_one_go(some));
            counts.push(n);
            some = more;
        }
    }
    (all, counts)
}

/// One statement for rows of the same text: the values of the first one again for each of the others,
/// with the places of what is bound to it.
fn in_one_go(mut rows: Vec<Statement>) -> Statement {
    let first = rows.remove(0);
    if rows.is_empty() {
        return first;
    }
    let (text, width) = (first.text, first.binds.len());
    let from = text.find(" values (").map_or(0, |at| at + " values ".len());
    let until = text.find(" on conflict ").unwrap_or(text.len());
    let (values, mut all) = (&text[from..until], text[..until].to_owned());
    let mut binds = first.binds;
    for row in rows {
        let mut parts = values.split('$');
        all.extend([", ", parts.next().unwrap_or_default()]);
        for part in parts {
            let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let place = part[..digits].parse::<usize>().unwrap_or_default() + binds.len();
            all.extend(["$", &place.to_string(), &part[digits..]]);
        }
        debug_assert_eq!(row.binds.len(), width, "rows of one text bind the same");
        binds.extend(row.binds);
    }
    Statement::new(all + &text[until..], binds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Value;

    const TEXT: &str = "insert into t (org, a, b) values ($1, $2, (select c.n - $3 from c \
         where c.org = $1)) on conflict (org, a) do nothing";

    fn row(n: i64) -> Statement {
        Statement::row(TEXT, vec![n.into(), (n + 1).into(), (n + 2).into()])
    }

    #[test]
    fn rows_of_one_text_are_written_in_one_go() {
        let (all, counts) = joined(vec![row(1), row(11)]);
        assert_eq!(counts, [2]);
        assert_eq!(
            all[0].text,
            "insert into t (org, a, b) values ($1, $2, (select c.n - $3 from c where c.org = $1)), \
             ($4, $5, (select c.n - $6 from c where c.org = $4)) on conflict (org, a) do nothing"
        );
        assert_eq!(all[0].binds, [1, 2, 3, 11, 12, 13].map(Value::Int));
    }

    #[test]
    fn a_power_of_two_of_them_and_only_neighbours() {
        let other =
            Statement::new("insert into u (org, a) values ($1, $2)", vec![1.into(), 2.into()]);
        let mut many: Vec<Statement> = (0..23).map(row).collect();
        many.extend([other.clone(), other, row(1)]);
        let (all, counts) = joined(many);
        assert_eq!(counts, [16, 4, 2, 1, 1, 1, 1]);
        assert_eq!(all.len(), counts.len());
        assert_eq!(all.iter().map(|one| one.binds.len()).sum::<usize>(), 24 * 3 + 4);
    }
}
