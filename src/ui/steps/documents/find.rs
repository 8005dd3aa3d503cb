//! Finding words in the whole text of a document.

use std::ops::Range;

use eframe::egui::{Frame, Id, Key, Margin, Modifiers, Stroke, TextEdit, Ui};
use tr::tr;

use crate::ui::icons;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::icon_button;

/// A place where the words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    /// The section, counted from 0.
    pub(super) section: usize,
    /// In its heading; otherwise in its text.
    pub(super) in_title: bool,
    /// The characters.
    pub(super) chars: Range<usize>,
}

/// What is looked for.
#[derive(Debug, Default)]
pub(super) struct Find {
    is_open: bool,
    query: String,
    at: usize,
    hits: Vec<Hit>,
    wants_focus: bool,
    was_changed: bool,
    is_fresh: bool,
}

fn fold(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Where the query stands in a text, in characters; capitals do not matter.
fn places(text: &str, query: &[char]) -> Vec<Range<usize>> {
    let letters: Vec<char> = text.chars().map(fold).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at + query.len() <= letters.len() && !query.is_empty() {
        if letters[at..].starts_with(query) {
            found.push(at..at + query.len());
            at += query.len();
        } else {
            at += 1;
        }
    }
    found
}

impl Find {
    /// Opens it, with these words when there are any.
    pub(super) fn open(&mut self, words: &str) {
        self.is_open = true;
        self.wants_focus = true;
        if !words.is_empty() && !words.contains('\n') {
            words.clone_into(&mut self.query);
        }
    }

    /// Closes it when it is open, and opens it when it is not.
    pub(super) fn toggle(&mut self) {
        if self.is_open {
            self.is_open = false;
        } else {
            self.open("");
        }
    }

    /// Looks through the sections, each as heading and text. Costs nothing while nobody looks for anything.
    pub(super) fn look(&mut self, texts: &[(String, String)]) {
        self.hits.clear();
        let query: Vec<char> = self.query.chars().map(fold).collect();
        if !self.is_open || query.is_empty() {
            return;
        }
        for (section, (title, text)) in texts.iter().enumerate() {
            let hit = |in_title: bool| move |chars| Hit { section, in_title, chars };
            self.hits.extend(places(title, &query).into_iter().map(hit(true)));
            self.hits.extend(places(text, &query).into_iter().map(hit(false)));
        }
        self.at = self.at.min(self.hits.len().saturating_sub(1));
    }

    /// What was found in one heading or text, and whether it is the one that is looked at.
    pub(super) fn in_text(&self, section: usize, in_title: bool) -> Vec<(bool, Range<usize>)> {
        let here = |hit: &Hit| hit.section == section && hit.in_title == in_title;
        let hits = self.hits.iter().enumerate().filter(|(_, hit)| here(hit));
        hits.map(|(index, hit)| (index == self.at, hit.chars.clone())).collect()
    }

    /// Draws the bar. Answers the place to show when the person goes to another one.
    pub(super) fn bar(&mut self, ui: &mut Ui) -> Option<Hit> {
        if !self.is_open {
            return None;
        }
        let mut step = 0_i32;
        Frame::new().fill(tokens(ui).sunken).inner_margin(Margin::symmetric(16, 6)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                step = self.field(ui);
                let words = match (self.query.is_empty(), self.hits.len()) {
                    (true, _) => String::new(),
                    (false, 0) => tr!("Not found"),
                    (false, count) => tr!("{0} of {1}", self.at + 1, count),
                };
                ui.label(Type::Meta.text(words).color(tokens(ui).text2));
                if icon_button(ui, icons::CARET_UP, &tr!("Previous place"), 28.0).clicked() {
                    step = -1;
                }
                if icon_button(ui, icons::CARET_DOWN, &tr!("Next place"), 28.0).clicked() {
                    step = 1;
                }
                if icon_button(ui, icons::X, &tr!("Close the search"), 28.0).clicked() {
                    self.is_open = false;
                }
            });
            let rect = ui.min_rect().expand2(eframe::egui::vec2(16.0, 6.0));
            ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens(ui).border));
        });
        let answer = self.go(step);
        self.is_fresh |= std::mem::take(&mut self.was_changed);
        answer
    }

    /// The field. Answers how far the keys in it go on.
    fn field(&mut self, ui: &mut Ui) -> i32 {
        let id = Id::unique("find in the text");
        let is_here = ui.memory(|memory| memory.has_focus(id));
        let pressed = |modifiers, key| is_here && ui.input_mut(|input| input.consume_key(modifiers, key));
        // Asked before the field is drawn, which would give its keys away.
        let step = match (pressed(Modifiers::SHIFT, Key::Enter), pressed(Modifiers::NONE, Key::Enter)) {
            (true, _) => -1,
            (false, true) => 1,
            (false, false) => 0,
        };
        let edit = TextEdit::singleline(&mut self.query)
            .id(id)
            .hint_text(tr!("Find in the text"))
            .margin(Margin::symmetric(10, 5))
            .desired_width((ui.available_width() - 190.0).clamp(80.0, 260.0));
        let field = ui.add(edit);
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(tr!("Find in the text")));
        if std::mem::take(&mut self.wants_focus) {
            field.request_focus();
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.is_open = false;
        }
        if field.changed() {
            self.at = 0;
            // The places of the new words are known with the next frame.
            self.was_changed = true;
        }
        step
    }

    fn go(&mut self, step: i32) -> Option<Hit> {
        let count = self.hits.len();
        if count == 0 {
            return None;
        }
        if step == 0 {
            let first = std::mem::take(&mut self.is_fresh);
            return self.hits.get(self.at).filter(|_| first).cloned();
        }
        self.at = if step > 0 { (self.at + 1) % count } else { (self.at + count - 1) % count };
        self.hits.get(self.at).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_headings_and_texts_whatever_their_capitals() {
        let mut find = Find::default();
        find.open("zugriff");
        find.look(&[("Zugriff".to_owned(), "Über den ZUGRIFF und Zugriffe".to_owned())]);
        let places: Vec<(bool, Range<usize>)> = find.hits.iter().map(|hit| (hit.in_title, hit.chars.clone())).collect();
        assert_eq!(places, [(true, 0..7), (false, 9..16), (false, 21..28)]);
        assert_eq!(find.go(1).map(|hit| hit.chars), Some(9..16));
        assert_eq!(find.go(-1).map(|hit| hit.chars), Some(0..7));
        assert_eq!(find.go(-1).map(|hit| hit.chars), Some(21..28), "it goes on at the other end");
        assert_eq!(find.in_text(0, false), [(false, 9..16), (true, 21..28)]);
    }
}
