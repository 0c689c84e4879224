//! The theme: templates that were checked, and assets with fingerprinted names.
//!
//! The themes of Milepost are embedded in the binary. A theme takes what it lacks from the default one. A journal
//! overrides any of them file by file with `themes/NAME/templates/...`, `themes/NAME/assets/...` and
//! `themes/NAME/static/...`, and adds templates of components in `components/` and markup for slots in
//! `slots/`. What its plan says of colours, fonts and density becomes values of the theme's tokens ([`look`]).

pub mod asset;
mod digest;
pub mod emblem;
mod function;
pub mod inline;
pub mod look;
pub mod part;
mod policy;
pub mod slot;
pub mod template;
mod word;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Diagnostic, SourceId, Spanned};
use crate::plan::look::LookSettings;
use crate::source::{SourcePath, Sources};
use crate::words::Words;

pub use asset::Assets;
pub use emblem::Emblem;
pub use inline::Inline;
pub use look::Look;
pub use template::Templates;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
static MOTORWAY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/motorway");

/// The name of the theme that all others are laid over.
pub const DEFAULT_NAME: &str = "default";

/// The themes that are laid over the default one and embedded as well, by name.
static OTHERS: [(&str, &Dir<'_>); 1] = [("motorway", &MOTORWAY)];

/// A compiled theme.
#[derive(Debug)]
pub struct Theme {
    /// The templates.
    pub templates: Templates,
    /// Style sheets, scripts, fonts, and files that are served as they are.
    pub assets: Assets,
    /// Scripts and style sheets that stand in templates.
    pub inline: Inline,
    /// The fonts of social cards, `cards/*.ttf`, in the order of their names.
    pub card_fonts: Vec<CardFont>,
    /// The colours and fonts that were chosen.
    pub look: Look,
    /// The pictures of the site itself that follow them.
    pub emblems: Vec<Emblem>,
    /// A hash of all that a page or a card takes from the theme, and of its words.
    pub digest: [u8; 32],
}

/// A font of social cards. Those whose name begins with `serif` are for titles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFont {
    /// The name of the file.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A file of a theme: its bytes, and where the journal has it when it overrides the embedded one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The file of the journal.
    pub source: Option<SourceId>,
}

/// Returns what a page of `kind` begins with where neither the journal nor its theme says.
pub fn archetype(kind: &str) -> Option<&'static str> {
    DEFAULT.get_file(format!("archetypes/{kind}.md"))?.contents_utf8()
}

/// Returns whether a file of the journal is an asset of a theme: no template and no component asks what is in it.
pub(crate) fn is_asset(path: &SourcePath) -> bool {
    path.below("themes").and_then(|path| path.split('/').nth(1)) == Some("assets")
}

/// Compiles the theme called `name`, or the default one, with the look that the plan asks for, which says `words`. Returns
/// none when it cannot be used.
pub fn compile(
    sources: &Sources,
    name: Option<&Spanned<String>>,
    settings: &LookSettings,
    words: &Arc<Words>,
) -> (Option<Theme>, Vec<Diagnostic>) {
    let mut files = match collect(sources, name) {
        Ok(files) => files,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let mut diagnostics = slot::fill(sources, &mut files);
    diagnostics.extend(blocked(&files));
    let (templates, mut found) = template::compile(&files, words);
    diagnostics.append(&mut found);
    let (look, dress, mut found) = look::resolve(&files, shipped(name, look::TOKENS).as_ref(), settings);
    diagnostics.append(&mut found);
    let (inline, mut varying) = template::inline(&files);
    diagnostics.append(&mut varying);
    let theme = templates.map(|templates| assemble(&files, (templates, inline), (look, &dress), words));
    (theme, diagnostics)
}

/// Compiles a theme again of which nothing has changed since but files below `assets/`: its templates are as they were.
pub(crate) fn compile_assets(
    before: Theme,
    sources: &Sources,
    name: Option<&Spanned<String>>,
    settings: &LookSettings,
    words: &Arc<Words>,
) -> (Option<Theme>, Vec<Diagnostic>) {
    let files = match collect(sources, name) {
        Ok(files) => files,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let (look, dress, diagnostics) = look::resolve(&files, shipped(name, look::TOKENS).as_ref(), settings);
    let Theme { templates, inline, .. } = before;
    (Some(assemble(&files, (templates, inline), (look, &dress), words)), diagnostics)
}

fn assemble(
    files: &BTreeMap<String, ThemeFile>,
    (templates, inline): (Templates, Inline),
    (look, dress): (Look, &look::Dress),
    words: &Arc<Words>,
) -> Theme {
    let card_fonts = files.iter().filter_map(|(path, file)| {
        let name =
            path.strip_prefix("cards/").filter(|name| name.rsplit_once('.').is_some_and(|(_, end)| end == "ttf"))?;
        Some(CardFont { name: name.to_owned(), bytes: file.bytes.clone() })
    });
    let card_fonts = card_fonts.collect();
    let emblems = emblem::of(files);
    let assets = Assets::new(files, dress, words);
    let digest = own_digest(files, &assets, &look, words);
    Theme { templates, assets, inline, card_fonts, look, emblems, digest }
}

/// Returns a hash of what pages and cards are made with: templates, fonts of cards, the names of assets, which have a hash of
/// their bytes in them, parts of the style, colours, and words.
fn own_digest(files: &BTreeMap<String, ThemeFile>, assets: &Assets, look: &Look, words: &Words) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    let is_read = |path: &str| ["templates/", "assets/parts/", "cards/"].iter().any(|folder| path.starts_with(folder));
    for (path, file) in files.iter().filter(|(path, _)| is_read(path)) {
        add(path.as_bytes());
        add(&file.bytes);
    }
    assets.parts.sheets().for_each(|css| add(css.as_bytes()));
    add(format!("{:?} {:?} {look:?}", assets.names, assets.integrity).as_bytes());
    add(&words.digest());
    hash.finalize().into()
}

/// Returns the files of the default theme with those of the theme called `name` laid over them, the embedded ones before
/// those of the journal, by path within the theme.
fn collect(sources: &Sources, name: Option<&Spanned<String>>) -> Result<BTreeMap<String, ThemeFile>, Box<Diagnostic>> {
    let folder = format!("themes/{}", name.map_or(DEFAULT_NAME, |name| name.value.as_str()));
    let own: Vec<_> = sources.iter().filter_map(|(id, file)| Some((file.path.below(&folder)?, id, file))).collect();
    let other = name.and_then(|name| OTHERS.iter().find(|(other, _)| *other == name.value));
    if let Some(name) = name.filter(|name| own.is_empty() && other.is_none() && name.value != DEFAULT_NAME) {
        let names = theme_names(sources);
        let message = format!("there is no theme `{}`: the folder `{folder}` does not exist", name.value);
        let diagnostic = Diagnostic::new(Code::UnknownTheme, name.span, message);
        return Err(Box::new(
            diagnostic
                .did_you_mean(&name.value, names.iter().copied())
                .hint(format!("the themes are {}", names.join(", "))),
        ));
    }
    let mut files = BTreeMap::new();
    embedded(&DEFAULT, &mut files);
    let of_default: BTreeSet<String> = files.keys().filter(|path| !path.starts_with("templates/")).cloned().collect();
    if let Some((_, other)) = other {
        embedded(other, &mut files);
    }
    for (path, id, file) in own {
        files.insert(path.to_owned(), ThemeFile { bytes: file.bytes.to_vec(), source: Some(id) });
    }
    // An empty file takes one of the default theme away. A template must stay: others include it.
    files.retain(|path, file| !(file.bytes.is_empty() && of_default.contains(path)));
    for (id, file) in sources.iter() {
        if let Some((name, "html")) = file.path.below("components").and_then(|name| name.rsplit_once('.')) {
            let path = format!("templates/components/{name}.html");
            files.insert(path, ThemeFile { bytes: file.bytes.to_vec(), source: Some(id) });
        }
    }
    Ok(files)
}

/// Returns what the templates of the journal have that the policy of the pages blocks.
fn blocked(files: &BTreeMap<String, ThemeFile>) -> Vec<Diagnostic> {
    let pages = files.iter().filter(|(path, _)| {
        path.starts_with("templates/") && path.rsplit_once('.').is_some_and(|(_, end)| end == "html")
    });
    let own = pages.filter_map(|(_, file)| Some((file.source?, std::str::from_utf8(&file.bytes).ok()?)));
    own.flat_map(|(source, text)| policy::check(text, source)).collect()
}

/// Returns a file of the embedded theme by its path within it.
pub fn default_file(path: &str) -> Option<&'static [u8]> {
    DEFAULT.get_file(path).map(include_dir::File::contents)
}

/// Returns a file as the theme of that name comes with it.
fn shipped(name: Option<&Spanned<String>>, path: &str) -> Option<ThemeFile> {
    let own = name.and_then(|name| OTHERS.iter().find(|(other, _)| *other == name.value));
    let file = own.and_then(|(_, folder)| folder.get_file(path)).or_else(|| DEFAULT.get_file(path))?;
    Some(ThemeFile { bytes: file.contents().to_vec(), source: None })
}

fn theme_names(sources: &Sources) -> Vec<&str> {
    let mut names: Vec<&str> = sources
        .iter()
        .filter_map(|(_, file)| file.path.below("themes")?.split_once('/').map(|(name, _)| name))
        .chain([DEFAULT_NAME])
        .chain(OTHERS.iter().map(|(name, _)| *name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn embedded(dir: &Dir<'_>, files: &mut BTreeMap<String, ThemeFile>) {
    for file in dir.files() {
        if let Some(path) = file.path().to_str() {
            files.insert(path.replace('\\', "/"), ThemeFile { bytes: file.contents().to_vec(), source: None });
        }
    }
    dir.dirs().for_each(|dir| embedded(dir, files));
}
