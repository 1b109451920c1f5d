fields-list = The fields of your own
fields-none = There are no fields of your own yet.
fields-list-how = To add one: { $example }
fields-added = ✅ Records of this kind have a new field: { $kind }
fields-changed = ✅ The field is different now: { $kind }
fields-how = Try it: { $example }
fields-same = “{ $field }” is like that already.
fields-choices = choice: { $choices }
fields-from-stage = needed for { $stage }
fields-ask-choices = Which words can be chosen? For example: Marketing, Sales
fields-stage-deal = Only deals go through stages: leave out stage=.
fields-no-stage = “{ $given }” is no stage. There are: { $stages }
fields-too-many = At most { $most } fields of a kind, and { $most } choices of a field.
fields-bad-name = “{ $name }” cannot be the name of a field: at most { $most } characters, none of = : , ;
fields-taken = “{ $name }” is a field already ({ $kind }): choose another name.
fields-no-such = “{ $name }” is no field of your own ({ $kind }): there are none.
fields-no-such-but = “{ $name }” is no field of your own ({ $kind }). There are: { $all }
fields-dropped = ✅ The field “{ $name }” is gone ({ $kind }). What records have of it stays with them.
button-fields = Fields
help-field-list = fields of your own
help-field-add = make a field of your own
help-field-drop = take a field of your own away
help-gate = see or set what a stage demands
op-field-list = field list
op-field-add = field add
    .did = added a field to
op-field-drop = field drop
    .did = dropped a field of
op-gate = gate
    .did = changed a gate in
gate-list = What stages demand
gate-none = No stage demands anything.
gate-how = To set it: gate quotation amount close check=requirements, drawings · gate quotation none
gate-set = ✅ From now on stages demand:
gate-same = That is what { $stage } demands already.
gate-line = { $stage }: { $all }
gate-bad = “{ $given }” is nothing that a stage can demand. There are: { $known }; and check=… for what has to be done.
gate-ask = Before { $deal } goes to { $stage }: { $field }? ({ $left ->
    [one] the last one
   *[other] { $left } left
})
gate-ask-check = Before { $deal } goes to { $stage }: is it done? { $what } ({ $left ->
    [one] the last one
   *[other] { $left } left
})
gate-done = Done
gate-odd = “{ $given }” does not fit { $field }.
gate-not-yet = All right, not before “{ $what }” is done. { $deal } is still in { $stage }; nothing was changed.
gate-over = This question is no longer open; nothing was changed. To go on, move the deal again:
gate-again = Move { $code }
untick-none = { $deal } has nothing ticked.
untick-which = What is not done for { $deal }?
untick-done = ☐ Unticked: { $what } · { $deal }. The stage stays.
gate-lacking = { $stage } demands more: { $lacking }. Move it alone and I will ask: move { $code } { $stage }
own-yes = Yes
own-no = No
own-text = words
own-number = a number
own-amount = an amount
own-date = a day
own-choice = a choice
own-yes-no = yes or no
own-example-text = words
own-example-number = 20
own-example-amount = 50k
own-example-date = 2026-06-30
own-example-yes-no = yes
own-edit-lead = lead edit
own-edit-customer = customer edit
own-edit-contact = contact edit
own-edit-deal = deal edit
own-edit-order = order edit
wrong-own = “{ $given }” does not fit { $field }: { $what } is needed.
wrong-own-choice = “{ $given }” is none of the choices of { $field }: { $all }
field-type = Type
field-kind = Kind
field-choices = Choices
field-gate = answer
field-other = Other name
field-check = Checklist
