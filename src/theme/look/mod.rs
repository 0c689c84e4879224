//! The look: what `site.palette`, `site.accent`, `site.fonts` and `site.density` make of the tokens of a theme.
//!
//! A theme has its colours, sizes and fonts as custom properties in `:root` of `assets/css/tokens.css` (`token` reads
//! and rewrites that sheet). A palette, `palettes/NAME.css`, has other colours; a density, `densities/NAME.css`, other
//! sizes. An accent comes from the plan; `accent` derives from it what goes with it. `contrast` checks every colour
//! that an author chose on every ground on which the theme uses it. `font` tells which files are not needed then.
//!
//! The values take the places of those that the sheet has, so the published style sheet is the only place where they are.

mod accent;
mod contrast;
mod font;
mod token;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::ThemeFile;
use crate::color::{Pair, Rgb};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Spanned};
use crate::plan::look::LookSettings;

/// The sheet that holds the tokens of a theme.
pub const TOKENS: &str = "assets/css/tokens.css";
/// What the colours of the theme itself are called.
const OWN_PALETTE: &str = "default";
/// What the space of the theme itself is called.
const OWN_DENSITY: &str = "comfortable";

/// What templates and cards see of the look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// The colours, by the name of the token without `--`.
    pub colors: BTreeMap<String, Pair<Rgb>>,
    /// The same colours as the theme comes with them, before the plan and the journal choose others.
    pub shipped: BTreeMap<String, Pair<Rgb>>,
    /// The fonts above the fold that are loaded first, by their path in `assets/`.
    pub preload: Vec<String>,
}

impl Look {
    /// Returns the colour of that name, if it is another than the theme comes with.
    pub fn chosen(&self, name: &str) -> Option<Pair<Rgb>> {
        self.colors.get(name).copied().filter(|color| self.shipped.get(name) != Some(color))
    }

    /// Returns whether any colour is another than the theme comes with.
    pub fn is_dressed(&self) -> bool {
        self.colors != self.shipped
    }
}

/// What becomes of the files of a theme: values for tokens, and files that are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dress {
    values: BTreeMap<String, String>,
    left_out: BTreeSet<String>,
}

impl Dress {
    /// Returns the sheet of tokens with the values that were chosen.
    pub(super) fn tokens(&self, css: &str) -> String {
        if self.values.is_empty() { css.to_owned() } else { token::rewrite(css, &self.values) }
    }

    /// Returns whether the asset of that name in `assets/` is not needed.
    pub(super) fn leaves_out(&self, name: &str) -> bool {
        self.left_out.contains(name)
    }

    /// Returns a style sheet without the fonts whose files are left out.
    pub(super) fn without_fonts(&self, css: &str) -> String {
        font::without(css, &self.left_out)
    }
}

/// Where a colour comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Origin {
    /// The accent of the plan; absent for the scheme that follows from the other.
    Plan(Pair<Option<Span>>),
    /// A style sheet of the theme in use: the file of the journal, if it is one, and where in it.
    Sheet(Option<SourceId>, Range<usize>),
    /// It follows from the accent.
    Derived,
    /// The default theme, because the one in use does not say.
    Default,
}

/// A colour of the look.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    color: Pair<Rgb>,
    origin: Origin,
}

type Tokens = BTreeMap<String, Token>;

/// Returns the look, what becomes of the files, and what is wrong with what was chosen. `shipped` is the sheet of tokens
/// that the theme comes with.
pub(super) fn resolve(
    files: &BTreeMap<String, ThemeFile>,
    shipped: Option<&ThemeFile>,
    settings: &LookSettings,
) -> (Look, Dress, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut tokens = own_tokens(files.get(TOKENS));
    let mut values = BTreeMap::new();
    let mut has_new_accent = false;
    if let Some((name, file)) = chosen(files, "palette", settings.palette.as_ref(), OWN_PALETTE, &mut diagnostics) {
        let palette = palette(&name, file, &mut diagnostics);
        has_new_accent = palette.contains_key("accent");
        values.extend(palette.iter().map(|(name, token)| (name.clone(), token.color.css())));
        tokens.extend(palette);
    }
    if let Some(accent) = settings.accent {
        has_new_accent = true;
        let needs = contrast::needs(&tokens, "accent");
        let color = Pair {
            light: accent.light.value,
            dark: accent.dark.map_or_else(|| accent::dark(accent.light.value, &needs.dark), |dark| dark.value),
        };
        let origin = Origin::Plan(Pair { light: Some(accent.light.span), dark: accent.dark.map(|dark| dark.span) });
        values.insert("accent".to_owned(), color.css());
        tokens.insert("accent".to_owned(), Token { color, origin });
        // What a palette has tuned to its own accent does not go with another.
        for name in accent::NAMES {
            tokens.remove(name);
            values.remove(name);
        }
    }
    if has_new_accent {
        for (name, color) in accent::derived(&tokens) {
            if !values.contains_key(name) {
                values.insert(name.to_owned(), color.css());
                tokens.insert(name.to_owned(), Token { color, origin: Origin::Derived });
            }
        }
    }
    if let Some((_, file)) = chosen(files, "density", settings.density.as_ref(), OWN_DENSITY, &mut diagnostics) {
        let text = String::from_utf8_lossy(&file.bytes);
        values.extend(token::declarations(&text).into_iter().map(|one| (one.name.to_owned(), one.value.to_owned())));
    }
    diagnostics.append(&mut contrast::check(&tokens));
    values.extend(font::values(settings.fonts));
    let dress = Dress { values, left_out: font::left_out(files, settings.fonts) };
    let preload = font::preload(files, settings.fonts);
    let colors = |tokens: Tokens| tokens.into_iter().map(|(name, token)| (name, token.color)).collect();
    let look = Look { colors: colors(tokens), shipped: colors(own_tokens(shipped)), preload };
    (look, dress, diagnostics)
}

/// Returns the colours of the sheet of a theme, and those of the default theme that it does not have.
fn own_tokens(sheet: Option<&ThemeFile>) -> Tokens {
    let default = super::default_file(TOKENS).map(String::from_utf8_lossy).unwrap_or_default();
    let colors = token::declarations(&default).into_iter().filter_map(|one| Some((one.name, token::pair(one.value)?)));
    let mut tokens: Tokens =
        colors.map(|(name, color)| (name.to_owned(), Token { color, origin: Origin::Default })).collect();
    if let Some(file) = sheet {
        let text = String::from_utf8_lossy(&file.bytes);
        for one in token::declarations(&text) {
            if let Some(color) = token::pair(one.value) {
                let origin = Origin::Sheet(file.source, one.place.clone());
                tokens.insert(one.name.to_owned(), Token { color, origin });
            }
        }
    }
    tokens
}

/// Returns the name and the file of the palette or density that was chosen; none for that of the theme itself.
fn chosen<'a>(
    files: &'a BTreeMap<String, ThemeFile>,
    kind: &str,
    name: Option<&Spanned<String>>,
    own: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(String, &'a ThemeFile)> {
    let name = name.filter(|name| name.value != own)?;
    let folder = if kind == "palette" { "palettes" } else { "densities" };
    let path = format!("{folder}/{}.css", name.value);
    if let Some(file) = files.get(&path) {
        return Some((path, file));
    }
    let stem = |path: &'a String| path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".css");
    let names: Vec<&str> = std::iter::once(own).chain(files.keys().filter_map(stem)).collect();
    let message = format!("the theme has no {kind} `{}`", name.value);
    diagnostics.push(
        Diagnostic::new(Code::BadValue, name.span, message)
            .did_you_mean(&name.value, names.iter().copied())
            .hint(format!("there are {}; a file `{path}` in your theme is one more", names.join(", "))),
    );
    None
}

/// Reads a palette; everything in it is a colour for each scheme.
fn palette(path: &str, file: &ThemeFile, diagnostics: &mut Vec<Diagnostic>) -> Tokens {
    let text = String::from_utf8_lossy(&file.bytes);
    let mut tokens = Tokens::new();
    for one in token::declarations(&text) {
        if let Some(color) = token::pair(one.value) {
            let origin = Origin::Sheet(file.source, one.place.clone());
            tokens.insert(one.name.to_owned(), Token { color, origin });
            continue;
        }
        let message = format!("`--{}` of a palette is `{}`, which is no pair of colours", one.name, one.value);
        let found = match file.source {
            Some(source) => Diagnostic::new(Code::BadValue, Span::new(source, one.place), message),
            None => Diagnostic::without_place(Code::BadValue, format!("{message} (in `{path}`)")),
        };
        diagnostics
            .push(found.hint("write `light-dark(#0a5160, #86d6e3)`: the colour of the light and of the dark scheme"));
    }
    tokens
}

#[cfg(test)]
mod tests;
