//! What becomes one file: a document, or several in a binder; and what can be led to within it.

use std::collections::HashMap;
use std::rc::Rc;

use crate::documents::outline::{Binder, Outline};

/// The documents of one file with what the file says about itself.
pub struct Volume<'a> {
    /// Title of the file.
    pub title: &'a str,
    /// Who issues it.
    pub organisation: &'a str,
    /// Who wrote it, empty for nobody.
    pub author: &'a str,
    /// Language of the whole.
    pub language: &'a str,
    /// The date it was made for.
    pub date: &'a str,
    /// The documents, in order.
    pub outlines: Vec<&'a Outline>,
    /// Where links, bookmarks and contents lead.
    pub targets: Rc<Targets>,
}

/// A place that links, bookmarks and lists of contents lead to.
#[derive(Debug)]
pub struct Target {
    /// 1 for a chapter; 0 for a document in a binder.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// The reference of a document, else empty.
    pub reference: String,
    /// The number of the document that it is in.
    pub part: usize,
}

/// All targets in reading order: a document of a binder, its headings, the next document.
#[derive(Debug, Default)]
pub struct Targets {
    all: Vec<Target>,
    /// The documents by their anchors.
    documents: HashMap<String, usize>,
    /// The headings of each document by their anchors.
    headings: Vec<HashMap<String, usize>>,
    /// The first heading of each document.
    starts: Vec<usize>,
}

impl<'a> Volume<'a> {
    /// A document alone: it has no bookmark of its own above those of its headings.
    pub fn of(outline: &'a Outline) -> Self {
        let mut targets = Targets::default();
        targets.add(outline);
        Self {
            title: &outline.title,
            organisation: &outline.organisation,
            author: &outline.author,
            language: &outline.language,
            date: &outline.date,
            outlines: vec![outline],
            targets: Rc::new(targets),
        }
    }

    /// The documents of a binder.
    pub fn bound(binder: &'a Binder) -> Self {
        let mut targets = Targets::default();
        for part in &binder.parts {
            let number = targets.all.len();
            let (reference, text) = (words(&part.reference), words(&part.outline.title));
            targets.all.push(Target { level: 0, text, reference, part: targets.headings.len() });
            if !part.anchor.is_empty() {
                targets.documents.entry(part.anchor.clone()).or_insert(number);
            }
            targets.add(&part.outline);
        }
        Self {
            title: &binder.title,
            organisation: &binder.organisation,
            author: &binder.author,
            language: &binder.language,
            date: &binder.date,
            outlines: binder.parts.iter().map(|part| &part.outline).collect(),
            targets: Rc::new(targets),
        }
    }
}

impl Targets {
    fn add(&mut self, outline: &Outline) {
        self.starts.push(self.all.len());
        let part = self.headings.len();
        let mut anchors = HashMap::new();
        for heading in outline.headings() {
            if !heading.anchor.is_empty() {
                anchors.entry(heading.anchor.clone()).or_insert(self.all.len());
            }
            let (level, text) = (heading.level.max(1), words(&heading.text));
            self.all.push(Target { level, text, reference: String::new(), part });
        }
        self.headings.push(anchors);
    }

    /// All of them, in reading order.
    pub fn all(&self) -> &[Target] {
        &self.all
    }

    /// The number of the first heading of a document.
    pub fn first_heading(&self, part: usize) -> usize {
        self.starts.get(part).copied().unwrap_or(self.all.len())
    }

    /// The number of a document, when it is bound with others.
    pub fn document(&self, part: usize) -> Option<usize> {
        let before = self.first_heading(part).checked_sub(1)?;
        self.all.get(before).filter(|target| target.level == 0).map(|_| before)
    }

    /// Where an anchor leads that a document names: its own headings first, then the documents beside it.
    pub fn find(&self, part: usize, anchor: &str) -> Option<usize> {
        let own = self.headings.get(part).and_then(|headings| headings.get(anchor));
        own.or_else(|| self.documents.get(anchor)).copied()
    }

    /// What a list of contents shows that stands before the heading `next` of a document.
    pub fn listed(&self, part: usize, next: usize, depth: u8) -> Vec<usize> {
        let wanted = |target: &Target| match depth {
            0 => target.level == 0 && target.part > part,
            depth => target.part == part && (1..=depth).contains(&target.level),
        };
        let printed = |target: &Target| !target.text.is_empty() || !target.reference.is_empty();
        let rest = self.all.iter().enumerate().skip(next);
        rest.filter(|(_, target)| wanted(target) && printed(target)).map(|(number, _)| number).collect()
    }
}

/// Words with single spaces between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
