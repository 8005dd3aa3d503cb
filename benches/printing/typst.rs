//! An outline in the language of typst, so that the same words can be set by it: same paper, same type, same tables.

use std::fmt::Write;

use octavo::documents::outline::{
    Align, Bars, Block, Cell, Column, Cover, Mark, Orientation, Outline, ParagraphStyle, Row, RowKind, Span, Table,
};

/// The whole document.
pub fn source(outline: &Outline) -> String {
    let mut out = String::new();
    let flipped = outline.orientation == Orientation::Landscape;
    let [left, centre, right] = [0, 1, 2].map(|at| text(&outline.running.head[at]));
    let [foot, mark] = [0, 1].map(|at| text(&outline.running.foot[at]));
    let _ = write!(
        out,
        r##"#set document(title: {title}, author: {author})
#set text(font: "Source Serif 4", size: 10pt, lang: {language}, fill: rgb("#1C1E22"))
#let small = text.with(font: ("Inter Tab", "Inter"), size: 7pt, fill: rgb("#51555D"))
#set page(paper: "a4", flipped: {flipped}, margin: (x: {side}mm, top: 20mm, bottom: 19mm),
  header: small(grid(columns: (1fr, 1fr, 1fr), align: (left, center, right), {left}, {centre}, {right})),
  footer: small(grid(columns: (1fr, 1fr, 1fr), align: (left, center, right), {foot}, {mark},
    context counter(page).display("1 of 1", both: true))))
#set table(stroke: (bottom: 0.3pt + rgb("#DEDBD4")), inset: (x: 3pt, y: 4.25pt))
#show heading: set text(font: "Source Serif 4", weight: 600)
#let dot = box(circle(radius: 2.75pt, fill: rgb("#2F4AAF")))
#let full = box(circle(radius: 3.1pt, fill: rgb("#1C1E22")))
#let empty = box(circle(radius: 2.65pt, stroke: 0.9pt))
#let badge(body) = box(fill: rgb("#E6AB4A"), inset: 2pt, radius: 2pt, body)
"##,
        title = text(&outline.title),
        author = text(&outline.author),
        language = text(&outline.language),
        side = if flipped { 18 } else { 22 },
    );
    for block in &outline.blocks {
        let _ = writeln!(out, "#{}", self::block(block));
    }
    out
}

/// A string of the language.
fn text(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn spans(spans: &[Span]) -> String {
    let mut out = String::from("{");
    for span in spans {
        let words = text(&span.text);
        let words = if span.strong { format!("text(weight: 500, {words})") } else { words };
        let words = if span.emphasis { format!("emph({words})") } else { words };
        let words = if span.muted { format!("text(fill: rgb(\"#676B72\"), {words})") } else { words };
        let _ = write!(out, "{words}; ");
    }
    out.push('}');
    out
}

fn sequence(blocks: &[Block]) -> String {
    let mut out = String::from("{");
    for block in blocks {
        let _ = write!(out, "{}\n", self::block(block));
    }
    out.push('}');
    out
}

fn block(block: &Block) -> String {
    match block {
        Block::Cover(cover) => self::cover(cover),
        Block::Heading(heading) => format!("heading(level: {}, {})", heading.level.max(1), text(&heading.text)),
        Block::Contents { title, depth } => format!("outline(title: {}, depth: {})", text(title), (*depth).max(1)),
        Block::Paragraph { text, style: ParagraphStyle::Prose } => format!("par({})", spans(text)),
        Block::Paragraph { text, .. } => {
            format!("par(text(font: (\"Inter Tab\", \"Inter\"), size: 8pt, {}))", spans(text))
        }
        Block::List { ordered, items } => {
            let items: Vec<String> = items.iter().map(|item| spans(item)).collect();
            format!("{}({})", if *ordered { "enum" } else { "list" }, items.join(", "))
        }
        Block::Definitions { title, rows } => {
            let rows: Vec<String> =
                rows.iter().map(|(term, meaning)| format!("terms.item({}, {})", spans(term), spans(meaning))).collect();
            format!("{{par(strong({})); terms({})}}", text(title), rows.join(", "))
        }
        Block::Table(table) => self::table(table),
        Block::Bars(bars) => self::bars(bars),
        Block::Callout(words) => format!("block(fill: rgb(\"#F3F1ED\"), inset: 9pt, {})", spans(words)),
        Block::Columns { left, right, share } => {
            let (first, second) = (share * 100.0, (1.0 - share) * 100.0);
            let (left, right) = (sequence(left), sequence(right));
            format!("grid(columns: ({first}fr, {second}fr), column-gutter: 50pt, {left}, {right})")
        }
        Block::Signatures(signatures) => {
            let line = |act: &str, name: &str, date: &str| format!("{}, {}, {}", text(act), text(name), text(date));
            let lines: Vec<String> = signatures.iter().map(|s| line(&s.act, &s.name, &s.date_label)).collect();
            format!("grid(columns: 3, gutter: 20pt, {})", lines.join(", "))
        }
        Block::PageBreak => "pagebreak(weak: true)".to_owned(),
        Block::Masthead(_) | Block::HeatMap(_) | Block::Movement(_) | Block::Curve(_) => {
            panic!("not in the documents that are compared")
        }
    }
}

fn cover(cover: &Cover) -> String {
    let pairs = |rows: &[(String, String)]| -> String {
        rows.iter().map(|(label, value)| format!("{}, {}, ", text(label), text(value))).collect()
    };
    let versions: String = cover.versions.iter().flatten().map(|cell| format!("{}, ", text(cell))).collect();
    let about = cover.about.as_ref().map(|(title, words)| format!("strong({}); par({})", text(title), spans(words)));
    format!(
        "{{text(font: (\"Inter Tab\", \"Inter\"), {org}); v(120pt); text(size: 38pt, weight: 600, {title}); parbreak(); text(size: 14.5pt, \
         {subtitle}); parbreak(); {about}; set text(font: (\"Inter Tab\", \"Inter\"), size: 8pt); table(columns: (1fr, 2fr), {control}); \
         table(columns: (1fr, 1fr, 3fr), {versions}); pagebreak()}}",
        org = text(&cover.organisation),
        title = text(&cover.title),
        subtitle = text(&cover.subtitle),
        about = about.unwrap_or_default(),
        control = pairs(&cover.control),
    )
}

fn table(table: &Table) -> String {
    let widths: Vec<String> = table.columns.iter().map(|column| format!("{}fr", column.width)).collect();
    let align = |column: &Column| match column.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    };
    let aligns: Vec<&str> = table.columns.iter().map(align).collect();
    let titles: Vec<String> = table.columns.iter().map(|column| format!("strong({})", text(&column.title))).collect();
    let mut out = format!(
        "{{set text(font: (\"Inter Tab\", \"Inter\"), size: 7.8pt); table(columns: ({},), align: ({},), ",
        widths.join(", "),
        aligns.join(", ")
    );
    if table.columns.iter().any(|column| !column.title.is_empty()) {
        let _ = write!(out, "table.header({}), table.hline(stroke: 0.6pt),\n", titles.join(", "));
    }
    for row in &table.rows {
        self::row(row, table.columns.len(), &mut out);
    }
    out.push_str(")}");
    out
}

fn row(row: &Row, columns: usize, out: &mut String) {
    if row.kind == RowKind::Group || (row.cells.len() == 1 && columns > 1) {
        let words = row.cells.first().map(cell).unwrap_or_default();
        let _ = write!(out, "table.cell(colspan: {columns}, strong({words})),\n");
        return;
    }
    let none = Cell::default();
    for at in 0..columns {
        let words = cell(row.cells.get(at).unwrap_or(&none));
        if row.kind == RowKind::Muted {
            let _ = write!(out, "table.cell(fill: rgb(\"#F3F1ED\"), {words}), ");
        } else {
            let _ = write!(out, "{words}, ");
        }
    }
    out.push('\n');
}

fn cell(cell: &Cell) -> String {
    let mark = match cell.mark {
        Some(Mark::Reason) => "dot; ".to_owned(),
        Some(Mark::Full) => "full; \" \"; ".to_owned(),
        Some(Mark::Half | Mark::Empty) => "empty; \" \"; ".to_owned(),
        Some(Mark::Dash) => "\"– \"; ".to_owned(),
        Some(Mark::Open) => "\"? \"; ".to_owned(),
        Some(Mark::Level { score, .. }) => format!("badge(\"{score}\"); \" \"; "),
        Some(Mark::BlankLine) => "line(length: 100%); ".to_owned(),
        None => String::new(),
    };
    format!("{{{mark}{}}}", spans(&cell.text))
}

fn bars(bars: &Bars) -> String {
    let longest = bars.rows.iter().map(|bar| bar.values.iter().sum::<u32>()).max().unwrap_or(1).max(1);
    let mut out = String::from(
        "{set text(font: (\"Inter Tab\", \"Inter\"), size: 8.5pt); grid(columns: (100pt, 1fr, 40pt), gutter: 6pt, ",
    );
    for bar in &bars.rows {
        let mut segments = String::from("{");
        for value in &bar.values {
            let share = f64::from(*value) * 100.0 / f64::from(longest);
            let _ = write!(segments, "box(rect(width: {share}%, height: 9pt, fill: luma({}))); ", 20 + value % 200);
        }
        segments.push('}');
        let _ = write!(out, "{}, {segments}, {}, ", text(&bar.label), text(&bar.note));
    }
    out.push_str(")}");
    out
}
