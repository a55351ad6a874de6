//! One shard of the full-text index: the words, skills and shown facts of rows that follow one another.
//!
//! A shard is a tantivy index of one segment that is written by one thread and never changed, so that document `d` of
//! it is row `first_row + d` and the same rows make the same shard. Nothing else in this workspace knows tantivy.
//!
//! Not here: which rows a shard has and what a query means (`index`, `find`).

use crate::SearchError;
use crate::words::WordTokenizer;
use std::path::Path;
use std::sync::Arc;
use tantivy::directory::{Directory, MmapDirectory, RamDirectory};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{IndexSettings, SegmentReader};
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::postings::SegmentPostings;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TantivyDocument, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, TokenizerManager};
use tantivy::{DocSet as _, Index, InvertedIndexReader, TERMINATED, Term};

/// Bytes that the engine may use at first, a third of them for its table of words, which grows as it must. Small, so
/// that the table stays dense: each word of a text looks into it at random, and a wide one falls out of the cache.
const N_BYTES_TABLE: usize = 1_000_000;

/// Bytes of shown facts that are packed together: about six rows.
const N_BYTES_BLOCK: usize = 4_096;

/// How often the words of a title and of an employer count, against those of the text.
///
/// Words of several fields are one list with weights, so that a word's counts add up before they saturate.
/// Source: Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. The weights
/// are ours: a word of the title says what the job is.
const N_TITLE: usize = 3;
const N_EMPLOYER: usize = 2;

/// What the index holds of a row.
pub(crate) struct RowText<'a> {
    pub(crate) title: &'a str,
    pub(crate) employer: &'a str,
    /// Its facts in words.
    pub(crate) facts: &'a str,
    /// The posting's text; empty where there is none.
    pub(crate) text: &'a str,
    /// Ids of skills that it asks for, wishes or uses, and whether it requires them.
    pub(crate) skills: &'a [(&'a str, bool)],
    /// What is shown of it, as JSON.
    pub(crate) shown: &'a [u8],
}

struct Fields {
    words: Field,
    skills: Field,
    shown: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer("default")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(true);
    let skills = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    let fields = Fields {
        words: schema.add_text_field("words", TextOptions::default().set_indexing_options(words)),
        skills: schema.add_text_field("skills", TextOptions::default().set_indexing_options(skills)),
        shown: schema.add_bytes_field("shown", STORED),
    };
    (schema.build(), fields)
}

fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::new();
    // The engine asks for one of this name for fields without words too.
    tokenizers.register("default", TextAnalyzer::from(WordTokenizer::default()));
    tokenizers.register("raw", TextAnalyzer::from(RawTokenizer::default()));
    tokenizers
}

/// Writes one shard.
pub(crate) struct ShardWriter {
    writer: SingleSegmentIndexWriter,
    fields: Fields,
}

impl ShardWriter {
    /// Begins a shard in an empty folder that exists, or in memory.
    pub(crate) fn new(folder: Option<&Path>) -> Result<Self, SearchError> {
        let directory: Box<dyn Directory> = match folder {
            Some(folder) => Box::new(MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?),
            None => Box::new(RamDirectory::create()),
        };
        let (schema, fields) = schema();
        let settings = IndexSettings {
            // A thread for compression would wait for this one most of the time.
            docstore_compress_dedicated_thread: false,
            // Hits are far apart: a block is unpacked for each, which took most of the time of small queries.
            docstore_blocksize: N_BYTES_BLOCK,
            ..IndexSettings::default()
        };
        let builder = Index::builder().schema(schema).tokenizers(tokenizers()).settings(settings);
        let writer = builder.single_segment_index_writer(directory, N_BYTES_TABLE)?;
        Ok(Self { writer, fields })
    }

    /// Adds the next row.
    pub(crate) fn add(&mut self, row: &RowText<'_>) -> Result<(), SearchError> {
        let Fields { words, skills, shown } = self.fields;
        let mut document = TantivyDocument::default();
        let repeated = [(row.title, N_TITLE), (row.employer, N_EMPLOYER), (row.facts, 1), (row.text, 1)];
        for (text, n) in repeated {
            for _ in 0..if text.is_empty() { 0 } else { n } {
                document.add_text(words, text);
            }
        }
        for (id, is_required) in row.skills {
            document.add_text(skills, id);
            if *is_required {
                document.add_text(skills, required(id));
            }
        }
        document.add_bytes(shown, row.shown);
        Ok(self.writer.add_document(document)?)
    }

    /// Ends the shard: its files are whole, and fsynced where it is in a folder.
    pub(crate) fn finish(self) -> Result<Index, SearchError> {
        Ok(self.writer.finalize()?)
    }
}

/// The term of a skill that is required; no id ends so.
fn required(id: &str) -> String {
    format!("{id}!")
}

/// One shard, open for reading.
pub(crate) struct Shard {
    reader: SegmentReader,
    words: Arc<InvertedIndexReader>,
    skills: Arc<InvertedIndexReader>,
    norms: FieldNormReader,
    fields: Fields,
    /// Number of its first row.
    pub(crate) first_row: u32,
    /// Number of its rows.
    pub(crate) n_rows: u32,
}

impl Shard {
    /// Opens the shard of a folder.
    pub(crate) fn open(folder: &Path, first_row: u32) -> Result<Self, SearchError> {
        Self::of(&Index::open_in_dir(folder)?, first_row)
    }

    /// Opens a shard that was just written.
    pub(crate) fn of(index: &Index, first_row: u32) -> Result<Self, SearchError> {
        let segments = index.searchable_segments()?;
        let [segment] = segments.as_slice() else {
            return Err(SearchError::damaged(format!("a shard has {} segments", segments.len())));
        };
        let reader = SegmentReader::open(segment)?;
        let (schema, fields) = schema();
        if *reader.schema() != schema {
            return Err(SearchError::damaged("a shard has another schema"));
        }
        let words = reader.inverted_index(fields.words)?;
        let skills = reader.inverted_index(fields.skills)?;
        let norms = reader.get_fieldnorms_reader(fields.words)?;
        let n_rows = reader.max_doc();
        Ok(Self { reader, words, skills, norms, fields, first_row, n_rows })
    }

    fn word_term(&self, word: &str) -> Term {
        Term::from_field_text(self.fields.words, word)
    }

    /// Rows of it that have a word.
    pub(crate) fn n_with(&self, word: &str) -> Result<u64, SearchError> {
        Ok(u64::from(self.words.doc_freq(&self.word_term(word))?))
    }

    /// Words of all its rows.
    pub(crate) fn n_words(&self) -> u64 {
        self.words.total_num_tokens()
    }

    /// The rows with a word, and with positions where a phrase needs them; `None` where none has it.
    pub(crate) fn postings(&self, word: &str, has_positions: bool) -> Result<Option<SegmentPostings>, SearchError> {
        let option =
            if has_positions { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
        Ok(self.words.read_postings(&self.word_term(word), option)?)
    }

    /// The length class of a row's words, for [`length_of_class`].
    pub(crate) fn length_class(&self, document: u32) -> u8 {
        self.norms.fieldnorm_id(document)
    }

    /// The rows that name a skill, added to a set of bits.
    pub(crate) fn add_skill(&self, id: &str, is_required: bool, set: &mut Bits) -> Result<(), SearchError> {
        let term =
            if is_required { Term::from_field_text(self.fields.skills, &required(id)) } else { self.skill_term(id) };
        if let Some(mut postings) = self.skills.read_postings(&term, IndexRecordOption::Basic)? {
            while postings.doc() != TERMINATED {
                set.insert(postings.doc());
                postings.advance();
            }
        }
        Ok(())
    }

    fn skill_term(&self, id: &str) -> Term {
        Term::from_field_text(self.fields.skills, id)
    }

    /// What is shown of a row, as JSON.
    pub(crate) fn shown(&self, document: u32) -> Result<Vec<u8>, SearchError> {
        if document >= self.n_rows {
            return Err(SearchError::damaged(format!("no row {document} in its shard")));
        }
        let document: TantivyDocument = self.reader.get_store_reader(1)?.get(document)?;
        let shown = document.get_first(self.fields.shown).and_then(|value| value.as_bytes());
        shown.map(<[u8]>::to_vec).ok_or_else(|| SearchError::damaged("a row shows nothing"))
    }
}

/// Words of a row of a length class, about.
pub(crate) fn length_of_class(class: u8) -> u32 {
    FieldNormReader::id_to_fieldnorm(class)
}

/// A set of rows of a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub(crate) fn new(n_rows: u32) -> Self {
        Self { words: vec![0; (n_rows as usize).div_ceil(64)] }
    }

    pub(crate) fn insert(&mut self, document: u32) {
        if let Some(word) = self.words.get_mut(document as usize / 64) {
            *word |= 1 << (document % 64);
        }
    }

    pub(crate) fn contains(&self, document: u32) -> bool {
        self.words.get(document as usize / 64).is_some_and(|word| word >> (document % 64) & 1 == 1)
    }

    pub(crate) fn intersect(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    pub(crate) fn unite(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Turns it around; bits beyond the last row are never asked for.
    pub(crate) fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
    }
}
