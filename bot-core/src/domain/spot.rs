//! A point on the map, and how far it is from another one.
#![expect(clippy::float_arithmetic, reason = "a map is not money: nothing is added up here")]

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A millionth of a degree is about ten centimetres.
const MILLION: f64 = 1_000_000.0;
/// How far apart one degree of latitude is, in metres.
const DEGREE: f64 = 111_195.0;

/// A point on the map, in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Spot {
    /// To the north.
    pub lat: i32,
    /// To the east.
    pub lon: i32,
}

/// Says that something is no point on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no point on the map")]
pub struct NoSpot;

#[expect(clippy::cast_possible_truncation, reason = "no number here is beyond 180 million")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

impl Spot {
    /// The point at these degrees, if there is such a point.
    pub fn of(lat: f64, lon: f64) -> Result<Self, NoSpot> {
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(NoSpot);
        }
        Ok(Self { lat: whole(lat * MILLION), lon: whole(lon * MILLION) })
    }

    fn degrees(self) -> (f64, f64) {
        (f64::from(self.lat) / MILLION, f64::from(self.lon) / MILLION)
    }

    /// How many metres it is to another point, along the surface.
    pub fn metres_to(self, other: Self) -> i64 {
        let ((lat, lon), (to_lat, to_lon)) = (self.degrees(), other.degrees());
        let (north, east) = ((to_lat - lat).to_radians(), (to_lon - lon).to_radians());
        let half = (north / 2.0).sin().powi(2)
            + lat.to_radians().cos() * to_lat.to_radians().cos() * (east / 2.0).sin().powi(2);
        let angle = 2.0 * half.sqrt().clamp(0.0, 1.0).asin();
        // Half around the earth is twenty million metres.
        i64::from(whole(angle.to_degrees() * DEGREE))
    }

    /// The points from which this one is at most so many metres away lie between these two: those
    /// with the least and the most degrees.
    pub fn around(self, metres: i32) -> (Self, Self) {
        let north = f64::from(metres) / DEGREE * MILLION;
        let (lat, _) = self.degrees();
        let east = north / lat.to_radians().cos().abs().max(0.01);
        let (north, east) = (whole(north), whole(east.min(180.0 * MILLION)));
        let away = |north: i32, east: i32| Self {
            lat: self.lat.saturating_add(north),
            lon: self.lon.saturating_add(east),
        };
        (away(-north, -east), away(north, east))
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lat, lon) = self.degrees();
        write!(f, "{lat:.6},{lon:.6}")
    }
}

impl FromStr for Spot {
    type Err = NoSpot;

    /// Reads `31.230416,121.473701`, north first.
    fn from_str(text: &str) -> Result<Self, NoSpot> {
        let (lat, lon) = text.split_once([',', '，', ' ']).ok_or(NoSpot)?;
        let number =
            |text: &str| text.trim_matches([' ', ',', '，']).parse::<f64>().map_err(|_| NoSpot);
        Self::of(number(lat)?, number(lon)?)
    }
}

impl From<Spot> for String {
    fn from(spot: Spot) -> Self {
        spot.to_string()
    }
}

impl TryFrom<String> for Spot {
    type Error = NoSpot;

    fn try_from(text: String) -> Result<Self, NoSpot> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(text: &str) -> Spot {
        text.parse().unwrap()
    }

    #[test]
    fn distances_are_those_of_the_map() {
        let bund = spot("31.240018,121.490317");
        let pearl = spot("31.239692,121.499755");
        let capital = spot("39.904200,116.407400");
        assert!((880..=920).contains(&bund.metres_to(pearl)), "{}", bund.metres_to(pearl));
        assert!((1_060_000..=1_080_000).contains(&bund.metres_to(capital)));
        assert_eq!(bund.metres_to(bund), 0);
        assert_eq!(spot("0,0").metres_to(spot("0,180")), 20_015_100);
    }

    #[test]
    fn what_is_near_lies_within_the_box_around() {
        let here = spot("31.240018,121.490317");
        let (least, most) = here.around(1_000);
        let within = |one: Spot| {
            (least.lat..=most.lat).contains(&one.lat) && (least.lon..=most.lon).contains(&one.lon)
        };
        assert!(within(spot("31.239692,121.499755")));
        assert!(!within(spot("31.260,121.490317")));
        let pole = spot("90,0").around(1_000);
        assert!(pole.0.lon < pole.1.lon);
    }

    #[test]
    fn a_point_comes_back_as_it_was_written() {
        for text in ["31.230416,121.473701", "-33.856784,151.215297", "0.000000,-180.000000"] {
            assert_eq!(spot(text).to_string(), text);
        }
        for odd in ["", "31.2", "91,0", "0,181", "a,b", "nan,1", "inf,1"] {
            assert_eq!(odd.parse::<Spot>(), Err(NoSpot), "{odd}");
        }
    }
}
