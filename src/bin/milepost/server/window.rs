//! The editor of the owner, opened at a line in a window of its own.
//!
//! `VISUAL`, else `EDITOR`, names it. Only editors with windows of their own can be opened: one that runs in the terminal
//! would take it from `serve`.
#![expect(clippy::disallowed_methods, reason = "the command line runs the editor")]

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// Opens `file` in the editor that `command` names, at `line` and `column`, and does not wait for it.
pub(crate) fn open(command: Option<&str>, file: &Path, line: usize, column: usize) -> anyhow::Result<()> {
    let Some((program, arguments)) = command.and_then(|command| invocation(command, file, line, column)) else {
        let place = format!("{}:{line}:{column}", file.display());
        bail!("no editor with a window is known: set VISUAL, as in `VISUAL=code milepost serve`; the place is {place}");
    };
    let mut child = Command::new(&program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("could not run `{program}`"))?;
    // Somebody has to ask how it ended, lest it stays as a process without a program.
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// Returns the program and its arguments; `None` for an editor that is not known or has no window.
fn invocation(command: &str, file: &Path, line: usize, column: usize) -> Option<(String, Vec<OsString>)> {
    let mut words = command.split_whitespace();
    let program = words.next()?.to_owned();
    let name = Path::new(&program).file_stem()?.to_str()?.to_ascii_lowercase();
    let place = |format: &dyn Fn(&str) -> String| OsString::from(format(&file.display().to_string()));
    let after = |options: &[String]| -> Vec<OsString> {
        options.iter().map(OsString::from).chain([file.as_os_str().to_owned()]).collect()
    };
    let arguments = match name.as_str() {
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" | "positron" => {
            vec!["--goto".into(), place(&|file| format!("{file}:{line}:{column}"))]
        }
        "subl" | "sublime_text" | "zed" | "zeditor" | "lapce" => vec![place(&|file| format!("{file}:{line}:{column}"))],
        "idea" | "rustrover" | "pycharm" | "webstorm" | "clion" | "goland" | "phpstorm" | "rubymine" | "fleet" => {
            after(&["--line".into(), line.to_string(), "--column".into(), column.to_string()])
        }
        "kate" => after(&["-l".into(), line.to_string(), "-c".into(), column.to_string()]),
        "gedit" | "gnome-text-editor" => after(&[format!("+{line}:{column}")]),
        "gvim" | "mvim" | "bbedit" => after(&[format!("+{line}")]),
        "emacsclient" => after(&["-n".into(), format!("+{line}:{column}")]),
        "mate" => after(&["-l".into(), format!("{line}:{column}")]),
        "notepad++" => after(&[format!("-n{line}"), format!("-c{column}")]),
        _ => return None,
    };
    // Nobody waits here, so the editor must not.
    let own = words.filter(|word| !matches!(*word, "--wait" | "-w" | "--nofork" | "-f")).map(OsString::from);
    Some((program, own.chain(arguments).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &str) -> Option<Vec<String>> {
        let (program, arguments) = invocation(command, Path::new("/j/a b.md"), 4, 8)?;
        Some(std::iter::once(program).chain(arguments.into_iter().map(|one| one.into_string().unwrap())).collect())
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_way() {
        assert_eq!(words("code --wait").unwrap(), ["code", "--goto", "/j/a b.md:4:8"]);
        assert_eq!(words("/usr/bin/subl -n -w").unwrap(), ["/usr/bin/subl", "-n", "/j/a b.md:4:8"]);
        assert_eq!(words("rustrover").unwrap(), ["rustrover", "--line", "4", "--column", "8", "/j/a b.md"]);
        assert_eq!(words("emacsclient").unwrap(), ["emacsclient", "-n", "+4:8", "/j/a b.md"]);
    }

    #[test]
    fn an_editor_of_the_terminal_is_not_opened() {
        for command in ["vim", "nvim", "nano", "hx", "emacs -nw", ""] {
            assert_eq!(words(command), None, "{command}");
        }
        let error = open(Some("vim"), Path::new("/j/a.md"), 4, 8).unwrap_err().to_string();
        assert!(error.contains("set VISUAL") && error.ends_with("/j/a.md:4:8"), "{error}");
    }
}
