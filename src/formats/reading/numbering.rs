//! Which lists of a Word file are numbered.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::ReadError;
use super::xml::{Reader, local, value};

/// The lists by their id.
#[derive(Debug, Default)]
pub struct Lists {
    /// The pattern of each list.
    patterns: BTreeMap<String, String>,
    /// Whether a pattern is numbered at a depth.
    numbered: BTreeMap<(String, u8), bool>,
}

impl Lists {
    /// From `numbering.xml`.
    ///
    /// # Errors
    /// When it is not well-formed.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let mut lists = Self::default();
        let mut reader = Reader::new(text);
        let (mut pattern, mut list, mut depth) = (String::new(), String::new(), 0);
        while let Some(event) = reader.next()? {
            let (Event::Start(start) | Event::Empty(start)) = event else { continue };
            let given = |name: &str| value(&start, name).unwrap_or_default();
            match local(&start).as_str() {
                "abstractNum" => pattern = given("abstractNumId"),
                "lvl" => depth = given("ilvl").parse().unwrap_or(0),
                "numFmt" => {
                    let numbered = !matches!(given("val").as_str(), "bullet" | "none");
                    lists.numbered.entry((pattern.clone(), depth)).or_insert(numbered);
                }
                "num" => list = given("numId"),
                "abstractNumId" => {
                    lists.patterns.insert(list.clone(), given("val"));
                }
                _ => {}
            }
        }
        Ok(lists)
    }

    /// Whether a list is numbered at a depth; one that nothing is known of has dashes.
    pub fn is_numbered(&self, list: &str, depth: u8) -> bool {
        let pattern = self.patterns.get(list);
        pattern.and_then(|pattern| self.numbered.get(&(pattern.clone(), depth))).copied().unwrap_or(false)
    }
}
