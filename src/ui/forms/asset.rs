//! The form of an asset: what it is, what it is worth and where that comes from, and the risks that name it.

use eframe::egui::{Label, RichText, Ui, vec2};
use serde_json::json;
use tr::tr;
use uuid::Uuid;

use super::Sheet;
use crate::isms::RegisterName as R;
use crate::isms::assets::{Asset, AssetKind, Classification, Inheritance, circle_sentence, depend};
use crate::isms::risks::Property;
use crate::isms::steps::Step;
use crate::ui::Cx;
use crate::ui::icons;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, LinkItem, Tone, field_label, inherited_from, link_picker, value_words};

type S<'s, 'x, 'a> = &'s mut Sheet<'x, 'a>;

/// How many of the groups in use are offered.
const OFFERED: usize = 6;

/// How many risks or assets are named before the rest is counted.
const NAMED: usize = 12;

pub(super) fn asset(sheet: S<'_, '_, '_>, r: &Asset) {
    sheet.text(tr!("Asset"), "/name", &r.name);
    sheet.choice(tr!("Kind"), "/kind", AssetKind::ALL, AssetKind::label, r.kind);
    sheet.person(tr!("Owner"), "/owner", r.owner);
    sheet.yes_no(tr!("In scope"), "/in_scope", r.in_scope);
    divide(sheet.ui);
    values(sheet, r);
    dependencies(sheet, r);
    divide(sheet.ui);
    risks(sheet.ui, sheet.cx, r);
    divide(sheet.ui);
    sheet.segments(
        tr!("Classification"),
        "/classification",
        Classification::ALL,
        Classification::label,
        r.classification,
    );
    if let Some(class) = r.classification {
        widgets::hint(sheet.ui, &class.meaning());
    } else {
        sheet.hint("asset.classification");
    }
    sheet.yes_no(tr!("Holds personal data"), "/personal_data", r.personal_data);
    group(sheet, r);
    recovery(sheet, r);
    sheet.text(tr!("Location"), "/location", &r.location);
    sheet.link(tr!("Site"), "/site", r.site, R::Sites);
    sheet.link(tr!("Supplier"), "/supplier", r.supplier, R::Suppliers);
    sheet.long(tr!("Notes"), "/notes", &r.notes);
}

/// What continuity and backup documents list of it.
fn recovery(sheet: S<'_, '_, '_>, r: &Asset) {
    divide(sheet.ui);
    widgets::heading(sheet.ui, &tr!("If it fails"), "A.5.30, A.8.13", |_| {});
    sheet.number(tr!("Back within, in hours"), "/back_within", r.back_within);
    sheet.hint("asset.back_within");
    sheet.number(tr!("Work that may be lost at most, in hours"), "/lose_at_most", r.lose_at_most);
    sheet.hint("asset.lose_at_most");
    sheet.text(tr!("Where the copies are"), "/copies", &r.copies);
    divide(sheet.ui);
}

fn divide(ui: &mut Ui) {
    ui.add_space(8.0);
    widgets::divider(ui);
    ui.add_space(8.0);
}

/// The three values with the words of their levels, what is inherited, and why it differs.
fn values(sheet: S<'_, '_, '_>, r: &Asset) {
    widgets::heading(sheet.ui, &tr!("What it is worth"), "6.1.2", |_| {});
    let values = sheet.cx.derived.assets.values(r);
    let fields = [
        ("/confidentiality", "confidentiality", "asset.confidentiality"),
        ("/integrity", "integrity", "asset.integrity"),
        ("/availability", "availability", "asset.availability"),
    ];
    for ((property, value), field) in Property::ALL.iter().zip(&values).zip(fields) {
        one_value(sheet, property.label(), value, field);
    }
    let unexplained = values.iter().any(Inheritance::is_lower) && r.override_reason.trim().is_empty();
    if values.iter().any(Inheritance::differs) || !r.override_reason.is_empty() {
        sheet.long(tr!("Why its own value counts"), "/override_reason", &r.override_reason);
        if unexplained {
            warning(
                sheet.ui,
                &tr!("A value below the inherited one needs its reason. For example: it shows totals only."),
            );
        }
    }
}

fn one_value(
    sheet: S<'_, '_, '_>,
    label: String,
    value: &Inheritance,
    (pointer, property, hint): (&'static str, &str, &str),
) {
    let method = sheet.cx.isms.current_method();
    let words = sheet.cx.content.guidance.asset_words(property);
    let levels = method.map_or(words.len(), |method| method.asset_value.len());
    let all: Vec<u8> = (1..=u8::try_from(levels).unwrap_or(4)).collect();
    let is_wordy = levels <= 4 && method.is_some();
    let meaning = value.own.and_then(|own| {
        let place = usize::from(own).checked_sub(1)?;
        let level = method.and_then(|method| method.asset_value.get(place));
        let own_words = level.map(|level| level.words.clone()).filter(|words| !words.is_empty());
        let name = level.filter(|_| !is_wordy).map(|level| format!("{}. ", level.name)).unwrap_or_default();
        let meaning = own_words.or_else(|| (words.len() == levels).then(|| words.get(place).cloned()).flatten());
        Some(format!("{name}{}", meaning.unwrap_or_default()))
    });
    let items: Vec<widgets::ChoiceItem<u8>> = all
        .iter()
        .map(|number| {
            let word = if is_wordy { value_words(method, *number) } else { number.to_string() };
            widgets::ChoiceItem::new(*number, word)
        })
        .collect();
    sheet.gap();
    sheet.form.segments(sheet.ui, sheet.cx, &label, pointer, &items, value.own.as_ref());
    match (meaning, value.inherited) {
        (Some(text), _) => widgets::hint(sheet.ui, &text),
        (None, None) => sheet.hint(hint),
        (None, Some(_)) => {}
    }
    inherited(sheet, &label, value, pointer);
    sheet.ui.add_space(4.0);
}

/// The line under a value that says what is inherited, and the way back to it.
fn inherited(sheet: S<'_, '_, '_>, label: &str, value: &Inheritance, pointer: &'static str) {
    let Some(number) = value.inherited else { return };
    let isms = sheet.cx.isms;
    let (words, from) = (value_words(isms.current_method(), number), inherited_from(isms, value));
    let colours = tokens(sheet.ui);
    let (ink, text) = match value.own {
        Some(own) if own < number => (colours.warn, tr!("Lower than the {0} it inherits from {1}.", words, from)),
        Some(own) if own > number => (colours.text2, tr!("Higher than the {0} it inherits from {1}.", words, from)),
        Some(_) => (colours.text2, tr!("The same as it inherits from {}.", from)),
        None => (colours.accent, tr!("Inherits {0} from {1}.", words, from)),
    };
    sheet.ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(icons::TREE_STRUCTURE).size(14.0).color(ink));
        ui.add(Label::new(Type::Meta.text(text).color(ink)).wrap());
    });
    let word = tr!("Inherit it instead");
    let back = Button::link(&word).named(tr!("Inherit {}", label.to_lowercase()));
    if value.own.is_some() && back.small().show(sheet.ui).clicked() {
        sheet.form.set(sheet.cx, label, pointer, &Option::<u8>::None);
    }
}

fn warning(ui: &mut Ui, text: &str) {
    let colours = tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(icons::WARNING_FILL).size(14.0).color(colours.warn));
        ui.add(Label::new(Type::Meta.text(text).color(colours.text)).wrap());
    });
}

/// What it inherits from, by the rule that keeps circles out, and what inherits from it.
fn dependencies(sheet: S<'_, '_, '_>, r: &Asset) {
    let (isms, derived) = (sheet.cx.isms, sheet.cx.derived);
    if let Some(circle) = derived.assets.circles.iter().find(|circle| circle.contains(&r.id)) {
        widgets::note(sheet.ui, Tone::Warn, &circle_sentence(isms, circle));
    }
    let label = tr!("Depends on");
    let item = |asset: &Asset| LinkItem { id: asset.id.0, short: asset.reference.clone(), long: asset.name.clone() };
    let candidates = || isms.assets.iter().filter(|asset| asset.id != r.id).map(item).collect();
    let describe = |id: Uuid| isms.assets.get(id.into()).map(item);
    let chosen: Vec<Uuid> = r.depends_on.iter().map(|id| id.0).collect();
    field_label(sheet.ui, &label);
    let answer =
        sheet.ui.push_id((r.id.0, "depends on"), |ui| link_picker(ui, &label, &chosen, &describe, &candidates)).inner;
    if let Some(ids) = answer {
        let on: Vec<_> = ids.into_iter().map(Into::into).collect();
        sheet.cx.send(Intent::Edit(depend(isms, r.id, &on)));
    }
    if r.depends_on.is_empty() {
        widgets::hint(
            sheet.ui,
            &tr!("Choose what it holds or needs, for example the client data in a database. It inherits their values."),
        );
    }
    let dependants: Vec<&str> = derived
        .assets
        .dependants(r.id)
        .iter()
        .filter_map(|id| isms.assets.get(*id))
        .map(|asset| asset.reference.as_str())
        .collect();
    if !dependants.is_empty() {
        let more = dependants.len().saturating_sub(NAMED);
        let names = dependants.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let names = if more == 0 { names } else { tr!("{0} and {1} more", names, more) };
        widgets::hint(sheet.ui, &tr!("Its values are handed on to {}.", names));
    }
}

/// The risks that name it, or that none does.
fn risks(ui: &mut Ui, cx: &mut Cx<'_>, r: &Asset) {
    let (isms, derived) = (cx.isms, cx.derived);
    let risks = derived.assets.risks(r.id);
    widgets::heading(ui, &tr!("Risks"), "6.1.2", |ui| {
        let word = tr!("Add a risk");
        let add = Button::link(&word).named(tr!("Add a risk for this asset"));
        if add.show(ui).clicked() {
            cx.send(Intent::Add(R::Risks, vec![("/assets", json!([r.id.0]))]));
        }
    });
    if derived.assets.unrisked.contains(&r.id) {
        warning(ui, &tr!("No risk yet. Think of what could happen to it, and add that as a risk."));
    } else if risks.is_empty() {
        widgets::hint(ui, &tr!("It is out of scope, so it needs no risk."));
    }
    for risk in risks.iter().take(NAMED).filter_map(|id| isms.risks.get(*id)) {
        ui.horizontal(|ui| {
            if Button::link(&risk.reference).small().named(tr!("Go to {}", risk.reference)).show(ui).clicked() {
                cx.send(Intent::Reveal(Screen::Step(Step::Risk), R::Risks, Some(risk.id.0)));
            }
            ui.add(Label::new(Type::Body.text(&risk.name).color(tokens(ui).text)).truncate());
        });
    }
    if risks.len() > NAMED {
        widgets::hint(ui, &tr!("And {} more.", risks.len() - NAMED));
    }
}

/// The organisation's own group, with those in use offered.
fn group(sheet: S<'_, '_, '_>, r: &Asset) {
    let label = tr!("Group");
    sheet.text(label.clone(), "/grouping", &r.grouping);
    let derived = sheet.cx.derived;
    let offered: Vec<&String> =
        derived.assets.groups.iter().filter(|group| **group != r.grouping.trim()).take(OFFERED).collect();
    if offered.is_empty() {
        widgets::hint(sheet.ui, &tr!("Your own word for what belongs together, for example Platform or Office."));
        return;
    }
    let mut chosen = None;
    sheet.ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 0.0);
        ui.label(Type::Meta.text(tr!("In use:")).color(tokens(ui).text3));
        for group in offered {
            if Button::link(group).small().named(tr!("Put into the group {}", group)).show(ui).clicked() {
                chosen = Some(group);
            }
        }
    });
    if let Some(group) = chosen {
        sheet.form.set(sheet.cx, &label, "/grouping", group);
    }
}
