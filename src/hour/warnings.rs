//! Where the formulas are less certain than elsewhere.

use super::document::{Hour, Of, Serves};

/// What the formulas of an hour are given, as plain numbers: of a document here, or of a scenario.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    /// Squared coefficient of variation of the rate of a burst.
    pub burstiness: f64,
    /// Seconds of a burst.
    pub burst_seconds: f64,
    /// Mean seconds of a call, without any wait.
    pub service: f64,
    /// Squared coefficient of variation of these.
    pub variance: f64,
    /// Places in which calls are served; infinite where there are as many as it takes.
    pub places: f64,
    /// Calls of the busiest hour by those that can be served in it.
    pub load: f64,
    /// Whether all hours are alike.
    pub alike: bool,
    /// Seconds that users wait for a place.
    pub patience: f64,
    /// Seconds until a card serves that starts for a call, or a container that wakes; 0 where nothing stops.
    pub start: f64,
    /// Seconds without a call after which it stops.
    pub keep: f64,
    /// Calls of the busiest minute, on average.
    pub a_minute: f64,
    /// Calls that the limit admits a minute; infinite without one.
    pub room: f64,
    /// Calls that its bucket holds.
    pub bucket: f64,
    /// Whether it counts tokens.
    pub tokens: bool,
    /// Whether it counts by minutes of the clock.
    pub fixed: bool,
    /// Retries, at most.
    pub retries: f64,
    /// Seconds of all their waits together.
    pub retry_wait: f64,
    /// Share of a wait that is really waited.
    pub jitter: f64,
    /// Seconds without calls after a refusal.
    pub cooldown: f64,
}

impl Hour {
    /// Its numbers as the formulas are given them.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        let busiest = self.calls_an_hour.iter().copied().fold(0.0, f64::max);
        let work = busiest / 3_600.0 * self.service.seconds;
        let (places, load, start, keep) = match self.serves {
            Serves::Provider => (f64::INFINITY, 0.0, 0.0, 0.0),
            Serves::Servers(servers) => (servers, work / servers, 0.0, 0.0),
            Serves::Sleeping(it) => (it.servers, work / it.servers, it.wake_seconds, it.after_seconds),
            Serves::Cards(it) => {
                let fullest = 1.0 + (it.calls - 1.0) * it.as_modelled().slowing;
                let places = it.most * it.calls;
                let stops = if it.least < it.most { it.start_seconds } else { 0.0 };
                (places, work * fullest / places, stops, it.keep_seconds)
            }
        };
        let [room, bucket] = self.limit.map_or([f64::INFINITY; 2], |limit| limit.in_calls(self.bursts()));
        let retry = self.retry();
        Numbers {
            burstiness: self.bursts().variance,
            burst_seconds: self.burst_seconds,
            service: self.service.seconds,
            variance: self.variance(),
            places,
            load,
            alike: self.calls_an_hour.len() == 1,
            patience: self.patience,
            start,
            keep,
            a_minute: busiest / 60.0,
            room,
            bucket,
            tokens: self.limit.is_some_and(|limit| limit.of == Of::Tokens),
            fixed: self.limit.is_some_and(|limit| limit.fixed),
            retries: retry.most,
            retry_wait: retry.total_wait(),
            jitter: retry.jitter,
            cooldown: retry.cooldown,
        }
    }
}

/// What is outside of what the formulas are held to by `docs/accuracy.md`, in sentences; none where nothing is.
#[must_use]
pub fn warnings(of: &Numbers) -> Vec<String> {
    let overload = of.a_minute > 3.0 * of.room;
    let near = of.a_minute > 0.3 * of.room;
    let limited = of.room.is_finite() && of.a_minute > 0.0;
    let queues = of.places.is_finite() && of.load > 0.0;
    let starts = of.start > 0.0 && of.a_minute > 0.0;
    let retries = limited && of.retries > 0.5;
    let rules: [(bool, &str); 20] = [
        (of.burstiness > 1.0, "Calls in bursts of more than 100% are beyond what the formulas are held to."),
        (
            queues && of.variance > 3.0 && of.places < 4.5,
            "Calls whose times differ by more than 170% on a few places: the mean is held to 20%, not 10%, and the slowest 1 in 100 may be a third slower than said.",
        ),
        (
            queues && of.service <= 0.5 && of.burstiness >= 0.4 && of.places < 8.5 && of.load < 0.5,
            "Bursts of short calls on a few places that are not busy: the mean may be 10% to 20%, and the slowest 1 in 20 up to 48%, above what is said.",
        ),
        (
            queues && (1.0..1.05).contains(&of.load),
            "The busiest hour is just what can be served, so that one day differs much from another: the slowest 1 in 20 of many days may be 10%, and the slowest 1 in 100 a third, above what is said, with bursts more.",
        ),
        (
            queues && (0.95..1.0).contains(&of.load) && of.burstiness > 0.0,
            "The busiest hour is nearly all that can be served, and calls come in bursts: the slowest 1 in 20 may be up to 20% below what is said.",
        ),
        (
            queues && of.load >= 1.05 && of.alike && of.patience > 600.0,
            "More calls come than can be served, hour after hour, so that waits grow without an end: what is said is of the third day.",
        ),
        (
            queues && (0.7..=1.0).contains(&of.burstiness) && of.patience <= 60.0,
            "Strong bursts, and users who give up: up to 12 in 100 more may do so than is said if they wait for some seconds only, and the others may wait up to 12% longer.",
        ),
        (
            queues && of.burstiness > 0.0 && of.load > 0.5 && of.burst_seconds > 4.0 * of.patience,
            "Bursts that last more than four times as long as users wait: the others may wait up to half longer, or a fifth shorter, than is said, and of users who wait for some seconds only up to 14 in 100 more may give up.",
        ),
        (
            starts && of.burstiness > 0.0 && of.start >= of.burst_seconds && of.a_minute * of.service > 30.0,
            "Cards that take as long to start as a burst lasts, or longer: how many calls wait for a start may be half above or below what is said, in strong bursts several times.",
        ),
        (
            starts && of.burstiness > 0.0 && of.start > 3.0 * of.service && of.a_minute * of.service > 30.0,
            "Cards that take long to start for bursts: how many calls wait for a start may be off by up to two fifths of it, and so may the slowest 1 in 20.",
        ),
        (
            starts && of.start > of.keep && of.places < 1.5,
            "It takes longer to start than it is kept on without a call: more calls than said may come while it starts.",
        ),
        (
            starts && of.start > 15.0 * of.service && of.places < 4.5 && of.load >= 0.5,
            "A few busy cards that take more than fifteen times as long to start as a call takes: the mean may be up to half above what is said, and up to eight times fewer calls wait for a start.",
        ),
        (
            limited && of.tokens && of.bucket < 10.0,
            "A limit of tokens that holds fewer than ten calls refuses more than is said, up to three times as many.",
        ),
        (
            limited && overload && of.room < 20.0,
            "Many times more calls than a small limit admits: up to 15% more of them are served than is said, with strong bursts three tenths.",
        ),
        (
            limited && near && (of.bucket > 4.0 * of.room || of.bucket > 1_000.0 || (of.bucket < 3.0 && !overload)),
            "The limit's bucket is smaller than 3 calls or larger than 4 minutes or 1,000 calls, beyond what the formula is held to.",
        ),
        (
            retries && of.fixed,
            "Retries at a limit by minutes of the clock: up to three times fewer are refused at first than is said; how many are refused for good is right.",
        ),
        (
            retries && of.retry_wait > 60.0 && of.bucket < 0.9 * of.room.min(60.0),
            "Retries that wait for more than a minute in all at a small bucket: up to 5 in 100 more are refused at first than is said.",
        ),
        (
            retries && of.burstiness >= 0.25 && of.retries > 3.5 && (0.5..1.0).contains(&(of.a_minute / of.room)),
            "Bursts below the limit, and four retries or more: up to two thirds more are refused at first than is said.",
        ),
        (
            limited && of.cooldown > 0.0 && of.jitter > 0.99 && of.a_minute > of.room,
            "A cooldown without anything left to chance, and more calls than are admitted: fewer are refused at first than is said.",
        ),
        (
            limited && of.cooldown * of.room / 60.0 > of.bucket,
            "The cooldown is longer than the limit takes to recover: some of what is admitted meanwhile is lost, which the formulas leave out.",
        ),
    ];
    rules.into_iter().filter(|(holds, _)| *holds).map(|(_, sentence)| sentence.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(document: &str) -> Vec<String> {
        warnings(&Hour::from_json(document).unwrap().numbers())
    }

    #[test]
    fn what_the_formulas_are_held_to_is_not_warned_of() {
        for document in [
            "{}",
            r#"{"calls_an_hour": 600, "serves": {"servers": 4}}"#,
            r#"{"calls_an_hour": 600, "limit": {"a_minute": 15}, "burstiness": 5}"#,
            r#"{"calls_an_hour": 60, "serves": {"cards": {"most": 10, "start_seconds": 5}}}"#,
            r#"{"calls_an_hour": 0, "serves": {"servers": 1}, "service": {"spread": 400}}"#,
        ] {
            assert_eq!(said(document), [""; 0], "{document}");
        }
    }

    #[test]
    fn each_rule_says_what_it_is_about() {
        for (document, words) in [
            (r#"{"burstiness": 101}"#, "more than 100%"),
            (r#"{"serves": {"servers": 1}, "service": {"spread": 180}}"#, "more than 170%"),
            (
                r#"{"serves": {"servers": 4}, "service": {"seconds": 0.5}, "burstiness": 40, "calls_an_hour": 9000}"#,
                "short calls",
            ),
            (r#"{"serves": {"servers": 1}, "calls_an_hour": 1212}"#, "just what can be served"),
            (r#"{"serves": {"servers": 1}, "calls_an_hour": 1180}"#, "nearly all"),
            (r#"{"serves": {"servers": 1}, "calls_an_hour": 2000, "patience": 3600}"#, "without an end"),
            (r#"{"serves": {"servers": 1}, "patience": 5, "burstiness": 100}"#, "give up"),
            (r#"{"serves": {"servers": 1}, "patience": 60, "burst_seconds": 300, "calls_an_hour": 900}"#, "four times"),
            (
                r#"{"serves": {"cards": {"most": 9, "start_seconds": 10}}, "burst_seconds": 10, "calls_an_hour": 900}"#,
                "as a burst lasts",
            ),
            (r#"{"serves": {"cards": {"most": 100, "start_seconds": 60}}, "calls_an_hour": 6000}"#, "long to start"),
            (r#"{"serves": {"sleeping": {"after_seconds": 10, "wake_seconds": 60}}}"#, "longer to start"),
            (r#"{"serves": {"cards": {"most": 3, "start_seconds": 60}}, "calls_an_hour": 2000}"#, "few busy cards"),
            (r#"{"limit": {"a_minute": 9000, "of": "tokens"}}"#, "fewer than ten calls"),
            (r#"{"limit": {"a_minute": 15}, "calls_an_hour": 3000}"#, "small limit"),
            (r#"{"limit": {"a_minute": 15, "holds": 100}, "calls_an_hour": 600}"#, "bucket"),
            (r#"{"limit": {"fixed": true}}"#, "minutes of the clock"),
            (r#"{"limit": {"holds": 5}, "client": {"retries": 3, "backoff": 20, "backoff_cap": 60}}"#, "in all"),
            (r#"{"limit": {"a_minute": 2}, "client": {"retries": 4}}"#, "four retries"),
            (r#"{"limit": {"a_minute": 1}, "client": {"cooldown": 1, "jitter": 0}}"#, "left to chance"),
            (r#"{"limit": {"holds": 5}, "client": {"cooldown": 10}}"#, "recover"),
        ] {
            let all = said(document);
            assert!(all.iter().any(|sentence| sentence.contains(words)), "{document}: {all:?}");
        }
    }
}
