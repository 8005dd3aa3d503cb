//! Acceptance: each owner's risks, what can be accepted today and how, what changed since, what is missing first.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use eframe::egui::{Align, Frame, Layout, Margin, ScrollArea, Sense, Ui, vec2};
use jiff::civil::Date;
use tr::tr;

use super::rows::{PAGE, more, risk_line};
use crate::isms::organisation::PersonId;
use crate::isms::risks::{self, OwnerSheet, Risk, RiskId, acceptance_gaps, acceptance_sheets, what_changed};
use crate::ui::dialogs::Dialog;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, Tone, avatar, date_edit, format_date, hint, parse_date, tag};
use crate::ui::{Cx, icons};

/// The four lists of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Again,
    Above,
    Below,
    Missing,
}

/// What the view remembers.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    made: Option<(i64, Rc<[OwnerSheet]>)>,
    ticked: BTreeSet<RiskId>,
    days: BTreeMap<PersonId, String>,
    shown: BTreeMap<(Option<PersonId>, Part), usize>,
}

impl Sheets {
    /// The sheets, made once for each snapshot.
    fn sheets(&mut self, isms: &crate::isms::Isms, seq: i64, today: Date) -> Rc<[OwnerSheet]> {
        if let Some((_, sheets)) = self.made.as_ref().filter(|(of, _)| *of == seq) {
            return sheets.clone();
        }
        let sheets: Rc<[OwnerSheet]> = acceptance_sheets(isms, today).into();
        self.made = Some((seq, sheets.clone()));
        sheets
    }
}

/// Draws the view.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (isms, seq, today) = (cx.isms, cx.derived.seq, cx.now.today);
    let sheets = cx.state.views.risks.sheets.sheets(isms, seq, today);
    ScrollArea::vertical().id_salt("acceptance").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            ui.set_max_width(ui.available_width().min(980.0));
            widgets::card(ui, |ui| summary(ui, cx, &sheets));
            for sheet in sheets.iter() {
                ui.push_id(sheet.owner, |ui| widgets::card(ui, |ui| owner_sheet(ui, cx, sheet)));
            }
            ui.add_space(12.0);
        });
    });
}

fn summary(ui: &mut Ui, cx: &mut Cx<'_>, sheets: &[OwnerSheet]) {
    widgets::heading(ui, &tr!("Acceptance of what remains"), "6.1.3 f", |ui| {
        let word = tr!("Print acceptance sheets");
        if Button::secondary(&word).icon(icons::PRINTER).small().show(ui).clicked() {
            cx.send(Intent::Show(Dialog::export(&cx.save.path, "risk-acceptance")));
        }
    });
    if sheets.is_empty() {
        hint(ui, &tr!("No risks yet. Once they are assessed and treated, their owners accept here what remains."));
        return;
    }
    let line = cx.isms.current_method().and_then(|method| method.acceptable_up_to);
    let text = match line {
        Some(line) => tr!(
            "Only its owner accepts a risk, and with it the treatment. Above the line of {} each one by itself, the rest together on one sheet.",
            line
        ),
        None => tr!(
            "The acceptance line is undecided. Set it on the tab Method: until then every risk is accepted by itself."
        ),
    };
    widgets::paragraph(ui, &text);
    let count = |list: fn(&OwnerSheet) -> &Vec<RiskId>| sheets.iter().map(|sheet| list(sheet).len()).sum::<usize>();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 28.0;
        for (number, word) in [
            (count(|sheet| &sheet.accepted), tr!("accepted")),
            (count(|sheet| &sheet.again), tr!("to accept again")),
            (count(|sheet| &sheet.above), tr!("above the line")),
            (count(|sheet| &sheet.below), tr!("for the sheets")),
            (count(|sheet| &sheet.missing), tr!("not ready")),
        ] {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(Type::Headline.text(number.to_string()).color(tokens(ui).text));
                ui.label(Type::Meta.text(word).color(tokens(ui).text2));
            });
        }
    });
}

fn owner_sheet(ui: &mut Ui, cx: &mut Cx<'_>, sheet: &OwnerSheet) {
    let day = head(ui, cx, sheet);
    ui.spacing_mut().item_spacing.y = 4.0;
    let parts = [
        (Part::Again, &sheet.again, tr!("Accept again")),
        (Part::Above, &sheet.above, tr!("Above the line, one by one")),
        (Part::Below, &sheet.below, tr!("At or below the line, on one sheet")),
        (Part::Missing, &sheet.missing, tr!("Not ready for acceptance")),
    ];
    for (part, ids, title) in parts {
        if ids.is_empty() {
            continue;
        }
        widgets::divider(ui);
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            widgets::section_label(ui, &title);
            ui.label(Type::Body.text(ids.len().to_string()).color(tokens(ui).text3));
            if part == Part::Below {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| tick_all(ui, cx, sheet));
            }
        });
        let shown = cx.state.views.risks.sheets.shown.get(&(sheet.owner, part)).copied().unwrap_or(PAGE);
        for risk in ids.iter().take(shown).filter_map(|id| cx.isms.risks.get(*id)) {
            match part {
                Part::Again => again(ui, cx, risk, day),
                Part::Above => above(ui, cx, risk, day),
                Part::Below => below(ui, cx, risk),
                Part::Missing => missing(ui, cx, risk),
            }
        }
        let mut now_shown = shown;
        more(ui, &title, ids.len(), &mut now_shown);
        cx.state.views.risks.sheets.shown.insert((sheet.owner, part), now_shown);
        if part == Part::Below {
            record_sheet(ui, cx, sheet, day);
        }
    }
}

/// Who, how much is accepted already, and the day that goes for every button of the sheet.
fn head(ui: &mut Ui, cx: &mut Cx<'_>, sheet: &OwnerSheet) -> Option<Date> {
    let colours = tokens(ui);
    let today = cx.now.today;
    let person = sheet.owner.and_then(|id| cx.isms.people.get(id));
    let mut day = None;
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        if let Some(person) = person {
            let (rect, _) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::hover());
            avatar(ui, rect.center(), &person.initials());
        }
        let name = person.map_or_else(|| tr!("Without an owner"), |person| person.name.clone());
        ui.label(Type::Card.text(&name).color(colours.text));
        if let Some(title) = person.map(|person| person.job_title.as_str()).filter(|title| !title.is_empty()) {
            ui.label(Type::Meta.text(title).color(colours.text3));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let accepted = sheet.accepted.len();
            if let Some(owner) = sheet.owner.filter(|_| sheet.is_open()) {
                let days = &mut cx.state.views.risks.sheets.days;
                let text = days.entry(owner).or_insert_with(|| format_date(today));
                let wrong = parse_date(text).is_none();
                ui.allocate_ui_with_layout(vec2(190.0, 32.0), Layout::left_to_right(Align::Center), |ui| {
                    let edited = date_edit(ui, &tr!("Accepted on, {}", name), text, today, 190.0, wrong);
                    if let Some(picked) = edited.picked {
                        *text = format_date(picked);
                    }
                });
                day = parse_date(text);
                ui.label(Type::Meta.text(tr!("Signed on")).color(colours.text2));
                ui.add_space(12.0);
            }
            if accepted > 0 {
                ui.label(Type::Meta.text(tr!("{} accepted", accepted)).color(colours.success));
                ui.label(eframe::egui::RichText::new(icons::SEAL_CHECK_FILL).size(15.0).color(colours.success));
            }
        });
    });
    day
}

fn accept_button(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk, word: &str, day: Option<Date>, why: Option<&str>) {
    let wrong = day.is_none().then(|| tr!("Enter a date. For example: 31 Mar 2026."));
    let button = Button::secondary(word)
        .small()
        .named(format!("{word}: {}", risk.reference))
        .disabled_because(why.or(wrong.as_deref()));
    if button.show(ui).clicked()
        && let Some((by, on)) = risk.owner.zip(day)
    {
        let edit = risks::accept(cx.isms, risk.id, by, on, cx.now);
        cx.send(Intent::Edit(edit));
    }
}

fn again(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk, day: Option<Date>) {
    let gap = acceptance_gaps(cx.isms, risk, cx.now.today).first().map(|gap| gap.sentence(cx.isms, risk));
    let then = risk.acceptance.as_ref().and_then(|acceptance| acceptance.on).map(format_date).unwrap_or_default();
    risk_line(ui, cx, risk, 120.0, |ui, cx| {
        accept_button(ui, cx, risk, &tr!("Accept again"), day, gap.as_deref());
    });
    let lines = what_changed(risk, cx.isms).join("\n");
    ui.horizontal_top(|ui| {
        ui.add_space(60.0);
        ui.vertical(|ui| widgets::note(ui, Tone::Warn, &format!("{}\n{lines}", tr!("Changed since {}:", then))));
    });
}

fn above(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk, day: Option<Date>) {
    risk_line(ui, cx, risk, 120.0, |ui, cx| accept_button(ui, cx, risk, &tr!("Accept"), day, None));
}

fn below(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let id = risk.id;
    ui.horizontal(|ui| {
        let ticked = &mut cx.state.views.risks.sheets.ticked;
        let mut on = ticked.contains(&id);
        let response = ui.checkbox(&mut on, "");
        let spoken = tr!("Put {} on the sheet", risk.reference);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(spoken));
        if response.changed() {
            if on {
                ticked.insert(id);
            } else {
                ticked.remove(&id);
            }
        }
        let word = risk.option.map(risks::TreatmentOption::label).unwrap_or_default();
        risk_line(ui, cx, risk, 120.0, |ui, _| {
            ui.label(Type::Meta.text(word).color(tokens(ui).text2));
        });
    });
}

fn missing(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let gaps = acceptance_gaps(cx.isms, risk, cx.now.today);
    risk_line(ui, cx, risk, 330.0, |ui, _| {
        for gap in gaps.iter().rev() {
            tag(ui, &gap.label());
        }
    });
}

/// The risks of the sheet that are ticked.
fn ticked(cx: &Cx<'_>, sheet: &OwnerSheet) -> Vec<RiskId> {
    let ticked = &cx.state.views.risks.sheets.ticked;
    sheet.below.iter().copied().filter(|id| ticked.contains(id)).collect()
}

fn tick_all(ui: &mut Ui, cx: &mut Cx<'_>, sheet: &OwnerSheet) {
    let name = cx.isms.person_name(sheet.owner);
    let all = ticked(cx, sheet).len() == sheet.below.len();
    let word = if all { tr!("Tick none") } else { tr!("Tick all") };
    if Button::quiet(&word).small().named(format!("{word}: {name}")).show(ui).clicked() {
        let marks = &mut cx.state.views.risks.sheets.ticked;
        for id in &sheet.below {
            if all {
                marks.remove(id);
            } else {
                marks.insert(*id);
            }
        }
    }
}

fn record_sheet(ui: &mut Ui, cx: &mut Cx<'_>, sheet: &OwnerSheet, day: Option<Date>) {
    let Some(owner) = sheet.owner else { return };
    let ids = ticked(cx, sheet);
    let name = cx.isms.person_name(Some(owner));
    let why = if ids.is_empty() {
        Some(tr!("Tick the risks that {} accepts.", name))
    } else {
        day.is_none().then(|| tr!("Enter a date. For example: 31 Mar 2026."))
    };
    let word = tr!("Record acceptance of {0} risks by {1}", ids.len(), name);
    if Button::primary(&word).disabled_because(why.as_deref()).show(ui).clicked()
        && let Some(on) = day
    {
        let edit = risks::accept_below(cx.isms, &ids, owner, on, cx.now);
        cx.state.views.risks.sheets.ticked.retain(|id| !ids.contains(id));
        cx.send(Intent::Edit(edit));
    }
}
