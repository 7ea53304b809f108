//! Edits of the company's books.

use super::Change;
use crate::scenario::{Books, CostLine, KNOWN_LINES, Round, Sale, Scenario};

impl Change {
    /// Makes the change, if it is one of the books.
    pub(super) fn apply_to_books(self, scenario: &mut Scenario, taken: &[String]) {
        let last = scenario.months;
        let Scenario { books, money, .. } = scenario;
        match self {
            Self::AddLine(known) => {
                let known = known.and_then(|place| KNOWN_LINES.get(place));
                let id = fresh(known.map_or("cost", |known| known.id), taken);
                let line = known.map_or_else(|| CostLine::own(id.clone()), |known| known.line(id.clone()));
                // One that begins after the last month would say nothing, and more effects than are allowed would refuse the line.
                let effects = line.effects.iter().copied().take(Books::MAX_EFFECTS - books.effects()).collect();
                books.lines.push(CostLine { from: line.from.min(last), effects, ..line });
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
                }
            }
            Self::RemoveEffect(place, at) => {
                if let Some(line) = books.lines.get_mut(place).filter(|line| at < line.effects.len()) {
                    line.effects.remove(at);
                }
            }
            Self::AddRound => {
                let month = books.rounds.last().map_or(6, |round| round.month.saturating_add(12)).min(last);
                let id = fresh("round", taken);
                books.rounds.push(Round::own(id, month));
            }
            Self::RemoveRound(place) if place < books.rounds.len() => drop(books.rounds.remove(place)),
            Self::RoundMonth(place, month) => {
                if let Some(round) = books.rounds.get_mut(place) {
                    round.month = month;
                }
            }
            Self::AddSale => {
                let id = fresh("plan", taken);
                let sale = Sale::own(id, Sale::numbered(money.sales.len()));
                // The one price there was is the first of them.
                let of_one = |it: Sale| Sale { price: money.price, share: money.paying, ..it };
                money.sales.push(if money.sales.is_empty() { of_one(sale) } else { sale });
            }
            Self::RemoveSale(place) if place < money.sales.len() => drop(money.sales.remove(place)),
            Self::Sale(place, sale) => {
                if let Some(old) = money.sales.get_mut(place) {
                    *old = sale;
                }
            }
            _ => {}
        }
    }
}

/// The first of an id and the same with a number that nothing has.
fn fresh(id: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut all = std::iter::once(id.to_owned()).chain(numbered);
    all.find(|id| !taken.contains(id)).unwrap_or_default()
}
