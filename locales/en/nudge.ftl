nudge-due-on = ⏰ Due: { $what } ({ $label } { $code })
nudge-due = ⏰ Due: { $what }
nudge-when = Due { $when } ({ $code })
nudge-several = ⏰ { $n } things wait for you
nudge-more = { $n } more: { $kinds }
nudge-more-of = { $what } { $n } (in “{ $place }”)
nudge-in-today = today
nudge-in-leads = lead list
nudge-in-customers = customers
nudge-in-deals = deals
nudge-in-orders = orders
nudge-last = (number { $n } of today, and the last: the rest comes together on the next working day; “today” shows it now)
nudge-late = (late: this was for { $at })
nudge-line-due-on = { $what } · { $at } · due { $when }
nudge-line-due = { $what } · due { $when }
nudge-line-new-lead = New lead { $what } has waited { $n } working hours for a first contact
nudge-line-new-lead-days = New lead { $what } has waited { $n } days for a first contact
nudge-line-no-next = { $what } has no next step
nudge-line-stale = No activity on { $what } for { $n } days
nudge-line-close = { $what } was expected to close on { $day }
nudge-line-order = Order { $what }: { $status }, for { $n } days
nudge-line-for = { $text } (for { $who })
nudge-line-told = { $who }: { $text }
nudge-button-remind = Remind { $who }
nudge-button-give = Reassign
nudge-button-take = Take over
nudge-button-contacted = Contacted
nudge-button-log = Log
nudge-button-one-by-one = One by one
help-remind = remind a colleague of a record
op-remind = remind a colleague
    .did = reminded
help-give = hand a record or a follow-up to a colleague
op-give = reassign
    .did = reassigned
give-whom = To whom?
give-same = { $what } is { $who }’s already.
give-done = ✅ { $what } is { $who }’s now
remind-yours = { $what } is your own; no need to remind anybody.
remind-nobody = { $what } belongs to nobody right now. Give it to a colleague first.
remind-away = { $who } is away and back { $back }. Wait until then, or give it to somebody else.
remind-told = 🔔 { $who } asks about { $what }
remind-note = “{ $note }”
remind-done = ✅ Reminded { $who }: { $what }
help-nudge = See the reminder rules; see what a change would have sent last week
op-nudge = change the reminders
    .did = changed the reminders of
nudge-rules = ⏰ Reminders
nudge-rule-days = When due, and again { $days } working days after it ({ $at })
nudge-rule-most = At most { $n } messages a person a day; the manager is told after { $after }
nudge-rule-limits = New leads within { $hours } working hours; orders that stand still for { $days } working days
nudge-rule-stages = Days without a valid activity until a deal is stuck: { $stages }
nudge-rule-by-stage = days until a deal is stuck, by stage
nudge-rule-off = Off: { $what }
nudge-set = ✅ Reminders from now on:
nudge-how = To change them: nudge most 3 · nudge days 1 3 5 · nudge manager 2 · nudge first-response 8 · nudge orders 5 · nudge stale quotation 10 · nudge off stuck deals
nudge-bad = I do not understand “{ $given }”. Write: most 1–50 · days 1 3 5 (rising) · manager 1–20 · first-response 1–200 · orders 1–90 · stale with a stage and 1–365 · on/off with a kind of reminder: { $kinds }. Example: nudge most 3
nudge-name-first-response = first response
nudge-name-follow-up-due = follow-ups
nudge-name-close-passed = expected close
nudge-name-deal-stale = stuck deals
nudge-name-order-waits = waiting orders
nudge-name-no-next-step = no next step
help-nudge-set = Change the reminder rules, with a look at last week first
op-nudge-set = change the reminder rules
    .did = changed the reminder rules:
nudge-same = The reminder rules are like that already:
nudge-button-sure = Make it so
nudge-rehearsal = 🔎 Like this, the last 7 days would have sent { $n ->
    [one] { $n } reminder
   *[other] { $n } reminders
} ({ $sent ->
    [one] { $sent } was
   *[other] { $sent } were
} sent).
nudge-by-kind = By matter (a reminder may hold several): { $list }
nudge-by-person = By person: { $list }
nudge-more-people = and { $n } more people
nudge-not-whole = There is too much: only the newest 20,000 records of each kind were looked at
nudge-then = The rules would be:
nudge-how-was-it-on = 🤝 How did it go: { $what } ({ $label } { $code })? One line, and it is noted
nudge-how-was-it = 🤝 How did it go: { $what }? One line, and it is noted
nudge-name-brief = brief before a visit
nudge-button-useless = Not useful
nudge-shares = Reminders of the last { $days } days, and how many were of no use
nudge-share = { $what }: { $sent } sent, { $useless } not useful ({ $share })
nudge-share-by = { $line }: { $people }
useless-none = You have had no reminders lately.
useless-noted = Noted: that reminder was of no use ({ $what }). Your manager sees how many are not.
useless-instead = To get fewer: what is done, moved or dropped is not mentioned again; “quiet 19:00-9:00” sets your quiet hours; how often and of what people are reminded is the admin’s to change.
useless-button-rules = Reminder rules
useless-button-off = Switch off “{ $what }”
help-not-useful = say that your last reminder was of no use
op-not-useful = the reminder’s use
help-answer = answer a colleague about a record; your manager when nobody asked
op-answer = answer
field-answer-note = answer
answer-told = 💬 { $who } answers about { $what }
answer-to = You asked: { $asked }
answer-done = ✅ { $who } has your answer: { $what }
answer-nobody = There is nobody to answer about { $what } now: whoever asked no longer sees it or has no account.
button-answer = Answer
whose-answer = Whose question does “{ $said }” answer?
button-answer-to = Answer { $who } ({ $code })
button-op-on = { $command } ({ $code })
digest-which-line = Which line?
dry-run-now = As the rules are now: { $n }
dry-run-moved = { $n } of them would have come at another time
dry-run-digests = { $n ->
    [one] { $n } digest
   *[other] { $n } digests
} would have gone out ({ $before } as it is set now), some at another time
dry-run-mine = 🔎 Like this, the last 7 days would have brought you { $n ->
    [one] { $n } reminder
   *[other] { $n } reminders
} and { $digests ->
    [one] { $digests } digest
   *[other] { $digests } digests
} ({ $n_before } and { $digests_before } as it is set now).
dry-run-covered = 🔎 With a leave in the last 7 days { $who } would have got your { $n ->
    [one] { $n } reminder
   *[other] { $n } reminders
}, and { $digests ->
    [one] { $digests } digest
   *[other] { $digests } digests
} would have stayed away.
dry-run-away = 🔎 With a leave in the last 7 days your { $n ->
    [one] { $n } reminder
   *[other] { $n } reminders
} would have waited until you are back, and { $digests ->
    [one] { $digests } digest
   *[other] { $digests } digests
} would have stayed away.
dry-run-same = 🔎 Like this, the last 7 days would have brought you the same reminders and digests.
