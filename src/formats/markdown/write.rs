//! Blocks to Markdown, one after the other with a line between.

use std::collections::BTreeMap;

use super::escape::{at_start, escape};
use super::sealed;
use crate::documents::outline::{
    Align, Block, Cell, Column, Curve, Heading, HeatMap, Mark, MatrixLegend, Movement, Outline, ParagraphStyle, Row,
    RowKind, Signature, Span, Table,
};
use crate::formats::counts;

/// A place to write by hand.
const BLANK: &str = "…………………";

/// The outline as Markdown.
pub fn write(outline: &Outline) -> String {
    let mut writer = Writer { targets: Targets::of(&outline.blocks), out: String::new() };
    if let Some(mark) = outline.mark.as_deref().filter(|mark| !mark.trim().is_empty()) {
        writer.block(&format!("> **{}**", escape(mark.trim())));
    }
    let opens = |block: &Block| matches!(block, Block::Cover(_) | Block::Masthead(_));
    if !outline.blocks.iter().any(opens) {
        writer.title(&outline.organisation, "", &outline.title, "");
    }
    writer.blocks(&outline.blocks);
    let foot = outline.running.foot.iter().filter(|words| !words.trim().is_empty());
    let foot: Vec<String> = foot.map(|words| escape(words.trim())).collect();
    if !foot.is_empty() {
        writer.block("---");
        writer.block(&at_start(&foot.join(" · ")));
    }
    sealed(writer.out)
}

/// The headings that can be linked to, by the names that readers of Markdown give them.
struct Targets {
    /// By the outline's anchor.
    by_anchor: BTreeMap<String, String>,
    /// Of every heading in the order in which they are written: level, words, name.
    headings: Vec<(u8, String, String)>,
}

impl Targets {
    fn of(blocks: &[Block]) -> Self {
        let mut targets = Self { by_anchor: BTreeMap::new(), headings: Vec::new() };
        let mut used = BTreeMap::new();
        targets.collect(blocks, &mut used);
        targets
    }

    fn collect(&mut self, blocks: &[Block], used: &mut BTreeMap<String, u32>) {
        for block in blocks {
            if let Block::Heading(heading) = block {
                self.heading(heading, used);
            } else if let Block::Columns { left, right, .. } = block {
                self.collect(left, used);
                self.collect(right, used);
            } else if let Block::Cover(cover) = block {
                name_of(&cover.title, used);
            } else if let Block::Masthead(masthead) = block {
                name_of(&masthead.title, used);
            }
        }
    }

    fn heading(&mut self, heading: &Heading, used: &mut BTreeMap<String, u32>) {
        let name = name_of(&heading.text, used);
        if !heading.anchor.is_empty() {
            self.by_anchor.entry(heading.anchor.clone()).or_insert_with(|| name.clone());
        }
        self.headings.push((heading.level.max(1), one_line(&heading.text), name));
    }
}

/// The name that GitHub and others make of a heading; the second of the same words gets a number.
fn name_of(text: &str, used: &mut BTreeMap<String, u32>) -> String {
    let letters = one_line(text).to_lowercase();
    let kept = letters.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    let name: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
    let count = used.entry(name.clone()).or_insert(0);
    *count += 1;
    if *count == 1 { name } else { format!("{name}-{}", *count - 1) }
}

struct Writer {
    targets: Targets,
    out: String,
}

impl Writer {
    /// Adds a block after an empty line.
    fn block(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.out.push_str(text.trim_end());
            self.out.push_str("\n\n");
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.one(block);
        }
    }

    fn one(&mut self, block: &Block) {
        match block {
            Block::Cover(cover) => {
                self.title(&cover.organisation, &cover.classification, &cover.title, &cover.subtitle);
                if let Some((heading, text)) = &cover.about {
                    self.label(heading);
                    self.paragraph(text);
                }
                self.front(&cover.control_title, &cover.control, &cover.versions_title, &cover.versions);
            }
            Block::Masthead(masthead) => {
                self.title(&masthead.organisation, &masthead.classification, &masthead.title, &masthead.subtitle);
                self.front("", &masthead.control, &masthead.versions_title, &masthead.versions);
            }
            Block::Heading(heading) => {
                let marks = "#".repeat(usize::from(heading.level.clamp(1, 5)) + 1);
                self.block(&format!("{marks} {}", escape(&one_line(&heading.text)).replace('#', "\\#")));
                self.emphasised(&heading.note);
            }
            Block::Contents { title, depth } => self.contents(title, *depth),
            Block::Paragraph { text, style: ParagraphStyle::Label } => {
                let words: String = text.iter().map(|span| span.text.as_str()).collect();
                self.label(&words);
            }
            Block::Paragraph { text, style: ParagraphStyle::Prose | ParagraphStyle::Small } => self.paragraph(text),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Definitions { title, rows } => {
                self.label(title);
                let item = |(term, meaning): &(Vec<Span>, Vec<Span>)| {
                    let strong: Vec<Span> = term.iter().map(|span| Span { strong: true, ..span.clone() }).collect();
                    [strong, vec![Span::plain(": ")], meaning.clone()].concat()
                };
                let items: Vec<Vec<Span>> = rows.iter().map(item).collect();
                self.list(false, &items);
            }
            Block::Table(table) => self.table(table),
            Block::Bars(bars) => self.table(&counts::bars(bars)),
            Block::HeatMap(map) => self.heat_map(map),
            Block::Movement(movement) => self.movement(movement),
            Block::Curve(curve) => self.curve(curve),
            Block::Callout(text) => {
                let quoted = self.spans(text, "\\\n> ");
                self.block(&format!("> {}", at_start(&quoted)));
            }
            Block::Columns { left, right, .. } => {
                self.blocks(left);
                self.blocks(right);
            }
            Block::Signatures(signatures) => {
                let items: Vec<Vec<Span>> = signatures.iter().map(signature).collect();
                self.list(false, &items);
            }
            Block::PageBreak => self.block("---"),
        }
    }

    fn title(&mut self, organisation: &str, classification: &str, title: &str, subtitle: &str) {
        let above: Vec<String> = [organisation, classification]
            .iter()
            .filter(|words| !words.trim().is_empty())
            .map(|words| escape(words.trim()))
            .collect();
        self.block(&at_start(&above.join(" · ")));
        self.block(&format!("# {}", escape(&one_line(title)).replace('#', "\\#")));
        self.emphasised(subtitle);
    }

    fn emphasised(&mut self, words: &str) {
        let span = Span { emphasis: true, ..Span::plain(one_line(words)) };
        self.paragraph(&[span]);
    }

    fn label(&mut self, words: &str) {
        self.paragraph(&[Span::strong(one_line(words))]);
    }

    fn paragraph(&mut self, text: &[Span]) {
        let text = self.spans(text, "\\\n");
        self.block(&at_start(&text));
    }

    fn front(&mut self, title: &str, control: &[(String, String)], versions_title: &str, versions: &[[String; 3]]) {
        let column = |title: &str| Column { title: title.to_owned(), ..Column::default() };
        let row = |cells: Vec<Cell>| Row { cells, ..Row::default() };
        if !control.is_empty() {
            let columns = vec![column(title), column("")];
            let rows =
                control.iter().map(|(label, value)| row(vec![Cell::strong(label), Cell::plain(value)])).collect();
            self.table(&Table { columns, rows });
        }
        if !versions.is_empty() {
            let columns = vec![column(versions_title), column(""), column("")];
            let rows = versions.iter().map(|version| row(version.iter().map(Cell::plain).collect())).collect();
            self.table(&Table { columns, rows });
        }
    }

    fn contents(&mut self, title: &str, depth: u8) {
        let listed = self.targets.headings.iter().filter(|(level, text, _)| *level <= depth && !text.is_empty());
        let line = |(level, text, name): &(u8, String, String)| {
            format!("{}- [{}](#{name})", "  ".repeat(usize::from(*level) - 1), escape(text))
        };
        let lines: Vec<String> = listed.map(line).collect();
        if !lines.is_empty() {
            self.label(title);
            self.block(&lines.join("\n"));
        }
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Span>]) {
        let mut lines = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let mark = if ordered { format!("{}. ", index + 1) } else { "- ".to_owned() };
            let indent = " ".repeat(mark.len());
            lines.push(format!("{mark}{}", at_start(&self.spans(item, &format!("\\\n{indent}")))));
        }
        self.block(&lines.join("\n"));
    }

    fn table(&mut self, table: &Table) {
        let widest = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let count = if table.columns.is_empty() { widest } else { table.columns.len() };
        if count == 0 {
            return;
        }
        let title = |column: &Column| match (column.group.is_empty(), column.title.is_empty()) {
            (true, _) => escape(&one_line(&column.title)),
            (false, true) => escape(&one_line(&column.group)),
            (false, false) => escape(&format!("{}: {}", one_line(&column.group), one_line(&column.title))),
        };
        let ruler = |at: usize| match table.columns.get(at).map(|column| column.align).unwrap_or_default() {
            Align::Left => "---",
            Align::Centre => ":-:",
            Align::Right => "--:",
        };
        let titles = (0..count).map(|at| table.columns.get(at).map(title).unwrap_or_default());
        let mut lines = vec![line(titles), line((0..count).map(|at| ruler(at).to_owned()))];
        for row in &table.rows {
            let cells = (0..count).map(|at| {
                let title = table.columns.get(at).map_or("", |column| column.title.as_str());
                let beyond = if at + 1 == count { row.cells.get(count..).unwrap_or_default() } else { &[] };
                let cells = row.cells.get(at).into_iter().chain(beyond);
                cells.map(|cell| self.cell(cell, row.kind, title)).collect::<Vec<_>>().join("<br>")
            });
            lines.push(line(cells));
        }
        self.block(&lines.join("\n"));
    }

    fn cell(&self, cell: &Cell, kind: RowKind, title: &str) -> String {
        let strong = matches!(kind, RowKind::Group | RowKind::Total);
        let text: Vec<Span> =
            cell.text.iter().map(|span| Span { strong: span.strong || strong, ..span.clone() }).collect();
        let words = self.spans(&text, "<br>");
        let mark = cell.mark.map(|mark| sign(mark, title)).unwrap_or_default();
        if mark.is_empty() || words.is_empty() { mark + &words } else { format!("{mark} {words}") }
    }

    fn heat_map(&mut self, map: &HeatMap) {
        self.paragraph(&[Span::plain(&map.description)]);
        for matrix in &map.matrices {
            self.label(&matrix.title);
            self.table(&counts::matrix(matrix));
        }
        self.legend(&map.legend);
    }

    fn legend(&mut self, legend: &MatrixLegend) {
        let band =
            |band: &crate::documents::outline::BandKey| format!("{} {}", band.range, band.name).trim().to_owned();
        let mut words: Vec<String> = legend.bands.iter().map(band).collect();
        words.extend((!legend.line.is_empty()).then(|| legend.line.clone()));
        self.paragraph(&[Span::plain(words.join(" · "))]);
    }

    fn movement(&mut self, movement: &Movement) {
        self.paragraph(&[Span::plain(&movement.description)]);
        let table = counts::movement(movement);
        if !table.rows.is_empty() {
            self.table(&table);
        }
    }

    fn curve(&mut self, curve: &Curve) {
        self.paragraph(&[Span::plain(&curve.description)]);
        let table = counts::curve(curve);
        if !table.rows.is_empty() {
            self.table(&table);
        }
        self.paragraph(&[Span::plain(counts::markers(curve))]);
    }

    /// Runs of text; a new line becomes `line_break`.
    fn spans(&self, spans: &[Span], line_break: &str) -> String {
        let mut out = String::new();
        let mut rest = spans.iter().filter(|span| !span.text.is_empty()).peekable();
        while let Some(span) = rest.next() {
            // Neighbours of one look are one run: signs that touch would close each other.
            let mut text = span.text.clone();
            while let Some(next) =
                rest.next_if(|next| look(next) == look(span) && next.link.is_none() && span.link.is_none())
            {
                text.push_str(&next.text);
            }
            let words = text.trim_matches(char::is_whitespace);
            let (before, after) = text.split_once(words).filter(|_| !words.is_empty()).unwrap_or((text.as_str(), ""));
            let inner = escape(words);
            let inner = inner.lines().map(str::trim).collect::<Vec<_>>().join(line_break);
            let target = span.link.as_ref().and_then(|anchor| self.targets.by_anchor.get(anchor));
            let inner = match target {
                Some(name) if !words.is_empty() => format!("[{inner}](#{name})"),
                Some(_) | None => inner,
            };
            let next = rest.peek().and_then(|next| next.text.chars().next()).filter(|_| after.is_empty());
            let marked = emphasis(&inner, words, look(span), out.chars().last().filter(|_| before.is_empty()), next);
            out.push_str(&space(before, line_break));
            out.push_str(&marked);
            out.push_str(&space(after, line_break));
        }
        out.trim().to_owned()
    }
}

/// Strong and emphasised.
fn look(span: &Span) -> (bool, bool) {
    (span.strong, span.emphasis)
}

/// White space around emphasised words stands outside of the signs.
fn space(text: &str, line_break: &str) -> String {
    if text.contains('\n') {
        line_break.to_owned()
    } else if text.is_empty() {
        String::new()
    } else {
        " ".to_owned()
    }
}

/// Asterisks around words; where Markdown would not take them for emphasis, tags.
fn emphasis(inner: &str, words: &str, look: (bool, bool), before: Option<char>, after: Option<char>) -> String {
    let signs = match look {
        _ if words.is_empty() => return String::new(),
        (false, false) => return inner.to_owned(),
        (true, false) => ("**", "strong"),
        (false, true) => ("*", "em"),
        (true, true) => ("***", "strong"),
    };
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside_opens = letter(words.chars().next()) || !letter(before);
    let inside_closes = letter(words.chars().last()) || !letter(after);
    // A sign that touches another sign outside would grow together with it.
    let touches = before == Some('*') || after == Some('*');
    if inside_opens && inside_closes && !touches {
        format!("{0}{inner}{0}", signs.0)
    } else {
        format!("<{0}>{inner}</{0}>", signs.1)
    }
}

/// A line of a table.
fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// A symbol that every font has, or the words in its place. A reason is read as its column's title.
fn sign(mark: Mark, title: &str) -> String {
    match mark {
        Mark::Reason if (1..=2).contains(&title.chars().count()) => escape(title),
        Mark::Reason | Mark::Full => "●".to_owned(),
        Mark::Half => "½".to_owned(),
        Mark::Empty => "○".to_owned(),
        Mark::Dash => "–".to_owned(),
        Mark::Open => "?".to_owned(),
        Mark::Level { score, .. } => score.to_string(),
        Mark::BlankLine => BLANK.to_owned(),
    }
}

/// A line to sign on.
fn signature(signature: &Signature) -> Vec<Span> {
    let who: Vec<&str> =
        [signature.name.as_str(), signature.role.as_str()].into_iter().filter(|w| !w.is_empty()).collect();
    let date = if signature.date.is_empty() { BLANK } else { &signature.date };
    let line = format!(": {} {BLANK} {}: {date}", who.join(", "), signature.date_label);
    vec![Span::strong(&signature.act), Span::plain(line)]
}

/// White space and line ends become single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
