//! Pixels in memory, made fewer: Lanczos with three lobes, first across, then down.
//!
//! Weights are whole numbers of 14 bits, so that the same picture gives the same bytes on every machine.

use rayon::prelude::*;

/// Pixels, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    /// 3 for red, green, blue; 4 with opacity, by which the colours are not multiplied.
    pub(super) channels: usize,
    pub(super) bytes: Vec<u8>,
}

const BITS: u32 = 14;
const LOBES: f64 = 3.0;

/// Returns the picture in another size, which is not larger.
pub(super) fn resize(pixels: &Pixels, width: u32, height: u32) -> Pixels {
    if (pixels.width, pixels.height) == (width, height) {
        return pixels.clone();
    }
    let mut work = pixels.clone();
    // A colour that is not seen must not bleed into its neighbours.
    work.weigh_by_opacity();
    let work = across(&work, width).transposed();
    let work = across(&work, height).transposed();
    work.unweighed()
}

/// What goes into one pixel: the first one, and the weight of each from there on.
struct Mix {
    first: usize,
    weights: Vec<i32>,
}

fn mixes(from: u32, to: u32) -> Vec<Mix> {
    let scale = (f64::from(from) / f64::from(to)).max(1.0);
    let last = f64::from(from) - 1.0;
    let mix = |at: u32| {
        let center = (f64::from(at) + 0.5) * f64::from(from) / f64::from(to) - 0.5;
        let first = (center - LOBES * scale).ceil().clamp(0.0, last);
        let end = (center + LOBES * scale).floor().clamp(0.0, last);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are places of a picture")]
        let (first, end) = (first as u32, end as u32);
        let weights: Vec<f64> = (first..=end).map(|place| lanczos((f64::from(place) - center) / scale)).collect();
        Mix { first: first as usize, weights: whole(&weights) }
    };
    (0..to).map(mix).collect()
}

fn lanczos(x: f64) -> f64 {
    if x.abs() < 1e-9 {
        return 1.0;
    }
    if x.abs() >= LOBES {
        return 0.0;
    }
    let x = x * std::f64::consts::PI;
    LOBES * x.sin() * (x / LOBES).sin() / (x * x)
}

/// Returns the weights as whole numbers whose sum is one.
fn whole(weights: &[f64]) -> Vec<i32> {
    let sum: f64 = weights.iter().sum();
    let one = f64::from(1 << BITS);
    #[expect(clippy::cast_possible_truncation, reason = "a weight is between -1 and 1")]
    let mut whole: Vec<i32> = weights.iter().map(|weight| (weight / sum * one).round() as i32).collect();
    let middle = whole.len() / 2;
    let rest = (1 << BITS) - whole.iter().sum::<i32>();
    whole[middle] += rest;
    whole
}

fn across(pixels: &Pixels, width: u32) -> Pixels {
    let (channels, old) = (pixels.channels, pixels.width as usize * pixels.channels);
    let mixes = mixes(pixels.width, width);
    let mut bytes = vec![0; width as usize * pixels.height as usize * channels];
    bytes.par_chunks_mut(width as usize * channels).zip(pixels.bytes.par_chunks(old)).for_each(|(new, old)| {
        for (pixel, mix) in new.chunks_exact_mut(channels).zip(&mixes) {
            let mut sums = [1 << (BITS - 1); 4];
            let from = &old[mix.first * channels..];
            for (source, weight) in from.chunks_exact(channels).zip(&mix.weights) {
                for (sum, value) in sums.iter_mut().zip(source) {
                    *sum += weight * i32::from(*value);
                }
            }
            for (value, sum) in pixel.iter_mut().zip(sums) {
                *value = byte(sum >> BITS);
            }
        }
    });
    Pixels { width, bytes, ..*pixels }
}

fn byte(value: i32) -> u8 {
    u8::try_from(value.clamp(0, 255)).expect("it is between 0 and 255")
}

impl Pixels {
    fn at(&self, x: u32, y: u32) -> &[u8] {
        let from = (y as usize * self.width as usize + x as usize) * self.channels;
        &self.bytes[from..from + self.channels]
    }

    /// Returns a picture of that size whose pixel at each place comes from where `from` says.
    fn mapped(&self, width: u32, height: u32, from: impl Fn(u32, u32) -> (u32, u32) + Sync) -> Self {
        let mut bytes = vec![0; self.bytes.len()];
        bytes.par_chunks_mut(width as usize * self.channels).zip(0..height).for_each(|(row, y)| {
            for (pixel, x) in row.chunks_exact_mut(self.channels).zip(0..width) {
                let (old_x, old_y) = from(x, y);
                pixel.copy_from_slice(self.at(old_x, old_y));
            }
        });
        Self { width, height, channels: self.channels, bytes }
    }

    fn transposed(&self) -> Self {
        self.mapped(self.height, self.width, |x, y| (y, x))
    }

    /// Returns the picture upright, by the number that EXIF has for how it lies.
    pub(super) fn turned(&self, orientation: u8) -> Self {
        let (right, bottom) = (self.width - 1, self.height - 1);
        let (width, height) = if orientation >= 5 { (self.height, self.width) } else { (self.width, self.height) };
        match orientation {
            2 => self.mapped(width, height, |x, y| (right - x, y)),
            3 => self.mapped(width, height, |x, y| (right - x, bottom - y)),
            4 => self.mapped(width, height, |x, y| (x, bottom - y)),
            5 => self.mapped(width, height, |x, y| (y, x)),
            6 => self.mapped(width, height, |x, y| (y, bottom - x)),
            7 => self.mapped(width, height, |x, y| (right - y, bottom - x)),
            8 => self.mapped(width, height, |x, y| (right - y, x)),
            _ => self.clone(),
        }
    }

    fn weigh_by_opacity(&mut self) {
        for pixel in self.with_opacity() {
            let opacity = u32::from(pixel[3]);
            for value in &mut pixel[..3] {
                *value = u8::try_from((u32::from(*value) * opacity + 127) / 255).unwrap_or(u8::MAX);
            }
        }
    }

    fn unweighed(mut self) -> Self {
        for pixel in self.with_opacity() {
            let opacity = u32::from(pixel[3]);
            for value in &mut pixel[..3] {
                *value = (u32::from(*value) * 255 + opacity / 2)
                    .checked_div(opacity)
                    .map_or(0, |value| u8::try_from(value).unwrap_or(u8::MAX));
            }
        }
        self
    }

    /// Returns the pixels that have opacity; none in a picture without.
    fn with_opacity(&mut self) -> impl Iterator<Item = &mut [u8]> {
        let has_opacity = self.channels == 4;
        self.bytes.chunks_exact_mut(4).filter(move |_| has_opacity)
    }
}
