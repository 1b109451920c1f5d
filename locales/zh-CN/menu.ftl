# 平台菜单里各组命令的名称。
menu-lead = 线索
menu-customer = 客户
menu-contact = 联系人
menu-product = 产品
menu-order = 订单
menu-deal = 商机
menu-report = 报表
menu-log = 记录
menu-people = 人员
menu-team = 团队
menu-assign = 分配规则
menu-not = 反馈
menu-field = 自己的字段
menu-stage = 阶段
menu-pipeline = 销售流程
menu-source = 来源
menu-reason = 输单原因
