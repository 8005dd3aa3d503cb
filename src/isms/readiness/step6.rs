//! Checks of step 6, training and awareness.

use super::{About, CheckState, List, Severity, Verdict, every, none_bad};
use crate::isms::documents::{Document, is_in_force, unread};
use crate::isms::organisation::Person;
use crate::isms::steps::Step;
use crate::isms::training::{Attendance, Course};
use crate::isms::{Isms, RegisterName};
use jiff::ToSpan;
use jiff::civil::Date;
use tr::tr;

pub(super) fn look(list: &mut List) {
    courses(list);
    awareness(list);
}

/// Whether a course is meant for a person.
pub fn needs(course: &Course, person: &Person) -> bool {
    course.for_everyone == Some(true) || course.for_roles.iter().any(|role| person.has_role(*role))
}

/// The day somebody attended: their own, else the session's.
fn attended_on(isms: &Isms, attendance: &Attendance) -> Option<Date> {
    attendance.on.or_else(|| isms.sessions.get(attendance.session?)?.on)
}

/// Whether a person has taken a course and it has not run out.
pub fn has_taken(isms: &Isms, course: &Course, person: &Person, today: Date) -> bool {
    isms.attendances.iter().any(|a| {
        let session = a.session.and_then(|id| isms.sessions.get(id));
        a.person == Some(person.id)
            && session.is_some_and(|s| s.course == Some(course.id))
            && attended_on(isms, a).is_some_and(|on| {
                on <= today && course.valid_months.is_none_or(|months| still_valid(on, months, today))
            })
    })
}

fn still_valid(on: Date, months: u32, today: Date) -> bool {
    i32::try_from(months)
        .ok()
        .and_then(|months| on.checked_add(months.months()).ok())
        .is_some_and(|until| until >= today)
}

fn courses(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let about =
        |id, clause, severity, register, title, question| About { id, clause, severity, register, title, question };
    list.add(
        Step::Training,
        about(
            "courses/audience",
            "7.2",
            Severity::Finding,
            RegisterName::Courses,
            tr!("Every course says who needs it"),
            tr!("Who needs which training?"),
        ),
        every(isms.courses.iter(), tr!("No course is listed yet."), Course::has_audience, |names| {
            tr!("Nobody is named for: {}.", names)
        }),
    );
    let staff = || isms.people.iter().filter(|p| p.is_with_us(today));
    let trained = |p: &Person| isms.courses.iter().filter(|c| needs(c, p)).all(|c| has_taken(isms, c, p, today));
    list.add(
        Step::Training,
        about(
            "training/complete",
            "7.2",
            Severity::Finding,
            RegisterName::Attendances,
            tr!("Everyone has the training their roles call for"),
            tr!("Show me the training records of these three people."),
        ),
        if !isms.courses.iter().any(Course::has_audience) {
            Verdict::open(tr!("No course says who needs it yet."))
        } else {
            every(staff(), tr!("Nobody is in the people register yet."), trained, |names| {
                tr!("Training is missing or has run out: {}.", names)
            })
        },
    );
    let attended = || isms.attendances.iter();
    list.add(
        Step::Training,
        about(
            "training/recorded",
            "7.2",
            Severity::Blocks,
            RegisterName::Attendances,
            tr!("Attendance recorded with person, session and date"),
            tr!("Who took part, and when?"),
        ),
        every(
            attended(),
            tr!("No attendance is recorded yet."),
            |a| a.person.is_some() && a.session.is_some() && attended_on(isms, a).is_some(),
            |names| tr!("Person, session or date is missing: {}.", names),
        ),
    );
    let audience: Vec<&Course> = isms.courses.iter().filter(|c| c.for_everyone == Some(true)).collect();
    list.add(
        Step::Training,
        about(
            "training/awareness",
            "7.3",
            Severity::Finding,
            RegisterName::Courses,
            tr!("A course on security awareness for everyone"),
            tr!("How does everybody learn what is expected of them?"),
        ),
        Verdict::when(!audience.is_empty(), tr!("No course is meant for everyone.")),
    );
}

fn awareness(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let approved = || isms.documents.iter().filter(|d| is_in_force(isms, d) && !d.readers.is_empty());
    let read = |d: &Document| unread(isms, d, today).is_empty();
    list.add(
        Step::Training,
        About {
            id: "acknowledgements/complete",
            clause: "7.3",
            severity: Severity::Finding,
            register: RegisterName::Acknowledgements,
            title: tr!("Readers have acknowledged the current documents"),
            question: tr!("How do you know that people read the policy?"),
        },
        every(approved(), tr!("No approved document names its readers yet."), read, |names| {
            tr!("Acknowledgements are missing: {}.", names)
        }),
    );
    list.add(
        Step::Training,
        About {
            id: "communications/planned",
            clause: "7.4",
            severity: Severity::Finding,
            register: RegisterName::Communications,
            title: tr!("Communication plan says what, when, to whom, by whom"),
            question: tr!("Who tells whom about security, and when?"),
        },
        every(
            isms.communications.iter(),
            tr!("The communication plan is empty."),
            |c| !c.occasion.trim().is_empty() && !c.audience.trim().is_empty() && c.sender.is_some(),
            |names| tr!("Occasion, audience or sender is missing: {}.", names),
        ),
    );
    list.add(
        Step::Training,
        About {
            id: "training/dates",
            clause: "7.2",
            severity: Severity::Practice,
            register: RegisterName::Sessions,
            title: tr!("No training date lies in the future but counts as held"),
            question: tr!("Was this session really held?"),
        },
        if isms.attendances.is_empty() {
            Verdict::open(tr!("No attendance is recorded yet."))
        } else {
            let early = isms.attendances.iter().filter(|a| attended_on(isms, a).is_some_and(|on| on > today));
            none_bad(early, CheckState::Open, |names| tr!("The date lies in the future: {}.", names))
        },
    );
}
