//! The structure tree of the file (ISO 32000-1, 14.7): what a screen reader walks through.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::canvas::Node;
use super::finish::name;
use super::printer::{Content, PlacedLink};
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
}

/// A part with all that hangs from it.
#[derive(Default, Clone)]
struct Branch {
    content: Vec<u32>,
    links: Vec<u32>,
    children: Vec<Node>,
    kept: bool,
}

impl Structure<'_> {
    /// Adds the tree to the document.
    pub fn add(&self, document: &mut Document) {
        let branches = self.branches();
        let root = document.new_object_id();
        let ids: Vec<Option<ObjectId>> =
            branches.iter().map(|branch| branch.kept.then(|| document.new_object_id())).collect();
        let id = |node: Node| ids.get(node.0 as usize).copied().flatten();
        for (node, part) in self.tree.parts() {
            let Some(own) = id(node) else { continue };
            let Some(branch) = branches.get(node.0 as usize) else { continue };
            let parent = if node == Tree::ROOT { root } else { id(part.parent).unwrap_or(root) };
            let mut element = Dictionary::from_iter([
                ("Type", name("StructElem")),
                ("S", name(tag(part.role))),
                ("P", Object::Reference(parent)),
            ]);
            attributes(part, &mut element);
            self.kids(branch, &id, &mut element);
            document.objects.insert(own, Object::Dictionary(element));
        }
        let parents = self.parents(&id);
        let parents = document.add_object(Dictionary::from_iter([("Nums", Object::Array(parents))]));
        let tree = Dictionary::from_iter([
            ("Type", name("StructTreeRoot")),
            ("K", id(Tree::ROOT).map_or(Object::Null, Object::Reference)),
            ("ParentTree", Object::Reference(parents)),
            ("ParentTreeNextKey", Object::Integer((self.pages.len() + self.annotations.len()) as i64)),
        ]);
        document.objects.insert(root, Object::Dictionary(tree));
        if let Ok(catalog) = document.catalog_mut() {
            catalog.set("StructTreeRoot", Object::Reference(root));
            let marked = Dictionary::from_iter([("Marked", Object::Boolean(true))]);
            catalog.set("MarkInfo", Object::Dictionary(marked));
        }
    }

    /// Collects what hangs from each part and drops parts that were never drawn; the cells of a
    /// table stay, drawn or not, or its columns would not line up.
    fn branches(&self) -> Vec<Branch> {
        let mut branches = vec![Branch::default(); self.tree.len()];
        for (index, content) in self.content.iter().enumerate() {
            if let Some(branch) = branches.get_mut(content.node.0 as usize) {
                branch.content.push(index as u32);
                branch.kept = true;
            }
        }
        for (index, link) in self.links.iter().enumerate() {
            if let Some(branch) = branches.get_mut(link.node.0 as usize) {
                branch.links.push(index as u32);
                branch.kept = true;
            }
        }
        let parts: Vec<(Node, Part)> = self.tree.parts().collect();
        for (node, part) in parts.iter().rev() {
            let kept = branches.get(node.0 as usize).is_some_and(|branch| branch.kept);
            if let Some(parent) = branches.get_mut(part.parent.0 as usize).filter(|_| kept) {
                parent.kept = true;
            }
        }
        for (node, part) in &parts {
            let cell = matches!(
                part.role,
                Role::Row | Role::RowHead | Role::Cell { .. } | Role::ColumnHead { .. }
            );
            let parent = branches.get(part.parent.0 as usize).is_some_and(|parent| parent.kept);
            if let Some(branch) = branches.get_mut(node.0 as usize) {
                branch.kept |= (cell && parent) || *node == Tree::ROOT;
            }
            let kept = branches.get(node.0 as usize).is_some_and(|branch| branch.kept);
            if let Some(parent) = branches.get_mut(part.parent.0 as usize).filter(|_| kept && *node != Tree::ROOT) {
                parent.children.push(*node);
            }
        }
        branches
    }

    fn kids(&self, branch: &Branch, id: &dyn Fn(Node) -> Option<ObjectId>, element: &mut Dictionary) {
        let content = || branch.content.iter().filter_map(|&index| self.content.get(index as usize));
        let page_of = |page: u32| self.pages.get(page as usize).map_or(Object::Null, |&page| Object::Reference(page));
        let first = content().next().map(|content| content.page);
        let mut kids = Vec::with_capacity(branch.content.len() + branch.children.len());
        for content in content() {
            let number = Object::Integer(i64::from(content.number));
            if Some(content.page) == first {
                kids.push(number);
            } else {
                let entries = [("Type", name("MCR")), ("Pg", page_of(content.page)), ("MCID", number)];
                kids.push(Object::Dictionary(Dictionary::from_iter(entries)));
            }
        }
        for &index in &branch.links {
            let link = self.links.get(index as usize);
            if let (Some(link), Some(&annotation)) = (link, self.annotations.get(index as usize)) {
                let page = page_of(u32::try_from(link.page).unwrap_or(0));
                let entries = [("Type", name("OBJR")), ("Pg", page), ("Obj", Object::Reference(annotation))];
                kids.push(Object::Dictionary(Dictionary::from_iter(entries)));
            }
        }
        kids.extend(branch.children.iter().filter_map(|&child| id(child)).map(Object::Reference));
        if let Some(page) = first {
            element.set("Pg", page_of(page));
        }
        match kids.len() {
            0 => {}
            1 => element.set("K", kids.swap_remove(0)),
            _ => element.set("K", Object::Array(kids)),
        }
    }

    /// From marked content back to the part that it is: one list for each page, then the links.
    fn parents(&self, id: &dyn Fn(Node) -> Option<ObjectId>) -> Vec<Object> {
        let reference = |node: Node| id(node).map_or(Object::Null, Object::Reference);
        let mut pages: Vec<Vec<Object>> = vec![Vec::new(); self.pages.len()];
        for content in self.content {
            // Numbers rise by one on every page, in this very order.
            if let Some(page) = pages.get_mut(content.page as usize) {
                page.push(reference(content.node));
            }
        }
        let mut nums = Vec::with_capacity(2 * (pages.len() + self.links.len()));
        for (page, parents) in pages.into_iter().enumerate() {
            nums.push(Object::Integer(page as i64));
            nums.push(Object::Array(parents));
        }
        for (index, link) in self.links.iter().enumerate() {
            nums.push(Object::Integer((self.pages.len() + index) as i64));
            nums.push(reference(link.node));
        }
        nums
    }
}

fn tag(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
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
    }
}

fn attributes(part: Part, element: &mut Dictionary) {
    let mut attributes = match part.role {
        Role::List(numbering) => {
            Dictionary::from_iter([("O", name("List")), ("ListNumbering", name(numbering))])
        }
        Role::RowHead => Dictionary::from_iter([("O", name("Table")), ("Scope", name("Row"))]),
        Role::ColumnHead { .. } => Dictionary::from_iter([("O", name("Table")), ("Scope", name("Column"))]),
        Role::Cell { columns } if columns > 1 => Dictionary::from_iter([("O", name("Table"))]),
        _ => return,
    };
    let (columns, rows) = match part.role {
        Role::ColumnHead { columns, rows } => (columns, rows),
        Role::Cell { columns } => (columns, 1),
        _ => (1, 1),
    };
    if columns > 1 {
        attributes.set("ColSpan", Object::Integer(i64::from(columns)));
    }
    if rows > 1 {
        attributes.set("RowSpan", Object::Integer(i64::from(rows)));
    }
    element.set("A", Object::Dictionary(attributes));
}
