//! The eight steps and the four phases they belong to.

use super::record::choices;

choices! {
    /// The phases of the management system: plan, do, check, act.
    Phase {
        /// Steps 1 to 4.
        Plan = "Plan",
        /// Steps 5 and 6.
        Do = "Do",
        /// Step 7.
        Check = "Check",
        /// Step 8 and what follows.
        Act = "Act",
    }
}

choices! {
    /// The eight guided steps.
    Step {
        /// Step 1.
        ManagementSupport = "Management support",
        /// Step 2.
        Scope = "Scope",
        /// Step 3.
        Risk = "Risk assessment & treatment",
        /// Step 4.
        Documents = "Policies & procedures",
        /// Step 5.
        Controls = "Security controls",
        /// Step 6.
        Training = "Training & awareness",
        /// Step 7.
        InternalAudit = "Internal audit",
        /// Step 8.
        Certification = "Certification",
    }
}

impl Step {
    /// 1 to 8.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The phase the step belongs to.
    pub fn phase(self) -> Phase {
        match self {
            Self::ManagementSupport | Self::Scope | Self::Risk | Self::Documents => Phase::Plan,
            Self::Controls | Self::Training => Phase::Do,
            Self::InternalAudit => Phase::Check,
            Self::Certification => Phase::Act,
        }
    }

    /// The clauses the step works on, as printed beside its title.
    pub fn clauses(self) -> &'static str {
        match self {
            Self::ManagementSupport => "5.1, 5.2, 5.3, 6.2, 7.1, 7.4",
            Self::Scope => "4.1, 4.2, 4.3, A.5.31",
            Self::Risk => "6.1.2, 6.1.3, 8.2, 8.3",
            Self::Documents => "7.5, A.5.1",
            Self::Controls => "6.1.3 d, 8.1, Annex A",
            Self::Training => "7.2, 7.3, 7.4",
            Self::InternalAudit => "9.1, 9.2, 9.3, 10.2",
            Self::Certification => "Stage 1, stage 2",
        }
    }

    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }
}
