//! What the company's books say of alternatives: what all of it costs, and how long the money lasts.

use super::super::super::number::chance_words;
use super::super::{Side, in_a_row};
use super::{SPENDS, Words, left};
use crate::scenario::Alternative;
use crate::stats::{Chance, Measure};

impl Words<'_> {
    /// Where books are kept: how often the money of each runs out, and what each spends beside the first, of which nothing that is
    /// compared after it knows.
    pub(super) fn books(&self, first: &Side<'_>, others: &[Side<'_>]) -> Vec<String> {
        if first.contender.books.is_none() {
            return Vec::new();
        }
        let letter = Alternative::letter(first.place);
        let spends = |side: &Side<'_>| {
            let left = left(side, Measure::Spent, "what is left of income");
            let left = left.map(|left| format!("; {left}")).unwrap_or_default();
            format!("{} {}{left}.", self.name(side), self.apart(side, Measure::Spent, &SPENDS, letter))
        };
        let mut spent: Vec<String> = others.iter().map(spends).collect();
        if let Some(sentence) = spent.first_mut() {
            *sentence = format!("With people and all else {sentence}");
        }
        let rest = "What follows is of providers’ bills, waits and refusals alone.".to_owned();
        self.runs_out(first, others).into_iter().chain(spent).chain([rest]).collect()
    }

    /// How often the money of each runs out, and how often only that of one.
    fn runs_out(&self, first: &Side<'_>, others: &[Side<'_>]) -> Option<String> {
        let letter = |side: &Side<'_>| Alternative::letter(side.place);
        let broke = |(at, side): (usize, &Side<'_>)| {
            let of = if at == 0 { " of futures" } else { "" };
            Some(format!("{}{of} with {}", chance_words(side.cash()?.broke), letter(side)))
        };
        let all: Vec<String> = self.sides.iter().enumerate().map(broke).collect::<Option<_>>()?;
        let only = |chance: Chance, [with, not]: [&Side<'_>; 2]| {
            let other = if others.len() > 1 { format!(" and not with {}", letter(not)) } else { String::new() };
            (chance.count > 0).then(|| format!("{} only with {}{other}", chance_words(chance), letter(with)))
        };
        let each = |side: &Side<'_>| {
            let cash = side.cash().copied().unwrap_or_default();
            let here = only(cash.only_here, [side, first]);
            [only(cash.only_first, [first, side]), here].into_iter().flatten().collect::<Vec<_>>()
        };
        let apart: Vec<String> = others.iter().flat_map(each).collect();
        let rows = [all, apart].map(|parts| in_a_row(&parts.iter().map(String::as_str).collect::<Vec<_>>()));
        let [all, apart] = rows;
        let apart = if apart.is_empty() { apart } else { format!("; in {apart}") };
        Some(format!("The money runs out within {} in {all}{apart}.", self.within()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{compared, scenario, summaries, usual};
    use super::super::comparison_verdict;
    use crate::catalog::Catalog;
    use crate::stats::{Kept, Summary, paired};

    const FUTURES: usize = 100;

    /// Each future of an alternative: what it spends, and up to which future the money runs out.
    fn kept(spent: impl Fn(usize) -> f64, broke: std::ops::Range<usize>) -> Vec<Kept> {
        let kept = |future: usize| {
            let is_broke = broke.contains(&future);
            let cash = if is_broke { -1.0 } else { 9.0 };
            Kept { broke: is_broke.then_some(3), even: None, spent: spent(future), besides: 0.0, income: 0.0, cash }
        };
        (0..FUTURES).map(kept).collect()
    }

    /// What is said first, of alternatives that are the same but for their books.
    fn said(books: &[Vec<Kept>], says_cash: bool) -> Vec<String> {
        let mut comparison = compared(&vec![usual(); books.len()], &vec![0; books.len()]);
        for (contender, books) in comparison.contenders.iter_mut().zip(paired(books, says_cash, &|_, _| true)) {
            contender.books = Some(books);
        }
        let [first, second] = summaries();
        let summaries: Vec<&Summary> = [&first, &second, &second].into_iter().take(books.len()).collect();
        let names = &["early", "late", "never"][..books.len()];
        let mut all = comparison_verdict(&comparison, &summaries, &scenario(names), &Catalog::builtin().unwrap());
        let at = all.iter().position(|sentence| sentence.starts_with("What follows is of")).unwrap();
        all.truncate(at);
        all
    }

    #[test]
    fn two_hiring_plans_are_told_apart_future_by_future() {
        let early = kept(|future| 400_000.0 + future as f64, 0..41);
        let late = kept(|future| 370_000.0 + future as f64, 0..12);
        assert_eq!(
            said(&[early.clone(), late.clone()], true),
            [
                "The money runs out within 24 months in 41% of futures with A and 12% with B; in 29% only with A.",
                "With people and all else B (late) spends less than A in all 100 futures, by $30,000 over 24 months in at \
                 least 8 of 10 futures.",
            ]
        );
        let third = kept(|future| 430_000.0 - 2_000.0 * future as f64, 30..60);
        let three = said(&[early, late, third], true);
        assert_eq!(
            three[0],
            "The money runs out within 24 months in 41% of futures with A, 12% with B and 30% with C; in 29% only with A and \
             not with B, 30% only with A and not with C and 19% only with C and not with A."
        );
        assert_eq!(
            three[2..],
            [
                "C (never) spends less than A in 85 of 100 futures, by $70,050 over 24 months (8 of 10: from $9,990 more to \
              $150,100 less)."
            ]
        );
    }

    #[test]
    fn where_nobody_says_what_is_in_the_bank_nothing_is_said_of_it() {
        let same = kept(|_| 5.0, 0..0);
        assert_eq!(
            said(&[same.clone(), same], false),
            ["With people and all else B (late) spends the same as A in every future."]
        );
    }
}
