//! What a document holds where its author says nothing.

use super::{
    Audience, Books, Choice, Client, CostLine, Curve, Effect, Feature, Growth, Launches, Money, Quantity, Round, Sale,
    Scenario, Server, Site, Stack, growth,
};

impl Scenario {
    /// The scenario with everything as in a document that leaves it out, with as many features and other plans of each. What
    /// a document must say is not a number here, and so differs from anything.
    #[must_use]
    pub fn bare(&self) -> Self {
        let unsaid = Quantity::Exact(f64::NAN);
        let feature = |feature: &Feature| {
            let others = feature.others.iter().map(|other| Choice::on_refusal(other.plan.clone()));
            Feature { others: others.collect(), ..Feature::default() }
        };
        let line = |line: &CostLine| CostLine {
            from_users: line.from_users.map(|_| unsaid),
            from_income: line.from_income.map(|_| unsaid),
            from_refused: line.from_refused.map(|_| unsaid),
            effects: line.effects.iter().map(|it| Effect { percent: unsaid, ..*it }).collect(),
            ..CostLine::new(line.id.clone(), String::new(), line.kind, unsaid)
        };
        let round = |it: &Round| Round {
            repaid: it.repaid.map(|_| unsaid),
            times: it.times.map(|_| unsaid),
            ..Round::new(it.id.clone(), it.month, unsaid)
        };
        let sale = |it: &Sale| Sale::new(it.id.clone(), String::new(), it.kind, unsaid, unsaid);
        Self {
            growth: Growth {
                curve: Curve::default(),
                users: unsaid,
                monthly_growth: unsaid,
                ceiling: growth::no_ceiling(),
                permanent_noise: growth::usual_noise(),
                passing_noise: growth::usual_noise(),
                lost_when_refused: growth::lost_when_refused(),
                lost_when_slow: growth::lost_when_slow(),
                series: Vec::new(),
            },
            launches: Launches::default(),
            audience: Audience::default(),
            site: Site::default(),
            features: self.features.iter().map(feature).collect(),
            stack: Stack::default(),
            server: Server::default(),
            client: Client::default(),
            money: Money { sales: self.money.sales.iter().map(sale).collect(), ..Money::default() },
            books: Books {
                cash: Books::default().cash,
                lines: self.books.lines.iter().map(line).collect(),
                rounds: self.books.rounds.iter().map(round).collect(),
                profit_tax: self.books.profit_tax.map(|_| unsaid),
            },
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::scenario::{Input, PRESETS};

    #[test]
    fn it_is_a_document_without_what_may_be_left_out() {
        let mut preset = PRESETS[0].scenario().unwrap().into_inner();
        preset.features[0].others = vec![Choice { plan: "a".to_owned(), share: Quantity::Exact(30.0) }];
        preset.features[0].own_account = true;
        let document = json!({
            "title": preset.title, "start": "2027-01", "months": preset.months, "futures": preset.futures,
            "seed": preset.seed, "growth": { "users": 1, "monthly_growth": 1 }, "features": [{ "others": [{ "plan": "a" }] }],
        });
        let read = Scenario::from_json(&document.to_string()).unwrap();
        let bare = preset.bare();
        for input in Input::all(&read) {
            let must_be_said = input.path() == "growth.users" || input.path() == "growth.monthly_growth";
            assert_eq!(input.get(&bare) != input.get(&read), must_be_said, "{}", input.path());
        }
        assert_eq!(Input::all(&bare).count(), Input::all(&read).count());
        assert_eq!((&bare.features, Input::choice(0, 0).get(&bare)), (&read.features, Some(Quantity::Exact(0.0))));
    }
}
