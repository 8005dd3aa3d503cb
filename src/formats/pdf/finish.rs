//! The pass over the PDF objects that printpdf made: what it leaves out or states wrongly is put
//! right here, then the file is compressed and written.

use std::io::{BufWriter, Write};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::fonts::Embedded;
use super::measure::SetHeading;
use super::metadata;
use super::paginate::Landing;
use super::printer::{Content, PlacedLink};
use super::sheet::Sheet;
use super::structure::Structure;
use super::tags::Tree;
use crate::documents::outline::Outline;

/// More bookmarks than this are shown folded.
const OPEN_BOOKMARKS: usize = 40;

/// What the pass needs to know.
pub struct Finish<'a> {
    /// The document.
    pub outline: &'a Outline,
    /// The paper.
    pub sheet: Sheet,
    /// The fonts in the file.
    pub fonts: &'a [Embedded],
    /// The headings.
    pub headings: &'a [SetHeading],
    /// Where they landed.
    pub landing: &'a Landing,
    /// The structure.
    pub tree: &'a Tree,
}

impl Finish<'_> {
    /// Completes the objects and writes the file.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn write(
        &self,
        mut document: Document,
        content: &[Content],
        links: &[PlacedLink],
        out: &mut dyn Write,
    ) -> Result<(), PdfError> {
        document.version = "1.7".to_owned();
        document.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        self.fonts(&mut document);
        let annotations = self.annotations(&mut document, &pages, links);
        Structure { tree: self.tree, content, links, annotations: &annotations, pages: &pages }.add(&mut document);
        self.catalog(&mut document, &pages);
        let info = document.add_object(metadata::info(self.outline));
        replace_info(&mut document, info);
        identify(&mut document);
        compress(&mut document);
        let mut out = BufWriter::with_capacity(1 << 16, out);
        document.save_to(&mut out)?;
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
        let xmp = metadata::xmp(self.outline).into_bytes();
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
            Object::Array(vec![
                Object::Integer(0),
                Object::Dictionary(Dictionary::from_iter([("S", name("D"))])),
            ]),
        )]);
        let preferences = Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]);
        let language = metadata::language(self.outline);
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
        let wanted: Vec<usize> = (0..self.headings.len()).filter(|&at| !self.headings[at].text.is_empty()).collect();
        if wanted.is_empty() {
            return None;
        }
        let root = document.new_object_id();
        let ids: Vec<ObjectId> = wanted.iter().map(|_| document.new_object_id()).collect();
        // The parent of each: the nearest heading before it of a lower level.
        let mut parents: Vec<Option<usize>> = Vec::new();
        let mut path: Vec<usize> = Vec::new();
        for (place, &heading) in wanted.iter().enumerate() {
            let level = self.headings[heading].level;
            while path.last().is_some_and(|&last| self.headings[wanted[last]].level >= level) {
                path.pop();
            }
            parents.push(path.last().copied());
            path.push(place);
        }
        let open = wanted.len() <= OPEN_BOOKMARKS;
        let children = |of: Option<usize>| -> Vec<usize> { (0..ids.len()).filter(|&at| parents[at] == of).collect() };
        let mut families: Vec<Vec<usize>> = vec![Vec::new(); ids.len()];
        for (place, parent) in parents.iter().enumerate() {
            if let Some(family) = parent.and_then(|parent| families.get_mut(parent)) {
                family.push(place);
            }
        }
        let top = children(None);
        for (place, &id) in ids.iter().enumerate() {
            let siblings = parents[place].map_or(&top, |parent| &families[parent]);
            let at = siblings.iter().position(|&sibling| sibling == place).unwrap_or(0);
            let mut entry = self.bookmark(wanted[place], pages);
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
        family_of(&mut outlines, &top, &ids, true);
        outlines.set("Count", Object::Integer(if open { ids.len() } else { top.len() } as i64));
        document.objects.insert(root, Object::Dictionary(outlines));
        Some(root)
    }

    fn bookmark(&self, heading: usize, pages: &[ObjectId]) -> Dictionary {
        let (page, y) = self.landing.get(heading).copied().unwrap_or((0, 0.0));
        let top = ((self.sheet.height - y + 6.0).min(self.sheet.height) * 100.0).round() / 100.0;
        let page = pages.get(page).map_or(Object::Null, |&page| Object::Reference(page));
        let place = vec![page, name("XYZ"), Object::Integer(0), Object::Real(top), Object::Null];
        Dictionary::from_iter([
            ("Title", metadata::text(&self.headings[heading].text)),
            ("Dest", Object::Array(place)),
        ])
    }
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

fn replace_info(document: &mut Document, info: ObjectId) {
    let old = document.trailer.get(b"Info").and_then(Object::as_reference).ok();
    if let Some(old) = old {
        document.objects.remove(&old);
    }
    document.trailer.set("Info", Object::Reference(info));
}

/// The file's id: a hash of everything in it, so that equal files have equal ids and no others.
fn identify(document: &mut Document) {
    document.trailer.remove(b"ID");
    let mut hash = Sha256::new();
    for ((number, _), object) in &document.objects {
        hash.update(number.to_be_bytes());
        match object {
            Object::Stream(stream) => {
                hash.update(&stream.content);
                hash.update(format!("{:?}", stream.dict));
            }
            other => hash.update(format!("{other:?}")),
        }
    }
    let digest = hash.finalize();
    let id = Object::String(digest.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
}

/// Compresses the streams on all cores; which thread does which does not show in the result.
fn compress(document: &mut Document) {
    let streams = document.objects.values_mut().filter_map(|object| match object {
        Object::Stream(stream) if stream.allows_compression => Some(stream),
        _ => None,
    });
    let mut streams: Vec<&mut Stream> = streams.collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = streams.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        for streams in streams.chunks_mut(share) {
            scope.spawn(move || {
                for stream in streams {
                    // A stream that does not compress is written as it is.
                    let _ = stream.compress();
                }
            });
        }
    });
}
