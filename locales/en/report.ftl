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
report-no-person = I did not understand “{ $word }”. Name a period, “by person”, “by product”, “by month”, or a colleague whom you may see. For example: { $example }
report-no-product = no product
report-no-owner = no owner
report-button-won = Won this month
report-button-pipeline = Pipeline
report-button-more = More ({ $count } left)
report-button-win = Won: { $code }
report-month = { $name } { $year }
report-quarter = Q{ $quarter } { $year }
report-year = { $year }
