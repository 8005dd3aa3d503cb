//! The acceptance of one risk: what stands, what changed since, what is missing, and the act itself.

use eframe::egui::Ui;
use tr::tr;

use crate::isms::approval::Standing;
use crate::isms::risks::{self, Risk, acceptance_gaps, is_above_line, what_changed};
use crate::ui::Cx;
use crate::ui::intent::Intent;
use crate::ui::steps::acts::{act_on_day, standing_note};
use crate::ui::widgets::{self, Tone, hint};

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let isms = cx.isms;
    widgets::heading(ui, &tr!("Acceptance"), "6.1.3 f", |_| {});
    above_the_line(ui, cx, risk);
    let standing = risk.acceptance_standing();
    let changed = what_changed(risk, isms);
    let stale =
        format!("{}\n{}", tr!("The assessment changed afterwards. Have it accepted again."), changed.join("\n"));
    standing_note(ui, risk.acceptance.as_ref(), standing, &stale);
    if standing == Standing::Valid && risk.accepted_in_bulk {
        hint(ui, &tr!("Accepted together with others on one sheet."));
    }
    let why = acceptance_gaps(isms, risk, cx.now.today).first().map(|gap| gap.sentence(isms, risk));
    if why.is_none() {
        let owner = isms.person_name(risk.owner);
        hint(ui, &tr!("Accepted by {}, the risk owner, and with it the treatment.", owner));
    }
    let (id, word) = match standing {
        Standing::Missing | Standing::Valid => (risk.id, tr!("Record acceptance")),
        Standing::Stale => (risk.id, tr!("Accept again")),
    };
    ui.push_id(id.0, |ui| {
        if let Some(day) = act_on_day(ui, cx, &tr!("Accepted on"), &word, why.as_deref()) {
            let by = risk.owner.unwrap_or_default();
            let edit = risks::accept(isms, id, by, day, cx.now);
            cx.send(Intent::Edit(edit));
        }
    });
}

fn above_the_line(ui: &mut Ui, cx: &Cx<'_>, risk: &Risk) {
    let Some(method) = cx.isms.current_method() else { return };
    if risk.acceptance.is_some() || is_above_line(cx.isms, risk) != Some(true) {
        return;
    }
    if let Some((score, line)) = risk.residual().score(Some(method)).zip(method.acceptable_up_to) {
        widgets::note(
            ui,
            Tone::Warn,
            &tr!("Target {0} is above the line of {1}, so it needs an acceptance of its own.", score, line),
        );
    }
}
