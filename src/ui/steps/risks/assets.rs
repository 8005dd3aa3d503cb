//! Assets: the register with values, groups and risks; its filters, and many added at once.

mod list;
mod several;

use eframe::egui::{Align, Id, Key, Layout, Margin, Modifiers, TextEdit, Ui};
use tr::tr;

use crate::isms::RegisterName as R;
use crate::isms::assets::{AssetGrouping, AssetKind};
use crate::isms::organisation::PersonId;
use crate::ui::intent::Intent;
use crate::ui::register::{Sorting, bulk_bar, icon};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, empty_state, filter_select, toggle_chip};
use crate::ui::{Cx, icons};

/// From this width on, filters and buttons stand in one line.
const ONE_LINE: f32 = 1_010.0;

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct AssetView {
    wanted: list::Wanted,
    by: Option<AssetGrouping>,
    sorting: Option<Sorting>,
    shown: list::Shown,
    several: several::Several,
}

/// Draws the assets: as a tab of step 3 and as a register of their own.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    if cx.state.views.assets.several.is_open {
        several::show(ui, cx);
        return;
    }
    if cx.isms.assets.is_empty() {
        nothing_yet(ui, cx);
        return;
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
        let id = filter_id();
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if ui.available_width() > ONE_LINE {
        ui.horizontal(|ui| {
            filters(ui, cx, 1.0);
            chips(ui, cx);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| buttons(ui, cx));
        });
    } else {
        // Four boxes and three gaps fill the line where it is narrow.
        let scale = ((ui.available_width() - 3.0 * ui.spacing().item_spacing.x) / 550.0).min(1.0);
        ui.horizontal(|ui| filters(ui, cx, scale));
        ui.horizontal(|ui| {
            chips(ui, cx);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| buttons(ui, cx));
        });
    }
    ui.add_space(4.0);
    bulk_bar(ui, cx, R::Assets);
    list::register(ui, cx);
}

fn nothing_yet(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::card(ui, |ui| {
        let text = cx.content.guidance.empty("assets").cloned().unwrap_or_default();
        if empty_state(ui, icon(R::Assets), &text) {
            cx.send(Intent::Add(R::Assets, Vec::new()));
        }
        ui.vertical_centered(|ui| {
            if Button::link(&tr!("Add several from a list")).show(ui).clicked() {
                cx.state.views.assets.several.is_open = true;
            }
        });
        ui.add_space(12.0);
    });
}

fn filter_id() -> Id {
    Id::unique("filter assets")
}

fn filters(ui: &mut Ui, cx: &mut Cx<'_>, scale: f32) {
    let field = ui.add(
        TextEdit::singleline(&mut cx.state.views.assets.wanted.query)
            .id(filter_id())
            .hint_text(tr!("Filter"))
            .margin(Margin::symmetric(10, 7))
            .desired_width(130.0 * scale - 20.0),
    );
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(tr!("Filter assets")));
    let kinds: Vec<ChoiceItem<AssetKind>> =
        AssetKind::ALL.iter().map(|kind| ChoiceItem::new(*kind, kind.label())).collect();
    let width = 140.0 * scale;
    let wanted = &mut cx.state.views.assets.wanted;
    if let Some(kind) = filter_select(ui, &tr!("Filter by kind"), &kinds, wanted.kind.as_ref(), &tr!("Any kind"), width)
    {
        wanted.kind = kind;
    }
    let mut owners: Vec<ChoiceItem<Option<PersonId>>> = vec![ChoiceItem::new(None, tr!("No owner yet"))];
    let named = cx.derived.assets.owners.iter();
    owners.extend(named.map(|id| ChoiceItem::new(Some(*id), cx.isms.person_name(Some(*id)))));
    let wanted = &mut cx.state.views.assets.wanted;
    if let Some(owner) =
        filter_select(ui, &tr!("Filter by owner"), &owners, wanted.owner.as_ref(), &tr!("Any owner"), width)
    {
        wanted.owner = owner;
    }
    let groupings: Vec<ChoiceItem<AssetGrouping>> =
        AssetGrouping::ALL.iter().map(|by| ChoiceItem::new(*by, tr!("By {}", by.label().to_lowercase()))).collect();
    let view = &mut cx.state.views.assets;
    if let Some(by) = filter_select(ui, &tr!("Group by"), &groupings, view.by.as_ref(), &tr!("Not grouped"), width) {
        view.by = by;
    }
}

fn chips(ui: &mut Ui, cx: &mut Cx<'_>) {
    let wanted = &mut cx.state.views.assets.wanted;
    if toggle_chip(ui, &tr!("No risk yet"), wanted.unrisked) {
        wanted.unrisked = !wanted.unrisked;
    }
    if toggle_chip(ui, &tr!("Not valued"), wanted.unvalued) {
        wanted.unvalued = !wanted.unvalued;
    }
}

/// From the right: add, add several, how many are shown.
fn buttons(ui: &mut Ui, cx: &mut Cx<'_>) {
    let name = tr!("Add to {}", R::Assets.label());
    if Button::secondary(&tr!("Add")).icon(icons::PLUS).small().named(name).show(ui).clicked() {
        cx.send(Intent::Add(R::Assets, Vec::new()));
    }
    let word = tr!("Add several");
    let several = Button::secondary(&word).icon(icons::LIST_BULLETS).small();
    if several.named(tr!("Add several assets")).show(ui).clicked() {
        cx.state.views.assets.several.is_open = true;
    }
    let all = cx.isms.assets.len();
    let shown = cx.state.views.assets.count(cx.isms, cx.derived);
    let text = if shown == all { tr!("{} assets", all) } else { tr!("{0} of {1}", shown, all) };
    ui.label(Type::Meta.text(text).color(tokens(ui).text3));
}
