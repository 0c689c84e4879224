//! `milepost adopt`

use std::fs;

use crate::common::{Journal, Run};

/// A picture of one pixel: what says that it is a picture has to be one.
const PICTURE: [u8; 67] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155,
    85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175, 164, 113, 0, 0, 0, 0, 73, 69, 78, 68,
    174, 66, 96, 130,
];

/// A journal, and beside it a folder `old` with these files: each begins with a line `=== path`.
fn journal_with(old: &str) -> Journal {
    let journal = Journal::empty();
    journal.run(&["init", "journal"]).succeeds();
    let mut path = String::new();
    let mut text = String::new();
    for line in old.split_inclusive('\n').chain(["=== \n"]) {
        if let Some(next) = line.strip_prefix("=== ") {
            if !path.is_empty() {
                journal.write(&format!("old/{path}"), &text);
            }
            if text == "a picture\n" {
                fs::write(journal.path(&format!("old/{path}")), PICTURE).unwrap();
            }
            next.trim().clone_into(&mut path);
            text.clear();
        } else {
            text.push_str(line);
        }
    }
    journal
}

fn adopt(journal: &Journal, arguments: &[&str]) -> Run {
    journal.run(&[&["--root", "journal", "adopt", "old"], arguments].concat())
}

/// Compares a report with the file `tests/golden/adopt/NAME.txt`, or writes that.
#[track_caller]
fn check_report(name: &str, run: &Run) {
    let path = format!("{}/tests/golden/adopt/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(format!("{}/tests/golden/adopt", env!("CARGO_MANIFEST_DIR"))).unwrap();
        fs::write(&path, &run.stderr).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(run.stderr, expected, "UPDATE_GOLDEN=1 writes {path}");
}

/// Builds the journal; every diagnostic has to be at a place that the report lists.
#[track_caller]
fn builds(journal: &Journal, arguments: &[&str]) {
    let fixed = ["--root", "journal", "build", "--as-of", "2099-01-01", "--deny", "warnings"];
    journal.run(&[&fixed[..], arguments].concat()).succeeds();
}

const TIL: &str = "\
=== README.md
# TIL

- [Bisect](git/bisect.md)
=== LICENSE.md
MIT
=== git/README.md
# Git

Notes on git, such as [bisect](bisect.md).
=== git/bisect.md
# Bisect a regression

With `git bisect run`, see [setup](../docker/setup.md#volumes) and ![picture](./img/a%20b.png).
=== git/setup.md
No heading here.
=== git/img/a b.png
a picture
=== git/script.sh
echo
=== docker/setup.md
---
title: Docker setup
date: 2024-02-03
---

## Volumes

{{ .Values.image }} stays text.
";

fn git(journal: &Journal, arguments: &[&str]) {
    let mut command = std::process::Command::new("git");
    command.current_dir(journal.path("old")).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]);
    command
        .args(arguments)
        .env("GIT_AUTHOR_DATE", "2024-03-04T12:00:00Z")
        .env("GIT_COMMITTER_DATE", "2024-03-04T12:00:00Z");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_til_repository_is_adopted_with_the_dates_of_git() {
    let journal = journal_with(TIL);
    git(&journal, &["init", "-q"]);
    git(&journal, &["add", "."]);
    git(&journal, &["commit", "-qm", "one"]);
    let dry = adopt(&journal, &["--dry-run"]).succeeds();
    assert!(!journal.exists("journal/content/notes/git"));
    check_report("til", &dry);
    adopt(&journal, &[]).succeeds().says("wrote 5 files");
    let bisect = journal.read("journal/content/notes/git/bisect.md");
    assert_eq!(
        bisect,
        "---\ndate: 2024-03-04\n---\n\n# Bisect a regression\n\n\
         With `git bisect run`, see [setup](../docker/setup.md#volumes) and ![picture](./img/a%20b.png).\n"
    );
    assert!(
        journal
            .read("journal/content/notes/git/setup.md")
            .contains("title: Setup\ndate: 2024-03-04\nslug: git-setup\n")
    );
    let kept = journal.read("journal/content/notes/docker/setup.md");
    assert_eq!(kept, journal.read("old/docker/setup.md"));
    builds(&journal, &[]);
    assert!(journal.exists("journal/site/notes/bisect/index.html"));
}

#[test]
fn adopting_twice_is_safe_and_overwrites_nothing() {
    let journal = journal_with(TIL);
    adopt(&journal, &[]).succeeds();
    let before = journal.files("journal/content");
    adopt(&journal, &[]).succeeds().says("wrote 0 files, 5 there already");
    assert_eq!(journal.files("journal/content"), before);
    journal.write("journal/content/notes/git/bisect.md", "mine\n");
    adopt(&journal, &[])
        .succeeds()
        .says("git/bisect.md: `content/notes/git/bisect.md` is there already and is another file");
    assert_eq!(journal.read("journal/content/notes/git/bisect.md"), "mine\n");
}

const ZOLA: &str = "\
=== config.toml
base_url = \"https://example.org\"
[extra]
author = \"N\"
=== content/_index.md
+++
title = \"Home\"
+++
=== content/blog/_index.md
+++
title = \"Blog\"
sort_by = \"date\"
+++
=== content/blog/first.md
+++
title = \"First: a post\"
date = 2023-04-05T10:00:00Z
updated = 2023-05-06
description = \"What it is.\"
draft = false
weight = 3
aliases = [\"old/first.html\"]
[taxonomies]
tags = [\"rust\", \"web\"]
authors = [\"Noor\"]
[extra]
math = true
cover = \"a.png\"
+++

See [second](@/blog/second/index.md#part), [about](/about/) and ![logo](/img/logo.png).

{{ youtube(id=\"x\") }}

```
{{ code }}
```
=== content/blog/second/index.md
+++
title = \"Second\"
date = 2023-06-07
+++

## Part

![own](own.png) and [gone](@/blog/gone.md).
=== content/blog/second/own.png
a picture
=== content/blog/second/data.csv
a,b
=== content/about.md
+++
title = \"About me\"
+++

Text.
=== content/wiki/x.md
+++
title = \"X\"
date = 2023-01-02
draft = true
+++
=== static/img/logo.png
a picture
=== static/unused.css
a {}
=== templates/base.html
<html>
";

#[test]
fn a_zola_site_is_adopted() {
    let journal = journal_with(ZOLA);
    fs::remove_file(journal.path("journal/content/about.md")).unwrap();
    check_report("zola", &adopt(&journal, &["--dry-run"]).succeeds());
    adopt(&journal, &[]).succeeds();
    assert_eq!(
        journal.read("journal/content/posts/first.md"),
        "---\ntitle: \"First: a post\"\ndate: 2023-04-05\nupdated: 2023-05-06\naliases: [/old/first.html]\n\
         summary: What it is.\ntags: [rust, web]\nmath: true\n\
         # From Zola, without a place here:\n#   weight: 3\n#   taxonomies: {authors: [Noor]}\n#   extra: {cover: a.png}\n---\n\n\
         See [second](second/index.md#part), [about](../about.md) and ![logo](../static/img/logo.png).\n\n\
         {{ youtube(id=\"x\") }}\n\n```\n{{ code }}\n```\n"
    );
    // What Milepost reads as it is stays as it is.
    assert!(
        journal
            .read("journal/content/posts/second/index.md")
            .starts_with("+++\ntitle = \"Second\"\ndate = 2023-06-07\n+++\n")
    );
    assert!(
        journal.exists("journal/content/posts/second/data.csv") && !journal.exists("journal/content/static/unused.css")
    );
    let post = journal.read("journal/content/posts/second/index.md");
    journal.write("journal/content/posts/second/index.md", &post.replace("[gone](@/blog/gone.md)", "gone"));
    builds(&journal, &[]);
}

const HUGO: &str = "\
=== hugo.toml
baseURL = \"https://example.org\"
=== archetypes/default.md
---
title: \"{{ .Name }}\"
---
=== content/_index.md
---
title: Home
---
Welcome.
=== content/posts/my-first.md
---
title: My first
date: 2022-01-02T03:04:05+01:00
lastmod: 2022-02-03
publishDate: 2022-01-05
categories: [Security]
tags: [hugo, Security]
url: /2022/01/first/
weight: 10
params:
  x: 1
---

[rel]({{< ref \"second\" >}}) and [abs]({{< relref \"/posts/second/index.md#end\" >}}), [old](/posts/second/), [sibling](../second/).

{{< figure src=\"/images/a.png\" title=\"A\" >}}

![a](/images/a.png) <img src=\"/images/a.png\">
=== content/posts/second/index.md
---
title: Second
date: 2022-03-04
draft: true
---

## End

[back]({{% ref \"my-first.md\" %}}) [first](/2022/01/first/)
=== content/docs/setup.md
---
title: Setup
description: How to set it up.
date: 2022-05-06
---
Text.
=== static/images/a.png
a picture
";

#[test]
fn a_hugo_site_is_adopted() {
    let journal = journal_with(HUGO);
    check_report("hugo", &adopt(&journal, &["--dry-run"]).succeeds());
    adopt(&journal, &[]).succeeds();
    let first = journal.read("journal/content/posts/my-first.md");
    assert!(first.starts_with(
        "---\ntitle: My first\ndate: 2022-01-02\nupdated: 2022-02-03\naliases: [/2022/01/first/]\ntags: [Security, hugo]\n\
         publish_on: 2022-01-05\n# From Hugo, without a place here:\n#   weight: 10\n#   params: {x: 1}\n---\n\n"
    ), "{first}");
    assert!(
        first.contains(
            "[rel](second/index.md) and [abs](second/index.md#end), [old](second/index.md), [sibling](second/index.md)."
        ),
        "{first}"
    );
    assert!(
        first.contains("{{< figure src=\"/images/a.png\" title=\"A\" >}}\n\n![a](../static/images/a.png)"),
        "{first}"
    );
    let second = journal.read("journal/content/posts/second/index.md");
    assert!(second.contains("[back](../my-first.md) [first](../my-first.md)"), "{second}");
    journal.write("journal/content/posts/my-first.md", &first.replace("<img src=\"/images/a.png\">", ""));
    builds(&journal, &["--drafts"]);
    assert!(journal.exists("journal/site/2022/01/first/index.html"));
}

const JEKYLL: &str = "\
=== _config.yml
title: Blog
=== _posts/2021-02-03-hello-world.md
---
layout: post
title: Hello, world
categories: life work
tags: a b
permalink: /hello.html
---

[next]({% post_url 2021-03-04-next %}), [base]({{ site.baseurl }}{% link about.md %}), ![x]({{ \"/assets/x.png\" | relative_url }}), ![y](/assets/x.png).
{: .note}

{% include video.html id=\"1\" %}
=== _posts/2021-03-04-next.md
---
layout: post
published: false
excerpt: Next one.
---
# Next

[back](/2021/02/03/hello-world.html)
=== _drafts/idea.md
---
title: Idea
---
Soon.
=== about.md
---
layout: page
title: About
permalink: /about/
---
Me.
=== index.md
---
layout: home
---
=== assets/x.png
a picture
";

#[test]
fn a_jekyll_site_is_adopted() {
    let journal = journal_with(JEKYLL);
    fs::remove_file(journal.path("journal/content/about.md")).unwrap();
    check_report("jekyll", &adopt(&journal, &["--dry-run"]).succeeds());
    adopt(&journal, &[]).succeeds();
    let hello = journal.read("journal/content/posts/2021-02-03-hello-world.md");
    assert!(
        hello.starts_with("---\ntitle: Hello, world\naliases: [/hello.html]\ntags: [life work, a, b]\n")
            || hello.contains("tags: ["),
        "{hello}"
    );
    assert!(hello.contains("[next](2021-03-04-next.md), [base](../about.md), ![x](../static/assets/x.png), ![y](../static/assets/x.png)."), "{hello}");
    let next = journal.read("journal/content/posts/2021-03-04-next.md");
    assert!(
        next.contains("draft: true")
            && next.contains("summary: Next one.")
            && next.contains("[back](2021-02-03-hello-world.md)"),
        "{next}"
    );
    assert!(journal.read("journal/content/posts/idea.md").contains("draft: true"));
    let published = hello.replace("[next](2021-03-04-next.md)", "next");
    journal.write("journal/content/posts/2021-02-03-hello-world.md", &published);
    builds(&journal, &[]);
}

const OBSIDIAN: &str = "\
=== .obsidian/app.json
{}
=== Machine Learning/Gradient Descent.md
---
aliases: [SGD]
tags:
  - ml
created: 2023-01-02
cssclass: wide
---
See [[Loss Functions#Huber|Huber]] and ![[plot 1.png]]. #optimisation #ml

> [!NOTE]- Folded
> Text.

%% not for others %%

![[Loss Functions]]
=== Machine Learning/Loss Functions.md
---
created: 2023-01-03
---
## Huber

Back to [[SGD]], [[Gradient Descent#^abc]].
=== attachments/plot 1.png
a picture
=== attachments/unused.png
a picture
";

#[test]
fn an_obsidian_vault_is_adopted() {
    let journal = journal_with(OBSIDIAN);
    check_report("obsidian", &adopt(&journal, &["--dry-run"]).succeeds());
    adopt(&journal, &[]).succeeds();
    let note = journal.read("journal/content/notes/Machine Learning/Gradient Descent.md");
    assert_eq!(
        note,
        "---\ntitle: Gradient Descent\ndate: 2023-01-02\naliases: [/SGD/]\ntags: [ml, optimisation]\n\
         # From Obsidian, without a place here:\n#   cssclass: wide\n---\n\n\
         See [[Loss Functions#Huber|Huber]] and ![[plot 1.png]]. #optimisation #ml\n\n\
         > [!NOTE]- Folded\n> Text.\n\n<!-- not for others -->\n\n![[Loss Functions]]\n"
    );
    assert!(journal.exists("journal/content/notes/attachments/plot 1.png"));
    assert!(!journal.exists("journal/content/notes/attachments/unused.png"));
}

#[test]
fn the_kind_can_be_given() {
    let journal = journal_with("=== a.md\n# A\n\n{{< x >}}\n");
    adopt(&journal, &["--dry-run"]).succeeds().says("from plain Markdown");
    adopt(&journal, &["--dry-run", "--from", "hugo"]).succeeds().says("from Hugo").says("`{{< x >}}`");
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_folder_is_read() {
    let journal = journal_with("=== a.md\n# A\n\n![up](../secret.png) ![link](link.png)\n");
    journal.write("secret.md", "# Secret\n");
    journal.write("secret.png", "secret");
    std::os::unix::fs::symlink("../secret.md", journal.path("old/link.md")).unwrap();
    std::os::unix::fs::symlink("../secret.png", journal.path("old/link.png")).unwrap();
    std::os::unix::fs::symlink("..", journal.path("old/up")).unwrap();
    adopt(&journal, &[]).succeeds().says("link.md: it is a link, which is not followed").says("up: it is a link");
    let files = journal.files("journal/content");
    assert!(files.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).to_lowercase().contains("# secret")));
    assert!(!journal.exists("journal/content/notes/link.png"));
}

#[test]
fn odd_files_are_named_and_do_no_harm() {
    let journal = journal_with(
        "=== bad.md\n---\ntitle: [\n---\n\nText.\n=== open.md\n---\ntitle: x\n\nText.\n=== ok.md\n# Ok\n\n{% {{ {{< \n",
    );
    fs::write(journal.path("old/latin.md"), b"# Caf\xe9\n").unwrap();
    let run = adopt(&journal, &["--from", "hugo"]).succeeds();
    let run = run.says("latin.md: it is not UTF-8").says("bad.md:1: its front matter cannot be read");
    run.says("open.md:1: its front matter has no end");
    assert_eq!(journal.read("journal/content/bad.md"), "---\ntitle: [\n---\n\nText.\n");
}

#[test]
fn the_journal_itself_is_refused() {
    let journal = Journal::new();
    journal.run(&["adopt", "."]).ends_with(2).says("belongs to the journal already");
    journal.run(&["adopt", "content/notes"]).ends_with(2).says("belongs to the journal already");
    journal.run(&["adopt", ".."]).ends_with(2).says("the journal is inside of");
    journal.run(&["adopt", "nowhere"]).ends_with(2).says("could not open the folder");
    Journal::empty().run(&["adopt", "/"]).ends_with(2).says("milepost init");
}
