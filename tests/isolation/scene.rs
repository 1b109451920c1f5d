//! Two orgs of the same shape in one database, in which every value says whose it is.

use std::collections::{BTreeMap, HashMap};

use bot_core::chat::incoming::Address;
use bot_core::commands::new_id;
use bot_core::domain::access::{self, Roles};
use bot_core::domain::activity::{Activity, Way};
use bot_core::domain::contact::Contact;
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::Deal;
use bot_core::domain::digest::no_digests;
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::{Code, Kind, OrgId, PersonId};
use bot_core::domain::lead::{Lead, LeadStatus};
use bot_core::domain::money::{Paid, Quantity};
use bot_core::domain::order::{Order, OrderLine, OrderStatus};
use bot_core::domain::org::Org;
use bot_core::domain::people::{Person, Team, invite_code, invite_digest};
use bot_core::domain::pipeline::{Outcome, Pipeline};
use bot_core::domain::product::Product;
use bot_core::domain::record::{Head, Record};
use bot_core::store::{Invite, Origin, RecordsExt, Store as _};
use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::canary::{Canaries, FIRST_CODE, Mark, Seen};
use super::people::{
    COVERED, Cast, MIXED, MIXED_ROLE, OWNERS, PARTS, Reach, SHARED, TEAM_ROLE, TEAMS, Who, rights,
    sees_owner,
};
use crate::world::{SOURCE, World, instant};

/// Until when somebody is away, and an invite lets somebody in.
pub const COVER_UNTIL: &str = "2026-03-21T00:00:00+08:00";

/// A record that requests can name.
#[derive(Clone, Debug)]
pub struct Planted {
    pub org: usize,
    pub owner: Option<usize>,
    /// Who works along on it.
    pub helpers: Vec<usize>,
    /// True where others' records hang on it, or it on one of theirs.
    pub crossed: bool,
    pub code: Code,
    /// What it is called, if anything; and the part of it that only it has.
    pub name: Option<(String, String)>,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// What an open or won deal is worth.
    pub worth: Option<(Outcome, i64)>,
}

impl Planted {
    /// Tells whether somebody of that org may see it.
    pub fn is_seen_by(&self, who: &Who) -> bool {
        let shared = self.code.kind == Kind::Product || self.code.kind == Kind::Team;
        shared || sees_owner(who, self.code.kind, self.owner) || self.helpers.contains(&who.part)
    }
}

/// The two orgs, their people and their records.
#[derive(Default)]
pub struct Scene {
    pub canaries: Canaries,
    pub cast: Cast,
    pub records: Vec<Planted>,
    pub orgs: Vec<OrgId>,
    /// The names of people, by org and part.
    pub names: HashMap<(usize, usize), String>,
    /// An open invite of each org.
    pub invites: Vec<String>,
    teams: Vec<Vec<Uuid>>,
    pipelines: Vec<Option<Pipeline>>,
    products: Vec<Vec<Uuid>>,
    numbers: HashMap<(usize, Kind), i64>,
    /// How many deals have got an amount: each is worth a power of two, so that a sum tells of
    /// which deals it is.
    deals: HashMap<usize, u32>,
}

/// Whose record is being written, and who sees it besides.
#[derive(Clone, Default)]
struct At {
    org: usize,
    owner: Option<usize>,
    /// Who works along on the record.
    helpers: Vec<usize>,
    /// Whoever sees these reads all of it.
    on: Vec<(Kind, Option<usize>)>,
    /// Whoever works along on what it is on reads all of it.
    readers: Vec<usize>,
    /// Whoever sees these reads what it is called.
    linked: Vec<(Kind, Option<usize>)>,
    /// Whoever works along on those reads what it is called.
    callers: Vec<usize>,
}

impl At {
    fn of(org: usize, owner: Option<usize>) -> Self {
        Self { org, owner, ..Self::default() }
    }

    /// On another record, which whoever sees also sees this one with.
    fn on(&self, kind: Kind, owner: Option<usize>) -> Self {
        Self { on: vec![(kind, owner)], ..Self::of(self.org, self.owner) }
    }

    /// Whose a field of a record of it is.
    fn mark(&self, code: Code, field: &str) -> Mark {
        let owner = self.owner.map_or("nobody", |owner| PARTS[owner].handle);
        let what = format!("{code} of {owner}: {field}");
        let mut owners = [vec![(code.kind, self.owner)], self.on.clone()].concat();
        let mut helpers = [self.helpers.clone(), self.readers.clone()].concat();
        if field == "name" || field == "code" {
            owners.extend(&self.linked);
            helpers.extend(&self.callers);
        }
        Mark { org: self.org, seen: Seen::With { owners, helpers }, what }
    }
}

/// The standard roles and two of the org's own.
fn roles() -> Roles {
    let mut roles = Roles::standard();
    let reach = |of: Reach| match of {
        Reach::Own => access::Reach::Own,
        Reach::Team => access::Reach::Team,
        Reach::Subtree => access::Reach::Subtree,
        Reach::All => access::Reach::All,
    };
    for (key, rest) in [(TEAM_ROLE, Reach::Team), (MIXED_ROLE, Reach::Own)] {
        let mut kinds = BTreeMap::new();
        if key == MIXED_ROLE {
            kinds.extend(MIXED.map(|(kind, of)| (kind, reach(of))));
        }
        roles.0.push(access::Role {
            key: key.to_owned(),
            zh: key.to_owned(),
            en: key.to_owned(),
            rights: rights(key).iter().copied().collect(),
            reach: access::Reaches { rest: reach(rest), kinds },
        });
    }
    roles
}

impl Scene {
    /// Writes one org, or two, into the world.
    pub async fn set(world: &World, orgs: usize) -> Self {
        let mut scene = Self::default();
        for org in 0..orgs {
            scene.org(world, org).await;
            scene.products(world, org).await;
            let owners = OWNERS.into_iter().map(Some).chain([None]);
            for owner in owners {
                scene.records_of(world, org, owner).await;
            }
            scene.crossed(world, org).await;
            scene.shared(world, org).await;
        }
        if orgs > 1 {
            // Codes that only the twin has.
            for owner in [Some(0), None] {
                scene.records_of(world, 1, owner).await;
            }
        }
        scene
    }

    async fn org(&mut self, world: &World, org: usize) {
        let name = self.canaries.word(Mark { org, seen: Seen::ByAll, what: "org".to_owned() });
        let id = if org == 0 { world.org.id } else { OrgId(new_id(world.now())) };
        let row =
            Org { id, name: format!("星河{name}公司"), roles: roles(), ..world.org.clone() };
        if org > 0 {
            world.store.create_org(&row).await.expect("a second org");
        }
        self.orgs.push(id);
        let mut unit = self.begin(world, org, None).await;
        if org == 0 {
            unit.tx().save_org(&row).await.expect("another name");
        } else {
            let pipeline = Pipeline::standard(|| new_id(world.now()));
            unit.tx().add_pipeline(&pipeline).await.expect("a pipeline");
            // Numbers of the twin are far from those of its sibling.
            for kind in Kind::ALL {
                for _ in 0..7 {
                    unit.tx().next_number(kind).await.expect("a number");
                }
            }
        }
        let pipelines = unit.tx().pipelines().await.expect("pipelines");
        unit.commit().await.expect("a commit");
        for stage in pipelines.iter().flat_map(|pipeline| &pipeline.stages) {
            let mark = Mark { org, seen: Seen::ByAll, what: "stage".to_owned() };
            self.canaries.plant(stage.id.to_string(), mark);
        }
        self.pipelines.push(pipelines.into_iter().next());
        self.teams.push(Vec::new());
        for (at, (name, above)) in TEAMS.into_iter().enumerate() {
            let what = format!("team {name}");
            let word = self.canaries.word(Mark { org, seen: Seen::ByAll, what });
            let parent = above.map(|above| self.teams[org][above]);
            let n = FIRST_CODE + i64::try_from(at).expect("few");
            let head = Head::new(new_id(world.now()), n, world.now());
            self.teams[org].push(head.id);
            let full = format!("{name}{word}");
            self.save(world, org, None, &Team { head, name: full.clone(), parent }).await;
            let code = Code { kind: Kind::Team, n };
            self.note(&At::of(org, None), code, Some((full, word)), None);
        }
        for part in 0..PARTS.len() {
            self.person(world, org, part).await;
        }
        self.cover(world, org).await;
        self.invite(world, org).await;
    }

    /// Somebody is away until after the play.
    async fn cover(&mut self, world: &World, org: usize) {
        let (away, stands_in) = COVERED;
        let id = |scene: &Self, part: usize| scene.cast.who(org, PARTS[part].handle).id;
        let PersonId(key) = id(self, away);
        let mut unit = self.begin(world, org, None).await;
        let before = unit.tx().get::<Person>(key).await.expect("an answer").expect("a person");
        let mut after = before.clone();
        after.cover = Some(id(self, stands_in));
        after.cover_until = Some(instant(COVER_UNTIL));
        unit.tx().save(Some(&before), &after, world.now()).await.expect("saved");
        unit.commit().await.expect("a commit");
        let mut all = self.cast.0.iter_mut();
        let found = all.find(|who| who.org == org && who.part == stands_in);
        found.expect("somebody").covers = Some(away);
    }

    /// An open invite into a team.
    async fn invite(&mut self, world: &World, org: usize) {
        let code = invite_code(u64::try_from(org).expect("few") * 7_654_321 + 1_234_567_891);
        let invite = Invite {
            digest: invite_digest(&code),
            role: "rep".to_owned(),
            team: Some(self.teams[org][1]),
            person: None,
            until: instant(COVER_UNTIL),
            made_by: Some(self.cast.who(org, "dana").id),
        };
        let mark = Mark { org, seen: Seen::ByAll, what: "an invite".to_owned() };
        self.canaries.plant(invite.digest.clone(), mark);
        let mut unit = self.begin(world, org, None).await;
        unit.tx().save_invite(&invite).await.expect("an invite");
        unit.commit().await.expect("a commit");
        self.invites.push(code);
    }

    async fn person(&mut self, world: &World, org: usize, part: usize) {
        let what = format!("person {}", PARTS[part].handle);
        let name = self.canaries.word(Mark { org, seen: Seen::ByAll, what });
        self.names.insert((org, part), format!("李{name}"));
        let n = FIRST_CODE + i64::try_from(part).expect("few");
        let of = &PARTS[part];
        let person = Person {
            head: Head::new(new_id(world.now()), n, world.now()),
            handle: of.handle.to_owned(),
            name: format!("李{name}"),
            lang: of.lang,
            zone: world.org.zone,
            roles: serde_json::from_value(json!([of.role])).expect("a role"),
            team: of.team.map(|team| self.teams[org][team]),
            frozen: of.frozen,
            cover: None,
            cover_until: None,
            quiet: None,
            leave: None,
            digests: no_digests(),
        };
        self.save(world, org, None, &person).await;
        let account = if org == 0 { of.handle.to_owned() } else { format!("twin-{}", of.handle) };
        let id = person.person_id();
        let home = Address::new(SOURCE, &account);
        let mut unit = self.begin(world, org, None).await;
        unit.tx().bind_account(SOURCE, &account, id, &home).await.expect("an account");
        unit.commit().await.expect("a commit");
        let PersonId(key) = id;
        let mark = Mark { org, seen: Seen::ByAll, what: "key of a person".to_owned() };
        self.canaries.plant(key.to_string(), mark);
        self.cast.0.push(Who { org, part, account, id, covers: None });
    }

    async fn products(&mut self, world: &World, org: usize) {
        let mut keys = Vec::new();
        for sku in ["HX100", "HX200"] {
            let head = self.head(world, org, Kind::Product);
            keys.push(head.id);
            let what = format!("product {sku}");
            let all = Mark { org, seen: Seen::ByAll, what: what.clone() };
            let word = self.canaries.word(all.clone());
            let name = format!("空调{word}");
            let pricers = Mark { org, seen: Seen::ByPricers, what: format!("{what}: cost") };
            let code = Code { kind: Kind::Product, n: head.n };
            // The second one has little else to tell than what it costs us.
            let whole = sku == "HX100";
            let product = Product {
                head,
                sku: sku.to_owned(),
                name: name.clone(),
                unit: whole.then(|| "台".to_owned()),
                price: whole.then(|| self.canaries.amount(all.clone())),
                floor: whole.then(|| self.canaries.amount(all)),
                cost: Some(self.canaries.amount(pricers)),
                currency: world.org.currency,
                tax: Some(1300),
                series: None,
                prices: Vec::new(),
            };
            self.save(world, org, None, &product).await;
            self.note(&At::of(org, None), code, Some((name, word)), None);
        }
        self.products.push(keys);
    }

    /// One of everything, in the states in which it can be worked on.
    async fn records_of(&mut self, world: &World, org: usize, owner: Option<usize>) {
        let at = At::of(org, owner);
        self.lead(world, &at, LeadStatus::New, None).await;
        self.lead(world, &at, LeadStatus::Lost, None).await;
        // Whoever sees a deal or an order reads what its customer is called.
        let named = At { linked: vec![(Kind::Deal, owner), (Kind::Order, owner)], ..at.clone() };
        let customer = self.customer(world, &named).await;
        self.contact(world, &at.on(Kind::Customer, owner), customer).await;
        let named = At { linked: vec![(Kind::Order, owner)], ..at.clone() };
        let deal = self.deal(world, &named, customer, Outcome::Open).await;
        self.deal(world, &named, customer, Outcome::Won).await;
        for status in [OrderStatus::Draft, OrderStatus::Submitted, OrderStatus::Confirmed] {
            self.order(world, &at, customer, deal, status).await;
        }
        for (kind, on) in [(Kind::Deal, deal), (Kind::Customer, customer)] {
            self.talk(world, &at.on(kind, owner), (kind, on), customer).await;
        }
    }

    /// What belongs to one but hangs on another's: deals and orders that bo and cai have with a
    /// customer of amy's, one that amy has with a customer of cai's, and people at these customers
    /// that they look after.
    async fn crossed(&mut self, world: &World, org: usize) {
        let (amy, bo, cai) = (Some(0), Some(1), Some(2));
        let before = self.records.len();
        for (owner, others) in [(amy, vec![bo, cai]), (cai, vec![amy])] {
            // Whoever has a deal reads what its customer is called.
            let kinds = [Kind::Deal, Kind::Order, Kind::Lead];
            let linked = kinds.into_iter().flat_map(|kind| others.iter().map(move |o| (kind, *o)));
            let at = At { linked: linked.collect(), ..At::of(org, owner) };
            let customer = self.customer(world, &at).await;
            for other in others {
                let theirs = At::of(org, other);
                let named = At { linked: vec![(Kind::Order, other)], ..theirs.clone() };
                let deal = self.deal(world, &named, customer, Outcome::Open).await;
                let on = theirs.on(Kind::Deal, other);
                self.talk(world, &on, (Kind::Deal, deal), customer).await;
                self.order(world, &theirs, customer, deal, OrderStatus::Draft).await;
                // What they noted on the customer itself its owner reads too, not the reverse.
                let both = theirs.on(Kind::Customer, owner);
                self.talk(world, &both, (Kind::Customer, customer), customer).await;
                // A person at a customer is seen by whoever sees the customer.
                self.contact(world, &both, customer).await;
                self.lead(world, &theirs, LeadStatus::Converted, Some(customer)).await;
            }
            let own = At::of(org, owner).on(Kind::Customer, owner);
            self.talk(world, &own, (Kind::Customer, customer), customer).await;
        }
        for record in &mut self.records[before..] {
            record.crossed = true;
        }
    }

    /// What somebody works along on: a customer of bo's, without the deal that bo has with it, and
    /// another deal of bo's, without its customer and its order.
    async fn shared(&mut self, world: &World, org: usize) {
        let (owner, helper) = (Some(SHARED.0), SHARED.1);
        let before = self.records.len();
        let at = At::of(org, owner);
        let links = vec![(Kind::Deal, owner), (Kind::Order, owner)];
        for kind in [Kind::Customer, Kind::Deal] {
            let helps = |of| if of == kind { vec![helper] } else { Vec::new() };
            let customer = At {
                helpers: helps(Kind::Customer),
                callers: helps(Kind::Deal),
                linked: links.clone(),
                ..at.clone()
            };
            let customer = self.customer(world, &customer).await;
            let person = At { readers: helps(Kind::Customer), ..at.on(Kind::Customer, owner) };
            self.contact(world, &person, customer).await;
            let deal =
                At { helpers: helps(Kind::Deal), linked: vec![(Kind::Order, owner)], ..at.clone() };
            let deal = self.deal(world, &deal, customer, Outcome::Open).await;
            self.order(world, &at, customer, deal, OrderStatus::Draft).await;
            for (kind, on) in [(Kind::Deal, deal), (Kind::Customer, customer)] {
                let talk = At { readers: helps(kind), ..at.on(kind, owner) };
                self.talk(world, &talk, (kind, on), customer).await;
            }
        }
        for record in &mut self.records[before..] {
            record.crossed = true;
        }
    }

    async fn lead(&mut self, world: &World, at: &At, status: LeadStatus, customer: Option<Uuid>) {
        let head = self.head(world, at.org, Kind::Lead);
        let code = Code { kind: Kind::Lead, n: head.n };
        let (name, word) = self.name(at, code, "张华");
        let company = self.word(at, code, "company");
        let reach = self.reach(at, code);
        let lost = status == LeadStatus::Lost;
        let lead = Lead {
            head,
            name: Some(name.clone()),
            company: Some(format!("华星{company}科技")),
            phone: Some(reach.0.clone()),
            email: Some(reach.1.clone()),
            source: Some("exhibition".to_owned()),
            need: Some(self.word(at, code, "need")),
            region: Some(self.word(at, code, "region")),
            tags: vec![self.word(at, code, "tag")],
            owner: self.owner(at),
            status,
            lost_reason: lost.then(|| "price".to_owned()),
            lost_note: lost.then(|| self.word(at, code, "lost note")),
            customer,
            rule: None,
            given_at: None,
            also: vec![reach.1.clone()],
            merged: None,
            apart: BTreeMap::new(),
        };
        self.save(world, at.org, at.owner, &lead).await;
        self.note(at, code, Some((name, word)), Some(reach));
    }

    async fn customer(&mut self, world: &World, at: &At) -> Uuid {
        let head = self.head(world, at.org, Kind::Customer);
        let (id, code) = (head.id, Code { kind: Kind::Customer, n: head.n });
        let (name, word) = self.name(at, code, "华星");
        let reach = self.reach(at, code);
        let customer = Customer {
            head,
            name: name.clone(),
            aliases: vec![format!("华兴{}", self.word(at, code, "alias"))],
            level: Some("A".to_owned()),
            industry: Some(self.word(at, code, "industry")),
            region: Some(self.word(at, code, "region")),
            address: Some(self.word(at, code, "address")),
            phone: Some(reach.0.clone()),
            email: Some(reach.1.clone()),
            tags: vec![self.word(at, code, "tag")],
            note: Some(self.word(at, code, "note")),
            owner: self.owner(at),
            parent: None,
            credit: None,
            tax_title: None,
            tax_id: None,
            bank: None,
            bank_account: None,
            billing: None,
            lead: None,
            also: vec![reach.1.clone()],
            merged: None,
            apart: BTreeMap::new(),
            helpers: self.people(at.org, &at.helpers),
            place: None,
        };
        self.save(world, at.org, at.owner, &customer).await;
        self.note(at, code, Some((name, word)), Some(reach));
        id
    }

    async fn contact(&mut self, world: &World, at: &At, customer: Uuid) {
        let head = self.head(world, at.org, Kind::Contact);
        let code = Code { kind: Kind::Contact, n: head.n };
        let (name, word) = self.name(at, code, "王工");
        let reach = self.reach(at, code);
        let contact = Contact {
            head,
            customer,
            name: name.clone(),
            title: Some(self.word(at, code, "title")),
            phone: Some(reach.0.clone()),
            email: Some(reach.1.clone()),
            note: Some(self.word(at, code, "note")),
            owner: self.owner(at),
        };
        self.save(world, at.org, at.owner, &contact).await;
        self.note(at, code, Some((name, word)), Some(reach));
    }

    async fn deal(&mut self, world: &World, at: &At, customer: Uuid, outcome: Outcome) -> Uuid {
        let head = self.head(world, at.org, Kind::Deal);
        let (id, code) = (head.id, Code { kind: Kind::Deal, n: head.n });
        let (name, word) = self.name(at, code, "华星项目");
        let pipeline = self.pipelines[at.org].clone().expect("a pipeline");
        let stage = pipeline.ending(outcome).or(pipeline.open().next()).expect("a stage");
        let stage = if outcome == Outcome::Open { pipeline.open().next() } else { Some(stage) };
        let stage = stage.expect("a stage");
        // Twice no power of two in one org is one in the other.
        let unit = if at.org == 0 { 100 } else { 101 };
        let before = self.deals.entry(at.org).or_default();
        let worth = self.canaries.number(unit << *before, at.mark(code, "amount"));
        *before += 1;
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        let deal = Deal {
            head,
            name: name.clone(),
            customer: Some(customer),
            amount: Some(worth),
            currency: world.org.currency,
            pipeline: pipeline.id,
            stage: stage.id,
            reached: 3,
            outcome,
            expected_close: NaiveDate::from_ymd_opt(2026, 6, 30),
            opened_on: Some(day),
            closed_on: (outcome != Outcome::Open).then_some(day),
            lost_reason: None,
            lost_note: None,
            competitor: Some(self.word(at, code, "competitor")),
            note: Some(self.word(at, code, "note")),
            owner: self.owner(at),
            lines: Vec::new(),
            lead: None,
            helpers: self.people(at.org, &at.helpers),
        };
        self.save(world, at.org, at.owner, &deal).await;
        self.note(at, code, Some((name, word)), None);
        self.records.last_mut().expect("the deal").worth = Some((outcome, worth));
        id
    }

    async fn order(
        &mut self,
        world: &World,
        at: &At,
        customer: Uuid,
        deal: Uuid,
        status: OrderStatus,
    ) {
        let head = self.head(world, at.org, Kind::Order);
        let code = Code { kind: Kind::Order, n: head.n };
        let price = self.canaries.amount(at.mark(code, "price"));
        let quantity = Quantity::pieces(3);
        let product = self.products[at.org][0];
        let line = OrderLine::new(product, quantity, price, Paid::FULL).expect("a small sum");
        let total = self.canaries.number(line.total, at.mark(code, "total"));
        let order = Order {
            head,
            customer,
            deal: Some(deal),
            lines: vec![line],
            total,
            currency: world.org.currency,
            status,
            owner: self.owner(at),
            confirmed_by: None,
            confirmed_at: (status == OrderStatus::Confirmed).then(|| world.now()),
            carrier: None,
            tracking: Some(self.word(at, code, "tracking")),
            shipped_at: None,
            delivered_at: None,
            cancel_reason: None,
            note: Some(self.word(at, code, "note")),
            approval: None,
            returned: Some(self.word(at, code, "returned")),
            parcels: Vec::new(),
        };
        self.save(world, at.org, at.owner, &order).await;
        self.note(at, code, None, None);
    }

    /// What was said and what is next, one of them overdue.
    async fn talk(&mut self, world: &World, at: &At, on: (Kind, Uuid), customer: Uuid) {
        let (on_kind, on_id) = on;
        let head = self.head(world, at.org, Kind::Activity);
        let code = Code { kind: Kind::Activity, n: head.n };
        let said = Activity {
            head,
            on_kind,
            on_id,
            customer: Some(customer),
            way: Way::Call,
            content: format!("聊了{}", self.word(at, code, "content")),
            at: world.now().plus_millis(-3_600_000),
            owner: self.owner(at),
            participants: Vec::new(),
            valid: true,
            spot: None,
            stay: None,
            files: Vec::new(),
        };
        self.save(world, at.org, at.owner, &said).await;
        self.note(at, code, None, None);
        for hours in [-30, 50] {
            let head = self.head(world, at.org, Kind::FollowUp);
            let code = Code { kind: Kind::FollowUp, n: head.n };
            let next = FollowUp {
                head,
                on_kind,
                on_id,
                customer: Some(customer),
                what: format!("再谈{}", self.word(at, code, "what")),
                way: None,
                due_at: Some(world.now().plus_millis(hours * 3_600_000)),
                due_day: None,
                owner: self.owner(at),
                state: FollowUpState::Open,
                ended_at: None,
                promise: false,
            };
            self.save(world, at.org, at.owner, &next).await;
            self.note(at, code, None, None);
        }
    }

    fn head(&mut self, world: &World, org: usize, kind: Kind) -> Head {
        let next = self.numbers.entry((org, kind)).or_insert(FIRST_CODE);
        let n = *next;
        *next += 1;
        Head::new(new_id(world.now()), n, world.now())
    }

    fn owner(&self, at: &At) -> Option<PersonId> {
        let mine = |who: &&Who| who.org == at.org && Some(who.part) == at.owner;
        self.cast.0.iter().find(mine).map(|who| who.id)
    }

    fn word(&mut self, at: &At, code: Code, field: &str) -> String {
        let mark = at.mark(code, field);
        self.canaries.word(mark)
    }

    /// A name that begins like all others, its own part, and who may read the code.
    fn name(&mut self, at: &At, code: Code, begin: &str) -> (String, String) {
        let word = self.word(at, code, "name");
        self.canaries.code(code.to_string(), at.mark(code, "code"));
        (format!("{begin}{word}"), word)
    }

    fn reach(&mut self, at: &At, code: Code) -> (String, String) {
        let phone = self.canaries.phone(at.mark(code, "phone"));
        (phone, format!("{}@hx.cn", self.word(at, code, "email")))
    }

    fn note(
        &mut self,
        at: &At,
        code: Code,
        name: Option<(String, String)>,
        reach: Option<(String, String)>,
    ) {
        if [Kind::Product, Kind::Team].contains(&code.kind) {
            let mark = Mark { org: at.org, seen: Seen::ByAll, what: code.to_string() };
            self.canaries.code(code.to_string(), mark);
        } else if name.is_none() {
            self.canaries.code(code.to_string(), at.mark(code, "code"));
        }
        let (phone, email) = reach.unzip();
        self.records.push(Planted {
            org: at.org,
            owner: at.owner,
            helpers: at.helpers.clone(),
            crossed: false,
            code,
            name,
            phone,
            email,
            worth: None,
        });
    }

    fn people(&self, org: usize, parts: &[usize]) -> Vec<PersonId> {
        parts.iter().map(|part| self.cast.who(org, PARTS[*part].handle).id).collect()
    }

    async fn save<R: Record>(&mut self, world: &World, org: usize, by: Option<usize>, row: &R) {
        let mut unit = self.begin(world, org, by).await;
        unit.tx().save(None, row, world.now()).await.expect("a record of the scene");
        unit.commit().await.expect("a commit");
        if ![Kind::Person, Kind::Team].contains(&R::KIND) {
            let owner = row.owner().and_then(|id| self.cast.0.iter().find(|who| who.id == id));
            let seen = match R::KIND {
                Kind::Product => Seen::ByAll,
                _ => Seen::With {
                    owners: vec![(R::KIND, owner.map(|who| who.part))],
                    helpers: Vec::new(),
                },
            };
            let mark = Mark { org, seen, what: format!("key of {}", row.code()) };
            self.canaries.plant(row.id().to_string(), mark);
        }
    }

    /// A record now belongs to another part. What it is called may stand on records that are
    /// linked with it.
    pub fn hand_over(&mut self, org: usize, code: Code, to: usize) {
        let mut given = self.records.iter_mut().filter(|r| r.org == org && r.code == code);
        let record = given.next().expect("a record");
        let from = record.owner.replace(to);
        self.canaries.hand_over(org, code, from, to);
    }

    /// A transaction as if somebody had written in the own chat.
    pub async fn begin(
        &self,
        world: &World,
        org: usize,
        by: Option<usize>,
    ) -> Box<dyn bot_core::store::Unit> {
        let who = self.cast.0.iter().find(|who| who.org == org && Some(who.part) == by);
        let origin = Origin {
            org: self.orgs[org],
            change: new_id(world.now()),
            actor: who.filter(|who| !who.part().frozen).map(|who| who.id),
            via: who.map_or("test".to_owned(), |who| Address::new(SOURCE, &who.account).0),
            at: world.now(),
        };
        world.store.begin(origin).await.expect("a transaction")
    }
}
