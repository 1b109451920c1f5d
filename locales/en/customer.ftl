help-customer-add = add a customer
help-customer-list = list customers
help-customer-show = show all about a customer
help-customer-edit = change fields of a customer
help-contact-add = add a person at a customer
help-contact-list = list the people at a customer
help-contact-edit = change fields of a contact
op-customer-add = customer add
op-customer-list = customer list
op-customer-show = customer show
op-customer-edit = customer edit
op-contact-add = contact add
op-contact-list = contact list
op-contact-edit = contact edit
customer-saved = ✅ Saved the customer { $customer }
customer-has-lead = The lead { $lead } is of the same company. Shall it become this customer?
customer-list = Customers
customer-none = No customers yet. Add one first: { $example }
customer-none-such = No customer fits. Try another word, or send “customer list” for all. A name, a level, a region, an industry or a time will do, such as: customer list Suzhou A
customer-contacts = Contacts ({ $count })
customer-deals = Open deals
contact-saved = ✅ Saved the contact { $contact } at { $customer }
contact-namesake = { $customer } has a contact { $contact } already. Is this another person?
contact-list =
    { $count ->
        [one] { $customer }: 1 contact
       *[other] { $customer }: { $count } contacts
    }
contact-none = { $customer } has no contacts yet. Add one first: contact add "{ $name }" Mr. Li 13700137000
button-customer = Customer
button-deal = Deal
button-contacts = All contacts
button-contact-another = Another person
button-log-call = Log call
button-follow = Next step
button-new-deal = New deal
button-deals = All deals
help-customer-forget = remove what is known of a customer's people, for good
op-customer-forget = customer forget
customer-next = Next
customer-credit-currency = A credit limit is in the currency of the company, { $currency }. For example: credit=500,000
customer-parent-circle = { $parent } is below { $customer }: it cannot be above it as well.
customer-tax-odd = “{ $given }” is no tax ID: a unified social credit code has 18 characters, and the last one checks the others, such as 91350100M000100Y43.
help-customer-place = set where a customer is on the map
op-customer-place = set a customer's place
customer-place-set = 📍 The place of { $customer } is kept
visits-rules = Visits
visits-rule = Within { $radius } metres of its place one is at the customer's; the first visit sets the place.
visits-how = To change it: visits radius 500 m
visits-set = ✅ Changed
visits-bad = “{ $given }” is not understood. The radius is between 50 m and 5 km, for example: visits radius 500 m
help-visits = see or change the radius of visits
op-visits = change the rule for visits
