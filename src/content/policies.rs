//! The built-in policies, procedures, plans and forms in our own words: one Markdown file each, with its data in front.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ContentError;
use crate::isms::documents::{DocumentKind, Field, Library, Section, Template};

/// Questions that several templates share.
const SHARED: &str = include_str!("../../assets/policies/shared.toml");

/// Lists the files once; the folder and the list are held together by a test.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../assets/policies/en/", $name, ".md")))),*]
    };
}

/// Name and text of every template in English.
const ENGLISH: &[(&str, &str)] = files!(
    "acceptable-use",
    "access-control",
    "access-review-record",
    "asset-management",
    "authentication",
    "backup",
    "change-management",
    "change-record",
    "classification",
    "cloud-services",
    "configuration-baseline",
    "continuity",
    "cryptography",
    "data-protection",
    "document-control",
    "exception-record",
    "human-resources",
    "improvement",
    "incident-management",
    "incident-report-form",
    "information-security-policy",
    "it-operations",
    "leaver-checklist",
    "legal-requirements",
    "log-review-record",
    "logging",
    "malware",
    "media-disposal-record",
    "network-security",
    "patch-record",
    "physical-security",
    "projects",
    "remote-working",
    "restore-test-record",
    "risk-management",
    "roles-and-responsibilities",
    "secure-development",
    "supplier-check",
    "supplier-security",
    "threat-notes",
    "visitor-log",
    "vulnerability-management",
);

/// What stands before the text of a template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    title: String,
    kind: DocumentKind,
    about: String,
    clauses: Vec<String>,
    controls: Vec<String>,
    needs: String,
    readers: String,
    evidence: Vec<String>,
    rows: Vec<String>,
    #[serde(default)]
    field: Vec<Question>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    field: Vec<Question>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: String,
    ask: String,
    unit: Option<[String; 2]>,
    proposal: Proposal,
    #[serde(default)]
    least: u32,
    #[serde(default = "no_limit")]
    most: u32,
    why: String,
}

fn no_limit() -> u32 {
    u32::MAX
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Proposal {
    Number(u32),
    Words(String),
}

impl From<Question> for Field {
    fn from(question: Question) -> Self {
        let proposal = match question.proposal {
            Proposal::Number(number) => number.to_string(),
            Proposal::Words(words) => words,
        };
        let Question { id, ask, unit, least, most, why, .. } = question;
        Self { id, ask, unit, proposal, least, most, why }
    }
}

/// Reads every template.
///
/// # Errors
/// [`ContentError`] when a file is not as it has to be; a test holds that none is.
pub(super) fn load() -> Result<Library, ContentError> {
    let shared: Shared = toml::from_str(SHARED).map_err(|error| broken("policies/shared.toml", &error))?;
    let mut fields: BTreeMap<String, Field> = BTreeMap::new();
    let mut keep = |question: Question, file| match fields.insert(question.id.clone(), question.into()) {
        None => Ok(()),
        Some(twice) => Err(broken(file, &format!("the question {} stands in two places", twice.id))),
    };
    for question in shared.field {
        keep(question, "policies/shared.toml")?;
    }
    let mut templates = Vec::new();
    for (name, text) in ENGLISH {
        let (front, sections) = read(name, text)?;
        let asked = front.field.iter().map(|question| question.id.clone()).collect();
        for question in front.field {
            keep(question, name)?;
        }
        templates.push(Template {
            name: (*name).to_owned(),
            title: front.title,
            kind: front.kind,
            about: front.about,
            clauses: front.clauses,
            controls: front.controls,
            needs: front.needs,
            readers: front.readers,
            evidence: front.evidence,
            rows: front.rows,
            sections,
            fields: asked,
        });
    }
    templates.sort_by(|a, b| (a.kind, &a.title).cmp(&(b.kind, &b.title)));
    Ok(Library { templates, fields })
}

fn read(name: &'static str, text: &str) -> Result<(Front, Vec<Section>), ContentError> {
    let mut parts = text.splitn(3, "+++\n");
    let (Some(""), Some(front), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(broken(name, &"its data do not stand between two lines of +++"));
    };
    let front: Front = toml::from_str(front).map_err(|error| broken(name, &error))?;
    let sections = body.split("\n## ").enumerate().map(|(index, part)| {
        let part = if index == 0 { part.strip_prefix("## ").unwrap_or(part) } else { part };
        let (title, text) = part.split_once('\n').unwrap_or((part, ""));
        Section { title: title.trim().to_owned(), text: text.trim().to_owned() }
    });
    Ok((front, sections.filter(|section| !section.title.is_empty()).collect()))
}

fn broken(file: &'static str, reason: &impl ToString) -> ContentError {
    ContentError { file, reason: reason.to_string() }
}
