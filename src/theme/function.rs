//! The functions that templates have besides those of Tera: `t` says a word of the theme, `time` writes a date as an
//! element. They know the words and their arguments, and reach for nothing else.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::words::{self, Part, Words};

/// Gives `tera` the functions.
pub(super) fn register(tera: &mut Tera, words: &Arc<Words>) {
    let own = Arc::clone(words);
    tera.register_function("t", move |arguments: Kwargs, _: &State<'_>| say(&own, &arguments));
    tera.register_function("time", |arguments: Kwargs, _: &State<'_>| time(&arguments));
}

/// `t(key="count.proofs", n=3, name=…)`: the word with its places filled in. It is markup: the word and the values are
/// escaped, except for values that are markup already, such as a link that was set as a block.
fn say(words: &Words, arguments: &Kwargs) -> TeraResult<Value> {
    let key = arguments.must_get::<&str>("key")?;
    let n = arguments.get::<Value>("n")?;
    let count = n.as_ref().and_then(Value::as_u64).unwrap_or(0);
    let Some(text) = words.form(key, count) else {
        return Err(Error::message(format!("there is no word `{key}`")));
    };
    let mut said = String::with_capacity(text.len() + 16);
    for part in words::parts(text) {
        match part {
            Part::Text(text) => escape(text, &mut said),
            Part::Place(name) => {
                let value = arguments.get::<Value>(name)?;
                let value = value.ok_or_else(|| Error::message(format!("the word `{key}` needs `{name}`")))?;
                fill(words, &value, &mut said);
            }
        }
    }
    Ok(Value::safe_string(&said))
}

fn fill(words: &Words, value: &Value, said: &mut String) {
    match (value.as_u64().and_then(|number| usize::try_from(number).ok()), value.as_str()) {
        (Some(number), _) => escape(&words.whole(number), said),
        (None, Some(markup)) if value.is_safe() => said.push_str(markup),
        (None, Some(text)) => escape(text, said),
        (None, None) => escape(&value.to_string(), said),
    }
}

/// `time(of=date, form="long", class="dt-published")`: a date as an element; without a form it is short.
fn time(arguments: &Kwargs) -> TeraResult<Value> {
    let date = arguments.must_get::<Value>("of")?;
    let form = arguments.get::<&str>("form")?.unwrap_or("short");
    let mut element = String::from("<time");
    if let Some(class) = arguments.get::<&str>("class")? {
        element.push_str(" class=\"");
        escape(class, &mut element);
        element.push('"');
    }
    element.push_str(" datetime=\"");
    escape(field(&date, "iso")?, &mut element);
    element.push_str("\">");
    escape(field(&date, form)?, &mut element);
    element.push_str("</time>");
    Ok(Value::safe_string(&element))
}

fn field<'a>(date: &'a Value, name: &'a str) -> TeraResult<&'a str> {
    let value = date.get_from_path(name).and_then(Value::as_str);
    value.ok_or_else(|| Error::message(format!("`of` is no date: it has no `{name}`")))
}

fn escape(text: &str, out: &mut String) {
    out.push_str(&quick_xml::escape::escape(text));
}
