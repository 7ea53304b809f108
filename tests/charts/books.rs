//! The charts of the company's books: that they add up, and that they show the month at the cursor.

use headroom::chart::{Fan, Overlay, Palette, Parts, PerUser, Picture, Spacing, View};
use headroom::stats::{Bands, Books, BooksMonth, MonthSummary, Summary};
use proptest::prelude::*;

use crate::drawn::*;

/// Bills $40 and $80, an engineer $10,000, $2,000 once, tax $5; $500 by the month and $120 in packs come in.
pub fn two_months() -> Vec<BooksMonth> {
    let month = |bills: f64, once: f64| BooksMonth {
        spent: [bills, 10_000.0, once, 0.0, 0.0, 5.0, 0.0],
        earned: [500.0, 0.0, 120.0],
        lines: vec![10_000.0, 0.0, once],
        of_user: bands((bills + once) as f32),
        bills_of_user: bands(bills as f32),
        ..BooksMonth::default()
    };
    vec![month(40.0, 2_000.0), month(80.0, 0.0)]
}

/// All charts of books, with ten times as many users in each month as in the one before.
pub fn pictures(months: Vec<BooksMonth>, lines: &[&str]) -> Vec<Picture> {
    let users = |month: usize| bands(10.0 * libm::pow(10.0, month as f64) as f32);
    let month = |(at, books)| MonthSummary { users: users(at), books: Some(books), ..MonthSummary::default() };
    let run = run(64, months.into_iter().enumerate().map(month).collect());
    let names: Vec<String> = lines.iter().map(|name| (*name).to_owned()).collect();
    let parts = [Parts::books(&run, START), Parts::lines(&run, START, &names), Parts::fall(&run, START)];
    let parts = parts.into_iter().flatten().map(Picture::Parts);
    let fan = Fan::of_user(&run, START).map(Picture::Fan);
    parts.chain(fan).chain(PerUser::new(&run, START).map(Picture::PerUser)).collect()
}

const NAMES: [&str; 3] = ["Engineer", "Not yet", "Laptop"];

fn of_two_months() -> [Picture; 5] {
    pictures(two_months(), &NAMES).try_into().unwrap()
}

/// The rectangles of a drawing but the paper: left, top, width, height, colour.
fn rectangles(svg: &str) -> Vec<([f64; 4], String)> {
    fn of<'a>(element: &'a str, name: &str) -> Option<&'a str> {
        element.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
    }
    let rectangle = |element: &str| {
        let element = element.split('>').next()?;
        let numbers = ["x", "y", "width", "height"].map(|name| of(element, name).unwrap().parse().unwrap());
        Some((numbers, of(element, "fill")?.to_owned()))
    };
    svg.split("<rect").skip(2).filter_map(|element| rectangle(&format!(" {element}"))).collect()
}

fn hex(colour: headroom::chart::Colour) -> String {
    format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
}

#[test]
fn a_waterfall_adds_up_to_what_is_left() {
    let [.., fall, _, _] = of_two_months();
    let table = fall.numbers();
    let at = |name: &str| table.columns.iter().position(|column| column == name).unwrap();
    assert_eq!((table.rows[0][at("Net")].as_str(), table.rows[1][at("Net")].as_str()), ("-$11,430", "-$9,465"));
    let read = "Jan 2027, on average: Paid by the month $500, Packs $120, Bills of providers $40, People $10,000, \
                One-offs $2,000, Tax on profit $5.00, net -$11,430";
    assert_eq!(fall.read_out(Some(0)), read);
    for place in [None, Some(0), Some(1), Some(7)] {
        let drawing = seen(&fall, View::default().at(place));
        let month = if place == Some(0) { "Jan 2027: net -$11,430" } else { "Feb 2027: net -$9,465" };
        assert!(texts(&drawing).contains(&month), "{place:?}: {:?}", texts(&drawing));
        // Each bar begins where the one before it ends: up with what comes in, down with what is spent.
        let parts = Palette::LIGHT.parts.map(hex);
        let bars: Vec<_> = rectangles(&drawing).into_iter().filter(|(_, fill)| parts.contains(fill)).collect();
        let bar = |piece: usize| bars.iter().find(|(_, fill)| *fill == parts[piece]).map(|(it, _)| *it);
        let near = |a: f64, b: f64| (a - b).abs() <= 1.5;
        let [by_month, packs, people] = [7, 9, 1].map(|piece| bar(piece).unwrap());
        assert!(near(packs[1] + packs[3], by_month[1]), "{by_month:?} {packs:?}");
        assert!(by_month[0] < packs[0] && packs[0] < people[0]);
        let net = rectangles(&drawing).into_iter().find(|(_, fill)| *fill == hex(Palette::LIGHT.soft)).unwrap().0;
        let last = bar(5).unwrap();
        assert!(
            near(net[1] + net[3], last[1] + last[3]),
            "the last bar ends where what is left does: {net:?} {last:?}"
        );
        assert_eq!(bar(2).is_some(), place == Some(0), "nothing is paid once in February");
    }
    // A kind that is hidden leaves a gap.
    let hidden = rectangles(&seen(&fall, without(&fall, "people")));
    let all = rectangles(&seen(&fall, View::default()));
    assert_eq!(all.len() - hidden.len(), 1);
    assert!(hidden.iter().all(|it| all.contains(it)));
}

#[test]
fn kinds_have_the_same_colour_wherever_they_are_drawn() {
    let [kinds, lines, fall, ..] = of_two_months();
    let key = |picture: &Picture, name: &str| {
        let series = picture.series().into_iter().find(|series| picture.name(series) == name);
        series.unwrap_or_else(|| panic!("{name}")).key
    };
    for name in ["Bills of providers", "People", "One-offs", "Tax on profit"] {
        assert_eq!(key(&kinds, name), key(&fall, name));
    }
    assert_eq!(key(&kinds, "Bills of providers"), key(&lines, "Bills of providers"));
    let ids: std::collections::BTreeSet<_> = fall.series().iter().map(|series| series.id).collect();
    assert_eq!(ids.len(), fall.series().len());
}

#[test]
fn lines_are_named_and_add_up_to_all_that_is_spent() {
    let [kinds, lines, ..] = of_two_months();
    let names: Vec<_> = lines.series().iter().map(|series| lines.name(series)).collect();
    assert_eq!(names, ["Bills of providers", "Engineer", "Laptop", "Tax, and what is paid back"]);
    assert_eq!(
        lines.words(),
        "Spent on average in Feb 2027: Bills of providers $80, Engineer $10,000, Tax, and what is paid back $5.00."
    );
    // Ten lines, the smallest first: seven are drawn for themselves.
    let mut months = two_months();
    for month in &mut months {
        month.lines = (0..10).map(|line| f64::from(line) * 10.0).collect();
        month.spent = [40.0, 450.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    }
    let all = pictures(months, &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]);
    let names: Vec<_> = all[1].series().iter().map(|series| all[1].name(series)).collect();
    assert_eq!(names, ["Bills of providers", "d", "e", "f", "g", "h", "i", "j", "Other lines"]);
    assert_eq!(all[1].numbers().rows[0][9], "$30", "10 and 20 dollars");
    let height = |picture: &Picture| {
        let bars = rectangles(&seen(picture, View::default()));
        let parts = Palette::LIGHT.parts.map(hex);
        bars.iter().filter(|(_, fill)| parts.contains(fill)).map(|(it, _)| it[1]).fold(f64::INFINITY, f64::min)
    };
    assert_eq!(height(&all[0]), height(&all[1]), "bars are as high by line as by kind");
    assert!(kinds.words().starts_with("Spent on average in Feb 2027: Bills of providers $80, People $10,000, "));
    let none = pictures(two_months(), &[]);
    assert_eq!(none.len(), 4, "no lines, no chart of them");
}

#[test]
fn a_user_is_a_dot_a_month_on_a_logarithmic_axis() {
    let mut months = two_months();
    months.push(months[1].clone());
    let all = pictures(months, &NAMES);
    let [.., fan, per_user] = &all[..] else { panic!("{} charts", all.len()) };
    assert_eq!(fan.words().split(':').next(), Some("Spent for each user"));
    assert!(fan.spacing(View::default()).is_some() && per_user.spacing(View::default()).is_some());
    let dots = |view: View, colour| {
        let all = rectangles(&seen(per_user, view)).into_iter().filter(|(_, fill)| *fill == hex(colour));
        all.map(|(it, _)| it).collect::<Vec<[f64; 4]>>()
    };
    let spent = dots(View::default(), Palette::LIGHT.speed[2]);
    assert_eq!((spent.len(), dots(View::default(), Palette::LIGHT.parts[0]).len()), (3, 3));
    let middle = |dot: &[f64; 4]| dot[0] + dot[2] / 2.0;
    let [first, second, third] = [0, 1, 2].map(|at| middle(&spent[at]));
    assert!((second - first - (third - second)).abs() <= 1.5, "ten times as many are as far apart: {spent:?}");
    let at = dots(View::default().at(Some(1)), Palette::LIGHT.speed[2]);
    assert!(at[1][2] > at[0][2] && at[0] == spent[0], "the month at the cursor is larger: {at:?}");
    assert!(per_user.follows() && !fan.follows());
    let read = "Jan 2027, 10 users: $2,040 spent for each of them, $40 of it bills; medians";
    assert_eq!(per_user.read_out(Some(0)), read);
    let drawing = seen(per_user, View::default().at(Some(0)));
    for text in ["Jan 2027: 10 users", "10", "100", "1k"] {
        assert!(texts(&drawing).contains(&text), "{text} is not in {:?}", texts(&drawing));
    }
    let hidden = seen(per_user, without(per_user, "bills"));
    assert!(!rectangles(&hidden).iter().any(|(_, fill)| *fill == hex(Palette::LIGHT.parts[0])));
}

/// Money that is not there is not drawn below zero: it has run out.
#[test]
fn alternatives_have_their_money_side_by_side() {
    let with = |cash: f32, says_cash: bool| {
        let books = BooksMonth { cash: bands(cash), of_user: bands(cash / 1e3), ..BooksMonth::default() };
        let months = vec![MonthSummary { books: Some(books), ..MonthSummary::default() }];
        Summary { books: Some(Books { says_cash, ..Books::default() }), ..run(64, months) }
    };
    let (rich, poor, unsaid) = (with(50_000.0, true), with(0.0, true), with(0.0, false));
    let names = alternative_names();
    let read = |overlay: Option<Overlay>| overlay.map(|it| Picture::Overlay(it).read_out(None));
    let cash = read(Overlay::cash(&[&rich, &poor], &names, START));
    assert_eq!(cash.as_deref(), Some("Jan 2027: A $50,000 ($30,000 to $100,000); B $0"));
    let each = |runs: &[&Summary]| read(Overlay::of_user(runs, &names, START));
    assert_eq!(each(&[&rich]).as_deref(), Some("Jan 2027: A $50 ($30 to $100)"));
    assert_eq!(read(Overlay::cash(&[&rich, &unsaid], &names, START)), None);
    assert!(each(&[&rich, &unsaid]).is_some());
    assert_eq!(each(&[&rich, &run(64, vec![MonthSummary::default()])]), None);
}

#[test]
fn without_books_or_months_there_are_no_charts_of_them() {
    assert_eq!(pictures(Vec::new(), &NAMES).len(), 0);
    let bare = run(64, vec![MonthSummary::default()]);
    assert_eq!((Parts::books(&bare, START), Parts::fall(&bare, START), Fan::of_user(&bare, START)), (None, None, None));
    assert_eq!((PerUser::new(&bare, START), Parts::lines(&bare, START, &[])), (None, None));
    // With books, and nobody there.
    let empty = pictures(vec![BooksMonth::default()], &NAMES);
    assert!(empty.iter().any(|it| it.words() == "All that is spent, by kind: nothing costs anything."));
}

proptest! {
    #[test]
    fn any_books_are_drawn(
        months in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f32>()), 1..40), place in any::<usize>(),
    ) {
        let month = |&(spent, earned, each): &(f64, f64, f32)| BooksMonth {
            spent: [spent, earned, 0.0, spent, 0.0, 0.0, earned],
            earned: [earned, spent, 0.0],
            lines: vec![spent, earned],
            of_user: Bands { p10: -each, ..bands(each) },
            bills_of_user: bands(each),
            ..BooksMonth::default()
        };
        let all = pictures(months.iter().map(month).collect(), &["a", "b"]);
        for (picture, before) in all.iter().zip(of_two_months()) {
            for spacing in [Spacing::Linear, Spacing::Symlog] {
                let view = View::default().spaced(spacing).at(Some(place % 50));
                prop_assert!(!seen(picture, view).contains("NaN"));
            }
            prop_assert!(picture.words().ends_with('.'));
            prop_assert!(picture.numbers().rows.iter().all(|row| row.len() == picture.numbers().columns.len()));
            svg(&picture.clone().growing_from(&before), (480, 232), 2.0, &Palette::DARK);
        }
    }
}
