//! Components that a theme or a journal adds.

use super::*;

/// A journal whose theme has a component with every type of argument.
const SHOWN: &str = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/j/\"}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
skills: [{id: skill-rust, title: Rust}, {id: skill-secret, title: SECRET, visibility: private}]
phases: [{id: first, title: First, months: [1, 3], items: [{id: item-a, title: Item A, kind: topic, month: 1}]}]
=== themes/default/templates/components/my-term.html
<dl class=\"term\"><dt>{{ my_term.term }}</dt>{% for p in my_term.meaning %}<dd>{{ p }}</dd>{% endfor %}</dl>
=== themes/default/templates/components/my-term.yaml
summary: A term with its meaning.
arguments:
  term: {type: text, required: true}
  meaning: {type: prose, required: true}
feed: \"{term}: {meaning} {{x}}\"
=== themes/default/templates/components/all.html
{% if all.number %}[n {{ all.number + 1 }}]{% endif %}{% if all.whole %}[i {{ all.whole + 1 }}]{% endif %}
{% if all.yes %}[yes]{% else %}[no]{% endif %}{% if all.day %}[{{ all.day.iso }} {{ all.day.long }}]{% endif %}
{% if all.url %}<a href=\"{{ all.url }}\">url</a>{% endif %}[{{ all.size }}]
{% if all.picture %}<img src=\"{{ all.picture.src }}\" width=\"{{ all.picture.width }}\" height=\"{{ all.picture.height }}\" alt=\"\">{% endif %}
{% for file in all.files %}<a href=\"{{ file.href }}\">{{ file.label }}</a>{% endfor %}
{% if all.page %}<a href=\"{{ all.page.href }}\">{{ all.page.label }}</a>{% endif %}
{% if all.about %}[{{ all.about.label }} {{ all.about.href }}]{% endif %}
=== themes/default/templates/components/all.yaml
summary: Everything.
arguments:
  number: {type: number}
  whole: {type: integer}
  yes: {type: boolean, default: true}
  day: {type: date}
  url: {type: url}
  size: {type: choice, of: [small, large], default: small}
  picture: {type: image}
  files: {type: file, list: true}
  page: {type: page}
  about: {type: plan-id, of: [item, skill]}
=== content/notes/n.md
---
date: 2026-11-01
---
# Note N

## Part
=== content/notes/data.csv
a,b
=== content/notes/unused.csv
a,b
=== content/notes/draft.md
---
draft: true
---
# D
=== content/notes/p.gif
GIF89a\u{3}\0\u{2}\0\0\0\0
=== content/notes/x.md
---
date: 2026-11-05
---
# X
";

#[track_caller]
fn check_block(block: &str, expected: &str) {
    check(&format!("{SHOWN}\n```component {block}\n```\n"), expected);
}

const X: &str = "notes/x/index.html";

#[test]
fn a_theme_adds_a_component_with_arguments_of_its_own() {
    check_block(
        "my-term\nterm: <b> & {{ x }}\nmeaning: |\n  One\n  line.\n\n  Two.",
        "
+ notes/x/index.html | <dl class=\"term\"><dt>&lt;b&gt; &amp; {{ x }}</dt><dd>One
+ notes/x/index.html | line.</dd><dd>Two.</dd></dl>
",
    );
}

#[test]
fn every_type_reaches_the_template_as_such() {
    check_block(
        "all\nnumber: 1.5\nwhole: -3\nyes: false\nday: 2026-12-24\nurl: https://x.example/?a&b\nsize: large\npicture: p.gif\nfiles: [data.csv]\npage: n.md#part\nabout: item-a",
        "
+ notes/x/index.html | [n 2.5][i -2]
+ notes/x/index.html | [no][2026-12-24 24 December 2026]
+ notes/x/index.html | <a href=\"https://x.example/?a&amp;b\" rel=\"noopener\">url</a>[large]
+ notes/x/index.html | <img src=\"/j/files/notes/p.gif\" width=\"3\" height=\"2\" alt=\"\">
+ notes/x/index.html | <a href=\"/j/files/notes/data.csv\">data.csv</a>
+ notes/x/index.html | <a href=\"/j/notes/n/#part\">Note N</a>
+ notes/x/index.html | [Item A 
+ files/notes/data.csv
- files/notes/unused.csv
+ notes/n/index.html | <a href=\"/j/notes/x/\">X</a>
",
    );
}

#[test]
fn what_is_not_written_has_its_default_or_is_absent() {
    check_block("all", &format!("+ {X} | [yes]\n+ {X} | [small]\n- {X} | [n \n- {X} | <img src=\"/j/files"));
}

#[test]
fn arguments_are_checked_against_the_declaration() {
    check_block("my-term\nterm: a", "! missing-key");
    check_block("my-term\nterm: a\nmeaning: b\nlevel: 1", "! unknown-key");
    check_block("my-term\nterm: [a]\nmeaning: b", "! wrong-type");
    for (argument, code) in [
        ("number: many", "wrong-type"),
        ("whole: 1.5", "wrong-type"),
        ("yes: 1", "wrong-type"),
        ("day: 2026-02-30", "bad-date"),
        ("url: \"javascript:alert(1)\"", "bad-value"),
        ("size: medium", "bad-value"),
        ("picture: https://x.example/p.png", "bad-value"),
        ("picture: gone.png", "broken-link"),
        ("picture: data.csv", "bad-value"),
        ("files: data.csv", "wrong-type"),
        ("files: [n.md]", "bad-value"),
        ("files: [../../plan.yaml]", "broken-link"),
        ("files: [/etc/passwd]", "bad-value"),
        ("page: data.csv", "bad-value"),
        ("page: m.md", "broken-link"),
        ("page: n.md#gone", "broken-anchor"),
        ("page: draft.md", "link-to-unpublished"),
        ("about: first", "unknown-id"),
        ("about: nothing", "unknown-id"),
        ("about: skill-secret", "unknown-id"),
    ] {
        check_block(&format!("all\n{argument}"), &format!("! {code}\n- * | SECRET"));
    }
}

#[test]
fn in_feeds_it_is_the_text_of_the_declaration_or_a_link_to_the_page() {
    check_block(
        "my-term\nterm: <b>\nmeaning: Bold & more.",
        "+ feed.xml | &lt;p&gt;&amp;lt;b&amp;gt;: Bold &amp;amp; more. {x}&lt;/p&gt;",
    );
    check_block("all", "+ feed.xml | &lt;a href=\"https://ada.example/j/notes/x/\"&gt;X&lt;/a&gt;");
}

#[test]
fn only_prose_belongs_to_what_a_page_says() {
    let words = |block: &str| {
        let sources = journal(&format!("{SHOWN}\n```component {block}\n```\n"));
        let journal = milepost::journal::parse(&sources);
        assert!(journal.diagnostics.is_empty(), "{:?}", journal.diagnostics);
        let page = journal.pages.iter().find(|page| page.path.as_str().ends_with("x.md")).expect("the page").clone();
        (page.document.plain.read().text.clone(), page.document.words)
    };
    assert_eq!(words("my-term\nterm: FIVE\nmeaning: Two words."), ("Two words.\n".to_owned(), 2));
    assert_eq!(words("all\nsize: large"), (String::new(), 0));
}

#[test]
fn a_journal_has_components_of_its_own_whatever_its_theme_is() {
    check(
        "=== components/term.yaml\nsummary: A term.\narguments:\n  term: {type: text, required: true}\n\
         === components/term.html\n<dfn>{{ term.term }}</dfn>\n=== components/callout.html\nOURS\n\
         === themes/bare/templates/components/term.yaml\nsummary: Another.\narguments:\n  other: {type: text, required: true}\n\
         === themes/bare/templates/components/term.html\n<b>{{ term.other }}</b>\n\
         === content/notes/a.md\n---\ndate: 2026-11-01\n---\n# A\n\n```component term\nterm: \"<Epsilon>\"\n```\n\n\
         ```component callout\nkind: note\ntext: x\n```\n",
        "
+ notes/a/index.html | <dfn>&lt;Epsilon&gt;</dfn>
+ notes/a/index.html | OURS
- components/term.html
",
    );
}

#[test]
fn a_component_of_another_theme_does_not_exist() {
    let case = SHOWN.replace("=== themes/default/", "=== themes/other/");
    check(&format!("{case}\n```component my-term\nterm: a\nmeaning: b\n```\n"), "! unknown-component");
    let case = case.replace("url: \"https://ada.example/j/\"", "url: \"https://ada.example/j/\", theme: other");
    check(
        &format!("{case}\n```component my-term\nterm: a\nmeaning: b\n```\n"),
        &format!("+ {X} | <dl class=\"term\"><dt>a</dt>"),
    );
}

#[test]
fn a_broken_declaration_is_said_once_and_not_in_every_page() {
    let case = SHOWN.replace("summary: A term with", "sumary: A term with");
    let sources = journal(&format!("{case}\n```component my-term\nterm: a\nmeaning: b\n```\n"));
    let found = milepost::build(&sources, &options()).diagnostics;
    let errors: Vec<_> = found.iter().filter(|found| found.is_error()).map(|found| found.code.name()).collect();
    assert_eq!(errors, ["unknown-key"]);
}

/// Returns a text as YAML on one line.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(24))]

    #[test]
    fn a_text_in_an_argument_is_never_markup(value in "[<>&\"'{}\\[\\]:a-z0-9%./#, é-]{0,30}") {
        let value = quoted(&format!("{value}<i onclick=x>CANARY</i>\" onclick=\"CANARY{{{{ x }}}}"));
        for block in [
            format!("my-term\nterm: {value}\nmeaning: {value}"),
            format!("callout\nkind: tip\ntitle: {value}\ntext: {value}"),
            format!("figure\nsrc: p.gif\nalt: {value}\ncaption: {value}\ncredit: {value}"),
            format!("figure\nimages: [{{src: p.gif, alt: {value}, caption: {value}}}]"),
            format!("video\nurl: https://v.example/\nposter: p.gif\ntitle: {value}\nprovider: {value}"),
        ] {
            let build = milepost::build(&journal(&format!("{SHOWN}\n```component {block}\n```\n")), &options());
            proptest::prop_assert!(!build.has_errors(), "{:?}", build.diagnostics);
            let html = text(&build, X).expect("the page");
            proptest::prop_assert!(html.contains("CANARY"));
            let ours = elements(html).into_iter().filter(|element| {
                element.name == "i" || element.attributes.iter().any(|(name, _)| name.starts_with("on"))
            });
            proptest::prop_assert_eq!(ours.count(), 0);
        }
    }

    #[test]
    fn no_argument_is_too_strange(
        name in "(my-term|all|figure|video|callout|note-list)",
        lines in proptest::collection::vec(
            ("(term|meaning|number|whole|yes|day|url|size|picture|files|page|about|src|alt|images|caption|title|poster|text|kind|duration|captions|transcript)",
             "(\\[?[\"'{}:a-z0-9%./#, é*&!|>-]{0,12}\\]?|p\\.gif|data\\.csv|\\[\\{src: p\\.gif\\}\\]|n\\.md#|-1|1:02|99:99:99)"),
            0..6,
        ),
    ) {
        let lines = lines.iter().map(|(key, value)| format!("{key}: {value}\n")).collect::<Vec<_>>().concat();
        let build = milepost::build(&journal(&format!("{SHOWN}\n```component {name}\n{lines}```\n")), &options());
        let is_on_site = build.outputs.get(X).is_some();
        proptest::prop_assert_eq!(is_on_site, !build.report.fates.contains_key(&milepost::Fate::Error));
    }
}
