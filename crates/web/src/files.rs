//! Stored files: sealed under a key of the store's own, addressed by a keyed hash of their content,
//! sniffed by what they are and not by what they are called.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use store::{Store, StoreError};

/// Largest single file, in bytes.
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;
const PURPOSE: &str = "file";

/// What a file really is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    Pdf,
    Jpeg,
    Png,
}

impl FileType {
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// Reads the type off the first bytes; `None` for anything that we do not take.
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        match infer::get(bytes)?.mime_type() {
            "application/pdf" => Some(Self::Pdf),
            "image/jpeg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            _ => None,
        }
    }
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum FileRefusal {
    #[error("larger than the limit")]
    TooLarge,
    #[error("empty")]
    Empty,
    #[error("not a PDF, JPEG or PNG, whatever its name says")]
    WrongType,
    #[error("cannot be stored")]
    Store(#[from] StoreError),
}

impl FileRefusal {
    /// Key of the words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "web.file-too-large",
            Self::Empty => "web.file-empty",
            Self::WrongType => "web.file-wrong-type",
            Self::Store(error) if error.is_outage() => "web.not-now",
            Self::Store(_) => "web.internal",
        }
    }
}

/// A file that is durable on disk.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StoredFile {
    /// Address: hex of a keyed hash; says nothing about the content to who lacks the key.
    pub address: String,
    /// SHA-256 of the content, in hex.
    pub sha256: String,
    pub size_bytes: u64,
    pub mime: String,
}

/// The folder of files.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Checks and stores; the bytes are on disk before this returns.
    pub fn put(&self, store: &Store, bytes: &[u8]) -> Result<StoredFile, FileRefusal> {
        if bytes.is_empty() {
            return Err(FileRefusal::Empty);
        }
        if bytes.len() > FILE_LIMIT {
            return Err(FileRefusal::TooLarge);
        }
        let kind = FileType::sniff(bytes).ok_or(FileRefusal::WrongType)?;
        let sha256 = hex::encode(Sha256::digest(bytes));
        let key = store.master().derive("file address");
        let address = hex::encode(Sha256::digest([&key[..], sha256.as_bytes()].concat()));
        let path = self.path(&address);
        if !path.exists() {
            let sealed = store.seal(PURPOSE, bytes)?;
            write_durably(&path, &sealed)?;
        }
        Ok(StoredFile {
            address,
            sha256,
            size_bytes: bytes.len() as u64,
            mime: kind.mime().into(),
        })
    }

    /// The content, checked against its hash.
    pub fn get(&self, store: &Store, file: &StoredFile) -> Result<Vec<u8>, StoreError> {
        if file.address.len() != 64 || !file.address.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(StoreError::Wrong("a file address is 64 hex digits".into()));
        }
        let path = self.path(&file.address);
        let sealed = std::fs::read(&path).map_err(|cause| trouble(&path, cause))?;
        let bytes = store.unseal(PURPOSE, &sealed)?;
        if hex::encode(Sha256::digest(&bytes)) == file.sha256 {
            Ok(bytes)
        } else {
            Err(StoreError::Wrong(
                "a stored file is not what its record says".into(),
            ))
        }
    }

    fn path(&self, address: &str) -> PathBuf {
        let (folder, _) = address.split_at(address.len().min(2));
        self.folder.join(folder).join(address)
    }
}

fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    use std::io::Write as _;
    let folder = path.parent().unwrap_or(Path::new("."));
    make_durably(folder)?;
    let noise: [u8; 8] = store::random()?;
    let beside = path.with_extension(hex::encode(noise));
    let write = || {
        let mut file = std::fs::File::create_new(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)?;
        std::fs::File::open(folder)?.sync_all()
    };
    write().map_err(|cause| trouble(path, cause))
}

/// Makes a folder whose name is on disk too: a file is lost with the folder that was forgotten.
fn make_durably(folder: &Path) -> Result<(), StoreError> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().unwrap_or(Path::new("."));
    make_durably(above)?;
    let made = std::fs::create_dir(folder).or_else(|cause| {
        // Another upload may have been quicker.
        if cause.kind() == std::io::ErrorKind::AlreadyExists {
            Ok(())
        } else {
            Err(cause)
        }
    });
    made.and_then(|()| std::fs::File::open(above)?.sync_all())
        .map_err(|cause| trouble(folder, cause))
}

fn trouble(path: &Path, cause: std::io::Error) -> StoreError {
    StoreError::File {
        path: path.display().to_string(),
        cause,
    }
}

/// A file name as people gave it, fit to be shown and downloaded: without folders and control
/// characters, at most 120 characters.
pub fn tidy_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name
        .chars()
        .filter(|c| !c.is_control() && !"<>:\"|?*".contains(*c))
        .take(120)
        .collect();
    if name.trim().is_empty() {
        "file".into()
    } else {
        name
    }
}
