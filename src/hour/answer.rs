//! What a day comes to.

use serde::Serialize;

/// Times of calls that were served, seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Times {
    /// Mean.
    pub mean: f64,
    /// Half take longer.
    pub p50: f64,
    /// 5 of 100 take longer.
    pub p95: f64,
    /// 1 of 100 takes longer.
    pub p99: f64,
}

/// What a day like this comes to, once it has followed itself. Shares are of all calls.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Calls of the day.
    pub calls: f64,
    /// Of these, served.
    pub served: f64,
    /// From the call to its first word, where the document says how long that takes.
    pub first_word: Option<Times>,
    /// From the call to its full answer; none where no call is served.
    pub full_answer: Option<Times>,
    /// Share refused at the first attempt.
    pub refused_first: f64,
    /// Share refused for good by the limit of a minute.
    pub refused: f64,
    /// Share refused by the limit of a day.
    pub refused_by_day: f64,
    /// Attempts of a call, on average.
    pub attempts: f64,
    /// Share that gave up waiting for a place.
    pub abandoned: f64,
    /// Share of those served that waited for a card to start or a container to wake.
    pub cold: f64,
    /// Share of the places that are there in which a call is served; nothing where a provider has as many as it takes.
    pub utilisation: Option<f64>,
    /// Seconds billed for cards.
    pub card_seconds: f64,
    /// Dollars.
    pub usd: f64,
    /// What of it is less certain than `docs/accuracy.md` says, and why.
    pub warnings: Vec<String>,
}

impl Answer {
    /// Its rows as words and numbers with their units.
    #[must_use]
    pub fn rows(&self) -> Vec<[String; 2]> {
        let mut rows = Vec::new();
        let mut row = |name: &str, value: String| rows.push([name.to_owned(), value]);
        row("Calls", format!("{} a day", number(self.calls)));
        row("Served", format!("{} a day", number(self.served)));
        for (name, times) in [("First word", self.first_word), ("Full answer", self.full_answer)] {
            let Some(Times { mean, p50, p95, p99 }) = times else { continue };
            for (which, time) in [("mean", mean), ("p50", p50), ("p95", p95), ("p99", p99)] {
                row(&format!("{name}, {which}"), format!("{} s", number(time)));
            }
        }
        row("Refused at first", percent(self.refused_first));
        row("Refused for good", percent(self.refused));
        row("Refused by the day's limit", percent(self.refused_by_day));
        row("Attempts", format!("{:.3} a call", self.attempts));
        row("Given up", percent(self.abandoned));
        row("Waited for a start", format!("{}% of calls served", number(100.0 * self.cold)));
        if let Some(utilisation) = self.utilisation {
            row("Places taken", format!("{}% of the time", number(100.0 * utilisation)));
        }
        if self.card_seconds > 0.0 {
            row("Cards billed", format!("{} s a day", number(self.card_seconds)));
        }
        row("Cost", format!("${} a day", number(self.usd)));
        rows
    }
}

fn percent(share: f64) -> String {
    format!("{}% of calls", number(100.0 * share))
}

/// Three digits, or as many as are whole.
fn number(number: f64) -> String {
    let parts = match number.abs() {
        99.95.. => 1.0,
        9.995.. => 10.0,
        0.9995.. => 100.0,
        0.09995.. => 1_000.0,
        _ => 10_000.0,
    };
    crate::scenario::grouped((number * parts).round() / parts)
}
