//! MathML as a page with a strict Content-Security-Policy can have it, and as validators know it.
//!
//! The converter writes inline styles, which the policy forbids, and puts `displaystyle` and `scriptlevel` on any
//! element, as MathML Core allows and MathML 3, which validators still check against, does not. [`clean`] turns
//! styles into classes or presentation attributes, and gives those two attributes an `mstyle` of their own.

/// Elements whose parent allows no `mstyle` between.
const TABLE_PARTS: [&str; 3] = ["mtr", "mtd", "mlabeledtr"];

/// Braces, brackets and arrows that grow with what is under or over them, and that are in a font of their own. Chromium
/// makes a character wider with the first font of its element only, so that has to be the right one.
const WIDE: &str = "↔↩↪↼↽⇀⇁⎴⎵⏜⏝⏞⏟";

/// What the converter writes for a line above or below.
const COMBINING_LINE: &str = "\u{332}";

/// Returns `mathml` without inline styles.
pub fn clean(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    // What the close tag of each open element has to be followed by.
    let mut after: Vec<&str> = Vec::new();
    let mut rest = mathml;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        let end = tag_end(tag);
        rest = &tag[end..];
        let tag = &tag[..end];
        if tag.starts_with("</") {
            out.push_str(tag);
            out.push_str(after.pop().unwrap_or(""));
        } else {
            let text = &rest[..rest.find('<').unwrap_or(rest.len())];
            let is_operator = tag.starts_with("<mo>") || tag.starts_with("<mo ");
            let wrapper = open(tag, is_operator && !text.is_empty() && WIDE.contains(text), &mut out);
            if is_operator && text == COMBINING_LINE {
                // The line that grows is another character.
                out.push('_');
                rest = &rest[text.len()..];
            }
            if tag.ends_with("/>") {
                out.push_str(wrapper);
            } else {
                after.push(wrapper);
            }
        }
    }
    out.push_str(rest);
    out
}

/// Returns the length of the tag that `text` begins with; `>` in a quoted value does not end it.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            (b'>', None) => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Writes an opening tag, and returns what has to follow its close tag.
fn open(tag: &str, is_wide: bool, out: &mut String) -> &'static str {
    let inner = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let attributes = parse(attributes);
    let is_scale = |name: &str| matches!(name, "displaystyle" | "scriptlevel");
    let scale: Vec<_> = attributes.iter().filter(|(key, _)| is_scale(key)).collect();
    let keeps_display = matches!(name, "math" | "mstyle" | "mtable");
    let is_wrapped = !scale.is_empty() && !keeps_display && !TABLE_PARTS.contains(&name);
    if is_wrapped {
        out.push_str("<mstyle");
        for (key, value) in &scale {
            push(out, key, value);
        }
        out.push('>');
    }
    out.push('<');
    out.push_str(name);
    if is_wide {
        push(out, "class", "wide");
    }
    for (key, value) in &attributes {
        match *key {
            "style" => push_style(out, value),
            "scriptlevel" if name != "mstyle" => {}
            "displaystyle" if !keeps_display => {}
            _ => push(out, key, value),
        }
    }
    out.push_str(if tag.ends_with("/>") { "/>" } else { ">" });
    if is_wrapped { "</mstyle>" } else { "" }
}

fn push(out: &mut String, key: &str, value: &str) {
    out.push(' ');
    out.push_str(key);
    out.push_str("=\"");
    out.push_str(value);
    out.push('"');
}

/// Returns the attributes of a tag, with their values as they are escaped.
fn parse(text: &str) -> Vec<(&str, &str)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim_start();
    while let Some((key, value)) = rest.split_once('=') {
        let Some(quote) = value.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { break };
        let Some(end) = value[1..].find(quote) else { break };
        attributes.push((key.trim(), &value[1..=end]));
        rest = value[end + 2..].trim_start();
    }
    attributes
}

/// Writes the declarations of a style as attributes: alignment as a class, colour and size as MathML has them.
/// Distances, which only fine-tune, are left to the style sheet.
fn push_style(out: &mut String, style: &str) {
    let mut classes: Vec<&str> = Vec::new();
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        match (property.trim(), value.trim()) {
            ("text-align", "left") => classes.push("left"),
            ("text-align", "right") => classes.push("right"),
            ("border-top", _) => classes.push("line-above"),
            ("border-bottom", _) => classes.push("line-below"),
            ("border-left", _) => classes.push("line-before"),
            ("border-right", _) => classes.push("line-after"),
            ("color", color) => push(out, "mathcolor", color),
            ("font-size", size) => push(out, "mathsize", size),
            _ => {}
        }
    }
    if !classes.is_empty() {
        push(out, "class", &classes.join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[track_caller]
    fn check(mathml: &str, expected: &str) {
        assert_eq!(clean(mathml), expected);
    }

    #[test]
    fn styles_become_classes_and_attributes() {
        check(
            "<mtd style=\"text-align: right;padding-right: 0;\"><mi>x</mi></mtd>",
            "<mtd class=\"right\"><mi>x</mi></mtd>",
        );
        check("<mrow style=\"color:#0000FF;\"><mi>x</mi></mrow>", "<mrow mathcolor=\"#0000FF\"><mi>x</mi></mrow>");
        check(
            "<mtable displaystyle=\"true\" scriptlevel=\"0\" style=\"width: 100%\"></mtable>",
            "<mtable displaystyle=\"true\"></mtable>",
        );
    }

    #[test]
    fn display_style_gets_an_element_of_its_own() {
        check(
            "<mrow><mfrac displaystyle=\"true\"><mn>1</mn><mn>2</mn></mfrac></mrow>",
            "<mrow><mstyle displaystyle=\"true\"><mfrac><mn>1</mn><mn>2</mn></mfrac></mstyle></mrow>",
        );
        check("<mtd displaystyle=\"true\"><mn>1</mn></mtd>", "<mtd><mn>1</mn></mtd>");
        check("<mspace displaystyle=\"true\"/>", "<mstyle displaystyle=\"true\"><mspace/></mstyle>");
    }

    #[test]
    fn what_grows_sideways_is_found_in_the_right_font() {
        check("<mo>⏟</mo>", "<mo class=\"wide\">⏟</mo>");
        check("<mo>→</mo><mi>⏟</mi><mo></mo>", "<mo>→</mo><mi>⏟</mi><mo></mo>");
        check("<mo stretchy=\"true\">\u{332}</mo>", "<mo stretchy=\"true\">_</mo>");
    }

    #[test]
    fn the_rest_stays_to_the_letter() {
        let same = "<math alttext=\"a > b\"><mo stretchy='false'>(</mo><annotation>x &lt; y</annotation></math>";
        check(same, &same.replace('\'', "\""));
    }
}
