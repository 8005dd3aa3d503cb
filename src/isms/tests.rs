//! Tests of the rules and of readiness: a small world to build scenarios in, one file per subject.

mod acts;
mod assets;
mod complete;
mod controls;
mod coverage;
mod document_control;
mod edits;
mod estimate;
mod history;
mod links;
mod method;
mod proposals;
mod readiness;
mod risks;
mod statement;
mod tailoring;

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::approval::Now;
use super::assets::Classification;
use super::controls::{ControlId, ControlTheme};
use super::documents::{self, ApproveDocument, Document, DocumentId, Library, Section};
use super::founding::{ControlFact, found};
use super::organisation::{Person, PersonId};
use super::risks::{TakeSnapshot, take_snapshot};
use super::{AnyRecord, AsRecord, Edit, Isms, Outside, Record, RuleError, counted, next_reference};

const TODAY: Date = date(2026, 3, 12);

/// A day some days before today.
fn ago(days: i64) -> Date {
    TODAY.checked_sub(jiff::Span::new().days(days)).unwrap()
}

/// A day some days after today.
fn ahead(days: i64) -> Date {
    TODAY.checked_add(jiff::Span::new().days(days)).unwrap()
}

fn now() -> Now {
    Now { today: TODAY, at: "2026-03-12T09:05:00Z".parse().unwrap() }
}

/// A founded ISMS that grows by edits, as in the program.
#[derive(Clone)]
struct World {
    isms: Isms,
    ids: u128,
}

impl World {
    /// Founded with a few controls of each theme; nothing is decided.
    fn founded() -> Self {
        let fact = |(reference, title, theme): &(&str, &str, ControlTheme)| ControlFact {
            reference: (*reference).to_owned(),
            title: (*title).to_owned(),
            theme: *theme,
        };
        let facts: Vec<ControlFact> = [
            ("A.5.1", "Policies for information security", ControlTheme::Organizational),
            ("A.5.15", "Access control", ControlTheme::Organizational),
            ("A.6.3", "Awareness and training", ControlTheme::People),
            ("A.7.4", "Physical security monitoring", ControlTheme::Physical),
            ("A.8.13", "Information backup", ControlTheme::Technological),
        ]
        .iter()
        .map(fact)
        .collect();
        let mut world = Self { isms: Isms::default(), ids: 0 };
        let mut ids = 0_u128;
        let edit = found("Harbour", &facts, || {
            ids += 1;
            Uuid::from_u128(ids)
        });
        world.ids = ids;
        world.enter(edit);
        world
    }

    fn enter(&mut self, edit: Edit) {
        self.isms = self.isms.with(&edit);
    }

    /// Carries out a rule that has to agree.
    fn act(&mut self, rule: impl FnOnce(&Isms) -> Result<Edit, RuleError>) {
        let edit = rule(&self.isms).unwrap();
        self.enter(edit);
    }

    /// Adds a record, filled in by `fill`, and gives back its id.
    fn add<T>(&mut self, fill: impl FnOnce(&mut T)) -> T::Id
    where
        T: Record,
        AnyRecord: From<T>,
    {
        self.ids += 1;
        let id = T::Id::from(Uuid::from_u128(self.ids));
        let mut record = T::blank(id, next_reference(&self.isms, T::REGISTER, 0));
        fill(&mut record);
        self.enter(Edit::new("Add").put(record));
        id
    }

    fn get<T>(&self, id: T::Id) -> T
    where
        T: Record,
        AnyRecord: AsRecord<T>,
    {
        let record = self.isms.get(T::REGISTER, id.into()).unwrap();
        AsRecord::<T>::as_record(&record).unwrap().clone()
    }

    /// Changes one record.
    fn alter<T>(&mut self, id: T::Id, change: impl FnOnce(&mut T))
    where
        T: Record,
        AnyRecord: From<T> + AsRecord<T>,
    {
        let mut record: T = self.get(id);
        change(&mut record);
        self.enter(Edit::new("Change").put(record));
    }

    /// Changes every record of a register.
    fn each<T>(&mut self, change: impl Fn(&mut T))
    where
        T: Record,
        AnyRecord: From<T> + AsRecord<T>,
    {
        for record in self.isms.all(T::REGISTER) {
            self.alter::<T>(record.id().into(), &change);
        }
    }

    /// The newest record of a register.
    fn last<T: Record>(&self) -> T::Id {
        self.isms.all(T::REGISTER).last().unwrap().id().into()
    }

    /// Freezes all risks as they stood on a day.
    fn freeze(&mut self, name: &str, on: Date) {
        self.ids += 1;
        let id = Uuid::from_u128(self.ids);
        let occasion = "The yearly date".to_owned();
        let wish = TakeSnapshot { name: name.to_owned(), on, occasion, next_assessment: None };
        let edit =
            counted(&self.isms, now(), "Priya Nair", &mut || id, |outside| take_snapshot(&self.isms, &wish, outside));
        self.enter(edit.unwrap());
    }

    /// Writes a document in a sentence and approves it.
    fn approve(&mut self, id: DocumentId, by: PersonId) {
        self.alter::<Document>(id, |d| {
            d.sections = vec![Section { title: "Purpose".to_owned(), text: "We keep what we say.".to_owned() }];
            (d.owner, d.author) = (d.owner.or(d.author).or(Some(by)), d.author.or(Some(by)));
            d.classification = d.classification.or(Some(Classification::Internal));
        });
        let document: Document = self.get(id);
        let wish = ApproveDocument {
            document: id,
            by,
            on: TODAY,
            effective: TODAY,
            next_review: document.next_review.or(Some(ahead(365))),
            major: false,
            change: "First version".to_owned(),
            reason: "We are two people.".to_owned(),
        };
        self.rule(|isms, outside| documents::approve(isms, &Library::default(), &wish, outside)).unwrap();
    }

    /// Carries out a rule that needs ids and the day.
    fn rule(&mut self, rule: impl FnOnce(&Isms, &mut Outside<'_>) -> Result<Edit, RuleError>) -> Result<(), RuleError> {
        let mut ids = self.ids;
        let mut fresh = || {
            ids += 1;
            Uuid::from_u128(ids)
        };
        let edit = counted(&self.isms, now(), "Priya Nair", &mut fresh, |outside| rule(&self.isms, outside))?;
        self.ids = ids;
        self.enter(edit);
        Ok(())
    }

    fn person(&mut self, name: &str) -> PersonId {
        self.add::<Person>(|person| {
            person.name = name.to_owned();
            person.job_title = "Head of things".to_owned();
        })
    }

    fn control(&self, reference: &str) -> ControlId {
        self.isms.controls.by_reference(reference).unwrap().id
    }
}

/// The sentence of a refusal.
fn refusal(answer: Result<Edit, RuleError>) -> String {
    answer.expect_err("the rule agreed").to_string()
}
