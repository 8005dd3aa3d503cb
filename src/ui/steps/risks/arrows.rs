//! The arrow map: from which cell to which cell risks moved, and how many took each way.

use std::collections::BTreeMap;

use eframe::egui::{
    Align2, Color32, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, epaint::CubicBezierShape, pos2, vec2,
};
use tr::tr;

use super::heatmap::{Grid, HeatMap};
use crate::isms::method::Method;
use crate::isms::risks::{Direction, Moved};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::focus_ring;

/// From one cell to another.
pub(super) type Way = ((u8, u8), (u8, u8));

/// How many names a tooltip lists.
const NAMED: usize = 8;

/// The risks that took each way, by their place in the list. Moves between two methods have none.
pub(super) fn ways(moved: &[Moved], method: &Method) -> BTreeMap<Way, Vec<usize>> {
    let mut ways: BTreeMap<Way, Vec<usize>> = BTreeMap::new();
    for (index, step) in moved.iter().enumerate() {
        if let Some(way) = step.arrow().filter(|_| step.to.method == Some(method.id)) {
            ways.entry(way).or_default().push(index);
        }
    }
    ways
}

/// Draws the map. Answers a way that was chosen, or taken back.
pub(super) fn map(
    ui: &mut Ui,
    method: &Method,
    moved: &[Moved],
    ways: &BTreeMap<Way, Vec<usize>>,
    chosen: Option<Way>,
) -> Option<Option<Way>> {
    let width = ui.available_width();
    let columns = u16::try_from(method.impact.len().max(1)).map_or(7.0, f32::from);
    let cell = vec2(((width - 116.0) / columns).clamp(40.0, 76.0), 48.0);
    let name = tr!("Movement");
    let grid = HeatMap { method, cells: &[], chosen: None, name: &name }.ground(ui, cell);
    let mut answer = None;
    for (way, indices) in ways {
        let is_chosen = chosen == Some(*way);
        let steps: Vec<&Moved> = indices.iter().filter_map(|index| moved.get(*index)).collect();
        if arrow(ui, &grid, *way, &steps, is_chosen) {
            answer = Some((!is_chosen).then_some(*way));
        }
    }
    answer
}

/// One arrow with its count in the middle. Answers whether it was clicked.
fn arrow(ui: &mut Ui, grid: &Grid, way: Way, steps: &[&Moved], chosen: bool) -> bool {
    let colours = tokens(ui);
    let direction = steps.first().map_or(Direction::Aside, |step| step.direction());
    let line = bend(grid, way);
    let middle = point(&line, 0.5);
    let bubble = Rect::from_center_size(middle, vec2(22.0, 22.0));
    let id = ui.scope_id().with(("arrow", way));
    let response = ui.interact(bubble, id, Sense::click());
    let word = match direction {
        Direction::Up => tr!("up"),
        Direction::Down => tr!("down"),
        Direction::Aside => tr!("aside"),
    };
    let ((from_l, from_i), (to_l, to_i)) = way;
    let spoken = tr!(
        "{0} risks {1}, from likelihood {2}, impact {3} to likelihood {4}, impact {5}",
        steps.len(),
        word,
        from_l,
        from_i,
        to_l,
        to_i
    );
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &spoken));
    let live = chosen || response.hovered() || response.has_focus();
    let ink = match direction {
        Direction::Up => colours.danger,
        Direction::Down => colours.success,
        Direction::Aside => colours.text2,
    };
    paint(ui, &line, ink, if live { 3.0 } else { 2.0 });
    ui.painter().circle(middle, 10.0, if live { ink } else { colours.surface }, Stroke::new(1.5, ink));
    let text = if live { colours.surface } else { ink };
    let mut font = Type::Card.font();
    font.size = 11.5;
    ui.painter().text(middle, Align2::CENTER_CENTER, steps.len().to_string(), font, text);
    focus_ring(ui, &response, 10);
    let clicked = response.clicked();
    response.on_hover_ui(|ui| {
        for step in steps.iter().take(NAMED) {
            ui.label(Type::Meta.text(format!("{} {}", step.risk.reference, step.risk.name)));
        }
        if steps.len() > NAMED {
            ui.label(Type::Meta.text(tr!("and {} more", steps.len() - NAMED)));
        }
    });
    clicked
}

/// A curve between two cells, bent to the right of its way, so that there and back do not lie on each other.
fn bend(grid: &Grid, (from, to): Way) -> [Pos2; 4] {
    let start = grid.cell(from.0, from.1).center();
    let end = grid.cell(to.0, to.1).center();
    let along = end - start;
    let aside = along.rot90().normalized() * (along.length() * 0.16).min(16.0);
    [start, start + along * 0.3 + aside, start + along * 0.7 + aside, end]
}

fn point(curve: &[Pos2; 4], at: f32) -> Pos2 {
    let back = 1.0 - at;
    let [a, b, c, d] = curve.map(Pos2::to_vec2);
    let sum: Vec2 = a * back.powi(3) + b * (3.0 * back.powi(2) * at) + c * (3.0 * back * at.powi(2)) + d * at.powi(3);
    sum.to_pos2()
}

fn paint(ui: &Ui, curve: &[Pos2; 4], ink: Color32, width: f32) {
    let painter = ui.painter();
    painter.add(CubicBezierShape::from_points_stroke(*curve, false, Color32::TRANSPARENT, Stroke::new(width, ink)));
    painter.circle_filled(curve[0], 3.5, ink);
    let tip = curve[3];
    let back = (point(curve, 0.9) - tip).normalized();
    let side = back.rot90() * 5.0;
    let foot = tip + back * 10.0;
    let head = vec![tip, pos2(foot.x + side.x, foot.y + side.y), pos2(foot.x - side.x, foot.y - side.y)];
    painter.add(Shape::convex_polygon(head, ink, Stroke::NONE));
}
