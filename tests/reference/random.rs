//! Random draws of the reference simulations.

/// `SplitMix64` (Steele, Lea & Flood 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Uniform in (0, 1).
    pub fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^= word >> 31;
        ((word >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Exponential with mean 1.
    pub fn exponential(&mut self) -> f64 {
        -libm::log(self.uniform())
    }

    /// Standard normal (Box & Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(2.0 * self.exponential());
        radius * libm::cos(std::f64::consts::TAU * self.uniform())
    }

    /// Gamma with mean 1 and squared coefficient of variation `spread` (Marsaglia & Tsang 2000).
    pub fn gamma(&mut self, spread: f64) -> f64 {
        if spread == 0.0 {
            return 1.0;
        }
        let shape = 1.0 / spread;
        // A shape below 1 is that of one more, times a power of a uniform.
        let (shape_used, power) =
            if shape < 1.0 { (shape + 1.0, libm::pow(self.uniform(), spread)) } else { (shape, 1.0) };
        let d = shape_used - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let z = self.normal();
            let v = (1.0 + c * z) * (1.0 + c * z) * (1.0 + c * z);
            if v > 0.0 && libm::log(self.uniform()) < 0.5 * z * z + d - d * v + d * libm::log(v) {
                return d * v * power * spread;
            }
        }
    }

    /// A lognormal by its mean and squared coefficient of variation.
    pub fn lognormal(&mut self, mean: f64, spread: f64) -> f64 {
        let square = libm::log(1.0 + spread);
        mean * libm::exp(libm::sqrt(square) * self.normal() - 0.5 * square)
    }
}
