//! The inputs of one future.

use super::bursts::Bursts;
use super::layout::{CHOICES, FEATURES, PLACES};
use crate::value::fields;

fields! {
    /// What a future is given: each number is the same in all futures, or drawn once per future from a range.
    ///
    /// Shares run from 0 to 1. Arrays are by feature, or by place: slots first, then the providers of the features.
    pub struct Params<V> {
        /// Logarithm of the monthly active users at the start.
        ln_users: V,
        /// Growth of that logarithm a month, far from the ceiling.
        ln_growth: V,
        /// Logarithm of the monthly users that growth levels off at.
        ln_ceiling: V,
        /// 1 for the curve of Gompertz, 0 for the logistic one.
        gompertz: V,
        /// 1 where the users of each month are given.
        series: V,
        /// Standard deviation of lasting noise in monthly log growth.
        permanent_noise: V,
        /// Standard deviation of the passing noise of a month's log demand.
        passing_noise: V,
        /// Share of the users that leaves in a month in which everything is refused.
        lost_when_refused: V,
        /// Share of the users that leaves in a month whose slowest answers take twice the target.
        lost_when_slow: V,

        /// Chance that a day brings a launch by surprise.
        launch_chance: V,
        /// Logarithm of the visits that one brings, the median.
        ln_launch_visits: V,
        /// Share of a launch's visitors who start to use the app.
        activation: V,
        /// Share of those who stay for good.
        retained: V,
        /// Share of the others that is still there a day later.
        kept_a_day: V,

        /// Share of monthly users active on a day.
        active_share: V,
        /// Standard deviation of an hour's log demand around its level.
        hourly_noise: V,
        /// Share of it that is still there an hour later.
        noise_memory: V,
        /// Standard deviation of what an hour adds to what is left of the hour before.
        noise_fresh: V,
        /// Standard deviation of a day's log demand around its level.
        daily_noise: V,
        /// How unevenly calls come within an hour: squared coefficient of variation of the rate of a burst.
        burstiness: V,
        /// Seconds for which the rate stays: a burst.
        burst_seconds: V,

        /// Visits of a monthly user in a mean hour.
        visits: V,
        /// Gigabytes sent for a visit.
        page_gb: V,
        /// Requests of a visit at the frontend.
        requests_per_visit: V,
        /// Requests of a visit at the backend.
        backend_per_visit: V,
        /// Visits of programs in an hour.
        crawlers: V,
        /// Requests to the backend in an hour that no visit makes.
        background: V,
        /// New versions put online a day.
        deploys: V,
        /// Gigabytes that the database sends for a request of a visit.
        rows_gb: V,
        /// Gigabytes that the database holds on the first day.
        held_gb: V,
        /// Gigabytes of files on the first day.
        held_files_gb: V,
        /// Pages that the host makes anew for a visit, in its units.
        pages_anew: V,
        /// Pictures that the host resizes for a visit.
        images: V,
        /// Gigabytes of stored files that a visit loads.
        files_gb: V,
        /// Stored files that a visit loads.
        file_reads: V,
        /// 1 where another provider than the database's keeps the files.
        files_apart: V,
        /// Share of the users who sign in.
        signed_in: V,
        /// Minutes that a build of one takes.
        build_minutes: V,
        /// Hours of a graphics card for training a month.
        training_hours: V,
        /// Events that are recorded of a visit.
        events_per_visit: V,
        /// Share of requests and calls that ends in an error.
        failing: V,
        /// Gigabytes of logs of a request or a call.
        log_gb: V,

        /// Uses of an active user on a day.
        calls: [V; FEATURES],
        /// Calls in an hour that no user makes.
        scheduled: [V; FEATURES],
        /// Share of a feature's calls that goes to each choice after the first, by feature and choice.
        others: [V; FEATURES * (CHOICES - 1)],
        /// Million input tokens of a call, those in the provider's cache apart.
        input: [V; FEATURES],
        /// Million input tokens of a call in the provider's cache.
        cached: [V; FEATURES],
        /// Million input tokens of a call that the provider is to hold for minutes.
        written: [V; FEATURES],
        /// Million input tokens of a call that it is to hold for an hour.
        written_hour: [V; FEATURES],
        /// Million input tokens of a call, of whatever kind.
        sent: [V; FEATURES],
        /// Standard deviation of their logarithm from call to call.
        sent_spread: [V; FEATURES],
        /// Squared coefficient of variation of them.
        sent_variance: [V; FEATURES],
        /// Million output tokens of a call.
        output: [V; FEATURES],
        /// Squared coefficient of variation of these.
        output_variance: [V; FEATURES],
        /// Seconds of a GPU for a call; 0 where they follow from its tokens.
        gpu_seconds: [V; FEATURES],
        /// Squared coefficient of variation of these.
        gpu_variance: [V; FEATURES],
        /// Pictures made in a call.
        pictures: [V; FEATURES],
        /// Minutes of speech of a call.
        audio_minutes: [V; FEATURES],
        /// Seconds to the first word, the median; 0 where the plan's hold.
        first_word: [V; FEATURES],
        /// Seconds a token after that; 0 where the plan's hold.
        token_seconds: [V; FEATURES],
        /// Share of uses that no template answers, neither those that are counted nor the others.
        untemplated: [V; FEATURES],
        /// Share of uses whose answer may be reused.
        cacheable: [V; FEATURES],
        /// Hours for which an answer is kept.
        cache_hours: [V; FEATURES],
        /// Different requests.
        prompts: [V; FEATURES],
        /// Seconds for which a call occupies a worker.
        worker_seconds: [V; FEATURES],
        /// Processor hours of a call.
        cpu_hours: [V; FEATURES],
        /// Gigabytes that a call leaves in the database.
        stored_gb: [V; FEATURES],
        /// Gigabytes that a call leaves in file storage.
        file_gb: [V; FEATURES],
        /// Files that a call leaves there.
        file_writes: [V; FEATURES],
        /// Rows that a call reads.
        reads: [V; FEATURES],
        /// Gigabytes of such a row.
        row_gb: [V; FEATURES],
        /// Rows that a call writes.
        writes: [V; FEATURES],

        /// Requests that the backend works on at once.
        workers: V,
        /// Seconds for which a request occupies a worker.
        request_seconds: V,
        /// Squared coefficient of variation of these, and of the processor's seconds of a call.
        request_variance: V,
        /// Processor hours of such a request.
        request_cpu_hours: V,
        /// Gigabytes of memory while it runs.
        ram_gb: V,
        /// Gigabytes sent for a request or a call.
        answer_gb: V,
        /// Seconds that users wait for a worker.
        patience: V,
        /// 1 where the frontend's functions do the backend's work.
        functions: V,

        /// Retries at most.
        retries: V,
        /// Seconds before the first retry.
        backoff: V,
        /// Factor from one wait to the next.
        backoff_factor: V,
        /// Longest wait, seconds.
        backoff_cap: V,
        /// Mean share of a wait that is really waited.
        jitter: V,
        /// Seconds without calls after a refusal.
        cooldown: V,
        /// Mean wait of a call that is refused every time, seconds.
        retry_wait: V,
        /// Calls a minute that the app lets through.
        limiter: V,
        /// Calls in one request at most.
        batch: V,
        /// Seconds a call waits for its request.
        batch_wait: V,

        /// Bill a month that is still within budget, dollars.
        budget: V,
        /// Bill of a month after which no model is called, dollars.
        hard_cap: V,
        /// Number of the first month with income, from 1.
        income_from: V,
        /// Share of the users who pay.
        paying: V,
        /// Share of what is paid for what is turned away that is kept all the same.
        unrefunded: V,
        /// Share of what is paid that is no tax.
        untaxed: V,
        /// What they pay, dollars a month.
        price: V,
        /// Share of that which is paid with cards of other countries.
        foreign: V,
        /// People with a seat, after the first.
        more_seats: V,
        /// Seconds within which 19 of 20 answers should be complete.
        target: V,
        /// How often list prices move, against what was measured; 0 where they do not.
        price_changes: V,

        /// Index of the last plan of each place.
        last_rung: [V; PLACES],
        /// Days between deciding to move and being on the next plan.
        lead_days: [V; PLACES],
        /// Moves on above this share of a day refused.
        move_refused: [V; PLACES],
        /// Moves on above this share of the allowance.
        move_used: [V; PLACES],
        /// Moves on above so many users.
        move_users: [V; PLACES],
        /// Decides to move on on this day, from 1.
        move_day: [V; PLACES],
        /// 1 where a month slower than the target makes it move on.
        move_slow: [V; PLACES],
        /// Moves on when the next plan costs less than this share, two months running.
        move_cheaper: [V; PLACES],
        /// 1 where it moves back down.
        step_down: [V; PLACES],
        /// Most dollars billed in a month.
        spend_cap: [V; PLACES],
        /// Share of the first month's allowance that is used when it begins.
        used_already: [V; PLACES],
    }
}

impl<V> Params<V> {
    /// Stands for "never" in a condition to move on: more than anything counted.
    pub const NEVER: f32 = 1e30;
}

impl<V: Copy> Params<V> {
    /// How unevenly calls come within an hour.
    pub fn bursts(&self) -> Bursts<V> {
        Bursts { variance: self.burstiness, seconds: self.burst_seconds }
    }
}
