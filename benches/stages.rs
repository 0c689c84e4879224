//! How long each stage of a build takes, by page and by MB of Markdown, and how often it allocates.
//!
//!     cargo bench --bench stages                       every stage, of a journal of 200 posts
//!     cargo bench --bench stages -- highlight          one of them
//!     MILEPOST_BENCH_POSTS=2400 cargo bench --bench stages
//!
//! 1. The journal is that of `benches/peers`, with the plain theme and with the default one and everything on; social
//!    cards are left out here. Python writes it.
//! 2. Each stage gets what the stage before it made, and runs by itself, on one thread: so figures add up, and every
//!    allocation is counted, which for other threads it is not. A build uses all cores.
//! 3. The engine of the highlighter is warm after the first run, and the medians leave that run out. A build of few
//!    pages pays for it: `--timings` tells.
#![expect(
    clippy::disallowed_methods,
    reason = "a bench writes a journal to the disk and is told how large it shall be"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, OnceLock};

use chrono::NaiveDate;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use milepost::check::{self, Origins, leaks, secrets};
use milepost::content::highlight;
use milepost::journal::{self, Journal};
use milepost::memo::Forget;
use milepost::output::publish;
use milepost::plan::needle;
use milepost::render::{self, Rendered};
use milepost::site::{self, Fates, Site, When, withheld};
use milepost::source::Sources;
use milepost::source::load::{self, Wanted};
use milepost::theme::{self, Theme};
use milepost::trace::Untraced;

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

/// The journals of the bench: the theme of the peers, and everything on.
const THEMES: [&str; 2] = ["plain", "default"];

/// Where the journals and the sites are.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

static PLAIN: LazyLock<Fixture> = LazyLock::new(|| Fixture::new("plain"));
static DEFAULT: LazyLock<Fixture> = LazyLock::new(|| Fixture::new("default"));

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("nothing ran before");
    // Not in a folder that may be in memory: publishing is measured on the disk.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the folder of the build can be written");
    FOLDER.set(folder.path().to_owned()).expect("set once");
    divan::main();
}

/// What each stage of a build of one journal makes.
struct Fixture {
    sources: Sources,
    journal: Journal,
    site: Site,
    fates: Fates,
    theme: Theme,
    rendered: Rendered,
    /// Language and text of each block of code.
    code: Vec<(String, String)>,
    /// Bytes of Markdown.
    bytes: usize,
    pages: usize,
}

impl Fixture {
    fn new(theme: &str) -> Self {
        let root = folder().join(theme);
        write_journal(&root, theme == "default");
        let sources = read(&root);
        let journal = journal::parse(&sources);
        let (site, fates, _) = site::link(&sources, journal.clone(), when());
        let site = site.expect("the journal of the bench is right");
        let theme = compile(&sources, &site);
        let rendered = render(&sources, &site, &theme);
        let markdown: Vec<&str> = sources
            .iter()
            .filter(|(_, file)| file.path.below("content").is_some())
            .filter_map(|(id, _)| sources.text(id).ok())
            .collect();
        let code = markdown.iter().flat_map(|text| blocks(text)).collect();
        let bytes = markdown.iter().map(|text| text.len()).sum();
        let pages = markdown.len();
        Self { sources, journal, site, fates, theme, rendered, code, bytes, pages }
    }

    fn of(theme: &str) -> &'static Self {
        if theme == "default" { &DEFAULT } else { &PLAIN }
    }

    /// Lets `bencher` tell how much it does in a second.
    fn counted<'a, 'b>(&self, bencher: Bencher<'a, 'b>) -> Bencher<'a, 'b> {
        bencher.counter(BytesCount::new(self.bytes)).counter(ItemsCount::new(self.pages))
    }
}

fn folder() -> &'static Path {
    FOLDER.get().expect("set by `main`")
}

fn posts() -> String {
    std::env::var("MILEPOST_BENCH_POSTS").unwrap_or_else(|_| "200".to_owned())
}

fn write_journal(root: &Path, everything: bool) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/journal.py");
    let mut python = Command::new("python3");
    python.arg(script).arg(root).arg(posts()).args(everything.then_some("--everything"));
    let status = python.status().expect("python3 writes the journal of the bench");
    assert!(status.success(), "the journal of the bench could not be written");
}

fn read(root: &Path) -> Sources {
    load::load(root, &Wanted { private: true, git_dates: false }).expect("it was written just now")
}

fn when() -> When {
    let as_of = NaiveDate::from_ymd_opt(2026, 1, 1).expect("there is such a day");
    When { as_of, with_drafts: false, with_future: false }
}

/// Returns language and text of each block of code.
fn blocks(markdown: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = markdown.split("```").collect();
    let fenced = parts.chunks_exact(2).map(|pair| pair[1]);
    fenced
        .filter_map(|block| block.split_once('\n'))
        .map(|(language, code)| (language.to_owned(), code.to_owned()))
        .collect()
}

fn compile(sources: &Sources, site: &Site) -> Theme {
    let (theme, _) = theme::compile(sources, site.settings.theme.as_ref(), &site.settings.look, &site.words);
    theme.expect("the theme of the bench is right")
}

fn render(sources: &Sources, site: &Site, theme: &Theme) -> Rendered {
    let with = render::With {
        memo: &Forget,
        trace: &Untraced,
        cards: false,
        pdfs: &BTreeMap::new(),
        is_last: false,
        later: None,
    };
    render::render(site, theme, sources, with).0
}

/// Reads every file of the journal.
#[divan::bench(sample_count = 20)]
fn a_load(bencher: Bencher<'_, '_>) {
    let fixture = &*PLAIN;
    fixture.counted(bencher).bench(|| read(&folder().join("plain")));
}

/// Front matter and Markdown of every page, code coloured.
#[divan::bench(sample_count = 20)]
fn b_parse(bencher: Bencher<'_, '_>) {
    let fixture = &*PLAIN;
    fixture.counted(bencher).bench(|| journal::parse(&fixture.sources));
}

/// The same pages, with no language named for code: what parsing takes without colours.
#[divan::bench(sample_count = 20)]
fn c_parse_without_colours(bencher: Bencher<'_, '_>) {
    let fixture = &*PLAIN;
    let root = folder().join("grey");
    if !root.exists() {
        write_journal(&root, false);
        take_out_languages(&root.join("content/posts"));
    }
    let sources = read(&root);
    fixture.counted(bencher).bench(|| journal::parse(&sources));
}

fn take_out_languages(posts: &Path) {
    for entry in std::fs::read_dir(posts).expect("it was written just now") {
        let path = entry.expect("it was written just now").path();
        let text = std::fs::read_to_string(&path).expect("it was written just now");
        let plain = blocks(&text)
            .iter()
            .fold(text, |text, (language, _)| text.replace(&format!("```{language}\n"), "```text\n"));
        std::fs::write(&path, plain).expect("the folder is ours");
    }
}

/// Every block of code; its bytes are those of the code.
#[divan::bench(sample_count = 20)]
fn d_highlight(bencher: Bencher<'_, '_>) {
    let fixture = &*PLAIN;
    let bytes = fixture.code.iter().map(|(_, code)| code.len()).sum::<usize>();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(fixture.code.len())).bench(|| {
        for (language, code) in &fixture.code {
            divan::black_box(highlight::highlight(code, language));
        }
    });
}

/// Addresses, sections, tags, neighbours, backlinks, evidence, progress.
#[divan::bench(sample_count = 20)]
fn e_link(bencher: Bencher<'_, '_>) {
    let fixture = &*PLAIN;
    let counted = fixture.counted(bencher).with_inputs(|| fixture.journal.clone());
    counted.bench_values(|journal| site::link(&fixture.sources, journal, when()));
}

/// Templates and assets; the same for one page and for thousands.
#[divan::bench(sample_count = 20, args = THEMES)]
fn f_theme(bencher: Bencher<'_, '_>, theme: &str) {
    let fixture = Fixture::of(theme);
    bencher.bench(|| compile(&fixture.sources, &fixture.site));
}

/// Every file of the site.
#[divan::bench(sample_count = 10, args = THEMES)]
fn g_render(bencher: Bencher<'_, '_>, theme: &str) {
    let fixture = Fixture::of(theme);
    fixture.counted(bencher).bench(|| render(&fixture.sources, &fixture.site, &fixture.theme));
}

/// Addresses, ids, outlines; secrets; what is private.
#[divan::bench(sample_count = 10, args = THEMES)]
fn h_check(bencher: Bencher<'_, '_>, theme: &str) {
    let fixture = Fixture::of(theme);
    let Fixture { sources, site, rendered, .. } = fixture;
    fixture.counted(bencher).bench(|| {
        let origins = Origins { spans: &rendered.origins, sources, known: &[] };
        let mut found = check::check(&rendered.outputs, &site.settings.base, &origins);
        found.append(&mut secrets::report(&secrets::find(sources), &rendered.outputs, &rendered.origins));
        let mut needles = needle::collect(sources);
        needles.private.extend(withheld::needles(&fixture.fates.withheld, sources));
        let public = leaks::Public {
            words: &withheld::shown_words(site),
            same_for_all: &fixture.theme.assets.files.keys().map(String::as_str).collect(),
        };
        found.append(&mut leaks::check(&rendered.outputs, &needles, public, &origins, &Forget));
        found
    });
}

/// To a place where nothing was. Nothing is deleted before the end, because a file system may charge that to who comes
/// next.
#[divan::bench(sample_count = 10, args = THEMES)]
fn i_publish(bencher: Bencher<'_, '_>, theme: &str) {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let fixture = Fixture::of(theme);
    let fresh = || folder().join(format!("site-{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
    let counted = fixture.counted(bencher).with_inputs(fresh);
    counted.bench_values(|target| publish::publish(&fixture.rendered.outputs, &target).expect("the folder is ours"));
}

/// To where the same site is already.
#[divan::bench(sample_count = 10, args = THEMES)]
fn j_publish_again(bencher: Bencher<'_, '_>, theme: &str) {
    let fixture = Fixture::of(theme);
    let target = folder().join(format!("again-{theme}"));
    publish::publish(&fixture.rendered.outputs, &target).expect("the folder is ours");
    fixture
        .counted(bencher)
        .bench(|| publish::publish(&fixture.rendered.outputs, &target).expect("the folder is ours"));
}
