//! What is known about the document on top of it: title, version, people, dates, what it covers, and what can be done.

use eframe::egui::{
    Align, Color32, CornerRadius, Frame, Label, Layout, Margin, Popup, Rect, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};
use tr::tr;

use super::inline::Inline;
use super::{Part, acts, editor, pages};
use crate::isms::documents::{Document, DocumentStatus, STATEMENT, in_force, next_number, start_draft, versions};
use crate::isms::organisation::PersonId;
use crate::isms::{Isms, RegisterName as R};
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, icon_font, tokens};
use crate::ui::widgets::{self, Button, avatar, format_date, icon_button, painted_text, status_mark, tabs};
use crate::ui::{Cx, icons};

/// Below this height of the window, what is known takes as few lines as it can.
const LOW: f32 = 720.0;

/// Where the version stands, in words.
pub(super) fn version_words(isms: &Isms, document: &Document) -> String {
    let held = in_force(isms, document.id).map(|version| version.version.as_str());
    let last = versions(isms, document.id).next_back().map(|version| version.version.as_str());
    let plain = document.version.trim();
    match (document.status, held, plain) {
        (Some(DocumentStatus::Retired), _, _) => match last {
            Some(last) => tr!("v{}, out of force", last),
            None => tr!("out of force"),
        },
        (Some(DocumentStatus::Approved), held, plain) => {
            let number = held.unwrap_or(plain);
            match document.effective {
                Some(day) => tr!("v{0} since {1}", number, format_date(day)),
                None => tr!("v{} in force", number),
            }
        }
        (None | Some(DocumentStatus::Draft | DocumentStatus::InReview), Some(held), _) => {
            tr!("v{0} in force, v{1} in work", held, next_number(isms, document.id, false))
        }
        (None | Some(DocumentStatus::Draft | DocumentStatus::InReview), None, "") => tr!("no version yet"),
        (None | Some(DocumentStatus::Draft | DocumentStatus::InReview), None, plain) => tr!("v{}", plain),
    }
}

/// Begins the next version of an approved document.
pub(super) fn start_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    if !document.is_approved() || document.is_report() {
        return;
    }
    let word = tr!("Start version {}", next_number(cx.isms, document.id, false));
    let name = tr!("Start the next version of {}", document.reference);
    if Button::primary(&word).icon(icons::PENCIL_SIMPLE).named(name).show(ui).clicked() {
        cx.send(Intent::Edit(start_draft(cx.isms, document.id, "")));
    }
}

/// Draws the head.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, beside: bool) {
    let low = ui.ctx().content_rect().height() < LOW;
    let margin = Margin { left: 24, right: 16, top: if low { 8 } else { 14 }, bottom: if low { 6 } else { 10 } };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        title(ui, cx, document);
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            let words = format!("{} · {}", document.reference, version_words(cx.isms, document));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.set_min_height(32.0);
                parts(ui, cx, document, beside);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(Type::Body.text(&words).color(tokens(ui).text2)).truncate());
                });
            });
        });
        // The tabs lead to all of it.
        if !low {
            ui.add_space(6.0);
            facts(ui, cx, document);
        }
    });
    let across = ui.max_rect().x_range();
    ui.painter().hline(across, ui.min_rect().bottom(), Stroke::new(1.0, tokens(ui).border));
    ui.add_space(1.0);
}

fn title(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            more(ui, cx, document);
            let word = document.status.map_or_else(|| tr!("Undecided"), |status| status.label());
            let width = ui.painter().layout_no_wrap(word.clone(), Type::BodyStrong.font(), tokens(ui).text).size().x;
            let (rect, response) = ui.allocate_exact_size(vec2(width + 40.0, 26.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, tr!("Status: {}", word)));
            ui.painter().rect_filled(rect, CornerRadius::same(5), status_ground(ui, document.status));
            status_mark(ui, rect.shrink2(vec2(9.0, 0.0)), &document.status);
            ui.add_space(4.0);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let label = tr!("Title of the document");
                let line = Inline {
                    field: editor::field(document.id, "/name"),
                    label: &label,
                    value: &document.name,
                    style: Type::Headline,
                    hint: &tr!("Without a title yet"),
                    width: ui.available_width(),
                    is_open: document.is_open(),
                };
                line.show(ui, cx);
            });
        });
    });
}

fn status_ground(ui: &Ui, status: Option<DocumentStatus>) -> Color32 {
    let colours = tokens(ui);
    match status {
        None => colours.warn_tint,
        Some(DocumentStatus::Draft | DocumentStatus::Retired) => colours.sunken,
        Some(DocumentStatus::InReview) => colours.info_tint,
        Some(DocumentStatus::Approved) => colours.success_tint,
    }
}

/// What is done rarely.
fn more(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let button = icon_button(ui, icons::DOTS_THREE, &tr!("More to do with {}", document.reference), 28.0);
    Popup::menu(&button).width(220.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let before = cx.intents.len();
        acts::print_button(ui, cx, document);
        acts::differences_button(ui, cx, document);
        acts::readers_button(ui, cx, document);
        acts::history_button(ui, cx, document);
        acts::retire_button(ui, cx, document);
        // What was approved once is kept: it is retired, never removed.
        let kept = versions(cx.isms, document.id).next().is_some();
        let why_not = kept.then(|| tr!("It was approved once. Retire it, so that its versions are kept."));
        let name = tr!("Remove {}", document.reference);
        let word = tr!("Remove");
        let remove = Button::quiet(&word).icon(icons::TRASH).named(name).disabled_because(why_not.as_deref());
        if remove.show(ui).clicked() {
            cx.send(Intent::Delete(R::Documents, document.id.0));
        }
        if cx.intents.len() > before {
            ui.close();
        }
    });
}

/// The parts of a document.
fn parts(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, beside: bool) {
    let open = cx.derived.documents.open.get(&document.id).map_or(0, Vec::len);
    let count = if open > 0 { open.to_string() } else { String::new() };
    let mut items = vec![(Part::Text, tr!("Text"), String::new())];
    if !beside && pages::has_pages(document) {
        items.push((Part::Pages, tr!("Preview"), String::new()));
    }
    if document.is_written_here() {
        items.push((Part::Questions, tr!("Questions"), count));
    }
    items.push((Part::Details, tr!("Details"), String::new()));
    let view = &mut cx.state.views.documents;
    let there = items.iter().any(|(part, ..)| *part == view.part);
    let chosen = if there { view.part } else { Part::Text };
    if let Some(part) = tabs(ui, &items, chosen) {
        view.part = part;
    }
}

/// One thing that is known.
enum Fact {
    /// In words; `true` when somebody should see to it.
    Words(String, bool),
    /// A person.
    Person(Option<PersonId>),
    /// Words that lead to the properties.
    Link(String),
}

fn facts(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let class = document.classification.map_or((tr!("Undecided"), true), |class| (class.label(), false));
    let cycle = match document.review_months {
        Some(1) => tr!("monthly"),
        Some(12) => tr!("yearly"),
        Some(months) => tr!("every {} months", months),
        None => String::new(),
    };
    let review = match (document.next_review, cycle.as_str()) {
        (Some(day), "") => format_date(day),
        (Some(day), cycle) => format!("{}, {cycle}", format_date(day)),
        (None, "") => tr!("Undecided"),
        (None, cycle) => cycle.to_owned(),
    };
    let late = document.is_review_overdue(cx.now.today) || (document.next_review.is_none() && cycle.is_empty());
    let covers = match document.controls.len() {
        0 => tr!("No controls"),
        1 => tr!("1 control"),
        count => tr!("{} controls", count),
    };
    let readers = match document.readers.len() {
        0 => tr!("Nobody yet"),
        1 => tr!("1 person"),
        count => tr!("{} people", count),
    };
    let list = [
        (tr!("Owner"), Fact::Person(document.owner)),
        (tr!("Author"), Fact::Person(document.author)),
        (tr!("Approver"), Fact::Person(document.approver)),
        (tr!("Class"), Fact::Words(class.0, class.1)),
        (tr!("Review"), Fact::Words(review, late)),
        (tr!("Covers"), Fact::Link(covers)),
        (tr!("Readers"), Fact::Words(readers, false)),
    ];
    let row = if ui.available_width() > 760.0 { 7 } else { 4 };
    // Wherever there are two rows, people stand over what else is known.
    let (first, second) = list.split_at(if row == 7 { 7 } else { 3 });
    for facts in [first, second] {
        if !facts.is_empty() {
            fact_row(ui, cx, document, facts);
        }
    }
}

fn fact_row(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, facts: &[(String, Fact)]) {
    let count = u16::try_from(facts.len()).map_or(1.0, f32::from);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::hover());
    // A name needs more room than a number, and a date with its cycle the most.
    let weight = |fact: &Fact| match fact {
        Fact::Person(_) => 1.2,
        Fact::Words(words, _) if words.chars().count() > 12 => 1.7,
        Fact::Words(..) => 0.9,
        Fact::Link(_) => 0.8,
    };
    let all: f32 = facts.iter().map(|(_, fact)| weight(fact)).sum::<f32>().max(count * 0.1);
    let mut x = rect.left();
    for (label, fact) in facts {
        let width = rect.width() * weight(fact) / all;
        let place = Rect::from_min_size(pos2(x, rect.top()), vec2(width - 10.0, rect.height()));
        x += width;
        one_fact(ui, cx, document, (label, fact), place);
    }
}

fn one_fact(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, (label, fact): (&str, &Fact), place: Rect) {
    let colours = tokens(ui);
    let upper = Rect::from_min_size(place.min, vec2(place.width(), 18.0));
    let lower = Rect::from_min_max(pos2(place.left(), place.top() + 18.0), pos2(place.right(), place.top() + 42.0));
    painted_text(ui, upper, eframe::egui::Align2::LEFT_CENTER, label, Type::Meta, colours.text3);
    let left = eframe::egui::Align2::LEFT_CENTER;
    let named = |ui: &Ui, words: &str, sense: Sense, role: Role| {
        let response = ui.interact(lower, ui.scope_id().with((document.id, label)), sense);
        let spoken = format!("{label}: {words}");
        response.widget_info(|| WidgetInfo::labeled(role, true, &spoken));
        response
    };
    match fact {
        Fact::Words(words, warn) => {
            let mut text = lower;
            if *warn {
                let at = pos2(lower.left(), lower.center().y);
                ui.painter().text(at, left, icons::WARNING_FILL, icon_font(14.0), colours.warn);
                text.min.x += 19.0;
            }
            painted_text(ui, text, left, words, Type::BodyStrong, colours.text);
            named(ui, words, Sense::hover(), Role::Label).on_hover_text(words);
        }
        Fact::Person(id) => {
            let person = id.and_then(|id| cx.isms.people.get(id));
            let Some(person) = person else {
                painted_text(ui, lower, left, &tr!("Nobody yet"), Type::Body, colours.text3);
                named(ui, &tr!("Nobody yet"), Sense::hover(), Role::Label);
                return;
            };
            avatar(ui, pos2(lower.left() + 12.0, lower.center().y), &person.initials());
            let mut text = lower;
            text.min.x += 30.0;
            painted_text(ui, text, left, &person.name, Type::BodyStrong, colours.text);
            named(ui, &person.name, Sense::hover(), Role::Label).on_hover_text(&person.name);
        }
        Fact::Link(words) => {
            let response = named(ui, words, Sense::click(), Role::Link);
            let ink = if response.hovered() { colours.accent_hover } else { colours.accent };
            painted_text(ui, lower, left, words, Type::BodyStrong, ink);
            widgets::focus_ring(ui, &response, 4);
            if response.clicked() {
                cx.state.views.documents.part = Part::Details;
            }
        }
    }
}

/// A part that is read from top to bottom.
pub(super) fn scroll(ui: &mut Ui, salt: &str, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 24, right: 16, top: 12, bottom: 32 }).show(ui, |ui| {
            ui.set_width(ui.available_width().min(640.0));
            ui.spacing_mut().item_spacing.y = 8.0;
            content(ui);
        });
    });
}

/// Whether a document stands for the Statement of Applicability.
pub(super) fn is_statement(document: &Document) -> bool {
    document.template == STATEMENT
}
