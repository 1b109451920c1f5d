//! How a server is reached: `postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require`.

use std::path::Path;
use std::str::FromStr as _;

use native_tls::{Certificate, Identity, TlsConnector};
use percent_encoding::percent_decode_str;
use postgres_native_tls::MakeTlsConnector;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

/// Where a server listens on Debian, for those who are on the same machine.
const SOCKETS: &str = "/var/run/postgresql";

/// The address of a database on a server.
#[derive(Clone)]
pub(crate) struct Address {
    config: Config,
    tls: MakeTlsConnector,
}

/// How far the server has to prove who it is; the words are those of libpq's `sslmode`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// Not at all (`disable`, `allow`, `prefer`, `require`).
    None,
    /// By a certificate (`verify-ca`).
    Certificate,
    /// By a certificate for its name (`verify-full`).
    Name,
}

impl Address {
    /// Reads an address; an error says what is wrong with it.
    pub(super) fn of(url: &str) -> Result<Self, String> {
        let (place, words) = url.split_once('?').unwrap_or((url, ""));
        let (mut encrypted, mut proof) = (SslMode::Prefer, Proof::None);
        let (mut root, mut cert, mut key) = (None, None, None);
        let mut others = Vec::new();
        for word in words.split('&').filter(|word| !word.is_empty()) {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            let value = || percent_decode_str(value).decode_utf8_lossy().into_owned();
            match name {
                "sslmode" => (encrypted, proof) = sslmode(&value())?,
                "sslrootcert" => root = Some(value()),
                "sslcert" => cert = Some(value()),
                "sslkey" => key = Some(value()),
                _ => others.push(word),
            }
        }
        let rest = if others.is_empty() { String::new() } else { format!("?{}", others.join("&")) };
        // A password may have an @ in it: the place begins behind the last one.
        let place = match (place.split_once("://"), place.rsplit_once('@')) {
            (Some((scheme, _)), Some((who, place))) => {
                let who = who[scheme.len() + 3..].replace('@', "%40");
                format!("{scheme}://{who}@{place}")
            }
            _ => place.to_owned(),
        };
        let read = Config::from_str(&format!("{place}{rest}"));
        let mut config = read.map_err(|error| super::server::words(&error))?;
        config.ssl_mode(encrypted).application_name("gendan");
        if config.get_hosts().is_empty() {
            if Path::new(SOCKETS).exists() {
                config.host_path(SOCKETS);
            } else {
                config.host("localhost");
            }
        }
        let mut tls = TlsConnector::builder();
        tls.danger_accept_invalid_certs(proof == Proof::None)
            .danger_accept_invalid_hostnames(proof != Proof::Name)
            .disable_built_in_roots(proof == Proof::None);
        if let Some(path) = root {
            let read = Certificate::from_pem(&file(&path)?);
            tls.add_root_certificate(read.map_err(|error| format!("{path}: {error}"))?);
        }
        if let (Some(cert), Some(key)) = (cert, key) {
            let read = Identity::from_pkcs8(&file(&cert)?, &file(&key)?);
            tls.identity(read.map_err(|error| format!("{cert}, {key}: {error}"))?);
        }
        let tls = tls.build().map_err(|error| error.to_string())?;
        Ok(Self { config, tls: MakeTlsConnector::new(tls) })
    }

    /// The settings of a connection, with these of the server's own (`lock_timeout`, …).
    pub(super) fn config(&self, words: &[(&str, &str)]) -> Config {
        let given = self.config.get_options().unwrap_or_default();
        let words = words.iter().map(|(name, value)| format!(" -c {name}={value}"));
        let mut config = self.config.clone();
        config.options(given.to_owned() + &words.collect::<String>());
        config
    }

    /// How a line is encrypted.
    pub(super) fn tls(&self) -> MakeTlsConnector {
        self.tls.clone()
    }
}

fn sslmode(word: &str) -> Result<(SslMode, Proof), String> {
    Ok(match word {
        "disable" => (SslMode::Disable, Proof::None),
        "allow" | "prefer" => (SslMode::Prefer, Proof::None),
        "require" => (SslMode::Require, Proof::None),
        "verify-ca" => (SslMode::Require, Proof::Certificate),
        "verify-full" => (SslMode::Require, Proof::Name),
        other => {
            let known = "disable, allow, prefer, require, verify-ca or verify-full";
            return Err(format!("sslmode is {known}, not \"{other}\""));
        }
    })
}

fn file(path: &str) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{path}: {error}"))
}

/// Names the database for people, without what nobody may read.
impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("postgres://")?;
        match self.config.get_hosts().first() {
            Some(Host::Tcp(name)) => f.write_str(name)?,
            Some(Host::Unix(path)) => path.display().fmt(f)?,
            None => {}
        }
        let port = self.config.get_ports().first().unwrap_or(&5432);
        write!(f, ":{port}/{}", self.config.get_dbname().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_far_the_server_has_to_prove_itself() {
        for (word, encrypted) in [
            ("disable", SslMode::Disable),
            ("prefer", SslMode::Prefer),
            ("require", SslMode::Require),
            ("verify-full", SslMode::Require),
        ] {
            let url = format!("postgres://a:b@db.example/sales?connect_timeout=3&sslmode={word}");
            let address = Address::of(&url).expect("an address");
            assert_eq!(address.config.get_ssl_mode(), encrypted, "{word}");
            let patience = address.config.get_connect_timeout();
            assert_eq!(patience.map(std::time::Duration::as_secs), Some(3));
        }
        let refused = |url: &str| Address::of(url).err().expect("no address");
        assert!(refused("postgres://db.example/sales?sslmode=maybe").contains("verify-full"));
        assert!(refused("postgres://h/d?sslrootcert=%2Fno%2Fsuch.pem").starts_with("/no/such.pem"));
        assert!(refused("postgres://h/d?colour=red").contains("colour"));
    }

    #[test]
    fn a_password_is_read_to_its_last_sign_and_named_nowhere() {
        let address = Address::of("postgres://gendan:p@ss@w0rd@db.example:5433/sales");
        let address = address.expect("an address");
        assert_eq!(address.config.get_password(), Some(b"p@ss@w0rd".as_slice()));
        assert_eq!(address.to_string(), "postgres://db.example:5433/sales");
    }

    #[test]
    fn settings_come_behind_those_of_the_address() {
        let address = Address::of("postgres:///sales?options=-csearch_path%3Dtrial");
        let config = address.expect("an address").config(&[("lock_timeout", "5s")]);
        assert_eq!(config.get_options(), Some("-csearch_path=trial -c lock_timeout=5s"));
        assert_eq!(config.get_hosts().len(), 1, "somewhere it has to be");
    }
}
