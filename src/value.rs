//! The number a simulation runs on.
//!
//! The model is written once, generic over [`Value`]. Running it with SIMD [`Lanes`] gives the CPU engine, with `f64`
//! the accuracy oracle, with the [`recorder`] a WGSL program for the GPU. So that one source can be all three, the model
//! is branch-free: [`Value::select`] stands in for `if`, and every draw happens at every step.
//!
//! `exp`, `ln` and `normal` are methods of the trait: the `f32` lanes and the recorder share the polynomials of
//! `value/polynomial.rs`, which are built from the other operations, while `f64` uses `libm`, so that the oracle does not share
//! their error.
//!
//! ```
//! use headroom::value::recorder::{input, record};
//! use headroom::value::{Lanes, Value};
//!
//! /// What is above an allowance costs `price` each; half of it from twice the allowance on.
//! fn cost<V: Value>(used: V, allowance: V, price: V) -> V {
//!     let much = (allowance + allowance).lt(used);
//!     (used - allowance).max(V::splat(0.0)) * V::select(much, V::splat(0.5), V::splat(1.0)) * price
//! }
//!
//! assert_eq!(cost(150.0, 100.0, 0.02), 1.0);
//! let eight = cost(<wide::f32x8 as Lanes>::load(&[50.0, 300.0]), wide::f32x8::splat(100.0), wide::f32x8::splat(0.02));
//! assert_eq!(eight.to_array()[..2], [0.0, 2.0]);
//! let shader = record(|| vec![("out".to_owned(), cost(input("used"), input("allowance"), input("price")))]).wgsl();
//! assert!(shader.contains("select"));
//! ```

mod double;
mod fields;
mod lanes;
mod list;
mod polynomial;
pub mod recorder;

use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Range, Shl, Shr, Sub};

pub use fields::{Numbers, Slots};
pub(crate) use fields::{fields, parts};
pub use lanes::Lanes;
pub use list::List;
pub use recorder::{Float, Mask, Uint};

/// A float of one or more futures.
///
/// Comparisons are of ordered numbers; the model never makes a NaN.
pub trait Value:
    Copy
    + std::fmt::Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// Truth of one or more futures.
    type Mask: Copy + BitAnd<Output = Self::Mask> + BitOr<Output = Self::Mask> + Not<Output = Self::Mask>;
    /// Unsigned 32-bit integer of one or more futures; addition wraps.
    type Int: Copy
        + Add<Output = Self::Int>
        + BitXor<Output = Self::Int>
        + BitAnd<Output = Self::Int>
        + BitOr<Output = Self::Int>
        + Shl<u32, Output = Self::Int>
        + Shr<u32, Output = Self::Int>;
    /// Read-only numbers shared by all futures: tables, weights and plans.
    type Memory<'a>: Copy;
    /// A whole number that is the same in all futures: where something stands in a list or in the memory.
    type Index: Copy + Add<Output = Self::Index> + Mul<Output = Self::Index>;
    /// A place in the memory from which several numbers are read.
    type Row: Copy;
    /// Things of one kind, reached by their index.
    type List<T: Numbers<Self>>: List<Self, T>;

    /// The same number in every future.
    fn splat(number: f32) -> Self;
    /// The same integer in every future.
    fn int(number: u32) -> Self::Int;
    /// `self < other`.
    fn lt(self, other: Self) -> Self::Mask;
    /// `yes` where `mask` holds, else `no`.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Magnitude.
    fn abs(self) -> Self;
    /// Largest whole number not above; exact for magnitudes below 2²².
    fn floor(self) -> Self;
    /// Square root, correctly rounded except on a GPU (2 ulp).
    fn sqrt(self) -> Self;
    /// `e` to the power of `self`, which is first clamped to [-87, 88].
    fn exp(self) -> Self;
    /// Natural logarithm of a positive, normal number.
    fn ln(self) -> Self;
    /// The standard normal whose distribution function is `self`, a uniform from [`Value::uniform`].
    fn normal(self) -> Self;
    /// The top 23 bits as a uniform in [2⁻²⁴, 1 - 2⁻²⁴]: exact in `f32`, the same on every type.
    fn uniform(bits: Self::Int) -> Self;
    /// A whole number as an integer; below 0 it gives 0, from 2²³ on the largest below. A fraction is rounded either way.
    fn to_int(self) -> Self::Int;
    /// The number at `index`; 0 past the end.
    fn read(memory: Self::Memory<'_>, index: Self::Int) -> Self;
    /// A place in the memory, which may be another in each future, ...
    fn row(first: Self::Int) -> Self::Row;
    /// ... and a number from there on.
    fn number(memory: Self::Memory<'_>, row: Self::Row, index: Self::Index) -> Self;

    /// A whole number as an index.
    fn index(number: usize) -> Self::Index;
    /// By how much an index is past another, 0 before it.
    fn past(index: Self::Index, from: usize) -> Self::Index;
    /// An index as a number.
    fn whole(index: Self::Index) -> Self;
    /// An index as an integer.
    fn int_of(index: Self::Index) -> Self::Int;
    /// The number at an index; 0 past the end.
    fn read_same(memory: Self::Memory<'_>, index: Self::Index) -> Self;
    /// The whole number at an index; 0 past the end, and of what is below 0.
    fn read_index(memory: Self::Memory<'_>, index: Self::Index) -> Self::Index;
    /// A range that the memory has as well, from number `at` on. A recording reads it there, so that one shader serves all
    /// ranges, unless it has to write out what is done in it.
    #[inline(always)]
    fn known(range: Range<usize>, _: Self::Memory<'_>, _at: usize) -> Range<Self::Index> {
        Self::span(range)
    }

    /// Whether the mask may hold in any of the futures side by side; a recording always says so.
    ///
    /// It may only skip what changes nothing where the mask does not hold.
    fn may_hold(mask: Self::Mask) -> bool;
    /// Changes a state where the mask may hold in any of the futures side by side: what seldom happens, and would cost more to
    /// carry through [`Value::only_where`] than to do. `body` itself leaves the futures alone where the mask does not hold.
    ///
    /// A recording keeps it as a branch: `numbers` are those of the state, and `build` makes a state of them.
    fn rarely<S>(
        mask: Self::Mask,
        state: &mut S,
        body: impl FnOnce(&mut S),
        numbers: impl Fn(&S) -> Vec<Self>,
        build: impl FnOnce(Vec<Self>) -> S,
    );
    /// One of several numbers; 0 past the end. Where a loop picks from numbers of a list, it must not change them.
    fn pick(numbers: &[Self], index: Self::Index) -> Self;
    /// Runs `body` for every index of a range on what it carries from one to the next: one loop in the shader, however many
    /// turns it has. What `body` changes besides must be in a [`Value::List`]: a debug build of the recorder panics where it is not,
    /// unless it is the same in every turn.
    fn fold<const N: usize>(
        range: Range<Self::Index>,
        before: [Self; N],
        body: impl FnMut(Self::Index, [Self; N]) -> [Self; N],
    ) -> [Self; N];
    /// An array of what `body` gives for each place in it, and what it carries from one to the next: one loop in the shader.
    fn table<const N: usize, const C: usize>(
        before: [Self; C],
        body: impl FnMut(Self::Index, [Self; C]) -> (Self, [Self; C]),
    ) -> ([Self; N], [Self; C]);
    /// What `body` computes where the mask holds, else `otherwise`. The work is done only if the mask holds in any of the
    /// futures side by side, so that what seldom happens costs little, and no future's result depends on its neighbours.
    fn only_where<const N: usize>(
        mask: Self::Mask,
        otherwise: [Self; N],
        body: impl FnOnce() -> [Self; N],
    ) -> [Self; N];

    /// The smaller of both: `other < self ? other : self`, on every type the same for -0.
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Self::select(other.lt(self), other, self)
    }

    /// The larger of both: `self < other ? other : self`, on every type the same for -0.
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self::select(self.lt(other), other, self)
    }

    /// Runs `body` for every index of a range.
    #[inline(always)]
    fn each(range: Range<Self::Index>, mut body: impl FnMut(Self::Index)) {
        let [] = Self::fold(range, [], |index, nothing| {
            body(index);
            nothing
        });
    }

    /// The sum of what `body` gives for every index of a range.
    #[inline(always)]
    fn sum<const N: usize>(range: Range<Self::Index>, mut body: impl FnMut(Self::Index) -> [Self; N]) -> [Self; N] {
        Self::fold(range, [Self::splat(0.0); N], |index, sums| {
            let more = body(index);
            std::array::from_fn(|number| sums[number] + more[number])
        })
    }

    /// A range of whole numbers as one of indices.
    #[inline(always)]
    fn span(range: Range<usize>) -> Range<Self::Index> {
        Self::index(range.start)..Self::index(range.end)
    }

    /// `self` limited to `low..=high`.
    #[inline(always)]
    fn clamp(self, low: f32, high: f32) -> Self {
        self.max(Self::splat(low)).min(Self::splat(high))
    }

    /// `self` where `mask` holds, else zero.
    #[inline(always)]
    fn when(self, mask: Self::Mask) -> Self {
        Self::select(mask, self, Self::splat(0.0))
    }

    /// Linear interpolation in `points` equally spaced numbers of `memory` from `offset` on, which stand for `at` from 0 to
    /// 1. `at` outside is clamped.
    #[inline(always)]
    fn lookup(memory: Self::Memory<'_>, offset: u32, points: u32, at: Self) -> Self {
        let last = points.saturating_sub(2) as f32;
        let position = at.clamp(0.0, 1.0) * Self::splat(points.saturating_sub(1) as f32);
        let cell = position.floor().min(Self::splat(last));
        let index = cell.to_int() + Self::int(offset);
        let left = Self::read(memory, index);
        let right = Self::read(memory, index + Self::int(1));
        left + (right - left) * (position - cell)
    }
}

/// A [`Value`] of 32 bits whose bits can be reached: what the shared polynomials need.
pub trait Single: Value {
    /// The bits of the number.
    fn to_bits(self) -> Self::Int;
    /// The number of the bits.
    fn from_bits(bits: Self::Int) -> Self;
}
