help-help = get help
help-undo = take back the last change
help-cancel = leave an open question
help-more = show the next page
op-undo = undo
doubted = That sounds like a question, or like a no: nothing was changed. Tap to do it: { $op }.
undo-which = The last thing you did was an undo, and you said something else since. Bring that back, or undo what was before it?
help-title = { $name }, this is what you can say:
help-first-steps =
    lead add Ann Lee 13800138000 20 units
    log call Acme talked about the price, call again next Wed
    today — what is due today
    Tap a topic for more:
help-no-topic = There is no topic “{ $topic }”.
help-required = { $field } (needed)
help-names = Names
help-fields = Fields
help-example = Example
op-help = help
op-cancel = cancel
op-more = more
help-me = show who you are
help-lang = change the language
help-tz = change the time zone
help-invite = invite a colleague
help-start = bind an account
op-me = me
op-lang = lang
    .did = changed the language of
op-tz = tz
    .did = changed the time zone of
op-invite = invite
op-start = start
me-title = { $name } · { $org }
me-due = Today
me-due-count =
    { $n ->
        [one] { $n } follow-up due
       *[other] { $n } follow-ups due
    }
lang-ask = Which language?
lang-set = ✅ I will speak English with you.
zone-now = { $zone }, now { $now }
zone-set = ✅ Your zone is { $zone }; your time is { $now }.
zone-unknown = There is no zone “{ $given }”. Name a city, such as Asia/Shanghai, or choose one:
invite-made = Invite code: { $code }
invite-made-for = Invite code for a further account of { $name }: { $code }
invite-how = They send me: /start { $code }
invite-link = { $platform }: { $link }
invite-link-then = { $platform }: { $link } and there /start { $code }
invite-until = It works once, until { $until }.
invite-ask-role = Invite as what? Into a team: invite rep 华东
invite-not-here = An invite code is for your eyes only. Send this in our direct chat.
invite-frozen = The account of { $name } is frozen; it cannot be bound.
start-known = Hello, { $name }! You are with { $org }.
start-bound = { $name }, you have joined { $org } already; there is nothing to bind.
thing-sticker = 😄 Got it. To note something, just type, for example: log call Acme talked about the price
thing-unknown = I cannot read this kind of message yet. Just type; “help” shows what I can do.
thing-not-kept = 📎 What came along is not kept: these words are on no record. Send it again as a reply to the record's card.
thing-card = { $name } { $phone }: what shall it be?
thing-card-odd = “{ $phone }” on the card does not look like a phone number. Type it yourself, for example: lead add Ann Lee 13800138000
button-add-contact = Add as contact
button-check = Check
mend-done = ✏️ Corrected: { $what }
mend-done-only = ✏️ Corrected
mend-made = New: { $what }
mend-withdrawn = Taken away: { $what }
mend-same = The words changed, the record need not.
mend-as-it-was = The record is as it was.
mend-gone = That message is too old: editing it changes no record. Say it, for example: lead edit L-1 phone=13900139000
mend-other = Editing a message only corrects what it did. For something else, send a new one.
mend-never = { $what } has already taken effect outside; editing the message cannot change it.
mend-undone = That step has been undone. Please send it anew.
mend-later = { $label } was changed later ({ $at }, { $who }, { $what }), so editing the message does not change it. Say what to change.
mend-stands = { $what } has other records on it and cannot be taken away.
question-no-note = That is a question, so nothing was noted on { $code }. Shall I ask its owner?
question-button-ask = Ask the owner
phone-set = ✅ Your phone: { $phone }. Colleagues see it among the people.
help-me-phone = say under which number colleagues reach you
op-me-phone = change of the phone
    .did = changed the phone of
file-more-lost = ⚠️ Not kept: { $names }
file-lost-large = { $name } (larger than 10 MB)
file-lost-gone = { $name } (could not be fetched, please send it again)
file-none-kept = None of these files is kept.
file-empty = 📄 { $name } is empty: there is nothing in it, so it was not kept.
each-how = Several at once are said like this: { $example } · done F-1 F-2 · later F-1 F-2 tomorrow
each-too-many = { $most } at most at once.
each-done = ✅ { $what }: { $n }
each-more = and { $n } more
each-stopped = Nothing was changed: { $code } cannot be done. Do that one by itself first.
help-each = do one thing to several records
op-each = each
denied = { $what } stays as it is: “{ $words }” does not say why it ended. Do it all the same?
denied-button = All the same: { $op }
cannot-send = “{ $words }”: I cannot send files or mails, and noted nothing on { $code }.
