//! Controls beside Annex A: the offer of cloud controls, and the organisation's own.

use eframe::egui::{Align, CornerRadius, Frame, Label, Layout, Margin, RichText, Ui};
use tr::tr;

use crate::isms::Rule;
use crate::isms::controls::{self, Control, ControlTheme};
use crate::ui::forms::Sheet;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, hint, icon_button};
use crate::ui::{Cx, icons};

/// Offers the controls that the profile calls for and the file does not hold: one catalogue at a time.
pub(super) fn offer(ui: &mut Ui, cx: &mut Cx<'_>) {
    let study = cx.state.views.controls.study(cx.isms, cx.content, cx.derived.seq);
    let put_off = &cx.state.views.controls.put_off;
    let Some((offer, missing)) = study.offers.iter().find(|(offer, _)| !put_off.contains(&offer.standard)) else {
        return;
    };
    let colours = tokens(ui);
    ui.add_space(4.0);
    let frame = Frame::new().fill(colours.info_tint).corner_radius(CornerRadius::same(8));
    frame.inner_margin(Margin::symmetric(12, 4)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(icons::INFO_FILL).size(16.0).color(colours.info));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, icons::X, &tr!("Not now: {}", offer.standard), 24.0).clicked() {
                    cx.state.views.controls.put_off.insert(offer.standard.clone());
                }
                let name = tr!("Add the {0} controls of {1}", missing, offer.standard);
                if Button::secondary(&tr!("Add the {} controls", missing)).small().named(name).show(ui).clicked() {
                    let facts = offer.facts.clone();
                    cx.send(Intent::DecideAndTell(Rule::new(move |isms, outside| {
                        controls::add_catalogue(isms, &facts, outside)
                    })));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let text = tr!("{0} {1} has further controls for that.", offer.reason, offer.standard);
                    ui.add(Label::new(Type::Body.text(text).color(colours.text)).truncate());
                });
            });
        });
    });
}

/// The way to a control of the organisation's own: an icon where there is little room.
pub(super) fn add_own(ui: &mut Ui, cx: &mut Cx<'_>) {
    let name = tr!("Add your own control");
    let clicked = if ui.available_width() > 180.0 {
        Button::link(&name).icon(icons::PLUS).show(ui).clicked()
    } else {
        icon_button(ui, icons::PLUS, &name, 28.0).clicked()
    };
    if clicked {
        cx.send(Intent::AddOwnControl);
    }
}

/// Id and title of an own control.
pub(super) fn identity(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    if control.theme != Some(ControlTheme::Own) {
        return;
    }
    let mut sheet = Sheet::new(ui, cx, control);
    sheet.text(tr!("Id of the control"), "/reference", &control.reference);
    sheet.text(tr!("Title of the control"), "/name", &control.name);
    hint(ui, &tr!("Both are printed in the Statement of Applicability. The id has to be the only one of its kind."));
    ui.add_space(8.0);
}

/// The way to remove what is not of Annex A.
pub(super) fn removal(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    if !controls::is_removable(control) {
        return;
    }
    ui.add_space(8.0);
    let name = tr!("Remove {} from the register", control.reference);
    if Button::quiet(&tr!("Remove this control")).icon(icons::TRASH).small().named(name).show(ui).clicked() {
        let id = control.id;
        cx.send(Intent::DecideAndTell(Rule::new(move |isms, _| controls::remove(isms, id))));
    }
}
