//! Whatever an outline holds, a sound file comes out and no word is lost.

use super::*;

fn printed(outline: &Outline) -> String {
    squeezed(&texts(&read(outline)).concat())
}

/// Small numbers in a fixed order that looks random.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn text(&mut self) -> String {
        let pieces = [
            "risk",
            "Sicherheitsüberprüfungsverfahren",
            "\n",
            " ",
            "\u{AD}",
            "日",
            "\t",
            "\u{7}",
            "R-18",
            "",
            "Ψηφιακή",
            "\r\n",
            "e\u{301}",
            "\u{200B}",
            "\u{2028}",
            "a,b;c",
            "(x\\y)",
            "\u{202E}",
            "ﬁ",
            "\u{1F468}\u{200D}\u{1F469}",
            "https://example.org/a/very/long/path/without/any/space?query=1&more=2",
            "–",
            "\u{A0}",
            "0x00",
        ];
        (0..self.roll(12)).map(|_| format!("{} ", pieces[self.roll(pieces.len())])).collect()
    }

    fn spans(&mut self) -> Vec<Span> {
        let span = |dice: &mut Self| Span {
            text: dice.text(),
            strong: dice.roll(3) == 0,
            emphasis: dice.roll(3) == 0,
            muted: dice.roll(3) == 0,
            link: (dice.roll(4) == 0).then(|| ["", "a", "b"][dice.roll(3)].to_owned()),
        };
        (0..self.roll(4)).map(|_| span(self)).collect()
    }

    fn cell(&mut self) -> Cell {
        let level = Mark::Level { step: self.roll(256) as u8, score: self.roll(70_000) as u32 };
        let plain = [Mark::Reason, Mark::Full, Mark::Half, Mark::Empty, Mark::Dash, Mark::Open];
        let marks = [plain.as_slice(), &[level, Mark::BlankLine]].concat();
        let mark = marks.get(self.roll(16)).copied();
        Cell { mark, text: self.spans() }
    }

    fn table(&mut self) -> Table {
        let widths = [0.0, 1.0, f32::NAN, -3.0, f32::INFINITY, 1.0e30, 0.001, 7.0];
        let aligns = [Align::Left, Align::Centre, Align::Right];
        let column = |dice: &mut Self| Column {
            title: dice.text(),
            group: ["", "", "G", "H"][dice.roll(4)].to_owned(),
            width: widths[dice.roll(widths.len())],
            align: aligns[dice.roll(3)],
        };
        let kinds = [RowKind::Body, RowKind::Muted, RowKind::Group, RowKind::Total];
        let row = |dice: &mut Self| Row {
            cells: (0..dice.roll(8)).map(|_| dice.cell()).collect(),
            kind: kinds[dice.roll(4)],
        };
        Table {
            columns: (0..self.roll(7)).map(|_| column(self)).collect(),
            rows: (0..self.roll(40)).map(|_| row(self)).collect(),
        }
    }

    fn matrix(&mut self) -> Matrix {
        let levels = |dice: &mut Self| Scale {
            name: dice.text(),
            levels: (0..dice.roll(9)).map(|_| ScaleLevel { number: dice.text(), name: dice.text() }).collect(),
        };
        let steps = [None, Some(0), Some(1), Some(5), Some(255)];
        let cell = |dice: &mut Self| MatrixCell {
            count: [0, 1, u32::MAX][dice.roll(3)],
            step: steps[dice.roll(5)],
            above: dice.roll(2) == 0,
        };
        let row = |dice: &mut Self| (0..dice.roll(9)).map(|_| cell(dice)).collect();
        Matrix {
            title: self.text(),
            rows: levels(self),
            columns: levels(self),
            cells: (0..self.roll(30)).map(|_| row(self)).collect(),
        }
    }

    fn figure(&mut self) -> Block {
        let legend = MatrixLegend {
            bands: (0..self.roll(7))
                .map(|_| BandKey { name: self.text(), range: self.text(), step: Some(self.roll(9) as u8) })
                .collect(),
            line: self.text(),
        };
        let description = self.text();
        match self.roll(4) {
            0 => Block::HeatMap(HeatMap {
                description,
                matrices: (0..self.roll(6)).map(|_| self.matrix()).collect(),
                legend,
            }),
            1 => {
                let place = |dice: &mut Self| Place { row: dice.roll(9), column: dice.roll(9) };
                let counts = [0, 1, 40, u32::MAX];
                let arrow = |dice: &mut Self| Arrow { from: place(dice), to: place(dice), count: counts[dice.roll(4)] };
                let arrows = (0..self.roll(60)).map(|_| arrow(self)).collect();
                let (matrix, moved, stayed) = (self.matrix(), self.text(), self.text());
                Block::Movement(Movement { description, matrix, arrows, moved, stayed, legend })
            }
            2 => Block::Curve(self.curve(description)),
            _ => Block::Masthead(Masthead {
                organisation: self.text(),
                classification: self.text(),
                title: self.text(),
                subtitle: self.text(),
                control: (0..self.roll(20)).map(|_| (self.text(), self.text())).collect(),
                versions_title: self.text(),
                versions: (0..self.roll(9)).map(|_| [self.text(), self.text(), self.text()]).collect(),
            }),
        }
    }

    fn curve(&mut self, description: String) -> Curve {
        let numbers = [0.0, 1.0, 0.5, -3.0, 1e9, f64::NAN, f64::INFINITY, f64::MIN, f64::MAX, 1e-300, 4e5];
        let number = |dice: &mut Self| numbers[dice.roll(11)];
        let axis = |dice: &mut Self| Axis {
            name: dice.text(),
            ticks: (0..dice.roll(9)).map(|_| Tick { at: number(dice), label: dice.text() }).collect(),
        };
        let line = |dice: &mut Self| CurveLine {
            name: dice.text(),
            look: [LineLook::Solid, LineLook::Dashed][dice.roll(2)],
            points: (0..dice.roll(30)).map(|_| (number(dice), number(dice))).collect(),
        };
        let marker = |dice: &mut Self| Marker {
            at: [MarkerAt::Amount(number(dice)), MarkerAt::Probability(number(dice))][dice.roll(2)],
            label: dice.text(),
        };
        Curve {
            description,
            amounts: axis(self),
            logarithmic: self.roll(2) == 0,
            probabilities: axis(self),
            lines: (0..self.roll(4)).map(|_| line(self)).collect(),
            markers: (0..self.roll(6)).map(|_| marker(self)).collect(),
        }
    }

    fn block(&mut self, depth: usize) -> Block {
        let styles = [ParagraphStyle::Prose, ParagraphStyle::Label, ParagraphStyle::Small];
        let fills = [Fill::Solid, Fill::Grey, Fill::Outline, Fill::Pale, Fill::Dashed];
        let strings =
            |dice: &mut Self, most: usize| -> Vec<String> { (0..dice.roll(most)).map(|_| dice.text()).collect() };
        match self.roll(if depth > 4 { 11 } else { 13 }) {
            0 => Block::Heading(Heading {
                level: self.roll(256) as u8,
                text: self.text(),
                note: self.text(),
                continued: ["", "continued"][self.roll(2)].to_owned(),
                anchor: ["", "a", "b"][self.roll(3)].to_owned(),
            }),
            1 => Block::Paragraph { text: self.spans(), style: styles[self.roll(3)] },
            2 => Block::List { ordered: self.roll(2) == 0, items: (0..self.roll(9)).map(|_| self.spans()).collect() },
            3 => Block::Definitions {
                title: self.text(),
                rows: (0..self.roll(5)).map(|_| (self.spans(), self.spans())).collect(),
            },
            4 => Block::Bars(Bars {
                legend: strings(self, 6).into_iter().map(|name| (fills[name.len() % 5], name)).collect(),
                rows: strings(self, 5)
                    .into_iter()
                    .map(|label| Bar { values: vec![self.roll(9) as u32, 0, u32::MAX], note: label.clone(), label })
                    .collect(),
            }),
            5 => Block::Callout(self.spans()),
            6 => Block::Signatures(
                strings(self, 5)
                    .into_iter()
                    .map(|act| Signature {
                        name: self.text(),
                        role: self.text(),
                        date_label: self.text(),
                        date: self.text(),
                        act,
                    })
                    .collect(),
            ),
            7 => Block::PageBreak,
            8 => Block::Cover(Cover {
                organisation: self.text(),
                classification: self.text(),
                title: self.text(),
                subtitle: self.text(),
                about: (self.roll(2) == 0).then(|| (self.text(), self.spans())),
                control_title: self.text(),
                control: strings(self, 15).into_iter().map(|label| (label.clone(), label)).collect(),
                versions_title: self.text(),
                versions: strings(self, 7).into_iter().map(|v| [v.clone(), v.clone(), v]).collect(),
            }),
            9 => self.figure(),
            10 => Block::Contents { title: self.text(), depth: [0, 1, 2, 255][self.roll(4)] },
            11 => Block::Columns {
                left: (0..self.roll(4)).map(|_| self.block(depth + 1)).collect(),
                right: (0..self.roll(4)).map(|_| self.block(depth + 1)).collect(),
                share: [0.5, f32::NAN, 0.0, 2.0, -1.0][self.roll(5)],
            },
            _ => Block::Table(self.table()),
        }
    }
}

#[test]
fn any_outline_gives_a_file_that_can_be_read() {
    let mut dice = Dice(7);
    for round in 0..120 {
        let mut outline = outline((0..dice.roll(10)).map(|_| dice.block(0)).collect());
        outline.orientation = [Orientation::Portrait, Orientation::Landscape][dice.roll(2)];
        outline.language = ["", "de", "el", "xx-YY", "pt_BR", "ä"][dice.roll(6)].to_owned();
        outline.title = dice.text();
        outline.mark = (dice.roll(2) == 0).then(|| dice.text());
        outline.running.page = dice.text();
        let bytes = to_bytes(&outline).unwrap();
        let document = Document::load_mem(&bytes).unwrap();
        assert!(!document.get_pages().is_empty(), "round {round}");
        assert_eq!(bytes, to_bytes(&outline).unwrap(), "round {round}");
    }
}

#[test]
fn nothing_at_all_is_one_empty_page() {
    assert_eq!(texts(&read(&outline(Vec::new()))).len(), 1);
    let empty = Table::default();
    let bare = Table { columns: vec![column("Only a head", 1.0)], rows: Vec::new() };
    let text = printed(&outline(vec![Block::Table(empty), Block::Table(bare)]));
    assert!(text.contains("Onlyahead"));
}

#[test]
fn cells_beyond_the_columns_are_not_lost() {
    let cells = || vec![Cell::plain("one"), Cell::plain("two"), Cell::plain("three")];
    let wide = Table { columns: vec![column("A", 1.0)], rows: vec![body(cells())] };
    let none = Table { columns: Vec::new(), rows: vec![body(cells())] };
    let text = printed(&outline(vec![Block::Table(wide), Block::Table(none)]));
    for word in ["one", "two", "three"] {
        assert_eq!(text.matches(word).count(), 2, "{word} in {text}");
    }
}

#[test]
fn lines_that_begin_with_spaces_print_nothing_twice() {
    let text = printed(&outline(vec![prose("one\n two\n  \n three \u{AD} four\n")]));
    assert!(text.contains("onetwothreefour") && text.matches("two").count() == 1, "{text}");
}

#[test]
fn a_word_without_spaces_breaks_by_characters() {
    let word: String = (0..300).map(|at| char::from(b'a' + (at % 26) as u8)).collect();
    let columns = vec![column("A", 1.0), column("B", 1.0), column("C", 1.0), column("D", 1.0)];
    let cells = vec![Cell::plain(&word), Cell::plain("b"), Cell::plain("c"), Cell::plain("d")];
    let mut outline = outline(vec![Block::Table(Table { columns, rows: vec![body(cells)] })]);
    outline.language = "xx".into();
    assert!(printed(&outline).contains(&word));
    outline.language = "en".into();
    assert!(printed(&outline).replace('\u{AD}', "").contains(&word));
}

#[test]
fn long_words_of_the_language_are_hyphenated_in_narrow_columns() {
    let columns = (0..16).map(|_| column("", 1.0)).collect();
    let mut cells = vec![Cell::plain("Informationssicherheitsmanagementsystem")];
    cells.resize(16, Cell::plain("x"));
    let mut outline = outline(vec![Block::Table(Table { columns, rows: vec![body(cells)] })]);
    outline.orientation = Orientation::Portrait;
    outline.language = "de".into();
    let text = printed(&outline);
    let word = "Informationssicherheitsmanagementsystem";
    assert!(
        !text.contains(word) && text.contains("manage\u{AD}ment") && text.replace('\u{AD}', "").contains(word),
        "{text}"
    );
}

#[test]
fn a_crowded_cover_keeps_every_word() {
    let long = "A value that is long enough to wrap over several lines in the narrow control block of the cover";
    for orientation in [Orientation::Landscape, Orientation::Portrait] {
        for rows in [14, 40] {
            let cover = Cover {
                organisation: "The Very Long Name of a Holding Company for Harbours, Docks and Analytics ".repeat(3),
                classification: "Confidential".into(),
                title: "Statement of Applicability for the Information Security Management System".into(),
                subtitle: "ISO/IEC 27001:2022".into(),
                about: Some(("Scope".into(), vec![Span::plain("Many words about the scope. ".repeat(12))])),
                control_title: "Document control".into(),
                control: (0..rows).map(|at| (format!("Label{at}"), format!("v{at:02} {long}"))).collect(),
                versions_title: "Versions".into(),
                versions: (0..6).map(|at| [format!("0.{at}"), "1 May".into(), format!("change{at}")]).collect(),
            };
            let mut outline = outline(vec![Block::Cover(cover), prose("after")]);
            outline.orientation = orientation;
            let text = printed(&outline);
            for at in 0..rows {
                assert!(text.contains(&format!("v{at:02}A")), "value {at}");
            }
            for at in 0..6 {
                assert!(text.contains(&format!("change{at}")));
            }
        }
    }
}

#[test]
fn no_table_loses_a_character_however_its_rows_are_split() {
    let mut dice = Dice(11);
    let count = |text: &str| -> std::collections::BTreeMap<char, usize> {
        let mut counts = std::collections::BTreeMap::new();
        // An `e` may be half of a composed letter.
        for c in text.chars().filter(|c| c.is_ascii_alphanumeric() && *c != 'e') {
            *counts.entry(c).or_default() += 1;
        }
        counts
    };
    for round in 0..40 {
        let mut table = dice.table();
        table.columns.push(Column::default());
        table.columns.iter_mut().for_each(|column| (column.title, column.group) = Default::default());
        let mut wanted = String::new();
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            cell.mark = None;
            wanted.extend(cell.text.iter().map(|span| span.text.as_str()));
        }
        let column = Block::Columns { left: Vec::new(), right: vec![Block::Table(table)], share: 0.7 };
        let mut outline = outline(vec![column]);
        outline.running = Running::default();
        assert_eq!(count(&printed(&outline)), count(&wanted), "round {round}");
    }
}
