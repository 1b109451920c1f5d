//! Who does what is due: one program on a file; on a server several, or one by a clock of its own.

use std::fs::File;

use super::conn::{Conn, of_error};
use super::target::Target;
use super::{Row, gone, sql};
use crate::open::OpenError;
use crate::system;

/// The place of a program that does what is due, until it is dropped or its process ends, however it
/// ends.
pub struct AtWork {
    _file: Option<File>,
    _conn: Option<Conn>,
}

impl AtWork {
    /// The place beside a file.
    pub(crate) fn on_file(held: File) -> Self {
        Self { _file: Some(held), _conn: None }
    }

    /// A place on a server, beside others or alone.
    pub(crate) async fn on_server(target: &Target, alone: bool) -> Result<Self, OpenError> {
        let mut conn = Conn::open(target, true).await?;
        let text = if alone { system::WORK_ALONE } else { system::WORK_BESIDE };
        let answers = conn.send(target, vec![sql!(text)]).await;
        let answers = answers.map_err(|error| OpenError::of(target, of_error(target, &error)))?;
        let row = answers.first().and_then(|answer| answer.rows.first());
        let taken = row.map_or_else(|| Err(gone("no answer")), |row: &Row| row.get::<bool>(0));
        if !taken.map_err(|error| OpenError::of(target, error))? {
            return Err(OpenError::Served { path: target.to_string().into() });
        }
        Ok(Self { _file: None, _conn: Some(conn) })
    }
}
