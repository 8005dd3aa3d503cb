//! Links to other records: a chip for each, and a list with a filter to add more.

use eframe::egui::{Align2, Popup, PopupCloseBehavior, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};
use tr::tr;
use uuid::Uuid;

use super::choice::option;
use super::{boxed, focus_ring, icon_button};
use crate::isms::AnyRecord;
use crate::ui::icons;
use crate::ui::theme::{Type, icon_font, tokens};

/// How many candidates a list shows at once; the filter finds the rest.
const SHOWN: usize = 200;

/// A record to link to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkItem {
    /// Its id.
    pub id: Uuid,
    /// Its reference.
    pub short: String,
    /// Its name.
    pub long: String,
}

impl LinkItem {
    /// A record as a link shows it.
    pub fn of(record: &AnyRecord) -> Self {
        let json = record.to_json();
        let name = json.get("name").and_then(serde_json::Value::as_str).unwrap_or_default();
        Self { id: record.id(), short: record.reference().to_owned(), long: name.to_owned() }
    }

    /// Reference and name in a line.
    pub fn words(&self) -> String {
        match (self.short.is_empty(), self.long.is_empty()) {
            (true, _) => self.long.clone(),
            (_, true) => self.short.clone(),
            _ => format!("{} {}", self.short, self.long),
        }
    }
}

/// The linked records as chips, with a way to add and remove. Answers the new list when it changes.
pub fn link_picker(
    ui: &mut Ui,
    name: &str,
    chosen: &[Uuid],
    describe: &dyn Fn(Uuid) -> Option<LinkItem>,
    candidates: &dyn Fn() -> Vec<LinkItem>,
) -> Option<Vec<Uuid>> {
    let mut answer = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for id in chosen {
            let Some(item) = describe(*id) else { continue };
            let word = if item.short.is_empty() { item.long.as_str() } else { item.short.as_str() };
            if chip(ui, word, &item.words(), Some(&tr!("Remove {} from {}", word, name))) {
                answer = Some(chosen.iter().copied().filter(|other| other != id).collect());
            }
        }
        let add = icon_button(ui, icons::PLUS, &tr!("Add to {}", name), 26.0);
        boxed(ui, add.rect, 5, eframe::egui::Color32::TRANSPARENT, tokens(ui).border_strong);
        let popup = Popup::menu(&add).width(340.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        popup.show(|ui| {
            if let Some(id) = pick(ui, name, chosen, candidates) {
                answer = Some(chosen.iter().copied().chain([id]).collect());
            }
        });
    });
    answer
}

fn pick(ui: &mut Ui, name: &str, chosen: &[Uuid], candidates: &dyn Fn() -> Vec<LinkItem>) -> Option<Uuid> {
    let id = ui.scope_id().with("filter");
    let mut filter = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    let field = ui.add(
        TextEdit::singleline(&mut filter)
            .id(id.with("field"))
            .hint_text(tr!("Filter"))
            .margin(eframe::egui::Margin::symmetric(10, 6))
            .desired_width(ui.available_width() - 20.0),
    );
    let spoken = tr!("Filter {}", name);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(spoken));
    let wanted = filter.to_lowercase();
    let found: Vec<LinkItem> = candidates()
        .into_iter()
        .filter(|item| !chosen.contains(&item.id) && item.words().to_lowercase().contains(&wanted))
        .take(SHOWN)
        .collect();
    ui.data_mut(|data| data.insert_temp(id, filter));
    let mut picked = None;
    ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if found.is_empty() {
            ui.label(Type::Meta.text(tr!("Nothing found.")));
        }
        for item in &found {
            if option(ui, &item.words(), false, false) {
                picked = Some(item.id);
            }
        }
    });
    picked
}

/// A small box with a word; with a remover it answers whether that was clicked.
pub fn chip(ui: &mut Ui, word: &str, tooltip: &str, remover: Option<&str>) -> bool {
    let tokens = tokens(ui);
    let galley = ui.painter().layout_no_wrap(word.to_owned(), Type::Meta.font(), tokens.text);
    let extra = if remover.is_some() { 20.0 } else { 0.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0 + extra, 26.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, tooltip));
    boxed(ui, rect, 5, tokens.sunken, tokens.border);
    ui.painter().galley(pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0), galley, tokens.text);
    let mut removed = false;
    if let Some(name) = remover {
        let mut x = rect;
        x.min.x = rect.right() - 22.0;
        let close = ui.interact(x, response.id.with("remove"), Sense::click());
        close.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        let ink = if close.hovered() { tokens.danger } else { tokens.text3 };
        ui.painter().text(x.center(), Align2::CENTER_CENTER, icons::X, icon_font(11.0), ink);
        focus_ring(ui, &close, 5);
        removed = close.clicked();
    }
    response.on_hover_text(tooltip);
    removed
}
