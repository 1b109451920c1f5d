//! Gendan, a sales assistant that lives in chat: the command line.

mod app;
mod chat;
mod cli;
mod clock;
mod config;
mod fault;
mod import;
mod init;
mod log;
mod practice;
mod serve;
mod tick;

use std::io::{Write as _, stderr};
use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
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
