import-people = people
import-products = products
import-customers = customers
import-deals = deals
import-head = { $what } from { $file }
import-written = ✅ All of it is written.
import-head-dry = { $what } from { $file } (dry run: nothing is written)
import-rows = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
}
import-summary = { $rows }: { $new } new · { $there } already there · { $repaired } repaired · { $left } left out
import-columns = columns:
import-kept = kept as extra fields:
import-left-out = left out:
import-repaired = repaired:
import-noted = worth knowing:
import-group = { $rows }: { $reason }
import-lines = line
import-same-line = the same as line { $line }
import-cleaned = characters that nobody can see were left out
import-name-long = a name has more than { $most } characters
import-no-name = no name
import-no-day = «{ $text }» is no day such as 2017-03-01
import-day-or-month = which is the day and which the month in «{ $text }»? Write 2017-03-01
import-phone-digits = the phone «{ $text }» has { $digits } digits
import-no-phone = «{ $text }» is no phone number
import-no-email = «{ $text }» is no e-mail address
import-amount-range = «{ $text }» is a range: one amount is needed
import-no-amount = «{ $text }» is no amount such as 1054.00
import-amount-negative = «{ $text }» cannot be taken: an amount cannot be below zero
import-amount-large = «{ $text }» cannot be taken: an amount can be at most 10^13 minor units
import-amount-precise = «{ $text }» cannot be taken: the currency has fewer decimals
import-no-currency = «{ $text }» is no currency such as { $currency }
import-the-owner = the owner
import-the-product = the product
import-the-customer = the customer
import-the-parent = the company above
import-read-as = { $what } «{ $theirs }» is read as «{ $ours }»
import-several = { $what } «{ $name }»: there are several
import-not-there = { $what } «{ $name }» is not there
import-people-first = { $why }: import people first
import-products-first = { $why }: import products first
import-customers-first = { $why }: import customers first
import-no-level = there is no level «{ $text }»: it is kept as an extra field
import-kept-extra = { $why }: it is kept as an extra field
import-parent-circle = the company above «{ $name }» is below it
import-parent-kept = { $why }: the name is kept as an extra field
import-no-id = no id of its own
import-no-ids = no column of ids: a row that is changed in the file comes as a new deal
import-no-stage-said = no stage
import-no-stage = «{ $word }» is no stage of { $pipeline }
import-nearest-stage = { $why }: is it «{ $near }»?
import-many-stages = the column of stages has more than { $most } different values, «{ $word }» among them: is it another one? --map COLUMN=stage
import-makes-pipeline = makes the pipeline { $name }: { $stages }
import-into-pipeline = goes into the pipeline { $name }: { $stages }
import-over = over when it came: the gates of its stages were bypassed
import-over-undated = over without a closing date: in no month's figures
import-closed-before = closed before it was opened
import-lost-unsaid = lost without a reason
import-reason-kept = the reason «{ $text }» is kept in words, as another one
import-lost-zero = lost with the amount 0: taken as unknown
import-amount-unknown = no amount: it stays unknown
import-no-product = no product named
import-no-customer = no customer named
import-makes-teams = makes { $managers } managers and { $teams } teams: one per office, and one below it for each manager with those managed
import-handles = they talk with gendan chat --as HANDLE: { $people }
import-manager-circle = the managers of «{ $name }» go round in a circle
import-manager-teamless = the manager «{ $name }» is in no team
import-no-handle = «{ $text }» is no handle such as amy
import-handle-taken = the handle «{ $text }» is taken
import-handles-out = there is no handle left
import-code-taken = the code «{ $sku }» belongs to «{ $other }»
import-no-price = no price
import-cells = { $n } cells where the header has { $width }
import-cell-long = a cell of more than { $most } bytes
import-empty = the file is empty: nothing but a line of column names and the rows below it can be read
import-utf16 = the file is in UTF-16: save it as «CSV UTF-8»
import-not-utf8 = line { $line } is not UTF-8: save the file as «CSV UTF-8» (in Excel: Save as), or convert it: iconv -f GB18030 -t UTF-8 OLD.csv > NEW.csv
import-unreadable = cannot be read: { $why }
import-open-quote = a quote in the row that begins on line { $line } is never closed: everything after it would be one cell
import-map-no-column = --map { $theirs }={ $ours }: the file has no column { $theirs }. It has: { $there }
import-map-no-field = --map { $theirs }={ $ours }: { $what } have no field { $ours }. They have: { $fields }, or extra for a column that is only to be kept
import-both-columns = both { $one } and { $other } look like { $field }: say which is not with --map { $other }=extra
import-or = or
import-no-column = no column for { $needed }. The first line has to name the columns; it has: { $there }. Recognised are: { $words }. Or say which it is: --map "{ $theirs }={ $ours }". An example:
import-nothing = no column says anything of { $what }
import-looks-like = looks like “{ $ours }”; taken as another customer
