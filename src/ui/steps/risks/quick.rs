//! Quick assessment: one scenario at a time, in large letters, judged by digits. Every key is shown, and all of it
//! works with the mouse too. Nothing is filled in beforehand.

mod keys;
mod scale;

use eframe::egui::{
    Align, Frame, Id, Key, Label, Layout, Margin, Panel, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};
use tr::tr;
use uuid::Uuid;

use super::RiskPart;
use crate::isms::Rule;
use crate::isms::method::Method;
use crate::isms::risks::{self, Moment, Risk, RiskId};
use crate::ui::Cx;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, Form, hint};

/// Which of the two scales the next digit goes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Scale {
    #[default]
    Likelihood,
    Impact,
}

impl Scale {
    fn other(self) -> Self {
        match self {
            Self::Likelihood => Self::Impact,
            Self::Impact => Self::Likelihood,
        }
    }
}

/// What the view remembers: the list as it was when the assessment began, so that it stays still underneath.
#[derive(Debug, Default)]
pub(super) struct Quick {
    ids: Vec<Uuid>,
    at: usize,
    scale: Scale,
    owner: Option<String>,
    rationale: Option<Id>,
    typing: bool,
    /// How many are undecided, counted once for each snapshot.
    open: Option<(i64, usize)>,
}

/// Begins with these risks, the undecided first, and shows the view.
pub(super) fn start(cx: &mut Cx<'_>, ids: Vec<Uuid>) {
    let method = cx.isms.current_method();
    let mut ids: Vec<Uuid> = ids.into_iter().filter(|id| cx.isms.risks.get(RiskId(*id)).is_some()).collect();
    ids.sort_by_key(|id| cx.isms.risks.get(RiskId(*id)).is_some_and(|risk| is_decided(risk, method)));
    cx.state.pane = None;
    let view = &mut cx.state.views.risks;
    view.quick = Quick { ids, ..Quick::default() };
    view.part = RiskPart::Quick;
}

/// The levels that belong to the method in use.
fn levels(risk: &Risk, method: &Method) -> (Option<u8>, Option<u8>) {
    if risk.method == Some(method.id) { (risk.current.likelihood, risk.current.impact) } else { (None, None) }
}

fn is_decided(risk: &Risk, method: Option<&Method>) -> bool {
    method.is_some_and(|method| {
        let (likelihood, impact) = levels(risk, method);
        method.score(likelihood, impact).is_some()
    })
}

/// Draws the view.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let ground = ui.interact(ui.max_rect(), Id::unique("quick assessment"), Sense::focusable_noninteractive());
    let risk = current(cx);
    let spoken = risk.map_or_else(|| tr!("Quick assessment"), |risk| tr!("Quick assessment of {}", risk.reference));
    ground.widget_info(|| WidgetInfo::labeled(Role::Group, true, &spoken));
    Panel::bottom("quick keys")
        .exact_size(40.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().inner_margin(Margin::symmetric(24, 8)))
        .show(ui, |ui| hints(ui, method));
    ScrollArea::vertical().id_salt("quick").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 4, bottom: 8 }).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(1080.0));
            head(ui, cx, method);
            widgets::card(ui, |ui| match risk {
                Some(risk) => one(ui, cx, method, risk),
                None => done(ui, cx, method),
            });
        });
    });
    keys::listen(ui, cx, method, risk, ground.id);
}

fn current<'a>(cx: &Cx<'a>) -> Option<&'a Risk> {
    let quick = &cx.state.views.risks.quick;
    cx.isms.risks.get(RiskId(*quick.ids.get(quick.at)?))
}

fn undecided(cx: &mut Cx<'_>, method: &Method) -> usize {
    let (isms, seq) = (cx.isms, cx.derived.seq);
    let quick = &mut cx.state.views.risks.quick;
    if let Some((_, count)) = quick.open.filter(|(of, _)| *of == seq) {
        return count;
    }
    let open = |id: &&Uuid| isms.risks.get(RiskId(**id)).is_some_and(|risk| !is_decided(risk, Some(method)));
    let count = quick.ids.iter().filter(open).count();
    quick.open = Some((seq, count));
    count
}

/// How far the list is, and the way back.
fn head(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let colours = tokens(ui);
    let (at, all) = (cx.state.views.risks.quick.at, cx.state.views.risks.quick.ids.len());
    ui.horizontal(|ui| {
        ui.label(Type::Card.text(tr!("Quick assessment")).color(colours.text));
        ui.label(Type::Body.text(tr!("{0} of {1}", (at + 1).min(all), all)).color(colours.text2));
        let open = undecided(cx, method);
        let (text, ink) =
            if open == 0 { (tr!("all decided"), colours.success) } else { (tr!("{} undecided", open), colours.warn) };
        ui.label(Type::Body.text(text).color(ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Button::secondary(&tr!("Back to the register")).small().shortcut("Esc").show(ui).clicked() {
                cx.state.views.risks.part = RiskPart::Register;
            }
        });
    });
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    let small = |n: usize| u16::try_from(n).map_or(f32::from(u16::MAX), f32::from);
    let part = Rect::from_min_size(rect.min, vec2(rect.width() * small(at.min(all)) / small(all.max(1)), 4.0));
    ui.painter().rect_filled(rect, 2.0, colours.track);
    ui.painter().rect_filled(part, 2.0, colours.accent_fill);
    ui.add_space(4.0);
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, risk: &Risk) {
    let colours = tokens(ui);
    let isms = cx.isms;
    ui.label(Type::Meta.text(&risk.reference).color(colours.text3));
    let name = if risk.name.trim().is_empty() { tr!("Without a name yet") } else { risk.name.clone() };
    ui.add(Label::new(Type::Display.text(name).color(colours.text)).wrap());
    let assets: Vec<&str> =
        risk.assets.iter().filter_map(|id| isms.assets.get(*id)).map(|asset| asset.name.as_str()).collect();
    let relied: Vec<String> = risk
        .controls_relied
        .iter()
        .filter_map(|id| isms.controls.get(*id))
        .map(|control| format!("{} {}", control.reference, control.name))
        .collect();
    fact(ui, &tr!("Happens to"), &assets.join(", "), &tr!("no asset named"));
    fact(ui, &tr!("What would follow"), &risk.consequence, &tr!("not described"));
    fact(ui, &tr!("Held down today by"), &relied.join(", "), &tr!("no control"));
    if risk.method.is_some() && risk.method != Some(method.id) && risk.current.likelihood.is_some() {
        widgets::note(
            ui,
            widgets::Tone::Info,
            &tr!("Assessed under an earlier version of the method. Judge it anew by today's words."),
        );
    }
    ui.add_space(4.0);
    let chosen = levels(risk, method);
    ui.columns(2, |columns| {
        let names = [(Scale::Likelihood, tr!("Likelihood")), (Scale::Impact, tr!("Impact"))];
        for (ui, (scale, title)) in columns.iter_mut().zip(names) {
            let (levels, level) = match scale {
                Scale::Likelihood => (&method.likelihood, chosen.0),
                Scale::Impact => (&method.impact, chosen.1),
            };
            let active = cx.state.views.risks.quick.scale == scale;
            if let Some(number) = scale::list(ui, &title, levels, level, active) {
                judge(cx, method, risk, scale, Some(number));
            }
        }
    });
    scale::result(ui, method, chosen);
    words(ui, cx, risk);
}

fn fact(ui: &mut Ui, label: &str, text: &str, nothing: &str) {
    let colours = tokens(ui);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(130.0, 18.0), Layout::left_to_right(Align::Min), |ui| {
            ui.set_width(130.0);
            ui.label(Type::Body.text(label).color(colours.text3));
        });
        let (text, ink) = if text.trim().is_empty() { (nothing, colours.text3) } else { (text, colours.text) };
        ui.add(Label::new(Type::Body.text(text).color(ink)).wrap());
    });
}

/// Rationale and owner.
fn words(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            let form = Form::of(risk);
            let field =
                form.long_text(left, cx, &tr!("Why these levels"), "/current/rationale", &risk.current.rationale, 2);
            cx.state.views.risks.quick.rationale = Some(field.id);
            owner(right, cx, risk);
        }
    });
}

/// The owner, found by typing the beginning of a name.
fn owner(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let name = widgets::field_label(ui, &tr!("Risk owner"));
    let mut text = cx.state.views.risks.quick.owner.clone().unwrap_or_default();
    let now = cx.isms.person_name(risk.owner).to_owned();
    let shown = if now.is_empty() { tr!("Nobody yet. Type a name.") } else { now };
    let field = ui
        .add(
            TextEdit::singleline(&mut text)
                .id(owner_id())
                .hint_text(Type::Body.text(shown).color(tokens(ui).text2))
                .margin(Margin::symmetric(10, 7))
                .desired_width(ui.available_width()),
        )
        .labelled_by(name.id);
    let wanted = text.trim().to_lowercase();
    let found = cx.isms.people.iter().find(|person| {
        let name = person.name.to_lowercase();
        !wanted.is_empty()
            && person.is_with_us(cx.now.today)
            && (name.starts_with(&wanted) || name.split_whitespace().any(|word| word.starts_with(&wanted)))
    });
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    match found {
        Some(person) if entered => {
            Form::of(risk).set(cx, &tr!("Risk owner"), "/owner", &Some(person.id));
            text.clear();
        }
        Some(person) => hint(ui, &tr!("Enter takes {}.", person.name)),
        None if wanted.is_empty() => {}
        None => hint(ui, &tr!("Nobody of this name works here.")),
    }
    if field.lost_focus() && !entered {
        text.clear();
    }
    cx.state.views.risks.quick.owner = Some(text);
}

fn owner_id() -> Id {
    Id::unique("quick owner")
}

fn done(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let open = undecided(cx, method);
    let all = cx.state.views.risks.quick.ids.len();
    ui.add_space(12.0);
    ui.label(Type::Display.text(tr!("Through the list")).color(tokens(ui).text));
    let text = match (all, open) {
        (0, _) => tr!("No risk is in the list. Go back and show some, or mark them."),
        (_, 0) => tr!("All {} risks have a level. Next come treatment and target.", all),
        _ => tr!("{0} of {1} risks are still undecided.", open, all),
    };
    widgets::paragraph(ui, &text);
    ui.horizontal(|ui| {
        if open > 0 && Button::primary(&tr!("Start again with the undecided")).show(ui).clicked() {
            let ids = cx.state.views.risks.quick.ids.clone();
            start(cx, ids);
        }
        if Button::secondary(&tr!("Back to the register")).named(tr!("Finish and go back")).show(ui).clicked() {
            cx.state.views.risks.part = RiskPart::Register;
        }
    });
    ui.add_space(12.0);
}

fn hints(ui: &mut Ui, method: &Method) {
    let most = method.likelihood.len().max(method.impact.len());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for (key, what) in [
            (format!("1–{most}"), tr!("level")),
            ("Tab ← →".to_owned(), tr!("other scale")),
            (tr!("Enter"), tr!("next")),
            (tr!("Backspace"), tr!("back")),
            (tr!("Delete"), tr!("undecided")),
            ("R".to_owned(), tr!("why")),
            ("O".to_owned(), tr!("owner")),
            (tr!("Ctrl Z"), tr!("undo")),
            (tr!("Esc"), tr!("leave")),
        ] {
            widgets::tag(ui, &key);
            ui.label(Type::Meta.text(what).color(tokens(ui).text2));
            ui.add_space(5.0);
        }
    });
}

/// Gives a scale a level, and lets the next digit go to the other one.
fn judge(cx: &mut Cx<'_>, method: &Method, risk: &Risk, scale: Scale, level: Option<u8>) {
    let (likelihood, impact) = levels(risk, method);
    let levels = match scale {
        Scale::Likelihood => (level, impact),
        Scale::Impact => (likelihood, level),
    };
    if levels != (likelihood, impact) {
        let id = risk.id;
        let rule =
            Rule::new(move |isms, outside| risks::set_level(isms, id, Moment::Current, levels.0, levels.1, outside));
        cx.send(Intent::Decide(rule));
    }
    if level.is_some() {
        cx.state.views.risks.quick.scale = Scale::Impact;
    }
}
