//! What a request to the preview asks for, as text: which host it means ([`host`]), which path ([`path`]), which part of a
//! file ([`range`]). Pure functions, because anybody may send anything; the sockets are in `bin/`. Imports nothing.

pub mod host;
pub mod path;
pub mod range;
