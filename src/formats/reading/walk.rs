//! The text of a Word file in reading order: headings, paragraphs, items of lists and tables.

use quick_xml::events::{BytesStart, Event};

use super::numbering::Lists;
use super::styles::{Styles, outline_level};
use super::xml::{Reader, character, is_on, local, value};
use super::{LONGEST_TEXT, LeftOut, ReadError};
use crate::documents::outline::Span;

/// The namespaces of WordprocessingML: of every Word since 2007, and of its strict form.
const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
/// All tables of a document together have no more cells.
const MOST_CELLS: usize = 100_000;
/// A cell does not reach over more columns.
const WIDEST_CELL: usize = 63;
/// What a run costs beside its letters, so that a million empty ones are noticed.
const COST_OF_RUN: usize = 24;

/// A piece of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// The document's title.
    Title(Vec<Span>),
    /// A heading; 1 is the highest level.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Text(Vec<Span>),
    /// An item of a list.
    Item(Item),
    /// The rows of a table, each with its cells.
    Table(Vec<Vec<Vec<Span>>>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Which list it belongs to.
    pub list: String,
    /// How deep it stands, 0 outermost.
    pub depth: u8,
    /// Numbered, or with a dash.
    pub numbered: bool,
    /// Its text.
    pub text: Vec<Span>,
}

#[derive(Default)]
struct Paragraph {
    style: String,
    level: Option<u8>,
    list: Option<String>,
    depth: Option<u8>,
    text: Vec<Span>,
}

#[derive(Default)]
struct Look {
    strong: Option<bool>,
    emphasis: Option<bool>,
    style: String,
    hidden: bool,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Vec<Span>>>,
    span: usize,
    goes_on: bool,
}

/// What is passed over until its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    Quietly,
    Picture,
    TextBox,
}

/// Walks through the text of a document.
pub struct Walk<'a> {
    styles: &'a Styles,
    lists: &'a Lists,
    prefix: String,
    paragraph: Option<Paragraph>,
    run: Option<Look>,
    in_text: bool,
    tables: Vec<Table>,
    passed: Option<(Passed, usize)>,
    cells: usize,
    cost: usize,
    pieces: Vec<Piece>,
    left_out: LeftOut,
}

impl<'a> Walk<'a> {
    /// With the styles and lists of the file.
    pub fn new(styles: &'a Styles, lists: &'a Lists) -> Self {
        Self {
            styles,
            lists,
            prefix: String::new(),
            paragraph: None,
            run: None,
            in_text: false,
            tables: Vec::new(),
            passed: None,
            cells: 0,
            cost: 0,
            pieces: Vec::new(),
            left_out: LeftOut::default(),
        }
    }

    /// The pieces of `document.xml`, and what was not taken over.
    ///
    /// # Errors
    /// When it is not well-formed, no document of Word, or more than a document has.
    pub fn through(mut self, document: &str) -> Result<(Vec<Piece>, LeftOut), ReadError> {
        let mut reader = Reader::new(document);
        let mut is_first = true;
        while let Some(event) = reader.next()? {
            match event {
                Event::Start(start) if std::mem::take(&mut is_first) => {
                    self.prefix = prefix(&start).ok_or(ReadError::NotWord)?;
                }
                Event::Start(start) => self.start(&start)?,
                Event::Empty(_) if is_first => return Err(ReadError::NotWord),
                Event::Empty(start) => {
                    self.start(&start)?;
                    self.end(&local(&start))?;
                }
                Event::End(end) => self.end(&String::from_utf8_lossy(end.local_name().as_ref()))?,
                Event::Text(text) if self.in_text => self.add(&text.decode().map_err(|_| ReadError::Damaged)?)?,
                Event::CData(text) if self.in_text => self.add(&text.decode().map_err(|_| ReadError::Damaged)?)?,
                Event::GeneralRef(name) if self.in_text => {
                    if let Some(c) = character(&name) {
                        self.add(c.encode_utf8(&mut [0; 4]))?;
                    }
                }
                Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::Eof => {}
            }
        }
        Ok((self.pieces, self.left_out))
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = local(start);
        if let Some((kind, depth)) = &mut self.passed {
            *depth += 1;
            if name == "txbxContent" {
                *kind = Passed::TextBox;
            }
            return Ok(());
        }
        if !self.is_word(start) {
            // Formulas, and what Word writes a second time for older programs.
            if name == "oMath" || name == "oMathPara" {
                self.left_out.formulas += 1;
                self.pass(Passed::Quietly);
            } else if name == "Fallback" {
                self.pass(Passed::Quietly);
            }
            return Ok(());
        }
        match name.as_str() {
            "p" => self.paragraph = Some(Paragraph::default()),
            "r" => self.run = Some(Look::default()),
            "t" => self.in_text = self.run.is_some(),
            "tbl" => self.tables.push(Table::default()),
            "tr" => self.tables.last_mut().into_iter().for_each(|table| table.rows.push(Vec::new())),
            "tc" => self.begin_cell()?,
            "drawing" | "pict" => self.pass(Passed::Picture),
            "object" | "altChunk" => {
                self.left_out.embedded += 1;
                self.pass(Passed::Quietly);
            }
            "del" | "moveFrom" => {
                self.left_out.deletions += 1;
                self.pass(Passed::Quietly);
            }
            "instrText" | "delText" | "delInstrText" => self.pass(Passed::Quietly),
            name if name.ends_with("PrChange") => self.pass(Passed::Quietly),
            _ => self.property(&name, start)?,
        }
        Ok(())
    }

    fn property(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), ReadError> {
        let given = || value(start, "val").unwrap_or_default();
        match (name, &mut self.run, &mut self.paragraph) {
            ("b", Some(look), _) => look.strong = Some(is_on(start)),
            ("i", Some(look), _) => look.emphasis = Some(is_on(start)),
            ("rStyle", Some(look), _) => look.style = given(),
            ("vanish", Some(look), _) if is_on(start) && !look.hidden => {
                look.hidden = true;
                self.left_out.hidden += 1;
            }
            ("tab", Some(_), _) => self.add(" ")?,
            ("cr", Some(_), _) => self.add("\n")?,
            ("br", Some(_), _) if !matches!(value(start, "type").as_deref(), Some("page" | "column")) => {
                self.add("\n")?;
            }
            ("noBreakHyphen", Some(_), _) => self.add("\u{2011}")?,
            ("commentReference", Some(_), _) => self.left_out.comments += 1,
            ("footnoteReference" | "endnoteReference", Some(_), _) => self.left_out.notes += 1,
            ("hyperlink", ..) if value(start, "id").is_some() => self.left_out.links += 1,
            ("pStyle", None, Some(paragraph)) => paragraph.style = given(),
            ("outlineLvl", None, Some(paragraph)) => paragraph.level = outline_level(start),
            ("numId", None, Some(paragraph)) => paragraph.list = Some(given()),
            ("ilvl", None, Some(paragraph)) => paragraph.depth = given().parse().ok(),
            ("gridSpan", None, None) => self.with_table(|table| table.span = given().parse().unwrap_or(1)),
            ("vMerge", None, None) => self.with_table(|table| table.goes_on = given() != "restart"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if let Some((kind, depth)) = &mut self.passed {
            *depth -= 1;
            if *depth == 0 {
                match kind {
                    Passed::Quietly => {}
                    Passed::Picture => self.left_out.pictures += 1,
                    Passed::TextBox => self.left_out.text_boxes += 1,
                }
                self.passed = None;
            }
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "r" => self.run = None,
            "p" => self.end_paragraph()?,
            "tc" => self.end_cell()?,
            "tbl" => self.end_table(),
            _ => {}
        }
        Ok(())
    }

    fn is_word(&self, start: &BytesStart<'_>) -> bool {
        let prefix = start.name().prefix().map(|prefix| prefix.as_ref().to_vec()).unwrap_or_default();
        prefix == self.prefix.as_bytes()
    }

    fn pass(&mut self, kind: Passed) {
        self.passed = Some((kind, 1));
    }

    fn with_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    /// Adds letters of the present run.
    fn add(&mut self, text: &str) -> Result<(), ReadError> {
        let (Some(look), Some(paragraph)) = (&self.run, &mut self.paragraph) else { return Ok(()) };
        if look.hidden || text.is_empty() {
            return Ok(());
        }
        let style = if look.style.is_empty() { None } else { Some(self.styles.get(&look.style)) };
        let strong = look.strong.or_else(|| style.as_ref()?.strong).unwrap_or(false);
        let emphasis = look.emphasis.or_else(|| style.as_ref()?.emphasis).unwrap_or(false);
        self.cost += text.len();
        let clean = text.chars().filter(|c| !c.is_control() || *c == '\n');
        match paragraph.text.last_mut() {
            Some(last) if last.strong == strong && last.emphasis == emphasis => last.text.extend(clean),
            _ => {
                self.cost += COST_OF_RUN;
                paragraph.text.push(Span { text: clean.collect(), strong, emphasis, ..Span::default() });
            }
        }
        if self.cost > LONGEST_TEXT { Err(ReadError::TooMuch) } else { Ok(()) }
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let Some(paragraph) = self.paragraph.take() else { return Ok(()) };
        self.run = None;
        self.in_text = false;
        if paragraph.text.iter().all(|span| span.text.trim().is_empty()) {
            return Ok(());
        }
        if !self.tables.is_empty() {
            return self.add_to_cell(paragraph.text);
        }
        let style = self.styles.get(&paragraph.style);
        if style.is_contents {
            self.left_out.contents = true;
            return Ok(());
        }
        let list = paragraph.list.or_else(|| style.list.as_ref().map(|(list, _)| list.clone()));
        let list = list.filter(|list| !list.is_empty() && list != "0");
        let depth = paragraph.depth.or_else(|| style.list.as_ref().map(|(_, depth)| *depth)).unwrap_or(0).min(8);
        let text = paragraph.text;
        self.pieces.push(match (paragraph.level.or(style.heading), list) {
            _ if style.is_title => Piece::Title(text),
            (Some(level), _) => Piece::Heading(level, text),
            (None, Some(list)) => {
                let numbered = self.lists.is_numbered(&list, depth);
                let depth = depth.saturating_add(style.deeper).min(8);
                Piece::Item(Item { list, depth, numbered, text })
            }
            (None, None) => Piece::Text(text),
        });
        Ok(())
    }

    fn begin_cell(&mut self) -> Result<(), ReadError> {
        self.cells += 1;
        self.with_table(|table| {
            (table.span, table.goes_on) = (1, false);
            table.rows.last_mut().into_iter().for_each(|row| row.push(Vec::new()));
        });
        if self.cells > MOST_CELLS { Err(ReadError::TooMuch) } else { Ok(()) }
    }

    /// Adds a line to the cell that is open.
    fn add_to_cell(&mut self, text: Vec<Span>) -> Result<(), ReadError> {
        self.cost += COST_OF_RUN;
        let cell = self.tables.last_mut().and_then(|table| table.rows.last_mut()?.last_mut());
        if let Some(cell) = cell {
            if !cell.is_empty() {
                cell.push(Span::plain("\n"));
            }
            cell.extend(text);
        }
        if self.cost > LONGEST_TEXT { Err(ReadError::TooMuch) } else { Ok(()) }
    }

    /// A cell that reaches over several columns leaves the others empty; one that goes on from above repeats nothing.
    fn end_cell(&mut self) -> Result<(), ReadError> {
        let mut more = 0;
        self.with_table(|table| {
            let (goes_on, span) = (table.goes_on, table.span.clamp(1, WIDEST_CELL));
            let Some(row) = table.rows.last_mut() else { return };
            if goes_on {
                row.last_mut().into_iter().for_each(Vec::clear);
            }
            row.extend(std::iter::repeat_n(Vec::new(), span - 1));
            more = span - 1;
            (table.span, table.goes_on) = (1, false);
        });
        self.cells += more;
        if self.cells > MOST_CELLS { Err(ReadError::TooMuch) } else { Ok(()) }
    }

    /// A table within a cell becomes lines of that cell.
    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let rows: Vec<_> = table.rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        let Some(outer) = self.tables.last_mut() else {
            if !rows.is_empty() {
                self.pieces.push(Piece::Table(rows));
            }
            return;
        };
        let Some(cell) = outer.rows.last_mut().and_then(|row| row.last_mut()) else { return };
        for row in rows {
            if !cell.is_empty() {
                cell.push(Span::plain("\n"));
            }
            for (index, inner) in row.into_iter().filter(|inner| !inner.is_empty()).enumerate() {
                if index > 0 {
                    cell.push(Span::plain(", "));
                }
                cell.extend(inner);
            }
        }
    }
}

/// The prefix that stands for WordprocessingML, empty for none.
fn prefix(root: &BytesStart<'_>) -> Option<String> {
    let found = root.attributes().flatten().find(|attribute| {
        let value = String::from_utf8_lossy(&attribute.value);
        attribute.key.as_ref().starts_with(b"xmlns") && WORD.contains(&value.as_ref())
    })?;
    let key = String::from_utf8_lossy(found.key.as_ref()).into_owned();
    Some(key.strip_prefix("xmlns:").unwrap_or_default().to_owned())
}
