//! Which styles of a Word file are headings, lists or emphasis.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::ReadError;
use super::xml::{Reader, is_on, local, value};

/// What a style makes of a paragraph or a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    /// The level of a heading, 1 to 9.
    pub heading: Option<u8>,
    /// The document's title.
    pub is_title: bool,
    /// A line of a list of contents.
    pub is_contents: bool,
    /// The list that its paragraphs belong to, and how deep.
    pub list: Option<(String, u8)>,
    /// How much deeper its items stand than their list says: “List Bullet 2” is a list of its own in Word.
    pub deeper: u8,
    /// Bold; told of character styles only.
    pub strong: Option<bool>,
    /// Italic; told of character styles only.
    pub emphasis: Option<bool>,
    based_on: Option<String>,
    is_character: bool,
}

/// All styles by their id.
#[derive(Debug, Default)]
pub struct Styles(BTreeMap<String, Style>);

/// A style rests on another, which rests on another.
const LONGEST_CHAIN: usize = 12;

impl Styles {
    /// From `styles.xml`.
    ///
    /// # Errors
    /// When it is not well-formed.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let mut styles = BTreeMap::new();
        let mut reader = Reader::new(text);
        let mut current: Option<(String, Style)> = None;
        while let Some(event) = reader.next()? {
            match event {
                Event::Start(start) | Event::Empty(start) if local(&start) == "style" => {
                    let is_character = value(&start, "type").as_deref() == Some("character");
                    let style = Style { is_character, ..Style::default() };
                    styles.extend(current.replace((value(&start, "styleId").unwrap_or_default(), style)));
                }
                Event::Start(start) | Event::Empty(start) => {
                    if let Some((_, style)) = &mut current {
                        style.take_up(&start);
                    }
                }
                Event::End(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::GeneralRef(_)
                | Event::Eof => {}
            }
        }
        styles.extend(current);
        Ok(Self(styles))
    }

    /// A style with what it takes over from those that it rests on.
    pub fn get(&self, id: &str) -> Style {
        let mut whole = Style::default();
        let mut next = Some(id.to_owned());
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|id| self.0.get(&id)) else { break };
            whole.heading = whole.heading.or(style.heading);
            whole.is_title |= style.is_title;
            whole.is_contents |= style.is_contents;
            whole.deeper = whole.deeper.max(style.deeper);
            whole.list = whole.list.or_else(|| style.list.clone());
            whole.strong = whole.strong.or(style.strong);
            whole.emphasis = whole.emphasis.or(style.emphasis);
            next = style.based_on.clone();
        }
        whole
    }
}

impl Style {
    fn take_up(&mut self, start: &BytesStart<'_>) {
        let given = || value(start, "val").unwrap_or_default();
        match local(start).as_str() {
            "name" => {
                let name = given().to_lowercase();
                let level = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
                self.heading = level.filter(|level| (1..=9).contains(level)).or(self.heading);
                let deeper = name.strip_prefix("list bullet ").or_else(|| name.strip_prefix("list number "));
                self.deeper = deeper.and_then(|deeper| deeper.parse::<u8>().ok()).map_or(0, |n| n.saturating_sub(1));
                self.is_title = name == "title";
                self.is_contents = name.starts_with("toc ");
            }
            "basedOn" => self.based_on = Some(given()),
            "outlineLvl" => self.heading = self.heading.or_else(|| outline_level(start)),
            "numId" => self.list = Some((given(), self.list.as_ref().map_or(0, |(_, depth)| *depth))),
            "ilvl" => {
                let depth = given().parse().unwrap_or(0);
                self.list = Some((self.list.take().map_or_else(String::new, |(list, _)| list), depth));
            }
            "b" if self.is_character => self.strong = Some(is_on(start)),
            "i" if self.is_character => self.emphasis = Some(is_on(start)),
            _ => {}
        }
    }
}

/// The level that `w:outlineLvl` gives a paragraph; the tenth means text.
pub fn outline_level(start: &BytesStart<'_>) -> Option<u8> {
    let level: u8 = value(start, "val")?.parse().ok()?;
    (level < 9).then_some(level + 1)
}
