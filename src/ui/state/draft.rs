//! Texts that the user is typing.

use super::State;
use crate::{
    scenario::{End, Field, Quantity, Scenario, ScenarioError, grouped},
    ui::number,
};

/// A box of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A number of a field.
    Number(Field, End),
    /// The number of months.
    Months,
    /// The title.
    Title,
}

/// A text in a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The box.
    pub entry: Entry,
    /// What stands in it.
    pub text: String,
    /// Why it cannot be used; `None` where it is used.
    pub error: Option<String>,
}

impl State {
    /// The text in a box that the user is at work on.
    pub fn draft(&self, entry: Entry) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.entry == entry)
    }

    /// Takes what was typed into a box: as part of the scenario if it is allowed, as a draft in any case.
    pub(super) fn type_text(&mut self, entry: Entry, text: String) {
        self.drafts.retain(|draft| draft.entry != entry);
        self.drafts.push(Draft { entry, text: text.clone(), error: None });
        match entry {
            Entry::Number(field, end) => self.use_numbers(field, end),
            Entry::Title => {
                let used = self.edit(|scenario| scenario.title = text);
                self.mark(entry, used.err());
            }
            Entry::Months => {
                let months = number::parse(&text).and_then(|months| {
                    let whole = months.fract() == 0.0 && (0.0..1e6).contains(&months);
                    if whole { Ok(months as u32) } else { Err(number::complaint(&ScenarioError::Months(0))) }
                });
                let used = months.and_then(|months| self.edit(|scenario| scenario.months = months));
                self.mark(entry, used.err());
            }
        }
    }

    /// Moves the number in a box by so many of its smallest steps, as far as is allowed.
    pub(super) fn nudge(&mut self, entry: Entry, steps: i32) {
        let (number, step, min, max) = match entry {
            Entry::Number(field, end) => {
                let (spec, (low, high)) = (field.spec(), field.get(&self.scenario).ends());
                (if end == End::High { high } else { low }, spec.step, spec.min, spec.max)
            }
            Entry::Months => (f64::from(self.scenario.months), 1.0, 1.0, 60.0),
            Entry::Title => return,
        };
        let from = self.draft(entry).and_then(|draft| number::parse(&draft.text).ok()).unwrap_or(number);
        let to = (from + f64::from(steps) * step).clamp(min, max);
        self.type_text(entry, grouped(to));
    }

    /// Uses all boxes of a field together: the ends of a range are allowed or not as a pair.
    fn use_numbers(&mut self, field: Field, typed: End) {
        let current = field.get(&self.scenario);
        let (low, high) = current.ends();
        let ends: &[(End, f64)] =
            if current.is_range() { &[(End::Low, low), (End::High, high)] } else { &[(End::Exact, low)] };
        let mut numbers = [low, high];
        let mut readable = true;
        for (number, &(end, _)) in numbers.iter_mut().zip(ends) {
            let entry = Entry::Number(field, end);
            let Some(read) = self.draft(entry).map(|draft| number::parse(&draft.text)) else { continue };
            match read {
                Ok(read) => *number = read,
                Err(_) => readable = false,
            }
            self.mark(entry, read.err());
        }
        if !readable {
            return;
        }
        let [low, high] = numbers;
        let quantity = if current.is_range() { Quantity::range(low, high) } else { Quantity::Exact(low) };
        let mut edited = Scenario::clone(&self.scenario);
        field.set(&mut edited, quantity);
        let at = match edited.validate() {
            Err(ScenarioError::OutOfRange { end, .. }) => end,
            _ => typed,
        };
        let used = self.edit(|scenario| field.set(scenario, quantity));
        self.mark(Entry::Number(field, at), used.err());
    }

    fn mark(&mut self, entry: Entry, error: Option<String>) {
        if let Some(draft) = self.drafts.iter_mut().find(|draft| draft.entry == entry) {
            draft.error = error;
        }
    }
}
