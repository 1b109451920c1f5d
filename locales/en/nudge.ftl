nudge-due-on = ⏰ Due: { $what } ({ $label } { $code })
nudge-due = ⏰ Due: { $what }
nudge-when = Due { $when } ({ $code })
nudge-done = Done
nudge-hour = +1 h
nudge-tomorrow = Tomorrow
nudge-monday = Next Monday
nudge-drop = Drop
