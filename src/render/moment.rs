//! Dates as moments: the beginning of a day in the site's time zone.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeZone as _};
use chrono_tz::Tz;

/// Returns the first moment of `date` in `zone`, with the offset that holds then.
///
/// Where clocks go forward at midnight the day begins an hour later.
pub fn beginning(date: NaiveDate, zone: Tz) -> DateTime<FixedOffset> {
    let midnight = date.and_time(NaiveTime::MIN);
    // A gap can be as long as a day, where a country moved across the date line.
    let mut steps = (0..=96).map(|quarter| midnight + chrono::Duration::minutes(15 * quarter));
    let moment = steps.find_map(|time| zone.from_local_datetime(&time).earliest());
    moment.map_or_else(|| midnight.and_utc().fixed_offset(), |moment| moment.fixed_offset())
}

/// Returns the first moment of `date` in `zone` as RFC 3339 writes it: `2026-11-05T00:00:00+01:00`.
pub fn rfc3339(date: NaiveDate, zone: Tz) -> String {
    format(beginning(date, zone))
}

/// Returns `moment` as RFC 3339 writes it.
pub fn format(moment: DateTime<FixedOffset>) -> String {
    // RFC 3339 has no offsets with seconds, which local mean times of the 19th century have.
    let seconds = moment.offset().local_minus_utc();
    let whole = FixedOffset::east_opt(seconds - seconds % 60);
    let same_day = whole.and_then(|offset| offset.from_local_datetime(&moment.naive_local()).single());
    same_day.unwrap_or(moment).to_rfc3339_opts(SecondsFormat::Secs, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(date: &str, zone: &str, expected: &str) {
        let date: NaiveDate = date.parse().unwrap();
        assert_eq!(rfc3339(date, zone.parse().unwrap()), expected);
    }

    #[test]
    fn a_day_begins_with_the_offset_of_its_zone() {
        check("2026-11-05", "Europe/Berlin", "2026-11-05T00:00:00+01:00");
        check("2026-07-05", "Europe/Berlin", "2026-07-05T00:00:00+02:00");
        check("2026-07-05", "UTC", "2026-07-05T00:00:00+00:00");
        check("2026-07-05", "Asia/Kathmandu", "2026-07-05T00:00:00+05:45");
    }

    #[test]
    fn a_day_without_midnight_begins_later() {
        check("2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00");
        check("2011-12-30", "Pacific/Apia", "2011-12-31T00:00:00+14:00");
    }

    #[test]
    fn offsets_have_whole_minutes() {
        check("1880-01-01", "Europe/Amsterdam", "1880-01-01T00:00:00+00:17");
    }
}
