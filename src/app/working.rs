//! Work beside the window: simulated years, views of large files, jobs that can be stopped.

use std::sync::Arc;

use super::App;
use crate::isms::Isms;
use crate::isms::documents::Library;
use crate::jobs::aside::{Answer, Aside};
use crate::jobs::simulation::Simulating;
use crate::ui::derived::Derived;

impl App {
    /// Whether work goes on beside the window.
    pub fn is_busy(&self) -> bool {
        let deriving = self.open.as_ref().is_some_and(|open| open.deriving.is_some());
        self.job.is_some()
            || self.simulating.is_some()
            || deriving
            || self.is_drawing_pages()
            || self.times.is_busy()
            || self.care.is_busy()
            || self.is_waiting()
    }

    /// Simulates the years of a risk's estimate; one at a time, the newest wish counts.
    pub(super) fn simulate(&mut self, risk: crate::isms::risks::RiskId) {
        self.flush(true);
        let Some((isms, _)) = self.shown() else { return };
        let Some(estimate) = isms.risks.get(risk).and_then(|risk| risk.estimate.clone()) else { return };
        if let Some(running) = &self.simulating {
            running.cancel();
        }
        self.simulating = Some(Simulating::start(risk, estimate, self.waker()));
        self.state.numbers.running = Some((risk, 0.0));
    }

    pub(super) fn stop_simulation(&self) {
        if let Some(running) = &self.simulating {
            running.cancel();
        }
    }

    pub(super) fn cancel_job(&self) {
        if let Some(job) = &self.job {
            job.cancel();
        }
    }

    /// Takes over what has become ready: views, simulated years.
    pub(super) fn collect_work(&mut self) {
        if let Some(open) = &mut self.open {
            match open.deriving.as_ref().map(Aside::poll) {
                None | Some(Answer::NotYet) => {}
                Some(Answer::Lost) => open.deriving = None,
                Some(Answer::Ready(derived)) => (open.derived, open.deriving) = (derived, None),
            }
        }
        let Some(running) = &mut self.simulating else { return };
        let ended = running.poll();
        self.state.numbers.running = ended.is_none().then_some((running.risk, running.progress));
        let Some(found) = ended else { return };
        if let Some(found) = found {
            self.state.numbers.done = Some((running.risk, running.estimate.clone(), found));
        }
        self.simulating = None;
    }
}

/// Makes the views of a snapshot on a thread. A newer one takes this one's place, and drops its answer.
pub(super) fn derive_aside(
    isms: Arc<Isms>,
    library: Arc<Library>,
    seq: i64,
    day: jiff::civil::Date,
    wake: impl FnOnce() + Send + 'static,
) -> Aside<Derived> {
    Aside::start(wake, move || Derived::of(&isms, &library, seq, day))
}
