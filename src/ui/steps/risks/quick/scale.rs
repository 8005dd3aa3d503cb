//! The two scales of the quick assessment, and the level that follows from them.

use eframe::egui::{
    Align2, Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, text::LayoutJob, vec2,
};
use tr::tr;

use crate::isms::method::{Level, Method};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{boxed, focus_ring, level_badge, level_word, painted_text};

/// The levels of a scale, lowest first, each with its number, name and words. Answers the one that was clicked.
pub(super) fn list(ui: &mut Ui, title: &str, scale: &[Level], chosen: Option<u8>, active: bool) -> Option<u8> {
    let colours = tokens(ui);
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal(|ui| {
        let ink = if active { colours.accent } else { colours.text };
        ui.label(Type::BodyStrong.text(title).color(ink));
        if active {
            ui.label(Type::Meta.text(tr!("the next digit goes here")).color(colours.accent));
        }
    });
    let mut clicked = None;
    for (number, level) in (1_u8..).zip(scale) {
        let height = if scale.len() > 5 { 34.0 } else { 40.0 };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        let is_chosen = chosen == Some(number);
        let spoken = format!("{title}: {number} {}. {}", level.name, level.words);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, &spoken));
        let (fill, line) = match (is_chosen, response.hovered()) {
            (true, _) => (colours.accent_tint, colours.accent),
            (false, true) => (colours.hover, colours.border_strong),
            (false, false) => (colours.surface, colours.border),
        };
        boxed(ui, rect, 6, fill, line);
        let key = Rect::from_center_size(pos2(rect.left() + 20.0, rect.center().y), vec2(24.0, 24.0));
        let (ground, ink) =
            if is_chosen { (colours.accent_fill, colours.on_accent) } else { (colours.track, colours.text) };
        ui.painter().rect_filled(key, CornerRadius::same(5), ground);
        ui.painter().text(key.center(), Align2::CENTER_CENTER, number.to_string(), Type::BodyStrong.font(), ink);
        let words = level_text(ui, rect, level);
        focus_ring(ui, &response, 6);
        if response.on_hover_text(words).clicked() {
            clicked = Some(number);
        }
    }
    clicked
}

/// Name and words of a level beside its number; the words take two lines before they are cut.
/// Answers the words with their frequency or amount, for the tooltip.
fn level_text(ui: &Ui, rect: Rect, level: &Level) -> String {
    const NAME: f32 = 104.0;
    let colours = tokens(ui);
    let left = rect.left() + 42.0;
    let name = Rect::from_min_max(pos2(left, rect.top()), pos2(left + NAME - 8.0, rect.bottom()));
    painted_text(ui, name, Align2::LEFT_CENTER, &level.name, Type::BodyStrong, colours.text);
    let width = rect.right() - left - NAME - 10.0;
    let mut job = LayoutJob::simple(level.words.clone(), Type::Meta.font(), colours.text2, width);
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    let at = pos2(left + NAME, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colours.text2);
    if level.hint.is_empty() { level.words.clone() } else { format!("{} ({})", level.words, level.hint) }
}

/// The level that follows, as soon as both scales are decided.
pub(super) fn result(ui: &mut Ui, method: &Method, (likelihood, impact): (Option<u8>, Option<u8>)) {
    let colours = tokens(ui);
    ui.add_space(4.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::hover());
    let score = method.score(likelihood, impact);
    let text = match score {
        None => tr!("Level: undecided"),
        Some(score) => {
            let line = match method.is_above(score) {
                Some(true) => tr!("above the acceptance line"),
                Some(false) => tr!("within the acceptance line"),
                None => String::new(),
            };
            let parts = [level_word(method, score).1, line];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    ui.painter().rect(
        rect,
        CornerRadius::same(8),
        colours.sunken,
        Stroke::new(0.0, Color32::TRANSPARENT),
        StrokeKind::Inside,
    );
    let mut from = pos2(rect.left() + 12.0, rect.center().y);
    if let Some(score) = score {
        from.x += level_badge(ui, from, &score.to_string(), level_word(method, score).0) + 10.0;
    }
    let room = Rect::from_min_max(pos2(from.x, rect.top()), pos2(rect.right() - 12.0, rect.bottom()));
    let ink = if score.is_some() { colours.text } else { colours.warn };
    painted_text(ui, room, Align2::LEFT_CENTER, &text, Type::BodyStrong, ink);
}
