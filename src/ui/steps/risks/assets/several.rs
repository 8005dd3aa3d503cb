//! Many assets at once: lines typed or pasted on the left, what becomes of them on the right.

use std::rc::Rc;

use eframe::egui::{Key, Margin, Modifiers, ScrollArea, TextEdit, Ui, vec2};
use tr::tr;

use crate::isms::Rule;
use crate::isms::assets::{AssetKind, AssetLine, add_lines, read_lines};
use crate::ui::Cx;
use crate::ui::intent::Intent;
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, grid};
use crate::ui::theme::{ROW_TALL, Type, tokens};
use crate::ui::widgets::{self, Button, field_label, hint};

/// What is typed and not added yet. It stays while the person looks elsewhere.
#[derive(Debug, Default)]
pub(super) struct Several {
    /// Whether it is shown in place of the register.
    pub(super) is_open: bool,
    text: String,
    read: Option<(i64, String)>,
    lines: Rc<[AssetLine]>,
}

impl Several {
    /// The lines as they are understood, read anew only when text or snapshot change.
    fn lines(&mut self, cx_seq: i64, read: impl FnOnce(&str) -> Vec<AssetLine>) -> Rc<[AssetLine]> {
        if self.read.as_ref().is_none_or(|(seq, text)| *seq != cx_seq || *text != self.text) {
            self.lines = read(&self.text).into();
            self.read = Some((cx_seq, self.text.clone()));
        }
        self.lines.clone()
    }
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (isms, today) = (cx.isms, cx.now.today);
    let lines = cx.state.views.assets.several.lines(cx.derived.seq, |text| read_lines(isms, text, today));
    let fresh = lines.iter().filter(|line| !line.is_known).count();
    let height = ui.available_height() - 34.0;
    widgets::card(ui, |ui| {
        ui.set_min_height(height.max(240.0));
        widgets::heading(ui, &tr!("Add several assets"), "A.5.9", |_| {});
        hint(
            ui,
            &tr!(
                "One asset on each line. After its name you may give kind, owner and location, parted by semicolons or tabs."
            ),
        );
        let room = vec2(ui.available_width(), (ui.available_height() - 52.0).max(160.0));
        if room.x > 640.0 {
            ui.horizontal_top(|ui| {
                let half = (room.x * 0.4).min(420.0);
                ui.allocate_ui(vec2(half, room.y), |ui| ui.vertical(|ui| typing(ui, cx, half, room.y)));
                ui.add_space(8.0);
                ui.vertical(|ui| preview(ui, cx, &lines));
            });
        } else {
            ui.vertical(|ui| typing(ui, cx, room.x, 130.0));
            ui.allocate_ui(vec2(room.x, room.y - 160.0), |ui| ui.vertical(|ui| preview(ui, cx, &lines)));
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| buttons(ui, cx, fresh));
    });
    let is_free = cx.state.pane.is_none() && cx.state.dialog.is_none() && cx.state.palette.is_none();
    if is_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        cx.state.views.assets.several.is_open = false;
    }
}

fn typing(ui: &mut Ui, cx: &mut Cx<'_>, width: f32, height: f32) {
    let name = field_label(ui, &tr!("Lines"));
    let example = tr!("Client database; Information; Priya Nair; AWS Ireland\nWork laptops; Hardware\nPayroll");
    ScrollArea::vertical().id_salt("lines").max_height(height - 24.0).auto_shrink([false, false]).show(ui, |ui| {
        let id = eframe::egui::Id::unique("asset lines");
        let field = ui
            .add(
                TextEdit::multiline(&mut cx.state.views.assets.several.text)
                    .id(id)
                    .hint_text(example)
                    .margin(Margin::symmetric(10, 8))
                    .min_size(vec2(width, height - 26.0))
                    .desired_width(width - 20.0),
            )
            .labelled_by(name.id);
        if cx.state.fresh {
            field.request_focus();
        }
    });
}

fn preview(ui: &mut Ui, cx: &Cx<'_>, lines: &[AssetLine]) {
    field_label(ui, &tr!("What will be added"));
    if lines.is_empty() {
        ui.add_space(8.0);
        hint(ui, &tr!("Nothing yet. What a line does not say stays undecided, and one undo takes all of them back."));
        return;
    }
    let columns = [
        Col::new(tr!("Asset"), 0.0, 0),
        Col::new(tr!("Kind"), 118.0, 1),
        Col::new(tr!("Owner"), 140.0, 2),
        Col::new(tr!("Location"), 130.0, 3),
    ];
    let layout = Grid {
        salt: "asset lines",
        columns: &columns,
        count: lines.len(),
        row_height: ROW_TALL,
        scrolls: Scroll::Fill,
        sorting: None,
        marks: None,
    };
    grid(ui, &layout, cx.isms, |index| {
        let line = lines.get(index)?;
        let name = if line.name.is_empty() { tr!("Without a name") } else { line.name.clone() };
        let undecided = || CellView::Muted(if line.is_known { String::new() } else { tr!("Undecided") });
        let cells = vec![
            if line.remarks.is_empty() {
                CellView::Strong(name)
            } else {
                CellView::TwoLines(name, line.remarks.join(" "))
            },
            line.kind.map_or_else(undecided, |kind: AssetKind| CellView::Text(kind.label())),
            if line.owner.is_some() { CellView::Person(line.owner) } else { undecided() },
            CellView::Text(line.location.clone()),
        ];
        let spoken: Vec<String> =
            cells.iter().map(|cell| cell.words(cx.isms)).filter(|words| !words.is_empty()).collect();
        Some(GridRow { name: spoken.join(", "), muted: line.is_known, cells, ..GridRow::default() })
    });
}

fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, fresh: usize) {
    let word = match fresh {
        0 => tr!("Add them"),
        1 => tr!("Add 1 asset"),
        count => tr!("Add {} assets", count),
    };
    let why = (fresh == 0).then(|| tr!("Write or paste at least one new name first."));
    if Button::primary(&word).icon(crate::ui::icons::PLUS).disabled_because(why.as_deref()).show(ui).clicked() {
        let text = std::mem::take(&mut cx.state.views.assets.several.text);
        cx.state.views.assets.several.is_open = false;
        cx.send(Intent::DecideAndTell(Rule::new(move |isms, outside| add_lines(isms, &text, outside))));
    }
    if Button::quiet(&tr!("Cancel")).show(ui).clicked() {
        cx.state.views.assets.several.is_open = false;
    }
    let unclear = cx.state.views.assets.several.lines.iter().filter(|line| !line.remarks.is_empty()).count();
    if unclear > 0 {
        let text = if unclear == 1 { tr!("1 line has a remark.") } else { tr!("{} lines have remarks.", unclear) };
        ui.label(Type::Meta.text(text).color(tokens(ui).warn));
    }
}
