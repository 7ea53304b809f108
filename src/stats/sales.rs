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
/// month, and where users become fewer, payers and those on trial do in proportion. Those who come in the place of others are users who
/// come. A part of what is turned away is given back, of a year month by month. Nobody pays before the first month with income; all users
/// of that month come in it, as far as sales know.
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
    let fewer = |month: usize| match month {
        month if month > first => (users(month) / users(month - 1).max(1e-9)).min(1.0),
        _ => 1.0,
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
        let stay = (1.0 - sold.churn) * fewer(month);
        // Who leaves during the trial never pays.
        let new = month
            .checked_sub(sold.trial)
            .filter(|came| *came >= first)
            .map_or(0.0, |came_in| sold.share * came(came_in) * (came_in + 1..=month).map(fewer).product::<f64>());
        let all = payers * stay + new;
        payers = all.min(simulated.users);
        let of_all = payers / all.max(1e-9);
        if sold.every == 1 {
            // Of the mean over the month, as many as of its end.
            let share = payers / simulated.users.max(1e-9);
            return Takings { payers, dollars: share * simulated.paid * sold.dollars };
        }
        begun.iter_mut().for_each(|payers| *payers *= stay * of_all);
        begun[month] = new * of_all + month.checked_sub(sold.every).map_or(0.0, |then| begun[then]);
        // What is turned away is given back month by month: of this one to all who have paid for it.
        let given_back = payers / sold.every as f64 * (1.0 - simulated.served);
        Takings { payers, dollars: (begun[month] - given_back) * sold.dollars }
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

    /// Half of the 500 who came are there a month later and a quarter after two: of 12.5 and not of 50 a payment comes after a trial of two months.
    #[test]
    fn who_leaves_during_a_trial_never_pays() {
        let monthly = Sold { trial: 2, ..sold(1, 20.0) };
        let still = Market { first: 0, turnover: 0.0 };
        assert_eq!(brings(&monthly, &still, &[500.0, 250.0, 125.0, 62.5]), [0.0, 0.0, 250.0, 125.0]);
    }

    /// Of those who were there at the month's begin a tenth are replaced: 20 of 100, 40 of 200 who come beside 100 more.
    #[test]
    fn who_is_replaced_was_there_at_the_begin() {
        let monthly = Sold { churn: 1.0, ..sold(1, 1.0) };
        let replaced = Market { first: 0, turnover: 0.2 };
        assert_eq!(brings(&monthly, &replaced, &[100.0, 200.0, 300.0]), [10.0, 12.0, 14.0]);
    }

    /// Ten come to 100 each month in the place of ten others, and all pay for a year: payers are never more than users, so 110 are taken for
    /// 100. Of the first 100 a year later `100 / 1.1^12 = 31.86` pay again, beside `10 / 1.1 = 9.09` who are new.
    #[test]
    fn no_more_pay_again_than_there_are_users() {
        let yearly = Sold { share: 1.0, ..sold(12, 1.0) };
        let market = Market { first: 0, turnover: 0.1 };
        let all = takings(&yearly, &market, &months(&[100.0; 13]));
        assert!(all.iter().all(|it| it.payers <= 100.0));
        assert!((all[12].dollars - (31.863 + 9.091)).abs() < 0.001, "{}", all[12].dollars);
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
        // Of a year only the month's part is given back, and of what was paid before, too: 10 · $12 less a half of 10 · $1, and of 5 · $1.
        let year = takings(&sold(12, 12.0), &market, &[half[0], Simulated { users: 50.0, ..half[0] }]);
        assert_eq!(year, [Takings { payers: 10.0, dollars: 115.0 }, Takings { payers: 5.0, dollars: -2.5 }]);
        assert_eq!(takings(&all, &market, &[]), []);
    }
}
