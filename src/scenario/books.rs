//! What the company spends besides its providers, and the money it lives on.

use serde::{Deserialize, Serialize};

use super::{Effect, Quantity, Scenario, json::by_name};

/// What the company spends besides its providers, and the money it lives on. Nothing of it changes what is simulated hour by hour but the
/// effects of cost lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Books {
    /// Money in the bank when the first month begins, dollars.
    pub cash: Quantity,
    /// Tax on profit, percent; losses of the months before are taken off first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profit_tax: Option<Quantity>,
    /// What is spent besides the bills of providers, at most [`Books::MAX_LINES`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<CostLine>,
    /// Money that comes from investors, at most [`Books::MAX_ROUNDS`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<Round>,
}

/// Nothing spent, nothing in the bank.
impl Default for Books {
    fn default() -> Self {
        Self { cash: Quantity::Exact(0.0), profit_tax: None, lines: Vec::new(), rounds: Vec::new() }
    }
}

impl Books {
    /// Most cost lines.
    pub const MAX_LINES: usize = 32;
    /// Most rounds.
    pub const MAX_ROUNDS: usize = 6;

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Scenario {
    /// Whether it is said what the company lives on in these months: else nobody knows how long that lasts.
    #[must_use]
    pub fn says_cash(&self) -> bool {
        let comes = |round: &Round| round.month <= self.months;
        self.books.cash != Books::default().cash || self.books.rounds.iter().any(comes)
    }

    /// Whether books are kept: there is money to live on, a cost that counts, a tax on profit, or something that users buy.
    #[must_use]
    pub fn keeps_books(&self) -> bool {
        let Books { lines, profit_tax, .. } = &self.books;
        let says = lines.iter().any(|line| !line.off) || profit_tax.is_some() || !self.money.sales.is_empty();
        self.says_cash() || says
    }
}

/// Something that is spent besides the bills of providers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostLine {
    /// Its own among the lines, at most [`CostLine::MAX_ID`] characters: what alternatives change of it, and what is drawn for it, is named
    /// by it.
    pub id: String,
    /// What it is called, at most [`CostLine::MAX_NAME`] characters. Plain text.
    pub name: String,
    /// How often it is paid.
    #[serde(deserialize_with = "by_name")]
    pub kind: LineKind,
    /// Dollars: a year for each of some people, once, a month, or a year.
    pub amount: Quantity,
    /// How many: people, or as many of it.
    #[serde(default = "CostLine::one")]
    pub count: Quantity,
    /// First month of the run that it is paid in, counted from 1.
    #[serde(default = "CostLine::first")]
    pub from: u32,
    /// Monthly users from which on it is paid; absent, however many there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_users: Option<Quantity>,
    /// Income of a month, dollars, from which on it is paid; absent, however much comes in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_income: Option<Quantity>,
    /// Share of a month's visits and calls that is turned away, percent, from which on it is paid; absent, however many are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_refused: Option<Quantity>,
    /// What it changes of the inputs from its first month on, at most [`CostLine::MAX_EFFECTS`]; of a line that waits for something nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// Whether it is left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
}

impl CostLine {
    /// Longest name, in characters.
    pub const MAX_NAME: usize = 40;
    /// Longest id, in characters, of a round as well.
    pub const MAX_ID: usize = 32;

    const fn one() -> Quantity {
        Quantity::Exact(1.0)
    }

    const fn first() -> u32 {
        1
    }

    /// What it is called, by its place where its name is blank.
    #[must_use]
    pub fn called(&self, place: usize) -> String {
        if self.name.trim().is_empty() { format!("Cost {}", place + 1) } else { self.name.clone() }
    }

    /// A line from the first month on.
    #[must_use]
    pub const fn new(id: String, name: String, kind: LineKind, amount: Quantity) -> Self {
        Self {
            id,
            name,
            kind,
            amount,
            count: Self::one(),
            from: 1,
            from_users: None,
            from_income: None,
            from_refused: None,
            effects: Vec::new(),
            off: false,
        }
    }

    /// Whether it is paid from a month on that is not known beforehand.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.from_users.is_some() || self.from_income.is_some() || self.from_refused.is_some()
    }

    /// One of the founder's own to begin with: its amount is an assumption.
    #[must_use]
    pub fn own(id: String) -> Self {
        Self::new(id, "Another cost".to_owned(), LineKind::Monthly, Quantity::Exact(1_000.0))
    }
}

/// How often a cost line is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// People: a twelfth of a year's cost each month.
    People,
    /// Once, in its first month.
    OneOff,
    /// Each month.
    Monthly,
    /// Each year, in its first month and every twelfth after it.
    Yearly,
}

impl LineKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::People, Self::OneOff, Self::Monthly, Self::Yearly];

    /// Of what its amount is.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::People => "$ a year each",
            Self::OneOff => "$ once",
            Self::Monthly => "$ a month",
            Self::Yearly => "$ a year",
        }
    }
}

/// Money that comes from investors at the begin of a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Its own among the rounds, as of a cost line.
    pub id: String,
    /// Month of the run, counted from 1.
    pub month: u32,
    /// Dollars.
    pub amount: Quantity,
    /// Percent of income that pays it back, from the month after it came; absent, it is not paid back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaid: Option<Quantity>,
    /// How many times the money is paid back before that ends; absent, once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Quantity>,
}

impl Round {
    /// What it is called, by its place.
    #[must_use]
    pub fn called(place: usize) -> String {
        format!("Money from investors, {}", place + 1)
    }

    /// One to begin with: $500,000, an assumption.
    #[must_use]
    pub const fn own(id: String, month: u32) -> Self {
        Self::new(id, month, Quantity::Exact(500_000.0))
    }

    /// Money for a share of the company: it is not paid back.
    #[must_use]
    pub const fn new(id: String, month: u32, amount: Quantity) -> Self {
        Self { id, month, amount, repaid: None, times: None }
    }
}
