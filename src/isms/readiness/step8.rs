//! Checks of step 8, certification.

use super::{About, CheckState, List, Severity, Verdict, every, none_bad};
use crate::isms::RegisterName;
use crate::isms::certification::ExternalAuditKind;
use crate::isms::steps::Step;
use tr::tr;

pub(super) fn look(list: &mut List) {
    body(list);
    blocking(list);
    certificate(list);
}

fn about(
    id: &'static str,
    clause: &'static str,
    severity: Severity,
    register: RegisterName,
    title: String,
    question: String,
) -> About {
    About { id, clause, severity, register, title, question }
}

fn body(list: &mut List) {
    let isms = list.isms;
    let chosen = || isms.bodies.iter().filter(|b| b.chosen == Some(true));
    list.add(
        Step::Certification,
        about(
            "body/chosen",
            "Stage 1",
            Severity::Practice,
            RegisterName::Bodies,
            tr!("Certification body chosen"),
            tr!("Who will certify you?"),
        ),
        Verdict::when(chosen().next().is_some(), tr!("No certification body is chosen yet.")),
    );
    list.add(
        Step::Certification,
        about(
            "body/accredited",
            "Stage 1",
            Severity::Finding,
            RegisterName::Bodies,
            tr!("Certification body is accredited"),
            tr!("Who accredits your certification body?"),
        ),
        every(
            chosen(),
            tr!("No certification body is chosen yet."),
            |b| !b.accreditation.trim().is_empty(),
            |names| tr!("The accreditation is not recorded: {}.", names),
        ),
    );
    for (id, kind, title, question, sentence) in [
        (
            "stage1/dated",
            ExternalAuditKind::Stage1,
            tr!("Stage 1 has a date"),
            tr!("When is stage 1?"),
            tr!("Stage 1 has no date yet."),
        ),
        (
            "stage2/dated",
            ExternalAuditKind::Stage2,
            tr!("Stage 2 has a date"),
            tr!("When is stage 2?"),
            tr!("Stage 2 has no date yet."),
        ),
    ] {
        let dated = isms.external_audits.iter().any(|a| a.kind == Some(kind) && a.starts.is_some());
        list.add(
            Step::Certification,
            about(id, "Stage 1", Severity::Practice, RegisterName::ExternalAudits, title, question),
            Verdict::when(dated, sentence),
        );
    }
}

fn blocking(list: &mut List) {
    let open = list.checks.iter().filter(|c| c.severity == Severity::Blocks && !c.is_met()).count();
    let early = |c: &&super::Check| c.step.number() <= Step::Documents.number();
    let open_early = list.checks.iter().filter(early).filter(|c| c.severity == Severity::Blocks && !c.is_met()).count();
    list.add(
        Step::Certification,
        about(
            "stage1/ready",
            "Stage 1",
            Severity::Blocks,
            RegisterName::Documents,
            tr!("Nothing in steps 1 to 4 blocks stage 1"),
            tr!("Are the documents for stage 1 complete?"),
        ),
        Verdict::when(open_early == 0, tr!("Checks of steps 1 to 4 that block certification: {}.", open_early)),
    );
    list.add(
        Step::Certification,
        about(
            "stage2/ready",
            "Stage 2",
            Severity::Blocks,
            RegisterName::ExternalAudits,
            tr!("Nothing blocks certification"),
            tr!("Is the system running as written?"),
        ),
        Verdict::when(open == 0, tr!("Checks that block certification: {}.", open)),
    );
}

fn certificate(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let held = || isms.external_audits.iter().filter(|a| a.ends.or(a.starts).is_some_and(|on| on <= today));
    list.add(
        Step::Certification,
        about(
            "findings/closed",
            "Stage 2",
            Severity::Blocks,
            RegisterName::ExternalAudits,
            tr!("Findings of the certification body closed"),
            tr!("What did you do about the findings of stage 1 and stage 2?"),
        ),
        every(
            held(),
            tr!("No external audit has been held yet."),
            |a| a.findings_closed == Some(true),
            |names| tr!("Findings are not closed: {}.", names),
        ),
    );
    list.add(
        Step::Certification,
        about(
            "certificate/recorded",
            "Stage 2",
            Severity::Practice,
            RegisterName::Certificates,
            tr!("Certificate recorded"),
            tr!("What does the certificate cover, and until when?"),
        ),
        every(
            isms.certificates.iter(),
            tr!("No certificate is recorded yet."),
            |c| !c.number.trim().is_empty() && c.issued.is_some() && c.valid_until.is_some(),
            |names| tr!("Number or dates are missing: {}.", names),
        ),
    );
    let surveillance =
        isms.external_audits.iter().any(|a| a.kind == Some(ExternalAuditKind::Surveillance) && a.starts.is_some());
    list.add(
        Step::Certification,
        about(
            "surveillance/dated",
            "Surveillance",
            Severity::Practice,
            RegisterName::ExternalAudits,
            tr!("Surveillance audits have dates"),
            tr!("When is the next surveillance audit?"),
        ),
        Verdict::when(surveillance, tr!("No surveillance audit has a date yet.")),
    );
    list.add(
        Step::Certification,
        about(
            "changes/reviewed",
            "6.3",
            Severity::Practice,
            RegisterName::ChangeTriggers,
            tr!("Changes reviewed in time"),
            tr!("What changed since the last audit, and what did you review because of it?"),
        ),
        if isms.change_triggers.is_empty() {
            Verdict::open(tr!("No change is recorded yet."))
        } else {
            none_bad(
                isms.change_triggers.iter().filter(|c| c.done_on.is_none() && c.due.is_some_and(|due| due < today)),
                CheckState::Overdue,
                |names| tr!("Overdue: {}.", names),
            )
        },
    );
}
