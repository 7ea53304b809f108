//! Requests one by one, through a container that may sleep and a queue before its servers.

use super::random::Random;

/// A backend and who calls it.
#[derive(Clone, Debug)]
pub struct App {
    pub servers: usize,
    /// Mean seconds that a request occupies a server.
    pub service: f64,
    /// Squared coefficient of variation; a lognormal, but exponential at just 1.
    pub variance: f64,
    /// Seconds that a user waits at most.
    pub patience: f64,
    /// Seconds without requests after which the container sleeps, and mean seconds until it is awake.
    pub sleep: (f64, f64),
    /// Squared coefficient of variation of the latter, a lognormal.
    pub wakes: f64,
    /// Squared coefficient of variation of a block's level, a gamma, ...
    pub burstiness: f64,
    /// ... and the block's seconds, by which an hour can be divided.
    pub block: f64,
    /// Requests a second in each hour.
    pub rates: Vec<f64>,
}

impl Default for App {
    fn default() -> Self {
        Self {
            servers: 1,
            service: 1.0,
            variance: 1.0,
            patience: f64::INFINITY,
            sleep: (f64::INFINITY, 0.0),
            wakes: 0.04,
            burstiness: 0.0,
            block: 60.0,
            rates: Vec::new(),
        }
    }
}

/// What became of a request.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    pub hour: usize,
    /// Seconds until it was served, waking included; what it would have been for one that gave up.
    pub wait: f64,
    pub service: f64,
    pub cold: Cold,
    pub lost: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cold {
    Awake,
    First,
    During,
}

/// Runs the hours of `rates` and returns every request in order of arrival.
pub fn simulate(app: &App, seed: u64) -> Vec<Request> {
    let an_hour = (3_600.0 / app.block).round();
    assert!(an_hour * app.block == 3_600.0, "blocks of {} s", app.block);
    let an_hour = an_hour as usize;
    let mut draws = Random::new(seed);
    let mut free = vec![0.0_f64; app.servers];
    let (mut last, mut awake_at) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    let mut requests = Vec::new();
    for block in 0..app.rates.len() * an_hour {
        let hour = block / an_hour;
        let rate = app.rates[hour] * draws.gamma(app.burstiness);
        let mut now = block as f64 * app.block;
        loop {
            now += draws.exponential() / rate;
            if now >= (block + 1) as f64 * app.block || rate == 0.0 {
                break;
            }
            let mut cold = if now < awake_at { Cold::During } else { Cold::Awake };
            if now - last.max(awake_at.min(last)) > app.sleep.0 && now >= awake_at {
                (cold, awake_at) = (Cold::First, now + draws.lognormal(app.sleep.1, app.wakes));
            }
            last = now;
            let server = (0..free.len()).min_by(|a, b| free[*a].total_cmp(&free[*b])).unwrap();
            let begin = now.max(free[server]).max(awake_at);
            let service = if app.variance == 1.0 {
                app.service * draws.exponential()
            } else {
                draws.lognormal(app.service, app.variance)
            };
            let wait = begin - now;
            let lost = wait > app.patience;
            if !lost {
                free[server] = begin + service;
            }
            requests.push(Request { hour, wait, service, cold, lost });
        }
    }
    requests
}

/// Mean and quantiles of some numbers, which are sorted.
pub fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len().max(1) as f64
}

pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

/// Total times of those served, sorted.
pub fn totals(requests: &[Request]) -> Vec<f64> {
    let mut totals: Vec<f64> = requests.iter().filter(|it| !it.lost).map(|it| it.wait + it.service).collect();
    totals.sort_by(f64::total_cmp);
    totals
}
