digest-kind-morning = ☀️ Morning plan
digest-kind-daily = 📊 Daily
digest-kind-weekly = 📊 Weekly
digest-kind-monthly = 📊 Monthly
digest-nothing = { $title }: nothing moved, nothing is overdue. { $so_far }
digest-button-won = Won in { $month }
digest-of-month = Won in { $month } { $sum } ({ $n ->
    [one] { $n } deal
   *[other] { $n } deals
})
digest-so-far = Won this month { $sum } ({ $n ->
    [one] { $n } deal
   *[other] { $n } deals
})
digest-today = Today so far: { $numbers }
digest-in-zone = { $days } ({ $zone })
digest-happened = New leads { $leads } · moved { $moved } · won { $won } ({ $sum }) · lost { $lost }
digest-by-person = Won: { $people }
digest-overdue = Overdue follow-ups: { $people }
digest-stale = Stuck deals { $n }: { $deals }
digest-no-valid = Nothing that counts by: { $people }
digest-no-valid-one = { $who } ({ $n } noted)
digest-silent = Nothing noted by: { $people }
digest-late = (late: this was for { $at })
digest-would = The next three would be: { $times }
digest-joined = (the one for { $at } could not be sent: it is in here too)
digest-morning-nothing = { $title }: nothing is due today, and nothing is to close this week.
digest-morning-due = { $n } to do today, { $overdue } overdue
digest-morning-closing = To close this week { $n }: { $deals }
digest-button-overdue = { $who } overdue { $n }
digest-button-today = One by one
digest-button-look = See it now
digest-yours = Your digests
digest-line-on = { $name } · next { $next }
digest-line-off = { $name } · off
digest-how = Change one: { $example }; or “digest weekly off”, “digest daily only-if-something”.
digest-which = There is no digest “{ $given }”: there are morning, daily, weekly, monthly. Example: { $example }
digest-tells = The one of { $at } is about { $days }.
digest-tells-so-far = { " " }What the day has brought by then comes in a line of its own.
digest-whole-month = { " " }For whole months choose the 1st: digest monthly 1st
digest-set = ✅ { $name }: coming { $times }
digest-only-if = It stays away when there is nothing to tell.
digest-off = Fine, no more { $name }.
digest-not-understood = I do not understand “{ $given }”. Write a time (8:30), days (workdays, mon, 1st), on, off, only-if-something. Example: { $example }
cron-fields = cron takes five fields: minute hour day month weekday; “{ $given }” has { $n }. Example: 0 8 * * 1-5
cron-part = The { $field } of a cron cannot be “{ $part }”. Minute 0-59, hour 0-23, day 1-31, month 1-12, weekday 0-7 (0 and 7 are Sunday). Example: 30 8 * * 1-5
cron-never = “{ $given }” never comes. Example: 0 8 1 * *
cron-field-minute = minute
cron-field-hour = hour
cron-field-day = day
cron-field-month = month
cron-field-weekday = weekday
help-digest = set your digests: which ones, and when
op-digest = set a digest
    .did = changed the digest of
help-digest-show = see a digest now
op-digest-show = see a digest
digest-broken = Promised and not kept: { $n }
digest-lines = { $n } for you to look at (reply “number + a line” to ask whose it is):
digest-lines-none = Nothing overdue, stale or broken, and no lead waits 👍
digest-unspoken = { $n ->
    [one] { $n } lead
   *[other] { $n } leads
} nobody has spoken to yet
digest-morning-unspoken = Not spoken to yet { $n }: { $leads }
digest-line-unspoken = { $what } · waits for { $n ->
    [one] { $n } day
   *[other] { $n } days
}
digest-of-nobody = nobody's
digest-line-broken = promised for { $when }, not kept
digest-line-stale = { $who } · { $what } · nothing for { $n ->
    [one] { $n } day
   *[other] { $n } days
}
digest-button-more = { $n } more
help-digest-lines = what wants attention in your team, line by line: broken promises, leads that wait, stale deals, overdue follow-ups
op-digest-lines = look line by line
digest-too-often = A digest comes once an hour at most. Every working day at 18:00, for example: digest daily cron 0 18 * * 1-5
digest-nothing-happened = No new lead, and no deal moved
digest-silent-many = Nothing noted by { $n } people: { $people }
digest-lines-own = { $n } for you to look at (reply with a number to open it):
digest-line-beyond = There is no line { $given }: there { $n ->
    [one] is 1
   *[other] are { $n }
}.
digest-one-by-one = Several lines at once can only be asked about: the numbers and a line, such as “1,2 please move on”. Open or change them one by one.
digest-ask-how = Give the codes ({ $n } at most) and what to ask, for example: { $example }
help-digest-ask = ask about several things at once, each of whose it is
op-digest-ask = ask about several
digest-two-times = { $first } or { $second }: a digest comes once a day. For twice a day use cron, for example: digest daily cron 0 8,18 * * 1-5
digest-pool = Leads in the pool that nobody has taken: { $n }
digest-orders = Orders that wait to be confirmed: { $n }
digest-button-orders = Orders that wait
