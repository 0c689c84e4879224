//! The rules that apply at one place, and which of them matches first.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use onig::{Regex, Region};

use super::filter::Filter;
use super::grammar::{Context, Operation, Rule, finds, matches};

/// What the rule that opened a context has captured.
pub(super) struct Captures {
    region: Rc<Region>,
    line: String,
    /// Rules that refer to it, with it in them.
    closed: RefCell<HashMap<usize, Rc<Option<Regex>>>>,
}

impl Captures {
    pub(super) fn new(region: Rc<Region>, line: &str) -> Self {
        Self { region, line: line.to_owned(), closed: RefCell::default() }
    }

    fn regex(&self, rule: &Rule) -> Rc<Option<Regex>> {
        let place = std::ptr::from_ref(rule).addr();
        let mut closed = self.closed.borrow_mut();
        Rc::clone(closed.entry(place).or_insert_with(|| Rc::new(rule.closed(&self.region, &self.line))))
    }
}

/// Contexts whose rules apply together, in their order.
pub(super) struct Chain {
    /// Each rule, with the number of its context.
    rules: Vec<(&'static Rule, usize)>,
    /// The automaton of those rules that it can express, with their numbers.
    filter: Option<Box<(Filter, Vec<usize>)>>,
    /// The numbers of the others.
    opaque: Vec<usize>,
    /// How many of the contexts, from the first, were added by a rule for all that is inside.
    added: usize,
}

/// Where a rule matches.
pub(super) struct Found {
    /// The rule.
    pub(super) rule: &'static Rule,
    /// The match and its groups.
    pub(super) region: Rc<Region>,
    /// Whether a rule outside has added this one.
    pub(super) is_added: bool,
    /// Whether it would lead back to where the parser came from without having read anything.
    pub(super) would_loop: bool,
}

/// What is known of the rules in this line.
#[derive(Default)]
pub(super) struct Seen {
    /// Where a rule, with what it refers to, matches next.
    next: HashMap<(usize, usize), Option<Rc<Region>>>,
    /// Regions that are no longer needed, and that nobody else has.
    spare: Vec<Rc<Region>>,
}

impl Seen {
    pub(super) fn clear(&mut self) {
        let Self { next, spare } = self;
        spare.extend(next.drain().filter_map(|(_, region)| region.filter(|region| Rc::strong_count(region) == 1)));
    }

    pub(super) fn give_back(&mut self, region: Rc<Region>) {
        if Rc::strong_count(&region) == 1 {
            self.spare.push(region);
        }
    }

    /// Returns what `find` has written into a region, if it has found anything.
    fn found(&mut self, find: impl FnOnce(&mut Region) -> bool) -> Option<Rc<Region>> {
        let mut region = self.spare.pop().unwrap_or_default();
        if Rc::get_mut(&mut region).is_some_and(find) {
            return Some(region);
        }
        self.spare.push(region);
        None
    }
}

/// A place in a line, and what limits what may match there.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The whole line, with its end.
    pub(super) line: &'a str,
    /// The byte from which to look.
    pub(super) at: usize,
    /// Whether the automaton can read the line.
    pub(super) is_ascii: bool,
    /// Whether a context was entered here without reading anything, so that leaving it the same way goes in circles.
    pub(super) may_loop: bool,
    /// Whether no further context may be entered.
    pub(super) is_deep: bool,
}

impl Chain {
    pub(super) fn new(contexts: &[&'static Context], added: usize) -> Self {
        let all = contexts.iter().enumerate();
        let rules: Vec<_> = all.flat_map(|(at, context)| context.rules().iter().map(move |rule| (*rule, at))).collect();
        let mut known = Vec::new();
        let mut numbers = Vec::new();
        let mut opaque = Vec::new();
        for (number, (rule, _)) in rules.iter().enumerate() {
            match rule.filter().filter(|_| !rule.is_open) {
                Some(hir) => {
                    known.push(hir.clone());
                    numbers.push(number);
                }
                None => opaque.push(number),
            }
        }
        let filter = Filter::new(&known).map(|filter| Box::new((filter, numbers)));
        Self { rules, filter, opaque, added }
    }

    /// Returns the rule that matches first from `place` on; of several, the first in their order.
    pub(super) fn find(&mut self, place: Place<'_>, captures: &[Option<&Captures>], seen: &mut Seen) -> Option<Found> {
        if place.is_ascii
            && let Some(mut filter) = self.filter.take()
        {
            let found = self.filtered(&mut filter.0, &filter.1, place, captures, seen);
            self.filter = Some(filter);
            if let Ok(found) = found {
                return found;
            }
        }
        self.one_by_one(place, captures, seen)
    }

    fn one_by_one(&self, place: Place<'_>, captures: &[Option<&Captures>], seen: &mut Seen) -> Option<Found> {
        let mut best: Option<(usize, Found)> = None;
        for number in 0..self.rules.len() {
            let Some(region) = self.next(number, place, captures, seen) else { continue };
            let (begin, end) = region.pos(0)?;
            let is_better =
                best.as_ref().is_none_or(|(other, found)| begin < *other || (begin == *other && found.would_loop));
            if is_better {
                let found = self.found(number, region, end, place);
                let is_final = begin == place.at && !found.would_loop;
                best = Some((begin, found));
                if is_final {
                    break;
                }
            }
        }
        best.map(|(_, found)| found)
    }

    /// `Err` when the automaton gives up.
    fn filtered(
        &self,
        filter: &mut Filter,
        numbers: &[usize],
        place: Place<'_>,
        captures: &[Option<&Captures>],
        seen: &mut Seen,
    ) -> Result<Option<Found>, ()> {
        let mut opaque: Vec<(usize, Rc<Region>)> = Vec::new();
        for number in &self.opaque {
            if let Some(region) = self.next(*number, place, captures, seen) {
                opaque.push((*number, region));
            }
        }
        // Rules that match, but to no effect: they are out until something else has matched.
        let mut idle: Vec<usize> = Vec::new();
        for at in place.at..=place.line.len() {
            let mut looping = None;
            let candidates = filter.at(place.line, at).ok_or(())?;
            if candidates.is_empty() && opaque.is_empty() {
                continue;
            }
            let candidates = candidates.iter().map(|found| numbers[*found]);
            let mut others =
                opaque.iter().filter(|(_, region)| region.pos(0).is_some_and(|(begin, _)| begin == at)).peekable();
            let mut candidates = candidates.peekable();
            loop {
                let other = others.peek().map(|(number, _)| *number);
                let (number, region) = match (candidates.peek().copied(), other) {
                    (Some(number), other) if other.is_none_or(|other| number < other) => {
                        candidates.next();
                        if idle.contains(&number) {
                            continue;
                        }

                        let Some(region) = self.here(number, at, place, seen) else { continue };
                        if !self.has_effect(number, &region, place) {
                            idle.push(number);
                            continue;
                        }
                        (number, region)
                    }
                    (_, Some(_)) => match others.next() {
                        Some((number, region)) => (*number, Rc::clone(region)),
                        None => break,
                    },
                    _ => break,
                };
                let (_, end) = region.pos(0).ok_or(())?;
                let found = self.found(number, region, end, place);
                if !found.would_loop {
                    return Ok(Some(found));
                }
                looping = Some(found);
            }
            if looping.is_some() {
                return Ok(looping);
            }
        }
        Ok(None)
    }

    fn found(&self, number: usize, region: Rc<Region>, end: usize, place: Place<'_>) -> Found {
        let (rule, context) = self.rules[number];
        let would_loop = place.may_loop && end <= place.at && matches!(rule.operation, Operation::Pop);
        Found { rule, region, is_added: context < self.added, would_loop }
    }

    /// Whether a match leads anywhere; one that does not would be found again and again.
    fn has_effect(&self, number: usize, region: &Region, place: Place<'_>) -> bool {
        match self.rules[number].0.operation {
            Operation::Stay => region.pos(0).is_some_and(|(begin, end)| begin != end),
            Operation::Push(_) => !place.is_deep,
            Operation::Set(_) | Operation::Pop => true,
        }
    }

    /// Returns the match of a rule that begins at `at`.
    fn here(&self, number: usize, at: usize, place: Place<'_>, seen: &mut Seen) -> Option<Rc<Region>> {
        let regex = self.rules[number].0.regex()?;
        seen.found(|region| matches(regex, place.line, at, region))
    }

    /// Returns the next match of a rule.
    fn next(
        &self,
        number: usize,
        place: Place<'_>,
        captures: &[Option<&Captures>],
        seen: &mut Seen,
    ) -> Option<Rc<Region>> {
        let (rule, context) = self.rules[number];
        let captures = captures[context].filter(|_| rule.is_open);
        let key = (std::ptr::from_ref(rule).addr(), captures.map_or(0, |captures| std::ptr::from_ref(captures).addr()));
        match seen.next.get(&key) {
            Some(None) => return None,
            Some(Some(known)) if known.pos(0).is_some_and(|(begin, _)| begin >= place.at) => {
                return Some(Rc::clone(known));
            }
            _ => {}
        }
        let find = |regex: &Regex, region: &mut Region| finds(regex, place.line, place.at, region);
        let found = match captures {
            Some(captures) => {
                let regex = captures.regex(rule);
                let regex = regex.as_ref().as_ref()?;
                seen.found(|region| find(regex, region))
            }
            None => {
                let regex = rule.regex()?;
                seen.found(|region| find(regex, region))
            }
        };
        let Some(region) = found else {
            seen.next.insert(key, None);
            return None;
        };
        self.has_effect(number, &region, place).then(|| {
            seen.next.insert(key, Some(Rc::clone(&region)));
            region
        })
    }
}
