//! Copies of pictures that tests make, and of a photo-like one that a program made.

use std::io::Cursor;

use super::resize::{Pixels, resize};
use super::*;

/// A screenshot, as far as an encoder can tell: flat colours and hard edges, with some noise that takes bytes.
fn screenshot(width: u32, height: u32, channels: usize) -> Vec<u8> {
    let mut seed = 1_u32;
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let ink = if (x / 7 + y / 11) % 5 == 0 { 20 } else { 240 };
            let noise = if x % 3 == 0 { seed >> 28 } else { 0 };
            let value = u8::try_from(ink - noise).expect("ink is from 20 to 240, noise below 16");
            pixels.extend_from_slice(&[value, ink.to_le_bytes()[0], 200, 255][..channels]);
        }
    }
    pixels
}

fn png_file(width: u32, height: u32, channels: usize, pixels: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(Cursor::new(&mut file), width, height);
    encoder.set_color(if channels == 4 { png::ColorType::Rgba } else { png::ColorType::Rgb });
    let mut writer = encoder.write_header().expect("memory takes everything");
    writer.write_image_data(pixels).expect("there are as many pixels as the header says");
    drop(writer);
    file
}

fn of(file: &[u8]) -> Vec<Variant> {
    let header = Header::read(file).expect("a picture");
    assert!(is_wanted(file, &header), "{} bytes", file.len());
    variants(file, &header)
}

fn size_of(variant: &Variant) -> (u32, u32) {
    let header = Header::read(&variant.bytes).expect("a picture");
    assert_eq!((header.format, header.width), (Format::WebP, variant.width));
    (header.width, header.height)
}

const PHOTO: &[u8] = include_bytes!("../../../tests/golden/images/photo.jpg");

#[test]
fn a_photo_has_copies_that_are_smaller_in_every_way() {
    let copies = of(PHOTO);
    let sizes: Vec<(u32, u32)> = copies.iter().map(size_of).collect();
    assert_eq!(sizes, [(480, 307), (736, 471), (1000, 640)]);
    assert!(copies.windows(2).all(|pair| pair[0].bytes.len() < pair[1].bytes.len()));
    assert!(copies.iter().all(|copy| copy.bytes.len() < PHOTO.len()));
}

#[test]
fn the_same_picture_gives_the_same_bytes_with_any_number_of_threads() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(|| of(PHOTO));
    let three = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap().install(|| of(PHOTO));
    assert_eq!(one, three);
    assert_eq!(unpack(&pack(&one)), one);
    assert_eq!(unpack(&pack(&one)[..pack(&one).len() - 1]).len(), one.len() - 1);
}

#[test]
fn what_was_stored_without_loss_stays_without_loss() {
    for channels in [3, 4] {
        let pixels = screenshot(600, 400, channels);
        let file = png_file(600, 400, channels, &pixels);
        let copies = of(&file);
        let own = copies.iter().find(|copy| copy.width == 600).expect("a copy of the same size");
        let image = ::webp::Decoder::new(&own.bytes).decode().expect("a picture");
        let opaque: Vec<u8> =
            image.chunks_exact(if image.is_alpha() { 4 } else { 3 }).flat_map(|p| p[..3].to_vec()).collect();
        let expected: Vec<u8> = pixels.chunks_exact(channels).flat_map(|p| p[..3].to_vec()).collect();
        assert!(opaque == expected, "every pixel is the same");
    }
}

#[test]
fn nothing_is_made_of_what_moves_is_tiny_or_too_large() {
    let header = |width, height| Header { format: Format::Png, width, height, orientation: 1, is_animated: false };
    let bytes = vec![0; SMALLEST_FILE];
    assert!(is_wanted(&bytes, &header(2000, 2000)));
    assert!(!is_wanted(&bytes[1..], &header(2000, 2000)));
    assert!(!is_wanted(&bytes, &header(8000, 8000)));
    assert!(!is_wanted(&bytes, &header(100_000, 1)));
    assert!(!is_wanted(&bytes, &Header { is_animated: true, ..header(2000, 2000) }));
    assert!(!is_wanted(&bytes, &Header { format: Format::Gif, ..header(2000, 2000) }));
}

#[test]
fn what_cannot_be_decoded_has_no_copies() {
    // A head that promises forty million pixels, and nothing behind it.
    let mut promise = png_file(1, 1, 3, &[0; 3])[..33].to_vec();
    promise[16..24].copy_from_slice(&[0, 0, 0x18, 0, 0, 0, 0x18, 0]);
    let header = Header::read(&promise).expect("a head");
    assert_eq!((header.width, header.height), (6144, 6144));
    assert_eq!(variants(&promise, &header), []);
    let cut = &PHOTO[..300];
    assert_eq!(variants(cut, &Header::read(PHOTO).unwrap()), []);
}

#[test]
fn a_flat_colour_stays_and_what_is_not_seen_does_not_bleed() {
    let flat = Pixels { width: 50, height: 31, channels: 3, bytes: [12, 200, 255].repeat(50 * 31) };
    let small = resize(&flat, 17, 5);
    assert_eq!((small.width, small.height), (17, 5));
    assert_eq!(small.bytes, [12, 200, 255].repeat(17 * 5));

    // Left black and invisible, right white and opaque: grey nowhere.
    let half = [[0, 0, 0, 0].repeat(20), [255, 255, 255, 255].repeat(20)].concat().repeat(40);
    let small = resize(&Pixels { width: 40, height: 40, channels: 4, bytes: half }, 9, 9);
    assert!(small.bytes.chunks_exact(4).all(|pixel| pixel[3] < 3 || pixel[0] > 250), "{:?}", &small.bytes[..36]);
}

#[test]
fn a_picture_is_turned_as_exif_says() {
    // The letters of a picture that lies: three across, two down.
    let stored = Pixels { width: 3, height: 2, channels: 3, bytes: b"abcdef".iter().flat_map(|c| [*c; 3]).collect() };
    let upright = |orientation| {
        let turned = stored.turned(orientation);
        let letters: String = turned.bytes.chunks(3).map(|pixel| char::from(pixel[0])).collect();
        format!("{} {letters}", turned.width)
    };
    let all: Vec<String> = (1..=8).map(upright).collect();
    assert_eq!(all, ["3 abcdef", "3 cbafed", "3 fedcba", "3 defabc", "2 adbecf", "2 daebfc", "2 fcebda", "2 cfbead"]);
}
