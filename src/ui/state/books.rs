//! Edits of the company's books.

use super::Change;
use crate::scenario::{Books, CostLine, KNOWN_LINES, LineKind, Quantity, Round};

impl Change {
    /// Makes the change, if it is one of the books.
    pub(super) fn apply_to_books(self, books: &mut Books) {
        match self {
            Self::AddLine(known) => {
                let own = || CostLine::new("Another cost".to_owned(), LineKind::Monthly, Quantity::Exact(1_000.0));
                let known = known.and_then(|place| KNOWN_LINES.get(place));
                books.lines.push(known.map_or_else(own, |known| known.line()));
            }
            Self::RemoveLine(place) if place < books.lines.len() => drop(books.lines.remove(place)),
            Self::Line(place, line) => {
                if let Some(old) = books.lines.get_mut(place) {
                    *old = line;
                }
            }
            Self::LineFrom(place, month) => {
                if let Some(line) = books.lines.get_mut(place) {
                    line.from = month;
                    line.until = line.until.map(|until| until.max(month));
                }
            }
            Self::AddRound => {
                let month = books.rounds.last().map_or(6, |last| last.month.saturating_add(12).min(60));
                books.rounds.push(Round { month, amount: Quantity::Exact(500_000.0) });
            }
            Self::RemoveRound(place) if place < books.rounds.len() => drop(books.rounds.remove(place)),
            Self::RoundMonth(place, month) => {
                if let Some(round) = books.rounds.get_mut(place) {
                    round.month = month;
                }
            }
            _ => {}
        }
    }
}
