//! What a rule answers when it cannot do what a person wished: a sentence they can act on.

use super::RegisterName;

/// Why a wish was not carried out. Nothing has changed when this comes back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The record is not there, for instance because it was removed in the meantime.
    #[error("{}", tr::tr!("This record is no longer in the register “{}”. Somebody may have removed it.", register.label()))]
    Gone {
        /// Where it was looked for.
        register: RegisterName,
    },
    /// Something is missing or contradicts a rule; the sentence says what to do.
    #[error("{0}")]
    Incomplete(String),
    /// Other records link to what is to be removed.
    #[error("{}", tr::tr!("{0} is still used by {1}.", reference, users.join(", ")))]
    StillLinked {
        /// What was to be removed.
        reference: String,
        /// What links to it, by reference or name.
        users: Vec<String>,
    },
    /// A field got a value that it cannot hold.
    #[error("{}", tr::tr!("This value does not fit the field: {}", reason))]
    BadValue {
        /// What is wrong with it.
        reason: String,
    },
}
