//! The sample company, Harbour Analytics: data in `assets/sample`, told as a person would have entered it.
//!
//! The data becomes a story: a list of edits, each made by the same rules as on the screen, with the day and the
//! person. Whoever makes the file applies them one by one, so its history is real. Ids and times are part of the
//! sample, so that the same program always makes the same file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Content, ContentError};
use crate::isms::approval::Now;
use crate::isms::organisation::PersonId;
use crate::isms::{
    AnyRecord, Edit, Isms, Record, RegisterName, RuleError, controls, counted, documents, facts, founding, method,
    risks, scope, support, tailoring,
};

const FILE: &str = "sample/harbour_analytics.toml";
const TEXT: &str = include_str!("../../assets/sample/harbour_analytics.toml");

/// One edit of the story.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// What is done.
    pub edit: Edit,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// A day of work in the data: who sat there, what was entered, what was decided.
#[derive(Debug, Deserialize)]
struct Day {
    on: String,
    by: String,
    /// Singletons of the founding edit: fields to set, by register.
    #[serde(default)]
    set: BTreeMap<RegisterName, Map<String, Value>>,
    /// New records, by register, in order.
    #[serde(default)]
    add: Vec<Map<String, Value>>,
    /// Changes to records that are there, by key.
    #[serde(default)]
    change: Vec<Map<String, Value>>,
    /// Acts: approvals, signatures, acceptances.
    #[serde(default)]
    act: Vec<Act>,
}

/// An act of the story, carried out by its own rule.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
enum Act {
    SignCommitment { on: String },
    ApproveBusinessCase { on: String },
    ApproveScope { by: String, on: String },
    StartMethod { key: String, acceptable_up_to: u32, reassess_when: String, reassess_months: u32 },
    ApproveMethod { by: String, on: String },
    AcceptRisk { risk: String, on: String },
    ExcludeControl { control: String, reason: String },
    IncludeControl { control: String },
    TakeSnapshot { name: String, on: String, occasion: String, next_assessment: String },
    ConfirmFacts { answers: BTreeMap<String, String> },
    ConfirmFact { key: String, value: String },
    ApproveDocument { document: String, by: String, on: String, change: String },
    SubmitDocument { document: String },
    LinkControls { risk: String, relied: Vec<String>, planned: Vec<String> },
}

#[derive(Debug, Deserialize)]
struct Sample {
    name: String,
    founded: String,
    founder: String,
    day: Vec<Day>,
}

/// The whole story.
///
/// # Errors
/// [`ContentError`] when the data contradicts a rule; a test holds that it never does.
pub fn story(content: &Content) -> Result<Vec<Chapter>, ContentError> {
    let sample: Sample = toml::from_str(TEXT).map_err(|error| broken(error.to_string()))?;
    let mut teller = Teller::new(content, &sample)?;
    for day in &sample.day {
        teller.tell(day)?;
    }
    Ok(teller.chapters)
}

fn broken(reason: String) -> ContentError {
    ContentError { file: FILE, reason }
}

/// Tells the story: holds the snapshot so far, so that each rule sees what a person would see.
struct Teller<'a> {
    content: &'a Content,
    isms: Isms,
    chapters: Vec<Chapter>,
    keys: BTreeMap<String, (RegisterName, Uuid)>,
    clock: Timestamp,
    by: String,
    ids: u64,
}

impl<'a> Teller<'a> {
    fn new(content: &'a Content, sample: &Sample) -> Result<Self, ContentError> {
        let mut teller = Self {
            content,
            isms: Isms::default(),
            chapters: Vec::new(),
            keys: BTreeMap::new(),
            clock: morning(&sample.founded)?,
            by: sample.founder.clone(),
            ids: 0,
        };
        let mut ids = Vec::new();
        for _ in 0..content.controls.len() + 16 {
            ids.push(teller.new_id());
        }
        let mut ids = ids.into_iter();
        let edit = founding::found(&sample.name, &content.control_facts(), || ids.next().unwrap_or_default());
        teller.enter(edit);
        for line in teller.isms.plan_steps.iter() {
            teller.keys.insert(line.name.clone(), (RegisterName::PlanSteps, line.id.0));
        }
        Ok(teller)
    }

    fn tell(&mut self, day: &Day) -> Result<(), ContentError> {
        // Two blocks of one day follow each other.
        self.clock = morning(&day.on)?.max(self.clock);
        self.by.clone_from(&day.by);
        for (register, fields) in &day.set {
            let Some(record) = self.isms.all(*register).into_iter().next() else {
                return Err(broken(format!("nothing to set in {}", register.as_str())));
            };
            self.alter(&record, fields)?;
        }
        for fields in &day.add {
            self.add(fields)?;
        }
        for fields in &day.change {
            let key = text(fields, "key")?;
            let (register, id) = self.key(&key)?;
            let record = self.isms.get(register, id).ok_or_else(|| broken(format!("{key} is gone")))?;
            self.alter(&record, fields)?;
        }
        for act in &day.act {
            self.carry_out(act)?;
        }
        Ok(())
    }

    /// A new record: `register` says where, `key` names it for links, the rest are its fields.
    fn add(&mut self, fields: &Map<String, Value>) -> Result<(), ContentError> {
        let register = text(fields, "register")?;
        let register = RegisterName::parse(&register).ok_or_else(|| broken(format!("no register {register}")))?;
        let id = self.new_id();
        let reference = crate::isms::next_reference(&self.isms, register, 0);
        let record = AnyRecord::blank(register, id, reference);
        if let Ok(key) = text(fields, "key") {
            self.keys.insert(key, (register, id));
        }
        let record = self.filled(&record, fields)?;
        let edit = Edit::new(tr::tr!("Add {}", record.title())).put(record);
        self.enter(edit);
        Ok(())
    }

    fn alter(&mut self, record: &AnyRecord, fields: &Map<String, Value>) -> Result<(), ContentError> {
        let record = self.filled(record, fields)?;
        let title = if record.title().is_empty() { record.register().label() } else { record.title().to_owned() };
        self.enter(Edit::new(tr::tr!("Fill in {}", title)).put(record));
        Ok(())
    }

    /// The record with these fields; an unknown field is an error, and `@key` stands for an id.
    fn filled(&self, record: &AnyRecord, fields: &Map<String, Value>) -> Result<AnyRecord, ContentError> {
        let mut json = record.to_json();
        for (name, value) in fields.iter().filter(|(name, _)| *name != "key" && *name != "register") {
            let Some(slot) = json.get_mut(name) else {
                return Err(broken(format!("{} has no field {name}", record.register().as_str())));
            };
            *slot = self.resolved(value)?;
        }
        // As on the screen: a document that begins with a template gets its text.
        let template =
            json.get("template").and_then(Value::as_str).and_then(|name| self.content.policies.template(name));
        if let Some(template) = template.filter(|_| fields.contains_key("template")) {
            json["sections"] = serde_json::to_value(&template.sections).unwrap_or_default();
            json["evidence"] = serde_json::to_value(&template.evidence).unwrap_or_default();
        }
        // As on the screen: whoever sets a level is written down as the one who judged.
        if record.register() == RegisterName::Risks && fields.contains_key("assessed_on") {
            json["assessed_by"] = Value::String(self.by.clone());
        }
        AnyRecord::from_json(record.register(), json).map_err(|error| broken(format!("{}: {error}", record.title())))
    }

    fn resolved(&self, value: &Value) -> Result<Value, ContentError> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix('@') {
                Some(key) => Value::String(self.key(key)?.1.to_string()),
                None => value.clone(),
            },
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.resolved(item)).collect::<Result<_, _>>()?)
            }
            Value::Object(fields) => Value::Object(
                fields.iter().map(|(k, v)| Ok((k.clone(), self.resolved(v)?))).collect::<Result<_, ContentError>>()?,
            ),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        })
    }

    fn carry_out(&mut self, act: &Act) -> Result<(), ContentError> {
        let now = Now { today: day_of(self.clock), at: self.clock };
        let isms = &self.isms;
        let edit = match act {
            Act::SignCommitment { on } => support::sign_commitment(isms, date(on)?, now),
            Act::ApproveBusinessCase { on } => support::approve_business_case(isms, date(on)?, now),
            Act::ApproveScope { by, on } => scope::approve(isms, self.person(by)?, date(on)?, now),
            Act::StartMethod { key, acceptable_up_to, reassess_when, reassess_months } => {
                return self.start_method(key, *acceptable_up_to, reassess_when, *reassess_months);
            }
            Act::ApproveMethod { by, on } => {
                let id = isms.current_method().map(|method| method.id).unwrap_or_default();
                method::approve(isms, id, self.person(by)?, date(on)?, now)
            }
            Act::AcceptRisk { risk, on } => {
                let id = risks::RiskId(self.key(risk)?.1);
                let owner = isms.risks.get(id).and_then(|risk| risk.owner).unwrap_or_default();
                risks::accept(isms, id, owner, date(on)?, now)
            }
            Act::TakeSnapshot { name, on, occasion, next_assessment } => {
                return self.take_snapshot(&risks::TakeSnapshot {
                    name: name.clone(),
                    on: date(on)?,
                    occasion: occasion.clone(),
                    next_assessment: Some(date(next_assessment)?),
                });
            }
            Act::ConfirmFacts { answers } => return self.confirm_facts(answers),
            Act::ConfirmFact { key, value } => return self.confirm(&[(key.as_str(), value.clone())]),
            Act::ApproveDocument { document, by, on, change } => {
                return self.approve_document(document, by, on, change);
            }
            Act::SubmitDocument { document } => documents::submit(isms, self.document(document)?),
            Act::ExcludeControl { control, reason } => {
                controls::exclude(isms, self.control(control)?, reason, &self.by, now)
            }
            Act::IncludeControl { control } => {
                controls::decide(isms, self.control(control)?, Some(true), &self.by, now.today)
            }
            Act::LinkControls { risk, relied, planned } => {
                let ids = |list: &[String]| list.iter().map(|c| self.control(c)).collect::<Result<Vec<_>, _>>();
                controls::link_risk(isms, risks::RiskId(self.key(risk)?.1), &ids(relied)?, &ids(planned)?)
            }
        };
        let edit = edit.map_err(|error: RuleError| broken(format!("{act:?}: {error}")))?;
        self.enter(edit);
        Ok(())
    }

    fn start_method(&mut self, key: &str, line: u32, when: &str, months: u32) -> Result<(), ContentError> {
        let id = self.new_id();
        let reference = crate::isms::next_reference(&self.isms, RegisterName::Methods, 0);
        let method = self.content.guidance.standard_method(id.into(), reference);
        self.keys.insert(key.to_owned(), (RegisterName::Methods, id));
        self.enter(method::start_from(method.clone()));
        let decided = method::Method {
            acceptable_up_to: Some(line),
            reassess_when: when.to_owned(),
            reassess_months: Some(months),
            ..method
        };
        self.enter(Edit::new(tr::tr!("{0}: {1}", decided.reference(), tr::tr!("Acceptance line"))).put(decided));
        Ok(())
    }

    fn take_snapshot(&mut self, wish: &risks::TakeSnapshot) -> Result<(), ContentError> {
        let now = Now { today: day_of(self.clock), at: self.clock };
        let id = self.new_id();
        let edit =
            counted(&self.isms, now, &self.by, &mut || id, |outside| risks::take_snapshot(&self.isms, wish, outside));
        self.enter(edit.map_err(|error| broken(format!("{wish:?}: {error}")))?);
        Ok(())
    }

    /// Answers every question that the company's texts ask: as given here, else as proposed.
    fn confirm_facts(&mut self, given: &BTreeMap<String, String>) -> Result<(), ContentError> {
        let library = Arc::clone(&self.content.policies);
        let answer = |field: &documents::Field| given.get(&field.id).unwrap_or(&field.proposal).clone();
        let sections = self.isms.documents.iter().flat_map(|document| &document.sections);
        let named: BTreeSet<String> =
            sections.filter_map(|section| tailoring::names(&section.text).ok()).flatten().collect();
        let asked = library.fields.values().filter(|field| named.contains(&field.id) && !answer(field).is_empty());
        let answers: Vec<(&str, String)> = asked.map(|field| (field.id.as_str(), answer(field))).collect();
        self.confirm(&answers)
    }

    fn confirm(&mut self, answers: &[(&str, String)]) -> Result<(), ContentError> {
        let library = Arc::clone(&self.content.policies);
        let field = |key: &str| library.field(key).ok_or_else(|| broken(format!("no question {key}")));
        let answers: Vec<_> =
            answers.iter().map(|(key, value)| Ok((field(key)?, value.clone()))).collect::<Result<_, ContentError>>()?;
        self.decided(|isms, outside| facts::confirm(isms, &answers, outside))
    }

    fn approve_document(&mut self, document: &str, by: &str, on: &str, change: &str) -> Result<(), ContentError> {
        let (id, on) = (self.document(document)?, date(on)?);
        let next_review = self.isms.documents.get(id).and_then(|document| document.next_review);
        let wish = documents::ApproveDocument {
            document: id,
            by: self.person(by)?,
            on,
            effective: on,
            next_review,
            major: false,
            change: change.to_owned(),
            reason: String::new(),
        };
        let library = Arc::clone(&self.content.policies);
        self.decided(|isms, outside| documents::approve(isms, &library, &wish, outside))
    }

    /// Lets a rule decide with ids of the story.
    fn decided(
        &mut self,
        rule: impl FnOnce(&Isms, &mut crate::isms::Outside<'_>) -> Result<Edit, RuleError>,
    ) -> Result<(), ContentError> {
        let now = Now { today: day_of(self.clock), at: self.clock };
        let (isms, by) = (self.isms.clone(), self.by.clone());
        let edit = counted(&isms, now, &by, &mut || self.new_id(), |outside| rule(&isms, outside));
        self.enter(edit.map_err(|error| broken(error.to_string()))?);
        Ok(())
    }

    fn document(&self, key: &str) -> Result<documents::DocumentId, ContentError> {
        self.key(key).map(|(_, id)| documents::DocumentId(id))
    }

    /// Writes the edit down and lets a few minutes pass.
    fn enter(&mut self, edit: Edit) {
        self.isms = self.isms.with(&edit);
        self.chapters.push(Chapter { edit, at: self.clock, by: self.by.clone() });
        self.clock = self.clock.checked_add(67.seconds()).unwrap_or(self.clock);
    }

    fn key(&self, key: &str) -> Result<(RegisterName, Uuid), ContentError> {
        if key.starts_with("A.") {
            return self.control(key).map(|id| (RegisterName::Controls, id.0));
        }
        self.keys.get(key).copied().ok_or_else(|| broken(format!("nothing is called {key}")))
    }

    fn person(&self, key: &str) -> Result<PersonId, ContentError> {
        self.key(key).map(|(_, id)| PersonId(id))
    }

    fn control(&self, reference: &str) -> Result<controls::ControlId, ContentError> {
        let control = self.isms.controls.by_reference(reference);
        control.map(|control| control.id).ok_or_else(|| broken(format!("no control {reference}")))
    }

    /// A UUIDv7 of the story's own time with a running number where others have chance.
    fn new_id(&mut self) -> Uuid {
        self.ids += 1;
        let millis = u64::try_from(self.clock.as_millisecond()).unwrap_or(0);
        let mut random = [0_u8; 10];
        random[2..].copy_from_slice(&self.ids.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

fn text(fields: &Map<String, Value>, name: &str) -> Result<String, ContentError> {
    let value = fields.get(name).and_then(Value::as_str);
    value.map(str::to_owned).ok_or_else(|| broken(format!("{name} is missing in {fields:?}")))
}

fn date(text: &str) -> Result<Date, ContentError> {
    text.parse().map_err(|_| broken(format!("not a date: {text}")))
}

fn morning(text: &str) -> Result<Timestamp, ContentError> {
    let at = date(text)?.at(9, 5, 0, 0);
    at.to_zoned(jiff::tz::TimeZone::UTC).map(|zoned| zoned.timestamp()).map_err(|error| broken(error.to_string()))
}

fn day_of(at: Timestamp) -> Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}
