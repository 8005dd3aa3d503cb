//! How well a passphrase would hold out: a hint for whoever chooses one, never a hurdle.

/// A rough judgement of a passphrase: a hint, never a hurdle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Guessed by a program in hours.
    Weak,
    /// Holds out against somebody curious.
    Fair,
    /// Holds out against somebody determined.
    Good,
}

impl Strength {
    /// The judgement, with what to do about it.
    pub fn sentence(self) -> String {
        match self {
            Self::Weak => tr::tr!("Weak: a program guesses it. Take four or five words that do not belong together."),
            Self::Fair => tr::tr!("Fair: it stops somebody curious. One more word makes it good."),
            Self::Good => tr::tr!("Good: it holds out against a program that guesses."),
        }
    }

    /// Judges a passphrase; `None` when nothing is typed. By length and by how many different characters and kinds of characters there are.
    pub fn of(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let different = text.chars().collect::<std::collections::BTreeSet<_>>().len();
        let kinds = [
            text.chars().any(char::is_lowercase),
            text.chars().any(char::is_uppercase),
            text.chars().any(|c| c.is_ascii_digit()),
            text.chars().any(|c| !c.is_alphanumeric()),
        ];
        let kinds = kinds.into_iter().filter(|found| *found).count();
        Some(match (text.chars().count(), different) {
            (20.., 10..) => Self::Good,
            (14.., 9..) if kinds >= 3 => Self::Good,
            (12.., 7..) => Self::Fair,
            (10.., 7..) if kinds >= 3 => Self::Fair,
            _ => Self::Weak,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_good_and_a_short_word_is_weak() {
        assert_eq!(Strength::of(""), None);
        assert_eq!(Strength::of("summer26"), Some(Strength::Weak));
        assert_eq!(Strength::of("aaaaaaaaaaaaaaaaaaaaaaaaaaaa"), Some(Strength::Weak));
        assert_eq!(Strength::of("tidal harbour"), Some(Strength::Fair));
        assert_eq!(Strength::of("four ferries leave at dawn"), Some(Strength::Good));
    }
}
