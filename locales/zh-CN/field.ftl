fields-list = 自定义字段
fields-none = 还没有自定义字段。
fields-list-how = 添加：{ $example }
fields-added = ✅ { $kind }多了一个字段
fields-changed = ✅ { $kind }的字段改好了
fields-how = 试试：{ $example }
fields-same = “{ $field }”本来就是这样。
fields-choices = 选项：{ $choices }
fields-from-stage = { $stage }起必填
fields-ask-choices = 有哪些选项？比如：市场部、销售部
fields-stage-deal = 只有商机有阶段，请去掉 阶段=。
fields-no-stage = “{ $given }”不是阶段。有的是：{ $stages }
fields-too-many = 每类最多 { $most } 个字段，每个字段最多 { $most } 个选项。
fields-bad-name = “{ $name }”不能做字段名：最多 { $most } 个字，不能有 = ： ， ；
fields-taken = “{ $name }”已经是{ $kind }的字段了，换个名字吧。
fields-no-such = { $kind }没有“{ $name }”这个自定义字段，一个都还没有。
fields-no-such-but = { $kind }没有“{ $name }”这个自定义字段。有的是：{ $all }
fields-dropped = ✅ { $kind }的字段“{ $name }”已去掉，记录里填过的内容还在。
button-fields = 字段
help-field-list = 看自定义字段
help-field-add = 加一个自定义字段
help-field-drop = 去掉自定义字段
help-gate = 看或改进入阶段的要求
op-field-list = 字段
op-field-add = 加字段
op-field-drop = 删字段
op-gate = 阶段要求
gate-list = 进入阶段的要求
gate-none = 哪个阶段都没有要求。
gate-how = 设置：关卡 报价 金额 预计成交 检查=需求表、图纸 · 关卡 报价 无
gate-set = ✅ 从现在起，进入阶段要有：
gate-same = { $stage }本来就是这个要求。
gate-line = { $stage }：{ $all }
gate-bad = “{ $given }”不能作为要求。能用的有：{ $known }；要做的事写 检查=…
gate-ask = { $deal }进入{ $stage }之前：{ $field }是？（{ $left ->
    [1] 最后一项
   *[other] 还有 { $left } 项
}）
gate-ask-check = { $deal }进入{ $stage }之前：{ $what }，做了吗？（{ $left ->
    [1] 最后一项
   *[other] 还有 { $left } 项
}）
gate-done = 做了
gate-odd = “{ $given }”和{ $field }对不上。
gate-not-yet = 好，等“{ $what }”做完再推进。{ $deal }还在{ $stage }，什么都没有改动。
gate-over = 这个问题已经不等回答了，什么都没有改动。要接着办，就重新推进：
gate-again = 推进 { $code }
untick-none = { $deal }没有勾选过的检查项。
untick-which = { $deal }的哪一项没做？
untick-done = ☐ 已取消勾选：{ $what } · { $deal }。阶段不变。
gate-lacking = 进入{ $stage }还要：{ $lacking }。单独推进，我会一项一项问：推进 { $code } { $stage }
own-yes = 是
own-no = 否
own-text = 文本
own-number = 数字
own-amount = 金额
own-date = 日期
own-choice = 选项
own-yes-no = 是或否
own-example-text = 内容
own-example-number = 20
own-example-amount = 5万
own-example-date = 6月30日
own-example-yes-no = 是
own-edit-lead = 改线索
own-edit-customer = 改客户
own-edit-contact = 改联系人
own-edit-deal = 改商机
own-edit-order = 改订单
wrong-own = “{ $given }”和{ $field }对不上：要{ $what }。
wrong-own-choice = “{ $given }”不在{ $field }的选项里：{ $all }
field-type = 类型
field-kind = 种类
field-choices = 选项
field-gate = 回答
field-other = 英文
field-check = 检查
