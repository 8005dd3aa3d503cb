//! How the history is narrowed: words, person, register, days, one record.

use eframe::egui::{Align, Key, Layout, Margin, Modifiers, TextEdit, Ui};
use tr::tr;

use super::view::{Days, Filter};
use crate::isms::RegisterName;
use crate::ui::Cx;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, ChoiceItem, chip, date_edit, filter_select, format_date, hint, parse_date};

/// Draws the row of filters, and below it what is chosen besides.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let today = cx.now.today;
    let shown = cx.state.history.rows(today).entries;
    let all = cx.state.history.newest();
    let view = &mut cx.state.history;
    let people: Vec<ChoiceItem<String>> =
        view.people().iter().map(|name| ChoiceItem::new(name.clone(), name.clone())).collect();
    let filter = &mut view.filter;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let narrow = ui.available_width() < 640.0;
        let width = if narrow { 104.0 } else { 136.0 };
        words(ui, filter, if narrow { 96.0 } else { 150.0 });
        if let Some(answer) =
            filter_select(ui, &tr!("Changed by"), &people, filter.person.as_ref(), &tr!("Everybody"), width)
        {
            filter.person = answer;
        }
        let registers: Vec<ChoiceItem<RegisterName>> =
            RegisterName::ALL.iter().map(|register| ChoiceItem::new(*register, register.label())).collect();
        let every = tr!("All registers");
        if let Some(answer) = filter_select(ui, &tr!("Changes in"), &registers, filter.register.as_ref(), &every, width)
        {
            filter.register = answer;
        }
        let days = [
            ChoiceItem::new(Days::Today, tr!("Today")),
            ChoiceItem::new(Days::Week, tr!("Last 7 days")),
            ChoiceItem::new(Days::Month, tr!("Last 30 days")),
            ChoiceItem::new(Days::Range, tr!("From … to")),
        ];
        if let Some(answer) =
            filter_select(ui, &tr!("Time of the changes"), &days, filter.days.as_ref(), &tr!("All time"), width)
        {
            filter.days = answer;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.available_width() > 60.0 {
                let colour = tokens(ui).text3;
                ui.label(Type::Meta.text(tr!("{0} of {1}", shown, all)).color(colour));
            }
        });
    });
    if filter.days == Some(Days::Range) {
        range(ui, filter, today);
    }
    chosen(ui, filter);
}

fn words(ui: &mut Ui, filter: &mut Filter, width: f32) {
    let field = ui.add(
        TextEdit::singleline(&mut filter.query)
            .id(ui.scope_id().with("filter history"))
            .hint_text(tr!("Filter"))
            .margin(Margin::symmetric(10, 7))
            .desired_width(width - 20.0),
    );
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(tr!("Filter the history")));
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
        field.request_focus();
    }
    field.on_hover_text(tr!("Words of the change, a name, or the number of an entry"));
}

fn range(ui: &mut Ui, filter: &mut Filter, today: jiff::civil::Date) {
    ui.horizontal(|ui| {
        let colour = tokens(ui).text2;
        for (word, name, text) in [
            (tr!("From"), tr!("First day of the history shown"), &mut filter.from),
            (tr!("to"), tr!("Last day of the history shown"), &mut filter.until),
        ] {
            ui.label(Type::Body.text(word).color(colour));
            if let Some(day) = date_edit(ui, &name, text, today, 170.0, is_no_day(text)).picked {
                *text = format_date(day);
            }
        }
    });
    // A day that is not understood narrows nothing: it has to be seen that it does not.
    if let Some(wrong) = [&filter.from, &filter.until].into_iter().find(|text| is_no_day(text)) {
        hint(ui, &tr!("“{}” is no day that Octavo understands. Write 12 March 2026, or choose it.", wrong.trim()));
    } else if let (Some(from), Some(until)) = (parse_date(&filter.from), parse_date(&filter.until))
        && from > until
    {
        hint(ui, &tr!("The first day is after the last one, so nothing is shown."));
    }
}

fn is_no_day(text: &str) -> bool {
    !text.trim().is_empty() && parse_date(text).is_none()
}

/// The one record whose history is shown, with the way back to all.
fn chosen(ui: &mut Ui, filter: &mut Filter) {
    let Some((_, _, title)) = filter.record.clone() else { return };
    ui.horizontal(|ui| {
        let colour = tokens(ui).text2;
        ui.label(Type::Body.text(tr!("What happened to")).color(colour));
        if chip(ui, &title, &title, Some(&tr!("Stop showing only {}", title))) {
            filter.record = None;
        }
        if Button::link(&tr!("Show everything")).show(ui).clicked() {
            *filter = Filter::default();
        }
    });
}
