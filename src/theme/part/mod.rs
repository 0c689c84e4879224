//! Parts of the style: sheets in `assets/parts/`, each of which only those pages load that have something it is for.
//!
//! What a part is for is read from its rules: a page that has every name of a selector (`selector`) takes the part. So
//! a page cannot lack a rule for what stands in it, whatever template or text that came from. Where names are made by
//! scripts, the part says itself what it is for: `/* on: .code, .math-block */` as its first words.

mod selector;

use self::selector::{Demand, Feature};

/// What a part begins with that says itself what it is for.
const ON: &str = "/* on:";

/// The parts of a theme, in the order in which they apply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    sheets: Vec<Sheet>,
    names: Names,
}

/// What is looked for in pages, by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Names {
    elements: Index,
    classes: Index,
    ids: Index,
    languages: Index,
    directions: Index,
}

/// In how many shelves an index keeps its names.
const SHELVES: usize = 256;

/// Numbers by name. Every element of every page is looked up, so a name is compared with the few that share its shelf.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Index {
    shelves: Vec<Vec<(String, usize)>>,
    len: usize,
}

impl Index {
    fn get(&self, name: &str) -> Option<usize> {
        let shelf = self.shelves.get(Self::shelf(name))?;
        shelf.iter().find(|(known, _)| known == name).map(|(_, number)| *number)
    }

    /// Returns the number of a name, which is `next` for a new one.
    fn number(&mut self, name: String, next: usize) -> usize {
        if let Some(known) = self.get(&name) {
            return known;
        }
        self.shelves.resize(SHELVES, Vec::new());
        self.shelves[Self::shelf(&name)].push((name, next));
        self.len += 1;
        next
    }

    fn shelf(name: &str) -> usize {
        name.bytes().fold(name.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte))) % SHELVES
    }
}

/// What counts of an element.
#[derive(Debug, Clone, Copy, Default)]
pub struct Element<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its attribute `class`.
    pub classes: Option<&'a str>,
    /// Its attribute `id`.
    pub id: Option<&'a str>,
    /// Its attribute `lang`.
    pub language: Option<&'a str>,
    /// Its attribute `dir`.
    pub direction: Option<&'a str>,
}

impl Names {
    fn len(&self) -> usize {
        let all = [&self.elements, &self.classes, &self.ids, &self.languages, &self.directions];
        all.iter().map(|names| names.len).sum()
    }

    fn number(&mut self, feature: Feature) -> usize {
        let next = self.len();
        let (names, name) = match feature {
            Feature::Element(name) => (&mut self.elements, name),
            Feature::Class(name) => (&mut self.classes, name),
            Feature::Id(name) => (&mut self.ids, name),
            Feature::Language(name) => (&mut self.languages, name),
            Feature::Direction(name) => (&mut self.directions, name),
        };
        names.number(name, next)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sheet {
    css: String,
    /// Each of these is reason enough.
    demands: Vec<Demand<usize>>,
}

/// Which parts a page takes.
pub type Choice = Vec<usize>;

impl Parts {
    /// Returns parts with these sheets.
    #[cfg(test)]
    pub(crate) fn of(sheets: &[&str]) -> Self {
        let mut parts = Self::default();
        for sheet in sheets {
            parts.add(sheet, (*sheet).to_owned());
        }
        parts
    }

    /// Adds a sheet, which is published as `css`; `source` is as it was written.
    pub(super) fn add(&mut self, source: &str, css: String) {
        let own = source.trim_start().strip_prefix(ON).and_then(|rest| rest.split_once("*/"));
        let demands = own.map_or_else(|| selector::of_sheet(&css), |(selectors, _)| selector::of_list(selectors));
        let demands = demands.into_iter().map(|demand| demand.map(&mut |feature| self.names.number(feature))).collect();
        self.sheets.push(Sheet { css, demands });
    }

    /// Returns the sheets as they are published.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|sheet| sheet.css.as_str())
    }

    /// Returns what has been seen of a page of which nothing has been read.
    pub fn watch(&self) -> Seen<'_> {
        Seen { parts: self, has: vec![false; self.names.len()] }
    }

    /// Returns the sheet of these parts.
    pub fn joined(&self, choice: &[usize]) -> String {
        choice.iter().filter_map(|part| self.sheets.get(*part)).map(|sheet| sheet.css.as_str()).collect()
    }
}

/// What has been seen of a page.
#[derive(Debug, Clone)]
pub struct Seen<'a> {
    parts: &'a Parts,
    has: Vec<bool>,
}

impl Seen<'_> {
    /// Takes up an element.
    pub fn element(&mut self, element: Element<'_>) {
        if self.has.is_empty() {
            return;
        }
        let names = &self.parts.names;
        let name = if element.name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            names.elements.get(&element.name.to_ascii_lowercase())
        } else {
            names.elements.get(element.name)
        };
        let classes = element.classes.unwrap_or("").split_ascii_whitespace();
        let classes = classes.filter_map(|class| names.classes.get(class));
        let id = element.id.and_then(|id| names.ids.get(id));
        let direction = element.direction.and_then(|direction| names.directions.get(direction));
        for number in name.into_iter().chain(classes).chain(id).chain(direction) {
            self.has[number] = true;
        }
        let mut language = element.language.map(str::to_ascii_lowercase);
        while let Some(tag) = language.filter(|tag| !tag.is_empty()) {
            if let Some(number) = names.languages.get(&tag) {
                self.has[number] = true;
            }
            language = tag.rsplit_once('-').map(|(wider, _)| wider.to_owned());
        }
    }

    /// Returns the parts that the page takes.
    pub fn choice(&self) -> Choice {
        let has = |feature: &usize| self.has[*feature];
        let takes = |sheet: &Sheet| sheet.demands.iter().any(|demand| demand.holds(&has));
        self.parts.sheets.iter().enumerate().filter(|(_, sheet)| takes(sheet)).map(|(number, _)| number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the parts that a page of these elements takes.
    fn choice(parts: &Parts, elements: &[Element<'_>]) -> Choice {
        let mut seen = parts.watch();
        for element in elements {
            seen.element(*element);
        }
        seen.choice()
    }

    fn element<'a>(name: &'a str, classes: &'a str) -> Element<'a> {
        Element { name, classes: Some(classes), ..Element::default() }
    }

    #[test]
    fn a_page_takes_the_parts_that_have_a_rule_for_it() {
        let parts = Parts::of(&[".code pre { }", "math { } .wide { }", "@font-face { }", "#q { } :lang(ja) { }"]);
        let none: Choice = Vec::new();
        assert_eq!(choice(&parts, &[element("p", "")]), none);
        assert_eq!(choice(&parts, &[element("figure", "x code")]), none, "there is no `pre`");
        assert_eq!(choice(&parts, &[element("figure", "x code"), element("PRE", "")]), [0]);
        assert_eq!(choice(&parts, &[element("math", ""), element("pre", "code")]), [0, 1]);
        let language = |tag| Element { name: "html", language: Some(tag), ..Element::default() };
        assert_eq!(choice(&parts, &[language("ja-JP")]), [3]);
        assert_eq!(choice(&parts, &[language("en")]), none);
        assert_eq!(choice(&parts, &[Element { id: Some("q"), ..element("input", "") }]), [3]);
        assert_eq!(parts.joined(&[1, 3]), "math { } .wide { }#q { } :lang(ja) { }");
    }

    #[test]
    fn a_part_can_say_what_it_is_for() {
        let parts = Parts::of(&["/* on: .code, math > .x */\n.made-by-a-script { }"]);
        for (classes, expected) in [("made-by-a-script", vec![]), ("code", vec![0]), ("x", vec![])] {
            assert_eq!(choice(&parts, &[element("p", classes)]), expected, "{classes}");
        }
    }

    #[test]
    fn the_direction_of_a_text_counts() {
        let parts = Parts::of(&["[dir=\"rtl\"] p { }"]);
        let html = |direction| Element { name: "html", direction, ..Element::default() };
        assert_eq!(choice(&parts, &[html(Some("rtl")), element("p", "")]), [0]);
        assert_eq!(choice(&parts, &[html(None), element("p", "")]), Choice::new());
    }
}
