//! The figures of "From Prototype to Production", reckoned by hand here: months of one app, and the books of the three companies.

use headroom::scenario::{CostLine, KNOWN_LINES, LineKind, PRESETS, Quantity, Scenario};
use headroom::stats::{BooksMonth, Summary};

use super::{Answered, assert_near, guide};

const STARTUP: &str = "Startup $50K to $300K";
const MID: &str = "Mid-size $100K to $800K";
const ENTERPRISE: &str = "Enterprise $200K to $2M";
const DOCUMENT: &str = "From Prototype to Production";

/// Rows of this document, simulated.
fn answered(ids: &[&str]) -> Answered {
    Answered::of(&guide("prototype-to-production"), ids)
}

fn books(summary: &Summary) -> impl Iterator<Item = &BooksMonth> {
    summary.months.iter().map(|month| month.books.as_ref().unwrap())
}

/// All that is spent in some months, from 1.
fn spent(summary: &Summary, from: usize, to: usize) -> f64 {
    books(summary).skip(from - 1).take(to - from + 1).flat_map(|month| month.spent).sum()
}

fn bills(summary: &Summary, from: usize, to: usize) -> f64 {
    summary.months[from - 1..to].iter().map(|month| month.cost.mean).sum()
}

/// What the lines of a scenario come to in some months: the middles of their ranges, with a plain calendar. A line that waits for users
/// is paid from the month on that is said of it.
fn by_hand(lines: &[CostLine], from: u32, to: u32, waits_until: u32) -> f64 {
    let mut sum = 0.0;
    for line in lines {
        let dollars = line.amount.middle() * line.count.middle();
        let first = if line.from_users.is_some() { waits_until } else { line.from };
        for month in from..=to {
            sum += match line.kind {
                LineKind::People if month >= first => dollars / 12.0,
                LineKind::OneOff if month == first => dollars,
                LineKind::Monthly if month >= first => dollars,
                LineKind::Yearly if month >= first && (month - first) % 12 == 0 => dollars,
                _ => 0.0,
            };
        }
    }
    sum
}

fn preset(title: &str) -> Scenario {
    PRESETS.iter().find(|preset| preset.title == title).unwrap().scenario().unwrap().into_inner()
}

/// 10,000 users, a fifth of them on a day, five calls each in 31 days: 310,000 calls of 1,500 tokens at $0.30 and 300 at $2.50 a million,
/// $0.0012 each. The plans begin at $20, $5 and $25 a month; Railway bills what is used above $5.
#[test]
fn bills_of_a_hundred_users_and_of_ten_thousand_are_fees_and_calls() {
    let it =
        answered(&["003-infra-proto", "003-infra-prod", "003-100-10000", "003-s-10x", "003-infra-lb", "003-netflix"]);
    let bill = |name: &str| it.run(name).months[0].cost.mean;
    for (users, name) in [(100.0, "100 users"), (1_000.0, "1,000 users"), (10_000.0, "10,000 users")] {
        let calls = users * 0.2 * 5.0 * 31.0 * (1_500.0 * 0.3 + 300.0 * 2.5) / 1e6;
        let published = bill(&format!("{name} on published plans"));
        let fees = published - calls;
        assert!((50.0 - 0.05 * calls..55.0).contains(&fees), "{name}: {published} of which {calls} are calls");
    }
    assert_near(bill("100 users, servers as the document has them"), 200.0 + 3.72, 0.01);
    assert_near(bill("10,000 users, servers as the document has them"), 2_000.0 + 372.0, 0.01);
    // As fast for both, and nothing is turned away.
    let month = |name: &str| it.month(name, "on published plans");
    assert_near(month("100 users").full_answer[1].mean, month("10,000 users").full_answer[1].mean, 0.01);
    assert!(month("10,000 users").refused_share.mean < 1e-4);
}

#[test]
fn every_cost_line_is_within_the_document_s_range() {
    let of =
        KNOWN_LINES.iter().filter(|line| line.simulated.is_none() && !line.assumed && line.id != "003-reality-proto");
    let ids: Vec<&str> = of.clone().map(|line| line.id).collect();
    assert_eq!(ids.len(), 14);
    let it = answered(&ids);
    for known in of {
        let cells = || it.rows.iter().filter(|row| row.ids.iter().any(|id| id == known.id)).flat_map(|row| &row.cells);
        let cell = cells().find(|cell| cell.document.is_some()).unwrap_or_else(|| panic!("{}", known.id));
        let words = [known.dollars.0, known.dollars.1].map(headroom::scenario::grouped);
        assert_eq!(cell.document.as_deref(), Some(&format!("${} to ${}", words[0], words[1])[..]), "{}", known.id);
        assert_eq!(cell.agrees, Some(true), "{}", known.id);
        let scenario = &guide("prototype-to-production").scenarios()[cell.run];
        let place = scenario.books.lines.iter().position(|line| line.id == known.id).unwrap();
        let line = &scenario.books.lines[place];
        assert_eq!((line.kind, line.amount), (known.kind, Quantity::range(known.dollars.0, known.dollars.1)));
        // The mean over the futures is the middle of the range: of 512 triangles, within four standard errors of theirs.
        let months = if line.kind == LineKind::Monthly { 1 } else { 12 };
        let mean: f64 = books(&it.summaries[cell.run]).take(months).map(|month| month.lines[place]).sum();
        let (middle, reach) = (line.amount.middle(), (known.dollars.1 - known.dollars.0) / 2.0 / 0.553);
        assert!((mean - middle).abs() < 4.0 * reach / 6.0_f64.sqrt() / 512.0_f64.sqrt(), "{}: {mean}", known.id);
    }
}

/// Two of each role: 2 × ($150,000 + $170,000 + $160,000 + $145,000). Fifteen: 4 × 150 + 5 × 170 + 3 × 160 + 3 × 145 thousand. Two to
/// three developers for three months: 2.5 × $170,000 / 4.
#[test]
fn a_team_costs_more_than_the_examples_in_which_it_should_be() {
    let it = answered(&["003-team-size", "003-reality-proto"]);
    let people = |name: &str| books(it.run(name)).map(|month| month.spent[1]).sum::<f64>();
    let [eight, fifteen] = ["A year of a team of 8, two of each role", "A year of a team of 15"].map(people);
    assert_near(eight, 1_250_000.0, 0.01);
    assert_near(fifteen, 2_365_000.0, 0.01);
    assert!(eight > 800_000.0 && fifteen > 2_000_000.0, "more than the examples that should hold them");
    assert_near(people("Two to three developers for three months"), 106_250.0, 0.015);
}

/// What each company spends in its first year is what its lines and bills add up to, and the document's total is one that 8 of 10
/// futures lie around.
#[test]
fn first_years_come_to_the_document_s_examples() {
    let it = answered(&["003-ex-startup", "003-ex-mid", "003-ex-ent", "003-bottom"]);
    for (name, total) in [(STARTUP, 300_000.0), (MID, 800_000.0), (ENTERPRISE, 2_000_000.0)] {
        let (summary, lines) = (it.run(name), preset(name).books.lines);
        // Half of the startup's futures have 500 users in month 5 or 6.
        assert_near(spent(summary, 1, 12), by_hand(&lines, 1, 12, 6) + bills(summary, 1, 12), 0.02);
        let mut year = preset(name);
        (year.months, year.futures) = (12, 512);
        let year = super::simulated(&year.validate().unwrap()).books.unwrap().total;
        let around = [year.p10, year.p90].map(f64::from);
        assert!(around[0] < total && total < around[1], "{name}: {around:?}");
    }
}

#[test]
fn phases_are_the_sums_of_lines_and_bills() {
    let it = answered(&["003-ph-1", "003-ph-2", "003-ph-3"]);
    let mut cells = it.cells();
    for (from, to) in [(1, 3), (4, 12), (13, 24)] {
        for (name, prototype) in [(STARTUP, 50_000.0), (MID, 100_000.0), (ENTERPRISE, 200_000.0)] {
            let (summary, lines) = (it.run(name), preset(name).books.lines);
            let right = by_hand(&lines, from as u32, to as u32, 6) + bills(summary, from, to);
            assert_near(spent(summary, from, to), right, 0.03);
            let times = spent(summary, from, to) / prototype;
            let cell = cells.next().unwrap();
            let words = format!("{}×", headroom::scenario::grouped((times * 100.0).round() / 100.0));
            assert_eq!((&cell.name[..], cell.simulated.as_deref()), (name, Some(&words[..])));
        }
    }
}

/// A plan of prototype and bills knows neither people nor anything else; who has money for that much is out of it within the year.
#[test]
fn what_a_plan_of_bills_misses_and_when_money_runs_out() {
    let it = answered(&["003-reality-under", "003-dayone", "003-return"]);
    for (name, prototype) in [(STARTUP, 50_000.0), (MID, 100_000.0), (ENTERPRISE, 200_000.0)] {
        let (summary, lines) = (it.run(name), preset(name).books.lines);
        let missed = by_hand(&lines, 1, 12, 6) / (prototype + bills(summary, 1, 12));
        let of = |title: &str| it.cells().find(|cell| cell.name == name && cell.what.starts_with(title)).unwrap();
        let said: f64 = of("What a plan").simulated.as_deref().unwrap().trim_end_matches('%').parse().unwrap();
        assert_near(said / 100.0, missed, 0.03);
        // Income over what is spent, of the same futures.
        let income: f64 = summary.months.iter().map(|month| month.income.mean).sum();
        let said = of("Income for each").simulated.as_deref().unwrap();
        assert_near(said.trim_end_matches('×').parse().unwrap(), income / spent(summary, 1, 24), 0.02);
    }
    // $60,000 are spent by month 5 in every future: salaries and one-offs are more by then, and there is hardly any income.
    let without = it.run("Startup with $60,000 for the bills alone");
    assert_eq!(books(without).nth(11).unwrap().broke.count, 512);
    assert_eq!(books(it.run(STARTUP)).nth(11).unwrap().broke.count, 0);
}

/// Of one model that is paid by the call, a bill falls as calls do: by what the cache answers. The larger model takes $1.50 and $9 a
/// million tokens. Ten cards day and night are 7,440 hours at $0.5904; six of them are the least of the second run.
#[test]
fn caches_smaller_models_and_cards_that_start_save_what_is_reckoned() {
    let it = answered(&["003-a-cache", "003-a-opt", "003-a-peak", "003-infra-mon", "003-a-managed"]);
    let month = |name: &str| &it.run(name).months[0];
    let alone = month("10,000 users, the model alone");
    for name in
        ["10,000 users, half of the answers can be kept", "10,000 users, four fifths of the answers can be kept"]
    {
        let saved = month(name).saved.mean / month(name).uses.mean;
        assert_near(1.0 - month(name).cost.mean / alone.cost.mean, saved, 0.01);
    }
    let dollars = |sent: f64, received: f64| 310_000.0 * (1_500.0 * sent + 300.0 * received) / 1e6;
    assert_near(alone.cost.mean, dollars(0.3, 2.5), 0.005);
    let large = month("10,000 users, Gemini 3.5 Flash").cost.mean;
    assert_near(large, dollars(1.5, 9.0), 0.005);
    let hours = 31.0 * 24.0 * 0.000_164 * 3_600.0;
    let always = month("10,000 users, ten T4s that are always on").cost.mean;
    assert_near(always, 10.0 * hours, 0.01);
    let floor = month("10,000 users, six T4s always on and four at peaks").cost.mean;
    assert!((6.0 * hours..7.0 * hours).contains(&floor), "{floor}");
    // Reading 1,500 tokens and writing 300 takes a T4 some 10 s: less is never billed.
    let demand = month("10,000 users, up to ten T4s that start with the calls");
    let busy = 310_000.0 * (0.2 + 300.0 * 8.0 / 320.0 / 0.8 + 1_500.0 * 0.000_07 * 312.0 / 65.0) * 0.000_164;
    assert!((busy..always).contains(&demand.cost.mean), "{} where calls take {busy}", demand.cost.mean);
    // Google's card at $0.54 an hour, and an engineer for $150,000 a year.
    let own = it.run("10,000 users, an own T4 and a DevOps engineer");
    assert_near(bills(own, 1, 1), 31.0 * 24.0 * 0.54, 1e-3);
    assert_near(spent(own, 1, 1), 31.0 * 24.0 * 0.54 + 150_000.0 / 12.0, 0.02);
}

/// What is stored of 10,000 users is within the plan's fee; 100 million users with 5,000 uses on every fifth day are 100 billion a day.
#[test]
fn storage_and_events_are_reckoned_by_hand() {
    let it = answered(&["003-data-store", "003-spotify"]);
    assert_near(it.run("Database for 10,000 users, published plan").months[0].cost.mean, 25.0, 0.01);
    assert_near(it.run("Storage as the document has it").months[0].cost.mean, 2_000.0, 1e-6);
    let events = &it.run("100 million users, 5,000 uses on each active day").months[0];
    assert_near(events.uses.mean, 100e9 * 31.0, 0.01);
    assert_near(events.cost.mean, 0.001 * events.uses.mean, 0.001);
}

/// $1,800 a month are spared for as long as the first plan holds.
#[test]
fn servers_that_come_with_the_users_save_the_months_before() {
    let it = answered(&["003-s-gradual"]);
    let [at_once, gradual] = ["from the first month", "from 1,000 users on"]
        .map(|when| it.run(&format!("Startup, production servers {when}")));
    let backend = headroom::parts::Slot::Backend as usize;
    // Futures on the first plan at each month's end; they leave it somewhere in the month after.
    let on_first: f64 = gradual.months.iter().map(|month| f64::from(month.rungs[backend][0]) / 512.0).sum();
    let spared = bills(at_once, 1, 24) - bills(gradual, 1, 24);
    assert!((1_800.0 * on_first..1_800.0 * (on_first + 1.0)).contains(&spared), "{spared} in {on_first} months");
}

/// Support for $3,000 to $5,000 begins with 500 users: in none of the first three months, and in nearly all futures by month 12.
#[test]
fn support_waits_for_users() {
    let it = answered(&["003-hid-q", "003-hid-support"]);
    let place = preset(STARTUP).books.lines.iter().position(|line| line.id == "003-hid-support").unwrap();
    let support: Vec<f64> = books(it.run(STARTUP)).map(|month| month.lines[place]).collect();
    assert_eq!(support[..3], [0.0; 3]);
    assert!(support.is_sorted());
    assert_near(support[11], 4_000.0, 0.05);
}

/// One in twenty answers takes longer: of the words, twice as fast and as early, half as long.
#[test]
fn answers_that_are_written_faster_come_sooner() {
    let it = answered(&["003-model-fast"]);
    let slowest = |name: &str| it.month(name, "tokens a second").full_answer[1].mean;
    let [slow, fast] = ["10,000 users, first word after 1 s", "10,000 users, first word after 0.5 s"].map(slowest);
    assert_near(fast, slow / 2.0, 0.1);
}

#[test]
fn the_document_s_presets_are_in_the_guide() {
    let guide = guide("prototype-to-production");
    assert_eq!(guide.title(), DOCUMENT);
    for title in [STARTUP, MID, ENTERPRISE] {
        let run = guide.scenarios().into_iter().find(|scenario| scenario.title == title).unwrap();
        let preset = Scenario { title: title.to_owned(), futures: run.futures, ..preset(title) };
        assert_eq!(*run, preset);
        assert!(guide.about().contains(title));
    }
}
