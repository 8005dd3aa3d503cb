//! The method in brief: who approved it, what the levels mean, where the line lies.

use tr::tr;

use super::{Report, not_yet};
use crate::documents::furniture::{body, column, heading, number, prose};
use crate::documents::outline::{Block, Cell, Row, Span, Table};
use crate::documents::wording::long_date;
use crate::isms::approval::{Approval, Standing};
use crate::isms::method::{Combination, Level, Method};

/// Which method it rests on, and whether that one is approved.
pub(super) fn words(method: Option<&Method>) -> String {
    let Some(method) = method else { return tr!("no risk method yet") };
    match standing(method) {
        Standing::Valid => tr!("risk method, version {}", method.version),
        Standing::Stale => tr!("risk method, changed since version {}", method.version),
        Standing::Missing => tr!("risk method, not approved"),
    }
}

fn standing(method: &Method) -> Standing {
    Approval::standing(method.approval.as_ref(), &method.digest())
}

pub(super) fn pages(report: &Report<'_>) -> Vec<Block> {
    let title = || tr!("How we judged");
    let Some(method) = report.method else {
        if report.lines.is_empty() {
            return not_yet(title(), tr!("No risk method is chosen yet. Criteria come before scores."));
        }
        return Vec::new();
    };
    let mut blocks = vec![Block::PageBreak, heading(1, title(), words(Some(method))), prose(in_sentences(method))];
    let scales = scales(method);
    if !scales.is_empty() {
        blocks.push(Block::Table(Table {
            columns: vec![
                number(tr!("Level"), 10.0),
                column(tr!("Likelihood"), 24.0),
                column(tr!("What it means"), 92.0),
                column(tr!("Impact"), 24.0),
                column(tr!("What it means"), 92.0),
            ],
            rows: scales,
        }));
    }
    blocks
}

fn in_sentences(method: &Method) -> String {
    let mut sentences = vec![match (method.approval.as_ref(), standing(method)) {
        (Some(approval), Standing::Valid) => {
            let on = approval.on.map_or_else(|| tr!("a day not recorded"), long_date);
            tr!("{0} approved version {1} of the method on {2}.", approval.name, method.version, on)
        }
        (Some(approval), _) => {
            let on = approval.on.map_or_else(|| tr!("a day not recorded"), long_date);
            tr!(
                "{0} approved version {1} of the method on {2}. It has changed since and has to be approved again.",
                approval.name,
                method.version,
                on
            )
        }
        (None, _) => tr!("Nobody has approved the method yet."),
    }];
    sentences.push(match method.combination {
        Some(Combination::Product) => tr!("The score of a risk is its level of likelihood times its level of impact."),
        Some(Combination::Sum) => tr!("The score of a risk is the sum of its levels of likelihood and impact."),
        Some(Combination::Matrix) => tr!("The score of a risk is read from a matrix of likelihood and impact."),
        None => tr!("How likelihood and impact combine is undecided."),
    });
    sentences.push(match method.acceptable_up_to {
        Some(line) => tr!(
            "A risk with a score of up to {} lies within the acceptance line. Whatever is higher needs treatment, or a decision of its own by the risk owner.",
            line
        ),
        None => tr!("The acceptance line is undecided."),
    });
    if !method.reassess_when.trim().is_empty() {
        sentences.push(tr!("Risks are assessed again: {}", method.reassess_when.trim()));
    }
    sentences.join(" ")
}

/// Both scales beside each other, highest first; empty while there is none.
fn scales(method: &Method) -> Vec<Row> {
    let words = |level: Option<&Level>| match level {
        None => [Cell::default(), Cell::default()],
        Some(level) => {
            let mut text = vec![Span::plain(level.words.trim())];
            if !level.hint.trim().is_empty() {
                text.push(Span::muted(format!(" {}", level.hint.trim())));
            }
            [Cell::strong(&level.name), Cell { mark: None, text }]
        }
    };
    let levels = method.likelihood.len().max(method.impact.len());
    let row = |index: usize| {
        let number = Cell::plain((index + 1).to_string());
        let [likelihood, likelihood_words] = words(method.likelihood.get(index));
        let [impact, impact_words] = words(method.impact.get(index));
        body(vec![number, likelihood, likelihood_words, impact, impact_words])
    };
    (0..levels).rev().map(row).collect()
}
