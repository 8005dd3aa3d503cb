//! The small parts of a Word file: what it is made of, settings, fonts, numbering, and what it says about itself.

use super::look::{Page, title};
use super::xml::escape;
use crate::documents::outline::{Outline, Ragged};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespace of WordprocessingML.
pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relationships in a part.
pub const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Every part beside the relationships: its name, the last word of its relationship, and its type.
const PARTS: [(&str, &str, &str); 8] = [
    ("styles.xml", "styles", "styles"),
    ("settings.xml", "settings", "settings"),
    ("fontTable.xml", "fontTable", "fontTable"),
    ("numbering.xml", "numbering", "numbering"),
    ("header1.xml", "header", "header"),
    ("header2.xml", "header", "header"),
    ("footer1.xml", "footer", "footer"),
    ("footer2.xml", "footer", "footer"),
];

/// `[Content_Types].xml`.
pub fn content_types() -> String {
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{MAIN}.document.main+xml\"/>"
    );
    for (name, _, kind) in PARTS {
        out += &format!("<Override PartName=\"/word/{name}\" ContentType=\"{MAIN}.{kind}+xml\"/>");
    }
    let properties = "application/vnd.openxmlformats-officedocument";
    out += &format!(
        "<Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"{properties}.extended-properties+xml\"/>\
         <Override PartName=\"/docProps/custom.xml\" ContentType=\"{properties}.custom-properties+xml\"/></Types>"
    );
    out
}

/// `_rels/.rels`.
pub fn package_relationships() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{R}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{R}/extended-properties\" Target=\"docProps/app.xml\"/>\
         <Relationship Id=\"rId4\" Type=\"{R}/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>"
    )
}

/// The id under which the document knows a part.
pub fn relationship(part: &str) -> String {
    let place = PARTS.iter().position(|(name, _, _)| *name == part).unwrap_or(0);
    format!("rId{}", place + 1)
}

/// `word/_rels/document.xml.rels`.
pub fn document_relationships() -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (name, kind, _) in PARTS {
        out += &format!("<Relationship Id=\"{}\" Type=\"{R}/{kind}\" Target=\"{name}\"/>", relationship(name));
    }
    out + "</Relationships>"
}

/// The styles for this document: language, paper and title are put into the sheet.
pub fn styles(outline: &Outline) -> String {
    let page = Page::new(outline.orientation);
    let (size, above) = title(outline);
    let measure = page.inner() - page.prose_indent();
    let ends = match outline.ragged {
        Ragged::Right => "left",
        Ragged::Justified => "both",
    };
    include_str!("../../../assets/word/styles.xml")
        .replace("{language}", &language(outline))
        .replace("{measure}", &page.prose_indent().to_string())
        .replace("{ends}", ends)
        .replace("{title}", &size.to_string())
        .replace("{above}", &above.to_string())
        .replace("{right}", &page.inner().to_string())
        .replace("{centre}", &(page.inner() / 2).to_string())
        .replace("{contents}", &measure.to_string())
}

/// `word/settings.xml`. Words are hyphenated by their language. Nothing asks Word to update fields, which would greet
/// the reader with a question.
pub fn settings(outline: &Outline) -> String {
    let setting = |name: &str, value: u8| {
        let uri = "http://schemas.microsoft.com/office/word";
        format!("<w:compatSetting w:name=\"{name}\" w:uri=\"{uri}\" w:val=\"{value}\"/>")
    };
    let compat = [
        setting("compatibilityMode", 15),
        setting("overrideTableStyleFontSizeAndJustification", 1),
        setting("enableOpenTypeFeatures", 1),
        setting("doNotFlipMirrorIndents", 1),
        setting("differentiateMultirowTableHeaders", 1),
    ];
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{W}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/>\
         <w:autoHyphenation/><w:consecutiveHyphenLimit w:val=\"2\"/><w:hyphenationZone w:val=\"400\"/>\
         <w:doNotHyphenateCaps/><w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat>{}</w:compat>\
         <w:themeFontLang w:val=\"{}\"/></w:settings>",
        compat.concat(),
        language(outline)
    )
}

/// `word/fontTable.xml`: what Word takes where our fonts are not installed.
pub fn fonts() -> String {
    let font = |name: &str, instead: &str, panose: &str, family: &str| {
        format!(
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{instead}\"/><w:panose1 w:val=\"{panose}\"/>\
             <w:charset w:val=\"00\"/><w:family w:val=\"{family}\"/><w:pitch w:val=\"variable\"/></w:font>"
        )
    };
    format!(
        "{DECLARATION}<w:fonts xmlns:w=\"{W}\">{}{}</w:fonts>",
        font("Source Serif 4", "Georgia", "02040603050405020204", "roman"),
        font("Inter", "Arial", "020B0604020202020204", "swiss"),
    )
}

/// `word/numbering.xml`: one list of dashes, and a numbering of its own for each ordered list, which begins at 1.
pub fn numbering(ordered: u32) -> String {
    let abstract_list = |id: u8, format: &str, text: &str, style: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"singleLevel\"/>\
             <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{style}\
             <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"397\" w:hanging=\"317\"/></w:pPr></w:lvl></w:abstractNum>"
        )
    };
    let mut out = format!("{DECLARATION}<w:numbering xmlns:w=\"{W}\">");
    out += &abstract_list(1, "bullet", "–", "<w:pStyle w:val=\"ListBullet\"/>");
    out += &abstract_list(2, "decimal", "%1.", "");
    out += "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    for list in 0..ordered {
        out += &format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\">\
             <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
            list + 2
        );
    }
    out + "</w:numbering>"
}

/// `docProps/core.xml`. The dates are the outline's, never the clock's.
pub fn core(outline: &Outline) -> String {
    let mut out = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    let mut add = |name: &str, value: &str| {
        if !value.trim().is_empty() {
            out += &format!("<{name}>{}</{name}>", escape(value));
        }
    };
    add("dc:title", &outline.title);
    add("dc:subject", &outline.organisation);
    add("dc:creator", &outline.author);
    add("dc:language", &language(outline));
    if outline.date.parse::<jiff::civil::Date>().is_ok() {
        for name in ["created", "modified"] {
            let date = &outline.date;
            out += &format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:{name}>");
        }
    }
    out + "</cp:coreProperties>"
}

/// `docProps/app.xml`.
pub fn application(outline: &Outline) -> String {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    format!(
        "{DECLARATION}<Properties xmlns=\"{types}\"><Application>Octavo</Application><Company>{}</Company></Properties>",
        escape(&outline.organisation)
    )
}

/// `docProps/custom.xml` with the hash of all other parts, by which a file of ours that nobody changed is known.
pub fn custom(hash: &str) -> String {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006";
    format!(
        "{DECLARATION}<Properties xmlns=\"{types}/custom-properties\" xmlns:vt=\"{types}/docPropsVTypes\">\
         <property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"2\" name=\"Octavo\">\
         <vt:lpwstr>{hash}</vt:lpwstr></property></Properties>"
    )
}

/// The language as Word names it: with a region, which decides about its dictionaries.
pub fn language(outline: &Outline) -> String {
    const REGIONS: &str = "en-GB de-DE fr-FR es-ES it-IT nl-NL pl-PL pt-PT sv-SE da-DK fi-FI nb-NO cs-CZ sk-SK sl-SI \
                           hu-HU ro-RO bg-BG el-GR hr-HR et-EE lv-LV lt-LT uk-UA";
    let tag = outline.language.trim().replace('_', "-");
    let sound = tag.len() >= 2 && tag.len() <= 20 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !sound {
        return "en-GB".to_owned();
    }
    let short = if tag == "no" { "nb" } else { tag.as_str() };
    let region = REGIONS.split_whitespace().find(|known| known.split('-').next() == Some(short));
    region.map_or(tag.clone(), str::to_owned)
}
