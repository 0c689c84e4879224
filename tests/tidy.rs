//! The house rules that no lint knows: where things may stand, and which way dependencies point.
//!
//! Every rule is a function from one file to its complaints. One test applies it to the whole tree,
//! and another feeds it something wrong, because a rule that cannot fail is no rule.
#![expect(clippy::disallowed_methods, reason = "these tests read the source tree itself")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use milepost::diagnostic::Code;

/// Which part of the library may use which: `(from, to, why)`. A `to` with `::` allows just that name.
const ARROWS: &[(&str, &str, &str)] = &[
    ("source", "diagnostic", "reading reports what it cannot read"),
    ("source", "memo", "what was seen of a file is written as results are"),
    ("words", "diagnostic", "a file of words says what is wrong with it"),
    ("words", "source", "a theme of the journal has words too"),
    ("plan", "color", "a colour is read as one"),
    ("plan", "diagnostic", "the plan reports what is wrong with it"),
    ("plan", "source", "the plan is read from sources"),
    ("content", "diagnostic", "pages report what is wrong with them"),
    ("content", "source", "pages are read from sources"),
    ("content", "plan", "front matter names the plan's ids and holds its records"),
    ("content", "words", "labels in texts are words of the theme"),
    ("content", "memo", "a block of code is coloured once"),
    ("lock", "diagnostic", "a lock that cannot be read is reported"),
    ("lock", "source", "the lock is one of the sources"),
    ("image", "memo", "smaller copies are made once"),
    ("journal", "diagnostic", "parsing collects the diagnostics of every file"),
    ("journal", "source", "a journal is parsed from sources"),
    ("journal", "plan", "a journal holds the plan"),
    ("journal", "memo", "pages are read with what is remembered"),
    ("journal", "content", "a journal holds the pages"),
    ("journal", "words", "a journal has the words of its theme"),
    ("journal", "trace", "which page is read is told"),
    ("owner", "calendar", "what is due is a calendar too"),
    ("calendar", "plan", "an entry is named by its id and the address of the site"),
    ("calendar", "site", "visitors see a part of the site"),
    ("calendar", "words", "what is due has a name in the language of its readers"),
    ("render", "calendar", "a plan may ask for a public calendar"),
    ("agenda", "diagnostic", "a date stands somewhere"),
    ("agenda", "plan", "what takes time is in the plan"),
    ("agenda", "site::schedule", "months of the plan are days"),
    ("lint", "diagnostic", "the lint reports what is questionable"),
    ("lint", "source", "a remark points at a value as it is written"),
    ("lint", "plan", "the plan is what is asked"),
    ("journal", "lock", "a journal holds what is known of addresses elsewhere"),
    ("lint", "agenda", "everything that takes time is asked"),
    ("site", "diagnostic", "linking reports what does not fit together"),
    ("site", "source", "linked pages know their source paths"),
    ("site", "plan", "a site is plan × content"),
    ("site", "content", "a site is plan × content"),
    ("site", "lock", "a proof that is dead proves nothing"),
    ("site", "image", "a file that is a picture has a size"),
    ("site", "journal", "a site is linked from a journal"),
    ("site", "words", "a site is in a language"),
    ("owner", "plan", "a report has the private half of the plan"),
    ("owner", "content", "drafts say what they are about"),
    ("owner", "site", "a report is made of a site"),
    ("owner", "source", "a draft has a path"),
    ("owner", "words", "the owner reads reasons in English"),
    ("theme", "color", "the colours of a theme are varied and measured"),
    ("theme", "plan", "the plan chooses the look"),
    ("theme", "diagnostic", "templates report where they are broken"),
    ("theme", "source", "a journal's own theme is read from sources"),
    ("theme", "words", "templates say words"),
    ("output", "diagnostic", "a path that cannot be written is reported"),
    ("output", "memo", "what was seen of a site is written as results are"),
    ("output", "source", "an output may be the bytes of a source"),
    ("output", "trace", "which file is written is told"),
    ("render", "color", "views show colours"),
    ("render", "diagnostic", "rendering reports what a template cannot render"),
    ("render", "source", "assets are copied from sources"),
    ("render", "plan", "views show the plan"),
    ("render", "content", "views show pages"),
    ("render", "journal", "views show what the journal holds"),
    ("render", "site", "views are made from the site"),
    ("render", "words", "views have words"),
    ("render", "theme", "views fill the theme's templates"),
    ("render", "image", "pictures are published without their metadata"),
    ("render", "recording", "pages show recordings of terminals"),
    ("render", "output", "rendering makes the outputs"),
    ("render", "memo", "what takes long to make is made once"),
    ("render", "trace", "which page is made is told"),
    ("adopt", "diagnostic", "a value has a place in its file"),
    ("adopt", "source", "front matter of others is read as ours is"),
    ("adopt", "words", "notes are read as a page would be, in English"),
    ("adopt", "content", "a page is read as Milepost will read it"),
    ("adopt", "site", "a page has an address that another may have"),
    ("adopt", "edit", "links and keys are written as edits write them"),
    ("import", "plan", "what is found is of the kinds that a plan has"),
    ("edit", "diagnostic", "a place in a file is a span"),
    ("edit", "source", "edited files are read as sources are"),
    ("edit", "plan", "plan ids stand in front matter"),
    ("edit", "content", "edits follow what the readers of pages found"),
    ("edit", "render::badges", "a README shows what the badges say"),
    ("edit", "journal", "a rename looks at every page"),
    ("edit", "site", "a renamed page has an old address and a new one"),
    ("cockpit", "diagnostic", "the cockpit shows what is wrong"),
    ("cockpit", "source", "what is wrong is shown with its lines"),
    ("cockpit", "plan", "the cockpit shows the private half of the plan"),
    ("cockpit", "site::schedule", "the cockpit names the state of the schedule"),
    ("cockpit", "owner", "the cockpit shows the report of the owner"),
    ("cockpit", "theme", "the cockpit looks like the default theme"),
    ("cockpit", "words", "the cockpit is in English"),
    ("cockpit", "render::chart", "the cockpit has charts"),
    ("standing", "check", "a page that is shown before its site leads to what there is"),
    ("standing", "content", "a page is made of what was read of it"),
    ("standing", "journal", "a page is read as the journal reads it"),
    ("standing", "diagnostic", "a page with an error is left to the whole build"),
    ("standing", "image", "a picture takes the place of one of its size"),
    ("standing", "lock", "a lock that was saved is read as every lock is"),
    ("standing", "memo", "what a page needs is remembered"),
    ("standing", "output", "a page that is made again is an output"),
    ("standing", "plan", "a plan that was saved is read as every plan is"),
    ("standing", "render", "a page is rendered again"),
    ("standing", "site", "a page is put into the site again"),
    ("standing", "source", "a page is made of its file"),
    ("standing", "theme", "a theme that was saved is compiled as every theme is"),
    ("standing", "trace", "nobody measures one page"),
    ("standing", "plan_levels", "a plan that was saved says what is an error"),
    ("standing", "with_levels", "what is an error is left to the whole build"),
    ("built", "check", "more is asked of a finished site"),
    ("built", "diagnostic", "a build says what is wrong"),
    ("built", "lock", "what is known of addresses elsewhere is told"),
    ("built", "output", "a build has a site"),
    ("built", "plan", "a site has an address, and codes have levels"),
    ("built", "render::resume", "some pages are meant for paper"),
    ("built", "site", "pages have fates"),
    ("built", "source", "what is wrong is in a file"),
    ("built", "with_levels", "what is found later has its level too"),
    ("check", "diagnostic", "checks report"),
    ("check", "source", "a report names the source that an output came from"),
    ("check", "plan::BaseUrl", "links are checked against the base path"),
    ("check", "plan::PLAN_FILE", "what many pages have may be written in the plan"),
    ("check", "theme::default_file", "a picture that comes with the program is told by its bytes"),
    ("check", "plan::needle", "what is private is looked for in the outputs"),
    ("check", "output", "outputs are what is checked"),
    ("check", "memo", "what was found in a file is remembered"),
    ("check", "trace", "which file is checked is told"),
];

/// What reaches out of the process, by path. Only [`may_reach_out`] may use it.
const EDGES: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "tokio",
    "walkdir",
    "notify",
    "open",
];

/// What looks like an edge and is plain data.
const PLAIN: &[&str] = &["std::net::IpAddr", "std::net::Ipv4Addr", "std::net::Ipv6Addr"];

const LONGEST_FILE: usize = 600;
const SHORTEST_EXPLANATION: usize = 5;

// --- The rules, applied to the tree -------------------------------------------------------------

#[test]
fn every_source_file_says_what_it_is_for() {
    report(sources().iter().filter_map(|(path, text)| missing_module_docs(path, text)));
}

#[test]
fn dependencies_point_one_way() {
    report(sources().iter().flat_map(|(path, text)| wrong_arrows(path, text)));
}

#[test]
fn the_world_is_touched_only_at_the_edges() {
    report(sources().iter().flat_map(|(path, text)| stray_edges(path, text)));
}

#[test]
fn no_file_has_leftovers() {
    report(tracked().iter().flat_map(|(path, text)| leftovers(path, text)));
}

#[test]
fn no_source_file_is_long() {
    report(sources().iter().filter_map(|(path, text)| too_long(path, text)));
}

#[test]
fn the_map_names_every_room() {
    report(unmapped_modules(&read("src/lib.rs")));
}

#[test]
fn every_code_is_explained() {
    report(Code::ALL.iter().filter_map(|code| thin_explanation(code.name(), code.explanation())));
    let pages = names_in("src/diagnostic/explain").into_iter().map(|name| name.trim_end_matches(".md").to_owned());
    report(differences("src/diagnostic/explain", &codes(), &pages.collect()));
}

#[test]
fn every_code_has_a_golden_case() {
    // A folder is named `CODE` or `CODE-WHAT`; that its name begins with a code is checked by `tests/golden.rs`.
    report(codes_without_case(&codes(), &names_in("tests/golden/diagnostics")));
}

#[test]
fn every_test_that_is_named_exists() {
    let files = below(&root().join("tests")).into_iter().filter(|path| has_extension(path, "rs"));
    let tests: String = files.map(|path| read(&path)).collect();
    report(absent_tests(&read("CONTRIBUTING.md"), &tests));
}

// --- The rules ----------------------------------------------------------------------------------

/// Returns the names of tests in the tables of `document` that are in no file of `tests`.
fn absent_tests(document: &str, tests: &str) -> Vec<String> {
    let rows = document.lines().filter(|line| line.starts_with('|'));
    let names = rows.flat_map(|row| row.split('`').skip(1).step_by(2));
    let names = names.filter(|name| name.contains('_') && !name.contains(['.', '/', ' ']));
    let is_absent = |name: &&str| !tests.contains(&format!("fn {name}("));
    names.filter(is_absent).map(|name| format!("CONTRIBUTING.md: there is no test `{name}`")).collect()
}

fn missing_module_docs(path: &str, text: &str) -> Option<String> {
    let documented = text.lines().next().is_some_and(|line| line.starts_with("//! ") && line.len() > "//! x".len());
    (!documented).then(|| format!("{path}:1: does not open with `//!` and what the module is for"))
}

/// Returns the uses of other rooms that [`ARROWS`] does not allow.
fn wrong_arrows(path: &str, text: &str) -> Vec<String> {
    let module = module_of(path);
    let Some(from) = module.first() else { return Vec::new() };
    let mut found: Vec<String> = Vec::new();
    for (line, used) in paths_in(&shipped_code(path, text)) {
        let Some(target) = from_the_crate(&module, &used) else { continue };
        let to = target.split("::").next().unwrap_or_default();
        let allowed = to == *from
            || !to.starts_with(|first: char| first.is_ascii_lowercase())
            || ARROWS.iter().any(|(tail, head, _)| tail == from && is_within(&target, head));
        if !allowed {
            found.push(format!(
                "{path}:{line}: `{from}` → `{target}` is against the direction (ARROWS in tests/tidy.rs)"
            ));
        }
    }
    found
}

fn stray_edges(path: &str, text: &str) -> Vec<String> {
    if may_reach_out(path) {
        return Vec::new();
    }
    let is_edge = |used: &str| {
        EDGES.iter().any(|edge| {
            is_within(used, edge) || used.ends_with(&format!("::{edge}")) || {
                // `time::SystemTime::now` and `chrono::Utc::now` are edges however their path begins.
                !edge.starts_with(|first: char| first.is_ascii_lowercase()) && used.contains(&format!("::{edge}::"))
            }
        })
    };
    paths_in(&shipped_code(path, text))
        .into_iter()
        .filter(|(_, used)| is_edge(used) && !PLAIN.iter().any(|plain| is_within(used, plain)))
        .map(|(line, used)| {
            format!("{path}:{line}: `{used}` belongs in src/source/load, src/output/publish or src/bin")
        })
        .collect()
}

fn may_reach_out(path: &str) -> bool {
    ["src/source/load", "src/output/publish", "src/bin/"].iter().any(|edge| path.starts_with(edge))
}

/// What marks work that is left for later.
const MARKS: [&str; 2] = ["TODO", "FIXME"];
/// Folders of people on the machines where they write programs.
const HOMES: [&str; 3] = ["home", "Users", "root"];
/// Macros of code that is being written.
const UNFINISHED: [&str; 3] = ["todo", "unimplemented", "dbg"];
/// The attribute of a test that is not run.
const SKIPPED: &str = "ignore";

fn leftovers(path: &str, text: &str) -> Vec<String> {
    if path == "tests/tidy.rs" {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut complain = |line: usize, what: &str| found.push(format!("{path}:{}: {what}", line + 1));
    for (number, line) in text.lines().enumerate() {
        for word in MARKS {
            if has_word(line, word) {
                complain(number, &format!("`{word}`: file an issue instead"));
            }
        }
        for folder in HOMES {
            if has_absolute(line, &format!("/{folder}/")) {
                complain(number, &format!("a path on somebody's machine, below `/{folder}/`"));
            }
        }
    }
    if has_extension(path, "rs") {
        for (number, line) in code_only(text).lines().enumerate() {
            let macros = UNFINISHED.iter().map(|name| format!("{name}!"));
            for unfinished in macros.chain(["#[".to_owned() + SKIPPED]) {
                if has_word(line, &unfinished) {
                    complain(number, &format!("`{unfinished}`"));
                }
            }
        }
    }
    found
}

fn too_long(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > LONGEST_FILE)
        .then(|| format!("{path}: {lines} lines, more than {LONGEST_FILE}: it holds more than one thing"))
}

fn unmapped_modules(lib: &str) -> Vec<String> {
    let docs: String = lib.lines().filter(|line| line.starts_with("//!")).collect();
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';'))
        .filter(|module| !docs.contains(&format!("`{module}`")) && !docs.contains(&format!("`{module}::")))
        .map(|module| format!("src/lib.rs: the module docs do not mention `{module}`"))
        .collect()
}

fn thin_explanation(code: &str, page: &str) -> Option<String> {
    let lines = page.lines().count();
    (lines < SHORTEST_EXPLANATION).then(|| {
        format!("src/diagnostic/explain/{code}.md: {lines} lines explain nothing, {SHORTEST_EXPLANATION} might")
    })
}

/// Returns what `folder` lacks of `wanted`, and what it has that nobody wants.
fn differences(folder: &str, wanted: &BTreeSet<String>, found: &BTreeSet<String>) -> Vec<String> {
    let missing = wanted.difference(found).map(|name| format!("{folder}: no `{name}`"));
    let stray = found.difference(wanted).map(|name| format!("{folder}: `{name}` is the name of no code"));
    missing.chain(stray).collect()
}

fn codes_without_case(codes: &BTreeSet<String>, cases: &BTreeSet<String>) -> Vec<String> {
    let is_of =
        |case: &str, code: &str| case.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let missing = codes.iter().filter(|code| !cases.iter().any(|case| is_of(case, code)));
    missing.map(|code| format!("tests/golden/diagnostics: no `{code}`")).collect()
}

// --- What the rules read ------------------------------------------------------------------------

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("could not read `{path}`: {error}"))
}

/// Returns path and text of the Rust files below src, sorted.
fn sources() -> Vec<(String, String)> {
    let files = below(&root().join("src")).into_iter().filter(|path| has_extension(path, "rs"));
    files.map(|path| (path.clone(), read(&path))).collect()
}

/// Returns path and text of the text files that git tracks, or of all where there is no git.
fn tracked() -> Vec<(String, String)> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let paths = match listed {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).split_terminator('\0').map(str::to_owned).collect()
        }
        _ => below(root()),
    };
    let text = |path: String| std::fs::read_to_string(root().join(&path)).ok().map(|text| (path, text));
    paths.into_iter().filter_map(text).collect()
}

fn below(folder: &Path) -> Vec<String> {
    let built = ["target", "site", "node_modules", ".git", ".milepost"];
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() != 1
                || !built.iter().any(|name| entry.file_name() == *name)
                || entry.path().starts_with(root().join("src"))
        })
        .map(|entry| entry.expect("the tree can be walked"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            entry.path().strip_prefix(root()).expect("it is below the root").to_string_lossy().replace('\\', "/")
        })
        .collect()
}

fn names_in(folder: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("`{folder}`: {error}"));
    entries.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned()).collect()
}

fn codes() -> BTreeSet<String> {
    Code::ALL.iter().map(|code| code.name().to_owned()).collect()
}

#[track_caller]
fn report(complaints: impl IntoIterator<Item = String>) {
    let complaints: Vec<String> = complaints.into_iter().collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

// --- A little Rust ------------------------------------------------------------------------------

/// Returns the module path of a library file: `src/plan/id.rs` is `["plan", "id"]`; bins and lib.rs have none.
fn module_of(path: &str) -> Vec<&str> {
    let inner = path.strip_prefix("src/").filter(|inner| !inner.starts_with("bin/") && *inner != "lib.rs");
    let Some(inner) = inner.and_then(|inner| inner.strip_suffix(".rs")) else { return Vec::new() };
    let mut module: Vec<&str> = inner.split('/').collect();
    module.pop_if(|last| *last == "mod");
    module
}

/// Returns `used` as seen from the root of the crate, if it starts there or climbs up to it.
fn from_the_crate(module: &[&str], used: &str) -> Option<String> {
    if let Some(rest) = used.strip_prefix("crate::") {
        return Some(rest.to_owned());
    }
    if used.starts_with("milepost::") {
        return Some(used.to_owned());
    }
    let mut rest = used.strip_prefix("self::").unwrap_or(used);
    let mut depth = module.len();
    while let Some(up) = rest.strip_prefix("super::") {
        (rest, depth) = (up, depth.checked_sub(1)?);
    }
    (depth == 0).then(|| rest.to_owned())
}

/// Returns whether `path` is `outer` or something in it.
fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Returns the code of a file that ships: without comments, texts, and what is `#[cfg(test)]`.
fn shipped_code(path: &str, text: &str) -> String {
    if path.ends_with("/tests.rs") || path.contains("/tests/") {
        return String::new();
    }
    let mut code = code_only(text);
    let attribute = "#[cfg(test)]";
    while let Some(start) = code.find(attribute) {
        let end = start + attribute.len() + item_length(&code[start + attribute.len()..]);
        let blank: String = code[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        code.replace_range(start..end, &blank);
    }
    code
}

/// Returns how long the item at the start of `code` is: to its `;`, or to the end of its body.
fn item_length(code: &str) -> usize {
    let mut depth = 0_u32;
    for (at, c) in code.char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (c == ';' || c == '}') {
            return at + c.len_utf8();
        }
    }
    code.len()
}

/// Returns `text` with every comment, string and character blanked, line by line as long as before.
fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = text_length(rest).filter(|_| !code.ends_with(is_word)) {
            length
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        code.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[length..];
    }
    code
}

/// Returns the length of the string or character literal that `rest` starts with, if it does.
fn text_length(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c"]
        .into_iter()
        .find(|prefix| rest.strip_prefix(prefix).is_some_and(|after| after.starts_with(['"', '#', '\''])));
    let body = &rest[prefix.map_or(0, str::len)..];
    if prefix.is_some_and(|prefix| prefix.ends_with('r')) {
        let hashes = body.len() - body.trim_start_matches('#').len();
        let inner = body[hashes..].strip_prefix('"')?;
        let end = inner.find(&format!("\"{}", "#".repeat(hashes)))?;
        return Some(rest.len() - inner.len() + end + 1 + hashes);
    }
    let quote = body.chars().next().filter(|c| ['"', '\''].contains(c))?;
    let is_lifetime = quote == '\'' && !body[1..].starts_with('\\') && body[1..].chars().nth(1) != Some('\'');
    let mut escaped = false;
    let end = body[1..].find(|c| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })?;
    (!is_lifetime).then(|| rest.len() - body.len() + 1 + end + 1)
}

/// Returns every path with `::` in `code` with its line; a `{…}` group gives one path for each member.
fn paths_in(code: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < code.len() {
        let rest = &code[at..];
        let starts = rest.starts_with(is_word) && !code[..at].ends_with(is_word) && !code[..at].ends_with("::");
        if starts {
            let mut members = Vec::new();
            let length = path_members(rest, "", &mut members);
            let is_grouped = !rest[..length].chars().all(is_word);
            paths.extend(members.into_iter().filter(|path| is_grouped && path.contains("::")).map(|path| (line, path)));
            line += rest[..length].matches('\n').count();
            at += length;
        } else {
            line += usize::from(rest.starts_with('\n'));
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    paths
}

/// Adds the paths that `code` starts with to `members`, each after `prefix`; returns their length.
fn path_members(code: &str, prefix: &str, members: &mut Vec<String>) -> usize {
    let name = code.find(|c| !is_word(c)).unwrap_or(code.len());
    let path = format!("{prefix}{}", &code[..name]);
    let Some(tail) = code[name..].strip_prefix("::") else {
        members.push(path);
        return name;
    };
    let mut at = name + 2;
    if !tail.starts_with('{') {
        if tail.starts_with(is_word) {
            return at + path_members(tail, &format!("{path}::"), members);
        }
        members.push(path);
        return at;
    }
    at += 1;
    while let Some(next) = code[at..].chars().next() {
        match next {
            '}' => return at + 1,
            // The other name of `parse as read` is no path.
            _ if code[at..].starts_with("as ") => at += code[at..].find([',', '}']).unwrap_or(code.len() - at),
            c if is_word(c) => at += path_members(&code[at..], &format!("{path}::"), members),
            c => at += c.len_utf8(),
        }
    }
    at
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let ends = !word.ends_with(is_word) || !line[at + word.len()..].starts_with(is_word);
        ends && !line[..at].ends_with(is_word)
    })
}

/// Returns whether `line` has a path that starts with `folder`, not one that has it in the middle.
fn has_absolute(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| !line[..at].ends_with(|c| is_word(c) || "./~*}-)".contains(c)))
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

// --- Each rule can fail -------------------------------------------------------------------------

#[test]
fn a_file_without_module_docs_is_seen() {
    let check = |text, expected: usize| {
        assert_eq!(missing_module_docs("src/a.rs", text).into_iter().count(), expected, "{text}");
    };
    check("//! What it is for.\n", 0);
    check("", 1);
    check("//! x\n", 1);
    check("use std::fmt;\n//! Too late.\n", 1);
    check("// Not it.\n", 1);
}

#[test]
fn an_arrow_against_the_direction_is_seen() {
    let check = |path: &str, text: &str, expected: &[&str]| {
        let found: Vec<String> =
            wrong_arrows(path, text).into_iter().map(|complaint| complaint.replace('`', "")).collect();
        let starts: Vec<&str> = found.iter().map(|complaint| complaint.split(" is against").next().unwrap()).collect();
        assert_eq!(starts, expected, "{text}");
    };
    check("src/site/link.rs", "use crate::plan::Plan;", &[]);
    check("src/plan/mod.rs", "\nuse crate::site::Site;", &["src/plan/mod.rs:2: plan → site::Site"]);
    check("src/plan/mod.rs", "fn f(s: &crate::site::Site) {}", &["src/plan/mod.rs:1: plan → site::Site"]);
    check(
        "src/plan/mod.rs",
        "pub(crate) use crate::{\n source::Sources,\n journal::{Journal, parse as p},\n};",
        &["src/plan/mod.rs:1: plan → journal::Journal", "src/plan/mod.rs:1: plan → journal::parse"],
    );
    check("src/plan/id.rs", "use super::super::site;", &["src/plan/id.rs:1: plan → site"]);
    check("src/plan/id.rs", "use super::site::Settings;", &[]);
    check("src/journal.rs", "use super::render::render;", &["src/journal.rs:1: journal → render::render"]);
    check("src/journal.rs", "use crate::render;", &["src/journal.rs:1: journal → render"]);
    check("src/check/links.rs", "use crate::plan::{BaseUrl, Plan};", &["src/check/links.rs:1: check → plan::Plan"]);
    check("src/plan/mod.rs", "use milepost::plan::Plan;", &["src/plan/mod.rs:1: plan → milepost::plan::Plan"]);
    check("src/plan/mod.rs", "use crate::bin::main;", &["src/plan/mod.rs:1: plan → bin::main"]);
    check("src/lib.rs", "use crate::render::render;", &[]);
    check("src/plan/mod.rs", "//! See [`crate::site`].\nlet a = \"crate::site::B\"; /* crate::site */", &[]);
    check("src/plan/mod.rs", "#[cfg(test)]\nmod tests {\n use crate::site::Site;\n}\n", &[]);
    check("src/plan/mod.rs", "#[cfg(test)]\nmod t;\nuse crate::site::S;", &["src/plan/mod.rs:3: plan → site::S"]);
    check("src/plan/tests.rs", "use crate::site::Site;", &[]);
    check("src/plan/mod.rs", "const A: char = '\"'; use crate::site::S; // \"", &["src/plan/mod.rs:1: plan → site::S"]);
    check(
        "src/plan/mod.rs",
        "fn f<'a>(b: &'a str) { r#\"\"#; crate::site::g('\\'') }",
        &["src/plan/mod.rs:1: plan → site::g"],
    );
}

#[test]
fn the_table_of_arrows_has_no_cycle() {
    let mut left: BTreeSet<&str> =
        ARROWS.iter().flat_map(|(from, to, _)| [*from, to.split("::").next().unwrap()]).collect();
    while !left.is_empty() {
        let used = |room: &&str| ARROWS.iter().any(|(from, to, _)| left.contains(from) && is_within(to, room));
        let free: Vec<&str> = left.iter().copied().filter(|room| !used(room)).collect();
        assert!(!free.is_empty(), "these use each other in a circle: {left:?}");
        left.retain(|room| !free.contains(room));
    }
}

#[test]
fn reaching_out_is_seen() {
    let check =
        |path: &str, text: &str, expected: usize| assert_eq!(stray_edges(path, text).len(), expected, "{path}: {text}");
    for edge in [
        "use std::fs;",
        "use std::{fmt, fs::File};",
        "std::env::var(name)",
        "use std::process::Command;",
        "use std::net::TcpListener;",
        "use std::time::SystemTime;",
        "let now = Instant::now();",
        "std::time::Instant::now()",
        "chrono::Utc::now()",
        "Local::now()",
        "walkdir::WalkDir::new(root)",
        "use tokio::net;",
        "open::that(url)",
    ] {
        check("src/render/page.rs", edge, 1);
        for allowed in
            ["src/source/load/git.rs", "src/source/load.rs", "src/output/publish/stage.rs", "src/bin/milepost/main.rs"]
        {
            check(allowed, edge, 0);
        }
        check("src/render/page.rs", &format!("/// {edge}\n#[cfg(test)]\nmod tests {{ {edge} }}\n"), 0);
    }
    check("src/plan/base_url.rs", "host.parse::<std::net::IpAddr>()", 0);
    check("src/plan/mod.rs", "use std::fmt; use std::environment::x; reopen::now()", 0);
}

#[test]
fn leftovers_are_seen() {
    let check =
        |path: &str, text: &str, expected: usize| assert_eq!(leftovers(path, text).len(), expected, "{path}: {text}");
    let macros = UNFINISHED.iter().map(|name| format!("{name}!(x)"));
    let attributes = [format!("#[{SKIPPED}]\nfn f() {{}}"), format!("#[{SKIPPED} = \"slow\"]")];
    for code in macros.chain(attributes) {
        let code = code.as_str();
        check("src/a.rs", code, 1);
        check("src/a.rs", &format!("let text = {code:?};"), 0);
        check("content/notes/rust.md", code, 0);
    }
    let marks = MARKS.iter().flat_map(|mark| [format!("// {mark}: later"), format!("<!-- {mark} -->")]);
    let homes = HOMES.iter().flat_map(|home| [format!("cd /{home}/ada/x"), format!("(/{home}/.cargo)")]);
    for line in marks.chain(homes) {
        check("content/a.md", &line, 1);
        check("src/a.rs", &line, 1);
    }
    let marks = MARKS.iter().map(|mark| format!("{mark}S"));
    let homes =
        HOMES.iter().flat_map(|home| ["https://example.com", ".", "a", "~"].map(|before| format!("{before}/{home}/x")));
    for line in marks.chain(homes) {
        check("content/a.md", &line, 0);
    }
}

#[test]
fn a_long_file_is_seen() {
    assert!(too_long("src/a.rs", &"x\n".repeat(LONGEST_FILE)).is_none());
    assert!(too_long("src/a.rs", &"x\n".repeat(LONGEST_FILE + 1)).is_some());
}

#[test]
fn a_test_that_is_gone_is_seen() {
    let table = "| What | Tests |\n| Links | `a_link_works`, `a_link_is_gone`, `tests/some_file.mjs` |\n`not_a_row`\n";
    assert_eq!(absent_tests(table, "fn a_link_works() {}").len(), 1);
}

#[test]
fn a_room_off_the_map_is_seen() {
    assert!(unmapped_modules("//! [`plan`] and [`site::link`].\npub mod plan;\nmod site;\n").is_empty());
    assert_eq!(unmapped_modules("//! The plan.\npub mod plan;\nmod site;\n").len(), 2);
}

#[test]
fn a_code_without_explanation_or_case_is_seen() {
    assert!(thin_explanation("bad-date", &"x\n".repeat(SHORTEST_EXPLANATION)).is_none());
    assert!(thin_explanation("bad-date", "# bad-date\n").is_some());
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(
        differences("f", &names(&["a", "b"]), &names(&["b", "c"])),
        ["f: no `a`", "f: `c` is the name of no code"]
    );
    assert!(differences("f", &names(&["a"]), &names(&["a"])).is_empty());
    assert!(codes_without_case(&names(&["a", "b"]), &names(&["a", "b-c"])).is_empty());
    assert_eq!(codes_without_case(&names(&["a", "b"]), &names(&["a", "bc"])).len(), 1);
}
