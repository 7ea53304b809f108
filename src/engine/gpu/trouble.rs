//! What can go wrong with a GPU, in words.

use std::fmt;

/// Why the GPU cannot be used, or no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is none.
    None,
    /// It was taken away: by the browser, the driver, or because somebody pulled it out.
    Lost(String),
    /// It has too little memory.
    Memory(String),
    /// It refused what it was given.
    Refused(String),
    /// It has not answered for so many seconds.
    Silent(u64),
    /// Numbers were missing from its answer.
    Incomplete,
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, why) = match self {
            Self::None => return out.write_str("There is no GPU that can be used."),
            Self::Silent(seconds) => return write!(out, "The GPU has not answered for {seconds} seconds."),
            Self::Incomplete => return out.write_str("Numbers were missing from the GPU's answer."),
            // Why is in the words of a driver, which help nobody who only wants an answer.
            Self::Lost(_) => return out.write_str("The GPU was lost."),
            Self::Memory(why) => ("The GPU has too little memory", why),
            Self::Refused(why) => ("The GPU refused the simulation", why),
        };
        // Of several lines the first that is no heading says most.
        let heading = |line: &&str| line.is_empty() || line.ends_with(':') || *line == "Validation Error";
        match why.lines().map(str::trim).find(|line| !heading(line)) {
            Some(line) => write!(out, "{what}: {}.", line.trim_end_matches('.')),
            None => write!(out, "{what}."),
        }
    }
}

impl std::error::Error for Trouble {}

impl From<wgpu::Error> for Trouble {
    fn from(error: wgpu::Error) -> Self {
        match error {
            wgpu::Error::OutOfMemory { source } => Self::Memory(source.to_string()),
            wgpu::Error::Validation { description, .. } | wgpu::Error::Internal { description, .. } => {
                Self::Refused(description)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sentence_whatever_the_driver_says() {
        let said = |why: &str| Trouble::Refused(why.to_owned()).to_string();
        assert_eq!(said(""), "The GPU refused the simulation.");
        assert_eq!(said("Validation Error\n\nCaused by:\n  hung.\nmore\n"), "The GPU refused the simulation: hung.");
        assert_eq!(Trouble::Silent(20).to_string(), "The GPU has not answered for 20 seconds.");
    }
}
