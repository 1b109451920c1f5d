help-help = 看帮助
help-undo = 撤销刚才的改动
help-cancel = 放弃正在问的问题
help-more = 看下一页
op-undo = 撤销
help-title = { $name }，你可以这样说：
help-first-steps =
    加线索 张三 13800138000 20台空调
    记电话 华星 聊了价格 下周三再打
    今天 — 看今天要跟进的
    点一个主题看更多：
help-no-topic = 没有“{ $topic }”这个主题。
help-required = { $field }（必填）
help-names = 可以说
help-fields = 字段
help-example = 例如
op-help = 帮助
op-cancel = 取消
op-more = 更多
help-me = 看自己的信息
help-lang = 换语言
help-tz = 换时区
help-invite = 邀请同事加入
help-start = 绑定账号
op-me = 看自己
op-lang = 换语言
op-tz = 换时区
op-invite = 邀请
op-start = 绑定
me-title = { $name } · { $org }
me-due = 今天
me-due-count = { $n } 条待跟进
lang-ask = 用哪种语言？
lang-set = ✅ 以后用中文和你说话。
zone-now = { $zone }，现在 { $now }
zone-set = ✅ 时区是 { $zone }，你那里现在是 { $now }。
zone-unknown = 没有“{ $given }”这个时区。请说城市的英文名，例如 Asia/Shanghai，或选一个：
invite-made = 邀请码：{ $code }
invite-made-for = { $name } 再绑定一个账号的邀请码：{ $code }
invite-how = 请对方给我发：/start { $code }
invite-until = 只能用一次，{ $until } 前有效。
invite-ask-role = 邀请来做什么？要邀请进团队，例如：邀请 rep 华东
invite-not-here = 邀请码只能自己看。请在和我的单聊里发。
invite-frozen = { $name } 的账号已冻结，不能再绑定。
start-known = { $name }，你好！你在{ $org }。
start-bound = { $name }，你已经加入{ $org }了，不用再绑定。
