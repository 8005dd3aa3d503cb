//! The risk method: started from a ready one, edited beside its own matrix, approved, and followed by versions.

mod approval;
mod bands;
mod convert;
mod matrix;
mod preview;
mod reading;
mod scales;
mod start;

use eframe::egui::{Frame, Margin, Panel, ScrollArea, Ui};
use tr::tr;

use crate::isms::method::{Combination, Conversion, ConversionRow, Method, MethodId, combine};
use crate::isms::{Edit, Isms, RegisterName, Rule, RuleError};
use crate::ui::Cx;
use crate::ui::forms::Sheet;
use crate::ui::intent::Intent;
use crate::ui::theme::tokens;
use crate::ui::widgets::{self, ChoiceItem, segmented};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct MethodView {
    /// The approved version is shown although a next one is being prepared.
    in_use: bool,
    /// The score that a click paints into a free matrix.
    brush: Option<u32>,
    /// The cells under the brush since the button went down.
    stroke: Vec<(u8, u8)>,
    /// Digits typed into a cell: the cell, the number so far, and when.
    typed: Option<((u8, u8), u32, f64)>,
    /// The mapping being decided.
    conversion: Option<Conversion>,
    /// What it would do, for the snapshot and mapping it was worked out for.
    rows: Option<(i64, Conversion, Vec<ConversionRow>)>,
}

/// Draws the tab "Method".
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(current) = cx.isms.current_method() else {
        scroll(ui, "method start", |ui| start::show(ui, cx));
        return;
    };
    let draft = cx.isms.draft_method();
    let method = draft.filter(|_| !cx.state.views.method.in_use).unwrap_or(current);
    let room = ui.available_width();
    let beside = room > 700.0;
    if beside {
        Panel::right("method matrix")
            .exact_size(if room > 1080.0 { 440.0 } else { 380.0 })
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().inner_margin(Margin { left: 0, right: 24, top: 8, bottom: 16 }))
            .show(ui, |ui| {
                ScrollArea::vertical().id_salt("method matrix").auto_shrink([false, false]).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 14.0;
                    preview::show(ui, cx, method);
                });
            });
    }
    scroll(ui, "method", |ui| {
        if draft.is_some() {
            versions(ui, cx, current);
        }
        if !beside {
            preview::show(ui, cx, method);
        }
        if method.id == current.id {
            convert::show(ui, cx, current);
        }
        if method.approval.is_some() {
            approval::show(ui, cx, method);
            reading::show(ui, cx, method);
        } else {
            edit(ui, cx, method);
            approval::show(ui, cx, method);
        }
    });
}

fn scroll(ui: &mut Ui, salt: &str, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 24, right: 16, top: 8, bottom: 24 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 14.0;
            content(ui);
        });
    });
}

/// The version in use and the one being prepared, side by side.
fn versions(ui: &mut Ui, cx: &mut Cx<'_>, current: &Method) {
    let items = [
        ChoiceItem::new(true, tr!("In use: version {}", current.version)),
        ChoiceItem::new(false, tr!("Next version, a draft")),
    ];
    let shown = cx.state.views.method.in_use;
    let width = ui.available_width().min(420.0);
    if let Some(Some(in_use)) = segmented(ui, &tr!("Show"), &items, Some(&shown), width) {
        cx.state.views.method.in_use = in_use;
    }
}

fn edit(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    widgets::card(ui, |ui| basics(ui, cx, method));
    widgets::card(ui, |ui| scales::likelihood(ui, cx, method));
    widgets::card(ui, |ui| scales::impact(ui, cx, method));
    widgets::card(ui, |ui| bands::show(ui, cx, method));
    widgets::card(ui, |ui| reassess(ui, cx, method));
}

fn basics(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    widgets::heading(ui, &tr!("How risks are scored"), "6.1.2 a", |ui| {
        widgets::history_button(ui, cx, RegisterName::Methods, method.id.0, &tr!("the method"));
    });
    Sheet::new(ui, cx, method).text(tr!("Name of the method"), "/name", &method.name);
    ui.add_space(2.0);
    let label = tr!("How likelihood and impact combine");
    widgets::field_label(ui, &label);
    let items: Vec<ChoiceItem<Combination>> =
        Combination::ALL.iter().map(|how| ChoiceItem::new(*how, how.label())).collect();
    let width = ui.available_width();
    if let Some(answer) = segmented(ui, &label, &items, method.combination.as_ref(), width) {
        // Painted cells go with the free matrix, so the way back is offered.
        let painted = !method.matrix.is_empty();
        decide(cx, painted, method.id, move |isms, id| combine(isms, id, answer));
    }
    let says = match method.combination {
        None => tr!("Undecided. Most companies multiply: likelihood 4 and impact 3 give 12."),
        Some(Combination::Product) => tr!("Likelihood 4 and impact 3 give 12."),
        Some(Combination::Sum) => tr!("Likelihood 4 and impact 3 give 7."),
        Some(Combination::Matrix) => tr!("You paint each cell’s score into the matrix by hand."),
    };
    widgets::hint(ui, &says);
}

fn reassess(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    widgets::heading(ui, &tr!("When risks are assessed again"), "8.2", |_| {});
    let mut sheet = Sheet::new(ui, cx, method);
    sheet.number(tr!("Assess again after months"), "/reassess_months", method.reassess_months);
    sheet.long(tr!("And whenever"), "/reassess_when", &method.reassess_when);
    sheet.hint("method.reassess");
}

/// Lets a rule change the method as it is after everything typed has been saved.
fn decide(
    cx: &mut Cx<'_>,
    tell: bool,
    id: MethodId,
    rule: impl FnOnce(&Isms, MethodId) -> Result<Edit, RuleError> + 'static,
) {
    let rule = Rule::new(move |isms, _| rule(isms, id));
    cx.send(if tell { Intent::DecideAndTell(rule) } else { Intent::Decide(rule) });
}

/// The number of a level in a small round mark.
fn numeral(ui: &mut Ui, number: usize) {
    let colours = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(eframe::egui::vec2(24.0, 32.0), eframe::egui::Sense::hover());
    ui.painter().circle_filled(rect.center(), 11.0, colours.track);
    ui.painter().text(
        rect.center(),
        eframe::egui::Align2::CENTER_CENTER,
        number.to_string(),
        crate::ui::theme::Type::BodyStrong.font(),
        colours.text2,
    );
}
