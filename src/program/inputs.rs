//! Inputs to parameters: ranges are drawn once per future, then everything is turned into what the model reads.

use std::convert::Infallible;

use rand::rand_core::TryRng;
use rand_distr::{Distribution as _, Triangular};

use crate::model::Params;
use crate::model::random::{Block, ROUNDS, threefry};
use crate::scenario::{Field, Quantity, ValidScenario};
use crate::value::Value as _;

/// The numeric inputs of a scenario, ready to be drawn for any future.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    fields: Vec<Input>,
    last_rung: f64,
}

/// One numeric input.
#[derive(Clone, Copy, Debug)]
enum Input {
    Exact(f64),
    Drawn { stream: u32, triangle: Triangular<f64>, allowed: (f64, f64) },
}

impl Inputs {
    pub(super) fn new(scenario: &ValidScenario) -> Self {
        let fields = Field::ALL.iter().map(|field| Input::new(*field, field.get(scenario))).collect();
        Self { fields, last_rung: scenario.stack.inference.plans.len().saturating_sub(1) as f64 }
    }

    pub(super) fn is_exact(&self) -> bool {
        self.fields.iter().all(|input| matches!(input, Input::Exact(_)))
    }

    /// The parameters of one future.
    pub(super) fn params(&self, seed: [u32; 2], future: u32) -> Params<f32> {
        let of = |field: Field| self.fields[field as usize].draw(seed, future);
        let share = |field: Field| of(field) / 100.0;
        // Of nothing there is no logarithm; e⁻¹⁰⁰⁰ calls are none however users grow.
        let ln = |number: f64| if number > 0.0 { libm::log(number) } else { -1_000.0 };
        let params = Params {
            ln_users: ln(of(Field::Users)),
            ln_growth: libm::log1p(share(Field::MonthlyGrowth)),
            ln_ceiling: ln(of(Field::Ceiling)),
            permanent_noise: share(Field::PermanentNoise),
            passing_noise: share(Field::PassingNoise),
            hourly_noise: share(Field::HourlyNoise),
            daily_noise: share(Field::DailyNoise),
            burstiness: share(Field::Burstiness),
            ln_calls_per_user: ln(share(Field::ActiveShare) * of(Field::CallsPerActiveDay) / 24.0),
            input_tokens: of(Field::InputTokens),
            output_tokens: of(Field::OutputTokens),
            refused_share: share(Field::RefusedShare),
            lead_days: libm::floor(of(Field::LeadDays) + 0.5),
            budget: of(Field::Budget),
            last_rung: self.last_rung,
        };
        let mut numbers = [0.0; Params::<f32>::LEN];
        params.each(|index, number| numbers[index] = number as f32);
        Params::from_fn(|index| numbers[index])
    }
}

impl Input {
    /// Eight of ten futures lie between the ends of a range. In a symmetric triangle the tenth quantile lies √0.05 of
    /// the width above the foot.
    fn new(field: Field, quantity: Quantity) -> Self {
        let (low, high) = quantity.ends();
        let width = (high - low) / (1.0 - 2.0 * libm::sqrt(0.05));
        let middle = quantity.middle();
        let spec = field.spec();
        match Triangular::new(middle - width / 2.0, middle + width / 2.0, middle) {
            Ok(triangle) if quantity.is_range() => {
                Self::Drawn { stream: stream(spec.path), triangle, allowed: (spec.min, spec.max) }
            }
            _ => Self::Exact(middle),
        }
    }

    fn draw(self, seed: [u32; 2], future: u32) -> f64 {
        match self {
            Self::Exact(number) => number,
            Self::Drawn { stream, triangle, allowed: (min, max) } => {
                triangle.sample(&mut Stream { seed, future, stream, words: 0 }).clamp(min, max)
            }
        }
    }
}

/// Number of a field's stream: FNV-1a of its path, so that new fields do not move the draws of old ones.
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

    #[test]
    fn eight_of_ten_lie_between_the_ends() {
        let input = Input::new(Field::MonthlyGrowth, Quantity::range(20.0, 30.0));
        let draws = (0..20_000).map(|future| input.draw([1, 0], future));
        let (below, above) =
            draws.fold((0, 0), |(below, above), draw| (below + i32::from(draw < 20.0), above + i32::from(draw > 30.0)));
        // 2,000 each, give or take five standard errors of √(20,000 · 0.1 · 0.9) = 42.
        assert!((below - 2_000).abs() < 212 && (above - 2_000).abs() < 212, "{below} {above}");
    }

    #[test]
    fn draws_stay_in_the_allowed_range() {
        let input = Input::new(Field::ActiveShare, Quantity::range(0.0, 100.0));
        assert!((0..2_000).map(|future| input.draw([1, 0], future)).all(|draw| (0.0..=100.0).contains(&draw)));
    }

    #[test]
    fn streams_differ() {
        let mut streams: Vec<_> = Field::ALL.iter().map(|field| stream(field.spec().path)).collect();
        streams.sort_unstable();
        assert!(streams.is_sorted_by(|a, b| a < b), "two fields share a stream");
    }

    /// Pinned: a change moves the numbers of every scenario with a range and is a new version of the link.
    #[test]
    fn draws_are_pinned() {
        let input = Input::new(Field::MonthlyGrowth, Quantity::range(20.0, 30.0));
        let draws = [0, 1, 4_095].map(|future| input.draw([1, 0], future).to_bits());
        assert_eq!(draws, [4_629_408_620_580_757_830, 4_627_136_124_822_140_038, 4_628_359_683_941_754_529]);
    }
}
