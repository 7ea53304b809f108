//! Texts that the user is typing.

use super::{Change, Check, Derived, Held, PlanNumber, State};
use crate::{
    scenario::{End, Feature, Field, Input, Quantity, Scenario, ScenarioError, grouped},
    ui::{number, number_words},
};

/// A box of the form.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A number of the scenario.
    Number(Input, End),
    /// A number that follows from others.
    Derived(Derived),
    /// The number of months.
    Months,
    /// The title.
    Title,
    /// The name of an alternative, by its place.
    Alternative(usize),
    /// The name of a feature, by its place.
    Name(usize),
    /// The name of a plan of the founder's own, by its place.
    PlanName(usize),
    /// The name of a cost line, by its place.
    LineName(usize),
    /// The name of something that users buy, by its place.
    SaleName(usize),
    /// The founder's own numbers of users.
    Series,
    /// Visits of a launch, by its place.
    Visits(usize),
    /// A number of a plan.
    Own(PlanNumber),
}

impl Entry {
    /// Whether two boxes are the same or the ends of one range, which are allowed or not as a pair.
    pub(super) fn shares_row(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(one, _), Self::Number(other, _)) => one == other,
            (one, other) => one == other,
        }
    }

    /// Whether what is typed there sets the users at the start.
    const fn sets_users(&self) -> bool {
        matches!(self, Self::Derived(_) | Self::Number(Input { field: Field::Users, .. }, _))
    }

    /// Whether what is typed there sets the same number.
    pub(super) fn sets_same(&self, other: &Self) -> bool {
        self.shares_row(other) || (self.sets_users() && other.sets_users())
    }
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
    /// What the scenario held at the first keystroke; back in force while the text cannot be used. Else a number on the
    /// way to what was meant would stay: the `1` of `1x000`.
    pub before: Option<Held>,
}

impl Draft {
    /// Whether its box is the same after a change, and still shows what the user typed.
    pub(super) fn stays_after(&self, change: &Change) -> bool {
        match change {
            Change::TakeBack(number) => self.entry != Entry::Own(number.clone()),
            Change::Check(Check::Number(of), _) => !matches!(self.entry, Entry::Number(input, _) if input == *of),
            Change::Plans(..) | Change::OwnPlan(..) => !matches!(self.entry, Entry::Own(_)),
            Change::RemoveOwnPlan(_) => !matches!(self.entry, Entry::Own(_) | Entry::PlanName(_)),
            Change::Others(place, _) => !matches!(self.entry, Entry::Own(_)) && !self.is_share_of(*place),
            Change::Curve(_) => self.entry != Entry::Series,
            change => !change.moves_places() || matches!(self.entry, Entry::Title | Entry::Months | Entry::Own(_)),
        }
    }

    /// Whether it is of the share of another plan of a feature: these are allowed or not together, and move up when one of
    /// the plans goes.
    fn is_share_of(&self, feature: usize) -> bool {
        let Entry::Number(Input { field: Field::OtherShare, place }, _) = self.entry else { return false };
        place / Feature::MAX_OTHERS == feature
    }
}

impl State {
    /// The text in a box that the user is at work on.
    pub fn draft(&self, entry: &Entry) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.entry == *entry)
    }

    /// Takes what was typed into a box: as part of the scenario if it is allowed, as a draft in any case.
    pub(super) fn type_text(&mut self, entry: Entry, text: String) {
        let begun = self.drafts.iter().find(|draft| draft.entry.shares_row(&entry));
        let before = begun.map_or_else(|| Held::of(&entry, &self.scenario), |draft| draft.before.clone());
        // Another box of the same number follows from now on, whatever was typed there.
        self.drafts.retain(|Draft { entry: other, .. }| {
            *other != entry && (other.shares_row(&entry) || !other.sets_same(&entry))
        });
        let users = match before {
            Some(Held::Quantity(quantity)) => quantity,
            _ => self.scenario.growth.users,
        };
        self.drafts.push(Draft { entry: entry.clone(), text: text.clone(), error: None, before });
        let held = match &entry {
            Entry::Number(input, end) => return self.use_numbers(*input, *end),
            Entry::Derived(derived) => {
                number::parse(&text).and_then(|number| derived.users(number, &self.scenario, users)).map(Held::Quantity)
            }
            Entry::Title | Entry::Name(_) | Entry::PlanName(_) | Entry::LineName(_) | Entry::SaleName(_) => {
                Ok(Held::Text(text))
            }
            Entry::Alternative(place) => {
                let renamed = self.rename(*place, text);
                return self.mark(&entry, renamed.err());
            }
            Entry::Months => months(&text).map(Held::Months),
            Entry::Series => number::parse_list(&text).map(Held::Users),
            Entry::Visits(_) => number::parse(&text).map(Held::Visits),
            Entry::Own(number) => number::parse(&text).and_then(|value| self.own_number(number, value)).map(Held::Own),
        };
        let used = held.and_then(|held| self.edit(|scenario| held.put(&entry, scenario)));
        self.mark(&entry, used.err());
        self.settle(&entry);
    }

    /// A box was left: what was typed there is no draft any more, unless it cannot be used.
    pub(super) fn leave(&mut self, entry: &Entry) {
        if !self.is_wrong(entry) {
            self.drafts.retain(|draft| !draft.entry.shares_row(entry));
        }
    }

    /// Whether a text in the row of a box cannot be used.
    fn is_wrong(&self, entry: &Entry) -> bool {
        self.drafts.iter().any(|draft| draft.entry.shares_row(entry) && draft.error.is_some())
    }

    /// Puts back what the scenario held before the edit, where a text in the row of a box cannot be used.
    fn settle(&mut self, entry: &Entry) {
        let before = self.drafts.iter().find(|draft| draft.entry == *entry).and_then(|draft| draft.before.clone());
        if let Some(before) = before.filter(|_| self.is_wrong(entry)) {
            // It was allowed, so it is refused only where the rest has changed since; then what is in force stays.
            let _ = self.edit(|scenario| before.put(entry, scenario));
        }
    }

    /// Moves the number in a box by so many of its smallest steps, as far as is allowed.
    pub(super) fn nudge(&mut self, entry: Entry, steps: i32) {
        let (number, step, min, max) = match &entry {
            Entry::Number(input, end) => {
                let Some(quantity) = input.get(&self.scenario) else { return };
                let (spec, (low, high)) = (input.spec(), quantity.ends());
                (if *end == End::High { high } else { low }, spec.step, spec.min, spec.max)
            }
            Entry::Derived(derived) => {
                let [least, most] = derived.bounds(&self.scenario, self.scenario.growth.users);
                (derived.of(&self.scenario), 1.0, least, most)
            }
            Entry::Months => (f64::from(self.scenario.months), 1.0, 1.0, 60.0),
            Entry::Visits(place) => {
                let Some(launch) = self.scenario.launches.scheduled.get(*place) else { return };
                (launch.visits, 100.0, 0.0, 1e8)
            }
            Entry::Title
            | Entry::Alternative(_)
            | Entry::Name(_)
            | Entry::PlanName(_)
            | Entry::LineName(_)
            | Entry::SaleName(_)
            | Entry::Series
            | Entry::Own(_) => return,
        };
        let from = self.draft(&entry).and_then(|draft| number::parse(&draft.text).ok()).unwrap_or(number);
        // Not `clamp`: where no number is allowed the ends are not in order.
        let to = (from + f64::from(steps) * step).min(max).max(min);
        self.type_text(entry, grouped(to));
    }

    /// Uses all boxes of an input together: the ends of a range are allowed or not as a pair.
    fn use_numbers(&mut self, input: Input, typed: End) {
        let Some(current) = input.get(&self.scenario) else { return };
        let (low, high) = current.ends();
        let ends: &[(End, f64)] =
            if current.is_range() { &[(End::Low, low), (End::High, high)] } else { &[(End::Exact, low)] };
        let mut numbers = [low, high];
        let mut readable = true;
        for (number, &(end, _)) in numbers.iter_mut().zip(ends) {
            let entry = Entry::Number(input, end);
            let Some(read) = self.draft(&entry).map(|draft| number::parse(&draft.text)) else { continue };
            match read {
                Ok(read) => *number = read,
                Err(_) => readable = false,
            }
            self.mark(&entry, read.err());
        }
        if !readable {
            return self.settle(&Entry::Number(input, typed));
        }
        let [low, high] = numbers;
        let quantity = if current.is_range() { Quantity::range(low, high) } else { Quantity::Exact(low) };
        let mut edited = Scenario::clone(&self.scenario);
        input.set(&mut edited, quantity);
        let at = match edited.validate() {
            Err(ScenarioError::OutOfRange { end, .. }) => end,
            _ => typed,
        };
        let used = self.edit(|scenario| input.set(scenario, quantity));
        self.mark(&Entry::Number(input, at), used.err());
        self.settle(&Entry::Number(input, typed));
    }

    /// The founder's own number of a plan as the document has it; `None` where it is what the catalogue says.
    pub(super) fn own_number(&self, at: &PlanNumber, value: f64) -> Result<Option<f64>, String> {
        let start = self.scenario.start;
        let day = start.first_day();
        // The program asks the same when it is compiled, but not beside the box.
        let Some(mut plan) = self.catalog.plan_as_of(&at.plan, self.scenario.prices) else { return Ok(Some(value)) };
        let stated = plan.numbers(day).into_iter().find(|stated| stated.path == at.number);
        let factor = number_words::quoted(&plan, &at.number, day).factor;
        // Compared as the box shows it: nobody can type more of it.
        let as_stated = stated.is_some_and(|it| number_words::shown(it.value * factor) == number_words::shown(value));
        let value = value / factor;
        plan.set(&at.number, value).map_err(|error| number::not_allowed(&error))?;
        Ok((!as_stated).then_some(value))
    }

    fn mark(&mut self, entry: &Entry, error: Option<String>) {
        if let Some(draft) = self.drafts.iter_mut().find(|draft| draft.entry == *entry) {
            draft.error = error;
        }
    }
}

/// The number of months that a text says.
fn months(text: &str) -> Result<u32, String> {
    let months = number::parse(text)?;
    let whole = months.fract() == 0.0 && (0.0..1e6).contains(&months);
    if whole { Ok(months as u32) } else { Err(number::complaint(&ScenarioError::Months(0))) }
}
