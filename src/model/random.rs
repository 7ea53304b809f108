//! Random draws as a pure function of (seed, future, step, block, thing): Threefry4x32 with 13 rounds.
//!
//! Nothing is drawn "next": which numbers a future gets depends on where in time it is, never on what was drawn before,
//! so results do not depend on engines, workers, batches or order, and alternatives are compared on the same draws.
//!
//! Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11. 13 rounds are one more
//! than the fewest with no known flaw (`docs/model.md`, Random numbers).

use super::Run;
use crate::value::Value;

/// Cadence of a block of four words. Numbers are part of the results and are never changed or used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Once per future and input range; the step is the range's index.
    Range = 0,
    /// Every month: 0 lasting growth noise, 1 passing noise, 2 and 3 free.
    Month = 1,
    /// Every day: 0 the day's demand, 1 sent and 2 received tokens of the first feature, 3 free.
    Day = 2,
    /// Every hour: 0 the hour's demand, 1 calls of the first feature, 2 rounding of refusals, 3 calls of the sixth.
    Hour = 3,
    /// Once per future, before its first hour: 0 passing noise, 1 deviation of the hour, 2 and 3 free.
    Start = 4,
    /// Every hour: calls of the second to the fifth feature.
    Feature = 5,
    /// Every day: 0 whether a launch comes by surprise, 1 its size, 2 the size of one that was planned, 3 free.
    Launch = 6,
    /// Every day: sent and received tokens of the second feature, then of the third.
    TokensA = 7,
    /// The same of the fourth and the fifth.
    TokensB = 8,
    /// The same of the sixth.
    TokensC = 9,
    /// Every month and provider: 0 whether its list prices change, 1 by how much, 2 and 3 free.
    Price = 10,
    /// Every hour and model: 0 how many of its cards are taken away, the others free.
    Cards = 11,
}

impl Block {
    /// Blocks with the tokens of the features after the first, two a block.
    pub(super) const TOKENS: [Self; 3] = [Self::TokensA, Self::TokensB, Self::TokensC];
}

/// Rounds in use.
pub const ROUNDS: usize = 13;

/// Rounds of Threefry4x32 written out: with the round as a constant every rotation is a shift by a constant and the words
/// stay in registers.
macro_rules! rounds {
    ($v:ident, $x:ident, $keys:ident, $last:ident; $($round:literal: $even:literal $odd:literal,)+) => {$(
        if $last > $round {
            // The second word of each pair changes partner from round to round.
            let (second, fourth) = if $round % 2 == 0 { (1, 3) } else { (3, 1) };
            $x[0] = $x[0] + $x[second];
            $x[second] = rotate::<$v>($x[second], $even) ^ $x[0];
            $x[2] = $x[2] + $x[fourth];
            $x[fourth] = rotate::<$v>($x[fourth], $odd) ^ $x[2];
            if $round % 4 == 3 {
                const INJECTION: usize = $round / 4 + 1;
                $x[0] = $x[0] + $keys[INJECTION % 5];
                $x[1] = $x[1] + $keys[(INJECTION + 1) % 5];
                $x[2] = $x[2] + $keys[(INJECTION + 2) % 5];
                $x[3] = $x[3] + $keys[(INJECTION + 3) % 5] + $v::int(INJECTION as u32);
            }
        }
    )+};
}

/// Four words for a counter under a key.
#[inline(always)]
pub fn threefry<V: Value, const ROUNDS: usize>(counter: [V::Int; 4], key: [V::Int; 4]) -> [V::Int; 4] {
    let parity = V::int(0x1BD1_1BDA) ^ key[0] ^ key[1] ^ key[2] ^ key[3];
    let keys = [key[0], key[1], key[2], key[3], parity];
    let mut x = [counter[0] + keys[0], counter[1] + keys[1], counter[2] + keys[2], counter[3] + keys[3]];
    rounds! { V, x, keys, ROUNDS;
        0: 10 26, 1: 11 21, 2: 13 27, 3: 23 5, 4: 6 20, 5: 17 11, 6: 25 10, 7: 18 20,
        8: 10 26, 9: 11 21, 10: 13 27, 11: 23 5, 12: 6 20, 13: 17 11, 14: 25 10, 15: 18 20,
        16: 10 26, 17: 11 21, 18: 13 27, 19: 23 5,
    }
    x
}

#[inline(always)]
fn rotate<V: Value>(word: V::Int, places: u32) -> V::Int {
    (word << places) | (word >> (32 - places))
}

/// The four words of a future at a step.
#[inline(always)]
pub(super) fn draw<V: Value>(run: &Run<'_, V>, step: V::Int, block: Block) -> [V::Int; 4] {
    draw_of(run, step, block, V::int(0))
}

/// The four words of a future at a step for one of several things, by its own number.
#[inline(always)]
pub(super) fn draw_of<V: Value>(run: &Run<'_, V>, step: V::Int, block: Block, thing: V::Int) -> [V::Int; 4] {
    let zero = V::int(0);
    threefry::<V, ROUNDS>([run.future, step, V::int(block as u32), thing], [run.seed[0], run.seed[1], zero, zero])
}

/// A standard normal from a word.
#[inline(always)]
pub(super) fn normal<V: Value>(word: V::Int) -> V {
    V::uniform(word).normal()
}

#[cfg(test)]
mod tests {
    use wide::{f32x4, u32x4};

    use super::*;

    /// One block on lanes, checked to be the same in each.
    fn block<const ROUNDS: usize>(counter: [u32; 4], key: [u32; 4]) -> [u32; 4] {
        let words = threefry::<f32x4, ROUNDS>(counter.map(u32x4::splat), key.map(u32x4::splat));
        words.map(|word| {
            let [first, rest @ ..] = word.to_array();
            assert_eq!(rest, [first; 3]);
            first
        })
    }

    /// Vectors of Random123's `kat_vectors`, in its words' order.
    #[test]
    fn published_vectors() {
        assert_eq!(block::<13>([0; 4], [0; 4]), [0x531c_7e4f, 0x3949_1ee5, 0x2c85_5a92, 0x3d6a_bf9a]);
        assert_eq!(block::<20>([0; 4], [0; 4]), [0x9c6c_a96a, 0xe17e_ae66, 0xfc10_ecd4, 0x5256_a7d8]);
        let pi = [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344];
        let key = [0xa409_3822, 0x299f_31d0, 0x082e_fa98, 0xec4e_6c89];
        assert_eq!(block::<20>(pi, key), [0x59cd_1dbb, 0xb887_9579, 0x86b5_d00c, 0xac8b_6d84]);
    }

    #[test]
    fn lanes_count_their_futures() {
        let counter = |future| [future, u32x4::splat(5), u32x4::splat(3), u32x4::splat(0)];
        let key = [7, 0, 0, 0];
        let lanes = threefry::<f32x4, 13>(counter(u32x4::from([0, 1, 2, 3])), key.map(u32x4::splat));
        for future in 0..4 {
            let one = block::<13>([future, 5, 3, 0], key);
            assert_eq!(lanes.map(|word| word.to_array()[future as usize]), one);
        }
    }
}
