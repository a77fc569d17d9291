//! A backup under a key: AES-256-GCM over segments of one stream, so that a copy of any size passes
//! through little memory, and a segment that was changed, moved or cut off does not open.

use crate::{StoreError, random};
use aead_stream::{DecryptorBE32, EncryptorBE32, Nonce, StreamBE32};
use aes_gcm::{Aes256Gcm, Key};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

const MAGIC: &[u8; 8] = b"YIMENBK1";
const SEGMENT: usize = 64 * 1024;
const TAG: usize = 16;

/// Whether the file is one that [`seal_file`] made.
pub fn is_sealed(path: &Path) -> Result<bool, StoreError> {
    let mut start = [0; 8];
    let mut file = File::open(path).map_err(|cause| trouble(path, cause))?;
    Ok(file.read_exact(&mut start).is_ok() && start == *MAGIC)
}

/// Writes `plain` encrypted to `sealed`, which must not be there yet; durable when this returns.
pub fn seal_file(key: &[u8; 32], plain: &Path, sealed: &Path) -> Result<(), StoreError> {
    let nonce: [u8; 7] = random()?;
    let mut from = BufReader::new(File::open(plain).map_err(|cause| trouble(plain, cause))?);
    let mut to = create(sealed)?;
    let mut cipher: EncryptorBE32<Aes256Gcm> = EncryptorBE32::new(
        &Key::<Aes256Gcm>::from(*key),
        &Nonce::<Aes256Gcm, StreamBE32<Aes256Gcm>>::from(nonce),
    );
    let wrong = |_| StoreError::Vault("backup");
    put(&mut to, sealed, MAGIC)?;
    put(&mut to, sealed, &nonce)?;
    let mut segment = next(&mut from, plain, SEGMENT)?;
    loop {
        let after = next(&mut from, plain, SEGMENT)?;
        if after.is_empty() {
            let last = cipher.encrypt_last(&segment[..]).map_err(wrong)?;
            put(&mut to, sealed, &last)?;
            return finish(to, sealed);
        }
        let text = cipher.encrypt_next(&segment[..]).map_err(wrong)?;
        put(&mut to, sealed, &text)?;
        segment = after;
    }
}

/// Opens what [`seal_file`] made into `plain`, which must not be there yet.
pub fn open_file(key: &[u8; 32], sealed: &Path, plain: &Path) -> Result<(), StoreError> {
    let wrong = |_| StoreError::Vault("backup");
    let mut from = BufReader::new(File::open(sealed).map_err(|cause| trouble(sealed, cause))?);
    let start = next(&mut from, sealed, 15)?;
    let nonce: [u8; 7] = match start.strip_prefix(MAGIC) {
        Some(nonce) => nonce.try_into().map_err(|_| StoreError::Vault("backup"))?,
        None => return Err(StoreError::Wrong("this file is no encrypted backup".into())),
    };
    let mut cipher: DecryptorBE32<Aes256Gcm> = DecryptorBE32::new(
        &Key::<Aes256Gcm>::from(*key),
        &Nonce::<Aes256Gcm, StreamBE32<Aes256Gcm>>::from(nonce),
    );
    let mut to = create(plain)?;
    let mut segment = next(&mut from, sealed, SEGMENT + TAG)?;
    loop {
        let after = next(&mut from, sealed, SEGMENT + TAG)?;
        if after.is_empty() {
            let last = cipher.decrypt_last(&segment[..]).map_err(wrong)?;
            put(&mut to, plain, &last)?;
            return finish(to, plain);
        }
        let text = cipher.decrypt_next(&segment[..]).map_err(wrong)?;
        put(&mut to, plain, &text)?;
        segment = after;
    }
}

fn create(path: &Path) -> Result<BufWriter<File>, StoreError> {
    File::create_new(path)
        .map(BufWriter::new)
        .map_err(|cause| trouble(path, cause))
}

fn put(to: &mut BufWriter<File>, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    to.write_all(bytes).map_err(|cause| trouble(path, cause))
}

fn finish(to: BufWriter<File>, path: &Path) -> Result<(), StoreError> {
    to.into_inner()
        .map_err(std::io::IntoInnerError::into_error)
        .and_then(|file| file.sync_all())
        .map_err(|cause| trouble(path, cause))
}

fn next(from: &mut impl Read, path: &Path, size: usize) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(size);
    from.take(size as u64)
        .read_to_end(&mut bytes)
        .map_err(|cause| trouble(path, cause))?;
    Ok(bytes)
}

fn trouble(path: &Path, cause: std::io::Error) -> StoreError {
    StoreError::File {
        path: path.display().to_string(),
        cause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_copy_opens_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let [plain, sealed, opened] = ["p", "s", "o"].map(|name| folder.path().join(name));
        for size in [0, 1, SEGMENT, 3 * SEGMENT + 5] {
            let text: Vec<u8> = (0..=255_u8).cycle().take(size).collect();
            std::fs::write(&plain, &text).unwrap();
            seal_file(&[7; 32], &plain, &sealed).unwrap();
            open_file(&[7; 32], &sealed, &opened).unwrap();
            assert_eq!(std::fs::read(&opened).unwrap(), text);
            std::fs::remove_file(&opened).unwrap();
            assert!(open_file(&[8; 32], &sealed, &opened).is_err());
            std::fs::remove_file(&opened).unwrap();
            // Without its end, on the border of a segment or elsewhere.
            let bytes = std::fs::read(&sealed).unwrap();
            let cut = bytes.len().saturating_sub(SEGMENT + TAG).max(15);
            std::fs::write(&sealed, &bytes[..cut]).unwrap();
            assert!(open_file(&[7; 32], &sealed, &opened).is_err());
            std::fs::remove_file(&opened).unwrap();
            std::fs::remove_file(&sealed).unwrap();
        }
    }
}
