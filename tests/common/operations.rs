//! Every operation of a number, as functions generic over it, and the arguments they are tried on.

use headroom::value::{Lanes, Value};

/// What an operation's results on two types may differ by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// The same bits.
    Exact,
    /// This relative difference on a GPU or to the `f64` oracle; lanes have the same bits among each other.
    Relative(f32),
    /// This absolute difference, likewise.
    Absolute(f32),
}

/// An operation on two numbers and how near its results are across types.
pub struct Case<V: Value> {
    pub name: &'static str,
    pub run: for<'a> fn(V::Memory<'a>, V, V) -> V,
    pub bound: Bound,
}

/// Every operation of [`Value`]. Integers are reached through the bits of uniforms and whole numbers.
pub fn cases<V: Value>() -> Vec<Case<V>> {
    let case = |name, bound, run| Case { name, run, bound };
    vec![
        case("add", Bound::Exact, |_, a, b| a + b),
        case("sub", Bound::Exact, |_, a, b| a - b),
        case("mul", Bound::Exact, |_, a, b| a * b),
        case("div", Bound::Relative(3e-7), |_, a, b| a / b),
        case("neg", Bound::Exact, |_, a, _| -a),
        case("abs", Bound::Exact, |_, a, _| a.abs()),
        case("min", Bound::Exact, |_, a, b| a.min(b)),
        case("max", Bound::Exact, |_, a, b| a.max(b)),
        case("clamp", Bound::Exact, |_, a, _| a.clamp(-1.0, 1.0)),
        case("floor", Bound::Exact, |_, a, _| a.clamp(-3e7, 3e7).floor()),
        case("sqrt", Bound::Relative(3e-7), |_, a, _| a.abs().sqrt()),
        case("exp", Bound::Relative(6e-7), |_, a, _| a.exp()),
        case("ln", Bound::Absolute(1e-5), |_, a, _| a.abs().max(V::splat(1e-30)).ln()),
        case("lt, select", Bound::Exact, |_, a, b| V::select(a.lt(b), a, -b)),
        case("mask and, or, not", Bound::Exact, |_, a, b| {
            let (zero, less) = (V::splat(0.0), a.lt(b));
            let positive = zero.lt(a);
            V::select((less & positive) | !(less | positive), V::splat(1.0), zero)
        }),
        case("when", Bound::Exact, |_, a, b| a.when(b.lt(a))),
        case("to_int, uniform", Bound::Exact, |_, a, _| V::uniform(whole(a) << 9)),
        case("integer add", Bound::Exact, |_, a, b| V::uniform((whole(a) + whole(b)) << 9)),
        case("integer wrap", Bound::Exact, |_, a, _| V::uniform((whole(a) << 9) + V::int(0xFFFF_FE00))),
        case("integer xor, and, or", Bound::Exact, |_, a, b| {
            let (a, b) = (whole(a), whole(b));
            V::uniform(((a ^ b) << 9) + ((a & V::int(0x00FF)) | (b & V::int(0xFF00))))
        }),
        case("integer shifts", Bound::Exact, |_, a, _| V::uniform((whole(a) << 20) | (whole(a) >> 3 << 9))),
        case("read", Bound::Exact, |memory, a, _| V::read(memory, whole(a) & V::int(63))),
        case("fold, pick, read_index", Bound::Absolute(1e-5), |memory, a, b| {
            let (a, b) = (a.clamp(-1.0, 1.0), b.clamp(-1.0, 1.0));
            // As many turns as a number of the memory says.
            let turns = V::read_index(memory, V::index(5)) + V::index(3);
            let [sum] = V::fold(V::index(1)..turns, [a], |turn, [sum]| {
                [sum + V::pick(&[b, V::splat(2.0), b], turn) + V::whole(turn) + V::read_same(memory, turn)]
            });
            sum
        }),
        case("lookup", Bound::Absolute(1e-5), |memory, a, _| V::lookup(memory, 7, 33, a)),
        case("normal", Bound::Absolute(4e-6), |_, a, b| V::uniform((whole(a) + whole(b)) << 9).normal()),
    ]
}

/// The integer of a number's whole part.
fn whole<V: Value>(number: V) -> V::Int {
    number.clamp(-4e6, 1e7).floor().to_int()
}

/// Arguments: edge cases against each other, and pairs spread over all magnitudes.
pub fn arguments() -> Vec<(f32, f32)> {
    let edges = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        1.5,
        -2.5,
        3.0,
        1e-3,
        1e3,
        8_388_607.0,
        8_388_608.0,
        16_777_216.0,
        -8_388_609.0,
        1e9,
        -1e9,
        1e18,
        -1e18,
        f32::MIN_POSITIVE,
        1e-40,
        -1e-45,
        1e30,
        -f32::MAX,
        1.0 - f32::EPSILON / 2.0,
        1.0 + f32::EPSILON,
        std::f32::consts::LN_2,
    ];
    let mut pairs: Vec<_> = edges.iter().flat_map(|a| edges.iter().map(|b| (*a, *b))).collect();
    // A fixed linear congruential sequence: magnitudes from 2⁻³⁰ to 2³⁰, both signs.
    let mut word = 1_u32;
    let mut next = || {
        word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let magnitude = f32::from_bits((word >> 9) | ((97 + (word >> 3) % 61) << 23));
        if word & 4 == 0 { magnitude } else { -magnitude }
    };
    pairs.extend((0..4_000).map(|_| (next(), next())));
    pairs
}

/// Arguments whose results are subnormal or too large may be flushed by a GPU and are not compared there.
pub fn is_plain(number: f32) -> bool {
    number == 0.0 || (f32::MIN_POSITIVE * 4.0..f32::MAX / 4.0).contains(&number.abs())
}

/// Whether `got` is as near to `expected` as the bound says; zeros of either sign are equal.
pub fn agrees(bound: Bound, expected: f64, got: f64) -> bool {
    match bound {
        Bound::Exact => expected == got,
        Bound::Relative(share) => (expected - got).abs() <= f64::from(share) * expected.abs(),
        Bound::Absolute(size) => (expected - got).abs() <= f64::from(size) * expected.abs().max(1.0),
    }
}

/// An operation on one pair, in the first lane of a group whose other lanes hold other numbers.
pub fn one<V: Lanes>(run: for<'a> fn(&'a [f32], V, V) -> V, (a, b): (f32, f32)) -> f32 {
    let mut out = [0.0];
    run(&memory(), V::load(&[a, 1.0, 2.0, 3.0]), V::load(&[b, 4.0, 5.0, 6.0])).store(&mut out);
    out[0]
}

/// The numbers that reads and lookups find.
pub fn memory() -> [f32; 64] {
    std::array::from_fn(|place| ((place * place) as f32 - 500.0) / 64.0)
}

/// FNV-1a over the bits of every operation's result for every pair; NaN counts as one value.
pub fn digest<V: Lanes>() -> u64 {
    let results =
        cases::<V>().into_iter().flat_map(|case| arguments().into_iter().map(move |pair| one(case.run, pair)));
    let bits = results.map(|number| if number.is_nan() { u32::MAX } else { number.to_bits() });
    bits.flat_map(u32::to_le_bytes)
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Digest of the lanes' results, the same natively and in WASM.
pub const PINNED: u64 = 537_503_939_033_689_860;
