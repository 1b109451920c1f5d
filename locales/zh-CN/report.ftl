help-report-pipeline = 看漏斗：各阶段的商机和加权金额
help-report-won = 看业绩：赢了多少单、多少钱
op-report-pipeline = 看漏斗
op-report-won = 看业绩
report-pipeline = 漏斗
report-pipeline-none = 还没有进行中的商机。先建一个：{ $example }
report-won = 业绩
report-won-none = 这段时间还没有赢单。看看漏斗里最接近成交的？
report-won-total = 合计 { $count } 单 · { $amount }
report-won-count = { $count } 单
report-total = 合计 { $numbers }
report-deals = { $count } 个
report-weighted = 加权 { $amount }
report-unknown = { $count } 个金额未定
report-whose-own = 我的
report-whose-team = 团队
report-whose-all = 全公司
report-no-colleague = 没看懂“{ $word }”：可以写你能看到的同事的名字或账号，例如：{ $example } 负责人=bo
report-no-person = 没看懂“{ $word }”：可以写时间、按人、按产品、按月，或你能看到的同事。例如：{ $example }
report-no-product = 未分产品
report-no-owner = 没有负责人
report-button-won = 本月业绩
report-button-pipeline = 漏斗
report-button-more = 更多（还有 { $count } 行）
report-button-win = 赢单 { $code }
report-month = { $year }年{ $month }月
report-quarter = { $year }年第{ $quarter ->
    [1] 一
    [2] 二
    [3] 三
   *[4] 四
}季度
report-year = { $year }年
