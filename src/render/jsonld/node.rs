//! The types of schema.org that are used, each with the properties that are used.

use serde::Serialize;

/// A node of the graph.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Node {
    WebSite(Box<WebSite>),
    Person(Box<Person>),
    Page(Box<WebPage>),
    Article(Box<Article>),
    Blog(Box<Blog>),
    Code(Box<SoftwareSourceCode>),
    Breadcrumbs(BreadcrumbList),
}

/// The name of a type, as it is written.
pub(super) type Type = &'static str;

/// What an article is: it may be of two types at once.
#[derive(Serialize, Clone, Copy)]
#[serde(untagged)]
pub(super) enum ArticleType {
    One(Type),
    Two([Type; 2]),
}

/// A node that is described elsewhere in the graph, or on another page.
#[derive(Serialize, Clone)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

/// What something is a part of.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Whole {
    /// The site.
    Site(Reference),
    /// The blog.
    Blog(Reference),
    /// A series.
    Series(CreativeWorkSeries),
}

/// `schema.org/CreativeWorkSeries`
#[derive(Serialize)]
pub(super) struct CreativeWorkSeries {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: String,
    pub(super) url: String,
}

/// `schema.org/WebSite`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebSite {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) in_language: String,
    pub(super) publisher: Author,
}

/// `schema.org/Person`, short: enough for the author of something.
#[derive(Serialize)]
pub(super) struct Author {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: String,
    pub(super) url: String,
}

/// `schema.org/Person`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Person {
    #[serde(flatten)]
    pub(super) author: Author,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) job_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) home_location: Option<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) same_as: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) works_for: Vec<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) alumni_of: Vec<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) knows_language: Vec<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) knows_about: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) has_credential: Vec<Credential>,
}

/// `schema.org/EducationalOccupationalCredential`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Credential {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "credentialCategory")]
    pub(super) category: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) recognized_by: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expires: Option<String>,
}

/// Something that is known by its name: `Organization`, `EducationalOrganization`, `Place`, `Language`.
#[derive(Serialize)]
pub(super) struct Named {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

/// `schema.org/ImageObject`
#[derive(Serialize)]
pub(super) struct ImageObject {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    pub(super) url: String,
    pub(super) width: u32,
    pub(super) height: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) caption: String,
}

/// `schema.org/WebPage`, `ProfilePage` and `CollectionPage`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebPage {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) in_language: String,
    pub(super) is_part_of: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) main_entity: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) breadcrumb: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) primary_image_of_page: Option<ImageObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
}

/// `schema.org/Blog`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Blog {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    pub(super) author: Author,
    pub(super) in_language: String,
    pub(super) is_part_of: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<String>,
    #[serde(rename = "blogPost")]
    pub(super) posts: Vec<Reference>,
}

/// `schema.org/BlogPosting`, and `TechArticle` that is a `LearningResource` as well
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Article {
    #[serde(rename = "@type")]
    pub(super) kind: ArticleType,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: String,
    pub(super) main_entity_of_page: String,
    pub(super) headline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) date_published: String,
    pub(super) date_modified: String,
    pub(super) author: Author,
    pub(super) publisher: Reference,
    pub(super) in_language: String,
    pub(super) is_part_of: Vec<Whole>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) position: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<ImageObject>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) keywords: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) teaches: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) learning_resource_type: Option<&'static str>,
    pub(super) word_count: u32,
    pub(super) time_required: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<String>,
}

/// `schema.org/SoftwareSourceCode`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SoftwareSourceCode {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) author: Author,
    pub(super) main_entity_of_page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code_repository: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) programming_language: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) keywords: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<ImageObject>,
}

/// `schema.org/BreadcrumbList`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BreadcrumbList {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) item_list_element: Vec<ListItem>,
}

/// `schema.org/ListItem`
#[derive(Serialize)]
pub(super) struct ListItem {
    #[serde(rename = "@type")]
    pub(super) kind: Type,
    pub(super) position: usize,
    pub(super) name: String,
    pub(super) item: String,
}
