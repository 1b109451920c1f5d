help-deal-open = 建一个新商机
help-deal-list = 看商机列表
help-deal-show = 看一个商机
help-deal-edit = 改商机的内容
help-deal-move = 推进到下一个阶段
help-deal-win = 记下赢单
help-deal-lose = 记下输单和原因
help-deal-reopen = 重开已结束的商机
op-deal-open = 新建商机
op-deal-list = 商机列表
op-deal-show = 看商机
op-deal-edit = 改商机
op-deal-move = 推进商机
op-deal-win = 赢单
op-deal-lose = 输单
op-deal-reopen = 重开商机
deal-opened = ✅ 已建商机 { $deal }
deal-edited = ✅ 已改 { $deal }
deal-moved = ✅ { $deal }：{ $from } → { $to }
deal-moved-back = ↩️ { $deal } 退回前面的阶段：{ $from } → { $to }
deal-won = 🎉 恭喜！{ $deal } 赢单了，{ $amount }
deal-won-unknown = 🎉 恭喜！{ $deal } 赢单了。金额还没填，发“{ $code } 金额=12万”补上
deal-lost = 已记为输单：{ $deal }，{ $why }
deal-reopened = ✅ 已重开 { $deal }，回到 { $stage }
deal-ask-name = 给{ $customer }的商机叫什么？例如：20台空调
deal-ask-next = 什么时候再跟进？
deal-ask-stage = { $deal } 现在是“{ $stage }”，推进到哪一步？
deal-ask-reason = { $deal } 为什么输单？
deal-no-stage = 没有“{ $word }”这个阶段。请选一个：
deal-no-such-word = 没有叫“{ $word }”的阶段、同事或客户。可以按阶段看：{ $stages }；或者写客户名称、时间、金额，例如：商机 华为 本月 10万以上
deal-no-currency = 不认识币种“{ $word }”。例如：币种=USD、币种=美元
deal-too-precise = “{ $field }”的小数位太多了：{ $currency } { $digits ->
    [0] 没有小数
   *[other] 最多 { $digits } 位小数
}。其余已记住，请直接发正确的金额，例如：{ $example }
deal-same-stage = { $deal } 已经在“{ $stage }”了，没有改动。
deal-is-closed = { $deal } 已经{ $stage }（{ $on }），不能再改阶段。要继续跟，先发“重开商机 { $code }”。
deal-is-open = { $deal } 还在进行中：{ $stage }，不用重开。
deal-unchanged = { $deal } 本来就是这样，没有改动。
deal-needs-name = 商机要有名称，不能清空。例如：名称=20台空调
deal-close-alone = 改成“{ $stage }”请单独发一条：{ $code } { $stage }
deal-empty = 空
deal-amount-unknown = 金额未定
deal-closed-on = 结束日期
deal-list = 商机
deal-open = 进行中
deal-outcome-won = 已赢单
deal-outcome-lost = 已输单
deal-none = 还没有进行中的商机。先建一个：{ $example }
deal-none-such = 没有符合条件的商机。
deal-sum = 合计 { $count } 个 · { $amount }
deal-sum-unknown = { $count } 个金额未定
deal-button-move = 推进到{ $stage }
deal-button-log = 记电话
deal-button-follow = 下次跟进
deal-button-win = 赢单
deal-button-lose = 输单
deal-button-reopen = 重开商机
deal-button-order = 下单
deal-button-all = 所有商机
deal-won-by = 🎉 { $who } 把你的商机 { $deal } 记为赢单：{ $amount }
deal-lost-by = { $who } 把你的商机 { $deal } 记为输单：{ $why }
deal-moved-by = { $who } 移动了你的商机 { $deal }：{ $from } → { $to }
deal-reopened-by = { $who } 重开了你的商机 { $deal }，回到 { $stage }
deal-edited-by = { $who } 改了你的商机 { $deal }：{ $changes }
deal-closed-fixed = { $deal } 已经{ $stage }（{ $on }），金额、客户和日期不能再改。先发“重开商机 { $code }”，或请主管改。
deal-lines-follow = 产品金额也改成了 { $sum }，下单按这个金额。
deal-lines-stay = 产品明细没动，合计还是 { $sum }：下单按明细算。
deal-lines-open = 产品的金额清空了：下单按标价算。
deal-lines-listed = 产品没有单独的金额：下单按标价算。
deal-closing = 成交 { $from } – { $to }
deal-at-least = { $amount } 以上
deal-at-most = { $amount } 以下
deal-needs-customer = 商机不能没有客户，没有改动。换一个客户：客户=华为
