//! Risk matrices, arrow maps and loss curves, read back from the page.

use lopdf::content::Content;

use super::*;

const LIKELIHOOD: [&str; 7] = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain", "Daily", "Hourly"];
const IMPACT: [&str; 7] = ["Negligible", "Minor", "Moderate", "Major", "Severe", "Ruinous", "Final"];

fn scale(name: &str, names: &[&str], highest_first: bool) -> Scale {
    let mut levels: Vec<ScaleLevel> =
        names.iter().zip(1..).map(|(name, number)| ScaleLevel::new(number.to_string(), *name)).collect();
    if highest_first {
        levels.reverse();
    }
    Scale { name: name.into(), levels }
}

/// A matrix of likelihood × impact with an acceptance line of 6 and these counts.
fn matrix(title: &str, (rows, columns): (usize, usize), counts: &[(usize, usize, u32)]) -> Matrix {
    let cell = |likelihood: usize, impact: usize| {
        let score = likelihood * impact;
        let step = [3, 6, 10, 16].iter().filter(|top| score > **top).count() as u8 + 1;
        let own = counts.iter().filter(|count| (count.0, count.1) == (likelihood, impact));
        MatrixCell { count: own.map(|count| count.2).sum(), step: Some(step), above: score > 6 }
    };
    let row = |likelihood: usize| (1..=columns).map(|impact| cell(likelihood, impact)).collect();
    Matrix {
        title: title.into(),
        rows: scale("Likelihood", &LIKELIHOOD[..rows], true),
        columns: scale("Impact", &IMPACT[..columns], false),
        cells: (1..=rows).rev().map(row).collect(),
    }
}

fn legend() -> MatrixLegend {
    let band = |name: &str, range: &str, step| BandKey { name: name.into(), range: range.into(), step: Some(step) };
    let bands = vec![band("Calm", "1–6", 1), band("Grave", "8–49", 5)];
    MatrixLegend { bands, line: "Acceptance line at six".into() }
}

fn heat_map(matrices: Vec<Matrix>) -> Block {
    Block::HeatMap(HeatMap { description: "Two risks lie above the line.".into(), matrices, legend: legend() })
}

fn arrow(from: (usize, usize), to: (usize, usize), count: u32) -> Arrow {
    Arrow { from: Place { row: from.0, column: from.1 }, to: Place { row: to.0, column: to.1 }, count }
}

fn movement(arrows: Vec<Arrow>) -> Block {
    Block::Movement(Movement {
        description: "Three risks moved below the line.".into(),
        matrix: matrix("", (5, 5), &[(1, 1, 77)]),
        arrows,
        moved: "Moved".into(),
        stayed: "Stayed".into(),
        legend: MatrixLegend::default(),
    })
}

fn ticks(labels: &[(f64, &str)]) -> Vec<Tick> {
    labels.iter().map(|(at, label)| Tick::new(*at, *label)).collect()
}

fn chart(lines: Vec<CurveLine>) -> Curve {
    Curve {
        description: "A loss above 100,000 has a chance of one in ten.".into(),
        amounts: Axis { name: "Loss in euro".into(), ticks: ticks(&[(1e3, "1 k"), (1e5, "100 k"), (1e7, "10 m")]) },
        logarithmic: true,
        probabilities: Axis { name: "Chance".into(), ticks: ticks(&[(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")]) },
        lines,
        markers: Vec::new(),
    }
}

fn line(name: &str, look: LineLook, points: &[(f64, f64)]) -> CurveLine {
    CurveLine { name: name.into(), look, points: points.to_vec() }
}

/// The operators of a page with their numbers.
fn operations(document: &Document, page: u32) -> Vec<(String, Vec<f32>)> {
    let bytes = document.get_page_content(document.get_pages()[&page]);
    let operations = Content::decode(&bytes).unwrap().operations.into_iter();
    let numbers = |operands: Vec<Object>| operands.iter().filter_map(|number| number.as_float().ok()).collect();
    operations.map(|operation| (operation.operator, numbers(operation.operands))).collect()
}

/// How many lines are drawn with this width.
fn lines_of_width(operations: &[(String, Vec<f32>)], wanted: f32) -> usize {
    let (mut width, mut count) = (0.0, 0);
    for (operator, numbers) in operations {
        match operator.as_str() {
            "w" => width = numbers[0],
            "S" if width == wanted => count += 1,
            _ => {}
        }
    }
    count
}

/// The figures with their alternative text and their box.
fn described(document: &Document) -> Vec<(String, Vec<f32>)> {
    let figure = |figure: &Dictionary| {
        let attributes = figure.get(b"A").unwrap().as_dict().unwrap();
        assert_eq!(attributes.get(b"O").unwrap().as_name().unwrap(), b"Layout");
        let sides = attributes.get(b"BBox").unwrap().as_array().unwrap();
        let words = lopdf::decode_text_string(figure.get(b"Alt").unwrap()).unwrap();
        (words, sides.iter().map(|side| side.as_float().unwrap()).collect())
    };
    elements(document, b"Figure").into_iter().map(figure).collect()
}

fn print(block: Block, orientation: Orientation) -> (Document, String) {
    let outline = Outline { orientation, running: Running::default(), ..outline(vec![block]) };
    let document = read(&outline);
    let text = texts(&document).concat();
    (document, text)
}

#[test]
fn a_matrix_of_any_shape_prints_its_levels_its_counts_and_its_bands() {
    let counts = [(1, 1, 901), (3, 3, 902), (2, 3, 903)];
    for orientation in [Orientation::Portrait, Orientation::Landscape] {
        for size in [(3, 3), (3, 7), (7, 3), (5, 5), (7, 7), (4, 6)] {
            for several in [false, true] {
                let mut matrices = vec![matrix("Today", size, &counts)];
                if several {
                    matrices.push(matrix("Afterwards", size, &counts));
                }
                let (document, text) = print(heat_map(matrices), orientation);
                let text = squeezed(&text);
                assert_eq!(document.get_pages().len(), 1, "{size:?}");
                let names = LIKELIHOOD[..size.0].iter().chain(&IMPACT[..size.1]);
                for name in names.chain(&["Today", "Likelihood", "Impact", "1–6", "Calm", "8–49", "Grave"]) {
                    assert!(text.contains(&squeezed(name)), "{name} of {size:?} in {text}");
                }
                for count in ["901", "902", "903"] {
                    assert_eq!(text.matches(count).count(), 1 + usize::from(several), "{count} of {size:?}");
                }
                assert_eq!(text.contains("Afterwards"), several);
            }
        }
    }
}

#[test]
fn a_figure_is_tagged_with_its_description_and_the_place_where_it_stands() {
    let curve = chart(vec![line("Before", LineLook::Solid, &[(1e3, 0.9), (1e6, 0.1)])]);
    let blocks = vec![heat_map(vec![matrix("Today", (5, 5), &[])]), movement(Vec::new()), Block::Curve(curve)];
    let document = read(&outline(blocks));
    let figures = described(&document);
    let words: Vec<&str> = figures.iter().map(|figure| figure.0.as_str()).collect();
    for wanted in ["Two risks lie above the line.", "Three risks moved below the line."] {
        assert!(words.contains(&wanted), "{words:?}");
    }
    assert_eq!(figures.len(), 3);
    for (words, sides) in &figures {
        let [left, low, right, high] = sides[..] else { panic!("{words} has no box") };
        assert!(0.0 < left && left + 100.0 < right && right < 842.0, "{sides:?}");
        assert!(0.0 < low && low + 60.0 < high && high < 595.0, "{sides:?}");
    }
    let mut silent = matrix("Today", (3, 3), &[(1, 1, 5)]);
    silent.title = "Read as text".into();
    let map = HeatMap { description: "  ".into(), matrices: vec![silent], legend: MatrixLegend::default() };
    let document = read(&outline(vec![Block::HeatMap(map)]));
    assert!(described(&document).is_empty(), "without a description the words in the picture are read");
}

#[test]
fn the_acceptance_line_is_drawn_only_between_cells_that_differ() {
    let acceptance = |matrix: Matrix| {
        let map = HeatMap { matrices: vec![matrix], ..HeatMap::default() };
        let (document, _) = print(Block::HeatMap(map), Orientation::Portrait);
        lines_of_width(&operations(&document, 1), 1.4)
    };
    // Above six of likelihood × impact: the steps of a three by three matrix run around one cell.
    assert_eq!(acceptance(matrix("", (3, 3), &[])), 2);
    assert_eq!(acceptance(matrix("", (5, 5), &[])), 8);
    let mut undecided = matrix("", (5, 5), &[]);
    undecided.cells.iter_mut().flatten().for_each(|cell| cell.above = false);
    assert_eq!(acceptance(undecided), 0);
}

#[test]
fn counts_stand_on_the_full_colour_and_empty_cells_are_paler() {
    let fills = |counts: &[(usize, usize, u32)]| -> Vec<Vec<f32>> {
        let map = HeatMap { matrices: vec![matrix("", (5, 5), counts)], ..HeatMap::default() };
        let (document, _) = print(Block::HeatMap(map), Orientation::Portrait);
        operations(&document, 1).into_iter().filter(|(operator, _)| operator == "rg").map(|(_, fill)| fill).collect()
    };
    let critical = [0x76, 0x1A, 0x2C].map(|part: u8| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0).to_vec();
    assert!(fills(&[(5, 5, 1)]).contains(&critical));
    assert!(!fills(&[(4, 4, 1)]).contains(&critical));
}

#[test]
fn names_too_long_for_their_place_are_listed_below_and_none_is_lost() {
    for orientation in [Orientation::Portrait, Orientation::Landscape] {
        let mut long =
            matrix("A title that is longer than the matrix is wide, twice over ".repeat(3).trim(), (5, 7), &[]);
        let levels = long.rows.levels.iter_mut().chain(&mut long.columns.levels);
        for (level, at) in levels.zip(0..) {
            level.name = format!("level{at:02} which takes {}", "many words to be told from others and ".repeat(4));
        }
        let map = HeatMap { matrices: vec![long.clone(), long], legend: legend(), ..HeatMap::default() };
        let (document, text) = print(Block::HeatMap(map), orientation);
        let text = squeezed(&text);
        assert_eq!(document.get_pages().len(), 1);
        for at in 0..12 {
            assert_eq!(text.matches(&format!("level{at:02}which")).count(), 1, "level {at} in {text}");
        }
        assert!(text.contains("5level00") && text.contains("1level05"), "each with its number: {text}");
    }
}

#[test]
fn a_figure_that_does_not_fit_goes_to_the_next_page_whole_and_with_its_heading() {
    let curve = chart(vec![line("Lastword", LineLook::Solid, &[(1e3, 0.9), (1e6, 0.1)])]);
    let mut ends = legend();
    ends.line = "Lastword".into();
    let map = HeatMap { matrices: vec![matrix("Firstword", (5, 5), &[])], legend: ends, ..HeatMap::default() };
    for block in [Block::HeatMap(map), Block::Curve(curve)] {
        let mut moved = 0;
        for filler in 1..30 {
            let mut blocks: Vec<Block> = (0..filler).map(|_| prose("A line of text.")).collect();
            blocks.push(heading(2, "Firstline"));
            blocks.push(block.clone());
            let texts = texts(&read(&outline(blocks)));
            let page = texts.iter().position(|text| text.contains("Firstline")).unwrap();
            assert!(texts[page].contains("Lastword"), "{filler} lines: {texts:?}");
            moved += page;
        }
        assert!(moved > 0);
    }
}

#[test]
fn arrows_between_the_same_cells_are_added_up_and_those_that_lead_nowhere_are_left_out() {
    let arrows = vec![
        arrow((0, 4), (3, 1), 400),
        arrow((0, 4), (3, 1), 55),
        arrow((3, 1), (0, 4), 321),
        arrow((2, 2), (2, 2), 678),
        arrow((1, 1), (2, 1), 0),
        arrow((9, 0), (0, 0), 911),
        arrow((0, 0), (0, 7), 912),
    ];
    let (document, text) = print(movement(arrows), Orientation::Portrait);
    let text = squeezed(&text);
    for (number, times) in [("455", 1), ("321", 1), ("678", 1), ("400", 0), ("911", 0), ("912", 0), ("77", 0)] {
        assert_eq!(text.matches(number).count(), times, "{number} in {text}");
    }
    assert!(text.contains("Moved") && text.contains("Stayed"));
    let curves = operations(&document, 1).iter().filter(|(operator, _)| operator == "c").count();
    let (none, _) = print(movement(Vec::new()), Orientation::Portrait);
    assert!(curves > operations(&none, 1).iter().filter(|(operator, _)| operator == "c").count());
}

#[test]
fn forty_arrows_keep_all_their_numbers_and_stay_on_the_page() {
    let arrows: Vec<Arrow> =
        (0..40).map(|at| arrow((at % 5, (at / 5) % 5), ((at * 3 + 1) % 5, (at + 2) % 5), 100 + at as u32)).collect();
    let (document, text) = print(movement(arrows), Orientation::Landscape);
    let text = squeezed(&text);
    for at in 0..25 {
        assert!(text.contains(&(100 + at).to_string()) || text.contains(&(225 + 2 * at).to_string()), "arrow {at}");
    }
    let outside = |(operator, numbers): &(String, Vec<f32>)| {
        let corners = matches!(operator.as_str(), "m" | "l" | "c").then_some(numbers.chunks(2));
        corners.is_some_and(|mut at| at.any(|at| !(0.0..842.0).contains(&at[0]) || !(0.0..596.0).contains(&at[1])))
    };
    assert!(!operations(&document, 1).iter().any(outside));
}

#[test]
fn two_curves_are_told_apart_without_colour() {
    let falling = [(1e3, 0.9), (1e4, 0.5), (1e6, 0.1)];
    let lines = vec![line("Without", LineLook::Solid, &falling), line("With", LineLook::Dashed, &falling)];
    let mut curve = chart(lines);
    curve.markers = vec![
        Marker { at: MarkerAt::Amount(2e5), label: "Insured".into() },
        Marker { at: MarkerAt::Amount(3e5), label: "Equity".into() },
        Marker { at: MarkerAt::Amount(9e9), label: "Beyond".into() },
        Marker { at: MarkerAt::Probability(0.1), label: "Rarely".into() },
    ];
    let (document, text) = print(Block::Curve(curve), Orientation::Portrait);
    for word in ["Without", "With", "Insured", "Equity", "Rarely", "1 k", "10 m", "50 %", "Loss in euro", "Chance"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    assert!(!text.contains("Beyond"), "a marker outside the axis has no place");
    let bytes = document.get_page_content(document.get_pages()[&1]);
    let dashes = String::from_utf8_lossy(&bytes).matches("[5.2 2.6]").count();
    assert!(dashes >= 1, "long dashes for the second curve");
}

#[test]
fn a_curve_of_one_point_is_a_dot_and_points_that_are_no_numbers_are_skipped() {
    let circles = |points: &[(f64, f64)]| {
        let (document, text) =
            print(Block::Curve(chart(vec![line("", LineLook::Solid, points)])), Orientation::Portrait);
        assert!(text.contains("100 k"));
        operations(&document, 1).iter().filter(|(operator, _)| operator == "c").count()
    };
    assert_eq!(circles(&[]), 0);
    assert_eq!(circles(&[(1e4, 0.5)]), 4);
    assert_eq!(circles(&[(1e4, 0.5), (1e5, f64::NAN)]), 4);
    assert_eq!(circles(&[(1e4, 7.0)]), 0, "a point outside the axes is not drawn");
    assert_eq!(circles(&[(0.0, 0.5), (-5.0, 0.5), (1e4, 0.4), (f64::INFINITY, 0.1)]), 0);
}

#[test]
fn a_curve_is_cut_where_it_leaves_the_axes() {
    let steep = [(1.0, 3.0), (1e3, 0.9), (1e5, 0.5), (1e12, -2.0)];
    let (document, _) = print(Block::Curve(chart(vec![line("", LineLook::Solid, &steep)])), Orientation::Portrait);
    let (_, sides) = described(&document).remove(0);
    let (mut width, mut corners) = (0.0, Vec::new());
    for (operator, numbers) in operations(&document, 1) {
        match operator.as_str() {
            "w" => width = numbers[0],
            "m" | "l" if width == 1.6 => corners.push((numbers[0], numbers[1])),
            _ => {}
        }
    }
    assert!(corners.len() >= 3);
    for (x, y) in corners {
        assert!((sides[0]..=sides[2]).contains(&x) && (sides[1]..=sides[3]).contains(&y), "{x} {y} in {sides:?}");
    }
}

#[test]
fn a_chart_without_ticks_or_lines_is_still_a_sound_page() {
    let (document, _) = print(Block::Curve(Curve::default()), Orientation::Portrait);
    assert_eq!(document.get_pages().len(), 1);
    let (document, text) =
        print(Block::HeatMap(HeatMap { legend: legend(), ..HeatMap::default() }), Orientation::Portrait);
    assert!(text.contains("Grave") && elements(&document, b"Figure").is_empty());
}
