//! Cards, headings, notes, empty places: what groups and explains.

use eframe::egui::{
    Align2, Color32, CornerRadius, Frame, InnerResponse, Margin, Rect, Response, RichText, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::{Button, focus_ring};
use crate::content::EmptyText;
use crate::ui::icons;
use crate::ui::theme::{Type, icon_font, tokens};

/// A white card over the full width.
pub fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let tokens = tokens(ui);
    Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, tokens.border))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::same(16))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            content(ui)
        })
}

/// A card's title with its clause, and something at the right end.
pub fn heading(ui: &mut Ui, title: &str, clause: &str, right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let tokens = tokens(ui);
        ui.label(Type::Card.text(title).color(tokens.text));
        if !clause.is_empty() {
            ui.label(Type::Meta.text(clause).color(tokens.text3));
        }
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), right);
    });
}

/// A small heading above a group of fields.
pub fn section_label(ui: &mut Ui, text: &str) -> Response {
    let colour = tokens(ui).text;
    ui.label(Type::BodyStrong.text(text).color(colour))
}

/// Reading text.
pub fn paragraph(ui: &mut Ui, text: &str) -> Response {
    let colour = tokens(ui).text2;
    ui.add(eframe::egui::Label::new(Type::Reading.text(text).color(colour)).wrap())
}

/// A hairline over the full width.
pub fn divider(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, tokens(ui).border));
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Look out.
    Warn,
    /// Something is wrong.
    Danger,
    /// Done.
    Success,
}

impl Tone {
    /// Icon, ink and ground.
    fn look(self, ui: &Ui) -> (&'static str, Color32, Color32) {
        let tokens = tokens(ui);
        match self {
            Self::Info => (icons::INFO_FILL, tokens.info, tokens.info_tint),
            Self::Warn => (icons::WARNING_FILL, tokens.warn, tokens.warn_tint),
            Self::Danger => (icons::WARNING_CIRCLE_FILL, tokens.danger, tokens.danger_tint),
            Self::Success => (icons::CHECK_CIRCLE_FILL, tokens.success, tokens.success_tint),
        }
    }
}

/// A tinted remark with its icon.
pub fn note(ui: &mut Ui, tone: Tone, text: &str) {
    let (icon, ink, ground) = tone.look(ui);
    let body = tokens(ui).text;
    Frame::new().fill(ground).corner_radius(CornerRadius::same(8)).inner_margin(Margin::symmetric(12, 8)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.label(RichText::new(icon).size(16.0).color(ink));
                ui.add(eframe::egui::Label::new(Type::Body.text(text).color(body)).wrap());
            });
        },
    );
}

/// What an empty register says, with its first action. Answers whether it was asked for.
pub fn empty_state(ui: &mut Ui, icon: &str, text: &EmptyText) -> bool {
    let tokens = tokens(ui);
    let mut wanted = false;
    ui.vertical_centered(|ui| {
        ui.add_space(20.0);
        ui.label(RichText::new(icon).size(26.0).color(tokens.text3));
        ui.label(Type::Card.text(&text.title).color(tokens.text));
        ui.scope(|ui| {
            ui.set_max_width(420.0);
            ui.add(
                eframe::egui::Label::new(Type::Body.text(&text.text).color(tokens.text2))
                    .wrap()
                    .halign(eframe::egui::Align::Center),
            );
        });
        ui.add_space(4.0);
        wanted = Button::primary(&text.action).icon(icons::PLUS).show(ui).clicked();
        ui.add_space(20.0);
    });
    wanted
}

/// One line of "done when": mark, sentence, and the way there. Answers whether it was clicked.
pub fn done_when_row(ui: &mut Ui, met: bool, late: bool, title: &str, sentence: &str) -> bool {
    let tokens = tokens(ui);
    let width = ui.available_width();
    let style = if met { Type::Body } else { Type::BodyStrong };
    let title_colour = if met { tokens.text2 } else { tokens.text };
    let title_galley = ui.painter().layout(title.to_owned(), style.font(), title_colour, width - 52.0);
    let sentence_galley = ui.painter().layout(sentence.to_owned(), Type::Meta.font(), tokens.text3, width - 52.0);
    let below = if sentence.is_empty() { 0.0 } else { sentence_galley.size().y + 2.0 };
    let height = title_galley.size().y + below + 14.0;
    let sense = if met { Sense::hover() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
    let state = if met { tr::tr!("met") } else { tr::tr!("open") };
    let name = format!("{title}: {state}. {sentence}");
    response.widget_info(|| WidgetInfo::labeled(if met { Role::Label } else { Role::Button }, true, &name));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        painter.hline(rect.x_range(), rect.top(), Stroke::new(1.0, tokens.border));
        if response.hovered() && !met {
            painter.rect_filled(rect.shrink2(vec2(0.0, 1.0)), CornerRadius::same(4), tokens.hover);
        }
        let (icon, ink) = match (met, late) {
            (true, _) => (icons::CHECK_CIRCLE_FILL, tokens.success),
            (false, true) => (icons::CLOCK_COUNTDOWN_FILL, tokens.warn),
            (false, false) => (icons::CIRCLE, tokens.text3),
        };
        let top = rect.top() + 7.0;
        painter.text(pos2(rect.left(), top + 9.0), Align2::LEFT_CENTER, icon, icon_font(17.0), ink);
        painter.galley(pos2(rect.left() + 28.0, top), title_galley.clone(), title_colour);
        if below > 0.0 {
            painter.galley(pos2(rect.left() + 28.0, top + title_galley.size().y + 2.0), sentence_galley, tokens.text3);
        }
        if !met {
            let at = pos2(rect.right() - 2.0, top + 9.0);
            painter.text(at, Align2::RIGHT_CENTER, icons::ARROW_ELBOW_DOWN_LEFT, icon_font(14.0), tokens.accent);
        }
    }
    focus_ring(ui, &response, 4);
    response.clicked()
}

/// Text painted at a place, cut with an ellipsis when it does not fit; `align` as in painting.
pub fn painted_text(ui: &Ui, rect: Rect, align: Align2, text: &str, style: Type, colour: Color32) {
    let mut job = eframe::egui::text::LayoutJob::simple_singleline(text.to_owned(), style.font(), colour);
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    let at = align.align_size_within_rect(galley.size(), rect).min;
    ui.painter().galley(at, galley, colour);
}
