//! What is done with a file as a whole may take its time: on a thread, while the window says what it waits for. So one
//! can see that it works, and nothing is changed meanwhile.

use std::time::Duration;

use super::care::backup_died;
use super::{App, Open};
use crate::jobs::aside::{Answer, Aside, Progress};
use crate::store::IsmsFile;
use crate::ui::waiting::Waiting;

/// So long the window stands still rather than show for an instant that it waits.
const PATIENCE: Duration = Duration::from_millis(120);

/// What is done on the window's side with what came of it.
type Then = Box<dyn FnOnce(&mut App) + Send>;

/// What happens when a person wants no longer to wait.
pub(super) enum Stopping {
    /// It goes on: it would leave something half done.
    Never,
    /// It is let go: nothing is in its hands.
    LetGo,
    /// It is told, and gives back what is in its hands.
    Told(Progress),
}

/// Work that the window waits for.
pub(super) struct Wait {
    what: String,
    stopping: Stopping,
    answer: Aside<Then>,
}

impl Wait {
    /// What the window shows meanwhile.
    pub(super) fn shown(&self) -> Waiting {
        Waiting {
            what: self.what.clone(),
            can_stop: !matches!(self.stopping, Stopping::Never),
            done: match &self.stopping {
                Stopping::Told(progress) => Some(progress.done()),
                Stopping::Never | Stopping::LetGo => None,
            },
        }
    }

    /// Whether the window may go before the answer is there.
    pub(super) fn may_be_left(&self) -> bool {
        matches!(self.stopping, Stopping::LetGo)
    }
}

impl App {
    /// Wakes the window from another thread.
    pub(super) fn waker(&self) -> impl Fn() + Send + 'static + use<> {
        let wake = self.wake.clone();
        move || {
            if let Some(ctx) = &wake {
                ctx.request_repaint();
            }
        }
    }

    /// Whether the window waits for something to be done with a file.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Does something on a thread, waits for it, and goes on with what came of it.
    pub(super) fn wait_for<T: Send + 'static>(
        &mut self,
        what: String,
        stopping: Stopping,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut Self, T) + Send + 'static,
    ) {
        if self.waits_already() {
            return;
        }
        let answer = Aside::start(self.waker(), move || -> Then {
            let found = work();
            Box::new(move |app| then(app, found))
        });
        self.take_answer(answer.soon(PATIENCE), Wait { what, stopping, answer });
    }

    /// The same with the open file as a whole, once no backup is made of it any more.
    pub(super) fn wait_for_file<T: Send + 'static>(
        &mut self,
        what: String,
        work: impl FnOnce(&mut IsmsFile) -> T + Send + 'static,
        then: impl FnOnce(&mut Self, T) + Send + 'static,
    ) {
        if self.waits_already() {
            return;
        }
        self.flush(true);
        // A backup that was begun before is of the file as it was before: it has to be there when the others are
        // written anew, or removed.
        let backup = self.care.backing_up.take();
        let work = move |file: &mut IsmsFile| {
            let backed_up = backup.map(|backup| backup.wait().unwrap_or_else(|| Err(backup_died())));
            (backed_up, work(file))
        };
        self.wait_with_file(what, Stopping::Never, work, |app, (backed_up, found)| {
            if let Some(done) = backed_up {
                app.backed_up(done);
            }
            then(app, found);
        });
    }

    /// The same with the open file, which is out of the window's hands meanwhile.
    pub(super) fn wait_with_file<T: Send + 'static>(
        &mut self,
        what: String,
        stopping: Stopping,
        work: impl FnOnce(&mut IsmsFile) -> T + Send + 'static,
        then: impl FnOnce(&mut Self, T) + Send + 'static,
    ) {
        if self.waits_already() {
            return;
        }
        self.flush(true);
        let Some(mut open) = self.open.take() else { return };
        let work = move || {
            let found = work(&mut open.file);
            (open, found)
        };
        let then = |app: &mut Self, (open, found): (Open, T)| {
            app.open = Some(open);
            then(app, found);
        };
        self.wait_for(what, stopping, work, then);
    }

    /// One thing at a time is done with a file. Whoever asks for a second meanwhile is told.
    pub(super) fn waits_already(&mut self) -> bool {
        if let Some(wait) = &self.waiting {
            self.state.notices.fail(tr::tr!("Try again when this is done: {}.", wait.what));
        }
        self.is_waiting()
    }

    /// Goes on once the answer is there.
    pub(super) fn collect_waiting(&mut self) {
        if let Some(wait) = self.waiting.take() {
            self.take_answer(wait.answer.poll(), wait);
        }
        if self.waiting.is_none() && std::mem::take(&mut self.quit_after) {
            self.leave();
            self.quit = true;
        }
    }

    fn take_answer(&mut self, answer: Answer<Then>, wait: Wait) {
        match answer {
            Answer::Ready(then) => then(self),
            Answer::NotYet => self.waiting = Some(wait),
            Answer::Lost => self
                .state
                .notices
                .fail(tr::tr!("This could not be finished: {}. The file is as it was. Open it again.", wait.what)),
        }
    }

    /// Stops what may be stopped.
    pub(super) fn stop_waiting(&mut self) {
        if let Some(Wait { stopping: Stopping::Told(progress), .. }) = &self.waiting {
            progress.stop();
        }
        self.waiting.take_if(|wait| wait.may_be_left());
    }
}
