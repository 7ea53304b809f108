//! What sliders move.

use super::{Entry, Held, PlanNumber, Remedy, State, Wish};
use crate::{
    scenario::{Field, Input},
    ui::{number, number_words, slider},
};

/// What a slider moves.
#[derive(Clone, Debug, PartialEq)]
pub enum Knob {
    /// A number of the scenario.
    Input(Input),
    /// A number of a plan, from a tenth to ten times what the catalogue says.
    Own(PlanNumber),
}

impl From<Input> for Knob {
    fn from(input: Input) -> Self {
        Self::Input(input)
    }
}

impl From<Field> for Knob {
    fn from(field: Field) -> Self {
        Self::Input(field.into())
    }
}

impl State {
    /// A slider moved to a position.
    pub(super) fn slide(&mut self, knob: &Knob, position: usize, at: f64) {
        let done = match knob {
            Knob::Input(input) => self.slide_input(*input, position, at),
            Knob::Own(number) => self.slide_own(number, position, at),
        };
        if let Err(sentence) = done {
            self.complain(sentence, Remedy::Close);
        }
    }

    fn slide_input(&mut self, input: Input, position: usize, at: f64) -> Result<(), String> {
        let numbers = slider::numbers(&input.spec());
        let (Some(&number), Some(quantity)) = (numbers.get(position), input.get(&self.scenario)) else { return Ok(()) };
        let quantity = number::moved(input.field, quantity, number);
        self.drop_drafts(input);
        self.edit_for(Wish::MOVING, Some(at), |scenario| input.set(scenario, quantity))
    }

    fn slide_own(&mut self, number: &PlanNumber, position: usize, at: f64) -> Result<(), String> {
        let numbers = self.stated(number).map(slider::around).unwrap_or_default();
        let Some(&value) = numbers.get(position) else { return Ok(()) };
        let entry = Entry::Own(number.clone());
        self.drafts.retain(|draft| draft.entry != entry);
        let own = self.own_number(number, value)?;
        self.edit_for(Wish::MOVING, Some(at), |scenario| Held::Own(own).put(&entry, scenario))
    }

    /// What the catalogue says of a number of a plan, as its box shows it.
    fn stated(&self, number: &PlanNumber) -> Option<f64> {
        let day = self.scenario.start.first_day();
        let plan = self.catalog.plan_as_of(&number.plan, self.scenario.prices)?;
        let stated = plan.numbers(day).into_iter().find(|stated| stated.path == number.number)?;
        Some(stated.value * number_words::quoted(&plan, &number.number, day).factor)
    }
}
