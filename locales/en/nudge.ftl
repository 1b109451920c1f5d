nudge-due-on = ⏰ Due: { $what } ({ $label } { $code })
nudge-due = ⏰ Due: { $what }
nudge-when = Due { $when } ({ $code })
