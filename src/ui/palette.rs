//! Ctrl+K: go to a record, a control, a step, or run a command, by typing part of its name.

use eframe::egui::{
    Align2, Area, CornerRadius, Id, Key, Modal, Modifiers, Order, Role, ScrollArea, Sense, TextEdit, ThemePreference,
    Ui, WidgetInfo, pos2, vec2,
};
use tr::tr;

use super::dialogs::Dialog;
use super::intent::{FileWish, Intent, Preference, Screen};
use super::theme::{Type, icon_font, tokens};
use super::widgets::painted_text;
use super::{Cx, icons, register, steps};
use crate::isms::steps::Step;
use crate::isms::{AnyRecord, RegisterName};

/// How many lines are shown.
const SHOWN: usize = 12;

/// What the palette remembers while it is open.
#[derive(Debug, Clone, Default)]
pub struct PaletteState {
    query: String,
    chosen: usize,
    /// The query and snapshot the hits belong to.
    of: Option<(String, i64)>,
    hits: Vec<Hit>,
}

#[derive(Debug, Clone)]
struct Hit {
    icon: &'static str,
    reference: String,
    text: String,
    kind: String,
    target: Target,
}

#[derive(Debug, Clone)]
enum Target {
    Record(Screen, RegisterName, uuid::Uuid),
    Screen(Screen),
    Command(Command),
    Print(&'static str),
}

#[derive(Debug, Clone, Copy)]
enum Command {
    Copy,
    New,
    Open,
    Undo,
    Redo,
    Light,
    Dark,
    Close,
    AddRisk,
    AddAsset,
    AddPerson,
    NewDocument,
    BeginProposed,
    PrintAll,
    History,
    File,
    BackUp,
    BackToNow,
}

impl Command {
    const ALL: [Self; 18] = [
        Self::AddRisk,
        Self::AddAsset,
        Self::AddPerson,
        Self::NewDocument,
        Self::BeginProposed,
        Self::PrintAll,
        Self::History,
        Self::File,
        Self::BackUp,
        Self::BackToNow,
        Self::Copy,
        Self::New,
        Self::Open,
        Self::Undo,
        Self::Redo,
        Self::Light,
        Self::Dark,
        Self::Close,
    ];

    fn words(self) -> String {
        match self {
            Self::AddRisk => tr!("Add a risk"),
            Self::AddAsset => tr!("Add an asset"),
            Self::AddPerson => tr!("Add a person"),
            Self::NewDocument => tr!("New document"),
            Self::BeginProposed => tr!("Begin proposed documents"),
            Self::PrintAll => tr!("Print all documents"),
            Self::History => tr!("Show the history"),
            Self::File => tr!("This file: passphrase, check, backups"),
            Self::BackUp => tr!("Back up now"),
            Self::BackToNow => tr!("Back to now"),
            Self::Copy => tr!("Save a copy of this file"),
            Self::New => tr!("New ISMS"),
            Self::Open => tr!("Open a file"),
            Self::Undo => tr!("Undo the last change"),
            Self::Redo => tr!("Redo what was undone"),
            Self::Light => tr!("Light theme"),
            Self::Dark => tr!("Dark theme"),
            Self::Close => tr!("Close this file"),
        }
    }

    fn intent(self, cx: &Cx<'_>) -> Intent {
        match self {
            Self::AddRisk => Intent::Add(RegisterName::Risks, Vec::new()),
            Self::AddAsset => Intent::Add(RegisterName::Assets, Vec::new()),
            Self::AddPerson => Intent::Add(RegisterName::People, Vec::new()),
            Self::NewDocument => Intent::Show(Dialog::new_document()),
            Self::BeginProposed => Intent::Show(Dialog::begin_proposed(cx.derived)),
            Self::PrintAll => Intent::Show(Dialog::export_all(cx.isms, cx.printable, &cx.save.path)),
            Self::History => Intent::Go(Screen::History),
            Self::File => Intent::Go(Screen::File),
            Self::BackUp => Intent::File(FileWish::BackUpNow),
            Self::BackToNow => Intent::BackToNow,
            Self::Copy => Intent::Show(Dialog::copy_of(&cx.save.path)),
            Self::New => Intent::Show(Dialog::new_file(cx.me)),
            Self::Open => Intent::Show(Dialog::Open { path: String::new() }),
            Self::Undo => Intent::Undo,
            Self::Redo => Intent::Redo,
            Self::Light => Intent::Prefer(Preference::Theme(ThemePreference::Light)),
            Self::Dark => Intent::Prefer(Preference::Theme(ThemePreference::Dark)),
            Self::Close => Intent::Close,
        }
    }
}

/// Draws the palette when it is open.
pub fn show(ui: &Ui, cx: &mut Cx<'_>) {
    let Some(mut palette) = cx.state.palette.take() else { return };
    let of = (palette.query.clone(), cx.derived.seq);
    if palette.of.as_ref() != Some(&of) {
        palette.hits = find(cx, &palette.query);
        palette.of = Some(of);
        palette.chosen = 0;
    }
    let (mut run, mut close) = (None, false);
    let area = Area::new(Id::unique("palette")).order(Order::Foreground).anchor(Align2::CENTER_TOP, vec2(0.0, 100.0));
    let colours = tokens(ui);
    let modal =
        Modal::new(Id::unique("palette-modal")).area(area).backdrop_color(colours.backdrop).show(ui.ctx(), |ui| {
            ui.set_width(600.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            let field = ui.add(
                TextEdit::singleline(&mut palette.query)
                    .id(Id::unique("palette-field"))
                    .hint_text(Type::Screen.text(tr!("Search or run…")))
                    .font(Type::Screen.style())
                    .frame(eframe::egui::Frame::NONE)
                    .margin(eframe::egui::Margin::symmetric(8, 10))
                    .desired_width(580.0),
            );
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(tr!("Search or run")));
            field.request_focus();
            super::widgets::divider(ui);
            ui.add_space(6.0);
            let (down, up, enter) = ui.input_mut(|i| {
                (
                    i.consume_key(Modifiers::NONE, Key::ArrowDown),
                    i.consume_key(Modifiers::NONE, Key::ArrowUp),
                    i.key_pressed(Key::Enter),
                )
            });
            let last = palette.hits.len().saturating_sub(1);
            palette.chosen =
                if down { (palette.chosen + 1).min(last) } else { palette.chosen.saturating_sub(usize::from(up)) };
            ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
                for (index, hit) in palette.hits.iter().enumerate() {
                    if line(ui, hit, index == palette.chosen) || (enter && index == palette.chosen) {
                        run = Some(hit.target.clone());
                    }
                }
                if palette.hits.is_empty() {
                    ui.label(Type::Body.text(tr!("Nothing found.")).color(colours.text3));
                }
            });
            ui.add_space(6.0);
            ui.label(
                Type::Meta.text(tr!("Arrow keys move, Enter opens. Type > for commands only.")).color(colours.text3),
            );
            close = ui.input(|i| i.key_pressed(Key::Escape));
        });
    if let Some(target) = run {
        let intent = match target {
            Target::Record(screen, register, id) => Intent::Reveal(screen, register, Some(id)),
            Target::Screen(screen) => Intent::Go(screen),
            Target::Command(command) => command.intent(cx),
            Target::Print(name) => Intent::Show(Dialog::export(&cx.save.path, name)),
        };
        cx.send(intent);
        return;
    }
    if !close && !modal.should_close() {
        cx.state.palette = Some(palette);
    }
}

fn line(ui: &mut Ui, hit: &Hit, chosen: bool) -> bool {
    let colours = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::click());
    let spoken = format!("{} {}", hit.reference, hit.text).trim().to_owned();
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &spoken));
    if chosen || response.hovered() {
        let fill = if chosen { colours.accent_tint } else { colours.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(7), fill);
    }
    let y = rect.center().y;
    ui.painter().text(pos2(rect.left() + 18.0, y), Align2::CENTER_CENTER, hit.icon, icon_font(16.0), colours.text2);
    let mut at = rect;
    at.min.x += 40.0;
    if !hit.reference.is_empty() {
        painted_text(ui, at, Align2::LEFT_CENTER, &hit.reference, Type::Body, colours.text3);
        at.min.x += 64.0;
    }
    at.max.x -= 130.0;
    painted_text(ui, at, Align2::LEFT_CENTER, &hit.text, Type::Body, colours.text);
    let mut kind = rect;
    kind.max.x -= 10.0;
    painted_text(ui, kind, Align2::RIGHT_CENTER, &hit.kind, Type::Meta, colours.text3);
    response.clicked()
}

fn find(cx: &Cx<'_>, query: &str) -> Vec<Hit> {
    let commands_only = query.trim_start().starts_with('>');
    let wanted = query.trim_start().trim_start_matches('>').trim().to_lowercase();
    let mut hits: Vec<(usize, Hit)> = Vec::new();
    if !commands_only {
        for step in Step::ALL {
            push(
                &mut hits,
                &wanted,
                icons::FLAG,
                tr!("Step {}", step.number()),
                step.label(),
                step.phase().label(),
                Target::Screen(Screen::Step(*step)),
            );
        }
        if !wanted.is_empty() {
            records(cx, &wanted, &mut hits);
        }
    }
    for printable in cx.printable {
        push(
            &mut hits,
            &wanted,
            icons::PRINTER,
            String::new(),
            printable.wish.clone(),
            tr!("Command"),
            Target::Print(printable.name),
        );
    }
    let leads_anywhere = |command: &Command| !matches!(command, Command::BackToNow) || cx.past.is_some();
    for command in Command::ALL.into_iter().filter(leads_anywhere) {
        push(
            &mut hits,
            &wanted,
            icons::ARROW_RIGHT,
            String::new(),
            command.words(),
            tr!("Command"),
            Target::Command(command),
        );
    }
    hits.sort_by_key(|(rank, hit)| (*rank, weight(&hit.target)));
    hits.into_iter().take(SHOWN).map(|(_, hit)| hit).collect()
}

fn records(cx: &Cx<'_>, wanted: &str, hits: &mut Vec<(usize, Hit)>) {
    for register_name in RegisterName::ALL {
        let Some(screen) = steps::home(*register_name) else { continue };
        for record in cx.isms.all(*register_name) {
            let name = super::widgets::LinkItem::of(&record).long;
            let target = Target::Record(screen, *register_name, record.id());
            push(
                hits,
                wanted,
                register::icon(*register_name),
                record.reference().to_owned(),
                name,
                kind(&record),
                target,
            );
        }
    }
}

fn kind(record: &AnyRecord) -> String {
    record.register().label()
}

/// Adds a hit when the words match: a match at the start of a word ranks before one inside.
fn push(
    hits: &mut Vec<(usize, Hit)>,
    wanted: &str,
    icon: &'static str,
    reference: String,
    text: String,
    kind: String,
    target: Target,
) {
    let whole = format!("{reference} {text}").to_lowercase();
    let Some(at) = whole.find(wanted) else { return };
    let starts_word = at == 0 || whole[..at].ends_with(|c: char| !c.is_alphanumeric());
    let exact = reference.to_lowercase() == wanted;
    let rank = match (exact, starts_word) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 2,
    };
    hits.push((rank, Hit { icon, reference, text, kind, target }));
}

/// What people look for most comes first among equal matches.
fn weight(target: &Target) -> u8 {
    match target {
        Target::Screen(_) => 0,
        Target::Record(_, RegisterName::Controls, _) => 1,
        Target::Record(_, RegisterName::Risks, _) => 2,
        Target::Record(_, RegisterName::Documents, _) => 3,
        Target::Record(_, RegisterName::Assets, _) => 4,
        Target::Record(..) => 5,
        Target::Command(_) | Target::Print(_) => 6,
    }
}
