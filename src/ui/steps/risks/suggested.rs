//! Controls that the catalogue suggests for a risk: one click plans them.

use eframe::egui::{Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use tr::tr;

use crate::content::suggest::controls_for;
use crate::isms::RegisterName as R;
use crate::isms::controls::{Control, ControlId, link_risk};
use crate::isms::risks::Risk;
use crate::isms::steps::Step;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{Type, icon_font, tokens};
use crate::ui::widgets::{boxed, field_label, focus_ring, hint};
use crate::ui::{Cx, icons};

/// How a suggested control stands to the risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// The risk relies on it or plans it.
    Used,
    /// It was decided that the control does not apply.
    Excluded,
    /// One click away.
    Free,
}

/// Draws the suggested controls as chips; says nothing where the catalogue has nothing to say.
pub fn suggested_controls(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let isms = cx.isms;
    let found: Vec<(&Control, String)> = controls_for(cx.content, risk)
        .into_iter()
        .filter_map(|(reference, reason)| isms.controls.by_reference(&reference).map(|control| (control, reason)))
        .collect();
    if found.is_empty() {
        return;
    }
    ui.add_space(6.0);
    field_label(ui, &tr!("Suggested by the catalogue"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (control, reason) in &found {
            let state = match (risk.controls().any(|id| id == control.id), control.applicable) {
                (true, _) => Use::Used,
                (false, Some(false)) => Use::Excluded,
                (false, Some(true) | None) => Use::Free,
            };
            if chip(ui, control, reason, state).clicked() {
                clicked(cx, risk, control.id, state);
            }
        }
    });
    hint(ui, &tr!("A click plans the control for this risk. An excluded one leads to its decision."));
}

fn clicked(cx: &mut Cx<'_>, risk: &Risk, control: ControlId, state: Use) {
    match state {
        Use::Used => {}
        Use::Excluded => cx.send(Intent::Reveal(Screen::Step(Step::Controls), R::Controls, Some(control.0))),
        Use::Free => {
            let planned: Vec<ControlId> = risk.controls_planned.iter().copied().chain([control]).collect();
            let edit = link_risk(cx.isms, risk.id, &risk.controls_relied, &planned);
            cx.send(Intent::Edit(edit));
        }
    }
}

/// A chip with its mark: plus, tick, or minus for an excluded control.
fn chip(ui: &mut Ui, control: &Control, reason: &str, state: Use) -> Response {
    let colours = tokens(ui);
    let (icon, ink, fill) = match state {
        Use::Free => (icons::PLUS, colours.accent, colours.surface),
        Use::Used => (icons::CHECK, colours.success, colours.sunken),
        Use::Excluded => (icons::MINUS_CIRCLE, colours.text3, colours.sunken),
    };
    let reference = &control.reference;
    let word = if state == Use::Excluded { tr!("{} excluded", reference) } else { reference.clone() };
    let text = if state == Use::Free { colours.text } else { colours.text2 };
    let galley = ui.painter().layout_no_wrap(word, Type::Meta.font(), text);
    let sense = if state == Use::Used { Sense::hover() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 34.0, 26.0), sense);
    let spoken = match state {
        Use::Free => tr!("Plan {0}: {1}", reference, control.name),
        Use::Used => tr!("{0} is used: {1}", reference, control.name),
        Use::Excluded => tr!("{0} is excluded: go to its decision", reference),
    };
    let role = if state == Use::Used { Role::Label } else { Role::Button };
    response.widget_info(|| WidgetInfo::labeled(role, true, &spoken));
    if ui.is_rect_visible(rect) {
        let fill = if response.hovered() && state != Use::Used { colours.hover } else { fill };
        boxed(ui, rect, 5, fill, if state == Use::Free { colours.border_strong } else { colours.border });
        let y = rect.center().y;
        let at = pos2(rect.left() + 8.0, y);
        ui.painter().text(at, eframe::egui::Align2::LEFT_CENTER, icon, icon_font(12.0), ink);
        ui.painter().galley(pos2(rect.left() + 26.0, y - galley.size().y / 2.0), galley, text);
    }
    focus_ring(ui, &response, 5);
    let more = match state {
        Use::Free => String::new(),
        Use::Used => tr!("This risk already uses it."),
        Use::Excluded => tr!("It is excluded from the Statement of Applicability. Click to look at that decision."),
    };
    let tooltip = [control.name.as_str(), reason, &more].join("\n");
    response.on_hover_text(tooltip.trim_end())
}
