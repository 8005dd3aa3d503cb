//! Forms of the registers of steps 4 to 8.

use tr::tr;

use super::Sheet;
use crate::isms::RegisterName as R;
use crate::isms::audits::{
    Audit, AuditProgramme, ManagementReview, Metric, Nonconformity, NonconformitySource, REVIEW_INPUTS, ReviewInput,
    review_input_word,
};
use crate::isms::certification::{Body, Certificate, ChangeTrigger, ExternalAudit, ExternalAuditKind, Quote};
use crate::isms::documents::Acknowledgement;
use crate::isms::evidence::Evidence;
use crate::isms::incidents::{Incident, Severity};
use crate::isms::organisation::IsmsRole;
use crate::isms::risks::Property;
use crate::isms::suppliers::{Criticality, Supplier};
use crate::isms::support::Reading;
use crate::isms::training::{Attendance, Communication, Course, Session};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, Form, format_date};

type S<'s, 'x, 'a> = &'s mut Sheet<'x, 'a>;

pub(super) fn evidence(sheet: S<'_, '_, '_>, r: &Evidence) {
    sheet.text(tr!("Evidence"), "/name", &r.name);
    super::content::show(sheet, r);
    if r.content.is_empty() {
        sheet.text(tr!("Where it is"), "/link", &r.link);
    }
    sheet.date(tr!("Evidence for"), "/effective", r.effective);
    sheet.hint("evidence.effective");
    sheet.date(tr!("Counts until"), "/valid_until", r.valid_until);
    sheet.links(tr!("Controls it shows"), "/controls", &r.controls, R::Controls);
    sheet.clauses(tr!("Clauses it shows"), "/clauses", &r.clauses);
    sheet.links(tr!("Training sessions it shows"), "/sessions", &r.sessions, R::Sessions);
    sheet.links(tr!("Nonconformities it shows corrected"), "/nonconformities", &r.nonconformities, R::Nonconformities);
    sheet.long(tr!("Notes"), "/notes", &r.notes);
}

pub(super) fn supplier(sheet: S<'_, '_, '_>, r: &Supplier) {
    sheet.text(tr!("Supplier"), "/name", &r.name);
    sheet.text(tr!("Service"), "/service", &r.service);
    sheet.hint("supplier.service");
    sheet.segments(tr!("Criticality"), "/criticality", Criticality::ALL, Criticality::label, r.criticality);
    sheet.yes_no(tr!("Sees or holds personal data"), "/personal_data", r.personal_data);
    sheet.text(tr!("Contract"), "/contract", &r.contract);
    sheet.long(tr!("Security clauses"), "/security_clauses", &r.security_clauses);
    sheet.hint("supplier.contract");
    sheet.person(tr!("Owner"), "/owner", r.owner);
    sheet.date(tr!("Reviewed on"), "/reviewed", r.reviewed);
    sheet.date(tr!("Next review"), "/next_review", r.next_review);
    sheet.long(tr!("Notes"), "/notes", &r.notes);
}

pub(super) fn incident(sheet: S<'_, '_, '_>, r: &Incident) {
    sheet.text(tr!("Incident"), "/name", &r.name);
    sheet.text(tr!("Kind"), "/kind", &r.kind);
    sheet.several(tr!("It touched"), "/affects", Property::ALL, Property::label, &r.affects);
    sheet.segments(tr!("Severity"), "/severity", Severity::ALL, Severity::label, r.severity);
    sheet.yes_no(tr!("Personal data was breached"), "/personal_data_breach", r.personal_data_breach);
    sheet.person(tr!("Handled by"), "/owner", r.owner);
    sheet.long(tr!("What we learned"), "/lesson", &r.lesson);
    sheet.links(tr!("Risks"), "/risks", &r.risks, R::Risks);
    sheet.links(tr!("Controls"), "/controls", &r.controls, R::Controls);
}

pub(super) fn course(sheet: S<'_, '_, '_>, r: &Course) {
    sheet.text(tr!("Course"), "/name", &r.name);
    sheet.yes_no(tr!("Everyone needs it"), "/for_everyone", r.for_everyone);
    sheet.several(tr!("Roles that need it"), "/for_roles", IsmsRole::ALL, IsmsRole::label, &r.for_roles);
    sheet.hint("course.needed_by");
    sheet.number(tr!("Repeat after months"), "/valid_months", r.valid_months);
    sheet.long(tr!("What it teaches"), "/content", &r.content);
}

pub(super) fn session(sheet: S<'_, '_, '_>, r: &Session) {
    sheet.text(tr!("Session"), "/name", &r.name);
    sheet.link(tr!("Course"), "/course", r.course, R::Courses);
    sheet.date(tr!("Held on"), "/on", r.on);
    sheet.text(tr!("Trainer"), "/trainer", &r.trainer);
}

pub(super) fn attendance(sheet: S<'_, '_, '_>, r: &Attendance) {
    sheet.person(tr!("Person"), "/person", r.person);
    sheet.link(tr!("Session"), "/session", r.session, R::Sessions);
    sheet.date(tr!("Attended on"), "/on", r.on);
    sheet.hint("attendance.date");
    sheet.text(tr!("Result"), "/result", &r.result);
    sheet.link(tr!("Evidence"), "/evidence", r.evidence, R::Evidence);
}

pub(super) fn acknowledgement(sheet: S<'_, '_, '_>, r: &Acknowledgement) {
    sheet.person(tr!("Person"), "/person", r.person);
    sheet.link(tr!("Document"), "/document", r.document, R::Documents);
    sheet.text(tr!("Version"), "/version", &r.version);
    sheet.date(tr!("Acknowledged on"), "/on", r.on);
}

pub(super) fn communication(sheet: S<'_, '_, '_>, r: &Communication) {
    sheet.text(tr!("What"), "/name", &r.name);
    sheet.hint("communication.what");
    sheet.text(tr!("When"), "/occasion", &r.occasion);
    sheet.text(tr!("To whom"), "/audience", &r.audience);
    sheet.person(tr!("By whom"), "/sender", r.sender);
    sheet.text(tr!("How"), "/channel", &r.channel);
}

pub(super) fn metric(sheet: S<'_, '_, '_>, r: &Metric) {
    sheet.text(tr!("Metric"), "/name", &r.name);
    sheet.long(tr!("How it is measured"), "/method", &r.method);
    sheet.person(tr!("Owner"), "/owner", r.owner);
    sheet.number(tr!("Every so many months"), "/every_months", r.every_months);
    sheet.text(tr!("Target"), "/target", &r.target);
    sheet.hint("metric.target");
    readings(sheet, r);
}

/// Readings append; what was read stays.
fn readings(sheet: S<'_, '_, '_>, r: &Metric) {
    widgets::section_label(sheet.ui, &tr!("Readings"));
    for reading in &r.readings {
        let on = reading.on.map(format_date).unwrap_or_default();
        let colour = tokens(sheet.ui).text2;
        sheet.ui.label(Type::Body.text(format!("{on}: {}", reading.value)).color(colour));
    }
    let id = sheet.ui.scope_id().with((r.id, "new reading"));
    let mut value = sheet.ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    let label = widgets::field_label(sheet.ui, &tr!("New reading"));
    sheet.ui.horizontal(|ui| {
        ui.add(
            eframe::egui::TextEdit::singleline(&mut value)
                .id(id.with("field"))
                .margin(eframe::egui::Margin::symmetric(10, 7))
                .desired_width(150.0),
        )
        .labelled_by(label.id);
        let why = value.trim().is_empty().then(|| tr!("Enter the value first."));
        if Button::secondary(&tr!("Record reading")).disabled_because(why.as_deref()).show(ui).clicked() {
            let mut readings = r.readings.clone();
            readings.push(Reading {
                on: Some(sheet.cx.now.today),
                value: value.trim().to_owned(),
                remark: String::new(),
                recorded: Some(sheet.cx.now.at),
            });
            Form::of(r).set(sheet.cx, &tr!("Reading"), "/readings", &readings);
            value.clear();
        }
    });
    sheet.ui.data_mut(|data| data.insert_temp(id, value));
}

pub(super) fn programme(sheet: S<'_, '_, '_>, r: &AuditProgramme) {
    sheet.text(tr!("Name"), "/name", &r.name);
    sheet.date(tr!("First day"), "/from", r.from);
    sheet.date(tr!("Last day"), "/until", r.until);
}

pub(super) fn audit(sheet: S<'_, '_, '_>, r: &Audit) {
    sheet.text(tr!("Audit"), "/name", &r.name);
    sheet.link(tr!("Programme"), "/programme", r.programme, R::AuditProgrammes);
    sheet.long(tr!("Criteria"), "/criteria", &r.criteria);
    sheet.hint("audit.criteria");
    sheet.long(tr!("Audit scope"), "/scope", &r.scope);
    sheet.clauses(tr!("Clauses"), "/clauses", &r.clauses);
    sheet.links(tr!("Controls"), "/controls", &r.controls, R::Controls);
    let all: Vec<_> = sheet.cx.isms.controls.iter().filter(|c| c.applicable == Some(true)).map(|c| c.id).collect();
    if Button::link(&tr!("Cover every applicable control")).show(sheet.ui).clicked() {
        Form::of(r).set(sheet.cx, &tr!("Controls"), "/controls", &all);
    }
    sheet.person(tr!("Auditor"), "/auditor", r.auditor);
    sheet.text(tr!("Or an outside auditor"), "/external_auditor", &r.external_auditor);
    sheet.long(tr!("Why the auditor is impartial"), "/independence", &r.independence);
    sheet.hint("audit.independence");
    sheet.date(tr!("Planned for"), "/planned", r.planned);
    sheet.date(tr!("Held on"), "/held", r.held);
    sheet.long(tr!("Conclusion"), "/conclusion", &r.conclusion);
}

pub(super) fn nonconformity(sheet: S<'_, '_, '_>, r: &Nonconformity) {
    sheet.text(tr!("Nonconformity"), "/name", &r.name);
    sheet.choice(tr!("Found in"), "/source", NonconformitySource::ALL, NonconformitySource::label, r.source);
    match r.source {
        Some(NonconformitySource::Audit) => sheet.link(tr!("Audit"), "/audit", r.audit, R::Audits),
        Some(NonconformitySource::Incident) => sheet.link(tr!("Incident"), "/incident", r.incident, R::Incidents),
        Some(NonconformitySource::Review) => sheet.link(tr!("Review"), "/review", r.review, R::ManagementReviews),
        Some(NonconformitySource::Certification) => {
            sheet.link(tr!("External audit"), "/external_audit", r.external_audit, R::ExternalAudits);
        }
        Some(NonconformitySource::Other) | None => {}
    }
    sheet.yes_no(tr!("Major"), "/major", r.major);
    sheet.long(tr!("Correction"), "/correction", &r.correction);
    sheet.long(tr!("Root cause"), "/root_cause", &r.root_cause);
    sheet.hint("nonconformity.cause");
    sheet.long(tr!("Corrective action"), "/corrective_action", &r.corrective_action);
    sheet.person(tr!("Owner"), "/owner", r.owner);
    sheet.date(tr!("Due"), "/due", r.due);
    sheet.yes_no(tr!("The action works"), "/effective", r.effective);
    sheet.hint("nonconformity.effectiveness");
    sheet.person(tr!("Checked by"), "/checked_by", r.checked_by);
    sheet.date(tr!("Checked on"), "/checked_on", r.checked_on);
    sheet.date(tr!("Closed on"), "/closed", r.closed);
}

pub(super) fn review(sheet: S<'_, '_, '_>, r: &ManagementReview) {
    sheet.text(tr!("Review"), "/name", &r.name);
    sheet.date(tr!("Planned for"), "/planned", r.planned);
    sheet.date(tr!("Held on"), "/held", r.held);
    sheet.links(tr!("Attendees"), "/attendees", &r.attendees, R::People);
    widgets::section_label(sheet.ui, &tr!("Inputs"));
    sheet.hint("review.inputs");
    if r.inputs.is_empty() {
        if Button::secondary(&tr!("Take all inputs of 9.3.2")).show(sheet.ui).clicked() {
            let inputs: Vec<ReviewInput> = REVIEW_INPUTS
                .iter()
                .map(|topic| ReviewInput { topic: (*topic).to_owned(), discussion: String::new() })
                .collect();
            Form::of(r).set(sheet.cx, &tr!("Inputs"), "/inputs", &inputs);
        }
    } else {
        const POINTERS: [&str; 10] = [
            "/inputs/0/discussion",
            "/inputs/1/discussion",
            "/inputs/2/discussion",
            "/inputs/3/discussion",
            "/inputs/4/discussion",
            "/inputs/5/discussion",
            "/inputs/6/discussion",
            "/inputs/7/discussion",
            "/inputs/8/discussion",
            "/inputs/9/discussion",
        ];
        for (input, pointer) in r.inputs.iter().zip(POINTERS) {
            Form::of(r).long_text(sheet.ui, sheet.cx, &review_input_word(&input.topic), pointer, &input.discussion, 2);
        }
    }
    sheet.long(tr!("Decisions"), "/decisions", &r.decisions);
    sheet.links(tr!("Actions"), "/actions", &r.actions, R::Actions);
}

pub(super) fn body(sheet: S<'_, '_, '_>, r: &Body) {
    sheet.text(tr!("Certification body"), "/name", &r.name);
    sheet.hint("certification.body");
    sheet.text(tr!("Accredited by"), "/accreditation", &r.accreditation);
    sheet.yes_no(tr!("Chosen"), "/chosen", r.chosen);
    sheet.text(tr!("Contact"), "/contact", &r.contact);
}

pub(super) fn quote(sheet: S<'_, '_, '_>, r: &Quote) {
    sheet.text(tr!("Quote"), "/name", &r.name);
    sheet.link(tr!("Certification body"), "/body", r.body, R::Bodies);
    sheet.number(tr!("Half days"), "/half_days", r.half_days);
    sheet.number(tr!("Price"), "/price", r.price);
    sheet.date(tr!("Holds until"), "/valid_until", r.valid_until);
}

pub(super) fn external_audit(sheet: S<'_, '_, '_>, r: &ExternalAudit) {
    sheet.text(tr!("Audit"), "/name", &r.name);
    sheet.choice(tr!("Kind"), "/kind", ExternalAuditKind::ALL, ExternalAuditKind::label, r.kind);
    sheet.hint("certification.stage1");
    sheet.link(tr!("Certification body"), "/body", r.body, R::Bodies);
    sheet.date(tr!("First day"), "/starts", r.starts);
    sheet.date(tr!("Last day"), "/ends", r.ends);
    sheet.text(tr!("Auditors"), "/auditors", &r.auditors);
    sheet.long(tr!("Result"), "/result", &r.result);
    sheet.yes_no(tr!("All findings closed"), "/findings_closed", r.findings_closed);
}

pub(super) fn certificate(sheet: S<'_, '_, '_>, r: &Certificate) {
    sheet.text(tr!("Certificate"), "/name", &r.name);
    sheet.text(tr!("Number"), "/number", &r.number);
    sheet.long(tr!("Scope on the certificate"), "/scope", &r.scope);
    sheet.link(tr!("Certification body"), "/body", r.body, R::Bodies);
    sheet.date(tr!("Issued on"), "/issued", r.issued);
    sheet.date(tr!("Valid until"), "/valid_until", r.valid_until);
}

pub(super) fn change(sheet: S<'_, '_, '_>, r: &ChangeTrigger) {
    sheet.text(tr!("Change"), "/name", &r.name);
    sheet.date(tr!("Came up on"), "/on", r.on);
    sheet.long(tr!("What has to be reviewed"), "/review", &r.review);
    sheet.person(tr!("Owner"), "/owner", r.owner);
    sheet.date(tr!("Due"), "/due", r.due);
    sheet.date(tr!("Done on"), "/done_on", r.done_on);
}
