//! What Discord takes, and what people see of it.

use std::collections::HashSet;

use serde_json::Value;

type Fits = Result<(), String>;

fn must(fits: bool, what: &str) -> Fits {
    if fits { Ok(()) } else { Err(what.to_owned()) }
}

fn long(value: &Value) -> usize {
    value.as_str().unwrap_or_default().encode_utf16().count()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// Whether a message can be shown.
pub(super) fn message_fits(body: &Value) -> Fits {
    let content = body["content"].as_str().unwrap_or_default();
    must(!content.trim().is_empty(), "Cannot send an empty message")?;
    must(long(&body["content"]) <= 2000, "content: 2000 or fewer in length")?;
    must(body["allowed_mentions"]["parse"] == serde_json::json!([]), "somebody may be called")?;
    must(long(&body["nonce"]) <= 25, "nonce: 25 or fewer in length")?;
    must(list(body, "components").len() <= 5, "components: 5 or fewer")?;
    let mut ids = HashSet::new();
    for row in list(body, "components") {
        let parts = list(row, "components");
        must(row["type"] == 1 && (1..=5).contains(&parts.len()), "a row has 1 to 5")?;
        for part in parts {
            must((1..=100).contains(&long(&part["custom_id"])), "custom_id")?;
            must(ids.insert(part["custom_id"].to_string()), "custom_id twice")?;
            match part["type"].as_u64() {
                Some(2) => must((1..=80).contains(&long(&part["label"])), "label")?,
                Some(3) => {
                    let options = list(part, "options");
                    must(parts.len() == 1 && (1..=25).contains(&options.len()), "options")?;
                    for option in options {
                        must((1..=100).contains(&long(&option["label"])), "label of an option")?;
                        must((1..=100).contains(&long(&option["value"])), "value of an option")?;
                    }
                }
                _ => return Err(format!("no component: {part}")),
            }
        }
    }
    Ok(())
}

/// Whether a window can be shown.
pub fn window_fits(window: &Value) -> Fits {
    must((1..=45).contains(&long(&window["title"])), "title")?;
    must((1..=100).contains(&long(&window["custom_id"])), "custom_id")?;
    let rows = list(window, "components");
    must((1..=5).contains(&rows.len()), "components: 1 to 5")?;
    for row in rows {
        let [input] = list(row, "components") else { return Err("one input a row".to_owned()) };
        must(input["type"] == 4 && (1..=45).contains(&long(&input["label"])), "label")?;
        must((1..=100).contains(&long(&input["custom_id"])), "custom_id")?;
        must(matches!(input["style"].as_u64(), Some(1 | 2)), "style")?;
        must(input["max_length"].as_u64().is_none_or(|n| (1..=4000).contains(&n)), "max_length")?;
    }
    Ok(())
}

/// Whether commands can be offered.
pub(super) fn commands_fit(body: &Value) -> Fits {
    let commands = body.as_array().ok_or("no commands")?;
    must(commands.len() <= 100, "100 or fewer commands")?;
    named_apart(commands)?;
    commands.iter().try_for_each(command_fits)
}

fn command_fits(command: &Value) -> Fits {
    described(command)?;
    let options = list(command, "options");
    must(options.len() <= 25, "25 or fewer options")?;
    named_apart(options)?;
    let below = options.iter().filter(|option| option["type"] == 1).count();
    must(below == 0 || below == options.len(), "commands below a command, and options")?;
    let mut optional = false;
    for option in options {
        if option["type"] == 1 {
            command_fits(option)?;
            continue;
        }
        described(option)?;
        must(matches!(option["type"].as_u64(), Some(3 | 4)), "type of an option")?;
        optional |= option["required"] != true;
        must(!(optional && option["required"] == true), "required options come first")?;
        let choices = list(option, "choices");
        must(choices.len() <= 25, "25 or fewer choices")?;
        must(choices.is_empty() || option["autocomplete"] != true, "choices and autocomplete")?;
        for choice in choices {
            must((1..=100).contains(&long(&choice["name"])), "name of a choice")?;
        }
    }
    Ok(())
}

fn described(thing: &Value) -> Fits {
    must(name_fits(&thing["name"]), &format!("name: {}", thing["name"]))?;
    must((1..=100).contains(&long(&thing["description"])), &format!("description of {thing}"))?;
    for text in thing["description_localizations"].as_object().into_iter().flat_map(|t| t.values())
    {
        must((1..=100).contains(&long(text)), "description in a language")?;
    }
    for name in thing["name_localizations"].as_object().into_iter().flat_map(|t| t.values()) {
        must(name_fits(name), &format!("name in a language: {name}"))?;
    }
    Ok(())
}

fn name_fits(name: &Value) -> bool {
    let name = name.as_str().unwrap_or_default();
    let fits = |c: char| c.is_alphanumeric() || "-_".contains(c);
    (1..=32).contains(&name.chars().count())
        && name.chars().all(fits)
        && name.to_lowercase() == name
}

/// Two of the same name are refused, in whichever language.
fn named_apart(all: &[Value]) -> Fits {
    let (mut names, mut chinese) = (HashSet::new(), HashSet::new());
    for one in all {
        must(names.insert(one["name"].to_string()), &format!("{} twice", one["name"]))?;
        let other = &one["name_localizations"]["zh-CN"];
        must(other.is_null() || chinese.insert(other.to_string()), &format!("{other} twice"))?;
    }
    Ok(())
}

/// What people see of a text in Markdown; none if something in it is more than bold.
pub fn seen(content: &str) -> Option<String> {
    let mut seen = String::new();
    let mut bold = false;
    for (n, line) in content.split('\n').enumerate() {
        if n > 0 {
            seen.push('\n');
        }
        let bare = line.trim_start();
        let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered =
            digits.len() < bare.len() && (digits.starts_with(". ") || digits.starts_with(") "));
        if bare.starts_with(['#', '>', '-', '+']) || numbered {
            return None;
        }
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let mut end = c.len_utf8();
            if let Some(after) = rest.strip_prefix('\\') {
                let next = after.chars().next().filter(|c| !c.is_alphanumeric())?;
                seen.push(next);
                end += next.len_utf8();
            } else if rest.starts_with("**") {
                bold = !bold;
                end = 2;
            } else if rest.starts_with("https://") || rest.starts_with("http://") {
                end = rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len());
                seen.push_str(&rest[..end]);
            } else if "*_~`|<[".contains(c) {
                return None;
            } else {
                seen.push(c);
            }
            rest = &rest[end..];
        }
    }
    (!bold).then_some(seen)
}
