//! Two texts sentence by sentence: what went is struck, what came is underlined, so that both read without colour.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Label, Stroke, Ui};
use tr::tr;

use crate::isms::documents::{Piece, SentenceChange};
use crate::isms::tailoring::{UNDECIDED_BEGIN, UNDECIDED_END};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::hint;

/// Which side of a change a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// Draws changes under the titles of their sections, at most this many; the rest is counted.
pub(in crate::ui) fn changes(ui: &mut Ui, changes: &[SentenceChange], most: usize) {
    let colours = tokens(ui);
    ui.spacing_mut().item_spacing.y = 4.0;
    let mut section = None;
    for change in changes.iter().take(most) {
        if section != Some(&change.section) {
            if section.is_some() {
                ui.add_space(6.0);
            }
            section = Some(&change.section);
            ui.add(Label::new(Type::BodyStrong.text(&change.section).color(colours.text2)).wrap());
        }
        sentence(ui, change);
    }
    if changes.len() > most {
        hint(ui, &tr!("And {} more. The print has them all.", changes.len() - most));
    }
}

/// One change: the sentence before, the sentence after; only one of them when it is gone or new.
fn sentence(ui: &mut Ui, change: &SentenceChange) {
    let (before, after) = (!change.before.is_empty(), !change.after.is_empty());
    if before {
        let word = if after { tr!("Before") } else { tr!("Goes") };
        line(ui, &word, &change.before, pieces(ui, change, Side::Before));
    }
    if after {
        let word = if before { tr!("After") } else { tr!("New") };
        line(ui, &word, &change.after, pieces(ui, change, Side::After));
    }
    ui.add_space(2.0);
}

fn line(ui: &mut Ui, word: &str, spoken: &str, job: LayoutJob) {
    let colours = tokens(ui);
    ui.horizontal_top(|ui| {
        let width = 44.0;
        ui.allocate_ui(eframe::egui::vec2(width, 18.0), |ui| {
            ui.add_space(1.0);
            ui.set_width(width);
            ui.label(Type::Meta.text(word).color(colours.text3));
        });
        let response = ui.add(Label::new(job).wrap());
        let spoken = format!("{word}: {}", readable(spoken));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(spoken));
    });
}

/// The words of one side, those that differ marked.
fn pieces(ui: &Ui, change: &SentenceChange, side: Side) -> LayoutJob {
    let colours = tokens(ui);
    let plain = TextFormat {
        font_id: Type::Body.font(),
        color: if side == Side::Before { colours.text2 } else { colours.text },
        ..TextFormat::default()
    };
    let gone = TextFormat {
        strikethrough: Stroke::new(1.0, colours.danger),
        color: colours.danger,
        background: colours.danger_tint,
        ..plain.clone()
    };
    let came = TextFormat {
        font_id: Type::BodyStrong.font(),
        underline: Stroke::new(1.0, colours.success),
        color: colours.success,
        background: colours.success_tint,
        ..plain.clone()
    };
    let mut job = LayoutJob::default();
    for piece in &change.words {
        match (piece, side) {
            (Piece::Same(text), _) => job.append(&readable(text), 0.0, plain.clone()),
            (Piece::Gone(text), Side::Before) => marked(&mut job, text, &plain, &gone),
            (Piece::Came(text), Side::After) => marked(&mut job, text, &plain, &came),
            (Piece::Gone(_), Side::After) | (Piece::Came(_), Side::Before) => {}
        }
    }
    job
}

/// Marks the words, not the blanks around them.
fn marked(job: &mut LayoutJob, text: &str, plain: &TextFormat, mark: &TextFormat) {
    let text = readable(text);
    let word = text.trim();
    let start = text.len() - text.trim_start().len();
    job.append(text.get(..start).unwrap_or_default(), 0.0, plain.clone());
    job.append(word, 0.0, mark.clone());
    job.append(text.get(start + word.len()..).unwrap_or_default(), 0.0, plain.clone());
}

/// A piece of Markdown as people read it: no stars, a table's row with dots between its cells, brackets that every
/// font has around what is undecided.
fn readable(text: &str) -> String {
    let row = text.trim_start().starts_with('|') || text.trim_end().ends_with('|');
    let text = text.replace("**", "").replace([UNDECIDED_BEGIN], "[").replace([UNDECIDED_END], "]");
    if !row && !text.contains(" | ") {
        return text;
    }
    let text = text.strip_prefix("| ").unwrap_or(&text);
    text.strip_suffix(" |").unwrap_or(text).replace(" | ", " · ").replace('|', "")
}

/// A change of words in plain words, for the history of versions: “24” becomes “30” in Scope.
pub(super) fn in_words(change: &SentenceChange) -> String {
    let of = |side: fn(&Piece) -> Option<&str>| {
        let words: Vec<String> = change.words.iter().filter_map(side).map(|text| readable(text.trim())).collect();
        words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" … ")
    };
    let gone = of(|piece| match piece {
        Piece::Gone(text) => Some(text),
        Piece::Same(_) | Piece::Came(_) => None,
    });
    let came = of(|piece| match piece {
        Piece::Came(text) => Some(text),
        Piece::Same(_) | Piece::Gone(_) => None,
    });
    match (change.before.is_empty(), change.after.is_empty()) {
        (true, _) => tr!("new in {0}: “{1}”", change.section, readable(&change.after)),
        (false, true) => tr!("no longer in {0}: “{1}”", change.section, readable(&change.before)),
        (false, false) if gone.is_empty() => tr!("“{0}” comes in {1}", came, change.section),
        (false, false) if came.is_empty() => tr!("“{0}” goes in {1}", gone, change.section),
        (false, false) => tr!("“{0}” becomes “{1}” in {2}", gone, came, change.section),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isms::documents::{Section, compare};

    fn changes_of(before: &str, after: &str) -> Vec<SentenceChange> {
        let of = |text: &str| [Section { title: "Rules".to_owned(), text: text.to_owned() }];
        compare(&of(before), &of(after))
    }

    #[test]
    fn a_change_is_told_in_plain_words() {
        let told = |before, after| changes_of(before, after).iter().map(in_words).collect::<Vec<_>>();
        assert_eq!(
            told("They answer within 5 working days.", "They answer within 10 working days."),
            ["“5” becomes “10” in Rules"]
        );
        assert_eq!(told("", "A second person reads it."), ["new in Rules: “A second person reads it.”"]);
        assert_eq!(told("Nobody **ever** calls.", ""), ["no longer in Rules: “Nobody ever calls.”"]);
        let row = told("| Backup | Daily |", "| Backup | Weekly |");
        assert_eq!(row, ["“Daily” becomes “Weekly” in Rules"]);
    }

    #[test]
    fn markdown_and_undecided_places_are_readable() {
        assert_eq!(readable("| Backup | Daily |"), "Backup · Daily");
        assert_eq!(readable("within ⟦undecided: hours⟧ **at once**"), "within [undecided: hours] at once");
    }
}
