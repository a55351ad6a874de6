//! The words around years of experience, in English, German, French, Spanish and Polish.

use crate::readers::word_set::WordSet;

/// Numbers in words, English, German, French, Spanish, Polish.
#[rustfmt::skip]
pub(super) static NUMBERS: [(f32, WordSet); 13] = [
    (1.0, WordSet::new(&["one", "ein", "eine", "einem", "un", "une", "uno", "jeden", "einjährige"])),
    (2.0, WordSet::new(&["two", "zwei", "deux", "dos", "dwa", "dwóch", "dwie", "couple"])),
    (3.0, WordSet::new(&["three", "drei", "trois", "tres", "trzy", "trzech"])),
    (4.0, WordSet::new(&["four", "vier", "quatre", "cuatro", "cztery", "czterech"])),
    (5.0, WordSet::new(&["five", "fünf", "cinq", "cinco", "pięć", "pięciu"])),
    (6.0, WordSet::new(&["six", "sechs", "seis", "sześć", "sześciu"])),
    (7.0, WordSet::new(&["seven", "sieben", "sept", "siete", "siedem"])),
    (8.0, WordSet::new(&["eight", "acht", "huit", "ocho", "osiem"])),
    (9.0, WordSet::new(&["nine", "neun", "neuf", "nueve"])),
    (10.0, WordSet::new(&["ten", "zehn", "dix", "diez", "dziesięć"])),
    (12.0, WordSet::new(&["twelve", "zwölf", "douze", "doce"])),
    (15.0, WordSet::new(&["fifteen", "fünfzehn", "quinze", "quince"])),
    (20.0, WordSet::new(&["twenty", "zwanzig", "vingt", "veinte"])),
];

/// What joins two ends of a range.
#[rustfmt::skip]
pub(super) static TO: WordSet =
    WordSet::new(&["to", "bis", "à", "a", "do", "or", "and", "oder", "und", "ou", "et", "y", "o", "i", "lub"]);

/// What makes a number the least that is asked.
#[rustfmt::skip]
pub(super) static LEAST: WordSet = WordSet::new(&[
    "least", "minimum", "min", "over", "mindestens", "wenigstens", "zumindest", "mind", "minimal", "minimale", "menos", "mínimo", "mínima", "moins",
    "ab", "über", "upwards", "exceeding", "co", "przynajmniej", "conajmniej", "ponad", "powyżej", "partir",
]);

/// Behind years that are no experience: "10 years old", "4 years vesting".
#[rustfmt::skip]
pub(super) static AGAINST_BEHIND: WordSet = WordSet::new(&[
    "old", "ago", "young", "vesting", "cliff", "runway", "contract", "row", "later", "warranty", "anniversary",
    "alt", "lease", "degree", "program", "programme", "internship", "mortgage", "grant", "plan", "term", "long",
    "round", "university", "college", "earlier", "anniversaries", "younger", "older", "history", "project", "stint",
    "vest", "window", "funding", "sabbatical", "course", "altes", "alter", "befristet", "garantie",
]);

/// Before years that are a span of time: "the last 5 years".
#[rustfmt::skip]
pub(super) static AGAINST_BEFORE: WordSet = WordSet::new(&[
    "last", "past", "next", "every", "after", "within", "previous", "coming", "first", "since", "per", "letzten",
    "nächsten", "vergangenen", "each", "final", "recent", "vor", "umowa", "umowę", "contrat", "contrato", "cdd", "vertrag",
    "befristet", "durée", "duración", "últimos", "dernières", "derniers", "ostatnich", "ciągu",
]);

/// Whose years they are when the employer speaks of itself.
#[rustfmt::skip]
pub(super) static EMPLOYER: WordSet = WordSet::new(&[
    "we", "our", "us", "founders", "founder", "cofounders", "company", "ceo", "cto", "combined", "collective",
    "collectively", "founded", "their", "they", "his", "her", "he", "she", "i", "my", "wir", "unser", "unsere",
    "nous", "notre", "startup", "business", "been", "decades", "established", "profitable", "family", "unternehmen",
    "unsere", "unseres", "unserem", "entreprise", "société", "empresa", "compañía", "consultora", "nuestro", "nuestra",
    "llevamos", "somos", "firma", "firmą", "spółka", "jesteśmy", "działamy", "mamy", "contamos", "tenemos", "nos", "avons", "nasz", "nasza", "rynku",
]);

/// Whose years they are when a person is asked.
#[rustfmt::skip]
pub(super) static PERSON: WordSet = WordSet::new(&[
    "you", "your", "candidate", "candidates", "require", "requires", "required", "requirements", "requirement",
    "need", "needs", "must", "looking", "ideally", "prefer", "preferred", "preferably", "someone", "seeking", "want",
    "minimum", "least", "qualifications", "should", "du", "sie", "vous", "tienes", "applicants", "expect", "bring",
    "ideal", "requiring", "engineers", "engineer", "developer", "developers", "qualified", "senior", "hiring",
    "skills", "experience", "dein", "deine", "ihr", "ihre", "tu", "tienes", "requisitos", "wymagania", "posiadasz", "masz",
]);

/// Words that open a subject behind "experience".
#[rustfmt::skip]
pub(super) static OPENS: WordSet = WordSet::new(&[
    "in", "with", "of", "on", "using", "as", "at", "working", "building", "developing", "writing", "programming",
    "en", "avec", "con", "mit", "im", "als", "w", "z", "doing", "shipping", "designing", "managing", "leading",
    "creating", "running", "across", "na", "programando", "desarrollando", "trabajando", "dans", "sur", "comme", "como", "jako", "für", "bei", "auf", "ze",
]);

/// Words around a subject that do not belong to it.
#[rustfmt::skip]
pub(super) static PADDING: WordSet = WordSet::new(&[
    "of", "in", "with", "using", "on", "a", "an", "the", "professional", "relevant", "hands", "experience", "work",
    "working", "prior", "proven", "solid", "strong", "practical", "direct", "related", "real", "world", "full",
    "time", "commercial", "de", "d", "con", "avec", "minimum", "mit", "der", "or", "more", "as", "equivalent",
    "similar", "total", "previous", "at", "least", "en", "im", "w", "z", "post", "demonstrated", "and", "your", "als",
    "berufliche", "praktische", "praktischer", "einschlägige", "einschlägiger", "fundierte", "erfahrung", "dans", "sur",
    "le", "la", "les", "des", "du", "tant", "que", "domaine", "et", "plus", "más", "mehr", "na", "comme", "professionnelle", "significative", "como", "el", "los", "las", "profesional", "demostrable",
    "jako", "komercyjnego", "komercyjne", "zawodowego", "praktycznego", "ze", "un", "une", "una", "den", "dem", "für", "bei",
]);
