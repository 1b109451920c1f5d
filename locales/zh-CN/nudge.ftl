nudge-due-on = ⏰ 该跟进了：{ $what }（{ $label } { $code }）
nudge-due = ⏰ 该跟进了：{ $what }
nudge-when = 到期：{ $when }（{ $code }）
nudge-done = 完成
nudge-hour = +1 小时
nudge-tomorrow = 明天
nudge-monday = 下周一
nudge-drop = 不跟了
