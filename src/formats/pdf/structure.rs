//! The structure tree of the file (ISO 32000-1, 14.7): what a screen reader walks through. A long
//! table has a hundred thousand cells, so the elements are written as text at once.

use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::canvas::Node;
use super::finish::name;
use super::printer::{Content, PlacedFigure, PlacedLink};
use super::save::Texts;
use super::tags::{Part, Role, Tree};

/// What the tree is made of.
pub struct Structure<'a> {
    /// The parts.
    pub tree: &'a Tree,
    /// Where each was drawn.
    pub content: &'a [Content],
    /// The links.
    pub links: &'a [PlacedLink],
    /// Their objects, in the same order.
    pub annotations: &'a [ObjectId],
    /// The pages.
    pub pages: &'a [ObjectId],
    /// The figures.
    pub figures: &'a [PlacedFigure],
}

/// What hangs from each part: one flat list, and where each part's share of it begins.
struct Hanging {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Hanging {
    /// Sorts item numbers by the part that they belong to, in their own order.
    fn new(parts: usize, owners: impl Iterator<Item = Node> + Clone) -> Self {
        let mut starts = vec![0_u32; parts + 1];
        for owner in owners.clone() {
            if let Some(next) = starts.get_mut(owner.0 as usize + 1) {
                *next += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut items = vec![0_u32; sum as usize];
        for (item, owner) in owners.enumerate() {
            if let Some(place) = next.get_mut(owner.0 as usize) {
                if let Some(slot) = items.get_mut(*place as usize) {
                    *slot = item as u32;
                }
                *place += 1;
            }
        }
        Self { starts, items }
    }

    fn of(&self, node: Node) -> &[u32] {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or(0) as usize;
        self.items.get(at(node.0 as usize)..at(node.0 as usize + 1)).unwrap_or_default()
    }
}

/// The numbers of the parts that stay, and what hangs from them.
struct Forest {
    ids: Vec<u32>,
    content: Hanging,
    links: Hanging,
    children: Hanging,
}

impl Structure<'_> {
    /// Adds the tree to the document; its elements come as texts of their own.
    pub fn add(&self, document: &mut Document) -> Texts {
        let root = document.new_object_id();
        let mut texts = Texts::new(document.max_id + 1);
        let forest = self.forest(texts.first);
        let mut element = String::new();
        for (node, part) in self.tree.parts() {
            if forest.ids.get(node.0 as usize).is_none_or(|&id| id == 0) {
                continue;
            }
            element.clear();
            let parent = match forest.ids.get(part.parent.0 as usize) {
                Some(&id) if id != 0 && node != Tree::ROOT => id,
                _ => root.0,
            };
            // Writing to a string cannot fail.
            let _ = write!(element, "<</S/{}/P {parent} 0 R", tag(part.role));
            attributes(part, &mut element);
            if part.role == Role::Figure {
                self.figure(node, &mut element);
            }
            if let Some(language) = self.tree.language(node) {
                let _ = write!(element, "/Lang({language})");
            }
            self.kids(node, &forest, &mut element);
            element.push_str(">>");
            texts.push(&element);
        }
        let tree = Dictionary::from_iter([
            ("Type", name("StructTreeRoot")),
            ("K", Object::Reference((texts.first, 0))),
            ("ParentTree", Object::Reference((texts.first + texts.len(), 0))),
            ("ParentTreeNextKey", Object::Integer((self.pages.len() + self.annotations.len()) as i64)),
        ]);
        texts.push(&self.parents(&forest.ids));
        document.objects.insert(root, Object::Dictionary(tree));
        if let Ok(catalog) = document.catalog_mut() {
            catalog.set("StructTreeRoot", Object::Reference(root));
            let marked = Dictionary::from_iter([("Marked", Object::Boolean(true))]);
            catalog.set("MarkInfo", Object::Dictionary(marked));
        }
        texts
    }

    /// Numbers the parts, without those that were never drawn; the cells of a table stay, drawn or
    /// not, or its columns would not line up.
    fn forest(&self, first: u32) -> Forest {
        let count = self.tree.len();
        let content = Hanging::new(count, self.content.iter().map(|content| content.node));
        let links = Hanging::new(count, self.links.iter().map(|link| link.node));
        let parts: Vec<(Node, Part)> = self.tree.parts().collect();
        let mut kept = vec![false; count];
        for (node, part) in parts.iter().rev() {
            let index = node.0 as usize;
            let drawn = !content.of(*node).is_empty() || !links.of(*node).is_empty();
            let keep = kept.get(index).copied().unwrap_or(false) || drawn || *node == Tree::ROOT;
            for index in [index, part.parent.0 as usize] {
                if let Some(kept) = kept.get_mut(index).filter(|_| keep) {
                    *kept = true;
                }
            }
        }
        let mut ids = vec![0_u32; count];
        let mut next = first;
        for (node, part) in &parts {
            let cell = matches!(part.role, Role::Row | Role::RowHead | Role::Cell { .. } | Role::ColumnHead { .. });
            let with_parent = cell && ids.get(part.parent.0 as usize).is_some_and(|&id| id != 0);
            let own = kept.get(node.0 as usize).copied().unwrap_or(false);
            if let Some(id) = ids.get_mut(node.0 as usize).filter(|_| own || with_parent) {
                *id = next;
                next += 1;
            }
        }
        // Every part has its parent's number, the root none: it is nobody's child.
        let owners = std::iter::once(Node::ARTIFACT)
            .chain(parts.iter().map(|(node, part)| if *node == Tree::ROOT { Node::ARTIFACT } else { part.parent }));
        let owners: Vec<Node> = owners.collect();
        let children = Hanging::new(count, owners.iter().copied());
        Forest { ids, content, links, children }
    }

    fn kids(&self, node: Node, forest: &Forest, element: &mut String) {
        let content = forest.content.of(node);
        let mut kids: Vec<String> = Vec::with_capacity(content.len());
        let page_of = |page: usize| self.pages.get(page).map_or(0, |page| page.0);
        let mut first = None;
        for content in content.iter().filter_map(|&index| self.content.get(index as usize)) {
            let page = *first.get_or_insert(content.page);
            if page == content.page {
                kids.push(content.number.to_string());
            } else {
                let page = page_of(content.page as usize);
                kids.push(format!("<</Type/MCR/Pg {page} 0 R/MCID {}>>", content.number));
            }
        }
        for &index in forest.links.of(node) {
            let link = self.links.get(index as usize);
            if let (Some(link), Some(annotation)) = (link, self.annotations.get(index as usize)) {
                kids.push(format!("<</Type/OBJR/Pg {} 0 R/Obj {} 0 R>>", page_of(link.page), annotation.0));
            }
        }
        let ids = forest.children.of(node).iter().filter_map(|&child| forest.ids.get(child as usize));
        kids.extend(ids.filter(|&&id| id != 0).map(|id| format!("{id} 0 R")));
        if let Some(page) = first {
            let _ = write!(element, "/Pg {} 0 R", page_of(page as usize));
        }
        match kids.as_slice() {
            [] => {}
            [one] if !one.ends_with('R') => {
                let _ = write!(element, "/K {one}");
            }
            several => {
                let _ = write!(element, "/K[{}]", several.join(" "));
            }
        }
    }

    /// What a figure shows, in words, and where it stands: around all its pieces on the first one's page.
    fn figure(&self, node: Node, element: &mut String) {
        let _ = write!(element, "/Alt<FEFF");
        for unit in self.tree.description(node).unwrap_or_default().encode_utf16() {
            let _ = write!(element, "{unit:04X}");
        }
        element.push_str(">/A<</O/Layout/Placement/Block");
        let first = self.figures.iter().find(|figure| figure.node == node).map(|figure| figure.page);
        let own = self.figures.iter().filter(|figure| figure.node == node && Some(figure.page) == first);
        let around = |a: [f32; 4], b: [f32; 4]| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
        if let Some([left, low, right, high]) = own.map(|figure| figure.edges).reduce(around) {
            let _ = write!(element, "/BBox[{left:.2} {low:.2} {right:.2} {high:.2}]");
        }
        element.push_str(">>");
    }

    /// From marked content back to the part that it is: one list for each page, then the links.
    fn parents(&self, ids: &[u32]) -> String {
        let mut nums = String::from("<</Nums[");
        let id = |node: Node| ids.get(node.0 as usize).copied().unwrap_or(0);
        let mut content = self.content.iter().peekable();
        for page in 0..self.pages.len() {
            let _ = write!(nums, "{page}[");
            // Numbers rise by one on every page, in this very order.
            while let Some(content) = content.next_if(|content| content.page as usize == page) {
                let _ = write!(nums, "{} 0 R ", id(content.node));
            }
            nums.push_str("]\n");
        }
        for (index, link) in self.links.iter().enumerate() {
            let _ = writeln!(nums, "{} {} 0 R", self.pages.len() + index, id(link.node));
        }
        nums.push_str("]>>");
        nums
    }
}

fn tag(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
        Role::Reference => "Reference",
        Role::Heading(level) => match level {
            0 | 1 => "H1",
            2 => "H2",
            3 => "H3",
            4 => "H4",
            5 => "H5",
            _ => "H6",
        },
        Role::Paragraph => "P",
        Role::Span => "Span",
        Role::Link => "Link",
        Role::List(_) => "L",
        Role::Item => "LI",
        Role::Label => "Lbl",
        Role::ItemBody => "LBody",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::ColumnHead { .. } | Role::RowHead => "TH",
        Role::Cell { .. } => "TD",
        Role::Note => "Div",
        Role::Figure => "Figure",
    }
}

fn attributes(part: Part, element: &mut String) {
    let (owner, own, columns, rows) = match part.role {
        Role::List(numbering) => ("List", format!("/ListNumbering/{numbering}"), 1, 1),
        Role::RowHead => ("Table", "/Scope/Row".to_owned(), 1, 1),
        Role::ColumnHead { columns, rows } => ("Table", "/Scope/Column".to_owned(), columns, rows),
        Role::Cell { columns } if columns > 1 => ("Table", String::new(), columns, 1),
        _ => return,
    };
    let _ = write!(element, "/A<</O/{owner}{own}");
    if columns > 1 {
        let _ = write!(element, "/ColSpan {columns}");
    }
    if rows > 1 {
        let _ = write!(element, "/RowSpan {rows}");
    }
    element.push_str(">>");
}
