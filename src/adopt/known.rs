//! The files that are adopted, by everything that a link may call them.

use std::collections::{BTreeMap, BTreeSet};

use super::place;
use super::{Draft, Inbound, Kind};
use crate::content::page::CONTENT;
use crate::source::SourcePath;

/// Pages and files by path, address and name.
pub(super) struct Known {
    pub(super) kind: Kind,
    /// From the old path of a page to the new one.
    pages: BTreeMap<String, SourcePath>,
    /// From an old address, without slashes around it and in lower case, to the new path of the page.
    addresses: BTreeMap<String, SourcePath>,
    /// Old paths of what is not a page.
    files: BTreeSet<SourcePath>,
    /// Old paths by the file name in lower case.
    names: BTreeMap<String, Vec<SourcePath>>,
    /// Old paths of pages by name, that of a bundle being its folder, in lower case.
    page_names: BTreeMap<String, Vec<String>>,
    /// Old folders of page bundles.
    bundles: BTreeSet<String>,
    /// From the new path of a page to the old one.
    old: BTreeMap<SourcePath, String>,
    /// Where content is below the folder: `content/`, or empty.
    prefix: &'static str,
}

impl Known {
    pub(super) fn new(files: &[Inbound], pages: &[Draft<'_>], kind: Kind) -> Self {
        let is_below = files.iter().any(|file| file.path.below(CONTENT).is_some());
        let prefix = if matches!(kind, Kind::Zola | Kind::Hugo) && is_below { "content/" } else { "" };
        let mut known = Self {
            kind,
            pages: BTreeMap::new(),
            addresses: BTreeMap::new(),
            files: files.iter().filter(|file| file.bytes.is_none()).map(|file| file.path.clone()).collect(),
            names: BTreeMap::new(),
            page_names: BTreeMap::new(),
            bundles: BTreeSet::new(),
            old: BTreeMap::new(),
            prefix,
        };
        for file in files {
            known.names.entry(file.path.file_name().to_lowercase()).or_default().push(file.path.clone());
        }
        for page in pages {
            known.pages.insert(page.from.to_string(), page.to.clone());
            known.old.insert(page.to.clone(), page.from.to_string());
            if page.from.stem() == "index" && !page.from.folder().is_empty() && kind != Kind::Jekyll {
                known.bundles.insert(page.from.folder().to_owned());
            }
            let folder = page.from.folder().rsplit('/').next().unwrap_or_default();
            let name = if page.from.stem() == "index" { folder } else { page.from.stem() };
            known.page_names.entry(name.to_lowercase()).or_default().push(page.from.to_string());
            let below = page.from.as_str().strip_prefix(prefix).unwrap_or(page.from.as_str());
            for address in addresses(below, page, kind) {
                known.addresses.entry(key(&address)).or_insert_with(|| page.to.clone());
            }
        }
        known
    }

    /// Returns the new path of the page that was at `path`, also when that is the folder of a bundle or section.
    pub(super) fn page(&self, path: &str) -> Option<&SourcePath> {
        let path = path.trim_end_matches('/');
        let inside = ["index.md", "_index.md", "README.md"].map(|index| format!("{path}/{index}"));
        self.pages.get(path).or_else(|| inside.iter().find_map(|path| self.pages.get(path)))
    }

    /// Returns the new path of the page at `path` of the content folder, as Zola writes it behind `@/`.
    pub(super) fn content_page(&self, path: &str) -> Option<&SourcePath> {
        self.page(&format!("{}{path}", self.prefix))
    }

    /// Returns where content is below the folder: `content/`, or empty.
    pub(super) fn prefix(&self) -> &str {
        self.prefix
    }

    /// Returns the old path, below the content folder, of the page that is at `to` now.
    pub(super) fn content_path_of(&self, to: &SourcePath) -> Option<String> {
        let path = self.old.get(to)?;
        Some(crate::edit::destination::encode(path.strip_prefix(self.prefix)?, false))
    }

    /// Returns the new path of the page that had `address`.
    pub(super) fn address(&self, address: &str) -> Option<&SourcePath> {
        self.addresses.get(&key(address))
    }

    /// Returns the only page of that file name, with or without extension, as Hugo's `ref` finds it.
    pub(super) fn named_page(&self, name: &str) -> Option<&SourcePath> {
        let lower = name.to_lowercase();
        let found = self.page_names.get(lower.strip_suffix(".md").unwrap_or(&lower))?;
        match found.as_slice() {
            [only] => self.page(only),
            _ => None,
        }
    }

    /// Returns the old path of the file at `path`.
    pub(super) fn file(&self, path: &SourcePath) -> Option<&SourcePath> {
        self.files.get(path)
    }

    /// Returns the old path of the only file of that name.
    pub(super) fn named_file(&self, name: &str) -> Option<&SourcePath> {
        let found = self.names.get(&name.to_lowercase())?;
        found.iter().find(|path| self.files.contains(*path))
    }

    /// Returns the old path of the file that was published at `address`.
    pub(super) fn static_file(&self, address: &str) -> Option<&SourcePath> {
        let path = address.trim_matches('/');
        let folder = if matches!(self.kind, Kind::Zola | Kind::Hugo) { "static/" } else { "" };
        let candidates = [format!("{folder}{path}"), format!("{}{path}", self.prefix), path.to_owned()];
        candidates.iter().filter_map(|path| SourcePath::new(path)).find_map(|path| self.files.get(&path))
    }

    /// Returns where the file at the old `path` goes.
    pub(super) fn place(&self, path: &SourcePath) -> Option<SourcePath> {
        place::of_file(path, self.kind, self.prefix)
    }

    /// Returns the files of page bundles, from their old paths to the new ones.
    pub(super) fn bundle_files(&self) -> BTreeMap<SourcePath, SourcePath> {
        let is_in_bundle = |path: &&SourcePath| {
            let ends = path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at]);
            ends.into_iter().any(|folder| self.bundles.contains(folder))
        };
        self.files.iter().filter(is_in_bundle).filter_map(|path| Some((path.clone(), self.place(path)?))).collect()
    }
}

/// Returns the addresses that a page may have had.
fn addresses(below: &str, page: &Draft<'_>, kind: Kind) -> Vec<String> {
    let mut all: Vec<String> = page.head.old_addresses().to_vec();
    let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
    let stem = stem.strip_suffix("/index").or_else(|| stem.strip_suffix("_index")).unwrap_or(stem);
    let (folder, name) = stem.trim_end_matches('/').rsplit_once('/').unwrap_or(("", stem.trim_end_matches('/')));
    match kind {
        Kind::Zola | Kind::Hugo => {
            all.push(stem.to_owned());
            let undated = place::name(&page.to);
            all.extend(
                [Some(undated.as_str()), page.head.slug()].into_iter().flatten().map(|name| format!("{folder}/{name}")),
            );
        }
        Kind::Jekyll => {
            let title = page.head.slug().map_or_else(|| place::name(&page.to), str::to_owned);
            if let Some(date) = page.head.date().or_else(|| name.get(..10).map(str::to_owned)) {
                all.push(format!("{}/{title}", date.replace('-', "/")));
                all.extend(
                    page.head.first_category().map(|category| format!("{category}/{}/{title}", date.replace('-', "/"))),
                );
            }
            all.push(title.clone());
            all.push(format!("{}/{title}", folder.trim_start_matches('_')));
        }
        Kind::Plain | Kind::Obsidian => {}
    }
    all
}

fn key(address: &str) -> String {
    let path = address.trim_matches('/');
    let path = path.strip_suffix("index.html").or_else(|| path.strip_suffix(".html")).unwrap_or(path);
    path.trim_matches('/').to_lowercase()
}
