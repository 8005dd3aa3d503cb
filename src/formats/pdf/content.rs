//! What goes through printpdf: the drawing operations of every page become its content stream, and the fonts become
//! objects. Pages are translated a few at a time and thrown away at once, because printpdf's model of a document holds
//! many times what the file will. Its catalogue, page dictionaries and annotations are not used: see [`super::finish`].

use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf::{
    FontId, FontMetrics, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage,
    PdfSaveOptions, Pt, Rect, TextItem,
};

use super::fonts::Embedded;
use super::save::{Packed, deflate};

/// Turns pages into compressed content.
pub struct Translator {
    document: PdfDocument,
}

impl Translator {
    /// For pages that use these fonts.
    pub fn new(fonts: &[Embedded]) -> Self {
        let mut document = PdfDocument::new("");
        for font in fonts {
            // Only the codes are asked for: the fonts themselves are in the skeleton.
            document.resources.fonts.map.insert(id_of(font), PdfFont::new(parsed(font, Vec::new())));
        }
        Self { document }
    }

    /// The content of each page, in order.
    pub fn translate(&mut self, pages: Vec<PdfPage>) -> Vec<Packed> {
        self.document.pages = pages;
        let mut document = translated(&self.document);
        self.document.pages.clear();
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        pages.into_iter().map(|page| deflate(content_of(&mut document, page))).collect()
    }
}

/// A document without pages that has the fonts: as objects of a file, with the resources that every page shares.
pub fn skeleton(fonts: &[Embedded]) -> (Document, ObjectId) {
    let mut whole = PdfDocument::new("");
    // Only what is shown is embedded, so a page shows every character. It is taken out again.
    let mut ops = vec![Op::StartTextSection];
    for font in fonts {
        whole.resources.fonts.map.insert(id_of(font), PdfFont::new(parsed(font, font.program.clone())));
        ops.push(Op::SetFont { font: PdfFontHandle::External(id_of(font)), size: Pt(1.0) });
        ops.push(Op::ShowText { items: vec![TextItem::Text(font.codes.iter().map(|code| code.0).collect())] });
    }
    ops.push(Op::EndTextSection);
    let paper = Rect::from_wh(Pt(1.0), Pt(1.0));
    whole.pages.push(PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops });
    let mut document = translated(&whole);
    let page = document.get_pages().into_values().next().unwrap_or_default();
    content_of(&mut document, page);
    let resources = reference(&document, page, b"Resources");
    document.objects.remove(&page);
    for unused in ["XObject", "ExtGState", "Shading"] {
        let object = reference(&document, resources, unused.as_bytes());
        document.objects.remove(&object);
        if let Ok(Object::Dictionary(dictionary)) = document.get_object_mut(resources) {
            dictionary.remove(unused.as_bytes());
        }
    }
    (document, resources)
}

/// The name of a font in the resources.
pub fn id_of(font: &Embedded) -> FontId {
    FontId(font.face.names().1.to_owned())
}

fn translated(document: &PdfDocument) -> Document {
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    document.to_lopdf_document(&options, &mut Vec::new())
}

/// Takes the content of a page out of a document.
fn content_of(document: &mut Document, page: ObjectId) -> Vec<u8> {
    let content = reference(document, page, b"Contents");
    match document.objects.remove(&content) {
        Some(Object::Stream(stream)) => stream.content,
        _ => Vec::new(),
    }
}

fn reference(document: &Document, from: ObjectId, key: &[u8]) -> ObjectId {
    let value = document.get_dictionary(from).and_then(|dictionary: &Dictionary| dictionary.get(key));
    value.and_then(Object::as_reference).unwrap_or_default()
}

/// A font the way printpdf wants it: everything per mille, text codes instead of glyph numbers.
fn parsed(font: &Embedded, program: Vec<u8>) -> ParsedFont {
    let codes = font.codes.iter().map(|&(c, code, _, _)| (u32::from(c), code)).collect();
    let widths = font.codes.iter().map(|&(_, code, _, width)| (code, width)).collect();
    let letter = char::from(b'A' + font.face as u8);
    let name = format!("OCTAV{letter}+{}", font.face.names().0);
    let [ascent, descent, _] = font.vertical;
    let metrics = FontMetrics { ascent, descent };
    let mut parsed = ParsedFont::with_glyph_data(program, 0, Some(name), codes, widths, 1000, metrics);
    let [x_min, y_min, x_max, y_max] = font.bbox;
    parsed.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: 1000,
        x_min,
        y_min,
        x_max,
        y_max,
        caret_slope_rise: 1000,
        caret_slope_run: (-font.angle.to_radians().tan() * 1000.0).round() as i16,
        us_weight_class: font.weight,
    };
    parsed
}
