//! Treatment actions: together they are the risk treatment plan (6.1.3 e).

use jiff::civil::Date;

use super::controls::ControlId;
use super::organisation::PersonId;
use super::record::{choices, record};
use super::risks::RiskId;

choices! {
    /// How far an action is.
    ActionStatus {
        /// Not begun.
        Open = "Open",
        /// Begun.
        InProgress = "In progress",
        /// Finished.
        Done = "Done",
        /// Given up.
        Cancelled = "Cancelled",
    }
}

record! {
    /// Something that has to be done to treat a risk or to put a control in place.
    Action(ActionId) in Actions as "AC" {
        /// The risks it treats.
        risks: Vec<RiskId>,
        /// The control it puts in place.
        control: Option<ControlId>,
        /// Who does it.
        owner: Option<PersonId>,
        /// By when.
        due: Option<Date>,
        /// What it costs, in whole units of the profile's currency.
        cost: Option<u32>,
        /// How far it is.
        status: Option<ActionStatus>,
        /// The day it was finished.
        done_on: Option<Date>,
    }
}

impl Action {
    /// Whether it was given up; then it treats nothing.
    pub fn is_cancelled(&self) -> bool {
        self.status == Some(ActionStatus::Cancelled)
    }

    /// Whether something is still to be done.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Some(ActionStatus::Done | ActionStatus::Cancelled))
    }

    /// Whether the day has passed with the action still open.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.is_open() && self.due.is_some_and(|due| due < today)
    }
}
