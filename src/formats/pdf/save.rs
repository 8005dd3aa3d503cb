//! The file's bytes: objects, object streams, cross-reference stream. lopdf's own writer copies every
//! object before it writes one, which a table of 10,000 tagged rows makes expensive; and it cannot
//! know the file's id before the content that the id is a hash of.

use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};

/// Objects in one object stream.
const TOGETHER: usize = 200;

/// Objects that exist only as text, under consecutive numbers.
#[derive(Debug, Default)]
pub struct Texts {
    /// The number of the first.
    pub first: u32,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    /// None yet; the first will have this number.
    pub fn new(first: u32) -> Self {
        Self { first, ..Self::default() }
    }

    /// Adds the next object.
    pub fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
        self.ends.push(self.text.len());
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    fn iter(&self) -> impl Iterator<Item = (u32, &[u8])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let slices = starts.zip(&self.ends).map(|(start, &end)| self.text.get(start..end).unwrap_or_default());
        (self.first..).zip(slices)
    }
}

/// Compresses streams on all cores; which core does which does not show in the result.
pub fn compress<'a>(streams: impl Iterator<Item = &'a mut Stream>) {
    let mut streams: Vec<&mut Stream> = streams.filter(|stream| stream.allows_compression).collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = streams.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        for streams in streams.chunks_mut(share) {
            scope.spawn(move || {
                for stream in streams {
                    // A stream that does not compress is written as it is.
                    let _ = stream.compress();
                    stream.content.shrink_to_fit();
                }
            });
        }
    });
}

/// Compresses all streams of a document.
pub fn compress_all(document: &mut Document) {
    compress(document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()));
}

/// Where an object is found.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(u32),
    Within(u32, u16),
}

/// Writes the document with the objects in `texts`.
///
/// # Errors
/// When `out` refuses the bytes.
pub fn save(document: Document, texts: &Texts, root: ObjectId, info: ObjectId, out: &mut dyn Write) -> io::Result<()> {
    let last = document.max_id.max(texts.first.saturating_add(texts.len()).saturating_sub(1));
    let mut file = File { out, at: 0, hash: Sha256::new(), places: vec![Place::Free; last as usize + 1] };
    file.put(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
    let mut packer = Packer { next: last + 1, ..Packer::default() };
    let mut buffer = Vec::new();
    for ((number, _), object) in document.objects {
        match object {
            Object::Stream(stream) => file.stream(number, &stream)?,
            other => {
                buffer.clear();
                serialise(&other, &mut buffer);
                packer.add(number, &buffer, &mut file.places);
            }
        }
    }
    for (number, text) in texts.iter() {
        packer.add(number, text, &mut file.places);
    }
    packer.close();
    let mut packed = packer.streams;
    compress(packed.iter_mut().map(|(_, stream)| stream));
    for (number, stream) in &packed {
        file.stream(*number, stream)?;
    }
    file.finish(root, info)
}

/// Collects small objects into object streams.
#[derive(Default)]
struct Packer {
    next: u32,
    heads: Vec<u8>,
    bodies: Vec<u8>,
    count: usize,
    streams: Vec<(u32, Stream)>,
}

impl Packer {
    fn add(&mut self, number: u32, body: &[u8], places: &mut [Place]) {
        if let Some(place) = places.get_mut(number as usize) {
            *place = Place::Within(self.next, self.count as u16);
        }
        self.heads.extend_from_slice(format!("{number} {} ", self.bodies.len()).as_bytes());
        self.bodies.extend_from_slice(body);
        self.bodies.push(b'\n');
        self.count += 1;
        if self.count == TOGETHER {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.count == 0 {
            return;
        }
        let dictionary = Dictionary::from_iter([
            ("Type", Object::Name(b"ObjStm".to_vec())),
            ("N", Object::Integer(self.count as i64)),
            ("First", Object::Integer(self.heads.len() as i64)),
        ]);
        let mut content = std::mem::take(&mut self.heads);
        content.append(&mut self.bodies);
        self.streams.push((self.next, Stream::new(dictionary, content)));
        self.next += 1;
        self.count = 0;
    }
}

/// The file on its way out.
struct File<'a> {
    out: &'a mut dyn Write,
    at: usize,
    hash: Sha256,
    places: Vec<Place>,
}

impl File<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.at += bytes.len();
        self.out.write_all(bytes)
    }

    fn stream(&mut self, number: u32, stream: &Stream) -> io::Result<()> {
        let index = number as usize;
        if index >= self.places.len() {
            self.places.resize(index + 1, Place::Free);
        }
        let offset = u32::try_from(self.at).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        if let Some(place) = self.places.get_mut(index) {
            *place = Place::At(offset);
        }
        let mut dictionary = stream.dict.clone();
        dictionary.set("Length", Object::Integer(stream.content.len() as i64));
        let mut head = format!("{number} 0 obj\n").into_bytes();
        serialise(&Object::Dictionary(dictionary), &mut head);
        head.extend_from_slice(b"\nstream\n");
        self.put(&head)?;
        self.put(&stream.content)?;
        // A line feed alone would be taken together with a carriage return that is content.
        let end: &[u8] = if stream.content.ends_with(b"\r") { b"\r\n" } else { b"\n" };
        self.put(end)?;
        self.put(b"endstream\nendobj\n")
    }

    /// The cross-reference stream. The file's id is a hash of all that stands before it, so that
    /// equal files have equal ids and no others.
    fn finish(mut self, root: ObjectId, info: ObjectId) -> io::Result<()> {
        let start = self.at;
        let number = self.places.len();
        let offset = u32::try_from(start).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        self.places.push(Place::At(offset));
        let digest = self.hash.clone().finalize();
        let id = Object::String(digest.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
        let integers = |numbers: &[i64]| Object::Array(numbers.iter().map(|&number| Object::Integer(number)).collect());
        let dictionary = Dictionary::from_iter([
            ("Type", Object::Name(b"XRef".to_vec())),
            ("Size", Object::Integer(self.places.len() as i64)),
            ("W", integers(&[1, 4, 2])),
            ("Root", Object::Reference(root)),
            ("Info", Object::Reference(info)),
            ("ID", Object::Array(vec![id.clone(), id])),
        ]);
        let mut stream = Stream::new(dictionary, self.rows());
        if stream.compress().is_ok() && stream.dict.has(b"Filter") {
            let parameters = [("Predictor", Object::Integer(12)), ("Columns", Object::Integer(7))];
            stream.dict.set("DecodeParms", Object::Dictionary(Dictionary::from_iter(parameters)));
        } else {
            let plain: Vec<u8> = self.places.iter().flat_map(|&place| entry(place)).collect();
            stream.set_content(plain);
        }
        self.stream(number as u32, &stream)?;
        self.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())
    }

    /// The entries, each as its difference to the one above, which compresses well.
    fn rows(&self) -> Vec<u8> {
        let mut rows = Vec::with_capacity(8 * self.places.len());
        let mut above = [0_u8; 7];
        for &place in &self.places {
            let row = entry(place);
            rows.push(2);
            rows.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
            above = row;
        }
        rows
    }
}

fn entry(place: Place) -> [u8; 7] {
    let (kind, wide, narrow) = match place {
        Place::Free => (0, 0, 0xFFFF),
        Place::At(offset) => (1, offset, 0),
        Place::Within(stream, index) => (2, stream, index),
    };
    let [a, b, c, d] = u32::to_be_bytes(wide);
    let [e, f] = u16::to_be_bytes(narrow);
    [kind, a, b, c, d, e, f]
}

/// An object as it stands in a file.
fn serialise(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(value) => {
            let value = if value.is_finite() { *value } else { 0.0 };
            out.extend_from_slice(value.to_string().as_bytes());
        }
        Object::Name(name) => serialise_name(name, out),
        Object::String(bytes, StringFormat::Literal) => {
            out.push(b'(');
            for &byte in bytes {
                match byte {
                    b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                    b'\r' => out.extend_from_slice(b"\\r"),
                    byte => out.push(byte),
                }
            }
            out.push(b')');
        }
        Object::String(bytes, StringFormat::Hexadecimal) => {
            out.push(b'<');
            for byte in bytes {
                out.extend_from_slice(format!("{byte:02X}").as_bytes());
            }
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                serialise(item, out);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => serialise_dictionary(dictionary, out),
        Object::Stream(stream) => serialise_dictionary(&stream.dict, out),
        Object::Reference((number, generation)) => {
            out.extend_from_slice(format!("{number} {generation} R").as_bytes());
        }
    }
}

fn serialise_dictionary(dictionary: &Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        serialise_name(key, out);
        out.push(b' ');
        serialise(value, out);
    }
    out.extend_from_slice(b">>");
}

fn serialise_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}
