-- The spine: orgs, lines of work, the event log and the ten kinds of records.
-- {id} {int} {time} {date} {json} {bool} {serial} {strict} {keyed} are replaced per database.

-- ---- orgs and people's ways in -------------------------------------------------------------

create table org (
    org {id} not null primary key,
    name text not null,
    zone text not null,
    currency text not null,
    lang text not null,
    lists {json} not null
) {strict};

create table account (
    org {id} not null,
    source text not null,
    account text not null,
    person {id} not null,
    home text not null,
    used_at {time} not null,
    primary key (source, account)
) {strict};
create index account_person on account (org, person, used_at);

create table invite (
    org {id} not null,
    digest text not null primary key,
    role text not null,
    team {id},
    person {id},
    until {time} not null,
    used_at {time},
    -- The message that used it: begun again after a failure, it finds its invite still there.
    used_by {id}
) {strict};

-- Always empty: writing null into it is how a statement refuses the transaction around it.
create table refusal (
    org {id} not null,
    why text not null
) {strict};

-- ---- what came in --------------------------------------------------------------------------

create table inbox (
    seq {serial},
    id {id} not null,
    source text not null,
    upd text not null,
    line text not null,
    raw text not null,
    said text,
    received_at {int} not null,
    parked {bool} not null,
    error text
) {strict};
create unique index inbox_update on inbox (source, upd);
create unique index inbox_id on inbox (id);
create index inbox_line_seq on inbox (line, seq);
create index inbox_said on inbox (line, said) where said is not null;

create table inbox_line (
    line text not null primary key,
    head {int},
    next_at {int},
    lease_until {int},
    epoch {int} not null,
    attempts {int} not null
) {keyed};
create index inbox_line_next on inbox_line (next_at) where next_at is not null;

create table cursor (
    source text not null primary key,
    cursor {int} not null,
    at {int} not null
) {keyed};

-- ---- what goes out -------------------------------------------------------------------------

create table outbox (
    org {id} not null,
    seq {serial},
    id {id} not null,
    chat text not null,
    source text not null,
    person {id},
    payload {json} not null,
    edits {id},
    change {id} not null,
    created_at {time} not null,
    state text not null,
    sent_at {int},
    ref text,
    attempts {int} not null,
    error text
) {strict};
create unique index outbox_id on outbox (org, id);
create index outbox_chat on outbox (chat, seq);

create table chat_line (
    org {id} not null,
    chat text not null,
    source text not null,
    head {int},
    next_at {int},
    lease_until {int},
    epoch {int} not null,
    attempts {int} not null,
    primary key (org, chat)
) {keyed};
create index chat_line_next on chat_line (source, next_at) where next_at is not null;

create table press (
    org {id} not null,
    message {id} not null,
    row {int} not null,
    change {id} not null,
    at {time} not null,
    primary key (org, message, row)
) {keyed};

create table talk (
    org {id} not null,
    person {id} not null,
    chat text not null,
    state {json} not null,
    primary key (org, person, chat)
) {keyed};

-- ---- the log, numbers, timers, jobs, search --------------------------------------------------

create table event (
    org {id} not null,
    seq {int} not null,
    change {id} not null,
    at {time} not null,
    actor {id},
    via text not null,
    kind text not null,
    id {id} not null,
    version {int} not null,
    op text not null,
    fields {json} not null,
    undoes {id},
    primary key (org, seq)
) {strict};
create index event_change on event (org, change);
create index event_record on event (org, kind, id, seq);
create index event_actor on event (org, actor, via, seq);
create index event_undoes on event (org, undoes) where undoes is not null;

create table counter (
    org {id} not null,
    name text not null,
    n {int} not null,
    primary key (org, name)
) {keyed};

create table timer (
    org {id} not null,
    kind text not null,
    id {id} not null,
    rule text not null,
    at {time} not null,
    primary key (org, kind, id, rule)
) {keyed};
create index timer_at on timer (at);

create table job (
    org {id} not null,
    id {id} not null,
    kind text not null,
    unique_key text not null,
    payload {json} not null,
    due {time} not null,
    run_at {time} not null,
    state text not null,
    lease_until {int},
    epoch {int} not null,
    attempts {int} not null,
    error text,
    primary key (org, id)
) {strict};
create unique index job_unique on job (org, kind, unique_key);
create index job_run_at on job (run_at) where state = 'waiting';

create table search_key (
    org {id} not null,
    key text not null,
    rung text not null,
    kind text not null,
    id {id} not null,
    n {int} not null,
    label text not null,
    owner {id},
    primary key (org, key, rung, kind, id)
) {keyed};
create index search_key_record on search_key (org, kind, id);

create table outside (
    org {id} not null,
    source text not null,
    external text not null,
    kind text not null,
    id {id} not null,
    primary key (org, source, external)
) {keyed};

create table pipeline (
    org {id} not null,
    id {id} not null,
    key text not null,
    name text not null,
    primary key (org, id)
) {strict};
create unique index pipeline_key on pipeline (org, key);

create table stage (
    org {id} not null,
    id {id} not null,
    pipeline {id} not null,
    pos {int} not null,
    key text not null,
    zh text not null,
    en text not null,
    rate {int} not null,
    outcome text not null,
    idle_days {int},
    primary key (org, id)
) {strict};
create unique index stage_pos on stage (org, pipeline, pos);

-- ---- records -------------------------------------------------------------------------------

create table lead (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    name text,
    company text,
    phone text,
    email text,
    source text,
    need text,
    region text,
    tags {json} not null,
    owner {id},
    status text not null,
    lost_reason text,
    lost_note text,
    customer {id},
    primary key (org, id)
) {strict};
create unique index lead_n on lead (org, n);
create index lead_owner on lead (org, owner, n);
create index lead_customer on lead (org, customer) where customer is not null;

create table customer (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    name text not null,
    aliases {json} not null,
    level text,
    industry text,
    region text,
    address text,
    phone text,
    email text,
    tags {json} not null,
    note text,
    owner {id},
    parent {id},
    lead {id},
    primary key (org, id)
) {strict};
create unique index customer_n on customer (org, n);
create index customer_owner on customer (org, owner, n);

create table contact (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    customer {id} not null,
    name text not null,
    title text,
    phone text,
    email text,
    note text,
    owner {id},
    primary key (org, id)
) {strict};
create unique index contact_n on contact (org, n);
create index contact_customer on contact (org, customer, n);

create table deal (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    name text not null,
    customer {id},
    amount {int},
    currency text not null,
    pipeline {id} not null,
    stage {id} not null,
    reached {int} not null,
    outcome text not null,
    expected_close {date},
    opened_on {date},
    closed_on {date},
    lost_reason text,
    lost_note text,
    competitor text,
    note text,
    owner {id},
    lines {json} not null,
    lead {id},
    primary key (org, id)
) {strict};
create unique index deal_n on deal (org, n);
-- Every list of deals names an outcome; it stands in each index, so that the narrowest is taken.
create index deal_owner on deal (org, owner, outcome, n);
create index deal_customer on deal (org, customer, outcome, n);
create index deal_stage on deal (org, stage, outcome, n);
create index deal_outcome on deal (org, outcome, n);
create index deal_closed on deal (org, outcome, closed_on);

create table activity (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    on_kind text not null,
    on_id {id} not null,
    customer {id},
    way text not null,
    content text not null,
    at {time} not null,
    owner {id},
    valid {bool} not null,
    primary key (org, id)
) {strict};
create unique index activity_n on activity (org, n);
create index activity_on on activity (org, on_kind, on_id, n);
create index activity_customer on activity (org, customer, n) where customer is not null;
create index activity_owner on activity (org, owner, at);

create table follow_up (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    on_kind text not null,
    on_id {id} not null,
    customer {id},
    what text not null,
    way text,
    due_at {time},
    due_day {date},
    owner {id},
    state text not null,
    ended_at {time},
    primary key (org, id)
) {strict};
create unique index follow_up_n on follow_up (org, n);
create index follow_up_due_at on follow_up (org, owner, due_at) where state = 'open';
create index follow_up_due_day on follow_up (org, owner, due_day) where state = 'open';
create index follow_up_on on follow_up (org, on_kind, on_id) where state = 'open';

create table product (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    sku text not null,
    sku_key text not null,
    name text not null,
    unit text,
    price {int},
    floor {int},
    cost {int},
    currency text not null,
    tax {int},
    series text,
    primary key (org, id)
) {strict};
create unique index product_n on product (org, n);
create unique index product_sku on product (org, sku_key) where not withdrawn;

create table sales_order (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    customer {id} not null,
    deal {id},
    lines {json} not null,
    total {int} not null,
    currency text not null,
    status text not null,
    owner {id},
    confirmed_by {id},
    confirmed_at {time},
    carrier text,
    tracking text,
    shipped_at {time},
    delivered_at {time},
    cancel_reason text,
    note text,
    primary key (org, id)
) {strict};
create unique index sales_order_n on sales_order (org, n);
create index sales_order_owner on sales_order (org, owner, n);
create index sales_order_customer on sales_order (org, customer, n);
create index sales_order_deal on sales_order (org, deal, n) where deal is not null;

create table person (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    handle text not null,
    name text not null,
    lang text not null,
    zone text not null,
    roles {json} not null,
    team {id},
    frozen {bool} not null,
    primary key (org, id)
) {strict};
create unique index person_n on person (org, n);
create unique index person_handle on person (org, handle) where not withdrawn;
create index person_team on person (org, team) where team is not null;

create table team (
    org {id} not null,
    id {id} not null,
    n {int} not null,
    version {int} not null,
    withdrawn {bool} not null,
    created_at {time} not null,
    updated_at {time} not null,
    extra {json} not null,
    name text not null,
    parent {id},
    primary key (org, id)
) {strict};
create unique index team_n on team (org, n);
create index team_parent on team (org, parent) where parent is not null;

-- What deals and orders are about, by product: derived from their lists of lines.
create table record_line (
    org {id} not null,
    kind text not null,
    id {id} not null,
    pos {int} not null,
    product {id} not null,
    quantity {int},
    price {int},
    amount {int},
    primary key (org, kind, id, pos)
) {keyed};
create index record_line_product on record_line (org, product);
