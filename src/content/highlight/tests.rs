//! Of highlighting: what is coloured and how, and that it is what syntect says.

use syntect::parsing::{ParseState, ScopeStackOp};

use super::class::class_of;
use super::parse::{Change, Paint};
use super::*;

fn check(language: &str, code: &str, expected: &str) {
    let Highlighted::Known { html, .. } = highlight(code, language) else { panic!("{language} is known") };
    assert_eq!(html, expected);
}

#[test]
fn neighbours_of_one_class_share_a_span_and_plain_text_has_none() {
    check(
        "rust",
        "let x = 1;",
        "<span class=\"k\">let</span> x <span class=\"o\">=</span> <span class=\"u\">1</span>;",
    );
    check("py", "# a <b>\n", "<span class=\"c\"># a &lt;b&gt;</span>\n");
}

#[test]
fn an_interpolation_in_a_string_has_its_own_colours() {
    check("python", "f'a{b}'", "<span class=\"k\">f</span><span class=\"s\">'a</span>{b}<span class=\"s\">'</span>");
}

#[test]
fn the_usual_names_are_known() {
    let names = "sh bash shell zsh js ts py rs yml yaml dockerfile Dockerfile toml json jsonc go c cpp html css sql \
                 diff md makefile typescript javascript python rust java kotlin swift nix ini powershell tsx jsx \
                 tex latex xml ruby php lua r haskell scala terraform hcl nginx proto graphql csharp c++ http";
    for name in names.split_whitespace() {
        assert!(matches!(highlight("x", name), Highlighted::Known { language: Some(_), .. }), "{name}");
    }
}

#[test]
fn every_token_that_is_listed_is_known_by_that_name() {
    let all = languages();
    assert!(all.len() > 150, "{}", all.len());
    for Language { name, tokens } in &all {
        for token in tokens {
            let Highlighted::Known { language, .. } = highlight("x", token) else { panic!("{token}") };
            assert_eq!(language.as_deref(), Some(name.as_str()), "{token}");
        }
    }
    assert!(all.iter().any(|language| language.name == "Python" && language.matches("py")));
}

#[test]
fn plain_words_have_no_language() {
    for name in ["", "text", "txt", "plain", "console", "output"] {
        assert_eq!(highlight("<", name), Highlighted::Known { html: "&lt;".into(), language: None });
    }
}

#[test]
fn an_unknown_language_offers_the_nearest() {
    let expected = Highlighted::Unknown { html: "x".into(), nearest: Some("python".into()) };
    assert_eq!(highlight("x", "pyhton"), expected);
}

#[test]
fn large_blocks_and_long_lines_are_plain() {
    check("rust", &"let\n".repeat(20_000), &"let\n".repeat(20_000));
    check("rust", &"let ".repeat(1_100), &"let ".repeat(1_100));
}

/// The same as [`spans`], by syntect's own parser.
fn reference(code: &str, syntax: &SyntaxReference) -> String {
    let mut state = ParseState::new(syntax);
    let mut painter = span::Painter::default();
    for line in code.split_inclusive('\n') {
        painter.begin(line);
        for (at, operation) in state.parse_line(line, grammar::syntaxes()).expect("the grammar is complete") {
            let change = match operation {
                ScopeStackOp::Push(scope) => Change::Open(class_of(scope)),
                ScopeStackOp::Pop(count) => Change::Close(count),
                ScopeStackOp::Clear(amount) => Change::Cover(amount),
                ScopeStackOp::Restore => Change::Restore,
                ScopeStackOp::Noop => continue,
            };
            painter.change(at, change);
        }
        painter.end();
    }
    painter.finish()
}

fn agrees(code: &str, token: &str) {
    let syntax = grammar::syntaxes().find_syntax_by_token(token).expect("the language is known");
    let ours = spans(code, syntax).expect("the grammar leads somewhere");
    assert_eq!(ours, reference(code, syntax), "{token}");
}

#[test]
fn code_in_many_languages_is_coloured_as_syntect_does() {
    let samples = [
        ("rs", include_str!("chain.rs")),
        ("rs", include_str!("filter.rs")),
        ("js", include_str!("../../../themes/default/assets/js/site.js")),
        ("js", include_str!("../../../tests/web/smoke.mjs")),
        ("css", include_str!("../../../themes/default/assets/css/tokens.css")),
        ("html", include_str!("../../../themes/default/templates/home.html")),
        ("toml", include_str!("../../../Cargo.toml")),
        ("bash", include_str!("../../../.ci/run")),
        ("md", include_str!("../../../CONTRIBUTING.md")),
        ("yaml", include_str!("../../bin/milepost/starter/plan.yaml")),
        ("python", include_str!("../../../benches/peers/sameness.py")),
    ];
    for (token, code) in samples {
        // A block of a note has fifty lines, not a thousand.
        let lines: Vec<&str> = code.split_inclusive('\n').take(160).collect();
        lines.chunks(40).for_each(|lines| agrees(&lines.concat(), token));
    }
}

#[test]
fn rules_that_refer_to_what_another_has_captured_are_followed() {
    agrees("cat <<-'END OF' | sort\n a $b\n END OF\nEND OF\necho \"$x\"\n", "bash");
    agrees("let x = r##\"a \"# b\"##; // c\n", "rs");
    agrees("$x = <<~SQL\n  select 1\nSQL\nputs x\n", "rb");
    agrees("def f():\n    \"\"\"a\n    b\"\"\"\n    return f'{x!r:>{w}}'\n", "py");
}

#[test]
fn languages_in_one_another_are_followed() {
    agrees("<style>p { color: red }</style>\n<script>let a = `${b}`;</script>\n<p class=\"x\">y</p>\n", "html");
    agrees("# a\n```rust\nfn f() {}\n```\n- *b*\n\n    code\n", "md");
    agrees("<?php echo \"a $b[0] {$c->d}\"; ?>\n<b>x</b>\n", "php");
}

#[test]
fn letters_beyond_ascii_are_coloured_as_syntect_does() {
    agrees("größe = '日本' # naïve\nx = 1\n", "py");
    agrees("// \u{202e} é\nlet ñ = \"ü\";\n", "rs");
}

#[test]
fn a_filter_names_every_rule_that_matches() {
    let code = include_str!("../../../themes/default/assets/js/search.js");
    let syntax = grammar::syntaxes().find_syntax_by_token("js").expect("the language is known");
    let rules = grammar::start(syntax).expect("it begins somewhere").rules();
    for rule in rules {
        let (Some(wide), Some(regex)) = (rule.filter(), rule.regex()) else { continue };
        let mut filter = filter::Filter::new(std::slice::from_ref(wide)).expect("one rule is small");
        let mut region = onig::Region::new();
        for line in code.split_inclusive('\n').filter(|line| line.is_ascii()).take(120) {
            for at in 0..=line.len() {
                if grammar::matches(regex, line, at, &mut region) {
                    assert!(filter.at(line, at).is_some_and(|found| !found.is_empty()), "{line:?} at {at}");
                }
            }
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn rubbish_is_coloured_as_syntect_does(code in "([a-z_]{1,4}|[ \n\t]|[0-9.]{1,3}|[-+*/=<>!&|^%~?:;,.()\\[\\]{}\"'`#$@\\\\]|é|//|/\\*|\"\"\"|fn |if |<<EOF\n){0,60}") {
        for token in ["rs", "py", "js", "bash", "c", "yaml", "md"] {
            agrees(&code, token);
        }
    }
}
