//! `f64`: the accuracy oracle. It shares the draws with the other types, but no polynomial and no rounding.

use super::{Lanes, Numbers, Value};

impl Value for f64 {
    type Mask = bool;
    type Int = Wrapping;
    type Memory<'a> = &'a [f32];
    type Index = usize;
    type Row = Wrapping;
    type List<T: Numbers<Self>> = Vec<T>;

    fn splat(number: f32) -> Self {
        Self::from(number)
    }

    fn int(number: u32) -> Wrapping {
        Wrapping(number)
    }

    fn lt(self, other: Self) -> bool {
        self < other
    }

    fn may_hold(mask: bool) -> bool {
        mask
    }

    fn index(number: usize) -> usize {
        number
    }

    fn past(index: usize, from: usize) -> usize {
        index.saturating_sub(from)
    }

    fn whole(index: usize) -> Self {
        index as Self
    }

    fn int_of(index: usize) -> Wrapping {
        Wrapping(index as u32)
    }

    fn fold<const N: usize>(
        range: std::ops::Range<usize>,
        before: [Self; N],
        mut body: impl FnMut(usize, [Self; N]) -> [Self; N],
    ) -> [Self; N] {
        range.fold(before, |carried, index| body(index, carried))
    }

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

    fn only_where<const N: usize>(mask: bool, otherwise: [Self; N], body: impl FnOnce() -> [Self; N]) -> [Self; N] {
        if mask { body() } else { otherwise }
    }

    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    fn rarely<S>(
        mask: bool,
        state: &mut S,
        body: impl FnOnce(&mut S),
        _: impl Fn(&S) -> Vec<Self>,
        _: impl FnOnce(Vec<Self>) -> S,
    ) {
        if mask {
            body(state);
        }
    }

    fn pick(numbers: &[Self], index: usize) -> Self {
        numbers.get(index).copied().unwrap_or(0.0)
    }

    fn abs(self) -> Self {
        libm::fabs(self)
    }

    fn floor(self) -> Self {
        libm::floor(self)
    }

    fn sqrt(self) -> Self {
        libm::sqrt(self)
    }

    fn exp(self) -> Self {
        libm::exp(Value::clamp(self, -87.0, 88.0))
    }

    fn ln(self) -> Self {
        libm::log(self)
    }

    /// Starts from Abramowitz & Stegun 26.2.23 (error 4.5e-4) and takes Halley steps on `libm`'s `erfc`.
    fn normal(self) -> Self {
        let tail = if self < 0.5 { self } else { 1.0 - self };
        let t = libm::sqrt(-2.0 * libm::log(tail));
        let mut z = t
            - (2.515_517 + 0.802_853 * t + 0.010_328 * t * t)
                / (1.0 + 1.432_788 * t + 0.189_269 * t * t + 0.001_308 * t * t * t);
        for _ in 0..3 {
            let excess = 0.5 * libm::erfc(z / std::f64::consts::SQRT_2) - tail;
            let density = libm::exp(-0.5 * z * z) / libm::sqrt(std::f64::consts::TAU);
            let step = excess / density;
            z += step / (1.0 - 0.5 * z * step);
        }
        if self < 0.5 { -z } else { z }
    }

    fn uniform(bits: Wrapping) -> Self {
        (Self::from(bits.0 >> 9) + 0.5) / 8_388_608.0
    }

    fn to_int(self) -> Wrapping {
        Wrapping(Value::clamp(self, 0.0, 8_388_607.0) as u32)
    }

    fn read_same(memory: &[f32], index: usize) -> Self {
        memory.get(index).copied().unwrap_or(0.0).into()
    }

    fn read_index(memory: &[f32], index: usize) -> usize {
        memory.get(index).copied().unwrap_or(0.0) as usize
    }

    fn read(memory: &[f32], index: Wrapping) -> Self {
        memory.get(index.0 as usize).copied().unwrap_or(0.0).into()
    }

    fn row(first: Wrapping) -> Wrapping {
        first
    }

    fn number(memory: &[f32], row: Wrapping, index: usize) -> Self {
        Self::read(memory, row + Self::int(index as u32))
    }
}

impl Lanes for f64 {
    const WIDTH: usize = 1;

    fn load(numbers: &[f32]) -> Self {
        numbers.first().copied().unwrap_or(0.0).into()
    }

    fn store(self, out: &mut [f32]) {
        if let Some(out) = out.first_mut() {
            *out = self as f32;
        }
    }

    fn all(mask: bool) -> bool {
        mask
    }

    fn count_from(first: u32) -> Wrapping {
        Wrapping(first)
    }
}

/// `u32` whose addition wraps, as on every other type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrapping(u32);

impl From<Wrapping> for u32 {
    fn from(word: Wrapping) -> Self {
        word.0
    }
}

macro_rules! wrapping {
    ($($trait:ident $method:ident $rhs:ty, $with:expr;)+) => {$(
        impl std::ops::$trait<$rhs> for Wrapping {
            type Output = Self;

            fn $method(self, other: $rhs) -> Self {
                let with: fn(u32, $rhs) -> u32 = $with;
                Self(with(self.0, other))
            }
        }
    )+};
}

wrapping! {
    Add add Self, |a, b| a.wrapping_add(b.0);
    BitXor bitxor Self, |a, b| a ^ b.0;
    BitAnd bitand Self, |a, b| a & b.0;
    BitOr bitor Self, |a, b| a | b.0;
    Shl shl u32, |a, b| a << b;
    Shr shr u32, |a, b| a >> b;
}
