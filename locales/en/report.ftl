help-report-pipeline = see open deals by stage, with weighted amounts
help-report-won = see what was won
op-report-pipeline = report pipeline
op-report-won = report won
report-pipeline = Pipeline
report-pipeline-none = There are no open deals. Open one first: { $example }
report-won = Won
report-won-none = Nothing was won in this time yet. Look at what is closest in the pipeline?
report-won-total = { $count ->
    [one] { $count } deal
   *[other] { $count } deals
} in all · { $amount }
report-won-count = { $count ->
    [one] { $count } deal
   *[other] { $count } deals
}
report-total = In all: { $numbers }
report-deals = { $count ->
    [one] { $count } deal
   *[other] { $count } deals
}
report-weighted = weighted { $amount }
report-unknown = { $count } without an amount
report-whose-own = mine
report-whose-team = team
report-whose-all = company
report-no-colleague = I did not understand “{ $word }”. Name a colleague whom you may see, such as: { $example } owner=bo
report-no-person = I did not understand “{ $word }”. This one takes { $takes }, or a colleague whom you may see. For example: { $example }
report-takes-period = a period
report-no-product = no product
report-no-owner = no owner
report-button-won = Won this month
report-button-pipeline = Pipeline
report-button-more = More ({ $count } left)
report-button-win = Won: { $code }
report-month = { $name } { $year }
report-quarter = Q{ $quarter } { $year }
report-year = { $year }
help-report-forecast = see what is to be won, by month
help-report-funnel = see how far deals get
help-report-rate = see the win rate and how long deals take
help-report-stale = see deals on which nothing happens
help-report-overdue = see who has overdue follow-ups
help-report-activity = see how much was done
help-report-leads = see where new leads come from, and what became of them
op-report-forecast = report forecast
op-report-funnel = report funnel
op-report-rate = report rate
op-report-stale = report stale
op-report-overdue = report overdue
op-report-activity = report activity
op-report-leads = report leads
report-overdue = Overdue
report-overdue-none = No follow-up is overdue 👍
report-overdue-total = { $count ->
    [one] { $count } follow-up is overdue
   *[other] { $count } follow-ups are overdue
}
report-overdue-line = { $name } · { $count }
report-late-deals = { $count ->
    [one] { $count } open deal is past the day it was expected to close
   *[other] { $count } open deals are past the day they were expected to close
}
report-button-late-deals = Late deals
report-activity = Activity
report-activity-none = Nothing was logged in this time. Log something, such as: { $example }
report-activity-count = { $count } logged ({ $valid } with content)
report-funnel = Conversion
report-funnel-none = No deal was opened in this time. Open one first: { $example }
report-funnel-total = { $opened ->
    [one] { $opened } deal
   *[other] { $opened } deals
} opened, { $won } won ({ $share }). How many ever reached each stage:
report-rate = Win rate
report-rate-none = No deal has ended in this time yet. Look at what is closest in the pipeline?
report-rate-line = { $won } won · { $lost } lost · win rate { $share }
report-cycle = { $days ->
    [one] { $days } day
   *[other] { $days } days
} on average
report-cycle-of = { $days ->
    [one] { $days } day
   *[other] { $days } days
} on average (known for { $count })
report-forecast = Forecast
report-forecast-total = Forecast for these months: { $amount } (won, plus open deals by win rate)
report-forecast-without = Besides, not counted in it:
report-forecast-late = Past the expected day
report-forecast-before = Earlier
report-forecast-later = Later
report-forecast-undated = No expected day
report-forecast-won = { $count } won, { $amount }
report-forecast-open = { $count } open, { $amount }
report-stale = Stale deals
report-stale-none = No deal is stale 👍
report-stale-total = { $count ->
    [one] { $count } deal has
   *[other] { $count } deals have
} had no real follow-up for too long
report-stale-stage = { $stage } ({ $days } days or more)
report-untouched = { $count ->
    [one] { $count } deal has
   *[other] { $count } deals have
} never had a real follow-up
report-leads = New leads
report-leads-none = No lead came in this time. Write one down, such as: { $example }
report-leads-pool = Besides, not counted: { $n ->
    [one] { $n } lead
   *[other] { $n } leads
} of nobody, in the pool.
report-leads-line = { $count ->
    [one] { $count } lead
   *[other] { $count } leads
} · { $converted } converted ({ $share }) · { $won } won · { $lost } lost
report-no-source = unknown source
report-no-region = no region
report-no-team = no team
report-year-before = The year before: { $count ->
    [one] { $count } deal
   *[other] { $count } deals
} · { $amount }
report-year-before-none = Nothing was won in these days the year before
report-button-deals = Deals
help-report-daily = your report of the day, drafted from its facts; one tap sends it to your manager
help-report-weekly = your report of the week, drafted from its facts; one tap sends it to your manager
op-report-daily = write the daily report
op-report-weekly = write the weekly report
report-draft-daily = 📝 Daily report
report-draft-weekly = 📝 Weekly report
report-draft-activity = Activities: { $numbers }
report-draft-orders = Orders { $n } ({ $sum }): { $codes }
report-draft-orders-left = Orders that are not counted: { $orders }
report-draft-next = Next:
report-draft-overdue = { $n } overdue and still to do
report-draft-empty = Nothing is noted yet. You can add a line.
report-draft-ask = What would you like to add? It goes out with it.
report-draft-nobody = There is no manager to send it to.
report-draft-of = { $who } · { $title }
report-draft-sent = ✅ { $name }: sent to { $who }
report-button-send = Send to { $who }
report-button-add = Add a line and send
