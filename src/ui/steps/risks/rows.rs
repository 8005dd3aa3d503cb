//! Lines about a risk that several views share: its reference as a link, its level, its scenario, what follows.

use eframe::egui::{Align, Label, Layout, Sense, Ui, vec2};
use tr::tr;

use crate::isms::RegisterName as R;
use crate::isms::method::Method;
use crate::isms::risks::Risk;
use crate::isms::steps::Step;
use crate::ui::Cx;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, level_badge, level_word};

/// How many lines of a list are drawn before a person asks for more.
pub(super) const PAGE: usize = 12;

/// The wish to see a risk in its register.
pub(super) fn reveal(risk: &Risk) -> Intent {
    Intent::Reveal(Screen::Step(Step::Risk), R::Risks, Some(risk.id.0))
}

/// Reference, level of what remains, scenario; at the right end whatever `right` draws in `width`.
pub(super) fn risk_line(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    risk: &Risk,
    width: f32,
    right: impl FnOnce(&mut Ui, &mut Cx<'_>),
) {
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        if reference(ui, &risk.reference) {
            cx.state.views.risks.tab = super::RiskTab::Risks;
            cx.send(reveal(risk));
        }
        level(ui, cx.isms.method_of(risk), risk.residual().score(cx.isms.method_of(risk)));
        let room = (ui.available_width() - width - 8.0).max(60.0);
        ui.allocate_ui_with_layout(vec2(room, 28.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(room);
            ui.add(Label::new(Type::Body.text(&risk.name).color(colours.text)).truncate()).on_hover_text(&risk.name);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| right(ui, cx));
    });
}

/// A reference that leads to its risk; answers whether it was clicked.
pub(super) fn reference(ui: &mut Ui, reference: &str) -> bool {
    ui.allocate_ui_with_layout(vec2(52.0, 28.0), Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(52.0);
        Button::link(reference).named(tr!("Go to {}", reference)).show(ui).clicked()
    })
    .inner
}

/// A level's badge, or a dash while it is undecided; the word is its tooltip.
pub(super) fn level(ui: &mut Ui, method: Option<&Method>, score: Option<u32>) {
    let (rect, response) = ui.allocate_exact_size(vec2(34.0, 20.0), Sense::hover());
    match method.zip(score) {
        Some((method, score)) => {
            let (step, word) = level_word(method, score);
            level_badge(ui, rect.left_center(), &score.to_string(), step);
            response.on_hover_text(word);
        }
        None => {
            ui.painter().text(
                rect.center(),
                eframe::egui::Align2::CENTER_CENTER,
                "–",
                Type::Body.font(),
                tokens(ui).text3,
            );
            response.on_hover_text(tr!("Undecided"));
        }
    }
}

/// Offers the rest of a long list; `shown` grows when it is asked for.
pub(super) fn more(ui: &mut Ui, what: &str, all: usize, shown: &mut usize) {
    if all > *shown {
        let text = tr!("Show {0} more of {1}", (all - *shown).min(50), all);
        if Button::link(&text).named(format!("{text}: {what}")).show(ui).clicked() {
            *shown += 50;
        }
    }
}
