//! From which program a folder is.

/// The programs whose notes can be adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A folder of Markdown, such as a TIL repository.
    Plain,
    /// Zola.
    Zola,
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// A vault of Obsidian.
    Obsidian,
}

impl Kind {
    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain Markdown",
            Self::Zola => "Zola",
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::Obsidian => "Obsidian",
        }
    }
}

/// What a folder shows of where it is from.
#[derive(Debug, Clone, Default)]
pub struct Signs<'a> {
    /// The names in the folder itself, hidden ones too.
    pub names: &'a [String],
    /// The text of `config.toml`, if there is one.
    pub config: Option<&'a str>,
    /// The beginnings of a few Markdown files with their names.
    pub heads: &'a [(String, String)],
}

/// Returns from which program a folder with these signs is.
pub fn detect(signs: &Signs<'_>) -> Kind {
    let has = |name: &str| signs.names.iter().any(|found| found == name);
    let has_any = |names: &[&str]| names.iter().any(|name| has(name));
    if has(".obsidian") {
        return Kind::Obsidian;
    }
    if has_any(&["_config.yml", "_config.yaml", "_config.toml", "_posts", "_drafts"]) {
        return Kind::Jekyll;
    }
    if has("zola.toml") {
        return Kind::Zola;
    }
    if has_any(&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "archetypes"]) {
        return Kind::Hugo;
    }
    if let Some(config) = signs.config {
        return if is_zola(config) { Kind::Zola } else { Kind::Hugo };
    }
    if has_any(&["config.yaml", "config.yml", "config"]) && has("content") {
        return Kind::Hugo;
    }
    let sections = || signs.heads.iter().filter(|(name, _)| name == "_index.md");
    if sections()
        .any(|(_, head)| ["sort_by", "paginate_by", "page_template", "[extra]"].iter().any(|key| head.contains(key)))
    {
        return Kind::Zola;
    }
    if sections().any(|(_, head)| head.starts_with("+++")) {
        return Kind::Zola;
    }
    if sections().next().is_some() {
        return Kind::Hugo;
    }
    Kind::Plain
}

/// Zola's keys are in snake case, Hugo's in camel case.
fn is_zola(config: &str) -> bool {
    let key = |line: &str| line.split('=').next().unwrap_or_default().trim().to_owned();
    let keys: Vec<String> = config.lines().map(key).collect();
    let has = |names: &[&str]| names.iter().any(|name| keys.iter().any(|key| key == name));
    has(&["base_url", "compile_sass", "build_search_index", "default_language", "[extra]"])
        && !has(&["baseURL", "languageCode"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], config: Option<&str>, heads: &[(&str, &str)], expected: Kind) {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let heads: Vec<(String, String)> = heads.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(detect(&Signs { names: &names, config, heads: &heads }), expected);
    }

    #[test]
    fn programs_are_known_by_their_files() {
        check(&[".obsidian", "a.md"], None, &[], Kind::Obsidian);
        check(&["_config.yml", "a.md"], None, &[], Kind::Jekyll);
        check(&["config.toml", "content"], Some("base_url = \"https://x.org\"\n[extra]\n"), &[], Kind::Zola);
        check(&["config.toml", "content"], Some("baseURL = \"https://x.org\"\n"), &[], Kind::Hugo);
        check(&["hugo.yaml"], None, &[], Kind::Hugo);
        check(&["blog"], None, &[("_index.md", "+++\nsort_by = \"date\"\n+++")], Kind::Zola);
        check(&["blog"], None, &[("_index.md", "---\ntitle: x\n---")], Kind::Hugo);
        check(&["README.md", "git"], None, &[("a.md", "# A")], Kind::Plain);
    }
}
