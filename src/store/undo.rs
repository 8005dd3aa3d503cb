//! Undo and redo, worked out from the history alone: no list of its own to keep in step.

use super::history::EntryKind;

/// What may be undone and redone next, as numbers of history entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct UndoState {
    undo: Vec<i64>,
    redo: Vec<i64>,
}

/// Almost always it is the last.
fn take_out(entries: &mut Vec<i64>, target: i64) {
    if let Some(place) = entries.iter().rposition(|entry| *entry == target) {
        entries.remove(place);
    }
}

impl UndoState {
    /// Takes one more entry into account, in the order of the history.
    pub fn push(&mut self, seq: i64, kind: EntryKind, target: Option<i64>) {
        match (kind, target) {
            (EntryKind::Undo, Some(target)) => {
                take_out(&mut self.undo, target);
                self.redo.push(target);
            }
            (EntryKind::Redo, Some(target)) => {
                take_out(&mut self.redo, target);
                self.undo.push(target);
            }
            _ => {
                self.undo.push(seq);
                self.redo.clear();
            }
        }
    }

    /// The entry to undo next. The founding entry is never undone: without it there is no ISMS.
    pub fn next_undo(&self) -> Option<i64> {
        self.undo.last().copied().filter(|seq| *seq > 1)
    }

    /// The entry to redo next.
    pub fn next_redo(&self) -> Option<i64> {
        self.redo.last().copied()
    }
}
