//! What users buy in one future: as the model reads it, and as the books do.

use serde::{Deserialize, Serialize};

use super::inputs::Numbers;
use crate::scenario::{Field, Money, SaleKind};
use crate::stats::Sold;

/// What is sold, but for the numbers, which differ between futures. Nothing, where a share of users pays one price.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sales(Vec<(SaleKind, u32)>);

/// What a monthly user comes to, on average, where nothing is turned away, nobody cancels and no trial runs: what the model bills
/// payments by, hour by hour. The books know more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Income {
    /// Payments a month of a monthly user.
    pub(super) payments: f64,
    /// Dollars of a payment, taxes included.
    pub(super) dollars: f64,
}

impl Sales {
    pub(super) fn new(money: &Money) -> Self {
        Self(money.sales.iter().map(|sale| (sale.kind, sale.trial)).collect())
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn income(&self, numbers: &Numbers) -> Income {
        let exchange = numbers.get(Field::Exchange, 0);
        if self.is_empty() {
            let payments = numbers.get(Field::Paying, 0) / 100.0;
            return Income { payments, dollars: numbers.get(Field::Price, 0) * exchange };
        }
        let each = |place: usize, (kind, _): &(SaleKind, u32)| {
            let payments = numbers.get(Field::SaleShare, place) / 100.0 * kind.payments_a_month();
            [payments, payments * numbers.get(Field::SalePrice, place)]
        };
        let [payments, dollars] = self.0.iter().enumerate().fold([0.0; 2], |[payments, dollars], (place, sale)| {
            let [more, paid] = each(place, sale);
            [payments + more, dollars + paid]
        });
        let dollars = if payments > 0.0 { dollars / payments * exchange } else { 0.0 };
        Income { payments, dollars }
    }

    /// The same as the books read them, in their order.
    pub(super) fn sold(&self, numbers: &Numbers) -> Vec<Sold> {
        let share = |field, place| numbers.get(field, place) / 100.0;
        let sold = |(place, (kind, trial)): (usize, &(SaleKind, u32))| Sold {
            kind: *kind as usize,
            every: kind.months(),
            dollars: numbers.get(Field::SalePrice, place) * numbers.get(Field::Exchange, 0)
                / (1.0 + share(Field::SalesTax, 0)),
            share: share(Field::SaleShare, place),
            churn: share(Field::SaleChurn, place),
            trial: *trial as usize,
        };
        self.0.iter().enumerate().map(sold).collect()
    }
}

impl Money {
    /// Dollars of a payment, the middle of ranges: what fees that are limited by the payment are reckoned with.
    #[must_use]
    pub fn payment(&self) -> f64 {
        let exchange = self.exchange.middle();
        if self.sales.is_empty() {
            return self.price.middle() * exchange;
        }
        let payments = |sale: &crate::scenario::Sale| sale.share.middle() * sale.kind.payments_a_month();
        let all: f64 = self.sales.iter().map(payments).sum();
        let dollars: f64 = self.sales.iter().map(|sale| payments(sale) * sale.price.middle()).sum();
        if all > 0.0 { dollars / all * exchange } else { 0.0 }
    }
}
