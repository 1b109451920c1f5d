//! Gendan, a sales assistant that lives in chat: the command line.

mod app;
mod attend;
mod backup;
mod chat;
mod cli;
mod clock;
mod config;
mod doctor;
mod fault;
mod import;
mod init;
mod invite;
mod log;
mod menus;
mod operator;
mod platforms;
mod practice;
mod progress;
mod restore;
mod serve;
mod tick;

use std::io::{Write as _, stderr};
use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::Parser as _;

use fault::Fault;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let done = catch_unwind(|| cli.run());
    match done.unwrap_or_else(|_| Err(Fault::Failed("this is our mistake; see above".to_owned()))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            let text = fault.to_string();
            if !text.is_empty() {
                // Nobody is left to tell when this fails.
                let _ = writeln!(stderr(), "gendan: {text}");
            }
            ExitCode::from(fault.code())
        }
    }
}
