//! Acts: signing, approving, accepting. Each asks who and when, and shows what stands already.

use eframe::egui::Ui;
use jiff::civil::Date;
use tr::tr;

use crate::isms::approval::{Approval, Standing};
use crate::isms::organisation::PersonId;
use crate::ui::Cx;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, Tone, date_edit, format_date, parse_date, select};

/// What stands already: by whom, in which role, when, and whether it still holds.
pub(super) fn standing_note(ui: &mut Ui, approval: Option<&Approval>, standing: Standing, stale: &str) {
    let Some(approval) = approval else { return };
    let on = approval.on.map(format_date).unwrap_or_default();
    let who =
        if approval.role.is_empty() { approval.name.clone() } else { format!("{}, {}", approval.name, approval.role) };
    match standing {
        Standing::Valid => widgets::note(ui, Tone::Success, &tr!("{0}, on {1}.", who, on)),
        Standing::Stale => widgets::note(ui, Tone::Warn, &format!("{} {stale}", tr!("{0}, on {1}.", who, on))),
        Standing::Missing => {}
    }
}

/// Asks for the day and carries out the act. Answers the day when it is to be recorded.
pub(super) fn act_on_day(ui: &mut Ui, cx: &Cx<'_>, name: &str, action: &str, why_not: Option<&str>) -> Option<Date> {
    let id = ui.scope_id().with(("act", name));
    let today = cx.now.today;
    let mut text = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| format_date(today));
    let mut answer = None;
    ui.horizontal(|ui| {
        let wrong = parse_date(&text).is_none();
        let edited = date_edit(ui, name, &mut text, today, 190.0, wrong);
        if let Some(day) = edited.picked {
            text = format_date(day);
        }
        let day = parse_date(&text);
        let wrong = day.is_none().then(|| tr!("Enter a date. For example: 31 Mar 2026."));
        if Button::primary(action).disabled_because(why_not.or(wrong.as_deref())).show(ui).clicked() {
            answer = day;
        }
    });
    if let Some(why) = why_not {
        widgets::hint(ui, why);
    }
    ui.data_mut(|data| data.insert_temp(id, text));
    answer
}

/// Asks for the person and the day. Answers both when the act is to be recorded.
pub(super) fn act_by_person(
    ui: &mut Ui,
    cx: &Cx<'_>,
    name: &str,
    action: &str,
    why_not: Option<&str>,
) -> Option<(PersonId, Date)> {
    let id = ui.scope_id().with(("approver", name));
    let mut chosen = ui.data(|data| data.get_temp::<Option<PersonId>>(id)).flatten();
    let people = widgets::people(cx);
    let colour = tokens(ui).text2;
    ui.label(Type::Body.text(tr!("By whom, and on which day")).color(colour));
    let who = tr!("{}: by whom", name);
    let width = ui.available_width().min(300.0);
    if let Some(answer) = select(ui, &who, &people, chosen.as_ref(), &tr!("Nobody yet"), width) {
        chosen = answer;
    }
    ui.data_mut(|data| data.insert_temp(id, chosen));
    let nobody = chosen.is_none().then(|| tr!("Choose who approves it."));
    let day = act_on_day(ui, cx, &tr!("{}: on", name), action, why_not.or(nobody.as_deref()));
    chosen.zip(day)
}
