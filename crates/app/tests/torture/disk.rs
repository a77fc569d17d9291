//! What a disk holds after the power was cut: a trace of the server's writes and syncs, played onto
//! a copy of its files. What was synced is there; of the rest, any part may be missing.

use sim::dice::Dice;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// System calls that change what a disk holds, or make it durable.
pub(crate) const CALLS: &str = "pwrite64,write,ftruncate,fsync,fdatasync,openat,rename,renameat,\
                                renameat2,unlink,unlinkat,mkdir,mkdirat";

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Create,
    Write(u64, Vec<u8>),
    /// At the end of the file.
    Append(Vec<u8>),
    Truncate(u64),
    Rename(PathBuf),
    Unlink,
    MakeFolder,
    Sync,
}

/// One call: on which path, when it began and returned (lines of the trace), and what it did.
#[derive(Clone, Debug)]
struct Call {
    path: PathBuf,
    what: What,
    began: usize,
    returned: usize,
}

/// A trace as `strace -f -ttt -xx -y` writes it.
#[derive(Debug)]
pub(crate) struct Trace {
    calls: Vec<Call>,
    /// The line at which each call became durable; `None` if it never did.
    durable_at: Vec<Option<usize>>,
    /// Time of each line, in microseconds.
    times: Vec<i64>,
}

/// Files by path; folders are kept as paths without content.
type Files = BTreeMap<PathBuf, Option<Vec<u8>>>;

impl Trace {
    /// Reads the calls on files under a folder.
    pub(crate) fn read(text: &str, folder: &Path) -> Self {
        let mut calls = Vec::new();
        let mut times = Vec::new();
        let mut open: BTreeMap<&str, String> = BTreeMap::new();
        let mut began: BTreeMap<&str, usize> = BTreeMap::new();
        for (n, line) in text.lines().enumerate() {
            let mut words = line.splitn(3, ' ').map(str::trim);
            let (thread, time) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            // Threads' numbers are padded.
            let rest = words.next().unwrap_or("");
            let (time, rest) = if time.is_empty() {
                rest.split_once(' ').unwrap_or(("", ""))
            } else {
                (time, rest)
            };
            times.push(micros(time));
            let whole = if let Some(start) = rest.strip_suffix(" <unfinished ...>") {
                open.insert(thread, start.to_owned());
                began.insert(thread, n);
                continue;
            } else if let Some((_, end)) = rest.split_once(" resumed>") {
                open.remove(thread).unwrap_or_default() + end
            } else {
                began.insert(thread, n);
                rest.to_owned()
            };
            let began = began.remove(thread).unwrap_or(n);
            if let Some((path, what)) = parse(&whole)
                && path.starts_with(folder)
            {
                calls.push(Call {
                    path,
                    what,
                    began,
                    returned: n,
                });
            }
        }
        let durable_at = (0..calls.len()).map(|n| durable_at(&calls[n..])).collect();
        Self {
            calls,
            durable_at,
            times,
        }
    }

    pub(crate) fn lines(&self) -> usize {
        self.times.len()
    }

    pub(crate) fn time(&self, line: usize) -> i64 {
        self.times[line]
    }

    /// What lies on the disk if the power fails at this line.
    pub(crate) fn after_cut(&self, before: &Files, line: usize, dice: &mut Dice) -> Files {
        let mut files = before.clone();
        // Sometimes everything that was not synced is gone, sometimes a part of it.
        let survives = [0, 500, 900][dice.below(3)];
        for (n, call) in self.calls.iter().enumerate() {
            if call.began > line {
                break;
            }
            let is_durable = self.durable_at[n].is_some_and(|at| at <= line);
            if is_durable || dice.chance(survives) {
                play(&mut files, call);
            }
        }
        files
    }
}

/// When the first of the calls became durable: a sync of the file (for names: of its folder, or of
/// the new file) that began after the call had returned, has returned.
fn durable_at(calls: &[Call]) -> Option<usize> {
    let call = calls.first()?;
    let folder = call.path.parent();
    let sync = calls.iter().find(|sync| {
        let is_of_folder = Some(sync.path.as_path()) == folder;
        let covers = match call.what {
            What::Write(..) | What::Append(_) | What::Truncate(_) => sync.path == call.path,
            What::Create => is_of_folder || sync.path == call.path,
            What::Rename(_) | What::Unlink | What::MakeFolder | What::Sync => is_of_folder,
        };
        sync.what == What::Sync && sync.began > call.returned && covers
    });
    sync.map(|sync| sync.returned)
}

fn play(files: &mut Files, call: &Call) {
    let path = &call.path;
    match &call.what {
        What::Create => {
            files
                .entry(path.clone())
                .or_insert_with(|| Some(Vec::new()));
        }
        What::MakeFolder => {
            files.entry(path.clone()).or_insert(None);
        }
        What::Write(at, bytes) => {
            if let Some(Some(content)) = files.get_mut(path) {
                let at = usize::try_from(*at).unwrap();
                if content.len() < at + bytes.len() {
                    content.resize(at + bytes.len(), 0);
                }
                content[at..at + bytes.len()].copy_from_slice(bytes);
            }
        }
        What::Append(bytes) => {
            if let Some(Some(content)) = files.get_mut(path) {
                content.extend_from_slice(bytes);
            }
        }
        What::Truncate(length) => {
            if let Some(Some(content)) = files.get_mut(path) {
                content.resize(usize::try_from(*length).unwrap(), 0);
            }
        }
        What::Rename(to) => {
            if let Some(content) = files.remove(path) {
                files.insert(to.clone(), content);
            }
        }
        What::Unlink => {
            files.remove(path);
        }
        What::Sync => {}
    }
}

/// A call that worked and matters: `name(arguments) = result`.
fn parse(call: &str) -> Option<(PathBuf, What)> {
    let (name, rest) = call.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let arguments = arguments.trim_end().strip_suffix(')')?;
    let result = result.trim();
    if result.starts_with('-') || result.starts_with('?') {
        return None;
    }
    let mut arguments = arguments.split(", ");
    let mut next = move || arguments.next();
    match name {
        "pwrite64" => {
            let (path, bytes) = (of_descriptor(next()?)?, unquote(next()?)?);
            let at = next().and_then(|_| next())?.parse().ok()?;
            Some((path, What::Write(at, written(bytes, result))))
        }
        "write" => {
            let (path, bytes) = (of_descriptor(next()?)?, unquote(next()?)?);
            Some((path, What::Append(written(bytes, result))))
        }
        "ftruncate" => Some((
            of_descriptor(next()?)?,
            What::Truncate(next()?.parse().ok()?),
        )),
        "fsync" | "fdatasync" => Some((of_descriptor(next()?)?, What::Sync)),
        "openat" => {
            let flags = next().and_then(|_| next()).and_then(|_| next())?;
            let path = of_descriptor(result)?;
            flags.contains("O_CREAT").then_some((path, What::Create))
        }
        "rename" => Some((as_path(next()?)?, What::Rename(as_path(next()?)?))),
        "renameat" | "renameat2" => {
            let from = next().and_then(|_| next()).and_then(as_path)?;
            let to = next().and_then(|_| next()).and_then(as_path)?;
            Some((from, What::Rename(to)))
        }
        "unlink" => Some((as_path(next()?)?, What::Unlink)),
        "unlinkat" => Some((next().and_then(|_| next()).and_then(as_path)?, What::Unlink)),
        "mkdir" => Some((as_path(next()?)?, What::MakeFolder)),
        "mkdirat" => Some((
            next().and_then(|_| next()).and_then(as_path)?,
            What::MakeFolder,
        )),
        _ => None,
    }
}

/// What a call that wrote less than it was given has written.
fn written(mut bytes: Vec<u8>, result: &str) -> Vec<u8> {
    bytes.truncate(result.parse().unwrap_or(usize::MAX));
    bytes
}

/// `9<\x2f…>`: the path behind a descriptor.
fn of_descriptor(text: &str) -> Option<PathBuf> {
    let (_, path) = text.split_once('<')?;
    Some(path_of(&unescape(path.split_once('>')?.0)?))
}

fn as_path(text: &str) -> Option<PathBuf> {
    Some(path_of(&unquote(text)?))
}

fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn unquote(text: &str) -> Option<Vec<u8>> {
    // A text that was cut short ends in dots: then the trace is of no use.
    unescape(text.strip_prefix('"')?.strip_suffix('"')?)
}

/// `\x2f\x74…`
fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    for byte in text.split("\\x").skip(1) {
        bytes.push(u8::from_str_radix(byte, 16).ok()?);
    }
    Some(bytes)
}

/// `1795545336.451152`
fn micros(time: &str) -> i64 {
    time.replace('.', "").parse().unwrap_or(0)
}

/// Files and folders under a folder.
pub(crate) fn files_under(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.insert(path.clone(), None);
            files.extend(files_under(&path));
        } else {
            let content = std::fs::read(&path).unwrap();
            files.insert(path, Some(content));
        }
    }
    files
}

/// Writes the files of one folder into another.
pub(crate) fn write_under(files: &Files, from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for (path, content) in files {
        let path = to.join(path.strip_prefix(from).unwrap());
        match content {
            None => std::fs::create_dir_all(path).unwrap(),
            // A file whose folder was lost is lost with it.
            Some(content) if path.parent().is_some_and(Path::is_dir) => {
                std::fs::write(path, content).unwrap();
            }
            Some(_) => {}
        }
    }
}

#[test]
fn a_write_lasts_if_a_sync_began_after_it_and_ended_before_the_cut() {
    let hex = |text: &str| -> String {
        let bytes: Vec<String> = text.bytes().map(|byte| format!("\\x{byte:02x}")).collect();
        bytes.concat()
    };
    let (file, one, two) = (hex("/d/a"), hex("one"), hex("two"));
    let text = format!(
        "7 1.000001 openat(AT_FDCWD<{file}>, \"{file}\", O_RDWR|O_CREAT, 0644) = 3<{file}>\n\
         7 1.000002 pwrite64(3<{file}>, \"{one}\", 3, 0) = 3\n\
         7 1.000003 fdatasync(3<{file}> <unfinished ...>\n\
         8 1.000004 pwrite64(3<{file}>, \"{two}\", 3, 3) = 3\n\
         7 1.000005 <... fdatasync resumed>) = 0\n"
    );
    let trace = Trace::read(&text, Path::new("/d"));
    // In the order in which they returned: created, "one", "two", the sync itself.
    assert_eq!(trace.durable_at, [Some(4), Some(4), None, None]);
    let mut files = Files::new();
    for call in &trace.calls {
        play(&mut files, call);
    }
    assert_eq!(files[Path::new("/d/a")], Some(b"onetwo".to_vec()));
}
