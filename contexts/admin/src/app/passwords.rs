//! Passwords: argon2id, at most two at a time, so that a rush of sign-ins keeps its memory.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use store::StoreError;
use tokio::sync::Semaphore;

/// Each hash takes 19 MiB and a core.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Compared with when there is no such login, so that the answer takes as long. Nobody's password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI";

const SHORTEST: usize = 10;
const LONGEST: usize = 200;

/// Why a new password is not taken; the word key.
pub(crate) fn fault(password: &str, login: &str) -> Option<&'static str> {
    let letters = password.chars().count();
    if letters < SHORTEST {
        return Some("admin.password.too-short");
    }
    if letters > LONGEST {
        return Some("admin.password.too-long");
    }
    let login = login.trim().to_lowercase();
    if !login.is_empty() && password.to_lowercase().contains(&login) {
        return Some("admin.password.has-login");
    }
    let kinds = [
        password.chars().any(char::is_alphabetic),
        password.chars().any(|letter| letter.is_ascii_digit()),
        password.chars().any(|letter| !letter.is_alphanumeric()),
    ];
    let is_mixed = kinds.into_iter().filter(|has| *has).count() >= 2;
    let mut distinct: Vec<char> = password.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if !is_mixed || distinct.len() < 5 {
        return Some("admin.password.too-plain");
    }
    None
}

pub(crate) fn hash_blocking(password: &str) -> Result<String, StoreError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| StoreError::Wrong(format!("a password cannot be hashed: {error}")))
}

pub(crate) async fn hash(password: String) -> Result<String, StoreError> {
    in_turn(move || hash_blocking(&password)).await?
}

/// Whether the password is that of the hash. Without a hash the work is done all the same.
pub(crate) async fn is_right(password: String, hash: Option<String>) -> Result<bool, StoreError> {
    in_turn(move || {
        let stored = hash.as_deref().unwrap_or(NOBODY);
        let is_right = PasswordHash::new(stored).is_ok_and(|stored| {
            Argon2::default()
                .verify_password(password.as_bytes(), &stored)
                .is_ok()
        });
        is_right && hash.is_some()
    })
    .await
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StoreError> {
    let _turn = HASHING.acquire().await.map_err(|_| StoreError::Stopped)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| StoreError::Stopped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_mixed_and_not_the_login() {
        assert_eq!(fault("Kj8#mq2", "x"), Some("admin.password.too-short"));
        assert_eq!(
            fault("aaaaaaaaaaaa1", "x"),
            Some("admin.password.too-plain")
        );
        assert_eq!(
            fault("correcthorsebattery", "x"),
            Some("admin.password.too-plain")
        );
        assert_eq!(
            fault("my-clerk-1-pass", "Clerk-1"),
            Some("admin.password.has-login")
        );
        assert_eq!(fault("湘江北去橘子洲头看万山红遍1", "x"), None);
        assert_eq!(fault("correct horse battery", "x"), None);
    }

    #[tokio::test]
    async fn a_hash_opens_to_its_password_only() {
        let hash = hash("correct horse 1".into()).await.unwrap();
        assert!(
            is_right("correct horse 1".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !is_right("correct horse 2".into(), Some(hash))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn without_an_account_no_password_is_right_and_the_work_is_done() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(
            !is_right("12345678901234567890123456789012".into(), None)
                .await
                .unwrap()
        );
    }
}
