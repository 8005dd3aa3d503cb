//! What is different between two days, as lists: moved, new, gone, changed, accepted.

use eframe::egui::{Label, RichText, Ui};
use tr::tr;

use crate::isms::method::Method;
use crate::isms::risks::{Comparison, Direction, Moved, Named};
use crate::ui::steps::risks::RiskTab;
use crate::ui::steps::risks::rows::{PAGE, more, reference, reveal};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, hint};
use crate::ui::{Cx, icons};

/// Draws the lists; an arrow that is chosen leaves its own risks alone.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, found: &Comparison, method: Option<&Method>) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let way = cx.state.views.risks.time.way.filter(|_| method.is_some());
    let moved: Vec<&Moved> = found.moved.iter().filter(|step| way.is_none() || step.arrow() == way).collect();
    section(ui, cx, "moved", &tr!("Moved"), &moved, |ui, cx, step| moved_line(ui, cx, step));
    if way.is_some() && Button::link(&tr!("Show every move")).show(ui).clicked() {
        cx.state.views.risks.time.way = None;
    }
    if way.is_some() {
        return;
    }
    section(ui, cx, "new", &tr!("New"), &found.new, |ui, cx, named| named_line(ui, cx, named, &[]));
    section(ui, cx, "gone", &tr!("Gone"), &found.gone, |ui, cx, named| named_line(ui, cx, named, &[]));
    section(ui, cx, "changed", &tr!("Changed at the same level"), &found.changed, |ui, cx, (named, why)| {
        named_line(ui, cx, named, why);
    });
    section(ui, cx, "accepted", &tr!("Accepted since"), &found.accepted_since, |ui, cx, named| {
        named_line(ui, cx, named, &[]);
    });
    let nothing = found.moved.is_empty()
        && found.new.is_empty()
        && found.gone.is_empty()
        && found.changed.is_empty()
        && found.accepted_since.is_empty();
    if nothing {
        hint(ui, &tr!("Nothing is different between the two days."));
    }
}

fn section<T>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    key: &'static str,
    title: &str,
    list: &[T],
    mut draw: impl FnMut(&mut Ui, &mut Cx<'_>, &T),
) {
    if list.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        widgets::section_label(ui, title);
        ui.label(Type::Body.text(list.len().to_string()).color(tokens(ui).text3));
    });
    let mut shown = cx.state.views.risks.time.shown.get(key).copied().unwrap_or(PAGE);
    for item in list.iter().take(shown) {
        draw(ui, cx, item);
    }
    more(ui, title, list.len(), &mut shown);
    cx.state.views.risks.time.shown.insert(key, shown);
}

fn moved_line(ui: &mut Ui, cx: &mut Cx<'_>, step: &Moved) {
    let colours = tokens(ui);
    let (icon, ink) = match step.direction() {
        Direction::Up => (icons::ARROW_UP, colours.danger),
        Direction::Down => (icons::ARROW_DOWN, colours.success),
        Direction::Aside => (icons::ARROW_RIGHT, colours.text2),
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(icon).size(14.0).color(ink));
        name_and_link(ui, cx, &step.risk);
    });
    indented(ui, &[step.words()], true);
    indented(ui, &step.why, false);
}

fn named_line(ui: &mut Ui, cx: &mut Cx<'_>, named: &Named, why: &[String]) {
    ui.horizontal(|ui| name_and_link(ui, cx, named));
    indented(ui, why, false);
}

fn indented(ui: &mut Ui, lines: &[String], strong: bool) {
    let colours = tokens(ui);
    for line in lines {
        ui.horizontal_top(|ui| {
            ui.add_space(24.0);
            let text = if strong {
                Type::BodyStrong.text(line).color(colours.text)
            } else {
                Type::Meta.text(line).color(colours.text2)
            };
            ui.add(Label::new(text).wrap());
        });
    }
}

/// The reference leads to the risk while it is in the register.
fn name_and_link(ui: &mut Ui, cx: &mut Cx<'_>, named: &Named) {
    let colours = tokens(ui);
    match cx.isms.risks.get(named.id) {
        Some(risk) => {
            if reference(ui, &named.reference) {
                cx.state.views.risks.tab = RiskTab::Risks;
                cx.send(reveal(risk));
            }
        }
        None => _ = ui.label(Type::Body.text(&named.reference).color(colours.text3)),
    }
    ui.add(Label::new(Type::Body.text(&named.name).color(colours.text)).truncate()).on_hover_text(&named.name);
}
