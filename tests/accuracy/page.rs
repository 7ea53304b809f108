//! The page of the errors.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Measure, Row, What};

const ABOUT: &str = "\
# How far off the formulas are

Written by `cargo test --test accuracy` from [tests/accuracy/settings.txt](../tests/accuracy/settings.txt), and held to it: to change a setting is to change this page. Every setting is a document of
`simulate hour` ([hour.md](hour.md)): put it into a file, and compare what it says with measurements of your own.

Each is simulated call by call (`tests/reference`), with none of the model's formulas: a queue with surges of a minute or another time, users who give up, a limit with retries, a container that sleeps, cards that start, share themselves among calls
and stop. The simulations are held to closed forms themselves: Erlang's two formulas, Pollaczek and Khinchine, processor sharing, birth-death chains, M/M/c+D, M/D/1 with few places, renewal cycles of what
sleeps, and a published run of `SimFaaS` (`tests/latency.rs`, `tests/serving.rs`, `tests/throttle.rs`, `tests/waits.rs`). Calls take a lognormal time.

| what | may be off by |
|---|---|
| mean and p95 of the time to the full answer | 10% (20% where calls differ by more than twice their mean) and 15% |
| the same over days whose overload is carried on | 5% |
| refused for good, refused at first, retries, given up | 0.01 of the calls, or a quarter of the share |
| waited for a start | 0.01 of the calls, or 15% of the share |
| seconds billed for cards (cards that are on, on average) | 15% |

A row in which a number is outside of that is marked, and says why. Months, from hours to p95 and p99 of all features, are held to 5% and 10% in `tests/latency.rs`. Where a document, or later a scenario, is outside what the formulas are held
to, `simulate hour` says so below its numbers (`headroom::hour::warnings`).

Not in it: a client that paces its own calls, since no input of Headroom says that it does; cards that are taken away, which `tests/serving.rs` has; and more than one model that share an account. The formulas of cards have three numbers that were fitted to
other settings of the same simulation (`src/model/cards/pool.rs`), those of limits and queues to others again ([model.md](model.md)).
";

/// What stands in the page.
pub(super) fn page(rows: &[Row]) -> String {
    let mut page = ABOUT.to_owned();
    let mut kinds: Vec<&str> = Vec::new();
    for row in rows {
        if !kinds.contains(&row.kind) {
            kinds.push(row.kind);
        }
    }
    let outside = rows.iter().filter(|row| row.is_outside()).count();
    let warned = rows.iter().filter(|row| row.is_outside() && row.warned).count();
    let _ = write!(
        page,
        "\n## In short\n\nOf {} settings {outside} are outside a bound; {warned} of these are warned of. Errors as shares of what is allowed:\n\n",
        rows.len()
    );
    page += "| settings | how many | outside | number | half are within | nine of ten | worst |\n|---|---|---|---|---|---|---|\n";
    for kind in &kinds {
        let of_kind: Vec<&Row> = rows.iter().filter(|row| row.kind == *kind).collect();
        let outside = of_kind.iter().filter(|row| row.is_outside()).count();
        let mut errors: BTreeMap<What, Vec<f64>> = BTreeMap::new();
        for measure in of_kind.iter().flat_map(|row| &row.measures) {
            errors.entry(measure.what).or_default().push(measure.error());
        }
        for (at, (what, mut errors)) in errors.into_iter().enumerate() {
            errors.sort_by(f64::total_cmp);
            let quantile = |share: f64| errors[((errors.len() - 1) as f64 * share).round() as usize];
            let first = if at == 0 { format!("{kind} | {} | {outside}", of_kind.len()) } else { " | | ".to_owned() };
            let [half, most, worst] = [0.5, 0.9, 1.0].map(quantile);
            let _ = writeln!(page, "| {first} | {} | {half:.2} | {most:.2} | {worst:.2} |", words(what));
        }
    }
    for kind in kinds {
        let of_kind: Vec<&Row> = rows.iter().filter(|row| row.kind == kind).collect();
        let mut columns: Vec<What> = of_kind.iter().flat_map(|row| row.measures.iter().map(|it| it.what)).collect();
        columns.sort_unstable();
        columns.dedup();
        let names: Vec<&str> = columns.iter().map(|what| words(*what)).collect();
        let mut letters = kind.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase()).unwrap_or_default();
        let _ = write!(page, "\n## {first}{}\n\nSimulated, and by the formulas.\n\n", letters.as_str());
        let _ = writeln!(page, "| setting | {} | |\n|---|{}---|", names.join(" | "), "---|".repeat(columns.len()));
        for row in of_kind {
            let cell = |what: &What| row.measures.iter().find(|it| it.what == *what).map_or_else(String::new, said);
            let cells: Vec<String> = columns.iter().map(cell).collect();
            let document = row.document.replace("\": ", "\":").replace(", ", ",");
            let _ = writeln!(page, "| `{document}` | {} | {} |", cells.join(" | "), row.reason);
        }
    }
    page
}

fn words(what: What) -> &'static str {
    match what {
        What::Mean => "mean, s",
        What::P95 => "p95, s",
        What::RefusedFirst => "refused at first",
        What::Refused => "refused for good",
        What::Retries => "retries a call",
        What::GivenUp => "given up",
        What::Cold => "waited for a start",
        What::Billed => "cards on",
    }
}

/// Both numbers, and the error of times; bold where it is too large.
pub(super) fn said(measure: &Measure) -> String {
    let Measure { what, got, truth, .. } = *measure;
    let text = match what {
        What::Mean | What::P95 | What::Billed => {
            format!("{}, {} ({:+.0}%)", short(truth), short(got), 100.0 * (got / truth - 1.0))
        }
        _ => format!("{truth:.3}, {got:.3}"),
    };
    if measure.error() > 1.0 { format!("**{text}**") } else { text }
}

fn short(number: f64) -> String {
    if number >= 100.0 {
        format!("{number:.0}")
    } else if number >= 10.0 {
        format!("{number:.1}")
    } else if number >= 0.1 {
        format!("{number:.2}")
    } else {
        format!("{number:.4}")
    }
}
