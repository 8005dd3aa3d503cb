//! The clock: the only place besides the command line that asks for the time.

use jiff::Zoned;

/// Tells the time. Tests bring their own.
pub trait Clock {
    /// The present moment where the person sits.
    fn now(&self) -> Zoned;
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Zoned {
        Zoned::now()
    }
}
