//! What a person has to be told: small, at the foot of the window, gone by itself unless something went wrong.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Area, CornerRadius, Frame, Id, Margin, Order, Response, RichText, Sense, Ui, WidgetInfo, vec2,
};
use tr::tr;

use super::intent::Intent;
use super::theme::{Type, icon_font, tokens};
use super::widgets::{Button, focus_ring};
use super::{Cx, icons};

/// Seconds a notice stays.
const STAYS: f64 = 8.0;

/// A notice.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// What happened.
    pub text: String,
    /// Whether something went wrong; then it stays until it is closed.
    pub failed: bool,
    /// Whether it can be taken back.
    pub undo: bool,
    shown_at: Option<f64>,
}

/// The notice that is shown. A new one takes the place of the old.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notices {
    current: Option<Notice>,
}

impl Notices {
    /// Something was done.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.current = Some(Notice { text: text.into(), failed: false, undo: false, shown_at: None });
    }

    /// Something was done that can be taken back.
    pub fn tell_undoable(&mut self, text: impl Into<String>) {
        self.current = Some(Notice { text: text.into(), failed: false, undo: true, shown_at: None });
    }

    /// Something went wrong.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.current = Some(Notice { text: text.into(), failed: true, undo: false, shown_at: None });
    }

    /// Something else was done since: “Undo” would take back that.
    pub fn something_else_was_done(&mut self) {
        if let Some(notice) = &mut self.current {
            notice.undo = false;
        }
    }

    /// What is shown.
    pub fn text(&self) -> Option<&str> {
        self.current.as_ref().map(|notice| notice.text.as_str())
    }

    /// Nothing more to say.
    pub fn clear(&mut self) {
        self.current = None;
    }
}

/// Draws the notice. Answers its wishes.
pub fn draw(ui: &Ui, notices: &mut Notices) -> Option<Intent> {
    let time = ui.input(|input| input.time);
    let notice = notices.current.as_mut()?;
    let since = *notice.shown_at.get_or_insert(time);
    if !notice.failed && time - since > STAYS {
        notices.current = None;
        return None;
    }
    if !notice.failed {
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(500));
    }
    let notice = notice.clone();
    let colours = tokens(ui);
    let (mut wish, mut close) = (None, false);
    Area::new(Id::unique("notice")).order(Order::Tooltip).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -24.0)).show(
        ui.ctx(),
        |ui| {
            Frame::new()
                .fill(colours.toast)
                .corner_radius(CornerRadius::same(10))
                .inner_margin(Margin::symmetric(16, 10))
                .show(ui, |ui| {
                    ui.set_max_width(620.0);
                    ui.horizontal(|ui| {
                        let icon = if notice.failed { icons::WARNING_CIRCLE_FILL } else { icons::CHECK };
                        ui.label(RichText::new(icon).size(16.0).color(colours.on_toast));
                        ui.add(eframe::egui::Label::new(Type::Body.text(&notice.text).color(colours.on_toast)).wrap());
                        if notice.undo
                            && Button::secondary(&tr!("Undo"))
                                .named(tr!("Undo: {}", notice.text))
                                .small()
                                .show(ui)
                                .clicked()
                        {
                            wish = Some(Intent::Undo);
                            close = true;
                        }
                        close |= cross(ui, &tr!("Close this message")).clicked();
                    });
                });
        },
    );
    if close {
        notices.current = None;
    }
    wish
}

/// Its own colours: what an icon has elsewhere is hard to see on a notice.
fn cross(ui: &mut Ui, name: &str) -> Response {
    let colours = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), colours.on_toast.gamma_multiply(0.18));
    }
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icons::X, icon_font(16.0), colours.on_toast);
    focus_ring(ui, &response, 6);
    response.on_hover_text(name)
}

/// Draws the notice over an open file.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>) {
    if let Some(wish) = draw(ui, &mut cx.state.notices) {
        cx.send(wish);
    }
}
