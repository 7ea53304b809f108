//! Uses that reach no model: those that a template answers, and those whose answer is already there.

use super::{Run, State};
use crate::value::{List, Value};

/// Share of the uses that `count` templates leave to others, those for what is wanted most, where `half` templates answer half of the
/// uses: `h / (n + h)`.
///
/// It is what follows from popularities `h / ((k + h) (k + h - 1))` of the thing of rank `k`, which fall with the square of the rank
/// (`docs/model.md`, Templates, caches and batches). Both numbers are inputs of a future, so it is reckoned once a future.
pub fn untemplated<V: Value>(count: V, half: V) -> V {
    half / (count + half)
}

/// Share of the uses whose answer is still kept, where `rate` of them come an hour, each for one of `prompts` different
/// things whose popularity falls with their rank, and an answer is kept for `hours`.
///
/// A thing asked for `l` times an hour is found with probability `l T / (1 + l T)` (`docs/model.md`, Templates, caches and batches). With
/// popularities `1 / (i ln K)`, those of Zipf, the sum over all `K` things is `ln(K (1 + c) / (K + c)) / ln K` with
/// `c = rate T / ln K`, taking the sum for an integral.
pub fn hit_share<V: Value>(rate: V, hours: V, prompts: V) -> V {
    let one = V::splat(1.0);
    let prompts = prompts.max(V::splat(2.0));
    let ln = prompts.ln();
    let kept = (rate * hours / ln).min(V::splat(1e12));
    // By how much the fraction is above 1, which of few uses is no rounding of it.
    let above = kept * (one - one / prompts) / (one + kept / prompts);
    let few = above * (one - above * (V::splat(0.5) - above * V::splat(1.0 / 3.0)));
    V::select(above.lt(V::splat(0.01)), few, (one + above).ln()) / ln
}

/// Calls that a mean hour of the day brings to the provider for each user, and what is saved before. Those that no user makes fall to
/// all users alike, and are saved nowhere.
pub(super) fn thin<V: Value>(run: &Run<'_, V>, users: V, state: &mut State<V>) {
    let (p, one) = (&run.params, V::splat(1.0));
    let [all, by_users] = V::fold(run.features(), [V::splat(0.0); 2], |feature, [all, by_users]| {
        let of = |numbers: &[V]| V::pick(numbers, feature);
        let uses = p.active_share * of(&p.calls) * V::splat(1.0 / 24.0);
        let asked = uses * of(&p.untemplated);
        let cacheable = of(&p.cacheable);
        let [hits] = V::only_where(V::splat(0.0).lt(cacheable), [V::splat(0.0)], || {
            [hit_share(users * asked * cacheable, of(&p.cache_hours), of(&p.prompts))]
        });
        let passing = of(&p.untemplated) * (one - cacheable * hits);
        // Counted for itself: of few that are saved the rest of 1 is rounding.
        let saved = (one - of(&p.untemplated)) + of(&p.untemplated) * (cacheable * hits);
        let of_users = uses * passing;
        let call_rate = of_users + of(&p.scheduled) / users.max(V::splat(1e-6));
        state.features.change(feature, |it| {
            (it.now.passing, it.now.saved, it.now.of_users, it.now.call_rate) = (passing, saved, of_users, call_rate);
        });
        [all + call_rate, by_users + of_users]
    });
    state.daily.of_users = by_users / all.max(V::splat(1e-20));
}

#[cfg(test)]
mod tests {
    use super::{hit_share, untemplated};

    /// Where 20/9 answer half, 5 answer 9/13 of the uses, 20 nine tenths and 50 45/47; the first 20 popularities add up to the
    /// same nine tenths.
    #[test]
    fn templates_answer_what_is_wanted_most() {
        let half = 20.0 / 9.0;
        for (count, left) in [(0.0, 1.0), (half, 0.5), (5.0, 4.0 / 13.0), (20.0, 0.1), (50.0, 2.0 / 47.0)] {
            let got: f64 = untemplated(count, half);
            assert!((got - left).abs() < 1e-12, "{count}: {got}, not {left}");
        }
        let wanted = |rank: f64| half / ((rank + half) * (rank + half - 1.0));
        let first: f64 = (1..=20).map(|rank| wanted(rank.into())).sum();
        assert!((first - 0.9).abs() < 1e-12, "{first}");
        // All of them, to the bit, where there is none.
        assert_eq!(untemplated(0.0, 2.2), 1.0);
    }

    /// The sum that the integral stands for.
    fn exact(rate: f64, hours: f64, prompts: u32) -> f64 {
        let total: f64 = (1..=prompts).map(|rank| 1.0 / f64::from(rank)).sum();
        let hit = |rank: u32| {
            let share = 1.0 / (f64::from(rank) * total);
            let kept = rate * hours * share;
            share * kept / (1.0 + kept)
        };
        (1..=prompts).map(hit).sum()
    }

    #[test]
    fn hits_are_those_of_the_sum_over_all_things() {
        for prompts in [100, 1_000, 100_000] {
            for rate in [0.1, 1.0, 10.0, 100.0, 10_000.0] {
                let (got, sum): (f64, f64) = (hit_share(rate, 24.0, f64::from(prompts)), exact(rate, 24.0, prompts));
                assert!((got - sum).abs() < 0.05, "{prompts} at {rate}: {got}, not {sum}");
            }
        }
    }

    /// Where hardly anybody asks, as many find theirs as the share that a thing is kept: `c (1 - 1/K) / ln K`, in single precision as well.
    #[test]
    fn few_hits_are_no_rounding() {
        for rate in [1e-9_f32, 1e-6, 1e-4] {
            let ln = libm::log(1_000.0);
            let truth = f64::from(rate) * 24.0 / ln * 0.999 / ln;
            let got = hit_share(wide::f32x8::splat(rate), wide::f32x8::splat(24.0), wide::f32x8::splat(1_000.0));
            assert!((f64::from(got.to_array()[0]) / truth - 1.0).abs() < 1e-3, "{rate}: {got:?}, not {truth}");
        }
    }

    #[test]
    fn nothing_kept_is_nothing_hit() {
        assert_eq!(hit_share(100.0_f64, 0.0, 1_000.0), 0.0);
        assert_eq!(hit_share(0.0_f64, 24.0, 1_000.0), 0.0);
        let all: f64 = hit_share(1e9, 1e4, 1.0);
        assert!((all - 1.0).abs() < 1e-6, "{all}");
    }
}
