//! Finds out fast where in a line which rules can match at all.
//!
//! Grammars are written for a backtracking engine, which is asked once for each rule and token: a hundred searches to
//! colour one word. Here all rules of a context become one automaton over ASCII, which says in one pass which of them
//! can begin at a byte. What it cannot express, such as a look-behind, it leaves out, so it may name a rule that does
//! not match; it never misses one that does. The backtracking engine, which decides, is asked about those only.

use fancy_regex::{Assertion, Expr, LookAround};
use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir, HirKind, Look, Repetition};

/// Bytes of a lazily built automaton; when it is full it begins anew.
const CACHE: usize = 1 << 20;

/// One automaton of many rules.
pub(super) struct Filter {
    dfa: DFA,
    cache: Cache,
    found: Vec<usize>,
    /// Whether any rule can begin with a byte, as far as it was asked, by what stands before it.
    begins: [[Option<bool>; 128]; BEFORE.len()],
}

/// One text of each sort that a rule can tell apart before it begins: nothing, the end of a line, what is within a word,
/// and everything else.
const BEFORE: [&str; 4] = ["", "\n", "a", " "];

/// Returns which of [`BEFORE`] stands before `at`.
fn before(line: &[u8], at: usize) -> usize {
    match at.checked_sub(1).map(|last| line[last]) {
        None => 0,
        Some(b'\n') => 1,
        Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' => 2,
        Some(_) => 3,
    }
}

impl Filter {
    /// Returns the automaton of `rules`, which are named by their place; `None` when it would be too large.
    pub(super) fn new(rules: &[Hir]) -> Option<Self> {
        let nfa = thompson::Compiler::new()
            .configure(NFA::config().utf8(false).which_captures(WhichCaptures::None).nfa_size_limit(Some(4 << 20)))
            .build_many_from_hir(rules)
            .ok()?;
        let config = DFA::config().match_kind(MatchKind::All).cache_capacity(CACHE).skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).ok()?;
        let cache = dfa.create_cache();
        Some(Self { dfa, cache, found: Vec::new(), begins: [[None; 128]; BEFORE.len()] })
    }

    /// Returns the rules that may match at `at` in `line`, which is ASCII, in their order; `None` when the automaton
    /// gives up.
    pub(super) fn at(&mut self, line: &str, at: usize) -> Option<&[usize]> {
        self.found.clear();
        let rest = &line.as_bytes()[at..];
        if let Some(first) = rest.first()
            && !self.can_begin(before(line.as_bytes(), at), *first)?
        {
            return Some(&self.found);
        }
        let input = Input::new(line).range(at..).anchored(Anchored::Yes);
        let mut state = self.dfa.start_state_forward(&mut self.cache, &input).ok()?;
        for byte in rest {
            let next = self.dfa.next_state(&mut self.cache, state, *byte).ok()?;
            if next.is_tagged() {
                if next.is_dead() {
                    return Some(self.sorted());
                }
                if next.is_quit() {
                    return None;
                }
                if next.is_match() && next != state {
                    self.note(next);
                }
            }
            state = next;
        }
        let end = self.dfa.next_eoi_state(&mut self.cache, state).ok()?;
        if end.is_match() {
            self.note(end);
        }
        Some(self.sorted())
    }

    /// Whether anything can match where `byte` is next and `before` stands before it.
    fn can_begin(&mut self, before: usize, byte: u8) -> Option<bool> {
        if let Some(known) = self.begins[before].get(usize::from(byte))? {
            return Some(*known);
        }
        let text = [BEFORE[before].as_bytes(), &[byte]].concat();
        let input = Input::new(&text).range(BEFORE[before].len()..).anchored(Anchored::Yes);
        let start = self.dfa.start_state_forward(&mut self.cache, &input).ok()?;
        let can = !self.dfa.next_state(&mut self.cache, start, byte).ok()?.is_dead();
        self.begins[before][usize::from(byte)] = Some(can);
        Some(can)
    }

    fn note(&mut self, state: LazyStateID) {
        for index in 0..self.dfa.match_len(&self.cache, state) {
            self.found.push(self.dfa.match_pattern(&self.cache, state, index).as_usize());
        }
    }

    fn sorted(&mut self) -> &[usize] {
        self.found.sort_unstable();
        self.found.dedup();
        &self.found
    }
}

/// Returns what of `regex` can be said over ASCII: it matches wherever `regex` does, and maybe elsewhere.
pub(super) fn superset(regex: &str) -> Option<Hir> {
    let tree = Expr::parse_tree(&with_references(regex, |_| r"(?:[\s\S]*)".to_owned())).ok()?;
    wider(&tree.expr, true)
}

/// Returns `regex` with something else in the place of each reference to a group of another rule.
pub(super) fn with_references(regex: &str, text: impl Fn(usize) -> String) -> String {
    let mut out = String::with_capacity(regex.len());
    let mut letters = regex.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        match letters.next() {
            Some(next) => match next.to_digit(10) {
                Some(group) => out.push_str(&text(group as usize)),
                // A reader of other dialects takes `\<` for the beginning of a word.
                None if matches!(next, '<' | '>') => out.push(next),
                None => out.extend(['\\', next]),
            },
            None => out.push('\\'),
        }
    }
    out
}

fn anything() -> Hir {
    let all = Class::Bytes(ClassBytes::new([ClassBytesRange::new(0, 255)]));
    repeated(Hir::class(all), 0, None)
}

fn repeated(child: Hir, min: u32, max: Option<u32>) -> Hir {
    Hir::repetition(Repetition { min, max, greedy: true, sub: Box::new(child) })
}

/// `last` tells whether nothing comes after `expr`: what a look-ahead there asks for can be matched in its place.
fn wider(expr: &Expr, last: bool) -> Option<Hir> {
    Some(match expr {
        Expr::Any { .. } => Hir::class(Class::Bytes(ClassBytes::new([ClassBytesRange::new(0, 255)]))),
        Expr::Assertion(assertion) => look(*assertion),
        Expr::Literal { val, casei } => {
            let flags = if *casei { "(?i)" } else { "" };
            ascii(&parsed(&format!("{flags}{}", regex_syntax::escape(val)))?)?
        }
        Expr::Delegate { inner, casei } => {
            let flags = if *casei { "(?i)" } else { "" };
            ascii(&parsed(&format!("{flags}{inner}"))?)?
        }
        Expr::Concat(parts) => {
            let end = parts.len().saturating_sub(1);
            let parts: Option<Vec<_>> =
                parts.iter().enumerate().map(|(at, part)| wider(part, last && at == end)).collect();
            Hir::concat(parts?)
        }
        Expr::Alt(ways) => Hir::alternation(ways.iter().map(|way| wider(way, last)).collect::<Option<Vec<_>>>()?),
        Expr::Group(child) => wider(child, last)?,
        Expr::AtomicGroup(child) => wider(child, last)?,
        Expr::LookAround(child, LookAround::LookAhead) if last => wider(child, true)?,
        Expr::LookAround(..)
        | Expr::Empty
        | Expr::KeepOut
        | Expr::ContinueFromPreviousMatchEnd
        | Expr::DefineGroup { .. } => Hir::empty(),
        Expr::Repeat { child, lo, hi, .. } => {
            let max = if *hi == usize::MAX { None } else { Some(u32::try_from(*hi).ok()?) };
            repeated(wider(child, false)?, u32::try_from(*lo).ok()?, max)
        }
        Expr::Conditional { true_branch, false_branch, condition } => Hir::concat(vec![
            Hir::alternation(vec![wider(condition, false).unwrap_or_else(anything), Hir::empty()]),
            Hir::alternation(vec![wider(true_branch, false)?, wider(false_branch, false)?]),
        ]),
        Expr::Backref { .. } | Expr::BackrefWithRelativeRecursionLevel { .. } | Expr::SubroutineCall(_) => anything(),
        _ => return None,
    })
}

fn look(assertion: Assertion) -> Hir {
    match assertion {
        // Without flags `^` and `$` read as the ends of the text; they are those of a line.
        Assertion::StartText | Assertion::StartLine { .. } | Assertion::StartLineOniguruma { .. } => {
            Hir::look(Look::StartLF)
        }
        Assertion::EndText | Assertion::EndLine { .. } | Assertion::EndTextIgnoreTrailingNewlines { .. } => {
            Hir::look(Look::EndLF)
        }
        Assertion::WordBoundary => Hir::look(Look::WordAscii),
        Assertion::NotWordBoundary => Hir::look(Look::WordAsciiNegate),
        _ => Hir::empty(),
    }
}

fn parsed(regex: &str) -> Option<Hir> {
    let parse = |unicode| regex_syntax::ParserBuilder::new().utf8(false).unicode(unicode).build().parse(regex).ok();
    // What `\w` means in Unicode is a long table, of which only ASCII is wanted. Where Unicode is named, it takes the table.
    parse(false).or_else(|| parse(true))
}

/// Returns what of `hir` matches ASCII.
fn ascii(hir: &Hir) -> Option<Hir> {
    Some(match hir.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) if literal.0.is_ascii() => hir.clone(),
        HirKind::Literal(_) => Hir::fail(),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter().filter(|range| range.start().is_ascii());
            let bytes =
                ranges.map(|range| ClassBytesRange::new(range.start() as u8, (range.end() as u32).min(127) as u8));
            Hir::class(Class::Bytes(ClassBytes::new(bytes)))
        }
        HirKind::Class(Class::Bytes(_)) => hir.clone(),
        HirKind::Repetition(repetition) => {
            let sub = Box::new(ascii(&repetition.sub)?);
            Hir::repetition(Repetition { sub, ..repetition.clone() })
        }
        HirKind::Capture(capture) => ascii(&capture.sub)?,
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(ascii).collect::<Option<_>>()?),
        HirKind::Alternation(ways) => Hir::alternation(ways.iter().map(ascii).collect::<Option<_>>()?),
        HirKind::Look(_) => return None,
    })
}
