//! Records of whatever kind: what undo and history do without knowing which.

use super::activity::Activity;
use super::contact::Contact;
use super::customer::Customer;
use super::deal::Deal;
use super::follow_up::FollowUp;
use super::ids::{Instant, Kind};
use super::lead::Lead;
use super::order::Order;
use super::people::{Person, Team};
use super::product::Product;
use super::record::{BadFields, Change, Fields, Record, of_fields};
use super::settings::Settings;

/// Calls a generic function with the type of a kind.
macro_rules! with_kind {
    ($kind:expr, $f:ident ( $($arg:expr),* )) => {
        match $kind {
            Kind::Lead => $f::<Lead>($($arg),*),
            Kind::Customer => $f::<Customer>($($arg),*),
            Kind::Contact => $f::<Contact>($($arg),*),
            Kind::Deal => $f::<Deal>($($arg),*),
            Kind::Activity => $f::<Activity>($($arg),*),
            Kind::FollowUp => $f::<FollowUp>($($arg),*),
            Kind::Product => $f::<Product>($($arg),*),
            Kind::Order => $f::<Order>($($arg),*),
            Kind::Person => $f::<Person>($($arg),*),
            Kind::Team => $f::<Team>($($arg),*),
            Kind::Settings => $f::<Settings>($($arg),*),
        }
    };
}

/// What people call a record.
pub fn label(kind: Kind, fields: &Fields) -> Result<String, BadFields> {
    with_kind!(kind, label_of(fields))
}

/// The change from one state of a record to another.
pub fn change(
    kind: Kind,
    before: Fields,
    after: Fields,
    now: Instant,
) -> Result<Change, BadFields> {
    with_kind!(kind, change_of(before, after, now))
}

fn label_of<R: Record>(fields: &Fields) -> Result<String, BadFields> {
    Ok(of_fields::<R>(fields.clone())?.label())
}

fn change_of<R: Record>(before: Fields, after: Fields, now: Instant) -> Result<Change, BadFields> {
    Change::of::<R>(Some(&of_fields(before)?), &of_fields(after)?, now)
}
