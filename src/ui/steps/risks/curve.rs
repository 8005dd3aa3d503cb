//! The loss exceedance curve: how likely a year is to cost at least an amount. Amounts on a logarithmic axis.

use eframe::egui::{Align2, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};
use tr::tr;

use crate::isms::estimate::{CurvePoint, Simulation};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::amount;

const HEIGHT: f32 = 150.0;
/// Room for the percentages on the left and the amounts below.
const LEFT: f32 = 38.0;
const BELOW: f32 = 20.0;

/// Decades of the lower axis: its ends are powers of ten.
struct Axis {
    from: f64,
    to: f64,
    plot: Rect,
}

impl Axis {
    fn at(&self, loss: f64, probability: f64) -> Pos2 {
        let share = (loss.max(1e-9).log10() - self.from) / (self.to - self.from);
        let x = f64::from(self.plot.left()) + share.clamp(0.0, 1.0) * f64::from(self.plot.width());
        let y = f64::from(self.plot.bottom()) - probability.clamp(0.0, 1.0) * f64::from(self.plot.height());
        pos2(x as f32, y as f32)
    }
}

/// Draws the curve today, and with treatment as a dashed line.
pub(super) fn draw(ui: &mut Ui, simulation: &Simulation) {
    let colours = tokens(ui);
    let curves = [Some(&simulation.today.curve), simulation.treated.as_ref().map(|treated| &treated.curve)];
    let losses = || curves.iter().flatten().flat_map(|curve| curve.iter()).map(|point| point.loss);
    let (low, high) = (losses().fold(f64::INFINITY, f64::min), losses().fold(0.0, f64::max));
    if !low.is_finite() || high <= 0.0 {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let p95 = amount(simulation.today.percentiles.p95);
    let spoken = tr!("Loss exceedance curve: one year in twenty costs more than {}", p95);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    let plot = Rect::from_min_max(pos2(rect.left() + LEFT, rect.top() + 6.0), rect.max - vec2(8.0, BELOW));
    let from = low.log10().floor();
    let axis = Axis { from, to: high.log10().ceil().max(from + 1.0), plot };
    grid(ui, &axis);
    let looks = [(colours.accent, false), (colours.success, true)];
    for (curve, (ink, dashed)) in curves.into_iter().zip(looks) {
        let Some(curve) = curve else { continue };
        let points: Vec<Pos2> =
            curve.iter().map(|CurvePoint { loss, probability }| axis.at(*loss, *probability)).collect();
        let stroke = Stroke::new(2.0, ink);
        if dashed {
            ui.painter().extend(Shape::dashed_line(&points, stroke, 5.0, 3.0));
        } else {
            ui.painter().add(Shape::line(points, stroke));
        }
    }
    if simulation.treated.is_some() {
        let legend = [(tr!("today"), colours.accent), (tr!("treated, dashed"), colours.success)];
        for (row, (word, ink)) in legend.into_iter().enumerate() {
            let at = pos2(plot.right() - 4.0, plot.top() + 8.0 + if row == 0 { 0.0 } else { 15.0 });
            ui.painter().text(at, Align2::RIGHT_CENTER, word, Type::Caption.font(), ink);
        }
    }
}

fn grid(ui: &Ui, axis: &Axis) {
    let colours = tokens(ui);
    let line = Stroke::new(1.0, colours.border);
    for (share, word) in [(0.0, "0 %"), (0.25, "25 %"), (0.5, "50 %"), (0.75, "75 %"), (1.0, "100 %")] {
        let y = axis.at(1.0, share).y;
        ui.painter().hline(axis.plot.x_range(), y, line);
        let at = pos2(axis.plot.left() - 6.0, y);
        ui.painter().text(at, Align2::RIGHT_CENTER, word, Type::Caption.font(), colours.text3);
    }
    let decades = axis.to - axis.from;
    // More than five labels would run into each other.
    let every = (decades / 5.0).ceil().max(1.0);
    let mut power = axis.from;
    while power <= axis.to + 0.01 {
        let x = axis.at(10_f64.powf(power), 0.0).x;
        ui.painter().vline(x, axis.plot.y_range(), line);
        let word = amount(10_f64.powf(power));
        ui.painter().text(
            pos2(x, axis.plot.bottom() + 10.0),
            Align2::CENTER_CENTER,
            word,
            Type::Caption.font(),
            colours.text3,
        );
        power += every;
    }
}
