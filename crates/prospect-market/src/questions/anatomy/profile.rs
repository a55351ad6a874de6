//! The lines of a role profile and of a skill map, and which facts measure each.
//!
//! Source: `002_0cb26c58bbc31261.txt`, one of the documents that the project answers; its lines in our words. A line
//! that postings can name is measured by skills, soft skills, education or work mode; any one of the names is enough.

use Measure::{Mode, Nothing, Skills, Soft};
use prospect_model::{Education, WorkMode};

/// One line.
pub(super) struct Line {
    /// The part of the profile that it stands in.
    pub(super) section: &'static str,
    /// The line in our words.
    pub(super) text: &'static str,
    /// What measures it.
    pub(super) measure: Measure,
}

/// Which facts of an opening meet a line.
#[derive(Clone, Copy)]
pub(super) enum Measure {
    /// Any of these skills, by id.
    Skills(&'static [&'static str]),
    /// Any of these soft skills, by canonical name.
    Soft(&'static [&'static str]),
    /// Any of these degrees.
    Education(&'static [Education]),
    /// This work mode.
    Mode(WorkMode),
    /// No fact does, and why.
    Nothing(&'static str),
}

impl Measure {
    /// What measures the line, for a table.
    pub(super) fn words(self) -> String {
        match self {
            Self::Skills(ids) => ids.join(", "),
            Self::Soft(names) => format!("soft skill {}", names.join(", ")),
            Self::Education(levels) => {
                format!("education {}", levels.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", "))
            }
            Self::Mode(mode) => format!("work mode {mode}"),
            Self::Nothing(why) => why.to_owned(),
        }
    }
}

const LANGUAGE_PART: &str = "a part of the language that postings do not name apart from Rust";

const fn line(section: &'static str, text: &'static str, measure: Measure) -> Line {
    Line { section, text, measure }
}

/// The role profile: responsibilities, setting, stack, education, skills, soft abilities.
pub(super) const PROFILE: &[Line] = &[
    line("responsibilities", "Writes, tests and maintains Rust", Skills(&["rust"])),
    line(
        "responsibilities",
        "Builds system-level components",
        Skills(&["systems-programming", "operating-systems", "linux-kernel"]),
    ),
    line("responsibilities", "Works across product, quality and operations", Soft(&["teamwork"])),
    line("responsibilities", "Reviews code", Skills(&["code-review"])),
    line(
        "responsibilities",
        "Optimises performance and scale",
        Skills(&["performance-optimization", "performance-engineering", "scalability"]),
    ),
    line(
        "responsibilities",
        "Uses concurrency and parallelism",
        Skills(&["concurrency", "parallel-programming", "async-programming"]),
    ),
    line("responsibilities", "Debugs low-level software and memory", Skills(&["debugging", "memory-management"])),
    line(
        "responsibilities",
        "Designs architecture",
        Skills(&["system-design", "software-design", "distributed-systems"]),
    ),
    line("responsibilities", "Contributes to open source", Skills(&["open-source"])),
    line("responsibilities", "Documents designs and interfaces", Skills(&["technical-writing"])),
    line(
        "responsibilities",
        "Integrates over foreign functions with C and C++",
        Skills(&["ffi", "bindgen", "cxx-rs", "cbindgen", "pyo3"]),
    ),
    line("responsibilities", "Keeps up with the language and its ecosystem", Soft(&["learning"])),
    line(
        "responsibilities",
        "Secures and audits code",
        Skills(&["security", "secure-coding", "security-audits", "application-security"]),
    ),
    line(
        "responsibilities",
        "Automates tests and continuous integration",
        Skills(&["ci-cd", "test-automation", "software-testing", "unit-testing"]),
    ),
    line("responsibilities", "Mentors juniors and adopters of Rust", Soft(&["mentoring"])),
    line("work setting", "Remote setups", Mode(WorkMode::Remote)),
    line("work setting", "Offices", Mode(WorkMode::Onsite)),
    line("work setting", "Agile teams", Skills(&["agile", "scrum", "kanban"])),
    line("work setting", "Pair programming", Skills(&["pair-programming"])),
    line("work setting", "Flexible schedules", Nothing("working hours, which no reader looks for")),
    line("tech stack", "Rust", Skills(&["rust"])),
    line("tech stack", "Cargo", Skills(&["cargo"])),
    line("tech stack", "rustfmt", Skills(&["rustfmt"])),
    line("tech stack", "Clippy", Skills(&["clippy"])),
    line("tech stack", "LLVM", Skills(&["llvm"])),
    line("tech stack", "Git, GitHub, GitLab", Skills(&["git", "github", "gitlab"])),
    line("tech stack", "Editors: VS Code, JetBrains", Skills(&["vscode", "intellij"])),
    line("tech stack", "Debuggers: GDB, LLDB", Skills(&["gdb", "lldb"])),
    line("tech stack", "Profilers: perf, Valgrind, flame graphs", Skills(&["linux-perf", "valgrind", "profiling"])),
    line(
        "tech stack",
        "Continuous integration services",
        Skills(&["github-actions", "jenkins", "travis-ci", "gitlab-ci", "circleci", "ci-cd"]),
    ),
    line("tech stack", "Docker and containers", Skills(&["docker", "containers", "kubernetes"])),
    line("tech stack", "WebAssembly", Skills(&["webassembly", "wasm-bindgen", "wasm-pack", "wasmtime", "wasi"])),
    line("tech stack", "Cross-compilation", Nothing("not in the lexicon")),
    line("tech stack", "Foreign functions with C and C++", Skills(&["ffi", "bindgen", "cxx-rs", "cbindgen"])),
    line(
        "tech stack",
        "Test frameworks, Criterion",
        Skills(&["criterion-rs", "unit-testing", "property-based-testing"]),
    ),
    line("tech stack", "Static analysis", Skills(&["static-analysis"])),
    line("tech stack", "rustdoc", Skills(&["rustdoc"])),
    line("tech stack", "Make, Bazel", Skills(&["make", "bazel"])),
    line("tech stack", "AWS, Google Cloud, Azure", Skills(&["aws", "gcp", "azure"])),
    line(
        "tech stack",
        "gRPC, REST, message brokers",
        Skills(&["grpc", "rest", "message-queues", "kafka", "rabbitmq", "nats"]),
    ),
    line("education", "Bachelor's degree or like it", Measure::Education(&[Education::Bachelor, Education::Degree])),
    line("education", "Master's degree or doctorate", Measure::Education(&[Education::Master, Education::Doctorate])),
    line("education", "Skills in place of a degree", Measure::Education(&[Education::NotRequired])),
    line("tech skills", "Proficiency in Rust", Skills(&["rust"])),
    line("tech skills", "Ownership, borrowing, lifetimes", Nothing(LANGUAGE_PART)),
    line(
        "tech skills",
        "Concurrent and parallel programming",
        Skills(&["concurrency", "parallel-programming", "async-programming", "tokio"]),
    ),
    line("tech skills", "Systems programming", Skills(&["systems-programming"])),
    line("tech skills", "Data structures and algorithms", Skills(&["algorithms", "data-structures"])),
    line("tech skills", "Cargo, rustfmt, Clippy", Skills(&["cargo", "rustfmt", "clippy"])),
    line("tech skills", "Debugging and profiling", Skills(&["debugging", "profiling"])),
    line(
        "tech skills",
        "Automated tests and benchmarks",
        Skills(&["test-automation", "benchmarking", "unit-testing", "integration-testing"]),
    ),
    line("tech skills", "Memory safety and security", Skills(&["memory-safety", "secure-coding"])),
    line("tech skills", "WebAssembly", Skills(&["webassembly"])),
    line("tech skills", "Containers and deployment", Skills(&["docker", "containers", "kubernetes"])),
    line("tech skills", "Git", Skills(&["git", "version-control"])),
    line("tech skills", "CI/CD", Skills(&["ci-cd"])),
    line("tech skills", "Linux and Unix", Skills(&["linux", "unix"])),
    line("soft abilities", "Problem solving and analysis", Soft(&["problem solving", "critical thinking"])),
    line("soft abilities", "Communication", Soft(&["communication"])),
    line("soft abilities", "Adaptability and eagerness to learn", Soft(&["adaptability", "learning", "curiosity"])),
    line("soft abilities", "Attention to detail", Soft(&["attention to detail"])),
    line("soft abilities", "Teamwork", Soft(&["teamwork"])),
    line("soft abilities", "Time management and self-motivation", Soft(&["time management", "autonomy"])),
    line("soft abilities", "Patience and perseverance", Soft(&["resilience"])),
    line("soft abilities", "Critical thinking", Soft(&["critical thinking"])),
    line("soft abilities", "Openness to feedback", Soft(&["feedback"])),
    line("soft abilities", "Mentoring and sharing knowledge", Soft(&["mentoring"])),
];

/// The skill map in its three steps.
pub(super) const SKILL_MAP: &[Line] = &[
    line("foundational", "Ownership and borrowing", Nothing(LANGUAGE_PART)),
    line("foundational", "Syntax and constructs", Nothing(LANGUAGE_PART)),
    line("foundational", "Memory safety", Skills(&["memory-safety", "memory-management"])),
    line("foundational", "Error handling", Skills(&["anyhow", "thiserror"])),
    line("foundational", "Cargo", Skills(&["cargo", "crates-io"])),
    line(
        "advanced",
        "Concurrency with async and await",
        Skills(&["async-programming", "concurrency", "tokio", "async-std", "futures-rs"]),
    ),
    line("advanced", "Unsafe Rust and foreign functions", Skills(&["ffi", "bindgen", "cxx-rs"])),
    line("advanced", "Macros and metaprogramming", Skills(&["rust-macros", "metaprogramming", "syn-rs"])),
    line("advanced", "Advanced lifetimes", Nothing(LANGUAGE_PART)),
    line(
        "advanced",
        "Profiling and optimisation",
        Skills(&["profiling", "performance-optimization", "performance-engineering"]),
    ),
    line("professional", "Git", Skills(&["git", "version-control", "github"])),
    line("professional", "CI/CD and automation", Skills(&["ci-cd", "automation", "github-actions"])),
    line("professional", "Code review", Skills(&["code-review"])),
    line("professional", "Collaboration", Soft(&["teamwork", "communication"])),
    line("professional", "Documentation and API design", Skills(&["technical-writing", "apis", "openapi", "rustdoc"])),
    line("professional", "Open source and community", Skills(&["open-source"])),
];
