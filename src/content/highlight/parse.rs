//! Reads code by a grammar, line by line.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use onig::Region;
use syntect::parsing::ClearAmount;

use super::chain::{Captures, Chain, Found, Place, Seen};
use super::class::Class;
use super::grammar::{Context, Operation, Rule, Targets};

/// How deep contexts may lie in one another.
const DEPTH: usize = 100;

/// What is told of a text while it is read.
pub(super) trait Paint {
    /// From `at` in the line on, `change` holds.
    fn change(&mut self, at: usize, change: Change);
}

/// A change to the classes that are open.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change {
    Open(Class),
    Close(usize),
    /// Some are covered, until they are restored.
    Cover(ClearAmount),
    Restore,
}

struct Level {
    context: &'static Context,
    prototypes: Vec<&'static Context>,
    captures: Option<Rc<Captures>>,
    /// The rules that apply while this level is on top and nothing is added from outside.
    chain: Option<Rc<RefCell<Chain>>>,
}

/// Where in a grammar a text is.
pub(super) struct Parser {
    stack: Vec<Level>,
    is_first: bool,
    /// Levels that an added prototype opened: what was added below does not apply inside.
    bounds: Vec<usize>,
    seen: Seen,
}

/// There is no context left.
struct Lost;

thread_local! {
    /// An automaton is built while it is used, so each thread has its own.
    static CHAINS: RefCell<HashMap<Vec<usize>, Rc<RefCell<Chain>>>> = RefCell::default();
    /// Those of one context with its own prototype, by the place of the context: nearly all that are asked for.
    static OWN_CHAINS: RefCell<HashMap<usize, Rc<RefCell<Chain>>>> = RefCell::default();
}

/// Frees the automata of this thread. Whoever needs one again builds it again.
pub(super) fn forget() {
    OWN_CHAINS.take();
    CHAINS.take();
}

/// Returns the rules that apply in `context` where nothing is added from outside.
fn own_chain(context: &'static Context) -> Rc<RefCell<Chain>> {
    let place = std::ptr::from_ref(context).addr();
    if let Some(known) = OWN_CHAINS.with_borrow(|all| all.get(&place).map(Rc::clone)) {
        return known;
    }
    let contexts: Vec<_> = context.prototype.into_iter().chain([context]).collect();
    let new = chain(&contexts, 0);
    OWN_CHAINS.with_borrow_mut(|all| all.insert(place, Rc::clone(&new)));
    new
}

fn chain(contexts: &[&'static Context], added: usize) -> Rc<RefCell<Chain>> {
    let mut key: Vec<usize> = contexts.iter().map(|context| std::ptr::from_ref(*context).addr()).collect();
    key.push(added);
    if let Some(known) = CHAINS.with_borrow(|all| all.get(&key).map(Rc::clone)) {
        return known;
    }
    let new = Rc::new(RefCell::new(Chain::new(contexts, added)));
    CHAINS.with_borrow_mut(|all| all.insert(key, Rc::clone(&new)));
    new
}

impl Parser {
    pub(super) fn new(start: &'static Context) -> Self {
        let level = Level { context: start, prototypes: Vec::new(), captures: None, chain: None };
        Self { stack: vec![level], is_first: true, bounds: Vec::new(), seen: Seen::default() }
    }

    /// Reads the next line. `None` when the grammar leads nowhere.
    pub(super) fn line(&mut self, line: &str, paint: &mut impl Paint) -> Option<()> {
        if self.is_first {
            self.is_first = false;
            if let Some(class) = self.stack.last()?.context.content.first() {
                paint.change(0, Change::Open(*class));
            }
        }
        self.seen.clear();
        let is_ascii = line.is_ascii();
        let mut at = 0;
        // Where and how deep something was entered without reading anything.
        let mut entered = (0, 0);
        loop {
            let depth = self.stack.len();
            while self.bounds.last().is_some_and(|bound| *bound >= depth) {
                self.bounds.pop();
            }
            let place = Place { line, at, is_ascii, may_loop: entered == (at, depth), is_deep: depth >= DEPTH };
            let Some(found) = self.find(place).ok()? else { return Some(()) };
            if found.would_loop {
                // Goes on after one character, as Sublime Text does.
                match line[at..].char_indices().nth(1) {
                    Some((next, _)) => at += next,
                    None => return Some(()),
                }
                continue;
            }
            let (_, end) = found.region.pos(0)?;
            if end <= at && matches!(found.rule.operation, Operation::Push(_)) {
                entered = (end, depth + 1);
            }
            at = end;
            if found.is_added {
                self.bounds.push(depth);
            }
            self.follow(line, &found, paint)?;
            self.seen.give_back(found.region);
        }
    }

    /// Returns the next match in `place`.
    fn find(&mut self, place: Place<'_>) -> Result<Option<Found>, Lost> {
        let from = self.bounds.last().copied().unwrap_or(0).min(self.stack.len());
        if self.stack[from..].iter().any(|level| !level.prototypes.is_empty()) {
            return self.find_added(place, from);
        }
        let top = self.stack.last_mut().ok_or(Lost)?;
        let chain = top.chain.get_or_insert_with(|| own_chain(top.context));
        let own = top.captures.as_deref();
        let captures = if top.context.prototype.is_some() { [None, own] } else { [own, None] };
        Ok(chain.borrow_mut().find(place, &captures, &mut self.seen))
    }

    /// The same where levels from `from` on have prototypes that rules have added.
    fn find_added(&mut self, place: Place<'_>, from: usize) -> Result<Option<Found>, Lost> {
        let top = self.stack.last().ok_or(Lost)?;
        let mut contexts: Vec<&'static Context> = Vec::with_capacity(4);
        let mut captures: Vec<Option<&Captures>> = Vec::with_capacity(4);
        for level in &self.stack[from..] {
            contexts.extend(&level.prototypes);
            captures.extend(level.prototypes.iter().map(|_| level.captures.as_deref()));
        }
        let added = contexts.len();
        if let Some(prototype) = top.context.prototype {
            contexts.push(prototype);
            captures.push(None);
        }
        contexts.push(top.context);
        captures.push(top.captures.as_deref());
        let chain = chain(&contexts, added);
        Ok(chain.borrow_mut().find(place, &captures, &mut self.seen))
    }

    fn follow(&mut self, line: &str, found: &Found, paint: &mut impl Paint) -> Option<()> {
        let rule: &'static Rule = found.rule;
        let (begin, end) = found.region.pos(0)?;
        let current = self.stack.last()?.context;
        let targets = match &rule.operation {
            Operation::Push(step) | Operation::Set(step) => Some(step.targets()?),
            Operation::Pop | Operation::Stay => None,
        };
        before(&rule.operation, current, targets, begin, paint);
        open(&rule.classes, begin, paint);
        paint_captures(rule, &found.region, paint);
        close(rule.classes.len(), end, paint);
        after(&rule.operation, current, targets, end, paint);
        self.step(&rule.operation, targets, line, &found.region);
        Some(())
    }

    fn step(&mut self, operation: &Operation, targets: Option<&'static Targets>, line: &str, region: &Rc<Region>) {
        let mut inherited = match operation {
            Operation::Stay => return,
            Operation::Pop => {
                self.stack.pop();
                return;
            }
            Operation::Push(_) => Vec::new(),
            Operation::Set(_) => self.stack.pop().map(|level| level.prototypes).unwrap_or_default(),
        };
        let Some(targets) = targets else { return };
        let last = targets.contexts.len().saturating_sub(1);
        for (at, context) in targets.contexts.iter().enumerate() {
            let mut prototypes = std::mem::take(&mut inherited);
            if at == last {
                prototypes.extend(targets.with_prototype);
            }
            let needed = context.needs_captures || prototypes.iter().any(|context| context.needs_captures);
            let captures = needed.then(|| Rc::new(Captures::new(Rc::clone(region), line)));
            self.stack.push(Level { context, prototypes, captures, chain: None });
        }
    }
}

fn open(classes: &[Class], at: usize, paint: &mut impl Paint) {
    for class in classes {
        paint.change(at, Change::Open(*class));
    }
}

fn close(count: usize, at: usize, paint: &mut impl Paint) {
    if count > 0 {
        paint.change(at, Change::Close(count));
    }
}

/// Groups in the order of the text, outer ones first.
fn paint_captures(rule: &Rule, region: &Region, paint: &mut impl Paint) {
    if rule.captures.is_empty() {
        return;
    }
    let mut changes = Vec::new();
    for (group, classes) in &rule.captures {
        let Some((begin, end)) = region.pos(*group).filter(|(begin, end)| begin < end) else { continue };
        let length = i64::try_from(end - begin).unwrap_or(i64::MAX);
        changes.extend(classes.iter().map(|class| ((begin, -length), Change::Open(*class))));
        changes.push(((end, i64::MIN), Change::Close(classes.len())));
    }
    changes.sort_by_key(|(place, _)| *place);
    for ((at, _), change) in changes {
        paint.change(at, change);
    }
}

/// What changes where a match begins.
fn before(operation: &Operation, current: &Context, targets: Option<&Targets>, at: usize, paint: &mut impl Paint) {
    let is_set = matches!(operation, Operation::Set(_));
    if matches!(operation, Operation::Pop) {
        close(current.content.len(), at, paint);
    }
    let Some(targets) = targets else { return };
    if is_set && current.clears.is_some() {
        paint.change(at, Change::Restore);
    }
    for context in &targets.contexts {
        if let Some(amount) = context.clears.filter(|_| !is_set) {
            paint.change(at, Change::Cover(amount));
        }
        open(&context.meta, at, paint);
    }
}

/// What changes where a match ends.
fn after(operation: &Operation, current: &Context, targets: Option<&Targets>, at: usize, paint: &mut impl Paint) {
    let is_set = matches!(operation, Operation::Set(_));
    if matches!(operation, Operation::Pop) {
        close(current.meta.len(), at, paint);
        if current.clears.is_some() {
            paint.change(at, Change::Restore);
        }
    }
    let Some(targets) = targets else { return };
    let leaves = is_set && !(current.meta.is_empty() && current.content.is_empty());
    let enters = |context: &&&Context| !context.content.is_empty() || (context.clears.is_some() && is_set);
    if !leaves && !targets.contexts.iter().any(|context| enters(&context)) {
        return;
    }
    let own = if is_set { current.content.len() + current.meta.len() } else { 0 };
    close(own + targets.contexts.iter().map(|context| context.meta.len()).sum::<usize>(), at, paint);
    for context in &targets.contexts {
        if let Some(amount) = context.clears.filter(|_| is_set) {
            paint.change(at, Change::Cover(amount));
        }
        open(&context.meta, at, paint);
        open(&context.content, at, paint);
    }
}
