//! Buttons: primary, secondary, quiet, and icons alone.

use eframe::egui::{
    Align2, Color32, CornerRadius, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use uuid::Uuid;

use crate::isms::RegisterName;
use crate::ui::intent::Intent;
use crate::ui::theme::{CONTROL, Type, icon_font, tokens};
use crate::ui::{Cx, icons};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Quiet,
    Link,
}

/// A button with a word, perhaps an icon, perhaps a shortcut.
pub struct Button<'a> {
    kind: Kind,
    text: &'a str,
    icon: Option<&'a str>,
    trailing: Option<&'a str>,
    shortcut: Option<&'a str>,
    height: f32,
    width: Option<f32>,
    disabled: Option<&'a str>,
    name: Option<String>,
}

impl<'a> Button<'a> {
    fn new(kind: Kind, text: &'a str) -> Self {
        Self {
            kind,
            text,
            icon: None,
            trailing: None,
            shortcut: None,
            height: CONTROL,
            width: None,
            disabled: None,
            name: None,
        }
    }

    /// The one main action of a screen.
    pub fn primary(text: &'a str) -> Self {
        Self::new(Kind::Primary, text)
    }

    /// Any other action.
    pub fn secondary(text: &'a str) -> Self {
        Self::new(Kind::Secondary, text)
    }

    /// An action that stays in the background.
    pub fn quiet(text: &'a str) -> Self {
        Self::new(Kind::Quiet, text)
    }

    /// An action that reads like a link.
    pub fn link(text: &'a str) -> Self {
        Self::new(Kind::Link, text)
    }

    /// An icon before the word.
    pub fn icon(mut self, icon: &'a str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// An icon after the word.
    pub fn trailing(mut self, icon: &'a str) -> Self {
        self.trailing = Some(icon);
        self
    }

    /// The keys that do the same, shown at the right.
    pub fn shortcut(mut self, keys: &'a str) -> Self {
        self.shortcut = Some(keys);
        self
    }

    /// 28 high.
    pub fn small(mut self) -> Self {
        self.height = 28.0;
        self
    }

    /// 40 high.
    pub fn large(mut self) -> Self {
        self.height = 40.0;
        self
    }

    /// As wide as this.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Not available; the tooltip says why.
    pub fn disabled_because(mut self, why: Option<&'a str>) -> Self {
        self.disabled = why;
        self
    }

    /// What a screen reader says, where the word alone would be unclear.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Draws it. Reports a click only while it is available.
    pub fn show(self, ui: &mut Ui) -> Response {
        let enabled = self.disabled.is_none() && ui.is_enabled();
        let font = if self.height > CONTROL { Type::Card.font() } else { Type::BodyStrong.font() };
        let text = ui.painter().layout_no_wrap(self.text.to_owned(), font, Color32::PLACEHOLDER);
        let keys = self
            .shortcut
            .map(|keys| ui.painter().layout_no_wrap(keys.to_owned(), Type::Meta.font(), Color32::PLACEHOLDER));
        let padding = match self.kind {
            Kind::Link => 0.0,
            _ if self.height > CONTROL => 16.0,
            _ => 12.0,
        };
        let icon_width = |icon: Option<&str>| if icon.is_some() { 16.0 + 8.0 } else { 0.0 };
        let inner = text.size().x
            + icon_width(self.icon)
            + icon_width(self.trailing)
            + keys.as_ref().map_or(0.0, |keys| keys.size().x + 20.0);
        let width = self.width.unwrap_or(inner + 2.0 * padding);
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let (rect, mut response) = ui.allocate_exact_size(Vec2::new(width, self.height), sense);
        let name = self.name.clone().unwrap_or_else(|| self.text.to_owned());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
        if ui.is_rect_visible(rect) {
            let (fill, line, ink) = self.colours(ui, &response, enabled);
            ui.painter().rect(rect, CornerRadius::same(6), fill, Stroke::new(1.0, line), StrokeKind::Inside);
            let left_aligned = self.width.is_some() && (self.shortcut.is_some() || self.icon.is_some());
            let mut x = if left_aligned { rect.left() + padding } else { rect.center().x - inner / 2.0 };
            let y = rect.center().y;
            if let Some(icon) = self.icon {
                ui.painter().text(pos2(x, y), Align2::LEFT_CENTER, icon, icon_font(16.0), ink);
                x += 24.0;
            }
            ui.painter().galley_with_override_text_color(pos2(x, y - text.size().y / 2.0), text.clone(), ink);
            x += text.size().x + 8.0;
            if let Some(icon) = self.trailing {
                ui.painter().text(pos2(x, y), Align2::LEFT_CENTER, icon, icon_font(16.0), ink);
            }
            if let Some(keys) = keys {
                let at = pos2(rect.right() - padding - keys.size().x, y - keys.size().y / 2.0);
                let pale = if self.kind == Kind::Primary { ink } else { tokens(ui).text3 };
                ui.painter().galley_with_override_text_color(at, keys, pale);
            }
        }
        super::focus_ring(ui, &response, 6);
        if let Some(why) = self.disabled {
            response = response.on_hover_text(why);
        }
        response
    }

    fn colours(&self, ui: &Ui, response: &Response, enabled: bool) -> (Color32, Color32, Color32) {
        let tokens = tokens(ui);
        let none = Color32::TRANSPARENT;
        let (pressed, hovered) = (response.is_pointer_button_down_on(), response.hovered());
        match (self.kind, enabled) {
            (Kind::Primary | Kind::Secondary, false) => (tokens.sunken, tokens.border, tokens.disabled),
            (Kind::Quiet | Kind::Link, false) => (none, none, tokens.disabled),
            (Kind::Primary, true) => {
                let fill = match (pressed, hovered) {
                    (true, _) => tokens.accent_press,
                    (_, true) => tokens.accent_hover,
                    _ => tokens.accent_fill,
                };
                (fill, fill, tokens.on_accent)
            }
            (Kind::Secondary, true) => {
                let fill = match (pressed, hovered) {
                    (true, _) => tokens.track,
                    (_, true) => tokens.hover,
                    _ => tokens.surface,
                };
                (fill, tokens.border_strong, tokens.text)
            }
            (Kind::Quiet, true) => {
                let fill = match (pressed, hovered) {
                    (true, _) => tokens.track,
                    (_, true) => tokens.hover,
                    _ => none,
                };
                (fill, none, tokens.text)
            }
            (Kind::Link, true) => (none, none, if hovered { tokens.accent_hover } else { tokens.accent }),
        }
    }
}

/// A square button with an icon alone; `name` is its tooltip and what a screen reader says.
pub fn icon_button(ui: &mut Ui, icon: &str, name: &str, size: f32) -> Response {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(size, size), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if ui.is_rect_visible(rect) {
        let fill = match (response.is_pointer_button_down_on(), response.hovered()) {
            (true, _) => tokens.track,
            (_, true) => tokens.hover,
            _ => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, CornerRadius::same(6), fill);
        let ink = if enabled { tokens.text2 } else { tokens.disabled };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, icon_font(16.0), ink);
    }
    super::focus_ring(ui, &response, 6);
    response.on_hover_text(name)
}

/// The way from a record to everything that was ever changed about it. `title` says which record it is.
pub fn history_button(ui: &mut Ui, cx: &mut Cx<'_>, register: RegisterName, id: Uuid, title: &str) {
    let name = tr::tr!("What happened to {}", title);
    if icon_button(ui, icons::CLOCK_COUNTER_CLOCKWISE, &name, 28.0).clicked() {
        cx.send(Intent::WhatHappened(register, id));
    }
}
