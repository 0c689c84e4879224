//! Blocks of code: numbers, highlighted, hidden and changed lines, on the page and in feeds.

use super::*;

#[test]
fn numbered_lines_are_linked_highlighted_lines_marked_and_hidden_lines_hidden() {
    check(
        r#"
=== content/notes/x.md
---
date: 2026-11-01
---
# X

Line [two](#a-py-L11) matters, and [so does the heading](#a-py).

## a-py

```python {linenos=true,hl_lines=[2],linenostart=10,hide_lines="1"} title="a.py"
import os
os.exit(1)
```
"#,
        "
+ notes/x/index.html | <pre tabindex=\"0\" role=\"region\" aria-label=\"Code: a.py\" data-lang=\"python\" class=\"lines numbered\">
+ notes/x/index.html | <span class=\"l\" hidden><a class=\"ln\" id=\"a-py-L10\" href=\"#a-py-L10\" data-n=\"10\" aria-label=\"Line 10\"></a><span class=\"k\">import</span> os
+ notes/x/index.html | <mark class=\"l hl\"><a class=\"ln\" id=\"a-py-L11\"
+ notes/x/index.html | <a href=\"#a-py-L11\">two</a>
- feed.xml | a-py-L10
- feed.xml | import
+ feed.xml | &lt;mark class=\"l hl\"&gt;os.
",
    );
}

#[test]
fn a_diff_shows_code_in_its_language_with_what_was_added_and_removed() {
    check(
        "
=== content/notes/x.md
---
date: 2026-11-01
---
# X

```python diff linenos
 import os
-a = 1
+a = 2
```

```diff
-old
+new
```
",
        "
+ notes/x/index.html | class=\"lines changes numbered\"
+ notes/x/index.html | <del class=\"l rem signed\">a <span class=\"o\">=</span> <span class=\"u\">1</span>
+ notes/x/index.html | <ins class=\"l add signed\"><a class=\"ln\" id=\"code-L2\"
+ notes/x/index.html | <span class=\"l rem\"><span class=\"d\">-old</span>
- notes/x/index.html | style=
",
    );
}

#[test]
fn attributes_that_cannot_be_read_are_warnings_and_the_code_is_shown() {
    check(
        "
=== content/notes/x.md
---
date: 2026-11-01
---
# X

```python titel=x hl_lines=9
a = 1
```
",
        "
! bad-attribute
+ notes/x/index.html | a <span class=\"o\">=</span>
",
    );
}
