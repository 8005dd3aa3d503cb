//! What is typed into a field for a passphrase: wiped when it is dropped, and never shown in a log.

use zeroize::Zeroizing;

/// A passphrase on its way.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The field's text.
    pub fn edit(&mut self) -> &mut String {
        &mut self.0
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret")
    }
}
