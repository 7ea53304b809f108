//! Numbers of a scenario as the parameters that the model reads.

use serde::{Deserialize, Serialize};

use super::World;
use super::inputs::Numbers;
use super::sales::Sales;
use crate::model::Params;
use crate::model::layout::{CHOICES, FEATURES, MONTHS, PLACES, RUNGS};
use crate::model::retry::Retry;
use crate::model::saving::untemplated;
use crate::scenario::{Curve, Feature, Field, Ladder, LadderAt, Scenario, ValidScenario};

/// Days of a mean month.
const MONTH: f64 = 365.25 / 12.0;
/// Hours of a mean month.
const MONTH_HOURS: f64 = MONTH * 24.0;
/// Gigabytes of a megabyte and of a kilobyte.
const MB: f64 = 1e-3;
const KB: f64 = 1e-6;
/// Seconds of an hour.
const HOUR: f64 = 3_600.0;

/// What a scenario says other than by numbers with a range.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Fixed {
    features: usize,
    curve: Curve,
    income_from: u32,
    sales: Sales,
    functions: bool,
    files_apart: bool,
    ladders: [Rungs; PLACES],
}

/// The same of a ladder.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Rungs {
    last: usize,
    /// Day of the run, from 1, on which the month begins that it moves in.
    day: Option<u32>,
    slow: bool,
    step_down: bool,
}

// What a scenario may have has its place in the model.
const _: () = assert!(Scenario::MAX_FEATURES == FEATURES && Feature::MAX_OTHERS + 1 == CHOICES);
const _: () = assert!(Ladder::MAX_RUNGS == RUNGS && *Scenario::MONTHS.end() as usize == MONTHS);

impl Fixed {
    /// `months` are the days of each simulated month.
    pub(super) fn new(scenario: &ValidScenario, world: &World, months: &[u32]) -> Self {
        let plans: Vec<usize> = world.rungs().collect();
        let begin = |month: u32| months.iter().take(month.saturating_sub(1) as usize).sum::<u32>() + 1;
        let comes = |month: &u32| *month as usize <= months.len();
        let income_from = scenario.money.income_from;
        let rungs = |place: usize| {
            let at = LadderAt::at(place);
            let Some(ladder) = scenario.ladder(at) else { return Rungs::default() };
            let income = (ladder.move_on.income && income_from > 0).then_some(income_from);
            Rungs {
                last: plans.get(place).copied().unwrap_or_default().saturating_sub(1),
                day: [ladder.move_on.month, income].into_iter().flatten().filter(comes).min().map(begin),
                slow: ladder.move_on.slow,
                step_down: ladder.step_down,
            }
        };
        Self {
            features: scenario.features.len(),
            curve: scenario.growth.curve,
            income_from,
            sales: Sales::new(&scenario.money),
            functions: scenario.stack.backend.plans.is_empty(),
            files_apart: !scenario.stack.files.plans.is_empty(),
            ladders: std::array::from_fn(rungs),
        }
    }

    /// What users buy.
    pub(super) const fn sales(&self) -> &Sales {
        &self.sales
    }

    /// The parameters of one future.
    pub(super) fn params(&self, numbers: &Numbers) -> Params<f32> {
        let never = f64::from(Params::<f32>::NEVER);
        let of = |field: Field| numbers.get(field, 0);
        let share = |field: Field| of(field) / 100.0;
        let feature = |field: Field| -> [f64; FEATURES] {
            std::array::from_fn(|at| if at < self.features { numbers.get(field, at) } else { 0.0 })
        };
        let ladder = |field: Field| -> [f64; PLACES] { std::array::from_fn(|place| numbers.get(field, place)) };
        let or_never = |number: f64| if number.is_nan() { never } else { number };
        let or_zero = |number: f64| if number.is_nan() { 0.0 } else { number };
        let flag = |flag: bool| f64::from(u8::from(flag));
        // Of nothing there is no logarithm; e^-1000 calls are none however users grow.
        let ln = |number: f64| if number > 0.0 { libm::log(number) } else { -1_000.0 };
        let calls = feature(Field::CallsPerActiveDay);
        let sent = feature(Field::InputTokens);
        let [cached, written, written_hour] = [Field::CachedInput, Field::CacheWritten, Field::CacheWrittenHour]
            .map(|field| feature(field).map(|percent| percent / 100.0));
        // Of what is left after the kinds before.
        let kind = |at: usize, kind: usize| {
            let shares = [cached[at], written[at], written_hour[at]];
            let left = shares[..kind].iter().fold(sent[at], |left, share| left * (1.0 - share));
            left * shares.get(kind).copied().unwrap_or(1.0) / 1e6
        };
        let templates = feature(Field::Templates);
        let (template_count, template_half) = (feature(Field::TemplateCount), feature(Field::TemplateHalf));
        // A feature that is not there has no templates, and nothing to divide by.
        let left_by_templates =
            |at: usize| if at < self.features { untemplated(template_count[at], template_half[at]) } else { 1.0 };
        let square = |field: Field| feature(field).map(|percent| percent * percent / 1e4);
        let noise_memory = share(Field::NoiseMemory);
        let visits = of(Field::Visits) / MONTH_HOURS;
        let lead_days = ladder(Field::LeadDays).map(|days| libm::floor(days + 0.5));
        // Known beforehand: decided in time to be on the new plan when the month begins.
        let move_day = std::array::from_fn(|place| {
            self.ladders[place].day.map_or(never, |day| f64::from(day) - 1.0 - lead_days[place])
        });
        let retry = Retry {
            most: of(Field::Retries),
            backoff: of(Field::Backoff),
            factor: of(Field::BackoffFactor),
            cap: of(Field::BackoffCap),
            jitter: 1.0 - share(Field::Jitter) / 2.0,
            cooldown: of(Field::Cooldown),
        };
        let cpu_hours = of(Field::RequestCpu) / HOUR;
        let income = self.sales.income(numbers);
        let params = Params {
            ln_users: ln(of(Field::Users)),
            ln_growth: libm::log1p(share(Field::MonthlyGrowth)),
            // A compound curve has no ceiling.
            ln_ceiling: if self.curve == Curve::Compound { 1_000.0 } else { ln(of(Field::Ceiling)) },
            gompertz: flag(self.curve == Curve::Gompertz),
            series: flag(self.curve == Curve::Series),
            permanent_noise: share(Field::PermanentNoise),
            passing_noise: share(Field::PassingNoise),
            lost_when_refused: share(Field::LostWhenRefused),
            lost_when_slow: share(Field::LostWhenSlow),
            launch_chance: of(Field::LaunchesPerYear) / 365.25,
            ln_launch_visits: ln(of(Field::LaunchVisits)),
            activation: share(Field::Activation),
            retained: share(Field::Retained),
            kept_a_day: libm::pow(1.0 - share(Field::Churn), 1.0 / MONTH),
            active_share: share(Field::ActiveShare),
            hourly_noise: share(Field::HourlyNoise),
            noise_memory,
            noise_fresh: libm::sqrt(1.0 - noise_memory * noise_memory) * share(Field::HourlyNoise),
            daily_noise: share(Field::DailyNoise),
            burstiness: share(Field::Burstiness),
            burst_seconds: of(Field::BurstSeconds),
            visits,
            page_gb: of(Field::PageMb) * MB,
            requests_per_visit: of(Field::RequestsPerVisit),
            backend_per_visit: of(Field::BackendPerVisit),
            crawlers: of(Field::Crawlers),
            background: of(Field::Background),
            deploys: of(Field::Deploys) / MONTH,
            rows_gb: of(Field::RowsKb) * KB,
            held_gb: of(Field::HeldGb),
            held_files_gb: of(Field::HeldFilesGb),
            pages_anew: of(Field::PagesAnew) / 1_000.0,
            images: of(Field::Images) / 1_000.0,
            files_gb: of(Field::FilesMb) * MB,
            file_reads: of(Field::FileReads),
            files_apart: flag(self.files_apart),
            signed_in: share(Field::SignedIn),
            build_minutes: of(Field::BuildMinutes),
            training_hours: of(Field::TrainingHours),
            events_per_visit: of(Field::EventsPerVisit),
            failing: of(Field::Errors) / 1_000.0,
            log_gb: of(Field::LogKb) * KB,
            calls,
            scheduled: feature(Field::Scheduled),
            others: std::array::from_fn(|at| {
                if at / (CHOICES - 1) < self.features {
                    or_zero(numbers.get(Field::OtherShare, at)) / 100.0
                } else {
                    0.0
                }
            }),
            input: std::array::from_fn(|at| kind(at, 3)),
            cached: std::array::from_fn(|at| kind(at, 0)),
            written: std::array::from_fn(|at| kind(at, 1)),
            written_hour: std::array::from_fn(|at| kind(at, 2)),
            sent: sent.map(|tokens| tokens / 1e6),
            // Of a lognormal with a standard deviation of so much of its mean.
            sent_spread: feature(Field::SentSpread).map(|percent| libm::sqrt(libm::log1p(percent * percent / 1e4))),
            sent_variance: square(Field::SentSpread),
            output_variance: square(Field::OutputSpread),
            gpu_variance: square(Field::GpuSpread),
            output: feature(Field::OutputTokens).map(|tokens| tokens / 1e6),
            gpu_seconds: feature(Field::GpuSeconds),
            pictures: feature(Field::Pictures),
            audio_minutes: feature(Field::AudioMinutes),
            first_word: feature(Field::FirstWord).map(or_zero),
            token_seconds: feature(Field::TokensASecond).map(|speed| or_zero(1.0 / speed)),
            untemplated: std::array::from_fn(|at| (1.0 - templates[at] / 100.0) * left_by_templates(at)),
            cacheable: feature(Field::Cacheable).map(|percent| percent / 100.0),
            cache_hours: feature(Field::CacheHours),
            prompts: feature(Field::Prompts),
            worker_seconds: feature(Field::WorkerSeconds),
            cpu_hours: feature(Field::CpuSeconds).map(|seconds| seconds / HOUR),
            stored_gb: feature(Field::StoredKb).map(|kilobytes| kilobytes * KB),
            file_gb: feature(Field::FileKb).map(|kilobytes| kilobytes * KB),
            // A call that leaves anything there leaves a file.
            file_writes: feature(Field::FileKb).map(|kilobytes| flag(kilobytes > 0.0)),
            reads: feature(Field::Reads),
            row_gb: feature(Field::RowKb).map(|kilobytes| kilobytes * KB),
            writes: feature(Field::Writes),
            workers: of(Field::Workers),
            request_seconds: of(Field::RequestSeconds),
            request_variance: share(Field::RequestSpread) * share(Field::RequestSpread),
            request_cpu_hours: cpu_hours,
            ram_gb: of(Field::RamGb),
            answer_gb: of(Field::AnswerKb) * KB,
            patience: of(Field::Patience),
            functions: flag(self.functions),
            retries: retry.most,
            backoff: retry.backoff,
            backoff_factor: retry.factor,
            backoff_cap: retry.cap,
            jitter: retry.jitter,
            cooldown: retry.cooldown,
            retry_wait: retry.total_wait(),
            limiter: or_never(of(Field::Limiter)),
            batch: of(Field::Batch),
            batch_wait: of(Field::BatchWait),
            budget: of(Field::Budget),
            hard_cap: or_never(of(Field::HardCap)),
            income_from: if self.income_from == 0 { never } else { self.income_from.into() },
            paying: income.payments,
            unrefunded: 1.0 - share(Field::Refunds),
            price: income.dollars,
            untaxed: 1.0 / (1.0 + share(Field::SalesTax)),
            foreign: share(Field::ForeignCards),
            // A person has a seat or none.
            more_seats: (of(Field::Seats).round() - 1.0).max(0.0),
            target: of(Field::Target),
            price_changes: or_zero(share(Field::PriceChanges)),
            last_rung: self.ladders.map(|ladder| ladder.last as f64),
            lead_days,
            move_refused: ladder(Field::MoveRefused).map(|percent| or_never(percent / 100.0)),
            move_used: ladder(Field::MoveUsed).map(|percent| or_never(percent / 100.0)),
            move_users: ladder(Field::MoveUsers).map(or_never),
            move_day,
            move_slow: self.ladders.map(|ladder| flag(ladder.slow)),
            move_cheaper: ladder(Field::MoveCheaper).map(|percent| or_never(1.0 - percent / 100.0)),
            step_down: self.ladders.map(|ladder| flag(ladder.step_down)),
            spend_cap: ladder(Field::SpendCap).map(or_never),
            used_already: ladder(Field::UsedAlready).map(|percent| or_zero(percent / 100.0)),
        };
        let mut numbers = [0.0; Params::<f32>::LEN];
        params.each(|index, number| numbers[index] = or_zero(number) as f32);
        Params::from_fn(|index| numbers[index])
    }
}
