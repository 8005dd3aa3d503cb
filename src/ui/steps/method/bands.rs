//! The bands of scores: where each begins, its name, and what has to happen with its risks.

use eframe::egui::{Align2, CornerRadius, Sense, Ui, vec2};
use tr::tr;

use super::decide;
use super::scales::titles;
use crate::isms::method::{Method, add_band, remove_band};
use crate::ui::drafts::DraftKind;
use crate::ui::theme::{CONTROL, Type, tokens};
use crate::ui::widgets::{self, Bare, Button, Form, hint, icon_button, painted_text};
use crate::ui::{Cx, icons};

/// Draws the card.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    widgets::heading(ui, &tr!("Bands"), "", |_| {});
    hint(ui, &tr!("Group the scores under names, the lowest first, and say what has to happen in each band."));
    let wide = ui.available_width() > 560.0;
    if !method.bands.is_empty() && wide {
        let words = tr!("What has to happen");
        titles(ui, &[(66.0, tr!("Scores")), (74.0, tr!("From")), (128.0, tr!("Name")), (0.0, words)]);
    }
    for index in 0..method.bands.len() {
        band(ui, cx, method, index, wide);
    }
    if Button::secondary(&tr!("Add a band")).icon(icons::PLUS).show(ui).clicked() {
        decide(cx, false, method.id, add_band);
    }
}

fn band(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, index: usize, wide: bool) {
    let band = &method.bands[index];
    let form = Form::of(method);
    let label = tr!("Band {}", index + 1);
    let pointer = |field: &str| format!("/bands/{index}/{field}");
    let from = band.from.to_string();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (rect, _) = ui.allocate_exact_size(vec2(58.0, CONTROL), Sense::hover());
        let (fill, ink) = tokens(ui).risk[method.colour_step(index).clamp(1, 5) - 1];
        let badge = rect.shrink2(vec2(0.0, 4.0));
        ui.painter().rect_filled(badge, CornerRadius::same(4), fill);
        painted_text(ui, badge, Align2::CENTER_CENTER, &method.band_range(index), Type::BodyStrong, ink);
        let bare = Bare { value: &from, kind: DraftKind::Number, rows: 1, example: "", width: 66.0 };
        form.bare(ui, cx, &tr!("{} from", label), pointer("from"), bare);
        let width = if wide { 120.0 } else { ui.available_width() - 40.0 };
        let bare = Bare { value: &band.name, kind: DraftKind::Text, example: &tr!("Name"), width, ..bare };
        form.bare(ui, cx, &tr!("{} name", label), pointer("name"), bare);
        if wide {
            words(ui, cx, method, index, ui.available_width() - 40.0);
        }
        if icon_button(ui, icons::TRASH, &tr!("Remove band {}", index + 1), CONTROL).clicked() {
            decide(cx, true, method.id, move |isms, id| remove_band(isms, id, index));
        }
    });
    if !wide {
        ui.horizontal_top(|ui| {
            ui.add_space(66.0);
            words(ui, cx, method, index, ui.available_width() - 40.0);
        });
    }
}

fn words(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, index: usize, width: f32) {
    let value = &method.bands[index].words;
    let bare = Bare { value, kind: DraftKind::Text, rows: 2, example: &tr!("What has to happen"), width };
    let label = tr!("Band {} in words", index + 1);
    Form::of(method).bare(ui, cx, &label, format!("/bands/{index}/words"), bare);
}
