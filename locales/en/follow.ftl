help-follow = plan the next step
help-follow-show = show a follow-up
help-today = go through what is due today
help-done = close a follow-up
help-later = move a follow-up
help-drop = drop a follow-up
op-follow = follow
    .did = planned
op-follow-show = follow show
op-today = today
op-done = done
    .did = completed
op-later = later
    .did = put off
op-drop = drop
    .did = dropped
follow-what = Follow up
follow-saved = ✅ Planned { $what }
follow-done = ✅ Done: { $what }
follow-moved = ⏰ { $what } moved to { $when }
follow-dropped = All right, dropped { $what }
follow-offer = When is the next step?
follow-ask-when = When to follow up on { $on }? For example: tomorrow 3pm, next Wed
follow-ask-content = { $what }: what happened? A few words will do.
later-ask-when = When instead for { $what }? For example: tomorrow 3pm, next Wed
follow-done-before = { $code } { $what } was done before ({ $at }).
follow-dropped-before = { $code } { $what } was dropped before ({ $at }).
follow-which = { $n } follow-ups are open. Which one?
follow-which-on = { $on } has { $n } open follow-ups. Which one?
follow-none-on = You have no open follow-up on { $on }. Plan one?
follow-none = No follow-ups. Plan one: { $example }
follow-last-words = Last
follow-overdue-today = { $when } (overdue)
follow-overdue =
    { $n ->
        [one] { $when } ({ $n } day overdue)
       *[other] { $when } ({ $n } days overdue)
    }
follow-up-state-done = done
follow-up-state-dropped = dropped
today-left = { $n } more today.
today-end =
    { $n ->
        [one] That was all for today; { $n } is still open.
       *[other] That was all for today; { $n } are still open.
    }
today-none = 🎉 Nothing is due today. Next: { $when } · { $what }
button-done = Done
button-done-code = Done { $code } { $what }
button-just-done = Just done
button-hour = +1 h
button-tomorrow = Tomorrow
button-three-days = 3 days
button-next-week = Next week
button-next-monday = Next Monday
button-pick-day = Pick a day
button-drop = Drop
button-later = Move
button-next-due = Next ({ $n })
button-again-from-start = From the start
button-today = Today
follow-told-moved = { $who } moved your { $what } to { $when }
follow-told-done = { $who } did your { $what }
follow-told-dropped = { $who } dropped your { $what }
follow-taken = { $who } gave the { $kind } { $what } to { $new }.
follow-handed = { $count ->
    [one] 1 open follow-up goes
   *[other] { $count } open follow-ups go
} to { $new } as well.
follow-ended =
    { $count ->
        [one] Its follow-up is dropped, too.
       *[other] Its { $count } follow-ups are dropped, too.
    }
follow-goes-on =
    { $count ->
        [one] 1 follow-up goes on:
       *[other] { $count } follow-ups go on:
    }
follow-when-reminded = { $when } (reminder { $at })
follow-when-skipped = { $when } (the clocks go forward: there is no { $from }–{ $to } that day)
follow-moved-same = { $what } is due { $when } already; nothing was changed.
follow-up-state-open = open
follow-back = { $count ->
    [one] 1 follow-up of it is open again.
   *[other] { $count } follow-ups of it are open again.
}
button-then = Plan for { $when }
follow-promised = promised: { $what }
follow-promised-to-us = 🤝 { $what }
help-brief = what to know before you meet a customer: last words, promises, what is open
op-brief = the brief
brief-title = 📍 { $when } · { $what }
brief-last = Last words
brief-promises = Promised and still to do
brief-open = Going on
promise-renewed = Before, it was “{ $what }” ({ $code }, { $when }): that one is still open.
promise-button-renewed = This one instead of { $code }
done-or-not = That sounds as if “{ $what }” was not done. Move it, drop it, or note it as done all the same?
done-or-else = Is “{ $said }” what came of “{ $what }”?
button-later-to = Move to { $when }
button-done-all-the-same = It is done
remind-colleague = { $who } is a colleague. A reminder goes to whoever a record belongs to: name the customer, the deal or the order, such as: remind D-1 can it be signed this week?
remind-colleague-of = { $what } belongs to { $who }. Ask now, or be reminded yourself?
remind-colleague-not = { $what } does not belong to { $who }, so there is nobody to remind of it. You can plan it for yourself, and give it to { $who } then.
remind-button-ask = Ask { $who } now
remind-button-mine = Remind me
of-two = That names two: { $one } and { $other }. Whose is it? Tap both where it is for both.
errands-one-by-one = These are several things, each with a time of its own. Send them one by one, such as: call Acme tomorrow 3pm
errands-ask = These are { $count } things. A tap plans each of them:
