//! What a text still asks, each question where it can be answered; and the answers it uses (7.5.1).
//!
//! A proposal is shown as one and never counts as an answer: a person confirms it, or enters something else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{Context, Id, Key, Label, Margin, TextEdit, Ui, vec2};
use tr::tr;

use super::super::home;
use crate::isms::documents::{Document, DocumentId, Field, Library};
use crate::isms::facts::{self, Fact};
use crate::isms::steps::Step;
use crate::isms::tailoring::{Lead, OpenQuestion, names};
use crate::isms::{Isms, RegisterName, Rule};
use crate::ui::dialogs::Dialog;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{CONTROL, Type, tokens};
use crate::ui::widgets::{self, Button, focus_ring, format_date, hint, tag};
use crate::ui::{Cx, icons};

/// A place beside a document's text that a person was led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui) enum Place {
    /// The questions.
    Questions,
    /// The section with this title.
    Section(String),
    /// Its properties.
    Details,
}

/// Draws the questions of a draft, and the answers that its text uses.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let derived = cx.derived;
    let open: &[OpenQuestion] = derived.documents.open.get(&document.id).map_or(&[], Vec::as_slice);
    ui.push_id(("questions", document.id), |ui| {
        if document.is_open() {
            widgets::card(ui, |ui| questions(ui, cx, document, open));
        }
        let used = Used::of(ui, cx, document);
        if !used.fields.is_empty() {
            ui.add_space(12.0);
            widgets::card(ui, |ui| answers(ui, cx, document, &used));
        }
    });
}

/// What is typed into answers and not confirmed yet, by question.
type Typed = BTreeMap<String, String>;

fn typed(ui: &Ui, document: DocumentId) -> (Id, Typed) {
    let id = Id::unique(("typed answers", document));
    (id, ui.data(|data| data.get_temp(id)).unwrap_or_default())
}

fn questions(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, open: &[OpenQuestion]) {
    let library = &cx.content.policies;
    let (id, mut typed) = typed(ui, document.id);
    let fields: Vec<&Field> = open.iter().filter_map(|question| asked(question, library)).collect();
    let proposals = proposals(&fields, &typed);
    widgets::heading(ui, &tr!("Open questions"), "", |ui| {
        let count = proposals.len();
        if count > 1 {
            let word = tr!("Confirm all {} proposals", count);
            if Button::secondary(&word).small().icon(icons::LIST_CHECKS).show(ui).clicked() {
                cx.send(Intent::Show(Dialog::confirm_proposals(document, proposals)));
            }
        }
    });
    if open.is_empty() {
        let text = if document.is_written_here() {
            tr!("Nothing is open: every question that this text asks has its answer.")
        } else {
            tr!("Its text is not written here, so it asks nothing.")
        };
        hint(ui, &text);
        return;
    }
    hint(ui, &tr!("A proposal is no answer yet. Confirm it, or enter what holds in your company."));
    for field in fields {
        widgets::divider(ui);
        question(ui, cx, field, &mut typed);
    }
    for other in open.iter().filter(|question| asked(question, library).is_none()) {
        widgets::divider(ui);
        elsewhere(ui, cx, document, other);
    }
    ui.data_mut(|data| data.insert_temp(id, typed));
}

/// The question of the library that is asked here.
fn asked<'a>(question: &OpenQuestion, library: &'a Library) -> Option<&'a Field> {
    match question {
        OpenQuestion::Fact(id) => library.field(id),
        OpenQuestion::Profile(_)
        | OpenQuestion::Role(_)
        | OpenQuestion::Control(_)
        | OpenQuestion::Table(_)
        | OpenQuestion::Unknown { .. }
        | OpenQuestion::Wrong { .. } => None,
    }
}

/// The questions with a proposal, each with what stands in its field: as proposed, or as the person put it right.
fn proposals(fields: &[&Field], typed: &Typed) -> Vec<(String, String)> {
    let standing = |field: &&&Field| {
        let text = typed.get(&field.id).unwrap_or(&field.proposal);
        field.check(text).ok().map(|value| (field.id.clone(), value))
    };
    fields.iter().filter(|field| !field.proposal.is_empty()).filter_map(|field| standing(&field)).collect()
}

/// A question with its field.
fn question(ui: &mut Ui, cx: &mut Cx<'_>, field: &Field, typed: &mut Typed) {
    let mut text = typed.get(&field.id).unwrap_or(&field.proposal).clone();
    let proposed = !field.proposal.is_empty() && text == field.proposal;
    ask(ui, &field.ask);
    let mut confirmed = false;
    ui.horizontal(|ui| {
        confirmed = value_field(ui, field, &mut text, proposed);
        if proposed {
            tag(ui, &tr!("Proposed"));
        }
        let problem = field.check(&text).err().map(|error| error.to_string());
        let name = tr!("Confirm: {}", field.ask);
        let word = tr!("Confirm");
        let button = Button::secondary(&word).named(name).disabled_because(problem.as_deref());
        confirmed = button.show(ui).clicked() || (confirmed && problem.is_none());
    });
    wrong(ui, field, &text);
    hint(ui, &field.why);
    if confirmed {
        typed.remove(&field.id);
        let rule = confirm_rule(&cx.content.policies, vec![(field.id.clone(), text)]);
        cx.send(Intent::Decide(rule));
    } else if text != field.proposal {
        typed.insert(field.id.clone(), text);
    } else {
        typed.remove(&field.id);
    }
}

fn ask(ui: &mut Ui, words: &str) {
    let colour = tokens(ui).text;
    ui.add(Label::new(Type::BodyStrong.text(words).color(colour)).wrap());
}

/// What is wrong with an answer that was typed.
fn wrong(ui: &mut Ui, field: &Field, text: &str) {
    let problem = field.check(text).err().filter(|_| !text.trim().is_empty());
    if let Some(problem) = problem {
        let colour = tokens(ui).danger;
        ui.add(Label::new(Type::Meta.text(problem.to_string()).color(colour)).wrap());
    }
}

/// The field of an answer with its unit. Answers whether it was left with Enter.
fn value_field(ui: &mut Ui, field: &Field, text: &mut String, pale: bool) -> bool {
    let colours = tokens(ui);
    let width = if field.unit.is_some() { 56.0 } else { (ui.available_width() - 200.0).clamp(120.0, 320.0) };
    let id = ui.scope_id().with(("answer", &field.id));
    let edit = TextEdit::singleline(text)
        .id(id)
        .text_color(if pale { colours.text3 } else { colours.text })
        .margin(Margin::symmetric(10, 7))
        .min_size(vec2(0.0, CONTROL))
        .desired_width(width);
    let response = ui.add(edit);
    let spoken = if pale { tr!("{}, proposed", field.ask) } else { field.ask.clone() };
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(spoken));
    focus_ring(ui, &response, 6);
    if let Some([one, many]) = &field.unit {
        let unit = if text.trim() == "1" { one } else { many };
        ui.label(Type::Body.text(unit).color(colours.text2));
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// A question that is answered elsewhere, with the way there.
fn elsewhere(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, question: &OpenQuestion) {
    ask(ui, &question.sentence(&cx.content.policies));
    let lead = question.lead(cx.isms);
    let word = lead_words(cx.isms, &lead);
    if Button::link(&word).trailing(icons::ARROW_RIGHT).show(ui).clicked() {
        follow(ui.ctx(), Some(&lead));
        cx.send(lead_intent(Some(&lead), document.id));
    }
}

/// The rule that confirms answers, each as the id of its question and what was entered.
pub(in crate::ui) fn confirm_rule(library: &Arc<Library>, values: Vec<(String, String)>) -> Rule {
    let library = Arc::clone(library);
    Rule::new(move |isms, outside| {
        let answer = |(id, value): &(String, String)| Some((library.field(id)?, value.clone()));
        let answers: Vec<(&Field, String)> = values.iter().filter_map(answer).collect();
        facts::confirm(isms, &answers, outside)
    })
}

/// Where a lead goes, in words.
pub(in crate::ui) fn lead_words(isms: &Isms, lead: &Lead) -> String {
    match lead {
        Lead::Fact(_) => tr!("Answer it beside the text"),
        Lead::Section(title) => tr!("Go to the section {}", title),
        Lead::Register(RegisterName::Controls, Some(id)) => {
            let control = isms.controls.get((*id).into()).map(|control| control.reference.clone());
            tr!("Go to {}", control.unwrap_or_else(|| RegisterName::Controls.label()))
        }
        Lead::Register(register, _) => tr!("Go to {}", register.label()),
    }
}

/// The wish to go where a question of this document is answered, or to the document itself.
pub(in crate::ui) fn lead_intent(lead: Option<&Lead>, document: DocumentId) -> Intent {
    match lead {
        None | Some(Lead::Fact(_) | Lead::Section(_)) => super::show_document(document),
        Some(Lead::Register(register, id)) => {
            let screen = home(*register).unwrap_or(Screen::Step(Step::Documents));
            Intent::Reveal(screen, *register, *id)
        }
    }
}

fn place_id() -> Id {
    Id::unique("place beside a document")
}

/// Keeps the place beside the text to which a lead goes, for the screen that shows the document next. What no lead
/// names is a property of the document.
pub(in crate::ui) fn follow(ctx: &Context, lead: Option<&Lead>) {
    let place = match lead {
        Some(Lead::Fact(_)) => Place::Questions,
        Some(Lead::Section(title)) => Place::Section(title.clone()),
        Some(Lead::Register(..)) => return,
        None => Place::Details,
    };
    ctx.data_mut(|data| data.insert_temp(place_id(), place));
}

/// The place to which a person was led, once.
pub(super) fn asked_place(ctx: &Context) -> Option<Place> {
    let id = place_id();
    let place = ctx.data(|data| data.get_temp(id));
    ctx.data_mut(|data| data.remove::<Place>(id));
    place
}

/// The confirmed answers that a text names, worked out once for each snapshot.
#[derive(Debug, Default, PartialEq)]
struct Used {
    seq: i64,
    document: DocumentId,
    fields: Vec<String>,
}

impl Used {
    fn of(ui: &Ui, cx: &Cx<'_>, document: &Document) -> Arc<Self> {
        let id = Id::unique("answers used");
        let seq = cx.derived.seq;
        let kept = ui.data(|data| data.get_temp::<Arc<Self>>(id));
        if let Some(used) = kept.filter(|used| used.seq == seq && used.document == document.id) {
            return used;
        }
        let named: BTreeSet<String> =
            document.sections.iter().filter_map(|section| names(&section.text).ok()).flatten().collect();
        let library = &cx.content.policies;
        let answered = |id: &String| library.field(id).is_some() && facts::answer(cx.isms, id).is_some();
        let fields = named.into_iter().filter(answered).collect();
        let used = Arc::new(Self { seq, document: document.id, fields });
        ui.data_mut(|data| data.insert_temp(id, used.clone()));
        used
    }
}

fn answers(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, used: &Used) {
    widgets::heading(ui, &tr!("Answers used here"), "", |_| {});
    let text = if document.is_open() {
        tr!("Other documents may use them too. A new answer changes drafts at once and no approved text.")
    } else {
        tr!("A new answer leaves this approved text as it is. You then see its sentence under “Proposed and due”.")
    };
    hint(ui, &text);
    let content = cx.content;
    let (id, mut typed) = typed(ui, document.id);
    for field in used.fields.iter().filter_map(|id| content.policies.field(id)) {
        widgets::divider(ui);
        answered(ui, cx, field, &mut typed);
    }
    ui.data_mut(|data| data.insert_temp(id, typed));
}

/// An answer with who confirmed it, and the way to another one.
fn answered(ui: &mut Ui, cx: &mut Cx<'_>, field: &Field, typed: &mut Typed) {
    let Some(fact) = cx.isms.facts.iter().rev().find(|fact| fact.key == field.id) else { return };
    let mut text = typed.get(&field.id).unwrap_or(&fact.value).clone();
    ask(ui, &field.ask);
    let mut changed = false;
    ui.horizontal(|ui| {
        let by_key = value_field(ui, field, &mut text, false);
        if text.trim() == fact.value {
            return;
        }
        let problem = field.check(&text).err().map(|error| error.to_string());
        let name = tr!("Confirm: {}", field.ask);
        let word = tr!("Confirm");
        let button = Button::secondary(&word).named(name).disabled_because(problem.as_deref());
        changed = button.show(ui).clicked() || (by_key && problem.is_none());
        if Button::quiet(&tr!("Back")).named(tr!("Back to the confirmed answer: {}", field.ask)).show(ui).clicked() {
            text.clone_from(&fact.value);
        }
    });
    wrong(ui, field, &text);
    hint(ui, &confirmed_words(fact));
    if changed {
        let rule = confirm_rule(&cx.content.policies, vec![(field.id.clone(), text)]);
        cx.send(Intent::DecideAndTell(rule));
        typed.remove(&field.id);
    } else if text == fact.value {
        typed.remove(&field.id);
    } else {
        typed.insert(field.id.clone(), text);
    }
}

fn confirmed_words(fact: &Fact) -> String {
    match fact.confirmed_on.map(format_date) {
        Some(day) => tr!("Confirmed by {0} on {1}.", fact.confirmed_by, day),
        None => tr!("Confirmed by {}.", fact.confirmed_by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_proposals_that_stand_as_answers_are_confirmed_together() {
        let field = |id: &str, proposal: &str| Field {
            id: id.to_owned(),
            unit: Some(["day".to_owned(), "days".to_owned()]),
            proposal: proposal.to_owned(),
            least: 1,
            most: 30,
            ..Field::default()
        };
        let fields = [field("a.kept", "5"), field("a.changed", "5"), field("a.wrong", "5"), field("a.none", "")];
        let fields: Vec<&Field> = fields.iter().collect();
        let typed = [("a.changed", " 7 "), ("a.wrong", "400"), ("a.none", "9")];
        let typed: Typed = typed.into_iter().map(|(id, text)| (id.to_owned(), text.to_owned())).collect();
        let together = proposals(&fields, &typed);
        let expected = [("a.kept", "5"), ("a.changed", "7")].map(|(id, text)| (id.to_owned(), text.to_owned()));
        assert_eq!(together, expected, "what a person has to type, or put right first, is left to its own button");
    }
}
