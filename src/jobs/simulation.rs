//! Years of a risk, simulated beside the window.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::isms::estimate::{Estimate, Simulation, seed, simulate};
use crate::isms::risks::RiskId;

enum Message {
    Progress(f32),
    /// `None` when it was stopped, or the estimate has a gap.
    Done(Option<Simulation>),
}

/// A simulation that runs.
#[derive(Debug)]
pub struct Simulating {
    /// The risk.
    pub risk: RiskId,
    /// The estimate it is for.
    pub estimate: Estimate,
    /// 0 to 1.
    pub progress: f32,
    cancel: Arc<AtomicBool>,
    messages: Receiver<Message>,
}

impl Simulating {
    /// Starts. `wake` is called whenever there is news.
    pub fn start(risk: RiskId, estimate: Estimate, wake: impl Fn() + Send + 'static) -> Self {
        let cancel = Arc::new(AtomicBool::new(false));
        let (sender, messages) = channel();
        let (stop, wanted) = (Arc::clone(&cancel), estimate.clone());
        std::thread::spawn(move || {
            let trials = wanted.trials.unwrap_or_default();
            // The window may be gone; then nobody waits for the news.
            let done = simulate(&wanted, seed(risk), trials, &mut |progress| {
                let _ = sender.send(Message::Progress(progress));
                wake();
                !stop.load(Ordering::Relaxed)
            });
            let _ = sender.send(Message::Done(done));
            wake();
        });
        Self { risk, estimate, progress: 0.0, cancel, messages }
    }

    /// Asks it to stop.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    /// Takes the news. Answers once it has ended: with what it found, unless it was stopped.
    pub fn poll(&mut self) -> Option<Option<Simulation>> {
        loop {
            match self.messages.try_recv() {
                Ok(Message::Progress(progress)) => self.progress = progress,
                Ok(Message::Done(done)) => return Some(done),
                Err(TryRecvError::Empty) => return None,
                Err(TryRecvError::Disconnected) => return Some(None),
            }
        }
    }
}
