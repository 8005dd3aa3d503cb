//! A new company walks the eight steps, decides the 93 controls and prints its Statement of Applicability.

use std::collections::BTreeMap;

use octavo::isms::readiness::look;
use octavo::isms::steps::Step;

use crate::person::{Person, pdf_text};

const COMPANY: &str = "Łódź Žižka Data";

#[test]
fn a_new_company_walks_eight_steps_to_a_printed_statement() {
    let mut anna = Person::new(1280.0, 800.0);
    start(&mut anna);
    management_support(&mut anna);
    scope(&mut anna);
    risks(&mut anna);
    let decided = controls(&mut anna);
    documents(&mut anna);
    training(&mut anna);
    internal_audit(&mut anna);
    certification(&mut anna);
    checks_moved(&anna);
    let text = print(&mut anna);
    every_control_is_printed(&text, &decided);
    assert!(text.contains("R-01"), "the reason names the risk");
    assert!(text.contains("OB-01 GDPR Art. 32"), "the reason names the law with its provision");
    assert!(text.contains("Ψηφιακή Žižka Łódź ß ő"), "words in any European script are printed and can be searched");
    assert!(text.contains("SOA-01") && text.contains("Anna Nowak, Chief executive"), "who controls it was entered");
    history_is_real(&mut anna);
}

fn start(anna: &mut Person) {
    anna.click("New ISMS");
    anna.fill("Organisation", COMPANY);
    anna.fill("Your name", "Anna Nowak");
    anna.click("Create");
    assert!(anna.sees_part("Step 1: Management support, Not started"), "{:#?}", anna.labels());
    assert!(anna.path("łódź-žižka-data.isms").exists());
}

fn management_support(anna: &mut Person) {
    anna.click("Continue with step 1");
    anna.fill("Legal name", "Łódź Žižka Data s.r.o.");
    anna.fill("Sector", "Software");
    anna.fill("Headcount", "24");
    anna.fill("Currency", "EUR");
    anna.choose("Language of documents", "English");
    anna.click("We develop software: Yes");
    anna.click("We handle payment card data: No");
    for fact in [
        "We offer a cloud service",
        "We process personal data for others",
        "We handle health data under HIPAA",
        "We run industrial control systems",
    ] {
        anna.click(&format!("{fact}: No"));
    }
    anna.click("Add the first person");
    anna.fill("Name", "Anna Nowak");
    anna.fill("Job title", "Chief executive");
    anna.click("Top management");
    anna.click("Risk owner");
    anna.click("Add to People");
    anna.fill("Name", "Jiří Žižka");
    anna.fill("Job title", "Head of platform");
    anna.click("ISMS manager");
    anna.choose("Deputy", "Anna Nowak");
    anna.click("Close the pane");
    anna.choose("Sponsor", "Anna Nowak");
    anna.fill("Commitment, in the sponsor’s words", "I give the ISMS one day a week and review it every quarter.");
    anna.fill("Time and money", "One day a week, 18,000 EUR a year.");
    anna.click("Record the signature");
    anna.click("Add the first reason");
    anna.fill("Reason", "Two clients ask for a certificate");
    anna.choose("Family", "Customer trust");
    anna.fill("Evidence", "E-mails of two clients in February");
    anna.click("Close the pane");
    anna.click("Record the approval");
    anna.click("Add the first objective");
    anna.fill("What should improve", "Restore within a working day");
    anna.fill("Measure", "Hours from request to restored data");
    anna.fill("Target", "8 hours");
    anna.fill("How it is evaluated", "Restore test every quarter");
    anna.choose("Owner", "Jiří Žižka");
    anna.fill("To be reached by", "30 Jun 2026");
    anna.click("Close the pane");
    for step in 1..=8 {
        anna.fill(&format!("Step {step} done by"), &format!("2026-{:02}-15", step + 3));
    }
    anna.choose("Step 1 driven by", "Jiří Žižka");
}

fn scope(anna: &mut Person) {
    anna.click("Next step: Scope");
    anna.click("Add the first issue");
    anna.fill("Issue", "Floods near the Brno office");
    anna.click("Side: External");
    anna.choose("Area", "Climate change");
    anna.click("Relevant to the ISMS: Yes");
    anna.fill("Effect on the ISMS", "The office may be closed for days.");
    anna.click("Add the first interested party");
    anna.fill("Interested party", "Clients");
    anna.fill("Requirements", "Their data stays confidential.");
    anna.click("Addressed by the ISMS: Yes");
    anna.click("Add the first obligation");
    anna.fill("Obligation", "Security of processing");
    anna.choose("Kind", "Law");
    anna.fill("Provision", "GDPR Art. 32");
    anna.fill("What it asks of us", "Measures that fit the risk.");
    anna.choose("Owner", "Jiří Žižka");
    anna.click("Add the first inclusion");
    anna.fill("What", "Data platform and the Brno office");
    anna.click("In scope: Yes");
    anna.click("Add to Scope lines");
    anna.fill("What", "Shop in Ostrava");
    anna.click("In scope: No");
    anna.fill("Why it is out of scope", "It has its own network and holds no client data.");
    anna.click("Add the first interface");
    anna.fill("Interface", "Cloud hosting");
    anna.fill("What we do", "Configure and patch the systems");
    anna.fill("What they do", "Run data centres and hardware");
    anna.click("Close the pane");
    anna.fill("Statement", "Design and operation of the data platform in Brno.");
    anna.choose("Scope approved: by whom", "Anna Nowak");
    anna.click("Approve the scope");
    assert!(anna.sees_part("Anna Nowak, Chief executive, on 12 Mar 2026."), "{:#?}", anna.labels());
}

fn risks(anna: &mut Person) {
    anna.click("Next step: Risk assessment & treatment");
    anna.click("Choose a risk method");
    anna.click("Start from the standard 5 × 5");
    anna.fill("Acceptable up to", "6");
    anna.choose("Method approved: by whom", "Anna Nowak");
    anna.click("Approve the method");
    anna.tab("Assets");
    anna.click("Add the first asset");
    anna.fill("Asset", "Client database");
    anna.choose("Kind", "Information");
    anna.choose("Owner", "Jiří Žižka");
    anna.click("In scope: Yes");
    anna.click("Confidentiality: 4 Very high");
    anna.click("Integrity: 3 High");
    anna.click("Availability: 3 High");
    anna.click("Close the pane");
    anna.tab("Risks");
    anna.click("Add risk");
    anna.fill("Scenario", "A stolen laptop exposes client data");
    anna.click("Add to Assets");
    anna.click("AS-001 Client database");
    anna.choose("Risk owner", "Anna Nowak");
    anna.click("Confidentiality");
    anna.click("Current: likelihood: 4");
    anna.click("Current: impact: 5");
    anna.click("Target: likelihood: 1");
    anna.click("Target: impact: 5");
    anna.click("Treatment: Reduce");
    anna.click("Add to Controls planned");
    anna.fill("Filter Controls planned", "A.8.24");
    anna.click("A.8.24 Use of cryptography");
    anna.click("Add an action");
    anna.fill("Action", "Encrypt every laptop");
    anna.choose("Owner", "Jiří Žižka");
    anna.fill("Due", "30.4.2026");
    anna.click("Close the pane");
    anna.click_starting("R-01 A stolen laptop exposes client data");
    anna.click("Record acceptance");
    assert!(anna.sees_part("Anna Nowak, Chief executive, on 12 Mar 2026."), "{:#?}", anna.labels());
}

/// Decides all 93 controls, one after the other, and answers what was decided.
fn controls(anna: &mut Person) -> BTreeMap<String, bool> {
    anna.keys(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::Num5);
    anna.click_starting("A.5.1 Policies for information security");
    let mut decided = BTreeMap::new();
    loop {
        let reference = {
            let label =
                anna.labels().into_iter().find(|label| label.ends_with(" applies: Yes")).expect("a control is open");
            label.trim_end_matches(" applies: Yes").to_owned()
        };
        let applies = !matches!(reference.as_str(), "A.7.11" | "A.7.12" | "A.8.30");
        if applies {
            anna.click(&format!("{reference} applies: Yes"));
        } else {
            anna.click(&format!("{reference} applies: No"));
            anna.fill("Why it is excluded", "Our provider runs the building.");
        }
        match reference.as_str() {
            "A.5.34" => {
                anna.click("Add to Laws and contracts that require it");
                anna.click("OB-01 Security of processing");
            }
            "A.8.24" => {}
            _ if applies => anna.fill("Business reason, in words", "Clients expect it"),
            _ => {}
        }
        if reference == "A.8.13" {
            anna.click("Status: Partial");
            anna.fill("How we do it", "Daily copies to a second account. Ψηφιακή Žižka Łódź ß ő");
            anna.choose("Control owner", "Jiří Žižka");
            anna.fill("Due", "31/05/2026");
        }
        decided.insert(reference.clone(), applies);
        if reference == "A.8.34" {
            break;
        }
        anna.click("Next record");
    }
    assert_eq!(decided.len(), 93);
    anna.click("Close the pane");
    decided
}

/// The policy from its template: every question answered, approved by somebody else than its author.
fn documents(anna: &mut Person) {
    anna.keys(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::Num4);
    anna.click("Add the first document");
    anna.click("Information security policy");
    anna.click("Begin the document");
    anna.tab("Questions");
    let questions: Vec<String> = anna.labels().into_iter().filter(|label| label.ends_with(", proposed")).collect();
    assert!(!questions.is_empty(), "{:#?}", anna.labels());
    anna.click_starting("Confirm all ");
    crate::document_control::confirm_all(anna);
    anna.fill("Where does anybody report an incident? An address or a phone number.", "+420 5 0100");
    anna.click("Confirm: Where does anybody report an incident? An address or a phone number.");
    anna.tab("Details");
    anna.choose("Classification", "Internal");
    anna.choose("Owner", "Jiří Žižka");
    anna.choose("Author", "Jiří Žižka");
    anna.choose("Approver", "Anna Nowak");
    anna.click("Approve POL-01");
    anna.fill("What changed", "First version");
    anna.fill("Approval: next review", "12 Mar 2027");
    anna.click("Approve as version 1.0");
    assert!(anna.sees("Start the next version of POL-01"), "{:#?}", anna.labels());
}

fn training(anna: &mut Person) {
    anna.click("Next step: Security controls");
    anna.click("Next step: Training & awareness");
    anna.click("Add the first course");
    anna.fill("Course", "Security basics");
    anna.click("Everyone needs it: Yes");
    anna.click("Plan the first session");
    anna.fill("Session", "March in Brno");
    anna.choose("Course", "TR-01 Security basics");
    anna.fill("Held on", "10 Mar 2026");
    anna.click("Record the first attendance");
    anna.choose("Person", "Anna Nowak");
    anna.choose("Session", "SE-01 March in Brno");
    anna.click("Close the pane");
}

fn internal_audit(anna: &mut Person) {
    anna.click("Next step: Internal audit");
    anna.click("Add the first metric");
    anna.fill("Metric", "Restore time");
    anna.fill("New reading", "6 hours");
    anna.click("Record reading");
    anna.click("Plan the first audit");
    anna.fill("Audit", "First internal audit");
    anna.choose("Auditor", "Anna Nowak");
    anna.fill("Planned for", "12 May 2026");
    anna.click("Add a nonconformity");
    anna.fill("Nonconformity", "Leaver kept an account");
    anna.fill("Root cause", "Nobody told the platform team");
    anna.click("Close the pane");
}

fn certification(anna: &mut Person) {
    anna.click("Next step: Certification");
    anna.click("Add the first body");
    anna.fill("Certification body", "Testcert");
    anna.fill("Accredited by", "ČIA");
    anna.click("Chosen: Yes");
    anna.click("Add the first external audit");
    anna.fill("Audit", "Stage 1 in Brno");
    anna.choose("Kind", "Stage 1");
    anna.fill("First day", "2026-06-01");
    anna.click("Close the pane");
    anna.click("Back to the overview");
    assert!(anna.sees("Stage 1 audit in 81 days"), "{:#?}", anna.labels());
}

/// What was entered is what the checks see.
fn checks_moved(anna: &Person) {
    let isms = anna.window.state().file().unwrap().isms();
    let readiness = look(isms, crate::person::story_day().date());
    let met = |id: &str| readiness.checks.iter().find(|check| check.id == id).unwrap().is_met();
    for id in [
        "profile/filled",
        "people/top-management",
        "people/isms-manager",
        "people/deputy",
        "business-case/reasons",
        "business-case/approved",
        "commitment/signed",
        "resources/named",
        "objectives/measurable",
        "plan/dates",
        "issues/climate",
        "parties/addressed",
        "obligations/identified",
        "scope/exclusions",
        "scope/interfaces",
        "scope/approved",
        "method/approved",
        "assets/valued",
        "assets/risked",
        "risks/assessed",
        "risks/action",
        "risks/accepted",
        "soa/decided",
        "soa/reasons",
        "soa/justified",
        "documents/policy",
        "courses/audience",
        "metrics/read",
        "body/accredited",
        "stage1/dated",
    ] {
        assert!(met(id), "{id} is not met");
    }
    for id in [
        "profile/facts",
        "issues/both-sides",
        "controls/assessed",
        "audits/held",
        "review/held",
        "certificate/recorded",
    ] {
        assert!(!met(id), "{id} is met, but nobody did it");
    }
    assert!(readiness.of(Step::Certification).any(|check| !check.is_met()));
}

fn print(anna: &mut Person) -> String {
    anna.click("Print the Statement of Applicability");
    anna.click("Put it under document control");
    anna.choose("Classification", "Internal");
    anna.choose("Owner", "Jiří Žižka");
    anna.choose("Author", "Jiří Žižka");
    anna.choose("Approver", "Anna Nowak");
    anna.click("Overview");
    anna.click("Print the Statement of Applicability");
    let folder = anna.path("printed");
    anna.fill("Folder", &folder.display().to_string());
    anna.click("Print to PDF");
    anna.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
    let pdf = anna.printed(&folder).expect("a PDF in the folder");
    pdf_text(&pdf)
}

fn every_control_is_printed(text: &str, decided: &BTreeMap<String, bool>) {
    let content = octavo::content::Content::load().unwrap();
    assert_eq!(content.controls.len(), 93);
    let compact: String = text.split_whitespace().collect();
    for control in &content.controls {
        let title: String = control.title.split_whitespace().collect();
        let word = if decided[&control.id] { "Yes" } else { "No" };
        let row = format!("{}{title}{word}", control.id);
        assert!(compact.contains(&row), "no row “{row}” in the printed statement");
    }
    assert!(text.contains("Our provider runs the building."));
    assert!(text.contains("DRAFT"), "nobody has approved the statement");
}

/// Everything Anna did stands in the history under her name, and the file proves it.
fn history_is_real(anna: &mut Person) {
    let file = anna.window.state().file().unwrap();
    let history = file.history().unwrap();
    assert!(history.len() > 200, "{} entries", history.len());
    assert!(history.iter().all(|entry| entry.by == "Anna Nowak"));
    let report = file.check().unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
}
