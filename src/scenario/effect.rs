//! What a cost line changes of the inputs from its first month on: optimising the model makes answers shorter, support keeps users.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Books, CostLine, Field, Input, Quantity, Scenario};

/// A change of an input by a cost line. It multiplies, so that what an app has none of it still has none of, and what it runs on is the
/// same in every month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// Which input: one of [`CHANGEABLE`], of a feature that of all features. Its own among the effects of a line.
    #[serde(with = "path")]
    pub input: Field,
    /// By how much it changes the number, percent: 0 is nothing, -50 half as much.
    pub percent: Quantity,
}

impl Effect {
    /// One that changes nothing yet.
    #[must_use]
    pub const fn none(input: Field) -> Self {
        Self { input, percent: Quantity::Exact(0.0) }
    }

    /// One that changes an input by so many percent, in every future.
    #[must_use]
    pub const fn by(input: Field, percent: f64) -> Self {
        Self { input, percent: Quantity::Exact(percent) }
    }

    /// What it changes, in plain words.
    #[must_use]
    pub fn words(&self) -> &'static str {
        CHANGEABLE.iter().find(|(input, _)| *input == self.input).map_or("", |(_, words)| words)
    }
}

/// The inputs that a cost line may change, in plain words, in the order of the form. Each is read anew in every month, day or hour of the
/// simulation, and never but once at its begin: so from a month on it means what it would mean in an app that always had it.
pub const CHANGEABLE: &[(Field, &str)] = &[
    (Field::MonthlyGrowth, "growth of users a month"),
    (Field::LostWhenRefused, "users lost to refusals"),
    (Field::LostWhenSlow, "users lost to slowness"),
    (Field::ActiveShare, "users active on a day"),
    (Field::Visits, "visits of a user"),
    (Field::PageMb, "data of a visit"),
    (Field::RequestsPerVisit, "requests of a visit"),
    (Field::BackendPerVisit, "requests of a visit to the backend"),
    (Field::Errors, "errors"),
    (Field::LogKb, "logs of a request"),
    (Field::CallsPerActiveDay, "calls a day of all features"),
    (Field::Scheduled, "calls without users"),
    (Field::InputTokens, "tokens sent per call"),
    (Field::CachedInput, "share of the tokens sent that is cached"),
    (Field::OutputTokens, "tokens received per call"),
    (Field::GpuSeconds, "GPU time per call"),
    (Field::FirstWord, "time to the first word"),
    (Field::TokensASecond, "speed of the tokens after it"),
    (Field::Templates, "uses answered by templates"),
    (Field::Cacheable, "answers that can be reused"),
    (Field::WorkerSeconds, "time the backend is busy with a call"),
    (Field::CpuSeconds, "processor time of a call"),
    (Field::StoredKb, "what a call stores"),
    (Field::RequestSeconds, "time the backend is busy with a request"),
    (Field::RequestCpu, "processor time of a request"),
    (Field::Paying, "users who pay"),
];

/// An input by its path, without the feature that it would be of: `output_tokens`, `growth.lost_when_refused`.
mod path {
    use super::{CHANGEABLE, Deserialize, Deserializer, Error, Field, Serializer};

    pub(super) fn serialize<S: Serializer>(input: &Field, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(input.spec().path)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(reader: D) -> Result<Field, D::Error> {
        let path = String::deserialize(reader)?;
        let known = CHANGEABLE.iter().find(|(input, _)| input.spec().path == path);
        known.map(|(input, _)| *input).ok_or_else(|| D::Error::custom(format!("no cost changes `{path}`")))
    }
}

impl CostLine {
    /// Most effects.
    pub const MAX_EFFECTS: usize = 3;

    /// Whether its effects begin in a month of a run of so many months: it counts, and is not after all of them.
    #[must_use]
    pub const fn acts_within(&self, months: u32) -> bool {
        !self.off && self.from <= months
    }
}

impl Books {
    /// Most effects of all lines together.
    pub const MAX_EFFECTS: usize = 12;

    /// The effect at a place, counted as if every line had as many as it may.
    #[must_use]
    pub fn effect(&self, place: usize) -> Option<&Effect> {
        self.lines.get(place / CostLine::MAX_EFFECTS)?.effects.get(place % CostLine::MAX_EFFECTS)
    }

    /// The same to be changed.
    pub(super) fn effect_mut(&mut self, place: usize) -> Option<&mut Effect> {
        self.lines.get_mut(place / CostLine::MAX_EFFECTS)?.effects.get_mut(place % CostLine::MAX_EFFECTS)
    }

    /// How many effects all lines have.
    #[must_use]
    pub fn effects(&self) -> usize {
        self.lines.iter().map(|line| line.effects.len()).sum()
    }

    /// The first line, by its place, with effects that may not be together.
    pub(super) fn wrong_effects(&self) -> Option<usize> {
        let is_wrong = |line: &CostLine| {
            let twice =
                |(at, effect): (usize, &Effect)| line.effects[..at].iter().any(|other| other.input == effect.input);
            line.effects.len() > CostLine::MAX_EFFECTS || line.effects.iter().enumerate().any(twice)
        };
        let last = || self.lines.iter().rposition(|line| !line.effects.is_empty());
        self.lines.iter().position(is_wrong).or_else(|| last().filter(|_| self.effects() > Self::MAX_EFFECTS))
    }
}

impl Scenario {
    /// The effects within the run, each with its place and the line it is of, line by line.
    #[must_use]
    pub fn acting(&self) -> Vec<(usize, &CostLine, &Effect)> {
        let mut found = Vec::new();
        for (at, line) in self.books.lines.iter().enumerate().filter(|(_, line)| line.acts_within(self.months)) {
            for (of_line, effect) in line.effects.iter().enumerate().take(CostLine::MAX_EFFECTS) {
                found.push((at * CostLine::MAX_EFFECTS + of_line, line, effect));
            }
        }
        found
    }

    /// The scenario as it is once all effects have begun, in the middle of what they and the inputs they change are given as.
    #[must_use]
    pub fn once_all_act(&self) -> Self {
        let mut all = self.clone();
        for (.., &Effect { input: field, percent }) in self.acting() {
            let (spec, factor) = (field.spec(), 1.0 + percent.middle() / 100.0);
            for input in (0..spec.root.places()).map(|place| Input { field, place }) {
                if let Some(quantity) = input.get(&all) {
                    input.set(&mut all, Quantity::Exact((quantity.middle() * factor).clamp(spec.min, spec.max)));
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{LineKind, PRESETS, Root};

    fn line(id: &str, effects: Vec<Effect>) -> CostLine {
        let line = CostLine::new(id.to_owned(), "A cost".to_owned(), LineKind::Monthly, Quantity::Exact(1.0));
        CostLine { effects, ..line }
    }

    fn with(lines: Vec<CostLine>) -> Scenario {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.books.lines = lines;
        scenario
    }

    #[test]
    fn what_may_be_changed_is_named_once_and_is_no_whole_number() {
        for (at, (field, words)) in CHANGEABLE.iter().enumerate() {
            let spec = field.spec();
            assert!(matches!(spec.root, Root::App | Root::Feature) && !spec.whole, "{}", spec.path);
            let other = |(other, same): &(Field, &str)| other.spec().path != spec.path && same != words;
            assert!(CHANGEABLE[..at].iter().all(other), "{}", spec.path);
        }
    }

    #[test]
    fn an_effect_is_written_by_the_path_of_its_input() {
        let effect = Effect::by(Field::OutputTokens, -20.0);
        let text = serde_json::to_string(&effect).unwrap();
        assert_eq!(text, r#"{"input":"output_tokens","percent":-20.0}"#);
        assert_eq!(serde_json::from_str::<Effect>(&text).unwrap(), effect);
        let app = serde_json::to_string(&Effect::none(Field::LostWhenSlow)).unwrap();
        assert_eq!(app, r#"{"input":"growth.lost_when_slow","percent":0.0}"#);
    }

    #[test]
    fn what_no_cost_changes_is_refused() {
        let text = with(vec![line("a", vec![Effect::none(Field::Visits)])]).to_json();
        let error = Scenario::from_json(&text.replace("site.visits_per_user\"", "server.workers\"")).unwrap_err();
        let right = "This is not a scenario: books.lines[0].effects[0].input: no cost changes `server.workers`";
        assert!(error.to_string().starts_with(right), "{error}");
    }

    #[test]
    fn the_rules_of_effects() {
        let said = |lines: Vec<CostLine>| with(lines).validate().unwrap_err().to_string();
        let visits = Effect::none(Field::Visits);
        let right = "books.lines[1].effects must be at most 3, each of another input, and at most 12 in all lines.";
        assert_eq!(said(vec![line("a", vec![visits]), line("b", vec![visits, visits])]), right);
        let four = CHANGEABLE.iter().take(4).map(|(input, _)| Effect::none(*input)).collect::<Vec<_>>();
        assert_eq!(said(vec![line("a", vec![visits]), line("b", four.clone())]), right);
        let full = |id: &str| line(id, four[..3].to_vec());
        let four_lines = ["a", "b", "c", "d"].map(full).to_vec();
        assert!(with(four_lines.clone()).validate().is_ok());
        let five = [four_lines, vec![line("e", vec![visits])]].concat();
        assert_eq!(said(five), right.replace("[1]", "[4]"));
        let waits = CostLine { from_users: Some(Quantity::Exact(10.0)), ..line("a", vec![visits]) };
        assert_eq!(
            said(vec![waits]),
            "books.lines[0] changes inputs from its month on, which must be known beforehand: it may not wait for users, income or refusals."
        );
        let far = line("a", vec![Effect::none(Field::Paying), Effect::by(Field::Visits, 301.0)]);
        assert_eq!(
            said(vec![line("b", vec![]), far]),
            "books.lines[1].effects[1].percent is 301; it must be between -95 and 300."
        );
    }

    #[test]
    fn once_all_act_they_multiply_within_the_allowed_range() {
        let acting = line("a", vec![Effect::by(Field::CallsPerActiveDay, 10.0), Effect::by(Field::ActiveShare, 300.0)]);
        let half = CostLine { from: 9, ..line("b", vec![Effect::by(Field::CallsPerActiveDay, -50.0)]) };
        let off = CostLine { off: true, ..line("c", vec![Effect::by(Field::Visits, 100.0)]) };
        let late = CostLine { from: 25, ..line("d", vec![Effect::by(Field::Visits, 100.0)]) };
        let mut scenario = with(vec![acting, half, off, late]);
        scenario.features[0].calls_per_active_day = Quantity::range(4.0, 6.0);
        scenario.audience.active_share = Quantity::Exact(30.0);
        let all = scenario.once_all_act();
        assert!((all.features[0].calls_per_active_day.middle() - 2.75).abs() < 1e-12);
        assert_eq!(all.audience.active_share, Quantity::Exact(100.0));
        assert_eq!(all.site, scenario.site);
    }
}
