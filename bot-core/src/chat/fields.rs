//! The names of fields that people type before `=` or `：`, in either language.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::fold;

/// A field's own name and what else people type for it.
const NAMES: &[(&str, &[&str])] = &[
    ("name", &["姓名", "名称", "名字"]),
    ("company", &["公司", "单位名称", "account"]),
    ("phone", &["电话", "手机", "tel", "mobile"]),
    ("email", &["邮箱", "邮件", "mail", "e-mail"]),
    ("source", &["来源"]),
    ("region", &["地区", "区域"]),
    ("need", &["需求"]),
    ("tag", &["标签", "tags"]),
    ("owner", &["负责人"]),
    ("level", &["级别"]),
    ("industry", &["行业", "sector"]),
    ("address", &["地址"]),
    ("place", &["位置", "坐标", "location"]),
    ("customer", &["客户"]),
    ("contact", &["联系人"]),
    ("title", &["职位", "职务"]),
    ("deal", &["商机"]),
    ("amount", &["金额"]),
    ("currency", &["币种"]),
    ("stage", &["阶段"]),
    ("status", &["状态"]),
    ("to", &["交给谁"]),
    ("query", &["要找的", "关键词", "words"]),
    (
        "close",
        &[
            "预计成交",
            "预计成交日",
            "预计成交日期",
            "预计成交时间",
            "成交日",
            "成交日期",
            "成交时间",
            "close date",
            "expected close",
        ],
    ),
    ("competitor", &["竞争对手", "竞品", "竞争者"]),
    ("reason", &["原因"]),
    ("next", &["下次", "下次跟进"]),
    ("when", &["时间"]),
    ("note", &["备注"]),
    ("sku", &["编号", "货号", "code"]),
    ("price", &["单价", "价格"]),
    ("floor", &["底价"]),
    ("unit", &["单位"]),
    ("cost", &["成本"]),
    ("tax", &["税率"]),
    ("discount", &["折扣"]),
    ("carrier", &["承运", "承运商", "快递"]),
    ("tracking", &["单号", "运单号", "快递单号"]),
    ("by", &["按"]),
    ("period", &["期间"]),
    ("part", &["部分"]),
    ("sort", &["排序", "顺序", "order by"]),
    ("role", &["角色", "roles"]),
    ("team", &["团队"]),
    ("lang", &["语言", "language"]),
    ("zone", &["时区", "tz"]),
    ("parent", &["上级", "上级团队", "上级公司", "母公司"]),
    ("alias", &["别名", "简称", "又名"]),
    ("tax_title", &["抬头", "发票抬头", "开票抬头"]),
    ("tax_id", &["税号", "纳税人识别号", "信用代码", "统一社会信用代码", "taxid", "vat"]),
    ("bank", &["开户行", "开户银行"]),
    ("bank_account", &["账号", "银行账号", "iban"]),
    ("billing", &["地址电话", "开票地址"]),
    ("until", &["截止"]),
    ("product", &["产品"]),
    ("from", &["起", "起订", "起量"]),
    ("credit", &["额度", "信用额度"]),
    ("quantity", &["数量"]),
    ("daily", &["每天", "每日", "quota"]),
    ("type", &["类型"]),
    ("choices", &["选项", "options"]),
    ("other", &["英文", "中文", "另名"]),
    ("rate", &["胜率", "赢率", "win rate"]),
    ("days", &["停滞", "停滞天数", "limit"]),
    ("pipeline", &["流程", "销售流程"]),
    ("check", &["检查", "清单", "checks", "checklist"]),
    ("participants", &["参加", "参加人", "参与人", "参会", "参会人", "同行", "with", "attendees"]),
];

/// The longest name of a field, in characters: nothing longer is looked up.
pub const LONGEST: usize = 16;

/// The field that a word names.
pub fn field(word: &str) -> Option<&'static str> {
    static FIELDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let each = |(name, others): &(&'static str, &'static [&'static str])| {
            let name = *name;
            std::iter::once(name).chain(others.iter().copied()).map(move |other| (other, name))
        };
        NAMES.iter().flat_map(each).collect()
    });
    let long = word.char_indices().nth(LONGEST).is_some();
    if long { None } else { FIELDS.get(fold::key(word).as_str()).copied() }
}

/// The name that is nearest to a word that names no field, among some fields.
pub fn nearest<'a>(word: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let key = fold::key(word);
    let near = |name: &str| {
        let names = NAMES.iter().find(|(n, _)| *n == name).map_or(&[][..], |(_, others)| others);
        let all = std::iter::once(name).chain(names.iter().copied());
        all.map(|n| strsim::jaro_winkler(n, &key)).fold(0.0, f64::max)
    };
    among
        .map(|name| (near(name), name))
        .filter(|(score, _)| *score >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_one_name_in_code_and_several_in_chat() {
        assert_eq!(field("电话"), Some("phone"));
        assert_eq!(field("Phone"), Some("phone"));
        assert_eq!(field("http"), None);
        assert_eq!(nearest("phnoe", ["phone", "name"].into_iter()), Some("phone"));
    }
}
