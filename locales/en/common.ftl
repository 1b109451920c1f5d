not-found = I find no “{ $what }”. Use a code (such as D-31), a name or a part of one; only what you may see is found.
not-allowed = You are not allowed to do that. Your admin can change it.
which-one = Which “{ $what }” do you mean?
which-one-of-many = Which “{ $what }” do you mean? { $more } more are not shown; a few more letters help.
not-understood = I did not understand “{ $what }”. Did you mean:
too-long = This message is too long: { $limit } characters at most. Send it in parts, or just the gist.
internal-error = Sorry, this did not work, and nothing was changed. Try again later; if it fails again, give your admin the reference { $reference }.
repeated = Already saved as { $code }.
button-gone = This button no longer works. Send the command again.
button-used = This button was used before; nothing was done twice.
stranger = Hello! I am a sales assistant and do not know you yet. Ask your admin for an invite code and send: /start CODE
welcome = Welcome, { $name }! You have joined { $org }.
dialog-parked = ({ $command } still waits for “{ $field }”: just answer, or send “cancel”.)
dialog-parked-in-group = ({ $command } still waits for “{ $field }”: reply to this message to answer, or send “cancel”.)
dialog-so-far = (So far: { $known })
dialog-in-group = (In a group: reply to this message to answer, or tap a button.)
cancelled = All right, no { $command }.
nothing-to-cancel = No question is waiting. To take back the last change, send “undo”.
no-more = There is no more.
twin-seen = This { $what } already belongs to { $label } ({ $code }); nothing was saved twice.
twin-unseen = This { $what } is known already, outside of what you may see; nothing was saved. Your manager can look into it.
button-show = Show
button-undo = Undo
button-redo = Redo
button-more = More
button-help = Help
button-again = Save again
undo-nothing = There is nothing of the last 24 hours to undo.
undo-already = This change has been taken back already.
undo-never = { $what } cannot be undone: it has taken effect outside.
undo-later = Cannot undo: { $label } was changed later ({ $at }, { $who }, { $what }). { $advice }
undo-later-by-itself = Cannot undo: { $label } was changed later ({ $at }, { $what }). { $advice }
undo-first = Undo that first.
undo-redo-first = Redo that first.
undo-begin-with = Begin with this: { $step }.
undo-ask = Ask { $who } to undo that first, or change it back by hand.
undo-ask-redo = Ask { $who } to redo that first, or change it back by hand.
undo-by-hand = That cannot be taken back any more, but you can change things by hand.
button-redo-what = Redo { $op }: { $what }
undo-done = ↩️ Undone { $op }: { $what }
undo-redone = ↪️ Redone { $op }: { $what }
undo-told = ↩️ Taken back: { $what } ({ $who }, { $op })
undo-told-redone = ↪️ In force again: { $what } ({ $who }, { $op })
op-undid = took back { $op }
op-redid = redid { $op }
button-undo-what = Undo { $op }: { $what }
ask-field = “{ $field }” is missing. For example: { $example }
ask-name = What is the name?
ask-when = When? For example: tomorrow 3pm, next Wed, in 3 days
ask-reason = What is the reason?
ask-amount = How much is it? For example: 120k, USD 20k
unknown-field = There is no field “{ $name }”. You can use: { $fields }
unknown-field-near = There is no field “{ $name }”; did you mean “{ $near }”? You can use: { $fields }
extra-words = I did not understand “{ $words }”, so nothing was changed. For example: { $example }
wrong-shape = { $field } is not clear: { $given }. The rest is kept; send the right { $field }. For example: { $example }
wrong-choice = There is no { $field } “{ $given }”. Choose one:
wrong-any = “{ $given }” does not say what to change, so nothing was. These can change: { $fields }. For example: { $example }
wrong-past = “{ $given }” is over already. Name a time to come, such as: tomorrow 3pm
wrong-when = { $field } is not clear: { $given }: { $why }. The rest is kept; please send the right time, such as: tomorrow 3pm, 30 June
odd-day = no calendar has that day
odd-time = there is no such time: hours are 0 to 24, minutes 0 to 59, and they must fit the part of the day
odd-far = that is too far away: years are 1900 to 2199, and working days are counted up to 400
odd-zone = that is the time of another zone; please say it in your own
odd-clash = the weekday and the date are two different days
odd-unclear = that can be read in two ways; please write it out, such as: 2026-06-30, tomorrow 0:00
odd-unannounced = the holidays of { $year } are not announced yet; please name the date
button-next-year = That day next year
wrong-discount = The discount is not clear: { $given }. It is more than 0 and at most 100% of the price. Please send the right one, such as: 10% off, 0.9 (which pays 90%) or 九折
wrong-too-long = { $field } is too long: { $limit } characters at most. Please send a shorter one.
wrong-quantity = The quantity does not fit: { $given }. It must be above 0 with three decimals at most, such as A100*20
wrong-negative = { $field } cannot be below zero. Please send the right amount, such as 120k
wrong-too-large = { $field } is too large: 100 billion at most. Please send the right amount, such as 120k
wrong-too-precise = { $field } has too many decimals for its currency (CNY and USD have two, JPY none). Please send the right amount, such as 3500.50 or JPY 3500
company-twin-seen = This company is a customer already: { $label } ({ $code }); nothing was saved twice.
button-history = History
ask-price = What is the price of one? For example: 3500, USD 500
ask-record = Which customer, deal or lead? A name or a code, such as Acme or D-31
ask-content = What happened? A few words will do.
ask-zone = Which time zone? For example: Asia/Shanghai, New York
button-without = Go on without it
wrong-line-price = The price of a line does not fit: not below zero, not too large, no more decimals than its currency has. Please send the lines again, such as A100*20@3300
ask-reason-words = What was it? A few words will do.
button-no-words = No words
button-not-yours = This button is not yours.
button-none = There is no button { $n }.
stranger-bad-code = This invite code is wrong, expired or used already. Ask your admin for a new one and send: /start CODE
owner-needed = Who is to have it? For example: owner=bo
owner-nobody = There is no colleague “{ $who }”, or not in your team. Write a name or a handle, such as: owner=bo
owner-not-yours-to-give = You are not allowed to do that: ask a manager to change the owner.
owner-given = { $who } gave you the { $kind } { $what }
and-more = … and more
page-of = { $from }–{ $to } of { $count }

forget-title = Forget { $who }?
forget-people = People
forget-goes = Goes
forget-in = In
forget-also = Cleared too
forget-traces = { $events ->
        [one] one entry
       *[other] { $events } entries
    } of the history, { $messages ->
        [one] one message
       *[other] { $messages } messages
    }
forget-stays = Stays
forget-stays-what = codes, amounts, dates, stages, and who did what when
forget-company-stays = The company's name stays.
forget-all = The company's name goes too.
forget-final = ⚠️ What is gone is gone: this cannot be undone.
forget-changed = Something has changed since, please look again:
forget-count = { $kind } × { $count }
forget-more = { $names } and { $more } more
forget-done = ✅ { $code } is forgotten: { $records }; { $messages ->
        [one] one message
       *[other] { $messages } messages
    } cleared.
forget-already = { $code } was forgotten { $at }; nothing personal is left.
forget-not-here = Please ask me in our direct chat: I have to show you first who it is.
button-forget = Forget for good
undo-forgets = This cannot be undone: what was removed is gone.
undo-forgotten = Cannot be undone: the personal data of this record was removed later ({ $at }, { $who }) and is gone.
