help-deal-open = open a new deal
help-deal-list = list deals
help-deal-show = show a deal
help-deal-edit = change a deal
help-deal-lines = add, remove and change the products of a deal
help-deal-move = move a deal to another stage
help-deal-win = note that a deal is won
help-deal-lose = note that a deal is lost, and why
help-deal-reopen = reopen a closed deal
help-deal-untick = take the tick off something that is not done after all
op-deal-open = deal open
    .did = opened
op-deal-list = deal list
op-deal-show = deal show
op-deal-edit = deal edit
    .did = changed
op-deal-lines = deal products
    .did = changed products
op-deal-move = deal move
    .did = moved
op-deal-win = deal win
    .did = won
op-deal-lose = deal lose
    .did = lost
op-deal-reopen = deal reopen
    .did = reopened
op-deal-untick = deal untick
    .did = unticked
deal-opened = ✅ Opened { $deal }
deal-edited = ✅ Changed { $deal }
deal-moved = ✅ { $deal }: { $from } → { $to }
deal-ask-stage-elsewhere = Which stage of the pipeline “{ $pipeline }” does { $deal } go to?
deal-pipeline-alone = Moving to another pipeline stands alone: deal move { $code } pipeline=Channel. Send the rest before or after it.
deal-moved-back = ↩️ { $deal } goes back to an earlier stage: { $from } → { $to }
deal-won = 🎉 Well done! { $deal } is won: { $amount }
deal-won-on = Won on: { $day }
deal-won-ahead = { $day } is still to come: it cannot be won on that day. Signed today: deal win D-1
deal-won-before = This deal began on { $opened }: it was not won on { $day }. Name a later day, such as: deal win D-1 yesterday
deal-won-unknown = 🎉 Well done! { $deal } is won. Its amount is not known yet; add it with “{ $code } amount=120k”
deal-lost = Noted as lost: { $deal }, { $why }
deal-reopened = ✅ Reopened { $deal }, back to { $stage }
deal-ask-name = What is the deal with { $customer } about? For example: 20 units
deal-ask-next = When to follow up?
deal-ask-stage = { $deal } is in “{ $stage }”. Where should it go?
deal-ask-reason = Why was { $deal } lost?
deal-no-stage = There is no stage “{ $word }”. Choose one:
deal-no-such-word = No stage, colleague or customer is called “{ $word }”. The stages are: { $stages }. Or name a customer, a time or an amount, such as: deal list Acme this month over 100k
deal-no-currency = I do not know the currency “{ $word }”. For example: currency=USD
deal-too-precise = { $field } has too many decimals: { $currency } has { $digits ->
    [0] no decimals
    [one] one decimal
   *[other] { $digits } decimals at most
}. The rest is kept; just send the right amount, such as { $example }
deal-same-stage = { $deal } is in “{ $stage }” already; nothing was changed.
deal-is-closed = { $deal } is closed ({ $stage }, { $on }), so its stage cannot change. To work on it again, first send “deal reopen { $code }”.
deal-is-open = { $deal } is still open ({ $stage }); there is nothing to reopen.
deal-unchanged = { $deal } is like that already; nothing was changed.
deal-needs-name = A deal needs a name. For example: name="20 units"
deal-close-alone = To change to “{ $stage }”, send it on its own: { $code } { $stage }
deal-empty = empty
deal-amount-unknown = amount unknown
deal-closed-on = Closed on
deal-list = Deals
deal-open = open
deal-outcome-won = won
deal-outcome-lost = lost
deal-none = There are no open deals. Open one first: { $example }
deal-none-such = No deals like that.
deal-sum = { $count ->
    [one] { $count } deal
   *[other] { $count } deals
} in all · { $amount }
deal-sum-many = More than { $most } deals: the pipeline adds them up.
deal-button-pipeline = Pipeline
deal-sum-unknown = { $count } without an amount
deal-button-move = Move to { $stage }
deal-button-log = Log a call
deal-button-follow = Follow up
deal-button-win = Won
deal-button-lose = Lost
deal-button-reopen = Reopen
deal-button-order = Make the order
deal-button-all = All deals
deal-won-by = 🎉 { $who } noted your deal { $deal } as won: { $amount }
deal-lost-by = { $who } noted your deal { $deal } as lost: { $why }
deal-moved-by = { $who } moved your deal { $deal }: { $from } → { $to }
deal-reopened-by = { $who } reopened your deal { $deal }, back to { $stage }
deal-edited-by = { $who } changed your deal { $deal }: { $changes }
deal-closed-fixed = { $deal } is closed ({ $stage }, { $on }), so its amount, customer and date stay. First send “deal reopen { $code }”, or ask your manager.
deal-lines-follow = Its product is worth { $sum } now, too: an order comes to that.
deal-lines-stay = Its products are unchanged and add up to { $sum }: an order goes by them.
deal-lines-edited = ✅ Products changed: { $deal }
deal-lines-amount = Amount { $was } → { $is }
deal-lines-apart = The products come to { $sum }, the deal is still worth { $amount }: an order comes to the former.
deal-lines-ask = What is to change about the products of { $deal }? For example: add A100*2 · A100*5@3300 · remove A100
deal-lines-unclear = “{ $words }” is not clear. Products are changed like this: add A100*2 · A100*5@3300 · remove A100
deal-lines-no-such = { $deal } has no “{ $product }”. It has: { $there }
deal-two-currencies = A deal has one currency: this one is in { $one }, that price is in { $other }.
deal-goods-more = { $names } and more, { $count } products
deal-goods-named = No product is called “{ $words }”: the words went into the name of the deal.
deal-button-amount = Amount { $amount }
deal-button-without = Without “{ $product }”
deal-lines-open = Its products have no amounts any more: an order goes by list prices.
deal-lines-listed = Its products have no amounts of their own: an order goes by list prices.
deal-closing = closing { $from } – { $to }
deal-at-least = { $amount } or more
deal-at-most = { $amount } or less
deal-reached = reached { $stage }
deal-quiet = stale
deal-untouched = Never touched
deal-undated = no expected day
deal-opened-in = opened { $span }
deal-closing-before = closing before { $day }
deal-closing-from = closing from { $day } on
deal-needs-customer = A deal cannot be without its customer; nothing was changed. To name another: customer=Acme
deal-which-of = Which deal with { $customer }?
deal-which-of-many = Which deal with { $customer }? There are { $more } more: a name or a code is an answer too.
deal-none-open-of = There is no open deal with { $customer }.
deal-none-ended-of = There is no closed deal with { $customer }.
deal-stays = ✅ { $deal }: still in { $stage }
deal-button-show-order = Show { $order }
deal-sum-beside = of these { $count } shared with you or in your care · { $amount }, which reports do not count
