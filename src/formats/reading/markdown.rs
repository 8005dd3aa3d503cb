//! Markdown that somebody wrote elsewhere, cut into sections.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::sections::split_level;
use super::{
    LARGEST_FILE, LONGEST_TEXT, LeftOut, MOST_SECTIONS, ReadError, Reading, Section, as_title, introduction,
    printed_literally,
};
use crate::formats::markdown::SEAL;

/// A heading of the text, with its place in it.
struct Heading {
    level: u8,
    words: String,
    place: Range<usize>,
    /// Where its own text stands, without the marks.
    inner: Range<usize>,
}

/// A place of the text, and what stands there instead.
type Change = (Range<usize>, String);

/// What was found in a text.
#[derive(Default)]
struct Found {
    headings: Vec<Heading>,
    changes: Vec<Change>,
    left_out: LeftOut,
}

impl Found {
    /// A comment is cut out with its signs; other HTML stays.
    fn comment(&mut self, text: &str, place: Range<usize>) {
        let block = text.get(place.clone()).unwrap_or_default();
        let indent = block.len() - block.trim_start().len();
        if !block.trim_start().starts_with("<!--") {
            return;
        }
        if !block.trim_start().starts_with(SEAL) {
            self.left_out.comments += 1;
        }
        let end = block.find("-->").map_or(place.end, |at| place.start + at + "-->".len());
        self.changes.push((place.start + indent..end, String::new()));
    }
}

/// Reads it.
pub fn read(text: &str) -> Result<Reading, ReadError> {
    if text.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    if text.len() > LONGEST_TEXT {
        return Err(ReadError::TooMuch);
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let Found { headings, mut changes, left_out } = look_through(&text);
    let from = headings.first().map_or(text.len(), |first| first.place.start);
    let first_text = changed(&text, 0..from, &changes);
    let levels: Vec<(bool, u8)> = headings
        .iter()
        .enumerate()
        .map(|(index, heading)| (index == 0 && first_text.trim().is_empty(), heading.level))
        .collect();
    let (split, with_title) = split_level(&levels);
    for heading in headings.iter().filter(|heading| heading.level > split) {
        let marks = "#".repeat(usize::from(heading.level - split + 1).min(6));
        let words = text.get(heading.inner.clone()).unwrap_or_default().replace('\n', " ");
        changes.push((heading.place.clone(), format!("{marks} {}\n", words.trim())));
    }
    changes.sort_by_key(|(place, _)| place.start);
    if headings.len() > MOST_SECTIONS {
        return Err(ReadError::TooMuch);
    }
    let mut cuts: Vec<(Option<&Heading>, usize)> = vec![(None, 0)];
    cuts.extend(
        headings.iter().filter(|heading| heading.level <= split).map(|heading| (Some(heading), heading.place.end)),
    );
    let mut title = None;
    let mut sections = Vec::new();
    for (index, (heading, start)) in cuts.iter().enumerate() {
        let end = cuts.get(index + 1).and_then(|(next, _)| *next).map_or(text.len(), |next| next.place.start);
        let body = changed(&text, *start..end, &changes).trim_matches('\n').trim_end().to_owned();
        let is_title = heading.is_some_and(|heading| with_title && heading.level < split);
        let name = match heading {
            Some(heading) if is_title => {
                title = Some(heading.words.clone());
                None
            }
            Some(heading) => Some(as_title(&heading.words)),
            None => None,
        };
        if name.is_some() || !body.trim().is_empty() {
            sections.push(Section { title: name.unwrap_or_else(introduction), text: printed_literally(&body) });
        }
    }
    if sections.is_empty() {
        Err(ReadError::Empty)
    } else {
        Ok(Reading { title, sections, left_out: left_out.sentences() })
    }
}

/// Headings that part the text, pictures and comments.
fn look_through(text: &str) -> Found {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut found = Found::default();
    let mut depth = 0_usize;
    let mut heading: Option<Heading> = None;
    let mut picture = false;
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                heading =
                    Some(Heading { level: number(level), words: String::new(), inner: place.end..place.start, place });
            }
            Event::End(TagEnd::Heading(_)) if depth == 0 => found.headings.extend(heading.take()),
            Event::Start(Tag::Image { .. }) => {
                found.left_out.pictures += 1;
                found.changes.push((place, String::new()));
                picture = true;
            }
            Event::End(TagEnd::Image) => picture = false,
            Event::Start(Tag::MetadataBlock(_)) => {
                found.left_out.front_matter = true;
                found.changes.push((place, String::new()));
                depth += 1;
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::MetadataBlock(_)) => {
                depth = depth.saturating_sub(1);
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => found.comment(text, place),
            Event::Text(words) | Event::Code(words) if !picture => {
                if let Some(heading) = &mut heading {
                    heading.words.push_str(&words);
                    heading.inner = heading.inner.start.min(place.start)..heading.inner.end.max(place.end);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                heading.iter_mut().for_each(|heading| heading.words.push(' '));
            }
            // Emphasis within a heading begins before its words.
            Event::Start(_) => {
                if let Some(heading) = &mut heading {
                    heading.inner = heading.inner.start.min(place.start)..heading.inner.end.max(place.end);
                }
            }
            _ => {}
        }
    }
    for heading in &mut found.headings {
        heading.words = heading.words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    found
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// A stretch of the text with its changes, which are in order. One that lies within another is part of it.
fn changed(text: &str, stretch: Range<usize>, changes: &[Change]) -> String {
    let first = changes.partition_point(|(place, _)| place.start < stretch.start);
    let within = changes.get(first..).unwrap_or_default().iter().take_while(|(place, _)| place.start < stretch.end);
    let mut out = String::new();
    let mut at = stretch.start;
    for (place, instead) in within.filter(|(place, _)| place.end <= stretch.end) {
        if place.start >= at {
            out.push_str(text.get(at..place.start).unwrap_or_default());
            out.push_str(instead);
            at = place.end;
        }
    }
    out + text.get(at..stretch.end).unwrap_or_default()
}
