//! The plans to choose from for a part of an app, in groups, each with what it costs in short.

use super::number::{grouped, money};
use crate::catalog::{Catalog, Date, Limit, MOST, Plan, Window};
use crate::parts::{Meter, Slot};

/// Plans under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The provider, or why they stand apart.
    pub group: String,
    /// Id and words of each.
    pub plans: Vec<(String, String)>,
}

/// Seconds of an hour: what is priced for so many is so by the hour.
const HOUR: f64 = 3_600.0;

/// Heading of what was no longer sold when the run begins.
const ENDED: &str = "No longer sold";

/// What may be chosen for a part on the first `day` of a run: by provider, then what documents state, then what is no longer sold.
/// Tiers that a provider raises accounts to by itself are left out, as nobody can choose them; a plan that is `chosen` is there.
#[must_use]
pub fn offered(catalog: &Catalog, slot: Slot, day: Date, chosen: &str) -> Vec<Offered> {
    let mut groups: Vec<Offered> = Vec::new();
    let mut last: Vec<Offered> = Vec::new();
    for provider in catalog.providers() {
        for plan in provider.plans.iter().filter(|plan| plan.slot == slot) {
            if plan.reached_after(day).is_some() && plan.id != chosen {
                continue;
            }
            let has_ended = plan.end().is_some_and(|end| end.day <= day);
            let (groups, group) = match &plan.document {
                _ if has_ended => (&mut last, ENDED.to_owned()),
                Some(document) => (&mut last, format!("As “{document}” states it")),
                None => (&mut groups, provider.name.clone()),
            };
            let line = (plan.id.clone(), line(plan, day));
            match groups.iter_mut().find(|it| it.group == group) {
                Some(it) => it.plans.push(line),
                None => groups.push(Offered { group, plans: vec![line] }),
            }
        }
    }
    last.sort_by_key(|it| it.group == ENDED);
    groups.append(&mut last);
    groups
}

/// A plan in a menu: `GPT-6 Luna, pay as you go: $0.10 in, $0.50 out`, with what a free one allows and when it ends.
fn line(plan: &Plan, day: Date) -> String {
    let end = plan.end().map(|end| format!(", {} {}", if end.day <= day { "ended" } else { "ends" }, end.day));
    format!("{}: {}{}", plan.name, price(plan, day), end.unwrap_or_default())
}

/// What a plan costs, in short.
fn price(plan: &Plan, day: Date) -> String {
    let free = || allowed(plan, day).map_or_else(|| "free".to_owned(), |limit| format!("free, {limit}"));
    charges(plan, day).unwrap_or_else(free)
}

/// What a plan charges, in short; `None` of one that is free.
pub(super) fn charges(plan: &Plan, day: Date) -> Option<String> {
    let each = |meter: Meter| {
        let tier = plan.tiers(meter, day).last().filter(|tier| tier.price > 0.0)?;
        Some(exact(tier.price / tier.per * meter.quoted_per()))
    };
    let base = plan.base_usd(day);
    let a_month = (base > 0.0).then(|| format!("{} a month", money(base)));
    let [input, output] = [Meter::InputTokens, Meter::OutputTokens].map(each);
    let tokens = input.zip(output).map(|(input, output)| format!("{input} in, {output} out"));
    let of_one = [
        (Meter::Requests, "a request"),
        (Meter::Pictures, "a picture"),
        (Meter::AudioMinutes, "a minute"),
        (Meter::GpuSeconds, "a GPU second"),
    ];
    let one = || of_one.into_iter().find_map(|(meter, words)| Some(format!("{} {words}", each(meter)?)));
    let an_hour = || {
        let tier = plan.tiers(Meter::GpuSeconds, day).last().filter(|tier| tier.price > 0.0 && tier.per == HOUR)?;
        Some(format!("{} an hour", exact(tier.price)))
    };
    let use_of = tokens.or_else(an_hour).or_else(one);
    match (a_month, use_of) {
        (Some(base), Some(used)) => Some(format!("{base}, {used}")),
        (Some(only), None) | (None, Some(only)) => Some(only),
        (None, None) => plan.prices.iter().any(|price| each(price.meter).is_some()).then(|| "by use".to_owned()),
    }
}

/// What a free plan allows: of a month or a day, or else of a minute.
fn allowed(plan: &Plan, day: Date) -> Option<String> {
    let order = [Window::Day, Window::Month, Window::Stock, Window::Once, Window::Minute];
    let of = |window: Window| plan.limits.iter().find(|it| it.window == window && it.history.at(day).value < MOST);
    let words = |limit: &Limit| {
        let amount = grouped(limit.history.at(day).value);
        let window = if limit.meter.is_stock() { String::new() } else { format!(" {}", limit.window.words()) };
        format!("{amount} {}{window}", limit.meter.words())
    };
    order.into_iter().find_map(of).map(words)
}

/// A price with the cents and what is smaller, as it is quoted: `$0.10`, `$0.125`.
pub(super) fn exact(dollars: f64) -> String {
    let digits = format!("{dollars:.6}");
    let digits = digits.trim_end_matches('0');
    let cents = digits.find('.').map_or(0, |point| digits.len() - point - 1);
    if cents < 2 { format!("${dollars:.2}") } else { format!("${digits}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = Date { year: 2027, month: 1, day: 1 };

    fn groups(slot: Slot, chosen: &str) -> Vec<Offered> {
        offered(&Catalog::builtin().unwrap(), slot, DAY, chosen)
    }

    fn words(id: &str) -> (String, String) {
        let all = groups(Catalog::builtin().unwrap().plan(id).unwrap().slot, id);
        let found = all.into_iter().find_map(|it| {
            let (_, words) = it.plans.into_iter().find(|(other, _)| other == id)?;
            Some((it.group, words))
        });
        found.unwrap()
    }

    #[test]
    fn a_plan_stands_with_its_provider_and_says_what_it_costs() {
        for (id, group, line) in [
            ("gpt-6-luna", "OpenAI API", "GPT-6 Luna, pay as you go: $0.10 in, $0.50 out"),
            ("gpt-6-luna-batch", "OpenAI API", "GPT-6 Luna, pay as you go, batch: $0.05 in, $0.25 out"),
            (
                "gemini-3.1-flash-lite-free",
                "Google Gemini API",
                "Gemini 3.1 Flash-Lite, free: free, 500 requests a day, ends 2027-05-07",
            ),
            ("gpt-3.5-turbo", "No longer sold", "GPT-3.5 Turbo, pay as you go: $0.50 in, $1.50 out, ended 2026-10-23"),
            ("vercel-pro", "Vercel", "Vercel Pro: $20 a month"),
            ("modal-t4", "Modal", "Modal T4: $0.000164 a GPU second"),
            ("ec2-g4dn-xlarge", "Amazon EC2", "EC2 g4dn.xlarge, T4: $0.53 an hour"),
            ("aws-s3-standard", "Amazon S3", "Amazon S3 Standard: by use"),
            ("supabase-free", "Supabase", "Supabase Free: free, 5 GB sent to users a month"),
        ] {
            assert_eq!(words(id), (group.to_owned(), line.to_owned()), "{id}");
        }
    }

    #[test]
    fn tiers_that_come_by_themselves_are_there_only_where_they_are_chosen() {
        let has = |chosen: &str| {
            let mut plans = groups(Slot::Inference, chosen).into_iter().flat_map(|it| it.plans);
            plans.any(|(id, _)| id == "gpt-6-luna-tier-3")
        };
        assert!(!has("gpt-6-luna") && has("gpt-6-luna-tier-3"));
    }

    #[test]
    fn what_documents_state_and_what_has_ended_come_last() {
        let names: Vec<String> = groups(Slot::Inference, "").into_iter().map(|it| it.group).collect();
        let [.., document, ended] = &names[..] else { panic!("{names:?}") };
        assert!(document.starts_with("As “") && ended == ENDED, "{names:?}");
        assert!(names.len() > 12 && names.iter().filter(|name| *name == "Google Gemini API").count() == 1);
    }

    /// Every plan that can be chosen is in one group, once.
    #[test]
    fn nothing_is_lost() {
        let catalog = Catalog::builtin().unwrap();
        for slot in Slot::ALL {
            let shown: usize = groups(slot, "").iter().map(|it| it.plans.len()).sum();
            let choosable = catalog.plans_of(slot).filter(|plan| plan.reached_after(DAY).is_none()).count();
            assert_eq!(shown, choosable, "{}", slot.id());
        }
    }
}
