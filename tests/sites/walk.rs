//! `docs/images/walk.svg` shows the recorded walk of `docs/walk.cast` as the terminal did, and `docs/walk.txt` says the same.
//! `UPDATE_GOLDEN=1 cargo test --test sites walk` draws it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use milepost::recording::{Recording, Row, Run};

const PICTURE: &str = "docs/images/walk.svg";
/// The height of a line, in pixels, and the width of a character of a typeface in which each has the same.
const LINE: usize = 20;
const CHARACTER: f64 = 8.43;
const MARGIN: usize = 20;
/// Colours of letters on the dark ground, by the class that a recording has for them.
const COLORS: [(&str, &str); 8] = [
    ("f1", "#ff9e97"),
    ("f2", "#86d9a0"),
    ("f3", "#f2c77c"),
    ("f4", "#9cc4ff"),
    ("f5", "#f2a6d8"),
    ("f6", "#86d6e3"),
    ("fa", "#a7adb5"),
    ("bo", "#ffffff"),
];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is there")
}

/// Returns every row that was shown, on a terminal so high that none went away.
fn rows() -> (usize, Vec<Row>) {
    let cast = read("docs/walk.cast");
    let (head, events) = cast.split_once('\n').expect("the first line is the head");
    let mut head: serde_json::Value = serde_json::from_str(head).expect("the head is JSON");
    head["height"] = read("docs/walk.txt").lines().count().saturating_add(2).into();
    let recording = Recording::read(format!("{head}\n{events}").as_bytes()).expect("it is a recording");
    let mut screen = vec![0; recording.height];
    for frame in &recording.frames {
        frame.changes.iter().for_each(|(at, row)| screen[*at] = *row);
    }
    let rows: Vec<Row> = screen.into_iter().map(|row| recording.rows[row].clone()).collect();
    let used = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    (recording.columns, rows[..used].to_vec())
}

fn span(run: &Run) -> String {
    // A space at the beginning, or one of several, would be left out.
    let text = run.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(' ', "\u{a0}");
    let classes: Vec<&str> = run.look.split(' ').collect();
    let color = COLORS.iter().find(|(class, _)| classes.contains(class)).map(|(_, color)| *color);
    let weight = if classes.contains(&"bo") { " font-weight=\"bold\"" } else { "" };
    color.map_or_else(|| text.clone(), |color| format!("<tspan fill=\"{color}\"{weight}>{text}</tspan>"))
}

fn picture(columns: usize, rows: &[Row]) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a few hundred pixels"
    )]
    let width = (columns as f64 * CHARACTER) as usize + 2 * MARGIN;
    let height = rows.len() * LINE + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>From nothing to a published site, in a terminal</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#14181c\"/>\n\
         <g fill=\"#d5dade\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n"
    );
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        let y = MARGIN + index * LINE + 15;
        let text: String = row.iter().map(span).collect();
        writeln!(svg, "<text x=\"{MARGIN}\" y=\"{y}\">{text}</text>").expect("memory takes every byte");
    }
    svg + "</g>\n</svg>\n"
}

#[test]
fn the_picture_shows_what_was_recorded() {
    let (columns, rows) = rows();
    let drawn = picture(columns, &rows);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(PICTURE), &drawn).expect("there is room");
    }
    assert!(drawn == read(PICTURE), "{PICTURE} is out of date: run `UPDATE_GOLDEN=1 cargo test --test sites walk`");
    // What is written down beside it is the same, a line of the terminal after the other.
    let shown: String = rows.iter().flatten().map(|run| run.text.as_str()).collect();
    let written: String = read("docs/walk.txt").lines().collect();
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for command in [
        "milepost init",
        "milepost serve",
        "milepost log",
        "milepost check",
        "milepost deploy",
        "git clone",
        "milepost verify",
    ] {
        assert!(shown.contains(&format!("$ {command}")), "{command}");
    }
    assert_eq!(bare(&shown), bare(&written));
}
