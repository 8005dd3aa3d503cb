//! How a document opens: a cover of its own, or a masthead with the text below it.

use serde::{Deserialize, Serialize};

use super::Span;

/// The first page with its control block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cover {
    /// Legal name.
    pub organisation: String,
    /// Classification, printed in the corner.
    pub classification: String,
    /// The title in large type.
    pub title: String,
    /// A line under the title.
    pub subtitle: String,
    /// Heading and text of the passage under the title, such as the scope.
    pub about: Option<(String, Vec<Span>)>,
    /// Heading of the control block.
    pub control_title: String,
    /// The control block: label and value, in order. A value may have several lines (`\n`).
    pub control: Vec<(String, String)>,
    /// Heading of the version history.
    pub versions_title: String,
    /// Real versions only: version, date, what changed. May be empty; then nothing is printed.
    pub versions: Vec<[String; 3]>,
}

/// The upper part of the first page of a small document; the text follows on the same page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masthead {
    /// Legal name.
    pub organisation: String,
    /// Classification, printed in the corner.
    pub classification: String,
    /// The title.
    pub title: String,
    /// A line under the title, empty for none.
    pub subtitle: String,
    /// The control block: label and value, in order, set in two or three columns. A value may have several
    /// lines (`\n`).
    pub control: Vec<(String, String)>,
    /// Heading of the version history.
    pub versions_title: String,
    /// Real versions only: version, date, what changed. May be empty; then nothing is printed.
    pub versions: Vec<[String; 3]>,
}
