nudge-due-on = ⏰ 该跟进了：{ $what }（{ $label } { $code }）
nudge-due = ⏰ 该跟进了：{ $what }
nudge-when = 到期：{ $when }（{ $code }）
