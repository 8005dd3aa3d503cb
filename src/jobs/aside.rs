//! Work that has one answer: on a thread, asked for it between two frames.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::Duration;

/// How far work on a thread is, and whether it is still wanted: held by the work and by whoever waits for it.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// The bits of an `f32`.
    done: AtomicU32,
    stopped: AtomicBool,
}

impl Progress {
    /// The work says how much of it is done, 0 to 1. Answers whether to go on.
    pub fn report(&self, done: f32) -> bool {
        self.0.done.store(done.to_bits(), Ordering::Relaxed);
        !self.0.stopped.load(Ordering::Relaxed)
    }

    /// How much is done, 0 to 1.
    pub fn done(&self) -> f32 {
        f32::from_bits(self.0.done.load(Ordering::Relaxed))
    }

    /// Asks the work to stop at the next occasion. Its answer still comes.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }
}

/// What becomes of work on a thread.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// It is done, and this came of it.
    Ready(T),
    /// It goes on.
    NotYet,
    /// It ended without an answer, and never gives one.
    Lost,
}

/// Work on a thread. To drop it is to want no answer any more.
#[derive(Debug)]
pub struct Aside<T>(Receiver<T>);

impl<T: Send + 'static> Aside<T> {
    /// Starts. `wake` is called when the answer is there, or when it is certain that none comes.
    pub fn start(wake: impl FnOnce() + Send + 'static, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            // Dropped when the thread ends, also when the work panics: whoever waits must not wait for ever.
            let _wakes = Wakes(Some(wake));
            // Gone before the one above, so that whoever is woken finds the answer, and nothing after it.
            let sender = sender;
            // Nobody may be waiting any more.
            let _ = sender.send(work());
        });
        Self(answers)
    }

    /// Asks for the answer.
    pub fn poll(&self) -> Answer<T> {
        match self.0.try_recv() {
            Ok(answer) => Answer::Ready(answer),
            Err(TryRecvError::Empty) => Answer::NotYet,
            Err(TryRecvError::Disconnected) => Answer::Lost,
        }
    }

    /// Asks for the answer and is patient for a moment: what is done at once needs no word about waiting.
    pub fn soon(&self, patience: Duration) -> Answer<T> {
        match self.0.recv_timeout(patience) {
            Ok(answer) => Answer::Ready(answer),
            Err(RecvTimeoutError::Timeout) => Answer::NotYet,
            Err(RecvTimeoutError::Disconnected) => Answer::Lost,
        }
    }

    /// Waits until it is done; for other threads than the window's.
    pub fn wait(self) -> Option<T> {
        self.0.recv().ok()
    }
}

/// Wakes whoever waits when it goes.
struct Wakes<W: FnOnce()>(Option<W>);

impl<W: FnOnce()> Drop for Wakes<W> {
    fn drop(&mut self) {
        if let Some(wake) = self.0.take() {
            wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_once_and_wakes_whoever_waits() {
        let (sender, woken) = channel();
        let aside = Aside::start(move || sender.send(()).unwrap(), || 6 * 7);
        woken.recv().unwrap();
        assert_eq!(aside.poll(), Answer::Ready(42));
        assert_eq!(aside.poll(), Answer::Lost);
    }

    #[test]
    fn work_that_dies_wakes_whoever_waits_for_it() {
        let (sender, woken) = channel();
        let aside = Aside::start(move || sender.send(()).unwrap(), || -> u8 { panic!("on purpose") });
        woken.recv_timeout(Duration::from_secs(60)).unwrap();
        assert_eq!(aside.poll(), Answer::Lost);
    }

    #[test]
    fn work_says_how_far_it_is_and_hears_when_to_stop() {
        let progress = Progress::default();
        let seen = progress.clone();
        assert!(seen.report(0.25));
        assert!((progress.done() - 0.25).abs() < f32::EPSILON);
        progress.stop();
        assert!(!seen.report(0.5));
    }

    #[test]
    fn what_takes_long_is_not_there_yet() {
        let (sender, receiver) = channel::<()>();
        let aside = Aside::start(|| (), move || receiver.recv().is_err());
        assert_eq!(aside.soon(Duration::from_millis(1)), Answer::NotYet);
        drop(sender);
        assert_eq!(aside.wait(), Some(true));
    }
}
