//! Prose with two straight edges, and links that lead nowhere.

use lopdf::content::Content;

use super::*;

const TEXT: &str = "We can lose a laptop, a server or a supplier. We can't lose our clients' data. This procedure says \
    what we copy, where the copies live and how we know that they work. Copies are kept apart from the original: \
    another account, another place, another administrator's password. Every three months the platform team restores \
    one system chosen by its owner, and the record says what was restored and whether the owner found it complete.";

fn justified(blocks: Vec<Block>) -> Outline {
    Outline { orientation: Orientation::Portrait, ragged: Ragged::Justified, ..outline(blocks) }
}

fn operands(values: &[Object]) -> Vec<f32> {
    values.iter().map(|value| value.as_float().unwrap()).collect()
}

/// Left and right edge of each line of text in the body of the first page: widths from the file's fonts, movements from
/// its content.
fn edges(document: &Document) -> Vec<(f32, f32)> {
    let page = document.get_pages()[&1];
    let fonts = document.get_page_fonts(page).unwrap();
    let width_of = |font: &[u8], code: i64| {
        let descendant = fonts[font].get(b"DescendantFonts").unwrap().as_array().unwrap()[0].as_dict().unwrap();
        let ranges = descendant.get(b"W").unwrap().as_array().unwrap();
        let mut at = 0;
        while at < ranges.len() {
            let first = ranges[at].as_i64().unwrap();
            let widths = ranges[at + 1].as_array().unwrap();
            if (first..first + widths.len() as i64).contains(&code) {
                return widths[(code - first) as usize].as_float().unwrap();
            }
            at += 2;
        }
        panic!("no width for {code}")
    };
    let mut lines: Vec<(f32, f32, f32)> = Vec::new();
    let (mut font, mut size, mut pen) = (Vec::new(), 0.0, (0.0, 0.0));
    for operation in Content::decode(&document.get_page_content(page)).unwrap().operations {
        match operation.operator.as_str() {
            "Tf" => {
                (font, size) =
                    (operation.operands[0].as_name().unwrap().to_vec(), operation.operands[1].as_float().unwrap())
            }
            "Td" => pen = operands(&operation.operands).into_iter().fold((0.0, 0.0), |(_, x), y| (x, y)),
            "Tj" | "TJ" => {
                let items = operation.operands[0].as_array().unwrap_or(&operation.operands).clone();
                let (mut x, mut end) = (pen.0, pen.0);
                for item in items {
                    let Ok(codes) = item.as_str() else {
                        x -= item.as_float().unwrap() * size / 1000.0;
                        continue;
                    };
                    for code in codes.chunks(2) {
                        let code = i64::from(code[0]) << 8 | i64::from(code[1]);
                        x += width_of(&font, code) * size / 1000.0;
                        end = x;
                    }
                }
                match lines.iter_mut().find(|line| (line.2 - pen.1).abs() < 0.1) {
                    Some(line) => line.1 = line.1.max(end),
                    None => lines.push((pen.0, end, pen.1)),
                }
            }
            _ => {}
        }
    }
    // Not the running lines.
    let body = lines.iter().filter(|line| (60.0..780.0).contains(&line.2));
    body.map(|line| (line.0, line.1)).collect()
}

/// The right edge of the body.
const RIGHT: f32 = 595.28 - 22.0 * 72.0 / 25.4;

/// Whether the letters of a line end at the right edge: behind them stands a space, or they end with a hyphen.
fn is_straight((_, end): (f32, f32)) -> bool {
    let beyond = end - RIGHT;
    beyond.abs() < 0.15 || (beyond - 2.33).abs() < 0.15
}

#[test]
fn lines_of_a_justified_paragraph_end_at_one_edge_but_for_the_last() {
    let lines = edges(&read(&justified(vec![prose(TEXT)])));
    assert!(lines.len() > 3);
    let (last, full) = lines.split_last().unwrap();
    assert!(full.iter().all(|line| is_straight(*line)), "{lines:?}");
    assert!(last.1 < RIGHT - 5.0, "{last:?}");
    let ragged = edges(&read(&Outline { ragged: Ragged::Right, ..justified(vec![prose(TEXT)]) }));
    assert!(ragged[..ragged.len() - 1].iter().any(|line| line.1 < RIGHT - 5.0), "{ragged:?}");
}

#[test]
fn items_of_lists_are_justified_too_but_not_notes_tables_and_callouts() {
    let list = Block::List { ordered: true, items: vec![vec![Span::plain(TEXT)]] };
    let lines = edges(&read(&justified(vec![list])));
    let (_, full) = lines.split_last().unwrap();
    assert!(full.len() > 3 && full.iter().all(|line| is_straight(*line)), "{lines:?}");
    let small = Block::Paragraph { text: vec![Span::plain(TEXT)], style: ParagraphStyle::Small };
    let cells = Table { columns: vec![column("How", 1.0)], rows: vec![body(vec![Cell::plain(TEXT)])] };
    for block in [small, Block::Callout(vec![Span::plain(TEXT)]), Block::Table(cells)] {
        let ragged = Outline { ragged: Ragged::Right, ..justified(vec![block.clone()]) };
        assert_eq!(edges(&read(&justified(vec![block]))), edges(&read(&ragged)));
    }
}

#[test]
fn justified_text_is_copied_with_single_spaces_whatever_stretches_them() {
    let spans = vec![Span::plain(TEXT), Span::strong(" Strong words stand "), Span::plain("between plain ones. ")];
    let narrow = Block::Columns {
        left: vec![Block::Paragraph { text: spans, style: ParagraphStyle::Prose }],
        right: Vec::new(),
        share: 0.4,
    };
    // The reader of the tests adds a space and a line after every run of its own.
    let copied = texts(&read(&justified(vec![narrow]))).concat().replace("\u{AD} \n", "").replace(" \n", "");
    assert!(!copied.contains("  "), "{copied}");
    for word in format!("{TEXT} Strong words stand between plain ones.").split(' ') {
        assert!(copied.contains(word), "{word} in {copied}");
    }
}

#[test]
fn words_are_hyphenated_by_the_language_to_keep_spaces_even() {
    let german = "Informationssicherheitsbeauftragte überprüfen die Datensicherungsverfahren vierteljährlich und \
        dokumentieren Wiederherstellungsergebnisse. "
        .repeat(4);
    let narrow = |text: &str| Block::Columns { left: vec![prose(text)], right: vec![prose("x")], share: 0.45 };
    let hyphens = |language: &str, ragged| {
        let outline = Outline { language: language.into(), ragged, ..justified(vec![narrow(&german)]) };
        texts(&read(&outline)).concat().matches('\u{AD}').count()
    };
    assert!(hyphens("de", Ragged::Justified) > 3);
    assert_eq!(hyphens("de", Ragged::Right), 0);
    assert_eq!(hyphens("xx", Ragged::Justified), 0, "nothing is known of this language");
}

#[test]
fn lines_that_the_text_ends_itself_stay_short_and_no_word_is_lost() {
    let mut outline = justified(vec![prose("one\n two\n\n three four\u{AD}five \n"), prose("")]);
    outline.running = Running::default();
    let text = squeezed(&texts(&read(&outline)).concat());
    assert_eq!(text, "onetwothreefourfive");
    let address = format!("See https://example.org/{} there", "x".repeat(300));
    outline.blocks = vec![prose(&address)];
    assert_eq!(squeezed(&texts(&read(&outline)).concat()), squeezed(&address));
}

#[test]
fn a_link_that_leads_nowhere_is_plain_text() {
    let link = |anchor: &str| Block::Paragraph {
        text: vec![Span { link: Some(anchor.into()), ..Span::plain("go there") }],
        style: ParagraphStyle::Prose,
    };
    let plain = to_bytes(&outline(vec![prose("go there"), heading(1, "Target")])).unwrap();
    let nowhere = to_bytes(&outline(vec![link("nowhere"), heading(1, "Target")])).unwrap();
    assert!(plain == nowhere, "neither colour nor a place to click");
    let somewhere = outline(vec![link("target"), heading(1, "Target")]);
    assert_eq!(elements(&read(&somewhere), b"Link").len(), 1);
}
