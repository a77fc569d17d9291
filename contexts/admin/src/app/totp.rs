//! The second factor: six digits from an authenticator app (RFC 6238), and its secret as a QR code.

use fast_qr::QRBuilder;
use fast_qr::convert::svg::SvgBuilder;
use kernel::Timestamp;
use store::StoreError;
use totp_rs::{Builder, Secret, Totp};

const STEP_SECONDS: i64 = 30;

/// A new secret of 160 bits, in base32 as people type it in.
pub(crate) fn new_secret() -> Result<String, StoreError> {
    let bytes: [u8; 20] = store::random()?;
    Ok(Secret::from(bytes.to_vec()).to_base32())
}

fn totp(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).build().ok()
}

/// The step of the code if it is right and newer than the last one used: no code works twice.
pub(crate) fn check(secret: &str, code: &str, now: Timestamp, last_step: i64) -> Option<i64> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let totp = totp(secret)?;
    let step = now.0.div_euclid(1_000_000) / STEP_SECONDS;
    // A clock may be half a minute off.
    (step - 1..=step + 1)
        .filter(|step| *step > last_step)
        .find(|step| {
            let seconds = u64::try_from(step * STEP_SECONDS).unwrap_or(0);
            totp.generate(seconds).to_string() == code
        })
}

/// The address that an authenticator app reads from the QR code.
pub(crate) fn address(secret: &str, login: &str, issuer: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    format!(
        "otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30",
        issuer = encode(issuer),
        login = encode(login),
    )
}

/// The QR code as SVG; empty if the text is too long for one.
pub(crate) fn qr_svg(text: &str) -> String {
    QRBuilder::new(text)
        .build()
        .map(|code| SvgBuilder::default().to_str(&code))
        .unwrap_or_default()
}

/// The code of an instant; for tests and for the demo's command line.
pub fn code_at(secret: &str, at: Timestamp) -> String {
    let seconds = u64::try_from(at.0.div_euclid(1_000_000)).unwrap_or(0);
    totp(secret)
        .map(|totp| totp.generate(seconds).to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_works_once_and_for_half_a_minute_around_its_time() {
        let secret = new_secret().unwrap();
        let now = Timestamp(1_638_234_000_000_000);
        let code = code_at(&secret, now);
        let step = check(&secret, &code, now, 0).unwrap();
        assert_eq!(check(&secret, &code, now, step), None);
        assert!(check(&secret, &code, now.plus_seconds(30), 0).is_some());
        assert_eq!(check(&secret, &code, now.plus_seconds(90), 0), None);
        assert_eq!(check(&secret, "", now, 0), None);
    }

    #[test]
    fn the_published_test_vector_holds() {
        // RFC 6238, appendix B: the secret "12345678901234567890" at 59 seconds.
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        assert_eq!(code_at(&secret, Timestamp(59_000_000)), "287082");
    }

    #[test]
    fn the_secret_is_drawn_as_a_picture() {
        let svg = qr_svg(&address("ABC", "clerk-1", "一门"));
        assert!(svg.starts_with("<svg"), "{svg}");
    }
}
