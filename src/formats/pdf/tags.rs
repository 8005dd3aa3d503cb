//! What the parts of the document are to a reader who does not see the page: the structure tree,
//! built while the blocks are set, so that it stands in reading order whatever page they land on.

use std::collections::BTreeMap;

use super::canvas::Node;
use super::text::clean;

/// The role of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The whole.
    Document,
    /// A document in a binder; [`Tree::language`] says when it is in a language of its own.
    Part,
    /// A list of contents, or a list within one.
    Contents,
    /// One of its entries.
    ContentsItem,
    /// What an entry refers to.
    Reference,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A part of a paragraph.
    Span,
    /// A cross reference.
    Link,
    /// A list with its PDF name of numbering: `Decimal`, `Disc`, `None`.
    List(&'static str),
    /// One of its items.
    Item,
    /// The number or dot of an item.
    Label,
    /// The text of an item.
    ItemBody,
    /// A table.
    Table,
    /// One of its rows.
    Row,
    /// The head of a column.
    ColumnHead {
        /// How many columns it stands over.
        columns: u16,
        /// How many rows it reaches over.
        rows: u16,
    },
    /// The head of a row.
    RowHead,
    /// A cell.
    Cell {
        /// How many columns it reaches over.
        columns: u16,
    },
    /// A remark set apart from the text.
    Note,
    /// A picture; [`Tree::description`] says what it shows.
    Figure,
}

/// One part.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// The part that it belongs to.
    pub parent: Node,
}

/// All parts; a part's number is its place in the list, and parents stand before their children.
#[derive(Debug)]
pub struct Tree {
    parts: Vec<Part>,
    descriptions: BTreeMap<Node, String>,
    languages: BTreeMap<Node, String>,
}

impl Tree {
    /// The number of the whole document.
    pub const ROOT: Node = Node(1);

    /// Only the document itself.
    pub fn new() -> Self {
        let root = Part { role: Role::Document, parent: Node::ARTIFACT };
        Self { parts: vec![root, root], descriptions: BTreeMap::new(), languages: BTreeMap::new() }
    }

    /// Adds a part as the last child of `parent`.
    pub fn add(&mut self, parent: Node, role: Role) -> Node {
        if parent == Node::ARTIFACT {
            return parent;
        }
        let node = Node(u32::try_from(self.parts.len()).unwrap_or(0));
        self.parts.push(Part { role, parent });
        node
    }

    /// Adds a picture with the words that stand for it. Without words it is read as what is written in it.
    pub fn add_figure(&mut self, parent: Node, description: &str) -> Node {
        let description = clean(description);
        let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
        if description.is_empty() {
            return self.add(parent, Role::Paragraph);
        }
        let node = self.add(parent, Role::Figure);
        self.descriptions.insert(node, description);
        node
    }

    /// The words that stand for a picture.
    pub fn description(&self, node: Node) -> Option<&str> {
        self.descriptions.get(&node).map(String::as_str)
    }

    /// Adds a document of a binder; `language` is its own when it differs from the binder's.
    pub fn add_document(&mut self, language: Option<String>) -> Node {
        let node = self.add(Self::ROOT, Role::Part);
        self.languages.extend(language.map(|language| (node, language)));
        node
    }

    /// The language of a part that differs from that of the whole.
    pub fn language(&self, node: Node) -> Option<&str> {
        self.languages.get(&node).map(String::as_str)
    }

    /// All parts with their numbers, parents first.
    pub fn parts(&self) -> impl Iterator<Item = (Node, Part)> + '_ {
        self.parts.iter().enumerate().skip(1).map(|(at, part)| (Node(at as u32), *part))
    }

    /// How many numbers are in use.
    pub fn len(&self) -> usize {
        self.parts.len()
    }
}
