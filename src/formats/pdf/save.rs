//! The file's bytes: streams, object streams, cross-reference stream. lopdf's own writer copies every object before it
//! writes one and compresses at the slowest level, which a table of 10,000 tagged rows makes expensive; and it cannot
//! know the file's id before the content that the id is a hash of.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};

use super::cores;

/// Objects in one object stream.
const TOGETHER: usize = 200;
/// Levels above it take twice as long for a hundredth less.
const LEVEL: u32 = 6;

/// The content of a stream, compressed where that makes it smaller.
#[derive(Debug)]
pub struct Packed {
    bytes: Vec<u8>,
    deflated: bool,
}

/// Compresses the content of a stream.
pub fn deflate(content: Vec<u8>) -> Packed {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(content.len() / 4 + 64), Compression::new(LEVEL));
    let bytes = encoder.write_all(&content).and_then(|()| encoder.finish());
    match bytes {
        Ok(mut bytes) if bytes.len() + 19 < content.len() => {
            bytes.shrink_to_fit();
            Packed { bytes, deflated: true }
        }
        Ok(_) | Err(_) => Packed { bytes: content, deflated: false },
    }
}

/// Where an object is found.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(u32),
    Within(u32, u16),
}

/// The file on its way out.
pub struct File<'a> {
    out: &'a mut dyn Write,
    at: usize,
    hash: Sha256,
    places: Vec<Place>,
}

impl<'a> File<'a> {
    /// Begins a file whose objects have numbers up to `last`.
    ///
    /// # Errors
    /// When `out` refuses the bytes; so for all that writes.
    pub fn new(last: u32, out: &'a mut dyn Write) -> io::Result<Self> {
        let mut file = File { out, at: 0, hash: Sha256::new(), places: vec![Place::Free; last as usize + 1] };
        file.put(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(file)
    }

    /// Writes a stream of lopdf's.
    pub fn stream(&mut self, number: u32, stream: Stream) -> io::Result<()> {
        let mut entries = Vec::new();
        for (key, value) in stream.dict.iter().filter(|(key, _)| key.as_slice() != b"Length") {
            serialise_name(key, &mut entries);
            entries.push(b' ');
            serialise(value, &mut entries);
        }
        let is_free = stream.allows_compression && !stream.dict.has(b"Filter");
        let packed = if is_free { deflate(stream.content) } else { Packed { bytes: stream.content, deflated: false } };
        self.packed(number, &entries, &packed)
    }

    /// Writes a stream with these entries in its dictionary beside what says how it is packed.
    pub fn packed(&mut self, number: u32, entries: &[u8], packed: &Packed) -> io::Result<()> {
        let index = number as usize;
        if index >= self.places.len() {
            self.places.resize(index + 1, Place::Free);
        }
        let offset = u32::try_from(self.at).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        if let Some(place) = self.places.get_mut(index) {
            *place = Place::At(offset);
        }
        let mut head = format!("{number} 0 obj\n<<").into_bytes();
        head.extend_from_slice(entries);
        if packed.deflated {
            head.extend_from_slice(b"/Filter/FlateDecode");
        }
        head.extend_from_slice(format!("/Length {}>>\nstream\n", packed.bytes.len()).as_bytes());
        self.put(&head)?;
        self.put(&packed.bytes)?;
        // A line feed alone would be taken together with a carriage return that is content.
        let end: &[u8] = if packed.bytes.ends_with(b"\r") { b"\r\n" } else { b"\n" };
        self.put(end)?;
        self.put(b"endstream\nendobj\n")
    }

    /// Writes all other objects: `feed` gets a function that takes an object's number and text.
    pub fn objects(&mut self, feed: impl FnOnce(&mut dyn FnMut(u32, &[u8]))) -> io::Result<()> {
        let first = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let places = &mut self.places;
        let pack = || |(entries, content): (Vec<u8>, Vec<u8>)| (entries, deflate(content));
        let ((), packed) = cores::in_order(pack, |hand_on| {
            let mut packer = Packer { next: first, places, hand_on, heads: Vec::new(), bodies: Vec::new(), count: 0 };
            feed(&mut |number, body| packer.add(number, body));
            packer.close();
        });
        for (number, (entries, packed)) in (first..).zip(&packed) {
            self.packed(number, entries, packed)?;
        }
        Ok(())
    }

    /// The cross-reference stream. The file's id is a hash of all that stands before it, so that
    /// equal files have equal ids and no others.
    pub fn finish(mut self, root: ObjectId, info: ObjectId) -> io::Result<()> {
        let start = self.at;
        let number = self.places.len();
        let offset = u32::try_from(start).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        self.places.push(Place::At(offset));
        let digest = self.hash.clone().finalize();
        let id = Object::String(digest.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
        let integers = |numbers: &[i64]| Object::Array(numbers.iter().map(|&number| Object::Integer(number)).collect());
        let mut dictionary = Dictionary::from_iter([
            ("Type", Object::Name(b"XRef".to_vec())),
            ("Size", Object::Integer(self.places.len() as i64)),
            ("W", integers(&[1, 4, 2])),
            ("Root", Object::Reference(root)),
            ("Info", Object::Reference(info)),
            ("ID", Object::Array(vec![id.clone(), id])),
        ]);
        let mut packed = deflate(self.rows());
        if packed.deflated {
            let parameters = [("Predictor", Object::Integer(12)), ("Columns", Object::Integer(7))];
            dictionary.set("DecodeParms", Object::Dictionary(Dictionary::from_iter(parameters)));
        } else {
            packed.bytes = self.places.iter().flat_map(|&place| entry(place)).collect();
        }
        let mut entries = Vec::new();
        for (key, value) in &dictionary {
            serialise_name(key, &mut entries);
            entries.push(b' ');
            serialise(value, &mut entries);
        }
        self.packed(number as u32, &entries, &packed)?;
        self.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.at += bytes.len();
        self.out.write_all(bytes)
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

/// Collects small objects into object streams and hands those on.
struct Packer<'a> {
    next: u32,
    places: &'a mut [Place],
    hand_on: &'a mut dyn FnMut((Vec<u8>, Vec<u8>)),
    heads: Vec<u8>,
    bodies: Vec<u8>,
    count: usize,
}

impl Packer<'_> {
    fn add(&mut self, number: u32, body: &[u8]) {
        if let Some(place) = self.places.get_mut(number as usize) {
            *place = Place::Within(self.next, self.count as u16);
        }
        // Writing to memory cannot fail.
        let _ = write!(self.heads, "{number} {} ", self.bodies.len());
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
        let entries = format!("/Type/ObjStm/N {}/First {}", self.count, self.heads.len());
        let mut content = std::mem::take(&mut self.heads);
        content.append(&mut self.bodies);
        (self.hand_on)((entries.into_bytes(), content));
        self.next += 1;
        self.count = 0;
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
pub fn serialise(object: &Object, out: &mut Vec<u8>) {
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
