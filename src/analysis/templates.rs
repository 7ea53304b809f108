//! What templates answer, in words.

use super::number::{grouped, percent};
use crate::model::saving;
use crate::scenario::Feature;

/// Numbers of templates that are told of where none are counted.
const EXAMPLES: [f64; 3] = [5.0, 20.0, 50.0];

/// Share of a feature's uses that templates leave to others, 0 to 1: in the middle of its ranges.
pub(super) fn untemplated(feature: &Feature) -> f64 {
    (1.0 - feature.templates.middle() / 100.0) * left(feature, feature.template_count.middle())
}

/// What the templates that a feature counts answer, in a sentence or two; where it counts none, what some numbers of them would.
#[must_use]
pub fn templates(feature: &Feature) -> String {
    let answer = |count: f64| percent(1.0 - left(feature, count));
    let count = feature.template_count.middle();
    if count <= 0.0 {
        let [few, some, many] = EXAMPLES.map(|count| (grouped(count), answer(count)));
        return format!(
            "{} templates would answer {} of the uses, {} would answer {} and {} would answer {}.",
            few.0, few.1, some.0, some.1, many.0, many.1
        );
    }
    let (templates, answer_it) = if count == 1.0 { ("template", "answers") } else { ("templates", "answer") };
    let besides = feature.templates.middle();
    let all = if besides > 0.0 {
        format!(" With the {}% above it is {} in all.", grouped(besides), percent(1.0 - untemplated(feature)))
    } else {
        String::new()
    };
    format!("{} {templates} {answer_it} {} of the uses.{all}", grouped(count), answer(count))
}

/// Share of a feature's uses that so many templates leave.
fn left(feature: &Feature, count: f64) -> f64 {
    saving::untemplated(count, feature.template_half.middle())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Quantity;

    fn with(count: Quantity, percent: f64) -> String {
        templates(&Feature { template_count: count, templates: Quantity::Exact(percent), ..Feature::default() })
    }

    #[test]
    fn templates_answer_what_the_founder_s_plan_says() {
        let exact = Quantity::Exact;
        assert_eq!(with(exact(20.0), 0.0), "20 templates answer 90% of the uses.");
        assert_eq!(with(exact(50.0), 0.0), "50 templates answer 96% of the uses.");
        assert_eq!(with(exact(1_000.0), 0.0), "1,000 templates answer 99.7% of the uses.");
        assert_eq!(with(exact(1.0), 0.0), "1 template answers 31% of the uses.");
        assert_eq!(
            with(Quantity::range(10.0, 30.0), 50.0),
            "20 templates answer 90% of the uses. With the 50% above it is 95% in all."
        );
        let none = "5 templates would answer 69% of the uses, 20 would answer 90% and 50 would answer 96%.";
        assert_eq!(with(exact(0.0), 80.0), none);
    }
}
