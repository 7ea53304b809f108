//! The exact stationary queue of users who all wait for just so long: M/M/c+D by its balance equations.

/// Shares and waits of a queue of `servers`, each busy for `service` seconds a request, at a load of `load`.
pub struct Exact {
    /// Share that gives up.
    pub lost: f64,
    /// Mean wait of those served, seconds.
    pub mean: f64,
    /// Share of those served that wait.
    pub waits: f64,
}

/// The wait that the next user would have is a level that is crossed upwards as often as downwards (Baccelli & Hebuterne
/// 1981): its density `v` has `v(w) = λ e^(-w/turn) p + λ ∫ v(x) e^(-(w - x)/turn) dx`, the integral up to `w` and the patience, with `p`
/// the share of time in which all servers but one are busy. Here it is followed in small steps of the wait.
pub fn exact(servers: usize, service: f64, load: f64, patience: f64) -> Exact {
    // Chances of fewer than all servers busy, against that of all but one.
    let offered = load * servers as f64;
    let (mut one, mut free) = (1.0, 1.0);
    for busy in (1..servers).rev() {
        one *= busy as f64 / offered;
        free += one;
    }
    // v' = (λ - 1/turn) v, so that v = λ e^(slope w); times a factor that keeps it finite.
    let turn = service / servers as f64;
    let slope = (load - 1.0) / turn;
    let scale = -(slope * patience).max(0.0);
    let density = |wait: f64| load / turn * libm::exp(slope * wait + scale);
    // Only where the density is not nothing.
    let steps = 20_000;
    let long = patience.min(60.0 / slope.abs().max(1e-9));
    let from = if slope > 0.0 { patience - long } else { 0.0 };
    let at = |step: i32| from + long * f64::from(step) / f64::from(steps);
    let (mut waiting, mut waited) = (0.0, 0.0);
    for step in 0..steps {
        let (from, to) = (at(step), at(step + 1));
        let middle = 0.5 * (from + to);
        let sum = |f: &dyn Fn(f64) -> f64| (to - from) / 6.0 * (f(from) + 4.0 * f(middle) + f(to));
        waiting += sum(&density);
        waited += sum(&|wait| wait * density(wait));
    }
    // Beyond the patience nobody is added: it falls as it is served.
    let lost = density(patience) * turn;
    let free = free * libm::exp(scale);
    let served = free + waiting;
    Exact { lost: lost / (served + lost), mean: waited / served, waits: waiting / served }
}
