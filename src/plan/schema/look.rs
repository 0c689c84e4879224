//! What `site:` says of the look: colours, fonts, density, and which sections pages have.

use crate::color::Rgb;
use crate::color::parse::{self, Mistake, NAMES};
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::record::{choice, record};
use crate::source::value::schema::Definitions;
use crate::source::value::{Data, Decode, Decoder, Value};

/// The accent as written: one colour, or one for each scheme.
#[derive(Debug, Clone, PartialEq)]
pub enum AccentFile {
    /// `"#0b5fff"`: the dark scheme has one that follows from it.
    One(Spanned<Rgb>),
    /// `{light: "#0a5160", dark: "#86d6e3"}`
    Each(AccentPairFile),
}

record! {
    /// The accent for each scheme.
    pub struct AccentPairFile: "`accent`" {
        /// On light ground.
        required light: Spanned<Rgb>,
        /// On dark ground.
        required dark: Spanned<Rgb>,
    }
}

const COLOR: &str =
    "a colour such as `\"#0a5160\"`, `rgb(10 81 96)`, `oklch(40% 0.07 213)` or a name of CSS such as `teal`";

impl Decode for AccentFile {
    fn expected() -> String {
        format!("{COLOR}, or `{{light, dark}}`")
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match &value.data {
            Data::Map(_) => AccentPairFile::decode(value, decoder).map(Self::Each),
            _ => Spanned::decode(value, decoder).map(Self::One),
        }
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "anyOf": [Rgb::schema(definitions), AccentPairFile::schema(definitions)] })
    }
}

impl Decode for Rgb {
    fn expected() -> String {
        COLOR.to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        let text = match &value.data {
            Data::Text(text) => text,
            Data::Null => {
                let message = "expected a colour, found nothing";
                let hint = "put the colour in quotes: without them, `#` begins a comment";
                return decoder.fail(Diagnostic::new(Code::WrongType, value.span, message).hint(hint));
            }
            _ => return decoder.wrong_type(value, "text: a colour"),
        };
        let found = |message: String| Diagnostic::new(Code::BadValue, value.span, message);
        match parse::parse(text) {
            Ok(color) => Some(color),
            Err(Mistake::Unreadable) => decoder.fail(
                found(format!("`{text}` is not a colour"))
                    .did_you_mean(text, NAMES.split_whitespace())
                    .hint(format!("write {COLOR}")),
            ),
            Err(Mistake::Transparent) => decoder.fail(
                found(format!("`{text}` lets through what is behind it"))
                    .hint("write a colour that is opaque: its contrast is measured"),
            ),
        }
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "string" })
    }
}

choice! {
    /// A family of fonts.
    pub enum TextFamily: "a family of fonts" {
        /// The serifs of the theme.
        Serif = "serif",
        /// The sans of the theme.
        Sans = "sans",
        /// What the visitor's system is set in; nothing is loaded.
        System = "system",
        /// A serif that the visitor's system has; nothing is loaded.
        SystemSerif = "system-serif",
    }
}

choice! {
    /// A family of fonts for code.
    pub enum CodeFamily: "a family of fonts for code" {
        /// The monospaced font of the theme.
        Mono = "mono",
        /// A monospaced font that the visitor's system has; nothing is loaded.
        System = "system",
    }
}

/// The fonts as written: one family for all, or one for each use.
#[derive(Debug, Clone, PartialEq)]
pub enum FontsFile {
    /// `system`
    One(TextFamily),
    /// `{headings: sans, text: sans, code: mono}`
    Each(FontUsesFile),
}

record! {
    /// The fonts by their use.
    pub struct FontUsesFile: "`fonts`" {
        /// Of headings; `serif` by default.
        optional headings: TextFamily,
        /// Of text and everything else; `sans` by default.
        optional text: TextFamily,
        /// Of code; `mono` by default.
        optional code: CodeFamily,
    }
}

impl Decode for FontsFile {
    fn expected() -> String {
        "one of serif, sans, system, system-serif, or `{headings, text, code}`".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match &value.data {
            Data::Map(_) => FontUsesFile::decode(value, decoder).map(Self::Each),
            _ => TextFamily::decode(value, decoder).map(Self::One),
        }
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "anyOf": [TextFamily::schema(definitions), FontUsesFile::schema(definitions)] })
    }
}

choice! {
    /// How the home page is laid out.
    pub enum HomeLayout: "a layout of the home page" {
        /// The whole width: projects side by side, writing beside skills.
        Columns = "columns",
        /// One column of the width of a text, section below section.
        Column = "column",
    }
}

choice! {
    /// A section of the home page.
    pub enum HomeSection: "a section of the home page" {
        /// What is going on now; as the first section it stands beside the introduction.
        Now = "now",
        /// At most four figures.
        Facts = "facts",
        /// Selected projects.
        Projects = "projects",
        /// Verified credentials.
        Credentials = "credentials",
        /// Latest posts and notes.
        Writing = "writing",
        /// Skills with their proofs.
        Skills = "skills",
        /// The path of the plan with the calendar of activity.
        Progress = "progress",
    }
}

record! {
    /// The home page.
    pub struct HomeFile: "`home`" {
        /// How it is laid out; `columns` by default.
        optional layout: HomeLayout,
        /// Its sections below the introduction, in order: now, facts, projects, credentials, writing, skills, progress by
        /// default. One with nothing to show is left out.
        optional sections: Vec<Spanned<HomeSection>>,
    }
}

choice! {
    /// A section of the progress page.
    pub enum ProgressSection: "a section of the progress page" {
        /// The phases as a path.
        Path = "path",
        /// At most four figures.
        Facts = "facts",
        /// How the plan is going, where the plan makes it public.
        Schedule = "schedule",
        /// The newest proofs.
        Newest = "newest",
        /// Skills by kind of evidence.
        Skills = "skills",
        /// The phases with their items. Other pages lead to them, so they are always shown.
        Phases = "phases",
        /// What was planned and what is proven, over time.
        BurnUp = "burn-up",
        /// The calendar of activity.
        Activity = "activity",
        /// The hours of each month, where the plan makes them public.
        Hours = "hours",
        /// Goals. Other pages lead to them, so they are always shown.
        Goals = "goals",
        /// Outreach that is proven. Other pages lead to it, so it is always shown.
        Outreach = "outreach",
    }
}

record! {
    /// The progress page.
    pub struct ProgressPageFile: "`progress`" {
        /// Its sections in order: path, facts, schedule, newest, skills, phases, burn-up, activity, hours, goals, outreach
        /// by default. One with nothing to show is left out; phases, goals and outreach must be named.
        optional sections: Spanned<Vec<Spanned<ProgressSection>>>,
    }
}

choice! {
    /// A section of the pages of projects.
    pub enum ProjectSection: "a section of the pages of projects" {
        /// The recording of a terminal.
        Demo = "demo",
        /// Why it exists, and for whom.
        Problem = "problem",
        /// How it was approached, with the key decisions.
        Approach = "approach",
        /// What it cannot do.
        Limits = "limits",
        /// Its features with their proofs. Other pages lead to them, so they are always shown.
        Features = "features",
        /// The text of the page. Other pages lead to its headings, so it is always shown.
        Text = "text",
        /// Pages that are about it.
        Writing = "writing",
    }
}

record! {
    /// The pages of projects.
    pub struct ProjectPageFile: "`project`" {
        /// Their sections in order: demo, problem, approach, limits, features, text, writing by default. One with nothing
        /// to show is left out; features and text must be named.
        optional sections: Spanned<Vec<Spanned<ProjectSection>>>,
    }
}
