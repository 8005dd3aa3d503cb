//! What counts as a justification for leaving a control out (6.1.3 d): a fact, not a phrase.

use super::super::RuleError;

/// Words that say "no" and nothing else. A justification made of these alone names no fact.
const EMPTY: &str = "a all anwendbar applicable applied applies apply at because case company control currently do does \
    doesnt dont entfällt excluded exclusion for here in inapplicable irrelevant is isnt it keine moment \
    n na necessary need needed nein nicht nil no non none not nothing notapplicable notrelevant nr null \
    of or organisation organization our out relevance relevant required scope see tba tbc tbd that the \
    this to todo unnecessary unneeded us we x yet zutreffend";

/// Whether a justification names something: a fact, not only that the control is not relevant.
/// Case, punctuation and spelling do not matter: "N/A", "n.a." and "Not relevant for us!" all say nothing.
pub fn is_justified(words: &str) -> bool {
    let plain: String = words
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().any(|word| word.parse::<u32>().is_err() && EMPTY.split(' ').all(|empty| empty != word))
}

/// Lets a justification through, or asks for the fact behind it. No words at all are let through: the control
/// then stays an open point of the statement.
///
/// # Errors
/// With the question, when the words say no more than that the control is not relevant.
pub fn check_justification(words: &str) -> Result<(), RuleError> {
    if words.trim().is_empty() || is_justified(words) {
        return Ok(());
    }
    Err(RuleError::Incomplete(tr::tr!(
        "“{}” gives an auditor nothing to check. What is it in your company that makes the control unnecessary? For example: we write no software and commission none.",
        words.trim()
    )))
}
