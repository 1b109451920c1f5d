//! What can be asked for on the command line.

use std::path::PathBuf;

use adapters::console::Place;
use bot_core::clock::Clock as _;
use bot_core::domain::ids::Instant;
use bot_core::domain::money::Currency;
use bot_core::domain::org::Org;
use bot_core::domain::people::Lang;
use bot_core::imports;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use clap::{Args, Parser, Subcommand, ValueEnum};
use storage::Storage;

use crate::app::{App, must_be_there, open};
use crate::clock::Watch;
use crate::config::Config;
use crate::fault::{Done, Fault};
use crate::operator::Dead;
use crate::{backup, chat, doctor, import, init, invite, log, operator, restore, serve, tick};

/// Gendan (跟单): a sales assistant that lives in chat.
#[derive(Parser)]
#[command(version, about)]
pub struct Cli {
    /// The configuration file (otherwise `$GENDAN_CONFIG`, then `./config.toml`, then none).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Talk in the terminal; without a terminal, one message per line on standard input.
    Chat(ChatArgs),
    /// Connect to the platforms and run until stopped.
    Serve,
    /// Make an org: your own, or one to practise in.
    Init(InitArgs),
    /// Print a one-time code: for a new admin, or for a further account of somebody.
    Invite(InviteArgs),
    /// Bring records in from a file of comma-separated values.
    Import(ImportArgs),
    /// Move the clock through everything that falls due and show what would be said.
    Tick(TickArgs),
    /// Show what runs next, what failed and why, and when each kind of job last ran.
    Jobs(JobsArgs),
    /// Look after replies that could not be delivered.
    Outbox(OutboxArgs),
    /// Bring the database up to this version.
    Migrate,
    /// Write everything into one file, while everybody goes on working.
    Backup(BackupArgs),
    /// Make a database of a backup: of either kind, whichever it comes from.
    Restore(RestoreArgs),
    /// Look whether all is well: configuration, database, clock, disk, permissions, platforms.
    Doctor(DoctorArgs),
}

#[derive(Args)]
struct ChatArgs {
    /// Who talks: a handle; somebody unknown is a stranger.
    #[arg(long = "as", value_name = "HANDLE", value_parser = account)]
    account: String,
    /// Talk in this group instead of directly.
    #[arg(long = "in", value_name = "GROUP", value_parser = group)]
    group: Option<String>,
    /// The language of the device. A known person reads in the language that the person chose.
    #[arg(long)]
    lang: Option<Language>,
    /// A clock that stands still; a line `@RFC3339` moves it.
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    at: Option<Instant>,
    /// Print one JSON object per reply.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct InitArgs {
    /// Make the practice org with people and records to try things on.
    #[arg(long, conflicts_with_all = ["name", "admin"])]
    practice: bool,
    /// Do nothing when there is an org already.
    #[arg(long)]
    if_none: bool,
    /// What the org is called.
    #[arg(long, required_unless_present = "practice", conflicts_with = "practice")]
    name: Option<String>,
    /// The handle of the person who sets it up, in lower case.
    #[arg(
        long,
        required_unless_present = "practice",
        conflicts_with = "practice",
        value_parser = account
    )]
    admin: Option<String>,
    /// The zone of its reports.
    #[arg(long, default_value = "Asia/Shanghai", conflicts_with = "practice")]
    zone: Tz,
    /// The currency of amounts that name none.
    #[arg(long, default_value = "CNY", conflicts_with = "practice")]
    currency: Currency,
    /// The language of people who have not chosen.
    #[arg(long, default_value = "zh", conflicts_with = "practice")]
    lang: Language,
    /// What time it is taken to be.
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    at: Option<Instant>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct InviteArgs {
    /// For a new admin. There is no other way to one: nobody makes admins in a chat.
    #[arg(long)]
    admin: bool,
    /// For a further account of the person with this handle.
    #[arg(long = "for", value_name = "HANDLE", value_parser = account)]
    person: Option<String>,
}

#[derive(Args)]
struct ImportArgs {
    /// What the file holds. People, products and customers come before the deals that name them.
    #[arg(value_enum)]
    what: Holds,
    /// A workbook, values separated by commas, or cards of people; the first line names the columns.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What is done about rows whose records are there already.
    #[arg(long, value_enum, default_value = "skip")]
    twins: ThereAlready,
    /// Take what this file brought in out again, as far as nobody has worked on it since.
    #[arg(long)]
    undo: bool,
    /// What a column is, when its name does not say it: `--map "Sold by=owner"`; `=extra` for one
    /// that is only to be kept.
    #[arg(long, value_name = "THEIRS=OURS", value_parser = pair, num_args = 1..)]
    map: Vec<(String, String)>,
    /// The currency of amounts that name none; the org's when not given.
    #[arg(long)]
    currency: Option<Currency>,
    /// The language of the report; the org's when not given.
    #[arg(long)]
    lang: Option<Language>,
    /// Only say what would happen.
    #[arg(long)]
    dry_run: bool,
    /// What time it is taken to be.
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    at: Option<Instant>,
    #[command(flatten)]
    said: SaidArgs,
}

#[derive(Args)]
struct SaidArgs {
    /// Name the lines of all rows about which something is worth knowing.
    #[arg(long)]
    all: bool,
    /// Print one JSON object, with the lines of everything.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Holds {
    People,
    Products,
    Customers,
    Contacts,
    Leads,
    Deals,
}

/// What is done about rows whose records are there already.
#[derive(Clone, Copy, Default, ValueEnum)]
enum ThereAlready {
    /// They stay as they are: only what is new comes in.
    #[default]
    #[value(alias = "new")]
    Skip,
    /// What is empty is filled.
    Fill,
    /// What the file says takes the place of what is there.
    Overwrite,
}

impl From<ThereAlready> for imports::Twins {
    fn from(choice: ThereAlready) -> Self {
        match choice {
            ThereAlready::Skip => Self::Skip,
            ThereAlready::Fill => Self::Fill,
            ThereAlready::Overwrite => Self::Overwrite,
        }
    }
}

impl From<Holds> for imports::What {
    fn from(holds: Holds) -> Self {
        match holds {
            Holds::People => Self::People,
            Holds::Products => Self::Products,
            Holds::Customers => Self::Customers,
            Holds::Contacts => Self::Contacts,
            Holds::Leads => Self::Leads,
            Holds::Deals => Self::Deals,
        }
    }
}

#[derive(Args)]
struct TickArgs {
    /// Where the clock ends.
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    until: Instant,
    /// Where the clock begins; now when not given.
    #[arg(long, alias = "at", value_name = "RFC3339", value_parser = instant)]
    from: Option<Instant>,
    /// Let it really happen. Otherwise it happens to a copy.
    #[arg(long)]
    apply: bool,
    /// Print one JSON object per message.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct JobsArgs {
    /// Print one JSON object per line.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct OutboxArgs {
    #[command(subcommand)]
    what: OutboxWhat,
}

#[derive(Subcommand)]
enum OutboxWhat {
    /// Show replies that were given up and chats that are closed, the newest first.
    List(JobsArgs),
    /// Send some again, last in their chats' lines.
    Retry(Which),
    /// Let some rest.
    Drop(Which),
}

#[derive(Args)]
struct Which {
    /// Their numbers in the list, or `all`.
    #[arg(required = true, value_name = "NUMBER|all", value_parser = letter)]
    seqs: Vec<Option<i64>>,
}

/// The number of a reply; none for all of them.
fn letter(text: &str) -> Result<Option<i64>, String> {
    match text {
        "all" => Ok(None),
        number => number.parse().map(Some).map_err(|_| "a number of the list, or `all`".to_owned()),
    }
}

#[derive(Args)]
struct BackupArgs {
    /// The file to write; with --dump, `-` is standard output.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write lines of JSON, which other programs can read, instead of a database file.
    #[arg(long)]
    dump: bool,
    /// Write over a file that is there already.
    #[arg(long)]
    force: bool,
}

#[derive(Args)]
struct RestoreArgs {
    /// What `gendan backup` wrote, with or without --dump.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Lose what the database holds.
    #[arg(long)]
    replace: bool,
}

#[derive(Args)]
struct DoctorArgs {
    /// The language of the report; the system's when not given.
    #[arg(long)]
    lang: Option<Language>,
    /// Print one JSON object per line of the report.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

fn instant(text: &str) -> Result<Instant, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.with_timezone(&Utc).into())
        .map_err(|_| "not a time such as 2026-03-02T09:00:00+08:00".to_owned())
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (theirs, ours) = text.rsplit_once('=').unwrap_or_default();
    if theirs.is_empty() || ours.is_empty() {
        return Err("a column and a field, such as \"Sold by=owner\"".to_owned());
    }
    Ok((theirs.trim().to_owned(), ours.trim().to_owned()))
}

fn account(text: &str) -> Result<String, String> {
    if text.is_empty() || text.starts_with('#') {
        return Err("a handle such as amy".to_owned());
    }
    Ok(text.to_owned())
}

fn group(text: &str) -> Result<String, String> {
    let name = text.strip_prefix('#').unwrap_or(text);
    if name.is_empty() {
        return Err("the name of a group such as sales".to_owned());
    }
    Ok(name.to_owned())
}

impl Cli {
    /// Does what was asked.
    pub fn run(self) -> Done {
        let config = Config::load(self.config.as_deref());
        if let What::Doctor(args) = self.what {
            let lang = args.lang.map_or_else(Config::system_lang, Lang::from);
            return tokio::runtime::Runtime::new()?.block_on(doctor::run(config, lang, args.json));
        }
        let config = config?;
        let serves = matches!(self.what, What::Serve);
        log::start(&config.log, if serves { "info" } else { "warn" })?;
        let runtime = tokio::runtime::Runtime::new()?;
        let done = runtime.block_on(run(self.what, &config));
        // A thread may still wait for a line from the terminal.
        runtime.shutdown_background();
        done
    }
}

async fn run(what: What, config: &Config) -> Done {
    match what {
        What::Chat(args) => {
            let app = App::open(config, args.at).await?;
            let manner = chat::Manner {
                here: Place { account: args.account, group: args.group },
                lang: args.lang.map(Lang::from),
                json: args.json,
            };
            chat::run(&app, config, &manner).await
        }
        // It is asked for a configuration that may be wrong, and has been: see `Cli::run`.
        What::Doctor(_) => Ok(()),
        What::Serve => serve::run(config).await,
        What::Init(args) => make(args, config).await,
        What::Invite(args) => {
            must_be_there(&config.address())?;
            let store = open(&config.address()).await?;
            invite::run(&store, args.person.as_deref(), Watch::at(None).now()).await
        }
        What::Import(args) => {
            let order = import::Order {
                what: args.what.into(),
                file: args.file,
                map: args.map,
                way: if args.undo {
                    import::Way::TakeBack
                } else {
                    import::Way::Bring(args.twins.into())
                },
                currency: args.currency,
                lang: args.lang.map(Lang::from),
                dry_run: args.dry_run,
                at: args.at,
                all: args.said.all,
                json: args.said.json,
            };
            import::run(config, &order).await
        }
        What::Tick(args) => {
            let span = tick::Span {
                from: args.from,
                until: args.until,
                apply: args.apply,
                json: args.json,
            };
            tick::run(config, &span).await
        }
        What::Backup(args) => {
            let order = backup::Order { file: args.file, dump: args.dump, force: args.force };
            backup::run(config, &order).await
        }
        What::Restore(args) => {
            let order = restore::Order { file: args.file, replace: args.replace };
            restore::run(config, &order).await
        }
        What::Jobs(args) => operator::jobs(config, args.json).await,
        What::Outbox(args) => match args.what {
            OutboxWhat::List(args) => operator::outbox(config, Dead::List, args.json).await,
            OutboxWhat::Retry(which) => {
                operator::outbox(config, Dead::Retry(which.seqs), false).await
            }
            OutboxWhat::Drop(which) => {
                operator::outbox(config, Dead::Drop(which.seqs), false).await
            }
        },
        What::Migrate => {
            must_be_there(&config.address())?;
            open(&config.address()).await.map(drop)
        }
    }
}

async fn make(args: InitArgs, config: &Config) -> Done {
    let store = open(&config.address()).await?;
    let if_none = args.if_none;
    if let Some(org) = store.orgs().await?.first() {
        return there_already(config, org, if_none);
    }
    let made = begin(args, &store).await;
    // Another process may have been quicker.
    match (made, store.orgs().await?.first()) {
        (Err(Fault::Failed(_)), Some(org)) => there_already(config, org, if_none),
        (made, _) => made,
    }
}

async fn begin(args: InitArgs, store: &Storage) -> Done {
    let now = Watch::at(args.at).now();
    if args.practice {
        return init::practice(store, now).await;
    }
    let (Some(name), Some(admin)) = (args.name, args.admin) else {
        return Err(Fault::Usage("--name and --admin are needed".to_owned()));
    };
    let new = init::NewOrg {
        name,
        admin,
        zone: args.zone,
        currency: args.currency,
        lang: args.lang.into(),
    };
    init::new_org(store, new, now).await
}

fn there_already(config: &Config, org: &Org, if_none: bool) -> Done {
    if if_none {
        return Ok(());
    }
    Err(Fault::Failed(format!(
        "{}: there is an org already, {}. Use another database ([database] path or url, $GENDAN_DATA) or \
         move this one away",
        storage::named(&config.address()),
        org.name
    )))
}
