//! Grammars as the parser needs them: includes resolved, and a class in the place of each scope.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use onig::{MatchParam, Regex, RegexOptions, Region, SearchOptions, Syntax};
use regex_syntax::hir::Hir;
use serde_json::json;
use syntect::parsing::syntax_definition::{
    Context as Source, ContextId, ContextReference, MatchOperation, MatchPattern, context_iter,
};
use syntect::parsing::{ClearAmount, ParseState, Scope, SyntaxReference, SyntaxSet};

use super::class::{Class, class_of};
use super::filter;

/// Rules that apply together, and the classes of what they apply to.
pub(super) struct Context {
    /// Of its text, with what opens and closes it.
    pub(super) meta: Box<[Class]>,
    /// Of its text without these.
    pub(super) content: Box<[Class]>,
    /// How many of the classes around it do not hold in it.
    pub(super) clears: Option<ClearAmount>,
    /// The context whose rules come before its own.
    pub(super) prototype: Option<&'static Context>,
    /// Whether a rule in it asks for what the rule that opened it has captured.
    pub(super) needs_captures: bool,
    source: &'static Source,
    rules: OnceLock<Box<[&'static Rule]>>,
}

/// What to match, how to colour it, and where to go on.
pub(super) struct Rule {
    /// Of all that it matches.
    pub(super) classes: Box<[Class]>,
    /// Of its groups, by number.
    pub(super) captures: Box<[(usize, Box<[Class]>)]>,
    /// Where to go on.
    pub(super) operation: Operation,
    /// Whether the regex refers to captures of another rule.
    pub(super) is_open: bool,
    source: &'static MatchPattern,
    filter: OnceLock<Option<Hir>>,
    regex: OnceLock<Option<Regex>>,
}

/// Where to go on after a match.
pub(super) enum Operation {
    /// Into contexts, and back here after them.
    Push(Step),
    /// Into contexts that take the place of this one.
    Set(Step),
    /// Back to where this context was entered.
    Pop,
    /// Nowhere else.
    Stay,
}

/// Contexts that are entered.
pub(super) struct Step {
    targets: Box<[&'static ContextReference]>,
    with_prototype: Option<&'static ContextReference>,
    found: OnceLock<Option<Targets>>,
}

/// The contexts of a step.
pub(super) struct Targets {
    /// From the outermost to the innermost.
    pub(super) contexts: Box<[&'static Context]>,
    /// The context whose rules come first in all that the innermost leads to.
    pub(super) with_prototype: Option<&'static Context>,
}

impl Step {
    /// Returns the contexts that are entered; `None` when the grammar names one that there is not.
    pub(super) fn targets(&'static self) -> Option<&'static Targets> {
        let find = || {
            let contexts = self.targets.iter().map(|target| resolved(target)).collect::<Option<_>>()?;
            let with_prototype = match self.with_prototype {
                Some(reference) => Some(resolved(reference)?),
                None => None,
            };
            Some(Targets { contexts, with_prototype })
        };
        self.found.get_or_init(find).as_ref()
    }
}

impl Context {
    /// Returns the rules in their order, those of included contexts among them.
    pub(super) fn rules(&'static self) -> &'static [&'static Rule] {
        self.rules.get_or_init(|| {
            context_iter(syntaxes(), self.source)
                .filter_map(|(context, index)| context.match_at(index).ok())
                .map(rule)
                .collect()
        })
    }
}

impl Rule {
    /// Returns the regex; `None` for one that the engine refuses.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compiled(self.source.regex.regex_str())).as_ref()
    }

    /// Returns the regex with what the rule that opened the context has captured in `line`.
    pub(super) fn closed(&self, captures: &Region, line: &str) -> Option<Regex> {
        compiled(&filter::with_references(self.source.regex.regex_str(), |group| {
            let text = captures.pos(group).and_then(|(begin, end)| line.get(begin..end)).unwrap_or_default();
            regex_syntax::escape(text)
        }))
    }

    /// Returns a regex over ASCII that matches wherever this one may; `None` when there is none.
    pub(super) fn filter(&self) -> Option<&Hir> {
        self.filter.get_or_init(|| filter::superset(self.source.regex.regex_str())).as_ref()
    }
}

fn compiled(regex: &str) -> Option<Regex> {
    Regex::with_options(regex, RegexOptions::REGEX_OPTION_CAPTURE_GROUP, Syntax::default()).ok()
}

/// Whether `regex` matches in `line` at `at`. A search that takes too long has found nothing.
pub(super) fn matches(regex: &Regex, line: &str, at: usize, region: &mut Region) -> bool {
    let options = SearchOptions::SEARCH_OPTION_NONE;
    matches!(regex.match_with_param(line, at, options, Some(region), MatchParam::default()), Ok(Some(_)))
}

/// Whether `regex` matches in `line` at `at` or later.
pub(super) fn finds(regex: &Regex, line: &str, at: usize, region: &mut Region) -> bool {
    let options = SearchOptions::SEARCH_OPTION_NONE;
    matches!(regex.search_with_param(line, at, line.len(), options, Some(region), MatchParam::default()), Ok(Some(_)))
}

/// Returns all grammars that there are.
pub(super) fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(two_face::syntax::extra_newlines)
}

/// Returns the context that a text in `syntax` begins in.
pub(super) fn start(syntax: &'static SyntaxReference) -> Option<&'static Context> {
    static KNOWN: RwLock<Option<HashMap<usize, Option<&'static Context>>>> = RwLock::new(None);
    let place = std::ptr::from_ref(syntax).addr();
    if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|all| all.get(&place)) {
        return *known;
    }
    let found = find_start(syntax);
    KNOWN.write().unwrap_or_else(PoisonError::into_inner).get_or_insert_default().insert(place, found);
    found
}

fn find_start(syntax: &SyntaxReference) -> Option<&'static Context> {
    // syntect keeps the number to itself; a state shows it.
    let state = format!("{:?}", ParseState::new(syntax));
    let number = |key: &str| {
        let (_, rest) = state.split_once(key)?;
        let digits = rest.trim_start().split(|letter: char| !letter.is_ascii_digit()).next()?;
        digits.parse::<usize>().ok()
    };
    let id = json!({ "syntax_index": number("syntax_index:")?, "context_index": number("context_index:")? });
    resolved(&serde_json::from_value(json!({ "Direct": id })).ok()?)
}

fn by_id(id: ContextId) -> Option<&'static Context> {
    resolved(&serde_json::from_value(json!({ "Direct": id })).ok()?)
}

/// Contexts live as long as the program, as their grammars do; each is prepared once, by its place in memory.
fn resolved(reference: &ContextReference) -> Option<&'static Context> {
    static KNOWN: RwLock<Option<HashMap<usize, &'static Context>>> = RwLock::new(None);
    let source: &'static Source = reference.resolve(syntaxes()).ok()?;
    let place = std::ptr::from_ref(source).addr();
    if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|all| all.get(&place)) {
        return Some(known);
    }
    let prototype = match source.prototype {
        Some(id) => Some(by_id(id)?),
        None => None,
    };
    let context = Context {
        meta: classes(&source.meta_scope),
        content: classes(&source.meta_content_scope),
        clears: source.clear_scopes,
        prototype,
        needs_captures: source.uses_backrefs,
        source,
        rules: OnceLock::new(),
    };
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    Some(known.get_or_insert_default().entry(place).or_insert_with(|| Box::leak(Box::new(context))))
}

fn rule(source: &'static MatchPattern) -> &'static Rule {
    static KNOWN: RwLock<Option<HashMap<usize, &'static Rule>>> = RwLock::new(None);
    let place = std::ptr::from_ref(source).addr();
    if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|all| all.get(&place)) {
        return known;
    }
    let step = |targets: &'static [ContextReference]| Step {
        targets: targets.iter().collect(),
        with_prototype: source.with_prototype.as_ref(),
        found: OnceLock::new(),
    };
    let rule = Rule {
        classes: classes(&source.scope),
        captures: source.captures.iter().flatten().map(|(group, scopes)| (*group, classes(scopes))).collect(),
        operation: match &source.operation {
            MatchOperation::Push(targets) => Operation::Push(step(targets)),
            MatchOperation::Set(targets) => Operation::Set(step(targets)),
            MatchOperation::Pop => Operation::Pop,
            MatchOperation::None => Operation::Stay,
        },
        is_open: source.has_captures,
        source,
        filter: OnceLock::new(),
        regex: OnceLock::new(),
    };
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    known.get_or_insert_default().entry(place).or_insert_with(|| Box::leak(Box::new(rule)))
}

fn classes(scopes: &[Scope]) -> Box<[Class]> {
    scopes.iter().map(|scope| class_of(*scope)).collect()
}
