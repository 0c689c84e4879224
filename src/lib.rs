//! Milepost turns a study plan and Markdown into a static site: a public learning journal whose every figure of
//! progress is backed by evidence that a reader can open.
//!
//! A build is a pure function from the files of a journal to the files of a site. Disk, clock, environment,
//! terminal and sockets are touched only in the places marked `*` and in `bin/`.
//!
//! ```text
//! dir ─load*→ Sources ─parse→ Journal ─link→ Site ─render→ OutputSet ─publish*→ Changes
//!                └────────compile→ Theme ───────────┘           └──────→ serve* (from memory)
//! ```
//!
//! | room | what is in it |
//! | --- | --- |
//! | [`diagnostic`] | what is wrong, as data; imports nothing |
//! | [`color`](mod@color) | colours as numbers: read, varied, compared, and how well one is read on another; imports nothing |
//! | [`source`] | the files of a journal, read once (`load`*) |
//! | [`words`](mod@words) | the words of the theme by language, dates, numbers, plural forms |
//! | [`plan`] | `plan.yaml`: as written, as meant, and what in it is private |
//! | [`content`] | front matter and Markdown, file by file |
//! | [`lock`] | `evidence.lock`: what was found at addresses outside of the site |
//! | [`image`] | size, orientation and metadata of pictures, as bytes |
//! | [`recording`] | recordings of terminals, as screens and what changes on them |
//! | [`journal`] | plan and pages together, each read by itself |
//! | [`site`] | plan × content: addresses, sections, tags, backlinks, evidence, progress, schedule |
//! | [`owner`](mod@owner) | what only the owner sees: the plan with its private half, what is missing, what is next |
//! | [`theme`] | templates and assets |
//! | [`render`] | every file of the site, in memory |
//! | [`calendar`] | due days as an iCalendar file |
//! | [`cockpit`] | the page for the owner, which only `serve` shows |
//! | [`check`] | what is checked on the finished files |
//! | [`agenda`] | everything in the plan that takes time, with when |
//! | [`adopt`] | notes from Zola, Hugo, Jekyll, Obsidian or a plain folder, made into pages |
//! | [`import`] | a plan in Markdown, made into a first `plan.yaml` |
//! | [`http`] | what a request to the preview asks for, as text; imports nothing |
//! | [`lint`] | what is questionable in the plan itself |
//! | [`edit`] | changes to the files of a journal, as text: an entry of the log, a draft that is published |
//! | [`output`] | paths that cannot leave the root, the manifest, publishing (`publish`*) |
//! | `built` | what a build returns |
//! | [`standing`] | a site that was built, for what is looked at to be made again at once |
//! | [`memo`] | results of expensive functions, kept from build to build |
//! | [`trace`] | what a build is at work on, for who measures it; imports nothing |
//!
//! [`build_traced`] is the whole of it; [`build`] is the same for those who build once, [`build_with`] for those who
//! build again.

pub mod adopt;
pub mod agenda;
mod built;
pub mod calendar;
pub mod check;
pub mod cockpit;
pub mod color;
pub mod content;
pub mod diagnostic;
pub mod edit;
pub mod http;
pub mod image;
pub mod import;
pub mod journal;
pub mod lint;
pub mod lock;
pub mod memo;
pub mod output;
pub mod owner;
pub mod plan;
pub mod recording;
pub mod render;
pub mod site;
pub mod source;
pub mod standing;
pub mod theme;
pub mod trace;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

pub use built::{Build, Elsewhere, Report};
use content::component::listing::{self, Listed};
use diagnostic::{Code, Diagnostic, Severity, Span};
use memo::{Forget, Memo};
use output::OutputSet;
use owner::OwnerReport;
use plan::schema::CheckLevel;
use plan::{BaseUrl, PlanSource};
use render::badges::offer::Shelf;
pub use site::Fate;
use source::Sources;
use standing::Made;
pub use standing::Standing;
use trace::{Trace, Untraced, Work, traced};

/// What a build is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The moment of the build; today is its date in the site's time zone.
    pub now: DateTime<Utc>,
    /// The date to compute for, instead of today.
    pub as_of: Option<NaiveDate>,
    /// The address to build for, instead of `site.url`.
    pub base_url: Option<BaseUrl>,
    /// Whether drafts are on the site, for a preview.
    pub drafts: bool,
    /// Whether scheduled pages are on the site, for a preview.
    pub future: bool,
    /// Whether a social card is drawn for each page; a preview is sooner there without them.
    pub cards: bool,
    /// PDFs of résumés by their path on the site, as an earlier build was printed; the pages link to them.
    pub pdfs: BTreeMap<String, Arc<[u8]>>,
    /// Severities by code that override those of the plan.
    pub levels: BTreeMap<Code, CheckLevel>,
}

impl Options {
    /// Returns the options of a build at `now` as it is published, without cards.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self {
            now,
            as_of: None,
            base_url: None,
            drafts: false,
            future: false,
            cards: false,
            pdfs: BTreeMap::new(),
            levels: BTreeMap::new(),
        }
    }
}

/// Builds the site of a journal. Same sources and same options, same bytes.
pub fn build(sources: &Sources, options: &Options) -> Build {
    build_with(sources, options, &Forget)
}

/// Builds the site of a journal with what `memo` remembers of earlier builds: the same bytes, sooner.
pub fn build_with(sources: &Sources, options: &Options, memo: &dyn Memo) -> Build {
    build_traced(sources, options, memo, &Untraced)
}

/// Builds the site of a journal as [`build_with`] does, and tells `trace` what it is at work on.
pub fn build_traced(sources: &Sources, options: &Options, memo: &dyn Memo, trace: &dyn Trace) -> Build {
    make(sources, options, memo, trace, Purpose::Once).0
}

/// Builds the site of a journal as [`build_traced`] does, for whom the site of an earlier build stands: files that `memo` says
/// to be what they were are not made before somebody asks for their bytes.
pub fn build_over(sources: &Sources, options: &Options, memo: &dyn Memo, trace: &dyn Trace) -> Build {
    make(sources, options, memo, trace, Purpose::Over).0
}

/// Builds the site of a journal, and keeps what it was made of, when it was made.
pub fn build_to_stand(sources: &Sources, options: &Options, memo: &dyn Memo) -> (Build, Option<Standing>) {
    let (build, made) = make(sources, options, memo, &Untraced, Purpose::Standing);
    (build, made.map(|made| Standing::new(made, sources.clone())))
}

/// What a site is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// All of it is wanted, and nothing of it is made again.
    Once,
    /// What is looked at is made again later.
    Standing,
    /// What is not as it was is wanted.
    Over,
}

fn make(
    sources: &Sources,
    options: &Options,
    memo: &dyn Memo,
    trace: &dyn Trace,
    purpose: Purpose,
) -> (Build, Option<Made>) {
    let stands = purpose == Purpose::Standing;
    let later = (purpose == Purpose::Over && memo.remembers()).then(Arc::<render::Later>::default);
    let mut journal = traced(trace, Work::Stage("parse"), || journal::parse_traced(sources, memo, trace));
    if !stands {
        content::highlight::forget();
    }
    let declarations = journal.components.clone();
    let mut build = Build {
        outputs: OutputSet::default(),
        diagnostics: Vec::new(),
        report: Report::default(),
        base: None,
        base_path: "/".to_owned(),
        elsewhere: Elsewhere::default(),
        levels: BTreeMap::new(),
        sheets: Vec::new(),
        subject: None,
    };
    let mut levels = BTreeMap::new();
    if let Some(plan) = &mut journal.plan {
        levels = plan_levels(plan, &mut journal.diagnostics);
        if let Some(base) = &options.base_url {
            plan.site.base = base.clone();
        }
        plan.site.base.path().clone_into(&mut build.base_path);
        build.base = Some(plan.site.base.clone());
    }
    levels.extend(&options.levels);
    let as_of = as_of(journal.plan.as_ref(), options);
    let zone = journal.plan.as_ref().map(|plan| plan.site.timezone);
    let when = site::When { as_of, with_drafts: options.drafts, with_future: options.future };
    // The theme needs the wishes of the plan only, and nothing of the pages.
    let wishes = journal.plan.as_ref().map(|plan| (plan.site.theme.clone(), plan.site.look.clone()));
    let words = journal.words.clone();
    let plan = journal.plan.clone().filter(|_| stands);
    let compile = || {
        let (name, look) = wishes?;
        Some(traced(trace, Work::Stage("theme"), || theme::compile(sources, name.as_ref(), &look, &words)))
    };
    let link = || traced(trace, Work::Stage("link"), || site::link(sources, journal, when));
    let find = || traced(trace, Work::Stage("secrets"), || check::secrets::find(sources));
    // Most of linking is one thing after another.
    let ((site, fates, mut diagnostics), (compiled, secrets)) = rayon::join(link, || (compile(), find()));
    let mut made = None;
    diagnostics.extend(cut_off(sources, &diagnostics));
    build.report.as_of = Some(as_of);
    build.report.zone = zone.filter(|_| options.as_of.is_none());
    build.report.fates = fates.counts.clone();
    build.report.scheduled = fates.scheduled.iter().map(|(path, day)| (path.to_string(), *day)).collect();
    if let Some((site, (theme, mut found))) = site.zip(compiled) {
        diagnostics.append(&mut found);
        report_progress(&site, &mut build.report);
        build.elsewhere = Elsewhere {
            base: Some(site.settings.base.clone()),
            pages: listed_pages(&site),
            links: site::external::collect(&site, sources),
            lock: site.lock.clone(),
            grace_days: site.plan.dead_after_days,
        };
        if let Some(theme) = theme {
            let (is_last, cards, pdfs) = (purpose == Purpose::Once, options.cards, &options.pdfs);
            if is_last {
                site.forget_unsearched();
            }
            let (mut site, theme) = (Arc::new(site), Arc::new(theme));
            let with = render::With { memo, trace, cards, pdfs, is_last, later: later.as_ref() };
            let (mut rendered, mut found) =
                traced(trace, Work::Stage("render"), || render::render(&site, &theme, sources, with));
            let mut of_standing = None;
            match (later, rendered.common.take()) {
                (Some(later), Some(common)) => later.settle((&site, &theme), common, pdfs),
                (_, common) => of_standing = common.zip(plan),
            }
            if let Some(site) = Arc::get_mut(&mut site).filter(|_| is_last) {
                site.forget_texts();
            }
            diagnostics.append(&mut found);
            build.report.pages = rendered.pages;
            // Broken links of the sources are known by now; the pages are checked once those are mended.
            if !with_levels(diagnostics.clone(), &levels).iter().any(Diagnostic::is_error) {
                let of = (&*site, &*theme, &*fates.withheld, &*secrets);
                let mut found = traced(trace, Work::Stage("check"), || {
                    found_on(&rendered, of, (sources, &diagnostics), memo, trace)
                });
                diagnostics.append(&mut found);
            }
            build.subject = Some(subject(&site, &theme, rendered.origins));
            build.outputs = rendered.outputs;
            build.sheets = rendered.sheets;
            // Files that are made later hold both; then nothing of it is made again otherwise.
            let own = Arc::into_inner(site).zip(Arc::into_inner(theme));
            made = of_standing.zip(own).map(|((common, plan), (site, theme))| {
                let read = (plan, declarations, levels.clone());
                Made::of((site, theme, common, fates), read, when, options)
            });
        }
    }
    build.diagnostics = with_levels(diagnostics, &levels);
    build.levels = levels;
    diagnostic::sort(&mut build.diagnostics);
    (build, made)
}

/// Says that git's history is cut off: once, and only when a page misses what that would have told.
fn cut_off(sources: &Sources, found: &[Diagnostic]) -> Option<Diagnostic> {
    let is_missed = sources.is_shallow && found.iter().any(|found| found.code == Code::MissingDate);
    let message = "the history of this git clone is cut off, so it cannot date pages without `date:`";
    let hint = "run `git fetch --unshallow`, or check out with `fetch-depth: 0` in GitHub Actions";
    is_missed.then(|| Diagnostic::without_place(Code::MissingDate, message).hint(hint))
}

/// Checks a finished site. `known` is what is said already.
fn found_on(
    rendered: &render::Rendered,
    (site, theme, withheld, secrets): (
        &site::Site,
        &theme::Theme,
        &[(content::page::Page, Fate)],
        &[check::secrets::Found<'_>],
    ),
    (sources, known): (&Sources, &[Diagnostic]),
    memo: &dyn Memo,
    trace: &dyn Trace,
) -> Vec<Diagnostic> {
    let outputs = &rendered.outputs;
    let origins = check::Origins { spans: &rendered.origins, sources, known };
    let mut found = traced(trace, Work::Stage("addresses and outlines"), || {
        check::check_traced(outputs, &site.settings.base, &origins, memo, trace)
    });
    found.append(&mut check::secrets::report(secrets, outputs, &rendered.origins));
    found.append(&mut traced(trace, Work::Stage("private values"), || {
        leaks(outputs, (site, theme), withheld, &origins, memo)
    }));
    found
}

/// Returns what the owner of a journal sees of its plan, with everything private in it, and what is wrong.
///
/// There is no report only when there is no usable plan; pages with errors count for nothing. A journal whose overlay
/// cannot be read is reported on without it.
pub fn owner(sources: &Sources, options: &Options) -> (Option<OwnerReport>, Vec<Diagnostic>) {
    let mut journal = journal::parse_plain(sources);
    let (whole, found) = plan::parse_whole(sources);
    journal.diagnostics.extend(found.into_iter().filter(|one| !journal.diagnostics.contains(one)).collect::<Vec<_>>());
    journal.plan = whole.or(journal.plan);
    let (mut levels, mut private) = (BTreeMap::new(), plan::private::PrivatePlan::default());
    if let Some(plan) = &mut journal.plan {
        levels = plan_levels(plan, &mut journal.diagnostics);
        private = std::mem::take(&mut plan.private);
    }
    levels.extend(&options.levels);
    let as_of = as_of(journal.plan.as_ref(), options);
    // Whatever a preview shows: what is not public yet proves nothing.
    let when = site::When { as_of, with_drafts: false, with_future: false };
    let (site, fates, diagnostics) = site::link(sources, journal, when);
    let report = site.map(|site| owner::report(&site, private, &fates.withheld));
    let mut diagnostics = with_levels(diagnostics, &levels);
    diagnostic::sort(&mut diagnostics);
    (report, diagnostics)
}

/// Returns the pages that visitors can find, by path of the output, with the top of their files.
fn listed_pages(site: &site::Site) -> BTreeMap<String, Span> {
    let listed = site.pages.iter().filter(|page| page.is_listed);
    listed.map(|page| (page.permalink.output_path(), page.source.top())).collect()
}

/// Returns what is known of a site besides its files.
fn subject(site: &site::Site, theme: &theme::Theme, origins: BTreeMap<String, Span>) -> check::request::Subject {
    let stock = theme.emblems.iter().filter(|emblem| emblem.is_of_default);
    let listed = site.pages.iter().filter(|page| page.is_listed);
    let dated = listed.map(|page| check::request::Dated {
        output: page.permalink.output_path(),
        title: page.title.clone(),
        day: page.updated.max(page.date),
        span: page.source.top(),
    });
    let credentials = site.progress.certifications.values().filter(|progress| progress.state.is_verified());
    check::request::Subject {
        base: site.settings.base.clone(),
        as_of: site.as_of,
        origins,
        pages: dated.collect(),
        projects: site.projects.len(),
        newest_credential: credentials.filter_map(|progress| progress.issued).max(),
        has_cards: site.settings.extras.cards,
        of_theme: stock.map(|emblem| emblem.path.to_owned()).collect(),
    }
}

/// Looks through the finished site for what is private in the plan and in its overlay, and for what is not published.
fn leaks(
    outputs: &OutputSet,
    (site, theme): (&site::Site, &theme::Theme),
    withheld: &[(content::page::Page, Fate)],
    origins: &check::Origins<'_>,
    memo: &dyn Memo,
) -> Vec<Diagnostic> {
    let sources = origins.sources;
    let mut needles = plan::needle::collect(sources);
    needles.private.extend(site::withheld::needles(withheld, sources));
    // Without files of its own, the theme is that of everybody.
    let has_own_theme = sources.iter().any(|(_, file)| file.path.below("themes").is_some());
    let assets = theme.assets.files.keys().filter(|_| !has_own_theme);
    let public = check::leaks::Public {
        words: &site::withheld::shown_words(site),
        same_for_all: &assets.map(String::as_str).collect(),
    };
    check::leaks::check(outputs, &needles, public, origins, memo)
}

/// Checks the private overlay as the owner's commands read it: laid over the public plan, by id.
pub fn check_private(sources: &Sources) -> Vec<Diagnostic> {
    let (_, with_private) = plan::parse(sources, true);
    let (_, public) = plan::parse(sources, false);
    let mut own: Vec<Diagnostic> = with_private.into_iter().filter(|found| !public.contains(found)).collect();
    diagnostic::sort(&mut own);
    own
}

/// Returns every badge of a journal, and what is wrong with its plan and pages. Nothing is rendered.
pub fn badges(sources: &Sources, options: &Options) -> (Shelf, Vec<Diagnostic>) {
    let mut journal = journal::parse_plain(sources);
    let mut levels = BTreeMap::new();
    if let Some(plan) = &mut journal.plan {
        levels = plan_levels(plan, &mut journal.diagnostics);
        if let Some(base) = &options.base_url {
            plan.site.base = base.clone();
        }
    }
    levels.extend(&options.levels);
    let as_of = as_of(journal.plan.as_ref(), options);
    let when = site::When { as_of, with_drafts: options.drafts, with_future: options.future };
    let (site, _, diagnostics) = site::link(sources, journal, when);
    let mut diagnostics = with_levels(diagnostics, &levels);
    diagnostic::sort(&mut diagnostics);
    (site.as_ref().map(render::badges::offer::shelf).unwrap_or_default(), diagnostics)
}

/// Looks for what is questionable in the plan itself, the private overlay laid over it. A plan that has errors is not
/// asked: then these are returned.
pub fn lint_plan(sources: &Sources, options: &Options) -> Vec<Diagnostic> {
    let (plan, mut diagnostics) = plan::parse(sources, true);
    let mut levels = plan.as_ref().map(|plan| plan_levels(plan, &mut diagnostics)).unwrap_or_default();
    levels.extend(&options.levels);
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let as_of = as_of(plan.as_ref(), options);
        let written = plan::written(sources);
        diagnostics = written.map(|(file, value)| lint::lint(&file, &value, as_of)).unwrap_or_default();
    }
    let mut diagnostics = with_levels(diagnostics, &levels);
    diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// Returns the owner's calendar of what is due and open, the private overlay laid over the plan.
///
/// # Errors
/// With what is wrong, when the plan cannot be read whole.
pub fn plan_calendar(sources: &Sources, options: &Options) -> Result<String, Vec<Diagnostic>> {
    let (plan, mut errors) = plan::parse(sources, true);
    errors.retain(Diagnostic::is_error);
    match (owner(sources, options), plan) {
        ((Some(report), _), Some(plan)) if errors.is_empty() => {
            Ok(owner::calendar::calendar(&report, &plan.plan.title, &plan.site.base))
        }
        ((_, found), _) => {
            if errors.is_empty() {
                errors.extend(found.into_iter().filter(Diagnostic::is_error));
            }
            diagnostic::sort(&mut errors);
            Err(errors)
        }
    }
}

/// Returns every component that a text of the journal can have, and what is wrong with those of its theme.
pub fn components(sources: &Sources) -> (Vec<Listed>, Vec<Diagnostic>) {
    let (plan, _) = plan::parse(sources, false);
    let (declarations, mut diagnostics) = journal::components(sources, plan.as_ref());
    diagnostic::sort(&mut diagnostics);
    (listing::all(&declarations), diagnostics)
}

fn as_of(plan: Option<&PlanSource>, options: &Options) -> NaiveDate {
    let zone = plan.map_or(chrono_tz::Tz::UTC, |plan| plan.site.timezone);
    options.as_of.unwrap_or_else(|| options.now.with_timezone(&zone).date_naive())
}

fn report_progress(site: &site::Site, report: &mut Report) {
    report.title.clone_from(&site.settings.title);
    report.month = site.progress.calendar.month.map(|month| format!("month {month} of {}", site.plan.months));
    report.items_proven = site.progress.counts.items_proven;
    report.items_total = site.progress.counts.items_total;
    report.undrawn_diagrams = site.pages.iter().map(|page| page.source.document.undrawn_diagrams).sum();
}

/// Returns the severities that `checks:` of the plan sets, and reports codes that do not exist or cannot be lowered.
fn plan_levels(plan: &PlanSource, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<Code, CheckLevel> {
    let mut levels = BTreeMap::new();
    for (name, level) in &plan.checks {
        let Some(code) = Code::from_name(&name.value) else {
            let message = format!("there is no diagnostic `{}`", name.value);
            let names = Code::ALL.iter().map(|code| code.name());
            let diagnostic = Diagnostic::new(Code::UnknownKey, name.span, message).did_you_mean(&name.value, names);
            diagnostics.push(diagnostic.hint("`milepost explain` lists them"));
            continue;
        };
        if *level != CheckLevel::Deny && !code.can_be_lowered() {
            let message = format!("`{code}` cannot be lowered: it would lose or leak something");
            diagnostics.push(
                Diagnostic::new(Code::BadValue, name.span, message).hint(format!("see `milepost explain {code}`")),
            );
            continue;
        }
        levels.insert(code, *level);
    }
    levels
}

fn with_levels(diagnostics: Vec<Diagnostic>, levels: &BTreeMap<Code, CheckLevel>) -> Vec<Diagnostic> {
    let set = |mut found: Diagnostic| match levels.get(&found.code) {
        Some(CheckLevel::Allow) if found.code.can_be_lowered() => None,
        Some(CheckLevel::Warn) if found.code.can_be_lowered() => {
            found.severity = Severity::Warning;
            Some(found)
        }
        Some(CheckLevel::Deny) => {
            found.severity = Severity::Error;
            Some(found)
        }
        _ => Some(found),
    };
    diagnostics.into_iter().filter_map(set).collect()
}

/// Returns the JSON Schema of `plan.yaml`.
pub fn plan_schema() -> serde_json::Value {
    source::value::schema::document::<plan::schema::PlanFile>("plan.yaml of a Milepost journal")
}

/// Returns the JSON Schema of front matter.
pub fn front_matter_schema() -> serde_json::Value {
    source::value::schema::document::<content::front_matter::FrontMatter>("Front matter of a Milepost journal")
}

/// Returns the JSON Schema of the declaration of a component in a theme.
pub fn component_schema() -> serde_json::Value {
    let title = "Declaration of a component in a theme of a Milepost journal";
    source::value::schema::document::<content::component::declaration::DeclarationFile>(title)
}
