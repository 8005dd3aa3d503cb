//! The keys of the quick assessment.

use eframe::egui::{EventFilter, Id, Key, Ui};

use super::{Scale, judge, owner_id};
use crate::isms::method::Method;
use crate::isms::risks::Risk;
use crate::ui::Cx;
use crate::ui::steps::risks::RiskPart;

/// The keys, unless somebody is writing. The view holds the keyboard itself, so that Tab changes the scale.
pub(super) fn listen(ui: &Ui, cx: &mut Cx<'_>, method: &Method, risk: Option<&Risk>, ground: Id) {
    let overlay = cx.state.dialog.is_some() || cx.state.palette.is_some();
    let focused = ui.memory(|memory| memory.focused());
    let typing = focused.is_some_and(|id| id == owner_id() || Some(id) == cx.state.views.risks.quick.rationale);
    let was_typing = std::mem::replace(&mut cx.state.views.risks.quick.typing, typing);
    if overlay || typing {
        return;
    }
    if focused != Some(ground) {
        ui.memory_mut(|memory| memory.request_focus(ground));
    }
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(ground, all));
    if was_typing {
        return;
    }
    let pressed = |key: Key| ui.input(|input| input.modifiers.is_none() && input.key_pressed(key));
    let digits = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7];
    if let Some(risk) = risk {
        let scale = cx.state.views.risks.quick.scale;
        let most = match scale {
            Scale::Likelihood => method.likelihood.len(),
            Scale::Impact => method.impact.len(),
        };
        for (number, key) in (1_u8..).zip(digits).take(most) {
            if pressed(key) {
                judge(cx, method, risk, scale, Some(number));
            }
        }
        if pressed(Key::Delete) {
            judge(cx, method, risk, scale, None);
        }
    }
    move_on(cx, &pressed);
    if pressed(Key::R)
        && let Some(field) = cx.state.views.risks.quick.rationale.filter(|_| risk.is_some())
    {
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    if pressed(Key::O) && risk.is_some() {
        ui.memory_mut(|memory| memory.request_focus(owner_id()));
    }
}

fn move_on(cx: &mut Cx<'_>, pressed: &impl Fn(Key) -> bool) {
    let quick = &mut cx.state.views.risks.quick;
    if [Key::Tab, Key::ArrowLeft, Key::ArrowRight].into_iter().any(pressed) {
        quick.scale = quick.scale.other();
    }
    if pressed(Key::Enter) && quick.at < quick.ids.len() {
        (quick.at, quick.scale) = (quick.at + 1, Scale::Likelihood);
    }
    if pressed(Key::Backspace) && quick.at > 0 {
        (quick.at, quick.scale) = (quick.at - 1, Scale::Likelihood);
    }
    if pressed(Key::Escape) {
        cx.state.views.risks.part = RiskPart::Register;
    }
}
