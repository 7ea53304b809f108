//! Calls of one app at a limit of calls at once, one event after another.

use super::random::Random;

/// What is simulated. Times in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Mean calls a second.
    pub rate: f64,
    /// Mean length of a call, exponential.
    pub length: f64,
    /// Places.
    pub room: usize,
    /// Squared coefficient of variation of the rates, each gamma-distributed and holding for ...
    pub burstiness: f64,
    /// ... so many seconds.
    pub block: f64,
}

/// Share of the calls refused in `blocks` blocks.
pub fn refused(setting: &Setting, blocks: u32, seed: u64) -> f64 {
    let mut random = Random::new(seed);
    // When the calls in progress end.
    let mut ends: Vec<f64> = Vec::new();
    let (mut calls, mut refused) = (0.0, 0.0);
    for block in 0..blocks {
        let rate = setting.rate * random.gamma(setting.burstiness);
        let mut time = f64::from(block) * setting.block + random.exponential() / rate;
        while time < f64::from(block + 1) * setting.block {
            ends.retain(|end| *end > time);
            calls += 1.0;
            if ends.len() < setting.room {
                ends.push(time + setting.length * random.exponential());
            } else {
                refused += 1.0;
            }
            time += random.exponential() / rate;
        }
    }
    refused / calls
}
