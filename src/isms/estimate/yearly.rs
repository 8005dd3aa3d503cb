//! The loss of one year: its mean and variance on paper, and one year drawn by chance.

use super::draws::Draws;
use super::range::{Quantity, Range, Spread, share_above};

/// Up to this many expected events, each event of the year is drawn by itself.
const ONE_BY_ONE: f64 = 250.0;

/// In a busier year, at most about this many of its largest events are.
const LARGE: f64 = 64.0;

/// How often and how much, fitted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Yearly {
    frequency: Spread,
    loss: Spread,
}

/// One simulated year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Year {
    /// The sum of its losses, in the profile's currency.
    pub(super) loss: f64,
    /// Whether anything happened.
    pub(super) happened: bool,
}

impl Yearly {
    /// Fitted to two ranges; `None` while one has a gap.
    pub(super) fn new(frequency: &Range, loss: &Range) -> Option<Self> {
        Some(Self { frequency: frequency.spread(Quantity::Frequency)?, loss: loss.spread(Quantity::Loss)? })
    }

    /// The mean loss of a year: E\[λ\] · E\[loss\].
    pub(super) fn mean(&self) -> f64 {
        self.frequency.moment(1) * self.loss.moment(1)
    }

    /// The variance of the loss of a year: chance within a year, E\[λ\] · E\[loss²\], and doubt about the frequency,
    /// Var\[λ\] · E\[loss\]².
    pub(super) fn variance(&self) -> f64 {
        let mean_events = self.frequency.moment(1);
        let doubt = (self.frequency.moment(2) - mean_events * mean_events).max(0.0);
        let mean_loss = self.loss.moment(1);
        mean_events * self.loss.moment(2) + doubt * mean_loss * mean_loss
    }

    /// Lives through one year, event by event.
    ///
    /// A year with very many events is split by size, which a Poisson process allows: the large events are still drawn
    /// one by one, so that the tail of the year stays exact, and the sum of the many small ones, none of which can
    /// stand out, is drawn as one normal number with its exact mean and variance. The work is thus bounded.
    pub(super) fn year(&self, draws: &mut Draws) -> Year {
        let mut year = Year::default();
        let mut time_left = self.frequency.at(draws.normal());
        let mut cut = None;
        if time_left > ONE_BY_ONE {
            let above = cut_for(time_left);
            let mean = time_left * self.loss.moment_below(1, above);
            let variance = time_left * self.loss.moment_below(2, above);
            year = Year { loss: (mean + variance.sqrt() * draws.normal()).max(0.0), happened: true };
            time_left *= share_above(above);
            cut = Some(above);
        }
        loop {
            time_left -= draws.exponential();
            if time_left <= 0.0 {
                return year;
            }
            let size = match cut {
                Some(above) => draws.normal_above(above),
                None => draws.normal(),
            };
            year = Year { loss: year.loss + self.loss.at(size), happened: true };
        }
    }
}

/// The lowest cut, in steps of a quarter, above which at most [`LARGE`] of so many events are expected. It begins
/// where drawing above a cut accepts every second number.
fn cut_for(events: f64) -> f64 {
    let mut cut = 0.75;
    while events * share_above(cut) > LARGE {
        cut += 0.25;
    }
    cut
}
