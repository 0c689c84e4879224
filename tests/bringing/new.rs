//! `milepost new` with archetypes and with an editor.

use crate::common::{Journal, Run};

const NOTE: &str = "content/notes/web/etag.md";

fn new(journal: &Journal, arguments: &[&str]) -> Run {
    journal.run(&[&["new", "note", "ETag", "--topic", "web", "--date", "2026-01-05"], arguments].concat())
}

#[test]
fn a_page_begins_with_the_archetype_of_the_journal_before_that_of_its_theme() {
    let journal = Journal::new();
    journal.write(
        "themes/default/archetypes/note.md",
        "---\ntitle: {title}\nsummary: \"{slug} of {topic}\"\n---\n\n## What I expected of {title}\n",
    );
    new(&journal, &["--item", "http-basics"]).succeeds();
    assert_eq!(
        journal.read(NOTE),
        "---\ntitle: ETag\nsummary: etag of web\ndate: 2026-01-05\nproves: [http-basics]\n---\n\n## What I expected of ETag\n"
    );
    std::fs::remove_file(journal.path(NOTE)).unwrap();
    journal.write("archetypes/note.md", "---\ntags: [mine] # kept\nproves: [git-basics]\n---\n\n{date}\n");
    new(&journal, &["--item", "http-basics"]).succeeds();
    assert_eq!(
        journal.read(NOTE),
        "---\ntags: [mine] # kept\nproves: [git-basics, http-basics]\ntitle: ETag\ndate: 2026-01-05\n---\n\n2026-01-05\n"
    );
    journal.run(&["new", "post", "Hello"]).succeeds().says("it is a draft");
}

#[test]
fn the_archetype_of_another_theme_does_not_count() {
    let journal = Journal::new();
    journal.write("themes/paper/archetypes/note.md", "Paper\n");
    new(&journal, &[]).succeeds();
    assert!(!journal.read(NOTE).contains("Paper"));
    std::fs::remove_file(journal.path(NOTE)).unwrap();
    let plan = journal.read("plan.yaml").replacen("theme: default", "theme: paper", 1);
    journal.write("plan.yaml", &plan);
    new(&journal, &[]).succeeds();
    assert!(journal.read(NOTE).ends_with("---\n\nPaper\n"), "{}", journal.read(NOTE));
}

#[test]
fn an_archetype_is_data_and_no_part_of_the_site() {
    let journal = Journal::new();
    journal.write("archetypes/note.md", "UNPUBLISHED {{ title }} {% raw %} `{title}`\n");
    new(&journal, &[]).succeeds();
    assert!(journal.read(NOTE).ends_with("UNPUBLISHED {{ title }} {% raw %} `ETag`\n"), "{}", journal.read(NOTE));
    std::fs::remove_file(journal.path(NOTE)).unwrap();
    journal.run(&["build"]).succeeds();
    for (path, bytes) in journal.files("site") {
        let found = bytes.windows(11).any(|window| window == b"UNPUBLISHED");
        assert!(!found && !path.to_string_lossy().contains("archetype"), "{}", path.display());
    }
}

#[test]
fn a_mistake_in_an_archetype_is_shown_and_adds_no_page() {
    let journal = Journal::new();
    journal.write("archetypes/note.md", "---\ntitle: {title}\n---\n\n{titel} {slugg}\n");
    let run = new(&journal, &[]).ends_with(1).says("archetypes/note.md:5:1").says("did you mean `title`?");
    assert!(run.says("2 errors; no page was added").stdout.is_empty());
    assert!(!journal.exists(NOTE));
    journal.run(&["build"]).succeeds().says("unknown-placeholder");
    journal.write("archetypes/note.md", "---\ntitle: [\n---\n");
    new(&journal, &[]).ends_with(1).says("bad-yaml");
    journal.run(&["build"]).ends_with(1);
}

#[test]
fn the_page_of_a_project_names_it() {
    let journal = Journal::new();
    let plan = journal.read("plan.yaml");
    assert!(!plan.contains("\nprojects:"), "this test adds one");
    let kind = "  - {id: tool, title: Tool, months: [1, 2]}\n";
    journal.write("plan.yaml", &format!("{plan}\nprojects:\n{kind}"));
    journal.run(&["new", "project", "My tool", "--item", "tool", "--item", "git-basics"]).succeeds();
    let text = journal.read("content/projects/my-tool.md");
    assert!(text.contains("\nproject: tool\n") && text.contains("\nproves: [git-basics]\n"), "{text}");
    journal.run(&["build"]).succeeds();
}

#[cfg(unix)]
#[test]
fn edit_opens_the_page_in_the_editor_of_the_environment() {
    use std::os::unix::fs::PermissionsExt;
    let journal = Journal::new();
    journal.write("my editor", "#!/bin/sh\necho \"$1\" >> \"$2\"\n");
    std::fs::set_permissions(journal.path("my editor"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let editor = format!("'{}' \"two words\"", journal.path("my editor").display());
    let run = |arguments: &[&str], visual: &str, editor: &str| {
        let mut command = journal.command(&[&["new", "note", "--edit"], arguments].concat());
        Run::from(command.env("VISUAL", visual).env("EDITOR", editor).output().unwrap())
    };
    run(&["One"], "", &editor).succeeds();
    assert!(journal.read("content/notes/one.md").ends_with("---\n\ntwo words\n"));
    run(&["Two"], &editor, "false").succeeds();
    assert!(journal.read("content/notes/two.md").ends_with("two words\n"));
    run(&["Three"], "", "false").ends_with(2).says("the editor `false` failed").says("content/notes/three.md");
    run(&["Four"], " ", "").ends_with(2).says("neither `VISUAL` nor `EDITOR`");
    run(&["Five"], "", "vim 'x").ends_with(2).says("a quote without its end");
    assert!(!journal.exists("content/notes/four.md") && !journal.exists("content/notes/five.md"));
    run(&["Six"], "", "/no/such/editor").ends_with(2).says("could not start the editor");
    run(&["Seven", "--item", "git-basix"], "", &editor).ends_with(2).says("did you mean `git-basics`?");
    assert!(!journal.exists("content/notes/seven.md"));
}
