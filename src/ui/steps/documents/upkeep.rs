//! What the documents ask for today: those that no longer say what holds, those that are due, those not begun yet.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Align, Checkbox, CollapsingHeader, Frame, Id, Label, Layout, Margin, Panel, ScrollArea, Ui};
use tr::tr;

use super::{affected, show_document};
use crate::isms::Isms;
use crate::isms::RegisterName as R;
use crate::isms::documents::{Document, DocumentId, Due, Library, Section, Template};
use crate::isms::steps::Step;
use crate::isms::tailoring::tailor;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, focus_ring, format_date, hint, tag};
use crate::ui::{Cx, icons};

/// Draws the tab.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let templates = Sorted::of(ui, cx);
    begin_bar(ui, cx, &templates);
    ScrollArea::vertical().id_salt("upkeep").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            ui.set_max_width(ui.available_width().min(980.0));
            affected::show(ui, cx);
            widgets::card(ui, |ui| due(ui, cx));
            widgets::card(ui, |ui| proposed(ui, cx, &templates));
            ui.add_space(12.0);
        });
    });
}

fn due(ui: &mut Ui, cx: &mut Cx<'_>) {
    let derived = cx.derived;
    let list: &[Due] = &derived.documents.due;
    widgets::heading(ui, &tr!("Due"), "7.5.2, 7.5.3", |_| {});
    if list.is_empty() {
        hint(ui, &tr!("Nothing is due within 60 days: no review, no approval, nobody who has yet to read a document."));
        return;
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    for (index, due) in list.iter().enumerate() {
        let Some(document) = cx.isms.documents.get(due.document) else { continue };
        ui.push_id(index, |ui| due_row(ui, cx, document, due));
    }
}

fn due_row(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, due: &Due) {
    use crate::isms::documents::DueReason as Why;
    let colours = tokens(ui);
    let words = due.reason.sentence(format_date);
    let (icon, ink) = match due.reason {
        Why::ReviewOverdue(_) => (icons::WARNING_FILL, colours.warn),
        Why::InReview => (icons::CIRCLE_HALF_FILL, colours.info),
        Why::ReviewSoon(_) => (icons::CLOCK_COUNTDOWN_FILL, colours.text2),
        Why::Unread(_) => (icons::USERS_THREE, colours.text2),
    };
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        ui.label(eframe::egui::RichText::new(icon).size(16.0).color(ink));
        let name = tr!("Show {0} {1}", document.reference, document.name);
        let link = format!("{} {}", document.reference, document.name);
        if Button::link(&link).named(name).show(ui).clicked() {
            cx.send(show_document(document.id));
        }
        ui.add(Label::new(Type::Body.text(words).color(colours.text2)).truncate());
    });
}

/// A template that is not called for, with the reason.
#[derive(Debug, Clone, PartialEq)]
struct NotCalled {
    template: usize,
    why: String,
    /// The control on which it depends, by printed id.
    control: Option<String>,
}

/// Templates by what there is to do with them, worked out once for each snapshot.
#[derive(Debug, Clone, Default, PartialEq)]
struct Sorted {
    seq: i64,
    /// Called for and not begun.
    wanted: Vec<usize>,
    not_called: Vec<NotCalled>,
    begun: Vec<(usize, DocumentId)>,
}

impl Sorted {
    fn of(ui: &Ui, cx: &Cx<'_>) -> Arc<Self> {
        let id = Id::unique(("proposed templates", &cx.save.path));
        let seq = cx.derived.seq;
        if let Some(sorted) = ui.data(|data| data.get_temp::<Arc<Self>>(id)).filter(|sorted| sorted.seq == seq) {
            return sorted;
        }
        let mut sorted = Self { seq, ..Self::default() };
        let library = &cx.content.policies;
        for proposed in &cx.derived.documents.proposed {
            let Some(index) = library.templates.iter().position(|template| template.name == proposed.template) else {
                continue;
            };
            match (proposed.begun, proposed.called_for) {
                (Some(document), _) => sorted.begun.push((index, document)),
                (None, true) => sorted.wanted.push(index),
                (None, false) => sorted.not_called.push(not_called(cx.isms, library, index)),
            }
        }
        let sorted = Arc::new(sorted);
        ui.data_mut(|data| data.insert_temp(id, sorted.clone()));
        sorted
    }
}

fn not_called(isms: &Isms, library: &Library, index: usize) -> NotCalled {
    let needs = library.templates.get(index).map_or("", |template| template.needs.as_str());
    let named = controls_named(needs);
    let control = named.first().cloned();
    NotCalled { template: index, why: why_not(isms, library, needs, &named), control }
}

/// The controls that an expression such as `applies('A.8.13')` names.
fn controls_named(needs: &str) -> Vec<String> {
    needs.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Why a template is not called for: what is undecided, or what says no.
fn why_not(isms: &Isms, library: &Library, needs: &str, named: &[String]) -> String {
    // The same engine that decides it is asked what it would have to know.
    let text = format!("{{% if {needs} %}}{{% endif %}}");
    let open = tailor(isms, library, &[Section { title: String::new(), text }]).open;
    if !open.is_empty() {
        return open.iter().map(|question| question.sentence(library)).collect::<Vec<_>>().join(" ");
    }
    match named {
        [] => tr!("The profile speaks against it."),
        [one] => tr!("{} is excluded.", one),
        many => tr!("All excluded: {}.", many.join(", ")),
    }
}

fn proposed(ui: &mut Ui, cx: &mut Cx<'_>, sorted: &Sorted) {
    widgets::heading(ui, &tr!("Documents to begin"), "7.5.1", |_| {});
    if sorted.wanted.is_empty() {
        hint(
            ui,
            &tr!("Every template that your profile and controls call for is begun. You can write others of your own."),
        );
    } else {
        let text = tr!(
            "Your profile and your controls call for these. Each begins as a draft in which your company’s own facts are filled in; nothing in it is approved."
        );
        widgets::paragraph(ui, &text);
        choose(ui, cx, sorted);
    }
    rest(ui, cx, sorted);
}

/// The templates that are ticked.
fn ticked_id() -> Id {
    Id::unique("templates to begin")
}

/// What is ticked, in the order of the list, so that policies get the lower numbers.
fn ticked(ui: &Ui, cx: &Cx<'_>, sorted: &Sorted) -> Vec<String> {
    let ticked = ui.data(|data| data.get_temp::<BTreeSet<String>>(ticked_id())).unwrap_or_default();
    let names = sorted.wanted.iter().filter_map(|index| cx.content.policies.templates.get(*index));
    names.filter(|template| ticked.contains(&template.name)).map(|template| template.name.clone()).collect()
}

/// At the foot while something is ticked: the list is long, and the button has to be in reach.
fn begin_bar(ui: &mut Ui, cx: &mut Cx<'_>, sorted: &Sorted) {
    let names = ticked(ui, cx, sorted);
    if names.is_empty() {
        return;
    }
    let colours = tokens(ui);
    let frame = Frame::new().fill(colours.accent_tint).inner_margin(Margin::symmetric(24, 8));
    Panel::bottom("begin documents").resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            let word = match names.len() {
                1 => tr!("Begin 1 document"),
                count => tr!("Begin {} documents", count),
            };
            if Button::primary(&word).icon(icons::FILE_PLUS).show(ui).clicked() {
                cx.send(Intent::BeginDocuments(names));
            }
            if Button::quiet(&tr!("Tick none")).show(ui).clicked() {
                ui.data_mut(|data| data.insert_temp(ticked_id(), BTreeSet::<String>::new()));
            }
        });
    });
}

/// The templates that are called for, with ticks.
fn choose(ui: &mut Ui, cx: &Cx<'_>, sorted: &Sorted) {
    let library = &cx.content.policies;
    let mut ticked: BTreeSet<String> = ticked(ui, cx, sorted).into_iter().collect();
    let wanted: Vec<&Template> = sorted.wanted.iter().filter_map(|index| library.templates.get(*index)).collect();
    let word = tr!("Tick all {}", wanted.len());
    if Button::secondary(&word).icon(icons::LIST_CHECKS).show(ui).clicked() {
        ticked = wanted.iter().map(|one| one.name.clone()).collect();
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    for template in wanted {
        widgets::divider(ui);
        let mut on = ticked.contains(&template.name);
        if tick(ui, &mut on, template) {
            if on {
                ticked.insert(template.name.clone());
            } else {
                ticked.remove(&template.name);
            }
        }
        ui.indent(&template.name, |ui| about(ui, template));
    }
    ui.data_mut(|data| data.insert_temp(ticked_id(), ticked));
}

fn tick(ui: &mut Ui, on: &mut bool, template: &Template) -> bool {
    let colour = tokens(ui).text;
    ui.horizontal(|ui| {
        let response = ui.add(Checkbox::new(on, Type::BodyStrong.text(&template.title).color(colour)));
        focus_ring(ui, &response, 4);
        tag(ui, &template.kind.label());
        response.changed()
    })
    .inner
}

/// What a template is about, what it answers to, who has to know it.
fn about(ui: &mut Ui, template: &Template) {
    let colours = tokens(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add(Label::new(Type::Body.text(&template.about).color(colours.text2)).wrap());
    let answers: Vec<&str> = template.clauses.iter().chain(&template.controls).map(String::as_str).collect();
    if !answers.is_empty() {
        hint(ui, &tr!("Answers to {}.", answers.join(", ")));
    }
    hint(ui, &tr!("Readers: {}.", template.readers));
}

/// What is not called for, and what is begun.
fn rest(ui: &mut Ui, cx: &mut Cx<'_>, sorted: &Sorted) {
    if !sorted.not_called.is_empty() {
        ui.add_space(4.0);
        let title = tr!("Not called for: {}", sorted.not_called.len());
        CollapsingHeader::new(Type::BodyStrong.text(title)).id_salt("not called for").show(ui, |ui| {
            for one in &sorted.not_called {
                ui.push_id(one.template, |ui| not_called_row(ui, cx, one));
            }
        });
    }
    if !sorted.begun.is_empty() {
        let title = tr!("Begun: {}", sorted.begun.len());
        CollapsingHeader::new(Type::BodyStrong.text(title)).id_salt("begun").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (index, id) in &sorted.begun {
                ui.push_id(index, |ui| begun_row(ui, cx, *id));
            }
        });
    }
}

fn not_called_row(ui: &mut Ui, cx: &mut Cx<'_>, one: &NotCalled) {
    let content = cx.content;
    let Some(template) = content.policies.templates.get(one.template) else { return };
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.label(Type::BodyStrong.text(&template.title).color(colours.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = tr!("Begin {} anyway", template.title);
            if Button::quiet(&tr!("Begin anyway")).small().named(name).show(ui).clicked() {
                cx.send(Intent::BeginDocuments(vec![template.name.clone()]));
            }
            let Some(reference) = &one.control else { return };
            let name = tr!("Go to {0} for {1}", reference, template.title);
            if Button::link(reference).named(name).show(ui).clicked() {
                let control = cx.isms.controls.by_reference(reference).map(|control| control.id.0);
                cx.send(Intent::Reveal(Screen::Step(Step::Controls), R::Controls, control));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(Type::Meta.text(&one.why).color(colours.text2)).truncate());
            });
        });
    });
}

fn begun_row(ui: &mut Ui, cx: &mut Cx<'_>, id: DocumentId) {
    let Some(document) = cx.isms.documents.get(id) else { return };
    let words = format!("{} {}", document.reference, document.name);
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let name = tr!("Show {0}, begun", words);
        if Button::link(&words).named(name).show(ui).clicked() {
            cx.send(show_document(id));
        }
        let status = document.status.map(|status| status.label()).unwrap_or_default();
        ui.label(Type::Meta.text(status).color(tokens(ui).text3));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Content;
    use crate::isms::founding;

    #[test]
    fn every_need_of_a_template_has_its_reason_in_words() {
        let content = Content::load().unwrap();
        let mut ids = 0_u128;
        let fresh = || {
            ids += 1;
            uuid::Uuid::from_u128(ids)
        };
        let isms = Isms::default().with(&founding::found("Kladno Labs", &content.control_facts(), fresh));
        for template in content.policies.templates.iter().filter(|template| !template.needs.is_empty()) {
            let named = controls_named(&template.needs);
            assert!(!named.is_empty(), "{} leads nowhere", template.name);
            let why = why_not(&isms, &content.policies, &template.needs, &named);
            assert!(why.contains(&named[0]) && !why.contains("cannot be read"), "{}: {why}", template.name);
        }
        let backup = isms.controls.by_reference("A.8.13").unwrap().clone();
        let excluded = crate::isms::controls::Control { applicable: Some(false), ..backup };
        let isms = isms.with(&crate::isms::Edit::new("Exclude").put(excluded));
        let named = controls_named("applies('A.8.13')");
        assert_eq!(why_not(&isms, &content.policies, "applies('A.8.13')", &named), "A.8.13 is excluded.");
        assert_eq!(controls_named("applies('A.5.29') or applies('A.5.30')"), ["A.5.29", "A.5.30"]);
    }
}
