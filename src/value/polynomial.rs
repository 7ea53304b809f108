//! `exp`, `ln` and the inverse normal distribution for 32-bit numbers, built from the operations every type has.
//!
//! The lanes and the recorder share them, so a GPU differs from the CPU by rounding and fusing only. Errors against
//! `libm` are measured over dense grids by the tests below and stated at each function.

use super::Single;

/// A polynomial, highest coefficient first.
#[inline(always)]
fn horner<V: Single>(x: V, coefficients: &[f32]) -> V {
    let mut sum = V::splat(0.0);
    for (index, coefficient) in coefficients.iter().enumerate() {
        sum = if index == 0 { V::splat(*coefficient) } else { sum * x + V::splat(*coefficient) };
    }
    sum
}

/// `e` to the power of `x`, clamped to [-87, 88]; relative error below 2.5e-7.
///
/// `x = n ln 2 + r` with |r| ≤ ln 2 / 2 and ln 2 in two parts (Cody & Waite 1980), the polynomial of Cephes' `expf`
/// for `exp(r)`, and `n` put into the exponent.
#[inline(always)]
pub(super) fn exp<V: Single>(x: V) -> V {
    let x = x.clamp(-87.0, 88.0);
    let n = (x * V::splat(std::f32::consts::LOG2_E) + V::splat(0.5)).floor();
    let r = x - n * V::splat(0.693_359_4) - n * V::splat(-2.121_944_4e-4);
    let tail = horner(r, &[1.987_569_1e-4, 1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5]);
    let power = V::from_bits((n + V::splat(127.0)).to_int() << 23);
    (tail * r * r + r + V::splat(1.0)) * power
}

/// Natural logarithm of a positive normal number; error below 1.2e-7 of the larger of 1 and the result.
///
/// `x = m 2^e` with m in [√½, √2), the polynomial of Cephes' `logf` for `ln m`.
#[inline(always)]
pub(super) fn ln<V: Single>(x: V) -> V {
    // Subtracting the bits of √½ splits the exponent at √½ rather than at 1.
    let shifted = x.to_bits() + V::int(0x3F80_0000_u32.wrapping_sub(0x3F35_04F3));
    let e = from_small_int::<V>(shifted >> 23) - V::splat(127.0);
    let m = V::from_bits((shifted & V::int(0x007F_FFFF)) + V::int(0x3F35_04F3));
    let f = m - V::splat(1.0);
    let tail = horner(
        f,
        &[
            7.037_683_6e-2,
            -1.151_461e-1,
            1.167_699_9e-1,
            -1.242_014_1e-1,
            1.424_932_3e-1,
            -1.666_805_8e-1,
            2.000_071_5e-1,
            -2.499_999_4e-1,
            3.333_333e-1,
        ],
    );
    let square = f * f;
    let low = tail * f * square + e * V::splat(-2.121_944_4e-4) - V::splat(0.5) * square;
    f + low + e * V::splat(0.693_359_4)
}

/// An integer below 2²³ as a number.
#[inline(always)]
fn from_small_int<V: Single>(bits: V::Int) -> V {
    V::from_bits(bits | V::int(0x4B00_0000)) - V::splat(8_388_608.0)
}

/// The standard normal of a uniform in [2⁻²⁴, 1 - 2⁻²⁴]; error below 2e-6.
///
/// Wichura 1988, algorithm AS241, routine PPND7. Its far tail begins past the smallest uniform and is left out.
#[inline(always)]
pub(super) fn normal<V: Single>(uniform: V) -> V {
    let q = uniform - V::splat(0.5);
    let is_tail = V::splat(0.425).lt(q.abs());
    let r = V::splat(0.180_625) - q * q;
    let centre_over = q * horner(r, &[59.109_374, 159.291_13, 50.434_27, 3.387_132_7]);
    let centre_under = horner(r, &[67.187_56, 78.757_76, 17.895_17, 1.0]);
    let tail = uniform.min(V::splat(1.0) - uniform);
    let r = (-ln(tail)).sqrt() - V::splat(1.6);
    let size = horner(r, &[0.170_238_1, 1.306_728_4, 2.756_815_4, 1.423_437_2]);
    let tail_over = V::select(q.lt(V::splat(0.0)), -size, size);
    let tail_under = horner(r, &[0.120_211_33, 0.737_001_64, 1.0]);
    // Both branches are fractions, so one division serves both.
    V::select(is_tail, tail_over, centre_over) / V::select(is_tail, tail_under, centre_under)
}

#[cfg(test)]
mod tests {
    use wide::f32x8;

    use super::super::Value;

    /// Largest error of `tested` against `truth` over the arguments.
    fn worst(arguments: impl Iterator<Item = f32>, tested: fn(f32x8) -> f32x8, error: fn(f32, f64) -> f64) -> f64 {
        arguments.map(|x| error(x, f64::from(tested(f32x8::splat(x)).to_array()[0]))).fold(0.0, f64::max)
    }

    #[test]
    fn exp_is_within_its_bound() {
        let arguments = (0..200_000).map(|step| -87.0 + step as f32 * (175.0 / 200_000.0));
        let error = worst(arguments, Value::exp, |x, got| (got / libm::exp(f64::from(x)) - 1.0).abs());
        assert!(error < 2.5e-7, "{error:e}");
        assert!(error > 1e-8, "too good to be true: {error:e}");
    }

    #[test]
    fn ln_is_within_its_bound() {
        let arguments = (0x0080_0000..0x7F80_0000_u32).step_by(9_973).map(f32::from_bits);
        let error = worst(arguments, Value::ln, |x, got| {
            let truth = libm::log(f64::from(x));
            (got - truth).abs() / truth.abs().max(1.0)
        });
        assert!(error < 1.2e-7, "{error:e}");
        assert!(error > 1e-9, "too good to be true: {error:e}");
    }

    #[test]
    fn normal_is_within_its_bound_and_odd() {
        let uniform = |step: u32| (step as f32 + 0.5) / 8_388_608.0;
        let arguments = (0..1_u32 << 23).step_by(41).chain((1 << 23) - 64..1 << 23).map(uniform);
        let error = worst(arguments, Value::normal, |u, got| (got - Value::normal(f64::from(u))).abs());
        assert!(error < 2e-6, "{error:e}");
        for step in 0..1_000 {
            let (low, high) = (uniform(step), uniform((1 << 23) - 1 - step));
            assert_eq!(
                Value::normal(f32x8::splat(low)).to_array()[0],
                -Value::normal(f32x8::splat(high)).to_array()[0],
                "{low}"
            );
        }
    }

    #[test]
    fn oracle_knows_published_quantiles() {
        for (share, z) in [(0.975, 1.959_963_984_540_054), (0.5, 0.0), (0.001, -3.090_232_306_167_813)] {
            assert!((Value::normal(share) - z).abs() < 1e-12, "{share}");
        }
    }
}
