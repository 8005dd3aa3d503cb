//! The pane beside a register: one record with its form, and the way to its neighbours.

use eframe::egui::{Align, Frame, Layout, Margin, ScrollArea, Stroke, Ui};
use tr::tr;

use crate::isms::RegisterName;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, icon_button};
use crate::ui::{Cx, forms, icons, steps};

/// Draws the pane.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    let rect = ui.max_rect();
    ui.painter().vline(rect.left() + 0.5, rect.y_range(), Stroke::new(1.0, colours.border));
    let Some((register, id)) = cx.state.pane else { return };
    let Some(record) = cx.isms.get(register, id) else { return };
    Frame::new().inner_margin(Margin { left: 17, right: 16, top: 12, bottom: 0 }).show(ui, |ui| {
        pane_head(ui, cx, register, &record);
        ScrollArea::vertical().id_salt((register, id)).auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 4.0);
            match &record {
                crate::isms::AnyRecord::Risks(risk) => steps::risk_pane(ui, cx, risk),
                crate::isms::AnyRecord::Controls(control) => steps::control_pane(ui, cx, control),
                other => forms::show(ui, cx, other),
            }
            ui.add_space(24.0);
        });
    });
}

/// The records before and after one, in the order in which the rows stand.
fn neighbours(cx: &Cx<'_>, register: RegisterName, id: uuid::Uuid) -> (Option<uuid::Uuid>, Option<uuid::Uuid>) {
    let rows: Vec<uuid::Uuid> = match register {
        RegisterName::Risks => cx.state.views.risks.drawn(cx.derived),
        RegisterName::Controls => cx.state.views.controls.drawn().to_vec(),
        RegisterName::Assets => cx.state.views.assets.drawn(),
        other => cx.state.rows.drawn(other).to_vec(),
    };
    let Some(at) = rows.iter().position(|row| *row == id) else { return (None, rows.first().copied()) };
    (at.checked_sub(1).and_then(|before| rows.get(before)).copied(), rows.get(at + 1).copied())
}

fn pane_head(ui: &mut Ui, cx: &mut Cx<'_>, register: RegisterName, record: &crate::isms::AnyRecord) {
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        ui.label(Type::Meta.text(record.reference()).color(colours.text3));
        ui.label(Type::Meta.text(register.label()).color(colours.text3));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, icons::X, &tr!("Close the pane"), 28.0).clicked() {
                cx.send(Intent::Select(register, None));
            }
            let (before, after) = neighbours(cx, register, record.id());
            for (icon, name, to) in
                [(icons::CARET_DOWN, tr!("Next record"), after), (icons::CARET_UP, tr!("Previous record"), before)]
            {
                let button = ui.add_enabled_ui(to.is_some(), |ui| icon_button(ui, icon, &name, 28.0)).inner;
                if button.clicked() {
                    cx.send(Intent::Select(register, to));
                }
            }
            widgets::history_button(ui, cx, register, record.id(), record.title());
            let removable = register != RegisterName::Controls;
            if removable && icon_button(ui, icons::TRASH, &tr!("Remove {}", record.title()), 28.0).clicked() {
                cx.send(Intent::Delete(register, record.id()));
            }
        });
    });
    let name = widgets::LinkItem::of(record).long;
    let shown = if name.trim().is_empty() { tr!("Without a name yet") } else { name };
    ui.add(eframe::egui::Label::new(Type::Screen.text(shown).color(colours.text)).wrap());
    ui.add_space(4.0);
    widgets::divider(ui);
    ui.add_space(6.0);
}
