//! What a PDF says of itself: title, author, subject, language of the page and day.
//!
//! Browsers write a title, themselves as the program and the moment. [`with_info`] puts in its place what the journal
//! knows, and the day that the site is computed for, so that the same page printed by the same browser is the same
//! file.

use std::fmt::Write as _;
use std::ops::Range;

use chrono::NaiveDate;

/// What is said of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// One sentence.
    pub subject: String,
    /// Its day.
    pub day: NaiveDate,
}

/// Returns `pdf`, as Chromium writes it, with `info` as what it says of itself; nothing when it is not written like
/// that.
///
/// The dictionary is exchanged, and every address in the table of objects behind it moves along.
pub fn with_info(pdf: &[u8], info: &Info) -> Option<Vec<u8>> {
    let trailer = rfind(pdf, b"trailer")?;
    let table_at = number(&pdf[rfind(pdf, b"startxref")? + b"startxref".len()..])?;
    let table = pdf.get(table_at..trailer).filter(|table| table.starts_with(b"xref"))?;
    let entries = entries(table)?;
    let info_id = number(&pdf[trailer + find(&pdf[trailer..], b"/Info")? + b"/Info".len()..])?;
    let old = object(pdf, *entries.get(info_id)?, info_id)?;
    let producer = producer(&pdf[old.clone()]);
    let new = dictionary(info_id, info, &producer);
    let moved = |at: usize| if at > old.start { Some(at.checked_sub(old.len())? + new.len()) } else { Some(at) };
    let mut result = Vec::with_capacity(pdf.len() + new.len());
    result.extend_from_slice(&pdf[..old.start]);
    result.extend_from_slice(new.as_bytes());
    result.extend_from_slice(&pdf[old.end..table_at]);
    result.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", entries.len()).as_bytes());
    for at in &entries[1..] {
        result.extend_from_slice(format!("{:010} 00000 n \n", moved(*at)?).as_bytes());
    }
    let end = rfind(pdf, b"startxref")?;
    result.extend_from_slice(&pdf[trailer..end]);
    result.extend_from_slice(format!("startxref\n{}\n%%EOF\n", moved(table_at)?).as_bytes());
    Some(result)
}

/// Returns how many sheets a PDF of Chromium has.
pub fn sheets(pdf: &[u8]) -> usize {
    const PAGE: &[u8] = b"/Type /Page";
    let is_page = |rest: &[u8]| rest.strip_prefix(PAGE).is_some_and(|rest| !rest.starts_with(b"s"));
    pdf.windows(PAGE.len() + 1).filter(|window| is_page(window)).count()
}

/// Returns where each object begins, by its number. The table has to be one piece, with every object in use.
fn entries(table: &[u8]) -> Option<Vec<usize>> {
    let text = std::str::from_utf8(table).ok()?;
    let mut lines = text.lines();
    let mut head = lines.nth(1)?.split_ascii_whitespace();
    let (first, count) = (head.next()?, head.next()?.parse::<usize>().ok()?);
    let mut entries = Vec::new();
    for (index, line) in lines.enumerate() {
        let mut parts = line.split_ascii_whitespace();
        let (at, _, state) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        if (state == "n") != (index > 0) {
            return None;
        }
        entries.push(at);
    }
    (first == "0" && entries.len() == count && count > 0).then_some(entries)
}

/// Returns the bytes of an object with the words around it.
fn object(pdf: &[u8], at: usize, id: usize) -> Option<Range<usize>> {
    let bytes = pdf.get(at..)?;
    let is_it = bytes.starts_with(format!("{id} 0 obj").as_bytes());
    let end = find(bytes, b"endobj")? + b"endobj".len();
    is_it.then_some(at..at + end)
}

/// Returns the value of `/Producer` as it is written, when it is a plain string: what made the file, which stays true.
fn producer(dictionary: &[u8]) -> String {
    let value = || {
        let at = find(dictionary, b"/Producer (")? + b"/Producer (".len();
        let length = find(&dictionary[at..], b")")?;
        let value = std::str::from_utf8(&dictionary[at..at + length]).ok()?;
        (!value.contains(['\\', '('])).then(|| value.to_owned())
    };
    value().unwrap_or_default()
}

fn dictionary(id: usize, info: &Info, producer: &str) -> String {
    let mut text = format!("{id} 0 obj\n<<");
    for (key, value) in [("Title", &info.title), ("Author", &info.author), ("Subject", &info.subject)] {
        let _ = writeln!(text, "/{key} {}", string(value));
    }
    let _ = writeln!(text, "/Creator {}", string(&format!("Milepost {}", env!("CARGO_PKG_VERSION"))));
    if !producer.is_empty() {
        let _ = writeln!(text, "/Producer ({producer})");
    }
    let day = info.day.format("(D:%Y%m%d000000Z)");
    let _ = write!(text, "/CreationDate {day}\n/ModDate {day}>>\nendobj");
    text
}

/// Returns a text as PDF writes any text: UTF-16 in hexadecimal digits.
fn string(text: &str) -> String {
    let mut digits = String::from("<FEFF");
    for unit in text.encode_utf16() {
        let _ = write!(digits, "{unit:04X}");
    }
    digits + ">"
}

/// Returns the number at the beginning of `bytes`, behind space.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits: Vec<u8> = bytes.trim_ascii_start().iter().copied().take_while(u8::is_ascii_digit).take(12).collect();
    std::str::from_utf8(&digits).ok()?.parse().ok()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info() -> Info {
        let day = NaiveDate::from_ymd_opt(2026, 11, 29).expect("a day");
        Info { title: "Résumé".to_owned(), author: "Ada".to_owned(), subject: "Who (Ada)".to_owned(), day }
    }

    /// Returns a file as Chromium writes it, with its dictionary first.
    fn file(dictionary: &str) -> Vec<u8> {
        let first = format!("1 0 obj\n<<{dictionary}>>\nendobj\n");
        let second = "2 0 obj\n<</Type /Catalog>>\nendobj\n";
        let head = "%PDF-1.4\n";
        let table = head.len() + first.len() + second.len();
        let mut text = format!("{head}{first}{second}xref\n0 3\n0000000000 65535 f \n");
        let _ = writeln!(text, "{:010} 00000 n ", head.len());
        let _ = writeln!(text, "{:010} 00000 n ", head.len() + first.len());
        let _ = write!(text, "trailer\n<</Size 3\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        text.into_bytes()
    }

    #[track_caller]
    fn check(dictionary: &str) -> String {
        let made = with_info(&file(dictionary), &info()).expect("it is written like Chromium's");
        let again = with_info(&made, &info()).expect("so is what was made of it");
        assert_eq!(again, made, "the second time nothing is left to do");
        let text = String::from_utf8(made).expect("this one is text");
        let table = number(&text.as_bytes()[text.rfind("startxref").expect("its end") + 9..]).expect("a number");
        assert!(text[table..].starts_with("xref\n0 3\n"), "{text}");
        let entries = entries(&text.as_bytes()[table..text.rfind("trailer").expect("a trailer")]).expect("a table");
        for (id, at) in entries.iter().enumerate().skip(1) {
            assert!(text[*at..].starts_with(&format!("{id} 0 obj")), "object {id} in {text}");
        }
        text
    }

    #[test]
    fn a_document_says_what_the_journal_knows() {
        let text = check("/Producer (Skia/PDF m1)\n/CreationDate (D:20200101)");
        for wanted in [
            "/Title <FEFF005200E900730075006D00E9>",
            "/Author <FEFF004100640061>",
            "/Producer (Skia/PDF m1)",
            "/CreationDate (D:20261129000000Z)",
        ] {
            assert!(text.contains(wanted), "{wanted} is not in {text}");
        }
        assert!(!text.contains("2020"), "{text}");
    }

    #[test]
    fn a_longer_dictionary_is_no_harm() {
        check(&format!("/Title ({})", "x".repeat(2000)));
    }

    #[test]
    fn the_same_page_is_the_same_file_at_any_time() {
        let at = |moment| with_info(&file(&format!("/CreationDate (D:{moment})")), &info());
        assert_eq!(at("20200101"), at("20261129"));
    }

    #[test]
    fn what_is_written_otherwise_is_left_alone() {
        for other in [
            &b""[..],
            b"%PDF-1.7 with streams",
            b"trailer startxref 9999999999999999999",
            b"xref trailer /Info 7 startxref 0",
        ] {
            assert_eq!(with_info(other, &info()), None);
        }
        let text = String::from_utf8(file("")).expect("text");
        for (from, to) in
            [("0 3", "0 4"), ("0 3", "1 3"), ("/Info 1", "/Info 9"), ("1 0 obj", "5 0 obj"), (" n ", " f ")]
        {
            assert_eq!(with_info(text.replacen(from, to, 1).as_bytes(), &info()), None, "{from} as {to}");
        }
    }
}
