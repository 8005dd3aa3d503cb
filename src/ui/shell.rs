//! The frame around every screen: rail, header, pane, footer.

mod pane;
mod past;
mod rail;

use eframe::egui::{
    Align, Align2, CentralPanel, Color32, Frame, Key, Layout, Margin, Modifiers, Panel, Rect, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};
use tr::tr;

use super::intent::{Intent, Preference, Screen};
use super::theme::{FOOTER, HEADER, PANE, RAIL, RAIL_SLIM, SLIM_BELOW, Type, icon_font, tokens};
use super::widgets::{self, Button, focus_ring, icon_button};
use super::{Cx, dialogs::Dialog, file, history, icons, notices, overview, palette, register, steps};
use crate::isms::RegisterName;
use crate::isms::steps::Step;

/// In a window lower than this, a text needs the room of the step's footer.
const LOW: f32 = 720.0;

/// Draws the whole window of an open file.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let width = ui.available_width();
    // A document is shown with its text and its pages, not in a pane.
    let with_pane = cx.state.screen != Screen::Step(Step::Documents);
    let pane_open = with_pane && cx.state.pane.is_some_and(|(register, id)| cx.isms.get(register, id).is_some());
    let by_width = width < SLIM_BELOW && (pane_open || wants_room(cx.state.screen) || width < 1100.0);
    let slim = cx.state.rail_pinned.map_or(by_width, |pinned| !pinned);
    keys(ui, cx, slim);
    past::banner(ui, cx);
    file::banner(ui, cx);
    let colours = tokens(ui);
    Panel::left("rail")
        .exact_size(if slim { RAIL_SLIM } else { RAIL })
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(colours.rail))
        .show(ui, |ui| rail::show(ui, cx, slim));
    Panel::top("header")
        .exact_size(HEADER)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(colours.bg).inner_margin(Margin::symmetric(24, 0)))
        .show(ui, |ui| header(ui, cx));
    if pane_open {
        Panel::right("pane")
            .exact_size(PANE)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(colours.surface))
            .show(ui, |ui| pane::show(ui, cx));
    }
    if let Screen::Step(step) = cx.state.screen
        && (with_pane || ui.ctx().content_rect().height() >= LOW)
    {
        Panel::bottom("footer")
            .exact_size(FOOTER)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(colours.bg).inner_margin(Margin::symmetric(24, 0)))
            .show(ui, |ui| footer(ui, cx, step));
    }
    CentralPanel::default().frame(Frame::new().fill(colours.bg)).show(ui, |ui| {
        let line = Stroke::new(1.0, colours.border);
        let rect = ui.max_rect();
        ui.painter().hline(rect.x_range(), rect.top(), line);
        ui.painter().vline(rect.left(), rect.y_range(), line);
        match cx.state.screen {
            Screen::Overview => overview::show(ui, cx),
            Screen::Step(step) => steps::show(ui, cx, step),
            Screen::History => history::show(ui, cx),
            Screen::File => file::show(ui, cx),
            Screen::Register(RegisterName::Assets) => steps::assets_screen(ui, cx),
            Screen::Register(register) => {
                Frame::new()
                    .inner_margin(Margin::symmetric(24, 16))
                    .show(ui, |ui| register::register_screen(ui, cx, register));
            }
        }
    });
    palette::show(ui, cx);
    super::dialogs::show(ui, cx);
    notices::show(ui, cx);
    cx.state.fresh = false;
}

/// Screens that are registers take the slim rail.
fn wants_room(screen: Screen) -> bool {
    matches!(screen, Screen::History | Screen::Step(Step::Risk | Step::Documents | Step::Controls))
}

fn keys(ui: &Ui, cx: &mut Cx<'_>, slim: bool) {
    if cx.state.dialog.is_some() {
        // What is behind a dialog waits for its answer.
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let command = Modifiers::COMMAND;
    let shift = Modifiers::COMMAND | Modifiers::SHIFT;
    if pressed(shift, Key::Z) || pressed(command, Key::Y) {
        cx.send(Intent::Redo);
    } else if pressed(command, Key::Z) {
        cx.send(Intent::Undo);
    }
    if pressed(command, Key::K) {
        cx.send(Intent::Palette);
    }
    if pressed(command, Key::B) {
        cx.send(Intent::Prefer(Preference::PinRail(slim)));
    }
    if pressed(command, Key::N) {
        cx.send(Intent::Show(Dialog::new_file(cx.me)));
    }
    if pressed(command, Key::O) {
        cx.send(Intent::Show(Dialog::Open { path: String::new() }));
    }
    if pressed(command, Key::P) {
        let dialog = print_here(cx);
        cx.send(Intent::Show(dialog));
    }
    if pressed(command, Key::H) {
        cx.send(Intent::Go(Screen::History));
    }
    let digits = [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8];
    for (number, key) in digits.into_iter().enumerate() {
        if pressed(command, key) {
            let step = number.checked_sub(1).and_then(|index| Step::ALL.get(index));
            cx.send(Intent::Go(step.map_or(Screen::Overview, |step| Screen::Step(*step))));
        }
    }
    for (key, step) in [(Key::Plus, 1), (Key::Equals, 1), (Key::Minus, -1)] {
        if pressed(command, key) {
            cx.send(Intent::Prefer(Preference::Zoom(step)));
        }
    }
    let overlay = cx.state.dialog.is_some() || cx.state.palette.is_some() || eframe::egui::Popup::is_any_open(ui.ctx());
    let with_pane = cx.state.screen != Screen::Step(Step::Documents);
    if !overlay
        && with_pane
        && let Some((register, _)) = cx.state.pane
        && pressed(Modifiers::NONE, Key::Escape)
    {
        cx.send(Intent::Select(register, None));
    }
    let history = cx.state.screen == Screen::History;
    if !overlay && history && !ui.ctx().text_edit_focused() && pressed(Modifiers::NONE, Key::Escape) {
        cx.state.history.close_entry();
    }
    if !overlay && !ui.ctx().text_edit_focused() {
        if let Some(register) = register_here(cx)
            && pressed(Modifiers::NONE, Key::Insert)
        {
            let document = register == RegisterName::Documents;
            cx.send(if document { Intent::Show(Dialog::new_document()) } else { Intent::Add(register, Vec::new()) });
        }
        if let Some((register, id)) = cx.state.pane
            && with_pane
            && register != RegisterName::Controls
            && pressed(Modifiers::NONE, Key::Delete)
        {
            cx.send(Intent::Delete(register, id));
        }
    }
}

/// The register that fills the screen, if one does.
fn register_here(cx: &Cx<'_>) -> Option<RegisterName> {
    match cx.state.screen {
        Screen::Register(register) => Some(register),
        Screen::Step(Step::Risk) => cx.state.views.risks.tab.register(),
        Screen::Step(Step::Controls) => cx.state.views.controls.tab.register(),
        Screen::Step(Step::Documents) => Some(RegisterName::Documents),
        Screen::Overview | Screen::History | Screen::File | Screen::Step(_) => None,
    }
}

/// The print dialog for where the person is: for the document that is shown, or with one report ticked.
fn print_here(cx: &Cx<'_>) -> Dialog {
    let shown = cx.selected(RegisterName::Documents).and_then(|id| cx.isms.documents.get(id.into()));
    match shown {
        Some(document) => Dialog::print_document(document, cx.printable, &cx.save.path),
        None => Dialog::export(&cx.save.path, printed_here(cx)),
    }
}

/// The report that is asked for where the person is.
fn printed_here(cx: &Cx<'_>) -> &'static str {
    match register_here(cx) {
        Some(RegisterName::Assets) => "assets",
        Some(RegisterName::Risks) => "risk-assessment",
        Some(RegisterName::Actions) => "treatment-plan",
        Some(RegisterName::Methods) => "risk-method",
        Some(RegisterName::Suppliers) => "suppliers",
        Some(RegisterName::Incidents) => "incidents",
        Some(RegisterName::Evidence) => "evidence",
        Some(RegisterName::People) => "roles",
        Some(RegisterName::Objectives) => "objectives",
        Some(RegisterName::Obligations) => "obligations",
        Some(_) => "soa",
        None if cx.state.screen == Screen::Step(Step::ManagementSupport) => "business-case",
        None if cx.state.screen == Screen::Step(Step::Scope) => "scope",
        None if cx.state.screen == Screen::Step(Step::Risk) => "risk-assessment",
        None => "soa",
    }
}

fn header(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    let (title, clauses) = match cx.state.screen {
        Screen::Overview => (tr!("Overview"), ""),
        Screen::History => (tr!("History"), ""),
        Screen::File => (tr!("This file"), ""),
        Screen::Step(step) => (step.label(), step.clauses()),
        Screen::Register(register) => (register.label(), ""),
    };
    ui.horizontal_centered(|ui| {
        let heading = ui.label(Type::Screen.text(&title).color(colours.text));
        ui.ctx().accesskit_node_builder(heading.id, |node| {
            node.set_role(Role::Heading);
            node.set_label(title.clone());
        });
        if ui.available_width() > 520.0 {
            ui.label(Type::Meta.text(clauses).color(colours.text3));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            header_action(ui, cx);
            search(ui, cx);
            undo_redo(ui, cx);
            your_name(ui, cx);
            save_state(ui, cx);
        });
    });
}

fn header_action(ui: &mut Ui, cx: &mut Cx<'_>) {
    match cx.state.screen {
        Screen::Step(Step::Risk) if cx.isms.current_method().is_some() => {
            if Button::primary(&tr!("Add risk")).icon(icons::PLUS).show(ui).clicked() {
                cx.send(Intent::Add(RegisterName::Risks, Vec::new()));
            }
            steps::find_button(ui, cx);
        }
        Screen::Step(Step::Controls) | Screen::Overview => {
            let name = tr!("Print the Statement of Applicability");
            if Button::secondary(&tr!("SoA")).icon(icons::PRINTER).named(name).show(ui).clicked() {
                cx.send(Intent::Show(Dialog::export(&cx.save.path, "soa")));
            }
        }
        Screen::Step(Step::Documents) => steps::document_acts(ui, cx),
        Screen::Step(_) | Screen::Register(_) | Screen::History | Screen::File => {}
    }
}

fn search(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    if ui.available_width() < 420.0 {
        if icon_button(ui, icons::MAGNIFYING_GLASS, &tr!("Search or run"), 32.0).clicked() {
            cx.send(Intent::Palette);
        }
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(216.0, 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, tr!("Search or run")));
    widgets::boxed(ui, rect, 6, if response.hovered() { colours.hover } else { colours.surface }, colours.border);
    let y = rect.center().y;
    ui.painter().text(
        pos2(rect.left() + 12.0, y),
        Align2::LEFT_CENTER,
        icons::MAGNIFYING_GLASS,
        icon_font(15.0),
        colours.text2,
    );
    ui.painter().text(
        pos2(rect.left() + 34.0, y),
        Align2::LEFT_CENTER,
        tr!("Search or run…"),
        Type::Body.font(),
        colours.text3,
    );
    let keys =
        Rect::from_min_max(pos2(rect.right() - 52.0, rect.top() + 6.0), pos2(rect.right() - 8.0, rect.bottom() - 6.0));
    widgets::boxed(ui, keys, 4, colours.surface, colours.border);
    ui.painter().text(keys.center(), Align2::CENTER_CENTER, "Ctrl K", Type::Caption.font(), colours.text2);
    focus_ring(ui, &response, 6);
    if response.clicked() {
        cx.send(Intent::Palette);
    }
}

/// Whoever has no name is asked for one as long as changes are recorded without it.
fn your_name(ui: &mut Ui, cx: &mut Cx<'_>) {
    if !cx.me.trim().is_empty() || cx.past.is_some() || cx.state.file.read_only.is_some() {
        return;
    }
    let words = tr!("Add your name");
    let clicked = if ui.available_width() < 300.0 {
        icon_button(ui, icons::USER, &words, 28.0).clicked()
    } else {
        let why = tr!("Changes are recorded without a name until you do.");
        Button::secondary(&words).icon(icons::USER).small().show(ui).on_hover_text(why).clicked()
    };
    if clicked {
        cx.send(Intent::Show(Dialog::Who { name: String::new() }));
    }
}

fn undo_redo(ui: &mut Ui, cx: &mut Cx<'_>) {
    for (icon, name, possible, intent) in [
        (icons::ARROW_CLOCKWISE, tr!("Redo"), cx.save.can_redo, Intent::Redo),
        (icons::ARROW_COUNTER_CLOCKWISE, tr!("Undo"), cx.save.can_undo, Intent::Undo),
    ] {
        let clicked = ui.add_enabled_ui(possible, |ui| icon_button(ui, icon, &name, 28.0)).inner.clicked();
        if clicked {
            cx.send(intent);
        }
    }
}

fn save_state(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    let (icon, ink, text): (&str, Color32, String) = if cx.past.is_some() {
        (icons::LOCK_SIMPLE, colours.on_past, tr!("Read only"))
    } else if cx.save.failure.is_some() {
        (icons::WARNING_CIRCLE_FILL, colours.danger, tr!("Not saved"))
    } else if let Some(problem) = cx.state.drafts.first_problem() {
        (icons::WARNING_CIRCLE_FILL, colours.danger, problem)
    } else if cx.state.file.read_only.is_some() {
        (icons::LOCK_SIMPLE, colours.text3, tr!("Read only"))
    } else if cx.state.drafts.is_waiting() {
        (icons::CLOCK, colours.text3, tr!("Saving"))
    } else {
        match &cx.save.saved_at {
            Some(at) => (icons::CHECK, colours.text3, tr!("Saved {}", at)),
            None => (icons::CHECK, colours.text3, tr!("Saved")),
        }
    };
    let said = ui.add(eframe::egui::Label::new(Type::Meta.text(&text).color(ink)).truncate());
    if let Some(failure) = &cx.save.failure {
        // There is no room for why; it was told when it happened.
        let whole = tr!("Not saved: {}", failure);
        ui.ctx().accesskit_node_builder(said.id, |node| {
            node.set_role(Role::Status);
            node.set_label(whole.clone());
        });
        said.on_hover_text(whole);
    }
    ui.label(eframe::egui::RichText::new(icon).size(14.0).color(ink));
    if cx.save.failure.is_some() && Button::link(&tr!("Save a copy")).show(ui).clicked() {
        cx.send(Intent::Show(Dialog::copy_of(&cx.save.path)));
    }
    if let Some((what, progress)) = cx.job {
        let spoken = format!("{what} {:.0} %", progress * 100.0);
        ui.add_space(12.0);
        if Button::link(&tr!("Stop")).named(tr!("Stop: {}", what)).show(ui).clicked() {
            cx.send(Intent::CancelJob);
        }
        ui.label(Type::Meta.text(spoken).color(colours.text2));
    }
}

fn footer(ui: &mut Ui, cx: &mut Cx<'_>, step: Step) {
    let colours = tokens(ui);
    ui.painter().hline(ui.max_rect().expand(24.0).x_range(), ui.max_rect().top(), Stroke::new(1.0, colours.border));
    let (met, all) = cx.derived.readiness.progress(step);
    ui.horizontal_centered(|ui| {
        if Button::quiet(&tr!("Overview")).icon(icons::ARROW_LEFT).named(tr!("Back to the overview")).show(ui).clicked()
        {
            cx.send(Intent::Go(Screen::Overview));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(next) = step.next() {
                let text = tr!("Next step: {}", next.label());
                if Button::primary(&text).trailing(icons::ARROW_RIGHT).show(ui).clicked() {
                    cx.send(Intent::Go(Screen::Step(next)));
                }
            }
            let open = all - met;
            let text = match open {
                0 => tr!("Every check of this step is met."),
                1 => tr!("You can come back to the open check later."),
                open => tr!("You can come back to the {} open checks later.", open),
            };
            if ui.available_width() > 300.0 {
                ui.label(Type::Meta.text(text).color(colours.text3));
            }
        });
    });
}
