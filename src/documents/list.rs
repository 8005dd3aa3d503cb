//! The list of what can be printed: a new document is a file and an entry here.

use tr::tr;

use super::{
    Printed, asset_register, business_case, commitment, context, control_report, document_register, evidence,
    incidents, objectives, obligations, project_plan, regulation_report, risk_acceptance, risk_assessment, risk_method,
    roles, scope, soa, suppliers, treatment_plan,
};
use crate::isms::steps::Step;

/// Every document that can be printed, by step.
pub const ALL: &[Printed] = &[
    Printed {
        name: "business-case",
        step: Step::ManagementSupport,
        title: business_case::title,
        wish: || tr!("Print the business case"),
        about: || tr!("Why we do this, what proves it and what it costs. For whoever gives the money."),
        outline: business_case::outline,
    },
    Printed {
        name: "commitment",
        step: Step::ManagementSupport,
        title: commitment::title,
        wish: || tr!("Print the commitment of top management"),
        about: || tr!("One page in the words of the sponsor, to be signed. For everybody, and the auditor."),
        outline: commitment::outline,
    },
    Printed {
        name: "project-plan",
        step: Step::ManagementSupport,
        title: project_plan::title,
        wish: || tr!("Print the project plan"),
        about: || tr!("The eight steps: by when, by whom, how far. For management and everybody who takes part."),
        outline: project_plan::outline,
    },
    Printed {
        name: "roles",
        step: Step::ManagementSupport,
        title: roles::title,
        wish: || tr!("Print roles and responsibilities"),
        about: || tr!("Who holds which role, who stands in, who answers for what. For everybody, and the auditor."),
        outline: roles::outline,
    },
    Printed {
        name: "objectives",
        step: Step::ManagementSupport,
        title: objectives::title,
        wish: || tr!("Print the security objectives"),
        about: || tr!("What is to be reached, how it is measured and what was read. For management and the auditor."),
        outline: objectives::outline,
    },
    Printed {
        name: "context",
        step: Step::Scope,
        title: context::title,
        wish: || tr!("Print the context of the organisation"),
        about: || tr!("Issues, interested parties and processes of the ISMS. For management and the auditor."),
        outline: context::outline,
    },
    Printed {
        name: "obligations",
        step: Step::Scope,
        title: obligations::title,
        wish: || tr!("Print the register of obligations"),
        about: || tr!("Which laws and contracts bind us, which controls answer them. For owners and the auditor."),
        outline: obligations::outline,
    },
    Printed {
        name: "scope",
        step: Step::Scope,
        title: scope::title,
        wish: || tr!("Print the scope"),
        about: || tr!("What is inside, what is outside and why, where others take over. For the certification body."),
        outline: scope::outline,
    },
    Printed {
        name: "risk-method",
        step: Step::Risk,
        title: risk_method::title,
        wish: || tr!("Print the risk method"),
        about: || tr!("How risks are scored and which may be accepted. For everybody who assesses, and the auditor."),
        outline: risk_method::outline,
    },
    Printed {
        name: "assets",
        step: Step::Risk,
        title: asset_register::title,
        wish: || tr!("Print the asset register"),
        about: || tr!("What we have, who answers for it and what it is worth. For owners and the auditor."),
        outline: asset_register::outline,
    },
    Printed {
        name: "risk-assessment",
        step: Step::Risk,
        title: risk_assessment::title,
        wish: || tr!("Print the risk assessment report"),
        about: || tr!("Where the risks stand, why, and what changed. For management and the auditor."),
        outline: risk_assessment::outline,
    },
    Printed {
        name: "treatment-plan",
        step: Step::Risk,
        title: treatment_plan::title,
        wish: || tr!("Print the risk treatment plan"),
        about: || tr!("What is done about each risk, by whom, by when, at what cost. For owners and management."),
        outline: treatment_plan::outline,
    },
    Printed {
        name: "risk-acceptance",
        step: Step::Risk,
        title: risk_acceptance::title,
        wish: || tr!("Print the risk acceptance sheets"),
        about: || tr!("One sheet for each risk owner: what remains of their risks, with lines to sign."),
        outline: risk_acceptance::outline,
    },
    Printed {
        name: "soa",
        step: Step::Risk,
        title: soa::title,
        wish: || tr!("Print the Statement of Applicability"),
        about: || tr!("Every control: whether it applies, why, and how far it is. For the auditor, line by line."),
        outline: soa::outline,
    },
    Printed {
        name: "document-register",
        step: Step::Documents,
        title: document_register::title,
        wish: || tr!("Print the document register"),
        about: || tr!("Which documents hold, in which version, who answers and who has read them. For the auditor."),
        outline: document_register::outline,
    },
    Printed {
        name: "controls",
        step: Step::Controls,
        title: control_report::title,
        wish: || tr!("Print the control implementation report"),
        about: || {
            tr!("How far each control is, who does what by when, what proves it. For management and the auditor.")
        },
        outline: control_report::outline,
    },
    Printed {
        name: "regulations",
        step: Step::Controls,
        title: regulation_report::title,
        wish: || tr!("Print the regulation coverage report"),
        about: || {
            tr!("Which provision rests on which controls, and where is nothing. For whoever answers for the law.")
        },
        outline: regulation_report::outline,
    },
    Printed {
        name: "suppliers",
        step: Step::Controls,
        title: suppliers::title,
        wish: || tr!("Print the supplier register"),
        about: || {
            tr!("What each supplier does, what is agreed, which certificates it holds. For owners and the auditor.")
        },
        outline: suppliers::outline,
    },
    Printed {
        name: "incidents",
        step: Step::Controls,
        title: incidents::title,
        wish: || tr!("Print the incident report"),
        about: || tr!("The log with its lessons, and a page for each incident. For management and the auditor."),
        outline: incidents::outline,
    },
    Printed {
        name: "evidence",
        step: Step::Controls,
        title: evidence::title,
        wish: || tr!("Print the evidence index"),
        about: || {
            tr!("What shows that controls and clauses are lived, and where it is. For the auditor, item by item.")
        },
        outline: evidence::outline,
    },
];
