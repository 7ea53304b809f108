//! How users are turned away, by its place in counts and records.

/// A single request is larger than what fits: it never passes.
pub const REQUEST: usize = 0;
/// What a visitor may use on a day.
pub const VISITOR: usize = 1;
/// A limit of a minute.
pub const MINUTE: usize = 2;
/// A limit of a day.
pub const DAY: usize = 3;
/// A limit of a month, of what is held, or of an account: credits, the end of a trial, a pause.
pub const MONTH: usize = 4;
/// The windows of limits: all of the above, each by meter.
pub const WINDOWS: usize = 5;

/// Requests at once.
pub const CONCURRENT: usize = WINDOWS;
/// The app's own limiter.
pub const LIMITER: usize = WINDOWS + 1;
/// The app's own spending cap.
pub const CAP: usize = WINDOWS + 2;
/// Too slow: users gave up waiting.
pub const QUEUE: usize = WINDOWS + 3;
/// How many ways there are.
pub const WAYS: usize = WINDOWS + 4;

/// What ended a month besides a meter, in the place of the meter.
pub mod cause {
    use crate::model::layout::METERS;

    /// The credits of the account are used up.
    pub const CREDIT: usize = METERS;
    /// The trial is over.
    pub const TRIAL: usize = METERS + 1;
    /// It was paused because nobody used it.
    pub const IDLE: usize = METERS + 2;
}
