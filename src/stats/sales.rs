//! Who pays for what is sold, month by month, in one future.

use super::Simulated;

/// Something that users buy, with the numbers of one future.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sold {
    /// Its kind, among those of income.
    pub kind: usize,
    /// Months that a payment is for: 1, 12, and 0 for packs.
    pub every: usize,
    /// Dollars each time, without tax.
    pub dollars: f64,
    /// Share of users who come that buy it; of packs, of monthly users in a month.
    pub share: f64,
    /// Share of payers who stop in a month.
    pub churn: f64,
    /// Months from coming to the first payment.
    pub trial: usize,
}

/// What a month brings of one sale.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Takings {
    /// Users who pay for it at the month's end; of packs, those who bought one.
    pub payers: f64,
    /// Dollars that come in.
    pub dollars: f64,
}

/// What all of a market's sales have in common, in one future.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Market {
    /// First month in which users pay, from 0.
    pub first: usize,
    /// Share of users who leave in a month while as many others come in their place.
    pub turnover: f64,
}

/// Who pays in each month, and what comes in. Of users who come, a share pays once its trial is over; of those who pay some stop each
/// month, and where users become fewer, payers do in proportion. Those who come in the place of others are users who come. Of what is
/// served less than all, as much less is paid. Nobody pays before the first month with income; all users of that month come in it, as
/// far as sales know.
///
/// A year is paid when it begins, and a pack by a share of all who use the app in the month, whoever has bought one before.
#[must_use]
pub fn takings(sold: &Sold, market: &Market, months: &[Simulated]) -> Vec<Takings> {
    let Market { first, turnover } = *market;
    let users = |month: usize| months[month].users;
    let came = |month: usize| match month {
        month if month > first => (users(month) - users(month - 1)).max(0.0) + turnover * users(month - 1),
        month => users(month),
    };
    let mut payers = 0.0_f64;
    // Of a year: those who began or began again in each month, as far as they still pay.
    let mut begun = vec![0.0; months.len()];
    let month = |(month, simulated): (usize, &Simulated)| {
        if month < first {
            return Takings::default();
        }
        if sold.every == 0 {
            let payers = sold.share * simulated.paid;
            return Takings { payers, dollars: payers * sold.dollars };
        }
        let fewer = if month > first { (users(month) / users(month - 1).max(1e-9)).min(1.0) } else { 1.0 };
        let stay = (1.0 - sold.churn) * fewer;
        let new = if month >= first + sold.trial { sold.share * came(month - sold.trial) } else { 0.0 };
        payers = (payers * stay + new).min(simulated.users);
        if sold.every == 1 {
            // Of the mean over the month, as many as of its end.
            let share = payers / simulated.users.max(1e-9);
            return Takings { payers, dollars: share * simulated.paid * sold.dollars };
        }
        begun.iter_mut().for_each(|payers| *payers *= stay);
        begun[month] = new + month.checked_sub(sold.every).map_or(0.0, |then| begun[then]);
        Takings { payers, dollars: begun[month] * simulated.served * sold.dollars }
    };
    months.iter().enumerate().map(month).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn sold(every: usize, dollars: f64) -> Sold {
        Sold { kind: 0, every, dollars, share: 0.1, churn: 0.0, trial: 0 }
    }

    /// Months with so many users from begin to end, all of whom are served.
    fn months(users: &[f64]) -> Vec<Simulated> {
        users
            .iter()
            .map(|users| Simulated { users: *users, paid: *users, served: 1.0, ..Simulated::default() })
            .collect()
    }

    fn brings(sold: &Sold, market: &Market, users: &[f64]) -> Vec<f64> {
        takings(sold, market, &months(users)).iter().map(|it| (it.dollars * 1e6).round() / 1e6).collect()
    }

    const FROM_SECOND: Market = Market { first: 1, turnover: 0.0 };

    #[test]
    fn without_trial_and_churn_a_share_of_all_users_pays() {
        let monthly = sold(1, 20.0);
        assert_eq!(brings(&monthly, &FROM_SECOND, &[100.0, 200.0, 400.0, 300.0]), [0.0, 400.0, 800.0, 600.0]);
        assert_eq!(brings(&sold(0, 5.0), &FROM_SECOND, &[100.0, 200.0, 400.0]), [0.0, 100.0, 200.0]);
    }

    #[test]
    fn a_trial_puts_the_first_payment_off() {
        let monthly = Sold { trial: 2, ..sold(1, 20.0) };
        // 20 of the 200 of the second month begin to pay in the fourth, 20 of the 200 who come after it in the fifth.
        assert_eq!(brings(&monthly, &FROM_SECOND, &[100.0, 200.0, 400.0, 400.0, 400.0]), [0.0, 0.0, 0.0, 400.0, 800.0]);
    }

    #[test]
    fn who_cancels_is_followed_by_who_comes_anew() {
        let monthly = Sold { churn: 0.5, ..sold(1, 1.0) };
        let still = Market { first: 0, turnover: 0.0 };
        assert_eq!(brings(&monthly, &still, &[1_000.0; 4]), [100.0, 50.0, 25.0, 12.5]);
        // A tenth of 1,000 are replaced each month, a tenth of whom pays: 10 a month, and with half of the payers leaving 20 in the long run.
        let replaced = Market { first: 0, turnover: 0.1 };
        assert_eq!(brings(&monthly, &replaced, &[1_000.0; 3]), [100.0, 60.0, 40.0]);
        let long = brings(&monthly, &replaced, &[1_000.0; 60]);
        assert!((long[59] - 20.0).abs() < 1e-6);
    }

    #[test]
    fn a_year_is_paid_when_it_begins_and_when_it_begins_again() {
        let yearly = Sold { churn: 0.05, ..sold(12, 100.0) };
        let mut users = vec![1_000.0; 13];
        users[3] = 1_500.0;
        users[4..].fill(1_500.0);
        let paid = brings(&yearly, &Market { first: 0, turnover: 0.0 }, &users);
        let of_100_after_a_year = 100.0 * libm::pow(0.95, 12.0) * 100.0;
        assert_eq!((paid[0], paid[3], paid[4]), (10_000.0, 5_000.0, 0.0));
        assert!((paid[12] - of_100_after_a_year).abs() < 0.01, "{}", paid[12]);
    }

    #[test]
    fn payers_are_users_who_are_there() {
        let all = Sold { share: 1.0, ..sold(1, 1.0) };
        let crowded = Market { first: 0, turnover: 1.0 };
        assert_eq!(brings(&all, &crowded, &[10.0, 10.0, 0.0, 5.0]), [10.0, 10.0, 0.0, 5.0]);
        let half = [Simulated { users: 100.0, paid: 50.0, served: 0.5, ..Simulated::default() }];
        let market = Market { first: 0, turnover: 0.0 };
        assert_eq!(takings(&sold(1, 10.0), &market, &half)[0], Takings { payers: 10.0, dollars: 50.0 });
        assert_eq!(takings(&sold(12, 10.0), &market, &half)[0], Takings { payers: 10.0, dollars: 50.0 });
        assert_eq!(takings(&all, &market, &[]), []);
    }
}
