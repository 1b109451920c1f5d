# What groups of commands are called where a platform offers them.
menu-lead = Leads
menu-customer = Customers
menu-contact = Contacts
menu-product = Products
menu-order = Orders
menu-deal = Deals
menu-report = Reports
menu-log = Log what happened
menu-people = Colleagues
menu-team = Teams
menu-assign = assignment rules
menu-not = feedback
menu-field = Own fields
menu-stage = Stages
menu-pipeline = Pipelines
menu-source = Sources
menu-reason = Reasons for losing
