//! TeX as the converter knows it: what it lacks is said otherwise, and every byte can be traced back.

use crate::content::markdown::escape;

/// Environments that the converter does not know, and those that show the same.
const ENVIRONMENTS: &[(&str, &str)] = &[("split", "aligned"), ("smallmatrix", "matrix")];
/// Environments in which `\tag` may stand.
const NUMBERED: &[&str] = &["equation", "align", "gather", "multline"];
const OPEN: &str = r"\begin{equation}";
const CLOSE: &str = r"\end{equation}";
const ANNOTATION: &str = "<annotation encoding=\"application/x-tex\">";

/// A formula for the converter.
#[derive(Debug)]
pub(super) struct Rewritten {
    /// The TeX.
    pub(super) text: String,
    /// Where in it a stretch begins that is as it was written, and where that is.
    stretches: Vec<(usize, usize)>,
}

/// Returns `tex` as the converter knows it.
pub(super) fn for_converter(tex: &str, is_block: bool) -> Rewritten {
    let mut out = Rewritten { text: String::with_capacity(tex.len()), stretches: Vec::new() };
    let is_tagged = is_block && tex.contains(r"\tag") && !NUMBERED.iter().any(|name| begins(tex, name));
    if is_tagged {
        out.text.push_str(OPEN);
    }
    let mut written = 0;
    while let Some((at, name, other)) = next_environment(tex, written) {
        out.stretch(tex, written, at);
        out.text.push_str(other);
        written = at + name.len();
    }
    out.stretch(tex, written, tex.len());
    if is_tagged {
        out.text.push_str(CLOSE);
    }
    out
}

fn begins(tex: &str, environment: &str) -> bool {
    tex.contains(&format!("\\begin{{{environment}"))
}

/// Returns where the next name of an environment stands that has to be replaced, the name, and the other.
fn next_environment(tex: &str, from: usize) -> Option<(usize, &'static str, &'static str)> {
    let places = ENVIRONMENTS.iter().flat_map(|(name, other)| {
        ["begin", "end"].map(|word| {
            let found = tex[from..].find(&format!("\\{word}{{{name}}}"))?;
            Some((from + found + word.len() + 2, *name, *other))
        })
    });
    places.flatten().min()
}

impl Rewritten {
    fn stretch(&mut self, tex: &str, from: usize, to: usize) {
        self.stretches.push((self.text.len(), from));
        self.text.push_str(&tex[from..to]);
    }

    /// Returns where the byte at `offset` of the text was written.
    pub(super) fn written(&self, offset: usize) -> usize {
        let place = self.stretches.partition_point(|(begins, _)| *begins <= offset);
        match place.checked_sub(1).and_then(|place| self.stretches.get(place)) {
            Some((begins, from)) => from + offset - begins,
            None => 0,
        }
    }

    /// Returns `mathml` with the TeX as it was written, for copying.
    pub(super) fn with_own_annotation(&self, mathml: &str, tex: &str) -> String {
        let end = mathml.rfind("</annotation>");
        let start = mathml.find(ANNOTATION).map(|at| at + ANNOTATION.len());
        match (start, end) {
            (Some(start), Some(end)) if self.text != tex && start <= end => {
                format!("{}{}{}", &mathml[..start], escape::text(tex), &mathml[end..])
            }
            _ => mathml.to_owned(),
        }
    }
}
