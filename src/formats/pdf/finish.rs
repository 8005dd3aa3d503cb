//! The pass over the PDF objects that printpdf made: what it leaves out or states wrongly is put
//! right here, then the file is compressed and written.

use std::io::{BufWriter, Write};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::PdfError;
use super::fonts::Embedded;
use super::metadata;
use super::paginate::Landed;
use super::printer::{PlacedLink, Printer};
use super::save;
use super::structure::Structure;
use super::tags::Tree;
use super::volume::{Target, Volume};

/// More bookmarks than this are shown folded.
const OPEN_BOOKMARKS: usize = 40;

/// What the pass needs to know.
pub struct Finish<'a> {
    /// The documents.
    pub volume: &'a Volume<'a>,
    /// The fonts in the file.
    pub fonts: &'a [Embedded],
    /// Where its targets landed.
    pub landing: &'a [Landed],
    /// The structure.
    pub tree: &'a Tree,
}

impl Finish<'_> {
    /// Completes the objects and writes the file.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn write(&self, mut document: Document, printer: &Printer, out: &mut dyn Write) -> Result<(), PdfError> {
        let Printer { content, links, figures, .. } = printer;
        // The largest part of the memory first: pages become small before the structure is built.
        save::compress_all(&mut document);
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        self.fonts(&mut document);
        let annotations = self.annotations(&mut document, &pages, links);
        self.catalog(&mut document, &pages);
        let info = replace_info(&mut document, metadata::info(self.volume));
        let structure =
            Structure { tree: self.tree, content, links, annotations: &annotations, pages: &pages, figures };
        let texts = structure.add(&mut document);
        save::compress_all(&mut document);
        let root = document.trailer.get(b"Root").and_then(Object::as_reference).unwrap_or_default();
        let mut out = BufWriter::with_capacity(1 << 16, out);
        save::save(document, &texts, root, info, &mut out)?;
        out.flush()?;
        Ok(())
    }

    /// Codes are not glyph numbers: every character has a code of its own, also where two share a
    /// glyph, so that each is copied as what it was.
    fn fonts(&self, document: &mut Document) {
        let ids: Vec<ObjectId> = document.objects.keys().copied().collect();
        for id in ids {
            let Some(font) = self.font_of(document, id) else { continue };
            let mut map = vec![0_u8; 2];
            for (_, _, glyph, _) in &font.codes {
                map.extend_from_slice(&glyph.to_be_bytes());
            }
            let cap = i64::from(font.vertical[2]);
            let map = document.add_object(Stream::new(Dictionary::new(), map));
            let Ok(Object::Dictionary(dictionary)) = document.get_object_mut(id) else { continue };
            let Ok(Object::Array(descendants)) = dictionary.get_mut(b"DescendantFonts") else { continue };
            let Some(Object::Dictionary(descendant)) = descendants.first_mut() else { continue };
            descendant.set("CIDToGIDMap", Object::Reference(map));
            let descriptor = descendant.get(b"FontDescriptor").and_then(Object::as_reference);
            let Ok(descriptor) = descriptor else { continue };
            if let Ok(Object::Dictionary(descriptor)) = document.get_object_mut(descriptor) {
                descriptor.set("CapHeight", Object::Integer(cap));
                descriptor.set("ItalicAngle", Object::Real(font.angle));
                // Symbolic fonts keep their own encoding; ours are addressed by code.
                descriptor.set("Flags", Object::Integer(if font.angle == 0.0 { 4 } else { 4 | 64 }));
            }
        }
    }

    fn font_of(&self, document: &Document, id: ObjectId) -> Option<&Embedded> {
        let dictionary = document.get_object(id).and_then(Object::as_dict).ok()?;
        let kind = dictionary.get(b"Subtype").and_then(Object::as_name).ok()?;
        let name = dictionary.get(b"BaseFont").and_then(Object::as_name).ok()?;
        let name = std::str::from_utf8(name).ok()?.split_once('+')?.1;
        if kind != b"Type0" {
            return None;
        }
        self.fonts.iter().find(|font| font.face.names().0 == name)
    }

    /// Links become objects of their own, printed and named. Gives their numbers in order.
    fn annotations(&self, document: &mut Document, pages: &[ObjectId], links: &[PlacedLink]) -> Vec<ObjectId> {
        let mut numbers = Vec::new();
        let mut link = links.iter();
        for (index, &page) in pages.iter().enumerate() {
            let Ok(Object::Dictionary(dictionary)) = document.get_object_mut(page) else { continue };
            dictionary.set("StructParents", Object::Integer(index as i64));
            dictionary.set("Tabs", Object::Name(b"S".to_vec()));
            let annotations = match dictionary.remove(b"Annots") {
                Some(Object::Array(annotations)) => annotations,
                _ => Vec::new(),
            };
            let mut references = Vec::new();
            for annotation in annotations {
                let Object::Dictionary(mut annotation) = annotation else { continue };
                let words = link.next().map_or("", |link| link.text.as_str());
                annotation.set("F", Object::Integer(4));
                annotation.set("Contents", metadata::text(words));
                annotation.set("StructParent", Object::Integer((pages.len() + numbers.len()) as i64));
                annotation.remove(b"C");
                let number = document.add_object(annotation);
                numbers.push(number);
                references.push(Object::Reference(number));
            }
            if !references.is_empty()
                && let Ok(Object::Dictionary(dictionary)) = document.get_object_mut(page)
            {
                dictionary.set("Annots", Object::Array(references));
            }
        }
        numbers
    }

    fn catalog(&self, document: &mut Document, pages: &[ObjectId]) {
        let bookmarks = self.bookmarks(document, pages);
        let xmp = metadata::xmp(self.volume).into_bytes();
        let kind = Dictionary::from_iter([("Type", name("Metadata")), ("Subtype", name("XML"))]);
        // Archives look for the packet without unpacking anything.
        let xmp = document.add_object(Stream::new(kind, xmp).with_compression(false));
        let profile = Stream::new(Dictionary::from_iter([("N", Object::Integer(3))]), super::icc::srgb());
        let profile = document.add_object(profile);
        let intent = Dictionary::from_iter([
            ("Type", name("OutputIntent")),
            ("S", name("GTS_PDFA1")),
            ("OutputConditionIdentifier", metadata::text("sRGB")),
            ("Info", metadata::text("sRGB IEC61966-2.1")),
            ("DestOutputProfile", Object::Reference(profile)),
        ]);
        let labels = Dictionary::from_iter([(
            "Nums",
            Object::Array(vec![Object::Integer(0), Object::Dictionary(Dictionary::from_iter([("S", name("D"))]))]),
        )]);
        let preferences = Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]);
        let language = metadata::language(self.volume.language);
        let Ok(catalog) = document.catalog_mut() else { return };
        catalog.set("PageLayout", name("SinglePage"));
        catalog.set("PageMode", name(if bookmarks.is_some() { "UseOutlines" } else { "UseNone" }));
        if let Some(bookmarks) = bookmarks {
            catalog.set("Outlines", Object::Reference(bookmarks));
        }
        catalog.set("Metadata", Object::Reference(xmp));
        catalog.set("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));
        catalog.set("PageLabels", Object::Dictionary(labels));
        catalog.set("ViewerPreferences", Object::Dictionary(preferences));
        catalog.set("Lang", metadata::text(&language));
    }

    /// The tree of bookmarks, nested by the level of the headings.
    fn bookmarks(&self, document: &mut Document, pages: &[ObjectId]) -> Option<ObjectId> {
        let targets = self.volume.targets.all();
        let wanted: Vec<usize> = (0..targets.len()).filter(|&at| !title_of(&targets[at]).is_empty()).collect();
        if wanted.is_empty() {
            return None;
        }
        let root = document.new_object_id();
        let ids: Vec<ObjectId> = wanted.iter().map(|_| document.new_object_id()).collect();
        // The parent of each: the nearest one before it of a lower level.
        let mut parents: Vec<Option<usize>> = Vec::new();
        let mut path: Vec<usize> = Vec::new();
        for (place, &heading) in wanted.iter().enumerate() {
            let level = targets[heading].level;
            while path.last().is_some_and(|&last| targets[wanted[last]].level >= level) {
                path.pop();
            }
            parents.push(path.last().copied());
            path.push(place);
        }
        let open = wanted.len() <= OPEN_BOOKMARKS;
        // The children of each, those of the root at the end, and each one's place among them.
        let mut families: Vec<Vec<usize>> = vec![Vec::new(); ids.len() + 1];
        let mut ranks = Vec::with_capacity(ids.len());
        for (place, parent) in parents.iter().enumerate() {
            let family = &mut families[parent.unwrap_or(ids.len())];
            ranks.push(family.len());
            family.push(place);
        }
        let top = &families[ids.len()];
        for (place, &id) in ids.iter().enumerate() {
            let siblings = &families[parents[place].unwrap_or(ids.len())];
            let at = ranks[place];
            let mut entry = self.bookmark(wanted[place], &targets[wanted[place]], pages);
            entry.set("Parent", Object::Reference(parents[place].map_or(root, |parent| ids[parent])));
            if let Some(&before) = at.checked_sub(1).and_then(|before| siblings.get(before)) {
                entry.set("Prev", Object::Reference(ids[before]));
            }
            if let Some(&after) = siblings.get(at + 1) {
                entry.set("Next", Object::Reference(ids[after]));
            }
            family_of(&mut entry, &families[place], &ids, open);
            document.objects.insert(id, Object::Dictionary(entry));
        }
        let mut outlines = Dictionary::from_iter([("Type", name("Outlines"))]);
        family_of(&mut outlines, top, &ids, true);
        outlines.set("Count", Object::Integer(if open { ids.len() } else { top.len() } as i64));
        document.objects.insert(root, Object::Dictionary(outlines));
        Some(root)
    }

    fn bookmark(&self, number: usize, target: &Target, pages: &[ObjectId]) -> Dictionary {
        let landed = self.landing.get(number).copied().unwrap_or_default();
        let top = (landed.above(6.0) * 100.0).round() / 100.0;
        let page = pages.get(landed.page).map_or(Object::Null, |&page| Object::Reference(page));
        let place = vec![page, name("XYZ"), Object::Integer(0), Object::Real(top), Object::Null];
        Dictionary::from_iter([("Title", metadata::text(&title_of(target))), ("Dest", Object::Array(place))])
    }
}

/// A heading's words, or a document's reference and title.
fn title_of(target: &Target) -> String {
    [target.reference.as_str(), target.text.as_str()].join(" ").trim().to_owned()
}

/// First and last child, and how many are shown: a negative number when they are folded.
fn family_of(entry: &mut Dictionary, family: &[usize], ids: &[ObjectId], open: bool) {
    if let (Some(&first), Some(&last)) = (family.first(), family.last()) {
        entry.set("First", Object::Reference(ids[first]));
        entry.set("Last", Object::Reference(ids[last]));
        let count = family.len() as i64;
        entry.set("Count", Object::Integer(if open { count } else { -count }));
    }
}

/// A PDF name.
pub fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

fn replace_info(document: &mut Document, info: Dictionary) -> ObjectId {
    if let Ok(old) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.objects.remove(&old);
    }
    document.add_object(info)
}
