//! Pages on paper: a browser of this machine prints what was built, from memory, into a PDF.
//!
//! 1. [`browser`] finds a Chromium or Chrome, and runs it;
//! 2. the site is served to it on 127.0.0.1, with the page as `render::resume::print` prepares it;
//! 3. what the PDF says of itself is set by `render::resume::pdf`.
//!
//! The profile of the browser and the PDF are in a folder of their own below `.milepost/print/` of the journal, which
//! goes away with the run. One that a killed run left is removed by a later one.
#![expect(clippy::disallowed_methods, reason = "printing runs a program and takes files from it, within bounded time")]

mod browser;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use milepost::Build;
use milepost::output::{Output, OutputPath, OutputSet};
use milepost::plan::BaseUrl;
use milepost::plan::resume::Paper;
use milepost::render::resume::{Sheet, pdf, print};

use crate::command::Context;
use crate::server::brief::Server;
use crate::server::live::Site;

/// What a run that is older than this left behind is nobody's any more.
const STALE: Duration = Duration::from_hours(24);

/// Prints `sheets` of `build`; `paper` overrides the size that the plan asks for. Returns the bytes of each.
pub(crate) fn print(
    build: &Build,
    sheets: &[Sheet],
    paper: Option<Paper>,
    ctx: &Context<'_>,
) -> anyhow::Result<Vec<Vec<u8>>> {
    let base = build.base.as_ref().context("a site without a plan has no page to print")?;
    let browser = browser::find(&ctx.world.installed)?;
    let folder = Folder::make(ctx.root)?;
    let size = paper.or_else(|| sheets.first().map(|sheet| sheet.paper)).unwrap_or(Paper::A4);
    let outputs = printable(build, sheets, base, size)?;
    let server = Server::start(Site::new(outputs, build.base_path.clone()))?;
    let mut printed = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let path = folder.0.join(format!("{number}.pdf"));
        browser::print(&browser, &server.address(&base.href(&sheet.address)), &folder.0, &path)?;
        let bytes = fs::read(&path).with_context(|| format!("could not read `{}`", path.display()))?;
        refuse_own_address(&bytes, &server, sheet)?;
        let with_info = pdf::with_info(&bytes, &sheet.info);
        if with_info.is_none() {
            let browser = browser.display();
            ctx.terminal.warning(&format!("`{browser}` writes PDFs in a way that is new: author and date are its own"));
        }
        printed.push(with_info.unwrap_or(bytes));
    }
    Ok(printed)
}

/// Returns the files of the site, with the pages to print as they are printed.
fn printable(build: &Build, sheets: &[Sheet], base: &BaseUrl, paper: Paper) -> anyhow::Result<OutputSet> {
    let mut outputs = OutputSet::default();
    for (path, output) in build.outputs.iter() {
        let is_printed = sheets.iter().any(|sheet| sheet.page == path.as_str());
        let output = match std::str::from_utf8(output.bytes()) {
            Ok(page) if is_printed => Output::from(print::printable(page, base).into_bytes()),
            _ => output.clone(),
        };
        outputs.insert(path.clone(), output)?;
    }
    let path = OutputPath::new(print::SHEET).expect("the path is a constant");
    outputs.insert(path, Output::from(print::sheet(paper).into_bytes()))?;
    Ok(outputs)
}

/// Refuses a PDF that leads to the server it was printed from, which nobody else can open.
fn refuse_own_address(bytes: &[u8], server: &Server, sheet: &Sheet) -> anyhow::Result<()> {
    let own = server.address("/");
    if bytes.windows(own.len()).any(|window| window == own.as_bytes()) {
        bail!(
            "`{}` has a relative link, which would lead nowhere on paper: write the addresses of the view in the theme's `resume.html`",
            sheet.page
        );
    }
    Ok(())
}

/// A folder that goes away with the run.
struct Folder(PathBuf);

impl Folder {
    fn make(root: &Path) -> anyhow::Result<Self> {
        let all = root.join(".milepost").join("print");
        sweep(&all);
        let path = all.join(std::process::id().to_string());
        fs::create_dir_all(&path).with_context(|| format!("could not create the folder `{}`", path.display()))?;
        // The browser takes relative paths to be below a folder of its own.
        let path = fs::canonicalize(&path).with_context(|| format!("could not open `{}`", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A browser may be writing its last words; what stays is swept another day.
        for _ in 0..10 {
            if fs::remove_dir_all(&self.0).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        if let Some(all) = self.0.parent() {
            // Fails while another run prints.
            let _ = fs::remove_dir(all);
        }
    }
}

/// Removes what killed runs left long ago.
fn sweep(all: &Path) {
    for entry in fs::read_dir(all).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|found| found.modified()).ok().and_then(|then| then.elapsed().ok());
        if age.is_some_and(|age| age > STALE) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
