//! Runs made by hand, and charts of them as SVG.

use headroom::analysis::LimitWords;
use headroom::chart::{
    Breaches, Difference, Fan, LadderNames, Odds, Overlay, PARTS, Palette, Parts, Picture, Race, Rungs, Speed, Totals,
    View,
};
use headroom::date::Month;
use headroom::parts::Slot;
use headroom::stats::{
    Bands, Chance, Comparison, Contender, FirstWall, Histogram, LimitMonth, MonthDifference, MonthSummary, Summary,
};
use plotters::drawing::IntoDrawingArea;
use plotters_svg::SVGBackend;

pub const START: Month = Month { year: 2027, month: 1 };

pub fn bands(median: f32) -> Bands {
    let at = |share: f32| median * share;
    Bands {
        p5: at(0.5),
        p10: at(0.6),
        p25: at(0.8),
        p50: median,
        p75: at(1.2),
        p90: at(2.0),
        p95: at(2.5),
        mean: median.into(),
        error: 0.0,
    }
}

/// A run of so many futures.
pub fn run(futures: u32, months: Vec<MonthSummary>) -> Summary {
    let nothing = Bands::default();
    Summary {
        futures,
        months,
        first_wall: FirstWall::default(),
        met: Vec::new(),
        total_cost: nothing,
        total_listed: nothing,
        total_costs: Histogram::default(),
        total_income: nothing,
        worst_month: nothing,
        worst_day: nothing,
        slowest: nothing,
        over_budget: Chance::new(0, futures),
        books: None,
    }
}

pub fn cost(months: Vec<Bands>, budget: f64) -> Picture {
    let months = months.into_iter().map(|cost| MonthSummary { cost, ..MonthSummary::default() });
    Picture::Fan(Fan::cost(&run(64, months.collect()), START, budget))
}

/// Answers of which half take as long as told, 1 in 20 twice and 1 in 100 three times as long.
pub fn seconds(months: Vec<Bands>, target: f64) -> Picture {
    let times =
        |bands: Bands, by: f32| Bands { p10: bands.p10 * by, p50: bands.p50 * by, p90: bands.p90 * by, ..bands };
    let month =
        |bands| MonthSummary { full_answer: [1.0, 2.0, 3.0].map(|by| times(bands, by)), ..MonthSummary::default() };
    Picture::Speed(Speed::full_answer(&run(64, months.into_iter().map(month).collect()), START, target))
}

/// The histogram of so many dollars in all.
pub fn totals(dollars: &[f32]) -> Picture {
    let summary = Summary {
        total_cost: Bands::of(&mut dollars.to_vec()),
        total_costs: Histogram::of(dollars),
        ..run(dollars.len() as u32, Vec::new())
    };
    Picture::Totals(Totals::new(&summary))
}

/// Dollars of three parts.
pub const THREE: [(Slot, f64); 3] = [(Slot::Frontend, 20.0), (Slot::Backend, 5.0), (Slot::Inference, 75.0)];

/// Dollars of several parts, from cents on.
pub const SEVERAL: [(Slot, f64); 5] =
    [(Slot::Frontend, 1.0), (Slot::Data, 2.0), (Slot::Payments, 0.5), (Slot::Domain, 0.1), (Slot::Inference, 90.0)];

/// A bill of so much for some parts of the app.
pub fn bill(of: &[(Slot, f64)]) -> [f64; PARTS] {
    let mut bill = [0.0; PARTS];
    of.iter().for_each(|(slot, dollars)| bill[*slot as usize] = *dollars);
    bill
}

pub fn parts(bills: Vec<[f64; PARTS]>) -> Picture {
    let months = bills.into_iter().map(|bill| MonthSummary { bill, ..MonthSummary::default() });
    Picture::Parts(Parts::new(&run(64, months.collect()), START))
}

/// A ladder of two plans, which `moved` of 64 futures have climbed by the end of each month.
pub fn rungs(moved: &[u32]) -> Option<Picture> {
    let month =
        |moved: &u32| MonthSummary { rungs: vec![[64 - moved, *moved, 0, 0, 0, 0, 0, 0]], ..MonthSummary::default() };
    let plans = ["Small", "A plan with quite a long name"].map(str::to_owned).to_vec();
    let ladder = LadderNames { place: 0, name: "Frontend".to_owned(), plans };
    Rungs::new(&run(64, moved.iter().map(month).collect()), START, &[ladder]).map(Picture::Rungs)
}

pub fn growing(months: usize) -> Vec<Bands> {
    std::iter::successors(Some(5.0_f32), |cost| Some(cost * 1.25)).take(months).map(bands).collect()
}

/// The limits of the runs here, the budget last.
pub const LIMITS: [&str; 4] = ["Model: per minute", "Model: per day", "Database: 5 GB", "Over budget"];

/// The words for them.
pub fn limits() -> Vec<LimitWords> {
    let words = |(at, name): (usize, &str)| LimitWords {
        name: name.to_owned(),
        key: format!("limit_{at}"),
        happens: format!("limit {at} is passed"),
        account: (at + 1 < LIMITS.len()).then_some(0),
        instead: None,
        is_measured: false,
        doubt: None,
    };
    LIMITS.into_iter().enumerate().map(words).collect()
}

/// A month in which so many of 64 futures meet each limit.
pub fn met(counts: [u32; LIMITS.len()]) -> MonthSummary {
    let limits = counts.map(|count| LimitMonth { met: Chance::new(count, 64), ..LimitMonth::default() });
    MonthSummary { limits: limits.into(), ..MonthSummary::default() }
}

pub fn breaches(months: u32) -> Picture {
    let months = (0..months).map(|month| met([0, month.min(64), 64, 0]));
    Picture::Breaches(Breaches::new(&run(64, months.collect()), START, &limits()))
}

/// What alternatives are called; the third has no name.
pub fn alternative_names() -> Vec<String> {
    ["Today", "Groq first", "", "Own GPU", "Cache", "Ten times the users"].map(str::to_owned).to_vec()
}

/// The bills of several alternatives.
pub fn overlay(alternatives: &[Vec<Bands>], budget: f64) -> Picture {
    let month = |cost: &Bands| MonthSummary { cost: *cost, ..MonthSummary::default() };
    let runs: Vec<_> = alternatives.iter().map(|months| run(64, months.iter().map(month).collect())).collect();
    Picture::Overlay(Overlay::cost(&runs.iter().collect::<Vec<_>>(), &alternative_names(), START, budget))
}

/// What alternatives came to, all with the same `months` of differences and of a race.
pub fn compared(alternatives: usize, months: &[Bands], race: Vec<Vec<f64>>) -> Comparison {
    let month = |bands: &Bands| MonthDifference { cost: *bands, answer: *bands, refused: *bands };
    let months: Vec<_> = months.iter().map(month).collect();
    let contender = Contender { months, keeps: Chance::new(0, 64), ..Contender::default() };
    Comparison { contenders: vec![contender; alternatives], race }
}

/// By how much the bills of the second alternative differ.
pub fn difference(months: &[Bands]) -> Picture {
    Picture::Difference(Difference::cost(&compared(2, months, Vec::new()), 1, &alternative_names(), START))
}

/// Who is the cheapest.
pub fn race(alternatives: usize, months: Vec<Vec<f64>>) -> Picture {
    Picture::Race(Race::new(&compared(alternatives, &[], months), &alternative_names(), START))
}

/// How many of 64 futures turn somebody away in each month, for each alternative.
pub fn odds(alternatives: &[Vec<u32>]) -> Picture {
    let run = |months: &Vec<u32>| run(64, months.iter().map(|count| met([*count, 0, 0, 64])).collect());
    let (runs, words): (Vec<_>, _) = (alternatives.iter().map(run).collect(), limits());
    let runs: Vec<_> = runs.iter().map(|run| (run, &words[..])).collect();
    Picture::Odds(Odds::refused(&runs, &alternative_names(), START))
}

pub fn svg(picture: &Picture, size: (u32, u32), scale: f64, palette: &Palette) -> String {
    let mut text = String::new();
    picture
        .draw(&SVGBackend::with_string(&mut text, size).into_drawing_area(), scale, palette, View::default())
        .unwrap();
    text
}

/// A drawing as a reader chose to see it.
pub fn seen(picture: &Picture, view: View) -> String {
    let mut text = String::new();
    let area = SVGBackend::with_string(&mut text, (480, 232)).into_drawing_area();
    picture.draw(&area, 1.0, &Palette::LIGHT, view).unwrap();
    drop(area);
    text
}

/// The view without a series.
pub fn without(picture: &Picture, id: &str) -> View {
    View::default().toggled(picture.series().iter().find(|series| series.id == id).unwrap().number)
}

/// The texts of a drawing.
pub fn texts(svg: &str) -> Vec<&str> {
    let contents = svg.split("<text").skip(1).filter_map(|element| element.split_once('>')?.1.split("</text").next());
    contents.map(str::trim).collect()
}
