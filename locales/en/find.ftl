help-find = find anything: customers, leads, contacts, deals, products
help-history = show what was changed on a record
op-init = set-up
op-import = import of a table
    .did = brought in
op-find = find
op-history = history
find-title =
    { $count ->
        [one] 1 hit for “{ $what }”
       *[other] { $count } hits for “{ $what }”
    }
find-guess = Nothing is quite “{ $what }”. Did you mean:
find-none = I find no “{ $what }”. Try a part of the name, pinyin, a phone or a code; only what you may see is found.
history-title = History of { $what }
history-none = { $what } has no earlier changes.
history-just-before = Just before: { $line }
history-line = { $head }: { $changes }
history-comma = ;{" "}
history-more =
    { $count ->
        [one] 1 more field
       *[other] { $count } more fields
    }
history-imported = import
history-by-itself = by itself
edit-ask-what = What should change on { $what }? Any of: { $fields }. For example: { $example }
edit-same = { $what } is like that already; nothing was changed.
edit-done = ✅ Changed { $what }
edit-needs-name = A name cannot be empty; nothing was changed.
value-lines =
    { $count ->
        [one] 1 line
       *[other] { $count } lines
    }
value-withdrawn = withdrawn
value-kept = in use
find-many = “{ $what }” fits a lot; these are the { $count } closest
find-narrow = More of the name, a phone or a code narrows it down.
help-export = Take a list out as a file (CSV or Excel), sent to you alone; it is logged
export-which = Which list shall I export?
export-done = 📄 { $what }: { $n }
export-none = { $what }: nothing to export.
export-too-many = There are { $n }; a file takes { $most } at most. Narrow it down, for example: export deals this month
export-words = I cannot export by { $words }. Status, source, level, stage, owner or time narrow a list, for example: { $example }
export-not-yours = Your role does not show these records.
export-all = all
export-sent-home = 📄 The file goes to your direct chat only.
export-no-home = Files go to a direct chat only. Write to me there once, then export.
export-many = 📤 { $who } exported { $n } records ({ $kind }).
export-id = Id
export-created = Created
export-opened = Start date
export-closed = Close date
export-quantity = Quantity
export-series = Series
op-export = export
field-export-form = format
field-export-list = which list
export-on = On
export-way = Kind
help-files = see pictures, files and voice notes, and get one back
op-files = see what was sent along
file-kept = 📎 Kept ({ $n })
file-added = 📎 Kept with that at { $on }, { $n } in all
file-with-those = 📎 Got it, it goes with those before.
file-too-large = ⚠️ It is larger than 10 MB and not kept. Send a smaller one, or write down what matters.
file-lost = ⚠️ It could not be fetched and is not kept. Please send it once more.
file-none = { $on } has no files yet. Send me a picture or a file and say whose it is.
file-list = { $on } · files { $n }
file-sent = { $file } · { $on }
file-picture = picture
file-paper = file
file-voice = voice note
button-files = 📎 Files
