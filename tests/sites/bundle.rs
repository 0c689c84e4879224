//! Files of page bundles, and images.

use super::*;

/// The header of a GIF that is 3 pixels wide and 2 high.
const GIF: &[u8] =
    b"GIF89a\x03\0\x02\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x03\0\x02\0\0\x02\x02\x84Q\0;";

#[track_caller]
fn check_with(case: &str, binary: &[(&str, &[u8])], expected: &str) {
    let sources = with_bare_theme(&journal(&format!("{PLAN}{case}")));
    let own = sources.iter().map(|(_, file)| file.clone());
    let sources = Sources::new(own.chain(binary.iter().map(|(path, bytes)| source(path, bytes.to_vec()))));
    check_sources(&sources, expected);
}

#[test]
fn only_files_that_a_published_page_refers_to_are_published() {
    check_with(
        "
=== content/notes/b/index.md
---
date: 2026-11-01
---
# B
![A picture](used.gif) and [data](data/used.csv)
=== content/notes/d/index.md
---
date: 2026-11-01
draft: true
---
# D
![A picture](draft.gif)
=== content/notes/s/index.md
---
date: 2026-12-01
---
# S
![A picture](scheduled.gif)
=== content/notes/p/index.md
---
date: 2026-11-01
visibility: private
---
# P
![A picture](private.gif)
=== content/notes/single.md
---
date: 2026-11-01
---
# Single
![Shared](../shared/one.gif)
",
        &[
            ("content/notes/b/used.gif", GIF),
            ("content/notes/b/unused.gif", GIF),
            ("content/notes/b/data/used.csv", b"a,b"),
            ("content/notes/d/draft.gif", GIF),
            ("content/notes/s/scheduled.gif", GIF),
            ("content/notes/p/private.gif", GIF),
            ("content/shared/one.gif", GIF),
        ],
        "
+ notes/b/used.gif
+ notes/b/data/used.csv
- * | unused
- * | draft
- * | scheduled.gif
- * | private.gif
+ files/shared/one.gif
+ notes/b/index.html | src=\"/notes/b/used.gif\"
+ notes/b/index.html | href=\"/notes/b/data/used.csv\"
+ notes/single/index.html | src=\"/files/shared/one.gif\"
",
    );
}

#[test]
fn a_file_of_an_unpublished_bundle_is_not_published_through_another_page() {
    check_with(
        "
=== content/notes/d/index.md
---
date: 2026-11-01
draft: true
---
# D
=== content/notes/x.md
---
date: 2026-11-01
---
# X
![A picture](d/pictures/secret.gif)
",
        &[("content/notes/d/pictures/secret.gif", GIF)],
        "! link-to-unpublished\n- * | secret",
    );
}

#[test]
fn images_have_the_size_of_their_header() {
    check_with(
        "
=== content/notes/b/index.md
---
date: 2026-11-01
image: {src: a.gif, alt: An A}
---
# B
![An A](a.gif)

![Not a picture](b.gif)

![Elsewhere](https://x.example/a.gif)
",
        &[("content/notes/b/a.gif", GIF), ("content/notes/b/b.gif", b"GIF")],
        "
+ notes/b/index.html | <img src=\"/notes/b/a.gif\" alt=\"An A\" width=\"3\" height=\"2\" fetchpriority=\"high\" decoding=\"async\">
+ notes/b/index.html | <img src=\"/notes/b/b.gif\" alt=\"Not a picture\" loading=\"lazy\" decoding=\"async\">
! broken-image
+ notes/b/index.html | image: https://ada.example/notes/b/a.gif 3x2 An A
",
    );
}
