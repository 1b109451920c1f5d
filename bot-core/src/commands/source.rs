//! `/source list`, `add`, `drop`: where leads come from, the org's own list.

use super::report::leads::ReportLeads;
use super::wordlist::{Which, word_list};

word_list! {
    Which::Sources, |lang| t!(lang, "list-button-leads") => ReportLeads;
    /// Shows where leads can come from.
    ListSources: "source list", ["来源", "线索来源", "sources", "list sources"],
        ("来源", "source list");
    /// Adds a word to the sources of leads.
    AddSource: "source add", ["加来源", "新来源", "add source", "new source"],
        ("加来源 直播", "source add Livestream");
    /// Takes a word out of the sources of leads; what has it keeps it.
    DropSource: "source drop", ["删来源", "去掉来源", "drop source", "remove source"],
        ("删来源 陌拜", "source drop Cold call");
}
