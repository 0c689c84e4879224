//! `milepost serve`: the site while it is being written.
//!
//! The journal is built in memory, for the address of this server and below the path that it will
//! have when it is deployed. A thread waits for changes, builds again, and swaps what is shown; the
//! output folder is never touched. The last good site stays while there are errors.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;

use milepost::cockpit;
use milepost::diagnostic::Diagnostic;
use milepost::plan::BaseUrl;
use milepost::source::Sources;
use milepost::source::excerpt::{self, Style};
use tokio::sync::watch;

use super::{Context, Outcome};
use crate::args::ServeArgs;
use crate::journal::{self, Request};
use crate::lan;
use crate::levels::Levels;
use crate::memo::Store;
use crate::plan_ids::PlanTree;
use crate::report;
use crate::server::live::{Place, Problem, Shown, Site};
use crate::server::open::Editor;
use crate::server::owner::Desk;
use crate::server::{self, Served};
use crate::terminal::{self, Terminal};
use crate::watch::{Burst, Watcher};
use crate::world::World;

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
    let first = workshop.build()?;
    let address = workshop.address(&first);
    let editor = Editor { root: ctx.root.to_owned(), command: ctx.world.editor().map(str::to_owned) };
    let desk = Arc::new(Desk::new(ctx.root.to_owned(), ctx.world.clone(), ctx.levels.clone(), args.shown)?);
    server::run(listener, port, &Arc::new(Served { shown, editor, desk }), || {
        ctx.terminal.say(&report::line("serving", &format!("{address}  (Ctrl-C to stop)")));
        if workshop.is_alone {
            ctx.terminal.report(&report::line("cockpit", &format!("{}{}", workshop.origin, cockpit::ROOT)));
        } else {
            ctx.terminal.warning(
                "every machine that reaches this address sees the site, and where your journal has errors; the cockpit is off",
            );
        }
        if let Some(code) = lan::code(&address).filter(|_| args.lan) {
            ctx.terminal.say(&format!("\n{code}\n"));
        }
        if args.open && open::that_detached(&address).is_err() {
            ctx.terminal.warning(&format!("no browser could be opened: go to {address}"));
        }
        // It holds nothing that has to be put away, so it may end with the program.
        std::thread::spawn(move || workshop.run(&mut watcher));
    })?;
    ctx.terminal.report("\nstopped\n");
    Ok(Outcome::Fine)
}

/// Builds the journal again and again, and says and shows what came of it.
struct Workshop {
    root: PathBuf,
    levels: Levels,
    terminal: Terminal,
    world: World,
    memo: Store,
    shown: watch::Sender<Arc<Shown>>,
    args: crate::args::Shown,
    origin: String,
    /// Whether only this machine sees what is shown.
    is_alone: bool,
    /// How many good sites there were.
    count: u32,
}

impl Workshop {
    fn new(args: &ServeArgs, ctx: &Context<'_>, origin: String, shown: watch::Sender<Arc<Shown>>) -> Self {
        Self {
            root: ctx.root.to_owned(),
            levels: ctx.levels.clone(),
            terminal: ctx.terminal,
            world: ctx.world.clone(),
            memo: Store::for_many_builds(ctx.root),
            shown,
            args: args.shown,
            origin,
            is_alone: true,
            count: 0,
        }
    }

    /// Rebuilds after every burst of changes.
    fn run(&mut self, watcher: &mut Watcher) {
        loop {
            let burst = watcher.next();
            self.rebuild(&burst);
        }
    }

    fn rebuild(&mut self, burst: &Burst) {
        self.world = self.world.again();
        let had_problems = !self.shown.borrow().problems.is_empty();
        if let Err(error) = self.build() {
            // Such as a file that was renamed while it was read: the next burst tries again.
            self.terminal.error(&error);
            self.show_problems(vec![Problem { text: format!("error: {}", terminal::chain(&error)), place: None }]);
        }
        if self.shown.borrow().problems.is_empty() {
            let mended = if had_problems { ", all errors mended" } else { "" };
            let seconds = self.world.elapsed().as_secs_f64();
            self.terminal.report(&report::line("rebuilt", &format!("in {seconds:.2} s: {}{mended}", named(burst))));
        }
    }

    /// Builds once, shows the result, and returns what is shown now.
    fn build(&mut self) -> anyhow::Result<Arc<Shown>> {
        let sources = journal::load(&self.root, journal::WANTED)?;
        let ctx = Context { root: &self.root, levels: &self.levels, terminal: self.terminal, world: &self.world };
        // A plan that cannot be read is reported by the build, with the place.
        let base_path = PlanTree::read(&sources).ok().flatten().map_or_else(|| "/".to_owned(), |plan| plan.base_path());
        let request = Request {
            base_url: BaseUrl::parse(&format!("{}{base_path}", self.origin)).ok(),
            shown: self.args,
            as_of: self.world.source_date()?,
            // Nobody shares the address of a preview.
            cards: false,
            pdfs: BTreeMap::new(),
        };
        let build = journal::build(&sources, &request, &self.memo, &ctx);
        report::diagnostics(&build.diagnostics, &sources, self.terminal);
        if build.has_errors() {
            let stays =
                if self.count > 0 { "; the last good site stays" } else { "; the site is shown once there is none" };
            self.terminal.say(&report::failure(&build.diagnostics, stays));
            self.show_problems(problems(&build, &sources, self.is_alone));
        } else {
            if self.count == 0 {
                self.terminal.report(&report::summary(&build));
            }
            self.show_site(Site { base_path: build.base_path, outputs: build.outputs });
        }
        Ok(self.shown.borrow().clone())
    }

    fn show_site(&mut self, site: Site) {
        self.count += 1;
        // The moment makes it differ from what an earlier run on this port has shown.
        let version = format!("{:x}-{}", self.world.now.timestamp_millis(), self.count);
        self.shown.send_replace(Arc::new(Shown { site: Some(Arc::new(site)), version, problems: Vec::new() }));
    }

    fn show_problems(&self, problems: Vec<Problem>) {
        let last = self.shown.borrow().as_ref().clone();
        self.shown.send_replace(Arc::new(Shown { problems, ..last }));
    }

    fn address(&self, shown: &Shown) -> String {
        let base_path = shown.site.as_ref().map_or("/", |site| site.base_path.as_str());
        format!("{}{base_path}", self.origin)
    }
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
fn problems(build: &milepost::Build, sources: &Sources, is_alone: bool) -> Vec<Problem> {
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
