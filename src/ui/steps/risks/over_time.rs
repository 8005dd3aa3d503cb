//! Over time: dated snapshots of all risks, when the next assessment is due, and what moved between two days.

mod lists;

use std::collections::BTreeMap;
use std::rc::Rc;

use eframe::egui::{Align, Frame, Label, Layout, Margin, ScrollArea, TextEdit, Ui, vec2};
use tr::tr;

use super::arrows::{self, Way};
use crate::isms::method::Method;
use crate::isms::risks::{
    self, Comparison, Direction, Picture, RiskSnapshot, RiskSnapshotId, TakeSnapshot, compare, newest_snapshot,
    next_assessment,
};
use crate::isms::steps::Step;
use crate::isms::{Isms, RegisterName as R, Rule};
use crate::ui::Cx;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{
    self, Button, ChoiceItem, Tone, date_edit, field_label, filter_select, format_date, hint, parse_date,
};

/// What the view remembers: what is typed for the next snapshot, and which two days are compared.
#[derive(Debug, Default)]
pub(super) struct OverTime {
    name: String,
    on: Option<String>,
    occasion: String,
    next: String,
    /// The earlier day; `None` is the newest snapshot.
    before: Option<RiskSnapshotId>,
    /// The later day; `None` is today.
    after: Option<RiskSnapshotId>,
    /// How many snapshots there were when the last one was asked for.
    expects: Option<usize>,
    way: Option<Way>,
    shown: BTreeMap<&'static str, usize>,
    made: Option<(Key, Rc<Comparison>)>,
}

type Key = (i64, RiskSnapshotId, Option<RiskSnapshotId>);

impl OverTime {
    /// The comparison, made once for each snapshot of the file and pair of days.
    fn comparison(
        &mut self,
        isms: &Isms,
        seq: i64,
        before: &RiskSnapshot,
        after: Option<&RiskSnapshot>,
    ) -> Rc<Comparison> {
        let key = (seq, before.id, after.map(|after| after.id));
        if let Some((_, made)) = self.made.as_ref().filter(|(of, _)| *of == key) {
            return made.clone();
        }
        let later = after.map_or_else(|| Picture::today(isms), Picture::of);
        let made = Rc::new(compare(isms, &Picture::of(before), &later));
        self.made = Some((key, made.clone()));
        made
    }
}

/// Draws the view.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    ScrollArea::vertical().id_salt("over time").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            ui.set_max_width(ui.available_width().min(1160.0));
            if ui.available_width() > 760.0 {
                ui.columns(2, |columns| {
                    if let [left, right] = columns {
                        // Columns hand down a justified layout; sentences are set ragged.
                        let ragged = Layout::top_down(Align::LEFT);
                        left.with_layout(ragged, |ui| widgets::card(ui, |ui| kept(ui, cx)));
                        right.with_layout(ragged, |ui| widgets::card(ui, |ui| take(ui, cx)));
                    }
                });
            } else {
                widgets::card(ui, |ui| kept(ui, cx));
                widgets::card(ui, |ui| take(ui, cx));
            }
            if !cx.isms.risk_snapshots.is_empty() {
                widgets::card(ui, |ui| comparison(ui, cx));
            }
            ui.add_space(12.0);
        });
    });
}

/// When the next assessment is due, what asks for one, and the snapshots so far.
fn kept(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    let isms = cx.isms;
    widgets::heading(ui, &tr!("Assessments so far"), "8.2", |_| {});
    if isms.risk_snapshots.is_empty() {
        widgets::paragraph(
            ui,
            &tr!(
                "No snapshot yet. An auditor asks what your risks looked like last year, and what has moved since. Take the first one when every risk is assessed."
            ),
        );
        return;
    }
    let next = next_assessment(isms, cx.now.today);
    ui.horizontal(|ui| {
        ui.label(Type::Body.text(tr!("Next assessment")).color(colours.text2));
        let due = next.due.map_or_else(|| tr!("not dated"), format_date);
        let ink = if next.overdue || next.due.is_none() { colours.warn } else { colours.text };
        ui.label(Type::Card.text(due).color(ink));
        if next.overdue {
            ui.label(Type::BodyStrong.text(tr!("overdue")).color(colours.warn));
        }
    });
    hint(ui, &next.because);
    if !next.triggers.is_empty() {
        widgets::note(ui, Tone::Info, &tr!("Changes since then that may ask for an assessment earlier:"));
        for trigger in next.triggers.iter().take(4) {
            if Button::link(&trigger.name).named(tr!("Go to {}", trigger.reference)).show(ui).clicked() {
                let screen = Screen::Step(Step::Certification);
                cx.send(Intent::Reveal(screen, R::ChangeTriggers, Some(trigger.id.0)));
            }
        }
    }
    widgets::divider(ui);
    for snapshot in isms.risk_snapshots.iter().rev() {
        ui.horizontal(|ui| {
            ui.label(Type::Meta.text(&snapshot.reference).color(colours.text3));
            ui.add(Label::new(Type::BodyStrong.text(&snapshot.name).color(colours.text)).truncate());
        });
        let on = snapshot.on.map(format_date).unwrap_or_default();
        hint(ui, &tr!("{0}, {1} risks. {2}", on, snapshot.risks.len(), snapshot.occasion));
    }
}

/// The form of the next snapshot.
fn take(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::heading(ui, &tr!("Take a snapshot"), "8.2", |_| {});
    hint(ui, &tr!("It freezes every risk with its levels and the method. Nobody can edit it afterwards."));
    let today = cx.now.today;
    let time = &mut cx.state.views.risks.time;
    line(ui, &tr!("Name of the snapshot"), &mut time.name, &tr!("For example: Yearly assessment 2026"));
    line(ui, &tr!("What gave rise to it"), &mut time.occasion, &tr!("In your own words, or choose below"));
    ui.horizontal_wrapped(|ui| {
        for words in [tr!("The yearly date"), tr!("A change"), tr!("An incident")] {
            if Button::secondary(&words).small().named(tr!("Occasion: {}", words)).show(ui).clicked() {
                time.occasion = words;
            }
        }
    });
    let mut on = time.on.clone().unwrap_or_else(|| format_date(today));
    ui.horizontal(|ui| {
        ui.vertical(|ui| day(ui, &tr!("Day it stands for"), &mut on, today, false));
        ui.vertical(|ui| day(ui, &tr!("Next assessment by"), &mut time.next, today, true));
    });
    hint(ui, &tr!("Without a day for the next assessment, the months of the method decide."));
    time.on = Some(on.clone());
    let next = parse_date(&time.next);
    let wrong = parse_date(&on).is_none() || next.is_none() && !time.next.trim().is_empty();
    let why = wrong.then(|| tr!("Enter a date. For example: 31 Mar 2026."));
    let wish = parse_date(&on).map(|on| TakeSnapshot {
        name: time.name.clone(),
        on,
        occasion: time.occasion.clone(),
        next_assessment: next,
    });
    let count = cx.isms.risk_snapshots.len();
    let taken = time.expects.is_some_and(|before| count > before);
    if Button::primary(&tr!("Take the snapshot")).disabled_because(why.as_deref()).show(ui).clicked()
        && let Some(wish) = wish
    {
        time.expects = Some(count);
        cx.send(Intent::DecideAndTell(Rule::new(move |isms, outside| risks::take_snapshot(isms, &wish, outside))));
    } else if taken {
        // It is in the register now: the form is ready for the one after.
        (time.name, time.occasion, time.next) = (String::new(), String::new(), String::new());
        (time.on, time.expects) = (None, None);
    }
}

fn line(ui: &mut Ui, label: &str, text: &mut String, example: &str) {
    let name = field_label(ui, label);
    let width = ui.available_width();
    let edit = TextEdit::singleline(text)
        .id(ui.scope_id().with(("snapshot", label)))
        .hint_text(Type::Body.text(example).color(tokens(ui).text3))
        .margin(Margin::symmetric(10, 7))
        .desired_width(width);
    ui.add(edit).labelled_by(name.id);
}

fn day(ui: &mut Ui, label: &str, text: &mut String, today: jiff::civil::Date, may_be_empty: bool) {
    field_label(ui, label);
    let wrong = parse_date(text).is_none() && !(may_be_empty && text.trim().is_empty());
    let edited = date_edit(ui, label, text, today, 180.0, wrong);
    if let Some(picked) = edited.picked {
        *text = format_date(picked);
    }
}

/// Two days beside each other.
fn comparison(ui: &mut Ui, cx: &mut Cx<'_>) {
    let isms = cx.isms;
    widgets::heading(ui, &tr!("What moved"), "8.2", |_| {});
    let Some(newest) = newest_snapshot(isms) else { return };
    ui.horizontal_wrapped(|ui| choose_days(ui, cx, newest.id));
    let time = &mut cx.state.views.risks.time;
    let before = time.before.and_then(|id| isms.risk_snapshots.get(id)).unwrap_or(newest);
    let after = time.after.and_then(|id| isms.risk_snapshots.get(id));
    if after.is_some_and(|after| after.id == before.id) {
        hint(ui, &tr!("Choose two different days."));
        return;
    }
    let found = time.comparison(isms, cx.derived.seq, before, after);
    counts(ui, &found);
    let method = match after {
        Some(after) => after.methods.last(),
        None => isms.current_method(),
    };
    let wide = ui.available_width() > 780.0;
    let Some(method) = method.filter(|_| !found.moved.is_empty()) else {
        lists::show(ui, cx, &found, None);
        return;
    };
    if wide {
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(470.0, 0.0), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(470.0);
                    map(ui, cx, method, &found);
                });
            });
            ui.add_space(16.0);
            ui.vertical(|ui| lists::show(ui, cx, &found, Some(method)));
        });
    } else {
        map(ui, cx, method, &found);
        lists::show(ui, cx, &found, Some(method));
    }
}

fn choose_days(ui: &mut Ui, cx: &mut Cx<'_>, newest: RiskSnapshotId) {
    let colours = tokens(ui);
    let named = |snapshot: &RiskSnapshot| {
        let on = snapshot.on.map(format_date).unwrap_or_default();
        ChoiceItem::new(snapshot.id, format!("{}, {on}", snapshot.name))
    };
    let items: Vec<ChoiceItem<RiskSnapshotId>> = cx.isms.risk_snapshots.iter().rev().map(named).collect();
    let time = &mut cx.state.views.risks.time;
    ui.label(Type::Body.text(tr!("From")).color(colours.text2));
    let before = time.before.unwrap_or(newest);
    if let Some(answer) = filter_select(ui, &tr!("Compare from"), &items, Some(&before), &tr!("Newest snapshot"), 300.0)
    {
        (time.before, time.way) = (answer, None);
    }
    ui.label(Type::Body.text(tr!("to")).color(colours.text2));
    if let Some(answer) = filter_select(ui, &tr!("Compare to"), &items, time.after.as_ref(), &tr!("Today"), 300.0) {
        (time.after, time.way) = (answer, None);
    }
    if time.after.is_some() && Button::quiet(&tr!("Today")).small().named(tr!("Compare to today")).show(ui).clicked() {
        (time.after, time.way) = (None, None);
    }
}

fn counts(ui: &mut Ui, found: &Comparison) {
    let way = |direction| found.moved.iter().filter(|step| step.direction() == direction).count();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 26.0;
        for (number, word) in [
            (way(Direction::Down), tr!("moved down")),
            (way(Direction::Up), tr!("moved up")),
            (way(Direction::Aside), tr!("moved aside")),
            (found.new.len(), tr!("new")),
            (found.gone.len(), tr!("gone")),
            (found.changed.len(), tr!("changed, same level")),
            (found.accepted_since.len(), tr!("accepted since")),
            (found.unchanged.len(), tr!("unchanged")),
        ] {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let colours = tokens(ui);
                let ink = if number == 0 { colours.text3 } else { colours.text };
                ui.label(Type::Headline.text(number.to_string()).color(ink));
                ui.label(Type::Meta.text(word).color(colours.text2));
            });
        }
    });
    ui.add_space(4.0);
}

fn map(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, found: &Comparison) {
    let ways = arrows::ways(&found.moved, method);
    let chosen = cx.state.views.risks.time.way;
    if let Some(answer) = arrows::map(ui, method, &found.moved, &ways, chosen) {
        cx.state.views.risks.time.way = answer;
    }
    let drawn: usize = ways.values().map(Vec::len).sum();
    if drawn < found.moved.len() {
        let rest = found.moved.len() - drawn;
        hint(ui, &tr!("{} more moved without an arrow: judged for the first time, or under two methods.", rest));
    }
    hint(
        ui,
        &tr!(
            "Each arrow leads from the earlier cell to the later one, with the number of risks. Choose one to list its risks alone."
        ),
    );
}
