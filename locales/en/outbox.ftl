help-outbox-list = Show messages that did not arrive
help-outbox-retry = Send messages that did not arrive once more
help-outbox-drop = Let messages rest that did not arrive
op-outbox-list = show messages that did not arrive
op-outbox-retry = send messages again
op-outbox-drop = let messages rest
letters-told = 📭 { $n ->
    [one] One message
   *[other] { $n } messages
} did not arrive
letters-list = 📭 Messages that did not arrive ({ $n })
letters-none = Every message has arrived.
letters-more = … and { $n } more
letters-button-retry = Send again
letters-button-drop = Let rest
letters-retried = ✅ Sending { $n } again
letters-dropped = ✅ { $n } will not be sent any more
letters-gone = Those are settled already. What is left: outbox list
letters-which = I did not get “{ $given }”. Give the numbers in the list, or “all”, for example: outbox retry 12
letter-why-day = tried for 24 hours
letter-kind-say = message
letter-kind-nudge = reminder
letter-kind-digest = digest
letter-kind-file = file
chat-closed = 🚫 { $who } cannot get my messages on { $platform } any more: perhaps I was blocked or the chat deleted. I keep the reminders until { $who } writes to me again.
chat-closed-group = 🚫 I cannot write in a group on { $platform } any more: perhaps I was removed or may not speak there. I keep what is for it until somebody there calls me again.
menu-outbox = Messages that did not arrive
bot-refused = ⚠️ { $platform } no longer lets our bot { $name } in ({ $why }). Nobody is heard there, and what is for people there waits. On the server, `gendan doctor` says what to do.
bot-let-in = ✅ { $platform } lets our bot { $name } in again. What waited there goes out now.
bot-silent = 🤔 I have heard nothing on { $platform } since { $at }, though people usually write there at this time. Please send me a word there: if no answer comes, `gendan doctor` on the server says more.
