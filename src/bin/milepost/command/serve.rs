//! `milepost serve`: the site while it is being written.
//!
//! The journal is built in memory, for the address of this server and below the path that it will
//! have when it is deployed. Threads wait for changes, build again, and swap what is shown; the
//! output folder is never touched. The last good site stays while there are errors.
//!
//! [`saved`] is what was saved, [`stage`] what is shown, and [`queue`] what waits to be built.

mod queue;
mod saved;
mod stage;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use milepost::Build;
use milepost::cockpit;
use milepost::diagnostic::Diagnostic;
use milepost::plan::BaseUrl;
use milepost::source::Sources;
use milepost::source::excerpt::{self, Style};
use milepost::trace::Untraced;
use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::watch;

use self::queue::{Job, Queue};
use self::stage::{Built, Stage, Turn};
use super::{Context, Outcome};
use crate::args::ServeArgs;
use crate::journal::{self, Request};
use crate::lan;
use crate::levels::Levels;
use crate::memo::Store;
use crate::plan_ids::PlanTree;
use crate::report;
use crate::server::live::{Place, Problem, Shown};
use crate::server::open::Editor;
use crate::server::owner::Desk;
use crate::server::readers::Readers;
use crate::server::{self, Served};
use crate::terminal::{self, Terminal};
use crate::watch::{Burst, Watcher};
use crate::world::World;

/// How long browsers have, and the machine is theirs, to put what is shown into their pages before the rest is built.
const WHILE_SHOWN: Duration = Duration::from_millis(60);

/// Serves until Ctrl-C.
pub(super) fn run(args: &ServeArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    // Watching begins before reading, so that nothing changes unseen in between.
    let (mut watcher, trouble) = Watcher::new(ctx.root)?;
    if let Some(error) = trouble {
        let reason = terminal::chain(&error);
        ctx.terminal
            .warning(&format!("changes are looked for every second, because the system reports none: {reason}"));
    }
    let host = if args.lan { IpAddr::V4(Ipv4Addr::UNSPECIFIED) } else { args.host };
    let (listener, port) = server::bind(host, args.port)?;
    if args.port != 0 && port != args.port {
        ctx.terminal.say(&format!("port {} is taken, so this is port {port}\n", args.port));
    }

    let (sender, shown) = watch::channel(Arc::new(Shown::default()));
    let own = args.lan.then(lan::address).flatten().unwrap_or(host);
    if args.lan && own == host {
        ctx.terminal.warning("this machine seems to be in no network, so no other will find the site");
    }
    let mut workshop = Workshop::new(args, ctx, format!("http://{}:{port}", name(own)), sender);
    workshop.is_alone = host.is_loopback();
    let first = workshop.build(&Job { turn: 0, burst: Burst::new(), is_shown: false }, ctx.world)?;
    let address = workshop.address(&first);
    let editor = Editor { root: ctx.root.to_owned(), command: ctx.world.editor().map(str::to_owned) };
    let desk = Arc::new(Desk::new(ctx.root.to_owned(), ctx.world.clone(), ctx.levels.clone(), args.shown)?);
    let readers = Arc::clone(&workshop.readers);
    server::run(listener, port, &Arc::new(Served { shown, readers, editor, desk }), || {
        ctx.terminal.say(&report::line("serving", &format!("{address}  (Ctrl-C to stop)")));
        if workshop.is_alone {
            ctx.terminal.report(&report::line("cockpit", &format!("{}{}", workshop.origin, cockpit::ROOT)));
        } else {
            ctx.terminal.warning(&format!(
                "every machine that reaches this one at port {port} sees the site, and where your journal has errors; the cockpit is off"
            ));
        }
        if let Some(code) = lan::code(&address).filter(|_| args.lan) {
            ctx.terminal.say(&format!("\n{code}\n"));
        }
        if args.open && open::that_detached(&address).is_err() {
            ctx.terminal.warning(&format!("no browser could be opened: go to {address}"));
        }
        // They hold nothing that has to be put away, so they may end with the program.
        let builder = Arc::new(workshop);
        let workshop = Arc::clone(&builder);
        std::thread::spawn(move || builder.build_all());
        std::thread::spawn(move || workshop.watch(&mut watcher));
    })?;
    ctx.terminal.report("\nstopped\n");
    Ok(Outcome::Fine)
}

/// Builds the journal again and again, and says and shows what came of it.
///
/// Two threads are at work. One waits for files to be saved, and shows the page that was saved, or the open pages that show
/// what was, at once, on the site as it stands. The other builds the whole site, checks it, and shows it or what is wrong.
struct Workshop {
    root: PathBuf,
    levels: Levels,
    terminal: Terminal,
    world: World,
    memo: Store,
    /// Who makes again what was saved, beside those who build the whole site: their work is long.
    crew: Option<ThreadPool>,
    stage: Mutex<Stage>,
    queue: Queue,
    readers: Arc<Readers>,
    args: crate::args::Shown,
    /// Whether windows go to the page that was saved.
    follows: bool,
    origin: String,
    /// Whether only this machine sees what is shown.
    is_alone: bool,
}

impl Workshop {
    fn new(args: &ServeArgs, ctx: &Context<'_>, origin: String, shown: watch::Sender<Arc<Shown>>) -> Self {
        Self {
            root: ctx.root.to_owned(),
            levels: ctx.levels.clone(),
            terminal: ctx.terminal,
            world: ctx.world.clone(),
            memo: Store::for_many_builds(ctx.root),
            crew: ThreadPoolBuilder::new().build().ok(),
            stage: Mutex::new(Stage::new(shown, format!("{:x}", ctx.world.now.timestamp_millis()))),
            queue: Queue::default(),
            readers: Arc::default(),
            args: args.shown,
            follows: args.follow,
            origin,
            is_alone: true,
        }
    }

    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands every burst of changes to the builder, and shows at once what can be.
    fn watch(&self, watcher: &mut Watcher) {
        for turn in 1.. {
            let mut made_in = Duration::ZERO;
            let burst = watcher.next(&mut |burst| {
                let world = self.world.again();
                self.prepare(turn, burst, &mut self.stage());
                made_in = world.elapsed();
            });
            let is_shown = self.glance(turn, &burst, made_in);
            if is_shown {
                std::thread::sleep(WHILE_SHOWN);
            }
            // Whoever reads the journal from now on sees all that is in the burst. Nothing is to be built when that happened
            // before, unless a page is on show that no whole build has looked at.
            match watcher.settle(burst.clone()) {
                Some(burst) => self.queue.add(Job { turn, burst, is_shown }),
                None if is_shown => self.queue.add(Job { turn, burst, is_shown }),
                None => {}
            }
        }
    }

    /// Rebuilds after every burst of changes.
    fn build_all(&self) {
        loop {
            let job = self.queue.take();
            self.rebuild(&job);
        }
    }

    /// Makes what shows what was saved, on the pages that are open; `stage` shows it when it is told to. Returns whether
    /// that was possible, and nothing when it is not known what was saved.
    fn prepare(&self, turn: Turn, burst: &Burst, stage: &mut Stage) -> Option<bool> {
        // Nothing private must be shown to others before it is looked for, so for them all is shown when all is checked.
        let saved = saved::read(&self.root, turn, burst, stage).filter(|_| self.is_alone)?;
        if saved.is_empty() {
            return Some(false);
        }
        let open = stage.pages_at(&self.readers.open());
        let prepare = || stage.prepare(turn, saved, open, &self.memo);
        Some(match &self.crew {
            Some(crew) => crew.install(prepare),
            None => prepare(),
        })
    }

    /// Shows at once what was saved, on the pages that are open, and returns whether that was possible. `made_in` is how long
    /// it took to make it while there was no quiet yet.
    fn glance(&self, turn: Turn, burst: &Burst, made_in: Duration) -> bool {
        let world = self.world.again();
        let mut stage = self.stage();
        let Some(is_made) = self.prepare(turn, burst, &mut stage) else {
            stage.lose(turn);
            return false;
        };
        let shown = if is_made { stage.reveal(self.follows) } else { None };
        drop(stage);
        if let Some(files) = &shown {
            let milliseconds = (made_in + world.elapsed()).as_millis();
            self.terminal.report(&report::line("shown", &format!("in {milliseconds} ms: {}", named(files))));
        }
        shown.is_some()
    }

    fn rebuild(&self, job: &Job) {
        let world = self.world.again();
        let had_problems = !self.stage().shown().problems.is_empty();
        if let Err(error) = self.build(job, &world) {
            // Such as a file that was renamed while it was read: the next burst tries again.
            self.terminal.error(&error);
            let text = format!("error: {}", terminal::chain(&error));
            self.stage().show_problems(vec![Problem { text, place: None }]);
        }
        if self.stage().shown().problems.is_empty() {
            let mended = if had_problems { ", all errors mended" } else { "" };
            let seconds = world.elapsed().as_secs_f64();
            self.terminal
                .report(&report::line("rebuilt", &format!("in {seconds:.2} s: {}{mended}", named(&job.burst))));
        }
    }

    /// Builds once, shows the result, and returns what is shown now.
    fn build(&self, job: &Job, world: &World) -> anyhow::Result<Arc<Shown>> {
        let sources = journal::load(&self.root, journal::WANTED)?;
        let Self { root, levels, terminal, .. } = self;
        let ctx = Context { root, levels, terminal: *terminal, world, trace: &Untraced };
        // A plan that cannot be read is reported by the build, with the place.
        let base_path = PlanTree::read(&sources).ok().flatten().map_or_else(|| "/".to_owned(), |plan| plan.base_path());
        let request = Request {
            base_url: BaseUrl::parse(&format!("{}{base_path}", self.origin)).ok(),
            shown: self.args,
            as_of: world.source_date()?,
            // Nobody shares the address of a preview.
            cards: false,
            pdfs: BTreeMap::new(),
        };
        let (build, standing) = journal::build_to_stand(&sources, &request, &self.memo, &ctx);
        report::diagnostics(&build.diagnostics, &sources, self.terminal);
        let mut stage = self.stage();
        if build.has_errors() {
            let stays =
                if stage.has_site() { "; the last good site stays" } else { "; the site is shown once there is none" };
            self.terminal.say(&report::failure(&build.diagnostics, stays));
            stage.show_problems(problems(&build, &sources, self.is_alone));
        } else {
            if !stage.has_site() {
                self.terminal.report(&report::summary(&build));
            }
            let page = saved_page(&build, &sources, &job.burst).filter(|_| self.follows && !job.is_shown);
            let Build { base_path, outputs, .. } = build;
            stage.show(Built { outputs, base_path, standing, turn: job.turn, page });
        }
        Ok(stage.shown())
    }

    fn address(&self, shown: &Shown) -> String {
        let base_path = shown.site.as_ref().map_or("/", |site| site.base_path.as_str());
        format!("{}{base_path}", self.origin)
    }
}

/// Returns the address of the page whose file is the one that was saved. Of several, as after a checkout, none is meant.
fn saved_page(build: &Build, sources: &Sources, burst: &Burst) -> Option<String> {
    let [path] = burst.iter().collect::<Vec<_>>()[..] else { return None };
    let saved = path.to_str()?.replace('\\', "/");
    let subject = build.subject.as_ref()?;
    let is_of_it = |span: &milepost::diagnostic::Span| sources.get(span.source).path.as_str() == saved;
    let is_page = |path: &str| Path::new(path).extension().is_some_and(|end| end == "html");
    let (output, _) = subject.origins.iter().find(|(path, span)| is_page(path) && is_of_it(span))?;
    Some(subject.base.href(output.strip_suffix("index.html").unwrap_or(output)))
}

/// Returns how to call the server that listens on `host`.
fn name(host: IpAddr) -> String {
    match host {
        IpAddr::V4(ip) if ip.is_loopback() || ip.is_unspecified() => "localhost".to_owned(),
        IpAddr::V6(ip) if ip.is_unspecified() => "localhost".to_owned(),
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

/// Returns the errors as they stand in the terminal, without colours. Others see only where they are: the lines of the
/// plan may be private.
fn problems(build: &Build, sources: &Sources, is_alone: bool) -> Vec<Problem> {
    let text = |error: &Diagnostic| match excerpt::location(error, sources) {
        _ if is_alone => excerpt::render(error, sources, Style::Plain),
        Some(place) => format!("error[{}]: {place}: the terminal says more", error.code),
        None => format!("error[{}]: the terminal says more", error.code),
    };
    let place = |error: &Diagnostic| {
        let (file, line, column) = excerpt::place(error, sources).filter(|_| is_alone)?;
        Some(Place { file: file.to_string(), line, column })
    };
    let errors = build.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    errors.map(|error| Problem { text: text(error), place: place(error) }).collect()
}

/// Returns the names of what changed: the first, and how many more.
fn named(burst: &Burst) -> String {
    match (burst.first(), burst.len()) {
        (None, _) => "everything".to_owned(),
        (Some(path), 1) => path.display().to_string(),
        (Some(path), count) => format!("{} and {} more", path.display(), count - 1),
    }
}
