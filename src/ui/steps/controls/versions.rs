//! The approved versions of the statement: print one again as it was, compare any two, or one with the present state.

use eframe::egui::{Label, Ui};
use tr::tr;

use crate::isms::controls::SoaVersionId;
use crate::isms::statement::Difference;
use crate::ui::Cx;
use crate::ui::dialogs::{Dialog, StatementPrint};
use crate::ui::icons;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, format_date, hint, select};

/// How many differences are drawn; the print has them all.
const SHOWN: usize = 120;

/// The card with the list of versions.
pub(super) fn list(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::heading(ui, &tr!("Versions"), "7.5.3", |_| {});
    let colours = tokens(ui);
    let isms = cx.isms;
    for version in isms.soa_versions.iter().rev() {
        let on = version.on.map(format_date).unwrap_or_default();
        let by = version.approval.as_ref().map_or("", |approval| approval.name.as_str());
        ui.horizontal(|ui| {
            ui.add_sized([40.0, 24.0], Label::new(Type::BodyStrong.text(&version.version).color(colours.text)));
            ui.add_sized([96.0, 24.0], Label::new(Type::Body.text(on).color(colours.text2)));
            ui.add_sized([140.0, 24.0], Label::new(Type::Body.text(by).color(colours.text2)).truncate());
            let name = tr!("Print version {} as it was", version.version);
            if Button::quiet(&tr!("Print")).icon(icons::PRINTER).small().named(name).show(ui).clicked() {
                let what = StatementPrint::Version(version.id, version.version.clone());
                cx.send(Intent::Show(Dialog::print(what, &cx.save.path)));
            }
            ui.add(Label::new(Type::Body.text(&version.change).color(colours.text)).truncate());
        });
    }
}

/// The card that compares two versions.
pub(super) fn compare(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some((from, to)) = chosen(cx) else { return };
    widgets::heading(ui, &tr!("Compare"), "", |ui| {
        let name = tr!("Print the differences");
        if Button::secondary(&tr!("Print")).icon(icons::PRINTER).small().named(name).show(ui).clicked() {
            cx.send(Intent::Show(Dialog::print(StatementPrint::Changes(from, to), &cx.save.path)));
        }
    });
    let versions: Vec<ChoiceItem<Option<SoaVersionId>>> = cx
        .isms
        .soa_versions
        .iter()
        .rev()
        .map(|version| ChoiceItem::new(Some(version.id), tr!("Version {}", version.version)))
        .collect();
    let mut targets = vec![ChoiceItem::new(None, tr!("Present state"))];
    targets.extend(versions.iter().map(|item| ChoiceItem::new(item.value, item.word.clone())));
    ui.horizontal(|ui| {
        ui.label(Type::Body.text(tr!("From")).color(tokens(ui).text2));
        if let Some(Some(Some(id))) = select(ui, &tr!("Compare from"), &versions, Some(&Some(from)), "", 150.0) {
            cx.state.views.controls.compared = Some((id, to));
        }
        ui.label(Type::Body.text(tr!("to")).color(tokens(ui).text2));
        if let Some(Some(id)) = select(ui, &tr!("Compare to"), &targets, Some(&to), "", 150.0) {
            cx.state.views.controls.compared = Some((from, id));
        }
    });
    let found = cx.state.views.controls.differences(cx.isms, cx.derived.seq, from, to);
    if found.is_empty() {
        hint(ui, &tr!("Nothing in the statement differs between the two."));
        return;
    }
    hint(ui, &tr!("Controls that differ: {}.", found.len()));
    for difference in found.iter().take(SHOWN) {
        row(ui, difference);
    }
    if found.len() > SHOWN {
        hint(ui, &tr!("The print lists {} more.", found.len() - SHOWN));
    }
}

/// What is compared: what was chosen, or the newest version with the present state.
fn chosen(cx: &Cx<'_>) -> Option<(SoaVersionId, Option<SoaVersionId>)> {
    let isms = cx.isms;
    let there = |id: SoaVersionId| isms.soa_versions.get(id).is_some();
    let wanted = cx.state.views.controls.compared.filter(|(from, to)| there(*from) && to.is_none_or(there));
    wanted.or_else(|| Some((isms.soa_versions.iter().next_back()?.id, None)))
}

fn row(ui: &mut Ui, difference: &Difference) {
    let colours = tokens(ui);
    widgets::divider(ui);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(
            eframe::egui::vec2(230.0, 18.0),
            eframe::egui::Layout::top_down(eframe::egui::Align::LEFT),
            |ui| {
                ui.set_width(230.0);
                let title = format!("{} {}", difference.reference, difference.name);
                ui.add(Label::new(Type::BodyStrong.text(title).color(colours.text)).wrap());
            },
        );
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for change in &difference.changes {
                ui.add(Label::new(Type::Body.text(change).color(colours.text2)).wrap());
            }
        });
    });
}
