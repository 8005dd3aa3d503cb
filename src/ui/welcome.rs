//! The first screen: recent files, a new one, the sample company.

use std::path::Path;

use eframe::egui::{
    Align, Align2, CentralPanel, CornerRadius, Frame, Key, Layout, Margin, Modifiers, Panel, Role, ScrollArea, Sense,
    Stroke, ThemePreference, Ui, WidgetInfo, pos2, vec2,
};
use tr::tr;

use super::dialogs::{self, Around, Dialog};
use super::intent::{Intent, Preference};
use super::theme::{Type, icon_font, tokens};
use super::widgets::{self, Button, focus_ring, icon_button, readiness_ring};
use super::{RecentFile, State, icons, notices};

/// What the welcome looks at.
pub struct Welcome<'a> {
    /// Files that were open before, newest first.
    pub recent: &'a [RecentFile],
    /// The user's name; empty until chosen.
    pub me: &'a str,
    /// Where new files are proposed.
    pub documents: &'a Path,
    /// The theme that is set.
    pub theme: ThemePreference,
}

/// Draws the welcome.
pub fn show(ui: &mut Ui, welcome: &Welcome<'_>, state: &mut State, intents: &mut Vec<Intent>) {
    let colours = tokens(ui);
    keys(ui, welcome, intents);
    Panel::left("welcome")
        .exact_size(312.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(colours.rail).inner_margin(Margin::same(32)))
        .show(ui, |ui| start(ui, welcome, intents));
    CentralPanel::default().frame(Frame::new().fill(colours.bg).inner_margin(Margin::symmetric(40, 36))).show(
        ui,
        |ui| {
            let left = ui.max_rect().left() - 40.0;
            ui.painter().vline(left, ui.ctx().content_rect().y_range(), Stroke::new(1.0, colours.border));
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| recent(ui, welcome, intents));
        },
    );
    dialogs::draw(
        ui,
        state,
        &mut Around { printable: &[], file: None, intents, documents: welcome.documents, theme: welcome.theme },
    );
    if let Some(wish) = notices::draw(ui, &mut state.notices) {
        intents.push(wish);
    }
}

fn keys(ui: &Ui, welcome: &Welcome<'_>, intents: &mut Vec<Intent>) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key));
    if pressed(Key::N) {
        intents.push(Intent::Show(Dialog::new_file(welcome.me)));
    }
    if pressed(Key::O) {
        intents.push(Intent::Show(Dialog::Open { path: String::new() }));
    }
}

fn start(ui: &mut Ui, welcome: &Welcome<'_>, intents: &mut Vec<Intent>) {
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        readiness_ring(ui, 36.0, &[(1, 1, false); 8], "");
        ui.label(Type::Headline.text("Octavo").color(colours.text));
    });
    ui.add_space(48.0);
    ui.label(Type::Display.text(tr!("Eight steps to\na certified ISMS")).color(colours.text));
    ui.add(
        eframe::egui::Label::new(
            Type::Reading
                .text(tr!("One file per company. It stays on this computer, and nothing is sent anywhere."))
                .color(colours.text2),
        )
        .wrap(),
    );
    ui.add_space(20.0);
    let width = ui.available_width();
    if Button::primary(&tr!("New ISMS")).icon(icons::PLUS).shortcut("Ctrl N").large().width(width).show(ui).clicked() {
        intents.push(Intent::Show(Dialog::new_file(welcome.me)));
    }
    if Button::secondary(&tr!("Open file…"))
        .icon(icons::FOLDER_OPEN)
        .shortcut("Ctrl O")
        .large()
        .width(width)
        .show(ui)
        .clicked()
    {
        intents.push(Intent::Show(Dialog::Open { path: String::new() }));
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        if Button::link(&tr!("Try the sample company")).icon(icons::COMPASS).show(ui).clicked() {
            intents.push(Intent::Show(Dialog::Sample { folder: welcome.documents.display().to_string() }));
        }
    });
    ui.with_layout(Layout::bottom_up(Align::LEFT), |ui| {
        ui.horizontal(|ui| {
            ui.label(Type::Meta.text(tr!("Version {}", env!("CARGO_PKG_VERSION"))).color(colours.text3));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, icons::GEAR, &tr!("Settings"), 30.0).clicked() {
                    intents.push(Intent::Show(Dialog::Settings { name: welcome.me.to_owned() }));
                }
                let dark = ui.visuals().dark_mode;
                let (icon, name) =
                    if dark { (icons::SUN, tr!("Light theme")) } else { (icons::MOON, tr!("Dark theme")) };
                if icon_button(ui, icon, &name, 30.0).clicked() {
                    intents.push(Intent::Prefer(Preference::Theme(if dark {
                        ThemePreference::Light
                    } else {
                        ThemePreference::Dark
                    })));
                }
            });
        });
        ui.horizontal(|ui| {
            ui.label(eframe::egui::RichText::new(icons::LOCK_SIMPLE).size(16.0).color(colours.text2));
            ui.label(Type::Meta.text(tr!("Works offline. No account, no server.")).color(colours.text2));
        });
    });
}

fn recent(ui: &mut Ui, welcome: &Welcome<'_>, intents: &mut Vec<Intent>) {
    let colours = tokens(ui);
    ui.label(Type::Headline.text(tr!("Recent files")).color(colours.text));
    ui.add_space(12.0);
    if welcome.recent.is_empty() {
        widgets::card(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.add_space(28.0);
                ui.label(eframe::egui::RichText::new(icons::FILE_PLUS).size(28.0).color(colours.text3));
                ui.label(Type::Card.text(tr!("No files yet")).color(colours.text));
                let text = tr!("Start with your own company, or look around in the sample company first.");
                ui.label(Type::Body.text(text).color(colours.text2));
                ui.add_space(28.0);
            });
        });
        return;
    }
    let columns = if ui.available_width() > 860.0 { 3.0 } else { 2.0 };
    let width = ((ui.available_width() - 16.0 * (columns - 1.0)) / columns).floor();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 16.0);
        for file in welcome.recent {
            file_card(ui, file, width, intents);
        }
    });
}

fn file_card(ui: &mut Ui, file: &RecentFile, width: f32, intents: &mut Vec<Intent>) {
    let colours = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 150.0), Sense::click());
    let spoken = tr!("Open {}", file.name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let fill = if response.hovered() { colours.hover } else { colours.surface };
    widgets::boxed(ui, rect, 10, fill, colours.border);
    let inner = rect.shrink(16.0);
    let text = eframe::egui::Rect::from_min_max(inner.min, pos2(inner.right() - 70.0, inner.top() + 20.0));
    widgets::painted_text(ui, text, Align2::LEFT_TOP, &file.name, Type::Card, colours.text);
    widgets::painted_text(
        ui,
        text.translate(vec2(0.0, 22.0)),
        Align2::LEFT_TOP,
        &file.about,
        Type::Meta,
        colours.text3,
    );
    let ring = eframe::egui::Rect::from_min_size(pos2(inner.right() - 56.0, inner.top()), vec2(56.0, 56.0));
    let (met, all) = file.steps.iter().fold((0, 0), |(met, all), step| (met + step.0, all + step.1));
    let percent = (met * 100).checked_div(all).unwrap_or(0);
    let mut child = ui.new_child(eframe::egui::UiBuilder::new().max_rect(ring));
    readiness_ring(&mut child, 56.0, &file.steps, &format!("{percent}%"));
    ui.painter().hline(rect.x_range(), rect.bottom() - 40.0, Stroke::new(1.0, colours.border));
    let foot = eframe::egui::Rect::from_min_max(
        pos2(inner.left(), rect.bottom() - 38.0),
        pos2(inner.right() - 100.0, rect.bottom() - 2.0),
    );
    let path = file.path.display().to_string();
    widgets::painted_text(ui, foot, Align2::LEFT_CENTER, &path, Type::Caption, colours.text3);
    let day =
        eframe::egui::Rect::from_min_max(pos2(foot.right(), foot.top()), pos2(inner.right() - 18.0, foot.bottom()));
    widgets::painted_text(ui, day, Align2::RIGHT_CENTER, &file.opened, Type::Caption, colours.text3);
    let x = eframe::egui::Rect::from_center_size(pos2(inner.right() - 4.0, foot.center().y), vec2(20.0, 20.0));
    let forget = ui.interact(x, response.id.with("forget"), Sense::click());
    let name = tr!("Take {} off this list", file.name);
    forget.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if forget.hovered() {
        ui.painter().rect_filled(x, CornerRadius::same(4), colours.track);
    }
    ui.painter().text(x.center(), Align2::CENTER_CENTER, icons::X, icon_font(11.0), colours.text3);
    focus_ring(ui, &response, 10);
    let forgotten = forget.on_hover_text(tr!("Take it off this list. The file itself stays.")).clicked();
    if forgotten {
        intents.push(Intent::Prefer(Preference::Forget(file.path.clone())));
    } else if response.on_hover_text(path).clicked() {
        intents.push(Intent::Open(file.path.clone()));
    }
}
