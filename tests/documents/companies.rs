//! Three companies that are as unlike as the readers of the templates: software on a cloud, accountants with their IT
//! run by others, a manufacturer with two sites and health data.

use jiff::civil::date;
use octavo::content::Content;
use octavo::isms::approval::Now;
use octavo::isms::assets::{Asset, AssetKind, Classification};
use octavo::isms::documents::{ApproveDocument, Document, DocumentId, Field, adopt, approve, proposed};
use octavo::isms::facts;
use octavo::isms::method::{Band, Method};
use octavo::isms::organisation::{IsmsRole, Person, PersonId, Process, Profile, Site};
use octavo::isms::scope::{Obligation, ObligationKind};
use octavo::isms::suppliers::{Criticality, Supplier};
use octavo::isms::support::Objective;
use octavo::isms::{Edit, Isms, Outside, Record, RuleError, next_reference};
use uuid::Uuid;

use super::{DAY, founded, with};

/// What sets one company apart from another.
pub struct Company {
    pub name: &'static str,
    /// Words about something that this company does not have.
    pub absent: &'static [&'static str],
    profile: fn(Profile) -> Profile,
    sites: &'static [&'static str],
    excluded: &'static [&'static str],
}

pub const COMPANIES: [Company; 3] = [
    Company {
        name: "Harbour Analytics",
        absent: &["industrial", "production line", "HIPAA", "health data", "patient", "data centre of ours"],
        profile: |profile| Profile {
            legal_name: "Harbour Analytics Ltd".to_owned(),
            sector: "Software as a service".to_owned(),
            headcount: Some(24),
            remote_work: Some(true),
            own_development: Some(true),
            cloud_customer: Some(true),
            cloud_provider: Some(true),
            personal_data_controller: Some(true),
            personal_data_processor: Some(true),
            outsourced_it: Some(false),
            ..without(profile)
        },
        sites: &["Bristol office"],
        excluded: &["A.7.1", "A.7.5", "A.7.11", "A.7.12", "A.8.30"],
    },
    Company {
        name: "Meyer & Lund",
        absent: &[
            "source code",
            "pull request",
            "Secure development",
            "industrial",
            "HIPAA",
            "health data",
            "from home",
            "kept at home",
            "two sites",
        ],
        profile: |profile| Profile {
            legal_name: "Meyer & Lund Steuerberatung PartG".to_owned(),
            sector: "Accounting".to_owned(),
            headcount: Some(8),
            remote_work: Some(false),
            own_development: Some(false),
            cloud_customer: Some(true),
            cloud_provider: Some(false),
            personal_data_controller: Some(true),
            personal_data_processor: Some(true),
            outsourced_it: Some(true),
            ..without(profile)
        },
        sites: &["Kiel office"],
        excluded: &[
            "A.6.7", "A.7.11", "A.7.12", "A.8.4", "A.8.11", "A.8.22", "A.8.25", "A.8.26", "A.8.27", "A.8.28", "A.8.29",
            "A.8.30", "A.8.31", "A.8.33",
        ],
    },
    Company {
        name: "Norrby Pumps",
        absent: &["repository", "pull request", "cloud service", "Secure development", "our customers' tenants"],
        profile: |profile| Profile {
            legal_name: "Norrby Pumps AB".to_owned(),
            sector: "Manufacturing".to_owned(),
            headcount: Some(120),
            remote_work: Some(true),
            own_development: Some(false),
            cloud_customer: Some(false),
            cloud_provider: Some(false),
            personal_data_controller: Some(true),
            personal_data_processor: Some(false),
            health_data: Some(true),
            sec_listed: Some(true),
            industrial_systems: Some(true),
            outsourced_it: Some(false),
            ..without(profile)
        },
        sites: &["Västerås works", "Oxelösund works"],
        excluded: &["A.5.23", "A.8.4", "A.8.11", "A.8.25", "A.8.26", "A.8.27", "A.8.28", "A.8.29", "A.8.31", "A.8.33"],
    },
];

/// Facts that most companies answer with no.
fn without(profile: Profile) -> Profile {
    Profile {
        health_data: Some(false),
        sec_listed: Some(false),
        card_data: Some(false),
        industrial_systems: Some(false),
        document_language: "en".to_owned(),
        currency: "EUR".to_owned(),
        ..profile
    }
}

/// Makes ids and references as the program does.
pub fn decided(isms: &Isms, rule: impl FnOnce(&mut Outside<'_>) -> Result<Edit, RuleError>) -> Result<Edit, RuleError> {
    // Above every id there is, so that a second edit never repeats the first one's.
    let mut next = 1_u128 << 96 | u128::from(u32::try_from(count(isms)).unwrap()) << 32;
    let mut ids = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let free = |register| next_reference(isms, register, 0);
    let now = Now { today: DAY, at: "2026-03-12T09:00:00Z".parse().unwrap() };
    rule(&mut Outside::new(now, "Priya Nair", &mut ids, &free).at("7F3A 91C2".to_owned()))
}

fn count(isms: &Isms) -> usize {
    octavo::isms::RegisterName::ALL.iter().map(|register| isms.count(*register)).sum()
}

/// The company with profile, people, registers and a decision about every control, but no document yet.
pub fn company(content: &Content, company: &Company) -> Isms {
    let mut isms = founded(company.name, content);
    let profile = (company.profile)(isms.profile().unwrap().clone());
    isms = with(&isms, profile);
    let controls: Vec<_> = isms.controls.iter().cloned().collect();
    for mut control in controls {
        let out = company.excluded.contains(&control.reference.as_str());
        control.applicable = Some(!out);
        control.exclusion = if out { "We have nothing of the kind.".to_owned() } else { String::new() };
        isms = with(&isms, control);
    }
    let mut number = 0;
    let mut id = || {
        number += 1;
        Uuid::from_u128(1 << 80 | number)
    };
    for (index, role) in IsmsRole::ALL.iter().enumerate() {
        let name = ["Maya Lindqvist", "Priya Nair", "Tom Okafor", "Jonas Weber", "Elif Demir", "Grace Hall"][index];
        isms = with(
            &isms,
            Person {
                name: name.to_owned(),
                job_title: role.label(),
                roles: vec![*role],
                ..Person::blank(id().into(), format!("P-{:02}", index + 1))
            },
        );
    }
    let owner = isms.people.iter().next().map(|person| person.id);
    for (index, site) in company.sites.iter().enumerate() {
        let reference = format!("SI-{:02}", index + 1);
        let site = Site { name: (*site).to_owned(), purpose: "Work".to_owned(), ..Site::blank(id().into(), reference) };
        isms = with(&isms, site);
    }
    isms = with(
        &isms,
        Asset {
            name: "Client records".to_owned(),
            kind: Some(AssetKind::Software),
            owner,
            classification: Some(Classification::Confidential),
            in_scope: Some(true),
            lose_at_most: Some(24),
            back_within: Some(1),
            copies: "Second site | weekly".to_owned(),
            ..Asset::blank(id().into(), "AS-001".to_owned())
        },
    );
    isms = with(
        &isms,
        Supplier {
            name: "Nordlys IT".to_owned(),
            service: "Support".to_owned(),
            criticality: Some(Criticality::High),
            personal_data: Some(true),
            ..Supplier::blank(id().into(), "SU-01".to_owned())
        },
    );
    isms = with(
        &isms,
        Obligation {
            name: "GDPR".to_owned(),
            kind: Some(ObligationKind::Law),
            owner,
            ..Obligation::blank(id().into(), "OB-01".to_owned())
        },
    );
    isms = with(
        &isms,
        Objective {
            name: "Restores work".to_owned(),
            measure: "Restores that succeed".to_owned(),
            target: "all".to_owned(),
            owner,
            due: Some(date(2026, 12, 1)),
            ..Objective::blank(id().into(), "O-1".to_owned())
        },
    );
    let process =
        Process { name: "Monthly closing".to_owned(), owner, ..Process::blank(id().into(), "PR-01".to_owned()) };
    isms = with(&isms, process);
    let band = |name: &str, from| Band { name: name.to_owned(), from, ..Band::default() };
    let method = Method {
        bands: vec![band("Low", 1), band("Medium", 5), band("High", 12)],
        acceptable_up_to: Some(4),
        combination: Some(octavo::isms::method::Combination::Product),
        likelihood: vec![Default::default(); 5],
        impact: vec![Default::default(); 5],
        ..Method::blank(id().into(), "RM-01".to_owned())
    };
    with(&isms, method)
}

/// The same with every question of the library answered as proposed, or in words where nothing is proposed.
pub fn answered(content: &Content, isms: &Isms) -> Isms {
    let answer = |field: &Field| {
        if field.proposal.is_empty() { "the agreed place".to_owned() } else { field.proposal.clone() }
    };
    let answers: Vec<(&Field, String)> = content.policies.fields.values().map(|field| (field, answer(field))).collect();
    isms.with(&decided(isms, |outside| facts::confirm(isms, &answers, outside)).unwrap())
}

/// With every document begun that it is called to have.
pub fn with_documents(content: &Content, isms: &Isms) -> Isms {
    let proposed = proposed(isms, &content.policies);
    let names: Vec<String> = proposed.into_iter().filter(|one| one.called_for).map(|one| one.template).collect();
    isms.with(&decided(isms, |outside| adopt(isms, &content.policies, &names, outside)).unwrap())
}

/// With owner, author, class and approval of one document.
pub fn with_approval(content: &Content, isms: &Isms, id: DocumentId) -> Isms {
    let people: Vec<PersonId> = isms.people.iter().map(|person| person.id).collect();
    let document = Document {
        owner: Some(people[1]),
        author: Some(people[1]),
        approver: Some(people[0]),
        classification: Some(Classification::Internal),
        review_months: Some(12),
        ..isms.documents.get(id).unwrap().clone()
    };
    let isms = with(isms, document);
    let wish = approval_of(id, people[0]);
    let edit = decided(&isms, |outside| approve(&isms, &content.policies, &wish, outside));
    isms.with(&edit.unwrap_or_else(|error| panic!("{error}")))
}

/// An approval today.
pub fn approval_of(document: DocumentId, by: PersonId) -> ApproveDocument {
    ApproveDocument {
        document,
        by,
        on: DAY,
        effective: DAY,
        next_review: None,
        major: false,
        change: "First version".to_owned(),
        reason: String::new(),
    }
}
