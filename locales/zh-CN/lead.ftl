help-lead-add = 记一条新线索
help-lead-list = 看线索列表
help-lead-show = 看一条线索
op-lead-add = 加线索
lead-saved = ✅ 已记下 { $lead }
lead-ask-name = 叫什么名字，或电话是多少？
lead-list = 线索
lead-none = 没有线索。先记一条：{ $example }
