//! What can turn users away, by its place in counts and records.

/// A provider's limit of a minute.
pub const MINUTE: usize = 0;
/// A provider's limit of a day.
pub const DAY: usize = 1;
/// A provider's limit of a month.
pub const MONTH: usize = 2;
/// A provider's limit of calls at once.
pub const CONCURRENT: usize = 3;
/// The app's own limiter.
pub const LIMITER: usize = 4;
/// The app's own spending cap.
pub const CAP: usize = 5;
/// The frontend is offline.
pub const FRONTEND: usize = 6;
/// The backend is offline.
pub const BACKEND: usize = 7;
/// The backend is too slow: users gave up waiting.
pub const WORKERS: usize = 8;
/// The data store is offline.
pub const DATA: usize = 9;
/// How many there are.
pub const LIMITS: usize = 10;
