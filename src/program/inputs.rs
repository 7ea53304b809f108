//! The numbers of a scenario: ranges are drawn once per future, the others stay.

use std::convert::Infallible;
use std::ops::Range;

use rand::rand_core::TryRng;
use rand_distr::{Distribution as _, Triangular};
use serde::{Deserialize, Serialize};

use crate::model::random::{Block, ROUNDS, threefry};
use crate::scenario::{CostLine, Field, Group, Input, Quantity, Root, Scenario, ValidScenario};
use crate::value::Value as _;

/// The numeric inputs of a scenario, ready to be drawn for any future.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Inputs {
    exact: Numbers,
    /// By their place among the numbers.
    drawn: Vec<(usize, Draw)>,
    /// Whether the model's are the same in every future: books are kept after it.
    is_exact: bool,
}

/// A number for every field and place; NaN where the scenario has none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Numbers(Vec<f64>);

impl Numbers {
    /// Called hundreds of times where a future's parameters are put together: once in the page's program is enough.
    #[inline(never)]
    pub(super) fn get(&self, field: Field, place: usize) -> f64 {
        let of_field = self.0.get(slots(field)).unwrap_or_default();
        of_field.get(place).copied().unwrap_or(f64::NAN)
    }

    /// Multiplies some numbers and keeps them within what is allowed.
    pub(super) fn scale(&mut self, numbers: Range<usize>, factor: f64, [least, most]: [f64; 2]) {
        let numbers = self.0.get_mut(numbers).unwrap_or_default();
        numbers.iter_mut().for_each(|number| *number = (*number * factor).clamp(least, most));
    }
}

/// Where the numbers of each field begin, and where those of the last one end.
const STARTS: [usize; Field::ALL.len() + 1] = {
    let mut starts = [0; Field::ALL.len() + 1];
    let mut at = 0;
    while at < Field::ALL.len() {
        starts[at + 1] = starts[at] + Field::ALL[at].spec().root.places();
        at += 1;
    }
    starts
};

/// Where the numbers of a field stand among all, place by place.
pub(super) const fn slots(field: Field) -> Range<usize> {
    STARTS[field as usize]..STARTS[field as usize + 1]
}

const fn index(input: Input) -> usize {
    STARTS[input.field as usize] + input.place
}

/// How a range is drawn.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Draw {
    stream: u32,
    /// Foot, peak and other foot of the triangle.
    triangle: [f64; 3],
    allowed: (f64, f64),
}

impl Inputs {
    pub(super) fn new(scenario: &ValidScenario) -> Self {
        let mut exact = Numbers(vec![f64::NAN; STARTS[Field::ALL.len()]]);
        let (mut drawn, mut is_exact) = (Vec::new(), true);
        for input in Input::all(scenario) {
            let Some(quantity) = input.get(scenario) else { continue };
            if let Some(number) = exact.0.get_mut(index(input)) {
                *number = quantity.middle();
            }
            if let Some(draw) = Draw::new(input, quantity, &name(input, scenario)) {
                is_exact &= input.spec().group == Group::Books && input.field != Field::LineEffect;
                drawn.push((index(input), draw));
            }
        }
        Self { exact, drawn, is_exact }
    }

    /// Makes a number its middle in every future.
    pub(super) fn settle(&mut self, input: Input) {
        self.fix(input, self.exact.get(input.field, input.place));
    }

    /// Makes a number the same in every future.
    pub(super) fn fix(&mut self, input: Input, number: f64) {
        let at = index(input);
        if let Some(exact) = self.exact.0.get_mut(at) {
            *exact = number;
        }
        self.drawn.retain(|(drawn, _)| *drawn != at);
        self.is_exact |= self.drawn.is_empty();
    }

    pub(super) const fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The numbers of one future.
    pub(super) fn numbers(&self, seed: [u32; 2], future: u32) -> Numbers {
        let mut numbers = self.exact.clone();
        for (index, draw) in &self.drawn {
            if let Some(number) = numbers.0.get_mut(*index) {
                *number = draw.number(seed, future);
            }
        }
        numbers
    }
}

impl Draw {
    /// Eight of ten futures lie between the ends of a range. In a symmetric triangle the tenth quantile lies √0.05 of
    /// the width above the foot. `None` for an exact number and for a range of no width.
    fn new(input: Input, quantity: Quantity, name: &str) -> Option<Self> {
        let (low, high) = quantity.ends();
        let width = (high - low) / (1.0 - 2.0 * libm::sqrt(0.05));
        let middle = quantity.middle();
        let spec = input.spec();
        let triangle = [middle - width / 2.0, middle, middle + width / 2.0];
        distribution(triangle).filter(|_| quantity.is_range())?;
        Some(Self { stream: stream(name), triangle, allowed: (spec.min, spec.max) })
    }

    fn number(&self, seed: [u32; 2], future: u32) -> f64 {
        let mut stream = Stream { seed, future, stream: self.stream, words: 0 };
        let drawn = distribution(self.triangle).map_or(self.triangle[1], |triangle| triangle.sample(&mut stream));
        drawn.clamp(self.allowed.0, self.allowed.1)
    }
}

fn distribution([low, middle, high]: [f64; 3]) -> Option<Triangular<f64>> {
    Triangular::new(low, high, middle).ok()
}

/// What an input's stream is named by: its path, but of a cost line, a round or a sale its own id, and of an effect the line's and its
/// input, so that all keep their draws when one of them goes.
fn name(input: Input, scenario: &Scenario) -> String {
    let (books, sales) = (&scenario.books, &scenario.money.sales);
    let spec = input.spec();
    let id = match spec.root {
        Root::Line => books.lines.get(input.place).map(|line| &line.id),
        Root::Effect => books.lines.get(input.place / CostLine::MAX_EFFECTS).map(|line| &line.id),
        Root::Round => books.rounds.get(input.place).map(|round| &round.id),
        Root::Sale => sales.get(input.place).map(|sale| &sale.id),
        _ => None,
    };
    let path =
        books.effect(input.place).filter(|_| spec.root == Root::Effect).map_or(spec.path, |it| it.input.spec().path);
    id.map_or_else(|| input.path(), |id| format!("books.{id}.{path}"))
}

/// Number of an input's stream: FNV-1a of its path, so that new inputs do not move the draws of old ones.
fn stream(path: &str) -> u32 {
    path.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The random words of one input of one future.
struct Stream {
    seed: [u32; 2],
    future: u32,
    stream: u32,
    words: u32,
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let counter = [self.future, self.stream, Block::Range as u32, self.words / 4].map(f64::int);
        let key = [self.seed[0], self.seed[1], 0, 0].map(f64::int);
        let block = threefry::<f64, ROUNDS>(counter, key);
        let word = block[self.words as usize % 4];
        self.words += 1;
        Ok(word.into())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = self.try_next_u32()?;
        Ok(u64::from(low) | u64::from(self.try_next_u32()?) << 32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.try_next_u32()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

    fn draws(field: Field, low: f64, high: f64, count: u32) -> Vec<f64> {
        let draw = Draw::new(field.into(), Quantity::range(low, high), field.spec().path).unwrap();
        (0..count).map(|future| draw.number([1, 0], future)).collect()
    }

    #[test]
    fn eight_of_ten_lie_between_the_ends() {
        let draws = draws(Field::MonthlyGrowth, 20.0, 30.0, 20_000);
        let below = draws.iter().filter(|draw| **draw < 20.0).count() as i32;
        let above = draws.iter().filter(|draw| **draw > 30.0).count() as i32;
        // 2,000 each, give or take five standard errors of √(20,000 · 0.1 · 0.9) = 42.
        assert!((below - 2_000).abs() < 212 && (above - 2_000).abs() < 212, "{below} {above}");
    }

    #[test]
    fn draws_stay_in_the_allowed_range() {
        assert!(draws(Field::ActiveShare, 0.0, 100.0, 2_000).iter().all(|draw| (0.0..=100.0).contains(draw)));
    }

    #[test]
    fn streams_differ() {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features = vec![scenario.features[0].clone(); 6];
        let mut streams: Vec<_> = Input::all(&scenario).map(|input| stream(&input.path())).collect();
        assert!(streams.len() > 150);
        streams.sort_unstable();
        assert!(streams.is_sorted_by(|a, b| a < b), "two inputs share a stream");
    }

    #[test]
    fn numbers_that_are_not_there_are_none() {
        let inputs = Inputs::new(&PRESETS[0].scenario().unwrap());
        let numbers = inputs.numbers([1, 0], 0);
        assert!(numbers.get(Field::HardCap, 0).is_nan() && numbers.get(Field::InputTokens, 5).is_nan());
        assert_eq!(numbers.get(Field::Users, 0), 150.0);
    }

    /// Pinned: a change moves the numbers of every scenario with a range and is a new version of the link.
    #[test]
    fn draws_are_pinned() {
        let draw =
            Draw::new(Field::MonthlyGrowth.into(), Quantity::range(20.0, 30.0), "growth.monthly_growth").unwrap();
        let draws = [0, 1, 4_095].map(|future| draw.number([1, 0], future).to_bits());
        assert_eq!(draws, [4_629_408_620_580_757_830, 4_627_136_124_822_140_038, 4_628_359_683_941_754_529]);
    }
}
