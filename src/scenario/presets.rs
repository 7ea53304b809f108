//! Ready-made scenarios: the files the page offers and the command line reads.

use super::{Scenario, ScenarioError, ValidScenario};

/// A ready-made scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Name of its file in `static/presets`, without the ending.
    pub id: &'static str,
    /// Short name in a list.
    pub title: &'static str,
    /// Whose situation it is, in a sentence.
    pub story: &'static str,
    /// The document.
    pub json: &'static str,
}

impl Preset {
    /// The scenario, checked.
    ///
    /// # Errors
    /// None for the presets here; the tests read them all.
    pub fn scenario(&self) -> Result<ValidScenario, ScenarioError> {
        Scenario::from_json(self.json)?.validate()
    }
}

macro_rules! preset {
    ($id:literal, $title:literal, $story:literal) => {
        Preset {
            id: $id,
            title: $title,
            story: $story,
            json: include_str!(concat!("../../static/presets/", $id, ".json")),
        }
    };
}

/// Every preset; the first one opens with the page.
pub const PRESETS: [Preset; 14] = [
    preset!(
        "first-wall",
        "First wall",
        "A new chat app on free tiers grows by a quarter each month: when does it break, what then, and what does it cost?"
    ),
    preset!(
        "launch-day",
        "Launch day on Hacker News",
        "A small app on free tiers is on the front page in month 3: what breaks, for how long, and who stays?"
    ),
    preset!(
        "startup-stack",
        "Startup stack",
        "Railway, Vercel, Hugging Face and OpenAI, free or on trial, with a cooldown and a limiter: the first phase of the scaling path."
    ),
    preset!("steady-openai", "Steady on OpenAI", "An app with 2,000 users pays as it goes from the first call."),
    preset!(
        "tasktrakr",
        "TaskTrakr's plan",
        "From 10,000 to a million registered users at the prices of TaskTrakr's scaling plan: Gemini, a card by the second, or a T4 of one's own?"
    ),
    preset!(
        "shared-key",
        "One free key for two features",
        "Chat and summaries share the limits of one free key. What it refuses of the chat goes to a paid model; what it refuses of the summaries is lost."
    ),
    preset!(
        "which-model",
        "Which model for my chat app",
        "Five models answer the same chat for a thousand users who become more: what does each cost, how fast is it, what does it turn away?"
    ),
    preset!(
        "free-hosts",
        "Free hosts side by side",
        "The backend of a small app on three free plans, one that is paid by use and one for $7: which sleeps, which breaks, and when?"
    ),
    preset!(
        "database",
        "Database for 10,000 users",
        "Five databases hold the same data of 10,000 users and more: what do they cost in a year?"
    ),
    preset!(
        "api-or-gpu",
        "API, serverless, own GPU",
        "A hundred thousand short answers a month, and more: by a model behind an API, on a card by the second, or on one of your own?"
    ),
    preset!(
        "prototype-to-production",
        "Startup $50K to $300K",
        "A prototype that cost $50,000 goes into production: what do people, one-offs and bills come to in a year, and how long does the money last?"
    ),
    preset!(
        "mid-size",
        "Mid-size $100K to $800K",
        "A company's prototype for $100,000 becomes a product that is paid by the month and the year. Three people, and a fourth from July on, are in its first year's $800,000; a team of eight would cost more than all of it."
    ),
    preset!(
        "enterprise",
        "Enterprise $200K to $2M",
        "A prototype for $200,000 becomes a system of $2 million a year. It has nine people; a team of fifteen would cost more than all of it."
    ),
    preset!(
        "stay-free",
        "Stay free or pay",
        "The chat app on free tiers moves on when they break, stays on them, or pays from the first day: what is refused, and what does it cost?"
    ),
];
