//! Step 6: courses, sessions, attendance (7.2, 7.3) and communication (7.4).

use jiff::civil::Date;

use super::evidence::EvidenceId;
use super::organisation::{IsmsRole, PersonId};
use super::record::record;

record! {
    /// A course or briefing.
    Course(CourseId) in Courses as "TR" {
        /// Everyone needs it.
        for_everyone: Option<bool>,
        /// The ISMS roles that need it.
        for_roles: Vec<IsmsRole>,
        /// Months until it has to be repeated; `None` never.
        valid_months: Option<u32>,
        /// What it teaches.
        content: String,
    }
}

impl Course {
    /// Whether it says who needs it.
    pub fn has_audience(&self) -> bool {
        self.for_everyone == Some(true) || !self.for_roles.is_empty()
    }
}

record! {
    /// A session of a course on a day.
    Session(SessionId) in Sessions as "SE" {
        /// The course.
        course: Option<CourseId>,
        /// The day.
        on: Option<Date>,
        /// Who taught.
        trainer: String,
    }
}

record! {
    /// One person attended one session.
    Attendance(AttendanceId) in Attendances as "AT" {
        /// Who.
        person: Option<PersonId>,
        /// Which session.
        session: Option<SessionId>,
        /// The day the person attended.
        on: Option<Date>,
        /// The result, in words.
        result: String,
        /// What shows it.
        evidence: Option<EvidenceId>,
    }
}

record! {
    /// A line of the communication plan (7.4). `name` is what is communicated.
    Communication(CommunicationId) in Communications as "CM" {
        /// When, or on what occasion.
        occasion: String,
        /// To whom.
        audience: String,
        /// By whom.
        sender: Option<PersonId>,
        /// How.
        channel: String,
    }
}
