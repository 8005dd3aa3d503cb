//! Step 2, scope: issues, parties, obligations, what is in and out, interfaces, statement.

use eframe::egui::Ui;
use tr::tr;

use super::acts::{act_by_person, standing_note};
use crate::isms::RegisterName as R;
use crate::isms::approval::Approval;
use crate::isms::scope::{self, ScopeStatement, scope_digest};
use crate::ui::Cx;
use crate::ui::forms::Sheet;
use crate::ui::intent::Intent;
use crate::ui::register::register_card;
use crate::ui::widgets;

pub(super) fn cards(ui: &mut Ui, cx: &mut Cx<'_>) {
    register_card(ui, cx, R::Issues, &tr!("Issues inside and outside"), "4.1");
    register_card(ui, cx, R::Parties, &tr!("Interested parties"), "4.2");
    register_card(ui, cx, R::Obligations, &tr!("Laws and contracts"), "A.5.31");
    register_card(ui, cx, R::ScopeItems, &tr!("In and out of scope"), "4.3");
    register_card(ui, cx, R::Interfaces, &tr!("Interfaces"), "4.3 c");
    let isms = cx.isms;
    if let Ok(scope) = isms.scope() {
        widgets::card(ui, |ui| statement(ui, cx, scope));
    }
    register_card(ui, cx, R::Sites, &tr!("Sites"), "");
    register_card(ui, cx, R::Processes, &tr!("Processes and services"), "");
    register_card(ui, cx, R::Teams, &tr!("Teams"), "");
}

fn statement(ui: &mut Ui, cx: &mut Cx<'_>, scope: &ScopeStatement) {
    widgets::heading(ui, &tr!("Scope statement"), "4.3", |ui| {
        widgets::history_button(ui, cx, R::ScopeStatements, scope.id.0, &tr!("the scope statement"));
    });
    let mut sheet = Sheet::new(ui, cx, scope);
    sheet.long(tr!("Statement"), "/statement", &scope.statement);
    sheet.hint("scope.statement");
    let standing = Approval::standing(scope.approval.as_ref(), &scope_digest(cx.isms));
    standing_note(ui, scope.approval.as_ref(), standing, &tr!("The scope changed afterwards. Have it approved again."));
    let name = tr!("Scope approved");
    if let Some((by, on)) = act_by_person(ui, cx, &name, &tr!("Approve the scope"), None) {
        let edit = scope::approve(cx.isms, by, on, cx.now);
        cx.send(Intent::Edit(edit));
    }
}
