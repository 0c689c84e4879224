//! Palettes and accents on the grounds of the default theme.

use super::*;
use crate::color::contrast::{TEXT, ratio};
use crate::color::{Lch, parse};
use crate::plan::look::Accent;

fn files() -> BTreeMap<String, ThemeFile> {
    let mut files = BTreeMap::new();
    super::super::embedded(&super::super::DEFAULT, &mut files);
    files
}

fn span() -> Span {
    Span::new(SourceId(0), 0..1)
}

fn palettes() -> Vec<String> {
    let files = files();
    let names = files.keys().filter_map(|path| path.strip_prefix("palettes/")?.strip_suffix(".css"));
    names.chain([OWN_PALETTE]).map(str::to_owned).collect()
}

fn with_palette(name: &str) -> LookSettings {
    LookSettings { palette: Some(Spanned::new(name.to_owned(), span())), ..LookSettings::default() }
}

#[test]
fn every_palette_passes_in_both_schemes_and_has_every_colour() {
    assert!(palettes().len() >= 5);
    let all = own_tokens(files().get(TOKENS));
    for name in palettes() {
        let (look, dress, diagnostics) = resolve(&files(), files().get(TOKENS), &with_palette(&name));
        assert_eq!(diagnostics, [], "{name}");
        assert!(look.colors.keys().eq(all.keys()), "{name}");
        if name != OWN_PALETTE {
            assert!(
                all.keys().all(|token| dress.values.contains_key(token)),
                "{name} leaves a colour of another palette"
            );
        }
    }
}

/// Whatever the accent that passes: what follows from it passes too, on every palette.
#[test]
fn what_follows_from_an_accent_passes_on_every_palette() {
    for palette in palettes() {
        for hue in (0..360).step_by(20) {
            let grounds = own_tokens(files().get(TOKENS));
            let needs = contrast::needs(&grounds, "accent");
            let strict: Vec<_> = needs
                .light
                .iter()
                .map(|need| crate::color::contrast::Need { ratio: need.ratio + 0.6, ..*need })
                .collect();
            let light =
                crate::color::contrast::nearest(Lch::new(0.45, 0.14, f64::from(hue)).rgb(), &strict).expect("black");
            let accent = Accent { light: Spanned::new(light, span()), dark: None };
            let settings = LookSettings { accent: Some(accent), ..with_palette(&palette) };
            let (look, _, diagnostics) = resolve(&files(), files().get(TOKENS), &settings);
            assert_eq!(diagnostics, [], "{light} on {palette}");
            let dark = look.colors["accent"].dark;
            assert!(ratio(dark, look.colors["sunken"].dark) >= TEXT, "{light} {dark}");
            let turn = (dark.lch().hue - light.lch().hue).abs();
            assert!(turn.min(360.0 - turn) < 6.0, "{light} {dark}");
        }
    }
}

#[test]
fn the_steps_of_the_calendar_go_one_way() {
    let accent = parse::parse("#0b4fd0").expect("a colour");
    let settings = LookSettings {
        accent: Some(Accent { light: Spanned::new(accent, span()), dark: None }),
        ..LookSettings::default()
    };
    let (look, _, _) = resolve(&files(), files().get(TOKENS), &settings);
    let step = |number: usize| look.colors[&format!("scale-{number}")];
    for number in 0..4 {
        assert!(step(number).light.lch().lightness > step(number + 1).light.lch().lightness + 0.04, "{number}");
        assert!(step(number).dark.lch().lightness + 0.04 < step(number + 1).dark.lch().lightness, "{number}");
    }
}

#[test]
fn without_a_choice_the_sheet_of_the_theme_stays_as_it_is() {
    let (_, dress, diagnostics) = resolve(&files(), files().get(TOKENS), &LookSettings::default());
    assert_eq!(diagnostics, []);
    assert_eq!(dress.tokens(":root { --bg: red; }"), ":root { --bg: red; }");
    assert!(dress.leaves_out("fonts/book.woff2") && !dress.leaves_out("fonts/serif.woff2"));
}
