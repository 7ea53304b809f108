//! Cost lines that are known: those of "From Prototype to Production", as that document has them.

use super::{CostLine, Effect, Field, LineKind, Quantity};

/// A cost line to begin with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KnownLine {
    /// Its name for programs: what the row of the document is called in our list of all that the documents say.
    pub id: &'static str,
    /// What it is.
    pub name: &'static str,
    /// How often it is paid.
    pub kind: LineKind,
    /// Dollars, from and to: the document's, or of what it only names an assumption of ours.
    pub dollars: (f64, f64),
    /// Whether the dollars are ours.
    pub assumed: bool,
    /// Month from which it is paid: an assumption of ours.
    pub from: u32,
    /// Where the simulation bills it already: it is left out at first, or it would be counted twice.
    pub simulated: Option<&'static str>,
    /// By how many percent it changes inputs from that month on: assumptions of ours, as the document names no numbers.
    pub changes: &'static [(Field, f64)],
}

const fn line(id: &'static str, name: &'static str, kind: LineKind, dollars: (f64, f64), from: u32) -> KnownLine {
    KnownLine { id, name, kind, dollars, from, assumed: false, simulated: None, changes: &[] }
}

const fn assumed(it: KnownLine) -> KnownLine {
    KnownLine { assumed: true, ..it }
}

const fn billed(it: KnownLine, what: &'static str) -> KnownLine {
    KnownLine { simulated: Some(what), ..it }
}

const fn changing(it: KnownLine, changes: &'static [(Field, f64)]) -> KnownLine {
    KnownLine { changes, ..it }
}

use LineKind::{Monthly, OneOff, People, Yearly};

/// All of them, in the document's order.
pub const KNOWN_LINES: [KnownLine; 24] = [
    line("003-reality-proto", "Building the prototype", OneOff, (10_000.0, 50_000.0), 1),
    billed(
        line("003-infra-proto", "Infrastructure of a prototype", Monthly, (200.0, 500.0), 1),
        "the bills of providers",
    ),
    billed(
        line("003-infra-prod", "Infrastructure in production", Monthly, (2_000.0, 20_000.0), 1),
        "the bills of providers",
    ),
    // The document says that production needs these, and not what they cost.
    assumed(line("003-infra-lb", "Load balancers", Monthly, (20.0, 200.0), 4)),
    assumed(line("003-infra-regions", "Servers in more regions", Monthly, (200.0, 2_000.0), 7)),
    assumed(line("003-infra-backup", "Backup systems", Monthly, (50.0, 500.0), 4)),
    assumed(line("003-infra-mon", "Monitoring around the clock", Monthly, (100.0, 1_000.0), 4)),
    assumed(line("003-s-auto", "Upkeep of own servers, 8 hours", Monthly, (400.0, 800.0), 1)),
    // Answers are shorter and come sooner.
    changing(
        line("003-model-opt", "Optimising the model", OneOff, (15_000.0, 75_000.0), 3),
        &[(Field::OutputTokens, -20.0), (Field::FirstWord, -20.0), (Field::WorkerSeconds, -20.0)],
    ),
    // A tenth of the calls goes to the other model as well.
    changing(line("003-ab", "A/B testing", OneOff, (5_000.0, 25_000.0), 4), &[(Field::CallsPerActiveDay, 10.0)]),
    line("003-data-rt", "Real-time data pipelines", OneOff, (10_000.0, 50_000.0), 3),
    line("003-data-q", "Monitoring the quality of data", OneOff, (5_000.0, 20_000.0), 4),
    billed(
        line("003-data-store", "Storage for millions of records", Monthly, (2_000.0, 15_000.0), 1),
        "the bill of the database",
    ),
    line("003-sec-audit", "Security audit", OneOff, (10_000.0, 50_000.0), 6),
    line("003-sec-cert", "SOC 2 and GDPR certification", OneOff, (25_000.0, 100_000.0), 9),
    line("003-sec-mon", "Security monitoring", Monthly, (1_000.0, 5_000.0), 6),
    line("003-sec-priv", "Privacy tools", Monthly, (500.0, 3_000.0), 6),
    line("003-team-devops", "DevOps engineer", People, (120_000.0, 180_000.0), 4),
    line("003-team-ml", "ML engineer", People, (140_000.0, 200_000.0), 1),
    line("003-team-sre", "Site reliability engineer", People, (130_000.0, 190_000.0), 7),
    line("003-team-pm", "Product manager", People, (120_000.0, 170_000.0), 7),
    assumed(line("003-team-size", "Developer", People, (110_000.0, 170_000.0), 1)),
    // Somebody answers those whom the app let down.
    changing(
        line("003-hid-support", "Customer support", Monthly, (3_000.0, 12_000.0), 4),
        &[(Field::LostWhenRefused, -20.0), (Field::LostWhenSlow, -20.0)],
    ),
    line("003-hid-legal", "Legal and insurance", Yearly, (10_000.0, 40_000.0), 1),
];

impl KnownLine {
    /// What a line was picked as, whatever it is called by now: its id, or the same with a number of those who came after it.
    #[must_use]
    pub fn of(line: &CostLine) -> Option<&'static Self> {
        KNOWN_LINES.iter().find(|known| {
            let rest = line.id.strip_prefix(known.id).map(|rest| rest.strip_prefix('-').unwrap_or(rest));
            rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        })
    }

    /// A line like it.
    #[must_use]
    pub fn line(&self, id: String) -> CostLine {
        let (low, high) = self.dollars;
        let amount = Quantity::range(low, high);
        let off = self.simulated.is_some();
        let effects = self.changes.iter().map(|(input, percent)| Effect::by(*input, *percent)).collect();
        CostLine { from: self.from, off, effects, ..CostLine::new(id, self.name.to_owned(), self.kind, amount) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart_and_none_is_counted_twice() {
        for (place, line) in KNOWN_LINES.iter().enumerate() {
            assert!(
                KNOWN_LINES[..place].iter().all(|other| other.id != line.id && other.name != line.name),
                "{}",
                line.id
            );
            assert!(line.dollars.0 < line.dollars.1 && line.name.len() <= CostLine::MAX_NAME, "{}", line.id);
            assert_eq!(line.line(String::new()).off, line.simulated.is_some());
            assert!(line.changes.len() <= CostLine::MAX_EFFECTS, "{}", line.id);
            let named = |id: String| KnownLine::of(&CostLine { name: "Ours".to_owned(), ..line.line(id) });
            assert_eq!([named(line.id.to_owned()), named(format!("{}-2", line.id))], [Some(line); 2]);
            assert_eq!(named(format!("{}x", line.id)), None);
        }
    }
}
