//! Everything a person can ask: one file per command, and the one list of them.

use std::sync::LazyLock;

use async_trait::async_trait;
use futures::future::BoxFuture;
use serde_json::{Map, Value};

use crate::chat::parse::Names;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Spec};
use crate::problem::Problem;

pub mod assign;
pub mod calendar;
pub mod contact;
pub mod customer;
mod cx;
pub mod deal;
pub mod digest;
pub(crate) mod edit;
pub mod field;
pub mod find;
mod find_record;
pub mod follow;
mod forgetting;
pub mod lead;
pub mod log;
mod looks;
pub(crate) mod narrow;
pub(crate) mod offers;
pub mod order;
pub mod outbox;
pub mod own;
pub(crate) mod owners;
pub mod people;
pub mod pipeline;
pub mod product;
pub mod reason;
mod reasons;
mod recent;
pub mod report;
pub mod rules;
pub(crate) mod setup;
pub mod show;
pub mod source;
pub mod stage;
pub mod talk;
pub mod team;
pub mod twins;
mod values;
mod wordlist;

pub use cx::{Again, Cx, new_id};
pub(crate) use find_record::same;

/// What a command says, or why it did nothing.
pub type Outcome = Result<Reply, Problem>;

/// A command that can be run.
#[async_trait]
pub trait Run: Ask {
    /// Does what was asked, within the transaction of `cx`.
    async fn run(self, cx: &mut Cx<'_>) -> Outcome;
}

type Runner = for<'a, 'b> fn(Map<String, Value>, &'a mut Cx<'b>) -> BoxFuture<'a, Outcome>;

/// A command in the list.
pub struct Entry {
    /// What is to be known of it.
    pub spec: &'static Spec,
    run: Runner,
}

impl Entry {
    const fn of<A: Run + 'static>() -> Self {
        Self { spec: &A::SPEC, run: |args, cx| run::<A>(args, cx) }
    }

    /// Runs the command with these arguments.
    pub async fn run(&self, args: Map<String, Value>, cx: &mut Cx<'_>) -> Outcome {
        (self.run)(args, cx).await
    }
}

fn run<'a, A: Run + 'static>(
    args: Map<String, Value>,
    cx: &'a mut Cx<'_>,
) -> BoxFuture<'a, Outcome> {
    Box::pin(async move {
        let ask: A = serde_json::from_value(Value::Object(args))
            .map_err(|e| Problem::Broken(format!("{}: {e}", A::SPEC.name)))?;
        ask.run(cx).await
    })
}

/// Every command, in the order in which help shows them.
pub static ALL: &[Entry] = &[
    Entry::of::<lead::add::AddLead>(),
    Entry::of::<lead::list::ListLeads>(),
    Entry::of::<lead::show::ShowLead>(),
    Entry::of::<lead::edit::EditLead>(),
    Entry::of::<lead::assign::AssignLead>(),
    Entry::of::<lead::take::TakeLead>(),
    Entry::of::<lead::giveback::GiveBack>(),
    Entry::of::<lead::contacted::Contacted>(),
    Entry::of::<lead::qualify::Qualify>(),
    Entry::of::<lead::lose::LoseLead>(),
    Entry::of::<lead::reopen::ReopenLead>(),
    Entry::of::<lead::convert::Convert>(),
    Entry::of::<lead::forget::ForgetLead>(),
    Entry::of::<lead::check::Check>(),
    Entry::of::<twins::merge::Merge>(),
    Entry::of::<twins::dups::Dups>(),
    Entry::of::<twins::apart::Apart>(),
    Entry::of::<twins::rule::SetEntry>(),
    Entry::of::<twins::allow::Allow>(),
    Entry::of::<customer::add::AddCustomer>(),
    Entry::of::<customer::list::ListCustomers>(),
    Entry::of::<customer::show::ShowCustomer>(),
    Entry::of::<customer::edit::EditCustomer>(),
    Entry::of::<customer::place::SetPlace>(),
    Entry::of::<customer::forget::ForgetCustomer>(),
    Entry::of::<contact::add::AddContact>(),
    Entry::of::<contact::list::ListContacts>(),
    Entry::of::<contact::edit::EditContact>(),
    Entry::of::<find::find::Find>(),
    Entry::of::<find::history::History>(),
    Entry::of::<find::files::ShowFiles>(),
    Entry::of::<find::export::ExportList>(),
    Entry::of::<find::import::Import>(),
    Entry::of::<find::bring::BringFile>(),
    Entry::of::<find::begin::BeginImport>(),
    Entry::of::<product::add::AddProduct>(),
    Entry::of::<product::list::ListProducts>(),
    Entry::of::<product::show::ShowProduct>(),
    Entry::of::<product::price::ChangePrice>(),
    Entry::of::<order::place::PlaceOrder>(),
    Entry::of::<order::list::ListOrders>(),
    Entry::of::<order::show::ShowOrder>(),
    Entry::of::<order::edit::EditOrder>(),
    Entry::of::<order::submit::SubmitOrder>(),
    Entry::of::<order::approvals::OrderApprovals>(),
    Entry::of::<order::approve::ApproveOrder>(),
    Entry::of::<order::sendback::SendBackOrder>(),
    Entry::of::<order::confirm::ConfirmOrder>(),
    Entry::of::<order::ship::ShipOrder>(),
    Entry::of::<order::deliver::DeliverOrder>(),
    Entry::of::<order::cancel::CancelOrder>(),
    Entry::of::<deal::open::OpenDeal>(),
    Entry::of::<deal::list::ListDeals>(),
    Entry::of::<deal::show::ShowDeal>(),
    Entry::of::<deal::edit::EditDeal>(),
    Entry::of::<deal::lines::DealLines>(),
    Entry::of::<deal::r#move::MoveDeal>(),
    Entry::of::<deal::win::WinDeal>(),
    Entry::of::<deal::lose::LoseDeal>(),
    Entry::of::<deal::reopen::ReopenDeal>(),
    Entry::of::<deal::untick::Untick>(),
    Entry::of::<report::pipeline::ReportPipeline>(),
    Entry::of::<report::won::ReportWon>(),
    Entry::of::<report::forecast::ReportForecast>(),
    Entry::of::<report::funnel::ReportFunnel>(),
    Entry::of::<report::rate::ReportRate>(),
    Entry::of::<report::stale::ReportStale>(),
    Entry::of::<report::overdue::ReportOverdue>(),
    Entry::of::<report::activity::ReportActivity>(),
    Entry::of::<report::leads::ReportLeads>(),
    Entry::of::<report::daily::ReportDaily>(),
    Entry::of::<report::weekly::ReportWeekly>(),
    Entry::of::<digest::set::SetDigest>(),
    Entry::of::<digest::show::ShowDigest>(),
    Entry::of::<digest::lines::DigestLines>(),
    Entry::of::<digest::ask::AskLines>(),
    Entry::of::<log::call::LogCall>(),
    Entry::of::<log::message::LogMessage>(),
    Entry::of::<log::email::LogEmail>(),
    Entry::of::<log::meeting::LogMeeting>(),
    Entry::of::<log::visit::LogVisit>(),
    Entry::of::<log::note::LogNote>(),
    Entry::of::<log::correct::LogCorrect>(),
    Entry::of::<log::arrive::LogArrive>(),
    Entry::of::<log::leave::LogLeave>(),
    Entry::of::<log::summary::LogSummary>(),
    Entry::of::<follow::add::Follow>(),
    Entry::of::<follow::show::ShowFollowUp>(),
    Entry::of::<follow::today::Today>(),
    Entry::of::<follow::brief::ShowBrief>(),
    Entry::of::<follow::done::Done>(),
    Entry::of::<follow::later::Later>(),
    Entry::of::<follow::drop::Drop>(),
    Entry::of::<follow::remind::Remind>(),
    Entry::of::<follow::answer::Answer>(),
    Entry::of::<follow::give::Give>(),
    Entry::of::<people::share::Share>(),
    Entry::of::<people::unshare::Unshare>(),
    Entry::of::<twins::ask::AskShare>(),
    Entry::of::<twins::decline::Decline>(),
    Entry::of::<people::list::ListPeople>(),
    Entry::of::<people::show::ShowPerson>(),
    Entry::of::<people::edit::EditPerson>(),
    Entry::of::<people::freeze::Freeze>(),
    Entry::of::<people::unfreeze::Unfreeze>(),
    Entry::of::<people::handover::Handover>(),
    Entry::of::<people::cover::Cover>(),
    Entry::of::<people::back::Back>(),
    Entry::of::<people::leave::TakeLeave>(),
    Entry::of::<people::audit::Audit>(),
    Entry::of::<team::list::ListTeams>(),
    Entry::of::<team::add::AddTeam>(),
    Entry::of::<team::r#move::MoveTeam>(),
    Entry::of::<team::rename::RenameTeam>(),
    Entry::of::<talk::undo::Undo>(),
    Entry::of::<talk::each::Each>(),
    Entry::of::<talk::help::Help>(),
    Entry::of::<talk::me::Me>(),
    Entry::of::<talk::lang::SetLang>(),
    Entry::of::<talk::tz::SetZone>(),
    Entry::of::<talk::phone::MyPhone>(),
    Entry::of::<talk::quiet::Quiet>(),
    Entry::of::<rules::nudge::ShowNudges>(),
    Entry::of::<rules::set::SetNudges>(),
    Entry::of::<outbox::list::ListLetters>(),
    Entry::of::<outbox::retry::RetryLetters>(),
    Entry::of::<outbox::drop::DropLetters>(),
    Entry::of::<rules::approval::SetApprovals>(),
    Entry::of::<rules::visits::SetVisits>(),
    Entry::of::<assign::rule::SetAssign>(),
    Entry::of::<assign::r#try::TryRule>(),
    Entry::of::<assign::on::SwitchOn>(),
    Entry::of::<assign::off::SwitchOff>(),
    Entry::of::<assign::r#move::MoveRule>(),
    Entry::of::<assign::drop::DropRule>(),
    Entry::of::<field::list::ListFields>(),
    Entry::of::<field::add::AddField>(),
    Entry::of::<field::drop::DropField>(),
    Entry::of::<field::gate::SetGate>(),
    Entry::of::<stage::list::ListStages>(),
    Entry::of::<stage::add::AddStage>(),
    Entry::of::<stage::edit::EditStage>(),
    Entry::of::<stage::drop::DropStage>(),
    Entry::of::<pipeline::add::AddPipeline>(),
    Entry::of::<pipeline::rename::RenamePipeline>(),
    Entry::of::<pipeline::drop::DropPipeline>(),
    Entry::of::<source::ListSources>(),
    Entry::of::<source::AddSource>(),
    Entry::of::<source::DropSource>(),
    Entry::of::<reason::ListReasons>(),
    Entry::of::<reason::AddReason>(),
    Entry::of::<reason::DropReason>(),
    Entry::of::<rules::useless::NotUseful>(),
    Entry::of::<calendar::show::ShowCalendar>(),
    Entry::of::<calendar::day::SetDay>(),
    Entry::of::<calendar::week::SetWeek>(),
    Entry::of::<calendar::hours::SetHours>(),
    Entry::of::<calendar::import::ImportCalendar>(),
    Entry::of::<talk::invite::MakeInvite>(),
    Entry::of::<talk::invites::ListInvites>(),
    Entry::of::<talk::revoke::RevokeInvite>(),
    Entry::of::<talk::link::Link>(),
    Entry::of::<talk::accounts::Accounts>(),
    Entry::of::<talk::unlink::Unlink>(),
    Entry::of::<talk::start::Start>(),
    Entry::of::<talk::cancel::Cancel>(),
    Entry::of::<talk::more::More>(),
];

/// The command with this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.spec.name == name)
}

/// The names of all commands.
pub fn names() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(|| Names::of(&specs()));
    &NAMES
}

/// The specs of all commands.
pub fn specs() -> Vec<&'static Spec> {
    ALL.iter().map(|entry| entry.spec).collect()
}
