//! `simulate hour FILE`: one hour, or a day of hours, as a document of its own.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use headroom::hour::Hour;
use lexopt::prelude::*;

use crate::arguments::hint;
use crate::output::lines;

/// Which document, and how its answer is printed.
pub(crate) struct Asked {
    file: PathBuf,
    json: bool,
}

impl Asked {
    /// Reads what follows the word `hour`; none where it asks for help. An error is one sentence.
    pub(crate) fn read(parser: &mut lexopt::Parser) -> Result<Option<Self>, String> {
        let (mut file, mut json) = (None, false);
        while let Some(argument) = parser.next().map_err(hint)? {
            match argument {
                Long("help") | Short('h') => return Ok(None),
                Long("json") => json = true,
                Value(given) if file.is_none() => file = Some(PathBuf::from(given)),
                other => return Err(hint(other.unexpected())),
            }
        }
        let file = file.ok_or("Which hour? Give its file; docs/hour.md says what is in it.")?;
        Ok(Some(Self { file, json }))
    }

    /// The answer, with a line break at its end.
    pub(crate) fn answer(&self) -> Result<String, String> {
        let path = self.file.display();
        let mut text = String::new();
        File::open(&self.file)
            .and_then(|file| file.take(Hour::MAX_JSON as u64 + 1).read_to_string(&mut text))
            .map_err(|error| format!("{path} cannot be read: {error}."))?;
        let answer = Hour::from_json(&text).map_err(|sentence| format!("{path}: {sentence}"))?.answer();
        if self.json {
            let json = serde_json::to_string_pretty(&answer);
            return json.map(|json| json + "\n").map_err(|error| format!("The answer cannot be written: {error}."));
        }
        let parts = [table(&answer.rows()), lines(&answer.warnings)];
        Ok(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"))
    }
}

/// Names flush left, numbers flush right.
fn table(rows: &[[String; 2]]) -> String {
    let width = |of: usize| rows.iter().map(|row| row[of].chars().count()).max().unwrap_or(0);
    let (names, numbers) = (width(0), width(1));
    rows.iter().map(|[name, number]| format!("{name:<names$}  {number:>numbers$}\n")).collect()
}
