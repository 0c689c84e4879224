//! The user's editor, as `VISUAL` or `EDITOR` names it.
#![expect(clippy::disallowed_methods, reason = "the command line runs the editor")]

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::world::World;

/// A program and its arguments, such as `code --wait`.
#[derive(Debug)]
pub(crate) struct Editor {
    program: String,
    arguments: Vec<String>,
}

impl Editor {
    /// Returns the editor that the environment names.
    pub(crate) fn of(world: &World) -> anyhow::Result<Self> {
        let way_out = "set it, for example `export EDITOR=\"code --wait\"`, or leave out --edit";
        let Some(text) = world.editor() else { bail!("neither `VISUAL` nor `EDITOR` names an editor: {way_out}") };
        let Some(mut words) = words(text) else { bail!("the editor `{text}` has a quote without its end: {way_out}") };
        if words.first().is_none_or(String::is_empty) {
            bail!("the editor `{text}` names no program: {way_out}");
        }
        Ok(Self { program: words.remove(0), arguments: words })
    }

    /// Opens `path` and waits until the editor ends.
    pub(crate) fn open(&self, path: &Path) -> anyhow::Result<()> {
        let mut command = Command::new(&self.program);
        let status = command.args(&self.arguments).arg(path).status();
        let status = status.with_context(|| format!("could not start the editor `{}`", self.program))?;
        if !status.success() {
            bail!("the editor `{}` failed ({status}); the page is in `{}`", self.program, path.display());
        }
        Ok(())
    }
}

/// Splits a command at white space that is not in quotes. A backslash is a character as any other, because paths have
/// them on Windows. Returns `None` when a quote has no end.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(end) if c == end => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_at_space_outside_of_quotes() {
        assert_eq!(words(" code  --wait ").unwrap(), ["code", "--wait"]);
        assert_eq!(
            words(r#""C:\Program Files\ed.exe" -a'b c'd """#).unwrap(),
            [r"C:\Program Files\ed.exe", "-ab cd", ""]
        );
        assert_eq!(words("  ").unwrap(), [""; 0]);
        assert_eq!(words("vim 'x"), None);
    }
}
