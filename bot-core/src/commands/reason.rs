//! `/reason list`, `add`, `drop`: why leads and deals are lost, the org's own list.

use super::report::funnel::ReportFunnel;
use super::wordlist::{Which, word_list};

word_list! {
    Which::Reasons, |lang| t!(lang, "list-button-funnel") => ReportFunnel;
    /// Shows why leads and deals can be lost.
    ListReasons: "reason list", ["输单原因", "丢单原因", "reasons", "list reasons"],
        ("输单原因", "reason list");
    /// Adds a word to the reasons for losing.
    AddReason: "reason add", ["加原因", "加输单原因", "add reason", "new reason"],
        ("加原因 交期", "reason add Delivery time");
    /// Takes a word out of the reasons for losing; what has it keeps it.
    DropReason: "reason drop", ["删原因", "去掉原因", "drop reason", "remove reason"],
        ("删原因 时机", "reason drop Timing");
}
