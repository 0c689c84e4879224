//! `lock` for `cargo fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| milepost_fuzz::lock(data));
