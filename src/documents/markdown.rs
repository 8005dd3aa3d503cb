//! Markdown to the blocks of an outline: paragraphs, lists, headings, tables, emphasis. Whatever else a text holds
//! (HTML, pictures) is printed as the text that stands there, never run and never dropped.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::outline::{Align, Block, Cell, Column, Heading, ParagraphStyle, Row, RowKind, Span, Table};
use crate::isms::tailoring::{UNDECIDED_BEGIN, UNDECIDED_END};

/// A cell that holds only this is a place to write on by hand.
const TO_FILL_IN: &str = "___";

/// The blocks of a Markdown text. Headings in it become headings of `level` and below.
pub(super) fn blocks(text: &str, level: u8) -> Vec<Block> {
    let mut reader = Reader { level, ..Reader::default() };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        reader.take(event);
    }
    reader.end_paragraph();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    level: u8,
    spans: Vec<Span>,
    strong: u32,
    emphasis: u32,
    link: Option<String>,
    heading: Option<u8>,
    lists: Vec<OpenList>,
    table: Option<OpenTable>,
}

/// A list that is being read. The items of an inner one follow those of the outer one, set in behind a dash.
struct OpenList {
    ordered: bool,
    items: Vec<Vec<Span>>,
}

#[derive(Default)]
struct OpenTable {
    align: Vec<Align>,
    head: Vec<Vec<Span>>,
    rows: Vec<Vec<Vec<Span>>>,
    in_head: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.end_paragraph();
            }
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => self.text(&text),
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }),
        }
    }

    /// Adds text; what is undecided in it is set apart.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(UNDECIDED_BEGIN) {
            self.push(before, false);
            let (open, next) = after.split_once(UNDECIDED_END).unwrap_or((after, ""));
            self.push(&format!("[{open}]"), true);
            rest = next;
        }
        self.push(rest, false);
    }

    fn push(&mut self, text: &str, undecided: bool) {
        if text.is_empty() {
            return;
        }
        let span = Span {
            text: text.to_owned(),
            strong: self.strong > 0 || undecided,
            emphasis: self.emphasis > 0,
            muted: false,
            link: self.link.clone(),
        };
        match self.spans.last_mut() {
            Some(last)
                if Span { text: String::new(), ..last.clone() } == Span { text: String::new(), ..span.clone() } =>
            {
                last.text.push_str(text);
            }
            _ => self.spans.push(span),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            // Only places in the same set of documents are led to; an address is printed as its text.
            Tag::Link { dest_url, .. } => self.link = dest_url.strip_prefix('#').map(str::to_owned),
            Tag::Heading { level, .. } => {
                self.end_paragraph();
                self.heading = Some(depth(level));
            }
            Tag::List(first) => {
                self.end_item();
                self.lists.push(OpenList { ordered: first.is_some(), items: Vec::new() });
            }
            Tag::Table(columns) => {
                self.end_paragraph();
                let align = columns.into_iter().map(alignment).collect();
                self.table = Some(OpenTable { align, ..OpenTable::default() });
            }
            Tag::TableHead => {
                if let Some(table) = &mut self.table {
                    table.in_head = true;
                }
            }
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => self.link = None,
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock if self.lists.is_empty() => self.end_paragraph(),
            TagEnd::Heading(_) => {
                let level = self.level.saturating_add(self.heading.take().unwrap_or(1)).min(4);
                let text = plain(&std::mem::take(&mut self.spans));
                if !text.trim().is_empty() {
                    self.blocks.push(super::furniture::heading(level, text, String::new()));
                }
            }
            TagEnd::Item => self.end_item(),
            TagEnd::List(_) => self.end_list(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.spans);
                if let Some(table) = &mut self.table {
                    let row = if table.in_head { Some(&mut table.head) } else { table.rows.last_mut() };
                    if let Some(row) = row {
                        row.push(cell);
                    }
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.in_head = false;
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.blocks.push(table.set());
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        if !self.lists.is_empty() {
            return self.end_item();
        }
        let text = trimmed(std::mem::take(&mut self.spans));
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph { text, style: ParagraphStyle::Prose });
        }
    }

    fn end_item(&mut self) {
        let text = trimmed(std::mem::take(&mut self.spans));
        let inner = self.lists.len() > 1;
        let Some(list) = self.lists.last_mut() else {
            if !text.is_empty() {
                self.blocks.push(Block::Paragraph { text, style: ParagraphStyle::Prose });
            }
            return;
        };
        if text.is_empty() {
            return;
        }
        if inner {
            let label = if list.ordered { format!("{}) ", list.items.len() + 1) } else { "– ".to_owned() };
            let mut item = vec![Span::plain(label)];
            item.extend(text);
            list.items.push(item);
        } else {
            list.items.push(text);
        }
    }

    fn end_list(&mut self) {
        let Some(list) = self.lists.pop() else { return };
        match self.lists.last_mut() {
            // An outline's lists have one level: what stands below an item follows it in the same item, line by line.
            Some(outer) => {
                let item = outer.items.last_mut();
                let lines = list.items.into_iter().flat_map(|line| {
                    let mut spans = vec![Span::plain("\n")];
                    spans.extend(line);
                    spans
                });
                match item {
                    Some(item) => item.extend(lines),
                    None => outer.items.push(lines.skip(1).collect()),
                }
            }
            None => {
                if !list.items.is_empty() {
                    self.blocks.push(Block::List { ordered: list.ordered, items: list.items });
                }
            }
        }
    }
}

impl OpenTable {
    /// The table with columns as wide as their longest content asks, within reason.
    fn set(self) -> Block {
        // Beside questions, answers get about half of the width.
        let room_to_write = if self.head.len() == 2 { 40 } else { 12 };
        let width = |index: usize| {
            let cells = self.head.get(index).into_iter().chain(self.rows.iter().filter_map(|row| row.get(index)));
            let asked = |cell: &Vec<Span>| match plain(cell) {
                text if text.trim() == TO_FILL_IN => room_to_write,
                text => text.chars().count(),
            };
            let longest = cells.map(asked).max().unwrap_or(0);
            (longest.clamp(6, 60) as f32).sqrt()
        };
        let column = |(index, title): (usize, &Vec<Span>)| Column {
            title: plain(title),
            width: width(index),
            align: self.align.get(index).copied().unwrap_or_default(),
            ..Column::default()
        };
        let columns: Vec<Column> = self.head.iter().enumerate().map(column).collect();
        let cell = |spans: Vec<Span>| {
            if plain(&spans).trim() == TO_FILL_IN { Cell::blank_line() } else { Cell { mark: None, text: spans } }
        };
        let count = columns.len();
        let row = |mut cells: Vec<Vec<Span>>| {
            cells.resize(count, Vec::new());
            Row { cells: cells.into_iter().map(cell).collect(), kind: RowKind::Body }
        };
        let rows = self.rows.into_iter().map(row).collect();
        Block::Table(Table { columns, rows })
    }
}

fn alignment(align: pulldown_cmark::Alignment) -> Align {
    match align {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Align::Left,
        pulldown_cmark::Alignment::Center => Align::Centre,
        pulldown_cmark::Alignment::Right => Align::Right,
    }
}

/// How deep a heading of a section's text lies below the section.
fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 | HeadingLevel::H3 => 1,
        HeadingLevel::H4 => 2,
        HeadingLevel::H5 | HeadingLevel::H6 => 3,
    }
}

fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Without spaces at both ends.
fn trimmed(mut spans: Vec<Span>) -> Vec<Span> {
    if let Some(first) = spans.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = spans.last_mut() {
        last.text = last.text.trim_end().to_owned();
    }
    spans.retain(|span| !span.text.is_empty());
    spans
}

/// A heading of a section with the number that a reader cites.
pub(super) fn numbered(number: usize, title: &str, anchor: String) -> Block {
    Block::Heading(Heading {
        level: 1,
        text: format!("{number}\u{2002}{title}"),
        note: String::new(),
        continued: tr::tr!("continued"),
        anchor,
    })
}
