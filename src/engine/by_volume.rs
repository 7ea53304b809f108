//! Alternatives at several volumes: what each does of a future there is set beside what the others do of it.

use super::Reducer;
use crate::model::Record;
use crate::program::Sweep;
use crate::stats::{AtVolume, Bands, ByVolume, Chance, Compared, MonthOf, Targets, crossing, race};

/// Sets runs of a sweep beside each other, whose futures have all come: as many and in the same order as its programs.
#[must_use]
pub fn by_volume(sweep: &Sweep, runs: &[Reducer]) -> ByVolume {
    let alternatives = sweep.alternatives.max(1);
    // What a month may cost is asked of the months that are expected, not of any volume.
    let targets = sweep.programs.first().map(|first| Targets { budget: f32::INFINITY, ..first.targets });
    let (Some(targets), true) = (targets, runs.len() == sweep.programs.len()) else { return ByVolume::default() };
    let at: Vec<Vec<Numbers<'_>>> =
        runs.chunks(alternatives).map(|runs| runs.iter().map(Numbers::new).collect()).collect();
    let curve = |place: usize| at.iter().map(|all| all[place].at(&targets)).collect();
    let futures = runs.first().map_or(0, Reducer::futures);
    let by_future = |place: usize, by: Compared| -> Vec<Vec<f32>> {
        (0..futures).map(|future| at.iter().map(|all| all[place].number(by, future)).collect()).collect()
    };
    let mut crossings = Vec::new();
    for by in Compared::ALL {
        let rows: Vec<_> = (0..alternatives).map(|place| by_future(place, by)).collect();
        for first in 0..alternatives {
            let others = first + 1..alternatives;
            crossings.extend(
                others.filter_map(|other| crossing(by, &sweep.volumes, [first, other], [&rows[first], &rows[other]])),
            );
        }
    }
    ByVolume {
        volumes: sweep.volumes.clone(),
        futures: futures as u32,
        curves: (0..alternatives).map(curve).collect(),
        race: at.iter().map(|all| race(&all.iter().map(|it| it.month).collect::<Vec<_>>(), &targets)).collect(),
        crossings,
    }
}

/// What an alternative does at a volume, by future.
struct Numbers<'a> {
    month: MonthOf<'a>,
    uses: &'a [f32],
}

impl<'a> Numbers<'a> {
    /// Of the last month: those before lead to it.
    fn new(run: &'a Reducer) -> Self {
        let whole = Record::places(run.shape()).whole;
        let row = |row| run.numbers(row, run.months().saturating_sub(1));
        let month =
            MonthOf { cost: row(whole.cost), answer: row(whole.full_answer[1]), refused: row(whole.refused_share) };
        Self { month, uses: row(whole.uses) }
    }

    fn number(&self, by: Compared, future: usize) -> f32 {
        match by {
            Compared::Cost => self.month.cost[future],
            // Nobody is answered, which takes for ever.
            Compared::Answer if self.month.answer[future] <= 0.0 => f32::INFINITY,
            Compared::Answer => self.month.answer[future],
            Compared::Refused => self.month.refused[future],
        }
    }

    fn at(&self, targets: &Targets) -> AtVolume {
        let MonthOf { cost, answer, refused } = self.month;
        let each = |(cost, uses): (&f32, &f32)| if *uses > 0.0 { cost / uses * 1_000.0 } else { 0.0 };
        let keeps = (0..cost.len()).filter(|future| self.month.keeps(*future, targets)).count();
        AtVolume {
            cost: Bands::of(&mut cost.to_vec()),
            each: Bands::of(&mut cost.iter().zip(self.uses).map(each).collect::<Vec<_>>()),
            answer: Bands::of(&mut answer.to_vec()),
            refused: Bands::of(&mut refused.to_vec()),
            keeps: Chance::new(keeps as u32, cost.len() as u32),
        }
    }
}
