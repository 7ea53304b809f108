//! One number of several alternatives, month by month or volume by volume: the median of each and the band around it.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Axis, Chart, Failure, Frame, Places, Series, Spacing, Unit, View,
    alternatives::{LOOKS, MOST, called, letter, name_ends},
    bound::Bound,
    frame::LABEL,
    pen::{Pen, Point, room},
    scale::Scale,
    series::Reach,
    trace,
};
use crate::analysis::number;
use crate::date::Month;
use crate::stats::{AtVolume, Bands, ByVolume, Compared, Crossing, MonthSummary, Summary, Targets};

const BUDGET: Series =
    Series { number: MOST, id: "budget", name: "budget", title: "Your budget of a month", key: "limit" };
const TARGET: Series =
    Series { number: MOST, id: "target", name: "target", title: "Your target for the slowest 1 in 20", key: "limit" };
const MOST_REFUSED: Series =
    Series { number: MOST, id: "most", name: "most", title: "Most that may be turned away", key: "limit" };

/// What is drawn over volumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeCurve {
    /// Bills of a month.
    Cost,
    /// The bill of 1,000 uses.
    Each,
    /// Seconds that the slowest 1 in 20 full answers exceed.
    Answer,
    /// Share of visits and calls turned away.
    Refused,
}

/// One number of several alternatives over the same futures, month by month or volume by volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// What is counted, as in "Cost a month".
    subject: &'static str,
    unit: Unit,
    places: Places,
    /// The alternatives, A first: what each is called, and its months or volumes.
    lines: Vec<(String, Vec<Bands>)>,
    bound: Option<(Bound, Series)>,
    /// How far the lines reach, and how far their bands.
    reach: [Reach<{ MOST + 1 }>; 2],
    /// The axis that suits.
    spacing: Spacing,
    /// Whether there is a choice of axis.
    has_choice: bool,
    /// Whether a month of 0 is none: nobody was answered, and nobody waited.
    has_gaps: bool,
    /// Where two alternatives change places: both, and at which volume.
    crossings: Vec<([usize; 2], f64)>,
}

impl Overlay {
    /// Opacity of a band: light, because several lie over each other.
    const BAND: f64 = 0.16;
    /// Bands are drawn of so many alternatives at most; those of more would hide the lines.
    const BANDS: usize = 3;
    /// Room at the right for the letters.
    const LETTERS: f64 = 14.0;

    /// Bills a month against the budget, dollars. Their axis is symlog where one bill is a thousand times another.
    #[must_use]
    pub fn cost(summaries: &[&Summary], names: &[String], first: Month, budget: f64) -> Self {
        let bound = (Bound { name: "Budget", number: budget }, BUDGET);
        Self::new("Cost a month", Unit::Dollars, (summaries, names, first), |month| month.cost, Some(bound))
            .with_choice()
    }

    /// Seconds that the slowest 1 in 20 full answers exceed, against the target.
    #[must_use]
    pub fn full_answer(summaries: &[&Summary], names: &[String], first: Month, target: f64) -> Self {
        let bound = (Bound { name: "Target", number: target }, TARGET);
        let slow = |month: &MonthSummary| month.full_answer[1];
        let overlay = Self::new("Slowest 1 in 20 answers", Unit::Seconds, (summaries, names, first), slow, Some(bound));
        Self { has_gaps: true, ..overlay }
    }

    /// Shares of a month's visits and calls that are turned away, against the most that may be.
    #[must_use]
    pub fn refused(summaries: &[&Summary], names: &[String], first: Month, most: f64) -> Self {
        let bound = (Bound { name: "At most", number: most }, MOST_REFUSED);
        let of = |month: &MonthSummary| month.refused_share;
        Self::new("Share turned away", Unit::Share, (summaries, names, first), of, Some(bound))
    }

    /// Monthly users at the end of each month.
    #[must_use]
    pub fn users(summaries: &[&Summary], names: &[String], first: Month) -> Self {
        let of = |month: &MonthSummary| month.users;
        Self::new("Users at the month's end", Unit::Users, (summaries, names, first), of, None)
    }

    /// Money in the bank at the end of each month, dollars; `None` where it is not said of all how much there is.
    #[must_use]
    pub fn cash(summaries: &[&Summary], names: &[String], first: Month) -> Option<Self> {
        let says_cash = |summary: &&Summary| summary.books.as_ref().is_some_and(|books| books.says_cash);
        let of = |month: &MonthSummary| month.books.as_ref().map(|books| books.cash).unwrap_or_default();
        let drawn = || Self::new("Money in the bank", Unit::Dollars, (summaries, names, first), of, None);
        summaries.iter().all(says_cash).then(drawn)
    }

    /// All that is spent for each monthly user, dollars; `None` where books are not kept of all.
    #[must_use]
    pub fn of_user(summaries: &[&Summary], names: &[String], first: Month) -> Option<Self> {
        let of = |month: &MonthSummary| month.books.as_ref().map(|books| books.of_user).unwrap_or_default();
        let overlay =
            || Self::new("Spent for each user", Unit::Dollars, (summaries, names, first), of, None).with_choice();
        summaries.iter().all(|summary| summary.books.is_some()).then(overlay)
    }

    fn new(
        subject: &'static str,
        unit: Unit,
        (summaries, names, first): (&[&Summary], &[String], Month),
        of: impl Fn(&MonthSummary) -> Bands,
        bound: Option<(Bound, Series)>,
    ) -> Self {
        let lines = summaries.iter().map(|summary| summary.months.iter().map(&of).collect());
        Self::of(subject, unit, first.into(), (lines.collect(), names), bound)
    }

    /// What alternatives do at several volumes, of which so much (`what`) is asked.
    #[must_use]
    pub fn by_volume(
        curve: VolumeCurve,
        by_volume: &ByVolume,
        names: &[String],
        what: &str,
        targets: &Targets,
    ) -> Self {
        let places = Places::Volumes { what: what.to_owned(), at: by_volume.volumes.clone() };
        let lines = |of: fn(&AtVolume) -> Bands| -> Vec<Vec<Bands>> {
            by_volume.curves.iter().map(|curve| curve.iter().map(of).collect()).collect()
        };
        let target = (Bound { name: "Target", number: targets.answer.into() }, TARGET);
        let most = (Bound { name: "At most", number: targets.refused.into() }, MOST_REFUSED);
        let (subject, unit, of, by, bound): (_, _, fn(&AtVolume) -> Bands, _, _) = match curve {
            VolumeCurve::Cost => ("Cost a month", Unit::Dollars, |at| at.cost, Compared::Cost, None),
            VolumeCurve::Each => ("Cost of 1,000 uses", Unit::Dollars, |at| at.each, Compared::Cost, None),
            VolumeCurve::Answer => {
                ("Slowest 1 in 20 answers", Unit::Seconds, |at| at.answer, Compared::Answer, Some(target))
            }
            VolumeCurve::Refused => ("Share turned away", Unit::Share, |at| at.refused, Compared::Refused, Some(most)),
        };
        let overlay = Self::of(subject, unit, places, (lines(of), names), bound);
        // Bills of 1,000 uses need not cross where those of a month do.
        let is_shown = |it: &&Crossing| it.by == by && it.is_likely() && curve != VolumeCurve::Each;
        let crossings = by_volume.crossings.iter().filter(is_shown);
        let mut crossings: Vec<_> = crossings.map(|it| ([it.below, it.above], it.at.p50.into())).collect();
        crossings.sort_by(|a: &(_, f64), b| a.1.total_cmp(&b.1));
        Self {
            has_choice: true,
            spacing: if unit == Unit::Share { Spacing::Linear } else { Spacing::Symlog },
            has_gaps: unit == Unit::Seconds,
            crossings,
            ..overlay
        }
    }

    fn of(
        subject: &'static str,
        unit: Unit,
        places: Places,
        (lines, names): (Vec<Vec<Bands>>, &[String]),
        bound: Option<(Bound, Series)>,
    ) -> Self {
        let lines = lines.into_iter().take(MOST).enumerate();
        let lines: Vec<_> = lines.map(|(place, line)| (called(place, names), line)).collect();
        let reach = [trace::MEDIAN, trace::EIGHT.1].map(|quantile| {
            let of = |place: usize| lines.get(place).map_or(0.0, |(_, months)| trace::largest(months, quantile));
            let mut reach: [f64; MOST + 1] = std::array::from_fn(of);
            let largest = reach.iter().copied().fold(0.0, f64::max);
            reach[MOST] = bound.map_or(0.0, |(bound, _)| bound.reach(largest));
            Reach(reach)
        });
        Self {
            subject,
            unit,
            places,
            lines,
            bound,
            reach,
            spacing: Spacing::Linear,
            has_choice: false,
            has_gaps: false,
            crossings: Vec::new(),
        }
    }

    /// The same on the axis that suits, with a choice.
    fn with_choice(self) -> Self {
        let months: Vec<&[Bands]> = self.lines.iter().map(|(_, months)| &months[..]).collect();
        let spacing = trace::suiting(&months, self.largest(View::default()));
        Self { has_choice: true, spacing, ..self }
    }

    /// The same lines on an axis of the same kind that is at least as high as that of the lines `before`.
    #[must_use]
    pub fn growing_from(self, before: &Self) -> Self {
        let reach = std::array::from_fn(|at| self.reach[at].grown(before.reach[at]));
        Self { reach, spacing: before.spacing, ..self }
    }

    /// Whether the bands are drawn of what is shown.
    fn is_banded(&self, view: View) -> bool {
        self.shown(view).len() <= Self::BANDS
    }

    fn largest(&self, view: View) -> f64 {
        self.reach[usize::from(self.is_banded(view))].largest(view)
    }

    fn scale(&self, view: View, size: Point) -> Option<Scale> {
        let axis = Axis::settled(view.spacing(self.spacing), self.largest(view), self.unit.finest());
        Scale::new(axis, self.unit, (size.0 - Self::LETTERS, size.1), self.places())
    }

    /// The alternatives to draw.
    fn shown(&self, view: View) -> Vec<(usize, &[Bands])> {
        let lines = self.lines.iter().enumerate().map(|(place, (_, months))| (place, &months[..]));
        lines.filter(|(place, months)| view.shows(*place) && !months.is_empty()).collect()
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, view: View) -> Result<(), Failure<DB>> {
        let Some(scale) = self.scale(view, pen.size()) else { return Ok(()) };
        let (shown, colours) = (self.shown(view), &pen.palette.alternatives);
        scale.draw(pen)?;
        self.places.draw(pen, &scale.frame)?;
        for (place, months) in shown.iter().filter(|_| self.is_banded(view)) {
            for run in self.runs(months) {
                trace::band_from(pen, &scale, run, trace::EIGHT, colours[*place], Self::BAND)?;
            }
        }
        // Dashes over whole lines: of equal ones both are seen.
        let mut ends = Vec::new();
        for (place, months) in &shown {
            let lines = self.runs(months).into_iter().map(|run| trace::trace(&scale, run, trace::MEDIAN));
            let lines: Vec<Vec<Point>> = lines.collect();
            for line in &lines {
                pen.dashed(line, 2.0, colours[*place], LOOKS[*place].dashes)?;
            }
            ends.extend(lines.last().and_then(|line| line.last()).map(|end| (*place, *end)));
        }
        if let Some((bound, _)) = self.bound.filter(|_| view.shows(MOST)) {
            let fans: Vec<_> = shown.iter().map(|(_, months)| *months).collect();
            bound.draw(pen, &scale, self.unit, &fans)?;
        }
        self.draw_crossings(pen, &scale, view)?;
        name_ends(pen, &ends, (scale.frame.top, scale.frame.bottom))
    }

    /// Draws a line through the volume at which two shown alternatives change places, with the volume above it.
    fn draw_crossings<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        scale: &Scale,
        view: View,
    ) -> Result<(), Failure<DB>> {
        let frame = &scale.frame;
        let mut free = frame.left;
        for ([below, above], volume) in &self.crossings {
            let is_shown = view.shows(*below) && view.shows(*above);
            let Some(position) = self.places.position(*volume).filter(|_| is_shown) else { continue };
            let x = frame.middle(0) + frame.width() * position;
            pen.dashed(&[(x, frame.top), (x, frame.bottom)], 1.0, pen.palette.soft, &[3.0, 3.0])?;
            let name = format!("{}/{} {}", letter(*below), letter(*above), number::short_count(*volume));
            let half = room(&name, LABEL) / 2.0;
            let middle = x.min(frame.right - half).max(frame.left + half);
            if middle - half >= free {
                pen.write(&name, (middle, 1.0), LABEL, (HPos::Center, VPos::Top), pen.palette.ink)?;
                free = middle + half + 4.0;
            }
        }
        Ok(())
    }

    /// Whether a month is none.
    fn is_gap(&self, bands: &Bands) -> bool {
        self.has_gaps && bands.p50 <= 0.0
    }

    /// The months without a gap between them, each with the number of its first.
    fn runs<'a>(&self, months: &'a [Bands]) -> Vec<(usize, &'a [Bands])> {
        let mut first = 0;
        let runs = months.split(|bands| self.is_gap(bands)).map(|run| {
            let place = first;
            first += run.len() + 1;
            (place, run)
        });
        runs.filter(|(_, run)| !run.is_empty()).collect()
    }

    /// A month of an alternative as text: median, 10%, 90%.
    fn cells(&self, place: usize, month: usize) -> [String; 3] {
        let months = self.lines.get(place).map(|(_, months)| &months[..]).unwrap_or_default();
        let bands = months.get(month).copied().unwrap_or_default();
        if self.is_gap(&bands) {
            return ["nobody is answered".to_owned(), String::new(), String::new()];
        }
        [bands.p50, bands.p10, bands.p90].map(|number| self.unit.full(number.into()))
    }
}

impl Chart for Overlay {
    fn places(&self) -> usize {
        self.lines.iter().map(|(_, months)| months.len()).max().unwrap_or(0)
    }

    fn frame(&self, view: View, size: Point) -> Option<Frame> {
        self.scale(view, size).map(|scale| scale.frame)
    }

    fn series(&self) -> Vec<Series> {
        let lines = LOOKS.iter().take(self.lines.len()).map(|look| look.series);
        lines.chain(self.bound.map(|(_, series)| series)).collect()
    }

    fn spacing(&self, view: View) -> Option<Spacing> {
        self.has_choice.then(|| view.spacing(self.spacing))
    }

    fn columns(&self) -> Vec<String> {
        let of = |(name, _): &(String, _)| ["median", "10%", "90%"].map(|cell| format!("{name}: {cell}"));
        std::iter::once(self.places.column()).chain(self.lines.iter().flat_map(of)).collect()
    }

    fn row(&self, place: usize) -> Vec<String> {
        let cells = (0..self.lines.len()).flat_map(|line| self.cells(line, place));
        std::iter::once(self.places.cell(place)).chain(cells).collect()
    }

    fn read_out(&self, place: usize) -> String {
        let line = |at: usize| {
            let [median, low, high] = self.cells(at, place);
            let spread = if low == high { String::new() } else { format!(" ({low} to {high})") };
            format!("{} {median}{spread}", letter(at))
        };
        let lines: Vec<_> = (0..self.lines.len()).map(line).collect();
        let bound = self.bound.map(|(bound, _)| format!("; {}", bound.words(self.unit).to_lowercase()));
        format!("{}: {}{}", self.places.name(place), lines.join("; "), bound.unwrap_or_default())
    }

    fn words(&self) -> String {
        let Some(last) = self.places().checked_sub(1) else {
            return format!("{}: nothing to show yet.", self.subject);
        };
        let line = |(at, (name, _)): (usize, &(String, _))| {
            let [median, low, high] = self.cells(at, last);
            let spread = if low == high { String::new() } else { format!(", 8 of 10 futures {low} to {high}") };
            format!("{name} median {median}{spread}")
        };
        let lines: Vec<_> = self.lines.iter().enumerate().map(line).collect();
        format!("{} {}: {}.", self.subject, self.places.within(last), lines.join("; "))
    }
}
