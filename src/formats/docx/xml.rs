//! Elements of a Word part as a small tree: what docx-rs writes is read into it and put right.
//!
//! docx-rs writes the properties of paragraphs, runs, tables and sections in an order of its own, and numbers
//! paragraphs by a counter of the thread. Word's schema wants one order, and the same document has to give the same
//! bytes. The few elements that docx-rs has no words for are made here by hand.

use docx_rs::BuildXML;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::DocxError;

/// Elements whose children have an order, with that order (ISO/IEC 29500-1, 17).
const ORDER: &[(&str, &[&str])] = &[
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:suppressLineNumbers",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:textAlignment",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
            "w:pPrChange",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:strike",
            "w:dstrike",
            "w:vanish",
            "w:color",
            "w:spacing",
            "w:w",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:bdr",
            "w:shd",
            "w:fitText",
            "w:vertAlign",
            "w:lang",
            "w:specVanish",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblpPr",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
            "w:tblDescription",
        ],
    ),
    (
        "w:tcPr",
        &[
            "w:tcW",
            "w:gridSpan",
            "w:vMerge",
            "w:tcBorders",
            "w:shd",
            "w:noWrap",
            "w:tcMar",
            "w:textDirection",
            "w:vAlign",
            "w:hideMark",
        ],
    ),
    ("w:tcBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    ("w:pBdr", &["w:top", "w:left", "w:bottom", "w:right", "w:between"]),
    ("w:numPr", &["w:ilvl", "w:numId"]),
];

/// Left out when they say nothing.
const IDLE: [&str; 5] = ["w:rPr", "w:pPr", "w:trPr", "w:tblBorders", "w:tcBorders"];

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    name: String,
    /// Names and values, the values escaped.
    attributes: Vec<(String, String)>,
    children: Vec<Child>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Child {
    Element(Element),
    /// Text or whole elements, ready to be written.
    Ready(String),
}

impl Element {
    /// An empty element such as `w:tblHeader`.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), children: Vec::new() }
    }

    /// An element with `w:val`.
    pub fn val(name: &str, value: &str) -> Self {
        Self::new(name).with("w:val", value)
    }

    /// What docx-rs makes of a part, put right.
    ///
    /// # Errors
    /// When docx-rs wrote something that is not XML.
    pub fn of(part: &impl BuildXML) -> Result<Self, DocxError> {
        let bytes = part.build();
        let text = std::str::from_utf8(&bytes).map_err(|_| DocxError::Made)?;
        read(text).ok_or(DocxError::Made)
    }

    /// The same with an attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push((name.to_owned(), escape(value)));
        self
    }

    /// The same with one more child.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(Child::Element(child));
        self
    }

    /// The same with elements that are written already, at the end.
    #[must_use]
    pub fn ready(mut self, xml: String) -> Self {
        self.children.push(Child::Ready(xml));
        self
    }

    /// Puts a property into the child of this name, which is made where it is missing.
    pub fn set(&mut self, holder: &str, property: Self) {
        let found =
            self.children.iter().position(|child| matches!(child, Child::Element(found) if found.name == holder));
        if let Some(Child::Element(holder)) = found.and_then(|at| self.children.get_mut(at)) {
            holder.children.push(Child::Element(property));
            holder.put_in_order();
        } else {
            self.children.insert(0, Child::Element(Self::new(holder).child(property)));
        }
    }

    /// Writes it.
    pub fn write(&self, out: &mut String) {
        self.open(out);
        if !self.children.is_empty() {
            self.close(out);
        }
    }

    /// Writes it without its end, for children that follow one by one.
    pub fn open_only(&self, out: &mut String) {
        self.open(out);
        if self.children.is_empty() {
            // `<w:tbl/>` would be over already.
            out.truncate(out.len() - "/>".len());
            out.push('>');
        }
    }

    fn open(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(value);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Child::Element(element) => element.write(out),
                Child::Ready(text) => out.push_str(text),
            }
        }
    }

    /// Writes its end.
    pub fn close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }

    fn put_in_order(&mut self) {
        let idle = |child: &Child| match child {
            Child::Element(element) => IDLE.contains(&element.name.as_str()) && element.children.is_empty(),
            Child::Ready(_) => false,
        };
        self.children.retain(|child| !idle(child));
        if let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == self.name) {
            let place = |child: &Child| match child {
                Child::Element(element) => order.iter().position(|name| *name == element.name),
                Child::Ready(_) => None,
            };
            self.children.sort_by_key(|child| place(child).unwrap_or(usize::MAX));
        }
    }
}

/// The element that this text is.
fn read(text: &str) -> Option<Element> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    loop {
        let done = match reader.read_event().ok()? {
            Event::Start(start) => {
                open.push(begun(&start)?);
                None
            }
            Event::Empty(start) => Some(begun(&start)?),
            Event::End(_) => open.pop(),
            Event::Text(text) => {
                open.last_mut()?.children.push(Child::Ready(text.decode().ok()?.into_owned()));
                None
            }
            Event::GeneralRef(name) => {
                open.last_mut()?.children.push(Child::Ready(format!("&{};", name.decode().ok()?)));
                None
            }
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) | Event::CData(_) => None,
            Event::Eof => return None,
        };
        if let Some(mut done) = done {
            done.put_in_order();
            match open.last_mut() {
                Some(holder) => holder.children.push(Child::Element(done)),
                None => return Some(done),
            }
        }
    }
}

/// The start of an element without what differs from one run to the next, or what the schema does not know.
fn begun(start: &BytesStart<'_>) -> Option<Element> {
    let mut element = Element::new(std::str::from_utf8(start.name().as_ref()).ok()?);
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let name = std::str::from_utf8(attribute.key.as_ref()).ok()?;
        let unwanted = name == "w14:paraId" || name == "w:dirty" || (element.name == "w:gridCol" && name == "w:type");
        if !unwanted {
            let value = std::str::from_utf8(&attribute.value).ok()?;
            element.attributes.push((name.to_owned(), value.to_owned()));
        }
    }
    Some(element)
}

/// Text as it may stand in an element or between quotation marks.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // What XML has no way to write at all.
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
    out
}
