//! What the file says about itself: the information dictionary and the XMP packet, which must agree.

use lopdf::{Dictionary, Object, StringFormat};

use super::volume::Volume;

/// The program's name as it stands in every file.
const PRODUCER: &str = "Octavo";

/// A text for a dictionary: plain where it can be, UTF-16 otherwise.
pub fn text(words: &str) -> Object {
    if words.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Object::String(words.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// The title, never empty: a file without one is not accessible.
pub fn title(volume: &Volume<'_>) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (title, organisation) = (words(volume.title), words(volume.organisation));
    match (title.is_empty(), organisation.is_empty()) {
        (false, _) => title,
        (true, false) => organisation,
        (true, true) => PRODUCER.to_owned(),
    }
}

/// The language, `und` when it is not stated in a way that can be told.
pub fn language(language: &str) -> String {
    let language = language.replace('_', "-");
    let sound = language.len() >= 2 && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if sound { language } else { "und".to_owned() }
}

/// The information dictionary.
pub fn info(volume: &Volume<'_>) -> Dictionary {
    let mut info = Dictionary::new();
    info.set("Title", text(&title(volume)));
    if !volume.author.is_empty() {
        info.set("Author", text(volume.author));
    }
    if !volume.organisation.is_empty() {
        info.set("Subject", text(volume.organisation));
    }
    info.set("Creator", text(PRODUCER));
    info.set("Producer", text(PRODUCER));
    if let Some([year, month, day]) = date(volume.date) {
        let date = format!("D:{year}{month}{day}000000+00'00'");
        info.set("CreationDate", text(&date));
        info.set("ModDate", text(&date));
    }
    info
}

/// The XMP packet; claims PDF/A-2a and PDF/UA-1, which the structure pass makes true.
pub fn xmp(volume: &Volume<'_>) -> String {
    let title = escape(&title(volume));
    let mut parts = String::new();
    if !volume.author.is_empty() {
        let author = escape(volume.author);
        parts += &format!("   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n");
    }
    if !volume.organisation.is_empty() {
        let subject = escape(volume.organisation);
        parts += &format!(
            "   <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{subject}</rdf:li></rdf:Alt></dc:description>\n"
        );
    }
    if let Some([year, month, day]) = date(volume.date) {
        let date = format!("{year}-{month}-{day}T00:00:00+00:00");
        for name in ["CreateDate", "ModifyDate", "MetadataDate"] {
            parts += &format!("   <xmp:{name}>{date}</xmp:{name}>\n");
        }
    }
    let language = language(volume.language);
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{parts}   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
   <pdf:Producer>{PRODUCER}</pdf:Producer>
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
{EXTENSION} </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{FEFF}'
    )
}

/// PDF/A wants the properties of PDF/UA described.
const EXTENSION: &str = r#"  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
"#;

/// Year, month and day of an ISO 8601 date; `None` for anything else.
fn date(date: &str) -> Option<[&str; 3]> {
    let day = date.get(..10)?;
    let mut parts = day.split('-');
    let parts = [parts.next()?, parts.next()?, parts.next()?];
    let sound = parts
        .iter()
        .zip([4, 2, 2])
        .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
    let within = |part: &str, most: u32| part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    (sound && within(parts[1], 12) && within(parts[2], 31)).then_some(parts)
}

fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
