//! Assessments under earlier versions of the method: the one that still has to be replaced, and those kept.

use eframe::egui::{Label, Ui};
use tr::tr;

use crate::isms::Isms;
use crate::isms::method::{Method, MethodId};
use crate::isms::risks::{Assessment, Risk};
use crate::ui::Cx;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Tone, format_date, hint, level_word};

/// Whether the risk's levels belong to another version of the method than this one.
pub(super) fn is_older(risk: &Risk, method: &Method) -> bool {
    risk.method.is_some_and(|id| id != method.id)
}

/// What stands from an earlier version, above the levels that are still to be chosen.
pub(super) fn to_replace(ui: &mut Ui, cx: &Cx<'_>, risk: &Risk, method: &Method) {
    if !is_older(risk, method) {
        return;
    }
    let what = both(cx.isms, risk.method, &risk.current, &risk.target);
    let text = tr!(
        "{0} Choose levels below to assess it again, or convert it on the tab Method. The original is kept either way.",
        what
    );
    widgets::note(ui, Tone::Warn, &text);
    ui.add_space(4.0);
}

/// The originals that were converted or assessed again, the newest first.
pub(super) fn kept(ui: &mut Ui, cx: &Cx<'_>, risk: &Risk) {
    if risk.earlier.is_empty() {
        return;
    }
    ui.add_space(8.0);
    widgets::section_label(ui, &tr!("Earlier assessments"));
    let colour = tokens(ui).text;
    for earlier in risk.earlier.iter().rev() {
        let what = both(cx.isms, earlier.method, &earlier.current, &earlier.target);
        ui.add(Label::new(Type::Body.text(what).color(colour)).wrap());
        if let Some(on) = earlier.assessed_on {
            hint(ui, &tr!("Assessed on {}.", format_date(on)));
        }
        hint(ui, &earlier.mapping);
    }
}

/// `Version 1.0: likelihood 4, impact 5: 20 Critical now; likelihood 1, impact 5: 5 Low as the target.`
fn both(isms: &Isms, method: Option<MethodId>, current: &Assessment, target: &Assessment) -> String {
    let method = method.and_then(|id| isms.methods.get(id));
    let version = method.map_or_else(|| tr!("An earlier version"), Method::version_label);
    let now = judged(method, current);
    match (target.likelihood, target.impact) {
        (None, None) => tr!("{0}: {1}.", version, now),
        (Some(_), _) | (_, Some(_)) => tr!("{0}: {1}. Target: {2}.", version, now, judged(method, target)),
    }
}

fn judged(method: Option<&Method>, assessment: &Assessment) -> String {
    let level = |level: Option<u8>| level.map_or_else(|| tr!("undecided"), |level| level.to_string());
    let levels = tr!("likelihood {0}, impact {1}", level(assessment.likelihood), level(assessment.impact));
    match method.zip(assessment.score(method)) {
        Some((method, score)) => format!("{levels}, {score} {}", level_word(method, score).1),
        None => levels,
    }
}
