//! What each source file imports, as paths from the root of the crate.
//!
//! Read from tokens and not from a syntax tree, since what stands in a macro is only tokens, and so one reading serves
//! all code. Comments are no tokens, and documentation is one string.
//! Not seen: a layer whose name a macro puts together, and types that come by a field, a return or a `type`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Names from the root of the crate on: `["engine", "cpu", "Lane"]`. A glob ends in `*`.
pub(crate) type Path = Vec<String>;

/// Longer paths are not followed: a glob import of another crate may lead to itself again and again.
const LONGEST: usize = 12;

/// A name that a `use` gives to a path, in its module; that of a glob, `*`, is every name.
struct Alias {
    name: String,
    target: Path,
    is_public: bool,
}

/// All that the files of a crate name.
#[derive(Default)]
pub(crate) struct Names {
    /// By the module that has them.
    aliases: BTreeMap<Path, Vec<Alias>>,
    /// By the file; each with the module it is named in, which in a file may be one in braces.
    paths: BTreeMap<String, BTreeSet<(Path, Path)>>,
}

impl Names {
    /// Reads a file; its name begins with `src/`.
    pub(crate) fn read(&mut self, file: &str, text: &str) {
        let module = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        let module = module.split('/').filter(|name| *name != "lib").map(str::to_owned).collect();
        self.scan(file, &module, text.parse().unwrap());
    }

    /// The imports of a file: every path in it, and what that is the name of, be it by many re-exports.
    pub(crate) fn imports(&self, file: &str) -> BTreeSet<Path> {
        let mut seen = BTreeSet::new();
        for (module, path) in self.paths.get(file).into_iter().flatten() {
            self.follow(module, path.clone(), &mut seen);
        }
        seen.into_iter().map(|(_, path)| path).collect()
    }

    /// A path from the root, and all that it stands for.
    pub(crate) fn meanings(&self, path: &Path) -> BTreeSet<Path> {
        let mut seen = BTreeSet::new();
        self.follow(&Path::new(), path.clone(), &mut seen);
        seen.into_iter().map(|(_, path)| path).collect()
    }

    /// Adds a path that a module names, and all paths that it stands for.
    fn follow(&self, from: &Path, path: Path, seen: &mut BTreeSet<(Path, Path)>) {
        if path.len() > LONGEST || !seen.insert((from.clone(), path.clone())) {
            return;
        }
        for at in 0..path.len() {
            let (module, rest) = (path[..at].to_vec(), &path[at..]);
            for Alias { name, target, is_public } in self.aliases.get(&module).into_iter().flatten() {
                let is_named = *name == rest[0] || name == "*" || rest[0] == "*";
                // A macro or a function may have the name of the module that it comes from; longer paths mean that.
                let is_module = rest.len() > 1 && target.starts_with(&path[..=at]);
                if is_named && !is_module && (*is_public || from.starts_with(&module)) {
                    let (target, rest) =
                        if name == "*" { (&target[..target.len() - 1], rest) } else { (&target[..], &rest[1..]) };
                    self.follow(&module, [target, rest].concat(), seen);
                }
            }
        }
    }

    fn scan(&mut self, file: &str, module: &Path, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at += match &tokens[at..] {
                [TokenTree::Ident(word), TokenTree::Ident(name), TokenTree::Group(body), ..] if word == "mod" => {
                    self.scan(file, &absolute(module, &[name.to_string()]), body.stream());
                    3
                }
                [TokenTree::Ident(word), after @ ..] if word == "use" => {
                    let is_public = at > 0 && is_visibility(&tokens[at - 1]);
                    // Of `$crate`.
                    let dollar = usize::from(after.first().is_some_and(|token| is(token, '$')));
                    let mut leaves = Vec::new();
                    let length = read_path(&after[dollar..], &[], &mut leaves);
                    for (path, name) in leaves {
                        let target = absolute(module, &path);
                        let name = name.or_else(|| target.last().cloned()).unwrap_or_default();
                        self.add(file, module, target.clone());
                        self.aliases.entry(module.clone()).or_default().push(Alias { name, target, is_public });
                    }
                    1 + dollar + length
                }
                [TokenTree::Ident(_), ..] => {
                    let mut leaves = Vec::new();
                    let length = read_path(&tokens[at..], &[], &mut leaves);
                    let is_rest = at > 1 && is(&tokens[at - 1], ':') && is(&tokens[at - 2], ':');
                    // A name alone is a variable, a field, or something that a `use` has named before.
                    for (path, _) in leaves.into_iter().filter(|(path, _)| path.len() > 1 && !is_rest) {
                        self.add(file, module, absolute(module, &path));
                    }
                    length
                }
                [TokenTree::Group(group), ..] => {
                    self.scan(file, module, group.stream());
                    1
                }
                // Attributes of serde name functions in strings.
                [TokenTree::Literal(literal), ..] => {
                    let text = literal.to_string();
                    let text = text.trim_matches('"');
                    if text.starts_with("crate::") || text.starts_with("super::") {
                        self.scan(file, module, text.parse().unwrap_or_default());
                    }
                    1
                }
                _ => 1,
            };
        }
    }

    fn add(&mut self, file: &str, module: &Path, path: Path) {
        self.paths.entry(file.to_owned()).or_default().insert((module.clone(), path));
    }
}

/// Reads the path that tokens begin with, or the paths, if it ends in a list in braces, each with the name that `as`
/// gives it. Returns how many tokens that were.
fn read_path(tokens: &[TokenTree], before: &[String], leaves: &mut Vec<(Path, Option<String>)>) -> usize {
    let mut path = before.to_vec();
    let mut at = 0;
    while let [TokenTree::Ident(name), one, two, ..] = &tokens[at..]
        && is(one, ':')
        && is(two, ':')
    {
        path.push(name.to_string());
        at += 3;
    }
    let mut name = None;
    match &tokens[at..] {
        [TokenTree::Group(list), ..] if list.delimiter() == Delimiter::Brace => {
            let list: Vec<_> = list.stream().into_iter().collect();
            for part in list.split(|token| is(token, ',')) {
                read_path(part, &path, leaves);
            }
            return at + 1;
        }
        [TokenTree::Ident(last), rest @ ..] => {
            path.push(last.to_string());
            if let [TokenTree::Ident(word), TokenTree::Ident(new), ..] = rest
                && word == "as"
            {
                name = Some(new.to_string());
            }
            at += 1;
        }
        [token, ..] if is(token, '*') => {
            path.push("*".to_owned());
            at += 1;
        }
        _ => {}
    }
    if at > 0 {
        leaves.push((path, name));
    }
    at
}

/// What a path means in a module. One that begins with another crate becomes a path below the module, which is no
/// import of a layer either.
fn absolute(module: &[String], path: &[String]) -> Path {
    let mut whole = module.to_vec();
    for (at, name) in path.iter().enumerate() {
        match name.as_str() {
            "crate" | "headroom" if at == 0 => whole.clear(),
            "self" => {}
            "super" => drop(whole.pop()),
            _ => whole.push(name.clone()),
        }
    }
    whole
}

fn is(token: &TokenTree, letter: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == letter)
}

/// Whether this, before a `use`, is the end of `pub`, `pub(..)` or a macro's `$vis`.
fn is_visibility(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}
