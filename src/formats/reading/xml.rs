//! Events of somebody else's XML: nothing is fetched, no entity is followed, and nesting has an end.

use quick_xml::events::{BytesRef, BytesStart, Event};

use super::ReadError;

/// Word's own files are some twenty deep; a table adds four.
const DEEPEST: usize = 256;

/// Reads events.
pub struct Reader<'a> {
    inner: quick_xml::Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// From the text of a part.
    pub fn new(text: &'a str) -> Self {
        let mut inner = quick_xml::Reader::from_str(text);
        inner.config_mut().check_end_names = true;
        Self { inner, depth: 0 }
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// When it is not well-formed, or nested too deeply.
    pub fn next(&mut self) -> Result<Option<Event<'a>>, ReadError> {
        let event = self.inner.read_event().map_err(|_| ReadError::Damaged)?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof => return if self.depth == 0 { Ok(None) } else { Err(ReadError::Damaged) },
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
        if self.depth > DEEPEST { Err(ReadError::TooDeep) } else { Ok(Some(event)) }
    }
}

/// The name of an element without its prefix.
pub fn local(start: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(start.local_name().as_ref()).into_owned()
}

/// The value of an attribute, whatever its prefix.
pub fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    Some(String::from_utf8_lossy(&found.value).into_owned())
}

/// Whether a switch such as `<w:b/>` is on.
pub fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(value(start, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}

/// The character that a reference in the text stands for. Only the five of XML and those by number are known.
pub fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.decode().ok()?.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
