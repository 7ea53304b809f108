//! What cost lines change of the inputs, and from which months on: between two such months a run has a phase, in which its inputs stay.

use serde::{Deserialize, Serialize};

use super::Program;
use super::inputs::{Numbers, slots};
use crate::scenario::{CostLine, Effect, Field, Input, ValidScenario};

/// The phases of a run. Nothing but numbers differs between them: effects multiply, so what there is of everything stays.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Phases {
    /// The month, from 0, that each begins with, rising from the first of the run.
    begins: Vec<usize>,
    /// Line by line.
    changes: Vec<Change>,
}

/// A change of an input by a cost line.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Change {
    /// The input's numbers among all: one, or one a feature.
    from: usize,
    to: usize,
    /// Where its percent stands among those of all effects.
    percent: usize,
    /// First month, from 0.
    begin: usize,
    /// Smallest and largest number that the input may have.
    least: f64,
    most: f64,
}

impl Phases {
    pub(super) fn new(scenario: &ValidScenario) -> Self {
        let change = |(percent, line, effect): &(usize, &CostLine, &Effect)| {
            let (numbers, spec) = (slots(effect.input), effect.input.spec());
            let begin = (line.from as usize).saturating_sub(1);
            Change { from: numbers.start, to: numbers.end, percent: *percent, begin, least: spec.min, most: spec.max }
        };
        let changes: Vec<Change> = scenario.acting().iter().map(change).collect();
        let begins = |month: &usize| *month == 0 || changes.iter().any(|change| change.begin == *month);
        Self { begins: (0..scenario.months as usize).filter(begins).collect(), changes }
    }

    /// Changes the numbers of a future to those of a phase.
    pub(super) fn change(&self, phase: usize, numbers: &mut Numbers) {
        let begun = self.begins.get(phase).copied().unwrap_or_default();
        for change in self.changes.iter().filter(|change| change.begin <= begun) {
            let factor = 1.0 + numbers.get(Field::LineEffect, change.percent) / 100.0;
            numbers.scale(change.from..change.to, factor, [change.least, change.most]);
        }
    }
}

impl Program {
    /// How many phases a run has, in each of which its inputs stay.
    #[must_use]
    pub const fn phases(&self) -> usize {
        self.phases.begins.len()
    }

    /// The phase that begins with a month, counted from 0; `None` where the inputs stay as they were.
    #[must_use]
    pub fn phase_from(&self, month: usize) -> Option<usize> {
        self.phases.begins.iter().position(|begin| *begin == month)
    }

    /// Makes the effects on some inputs their middle in every future.
    pub(super) fn settle_effects(&mut self, on: &[Field]) {
        let is_on = |change: &&Change| on.iter().any(|field| slots(*field).start == change.from);
        for change in self.phases.changes.iter().filter(is_on) {
            self.inputs.settle(Input { field: Field::LineEffect, place: change.percent });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::model::Params;
    use crate::scenario::{CHANGEABLE, LineKind, PRESETS, Quantity, Scenario};

    fn line(id: &str, from: u32, effects: &[(Field, f64)]) -> CostLine {
        let effects = effects.iter().map(|(input, percent)| Effect::by(*input, *percent)).collect();
        let line = CostLine::new(id.to_owned(), String::new(), LineKind::Monthly, Quantity::Exact(1.0));
        CostLine { from, effects, ..line }
    }

    fn program(lines: Vec<CostLine>, change: impl FnOnce(&mut Scenario)) -> Program {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features = vec![scenario.features[0].clone(); 2];
        scenario.books.lines = lines;
        change(&mut scenario);
        Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap()
    }

    /// Numbers of a future's parameters that differ, in order.
    fn differing(one: &Params<f32>, other: &Params<f32>) -> Vec<usize> {
        let numbers = |params: &Params<f32>| {
            let mut all = vec![0.0; Params::<f32>::LEN];
            params.each(|at, number| all[at] = number);
            all
        };
        let (one, other) = (numbers(one), numbers(other));
        (0..one.len()).filter(|at| one[*at].to_bits() != other[*at].to_bits()).collect()
    }

    #[test]
    fn a_run_without_effects_is_one_phase() {
        let still = [
            line("a", 3, &[]),
            CostLine { off: true, ..line("b", 4, &[(Field::Visits, 10.0)]) },
            line("c", 60, &[(Field::Visits, 10.0)]),
        ];
        let program = program(still.to_vec(), |_| {});
        assert_eq!((program.phases(), program.phase_from(0), program.phase_from(3)), (1, Some(0), None));
    }

    #[test]
    fn phases_begin_with_the_first_months_of_lines() {
        let lines = [
            line("a", 5, &[(Field::OutputTokens, -50.0)]),
            line("b", 3, &[(Field::Visits, 100.0), (Field::OutputTokens, 50.0)]),
            line("c", 5, &[(Field::LostWhenSlow, -20.0)]),
        ];
        let program = program(lines.to_vec(), |it| it.features[1].output_tokens = Quantity::Exact(1_000.0));
        assert_eq!(
            (program.phases(), [0, 2, 3, 4].map(|month| program.phase_from(month))),
            (3, [Some(0), Some(1), None, Some(2)])
        );
        let [before, between, after] = [0, 1, 2].map(|phase| program.params(0, phase));
        assert_eq!(between.visits, 2.0 * before.visits);
        assert!((between.output[0] / before.output[0] - 1.5).abs() < 1e-6);
        assert_eq!(between.output[1], 0.0015);
        assert_eq!((after.visits, after.output[1]), (between.visits, 0.00075));
        assert!((after.lost_when_slow / before.lost_when_slow - 0.8).abs() < 1e-6);
        // Two features' tokens, visits and one share: nothing else.
        assert_eq!((differing(&before, &between).len(), differing(&before, &after).len()), (3, 4));
    }

    #[test]
    fn nothing_and_what_is_not_given_stay_so_and_the_allowed_range_is_kept() {
        let effects = [(Field::GpuSeconds, 300.0), (Field::FirstWord, -50.0), (Field::Templates, 300.0)];
        let no_words = |it: &mut Scenario| it.features.iter_mut().for_each(|feature| feature.first_word = None);
        let program = program(vec![line("a", 1, &effects)], |it| {
            no_words(it);
            it.features[0].templates = Quantity::Exact(40.0);
        });
        let (one, other) = (program.params(0, 0), self::program(Vec::new(), no_words).params(0, 0));
        assert_eq!((program.phases(), one.gpu_seconds, one.first_word), (1, other.gpu_seconds, other.first_word));
        assert_eq!((one.untemplated[0], one.untemplated[1]), (0.0, other.untemplated[1]));
        // Line by line: of all of them a half is left, and not of 160 in 100.
        let lines = [line("a", 1, &effects), line("b", 1, &[(Field::Templates, -50.0)])];
        let halved = self::program(lines.to_vec(), |it| it.features[0].templates = Quantity::Exact(40.0));
        assert!((halved.params(0, 0).untemplated[0] - 0.5).abs() < 1e-6);
    }

    #[test]
    fn an_effect_of_nothing_changes_no_bit() {
        let none: Vec<CostLine> = CHANGEABLE
            .chunks(3)
            .take(4)
            .enumerate()
            .map(|(at, inputs)| {
                let none: Vec<_> = inputs.iter().map(|(input, _)| (*input, 0.0)).collect();
                line(&at.to_string(), at as u32 + 1, &none)
            })
            .collect();
        let (with, without) = (program(none, |_| {}), program(Vec::new(), |_| {}));
        assert_eq!(with.phases(), 4);
        for (future, phase) in (0..8).flat_map(|future| (0..4).map(move |phase| (future, phase))) {
            assert!(differing(&with.params(future, phase), &without.params(future, 0)).is_empty());
        }
    }

    /// Draws of effects are their own, and those of all else stay.
    #[test]
    fn a_range_is_drawn_once_a_future_for_all_phases() {
        let ranged = |at: &mut Scenario| at.books.lines[0].effects[0].percent = Quantity::range(-60.0, -40.0);
        let program = program(vec![line("a", 2, &[(Field::InputTokens, 0.0)])], ranged);
        let halved: Vec<f32> = (0..64)
            .map(|future| {
                let [before, after] = [0, 1].map(|phase| program.params(future, phase));
                assert!(differing(&before, &after).len() >= 4);
                after.sent[0] / before.sent[0]
            })
            .collect();
        let between = halved.iter().filter(|share| (0.4..=0.6).contains(*share)).count();
        assert!((45..=58).contains(&between) && !program.is_exact(), "{between} of 64");
    }
}
