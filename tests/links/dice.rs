//! Chance that falls the same way on every run.

/// The generator `SplitMix64`.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        (self.next() % u64::from(end)) as u32
    }

    /// A number from 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Some of the letters, as many as asked for.
    pub fn word(&mut self, letters: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(letters[self.below(letters.len() as u32) as usize])).collect()
    }

    /// A place in a list whose last is much larger than all others, and is taken once in 64 times.
    pub fn most_but_last(&mut self, length: usize) -> usize {
        if self.below(64) == 0 { length - 1 } else { self.below(length as u32 - 1) as usize }
    }
}
