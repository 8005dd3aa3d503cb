//! The provisions of the catalogue that an obligation stands for, and the controls that they propose.

use eframe::egui::Label;
use tr::tr;
use uuid::Uuid;

use super::Sheet;
use crate::isms::controls::ControlId;
use crate::isms::scope::Obligation;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, LinkItem, hint, link_picker};

/// Chips with a filter to add more, and below them the controls that answer what is chosen.
pub(super) fn show(sheet: &mut Sheet<'_, '_>, obligation: &Obligation) {
    sheet.gap();
    let label = tr!("Provisions it stands for");
    widgets::field_label(sheet.ui, &label);
    let provisions = &sheet.cx.content.provisions;
    // The picker knows records by their id; here the place in the catalogue serves as one.
    let place =
        |wanted: &str| (1_u128..).zip(provisions).find(|(_, p)| p.id == wanted).map(|(n, _)| Uuid::from_u128(n));
    let entry = |id: Uuid| usize::try_from(id.as_u128()).ok().and_then(|n| provisions.get(n.checked_sub(1)?));
    let item = |id: Uuid| entry(id).map(|p| LinkItem { id, short: p.id.clone(), long: p.title.clone() });
    let chosen: Vec<Uuid> = obligation.provisions.iter().filter_map(|id| place(id)).collect();
    let all = || (1_u128..).zip(provisions).filter_map(|(n, _)| item(Uuid::from_u128(n))).collect();
    let answer = sheet.ui.push_id("provisions", |ui| link_picker(ui, &label, &chosen, &item, &all)).inner;
    if let Some(ids) = answer {
        // What a newer catalogue knows and this one does not is kept.
        let unknown = obligation.provisions.iter().filter(|id| place(id).is_none()).cloned();
        let list: Vec<String> = ids.into_iter().filter_map(entry).map(|p| p.id.clone()).chain(unknown).collect();
        sheet.form.set(sheet.cx, &label, "/provisions", &list);
    }
    hint(sheet.ui, &tr!("Take them from the GDPR, HIPAA or SOX, for example GDPR Art. 32(1)(b)."));
    proposed(sheet, obligation);
}

/// The controls that answer the provisions and are not named yet.
fn proposed(sheet: &mut Sheet<'_, '_>, obligation: &Obligation) {
    let (isms, content) = (sheet.cx.isms, sheet.cx.content);
    let cited: Vec<&str> = obligation.cites().collect();
    let related =
        content.provisions.iter().filter(|p| cited.contains(&p.id.as_str())).flat_map(|p| &p.related_controls);
    let mut missing: Vec<(ControlId, &str)> = related
        .filter_map(|reference| isms.controls.by_reference(reference))
        .map(|control| (control.id, control.reference.as_str()))
        .filter(|(id, _)| !obligation.controls.contains(id))
        .collect();
    missing.sort_by_key(|(id, _)| *id);
    missing.dedup();
    if missing.is_empty() {
        return;
    }
    let names: Vec<&str> = missing.iter().map(|(_, reference)| *reference).collect();
    let text = tr!("These provisions usually rest on {}.", names.join(", "));
    let ink = tokens(sheet.ui).text2;
    sheet.ui.add(Label::new(Type::Body.text(text).color(ink)).wrap());
    let name = tr!("Add the proposed controls");
    if Button::secondary(&tr!("Add these {} controls", missing.len())).small().named(name).show(sheet.ui).clicked() {
        let list: Vec<ControlId> =
            obligation.controls.iter().copied().chain(missing.iter().map(|(id, _)| *id)).collect();
        sheet.form.set(sheet.cx, &tr!("Controls that answer it"), "/controls", &list);
    }
}
