//! `gendan import`: brings records in from files.

use std::io::{Write as _, stdout};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant as Moment};

use adapters::console::SOURCE;
use bot_core::clock::Clock as _;
use bot_core::domain::ids::Instant;
use bot_core::domain::money::Currency;
use bot_core::domain::org::Org;
use bot_core::domain::people::Lang;
use bot_core::imports::{
    BATCH, Back, Columns, Plan, Ready, Refused, Report, Settings, Sheet, Twins, What, back, plan,
    recall, remember, take_back, write,
};
use bot_core::store::{Origin, Store as _, Unit};
use bot_core::t;
use serde::Serialize;
use storage::Storage;
use uuid::Uuid;

use crate::app::open_existing;
use crate::clock::Watch;
use crate::config::Config;
use crate::fault::{Done, Fault};
use crate::progress::bar;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Whether a file comes in, or goes out again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It comes in; what is done about rows whose records are there already.
    Bring(Twins),
    /// What it brought in is taken out again.
    TakeBack,
}

/// What is to be brought in.
pub struct Order {
    /// What the file holds.
    pub what: What,
    /// The file.
    pub file: PathBuf,
    /// What some columns are.
    pub map: Vec<(String, String)>,
    /// The currency of amounts that name none.
    pub currency: Option<Currency>,
    /// Whether the file comes in, or goes out again.
    pub way: Way,
    /// The language of the report; the org's when not given.
    pub lang: Option<Lang>,
    /// Only say what would happen.
    pub dry_run: bool,
    /// What time it is taken to be.
    pub at: Option<Instant>,
    /// Name all lines.
    pub all: bool,
    /// One object instead of words.
    pub json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Printed<'a> {
    what: &'static str,
    file: String,
    dry_run: bool,
    #[serde(flatten)]
    report: &'a Report,
}

/// Runs it.
pub async fn run(config: &Config, order: &Order) -> Done {
    let bytes = read(&order.file)?;
    let store = open_existing(&config.address()).await?;
    let org =
        store.orgs().await?.into_iter().next().ok_or_else(|| {
            Fault::Failed("there is no org: make one with `gendan init`".to_owned())
        })?;
    let mut settings = order.settings(org);
    let lang = settings.lang;
    let sheet = Sheet::read(&bytes, lang).map_err(|refused| order.refused(&refused))?;
    settings.file = sheet.print();
    let map = order.map(&store, &sheet, &settings).await?;
    let columns = Columns::of(lang, order.what, &sheet.header, &map);
    let columns = columns.map_err(|refused| order.refused(&refused))?;
    if order.way == Way::TakeBack {
        return order.take_back(&store, &sheet, &columns, &settings).await;
    }
    let mut plan = order.plan(&store, &sheet, &columns, &settings).await?;
    if order.map.is_empty() && !map.is_empty() {
        let said: Vec<String> = map.iter().map(|(a, b)| format!("{a} = {b}")).collect();
        plan.report.also.push(t!(lang, "import-remembered", columns = said.join(", ")));
    }
    // Whoever stops reading the report does not stop the import.
    let said = if order.json { Ok(()) } else { order.say(lang, &plan.report) };
    if !order.dry_run {
        if !order.map.is_empty() {
            let of = (order.what, sheet.header.as_slice());
            remember(&store, &settings, of, &map).await?;
        }
        carry_out(&store, &plan, &settings).await?;
        if !order.json && said.is_ok() {
            let written = match plan.report.left_out + plan.report.conflicts {
                0 => t!(lang, "import-written"),
                n => t!(lang, "import-written-but", n = n),
            };
            writeln!(stdout().lock(), "{written}")?;
        }
    }
    if order.json {
        order.print(&plan.report)?;
    }
    said?;
    match plan.report.left_out + plan.report.conflicts {
        0 => Ok(()),
        n => Err(Fault::LeftOut(n)),
    }
}

impl Order {
    fn settings(&self, org: Org) -> Settings {
        let name = self.file.file_stem().unwrap_or_default().to_string_lossy();
        Settings {
            currency: self.currency.unwrap_or(org.currency),
            file: Uuid::nil(),
            lang: self.lang.unwrap_or(org.lang),
            org,
            name: name.trim().to_owned(),
            channel: SOURCE.to_owned(),
            actor: None,
            now: Watch::at(self.at).now(),
            twins: match self.way {
                Way::Bring(twins) => twins,
                Way::TakeBack => Twins::Skip,
            },
        }
    }

    /// What some columns are: as is said now, else as was said of such a file before.
    async fn map(
        &self,
        store: &Storage,
        sheet: &Sheet,
        settings: &Settings,
    ) -> Done<Vec<(String, String)>> {
        if !self.map.is_empty() {
            return Ok(self.map.clone());
        }
        let mut unit = look(store, settings).await?;
        let map = recall(unit.tx(), self.what, &sheet.header).await;
        unit.rollback().await;
        Ok(map?)
    }

    /// Takes what the file brought in out again, in batches, or says what would go.
    async fn take_back(
        &self,
        store: &Storage,
        sheet: &Sheet,
        columns: &Columns,
        settings: &Settings,
    ) -> Done {
        let mut unit = look(store, settings).await?;
        let found = back(unit.tx(), self.what, sheet, columns, settings).await;
        unit.rollback().await;
        let Back { gone, stays } = found?.map_err(|refused| self.refused(&refused))?;
        if !self.dry_run {
            let bar = bar(u64::try_from(gone.len()).unwrap_or_default());
            for some in gone.chunks(BATCH) {
                take_back(store, None, some, settings).await?;
                bar.inc(u64::try_from(some.len()).unwrap_or_default());
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            bar.finish_and_clear();
        }
        let mut out = stdout().lock();
        let (gone, kept) = (gone.len().to_string(), stays.len().to_string());
        let lang = settings.lang;
        let said = if self.dry_run {
            t!(lang, "import-back-dry", gone = gone, stays = kept)
        } else {
            t!(lang, "import-back-done", gone = gone, stays = kept)
        };
        writeln!(out, "{said}")?;
        for why in &stays {
            writeln!(out, "  {why}")?;
        }
        Ok(())
    }

    async fn plan(
        &self,
        store: &Storage,
        sheet: &Sheet,
        columns: &Columns,
        settings: &Settings,
    ) -> Done<Plan> {
        let mut unit = look(store, settings).await?;
        let plan = plan(unit.tx(), self.what, sheet, columns, settings).await;
        unit.rollback().await;
        plan?.map_err(|refused| self.refused(&refused))
    }

    fn refused(&self, refused: &Refused) -> Fault {
        let text = format!("{}: {}", self.file.display(), refused.text);
        if refused.usage { Fault::Usage(text) } else { Fault::Failed(text) }
    }

    fn say(&self, lang: Lang, report: &Report) -> Done {
        let mut out = stdout().lock();
        let (what, file) = (self.what.name(lang), self.file.display().to_string());
        let head = if self.dry_run {
            t!(lang, "import-head-dry", what = what, file = file)
        } else {
            t!(lang, "import-head", what = what, file = file)
        };
        writeln!(out, "{head}")?;
        out.write_all(report.words(lang, self.all).as_bytes())?;
        Ok(out.flush()?)
    }

    fn print(&self, report: &Report) -> Done {
        let (what, file) = (self.what.word(), self.file.display().to_string());
        let printed = Printed { what, file, dry_run: self.dry_run, report };
        let text = serde_json::to_string(&printed).map_err(|e| Fault::Failed(e.to_string()))?;
        let mut out = stdout().lock();
        writeln!(out, "{text}")?;
        Ok(out.flush()?)
    }
}

/// A transaction that only looks.
async fn look(store: &Storage, settings: &Settings) -> Done<Box<dyn Unit>> {
    let origin = Origin {
        org: settings.org.id,
        change: Uuid::nil(),
        actor: None,
        via: "import".to_owned(),
        at: settings.now,
    };
    Ok(store.look(origin).await?)
}

/// Reads the file, or says what is wrong with its name.
fn read(file: &Path) -> Done<Vec<u8>> {
    let wrong = |why: &str| Fault::Usage(format!("{}: {why}", file.display()));
    let about = std::fs::metadata(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => wrong("there is no such file"),
        _ => wrong(&format!("cannot be read: {error}")),
    })?;
    if about.is_dir() {
        return Err(wrong("is a folder: name one file of comma-separated values in it"));
    }
    if about.len() > LARGEST {
        return Err(wrong("is larger than 256 MB: bring it in in parts"));
    }
    std::fs::read(file).map_err(|error| wrong(&format!("cannot be read: {error}")))
}

/// Writes the plan in batches; between them everybody else gets a turn.
async fn carry_out(store: &Storage, plan: &Plan, settings: &Settings) -> Done {
    let bar = bar(u64::try_from(plan.writes.len()).unwrap_or_default());
    let (mut done, mut ready) = (0, Ready::default());
    while let Some(left) = plan.writes.get(done..).filter(|left| !left.is_empty()) {
        let begun = Moment::now();
        match write(store, None, left, left.len(), &mut ready, settings).await {
            Ok(written) => {
                done += written;
                bar.inc(u64::try_from(written).unwrap_or_default());
            }
            Err(error) => {
                bar.abandon();
                return Err(Fault::Failed(format!(
                    "stopped after {done} of {} records: {error}. What is in stays in; the same \
                     command again brings in the rest",
                    plan.writes.len()
                )));
            }
        }
        // Another process that waits for the database looks only now and then.
        if done < plan.writes.len() {
            tokio::time::sleep((begun.elapsed() / 20).max(Duration::from_millis(2))).await;
        }
    }
    bar.finish_and_clear();
    Ok(())
}
