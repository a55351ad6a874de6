//! `prospect extract`: postings in, facts out, one JSON object a line, in the same order.

use crate::pipeline;
use crate::records::{self, Chunk};
use crate::screen::{Outcome, Progress};
use anyhow::{Context as _, Result};
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Problem, Sha256};
use prospect_sources::{Context, by_id};
use prospect_store::unpack;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Read postings (JSON Lines), print their facts with evidence
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect extract postings.jsonl > facts.jsonl
  gunzip -c postings.jsonl.gz | prospect extract - | jq .skills
  echo '{\"id\":\"1\",\"text\":\"Acme | Senior Rust Engineer | Berlin | €80-100k\"}' | prospect extract

In:  {\"id\", \"text\" or \"html\", \"title\"?, \"employer\"?, \"location\"?, \"posted\"?: \"YYYY-MM-DD\", \"url\"?},
     or a schema.org JobPosting object a line. Plain, gzip or zstd.
Out: one object a line, see docs/contract.md. Records that cannot be read are named on standard error;
     then the exit code is 4.")]
pub(crate) struct Args {
    /// File of postings, `-` for standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    /// Threads [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let stream: Box<dyn Read + Send> = if args.file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(&args.file).with_context(|| format!("failed to open `{}`", args.file.display()))?)
    };
    let connector = by_id("jsonl").context("the connector of plain lines exists")?;
    let context = Context { document: Sha256([0; 32]), url: None, employer: None };
    let extractor = Extractor::new();
    let progress = Progress::bytes("reading");
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    let mut n_refused = 0_u64;
    pipeline::ordered(
        args.threads.unwrap_or_else(pipeline::default_threads),
        |send| records::chunks(connector, unpack(stream), send),
        Scratch::default,
        |scratch, mut chunk: Chunk| {
            let n_bytes = chunk.n_bytes();
            let batch = records::parse(&mut chunk, context);
            let mut lines = Vec::with_capacity(n_bytes);
            for (_, posting) in &batch.postings {
                let facts = extractor.read(posting, scratch);
                // Writing to memory does not fail, and facts have no keys that JSON cannot hold.
                let _ = serde_json::to_writer(&mut lines, &facts);
                lines.push(b'\n');
            }
            (lines, batch.problems, n_bytes)
        },
        |(lines, problems, n_bytes): (Vec<u8>, Vec<Problem>, usize)| -> std::io::Result<()> {
            n_refused += problems.len() as u64;
            for problem in &problems {
                progress.say(&format!("problem: {}: {} ({})", problem.at, problem.message, problem.code));
            }
            progress.add(n_bytes as u64);
            out.write_all(&lines)
        },
    )
    .and_then(|()| out.flush())
    .context("failed to write facts")?;
    Ok(if n_refused > 0 { Outcome::Part } else { Outcome::Fine })
}
