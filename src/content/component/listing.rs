//! Every component with what can be written in it, for those who write.

use serde::Serialize;

use super::argument::ArgumentType;
use super::built_in::{self, BuiltIn};
use super::declaration::{Declaration, Declarations, Rule};

/// A component, described.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// The file that declares it; none for a built-in component.
    pub declared_in: Option<String>,
    /// What it shows, in a sentence.
    pub summary: String,
    /// Its arguments.
    pub arguments: Vec<ListedArgument>,
    /// A block to paste into a page.
    pub example: String,
}

/// An argument, described.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedArgument {
    /// Its name.
    pub name: String,
    /// What is written for it.
    pub expected: String,
    /// Whether it must be written.
    pub required: bool,
    /// What it is when it is not written.
    pub default: Option<String>,
    /// What it means.
    pub about: String,
}

/// Returns the built-in components and those of `declarations`, by name.
pub fn all(declarations: &Declarations) -> Vec<Listed> {
    let own = declarations.iter().map(|(name, declaration)| of_theme(name, declaration));
    let mut all: Vec<Listed> = built_in::ALL.iter().map(of_program).chain(own).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn of_program(component: &BuiltIn) -> Listed {
    let default =
        |key: &str| component.defaults.iter().find(|(name, _)| *name == key).map(|(_, value)| (*value).to_owned());
    let arguments = (component.arguments)().into_iter().map(|field| ListedArgument {
        name: field.key.to_owned(),
        expected: field.expected,
        required: field.is_required,
        default: default(field.key),
        about: field.about,
    });
    Listed {
        name: component.name.to_owned(),
        declared_in: None,
        summary: component.summary.to_owned(),
        arguments: arguments.collect(),
        example: block(component.name, component.example),
    }
}

fn of_theme(name: &str, declaration: &Declaration) -> Listed {
    let argument = |(name, rule): &(String, Rule)| ListedArgument {
        name: name.clone(),
        expected: rule.expected(),
        required: rule.is_required,
        default: rule.default.as_ref().map(|(_, written)| written.clone()),
        about: rule.about.clone(),
    };
    let has_required = declaration.arguments.iter().any(|(_, rule)| rule.is_required);
    let shown = declaration.arguments.iter().filter(|(_, rule)| rule.is_required || !has_required);
    let lines = shown.map(|(name, rule)| {
        let sample = sample(&rule.r#type);
        if rule.is_list { format!("{name}: [{sample}]\n") } else { format!("{name}: {sample}\n") }
    });
    Listed {
        name: name.to_owned(),
        declared_in: Some(declaration.path.to_string()),
        summary: declaration.summary.clone(),
        arguments: declaration.arguments.iter().map(argument).collect(),
        example: block(name, &lines.collect::<String>()),
    }
}

/// Returns a value as YAML; the words of a choice may be anything.
fn sample(r#type: &ArgumentType) -> String {
    let sample = r#type.sample();
    match r#type {
        ArgumentType::Choice(_) => serde_json::Value::from(sample).to_string(),
        _ => sample,
    }
}

fn block(name: &str, lines: &str) -> String {
    format!("```component {name}\n{lines}```\n")
}
