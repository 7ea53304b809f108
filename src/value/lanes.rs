//! `f32` in SIMD lanes: the numbers of the CPU engine.
//!
//! Only operations that give the same bits on SSE2, AVX2, NEON and WASM are used: + - × ÷, square root, floor,
//! comparisons and bit operations. Conversions between integers and floats go through the bits of numbers around 2²³,
//! since the instruction sets differ in what they offer there.

use wide::{bytemuck::cast, f32x4, f32x8, u32x4, u32x8};

use super::{Numbers, Single, Value, polynomial};

/// A [`Value`] that the CPU engine runs: a fixed number of futures side by side.
pub trait Lanes: for<'a> Value<Memory<'a> = &'a [f32]> + 'static {
    /// Futures side by side.
    const WIDTH: usize;

    /// Numbers of [`Lanes::WIDTH`] futures; missing ones are 0.
    fn load(numbers: &[f32]) -> Self;
    /// Writes the numbers of as many futures as `out` holds.
    fn store(self, out: &mut [f32]);
    /// Whether it holds in all futures side by side.
    fn all(mask: Self::Mask) -> bool;
    /// Integers `first`, `first + 1`, ... of the futures side by side.
    fn count_from(first: u32) -> Self::Int;
}

/// 2²³: the smallest number whose last bit stands for one.
const TWO_23: f32 = 8_388_608.0;

/// A place in the memory, which is mostly the same in all futures side by side.
#[derive(Clone, Copy)]
pub struct Row<I> {
    first: I,
    /// Where it is the same.
    same: Option<usize>,
}

macro_rules! lanes {
    ($float:ident, $int:ident, $width:literal) => {
        impl Value for $float {
            type Mask = Self;
            type Int = $int;
            type Memory<'a> = &'a [f32];
            type Index = usize;
            type Row = Row<$int>;
            type List<T: Numbers<Self>> = Vec<T>;

            #[inline(always)]
            fn splat(number: f32) -> Self {
                Self::splat(number)
            }

            #[inline(always)]
            fn int(number: u32) -> $int {
                $int::splat(number)
            }

            #[inline(always)]
            fn lt(self, other: Self) -> Self {
                self.simd_lt(other)
            }

            #[inline(always)]
            fn may_hold(mask: Self) -> bool {
                mask.any()
            }

            #[inline(always)]
            fn rarely<S>(
                mask: Self,
                state: &mut S,
                body: impl FnOnce(&mut S),
                _: impl Fn(&S) -> Vec<Self>,
                _: impl FnOnce(Vec<Self>) -> S,
            ) {
                if Self::may_hold(mask) {
                    body(state);
                }
            }

            #[inline(always)]
            fn index(number: usize) -> usize {
                number
            }

            #[inline(always)]
            fn past(index: usize, from: usize) -> usize {
                index.saturating_sub(from)
            }

            #[inline(always)]
            fn whole(index: usize) -> Self {
                Self::splat(index as f32)
            }

            #[inline(always)]
            fn int_of(index: usize) -> $int {
                $int::splat(index as u32)
            }

            #[inline(always)]
            fn pick(numbers: &[Self], index: usize) -> Self {
                numbers.get(index).copied().unwrap_or_else(|| Self::splat(0.0))
            }

            #[inline(always)]
            fn fold<const N: usize>(
                range: core::ops::Range<usize>,
                before: [Self; N],
                mut body: impl FnMut(usize, [Self; N]) -> [Self; N],
            ) -> [Self; N] {
                let mut carried = before;
                for index in range {
                    carried = body(index, carried);
                }
                carried
            }

            #[inline(always)]
            fn table<const N: usize, const C: usize>(
                before: [Self; C],
                mut body: impl FnMut(usize, [Self; C]) -> (Self, [Self; C]),
            ) -> ([Self; N], [Self; C]) {
                let mut carried = before;
                let numbers = std::array::from_fn(|index| {
                    let (number, next) = body(index, carried);
                    carried = next;
                    number
                });
                (numbers, carried)
            }

            #[inline(always)]
            fn only_where<const N: usize>(
                mask: Self,
                otherwise: [Self; N],
                body: impl FnOnce() -> [Self; N],
            ) -> [Self; N] {
                if !Self::may_hold(mask) {
                    return otherwise;
                }
                let computed = body();
                core::array::from_fn(|place| Self::select(mask, computed[place], otherwise[place]))
            }

            #[inline(always)]
            fn select(mask: Self, yes: Self, no: Self) -> Self {
                mask.bitselect(yes, no)
            }

            #[inline(always)]
            fn abs(self) -> Self {
                Self::abs(self)
            }

            #[inline(always)]
            fn floor(self) -> Self {
                if !cfg!(target_arch = "x86_64") || cfg!(target_feature = "sse4.1") {
                    return Self::floor(self);
                }
                // SSE2 has no floor and `wide` takes the lanes apart. Around 2²³ floats are whole numbers; what is
                // larger is whole already. The sign is kept for -0.
                let size = Self::abs(self);
                let sign = self & Self::splat(-0.0);
                let near = ((size + Self::splat(TWO_23)) - Self::splat(TWO_23)) | sign;
                let below = near - Self::splat(1.0).when(self.lt(near));
                Self::select(size.lt(Self::splat(TWO_23)), below | sign, self)
            }

            #[inline(always)]
            fn sqrt(self) -> Self {
                Self::sqrt(self)
            }

            #[inline(always)]
            fn exp(self) -> Self {
                polynomial::exp(self)
            }

            #[inline(always)]
            fn ln(self) -> Self {
                polynomial::ln(self)
            }

            #[inline(always)]
            fn normal(self) -> Self {
                polynomial::normal(self)
            }

            // One instruction each where the instruction set's own minimum is the very comparison and selection that the
            // trait promises.
            #[inline(always)]
            fn min(self, other: Self) -> Self {
                if cfg!(target_arch = "x86_64") {
                    other.fast_min(self)
                } else if cfg!(target_arch = "wasm32") {
                    self.fast_min(other)
                } else {
                    Self::select(other.lt(self), other, self)
                }
            }

            #[inline(always)]
            fn max(self, other: Self) -> Self {
                if cfg!(target_arch = "x86_64") {
                    other.fast_max(self)
                } else if cfg!(target_arch = "wasm32") {
                    self.fast_max(other)
                } else {
                    Self::select(self.lt(other), other, self)
                }
            }

            #[inline(always)]
            fn when(self, mask: Self) -> Self {
                self & mask
            }

            #[inline(always)]
            fn uniform(bits: $int) -> Self {
                // 1.m with the 23 bits as mantissa, less the 1, plus half a step: every operation is exact.
                Self::from_bits((bits >> 9) | $int::splat(0x3F80_0000)) - Self::splat(1.0 - 0.5 / TWO_23)
            }

            #[inline(always)]
            fn to_int(self) -> $int {
                let shifted = Value::clamp(self, 0.0, TWO_23 - 1.0) + Self::splat(TWO_23);
                shifted.to_bits() & $int::splat(0x007F_FFFF)
            }

            #[inline(always)]
            fn read(memory: &[f32], index: $int) -> Self {
                let [first, ..] = index.to_array();
                // Futures are mostly on the same plan.
                if index.simd_eq($int::splat(first)).all() {
                    return Self::read_same(memory, first as usize);
                }
                Self::from(index.to_array().map(|index| memory.get(index as usize).copied().unwrap_or(0.0)))
            }

            #[inline(always)]
            fn row(first: $int) -> Row<$int> {
                let [one, ..] = first.to_array();
                // Futures are mostly on the same plan.
                let same = first.simd_eq($int::splat(one)).all();
                Row { first, same: same.then_some(one as usize) }
            }

            #[inline(always)]
            fn number(memory: &[f32], row: Row<$int>, index: usize) -> Self {
                match row.same {
                    Some(first) => Self::read_same(memory, first + index),
                    None => Self::read(memory, row.first + $int::splat(index as u32)),
                }
            }

            #[inline(always)]
            fn read_same(memory: &[f32], index: usize) -> Self {
                Self::splat(memory.get(index).copied().unwrap_or(0.0))
            }

            #[inline(always)]
            fn read_index(memory: &[f32], index: usize) -> usize {
                // Whole numbers below 2²³ are in the last bits of their sum with it; quicker than a conversion.
                let number = memory.get(index).copied().unwrap_or(0.0);
                ((number.max(0.0) + TWO_23).to_bits() & 0x007F_FFFF) as usize
            }
        }

        impl Single for $float {
            #[inline(always)]
            fn to_bits(self) -> $int {
                cast(self)
            }

            #[inline(always)]
            fn from_bits(bits: $int) -> Self {
                cast(bits)
            }
        }

        impl Lanes for $float {
            const WIDTH: usize = $width;

            #[inline(always)]
            fn load(numbers: &[f32]) -> Self {
                let mut lanes = [0.0; $width];
                for (lane, number) in lanes.iter_mut().zip(numbers) {
                    *lane = *number;
                }
                Self::from(lanes)
            }

            #[inline(always)]
            fn store(self, out: &mut [f32]) {
                for (out, lane) in out.iter_mut().zip(self.to_array()) {
                    *out = lane;
                }
            }

            #[inline(always)]
            fn all(mask: Self) -> bool {
                mask.all()
            }

            #[inline(always)]
            fn count_from(first: u32) -> $int {
                $int::from(core::array::from_fn::<u32, $width, _>(|lane| first.wrapping_add(lane as u32)))
            }
        }
    };
}

lanes!(f32x4, u32x4, 4);
lanes!(f32x8, u32x8, 8);
