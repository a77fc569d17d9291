//! `yimen backup` and `yimen restore`: a verified copy while the city works, and the way back.
//!
//! Keys are never in a backup: the master key opens nothing without it, and it opens nothing without
//! the master key. Each has its own place.

use crate::place::PlaceArguments;
use crate::verify::{check, print};
use anyhow::{Context as _, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::{MasterKey, Target, backup, erasures, sealed_copy};

#[derive(Args, Debug)]
#[command(
    after_help = "Example: yimen backup --to /backup/ --key /safe/backup.key --data ./yimen-data\n\n\
    The copy is taken while the city works, verified after it is written, and holds files but no keys. \
    Make a key with: head -c 32 /dev/urandom > /safe/backup.key"
)]
pub struct BackupArguments {
    /// New file, or a folder that gets one named by the city's time.
    #[arg(long, value_name = "DIR|FILE")]
    to: PathBuf,
    /// Encrypt under the 32 bytes of this file.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Example: yimen restore /backup/yimen-20211130-0900.db --data ./new-data\n\n\
    The folder gets the master key first, in keys/master.key, and the register of erasures in \
    keys/erasures. Database and files must not be there yet."
)]
pub struct RestoreArguments {
    backup: PathBuf,
    /// The key that the backup was encrypted under.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// A register of erasures, if not keys/erasures; each node has its own.
    #[arg(long = "erasures", value_name = "FILE")]
    registers: Vec<PathBuf>,
    /// Nobody was ever erased in this city, so there is no register.
    #[arg(long, conflicts_with = "registers")]
    nobody_was_erased: bool,
}

impl BackupArguments {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        let target = place.existing()?;
        let now = place.clock()?.now();
        let to = self.file(now)?;
        let plain = match &self.key {
            Some(_) => to.with_extension("plain"),
            None => to.clone(),
        };
        let written = self.write(&target, place, &plain, &to);
        if self.key.is_some() {
            let removed = std::fs::remove_file(&plain);
            written?;
            removed.context("the copy in clear cannot be removed")?;
        } else if let Err(error) = written {
            // A copy that is not proved is none.
            let _ = std::fs::remove_file(&plain);
            return Err(error);
        }
        backup::note_backup(&target, now)?;
        println!("backup {}", to.display());
        Ok(())
    }

    fn file(&self, now: kernel::Timestamp) -> anyhow::Result<PathBuf> {
        let file = if self.to.is_dir() {
            let name: String = now
                .to_minute()
                .chars()
                .filter_map(|c| match c {
                    ' ' | 'T' => Some('-'),
                    c => c.is_ascii_digit().then_some(c),
                })
                .collect();
            let end = if self.key.is_some() { "sealed" } else { "db" };
            self.to.join(format!("yimen-{name}.{end}"))
        } else {
            self.to.clone()
        };
        if file.exists() {
            bail!("{} is there already", file.display());
        }
        Ok(file)
    }

    fn write(
        &self,
        target: &Target,
        place: &PlaceArguments,
        plain: &Path,
        to: &Path,
    ) -> anyhow::Result<()> {
        let bar = rows_bar()?;
        let copied = backup::back_up(target, &place.files(), plain, &mut |rows| {
            bar.set_position(rows);
        })
        .context("the backup cannot be written")?;
        bar.finish_and_clear();
        print(&copied.verified);
        if copied.verified.fault_count > 0 {
            bail!(
                "the record is broken, and a copy of it is no backup: keep the last good one, and \
                 keep the database as it is (docs/guides/operate.md, “The record is broken”)"
            );
        }
        println!("{} files", copied.files);
        if let Some(mark) = &copied.verified.mark {
            println!("mark {mark}");
        }
        if let Some(key) = &self.key {
            let key = read_key(key)?;
            sealed_copy::seal_file(&key, plain, to)?;
            // What was written opens again to the same bytes.
            let again = to.with_extension("again");
            let opened = sealed_copy::open_file(&key, to, &again)
                .map_err(anyhow::Error::from)
                .and_then(|()| Ok(same(plain, &again)?));
            std::fs::remove_file(&again)?;
            if !opened? {
                bail!("the encrypted backup does not open to what was written");
            }
        }
        Ok(())
    }
}

impl RestoreArguments {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        let target = place.target();
        if !backup::is_empty(&target)? || has_entries(&place.files()) {
            bail!("there is a city here already; a backup is restored to an empty place only");
        }
        let key_file = place.master_key();
        if !key_file.exists() {
            bail!(
                "the master key is not in a backup: put it to {} first",
                key_file.display()
            );
        }
        let master = MasterKey::load_or_create(&key_file)?;
        let erased = self.erased(place, &master)?;
        if sealed_copy::is_sealed(&self.backup)? {
            let Some(key) = &self.key else {
                bail!("the backup is encrypted: give its key with --key");
            };
            let plain = place.data.join("restore.plain");
            let result = sealed_copy::open_file(&read_key(key)?, &self.backup, &plain)
                .context("the backup does not open with this key")
                .and_then(|()| restore(&plain, place, &target, &master, &erased));
            std::fs::remove_file(&plain)?;
            result
        } else {
            restore(&self.backup, place, &target, &master, &erased)
        }
    }

    fn erased(
        &self,
        place: &PlaceArguments,
        master: &MasterKey,
    ) -> anyhow::Result<BTreeMap<kernel::PartyId, kernel::Timestamp>> {
        if self.nobody_was_erased {
            return Ok(BTreeMap::new());
        }
        let registers = if self.registers.is_empty() {
            vec![place.erasures()]
        } else {
            self.registers.clone()
        };
        let mut erased = BTreeMap::new();
        for register in registers {
            let found = erasures::read(&register, master).with_context(|| {
                "without the register of erasures a backup would bring back who was erased since; \
                 give it with --erasures, or say --nobody-was-erased"
            })?;
            erased.extend(found);
        }
        Ok(erased)
    }
}

fn restore(
    backup: &Path,
    place: &PlaceArguments,
    target: &Target,
    master: &MasterKey,
    erased: &BTreeMap<kernel::PartyId, kernel::Timestamp>,
) -> anyhow::Result<()> {
    let mark = backup::mark_of(backup)?;
    let marks: Vec<_> = mark.clone().into_iter().collect();
    let source = Target::Sqlite(backup.to_path_buf());
    if check(&source, &marks)?.fault_count > 0 {
        bail!("the backup is not what was written; nothing was restored");
    }
    if !master.fits(&source)? {
        bail!("this master key does not open the backup's vault; nothing was restored");
    }
    let bar = rows_bar()?;
    let files = backup::restore(backup, target, &place.files(), &mut |rows| {
        bar.set_position(rows);
    })?;
    bar.finish_and_clear();
    let again = erasures::apply(target, erased)?;
    // Opening makes every projection from the events.
    place.open(false)?.stop();
    let found = check(target, &marks)?;
    print(&found);
    println!("{files} files, {again} erasures done again");
    let shown = |mark: Option<&store::Mark>| mark.map_or("empty".into(), ToString::to_string);
    println!("in the backup  {}", shown(mark.as_ref()));
    println!("restored       {}", shown(found.mark.as_ref()));
    if found.fault_count > 0 || found.mark != mark {
        bail!("the restored record is not the one of the backup");
    }
    println!("nothing that the backup held is missing");
    Ok(())
}

fn rows_bar() -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{spinner} {pos} rows, {per_sec}")?;
    Ok(ProgressBar::new_spinner().with_style(style))
}

fn read_key(path: &Path) -> anyhow::Result<[u8; 32]> {
    let bytes = std::fs::read(path).with_context(|| format!("the key {}", path.display()))?;
    bytes
        .try_into()
        .map_err(|_| anyhow::anyhow!("{} does not hold 32 bytes", path.display()))
}

fn has_entries(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

fn same(one: &Path, other: &Path) -> std::io::Result<bool> {
    use std::io::{BufRead as _, BufReader};
    let mut one = BufReader::new(std::fs::File::open(one)?);
    let mut other = BufReader::new(std::fs::File::open(other)?);
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let size = left.len().min(right.len());
        if size == 0 {
            return Ok(left.len() == right.len());
        }
        if left[..size] != right[..size] {
            return Ok(false);
        }
        one.consume(size);
        other.consume(size);
    }
}
