//! Step 1, management support: profile, people, commitment, business case, objectives, plan.

use eframe::egui::{Label, Ui};
use tr::tr;

use super::acts::{act_on_day, standing_note};
use crate::isms::approval::Approval;
use crate::isms::organisation::Profile;
use crate::isms::steps::Step;
use crate::isms::support::{self, Commitment, business_case_digest};
use crate::isms::{Record, RegisterName as R};
use crate::ui::Cx;
use crate::ui::forms::Sheet;
use crate::ui::intent::Intent;
use crate::ui::register::register_card;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, ChoiceItem, Form, hint, select};

pub(super) fn cards(ui: &mut Ui, cx: &mut Cx<'_>) {
    let isms = cx.isms;
    if let Ok(profile) = isms.profile() {
        widgets::card(ui, |ui| profile_card(ui, cx, profile));
        widgets::card(ui, |ui| facts_card(ui, cx, profile));
    }
    register_card(ui, cx, R::People, &tr!("People and ISMS roles"), "5.3");
    if let Ok(commitment) = isms.commitment() {
        widgets::card(ui, |ui| commitment_card(ui, cx, commitment));
        register_card(ui, cx, R::BusinessReasons, &tr!("Business case: reasons"), "5.1");
        register_card(ui, cx, R::CostLines, &tr!("Business case: costs"), "7.1");
        widgets::card(ui, |ui| business_case_card(ui, cx, commitment));
    }
    register_card(ui, cx, R::Objectives, &tr!("Objectives"), "6.2");
    widgets::card(ui, |ui| plan_card(ui, cx));
}

fn profile_card(ui: &mut Ui, cx: &mut Cx<'_>, profile: &Profile) {
    widgets::heading(ui, &tr!("The organisation"), "4.1", |ui| {
        widgets::history_button(ui, cx, R::Profiles, profile.id.0, &tr!("the organisation"));
    });
    let mut sheet = Sheet::new(ui, cx, profile);
    sheet.text(tr!("Everyday name"), "/name", &profile.name);
    sheet.text(tr!("Legal name"), "/legal_name", &profile.legal_name);
    sheet.hint("profile.legal_name");
    sheet.text(tr!("Sector"), "/sector", &profile.sector);
    sheet.number(tr!("Headcount"), "/headcount", profile.headcount);
    sheet.hint("profile.headcount");
    sheet.text(tr!("Currency"), "/currency", &profile.currency);
    sheet.hint("profile.currency");
    let language = (!profile.document_language.is_empty()).then(|| profile.document_language.clone());
    let items = [ChoiceItem::new("en".to_owned(), tr!("English"))];
    widgets::field_label(sheet.ui, &tr!("Language of documents"));
    let width = sheet.ui.available_width();
    if let Some(answer) =
        select(sheet.ui, &tr!("Language of documents"), &items, language.as_ref(), &tr!("Undecided"), width)
    {
        Form::of(profile).set(
            sheet.cx,
            &tr!("Language of documents"),
            "/document_language",
            &answer.unwrap_or_default(),
        );
    }
}

/// The question behind a working fact, with the name of its help.
fn question(pointer: &str) -> (String, &'static str) {
    match pointer {
        "/remote_work" => (tr!("People work away from the offices"), "profile.remote_work"),
        "/own_development" => (tr!("We develop software"), "profile.own_development"),
        "/cloud_customer" => (tr!("We use cloud services"), "profile.cloud_customer"),
        "/cloud_provider" => (tr!("We offer a cloud service"), "profile.cloud_provider"),
        "/personal_data_controller" => (tr!("We decide how personal data is used"), "profile.personal_data_controller"),
        "/personal_data_processor" => (tr!("We process personal data for others"), "profile.personal_data_processor"),
        "/health_data" => (tr!("We handle health data under HIPAA"), "profile.health_data"),
        "/sec_listed" => (tr!("We are listed in the US, or supply a listed company"), "profile.sec_listed"),
        "/card_data" => (tr!("We handle payment card data"), "profile.card_data"),
        "/industrial_systems" => (tr!("We run industrial control systems"), "profile.industrial_systems"),
        _ => (tr!("An outside company runs our IT"), "profile.outsourced_it"),
    }
}

fn facts_card(ui: &mut Ui, cx: &mut Cx<'_>, profile: &Profile) {
    let open = profile.facts().iter().filter(|(_, fact)| fact.is_none()).count();
    widgets::heading(ui, &tr!("How you work"), "", |ui| left(ui, open));
    hint(ui, &tr!("These answers tailor everything that follows. Leave open what you do not know yet."));
    for (pointer, value) in profile.facts() {
        let (label, key) = question(pointer);
        Form::of(profile).yes_no(ui, cx, &label, pointer, value);
        let text = cx.content.guidance.field(key).to_owned();
        if value.is_none() {
            hint(ui, &text);
        }
        widgets::divider(ui);
    }
}

/// "3 left" in a card's corner, or nothing.
fn left(ui: &mut Ui, open: usize) {
    if open > 0 {
        let colour = tokens(ui).warn;
        ui.label(Type::Meta.text(tr!("{} left", open)).color(colour));
    }
}

fn commitment_card(ui: &mut Ui, cx: &mut Cx<'_>, commitment: &Commitment) {
    widgets::heading(ui, &tr!("Sponsor and commitment"), "5.1", |ui| {
        widgets::history_button(ui, cx, R::Commitments, commitment.id.0, &tr!("the commitment"));
    });
    let mut sheet = Sheet::new(ui, cx, commitment);
    sheet.person(tr!("Sponsor"), "/signatory", commitment.signatory);
    sheet.hint("commitment.signatory");
    sheet.long(tr!("Commitment, in the sponsor’s words"), "/statement", &commitment.statement);
    sheet.hint("commitment.statement");
    sheet.long(tr!("Time and money"), "/resources", &commitment.resources);
    ui.add_space(4.0);
    let standing = Approval::standing(commitment.approval.as_ref(), &commitment.digest());
    let stale = tr!("The statement changed afterwards. Have it signed again.");
    standing_note(ui, commitment.approval.as_ref(), standing, &stale);
    hint(ui, cx.content.guidance.field("commitment.signed_on"));
    if let Some(day) = act_on_day(ui, cx, &tr!("Signed on"), &tr!("Record the signature"), None) {
        let edit = support::sign_commitment(cx.isms, day, cx.now);
        cx.send(Intent::Edit(edit));
    }
}

fn business_case_card(ui: &mut Ui, cx: &mut Cx<'_>, commitment: &Commitment) {
    widgets::heading(ui, &tr!("Approve the business case"), "5.1", |_| {});
    let total: u64 = cx.isms.cost_lines.iter().filter_map(support::CostLine::total).sum();
    let currency = cx.isms.profile().map_or("", |profile| profile.currency.as_str());
    let colour = tokens(ui).text2;
    let text = tr!("{0} reasons, costs of {1} {2} in all.", cx.isms.business_reasons.len(), total, currency);
    ui.add(Label::new(Type::Body.text(text).color(colour)).wrap());
    let approval = commitment.business_case_approval.as_ref();
    let standing = Approval::standing(approval, &business_case_digest(cx.isms));
    standing_note(ui, approval, standing, &tr!("Reasons or costs changed afterwards. Have it approved again."));
    if let Some(day) = act_on_day(ui, cx, &tr!("Business case approved on"), &tr!("Record the approval"), None) {
        let edit = support::approve_business_case(cx.isms, day, cx.now);
        cx.send(Intent::Edit(edit));
    }
}

fn plan_card(ui: &mut Ui, cx: &mut Cx<'_>) {
    let undated = cx.isms.plan_steps.iter().filter(|line| line.target.is_none()).count();
    widgets::heading(ui, &tr!("Plan"), "", |ui| left(ui, undated));
    hint(ui, cx.content.guidance.field("plan.target_date"));
    let isms = cx.isms;
    let people = widgets::people(cx);
    for step in Step::ALL {
        let Some(line) = isms.plan_steps.iter().find(|line| line.step == Some(*step)) else { continue };
        ui.horizontal(|ui| {
            let colour = tokens(ui).text;
            let roomy = ui.available_width() > 520.0;
            let (day, who) = if roomy { (190.0, 170.0) } else { (160.0, 130.0) };
            let width = (ui.available_width() - day - who - 24.0).max(60.0);
            let text = format!("{}  {}", step.number(), step.label());
            ui.add_sized(
                [width, 32.0],
                Label::new(Type::Body.text(text).color(colour)).truncate().halign(eframe::egui::Align::LEFT),
            );
            let form = Form::of(line);
            form.bare_date(ui, cx, &tr!("Step {} done by", step.number()), "/target", line.target, day);
            let name = tr!("Step {} driven by", step.number());
            ui.push_id(line.id().0, |ui| {
                if let Some(answer) = select(ui, &name, &people, line.owner.as_ref(), &tr!("Nobody yet"), who) {
                    form.set(cx, &name, "/owner", &answer);
                }
            });
        });
    }
}
