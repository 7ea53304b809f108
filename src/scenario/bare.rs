//! What a document holds where its author says nothing.

use super::{
    Audience, Client, Curve, Feature, Growth, Launches, Money, Quantity, Scenario, Server, Site, Stack, growth,
};

impl Scenario {
    /// The scenario with everything as in a document that leaves it out. What a document must say is not a number here,
    /// and so differs from anything.
    #[must_use]
    pub fn bare(&self) -> Self {
        let unsaid = Quantity::Exact(f64::NAN);
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
            features: vec![Feature::default(); self.features.len()],
            stack: Stack::default(),
            server: Server::default(),
            client: Client::default(),
            money: Money::default(),
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
        let preset = PRESETS[0].scenario().unwrap();
        let document = json!({
            "title": preset.title, "start": "2027-01", "months": preset.months, "futures": preset.futures,
            "seed": preset.seed, "growth": { "users": 1, "monthly_growth": 1 }, "features": [{}],
        });
        let read = Scenario::from_json(&document.to_string()).unwrap();
        let bare = preset.bare();
        for input in Input::all(&read) {
            let must_be_said = input.path() == "growth.users" || input.path() == "growth.monthly_growth";
            assert_eq!(input.get(&bare) != input.get(&read), must_be_said, "{}", input.path());
        }
        assert_eq!(Input::all(&bare).count(), Input::all(&read).count());
    }
}
