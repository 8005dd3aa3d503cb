//! Finding risks: suggestions out of the catalogue with their reasons, taken as undecided risks, and scenarios in
//! one's own words beside them.

mod row;

use std::collections::BTreeSet;

use eframe::egui::{Align, Checkbox, Frame, Label, Layout, Margin, RichText, ScrollArea, TextEdit, Ui};
use tr::tr;

use super::{RiskTab, RiskView};
use crate::content::EmptyText;
use crate::content::suggest::{Suggestion, suggest, suggest_for};
use crate::isms::RegisterName as R;
use crate::isms::Rule;
use crate::isms::assets::AssetId;
use crate::isms::finding::{NewScenario, take};
use crate::isms::risks::RiskStatus;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, Tone, filter_select};
use crate::ui::{Cx, icons};

/// A suggestion by its entries of the catalogue.
type Key = (String, Option<String>);

/// What the screen remembers.
#[derive(Debug, Default)]
pub(super) struct FindingView {
    asset: Option<AssetId>,
    category: Option<String>,
    with_covered: bool,
    chosen: BTreeSet<Key>,
    taken: BTreeSet<String>,
    own: String,
    found: Option<Found>,
}

/// Everything worked out from one snapshot and filter.
#[derive(Debug)]
struct Found {
    of: (i64, Option<AssetId>),
    list: Vec<Suggestion>,
    categories: Vec<ChoiceItem<String>>,
    assets: Vec<ChoiceItem<AssetId>>,
    /// Taken here and still to be assessed.
    waiting: usize,
    with: Option<(Option<String>, bool)>,
    shown: Vec<usize>,
}

fn key(suggestion: &Suggestion) -> Key {
    (suggestion.threat.clone(), suggestion.vulnerability.clone())
}

impl FindingView {
    /// Looks anew when the snapshot or the asset has changed, and filters anew when a filter has.
    fn refresh(&mut self, cx: &Cx<'_>) {
        let of = (cx.derived.seq, self.asset);
        if self.found.as_ref().is_none_or(|found| found.of != of) {
            let found = self.look(cx, of);
            // What has just come into the register is no longer waiting to be taken.
            for suggestion in &found.list {
                if self.taken.contains(&suggestion.scenario) && !suggestion.covered_by.is_empty() {
                    self.chosen.remove(&key(suggestion));
                }
            }
            self.found = Some(found);
        }
        let with = Some((self.category.clone(), self.with_covered));
        if let Some(found) = self.found.as_mut().filter(|found| found.with != with) {
            let passes = |suggestion: &Suggestion| {
                (self.with_covered || suggestion.covered_by.is_empty())
                    && self.category.as_ref().is_none_or(|category| suggestion.category == *category)
            };
            found.shown =
                found.list.iter().enumerate().filter(|(_, one)| passes(one)).map(|(index, _)| index).collect();
            found.with = with;
        }
    }

    fn look(&self, cx: &Cx<'_>, of: (i64, Option<AssetId>)) -> Found {
        let list = match self.asset {
            Some(asset) => suggest_for(cx.isms, cx.content, asset),
            None => suggest(cx.isms, cx.content),
        };
        let mut names: Vec<&str> = cx.content.threats.iter().map(|threat| threat.category.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let open = |name: &str| {
            let risk = cx.isms.risks.iter().rev().find(|risk| risk.name == name);
            risk.is_some_and(|risk| risk.current.likelihood.is_none() || risk.current.impact.is_none())
        };
        let assets = cx.isms.assets.iter().filter(|asset| asset.in_scope != Some(false) && asset.kind.is_some());
        Found {
            of,
            list,
            categories: names.into_iter().map(|name| ChoiceItem::new(name.to_owned(), name)).collect(),
            assets: assets.map(|asset| ChoiceItem::new(asset.id, asset.name.clone())).collect(),
            waiting: self.taken.iter().filter(|name| open(name)).count(),
            with: None,
            shown: Vec::new(),
        }
    }

    /// What is chosen, as far as it is still suggested.
    fn to_take(&self) -> Vec<NewScenario> {
        let list = self.found.iter().flat_map(|found| &found.list);
        list.filter(|one| self.chosen.contains(&key(one))).map(Suggestion::to_take).collect()
    }

    fn send(&mut self, cx: &mut Cx<'_>, scenarios: Vec<NewScenario>) {
        self.taken.extend(scenarios.iter().map(|scenario| scenario.name.clone()));
        cx.send(Intent::DecideAndTell(Rule::new(move |isms, outside| take(isms, scenarios, outside))));
    }
}

/// The button that leads here.
pub fn find_button(ui: &mut Ui, cx: &mut Cx<'_>) {
    let name = tr!("Find risks in the catalogue");
    if Button::secondary(&tr!("Find risks")).icon(icons::TARGET).named(name).show(ui).clicked() {
        cx.state.views.risks.tab = RiskTab::Finding;
        cx.send(Intent::Select(R::Risks, None));
    }
}

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let mut view = std::mem::take(&mut cx.state.views.risks.finding);
    view.refresh(cx);
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 4, bottom: 0 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        head(ui, cx, &mut view);
        if cx.isms.assets.is_empty() {
            no_assets(ui, cx);
            return;
        }
        waiting(ui, cx, &view);
        filters(ui, &mut view);
        bar(ui, cx, &mut view);
    });
    if !cx.isms.assets.is_empty() {
        list(ui, cx, &mut view);
    }
    cx.state.views.risks.finding = view;
}

/// The way back, and a scenario in one's own words.
fn head(ui: &mut Ui, cx: &mut Cx<'_>, view: &mut FindingView) {
    ui.horizontal(|ui| {
        let (word, name) = (tr!("Register"), tr!("Back to the register of risks"));
        if Button::quiet(&word).icon(icons::ARROW_LEFT).named(name).show(ui).clicked() {
            cx.state.views.risks.tab = RiskTab::Risks;
        }
        ui.label(Type::Card.text(tr!("Find risks")).color(tokens(ui).text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (word, why) = (tr!("Add"), tr!("Write down what could happen first."));
            let empty = view.own.trim().is_empty();
            let button = Button::secondary(&word).icon(icons::PLUS).named(tr!("Add your own scenario"));
            let wanted = button.disabled_because(empty.then_some(why.as_str())).show(ui).clicked();
            let field = ui.add(
                TextEdit::singleline(&mut view.own)
                    .hint_text(tr!("Or in your own words: what could happen?"))
                    .margin(Margin::symmetric(10, 8))
                    .desired_width((ui.available_width() - 40.0).clamp(120.0, 420.0)),
            );
            let spoken = tr!("Scenario in your own words");
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(spoken));
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
            if (wanted || entered) && !empty {
                let scenario = NewScenario::own(&view.own);
                view.own.clear();
                view.send(cx, vec![scenario]);
            }
        });
    });
}

fn no_assets(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::card(ui, |ui| {
        let text = EmptyText {
            title: tr!("No assets yet"),
            text: tr!(
                "A scenario needs something to happen to. Add what you have first; the suggestions follow from it."
            ),
            action: tr!("Add the first asset"),
        };
        if widgets::empty_state(ui, icons::STACK, &text) {
            cx.state.views.risks.tab = RiskTab::Assets;
            cx.send(Intent::Add(R::Assets, Vec::new()));
        }
    });
}

/// What was taken here and waits for its levels.
fn waiting(ui: &mut Ui, cx: &mut Cx<'_>, view: &FindingView) {
    let count = view.found.as_ref().map_or(0, |found| found.waiting);
    if count == 0 {
        return;
    }
    let text = match count {
        1 => tr!("1 undecided risk is in the register. Next: judge how likely and how bad it is."),
        count => tr!("{} undecided risks are in the register. Next: judge how likely and how bad each one is.", count),
    };
    let colours = tokens(ui);
    let frame = Frame::new().fill(colours.success_tint).corner_radius(8).inner_margin(Margin::symmetric(12, 6));
    let wanted = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(icons::CHECK_CIRCLE_FILL).size(16.0).color(colours.success));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let button = Button::link(&tr!("Assess now")).trailing(icons::ARROW_RIGHT).show(ui);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(Type::Body.text(text).color(colours.text)).truncate());
                });
                button.clicked()
            })
            .inner
        })
        .inner
    });
    if wanted.inner {
        let risks: &mut RiskView = &mut cx.state.views.risks;
        (risks.tab, risks.status) = (RiskTab::Risks, Some(RiskStatus::ToAssess));
        (risks.cell, risks.bands) = (None, BTreeSet::new());
    }
}

fn filters(ui: &mut Ui, view: &mut FindingView) {
    let Some(found) = &view.found else { return };
    ui.horizontal(|ui| {
        let wide = if ui.available_width() > 820.0 { 210.0 } else { 160.0 };
        let any = tr!("Any asset");
        let asset = filter_select(ui, &tr!("Filter by asset"), &found.assets, view.asset.as_ref(), &any, wide);
        let any = tr!("Any kind of threat");
        let name = tr!("Filter by kind of threat");
        let category = filter_select(ui, &name, &found.categories, view.category.as_ref(), &any, wide);
        let mut only_new = !view.with_covered;
        if ui.checkbox(&mut only_new, Type::Body.text(tr!("Only what is not covered"))).changed() {
            view.with_covered = !only_new;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = tr!("{0} of {1} suggestions", found.shown.len(), found.list.len());
            ui.label(Type::Meta.text(text).color(tokens(ui).text3));
        });
        if let Some(asset) = asset {
            view.asset = asset;
        }
        if let Some(category) = category {
            view.category = category;
        }
    });
}

/// Choosing all that is shown, and taking what is chosen.
fn bar(ui: &mut Ui, cx: &mut Cx<'_>, view: &mut FindingView) {
    let Some(found) = &view.found else { return };
    let keys: Vec<Key> = found.shown.iter().filter_map(|index| found.list.get(*index)).map(key).collect();
    let chosen = found.list.iter().filter(|one| view.chosen.contains(&key(one))).count();
    let shown = keys.iter().filter(|key| view.chosen.contains(*key)).count();
    ui.horizontal(|ui| {
        ui.add_space(17.0);
        let mut all = !keys.is_empty() && shown == keys.len();
        let text = Type::Body.text(tr!("Select all {} shown", keys.len()));
        if ui.add_enabled(!keys.is_empty(), Checkbox::new(&mut all, text)).changed() {
            for key in keys {
                if all {
                    view.chosen.insert(key)
                } else {
                    view.chosen.remove(&key)
                };
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = match chosen {
                0 => tr!("Take as undecided risks"),
                1 => tr!("Take 1 as an undecided risk"),
                chosen => tr!("Take {} as undecided risks", chosen),
            };
            let why = tr!("Choose scenarios in the list first.");
            let button = Button::primary(&text).disabled_because((chosen == 0).then_some(why.as_str()));
            if button.show(ui).clicked() {
                let scenarios = view.to_take();
                view.send(cx, scenarios);
            }
            if chosen > shown {
                let text = tr!("{} chosen are hidden by the filter", chosen - shown);
                ui.label(Type::Meta.text(text).color(tokens(ui).text2));
            }
        });
    });
}

fn list(ui: &mut Ui, cx: &mut Cx<'_>, view: &mut FindingView) {
    let Some(found) = view.found.take() else { return };
    ui.add_space(6.0);
    let of = (found.of.1, found.with.clone());
    ScrollArea::vertical().id_salt(("finding", of)).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if found.shown.is_empty() {
            nothing(ui, cx, view, &found);
        }
        for suggestion in found.shown.iter().filter_map(|index| found.list.get(*index)) {
            let key = key(suggestion);
            let mut chosen = view.chosen.contains(&key);
            let answer = row::show(ui, cx.isms, suggestion, &mut chosen);
            if answer.changed {
                if chosen {
                    view.chosen.insert(key)
                } else {
                    view.chosen.remove(&key)
                };
            }
            if answer.taken {
                view.send(cx, vec![suggestion.to_take()]);
            }
        }
    });
    view.found = Some(found);
}

/// Why the list is empty, and what to do about it.
fn nothing(ui: &mut Ui, cx: &mut Cx<'_>, view: &mut FindingView, found: &Found) {
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        if found.assets.is_empty() {
            let text = tr!("No asset in scope has a kind yet. Say what each asset is, and suggestions appear here.");
            widgets::note(ui, Tone::Info, &text);
            if Button::secondary(&tr!("Go to the assets")).show(ui).clicked() {
                cx.state.views.risks.tab = RiskTab::Assets;
            }
            return;
        }
        let text = if found.list.is_empty() {
            tr!("The catalogue has nothing more about this. Write down what you know yourself in the field above.")
        } else {
            tr!("Nothing is left with these filters: the register covers it already, or the filters hide it.")
        };
        widgets::note(ui, Tone::Info, &text);
        if Button::secondary(&tr!("Show every suggestion")).show(ui).clicked() {
            (view.asset, view.category, view.with_covered) = (None, None, true);
        }
    });
}
