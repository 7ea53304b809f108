//! The parts of the form that inputs belong to.

/// Part of the form a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// How the number of users moves.
    Growth,
    /// Days on which strangers come.
    Launches,
    /// When users come.
    Audience,
    /// What a visit loads, and how often the app changes.
    Site,
    /// What users do with the model.
    Feature,
    /// Plans, when to move on, and what only plans of one part of the app count.
    Ladder,
    /// The app's backend.
    Server,
    /// How providers of models are called.
    Client,
    /// What may be spent and what is earned.
    Money,
    /// What the company spends besides, and the money it lives on.
    Books,
}

impl Group {
    /// The groups in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Growth,
        Self::Launches,
        Self::Audience,
        Self::Site,
        Self::Feature,
        Self::Ladder,
        Self::Server,
        Self::Client,
        Self::Money,
        Self::Books,
    ];

    /// Heading of the group.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Growth => "Growth",
            Self::Launches => "Launch days",
            Self::Audience => "Audience",
            Self::Site => "A visit",
            Self::Feature => "What users do",
            Self::Ladder => "Plans",
            Self::Server => "Backend",
            Self::Client => "Calling the model",
            Self::Money => "Money",
            Self::Books => "Team, one-offs and cash",
        }
    }
}
