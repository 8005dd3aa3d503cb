//! The list of documents: where each stands, with a filter.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use eframe::egui::{
    Align2, Frame, Id, Margin, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo,
    pos2, vec2,
};
use tr::tr;

use crate::isms::documents::{Document, DocumentId, DocumentStatus, Due, DueReason};
use crate::isms::{Isms, RegisterName as R};
use crate::ui::derived::Derived;
use crate::ui::dialogs::Dialog;
use crate::ui::intent::Intent;
use crate::ui::register::natural;
use crate::ui::theme::{CONTROL, Type, icon_font, tokens};
use crate::ui::widgets::{boxed, icon_button, painted_text};
use crate::ui::{Cx, icons};

const ROW: f32 = 40.0;
const GROUP: f32 = 30.0;

/// Where documents stand, in the order of the list: what waits for somebody comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Standing {
    InReview,
    ReviewDue,
    Draft,
    Approved,
    External,
    Retired,
}

impl Standing {
    fn of(document: &Document, due: &BTreeSet<DocumentId>) -> Self {
        match document.status {
            Some(DocumentStatus::Retired) => Self::Retired,
            _ if document.external => Self::External,
            Some(DocumentStatus::InReview) => Self::InReview,
            Some(DocumentStatus::Approved) if due.contains(&document.id) => Self::ReviewDue,
            Some(DocumentStatus::Approved) => Self::Approved,
            Some(DocumentStatus::Draft) | None => Self::Draft,
        }
    }

    fn word(self) -> String {
        match self {
            Self::InReview => tr!("In review"),
            Self::ReviewDue => tr!("Review due"),
            Self::Draft => tr!("Draft"),
            Self::Approved => tr!("Approved"),
            Self::External => tr!("External"),
            Self::Retired => tr!("Retired"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Line {
    Group(Standing, usize),
    Row(DocumentId, Standing),
}

impl Line {
    fn height(self) -> f32 {
        match self {
            Self::Group(..) => GROUP,
            Self::Row(..) => ROW,
        }
    }
}

/// What the list remembers.
#[derive(Debug, Default)]
pub(super) struct List {
    query: String,
    retired: bool,
    made: Option<(i64, String, bool)>,
    lines: Rc<[Line]>,
    /// The document that was shown last.
    pub(super) shown: Option<DocumentId>,
}

impl List {
    fn lines(&mut self, isms: &Isms, derived: &Derived) -> Rc<[Line]> {
        let key = (derived.seq, self.query.trim().to_lowercase(), self.retired);
        if self.made.as_ref() != Some(&key) {
            self.lines = lines(isms, &derived.documents.due, &key.1, self.retired).into();
            self.made = Some(key);
        }
        self.lines.clone()
    }

    /// The document to show: the selected one, the one that was shown last, or the first.
    pub(super) fn current(&self, cx: &Cx<'_>) -> Option<DocumentId> {
        let lives = |id: &DocumentId| cx.isms.documents.get(*id).is_some();
        let first = || self.lines.iter().find_map(|line| if let Line::Row(id, _) = line { Some(*id) } else { None });
        let selected = cx.selected(R::Documents).map(DocumentId);
        selected.or(self.shown.filter(lives)).or_else(|| first().filter(lives))
    }
}

fn lines(isms: &Isms, due: &[Due], query: &str, retired: bool) -> Vec<Line> {
    let comes_up = |due: &&Due| matches!(due.reason, DueReason::ReviewOverdue(_) | DueReason::ReviewSoon(_));
    let due: BTreeSet<DocumentId> = due.iter().filter(comes_up).map(|due| due.document).collect();
    let matches = |document: &&Document| {
        let kind = document.kind.map(|kind| kind.label()).unwrap_or_default();
        let owner = isms.person_name(document.owner);
        let words = format!("{} {} {kind} {owner}", document.reference, document.name).to_lowercase();
        query.is_empty() || query.split_whitespace().all(|word| words.contains(word))
    };
    let mut groups: BTreeMap<Standing, Vec<(String, DocumentId)>> = BTreeMap::new();
    for document in isms.documents.iter().filter(matches) {
        let group = groups.entry(Standing::of(document, &due)).or_default();
        group.push((natural(&document.reference), document.id));
    }
    let mut lines = Vec::new();
    for (standing, mut documents) in groups {
        lines.push(Line::Group(standing, documents.len()));
        // What is no longer in force stays out of the way, unless it is searched for.
        if standing == Standing::Retired && !retired && query.is_empty() {
            continue;
        }
        documents.sort();
        lines.extend(documents.into_iter().map(|(_, id)| Line::Row(id, standing)));
    }
    lines
}

/// Draws the list.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let mut list = std::mem::take(&mut cx.state.views.documents.list);
    let rect = ui.max_rect();
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, tokens(ui).border));
    ui.spacing_mut().item_spacing.y = 0.0;
    head(ui, cx, &mut list);
    let lines = list.lines(cx.isms, cx.derived);
    list.shown = list.current(cx);
    let shown = list.shown;
    let mut clicked = None;
    let height: f32 = lines.iter().map(|line| line.height()).sum();
    ScrollArea::vertical().id_salt("documents").auto_shrink([false, false]).show_viewport(ui, |ui, view| {
        ui.set_height(height);
        let (left, width) = (ui.max_rect().left(), ui.available_width());
        let mut y = 0.0;
        for line in lines.iter() {
            let place = Rect::from_min_size(pos2(left, ui.max_rect().top() + y), vec2(width, line.height()));
            y += line.height();
            if y < view.top() || y - line.height() > view.bottom() {
                continue;
            }
            match *line {
                Line::Group(standing, count) => group(ui, place, standing, count, &mut list),
                Line::Row(id, standing) => {
                    let Some(document) = cx.isms.documents.get(id) else { continue };
                    let response = row(ui, place, document, standing, shown == Some(id));
                    if response.clicked() {
                        clicked = Some(id);
                    }
                }
            }
        }
        if lines.is_empty() {
            let place = Rect::from_min_size(pos2(left + 18.0, ui.max_rect().top()), vec2(width - 36.0, ROW));
            let words = tr!("No document matches the filter.");
            painted_text(ui, place, Align2::LEFT_CENTER, &words, Type::Body, tokens(ui).text3);
        }
    });
    cx.state.views.documents.list = list;
    if let Some(id) = clicked {
        cx.send(Intent::Select(R::Documents, Some(id.0)));
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, list: &mut List) {
    Frame::new().inner_margin(Margin { left: 12, right: 12, top: 8, bottom: 8 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let hint = match cx.isms.documents.len() {
                1 => tr!("Filter 1 document"),
                count => tr!("Filter {} documents", count),
            };
            let field = TextEdit::singleline(&mut list.query)
                .id(Id::unique("filter documents"))
                .hint_text(Type::Body.text(hint).color(tokens(ui).text3))
                .margin(Margin::symmetric(10, 7))
                .min_size(vec2(0.0, CONTROL))
                .desired_width(ui.available_width() - CONTROL - 8.0);
            let field = ui.add(field);
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(tr!("Filter documents")));
            let add = icon_button(ui, icons::PLUS, &tr!("Add a document"), CONTROL);
            boxed(ui, add.rect, 6, eframe::egui::Color32::TRANSPARENT, tokens(ui).border_strong);
            if add.clicked() {
                cx.send(Intent::Show(Dialog::new_document()));
            }
        });
    });
}

fn group(ui: &Ui, rect: Rect, standing: Standing, count: usize, list: &mut List) {
    let colours = tokens(ui);
    ui.painter().rect_filled(rect, 0.0, colours.sunken);
    let line = Stroke::new(1.0, colours.border);
    ui.painter().hline(rect.x_range(), rect.top(), line);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
    let word = standing.word();
    let inner = rect.shrink2(vec2(18.0, 0.0));
    painted_text(ui, inner, Align2::LEFT_CENTER, &word, Type::Body, colours.text2);
    painted_text(ui, inner, Align2::RIGHT_CENTER, &count.to_string(), Type::Body, colours.text3);
    let spoken = format!("{word}: {count}");
    if standing != Standing::Retired {
        let response = ui.interact(rect, ui.scope_id().with(("group", standing)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
        return;
    }
    let response = ui.interact(rect, ui.scope_id().with("retired"), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, list.retired, &spoken));
    let icon = if list.retired { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let at = pos2(rect.left() + 6.0, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, icon, icon_font(10.0), colours.text2);
    ring(ui, &response);
    if response.clicked() {
        list.retired = !list.retired;
    }
}

/// The ring of a row: inside it, for its neighbours touch it.
fn ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, tokens(ui).accent);
        ui.painter().rect_stroke(response.rect.shrink(1.0), 2.0, stroke, StrokeKind::Inside);
    }
}

fn row(ui: &Ui, rect: Rect, document: &Document, standing: Standing, chosen: bool) -> Response {
    let colours = tokens(ui);
    let title = if document.name.trim().is_empty() { tr!("Without a title yet") } else { document.name.clone() };
    let response = ui.interact(rect, ui.scope_id().with(("document", document.id)), Sense::click());
    let spoken = format!("{} {title}, {}", document.reference, standing.word());
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, chosen, &spoken));
    let painter = ui.painter();
    if chosen {
        painter.rect_filled(rect, 0.0, colours.accent_tint);
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, colours.accent);
    } else if response.hovered() {
        painter.rect_filled(rect, 0.0, colours.hover);
    }
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colours.border));
    let (icon, ink) = match standing {
        Standing::InReview => (icons::CIRCLE_HALF_FILL, colours.info),
        Standing::ReviewDue => (icons::CLOCK_COUNTDOWN_FILL, colours.warn),
        Standing::Draft => (icons::PENCIL_SIMPLE, colours.text2),
        Standing::Approved => (icons::SEAL_CHECK_FILL, colours.success),
        Standing::External => (icons::GLOBE, colours.text2),
        Standing::Retired => (icons::MINUS_CIRCLE, colours.text3),
    };
    let y = rect.center().y;
    painter.text(pos2(rect.left() + 18.0, y), Align2::LEFT_CENTER, icon, icon_font(16.0), ink);
    let code = painter.layout_no_wrap(document.reference.clone(), Type::Meta.font(), colours.text3);
    let right = rect.right() - 13.0;
    let width = code.size().x;
    painter.galley(pos2(right - width, y - code.size().y / 2.0), code, colours.text3);
    let words = Rect::from_min_max(pos2(rect.left() + 44.0, rect.top()), pos2(right - width - 8.0, rect.bottom()));
    let ink = if standing == Standing::Retired { colours.text3 } else { colours.text };
    painted_text(ui, words, Align2::LEFT_CENTER, &title, Type::BodyStrong, ink);
    ring(ui, &response);
    response
}
