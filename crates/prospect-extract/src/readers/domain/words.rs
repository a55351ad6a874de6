//! Phrases that tell what is built, by class and by how telling they are.
//!
//! Strong phrases name the class ("blockchain"), plain ones belong to it mostly ("wallet"), faint ones
//! lean to it ("platform"). The lists follow the definitions of the classes and were made by reading
//! hiring-thread comments and career sites of 2011 to 2026.

use crate::scan::{Owner, Phrases};
use prospect_model::Domain;

/// Weight by strength: faint, plain, strong.
const WEIGHTS: [f32; 3] = [0.5, 1.2, 2.5];

/// Number of strengths.
pub(super) const N_STRENGTHS: usize = WEIGHTS.len();

/// Most that all phrases of one strength add up to in one posting.
pub(super) const SUM_MAX: [f32; N_STRENGTHS] = [1.0, 3.0, f32::MAX];

/// The strength of a dictionary value.
pub(super) fn strength_of(value: u32) -> usize {
    value as usize % WEIGHTS.len()
}

/// What a class's weight counts: words of energy, law or construction mostly name the customers of a web
/// product, so that class counts less; shops and networks are touched by many postings.
pub(super) fn class_weight(domain: Domain) -> f32 {
    match domain {
        Domain::Other => 0.5,
        Domain::EcommerceMedia | Domain::SystemsCloud => 0.9,
        _ => 1.0,
    }
}

/// A domain's index and weight from a dictionary value.
pub(super) fn decode(value: u32) -> Option<(usize, f32)> {
    if value == DEFINES {
        return None;
    }
    Some((value as usize / WEIGHTS.len(), *WEIGHTS.get(value as usize % WEIGHTS.len())?))
}

const WEB3: [&[&str]; 3] = [WEB3_FAINT, WEB3_PLAIN, WEB3_STRONG];
const SYSTEMS: [&[&str]; 3] = [SYSTEMS_FAINT, SYSTEMS_PLAIN, SYSTEMS_STRONG];
const EMBEDDED: [&[&str]; 3] = [EMBEDDED_FAINT, EMBEDDED_PLAIN, EMBEDDED_STRONG];
const AI: [&[&str]; 3] = [AI_FAINT, AI_PLAIN, AI_STRONG];
const DATA: [&[&str]; 3] = [DATA_FAINT, DATA_PLAIN, DATA_STRONG];
const SECURITY: [&[&str]; 3] = [SECURITY_FAINT, SECURITY_PLAIN, SECURITY_STRONG];
const FINTECH: [&[&str]; 3] = [FINTECH_FAINT, FINTECH_PLAIN, FINTECH_STRONG];
const GAMES: [&[&str]; 3] = [GAMES_FAINT, GAMES_PLAIN, GAMES_STRONG];
const WEB: [&[&str]; 3] = [WEB_FAINT, WEB_PLAIN, WEB_STRONG];
const DEVTOOLS: [&[&str]; 3] = [DEVTOOLS_FAINT, DEVTOOLS_PLAIN, DEVTOOLS_STRONG];
const ROBOTICS: [&[&str]; 3] = [ROBOTICS_FAINT, ROBOTICS_PLAIN, ROBOTICS_STRONG];
const HEALTH: [&[&str]; 3] = [HEALTH_FAINT, HEALTH_PLAIN, HEALTH_STRONG];
const MEDIA: [&[&str]; 3] = [MEDIA_FAINT, MEDIA_PLAIN, MEDIA_STRONG];
const OTHER: [&[&str]; 3] = [OTHER_FAINT, OTHER_PLAIN, OTHER_STRONG];

#[rustfmt::skip]
const WEB3_STRONG: &[&str] = &[
    "blockchain", "blockchains", "web3", "cryptocurrency", "cryptocurrencies", "crypto", "defi", "smart contracts",
    "smart contract", "ethereum", "bitcoin", "solana", "nft", "nfts", "decentralized finance", "zk rollup",
    "rollup", "rollups", "mev", "layer 1", "layer 2", "on-chain", "onchain", "dapps", "dao", "evm", "validators",
    "polkadot", "starknet", "zero knowledge proofs", "zkvm", "tokenization", "digital assets", "stablecoin",
    "stablecoins", "decentralized exchange", "substrate", "cosmos", "dex",
];
#[rustfmt::skip]
const WEB3_PLAIN: &[&str] = &[
    "decentralized", "decentralised", "wallet", "wallets", "tokens", "consensus", "solidity",
    "peer-to-peer network", "ledger", "zero knowledge", "custody", "staking", "mining",
];
const WEB3_FAINT: &[&str] = &["protocol", "p2p", "token"];

#[rustfmt::skip]
const SYSTEMS_STRONG: &[&str] = &[
    "cloud infrastructure", "operating system", "operating systems", "kernel", "hypervisor", "virtualization",
    "distributed database", "distributed storage", "storage system", "storage systems", "cdn",
    "content delivery network", "edge network", "infrastructure as a service", "kubernetes platform",
    "service mesh", "serverless platform", "edge computing", "cloud computing", "cloud platform", "cloud provider",
    "networking infrastructure", "network infrastructure", "data center", "data centers", "datacenter",
    "datacenters", "systems software", "file system", "filesystem", "file systems", "database engine",
    "storage engine", "object storage", "hosting platform", "web hosting", "vpn", "proxy", "load balancer",
    "container platform", "bare metal", "cloud native", "cloud-native", "unikernel", "internet service provider",
    "message broker", "networking", "web server", "high performance computing", "hpc", "telecommunications",
    "telecom", "5g", "cloud storage", "infrastructure software", "private cloud", "public cloud", "microvm",
    "distributed sql",
];
#[rustfmt::skip]
const SYSTEMS_PLAIN: &[&str] = &[
    "infrastructure", "distributed systems", "kubernetes", "cloud", "linux", "scalability", "low-level",
    "virtual machines", "containers", "storage", "systems engineer", "systems engineering", "systems programming",
    "orchestration", "networks", "network", "observability", "monitoring", "hosting", "servers", "sre",
    "site reliability", "messaging", "performance", "runtime", "ebpf", "wireless", "broadband", "p2p",
];
const SYSTEMS_FAINT: &[&str] = &[
    "scalable",
    "high availability",
    "low latency",
    "high-performance",
    "throughput",
    "terraform",
    "platform engineer",
    "devops",
    "backend infrastructure",
    "reliability",
    "concurrency",
];

#[rustfmt::skip]
const EMBEDDED_STRONG: &[&str] = &[
    "embedded", "embedded systems", "embedded software", "firmware", "iot", "internet of things", "microcontroller",
    "microcontrollers", "connected devices", "smart home", "smart devices", "consumer electronics", "wearable",
    "wearables", "sensor network", "fpga", "asic", "rtos", "bluetooth", "smart meters", "hardware startup",
    "hardware product", "semiconductor", "chip design", "iot platform", "home automation", "hardware devices",
    "smart lock",
];
#[rustfmt::skip]
const EMBEDDED_PLAIN: &[&str] = &[
    "cameras", "silicon", "hardware", "sensors", "sensor", "devices", "device", "electronics", "chips", "circuit",
    "pcb", "gateway", "radio", "medical devices", "wireless devices", "hardware and software",
];
const EMBEDDED_FAINT: &[&str] = &["physical", "manufacturing", "real-time"];

#[rustfmt::skip]
const AI_STRONG: &[&str] = &[
    "artificial intelligence", "machine learning", "deep learning", "llm", "llms", "large language models",
    "generative ai", "gen ai", "genai", "computer vision", "neural networks", "nlp", "natural language processing",
    "ai-powered", "ai-native", "ai native", "ai platform", "ai agents", "ai agent", "foundation models",
    "ai infrastructure", "agentic", "ai research", "ml platform", "ai safety", "agi", "ai models", "model training",
    "inference engine", "mlops", "speech recognition", "voice ai", "ai assistant", "ai startup", "ai company",
    "applied ai", "conversational ai", "reinforcement learning", "ai-first", "ai-driven", "diffusion models",
    "ai tools", "ai software", "ai lab",
];
#[rustfmt::skip]
const AI_PLAIN: &[&str] = &[
    "rag", "embeddings", "chatbots", "chatbot", "fine-tuning", "ai", "ml", "models", "agents", "inference", "gpu",
    "gpus", "pytorch", "tensorflow", "training data", "data scientist", "transformers", "language models",
    "predictive", "vision", "copilot", "multimodal", "ml engineer", "machine learning engineer", "ai engineer",
];
const AI_FAINT: &[&str] = &["intelligent", "intelligence", "algorithms", "automation", "gpt"];

#[rustfmt::skip]
const DATA_STRONG: &[&str] = &[
    "data platform", "big data", "data warehouse", "data pipeline", "data pipelines", "data infrastructure",
    "analytics platform", "data analytics", "business intelligence", "data engineering", "data integration",
    "data management", "data company", "real-time analytics", "web analytics", "product analytics", "data products",
    "data lake", "data catalog", "data quality", "etl", "data science platform", "search engine",
    "data visualization", "data provider", "location data", "geospatial", "customer data platform",
    "data collection", "market intelligence", "data mining", "open data", "stream processing", "streaming data",
    "vector search", "time series", "web scraping", "data feed", "structured data", "alternative data",
    "knowledge graph", "mapping data", "satellite imagery", "weather data",
];
#[rustfmt::skip]
const DATA_PLAIN: &[&str] = &[
    "database", "databases", "datasets", "data sets", "data processing", "analytics", "data", "data-driven",
    "insights", "spark", "hadoop", "kafka", "reporting", "dashboards", "data engineer", "metrics", "terabytes",
    "petabytes", "sql", "clickhouse", "query", "queries", "statistical", "visualization", "gis", "maps", "mapping",
    "events per second", "airflow", "snowflake", "bi", "search", "indexing", "data scientists",
    "intelligence platform",
];
const DATA_FAINT: &[&str] = &["measure", "tracking", "research", "information", "records"];

#[rustfmt::skip]
const SECURITY_STRONG: &[&str] = &[
    "cybersecurity", "cyber security", "security company", "security platform", "security products",
    "security software", "infosec", "information security", "application security", "network security",
    "cloud security", "threat detection", "threat intelligence", "penetration testing", "malware",
    "endpoint security", "identity management", "identity verification", "fraud detection", "fraud prevention",
    "secure communication", "zero trust", "incident response", "security engineer", "security engineering",
    "security analyst", "siem", "devsecops", "appsec", "red team", "detection and response", "security operations",
    "offensive security", "product security", "bug bounty", "password manager", "ransomware", "attackers",
    "access management", "compliance automation", "ddos", "bot detection", "secrets management",
    "security research", "security researcher", "infrastructure security", "security architect", "data security",
    "cyber",
];
#[rustfmt::skip]
const SECURITY_PLAIN: &[&str] = &[
    "privacy", "authentication", "vulnerability", "vulnerabilities", "surveillance", "soc", "encryption", "grc",
    "cryptography", "security", "secure", "threats", "threat", "risk", "compliance", "fraud", "identity", "attacks",
    "exploits", "forensics", "hacking", "firewall", "intrusion", "privacy-preserving", "trust",
];
const SECURITY_FAINT: &[&str] = &["protect", "protecting", "safe", "audit"];

#[rustfmt::skip]
const FINTECH_STRONG: &[&str] = &[
    "fintech", "financial services", "financial technology", "payments", "payment processing", "payment platform",
    "banking", "insurance", "insurtech", "trading", "hedge fund", "trading firm", "proprietary trading",
    "high frequency trading", "quantitative trading", "investment management", "asset management",
    "wealth management", "lending", "mortgage", "mortgages", "credit cards", "credit card", "trading platform",
    "trading systems", "stock market", "capital markets", "investing", "personal finance", "accounting software",
    "payroll", "invoicing", "neobank", "money transfer", "remittance", "brokerage", "financial data",
    "financial markets", "market maker", "market making", "credit union", "credit unions", "prediction market",
    "prediction markets", "bookkeeping", "financial analytics", "insurers", "equities", "underwriting",
    "crowdfunding", "financial products", "point of sale", "online betting", "betting", "expense management",
    "corporate cards", "gift cards",
];
#[rustfmt::skip]
const FINTECH_PLAIN: &[&str] = &[
    "exchange", "private equity", "venture capital", "hedge funds", "banks", "bank", "tax", "taxes", "billing",
    "debt", "financial institutions", "loans", "financial", "finance", "money", "investors", "investment",
    "traders", "portfolio", "credit", "transactions", "payment", "accounting", "funds", "pricing", "quantitative",
    "quant", "merchants", "claims", "currency", "stock", "low-latency trading", "invoices", "liquidity",
    "economics", "derivatives",
];
const FINTECH_FAINT: &[&str] = &["risk", "cash", "rent", "market data"];

#[rustfmt::skip]
const GAMES_STRONG: &[&str] = &[
    "game studio", "video game", "video games", "game engine", "game development", "mmo", "gamers", "mobile games",
    "gaming company", "unity3d", "unreal engine", "unreal", "gameplay", "virtual reality", "vr",
    "augmented reality", "mixed reality", "metaverse", "computer graphics", "3d graphics", "rendering engine",
    "visual effects", "vfx", "animation software", "3d rendering", "game developer", "game designer",
    "online games", "games studio", "esports", "real-time rendering", "game company", "social games", "xr",
    "multiplayer", "indie game", "rpg", "game server", "game servers",
];
#[rustfmt::skip]
const GAMES_PLAIN: &[&str] = &[
    "game", "games", "gaming", "3d", "graphics", "rendering", "opengl", "vulkan", "webgl", "players", "unity",
    "animation", "shaders", "directx", "creative tools",
];
const GAMES_FAINT: &[&str] = &["simulation", "interactive", "play", "immersive"];

#[rustfmt::skip]
const WEB_STRONG: &[&str] = &[
    "web application", "web applications", "web app", "web apps", "mobile app", "mobile apps", "mobile application",
    "mobile applications", "social network", "social media", "saas platform", "saas", "web agency",
    "digital agency", "web development", "iphone app", "ios app", "android app", "website builder", "cms", "crm",
    "collaboration platform", "messaging app", "communication platform", "project management", "hr software",
    "recruiting software", "recruitment platform", "property management", "real estate", "scheduling", "b2b saas",
    "enterprise software", "customer support software", "customer communication", "no-code", "marketing automation",
    "online platform", "nonprofits", "civic", "consultancy", "software agency", "web site", "websites",
    "online community", "dating", "email marketing", "web design", "software development company",
    "development shop", "design studio", "knowledge management", "sales platform", "live chat",
    "team collaboration", "legal tech", "fundraising", "human resources", "recruiting", "hiring platform",
    "call center",
];
#[rustfmt::skip]
const WEB_PLAIN: &[&str] = &[
    "talent", "construction", "government", "surveys", "survey", "consulting", "productivity", "workflow",
    "customer service", "web", "mobile", "apps", "app", "users", "front-end", "frontend", "full stack",
    "full-stack", "rails", "django", "react", "ios", "android", "javascript", "platform for",
    "software as a service", "marketplace", "small businesses", "businesses", "teams", "employees", "startup", "ux",
    "customers", "consumers", "social", "clients", "product", "agencies", "php", "html", "css", "ruby on rails",
    "angular", "node.js",
];
const WEB_FAINT: &[&str] =
    &["online", "internet", "website", "site", "service", "software", "api", "backend", "people"];

#[rustfmt::skip]
const DEVTOOLS_STRONG: &[&str] = &[
    "developer tools", "devtools", "dev tools", "developer platform", "tools for developers", "for developers",
    "ide", "compiler", "compilers", "programming language", "code review", "continuous integration",
    "ci/cd platform", "api platform", "sdks", "debugging", "debugger", "static analysis", "version control",
    "code editor", "developer experience", "developer productivity", "testing platform", "error monitoring",
    "application performance", "open source platform", "low-code", "developer workflow", "package manager",
    "build system", "build systems", "code analysis", "monitoring software", "observability platform",
    "observability tools", "observability", "feature flags", "test automation", "backend as a service",
    "platform for developers", "help developers", "software developers build", "code quality", "tools for software",
    "developer-first", "database tooling", "software delivery", "api for", "apis for", "developer community",
];
#[rustfmt::skip]
const DEVTOOLS_PLAIN: &[&str] = &[
    "github", "coding", "software engineers to", "engineering teams", "app developers", "developers", "sdk", "api",
    "apis", "open source", "open-source", "tooling", "codebase", "toolchain", "software engineering teams",
    "deploy", "deployment", "cli", "devops", "repository", "git", "llvm", "wasm", "webassembly", "ci/cd",
    "programmers", "code",
];
const DEVTOOLS_FAINT: &[&str] = &["engineers", "automation", "integrations", "tools"];

#[rustfmt::skip]
const ROBOTICS_STRONG: &[&str] = &[
    "robotics", "robot", "robots", "autonomous vehicles", "autonomous vehicle", "self-driving", "self driving",
    "uav", "spacecraft", "aerospace", "aviation", "aircraft", "automotive", "rockets", "rocket", "launch vehicle",
    "electric vehicles", "electric vehicle", "vehicles", "flight software", "autonomous systems",
    "defense technology", "defense", "lidar", "autonomy", "connected car", "connected cars", "trucking", "avionics",
    "motorcycles", "unmanned",
];
#[rustfmt::skip]
const ROBOTICS_PLAIN: &[&str] = &[
    "space", "car", "cars", "vehicle", "flight", "fleet", "drone", "satellite", "satellites", "drones", "military",
    "perception", "navigation", "mission-critical", "mission critical", "control systems", "ros", "slam",
    "motion planning", "national security", "driver", "drivers", "transportation", "manipulation", "boats", "gnc",
    "simulation", "actuators",
];
const ROBOTICS_FAINT: &[&str] = &["safety-critical", "logistics", "mission"];

#[rustfmt::skip]
const HEALTH_STRONG: &[&str] = &[
    "healthcare", "health care", "health", "medical", "patients", "patient", "hospital", "hospitals", "clinical",
    "clinicians", "doctors", "physicians", "biotech", "biotechnology", "life sciences", "life science", "genomics",
    "genomic", "bioinformatics", "drug discovery", "pharmaceutical", "pharma", "telehealth", "telemedicine",
    "digital health", "medical device", "medical devices", "mental health", "medicine", "biology",
    "synthetic biology", "cancer", "diagnostics", "dna", "medtech", "nurses", "nurse", "electronic health records",
    "ehr", "emr", "hipaa", "therapy", "therapies", "wellness", "protein", "proteins", "clinical trials",
    "healthtech", "health tech", "medicare", "radiology", "surgical", "diabetes", "dental", "lab automation",
    "computational biology", "health insurance company", "health plans", "neuroscience", "pharmacy",
];
#[rustfmt::skip]
const HEALTH_PLAIN: &[&str] = &[
    "brain", "bio", "biological", "disease", "diseases", "surgery", "care", "laboratory", "scientists", "fitness",
    "fertility", "chemistry", "molecular", "caregivers", "wearable", "treatment", "treatments", "providers",
    "veterinary", "nutrition", "sleep",
];
const HEALTH_FAINT: &[&str] = &["lives", "scientific", "lab", "research"];

#[rustfmt::skip]
const MEDIA_STRONG: &[&str] = &[
    "e-commerce", "ecommerce", "online shopping", "online store", "online marketplace", "retail", "shopping",
    "fashion", "travel", "music", "streaming service", "video streaming", "media company", "publishing",
    "publishers", "newspaper", "advertising", "ad tech", "adtech", "ads", "education", "edtech", "schools",
    "learning platform", "online education", "online learning", "entertainment", "movies", "tv", "television",
    "podcast", "podcasts", "food delivery", "grocery", "groceries", "vacation rentals", "flights", "beauty",
    "digital media", "journalism", "video platform", "ad exchange", "shoppers", "marketplace", "magazine",
    "ticketing", "photography", "content creators", "creator economy", "e-learning", "language learning",
    "learners", "demand side platform", "real-time bidding", "musicians", "recipes", "d2c", "consumer brands",
    "subscription box", "commerce platform", "classifieds", "auction", "auctions",
];
#[rustfmt::skip]
const MEDIA_PLAIN: &[&str] = &[
    "food", "brands", "delivery", "artists", "readers", "kids", "parents", "rental", "university", "tickets",
    "books", "sports", "news", "students", "teachers", "photos", "commerce", "creators", "wine", "film",
    "restaurant", "restaurants", "booking", "hotel", "hotels", "retailers", "consumer products", "marketing",
    "advertisers", "advertiser", "campaigns", "video", "audio", "media", "content", "consumer", "sellers", "buyers",
    "sell", "merchants", "customers shop", "audience", "viewers", "products online", "stores", "store", "learning",
    "learn", "children", "editorial", "events", "fans", "home goods", "brand", "inventory", "orders",
];
const MEDIA_FAINT: &[&str] = &["discover", "community", "creative", "recommendations"];

#[rustfmt::skip]
const OTHER_STRONG: &[&str] = &[
    "climate", "renewable energy", "clean energy", "solar", "electricity", "agriculture", "agtech", "farming",
    "supply chain", "manufacturing company", "manufacturers", "oil and gas", "carbon", "sustainability",
    "power grid", "mining company", "recycling", "construction industry", "freight", "logistics", "nuclear",
    "batteries", "battery", "climate change", "decarbonization",
];
#[rustfmt::skip]
const OTHER_PLAIN: &[&str] = &[
    "water", "grid", "materials science", "chemicals", "warehouse", "shipping", "legal", "energy", "utilities",
    "nonprofit", "non-profit", "lawyers", "law firms", "farmers", "farm", "industrial", "environmental",
    "factories", "factory", "manufacturing", "emissions", "plants", "government agencies", "public sector",
    "elections", "voters", "church", "charity",
];
const OTHER_FAINT: &[&str] = &["operations"];

/// Value of phrases that open the sentence in which an employer says what it does.
pub(super) const DEFINES: u32 = 1000;

#[rustfmt::skip]
const DEFINITIONS: &[&str] = &[
    "we build", "we're building", "we are building", "is building", "builds", "we make", "makes", "is a", "is an",
    "is the", "we are a", "we're a", "we are an", "we're an", "we are the", "provides", "we provide", "develops",
    "we develop", "we're developing", "we are developing", "helps", "we help", "our mission", "mission is",
    "platform for", "platform that", "company that", "startup that", "our product", "our platform", "our software",
    "we offer", "offers", "we create", "creates", "enables", "we enable", "lets", "allows", "we're making",
    "is making", "is developing", "is creating", "is transforming", "is revolutionizing", "is disrupting",
    "is changing", "powers", "specializes in", "we specialize in", "is on a mission to", "we're on a mission to",
    "we are on a mission to", "leader in", "we're creating", "we are creating", "aims to", "our goal",
    "wir entwickeln", "nous développons", "desarrollamos", "tworzymy",
];

/// Adds every phrase; where two classes hold one, the first here keeps it.
pub(super) fn add(phrases: &mut Phrases) {
    let classes: [(Domain, &[&[&str]; 3]); 14] = [
        (Domain::Web3, &WEB3),
        (Domain::Security, &SECURITY),
        (Domain::HealthBio, &HEALTH),
        (Domain::Fintech, &FINTECH),
        (Domain::GamesGraphics, &GAMES),
        (Domain::AutomotiveAerospaceRobotics, &ROBOTICS),
        (Domain::EmbeddedIot, &EMBEDDED),
        (Domain::AiMl, &AI),
        (Domain::Data, &DATA),
        (Domain::Devtools, &DEVTOOLS),
        (Domain::EcommerceMedia, &MEDIA),
        (Domain::SystemsCloud, &SYSTEMS),
        (Domain::Other, &OTHER),
        (Domain::WebMobile, &WEB),
    ];
    phrases.add_all(Owner::Domain, DEFINES, DEFINITIONS);
    let mut seen = std::collections::BTreeSet::new();
    for strength in (0..WEIGHTS.len()).rev() {
        for (domain, lists) in classes {
            for text in lists.get(strength).copied().unwrap_or_default() {
                if seen.insert(text.replace('-', " ")) {
                    phrases.add_all(Owner::Domain, domain as u32 * WEIGHTS.len() as u32 + strength as u32, &[text]);
                }
            }
        }
    }
}

/// Skills that belong to one domain: by id in the lexicon.
pub(super) fn skill_weight(skill_id: &str) -> Option<(Domain, f32)> {
    Some(match skill_id {
        "solana" | "ethereum" | "solidity" | "substrate" | "bitcoin" | "anchor" | "polkadot" | "evm" => {
            (Domain::Web3, 1.5)
        }
        "ros" | "ros2" | "autosar" => (Domain::AutomotiveAerospaceRobotics, 1.5),
        "unity" | "unreal-engine" | "opengl" | "vulkan" | "directx" | "wgpu" => (Domain::GamesGraphics, 1.2),
        "pytorch" | "tensorflow" | "jax" | "cuda" | "llm" | "langchain" | "hugging-face" => (Domain::AiMl, 0.8),
        "rtos" | "freertos" | "zephyr" | "stm32" | "fpga" | "verilog" | "vhdl" | "embedded-systems" => {
            (Domain::EmbeddedIot, 1.2)
        }
        "spark" | "hadoop" | "airflow" | "dbt" | "snowflake" | "bigquery" | "clickhouse" | "data-engineering" => {
            (Domain::Data, 0.6)
        }
        "ebpf" | "linux-kernel" | "distributed-systems" | "hypervisors" => (Domain::SystemsCloud, 0.8),
        "llvm" | "compilers" => (Domain::Devtools, 0.8),
        _ => return None,
    })
}
