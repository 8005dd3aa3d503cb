//! A leaver's right to be forgotten: which words go, what stands in their place, and what stays as evidence.
//!
//! Approvals and approved versions keep the name they were given under. They prove who decided, and the organisation
//! needs that proof; a law that lets people be erased lets such records stay.

use serde_json::Value;
use uuid::Uuid;

use super::RegisterName;

/// The personal words of one person, and the mark that takes their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasing {
    person: Uuid,
    /// Longest first, so that a short name inside a longer one does not split it.
    words: Vec<String>,
    mark: String,
}

/// Fields of a person that are emptied: what they hold is about nobody else.
const PERSONAL: [&str; 2] = ["email", "notes"];

/// Words shorter than this are left in texts: they would be found inside others.
const SHORTEST: usize = 3;

impl Erasing {
    /// What is erased of a person: every name and address they ever had in the file.
    pub fn new(person: Uuid, reference: &str, known_as: impl IntoIterator<Item = String>) -> Self {
        let mark = tr::tr!("[erased: {}]", reference);
        let long_enough = |word: &String| word.chars().count() >= SHORTEST && *word != mark;
        let mut words: Vec<String> =
            known_as.into_iter().map(|word| word.trim().to_owned()).filter(long_enough).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.dedup();
        Self { person, words, mark }
    }

    /// What stands where the words stood.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// A text without the words; `None` when none of them is in it.
    pub fn text(&self, text: &str) -> Option<String> {
        let mut left = text.to_owned();
        for word in &self.words {
            left = replaced(&left, word, &self.mark);
        }
        (left != text).then_some(left)
    }

    /// Takes the words out of a record, or out of the fields of one. Answers in how many fields they were.
    pub fn record(&self, register: RegisterName, id: Uuid, fields: &mut Value) -> usize {
        if matches!(register, RegisterName::DocumentVersions | RegisterName::SoaVersions) {
            return 0;
        }
        let mut found = 0;
        if register == RegisterName::People && id == self.person {
            for field in PERSONAL {
                if let Some(Value::String(text)) = fields.get_mut(field)
                    && !text.is_empty()
                {
                    text.clear();
                    found += 1;
                }
            }
            if let Some(Value::String(name)) = fields.get_mut("name")
                && !name.is_empty()
                && *name != self.mark
            {
                self.mark.clone_into(name);
                found += 1;
            }
        }
        found + self.value(fields)
    }

    fn value(&self, value: &mut Value) -> usize {
        match value {
            Value::String(text) => match self.text(text) {
                Some(left) => {
                    *text = left;
                    1
                }
                None => 0,
            },
            Value::Array(items) => items.iter_mut().map(|item| self.value(item)).sum(),
            // A recorded act.
            Value::Object(fields) if fields.contains_key("digest") && fields.contains_key("recorded") => 0,
            Value::Object(fields) => fields.values_mut().map(|field| self.value(field)).sum(),
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        }
    }
}

/// Replaces a word where it stands alone: “Ada” is not taken out of “Adapter”.
fn replaced(text: &str, word: &str, mark: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = (&rest[..at], &rest[at + word.len()..]);
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside = joined(out.chars().next_back().filter(|_| before.is_empty()).or(before.chars().next_back()))
            || joined(after.chars().next());
        out.push_str(before);
        out.push_str(if inside { word } else { mark });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ada() -> Erasing {
        Erasing::new(Uuid::from_u128(7), "P-07", ["Ada Byron", "Ada", "ada@harbour.test", "Al"].map(str::to_owned))
    }

    #[test]
    fn a_name_goes_where_it_stands_alone() {
        let text = |text: &str| ada().text(text).unwrap_or_else(|| text.to_owned());
        assert_eq!(text("Add Ada Byron (ada@harbour.test)"), "Add [erased: P-07] ([erased: P-07])");
        assert_eq!(text("Ada, Adapter, Al, CanAda"), "[erased: P-07], Adapter, Al, CanAda");
        assert_eq!(text("AdaAda Ada"), "AdaAda [erased: P-07]");
    }

    #[test]
    fn her_own_record_keeps_its_reference_alone() {
        let mut record = json!({"reference": "P-07", "name": "A. Byron", "email": "x@y", "notes": "left in May"});
        assert_eq!(ada().record(RegisterName::People, Uuid::from_u128(7), &mut record), 3);
        assert_eq!(record, json!({"reference": "P-07", "name": "[erased: P-07]", "email": "", "notes": ""}));
        assert_eq!(ada().record(RegisterName::People, Uuid::from_u128(7), &mut record), 0, "done once, it is done");
    }

    #[test]
    fn what_she_approved_still_says_so() {
        let act = json!({"approval": {"name": "Ada Byron", "digest": "d", "recorded": null}, "notes": "asked Ada"});
        let mut record = act.clone();
        assert_eq!(ada().record(RegisterName::Risks, Uuid::nil(), &mut record), 1);
        assert_eq!(record["approval"], act["approval"]);
        assert_eq!(record["notes"], "asked [erased: P-07]");
        let mut version = json!({"name": "Ada Byron"});
        assert_eq!(ada().record(RegisterName::DocumentVersions, Uuid::nil(), &mut version), 0);
    }
}
