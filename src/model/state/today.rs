//! What is counted over a day of the whole app.

use crate::value::{Value, fields};

fields! {
    /// Counted over a day.
    pub struct Today<V> {
        /// Those of launches who tried the app and got through.
        joined: V,
        /// Those of launches who tried the app, whether or not they got through.
        tried: V,
        /// Sum of the levels: users by how busy the hour was.
        level: V,
        /// Visits and calls that came.
        requests: V,
        /// Visits that were served.
        visits: V,
        /// Visits and calls turned away.
        refused: V,
        /// Hours in which the app was down.
        down: V,
        /// Hours in which the backend ran.
        awake: V,
        /// Hours that instances of functions were open.
        open: V,
        /// Requests that no visit made, while the app ran.
        background: V,
        /// Visits and calls of users.
        asked: V,
        /// Of these, turned away.
        away: V,
        /// Of these, served.
        got: V,
    }
}

impl<V: Value> Today<V> {
    /// Share of the users' visits and calls of the day that is turned away. Users are counted for themselves: what is left of all when
    /// crawlers are taken off would be nothing but rounding where these are many.
    pub(in crate::model) fn share_away(&self) -> V {
        (self.away / self.asked.max(V::splat(1e-6))).min(V::splat(1.0))
    }

    /// Share of them that is served: counted for itself where nearly all are turned away, and what is left of 1 would be rounding.
    pub(in crate::model) fn share_got(&self) -> V {
        let (one, away) = (V::splat(1.0), self.share_away());
        let got = (self.got / self.asked.max(V::splat(1e-6))).min(one);
        V::select(V::splat(0.5).lt(away), got, one - away)
    }
}

#[cfg(test)]
mod tests {
    use wide::f32x8;

    use super::*;

    /// By hand: of 100 that 25 are turned away of, 75 are served; of ten million that all but three are, 3e-7, where single precision leaves
    /// 2.98e-7 or 3.58e-7 of 1; nobody who asks is turned away.
    #[test]
    fn what_is_served_is_no_rounding() {
        let got = |asked: f32, away: f32, got: f32| {
            let [asked, away, got] = [asked, away, got].map(f32x8::splat);
            let today = Today { asked, away, got, ..Today::from_fn(|_| f32x8::splat(0.0)) };
            today.share_got().to_array()[0]
        };
        assert_eq!((got(100.0, 25.0, 75.0), got(0.0, 0.0, 0.0)), (0.75, 1.0));
        assert!((got(1e7, 9_999_997.0, 3.0) - 3e-7).abs() < 1e-13);
    }
}
