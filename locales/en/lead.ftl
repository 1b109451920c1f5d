help-lead-add = write a new lead down
help-lead-list = list leads
help-lead-show = show a lead
op-lead-add = lead add
lead-saved = ✅ Saved { $lead }
lead-ask-name = What is the name?
lead-list = Leads
lead-none = No leads. Write one down first: { $example }
