//! The browser that prints: which one is on this machine, and one run of it.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::world::Installed;

/// Programs that print, by the names they have on the search path.
const NAMES: [&str; 7] = [
    "google-chrome-stable",
    "google-chrome",
    "chromium",
    "chromium-browser",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
];
/// Where they are when they are on no search path.
const PLACES: [&str; 8] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/usr/bin/google-chrome",
    "/opt/google/chrome/chrome",
    "/usr/bin/chromium",
    "/snap/bin/chromium",
    "/usr/lib/chromium/chromium",
];
/// Where they are below the folders for programs on Windows.
const BELOW: [&str; 3] = [
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
];
/// Printing takes a second or two; a browser that has done nothing by now never will.
const LIMIT: Duration = Duration::from_secs(90);

/// Returns the browser of this machine: the one that `CHROME` or `CHROMIUM` names, else the first that is found.
pub(super) fn find(installed: &Installed) -> anyhow::Result<PathBuf> {
    if let Some((variable, named)) = &installed.browser {
        let found =
            on_path(Path::new(named), installed).or_else(|| Some(PathBuf::from(named)).filter(|it| it.is_file()));
        return found.with_context(|| {
            format!("`{variable}` is `{}`, which is no program: name a Chromium or Chrome", named.display())
        });
    }
    let named = NAMES.iter().find_map(|name| on_path(Path::new(name), installed));
    let placed = || PLACES.iter().map(PathBuf::from).find(|place| place.is_file());
    let below = || {
        let places = installed.programs.iter().flat_map(|folder| BELOW.iter().map(move |path| folder.join(path)));
        places.into_iter().find(|place| place.is_file())
    };
    named.or_else(placed).or_else(below).context(
        "there is no Chromium or Chrome to print with: install one, or name its program in the environment as `CHROME`",
    )
}

/// Returns the program of that name on the search path. A name with a folder is not looked for.
fn on_path(name: &Path, installed: &Installed) -> Option<PathBuf> {
    if name.components().count() != 1 {
        return None;
    }
    let with_ending = name.with_extension("exe");
    let names = if cfg!(windows) { vec![with_ending.as_path(), name] } else { vec![name] };
    let places = installed.search_path.iter().flat_map(|folder| names.iter().map(|name| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// Prints the page at `address` to `pdf`, with a profile and a log in `folder`.
pub(super) fn print(browser: &Path, address: &str, folder: &Path, pdf: &Path) -> anyhow::Result<()> {
    let log = folder.join("log.txt");
    let mut command = Command::new(browser);
    command.args(arguments(address, folder, pdf)).stdin(Stdio::null()).stdout(Stdio::null());
    command.stderr(File::create(&log).context("could not write the log of the browser")?);
    apart(&mut command);
    let name = browser.display();
    let mut child = command.spawn().with_context(|| format!("could not run `{name}`"))?;
    let started = Instant::now();
    let status = loop {
        match child.try_wait().with_context(|| format!("could not wait for `{name}`"))? {
            Some(status) => break status,
            None if started.elapsed() > LIMIT => {
                stop(&mut child);
                bail!("`{name}` did not print within {} seconds{}", LIMIT.as_secs(), said(&log));
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    if !status.success() || !pdf.is_file() {
        bail!("`{name}` could not print ({status}){}", said(&log));
    }
    Ok(())
}

fn arguments(address: &str, folder: &Path, pdf: &Path) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-breakpad",
        // The page needs this machine only, so nothing else is asked for, whatever the browser would like to load.
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        // Of the two spellings, each version knows one.
        "--no-pdf-header-footer",
        "--print-to-pdf-no-header",
        // What is the default today was not always.
        "--export-tagged-pdf",
    ]
    .map(OsString::from)
    .into();
    if is_root() {
        // The sandbox of Chromium refuses to work for root, as in a container. Only our own page is shown.
        arguments.push("--no-sandbox".into());
    }
    for (name, path) in [("--user-data-dir=", folder.join("profile")), ("--print-to-pdf=", pdf.to_owned())] {
        let mut argument = OsString::from(name);
        argument.push(path);
        arguments.push(argument);
    }
    arguments.push(address.into());
    arguments
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// Makes the run a group of its own, so that its helpers can be ended with it.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn apart(_: &mut Command) {}

/// Ends a run that takes too long.
fn stop(child: &mut std::process::Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // It may have ended in this moment, which is what is wanted.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Returns what the browser said last, as the end of a message.
fn said(log: &Path) -> String {
    let bytes = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // Headless browsers complain of a bus that nobody needs.
    let mut telling = lines.iter().filter(|line| !line.contains("dbus/")).rev().take(3).copied().collect::<Vec<_>>();
    telling.reverse();
    if telling.is_empty() { String::new() } else { format!("; it said: {}", telling.join(" / ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed(browser: Option<&str>, folder: &Path) -> Installed {
        let browser = browser.map(|name| ("CHROME", OsString::from(name)));
        Installed { browser, search_path: vec![folder.to_owned()], programs: vec![folder.to_owned()] }
    }

    #[test]
    fn the_browser_that_is_named_is_taken_and_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("my-chrome");
        File::create(&place).expect("a file");
        assert_eq!(find(&installed(Some("my-chrome"), folder.path())).expect("on the search path"), place);
        assert_eq!(find(&installed(place.to_str(), folder.path())).expect("by its path"), place);
        let error = find(&installed(Some("/no/chrome"), folder.path())).expect_err("it is not there");
        assert!(error.to_string().contains("`CHROME` is `/no/chrome`"), "{error}");
    }

    #[test]
    fn names_come_before_places() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("chromium");
        File::create(&place).expect("a file");
        assert_eq!(find(&installed(None, folder.path())).expect("it is on the search path"), place);
    }
}
