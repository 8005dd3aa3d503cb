//! Templates as data: the built-in policies, procedures and forms, and the questions that their texts ask.

use std::collections::BTreeMap;

use super::{DocumentKind, Section};
use crate::isms::RuleError;

/// A question whose answer texts use: a number with its unit, or a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// What texts call it: `backup.alert_time`.
    pub id: String,
    /// The question that a person answers.
    pub ask: String,
    /// The unit for one and for many, printed with the number; `None` for words.
    pub unit: Option<[String; 2]>,
    /// What is proposed: a number as text, or words; empty for nothing. Never printed before it is confirmed.
    pub proposal: String,
    /// The smallest number that makes sense.
    pub least: u32,
    /// The largest number that makes sense.
    pub most: u32,
    /// What helps to decide, in a sentence.
    pub why: String,
}

impl Field {
    /// The answer as it is printed: `4 hours`, `1 day`, or the words.
    pub fn with_unit(&self, value: &str) -> String {
        match &self.unit {
            Some([one, many]) => format!("{value} {}", if value == "1" { one } else { many }),
            None => value.to_owned(),
        }
    }

    /// The answer as it is kept.
    ///
    /// # Errors
    /// When it is empty, no whole number, or outside the bounds.
    pub fn check(&self, value: &str) -> Result<String, RuleError> {
        let value = value.trim();
        if value.is_empty() {
            return Err(RuleError::Incomplete(tr::tr!("Answer the question first: {}", self.ask)));
        }
        if self.unit.is_none() {
            return Ok(value.to_owned());
        }
        match value.parse::<u32>() {
            Ok(number) if (self.least..=self.most).contains(&number) => Ok(number.to_string()),
            _ => Err(RuleError::Incomplete(tr::tr!(
                "“{0}” is no answer to “{1}” Enter a whole number from {2} to {3}.",
                value,
                self.ask,
                self.least,
                self.most
            ))),
        }
    }
}

/// A built-in document to start from, in our own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name in files and on the command line: `access-control`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// What it is about, in a line.
    pub about: String,
    /// The clauses it answers to.
    pub clauses: Vec<String>,
    /// The controls it answers to, by printed id; the first is the main one.
    pub controls: Vec<String>,
    /// When an organisation is called to have it: an expression over profile and controls; empty for always.
    pub needs: String,
    /// Who has to know it, in words.
    pub readers: String,
    /// What shows that it is lived.
    pub evidence: Vec<String>,
    /// The documents that an auditor asks for which it answers, by id of the reference table.
    pub rows: Vec<String>,
    /// The text, with variables and conditions.
    pub sections: Vec<Section>,
    /// The questions that it brings along, by id.
    pub fields: Vec<String>,
}

/// All templates of one language and all questions of their texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    /// The templates: policies first, then procedures, plans, forms; by title.
    pub templates: Vec<Template>,
    /// The questions by id.
    pub fields: BTreeMap<String, Field>,
}

impl Library {
    /// The template with this name.
    pub fn template(&self, name: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.name == name)
    }

    /// The question with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.get(id)
    }
}
