//! The statement's other pages: cover, summary, and what closes it.

use jiff::civil::Date;
use tr::tr;

use super::{Statement, title};
use crate::documents::furniture::{coverage_legend, heading, named, prose};
use crate::documents::outline::{
    Align, Bar, Bars, Block, Cell, Column, Cover, ParagraphStyle, Row, RowKind, Signature, Span, Table,
};
use crate::documents::wording::{long_date, or_missing, short_date};
use crate::isms::Isms;
use crate::isms::approval::{Approval, Standing};
use crate::isms::controls::{Control, ControlCounts, ControlTheme};
use crate::isms::scope::scope_digest;
use crate::isms::statement::{Difference, differences, open_points};

pub(super) fn cover(statement: &Statement<'_>) -> Cover {
    let isms = statement.request.isms;
    let scope = isms.scope().map(|scope| scope.statement.trim().to_owned()).unwrap_or_default();
    let versions = isms.soa_versions.iter().rev().filter_map(|version| {
        let approval = version.approval.as_ref()?;
        Some([version.version.clone(), short_date(approval.on?), version.change.clone()])
    });
    Cover {
        organisation: statement.furniture.organisation(),
        classification: statement.furniture.classification(),
        title: title(),
        subtitle: tr!("ISO/IEC 27001:2022, clause 6.1.3 d"),
        about: Some((
            tr!("Scope"),
            vec![Span::plain(or_missing(&scope, tr!("The scope statement is not written yet.")))],
        )),
        control_title: tr!("Document control"),
        control: control_block(statement),
        versions_title: tr!("Versions"),
        versions: versions.collect(),
    }
}

fn control_block(statement: &Statement<'_>) -> Vec<(String, String)> {
    let request = statement.request;
    let isms = request.isms;
    let undecided = statement.all().filter(|c| c.applicable.is_none()).count();
    let status = match statement.standing {
        Standing::Valid => tr!("Approved"),
        Standing::Stale => tr!("Changed since its approval"),
        Standing::Missing if undecided == 0 => tr!("Draft, not approved"),
        Standing::Missing => tr!("Draft, {} controls undecided", undecided),
    };
    let approved_on = statement.approval().and_then(|approval| approval.on);
    let risks = isms.risks.len();
    let mut rows = vec![
        (tr!("Document"), statement.document_id().to_owned()),
        (tr!("Version"), statement.version_text()),
        (tr!("Date"), long_date(request.date)),
        (tr!("Status"), status),
        (tr!("Class"), statement.furniture.classification()),
        (tr!("Owner"), statement.furniture.named(|record| record.owner)),
        (tr!("Prepared by"), named(statement.author())),
        (tr!("Approver"), named(statement.approver())),
        (tr!("Approved on"), approved_on.map_or_else(|| tr!("not approved"), long_date)),
        (tr!("Next review"), statement.furniture.next_review()),
        (tr!("Based on"), tr!("Risk register, {0} risks; {1}", risks, scope_words(isms))),
        (tr!("History"), request.fingerprint.to_owned()),
    ];
    // Somebody approved what they prepared themselves: allowed with a reason, and the reason is printed.
    if let Some(approval) = statement.approval().filter(|approval| !approval.reason.is_empty()) {
        rows.push((tr!("Author approves"), approval.reason.clone()));
    }
    rows
}

/// Which scope statement it rests on, and whether that one still stands.
fn scope_words(isms: &Isms) -> String {
    let Ok(scope) = isms.scope() else { return tr!("scope statement, not approved") };
    match Approval::standing(scope.approval.as_ref(), &scope_digest(isms)) {
        Standing::Valid => tr!("scope statement, version {}", scope.version),
        Standing::Stale => tr!("scope statement, changed since version {}", scope.version),
        Standing::Missing => tr!("scope statement, not approved"),
    }
}

/// The numbers of a row of the summary, in the order of its columns.
fn numbers(count: ControlCounts) -> [usize; 8] {
    let ControlCounts { all, applied, done, partly, planned, not_assessed, excluded, undecided } = count;
    [all, applied, done, partly, planned, not_assessed, excluded, undecided]
}

/// How to read it, beside the summary by theme.
pub(super) fn summary(statement: &Statement<'_>) -> Block {
    Block::Columns { left: how_to_read(statement), right: by_theme(statement), share: 0.38 }
}

fn how_to_read(statement: &Statement<'_>) -> Vec<Block> {
    let all = ControlCounts::of(statement.all());
    let mut sentence = tr!(
        "This statement lists {0} controls. For each one it says whether we need it, why, how far it is in place and where to find the proof. {1} controls apply and {2} are excluded.",
        all.all,
        all.applied,
        all.excluded
    );
    if all.undecided > 0 {
        sentence.push(' ');
        sentence.push_str(&tr!("For {} nothing has been decided yet.", all.undecided));
    } else {
        sentence.push(' ');
        sentence.push_str(&tr!("Every control of Annex A has been decided, so that no necessary control is left out."));
    }
    let term = |letter: String, words: String| (vec![Span::strong(letter)], vec![Span::plain(words)]);
    vec![
        heading(1, tr!("How to read this statement"), String::new()),
        prose(sentence),
        Block::Definitions {
            title: tr!("Reason for including a control"),
            rows: vec![
                term(tr!("R"), tr!("Risk: it treats a risk in the register")),
                term(tr!("L"), tr!("Law: a law, regulation or standard requires it")),
                term(tr!("C"), tr!("Contract: a contract requires it")),
                term(tr!("P"), tr!("Practice: a business reason, given in words")),
            ],
        },
        Block::Definitions {
            title: tr!("Status on {}", long_date(statement.request.date)),
            rows: vec![
                term(tr!("In place"), tr!("Works as described")),
                term(tr!("Partial"), tr!("Works in part")),
                term(tr!("Planned"), tr!("Not working yet")),
                term(tr!("Not assessed"), tr!("Nobody has judged it yet")),
                term(tr!("Excluded"), tr!("Not needed, with a reason")),
            ],
        },
    ]
}

fn by_theme(statement: &Statement<'_>) -> Vec<Block> {
    let counts: Vec<(ControlTheme, ControlCounts)> = statement
        .themes
        .iter()
        .map(|(theme, controls)| (*theme, ControlCounts::of(controls.iter().copied())))
        .collect();
    let number = |title: String| Column { title, width: 1.0, align: Align::Right, ..Column::default() };
    let cells = |label: String, count: ControlCounts, strong: bool| {
        let shown = numbers(count).map(|n| if n == 0 { "–".to_owned() } else { n.to_string() });
        let make = |text: String| if strong { Cell::strong(text) } else { Cell::plain(text) };
        std::iter::once(Cell::strong(label)).chain(shown.map(make)).collect()
    };
    let mut rows: Vec<Row> = counts
        .iter()
        .map(|(theme, count)| Row { cells: cells(theme.label(), *count, false), kind: RowKind::Body })
        .collect();
    rows.push(Row { cells: cells(tr!("All"), ControlCounts::of(statement.all()), true), kind: RowKind::Total });
    let bars = counts.iter().map(|(theme, count)| bar(*theme, *count)).collect();
    let mut blocks = vec![
        heading(1, tr!("Summary by theme"), String::new()),
        Block::Table(Table {
            columns: vec![
                Column { title: tr!("Theme"), width: 1.9, ..Column::default() },
                number(tr!("Controls")),
                number(tr!("Apply")),
                number(tr!("In place")),
                number(tr!("Partial")),
                number(tr!("Planned")),
                Column { title: tr!("Not assessed"), width: 1.3, align: Align::Right, ..Column::default() },
                number(tr!("Excluded")),
                Column { title: tr!("Undecided"), width: 1.15, align: Align::Right, ..Column::default() },
            ],
            rows,
        }),
        Block::Bars(Bars { legend: coverage_legend(), rows: bars }),
    ];
    blocks.extend(excluded(statement));
    blocks
}

fn bar(theme: ControlTheme, count: ControlCounts) -> Bar {
    let percent = (count.done * 100).checked_div(count.applied);
    Bar {
        label: theme.label(),
        values: [count.done, count.partly, count.planned, count.excluded, count.undecided + count.not_assessed]
            .map(|part| u32::try_from(part).unwrap_or(u32::MAX))
            .to_vec(),
        note: percent.map(|percent| format!("{percent} %")).unwrap_or_default(),
    }
}

/// The exclusions at a glance: the first thing an auditor turns to. Many are left to the tables.
fn excluded(statement: &Statement<'_>) -> Vec<Block> {
    const AT_A_GLANCE: usize = 6;
    let excluded: Vec<&Control> = statement.all().filter(|c| c.applicable == Some(false)).collect();
    if excluded.is_empty() || excluded.len() > AT_A_GLANCE {
        return Vec::new();
    }
    let row = |c: &&Control| Row {
        cells: vec![
            Cell::strong(&c.reference),
            Cell::strong(&c.name),
            Cell::plain(or_missing(&c.exclusion, tr!("No reason given"))),
        ],
        kind: RowKind::Body,
    };
    let column = |title: String, width: f32| Column { title, width, ..Column::default() };
    vec![
        heading(2, tr!("Excluded controls"), String::new()),
        Block::Table(Table {
            columns: vec![column(tr!("Ref"), 0.6), column(tr!("Control"), 1.8), column(tr!("Why it is excluded"), 3.6)],
            rows: excluded.iter().map(row).collect(),
        }),
    ]
}

/// What is still open in a draft, the approval, and the word on the history value.
pub(super) fn closing(statement: &Statement<'_>) -> Vec<Block> {
    let open = open_points(statement.request.isms);
    let mut blocks = changes(statement);
    if !open.is_empty() {
        blocks.push(heading(1, tr!("Still open"), String::new()));
        blocks.push(Block::List {
            ordered: false,
            items: open.iter().map(|point| vec![Span::plain(&point.sentence)]).collect(),
        });
    }
    blocks.push(heading(1, tr!("Approval"), String::new()));
    if open.is_empty() {
        blocks.push(prose(approval_sentence(statement)));
        blocks.push(Block::Signatures(signatures(statement)));
    } else {
        blocks.push(prose(tr!("This draft cannot be approved while the points above are open.")));
    }
    blocks.push(Block::Paragraph {
        text: vec![
            Span::strong(tr!("About the history value.")),
            Span::plain(" "),
            Span::muted(tr!(
                "Every change to the file adds an entry that includes a check value of the entry before it. The value {} stands for the last entry at the time of printing.",
                statement.request.fingerprint
            )),
        ],
        style: ParagraphStyle::Small,
    });
    blocks
}

fn approval_sentence(statement: &Statement<'_>) -> String {
    tr!(
        "With this signature the management of {} confirms that the controls marked as applicable are needed, that the reasons given for exclusions are correct, and that every control that is not yet in place has an owner and a date.",
        statement.request.isms.profile().map_or("", |profile| profile.printed_name())
    )
}

fn signatures(statement: &Statement<'_>) -> Vec<Signature> {
    let on = statement.approval().and_then(|approval| approval.on);
    let signature = |act: String, person: Option<(&str, &str)>, on: Option<Date>| {
        let (name, role) = person.unwrap_or_default();
        Signature {
            act,
            name: name.to_owned(),
            role: role.to_owned(),
            date_label: tr!("Date"),
            date: on.map(long_date).unwrap_or_default(),
        }
    };
    vec![signature(tr!("Approved"), statement.approver(), on), signature(tr!("Prepared"), statement.author(), None)]
}

/// What changed since the approved version before this one, when there is one and something did.
fn changes(statement: &Statement<'_>) -> Vec<Block> {
    let mut versions = statement.request.isms.soa_versions.iter().rev();
    let before = match statement.standing {
        Standing::Stale => versions.next(),
        Standing::Valid => versions.nth(1),
        Standing::Missing => None,
    };
    let Some(version) = before else { return Vec::new() };
    let found = differences(&version.controls, statement.all());
    if found.is_empty() {
        return Vec::new();
    }
    let column = |title: String, width: f32| Column { title, width, ..Column::default() };
    let row = |difference: Difference| Row {
        cells: vec![
            Cell::strong(difference.reference),
            Cell::strong(difference.name),
            Cell::plain(difference.changes.join("; ")),
        ],
        kind: RowKind::Body,
    };
    vec![
        heading(1, tr!("Changes since version {}", version.version), String::new()),
        Block::Table(Table {
            columns: vec![column(tr!("Ref"), 0.5), column(tr!("Control"), 1.6), column(tr!("What changed"), 4.0)],
            rows: found.into_iter().map(row).collect(),
        }),
    ]
}
