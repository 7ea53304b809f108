//! What can be wrong with a scenario once the catalogue is asked.

use std::fmt;

use crate::catalog::SetError;
use crate::scenario::Alternative;

/// Why a valid scenario cannot be compiled: one sentence each.
#[derive(Clone, Debug, PartialEq)]
pub enum ProgramError {
    /// A plan id that the catalogue does not have for that part of the app.
    UnknownPlan {
        /// Where it stands in the document.
        path: String,
        /// The id as written.
        id: String,
        /// Those of that part that are most like it.
        nearest: Vec<String>,
    },
    /// A number of a plan, by its place in the list, that cannot be overridden.
    Override(usize, OverrideError),
    /// What an alternative, by its place, cannot be compiled for.
    Alternative(usize, Box<Self>),
}

/// Why a number of a plan cannot be overridden.
#[derive(Clone, Debug, PartialEq)]
pub enum OverrideError {
    /// The catalogue does not have the plan.
    Plan {
        /// The id as written.
        id: String,
        /// Those that are most like it.
        nearest: Vec<String>,
    },
    /// The plan does not have the number, or it may not be that.
    Number(SetError),
    /// Another one, by its place, says the same of the same account as another number.
    Differs(usize),
}

impl fmt::Display for ProgramError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPlan { path, id, nearest } => {
                write!(out, "{path} is {id:?}, which the catalogue does not have there{}.", most_like(nearest))
            }
            Self::Override(index, OverrideError::Plan { id, nearest }) => {
                write!(out, "overrides[{index}].plan is {id:?}, which is not in the catalogue{}.", most_like(nearest))
            }
            Self::Override(index, OverrideError::Number(error)) => write!(out, "overrides[{index}]: {error}"),
            Self::Override(index, OverrideError::Differs(first)) => write!(
                out,
                "overrides[{index}] and overrides[{first}] are the same number of one account, which two of its plans share; \
                 it can have one value."
            ),
            Self::Alternative(index, error) => write!(out, "In alternative {}, {error}", Alternative::letter(*index)),
        }
    }
}

impl std::error::Error for ProgramError {}

/// Ids that may have been meant, as the end of a sentence.
fn most_like(nearest: &[String]) -> String {
    match nearest {
        [] => String::new(),
        [others @ .., last] if !others.is_empty() => format!("; most like it are {} and {last}", others.join(", ")),
        [only, ..] => format!("; most like it is {only}"),
    }
}

/// The ids that are most like one that nobody knows, by the similarity of Jaro and Winkler, whatever is written between their letters.
/// It counts what they begin with twice: an id begins with its family, and of `gemini-9` that is what is sure, while fewer letters lie
/// between it and `gpt-5-mini`.
pub(super) fn nearest<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let plain =
        |id: &str| id.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let id = plain(id);
    let mut known: Vec<(f64, &str)> = known.map(|it| (strsim::jaro_winkler(&id, &plain(it)), it)).collect();
    // Of those that are as near, the first of the catalogue.
    known.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    known.into_iter().take(NEAREST).map(|(_, id)| id.to_owned()).collect()
}

/// How many of them are named.
const NEAREST: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_plan_gets_the_nearest() {
        let known = ["gpt-5.6-luna", "gpt-6-luna", "gpt-6-luna-batch", "gpt-6-sol", "claude-haiku-4.5"];
        let nearest = |id: &str| nearest(id, known.into_iter());
        assert_eq!(nearest("GPT 6 luna")[0], "gpt-6-luna");
        assert_eq!(nearest("gpt-6-lnua"), ["gpt-6-luna", "gpt-5.6-luna", "gpt-6-luna-batch"]);
        assert_eq!(nearest("claude")[0], "claude-haiku-4.5");
        assert_eq!(nearest("claude_haiku_45")[0], "claude-haiku-4.5");
        assert_eq!(
            most_like(&nearest("gpt-6-lnua")),
            "; most like it are gpt-6-luna, gpt-5.6-luna and gpt-6-luna-batch"
        );
        assert_eq!((most_like(&[]), most_like(&["a".to_owned()])), (String::new(), "; most like it is a".to_owned()));
    }
}
