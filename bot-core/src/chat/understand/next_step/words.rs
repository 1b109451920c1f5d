//! Words that tell what is to come from what is over, denied, supposed or asked.

/// Words of a moment that can only be to come, whatever the verb says.
pub(super) const TO_COME: &[&str] = &[
    "下周",
    "下星期",
    "下礼拜",
    "下个",
    "下月",
    "下季",
    "明",
    "天后",
    "后天",
    "周后",
    "月后",
    "日后",
    "时后",
    "钟后",
    "next",
    "tomorrow",
    "tonight",
    "in ",
    "within ",
    "from now",
    "later",
];
/// Words of a clause that speak of what is to come.
pub(super) const PLANS: &[&str] = &[
    "再", "要", "会", "得", "记得", "准备", "打算", "计划", "约", "答应", "承诺", "will", "again",
    "'ll", "to ", "by ", "back", "should", "must", "need", "promised", "agreed", "due",
];
/// Words with 得 and 会 in them that say how something went, or what it was, and plan nothing.
pub(super) const HOW: &[&str] = &[
    "谈得",
    "聊得",
    "说得",
    "讲得",
    "开得",
    "做得",
    "进行得",
    "沟通得",
    "进展得",
    "相处得",
    "推进得",
    "准备得",
    "用得",
    "卖得",
    "觉得",
    "值得",
    "获得",
    "取得",
    "显得",
    "懂得",
    "难得",
    "得到",
    "得知",
    "会上",
    "会议",
    "机会",
];
/// Verbs of what is over, in English.
pub(super) const OVER: &[&str] = &[
    "met",
    "called",
    "talked",
    "spoke",
    "visited",
    "emailed",
    "texted",
    "phoned",
    "sent",
    "saw",
    "had",
    "discussed",
    "was",
    "were",
    "did",
    "went",
    "signed",
    "paid",
    "asked",
];
/// Words of a moment that mean it to be over.
pub(super) const BACK: &[&str] = &[
    "昨",
    "前天",
    "前日",
    "大前",
    "上周",
    "上个",
    "上星期",
    "上礼拜",
    "上月",
    "去年",
    "前年",
    "今早",
    "之前",
    "以前",
    "last",
    "yesterday",
    "ago",
    "earlier",
];
/// What says right after a moment that something is still to be done then.
pub(super) const THEN: &[&str] = &[
    "再",
    "要",
    "得",
    "记得",
    "准备",
    "打算",
    "计划",
    "会再",
    "must",
    "will",
    "again",
    "to ",
    "call back",
];
/// What of it says something else.
pub(super) const NOT_THEN: &[&str] =
    &["要求", "得知", "得到", "要价", "再三", "再次确认了", "to him", "to her"];
/// What says right before a moment that it was agreed on.
pub(super) const AGREED: &[&str] = &[
    "约",
    "约了",
    "约好",
    "约好了",
    "约在",
    "约定",
    "定在",
    "改到",
    "推到",
    "等到",
    "下次",
    "答应",
    "承诺",
    "again on",
    "again",
    "back on",
    "back",
    "due",
    "due on",
    "next step",
    "until",
];
/// Words that deny what the clause says, or take it back.
pub(super) const DENIED: &[&str] = &[
    "不用",
    "无须",
    "無須",
    "无需",
    "無需",
    "甭",
    "勿",
    "stop ",
    "不需要",
    "不必",
    "没空",
    "没时间",
    "不在",
    "不行",
    "不方便",
    "取消",
    "说不定",
    "不一定",
    "没准",
    "no need",
    "no call",
    "no meeting",
    "no visit",
    "no follow",
    "no plan",
    "no date",
    "nothing",
    "cannot",
    "cancelled",
];
/// What denies the verb that comes next.
pub(super) const NOT: &[&str] = &["没有", "没", "未", "不", "别"];
/// What of it denies what is to be done: 没打通 is over, 不打 is not to come.
pub(super) const NOT_TO_COME: &[&str] = &["不", "别"];
/// Verbs of what is to come: whoever denies them plans nothing.
pub(super) const PLANNED: &[&str] = &[
    "约", "定", "答应", "确定", "安排", "同意", "承诺", "要", "打算", "计划", "准备", "会", "能",
    "想", "肯", "愿", "可能", "再",
];
/// What people do at a time that was planned.
pub(super) const DONE: &[&str] = &["打", "来", "去", "见", "拜访", "联系", "回访", "到访"];
/// What customers do, and say that they will not.
pub(super) const REFUSED: &[&str] =
    &["付", "打款", "汇款", "签", "下单", "订货", "采购", "收货", "验收", "给", "交"];
/// Verbs of what is said: denied, they deny only what they bring.
pub(super) const SAID: &[&str] = &["说", "提", "讲", "谈", "聊", "表示"];
/// What may stand between such a verb and the time that was not said.
pub(super) const BRINGS: &[&str] =
    &["要", "会", "好", "定", "过", "是", "能", "可以", "在", "到", "得"];
/// Begin with a denial, and deny nothing.
pub(super) const NO_DENIAL: &[&str] = &["别忘", "不要忘", "没想到", "不能忘", "不会忘"];
/// Words after which a clause begins anew, whatever was denied before.
pub(super) const ANEW: &[&str] =
    &["但是", "但", "所以", "因此", " but ", " so ", " will ", " then ", " and "];
/// English words that deny; so does everything that ends in `n't`.
pub(super) const ENGLISH_NOT: &[&str] =
    &["not", "never", "without", "dont", "wont", "cant", "didnt", "doesnt"];
/// Words that only suppose it.
pub(super) const SUPPOSED: &[&str] = &["要是", "如果", "假如", "万一", "的话", "if ", "unless "];
/// Words that only ask, or that say what somebody of our own wants.
pub(super) const ASKED: &[&str] = &[
    "吗",
    "能不能",
    "是不是",
    "有没有",
    "老板说",
    "领导说",
    "上司说",
    "总监说",
    "主管说",
    "boss said",
    "manager said",
    "asked whether",
    "asked if",
    "wondered",
];
/// Words that say that a time was agreed; what is to be done then comes after it.
pub(super) const ARRANGED: &[&str] =
    &["约了", "约好", "约好了", "约定", "约在", "说好", "说好了", "定在"];
/// Words with which the words before a time belong to those after it: «客户说周五付», «跟张总周五吃饭».
pub(super) const CARRIES: &[&str] = &[
    "说",
    "讲",
    "答应",
    "承诺",
    "保证",
    "表示",
    "拍胸脯",
    "拍着胸脯",
    "打包票",
    "打保票",
    "发誓",
    "said",
    "says",
    "promised",
];
/// The same before whom it is done with.
pub(super) const WITH: &[&str] = &["跟", "和", "与", "同", "给", "向", "请", "让", "叫"];
/// Words after an English time that go on with what was said before it: `call Friday about prices`.
pub(super) const GOES_ON: &[&str] =
    &["about", "with", "at", "on", "to", "for", "in", "re", "from", "and", "of", "again", "or"];
/// How many characters before a time are who does it rather than what was done: «张总下周三来公司».
pub(super) const SUBJECT: usize = 3;
/// What a clause may begin with without saying anything.
pub(super) const OPENERS: &[&str] = &[
    "下次",
    "下一步",
    "然后",
    "并且",
    "并",
    "且",
    "于",
    "在",
    "and ",
    "then ",
    "i will ",
    "i'll ",
    "will ",
    "next step ",
    "please ",
];
