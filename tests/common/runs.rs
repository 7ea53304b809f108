//! Runs that more than one test makes, and what is pinned of them.

use headroom::catalog::Catalog;
use headroom::engine::{Raw, Reducer, cpu};
use headroom::model::breach::columns;
use headroom::model::{Record, Totals, layout};
use headroom::parts::Slot;
use headroom::program::Program;
use headroom::scenario::{
    Choice, CostLine, Effect, Field, Input, Launch, LineKind, Override, OwnPlan, Quantity, Scenario,
};
use headroom::stats::Summary;
use headroom::value::Lanes;

/// The opening preset, which has ranges, ladders and limits that break; its prices stay, so that sums can be reckoned by hand.
pub fn opening() -> Scenario {
    let mut scenario = Scenario::from_json(include_str!("../../static/presets/first-wall.json")).unwrap();
    scenario.money.price_changes = None;
    scenario
}

/// Sets an exact number of the app, or of its first feature.
pub fn set(scenario: &mut Scenario, field: Field, number: f64) {
    Input::from(field).set(scenario, Quantity::Exact(number));
}

/// The opening preset at a size at which the first month already meets limits and moves to the next plans.
pub fn busy(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    scenario.growth.users = Quantity::range(400.0, 900.0);
    scenario.money.income_from = 2;
    scenario.features[0].inference.lead_days = Quantity::Exact(5.0);
    program(scenario)
}

/// A crowd on the free plans, with retries, an own limiter and a backend of one slow worker: most of what it asks for is
/// turned away.
pub fn crowded(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    scenario.growth.users = Quantity::range(2_000.0, 60_000.0);
    scenario.features[0].inference.lead_days = Quantity::Exact(20.0);
    scenario.features[0].worker_seconds = Quantity::Exact(4.0);
    scenario.server.workers = Quantity::Exact(2.0);
    scenario.stack.backend.plans = vec!["render-free".to_owned(), "render-starter".to_owned()];
    scenario.stack.backend.move_on.slow = true;
    // Earns money on a plan for personal use.
    scenario.stack.frontend.plans.truncate(1);
    scenario.money.income_from = 1;
    program(scenario)
}

/// Three features on plans of different kinds, launches, caches, caps, income and every other trigger to move on.
pub fn varied(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    scenario.growth.users = Quantity::range(20.0, 2_000.0);
    scenario.launches.scheduled = vec![Launch { month: 1, day: 3, visits: 4_000.0, exact: false }];
    scenario.launches.per_year = Quantity::Exact(12.0);
    scenario.money.income_from = 1;
    scenario.money.budget = Quantity::Exact(30.0);
    scenario.money.hard_cap = Some(Quantity::Exact(60.0));
    let plans = |plans: &[&str]| plans.iter().map(|plan| (*plan).to_owned()).collect::<Vec<_>>();
    let mut draft = scenario.features[0].clone();
    draft.name = "Draft".to_owned();
    draft.inference.plans = plans(&["gemini-free-tasktrakr", "gpt-5.6-luna"]);
    draft.inference.spend_cap = Some(Quantity::Exact(2.0));
    scenario.stack.training.plans = plans(&["colab-pro"]);
    scenario.stack.delivery.plans = plans(&["github-actions-free", "github-actions-team"]);
    scenario.stack.delivery.move_on.month = Some(1);
    scenario.stack.observability.plans = plans(&["sentry-team"]);
    (draft.cacheable, draft.templates) = (Quantity::Exact(50.0), Quantity::Exact(20.0));
    let mut image = scenario.features[0].clone();
    image.name = "Image".to_owned();
    image.inference.plans = plans(&["gpt-5.4-nano", "gpt-5-mini"]);
    image.inference.move_on.cheaper = Some(Quantity::Exact(5.0));
    image.inference.step_down = true;
    scenario.features.extend([draft, image]);
    scenario.stack.frontend.plans = plans(&["netlify-free", "netlify-personal", "netlify-pro"]);
    scenario.stack.frontend.move_on.used = Some(Quantity::Exact(60.0));
    scenario.stack.data.plans = plans(&["firebase-spark", "firebase-blaze"]);
    scenario.stack.backend.plans = plans(&["railway-free", "railway-hobby"]);
    scenario.stack.payments.plans = plans(&["stripe-us-standard"]);
    scenario.stack.domain.plans = plans(&["domain-ai"]);
    scenario.client.limiter = Some(Quantity::Exact(8.0));
    (scenario.client.batch, scenario.client.batch_wait) = (Quantity::Exact(4.0), Quantity::Exact(30.0));
    program(scenario)
}

/// Two features on one key with limits of everything: one falls back to another account, which the other shares; a visitor's
/// quota; a request that is larger than what fits; an account of its own.
pub fn shared(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    scenario.growth.users = Quantity::range(200.0, 900.0);
    scenario.stack = Default::default();
    let mut draft = scenario.features[0].clone();
    draft.name = "Draft".to_owned();
    draft.inference.plans.truncate(1);
    draft.others = vec![Choice { plan: "gpt-5.4-nano".to_owned(), share: Quantity::Exact(10.0) }];
    scenario.features[0].others = vec![Choice::on_refusal("gpt-5.4-nano".to_owned())];
    scenario.features[0].inference.lead_days = Quantity::Exact(20.0);
    let mut picture = draft.clone();
    picture.inference.plans = vec!["hf-zerogpu-free".to_owned()];
    picture.gpu_seconds = Quantity::Exact(90.0);
    picture.others.clear();
    let mut report = picture.clone();
    report.inference.plans = vec!["gemini-3.1-flash-lite-free".to_owned()];
    report.input_tokens = Quantity::Exact(400_000.0);
    report.own_account = true;
    scenario.features.extend([draft, picture, report]);
    program(scenario)
}

/// Two features that share what an account allows all its models a day, with a plan for what it refuses, and one whose
/// account is taken to higher tiers by what it is billed, with a credit that is given once beside it, and one with a limit of an
/// hour, of invented providers.
pub fn raised(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    scenario.growth.users = Quantity::range(300.0, 900.0);
    scenario.stack = Default::default();
    let plans = |plans: &[&str]| plans.iter().map(|plan| (*plan).to_owned()).collect::<Vec<_>>();
    scenario.features = vec![scenario.features[0].clone(); 4];
    scenario.features[0].inference.plans = plans(&["delta-day"]);
    scenario.features[0].others = vec![Choice::on_refusal("epsilon-use".to_owned())];
    scenario.features[1].inference.plans = plans(&["delta-rare-day", "epsilon-three"]);
    scenario.features[2].inference.plans = plans(&["epsilon-one", "epsilon-two", "epsilon-three"]);
    scenario.features[2].others = vec![Choice::on_refusal("zeta-credit".to_owned())];
    scenario.features[3].inference.plans = plans(&["zeta-hour"]);
    scenario.features[3].own_account = true;
    let files = [
        ("delta.toml", include_str!("../cases/delta.toml")),
        ("epsilon.toml", include_str!("../cases/epsilon.toml")),
        ("zeta.toml", include_str!("../cases/zeta.toml")),
    ];
    Program::new(&scenario.validate().unwrap(), &Catalog::read(&files).unwrap()).unwrap()
}

/// A month in which a model ends, another has other prices and a third sends its calls on, with long requests, tokens that are written to
/// caches, pictures, files apart, foreign cards and a credit that is lost: of an invented provider, which changes on 2027-04-16.
pub fn announced(months: u32) -> Program {
    let mut scenario = opening();
    scenario.start = "2027-04".to_owned().try_into().unwrap();
    scenario.months = months;
    scenario.growth.users = Quantity::range(200.0, 900.0);
    scenario.stack = Default::default();
    let plans = |plans: &[&str]| plans.iter().map(|plan| (*plan).to_owned()).collect::<Vec<_>>();
    scenario.features = vec![scenario.features[0].clone(); 4];
    scenario.features[0].inference.plans = plans(&["eta-old", "eta-dearer"]);
    scenario.features[1].inference.plans = plans(&["eta-routed"]);
    scenario.features[1].others = vec![Choice { plan: "eta-tighter".to_owned(), share: Quantity::Exact(30.0) }];
    scenario.features[2].inference.plans = plans(&["eta-long"]);
    scenario.features[2].input_tokens = Quantity::range(2_000.0, 20_000.0);
    scenario.features[2].cached_input = Quantity::Exact(30.0);
    scenario.features[3].inference.plans = plans(&["eta-cache"]);
    scenario.features[3].others = vec![Choice { plan: "eta-media".to_owned(), share: Quantity::Exact(50.0) }];
    scenario.features[3].cache_written = Quantity::Exact(50.0);
    scenario.features[3].cache_written_hour = Quantity::Exact(20.0);
    scenario.features[3].pictures = Quantity::Exact(1.0);
    scenario.features[3].file_kb = Quantity::Exact(100.0);
    scenario.stack.backend.plans = plans(&["eta-gift"]);
    scenario.stack.data.plans = plans(&["eta-database"]);
    scenario.stack.files.plans = plans(&["eta-files"]);
    scenario.stack.payments.plans = plans(&["eta-debits"]);
    (scenario.money.income_from, scenario.money.foreign_cards) = (1, Quantity::Exact(25.0));
    let catalog = Catalog::read(&[("eta.toml", include_str!("../cases/eta.toml"))]).unwrap();
    Program::new(&scenario.validate().unwrap(), &catalog).unwrap()
}

/// List prices that move ten times as often as they do, with plans that are left for cheaper ones, a credit and own caps.
pub fn moving(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    scenario.growth.users = Quantity::range(400.0, 4_000.0);
    let plans = |plans: &[&str]| plans.iter().map(|plan| (*plan).to_owned()).collect::<Vec<_>>();
    scenario.features[0].inference.plans = plans(&["gpt-6-luna", "gpt-5.4-nano"]);
    scenario.features[0].inference.move_on.cheaper = Some(Quantity::Exact(10.0));
    scenario.features[0].inference.spend_cap = Some(Quantity::Exact(20.0));
    scenario.stack.frontend.plans = plans(&["netlify-pro"]);
    scenario.stack.backend.step_down = true;
    scenario.money.price_changes = Some(Quantity::Exact(1_000.0));
    program(scenario)
}

/// Models on cards: some that start with a call and stop, one of which others take over what its credits refuse; some that serve several
/// calls at once, too slow for what comes; and one that is taken away now and then, from which the app moves on.
pub fn on_cards(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    scenario.growth.users = Quantity::range(200.0, 2_000.0);
    scenario.stack = Default::default();
    let numbers: [(&str, &[(&str, f64)]); 3] = [
        (
            "own-1",
            &[("card_start_seconds", 12.0), ("card_keep_seconds", 20.0), ("cards_most", 6.0), ("credit_limit", 30.0)],
        ),
        ("own-2", &[("cards_most", 1.0), ("cards_least", 1.0), ("card_calls", 8.0), ("card_knee", 9.0)]),
        ("own-3", &[("cards_most", 2.0), ("cards_least", 2.0), ("card_losses", 4.0), ("card_start_seconds", 600.0)]),
    ];
    let plan = |(id, _): &(&str, &[(&str, f64)])| OwnPlan {
        id: (*id).to_owned(),
        name: (*id).to_owned(),
        part: Slot::Inference,
        like: None,
        past: None,
    };
    scenario.own_plans = numbers.iter().map(plan).collect();
    scenario.prices = None;
    for (id, numbers) in numbers {
        let price = [("price.gpu_seconds", 0.0005), ("prompt_token_seconds", 1e-4)];
        let own = |(number, value): (&str, f64)| Override { plan: id.to_owned(), number: number.to_owned(), value };
        scenario.overrides.extend(price.into_iter().chain(numbers.iter().copied()).map(own));
    }
    scenario.features = vec![scenario.features[0].clone(); 3];
    for (feature, plans) in scenario.features.iter_mut().zip([&["own-1"][..], &["own-2"], &["own-3", "own-1"]]) {
        feature.inference.plans = plans.iter().map(|plan| (*plan).to_owned()).collect();
    }
    scenario.features[0].others = vec![Choice::on_refusal("gpt-5.4-nano".to_owned())];
    (scenario.features[1].output_tokens, scenario.features[1].output_spread) =
        (Quantity::range(1_000.0, 2_000.0), Quantity::Exact(150.0));
    scenario.features[1].calls_per_active_day = Quantity::Exact(15.0);
    scenario.features[2].gpu_seconds = Quantity::range(5.0, 10.0);
    scenario.features[2].inference.move_on.refused = Some(Quantity::Exact(1.0));
    program(scenario)
}

/// The opening preset as it is busy, with cost lines that change how much is asked for, how long answers are and who stays, from the second
/// and the third month on.
pub fn changing(months: u32) -> Program {
    program(changing_from(months, 2))
}

/// The scenario of the same, whose first changes begin with another month.
pub fn changing_from(months: u32, from: u32) -> Scenario {
    let mut scenario = opening();
    scenario.months = months;
    scenario.growth.users = Quantity::range(400.0, 900.0);
    scenario.features[0].inference.lead_days = Quantity::Exact(5.0);
    let line = |from: u32, effects: &[(Field, Quantity)]| {
        let effects = effects.iter().map(|(input, percent)| Effect { input: *input, percent: *percent }).collect();
        let id = format!("from-{from}");
        CostLine { from, effects, ..CostLine::new(id, String::new(), LineKind::Monthly, Quantity::Exact(100.0)) }
    };
    let less = Quantity::range(-60.0, -40.0);
    scenario.books.lines = vec![
        line(from, &[(Field::InputTokens, less), (Field::CallsPerActiveDay, Quantity::Exact(60.0))]),
        CostLine {
            id: "others".to_owned(),
            ..line(3, &[(Field::LostWhenRefused, less), (Field::FirstWord, less), (Field::RequestSeconds, less)])
        },
    ];
    scenario
}

/// A part of the app whose month is used up, with requests that no visit makes: whether it runs on for an hour was once rounding.
pub fn used_up() -> Program {
    program(Scenario::from_json(include_str!("../counterexamples/cap-used-up.json")).unwrap())
}

/// Compiles a scenario with the catalogue of this build.
pub fn program(scenario: Scenario) -> Program {
    Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap()
}

/// The first futures of a program on lanes of one type.
pub fn simulate<V: Lanes>(program: &Program, futures: usize) -> Raw {
    let mut raw = Raw::new(&program.shape, futures, program.months.len());
    for start in (0..futures).step_by(V::WIDTH) {
        cpu::run_group::<V>(program, 0, start, &mut raw);
    }
    raw
}

/// What raw futures come to.
pub fn reduce(program: &Program, raw: &Raw) -> Summary {
    let mut reducer = Reducer::new(program, raw.futures()).unwrap();
    reducer.place(0, raw.clone());
    reducer.answer(program).summary
}

/// The limits of a program that turn users away in one of some ways, whose part of the app is one of `parts`: an account's
/// limits are of its first service.
pub fn limits(program: &Program, parts: &[usize], ways: &[usize]) -> Vec<usize> {
    let shape = &program.shape;
    let mine = |row: &usize| {
        let number = |column: usize| program.memory[layout::rows(&shape.room()) + row * layout::ROW + column] as usize;
        let (way, account) = (number(columns::WAY), number(columns::ACCOUNT));
        let is_one = number(columns::END) == number(columns::FIRST) + 1;
        let of = |it: &usize| program.memory[layout::SERVICES + it * layout::SERVICE] as usize == account;
        let service = if is_one { number(columns::FIRST) } else { shape.all().find(of).unwrap() };
        let part = (0..layout::PARTS).find(|part| shape.of(*part).contains(&service)).unwrap();
        ways.contains(&way) && parts.contains(&part)
    };
    (0..shape.budget()).filter(mine).collect()
}

/// What such limits turned away in a month, by future.
pub fn refused(program: &Program, raw: &Raw, month: usize, parts: &[usize], ways: &[usize]) -> Vec<f32> {
    let record = Record::places(&program.shape);
    let limits = limits(program, parts, ways);
    let of = |future: usize| limits.iter().map(|row| raw.record(record.refused[*row], month)[future]).sum();
    (0..raw.futures()).map(of).collect()
}

/// The day of the first wall of every future; infinite where it meets none.
pub fn first_wall(program: &Program, raw: &Raw) -> Vec<f32> {
    let days = raw.total(Totals::places(&program.shape).sums.wall_day);
    days.iter().map(|day| if *day > 0.0 { *day } else { f32::INFINITY }).collect()
}

/// FNV-1a over the bits of every number.
pub fn digest(raw: &Raw) -> u64 {
    let bytes = raw.as_slice().iter().flat_map(|number| number.to_bits().to_le_bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Digest of 64 futures of three months of each program above.
pub fn digests<V: Lanes>() -> [u64; 3] {
    [busy(3), crowded(3), varied(3)].map(|program| digest(&simulate::<V>(&program, 64)))
}

/// The digests, the same natively and in WASM, at any lane width.
///
/// Pinned: a change of them moves every printed number, and is a line in CHANGELOG.
pub const PINNED: [u64; 3] = [15_785_359_609_890_854_795, 13_604_914_877_329_476_493, 974_189_930_747_496_244];
