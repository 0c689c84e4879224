//! The views of templates, read from where they are declared, and the reference that is written of them.
//!
//! The types are the only place that says what a template may see. `tests/sites/view_reference.rs` holds the reference
//! in `docs/theming.md` to them, `tests/sites/view.rs` holds what templates really get to them.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::fs;
use std::path::Path;

use syn::{Attribute, Expr, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type};

/// Every view, and which templates get which.
#[derive(Debug, Default)]
pub struct Views {
    pub all: BTreeMap<String, View>,
    /// What every page has: `site` and `page`.
    pub always: Vec<Field>,
    pub pages: Vec<Variable>,
    pub components: Vec<Variable>,
}

/// A struct that a template sees.
#[derive(Debug)]
pub struct View {
    pub about: String,
    pub fields: Vec<Field>,
}

#[derive(Debug)]
pub struct Field {
    pub name: String,
    pub about: String,
    pub kind: Kind,
}

/// The variable of a template that belongs to it alone.
#[derive(Debug)]
pub struct Variable {
    pub name: String,
    /// File names, as the variant's documentation has them in backticks.
    pub templates: Vec<String>,
    pub about: String,
    pub view: String,
}

/// A type as the author of a template thinks of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Boolean,
    Absent(Box<Kind>),
    List(Box<Kind>),
    Map(Box<Kind>),
    View(String),
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::Number => f.write_str("number"),
            Self::Boolean => f.write_str("boolean"),
            Self::Absent(kind) => write!(f, "{kind}, or absent"),
            Self::List(kind) => write!(f, "list of {kind}"),
            Self::Map(kind) => write!(f, "map to {kind}"),
            Self::View(name) => write!(f, "[{name}](#{})", name.to_lowercase()),
        }
    }
}

impl Kind {
    /// Returns the view in it, if there is one.
    pub fn view(&self) -> Option<&str> {
        match self {
            Self::Text | Self::Number | Self::Boolean => None,
            Self::Absent(kind) | Self::List(kind) | Self::Map(kind) => kind.view(),
            Self::View(name) => Some(name),
        }
    }
}

/// Where views are declared: folders, and files elsewhere that hold parts of them.
const SOURCES: [&str; 2] = ["src/render/view", "src/render/chart/mod.rs"];

/// Returns the files that views are declared in, as name and text.
pub fn sources(root: &Path) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for place in SOURCES.map(|place| root.join(place)) {
        match fs::read_dir(&place) {
            Ok(entries) => paths.extend(entries.map(|entry| entry.expect("an entry").path())),
            Err(_) => paths.push(place),
        }
    }
    paths.sort();
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    paths.iter().map(|path| (path.display().to_string(), read(path))).collect()
}

/// The view of social cards, which is handed to its template as it is.
const CARD: &str = "CardView";

/// Reads the declarations in `files`, which are name and text.
///
/// # Panics
/// When something is declared that this does not understand: a reference must not leave anything out.
pub fn read(files: &[(String, String)]) -> Views {
    let mut views = Views::default();
    for (name, text) in files {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for item in file.items {
            match item {
                Item::Struct(item) if is_serialized(&item.attrs) => {
                    let owner = item.ident.to_string();
                    let fields = fields(&item.fields, &owner);
                    if owner == "Context" {
                        views.always = fields;
                    } else {
                        views.all.insert(owner, View { about: documentation(&item.attrs), fields });
                    }
                }
                Item::Enum(item) if item.ident == "Content" => views.pages = variables(&item),
                Item::Enum(item) if item.ident == "ComponentView" => views.components = variables(&item),
                _ => {}
            }
        }
    }
    views
}

fn fields(fields: &Fields, owner: &str) -> Vec<Field> {
    let Fields::Named(named) = fields else { panic!("`{owner}` has fields without names") };
    let mut all = Vec::new();
    for field in &named.named {
        let name = field.ident.as_ref().expect("a named field").to_string();
        let own = field.attrs.iter().find(|attribute| attribute.path().is_ident("serde"));
        if owner == "Context" && own.is_some() {
            // The kind of page, which is the enum `Content`.
            continue;
        }
        assert!(own.is_none(), "`{owner}.{name}` is serialised in a way that `tests/view_types/` does not know");
        let about = documentation(&field.attrs);
        all.push(Field { kind: kind(&field.ty, owner), about, name });
    }
    all
}

/// Returns what the variants of an enum hand to which templates.
fn variables(item: &syn::ItemEnum) -> Vec<Variable> {
    let is_shown = |attributes: &[Attribute]| !attributes.iter().any(|attribute| attribute.path().is_ident("serde"));
    let variants = item.variants.iter().filter(|variant| is_shown(&variant.attrs));
    let variable = |variant: &syn::Variant| {
        let name = variant.ident.to_string();
        let Some(Kind::View(view)) = variant.fields.iter().next().map(|field| kind(&field.ty, &name)) else {
            panic!("`{}::{name}` holds no view", item.ident)
        };
        let about = documentation(&variant.attrs);
        let ticked = about.split('`').skip(1).step_by(2);
        let templates = ticked
            .filter(|word| word.rsplit_once('.').is_some_and(|(_, extension)| extension == "html"))
            .map(str::to_owned)
            .collect();
        Variable { name: snake_case(&name), templates, about, view }
    };
    variants.map(variable).collect()
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

fn kind(ty: &Type, owner: &str) -> Kind {
    let path = match ty {
        Type::Reference(reference) => return kind(&reference.elem, owner),
        Type::Path(path) => &path.path,
        _ => panic!("`{owner}` has a type that `tests/view_types/` does not know"),
    };
    let last = path.segments.last().expect("a path has a segment");
    let arguments: Vec<&Type> = match &last.arguments {
        PathArguments::AngleBracketed(list) => list
            .args
            .iter()
            .filter_map(|one| if let GenericArgument::Type(ty) = one { Some(ty) } else { None })
            .collect(),
        _ => Vec::new(),
    };
    let inner = || Box::new(kind(arguments.last().expect("an argument"), owner));
    match last.ident.to_string().as_str() {
        "String" | "str" => Kind::Text,
        "bool" => Kind::Boolean,
        "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" | "f32" | "f64" => Kind::Number,
        "Option" => Kind::Absent(inner()),
        "Vec" => Kind::List(inner()),
        "BTreeMap" => Kind::Map(inner()),
        "Box" | "Arc" | "Shared" => *inner(),
        "Self" => Kind::View(owner.to_owned()),
        name => Kind::View(name.to_owned()),
    }
}

fn is_serialized(attributes: &[Attribute]) -> bool {
    let derives = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    derives
        .filter_map(|derive| derive.meta.require_list().ok())
        .any(|list| list.tokens.to_string().contains("Serialize"))
}

/// Returns the documentation as one paragraph.
fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else { return None };
        let Expr::Lit(literal) = &pair.value else { return None };
        let Lit::Str(text) = &literal.lit else { return None };
        pair.path.is_ident("doc").then(|| text.value().trim().to_owned())
    });
    lines.collect::<Vec<_>>().join(" ")
}

impl Views {
    /// Returns the names of views in the order in which a reader of the reference meets them: those of `tops`, then
    /// those that they are made of.
    fn parts<'a>(&'a self, tops: &[&'a str]) -> Vec<&'a str> {
        let mut seen: BTreeSet<&str> = tops.iter().copied().collect();
        let mut order: Vec<&str> = tops.to_vec();
        let mut next = 0;
        while let Some(name) = order.get(next).copied() {
            next += 1;
            for part in self.view(name).fields.iter().filter_map(|field| field.kind.view()) {
                if seen.insert(part) {
                    order.push(part);
                }
            }
        }
        order.split_off(tops.len())
    }

    /// Returns the view called `name`.
    ///
    /// # Panics
    /// When there is none.
    pub fn view(&self, name: &str) -> &View {
        self.all.get(name).unwrap_or_else(|| panic!("a view has a `{name}`, which is not declared in `SOURCES`"))
    }

    /// Returns the views that templates are given, each once: of every page, of kinds of page, of components.
    fn tops(&self) -> [Vec<&str>; 4] {
        let mut seen = BTreeSet::new();
        let always: Vec<_> = self.always.iter().filter_map(|field| field.kind.view()).collect();
        let of = |variables: &'_ [Variable]| variables.iter().map(|one| one.view.clone()).collect::<Vec<_>>();
        let named = [always.iter().map(|name| (*name).to_owned()).collect(), of(&self.pages), of(&self.components)];
        let known = |name: &String| self.all.get_key_value(name).map(|(name, _)| name.as_str());
        let mut once = |names: &Vec<String>| -> Vec<&str> {
            let found = names.iter().map(|name| known(name).unwrap_or_else(|| panic!("there is no view `{name}`")));
            found.filter(|name| seen.insert(*name)).collect()
        };
        let [always, pages, components] = [once(&named[0]), once(&named[1]), once(&named[2])];
        [always, pages, components, self.all.contains_key(CARD).then_some(CARD).into_iter().collect()]
    }

    /// Returns declared views that no template can reach.
    pub fn unreachable(&self) -> Vec<&str> {
        let tops = self.tops().concat();
        let parts = self.parts(&tops);
        self.all.keys().map(String::as_str).filter(|name| !tops.contains(name) && !parts.contains(name)).collect()
    }

    /// Returns the reference in Markdown, below a heading of the second level.
    pub fn reference(&self) -> String {
        let tops = self.tops();
        let parts = self.parts(&tops.concat());
        let mut text =
            String::from("### Which template gets what\n\n| Variable | Template | View |\n| --- | --- | --- |\n");
        for field in &self.always {
            let _ = writeln!(text, "| `{}` | of every page | {} |", field.name, field.kind);
        }
        for one in &self.pages {
            let _ = writeln!(text, "| `{}` | {} | {} |", one.name, escaped(&one.about), Kind::View(one.view.clone()));
        }
        for one in &self.components {
            let _ = writeln!(text, "| `{}` | {} | {} |", one.name, escaped(&one.about), Kind::View(one.view.clone()));
        }
        let [always, pages, components, card] = tops;
        let chapters = [
            ("On every page", always),
            ("By kind of page", pages),
            ("By component", components),
            ("Social cards", card),
            ("Parts", parts),
        ];
        for (title, names) in chapters {
            let _ = write!(text, "\n### {title}\n");
            for name in names {
                self.write_view(name, &mut text);
            }
        }
        text
    }

    fn write_view(&self, name: &str, text: &mut String) {
        let view = self.view(name);
        let _ = write!(text, "\n#### {name}\n\n{}\n\n| Field | Type | Meaning |\n| --- | --- | --- |\n", view.about);
        for field in &view.fields {
            let _ = writeln!(text, "| `{}` | {} | {} |", field.name, field.kind, escaped(&field.about));
        }
    }
}

/// Returns text for a cell of a table.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
