//! What a limit is and what happens at it, in words.

use super::super::number::grouped;
use super::super::plan_after::is_of_requests;
use crate::catalog::{Confidence, Currency, Date, FactName, Limit, MOST, Past, Plan, Source, Whose, Window};
use crate::model::limit;
use crate::parts::Slot;
use crate::program::LimitOf;
use crate::scenario::Quantity;

/// A limit, whoever has it.
#[derive(Default)]
pub(super) struct What {
    /// What it is, in short: `500 requests a day`.
    pub(super) name: String,
    /// The same in a file.
    pub(super) key: String,
    /// What happens at it, as what follows a colon.
    pub(super) happens: String,
    /// Why its number is doubtful.
    pub(super) doubt: Option<String>,
}

impl What {
    fn new(name: impl Into<String>, key: impl Into<String>, happens: impl Into<String>) -> Self {
        Self { name: name.into(), key: key.into(), happens: happens.into(), doubt: None }
    }

    /// The same, with what is to be said of where its number is from.
    fn read(self, source: &Source) -> Self {
        let doubt = match source.confidence {
            Confidence::High => None,
            Confidence::Medium => Some("is known at second hand only.".to_owned()),
            Confidence::Low if source.note.is_empty() => Some("is uncertain.".to_owned()),
            Confidence::Low => Some(format!("is uncertain. {}", source.note)),
        };
        Self { doubt, ..self }
    }
}

/// All that the words for a limit depend on.
pub(super) struct Case<'a> {
    pub(super) row: LimitOf,
    /// What its account is called.
    pub(super) account: &'a str,
    /// Whether its account answers model calls.
    pub(super) calls_models: bool,
    /// Calls a minute that the app lets through by itself.
    pub(super) limiter: Option<Quantity>,
    /// The plans that may have it, in the order in which the app may come to them.
    pub(super) plans: Vec<&'a Plan>,
    /// First day of the run.
    pub(super) day: Date,
}

impl Case<'_> {
    pub(super) fn what(&self) -> What {
        let account = self.account;
        match (self.row.way, self.row.counts) {
            (limit::LIMITER, _) => {
                let most = self.limiter.map(|most| format!(" of {} calls a minute", ends(most))).unwrap_or_default();
                let happens = format!("your own limiter{most} turns away calls to {account}");
                What::new("your own limiter", "own_limiter", happens)
            }
            (limit::CAP, _) => {
                let calls = if self.calls_models { "calls to " } else { "" };
                let happens = format!("your own spending cap stops {calls}{account}");
                What::new("your own spending cap", "own_cap", happens)
            }
            (limit::QUEUE, _) => self.queue(),
            (limit::REQUEST, _) => self.request(),
            (limit::MONTH, limit::cause::CREDIT) => self.credit(),
            (limit::MONTH, limit::cause::TRIAL) => self.days(FactName::TrialDays, |plan, days| {
                What::new(format!("{days} of trial"), "trial", format!("{plan} ends after {days} of trial"))
            }),
            (limit::MONTH, limit::cause::IDLE) => self.days(FactName::IdleDays, |plan, days| {
                let paused = format!("paused after {days} without use");
                What::new(paused.clone(), "idle", format!("{plan} is {paused}"))
            }),
            (limit::MONTH, limit::cause::ENDED) => self.end(),
            _ => self.limit(),
        }
    }

    /// What is waited for too long.
    fn queue(&self) -> What {
        let Some(plan) = self.plans.iter().find(|plan| plan.slot == Slot::Inference) else {
            return What::new("too slow to wait for", "too_slow", "the backend is too slow, and users give up waiting");
        };
        let happens = format!("no card of {} is free in time, and users give up waiting", quoted(plan));
        What::new("no card free in time", "no_card", happens)
    }

    /// The end of the first plan that has one.
    fn end(&self) -> What {
        let mut ending = self.plans.iter().filter_map(|plan| Some((*plan, plan.end().filter(|end| !end.routed)?)));
        ending.next().map_or_else(What::default, |(plan, end)| {
            let day = end.day;
            What::new(format!("shut down on {day}"), "ended", format!("{} is shut down on {day}", quoted(plan)))
        })
    }

    /// A limit of a meter in a window.
    fn limit(&self) -> What {
        let of = |plan| Self::limits(plan).filter(|it| self.row.is(plan, it));
        let Some((plan, it)) = self.plans.iter().find_map(|plan| Some((*plan, of(plan).next()?))) else {
            return What::default();
        };
        let same = |other: &&Limit| other.meter == it.meter;
        let all: Vec<&Limit> = self.plans.iter().flat_map(|plan| of(plan).filter(same)).collect();
        let here = self.amount(it, &[it]);
        let happens = if plan.slot == Slot::Inference && it.past == Past::Refuse {
            format!("{} refuses calls past {here}", quoted(plan))
        } else {
            past(plan, it.past, &here)
        };
        let visitor = if it.of == Whose::Visitor { "visitor_" } else { "" };
        let key = format!("{visitor}{}_{}", it.window.id(), it.meter.id());
        What::new(self.amount(it, &all), key, happens).read(&it.history.at(self.day).source)
    }

    /// How much limits like `one` allow: `15 to 60 requests a minute`, and at a moment where that is another number.
    fn amount(&self, one: &Limit, all: &[&Limit]) -> String {
        let units = |it: &&Limit| self.units(it);
        // What says nothing of a moment allows as much then as in the minute.
        let at_once = |it: &&Limit| it.burst.unwrap_or(self.units(it));
        let moment = if all.iter().all(|it| it.fixed) {
            ", counted anew with every minute".to_owned()
        } else if all.iter().all(|it| at_once(it) == units(it)) {
            String::new()
        } else {
            format!(", {} at a moment", from_to(all.iter().map(at_once)))
        };
        format!("{} {}{}{moment}{}", from_to(all.iter().map(units)), one.meter.words(), every(one), whose(one))
    }

    /// A single request that is larger than what a window allows.
    fn request(&self) -> What {
        let of = |plan| Self::limits(plan).filter(|it| is_of_requests(plan, it));
        let first = self.plans.iter().find(|plan| of(plan).next().is_some());
        let Some(plan) = first else { return What::default() };
        let amounts = of(plan).map(|it| match it.burst {
            Some(burst) => format!("{} {} at a moment{}", grouped(burst), it.meter.words(), whose(it)),
            None => self.amount(it, &[it]),
        });
        let amounts = amounts.collect::<Vec<_>>().join(" or ");
        let happens = format!("{} refuses single requests above its limit of {amounts}", quoted(plan));
        What::new("requests too large", "too_large", happens)
    }

    /// The most that may be used of an account, in its own credits: in all of what is given once, else in a month.
    fn credit(&self) -> What {
        let of = |plan: &Plan| plan.fact_from(FactName::CreditLimit, self.day);
        let Some(plan) = self.plans.iter().find(|plan| of(plan).is_some()) else { return What::default() };
        // What ends a plan for good is given once.
        let window = |plan: &Plan| if plan.credit_past.is_some_and(Past::lasts) { Window::Once } else { Window::Month };
        let units = match plan.currency {
            Currency::Usd => "of usage",
            Currency::Credits => "credits",
        };
        let amount = |from_to: &str, window: Window| format!("{from_to} {units} {}", window.words());
        let from_to = |of_window: Window| {
            let mut amounts = self.plans.iter().filter(|it| window(it) == of_window).filter_map(|it| of(it)).peekable();
            amounts.peek()?;
            Some(from_to_with(amounts, |number| money(number, plan.currency)))
        };
        let name = match (from_to(Window::Once), from_to(Window::Month)) {
            (Some(once), Some(each)) => {
                format!("{}, then {each} {}", amount(&once, Window::Once), Window::Month.words())
            }
            (Some(once), None) => amount(&once, Window::Once),
            (None, each) => amount(&each.unwrap_or_default(), Window::Month),
        };
        let here = amount(&money(of(plan).unwrap_or_default(), plan.currency), window(plan));
        let what = What::new(name, "credit", past(plan, plan.credit_past.unwrap_or(Past::Pause), &here));
        self.stated(what, plan, FactName::CreditLimit)
    }

    /// The same, with where the plan's number is from.
    fn stated(&self, what: What, plan: &Plan, name: FactName) -> What {
        let fact = plan.facts.iter().find(|fact| fact.name == name);
        match fact {
            Some(fact) => what.read(&fact.history.at(self.day).source),
            None => what,
        }
    }

    /// Days after which the first plan that says so ends or pauses.
    fn days(&self, fact: FactName, words: impl Fn(&str, &str) -> What) -> What {
        let with = self.plans.iter().find_map(|plan| Some((plan, plan.fact_from(fact, self.day)?)));
        with.map_or_else(What::default, |(plan, days)| {
            let days = if days == 1.0 { "1 day".to_owned() } else { format!("{} days", grouped(days)) };
            self.stated(words(&quoted(plan), &days), plan, fact)
        })
    }

    fn limits(plan: &Plan) -> impl Iterator<Item = &Limit> {
        plan.limits.iter()
    }

    /// Units that a limit allows.
    fn units(&self, limit: &Limit) -> f64 {
        // What comes later is not there on the first day.
        let later = limit.history.entries().filter(|entry| self.day < entry.from).map(|entry| entry.value);
        let all = std::iter::once(limit.history.at(self.day).value).chain(later);
        all.into_iter().find(|value| *value < MOST).unwrap_or(MOST)
    }
}

/// The name of a plan, which may have a comma, in a sentence.
fn quoted(plan: &Plan) -> String {
    format!("“{}”", plan.name)
}

/// What a plan does past what it allows.
fn past(plan: &Plan, past: Past, allowance: &str) -> String {
    let (what, then) = match past {
        Past::Refuse => (plan.slot.about().refuses, ""),
        Past::Restrict => ("is restricted", ""),
        Past::SuspendUntilUpgrade => ("is suspended", ", until an upgrade"),
        Past::Delete => ("is deleted", ""),
        Past::Pause => ("is paused", ""),
    };
    format!("{} {what} past its allowance of {allowance}{then}", quoted(plan))
}

/// When the count of a limit starts again.
fn every(limit: &Limit) -> String {
    // What is held has no window.
    if limit.meter.is_stock() { String::new() } else { format!(" {}", limit.window.words()) }
}

/// Whose use a limit counts.
const fn whose(limit: &Limit) -> &'static str {
    match limit.of {
        Whose::Service => "",
        Whose::Account => ", all models together",
        Whose::Visitor => " for each visitor",
    }
}

/// An amount of what a plan's prices are in; cents are two digits.
fn money(amount: f64, currency: Currency) -> String {
    let cents = (amount * 100.0).round() % 100.0;
    match currency {
        Currency::Credits => grouped(amount),
        Currency::Usd if cents > 0.0 && amount >= 0.01 => format!("${}.{cents:02}", grouped(amount.floor())),
        Currency::Usd => format!("${}", grouped(amount)),
    }
}

/// A number of the scenario: `30`, or `20 to 40`.
fn ends(quantity: Quantity) -> String {
    let (low, high) = quantity.ends();
    from_to([low, high].into_iter())
}

/// Numbers from the lowest to the highest: `500 to 10,000`.
fn from_to(numbers: impl Iterator<Item = f64>) -> String {
    from_to_with(numbers, grouped)
}

fn from_to_with(numbers: impl Iterator<Item = f64>, print: impl Fn(f64) -> String) -> String {
    let (least, most) = numbers.fold((f64::INFINITY, 0.0), |(least, most), it| (it.min(least), it.max(most)));
    if least < most { format!("{} to {}", print(least), print(most)) } else { print(least) }
}

#[cfg(test)]
mod tests {
    use super::super::{LimitWords, limits};
    use crate::catalog::Catalog;
    use crate::scenario::PRESETS;

    /// The limits of an app on the plans of a provider, each written as the catalogue has it, lowest first.
    fn of_plans(plans: &[&str]) -> Vec<LimitWords> {
        const HEAD: &str = r#"
            id = "acme"
            name = "Acme"
            sources = [{ id = "page", url = "https://example.org", read = "2026-10-01", confidence = "high" }]
            [[models]]
            id = "small"
        "#;
        let ids: Vec<String> = (1..=plans.len()).map(|number| format!("plan-{number}")).collect();
        let offer = |(id, plan): (&String, &&str)| {
            let base = r#"base = { value = 5, source = "page" }"#;
            format!("[[models.offers]]\nid = \"{id}\"\nname = \"Acme {id}\"\n{base}\n{plan}\n")
        };
        let offers: String = ids.iter().zip(plans).map(offer).collect();
        let catalog = Catalog::read(&[("acme.toml", &format!("{HEAD}{offers}"))]).unwrap();
        let mut scenario = PRESETS[3].scenario().unwrap().into_inner();
        scenario.features[0].inference.plans = ids;
        limits(&scenario.validate().unwrap(), &catalog)
    }

    /// What happens at the limit of some name, and what a file calls it.
    fn happens<'a>(limits: &'a [LimitWords], name: &str) -> (&'a str, &'a str) {
        let found = limits.iter().find(|limit| limit.name == name);
        let found = found.unwrap_or_else(|| panic!("{name} is not in {limits:#?}"));
        (&found.happens, &found.key)
    }

    #[test]
    fn calls_at_once_have_words() {
        let limits = of_plans(&[
            r#"limits = [{ window = "concurrent", meter = "requests", past = "refuse", value = 4, source = "page" }]"#,
        ]);
        assert_eq!(
            happens(&limits, "Acme: 4 requests at once"),
            ("“Acme plan-1” refuses calls past 4 requests at once", "small_concurrent_requests")
        );
    }

    #[test]
    fn a_number_of_doubtful_origin_says_so() {
        let limit = |confidence: &str, note: &str| {
            let source = format!(
                r#"sources = [{{ id = "page", url = "https://example.org", read = "2026-10-01", confidence = "{confidence}"{note} }}]"#
            );
            let file = r#"
                id = "acme"
                name = "Acme"
                SOURCE
                [[models]]
                id = "small"
                [[models.offers]]
                id = "acme-1"
                name = "Acme one"
                base = { value = 5, source = "page" }
                limits = [{ window = "day", meter = "requests", past = "refuse", value = 4, source = "page" }]
            "#;
            let catalog = Catalog::read(&[("acme.toml", &file.replace("SOURCE", &source))]).unwrap();
            let mut scenario = PRESETS[3].scenario().unwrap().into_inner();
            scenario.features[0].inference.plans = vec!["acme-1".to_owned()];
            limits(&scenario.validate().unwrap(), &catalog).remove(0).doubt
        };
        assert_eq!(limit("high", ""), None);
        assert_eq!(limit("medium", "").as_deref(), Some("is known at second hand only."));
        assert_eq!(limit("low", r#", note = "Of a forum.""#).as_deref(), Some("is uncertain. Of a forum."));
    }

    #[test]
    fn what_is_given_once_is_given_in_all() {
        let limits = of_plans(&[
            r#"limits = [{ window = "once", meter = "requests", past = "refuse", value = 3000, source = "page" }]"#,
            r#"limits = [{ window = "once", meter = "requests", past = "suspend_until_upgrade", value = 30000, source = "page" }]"#,
        ]);
        let name = "Acme: 3,000 to 30,000 requests in all";
        let expected = "“Acme plan-1” refuses calls past 3,000 requests in all";
        assert_eq!(happens(&limits, name), (expected, "small_once_requests"));
        let limits = of_plans(&[
            r#"limits = [{ window = "once", meter = "requests", past = "suspend_until_upgrade", value = 30000, source = "page" }]"#,
        ]);
        let expected = "“Acme plan-1” is suspended past its allowance of 30,000 requests in all, until an upgrade";
        assert_eq!(happens(&limits, "Acme: 30,000 requests in all").0, expected);
    }

    /// What a trial gives is told apart from what may be used in each month, whichever is more.
    #[test]
    fn credits_given_once_are_named_apart_from_those_of_a_month() {
        let plan = |past: &str, most: u32| {
            format!(
                r#"credit_past = "{past}"
                facts = [{{ name = "credit_limit", value = {most}, source = "page" }}]"#
            )
        };
        let (trial, small, large) = (plan("suspend_until_upgrade", 500), plan("refuse", 100), plan("refuse", 200_000));
        let name = |plans: &[&str]| of_plans(plans).into_iter().find(|it| it.key == "acme_credit").unwrap().name;
        let all = name(&[&trial, &small, &large]);
        assert_eq!(all, "Acme: $500 of usage in all, then $100 to $200,000 a month");
        assert_eq!(name(&[&trial]), "Acme: $500 of usage in all");
        assert_eq!(name(&[&small, &large]), "Acme: $100 to $200,000 of usage a month");
    }

    #[test]
    fn what_may_come_at_a_moment_is_said_where_it_is_not_what_may_come_in_a_minute() {
        let minute = |most: u32, burst: &str| {
            format!(
                r#"limits = [{{ window = "minute", meter = "requests", past = "refuse", value = {most}, source = "page"{burst} }}]"#
            )
        };
        let of = |plans: &[(u32, &str)]| {
            let plans: Vec<String> = plans.iter().map(|(most, burst)| minute(*most, burst)).collect();
            let limits = of_plans(&plans.iter().map(String::as_str).collect::<Vec<_>>());
            (limits[0].name.clone(), limits[0].happens.clone())
        };
        let words =
            |name: &str, happens: &str| (name.to_owned(), format!("“Acme plan-1” refuses calls past {happens}"));
        let both = "60 requests a minute, 10 at a moment";
        assert_eq!(of(&[(60, ", burst = 10")]), words(&format!("Acme: {both}"), both));
        let same = "60 requests a minute";
        assert_eq!(of(&[(60, ", burst = 60")]), words(&format!("Acme: {same}"), same));
        let anew = "60 requests a minute, counted anew with every minute";
        assert_eq!(of(&[(60, ", fixed = true")]), words(&format!("Acme: {anew}"), anew));
        // A plan that says nothing of a moment allows as much at a moment as in a minute.
        let several = of(&[(60, ", burst = 10"), (2_000, "")]);
        assert_eq!(several, words("Acme: 60 to 2,000 requests a minute, 10 to 2,000 at a moment", both));
        let first = of(&[(15, ""), (60, ", burst = 10")]);
        assert_eq!(first, words("Acme: 15 to 60 requests a minute, 10 to 15 at a moment", "15 requests a minute"));
    }
}
