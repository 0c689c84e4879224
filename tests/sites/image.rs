//! Images: what is published of their files, and how pages show them.
//!
//! The pictures in `tests/golden/images` have no metadata. The tests put some in, with a mark in every place, and look
//! for the mark; what is left has to be the picture as it was before, byte for byte.

use super::*;

/// Stands for what nobody is meant to see.
const CANARY: &[u8] = b"N52.5163,E13.3777 SECRET-PLACE";

fn picture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/images").join(name)).expect("a picture")
}

/// EXIF of a camera: the orientation, a pointer to GPS, and the mark behind it.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend_from_slice(&[orientation, 0, 0, 0]);
    tiff.extend_from_slice(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    tiff.extend_from_slice(CANARY);
    tiff
}

fn segment(marker: u8, parts: &[&[u8]]) -> Vec<u8> {
    let payload = parts.concat();
    let length = u16::try_from(payload.len() + 2).expect("it is short").to_be_bytes();
    [&[0xFF, marker][..], &length, &payload].concat()
}

/// Puts metadata into a JPEG, in every place there is.
fn marked_jpeg(plain: &[u8], orientation: u8) -> Vec<u8> {
    let jfif = 20;
    let mut out = plain[..2].to_vec();
    out.extend(segment(0xE1, &[b"Exif\0\0", &exif(orientation)]));
    out.extend_from_slice(&plain[2..jfif]);
    out.extend(segment(0xE0, &[b"JFXX\0\x10", CANARY]));
    out.extend(segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>", CANARY]));
    out.extend(segment(0xE2, &[b"MPF\0", CANARY]));
    for marker in (0xE3..=0xED).chain([0xEF, 0xF3]) {
        out.extend(segment(marker, &[b"Photoshop 3.0\08BIM", CANARY]));
    }
    out.extend(segment(0xFE, &[CANARY]));
    out.extend_from_slice(CANARY);
    out.extend_from_slice(&plain[jfif..]);
    // What phones append: another picture.
    out.extend_from_slice(&[0xFF, 0xD8]);
    out.extend(segment(0xE1, &[b"Exif\0\0", CANARY]));
    out
}

fn chunk(name: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let data = parts.concat();
    // Milepost does not read the checksum of what it drops.
    [&u32::try_from(data.len()).expect("it is short").to_be_bytes()[..], name, &data, &[0; 4]].concat()
}

fn marked_png(plain: &[u8]) -> Vec<u8> {
    let head = 8 + 25;
    let mut out = plain[..head].to_vec();
    out.extend(chunk(b"eXIf", &[&exif(1)]));
    out.extend(chunk(b"tEXt", &[b"Comment\0", CANARY]));
    out.extend(chunk(b"zTXt", &[b"Comment\0\0", CANARY]));
    out.extend(chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", CANARY]));
    out.extend(chunk(b"tIME", &[b"\x07\xea\x0b\x14\x0c\0\0"]));
    out.extend(chunk(b"prVt", &[CANARY]));
    out.extend_from_slice(&plain[head..]);
    out.extend_from_slice(CANARY);
    out
}

fn riff(chunks: &[(&[u8], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, data) in chunks {
        body.extend_from_slice(name);
        body.extend_from_slice(&u32::try_from(data.len()).expect("it is short").to_le_bytes());
        body.extend_from_slice(data);
        body.extend(vec![0; data.len() % 2]);
    }
    [b"RIFF", &u32::try_from(body.len()).expect("it is short").to_le_bytes()[..], &body].concat()
}

/// Returns a WebP with and without metadata.
fn marked_webp(plain: &[u8], orientation: u8) -> (Vec<u8>, Vec<u8>) {
    let pixels = (&plain[12..16], plain[20..].to_vec());
    let head = |flags: u8| (&b"VP8X"[..], vec![flags, 0, 0, 0, 23, 0, 0, 15, 0, 0]);
    let marked = riff(&[
        head(0x0C),
        pixels.clone(),
        (b"EXIF", exif(orientation)),
        (b"XMP ", CANARY.to_vec()),
        (b"none", CANARY.to_vec()),
    ]);
    ([&marked[..], CANARY].concat(), riff(&[head(0), pixels]))
}

fn marked_gif(plain: &[u8]) -> Vec<u8> {
    let head = 13 + 48;
    let block = |label: u8, name: &[u8]| {
        let mut out = vec![0x21, label];
        for part in [name, CANARY].into_iter().filter(|part| !part.is_empty()) {
            out.push(u8::try_from(part.len()).expect("it is short"));
            out.extend_from_slice(part);
        }
        out.push(0);
        out
    };
    let end = plain.len() - 1;
    [
        &plain[..head],
        &block(0xFE, b""),
        &block(0xFF, b"XMP DataXMP"),
        &plain[head..end],
        &block(0xFE, b""),
        b"\x3B",
        CANARY,
    ]
    .concat()
}

/// Builds a page that shows `shown` and links to `linked`.
fn build_with(pictures: &[(&str, Vec<u8>)], text: &str) -> Build {
    let page = format!("{PLAN}=== content/notes/n/index.md\n---\ndate: 2026-11-01\n---\n# N\n\n{text}\n");
    let sources = with_bare_theme(&journal(&page));
    let own = sources.iter().map(|(_, file)| file.clone());
    let pictures = pictures.iter().map(|(name, bytes)| source(&format!("content/notes/n/{name}"), bytes.clone()));
    site_support::build(&Sources::new(own.chain(pictures)), &options())
}

fn bytes<'a>(build: &'a Build, path: &str) -> &'a [u8] {
    build.outputs.get(path).unwrap_or_else(|| panic!("no {path}")).bytes()
}

#[track_caller]
fn assert_no_canary(build: &Build) {
    for (path, output) in build.outputs.iter() {
        let found = output.bytes().windows(12).any(|window| CANARY.starts_with(window) || CANARY.ends_with(window));
        assert!(!found, "the mark is in {path}");
    }
}

#[test]
fn metadata_is_published_of_no_format_and_not_a_pixel_changes() {
    let (webp, clean_webp) = marked_webp(&picture("plain.webp"), 1);
    let (lossless, clean_lossless) = marked_webp(&picture("lossless.webp"), 1);
    let cases = [
        ("a.jpg", marked_jpeg(&picture("plain.jpg"), 1), picture("plain.jpg")),
        ("b.jpeg", marked_jpeg(&picture("progressive.jpg"), 1), picture("progressive.jpg")),
        ("c.png", marked_png(&picture("plain.png")), picture("plain.png")),
        ("d.png", marked_png(&picture("moving.png")), picture("moving.png")),
        ("e.webp", webp, clean_webp),
        ("f.webp", lossless, clean_lossless),
        ("g.gif", marked_gif(&picture("plain.gif")), picture("plain.gif")),
        // The bytes tell the format, not the name.
        ("h.bin", marked_jpeg(&picture("plain.jpg"), 1), picture("plain.jpg")),
    ];
    let pictures: Vec<(&str, Vec<u8>)> = cases.iter().map(|(name, marked, _)| (*name, marked.clone())).collect();
    let shown = cases.iter().map(|(name, ..)| format!("![A picture]({name})\n\n")).collect::<Vec<_>>().concat();
    let linked = cases.iter().map(|(name, ..)| format!("[A file]({name})\n\n")).collect::<Vec<_>>().concat();
    for text in [shown, linked] {
        let build = build_with(&pictures, &text);
        assert_no_canary(&build);
        assert_eq!(build.diagnostics, [], "they are whole");
        for (name, _, plain) in &cases {
            assert_eq!(bytes(&build, &format!("notes/n/{name}")), plain, "{name}");
        }
    }
}

#[test]
fn pictures_without_metadata_are_published_as_they_are() {
    let names = [
        "plain.jpg",
        "progressive.jpg",
        "plain.png",
        "plain.webp",
        "lossless.webp",
        "plain.gif",
        "moving.gif",
        "moving.png",
        "moving.webp",
    ];
    let pictures: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, picture(name))).collect();
    let text = names.iter().map(|name| format!("[A file]({name})\n\n")).collect::<Vec<_>>().concat();
    let build = build_with(&pictures, &text);
    assert_eq!(build.diagnostics, []);
    for (name, plain) in &pictures {
        assert_eq!(bytes(&build, &format!("notes/n/{name}")), plain, "{name}");
    }
}

#[test]
fn a_turned_picture_stays_turned_and_its_size_is_that_which_is_seen() {
    let (webp, _) = marked_webp(&picture("plain.webp"), 8);
    let pictures = [
        ("a.jpg", marked_jpeg(&picture("plain.jpg"), 6)),
        ("b.jpg", marked_jpeg(&picture("plain.jpg"), 3)),
        ("c.webp", webp),
    ];
    let build = build_with(&pictures, "![A](a.jpg)\n\n![B](b.jpg)\n\n![C](c.webp)");
    assert_no_canary(&build);
    let html = text(&build, "notes/n/index.html").expect("the page");
    for size in [
        "alt=\"A\" width=\"16\" height=\"24\"",
        "alt=\"B\" width=\"24\" height=\"16\"",
        "alt=\"C\" width=\"16\" height=\"24\"",
    ] {
        assert!(html.contains(size), "{size} in {html}");
    }
    for (name, orientation) in [("a.jpg", 6), ("b.jpg", 3), ("c.webp", 8)] {
        let bytes = bytes(&build, &format!("notes/n/{name}"));
        let header = milepost::image::Header::read(bytes).expect("a picture");
        assert_eq!(header.orientation, orientation, "{name}");
        assert_eq!(milepost::image::clean(bytes).expect("a picture").bytes, bytes, "cleaning it again changes nothing");
    }
}

#[test]
fn a_damaged_picture_is_published_up_to_the_damage_with_a_warning() {
    let whole = marked_jpeg(&picture("plain.jpg"), 1);
    let cut = whole[..whole.len() - 60].to_vec();
    let build = build_with(&[("a.jpg", cut), ("b.png", b"no picture".to_vec())], "![A](a.jpg) ![B](b.png)");
    let codes: Vec<&str> = build.diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["broken-image", "broken-image"]);
    assert_no_canary(&build);
}

#[cfg(feature = "images")]
#[test]
fn a_page_offers_smaller_copies_and_everything_else_names_the_original() {
    let front = "date: 2026-11-01\nimage: {src: photo.jpg, alt: A photo}";
    let page = |text: &str, more: &str| {
        format!("{PLAN}=== content/notes/n/index.md\n---\n{front}\n{more}---\n# N\n\n{text}\n")
    };
    let build_of = |text: &str, more: &str, bytes: Vec<u8>| {
        let sources = with_bare_theme(&journal(&page(text, more)));
        let own = sources.iter().map(|(_, file)| file.clone());
        site_support::build(&Sources::new(own.chain([source("content/notes/n/photo.jpg", bytes)])), &options())
    };
    let copies = |build: &Build| -> Vec<String> {
        let paths = build.outputs.iter().map(|(path, _)| path.as_str().to_owned());
        paths.filter(|path| path.rsplit_once('.').is_some_and(|(_, end)| end == "webp")).collect()
    };
    let marked = marked_jpeg(&picture("photo.jpg"), 1);
    let shown = build_of("![A photo](photo.jpg)", "", marked.clone());
    assert_no_canary(&shown);
    let [narrow, middle, wide] = &copies(&shown)[..] else { panic!("three copies: {:?}", copies(&shown)) };
    assert!(
        narrow.starts_with("notes/n/photo.1000.")
            && middle.starts_with("notes/n/photo.480.")
            && wide.starts_with("notes/n/photo.736.")
    );
    let html = text(&shown, "notes/n/index.html").expect("the page");
    let expected = format!(
        "<figure><a class=\"zoom\" href=\"/notes/n/photo.jpg\"><picture><source type=\"image/webp\" srcset=\"/{middle} 480w, /{wide} 736w, /{narrow} 1000w\" sizes=\"(min-width: 776px) 736px, calc(100vw - 40px)\"><img src=\"/notes/n/photo.jpg\" alt=\"A photo\" width=\"1000\" height=\"640\" fetchpriority=\"high\" decoding=\"async\"></picture></a></figure>"
    );
    assert!(html.contains(&expected), "{expected}\nin {html}");
    assert!(html.contains("image: https://ada.example/notes/n/photo.jpg 1000x640 A photo"), "{html}");
    let feed = text(&shown, "feed.xml").expect("a feed");
    assert!(
        feed.contains("src=\"https://ada.example/notes/n/photo.jpg\"")
            && !feed.contains(".webp")
            && !feed.contains("zoom"),
        "{feed}"
    );

    let in_a_link = build_of("[![A photo](photo.jpg)](https://x.example/)", "", marked.clone());
    assert_eq!(copies(&in_a_link).len(), 3);
    assert!(!text(&in_a_link, "notes/n/index.html").expect("the page").contains("zoom"));
    assert_eq!(
        copies(&build_of("[A file](photo.jpg)", "", marked.clone())),
        [""; 0],
        "only linked to, and named for previews"
    );
    assert_eq!(copies(&build_of("![A photo](photo.jpg)", "draft: true\n", marked.clone())), [""; 0]);
    assert_eq!(copies(&build_of("![A photo](photo.jpg)", "visibility: private\n", marked.clone())), [""; 0]);
    let scheduled = page("![A photo](photo.jpg)", "publish_on: 2026-12-24\n");
    let sources = with_bare_theme(&journal(&scheduled));
    let own = sources.iter().map(|(_, file)| file.clone());
    let sources = Sources::new(own.chain([source("content/notes/n/photo.jpg", marked.clone())]));
    assert_eq!(copies(&site_support::build(&sources, &options())), [""; 0]);

    let turned = build_of("![A photo](photo.jpg)", "", marked_jpeg(&picture("photo.jpg"), 6));
    let size = |path: &String| {
        milepost::image::Header::read(bytes(&turned, path))
            .map(|header| (header.width, header.height, header.orientation))
    };
    let sizes: Vec<_> = copies(&turned).iter().map(size).collect();
    assert_eq!(sizes, [Some((480, 750, 1)), Some((640, 1000, 1))]);
}

#[cfg(feature = "images")]
#[test]
fn a_build_that_remembers_gives_the_same_bytes() {
    let page =
        format!("{PLAN}=== content/notes/n/index.md\n---\ndate: 2026-11-01\n---\n# N\n\n![A photo](photo.jpg)\n");
    let sources = with_bare_theme(&journal(&page));
    let own = sources.iter().map(|(_, file)| file.clone());
    let sources = Sources::new(own.chain([source("content/notes/n/photo.jpg", picture("photo.jpg"))]));
    let cold = milepost::build(&sources, &options());
    let memo = milepost::memo::InMemory::default();
    for _ in 0..2 {
        let warm = milepost::build_with(&sources, &options(), &memo);
        assert!(warm.outputs == cold.outputs && warm.diagnostics == cold.diagnostics);
        memo.begin();
    }
}

#[test]
fn the_first_image_loads_at_once_and_the_others_when_they_come_into_view() {
    let build = build_with(
        &[("a.gif", picture("plain.gif"))],
        "![A](a.gif \"Figure 1\")\n\n- an item with ![B](a.gif)\n\n| x |\n|---|\n| ![C](a.gif \"t\") |\n",
    );
    let html = text(&build, "notes/n/index.html").expect("the page");
    for expected in [
        "<figure><img src=\"/notes/n/a.gif\" alt=\"A\" width=\"24\" height=\"16\" fetchpriority=\"high\" decoding=\"async\"><figcaption>Figure 1</figcaption></figure>",
        "<li>an item with <img src=\"/notes/n/a.gif\" alt=\"B\" width=\"24\" height=\"16\" loading=\"lazy\" decoding=\"async\"></li>",
        "<td><img src=\"/notes/n/a.gif\" alt=\"C\" title=\"t\" width=\"24\" height=\"16\" loading=\"lazy\" decoding=\"async\"></td>",
    ] {
        assert!(html.contains(expected), "{expected}\nin {html}");
    }
    let feed = text(&build, "feed.xml").expect("a feed");
    assert!(feed.contains("&lt;img alt=\"A\" src=\"https://ada.example/notes/n/a.gif\"&gt;"), "{feed}");
}

#[test]
fn a_blank_alternative_text_means_decoration_and_an_empty_one_is_a_warning() {
    let build = build_with(&[("a.gif", picture("plain.gif"))], "![ ](a.gif)");
    assert_eq!(build.diagnostics, []);
    assert!(text(&build, "notes/n/index.html").expect("the page").contains("alt=\"\""));
    let build = build_with(&[("a.gif", picture("plain.gif"))], "Text ![](a.gif)");
    let codes: Vec<&str> = build.diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["missing-alt"]);
}
