//! The power is cut: of what the server wrote, only what was synced is certain to be there.

use crate::check;
use crate::client;
use crate::disk::{CALLS, Trace, files_under, write_under};
use crate::load::{Load, Note, Notes};
use crate::server::{Server, free_address};
use crate::town::Town;
use app::place::PlaceArguments;
use sim::dice::Dice;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use testkit::Engine;
use web::files::Files;

const CUTS: usize = 12;

#[test]
fn what_was_acknowledged_survives_a_power_cut() {
    let town = Town::found(Engine::Sqlite);
    let before = files_under(&town.place.data);
    let trace = town.folder.path().join("trace");
    let mut tracer = Command::new("strace");
    tracer
        .args(["-D", "-f", "-q", "-ttt", "-xx", "-y", "-s", "4194304", "-e"])
        .arg(format!("trace={CALLS}"))
        .arg("-o")
        .arg(&trace)
        .arg(env!("CARGO_BIN_EXE_yimen"));
    let address = free_address();
    let mut server = Server::start_through(&town, address, tracer);
    server.wait();
    let load = Load::start(&town, &[address], 3, 30);
    load.wait_for_more(60);
    let notes = load.finish();
    server.kill();
    assert_eq!(notes.wrong, [""; 0]);
    let text = finished(&trace);
    let trace = Trace::read(&text, &town.place.data);
    let mut dice = Dice::new(31);
    let mut acknowledged = 0;
    for cut in 0..CUTS {
        let line = trace.lines() * (cut + 1) / (CUTS + 1) + dice.below(50);
        let line = line.min(trace.lines() - 1);
        let files = trace.after_cut(&before, line, &mut dice);
        let place = PlaceArguments {
            data: town.folder.path().join(format!("cut-{cut}")),
            database: None,
        };
        write_under(&files, &town.place.data, &place.data);
        acknowledged += survives(&place, &notes, trace.time(line));
        std::fs::remove_dir_all(&place.data).unwrap();
    }
    assert!(
        acknowledged > 100,
        "{acknowledged} acknowledgements were before a cut"
    );
    println!("power: {CUTS} cuts, {acknowledged} acknowledgements before them, 0 lost");
}

/// The trace when its last line is there: the tracer outlives the server by a moment.
fn finished(trace: &Path) -> String {
    let began = Instant::now();
    loop {
        let text = std::fs::read_to_string(trace).unwrap();
        if text.trim_end().ends_with("+++ killed by SIGKILL +++") {
            return text;
        }
        assert!(
            began.elapsed() < Duration::from_mins(1),
            "the tracer does not end"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Checks what was acknowledged before the cut; says how much that was.
fn survives(place: &PlaceArguments, notes: &Notes, at: i64) -> usize {
    let was_told = |note: &&Note| note.told_at.is_some_and(|told_at| told_at < at);
    let commands: Vec<Note> = notes
        .commands
        .iter()
        .map(|note| {
            let told = note.told.filter(|_| was_told(&note));
            Note {
                told,
                ..note.clone()
            }
        })
        .collect();
    // Opening it here is the restart.
    let store = place.open(false).unwrap();
    assert_eq!(check::differences(place, &commands), [""; 0]);
    let files = Files::new(place.files());
    for (content, _) in notes.files.iter().filter(|(_, told_at)| *told_at < at) {
        let bytes = client::file_of(content).into_bytes();
        let scratch = tempfile::tempdir().unwrap();
        // The same content has the same address.
        let file = Files::new(scratch.path()).put(&store, &bytes).unwrap();
        assert_eq!(files.get(&store, &file).unwrap(), bytes, "file {content}");
    }
    store.stop();
    drop(store);
    check::record_is_whole(place);
    commands.iter().filter(|note| note.told.is_some()).count()
}
