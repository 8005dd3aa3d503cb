//! The bundled fonts: glyphs, widths, kerning, and the subsets that go into the file.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use rustybuzz::ttf_parser::{GlyphId, Tag};
use rustybuzz::{Direction, Feature, Script, ShapePlan, UnicodeBuffer, script};

use super::PdfError;

/// A bundled typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Inter with tabular figures.
    Sans,
    /// Inter 500.
    SansMedium,
    /// Inter 600.
    SansSemiBold,
    /// Source Serif 4.
    Serif,
    /// Source Serif 4 italic.
    SerifItalic,
    /// Source Serif 4, 600.
    SerifSemiBold,
}

impl Face {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Sans, Self::SansMedium, Self::SansSemiBold, Self::Serif, Self::SerifItalic, Self::SerifSemiBold];

    /// The PostScript name and the resource name in the file.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Sans => ("InterTab-Regular", "Inter"),
            Self::SansMedium => ("InterTab-Medium", "InterMedium"),
            Self::SansSemiBold => ("InterTab-SemiBold", "InterSemiBold"),
            Self::Serif => ("SourceSerif4-Regular", "SourceSerif"),
            Self::SerifItalic => ("SourceSerif4-Italic", "SourceSerifItalic"),
            Self::SerifSemiBold => ("SourceSerif4-SemiBold", "SourceSerifSemiBold"),
        }
    }

    /// The face of the other family that is asked for glyphs this one lacks.
    fn substitute(self) -> Self {
        match self {
            Self::Sans | Self::SansMedium => Self::Serif,
            Self::SansSemiBold => Self::SerifSemiBold,
            Self::Serif | Self::SerifItalic => Self::Sans,
            Self::SerifSemiBold => Self::SansSemiBold,
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/Inter-Regular.ttf")),
            Self::SansMedium => include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/Inter-Medium.ttf")),
            Self::SansSemiBold => include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/Inter-SemiBold.ttf")),
            Self::Serif => include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/SourceSerif4-Regular.ttf")),
            Self::SerifItalic => include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/SourceSerif4-Italic.ttf")),
            Self::SerifSemiBold => {
                include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/SourceSerif4-SemiBold.ttf"))
            }
        }
    }
}

/// Text of one face with the pen movements that kerning asks for. Unit: thousandths of an em.
#[derive(Debug, Clone, PartialEq)]
pub struct Shaped {
    /// The face that has the glyphs.
    pub face: Face,
    /// Exactly one character for each glyph.
    pub text: Box<str>,
    /// Before the character at this byte the pen moves by this much.
    pub kerns: Box<[(u32, i16)]>,
    /// Advance of the whole.
    pub width: i32,
}

/// The bundled fonts, what was set with them, and every word shaped so far.
pub struct Fonts {
    faces: Vec<rustybuzz::Face<'static>>,
    shaped: HashMap<Face, HashMap<Box<str>, Rc<[Shaped]>>>,
    used: BTreeMap<Face, BTreeMap<char, u16>>,
    replaced: BTreeSet<char>,
    features: Vec<Feature>,
    /// How to shape with a face in an alphabet: to find out takes longer than to shape many words.
    plans: HashMap<(Face, Script), ShapePlan>,
    buffer: Option<UnicodeBuffer>,
}

/// A font as it goes into the file.
pub struct Embedded {
    /// Which one.
    pub face: Face,
    /// The font program with only the glyphs that are used.
    pub program: Vec<u8>,
    /// Every used character: its code in the page's text, the glyph in `program`, the width per mille.
    pub codes: Vec<(char, u16, u16, u16)>,
    /// Ascent, descent, cap height per mille.
    pub vertical: [i16; 3],
    /// Bounding box per mille.
    pub bbox: [i16; 4],
    /// Weight class, 100 to 900.
    pub weight: u16,
    /// Slant in degrees, negative to the right.
    pub angle: f32,
}

impl Fonts {
    /// Reads the bundled fonts.
    ///
    /// # Errors
    /// When a bundled font is damaged.
    pub fn new() -> Result<Self, PdfError> {
        let mut faces = Vec::new();
        for face in Face::ALL {
            let read = rustybuzz::Face::from_slice(face.bytes(), 0).ok_or(PdfError::Font(face.names().0))?;
            faces.push(read);
        }
        // Substitutions would print glyphs that have no character of their own to be copied as.
        let off = [b"liga", b"clig", b"calt", b"ccmp", b"locl", b"rlig", b"rclt", b"dlig"];
        let mut features: Vec<Feature> = off.iter().map(|tag| Feature::new(Tag::from_bytes(tag), 0, ..)).collect();
        features.push(Feature::new(Tag::from_bytes(b"kern"), 1, ..));
        Ok(Self {
            faces,
            shaped: HashMap::new(),
            used: BTreeMap::new(),
            replaced: BTreeSet::new(),
            features,
            plans: HashMap::new(),
            buffer: None,
        })
    }

    /// The glyphs and widths of a piece of text without line breaks. Shaped once, then remembered.
    pub fn shape(&mut self, face: Face, text: &str) -> Rc<[Shaped]> {
        if let Some(known) = self.shaped.get(&face).and_then(|words| words.get(text)) {
            return Rc::clone(known);
        }
        let mut pieces = Vec::new();
        let mut run = String::new();
        let mut run_face = face;
        for c in text.chars() {
            let Some(wanted) = printable(c) else { continue };
            let (owner, shown) = self.owner(face, wanted);
            if owner != run_face && !run.is_empty() {
                pieces.push(self.shape_run(run_face, &run));
                run.clear();
            }
            run_face = owner;
            run.push(shown);
        }
        if !run.is_empty() {
            pieces.push(self.shape_run(run_face, &run));
        }
        let pieces: Rc<[Shaped]> = pieces.into();
        self.shaped.entry(face).or_default().insert(text.into(), Rc::clone(&pieces));
        pieces
    }

    /// The hyphen at the end of a line that breaks a word: it looks like a hyphen and is read as a
    /// soft one, so that the word is found and read out whole.
    pub fn hyphen(&mut self, face: Face) -> Shaped {
        let glyph = self.font(face).glyph_index('-').map_or(0, |glyph| glyph.0);
        self.used.entry(face).or_default().insert('\u{AD}', glyph);
        Shaped { face, text: "\u{AD}".into(), kerns: Box::default(), width: self.width(face, glyph) }
    }

    /// The characters that no bundled font has, in order.
    pub fn replaced(&self) -> Vec<char> {
        self.replaced.iter().copied().collect()
    }

    /// The outline of a glyph, for text that is drawn instead of written.
    pub fn outline(&self, face: Face, c: char, to: &mut dyn rustybuzz::ttf_parser::OutlineBuilder) -> i32 {
        let font = self.font(face);
        let Some(glyph) = font.glyph_index(c) else { return 0 };
        font.outline_glyph(glyph, to);
        i32::from(font.glyph_hor_advance(glyph).unwrap_or(0))
    }

    /// Units per em of a face.
    pub fn units(&self, face: Face) -> f32 {
        self.font(face).units_per_em().max(1) as f32
    }

    /// The subsets of all fonts that were used.
    ///
    /// # Errors
    /// When a bundled font cannot be cut down.
    pub fn embed(&self) -> Result<Vec<Embedded>, PdfError> {
        self.used.iter().map(|(&face, chars)| self.embed_face(face, chars)).collect()
    }

    fn embed_face(&self, face: Face, chars: &BTreeMap<char, u16>) -> Result<Embedded, PdfError> {
        let font = self.font(face);
        let damaged = || PdfError::Font(face.names().0);
        let mut remap = subsetter::GlyphRemapper::new();
        let mut codes = Vec::with_capacity(chars.len());
        for (code, (&c, &glyph)) in chars.iter().enumerate() {
            let code = u16::try_from(code + 1).map_err(|_| damaged())?;
            let width = u16::try_from(self.width(face, glyph)).unwrap_or(0);
            codes.push((c, code, remap.remap(glyph), width));
        }
        let program = subsetter::subset(face.bytes(), 0, &remap).map_err(|_| damaged())?;
        let scale = |v: i16| (f32::from(v) * 1000.0 / self.units(face)).round() as i16;
        let bbox = font.global_bounding_box();
        Ok(Embedded {
            face,
            program,
            codes,
            vertical: [font.ascender(), font.descender(), font.capital_height().unwrap_or(700)].map(scale),
            bbox: [bbox.x_min, bbox.y_min, bbox.x_max, bbox.y_max].map(scale),
            weight: font.weight().to_number(),
            angle: font.italic_angle(),
        })
    }

    fn font(&self, face: Face) -> &rustybuzz::Face<'static> {
        &self.faces[face as usize]
    }

    /// Which face prints the character, and as what: a box stands for what no font has.
    fn owner(&mut self, face: Face, c: char) -> (Face, char) {
        for candidate in [face, face.substitute()] {
            if self.font(candidate).glyph_index(c).is_some_and(|glyph| glyph.0 != 0) {
                return (candidate, c);
            }
        }
        if c.is_whitespace() {
            return (face, ' ');
        }
        self.replaced.insert(c);
        let instead = ['□', '\u{FFFD}', '?'];
        let known = |f: Face, c: char| self.font(f).glyph_index(c).is_some_and(|glyph| glyph.0 != 0);
        for shown in instead {
            for candidate in [face, face.substitute()] {
                if known(candidate, shown) {
                    return (candidate, shown);
                }
            }
        }
        (face, '?')
    }

    /// Advance as the file states it: cut to whole thousandths, so that it is measured the same way.
    fn width(&self, face: Face, glyph: u16) -> i32 {
        let raw = f32::from(self.font(face).glyph_hor_advance(GlyphId(glyph)).unwrap_or(0));
        (raw * 1000.0 / self.units(face)) as i32
    }

    fn shape_run(&mut self, face: Face, text: &str) -> Shaped {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.guess_segment_properties();
        let (font, alphabet) = (&self.faces[face as usize], buffer.script());
        let plan = self.plans.entry((face, alphabet)).or_insert_with(|| {
            let known = Some(alphabet).filter(|alphabet| *alphabet != script::UNKNOWN);
            ShapePlan::new(font, Direction::LeftToRight, known, None, &self.features)
        });
        let output = rustybuzz::shape_with_plan(font, plan, buffer);
        let mut glyphs = Vec::with_capacity(output.len());
        for (info, position) in output.glyph_infos().iter().zip(output.glyph_positions()) {
            glyphs.push((info.cluster as usize, info.glyph_id, position.x_advance, position.x_offset));
        }
        self.buffer = Some(output.clear());
        self.assemble(face, text, &glyphs)
    }

    /// One character for each glyph: the one at its cluster, or the composed one that it came from.
    fn assemble(&mut self, face: Face, text: &str, glyphs: &[(usize, u32, i32, i32)]) -> Shaped {
        let units = self.units(face);
        let mut out = String::with_capacity(text.len());
        let mut kerns = Vec::new();
        let (mut width, mut pending) = (0, 0);
        for (index, &(_, glyph, advance, offset)) in glyphs.iter().enumerate() {
            let glyph = u16::try_from(glyph).unwrap_or(0);
            let Some(c) = self.character(face, text, glyphs, index, glyph) else { continue };
            let glyph = self.font(face).glyph_index(c).map_or(glyph, |own| own.0);
            let natural = f32::from(self.font(face).glyph_hor_advance(GlyphId(glyph)).unwrap_or(0));
            let shift = (offset as f32 * 1000.0 / units).round() as i32;
            let kern = pending + shift;
            if kern != 0 {
                let kern = kern.clamp(-30_000, 30_000) as i16;
                kerns.push((u32::try_from(out.len()).unwrap_or(0), kern));
                width += i32::from(kern);
            }
            out.push(c);
            self.used.entry(face).or_default().insert(c, glyph);
            width += self.width(face, glyph);
            pending = ((advance as f32 - natural) * 1000.0 / units).round() as i32 - shift;
        }
        width += pending;
        Shaped { face, text: out.into(), kerns: kerns.into(), width }
    }

    fn character(
        &self,
        face: Face,
        text: &str,
        glyphs: &[(usize, u32, i32, i32)],
        index: usize,
        glyph: u16,
    ) -> Option<char> {
        let font = self.font(face);
        let is = |c: char| font.glyph_index(c).is_some_and(|g| g.0 == glyph);
        let start = glyphs[index].0;
        let end = glyphs[index + 1..].iter().map(|g| g.0).find(|&at| at > start).unwrap_or(text.len());
        let cluster = text.get(start..end).unwrap_or_default();
        if let Some(c) = cluster.chars().find(|&c| is(c)) {
            return Some(c);
        }
        // A base and its accent became one glyph: look for the composed letter.
        let composed = ('\u{C0}'..='\u{24F}').chain('\u{386}'..='\u{3CE}').chain('\u{400}'..='\u{4FF}');
        composed.chain('\u{1E00}'..='\u{1FFF}').find(|&c| is(c)).or_else(|| cluster.chars().next())
    }
}

/// What a character is printed as; `None` for what only steers layout.
/// Unbreakable spaces and hyphens become plain ones here, after line breaking has honoured them,
/// so that a printed reference is found by searching for it.
fn printable(c: char) -> Option<char> {
    match c {
        '\u{A0}' | '\u{202F}' | '\u{2007}' | '\t' => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}
