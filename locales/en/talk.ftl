help-help = get help
help-undo = take back the last change
help-cancel = leave an open question
help-more = show the next page
op-undo = undo
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
