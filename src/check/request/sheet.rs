//! A style sheet as rules: selectors, the conditions around them, and what they set.

/// A rule of a style sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rule {
    /// The selectors, as written.
    pub(super) selector: String,
    /// The conditions of the blocks around it, such as `@media print`.
    pub(super) conditions: Vec<String>,
    /// Properties with their values, in order.
    pub(super) declarations: Vec<(String, String)>,
}

impl Rule {
    /// Returns the value of a property: the last one counts.
    pub(super) fn get(&self, property: &str) -> Option<&str> {
        self.declarations.iter().rev().find(|(name, _)| name == property).map(|(_, value)| value.as_str())
    }
}

/// Returns the rules of a style sheet. Rules inside of rules are rules with the selector that is written for them.
pub(super) fn rules(css: &str) -> Vec<Rule> {
    let mut reader = Reader { rules: Vec::new(), open: Vec::new() };
    let mut piece = String::new();
    let mut quote = None;
    let mut rest = css;
    let mut brackets = 0_usize;
    while let Some(c) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest[2..].split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => brackets += 1,
            (None, ')') => brackets = brackets.saturating_sub(1),
            (None, '{') if brackets == 0 => {
                reader.begin(std::mem::take(&mut piece).trim());
                continue;
            }
            (None, ';' | '}') if brackets == 0 => {
                reader.declare(std::mem::take(&mut piece).trim());
                if c == '}' {
                    reader.end();
                }
                continue;
            }
            _ => {}
        }
        piece.push(c);
    }
    reader.rules
}

struct Reader {
    rules: Vec<Rule>,
    /// The blocks that are open, from the outside: each is a condition or a rule.
    open: Vec<Rule>,
}

impl Reader {
    fn begin(&mut self, head: &str) {
        self.open.push(Rule { selector: head.to_owned(), ..Rule::default() });
    }

    fn declare(&mut self, text: &str) {
        if let (Some(rule), Some((name, value))) = (self.open.last_mut(), text.split_once(':')) {
            rule.declarations.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }

    fn end(&mut self) {
        let Some(mut rule) = self.open.pop() else { return };
        if rule.selector.starts_with('@') || rule.declarations.is_empty() {
            return;
        }
        let around = self.open.iter().filter(|block| block.selector.starts_with('@'));
        rule.conditions = around.map(|block| block.selector.clone()).collect();
        self.rules.push(rule);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_with_their_conditions() {
        let css = "@layer a { p, q { color: red; background: url(\"a;b}\") } @media print { p { color: #000 } } } /* r {} */\n:root{--x:light-dark(#fff, #000)}";
        let found = rules(css);
        let heads: Vec<(&str, usize)> =
            found.iter().map(|rule| (rule.selector.as_str(), rule.conditions.len())).collect();
        assert_eq!(heads, [("p, q", 1), ("p", 2), (":root", 0)]);
        assert_eq!(found[0].get("background"), Some("url(\"a;b}\")"));
        assert_eq!(found[2].get("--x"), Some("light-dark(#fff, #000)"));
        assert!(rules("} p {").is_empty());
    }
}
