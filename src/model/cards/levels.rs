//! The rates of an hour's blocks, as some that stand for all.

use crate::value::Value;

/// How many stand for all: by choice, since with five little is gained.
pub(super) const LEVELS: usize = 3;
/// Points and weights of Gauss and Hermite, for normal deviates.
const DEVIATES: [f32; LEVELS] = [-1.732_050_8, 0.0, 1.732_050_8];
pub(super) const WEIGHTS: [f32; LEVELS] = [1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0];
/// Logarithms of the shares of blocks that are at each level or below: of 1/6, 5/6 and 1.
const BELOW: [f32; LEVELS] = [-1.791_759_5, -0.182_321_56, 0.0];
/// The cube of this is the lowest level: by choice.
const LOWEST: f32 = 0.05;

/// Rates against the mean one, of gamma distribution with this squared coefficient of variation: cubes of normals (Wilson & Hilferty
/// 1931), divided by their mean.
#[inline(always)]
pub(super) fn levels<V: Value>(spread: V) -> [V; LEVELS] {
    let root = spread.sqrt() * V::splat(1.0 / 3.0);
    let base = V::splat(1.0) - spread * V::splat(1.0 / 9.0);
    let cubes = DEVIATES.map(|deviate| {
        let cubic = (base + root * V::splat(deviate)).max(V::splat(LOWEST));
        cubic * cubic * cubic
    });
    let mean = cubes.iter().zip(WEIGHTS).fold(V::splat(0.0), |sum, (cube, weight)| sum + *cube * V::splat(weight));
    cubes.map(|cube| cube / mean)
}

/// The highest of the levels of so many blocks, on average.
#[inline(always)]
pub(super) fn highest<V: Value>(levels: &[V; LEVELS], blocks: V) -> V {
    let (mut highest, mut lower) = (V::splat(0.0), V::splat(0.0));
    for (level, below) in levels.iter().zip(BELOW) {
        let all_below = (blocks * V::splat(below)).max(V::splat(-60.0)).exp();
        highest = highest + *level * (all_below - lower);
        lower = all_below;
    }
    highest
}
