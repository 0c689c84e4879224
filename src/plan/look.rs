//! The look as it is meant: what `site:` says of colours, fonts, density and sections, with defaults filled in.
//!
//! Names of palettes and densities are looked up in the theme, and colours are checked on its grounds; see
//! `theme::look`.

use super::schema::look::{
    AccentFile, CodeFamily, FontsFile, HomeFile, HomeLayout, HomeSection, ProgressPageFile, ProgressSection,
    ProjectPageFile, ProjectSection, TextFamily,
};
use crate::color::Rgb;
use crate::diagnostic::{Code, Diagnostic, Spanned};

/// What the plan says of the look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LookSettings {
    /// The colour of what can be clicked.
    pub accent: Option<Accent>,
    /// The name of a palette, and where it is written.
    pub palette: Option<Spanned<String>>,
    /// The name of a density, and where it is written.
    pub density: Option<Spanned<String>>,
    /// The fonts.
    pub fonts: Fonts,
    /// The home page.
    pub home: Home,
    /// The sections of the progress page, in order; all of them where the plan does not say.
    pub progress: Option<Vec<ProgressSection>>,
    /// The sections of the pages of projects, in order; all of them where the plan does not say.
    pub project: Option<Vec<ProjectSection>>,
}

impl LookSettings {
    /// Returns the sections of the progress page, in order.
    pub fn progress_sections(&self) -> &[ProgressSection] {
        self.progress.as_deref().unwrap_or(&ProgressSection::ALL)
    }

    /// Returns the sections of the pages of projects, in order.
    pub fn project_sections(&self) -> &[ProjectSection] {
        self.project.as_deref().unwrap_or(&ProjectSection::ALL)
    }
}

/// The accent that an author chose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accent {
    /// On light ground.
    pub light: Spanned<Rgb>,
    /// On dark ground; it follows from the other where it is not said.
    pub dark: Option<Spanned<Rgb>>,
}

/// The fonts by their use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fonts {
    /// Of headings.
    pub headings: TextFamily,
    /// Of everything but headings and code.
    pub text: TextFamily,
    /// Of code.
    pub code: CodeFamily,
}

impl Default for Fonts {
    fn default() -> Self {
        Self { headings: TextFamily::Serif, text: TextFamily::Sans, code: CodeFamily::Mono }
    }
}

/// The home page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// How it is laid out.
    pub layout: HomeLayout,
    /// Its sections below the introduction, in order.
    pub sections: Vec<HomeSection>,
}

impl Default for Home {
    fn default() -> Self {
        Self { layout: HomeLayout::Columns, sections: HomeSection::ALL.to_vec() }
    }
}

impl From<AccentFile> for Accent {
    fn from(file: AccentFile) -> Self {
        match file {
            AccentFile::One(light) => Self { light, dark: None },
            AccentFile::Each(pair) => Self { light: pair.light, dark: Some(pair.dark) },
        }
    }
}

impl From<FontsFile> for Fonts {
    fn from(file: FontsFile) -> Self {
        let default = Self::default();
        match file {
            FontsFile::One(family) => {
                let is_system = matches!(family, TextFamily::System | TextFamily::SystemSerif);
                let code = if is_system { CodeFamily::System } else { default.code };
                Self { headings: family, text: family, code }
            }
            FontsFile::Each(uses) => Self {
                headings: uses.headings.unwrap_or(default.headings),
                text: uses.text.unwrap_or(default.text),
                code: uses.code.unwrap_or(default.code),
            },
        }
    }
}

/// Returns the home page, and reports sections that are there twice.
pub(super) fn home(file: Option<HomeFile>, diagnostics: &mut Vec<Diagnostic>) -> Home {
    let default = Home::default();
    let Some(file) = file else { return default };
    let sections = file.sections.map(|list| each_once(list, HomeSection::word, diagnostics));
    Home { layout: file.layout.unwrap_or(default.layout), sections: sections.unwrap_or(default.sections) }
}

/// Returns the sections of the progress page, and reports those that are there twice or must not lack.
pub(super) fn progress(
    file: Option<ProgressPageFile>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<ProgressSection>> {
    let needed = [ProgressSection::Phases, ProgressSection::Goals, ProgressSection::Outreach];
    Some(whole(file?.sections?, &needed, ProgressSection::word, diagnostics))
}

/// Returns the sections of the pages of projects, and reports those that are there twice or must not lack.
pub(super) fn project(file: Option<ProjectPageFile>, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<ProjectSection>> {
    let needed = [ProjectSection::Features, ProjectSection::Text];
    Some(whole(file?.sections?, &needed, ProjectSection::word, diagnostics))
}

fn whole<T: Copy + PartialEq>(
    list: Spanned<Vec<Spanned<T>>>,
    needed: &[T],
    word: impl Fn(T) -> &'static str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<T> {
    let span = list.span;
    // A section that is written wrong may be one that would lack.
    let within = |found: &Diagnostic| {
        found.span.is_some_and(|at| at.source == span.source && span.range().contains(&at.range().start))
    };
    let is_readable = !diagnostics.iter().any(within);
    let sections = each_once(list.value, &word, diagnostics);
    let lacking: Vec<String> =
        needed.iter().filter(|one| !sections.contains(one)).map(|one| format!("`{}`", word(*one))).collect();
    if let Some((last, others)) = lacking.split_last().filter(|_| is_readable) {
        let others = others.join(", ");
        let names = if others.is_empty() { last.clone() } else { format!("{others} and {last}") };
        let message = format!("the sections lack {names}, which other pages lead to");
        let hint = "name it as well, at the end if you like; a section with nothing to show is left out";
        diagnostics.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
    }
    sections
}

fn each_once<T: Copy + PartialEq>(
    list: Vec<Spanned<T>>,
    word: impl Fn(T) -> &'static str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<T> {
    for (index, again) in list.iter().enumerate() {
        if let Some(first) = list[..index].iter().find(|earlier| earlier.value == again.value) {
            let message = format!("the section `{}` is there twice", word(again.value));
            let found = Diagnostic::new(Code::BadValue, again.span, message).label(first.span, "it is here first");
            diagnostics.push(found.hint("keep it where you want it, and remove the other"));
        }
    }
    list.into_iter().map(|section| section.value).collect()
}
