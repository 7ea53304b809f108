//! The inputs: where each stands, its words, its range.

use super::{Root, Spec};
use crate::scenario::{Feature, Group, LadderAt, Quantity, Scenario};

fields! {
    Users: app growth.users, Growth, "Monthly users at the start", "users",
        "People who use the app at least once a month when the first month begins.",
        1.0..=100_000_000.0, slider 10.0..=1_000_000.0 log, step 1.0;
    MonthlyShare: app audience.monthly_share, Growth, "Of these, come in a month", "% of users",
        "Share of all registered users who use the app at least once in a month. It only leads from the one number of users to the other: \
         nothing simulated depends on it. 30% is an assumption.",
        0.1..=100.0, slider 1.0..=100.0 lin, step 1.0;
    MonthlyGrowth: app growth.monthly_growth, Growth, "Growth", "% a month",
        "How much the number of users grows each month while there are still many to win; below zero they leave.",
        -50.0..=200.0, slider -20.0..=100.0 lin, step 0.5;
    Ceiling: app growth.ceiling, Growth, "Levels off at", "users",
        "The most monthly users the app can have: its market. Growth slows down on the way there; of users above it a fifth \
         leaves each month, an assumption.",
        1.0..=10_000_000_000.0, slider 1_000.0..=1_000_000_000.0 log, step 1.0;
    PermanentNoise: app growth.permanent_noise, Growth, "Lasting surprises", "% a month",
        "How far a month's growth strays from the plan, for good. 15% is typical of real projects.",
        0.0..=100.0, slider 0.0..=60.0 lin, step 1.0;
    PassingNoise: app growth.passing_noise, Growth, "Passing surprises", "% a month",
        "How far a month's demand strays from its trend and comes back. 15% to 25% is typical.",
        0.0..=100.0, slider 0.0..=60.0 lin, step 1.0;
    LostWhenRefused: app growth.lost_when_refused, Growth, "Lost to refusals", "% of users a month",
        "Users who leave in a month in which everything is refused; in proportion where less is, as nobody joins or pays then \
         either. An assumption.",
        0.0..=100.0, slider 0.0..=60.0 lin, step 1.0;
    LostWhenSlow: app growth.lost_when_slow, Growth, "Lost to slowness", "% of users a month",
        "Users who leave in a month whose slowest answers (1 in 20) take twice the target or more; half of them at 4/3 of the \
         target, a fifth at 1.1 times, nobody within it. An assumption.",
        0.0..=100.0, slider 0.0..=60.0 lin, step 1.0;

    LaunchesPerYear: app launches.per_year, Launches, "Launches by surprise", "a year",
        "How often somebody else puts the app in front of many people, on a day nobody knows before.",
        0.0..=50.0, slider 0.0..=12.0 lin, step 0.5;
    LaunchVisits: app launches.visits, Launches, "Visits of a surprise", "visits",
        "Visits that such a day brings, half of the time more; one in ten brings three times as many.",
        0.0..=10_000_000.0, slider 100.0..=1_000_000.0 log, step 100.0;
    Activation: app launches.activation, Launches, "Visitors who try it", "%",
        "Share of a launch's visitors who start to use the app. 1% to 5% is usual; an assumption.",
        0.0..=100.0, slider 0.0..=30.0 lin, step 0.5;
    Retained: app launches.retained, Launches, "Of these, stay for good", "%",
        "Share of those who tried it that still use it a year later. An assumption.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    Churn: app launches.churn, Launches, "Of the others, leave", "% a month",
        "How fast the rest of them leave.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;

    ActiveShare: app audience.active_share, Audience, "Active on a day", "% of users",
        "The share of the month's users who come on a given day.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    HourlyNoise: app audience.hourly_noise, Audience, "Hour-to-hour noise", "%",
        "How far an hour strays from the same hour of a usual week. 30% is typical, 100% for a single customer.",
        0.0..=150.0, slider 0.0..=120.0 lin, step 1.0;
    NoiseMemory: app audience.noise_memory, Audience, "An hour is like the one before by", "%",
        "How much of an hour's noise is still there an hour later. Services measured have 30% to 85%; 70% is typical.",
        0.0..=99.0, slider 0.0..=95.0 lin, step 1.0;
    DailyNoise: app audience.daily_noise, Audience, "Day-to-day noise", "%",
        "How far a day strays from a usual day of its kind. 20% is typical.",
        0.0..=100.0, slider 0.0..=60.0 lin, step 1.0;
    Burstiness: app audience.burstiness, Audience, "Bursts within an hour", "%",
        "How unevenly the calls of an hour fall into its minutes: 5% for a chat with many users, 25% for a small app, 100% for agents.",
        0.0..=400.0, slider 0.0..=200.0 lin, step 1.0;
    BurstSeconds: app audience.burst_seconds, Audience, "How long a burst lasts", "seconds",
        "For so long calls come at one rate, then at another: if it is not a minute, what is above is said of times that long. Long bursts \
         fill queues and limits of a minute, short ones even out. 60 is an assumption.",
        5.0..=600.0, slider 5.0..=600.0 log, step 5.0;

    Visits: app site.visits_per_user, Site, "Visits", "a month per user",
        "How often a monthly user opens the app in a month.",
        0.0..=10_000.0, slider 0.0..=60.0 lin, step 1.0;
    PageMb: app site.page_mb, Site, "Data of a visit", "MB",
        "What the frontend host sends for a visit: pages, scripts, pictures.",
        0.0..=1_000.0, slider 0.0..=20.0 lin, step 0.1;
    RequestsPerVisit: app site.requests_per_visit, Site, "Requests of a visit", "requests",
        "Files and calls of a visit that the frontend host counts.",
        0.0..=10_000.0, slider 0.0..=200.0 lin, step 1.0;
    BackendPerVisit: app site.backend_per_visit, Site, "Requests to the backend", "a visit",
        "Requests of a visit that the backend answers, model calls apart.",
        0.0..=1_000.0, slider 0.0..=30.0 lin, step 0.5;
    Crawlers: app site.crawlers, Site, "Visits of crawlers", "an hour",
        "Visits of search engines and other programs, day and night. They load what a visitor loads, and bills and limits count them; they \
         use no feature.",
        0.0..=1_000_000.0, slider 0.0..=10_000.0 lin, step 50.0;
    Background: app site.background, Site, "Requests without users", "an hour",
        "Requests to the backend that no visit makes: polling, scheduled work, pings that keep it awake. Each reads a row.",
        0.0..=10_000_000.0, slider 0.0..=10_000.0 lin, step 50.0;
    Deploys: app site.deploys, Site, "New versions", "a month",
        "How often a new version is put online.",
        0.0..=3_000.0, slider 0.0..=200.0 lin, step 1.0;

    PagesAnew: app site.pages_anew, Ladder, "Pages made anew", "in 1,000 visits",
        "Pages that have changed and are made anew when somebody comes. Hosts count units of 8 KB: a page of 24 KB is three.",
        0.0..=1_000_000.0, slider 0.0..=1_000.0 lin, step 5.0;
    Images: app site.images, Ladder, "Pictures resized", "in 1,000 visits",
        "Pictures that the host makes smaller or converts. It keeps what it has made, so count each size of a new picture once.",
        0.0..=1_000_000.0, slider 0.0..=1_000.0 lin, step 5.0;
    RowsKb: app site.rows_kb, Ladder, "Database answer to a visit", "KB a request",
        "What the database sends to the backend for a request of a visit, which counts as one row read. Databases bill what they send.",
        0.0..=1_000_000.0, slider 0.0..=500.0 lin, step 1.0;
    FilesMb: app site.files_mb, Ladder, "Stored files of a visit", "MB",
        "What a visit loads from the file storage: pictures, documents, recordings that users have left there.",
        0.0..=10_000.0, slider 0.0..=50.0 lin, step 0.1;
    FileReads: app site.file_reads, Ladder, "Stored files fetched", "a visit",
        "How many files those are. File storage bills each fetch by itself.",
        0.0..=10_000.0, slider 0.0..=50.0 lin, step 0.5;
    HeldGb: app site.held_gb, Ladder, "Stored already", "GB",
        "What the database holds on the first day.",
        0.0..=1_000_000.0, slider 0.0..=100.0 lin, step 0.5;
    HeldFilesGb: app site.held_files_gb, Ladder, "Files already", "GB",
        "What the file storage holds on the first day.",
        0.0..=10_000_000.0, slider 0.0..=1_000.0 lin, step 5.0;
    SignedIn: app site.signed_in, Ladder, "Users who sign in", "% of users",
        "Share of the monthly users who sign in at least once in a month, as sign-in services count them.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    TrainingHours: app site.training_hours, Ladder, "GPU hours of training", "hours a month",
        "Hours of a GPU in a month for training and notebooks, apart from what the app's users ask for.",
        0.0..=100_000.0, slider 0.0..=500.0 lin, step 1.0;
    BuildMinutes: app site.build_minutes, Ladder, "A build takes", "minutes",
        "Minutes of builds and tests for each new version (“New versions”, at “A visit”), at each part that builds. An assumption.",
        0.0..=1_000.0, slider 0.0..=60.0 lin, step 0.5;
    EventsPerVisit: app site.events_per_visit, Ladder, "Events of a visit", "events",
        "What analytics record of a visit: pages, clicks. A call of the model is one more. An assumption.",
        0.0..=10_000.0, slider 0.0..=100.0 lin, step 1.0;
    Errors: app site.errors, Ladder, "Errors", "in 1,000 requests",
        "How many of 1,000 requests to the backend, model calls included, end in an error. An assumption.",
        0.0..=1_000.0, slider 0.0..=50.0 lin, step 0.1;
    LogKb: app site.log_kb, Ladder, "Logs of a request", "KB",
        "What the app logs for a request to the backend or a call. A line is 250 to 400 bytes; three of them are an assumption.",
        0.0..=10_000.0, slider 0.0..=50.0 lin, step 0.1;

    CallsPerActiveDay: feature calls_per_active_day, Feature, "Uses a day", "calls per active user",
        "How often an active user calls the model on a day.",
        0.0..=10_000.0, slider 0.0..=50.0 lin, step 0.5;
    Scheduled: feature scheduled, Feature, "Calls without users", "an hour",
        "Calls of the model that nobody asks for: scheduled work, agents, summaries at night. As many every hour, day and night; neither \
         templates nor kept answers answer them, and users are not lost by what is refused of them.",
        0.0..=10_000_000.0, slider 0.0..=10_000.0 lin, step 50.0;
    InputTokens: feature input_tokens, Feature, "Sent per call", "tokens",
        "Tokens sent with a call: system prompt, history and question. About 0.75 words each.",
        0.0..=2_000_000.0, slider 50.0..=50_000.0 log, step 10.0;
    CachedInput: feature cached_input, Feature, "Of these, cached", "%",
        "Share of the tokens sent that the provider still knows from the call before, such as the system prompt.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    CacheWritten: feature cache_written, Feature, "Of the rest, kept for minutes", "%",
        "Share of the other tokens sent that the provider is told to keep for the next call, for five minutes or so. Some providers charge more \
         for these.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    CacheWrittenHour: feature cache_written_hour, Feature, "Of the rest, kept for an hour", "%",
        "The same for an hour, of what is then left. Some providers charge twice the usual price for these.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    SentSpread: feature sent_spread, Feature, "Spread of what is sent", "% of the mean",
        "How far the tokens sent differ from call to call: 0% if all calls are alike, 100% is an assumption. Long calls cost more per token at some \
         providers.",
        0.0..=500.0, slider 0.0..=300.0 lin, step 5.0;
    OutputTokens: feature output_tokens, Feature, "Received per call", "tokens",
        "Tokens of the answer, hidden thinking included.",
        0.0..=200_000.0, slider 10.0..=10_000.0 log, step 10.0;
    OutputSpread: feature output_spread, Feature, "Spread of what is received", "% of the mean",
        "How far the answers' tokens differ from call to call: 0% if all are alike, 100% is an assumption. Records of model calls have 70% to \
         210%.",
        0.0..=500.0, slider 0.0..=300.0 lin, step 5.0;
    GpuSeconds: feature gpu_seconds, Feature, "GPU time per call", "seconds",
        "Seconds of a card that a call takes, for plans that count them. 0: as long as its tokens take there.",
        0.0..=3_600.0, slider 0.0..=60.0 lin, step 0.5;
    GpuSpread: feature gpu_spread, Feature, "Spread of GPU time", "% of the mean",
        "How far that differs from call to call: 0% if all calls are alike, 20% is an assumption. Long calls make others wait.",
        0.0..=500.0, slider 0.0..=300.0 lin, step 5.0;
    Pictures: feature pictures, Feature, "Pictures made", "per call",
        "Pictures that the model makes in a call, for plans that count them.",
        0.0..=100.0, slider 0.0..=10.0 lin, step 0.5;
    AudioMinutes: feature audio_minutes, Feature, "Speech", "minutes a call",
        "Minutes of speech that the model hears or speaks in a call, for plans that count them.",
        0.0..=1_440.0, slider 0.0..=60.0 lin, step 0.5;
    FirstWord: feature first_word, Feature, "First word after", "seconds",
        "How long the model takes to begin its answer: half of the time less. In place of what is known of the plan; cards have \
         numbers of their own.",
        0.0..=600.0, slider 0.0..=20.0 lin, step 0.1;
    TokensASecond: feature tokens_a_second, Feature, "Then", "tokens a second",
        "How fast the answer comes after its first word. In place of what is known of the plan; cards have numbers of their own.",
        1.0..=10_000.0, slider 10.0..=500.0 lin, step 5.0;
    Templates: feature templates, Feature, "Answered by templates", "% of uses",
        "Share of uses that a ready-made answer covers, so that no model is called.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    TemplateCount: feature template_count, Feature, "Number of templates", "templates",
        "How many ready-made answers there are, to what users want most, besides the share above. 0 if you would rather not count them.",
        0.0..=5_000.0, slider 0.0..=100.0 lin, step 1.0;
    TemplateHalf: feature template_half, Feature, "Half is answered by", "templates",
        "How many templates answer half of the uses: the fewer, the more alike is what users want. At 2.2, an assumption, 20 answer 90% and 50 \
         answer 96%.",
        0.1..=10_000.0, slider 0.5..=100.0 log, step 0.1;
    Cacheable: feature cacheable, Feature, "Answers that can be reused", "% of uses",
        "Share of uses whose answer would also do for somebody else who asks the same. 0 is no cache.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    CacheHours: feature cache_hours, Feature, "Answers are kept", "hours",
        "How long an answer may be given again.",
        0.0..=8_760.0, slider 0.0..=168.0 lin, step 1.0;
    Prompts: feature prompts, Feature, "Different requests", "requests",
        "How many different things users ask for: the fewer, the more often an answer can be reused.",
        1.0..=1_000_000_000.0, slider 10.0..=1_000_000.0 log, step 1.0;
    WorkerSeconds: feature worker_seconds, Feature, "Backend busy per call", "seconds",
        "How long a call occupies one of the backend's workers; as long as the answer takes, where the code waits for it.",
        0.0..=600.0, slider 0.0..=20.0 lin, step 0.05;
    CpuSeconds: feature cpu_seconds, Feature, "Processor per call", "seconds",
        "Seconds of a processor that a call takes in the backend.",
        0.0..=600.0, slider 0.0..=5.0 lin, step 0.01;
    StoredKb: feature stored_kb, Feature, "Stored per call", "KB",
        "What a call leaves in the database, for good.",
        0.0..=1_000_000.0, slider 0.0..=100.0 lin, step 0.5;
    FileKb: feature file_kb, Feature, "Files per call", "KB",
        "What a call leaves in file storage, for good.",
        0.0..=10_000_000.0, slider 0.0..=5_000.0 lin, step 10.0;
    Reads: feature reads, Feature, "Database reads", "rows a call",
        "Rows that a call reads, where the database counts them.",
        0.0..=100_000.0, slider 0.0..=100.0 lin, step 1.0;
    RowKb: feature row_kb, Feature, "Size of a row", "KB",
        "What the database sends for a row that a call reads. Databases bill what they send.",
        0.0..=1_000_000.0, slider 0.0..=100.0 lin, step 0.5;
    Writes: feature writes, Feature, "Database writes", "rows a call",
        "Rows that a call writes, where the database counts them.",
        0.0..=100_000.0, slider 0.0..=100.0 lin, step 1.0;

    OtherShare: choice share, Feature, "Its share of the calls", "%",
        "Share of the calls that go here to begin with; besides, it takes those that the plans before it refuse. 0 for a plan that only steps in.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;

    MoveRefused: ladder move_on.refused, Ladder, "Move on when refused", "% of a day's uses",
        "Move to the next plan after a day on which more than this share was refused.",
        0.0..=100.0, slider 0.0..=50.0 lin, step 0.5;
    MoveUsed: ladder move_on.used, Ladder, "Move on when used up", "% of the allowance",
        "Move to the next plan when more than this share of a limit or of the included amount is used.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    MoveUsers: ladder move_on.users, Ladder, "Move on above", "monthly users",
        "Move to the next plan when the app has more monthly users than this.",
        1.0..=10_000_000_000.0, slider 100.0..=1_000_000.0 log, step 1.0;
    MoveCheaper: ladder move_on.cheaper, Ladder, "Move on when cheaper by", "%",
        "Move to the next plan when it would have cost this much less in two months running.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    LeadDays: ladder lead_days, Ladder, "Time to move", "days",
        "Days between deciding to move and being on the new plan.",
        0.0..=90.0, slider 0.0..=30.0 lin, step 1.0;
    UsedAlready: ladder used_already, Ladder, "Used already", "% of the month's allowance",
        "What the first month has used when it begins, of all that the first plan limits, includes or gives as credits for a month, as the \
         provider's dashboard shows it.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    SpendCap: ladder spend_cap, Ladder, "Spending cap", "$ a month",
        "The most that this provider may bill in a month; what comes after is refused.",
        0.0..=100_000_000.0, slider 1.0..=10_000.0 log, step 1.0;

    Workers: app server.workers, Server, "Works on at once", "requests",
        "Requests that the backend works on at the same time.",
        1.0..=1_024.0, slider 1.0..=64.0 whole, step 1.0;
    RequestSeconds: app server.request_seconds, Server, "Busy per request", "seconds",
        "How long a request that is no model call occupies a worker.",
        0.0..=60.0, slider 0.0..=5.0 lin, step 0.01;
    RequestSpread: app server.request_spread, Server, "Spread of that", "% of the mean",
        "How far that, and a call's own work, differs from request to request: 0% if all are alike, 100% is an assumption.",
        0.0..=500.0, slider 0.0..=300.0 lin, step 5.0;
    RequestCpu: app server.request_cpu, Server, "Processor per request", "seconds",
        "Seconds of a processor that such a request takes.",
        0.0..=60.0, slider 0.0..=2.0 lin, step 0.01;
    RamGb: app server.ram_gb, Server, "Memory", "GB",
        "Memory that the backend needs while it runs.",
        0.0..=1_024.0, slider 0.0..=16.0 lin, step 0.05;
    AnswerKb: app server.answer_kb, Server, "Sent back", "KB a request",
        "What the backend sends for a request or a call.",
        0.0..=1_000_000.0, slider 0.0..=500.0 lin, step 1.0;
    Patience: app server.patience, Server, "Users wait", "seconds",
        "How long users wait for a worker, or for a place on a card, before they give up; a start that a call waits for takes as long as it takes.",
        1.0..=3_600.0, slider 5.0..=300.0 lin, step 5.0;

    Retries: app client.retries, Client, "Try again", "times",
        "How often a refused call is tried again.",
        0.0..=6.0, slider 0.0..=6.0 whole, step 1.0;
    Backoff: app client.backoff, Client, "First wait", "seconds",
        "How long to wait before the first retry.",
        0.0..=600.0, slider 0.0..=20.0 lin, step 0.1;
    BackoffFactor: app client.backoff_factor, Client, "Each wait longer", "times",
        "How many times longer each further wait is.",
        1.0..=10.0, slider 1.0..=5.0 lin, step 0.1;
    BackoffCap: app client.backoff_cap, Client, "Longest wait", "seconds",
        "No wait before a retry is longer than this.",
        0.0..=3_600.0, slider 1.0..=120.0 lin, step 1.0;
    Jitter: app client.jitter, Client, "Left to chance", "% of a wait",
        "Retries at random moments do not all come at once: 100% waits anything from nothing to the full wait.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 5.0;
    Cooldown: app client.cooldown, Client, "Cool down", "seconds",
        "How long the app holds its calls back after one was refused.",
        0.0..=60.0, slider 0.0..=60.0 lin, step 1.0;
    Limiter: app client.limiter, Client, "Own limiter", "calls a minute",
        "The most calls that the app lets through to a provider in a minute by itself.",
        0.0..=10_000_000.0, slider 1.0..=10_000.0 log, step 1.0;
    Batch: app client.batch, Client, "Calls in one request", "calls",
        "The most calls that are put into one request; 1 is no batching.",
        1.0..=1_000.0, slider 1.0..=50.0 lin, step 1.0;
    BatchWait: app client.batch_wait, Client, "Wait for a batch", "seconds",
        "How long a call waits for others to share its request.",
        0.0..=600.0, slider 0.0..=30.0 lin, step 0.5;

    Budget: app money.budget, Money, "Budget", "$ a month",
        "Provider bills a month that you are ready to pay.",
        0.0..=100_000_000.0, slider 1.0..=10_000.0 log, step 1.0;
    HardCap: app money.hard_cap, Money, "Stop calling models at", "$ a month",
        "Once the bills of a month reach this, the app calls no model until the next month. Checked once a day, as bills are.",
        0.0..=100_000_000.0, slider 1.0..=10_000.0 log, step 1.0;
    Paying: app money.paying, Money, "Users who pay", "%",
        "Share of the monthly users who pay.",
        0.0..=100.0, slider 0.0..=30.0 lin, step 0.5;
    Price: app money.price, Money, "Price", "$ a month",
        "What a paying user pays for a month in which nothing is turned away; in proportion where something is.",
        0.0..=100_000.0, slider 0.0..=100.0 lin, step 1.0;
    Turnover: app money.turnover, Money, "Users who are replaced", "% a month",
        "Of the monthly users so many leave in a month while as many others come in their place, who may buy as well. The number of users \
         stays what it is. At 0% they are the same people.",
        0.0..=100.0, slider 0.0..=30.0 lin, step 0.5;
    Refunds: app money.refunds, Money, "Given back for what is refused", "%",
        "Users who pay get back so much of the price of what is turned away: all of it at 100%, nothing at 0%.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 5.0;
    SalesTax: app money.sales_tax, Money, "Tax in your prices", "%",
        "Value added or sales tax that your prices include, on top of what is yours. It is passed on and no income.",
        0.0..=100.0, slider 0.0..=30.0 lin, step 0.5;
    Exchange: app money.exchange, Money, "A unit of your prices is", "$",
        "What a euro, or whatever users pay in, is worth in dollars; a range where nobody knows. All else is in dollars.",
        0.00001..=1_000.0, slider 0.1..=2.0 lin, step 0.01;
    SalePrice: sale price, Money, "Price", "$ each time",
        "What is paid each time: a month, a year, or a pack.",
        0.0..=1_000_000.0, slider 1.0..=1_000.0 log, step 1.0;
    SaleShare: sale share, Money, "Users who buy it", "%",
        "Of those who come, the share who buy it; of packs, the share of monthly users who buy one in a month.",
        0.0..=100.0, slider 0.0..=30.0 lin, step 0.5;
    SaleChurn: sale churn, Money, "Payers who cancel", "% a month",
        "Of those who pay, so many stop each month. Where the app loses users, payers become fewer with them. By the year it shows when the year ends.",
        0.0..=100.0, slider 0.0..=30.0 lin, step 0.5;
    ForeignCards: app money.foreign_cards, Ladder, "Paid with foreign cards", "% of payments",
        "Share of what users pay that comes from cards of other countries than your own, for which most providers of payments take more.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    Seats: app money.seats, Money, "People on the team", "seats",
        "People with an account at the providers that charge by seat. Of a range, whole people are drawn.",
        1.0..=1_000.0, slider 1.0..=30.0 lin, step 1.0;
    Target: app money.target, Money, "Answers within", "seconds",
        "19 of 20 answers should be complete within this time.",
        0.1..=3_600.0, slider 0.5..=60.0 lin, step 0.5;
    MostRefused: app money.most_refused, Money, "Turned away at most", "% of a month",
        "The share of a month's visits and calls that may be turned away before an alternative counts as too bad to win.",
        0.0..=100.0, slider 0.0..=20.0 lin, step 0.1;
    PriceChanges: app money.price_changes, Money, "Prices change", "% as often as so far",
        "How often providers change list prices without having said so before. At 100% as often as so far: of a model's tokens every fifth year, of the rest every tenth.",
        0.0..=1_000.0, slider 0.0..=300.0 lin, step 10.0;

    Cash: app books.cash, Books, "Money in the bank", "$",
        "What the company has when the first month begins.",
        0.0..=1_000_000_000.0, slider 1_000.0..=10_000_000.0 log, step 100.0;
    ProfitTax: app books.profit_tax, Books, "Tax on profit", "%",
        "Of what is left of income in a month, once the losses of the months before are made up for.",
        0.0..=100.0, slider 0.0..=50.0 lin, step 1.0;
    LineAmount: line amount, Books, "Amount", "$",
        "What it costs each time: a year for each person, once, a month or a year.",
        0.0..=1_000_000_000.0, slider 100.0..=1_000_000.0 log, step 10.0;
    LineCount: line count, Books, "How many", "people or units",
        "How many people, or how many of whatever it is.",
        0.0..=1_000.0, slider 0.0..=20.0 lin, step 0.5;
    LineUsers: line from_users, Books, "From so many users on", "monthly users",
        "It is not paid before the app has so many monthly users, and goes on once it has had them.",
        1.0..=100_000_000.0, slider 100.0..=1_000_000.0 log, step 1.0;
    LineEffect: effect percent, Books, "Changed by", "%",
        "How much more it is from this cost's first month on, or less: -50 is half, 100 is twice as much. An assumption.",
        -95.0..=300.0, slider -95.0..=100.0 lin, step 1.0;
    LineIncome: line from_income, Books, "From so much income on", "$ a month",
        "It is not paid before a month brings so much from users, and goes on once one has.",
        0.0..=1_000_000_000.0, slider 100.0..=1_000_000.0 log, step 10.0;
    LineRefused: line from_refused, Books, "From so many turned away on", "% of a month",
        "It is not paid before a month turns away so many of its visits and calls, and goes on once one has: what is bought because something broke.",
        0.0..=100.0, slider 0.1..=50.0 log, step 0.1;
    RoundAmount: round amount, Books, "Money raised", "$",
        "What investors pay into the bank at the beginning of that month.",
        0.0..=1_000_000_000.0, slider 10_000.0..=10_000_000.0 log, step 1_000.0;
    RoundRepaid: round repaid, Books, "Paid back out of income", "% of income",
        "From the month after it came so much of each month's income pays the money back.",
        0.0..=100.0, slider 0.0..=30.0 lin, step 0.5;
    RoundTimes: round times, Books, "Until paid back", "times",
        "How many times the money is paid back in all: 1.5 times is usual where income is all that backs it, an assumption.",
        1.0..=10.0, slider 1.0..=3.0 lin, step 0.1;
}
