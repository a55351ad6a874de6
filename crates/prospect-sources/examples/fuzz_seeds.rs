//! Seeds of the fuzz target `parse_sources`: `cargo run -p prospect-sources --example fuzz_seeds -- FOLDER`.
//!
//! Writes each fixture once for each shape of its connector, behind the byte that picks the shape.

use prospect_sources::ALL;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder to write to")?;
    std::fs::create_dir_all(&folder)?;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut n_seeds = 0;
    let shapes = ALL.iter().flat_map(|connector| connector.formats.iter().map(move |_| connector.info.id));
    for (shape_idx, id) in shapes.enumerate() {
        let Ok(entries) = std::fs::read_dir(fixtures.join(id)) else { continue };
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".expected.jsonl") || name.ends_with(".url") {
                continue;
            }
            let mut seed = vec![u8::try_from(shape_idx)?];
            seed.extend(std::fs::read(&path)?);
            std::fs::write(Path::new(&folder).join(format!("{id}-{shape_idx}-{name}")), seed)?;
            n_seeds += 1;
        }
    }
    println!("{n_seeds} seeds in {folder}");
    Ok(())
}
