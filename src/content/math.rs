//! Formulas in TeX as MathML.
//!
//! Browsers draw MathML themselves, so a page with formulas needs no script. The TeX stays in the page
//! as an annotation, for copying and for readers that prefer it.

mod tex;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// The most bytes of a formula.
const MAX_LENGTH: usize = 10_000;
/// The deepest nesting of groups.
const MAX_NESTING: usize = 100;
/// Up to this length no formula can nest deep enough to overflow the stack of a worker thread.
const SAFE_LENGTH: usize = 600;
/// Stack for longer formulas: `\sqrt\sqrt\sqrt` nests without a brace that could be counted.
const STACK: usize = 256 * 1024 * 1024;

/// Macros that are not in LaTeX but in everyone's preamble.
const MACROS: &[(&str, &str)] = &[
    ("argmax", r"\operatorname*{arg\,max}"),
    ("argmin", r"\operatorname*{arg\,min}"),
    ("R", r"\mathbb{R}"),
    ("N", r"\mathbb{N}"),
    ("Z", r"\mathbb{Z}"),
    ("Q", r"\mathbb{Q}"),
    ("C", r"\mathbb{C}"),
    ("E", r"\mathbb{E}"),
    ("Var", r"\operatorname{Var}"),
    ("Cov", r"\operatorname{Cov}"),
    ("softmax", r"\operatorname{softmax}"),
    ("sign", r"\operatorname{sign}"),
    ("norm", r"\left\lVert #1 \right\rVert"),
    ("abs", r"\left\lvert #1 \right\rvert"),
    ("tr", r"\operatorname{tr}"),
    ("rank", r"\operatorname{rank}"),
    ("diag", r"\operatorname{diag}"),
    ("KL", r"\operatorname{KL}"),
    // LaTeX has these; the converter does not, or draws them unreliably.
    ("widetilde", r"\tilde{#1}"),
    ("mathds", r"\mathbb{#1}"),
    ("mathbbm", r"\mathbb{#1}"),
    ("dotsc", r"\ldots"),
    ("dotsb", r"\cdots"),
    ("nicefrac", r"{#1}/{#2}"),
    ("sfrac", r"{#1}/{#2}"),
    ("smash", "{#1}"),
    ("mathnormal", "{#1}"),
    ("boxed", "{#1}"),
    ("substack", r"\begin{matrix}#1\end{matrix}"),
];

/// Whether a formula stands in a line or by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// Among words.
    Inline,
    /// As a block.
    Block,
}

/// Why a formula cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MathError {
    /// The bytes of the TeX that are at fault, on character boundaries.
    pub range: Range<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

/// Returns the `<math>` element for `tex`.
///
/// # Errors
/// When the TeX is wrong, uses what is not supported, is longer than 10 kB or nested deeper than 100.
pub fn to_mathml(tex: &str, display: Display) -> Result<String, MathError> {
    let whole = |message: &str| MathError { range: 0..tex.len(), message: message.to_owned() };
    if tex.len() > MAX_LENGTH {
        return Err(whole("the formula is longer than 10,000 bytes"));
    }
    if nesting(tex) > MAX_NESTING {
        return Err(whole("the formula is nested deeper than 100 levels"));
    }
    let outcome = if tex.len() <= SAFE_LENGTH { guarded(tex, display) } else { on_a_large_stack(tex, display) };
    outcome.unwrap_or_else(|| Err(whole("the formula is beyond the converter")))
}

/// Returns `None` when the converter panics, which it does on purpose in debug builds.
fn guarded(tex: &str, display: Display) -> Option<Result<String, MathError>> {
    catch_unwind(AssertUnwindSafe(|| convert(tex, display))).ok()
}

fn on_a_large_stack(tex: &str, display: Display) -> Option<Result<String, MathError>> {
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || guarded(tex, display)).ok()?;
        thread.join().ok().flatten()
    })
}

fn convert(tex: &str, display: Display) -> Result<String, MathError> {
    let mode = match display {
        Display::Inline => MathDisplay::Inline,
        Display::Block => MathDisplay::Block,
    };
    let meant = tex::for_converter(tex, display == Display::Block);
    match converter().convert_with_local_state(&meant.text, mode) {
        Ok(result) => Ok(super::mathml::clean(&meant.with_own_annotation(&result.mathml, tex))),
        Err(error) => {
            let range = meant.written(error.0.start)..meant.written(error.0.end);
            Err(MathError { range: clamp(tex, range), message: message(&error.error_message()) })
        }
    }
}

fn converter() -> &'static LatexToMathML {
    static CONVERTER: OnceLock<LatexToMathML> = OnceLock::new();
    CONVERTER.get_or_init(|| {
        let macros = MACROS.iter().map(|(name, body)| ((*name).to_owned(), (*body).to_owned())).collect();
        let config = MathCoreConfig { macros, annotation: true, ..MathCoreConfig::default() };
        LatexToMathML::new(config).expect("the macros are constants that a test converts")
    })
}

/// Returns the message in the manner of our own: no capital, no full stop, names in backticks.
fn message(text: &str) -> String {
    let text = text.trim().trim_end_matches('.').replace(['"', '\u{201c}', '\u{201d}'], "`");
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "the formula is wrong".to_owned(),
    }
}

/// Returns `range` moved to character boundaries of `tex`, and never empty unless `tex` is.
fn clamp(tex: &str, range: Range<usize>) -> Range<usize> {
    let down = |mut at: usize| {
        at = at.min(tex.len());
        while !tex.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (down(range.start), down(range.end));
    if start < end {
        return start..end;
    }
    match tex[start..].chars().next() {
        Some(next) => start..start + next.len_utf8(),
        None => tex.char_indices().next_back().map_or(0, |(at, _)| at)..tex.len(),
    }
}

/// Returns how deep groups, `\left` and environments are nested at most.
fn nesting(tex: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = tex;
    while let Some(at) = rest.find(['\\', '{', '}', '[', ']']) {
        let token = &rest[at..];
        let (change, length) = match token.as_bytes()[0] {
            b'{' | b'[' => (1, 1),
            b'}' | b']' => (-1, 1),
            _ => command(token),
        };
        depth = depth.saturating_add_signed(change);
        deepest = deepest.max(depth);
        rest = &token[length..];
    }
    deepest
}

/// Returns by how much the command at the start of `token` changes the nesting, and its length.
fn command(token: &str) -> (isize, usize) {
    let name = token[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    match &token[1..=name] {
        "" => (0, 1 + token[1..].chars().next().map_or(0, char::len_utf8)),
        "left" | "begin" => (1, 1 + name),
        "right" | "end" => (-1, 1 + name),
        _ => (0, 1 + name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tex: &str, expected: Result<&str, Range<usize>>) {
        match (to_mathml(tex, Display::Inline), expected) {
            (Ok(html), Ok(part)) => assert!(html.starts_with("<math") && html.contains(part), "{html}"),
            (Err(error), Err(range)) => assert_eq!(error.range, range, "{error:?}"),
            (found, _) => panic!("{tex}: {found:?}"),
        }
    }

    #[test]
    fn a_formula_keeps_its_tex_as_an_annotation() {
        check("x < y", Ok("<annotation encoding=\"application/x-tex\">x &lt; y</annotation>"));
    }

    #[test]
    fn a_mistake_has_the_range_of_what_is_wrong() {
        check(r"é + \nonsense", Err(5..14));
        check(r"\frac{1}", Err(7..8));
    }

    #[test]
    fn every_macro_converts() {
        for (name, _) in MACROS {
            check(&format!("\\{name} {{x}} {{y}}"), Ok("</math>"));
        }
    }

    #[test]
    fn what_the_converter_lacks_is_told_otherwise_and_mistakes_keep_their_place() {
        let block = |tex: &str| to_mathml(tex, Display::Block);
        for tex in [
            r"x = y \tag{1}",
            r"\begin{split} a &= b \\ &= c \end{split}",
            r"\begin{equation}\begin{split} a \end{split}\end{equation}",
            r"\begin{smallmatrix} a & b \end{smallmatrix}",
        ] {
            let html = block(tex).unwrap();
            let source = tex.replace('&', "&amp;");
            assert!(
                html.contains(&format!("<annotation encoding=\"application/x-tex\">{source}</annotation>")),
                "{html}"
            );
        }
        assert!(block(r"x \tag{7}").unwrap().contains("(7)"));
        let error = block(r"\begin{split} é \nope \end{split} \tag{1}").unwrap_err();
        assert_eq!(error.range, 17..22, "{error:?}");
        let error = block(r"é \nope \tag{1}").unwrap_err();
        assert_eq!(error.range, 3..8, "{error:?}");
    }

    #[test]
    fn markup_in_text_is_escaped() {
        let html = to_mathml(r"\text{<script>alert(1)</script>}", Display::Block).unwrap();
        assert!(!html.contains("<script"), "{html}");
    }

    #[test]
    fn what_would_overflow_the_stack_is_refused_or_survived() {
        for part in
            [r"{", r"\sqrt", r"\sqrt[3]", r"\frac1", r"\bar", r"\left(", r"x^", r"\begin{matrix}", "^{", "[", r"\hat"]
        {
            for count in [50, 100, 140, 600, 2_000] {
                let _ = to_mathml(&format!("{}x", part.repeat(count)), Display::Inline);
            }
        }
    }

    #[test]
    fn a_panic_of_the_converter_is_an_error() {
        let _ = to_mathml(r"\begin{align}\,_&\end{align}", Display::Block);
    }
}
