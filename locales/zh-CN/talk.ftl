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
