//! HTML as it is written: tags and attributes are the program's, texts are data.
//!
//! **Invariant:** every text and every value of an attribute is escaped on its way in, and what is opened is closed.
//! The one thing that is taken as it is is a [`Chart`], which escapes its own texts.

use crate::render::chart::{Chart, Table};

/// Attributes by name.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// A piece of HTML.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Writes an element around what `write` writes.
    pub(super) fn within(&mut self, tag: &'static str, attributes: Attributes<'_>, write: impl FnOnce(&mut Self)) {
        self.void(tag, attributes);
        write(self);
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
    }

    /// Writes an element with a text in it.
    pub(super) fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) {
        self.within(tag, attributes, |html| html.text(text));
    }

    /// Writes an element that has nothing in it and no end.
    pub(super) fn void(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// Writes a text.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(c),
                _ if c.is_control() => self.0.push('\u{fffd}'),
                _ => self.0.push(c),
            }
        }
    }

    /// Writes a text in which backticks mark code, as messages have it.
    pub(super) fn prose(&mut self, text: &str) {
        for (place, part) in text.split('`').enumerate() {
            if place % 2 == 1 {
                self.element("code", &[], part);
            } else {
                self.text(part);
            }
        }
    }

    /// Writes a list of texts in which backticks mark code.
    pub(super) fn list(&mut self, lines: &[String]) {
        self.within("ul", &[], |html| {
            for line in lines {
                html.within("li", &[], |html| html.prose(line));
            }
        });
    }

    /// Writes a text that leads to `href`; only the text, when that is no address on the web or of this server.
    pub(super) fn link(&mut self, href: &str, text: &str) {
        let is_ours = href.starts_with(['#', '?']) || href.starts_with('/') && !href.starts_with("//");
        if is_ours {
            self.element("a", &[("href", href)], text);
        } else if href.starts_with("https://") || href.starts_with("http://") {
            self.element("a", &[("href", href), ("rel", "noreferrer noopener")], text);
        } else {
            self.text(text);
        }
    }

    /// Writes a chart with its data as a table below it. Its summary is read aloud in any case.
    pub(super) fn chart(&mut self, chart: &Chart, label: &str) {
        self.within("figure", &[("class", "chart")], |html| {
            html.within(
                "div",
                &[("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", label)],
                |html| {
                    html.0.push_str(&chart.svg);
                },
            );
            html.within("figcaption", &[], |html| {
                html.within("details", &[], |html| {
                    html.element("summary", &[], "The same as a table");
                    html.within(
                        "div",
                        &[("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", label)],
                        |html| {
                            html.table(&chart.table);
                        },
                    );
                });
            });
        });
    }

    fn table(&mut self, table: &Table) {
        let class = |column: usize| if table.numeric.get(column) == Some(&true) { "n" } else { "t" };
        self.within("table", &[], |html| {
            html.element("caption", &[], &table.caption);
            html.within("thead", &[], |html| {
                html.within("tr", &[], |html| {
                    for (column, head) in table.columns.iter().enumerate() {
                        html.element("th", &[("scope", "col"), ("class", class(column))], head);
                    }
                });
            });
            html.within("tbody", &[], |html| {
                for row in &table.rows {
                    html.within("tr", &[], |html| {
                        for (column, cell) in row.iter().enumerate() {
                            if column == 0 {
                                html.element("th", &[("scope", "row")], cell);
                            } else {
                                html.element("td", &[("class", class(column))], cell);
                            }
                        }
                    });
                }
            });
        });
    }

    /// Returns what was written.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Html)) -> String {
        let mut html = Html::default();
        write(&mut html);
        html.finish()
    }

    #[test]
    fn texts_and_attributes_are_escaped() {
        let hostile = "\"'><script>alert(1)</script>&amp;\0";
        let html = written(|html| html.element("p", &[("title", hostile)], hostile));
        let escaped = "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;\u{fffd}";
        assert_eq!(html, format!("<p title=\"{escaped}\">{escaped}</p>"));
    }

    #[test]
    fn backticks_mark_code() {
        assert_eq!(written(|html| html.prose("say `<a>` & `b`")), "say <code>&lt;a&gt;</code> &amp; <code>b</code>");
        assert_eq!(written(|html| html.prose("one ` alone <")), "one <code> alone &lt;</code>");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for href in ["javascript:alert(1)", "data:text/html,x", " https://a.example", "//evil.example", "JavaScript:x"]
        {
            assert_eq!(written(|html| html.link(href, "x")), "x", "{href}");
        }
        assert_eq!(written(|html| html.link("/a?b&c", "x")), "<a href=\"/a?b&amp;c\">x</a>");
        assert!(written(|html| html.link("https://a.example", "x")).starts_with("<a href=\"https://a.example\" rel="));
    }
}
