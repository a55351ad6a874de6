//! Phrases that tell what is built, by class and by how telling they are.
//!
//! Strong phrases name the class ("blockchain"), plain ones belong to it mostly ("wallet"), faint ones
//! lean to it ("platform"). The lists follow the definitions of the classes and were made by reading
//! hiring-thread comments and career sites of 2011 to 2026.

use crate::scan::{Owner, Phrases};
use prospect_model::{Domain, DomainPath};

/// Weight by strength: faint, plain, strong, and what software of any kind is made with.
const WEIGHTS: [f32; 4] = [0.4, 1.2, 2.3, 0.4];

/// The strength of words that tell of web or mobile work where nothing tells of anything else.
const MADE_WITH: usize = 3;

/// Number of strengths.
pub(super) const N_STRENGTHS: usize = WEIGHTS.len();

/// Most that all phrases of one strength add up to in one posting.
pub(super) const SUM_MAX: [f32; N_STRENGTHS] = [1.5, 5.5, f32::MAX, 2.2];

/// A domain's index and weight from a dictionary value.
pub(super) fn decode(value: u32) -> Option<(usize, f32)> {
    if value == DEFINES || value == NOTHING {
        return None;
    }
    let value = value as usize % PATH_STEP;
    Some((value / WEIGHTS.len(), *WEIGHTS.get(value % WEIGHTS.len())?))
}

/// The strength of a dictionary value.
pub(super) fn strength_of(value: u32) -> usize {
    value as usize % PATH_STEP % WEIGHTS.len()
}

/// The narrower field that a phrase names beside its class.
pub(super) fn path_of(value: u32) -> Option<DomainPath> {
    (value as usize / PATH_STEP).checked_sub(1).and_then(|path_idx| DomainPath::ALL.get(path_idx)).copied()
}

/// More than any class and strength; a phrase of a narrower field has one, two, … of them added.
const PATH_STEP: usize = 64;

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
    "blockchain", "blockchains", "web3", "cryptocurrency", "cryptocurrencies", "defi", "smart contracts",
    "smart contract", "ethereum", "bitcoin", "solana", "decentralized finance", "zk rollup", "rollup", "rollups", "mev",
    "onchain", "dapps", "dao", "evm", "polkadot", "starknet", "zero knowledge proofs", "zkvm", "tokenization",
    "digital assets", "stablecoin", "stablecoins", "decentralized exchange", "substrate", "cosmos", "dex",
    "cryptoasset", "crypto exchange", "cryptocurrency exchange", "bitcoin exchange", "crypto company", "crypto startup",
    "crypto trading", "crypto assets", "crypto wallet", "bitcoin wallet", "blockchain company", "blockchain startup",
    "blockchain technology", "blockchain infrastructure", "blockchain protocol", "blockchain developer",
    "blockchain engineer", "blockchain engineers", "smart contract developer", "smart contract engineer",
    "decentralized web", "decentralised internet", "decentralized internet", "decentralized applications",
    "decentralized network", "digital asset", "digital currency", "lightning network", "consensus protocol",
    "proof of stake", "staking service", "cross-chain", "crosschain", "zk-snarks", "zk-snark", "snark", "snarks", "zkp",
    "web 3", "defi protocol", "layer-1", "layer-2", "l1 blockchain", "on chain", "nft marketplace", "ethereum client",
    "bitcoin mining", "solana program", "perpetuals", "amm", "parachain", "aptos", "crypto",
];
#[rustfmt::skip]
const WEB3_PLAIN: &[&str] = &[
    "decentralized", "decentralised", "wallet", "tokens", "consensus", "solidity", "peer-to-peer network", "ledger",
    "zero knowledge", "custody", "staking", "nft", "nfts", "validators", "ipfs",
];
const WEB3_FAINT: &[&str] = &["protocol", "token", "wallets", "mining"];

#[rustfmt::skip]
const SYSTEMS_STRONG: &[&str] = &[
    "cloud infrastructure", "operating systems", "hypervisor", "virtualization", "distributed database",
    "distributed storage", "storage system", "storage systems", "cdn", "content delivery network", "edge network",
    "infrastructure as a service", "kubernetes platform", "service mesh", "serverless platform", "edge computing",
    "cloud computing", "cloud provider", "networking infrastructure", "network infrastructure", "data center",
    "data centers", "datacenter", "datacenters", "systems software", "file system", "filesystem", "file systems",
    "database engine", "storage engine", "object storage", "hosting platform", "web hosting", "load balancer",
    "container platform", "unikernel", "internet service provider", "message broker", "web server",
    "high performance computing", "hpc", "5g", "cloud storage", "infrastructure software", "private cloud",
    "public cloud", "microvm", "distributed sql", "voice over ip", "network operator", "wireless networks",
    "storage company", "cloud company", "gpu cloud", "edge platform", "managed kubernetes", "network monitoring",
    "web browser", "rust compiler", "linux distribution", "linux kernel", "managed databases", "managed postgres",
    "serverless database", "decentralized storage", "content delivery", "hosting company", "hosting provider",
    "hosted services", "infrastructure provider", "network equipment", "software defined networking",
    "software-defined storage", "network appliance", "cloud hosting", "network devices", "satellite internet",
    "virtual machine monitor", "unix-like",
];
#[rustfmt::skip]
const SYSTEMS_PLAIN: &[&str] = &[
    "distributed systems", "cloud", "low-level", "virtual machines", "storage", "systems engineer",
    "systems engineering", "orchestration", "networks", "network", "hosting", "servers", "runtime", "ebpf", "wireless",
    "broadband", "cloud native", "distributed", "cloud platform", "telecommunications", "telecom", "networking", "vpn",
    "operating system", "kernel", "proxy", "virtual private server", "dns", "network operators", "isp", "telcos",
    "voip", "sip", "openstack", "kvm", "qemu", "compute", "bandwidth", "mainframe", "supercomputing", "clusters",
    "backup", "disaster recovery", "network automation", "p2p", "sdn", "data plane", "control plane", "browser engine",
    "cloud services", "managed hosting", "managed services", "serverless", "iaas", "ceph", "mesh networking",
    "bare-metal", "high-throughput", "object store", "systems programming", "memory safety", "memory-safe",
];
#[rustfmt::skip]
const SYSTEMS_FAINT: &[&str] = &[
    "scalable", "high availability", "low latency", "high-performance", "throughput", "terraform", "platform engineer",
    "backend infrastructure", "reliability", "concurrency", "infrastructure", "scalability", "performance", "sre",
    "site reliability", "reliability engineering", "kubernetes", "linux", "containers",
];

#[rustfmt::skip]
const EMBEDDED_STRONG: &[&str] = &[
    "embedded systems", "firmware", "microcontroller", "microcontrollers", "consumer electronics", "sensor network",
    "fpga", "asic", "rtos", "smart meters", "hardware startup", "hardware product", "chip design", "iot platform",
    "home automation", "hardware devices", "smart lock", "embedded systems engineer", "embedded linux",
    "firmware engineer", "firmware engineers", "firmware developer", "embedded developer", "embedded engineer",
    "embedded software engineer", "embedded engineers", "smart speakers", "smart cameras", "connected hardware",
    "iot devices", "wireless sensors", "hardware company", "consumer hardware", "energy monitor", "smart thermostat",
    "smart lighting", "printed circuit", "rf engineering", "soc design", "asics", "fpgas", "pcb design",
    "sensor platform", "device management", "electronic devices", "edge devices", "semiconductors", "silicon design",
    "chip company", "3d printer", "3d printers", "industrial iot", "wearable devices", "hearing aids",
];
#[rustfmt::skip]
const EMBEDDED_PLAIN: &[&str] = &[
    "hardware", "sensors", "devices", "electronics", "chips", "pcb", "medical devices", "wireless devices",
    "hardware and software", "embedded", "iot", "bluetooth", "wearable", "wearables", "internet of things",
    "smart devices", "connected devices", "embedded software", "smart home", "semiconductor", "electrical engineers",
    "circuit design", "dsp", "analog", "rf", "arduino", "signal processing", "raspberry pi", "processor", "verilog",
    "vhdl",
];
#[rustfmt::skip]
const EMBEDDED_FAINT: &[&str] = &[
    "physical", "manufacturing", "real-time", "device", "cameras", "silicon", "gateway", "radio", "circuit", "sensor",
];

#[rustfmt::skip]
const AI_STRONG: &[&str] = &[
    "artificial intelligence", "deep learning", "llm", "llms", "large language models", "generative ai", "gen ai",
    "genai", "neural networks", "natural language processing", "ai-native", "ai native", "ai platform", "ai agents",
    "ai agent", "foundation models", "ai infrastructure", "agentic", "ai research", "ml platform", "ai safety", "agi",
    "ai models", "model training", "inference engine", "mlops", "speech recognition", "voice ai", "ai assistant",
    "ai startup", "ai company", "applied ai", "conversational ai", "reinforcement learning", "diffusion models",
    "ai tools", "ai software", "ai lab", "ai research lab", "ai engineer", "ai systems", "speech synthesis",
    "text to speech", "voice assistant", "voice agents", "ai products", "ai applications", "ai solutions",
    "foundation model", "machine learning platform", "machine learning company", "deep learning company",
    "computer vision company", "frontier models", "language model", "ai product", "ml infrastructure", "ai copilot",
    "ai workers", "ai employees", "ai search", "physical ai", "world models", "agent platform", "ai evaluation",
];
#[rustfmt::skip]
const AI_PLAIN: &[&str] = &[
    "rag", "embeddings", "chatbots", "chatbot", "fine-tuning", "ai", "ml", "models", "agents", "inference", "gpu",
    "pytorch", "tensorflow", "training data", "transformers", "language models", "copilot", "multimodal", "ml engineer",
    "machine learning engineer", "machine-learning", "computer vision", "ai-powered", "ai-driven", "nlp", "ai-first",
    "voice agent", "speech", "neural", "conversational", "prompt engineering", "reasoning", "model serving",
    "research scientist", "perception models", "text analytics", "chat gpt", "chatgpt", "openai", "anthropic",
    "embedding", "nlu", "knowledge representation", "agentic ai", "autonomous agents", "ai/ml", "ml/ai",
];
#[rustfmt::skip]
const AI_FAINT: &[&str] = &[
    "intelligent", "intelligence", "algorithms", "automation", "gpt", "vision", "predictive", "gpus",
];

#[rustfmt::skip]
const DATA_STRONG: &[&str] = &[
    "data warehouse", "data pipeline", "data pipelines", "data infrastructure", "analytics platform", "data analytics",
    "data engineering", "data integration", "data company", "web analytics", "data products", "data lake",
    "data catalog", "data quality", "etl", "data science platform", "data provider", "location data", "geospatial",
    "customer data platform", "market intelligence", "stream processing", "streaming data", "vector search",
    "web scraping", "data feed", "alternative data", "knowledge graph", "mapping data", "data visualization tool",
    "data visualization software", "analytics company", "analytics software", "analytics product", "analytics tool",
    "data marketplace", "database company", "analytics engineering", "reverse etl", "data observability",
    "data lakehouse", "lakehouse", "vector database", "time-series database", "graph database", "streaming database",
    "cloud data warehouse", "operational data", "realtime analytics", "real time analytics", "real-time data",
    "data apps", "data teams", "data team", "data warehousing", "data lakes", "customer data", "web crawler",
    "log management", "log analytics", "data exchange", "data governance", "data fabric", "data discovery",
    "event data", "spatial data", "data as a service", "business analytics", "predictive analytics", "mobile analytics",
    "analytics for", "analytics service", "analytics startup", "analytics and", "spreadsheet", "spreadsheets",
    "data tools", "earth observation", "geospatial data", "scientific computing", "query engine", "data ingestion",
    "enterprise search", "social analytics", "people analytics", "advanced analytics", "data science company",
    "data intelligence",
];
#[rustfmt::skip]
const DATA_PLAIN: &[&str] = &[
    "databases", "data sets", "data processing", "analytics", "spark", "hadoop", "dashboards", "data engineer",
    "terabytes", "petabytes", "clickhouse", "query", "queries", "visualization", "gis", "maps", "mapping",
    "events per second", "airflow", "snowflake", "bi", "indexing", "intelligence platform", "search engine",
    "business intelligence", "weather data", "satellite imagery", "time series", "data collection", "data mining",
    "structured data", "data management", "data visualization", "data platform", "open data", "product analytics",
    "data science", "data analysis", "data engineers", "big-data", "cdp", "olap", "nosql", "lucene", "elasticsearch",
    "scraping", "crawling", "datasets", "data scientist", "database",
];
#[rustfmt::skip]
const DATA_FAINT: &[&str] = &[
    "measure", "tracking", "research", "information", "records", "data", "sql", "metrics", "reporting", "data driven",
    "kafka", "search", "insights", "statistical", "data scientists",
];

#[rustfmt::skip]
const SECURITY_STRONG: &[&str] = &[
    "cybersecurity", "cyber security", "security company", "security platform", "security products",
    "security software", "infosec", "information security", "application security", "network security",
    "cloud security", "threat detection", "threat intelligence", "penetration testing", "malware", "endpoint security",
    "identity management", "secure communication", "zero trust", "incident response", "security engineer",
    "security engineering", "security analyst", "siem", "appsec", "red team", "detection and response",
    "security operations", "offensive security", "product security", "bug bounty", "password manager", "ransomware",
    "attackers", "compliance automation", "ddos", "bot detection", "secrets management", "security research",
    "security researcher", "infrastructure security", "security architect", "data security", "security startup",
    "security team", "security engineers", "security consultant", "security consultants", "security consultancy",
    "cybersecurity startup", "cybersecurity company", "security teams", "internet security", "web security",
    "computer security", "mobile security", "email security", "enterprise security", "software security",
    "api security", "security analytics", "security solutions", "security tools", "security testing",
    "security technology", "security services", "security vulnerabilities", "security manager", "security lead",
    "security specialist", "security program", "vulnerability research", "pentesting", "pentest", "penetration tester",
    "penetration testers", "malware analysis", "exploit development", "reverse engineers", "data security company",
    "attack surface", "cyberattacks", "cyber attacks", "cyber threats", "cyber defense", "secure messaging",
    "end-to-end encryption", "end-to-end encrypted", "encrypted messaging", "password management", "privacy company",
    "online privacy", "software supply chain security", "endpoint protection", "security posture",
    "security compliance", "soc 2 compliance", "security audits", "digital identity", "decentralized identity",
    "self-sovereign identity", "fraud prevention", "it security", "it-sicherheit", "informationssicherheit",
    "cybersicherheit", "vehicle security", "platform security", "physical security", "security assurance",
    "security & compliance", "security and compliance", "security risk", "security infrastructure",
    "security governance", "ai security", "threat analyst", "threat hunting", "security advocate", "game security",
    "server security", "privacy and security", "security architecture", "anti-cheat",
];
#[rustfmt::skip]
const SECURITY_PLAIN: &[&str] = &[
    "authentication", "vulnerability", "vulnerabilities", "grc", "security", "threats", "threat", "attacks", "exploits",
    "forensics", "firewall", "fraud detection", "access management", "identity verification", "encrypted", "password",
    "passwords", "firewalls", "endpoint", "endpoints", "malicious", "hackers", "phishing", "tls", "incident",
    "securing", "vulnerability management", "cyber", "confidential computing", "pki", "data protection",
    "privacy engineering", "devsecops", "iam", "tampering", "obfuscation", "osint", "breaches", "attack", "attacker",
    "defend", "exploit", "penetration", "defenders", "intrusion", "vulnerability scanning", "mitigation",
];
#[rustfmt::skip]
const SECURITY_FAINT: &[&str] = &[
    "protect", "protecting", "safe", "audit", "trust", "privacy", "compliance", "risk", "identity", "secure", "hacking",
    "fraud", "surveillance", "privacy-preserving", "cryptography", "encryption",
];

#[rustfmt::skip]
const FINTECH_STRONG: &[&str] = &[
    "fintech", "financial technology", "payment processing", "payment platform", "banking", "insurtech", "hedge fund",
    "trading firm", "proprietary trading", "high frequency trading", "quantitative trading", "investment management",
    "asset management", "wealth management", "lending", "mortgage", "mortgages", "trading platform", "trading systems",
    "stock market", "capital markets", "personal finance", "accounting software", "invoicing", "neobank",
    "money transfer", "remittance", "brokerage", "financial data", "financial markets", "market maker", "market making",
    "credit union", "credit unions", "prediction market", "prediction markets", "bookkeeping", "financial analytics",
    "equities", "underwriting", "financial products", "online betting", "expense management", "corporate cards",
    "gift cards", "fintech company", "fintech startup", "insurance company", "insurance companies",
    "insurance industry", "insurance platform", "insurance products", "digital insurance", "banking platform",
    "mobile banking", "digital bank", "online bank", "challenger bank", "core banking", "open banking",
    "payments company", "payments platform", "payments infrastructure", "payment infrastructure", "mobile payments",
    "b2b payments", "global payments", "online payments", "digital payments", "electronic trading",
    "algorithmic trading", "systematic trading", "quantitative finance", "quantitative investment", "investment firm",
    "investment bank", "investment banks", "investment platform", "asset manager", "stock trading", "stock exchange",
    "trading strategies", "online trading", "trading desk", "options trading", "energy trading", "commodities", "forex",
    "foreign exchange", "prop trading", "hft firm", "quant trading", "trading company", "consumer lending",
    "student loans", "small business loans", "credit scoring", "credit risk", "credit cards company", "debit card",
    "prepaid card", "robo-advisor", "financial planning", "financial industry", "financial institutions",
    "financial analysis", "financial software", "financial technology company", "financial health",
    "financial infrastructure", "personal finances", "cap table", "portfolio management", "tax software",
    "tax preparation", "billing platform", "subscription billing", "buy now pay later", "sports betting",
    "property insurance", "car insurance", "life insurance company", "embedded finance", "finance teams",
    "revenue recognition", "regtech", "money movement", "move money", "cross-border payments", "payment solutions",
    "payment gateway", "payment service provider", "spend management", "accounts payable", "procurement", "trading",
    "payments", "financial services", "investing", "insurance",
];
#[rustfmt::skip]
const FINTECH_PLAIN: &[&str] = &[
    "exchange", "private equity", "hedge funds", "banks", "bank", "tax", "taxes", "debt", "loans", "financial",
    "finance", "investment", "traders", "credit", "payment", "accounting", "funds", "quantitative", "quant", "currency",
    "low-latency trading", "invoices", "liquidity", "derivatives", "crowdfunding", "insurers", "point-of-sale",
    "payroll", "betting", "credit card", "credit cards", "lenders", "lender", "loan", "brokers", "fund",
    "asset managers", "fund managers", "equity management", "policyholders", "portfolios", "hft", "financing", "wealth",
    "donations", "borrowers", "financial advisor", "financial advisors", "invest", "investments", "fees",
    "trade finance", "hedge", "wire transfers", "actuarial", "fintechs",
];
#[rustfmt::skip]
const FINTECH_FAINT: &[&str] = &[
    "cash", "rent", "market data", "stock", "investors", "money", "pricing", "portfolio", "economics", "transactions",
    "claims", "billing", "venture capital", "markets", "cards", "exchanges", "algorithmic", "checkout",
];

#[rustfmt::skip]
const GAMES_STRONG: &[&str] = &[
    "game studio", "video games", "game engine", "game development", "mmo", "gamers", "gaming company", "unity3d",
    "unreal engine", "unreal", "gameplay", "mixed reality", "computer graphics", "3d graphics", "rendering engine",
    "visual effects", "vfx", "animation software", "3d rendering", "game developer", "game designer", "online games",
    "games studio", "real-time rendering", "social games", "xr", "multiplayer", "indie game", "rpg", "game server",
    "game servers", "vr startup", "ar/vr", "vr/ar", "game studios", "game design", "game programmer",
    "gameplay programmer", "gameplay engineer", "gaming startup", "gaming platform", "online gaming", "casual games",
    "mobile gaming", "pc games", "console games", "aaa game", "aaa games", "game developers", "gaming studio",
    "fantasy sports", "3d modeling", "3d design", "3d content", "3d software", "3d engine", "physics engine",
    "simulation engine", "photorealistic", "ray tracing", "graphics engineer", "graphics programming",
    "graphics programmer", "cloth simulation", "physical simulation", "motion graphics", "vfx studio",
    "animation studio", "virtual production", "virtual world", "our games", "our game", "making games", "make games",
    "build games", "game company", "free-to-play",
];
#[rustfmt::skip]
const GAMES_PLAIN: &[&str] = &[
    "games", "gaming", "graphics", "opengl", "vulkan", "unity", "shaders", "directx", "virtual reality",
    "augmented reality", "vr", "esports", "mobile games", "metaverse", "video game", "ar", "motion capture",
    "virtual worlds", "cad", "photogrammetry", "point cloud", "poker", "casino", "tournaments", "mobile game",
];
#[rustfmt::skip]
const GAMES_FAINT: &[&str] = &[
    "interactive", "play", "immersive", "rendering", "animation", "players", "creative tools", "webgl", "3d", "artists",
    "game",
];

#[rustfmt::skip]
const WEB_STRONG: &[&str] = &[
    "social network", "social media", "saas platform", "web agency", "digital agency", "website builder", "cms", "crm",
    "collaboration platform", "messaging app", "communication platform", "project management", "hr software",
    "recruiting software", "recruitment platform", "property management", "scheduling", "b2b saas",
    "enterprise software", "customer support software", "customer communication", "no-code", "marketing automation",
    "online platform", "nonprofits", "civic", "consultancy", "web site", "online community", "dating",
    "email marketing", "software development company", "development shop", "design studio", "knowledge management",
    "sales platform", "live chat", "team collaboration", "legal tech", "fundraising", "human resources",
    "hiring platform", "call center", "web-based", "mobile messaging", "mobile application development",
    "software consultancy", "web consultancy", "digital consultancy", "product studio", "job search", "job board",
    "applicant tracking", "legal software", "event management", "restaurant software", "collaboration tool",
    "collaborative", "communication tools", "social app", "dating app", "video conferencing", "video chat",
    "construction software", "software company", "b2b software", "enterprise saas", "saas company", "saas business",
    "saas product", "business software", "workflow automation", "customer engagement", "customer experience",
    "customer support platform", "help desk", "helpdesk", "push notifications", "user engagement",
    "employee engagement", "hr platform", "talent platform", "freelance marketplace", "home services",
    "sharing economy", "ride sharing", "ridesharing", "messaging platform", "note-taking", "productivity app",
    "productivity software", "document management", "web and mobile", "bespoke software", "custom software",
    "it consulting", "it services", "software house", "software agency", "freelancers", "recruitment",
    "real estate platform", "real-estate", "proptech", "property managers", "coworking", "logistics platform",
    "logistics software", "volunteers", "govtech", "localization", "translation", "task management", "sales teams",
    "sales software", "field service", "field teams", "fleet management", "route planning", "last-mile",
    "last mile delivery", "iphone apps", "ipad apps", "ios apps", "android apps", "website design",
];
#[rustfmt::skip]
const WEB_PLAIN: &[&str] = &[
    "software as a service", "recruiting", "messaging", "mobile app", "web app", "mobile apps", "app", "apps", "saas",
    "digital products", "digital product", "android app", "ios app", "iphone app", "websites",
];
#[rustfmt::skip]
const WEB_FAINT: &[&str] = &[
    "online", "talent", "consumers", "construction", "government", "platform for", "service", "users", "people",
    "internet",
];

#[rustfmt::skip]
const WEB_MADE_WITH: &[&str] = &[
    "full stack", "fullstack", "frontend", "front end", "front-end developer", "react", "react native", "rails",
    "ruby on rails", "django", "laravel", "php", "html", "html5", "css", "angular", "angularjs", "ember", "vue",
    "vue.js", "backbone", "node.js", "next.js", "javascript", "typescript", "jquery", "ios", "android", "swift",
    "flutter", "backend", "web developer", "web developers", "web engineer", "web development", "web application",
    "web applications", "web apps", "mobile application", "mobile applications", "mobile developer", "mobile engineer",
    "mobile development", "web design", "web designer", "drupal", "wordpress", "web", "mobile", "software", "ux", "ui",
    "designers", "product", "startup", "teams", "customers", "product designer", "surveys", "survey", "consulting",
    "productivity", "workflow", "customer service", "small businesses", "businesses", "employees", "social", "clients",
    "agencies", "collaboration", "drag-and-drop", "freelance", "tasks", "friends", "communities", "sharing",
    "documents", "calendar", "chat", "small business", "property", "friends and family", "customer support",
    "digital transformation", "website",
];
#[rustfmt::skip]
const DEVTOOLS_STRONG: &[&str] = &[
    "developer tools", "devtools", "dev tools", "developer platform", "for developers", "ide", "ci/cd platform",
    "api platform", "debugger", "static analysis", "code editor", "developer experience", "developer productivity",
    "testing platform", "error monitoring", "application performance", "open source platform", "developer workflow",
    "package manager", "build system", "code analysis", "monitoring software", "observability platform",
    "observability tools", "feature flags", "platform for developers", "help developers", "software developers build",
    "code quality", "tools for software", "developer-first", "database tooling", "software delivery",
    "developer community", "developer tool", "developer tooling", "developer-focused", "tools for developers",
    "tools developers", "developers love", "helps developers", "enable developers", "enables developers",
    "developers to build", "developers build", "allow developers", "allows developers", "lets developers",
    "for software engineers", "for software teams", "for engineering teams", "engineering productivity",
    "software development tools", "software development platform", "code search", "code hosting", "source control",
    "error tracking", "crash reporting", "application monitoring", "performance monitoring", "apm",
    "distributed tracing", "logging platform", "api management", "api gateway", "api testing", "api development",
    "developer apis", "developer api", "communications api", "cloud ide", "cloud development",
    "development environment", "development environments", "dev environments", "open-source tools",
    "open source framework", "web framework", "javascript framework", "infrastructure as code", "ci/cd",
    "devops platform", "devops tools", "internal developer platform", "software supply chain",
    "application development platform", "mobile development platform", "testing tool", "testing tools",
    "browser automation", "ai coding", "coding agent", "coding agents", "coding assistant", "code generation",
    "software engineering tools", "incident management", "on-call", "platform as a service", "paas",
    "backend-as-a-service", "sdk engineer", "package registry", "headless cms", "graphql api", "feature management",
    "realtime platform", "compiler engineer", "toolchains", "c++ compiler", "reverse engineering tools",
    "automated testing", "document sdk", "developer relations", "documentation platform", "software quality",
    "for programmers", "sms api",
];
#[rustfmt::skip]
const DEVTOOLS_PLAIN: &[&str] = &[
    "engineering teams", "tooling", "toolchain", "software engineering teams", "cli", "llvm", "wasm", "webassembly",
    "code review", "continuous integration", "debugging", "programming language", "compiler", "compilers",
    "test automation", "observability", "sdks", "low-code", "build systems", "apis for", "api for", "api-first",
    "software testing", "integrations platform", "version control", "static site", "orm", "feature flag", "monitoring",
    "devrel", "docs", "libraries", "programming languages",
];
#[rustfmt::skip]
const DEVTOOLS_FAINT: &[&str] = &[
    "engineers", "automation", "integrations", "tools", "developers", "devops", "software engineers to", "coding",
    "code", "api", "apis", "deploy", "deployment", "git", "codebase", "programmers", "open-source", "app developers",
    "sdk", "repository", "github",
];

#[rustfmt::skip]
const ROBOTICS_STRONG: &[&str] = &[
    "robotics", "robot", "autonomous vehicles", "autonomous vehicle", "self-driving", "self driving", "uav",
    "spacecraft", "aerospace", "aircraft", "automotive", "rockets", "launch vehicle", "flight software",
    "autonomous systems", "defense technology", "lidar", "connected car", "connected cars", "avionics", "motorcycles",
    "unmanned", "self-driving cars", "self-driving car", "self-driving trucks", "autonomous driving",
    "autonomous robots", "autonomous drones", "driverless", "industrial robots", "robotics company", "robotics startup",
    "robotics software", "robotics engineer", "robotics engineers", "robotic systems", "ev charging",
    "automotive industry", "electric cars", "electric aircraft", "electric car", "autonomous mobility", "drone company",
    "drone delivery", "spaceflight", "space systems", "space company", "space industry", "space exploration", "orbital",
    "launch vehicles", "satellite operators", "ground station", "ground stations", "defense tech", "defense contractor",
    "defense technology company", "department of defense", "intelligence community", "national defense",
    "military systems", "vtol", "evtol", "air traffic", "nasa", "car manufacturers", "car dealers", "vehicle software",
    "in-vehicle", "satellite constellation", "satellites company", "air mobility", "directed energy", "humanoid",
    "robot arms", "warfighter", "sustainable transport", "space-based",
];
#[rustfmt::skip]
const ROBOTICS_PLAIN: &[&str] = &[
    "vehicle", "flight", "drone", "satellite", "satellites", "drones", "military", "perception", "control systems",
    "ros", "slam", "motion planning", "national security", "manipulation", "boats", "gnc", "actuators", "vehicles",
    "electric vehicles", "electric vehicle", "defense", "mobility", "autonomous", "robotic", "robots", "aviation",
    "charging stations", "ev", "evs", "airlines", "aerial", "pilots", "mechatronics", "warehouse automation",
    "controls", "car sharing", "gps", "trucks", "unmanned aerial", "orbit", "constellation", "missions", "fly",
    "flying", "trains", "railway", "rail", "maritime", "ships", "submarine", "helicopter",
];
#[rustfmt::skip]
const ROBOTICS_FAINT: &[&str] = &[
    "safety-critical", "space", "mission-critical", "drivers", "driver", "car", "cars", "navigation", "fleet",
    "transportation", "autonomy", "simulation", "trucking", "rocket", "mission",
];

#[rustfmt::skip]
const HEALTH_STRONG: &[&str] = &[
    "healthcare", "health care", "medical", "patients", "patient", "hospital", "hospitals", "clinical", "clinicians",
    "doctors", "physicians", "biotech", "biotechnology", "life science", "genomics", "genomic", "bioinformatics",
    "drug discovery", "pharmaceutical", "pharma", "telehealth", "telemedicine", "digital health", "medical device",
    "medical devices", "medicine", "biology", "synthetic biology", "cancer", "diagnostics", "dna", "nurses", "nurse",
    "electronic health records", "ehr", "emr", "therapy", "therapies", "protein", "proteins", "clinical trials",
    "healthtech", "health tech", "medicare", "radiology", "surgical", "diabetes", "lab automation",
    "computational biology", "health insurance company", "health plans", "pharmacy", "healthcare company",
    "healthcare startup", "healthcare technology", "healthcare platform", "health technology", "health tech startup",
    "healthcare industry", "healthcare providers", "healthcare system", "health systems", "health data",
    "healthcare data", "health records", "medical records", "medical imaging", "medical care", "medical data",
    "medical professionals", "medical software", "medical research", "medical school", "health outcomes",
    "health startup", "health platform", "health app", "primary care", "patient care", "patient data",
    "patient engagement", "senior care", "home care", "elder care", "health coaching", "biomedical", "biosciences",
    "bioscience", "life sciences company", "therapeutics", "genome", "dna sequencing", "rna", "immune", "immunology",
    "antibody", "antibodies", "biologics", "molecules", "vaccines", "cancer research", "clinical research",
    "clinical data", "clinical operations", "clinical decision", "drug development", "drug design", "medicines",
    "healthcare costs", "brain-computer", "neurotechnology", "genetic testing", "lab testing", "laboratory automation",
    "computational chemistry", "microbiome", "diagnosis", "clinical care", "physician", "medical practices",
    "healthcare practices", "care teams", "care delivery", "fertility clinics", "women's health", "public health",
    "population health", "behavioral health", "surgeons", "surgical robotics", "veterinarians", "veterinary",
    "addiction treatment", "healthier", "biopharma", "biostatistics", "life science tools",
];
#[rustfmt::skip]
const HEALTH_PLAIN: &[&str] = &[
    "bio", "biological", "disease", "diseases", "surgery", "laboratory", "fertility", "chemistry", "molecular",
    "caregivers", "treatment", "treatments", "nutrition", "sleep", "dental", "wellness", "medtech", "life sciences",
    "wellbeing", "drugs", "hipaa", "neuroscience", "mental health", "health", "diagnostic", "genetic", "chronic",
    "biologists", "clinic", "clinics", "symptoms", "microbial", "sequencing", "therapists", "dentists", "medication",
    "nursing", "well-being", "genomic data", "blood", "behavioral", "clinical trial", "patient outcomes", "epilepsy",
    "alzheimer's", "surgeon", "vaccine", "practitioners", "dermatology", "autism", "drug", "pregnancy", "oncology",
];
#[rustfmt::skip]
const HEALTH_FAINT: &[&str] = &[
    "lives", "scientific", "lab", "research", "outcomes", "researchers", "fitness", "scientists", "care", "providers",
    "brain", "doctor", "imaging", "gene",
];

#[rustfmt::skip]
const MEDIA_STRONG: &[&str] = &[
    "online shopping", "online store", "shopping", "streaming service", "media company", "publishers", "newspaper",
    "ads", "edtech", "schools", "learning platform", "online education", "online learning", "entertainment", "movies",
    "television", "podcast", "podcasts", "food delivery", "grocery", "vacation rentals", "flights", "digital media",
    "journalism", "video platform", "ad exchange", "shoppers", "magazine", "content creators", "creator economy",
    "e-learning", "learners", "demand side platform", "real-time bidding", "musicians", "d2c", "consumer brands",
    "subscription box", "commerce platform", "classifieds", "auction", "auctions", "e-commerce company",
    "e-commerce platform", "ecommerce platform", "ecommerce company", "ecommerce startup", "e-commerce startup",
    "online retail", "online retailer", "retail company", "fashion company", "fashion brand", "travel company",
    "travel industry", "travel startup", "travel platform", "travel service", "online travel", "music industry",
    "music streaming", "music company", "music platform", "music app", "music discovery", "shopping experience",
    "shopping app", "grocery delivery", "meal delivery", "meal kits", "advertising technology", "advertising platform",
    "advertising company", "ad network", "ad server", "ad serving", "digital advertising", "online advertising",
    "mobile advertising", "video advertising", "programmatic advertising", "digital marketing", "content marketing",
    "influencer marketing", "marketing technology", "marketing platform", "search engine optimization",
    "adtech startup", "edtech startup", "edtech company", "education company", "education technology",
    "education platform", "educational technology", "educational content", "online courses", "online school",
    "learning management", "higher education", "k-12", "educators", "tutoring", "tutors", "bootcamp", "learn to code",
    "classroom", "student learning", "online video", "video content", "video sharing", "streaming platform",
    "live streaming", "tv shows", "film industry", "news organization", "news organizations", "news site", "newsroom",
    "ebooks", "audiobooks", "book publishing", "media and entertainment", "entertainment company", "digital content",
    "event ticketing", "hotel booking", "short-term rental", "short-term rentals", "online dating", "food and drink",
    "wholesale", "buyers and sellers", "two-sided marketplace", "peer-to-peer marketplace", "secondhand", "resale",
    "consumer goods", "cpg", "retailer", "commerce", "online shoppers", "personalized shopping",
    "subscription commerce", "direct-to-consumer", "dtc brand", "wedding", "weddings", "magazines", "p2p marketplace",
    "online marketplaces", "holidays", "restaurant industry", "advertisers", "publishers and advertisers", "ad-tech",
    "advertising", "education", "e-commerce", "ecommerce", "fashion", "music", "publishing", "retail", "marketplace",
    "language learning",
];
#[rustfmt::skip]
const MEDIA_PLAIN: &[&str] = &[
    "brands", "readers", "kids", "parents", "tickets", "students", "teachers", "photos", "creators", "film",
    "restaurant", "booking", "hotels", "retailers", "advertiser", "campaigns", "audio", "media", "sellers", "buyers",
    "customers shop", "audience", "viewers", "products online", "stores", "editorial", "home goods", "travel",
    "online marketplace", "ticketing", "recipes", "groceries", "photography", "adtech", "tv", "video streaming",
    "beauty", "school", "student", "movie", "educational", "programmatic", "seo", "trips", "hotel", "travelers",
    "airfare", "shopify", "magento", "livestreaming", "streaming video", "gifts", "jewelry", "books", "courses",
    "furniture", "wine", "restaurants", "apparel", "luxury", "curriculum", "vacation", "guests", "meal", "meals",
    "teach", "teaching", "stories", "gift", "storytelling", "universities", "bidding", "tourism", "ticket", "clothing",
    "shoes", "fans",
];
#[rustfmt::skip]
const MEDIA_FAINT: &[&str] = &[
    "discover", "community", "creative", "recommendations", "university", "consumer", "learn", "delivery", "events",
    "learning", "orders", "food", "news", "sports", "store", "marketing", "content", "video", "rental", "inventory",
    "sell", "brand", "children", "merchants", "local", "consumer products",
];

#[rustfmt::skip]
const OTHER_STRONG: &[&str] = &[
    "climate", "renewable energy", "clean energy", "solar", "electricity", "agtech", "manufacturing company", "carbon",
    "sustainability", "power grid", "mining company", "recycling", "nuclear", "batteries", "battery", "climate change",
    "decarbonization", "carbon removal", "carbon accounting", "carbon offsetting", "carbon offsets", "climate tech",
    "climate crisis", "energy company", "energy storage", "energy transition", "energy software", "energy markets",
    "energy industry", "energy market", "energy management", "solar energy", "electric grid", "electric utilities",
    "quantum computing", "quantum computers", "quantum computer", "precision agriculture", "crop", "crops",
    "greenhouse gas emissions", "wind energy", "fusion energy", "industrial automation", "renewables",
    "supply chain company", "freight forwarding", "shipping industry", "vertical farming", "food waste",
    "materials discovery",
];
#[rustfmt::skip]
const OTHER_PLAIN: &[&str] = &[
    "water", "grid", "materials science", "energy", "utilities", "farmers", "farm", "manufacturing", "emissions",
    "plants", "voters", "church", "charity", "supply chain", "logistics", "oil and gas", "freight", "manufacturers",
    "construction industry", "farming", "agriculture", "carbon emissions", "sustainable", "greenhouse gas", "wind",
    "agricultural", "energy efficiency", "hydrogen", "fusion", "quantum", "3d printing", "additive manufacturing",
    "farms", "soil", "cleantech", "utility", "waste", "carbon footprint", "power plants", "oil & gas", "mines",
    "geothermal", "growers",
];
#[rustfmt::skip]
const OTHER_FAINT: &[&str] = &[
    "operations", "law firms", "lawyers", "legal", "factories", "factory", "warehouse", "shipping", "chemicals",
    "public sector", "government agencies", "nonprofit", "non-profit", "elections", "industrial", "environmental",
];

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

/// Value of phrases around a cue's words that say nothing of what is built.
const NOTHING: u32 = 1001;

#[rustfmt::skip]
const DECOYS: &[&str] = &[
    "silicon valley", "silicon beach", "silicon alley", "health insurance", "health benefits", "health coverage",
    "health dental", "health, dental", "medical, dental", "medical dental", "dental, vision", "dental insurance",
    "medical insurance", "vision insurance", "life insurance", "dental and vision", "dental & vision",
    "health care benefits", "medical benefits", "medical coverage", "stock options", "stock option", "stock plan",
    "game changer", "game changers", "game changing", "game-changing", "game changingly", "co-working space",
    "office space", "problem space", "in this space", "in the space", "this space", "exciting space", "big space",
    "learn more", "learn about", "learn from", "learn new", "to learn", "willing to learn", "eager to learn",
    "learn on the job", "continuous learning", "learning opportunities", "love learning", "lifelong learning",
    "fast learner", "keep learning", "data-driven decisions", "driven by data", "lines of code", "code base",
    "career growth", "play a key role", "play a role", "play a critical role", "pay attention", "venture backed",
    "device drivers", "mission critical", "in the cloud", "social security", "job security", "mental health days",
    "health and wellness", "wellness stipend", "wellness benefits", "gym membership", "team events",
    "health savings", "equal opportunity", "new york times", "financial times", "product market fit",
    "product-market fit", "trust and", "high trust", "we trust", "our investors", "top investors", "backed by",
    "university of", "insurance coverage", "travel expenses", "travel budget", "travel required", "some travel",
    "travel up to", "willing to travel", "food and drinks", "free food", "education budget", "training budget",
    "computer science", "computer engineering", "machine shop", "store data", "app store", "google play",
    "play store", "google cloud", "version control system", "git version control", "stock exchange listed",
    "paid parental leave", "bonus payments", "security clearance", "secret clearance", "background check",
    "distributed team", "fully distributed", "distributed company", "globally distributed", "distributed teams",
    "remote-first distributed", "private health", "private medical", "social media channels", "flexible working", "our website",
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
    phrases.add_all(Owner::Domain, NOTHING, DECOYS);
    let mut seen = std::collections::BTreeSet::new();
    let made_with = Domain::WebMobile as u32 * WEIGHTS.len() as u32 + MADE_WITH as u32;
    phrases.add_all(Owner::Domain, made_with, WEB_MADE_WITH);
    for strength in (0..MADE_WITH).rev() {
        for (domain, lists) in classes {
            for text in lists.get(strength).copied().unwrap_or_default() {
                if seen.insert(text.replace('-', " ")) {
                    let class = domain as u32 * WEIGHTS.len() as u32 + strength as u32;
                    phrases.add_all(Owner::Domain, class + path_step(text), &[text]);
                }
            }
        }
    }
}

/// What is added to the value of a phrase that names a narrower field.
fn path_step(text: &str) -> u32 {
    let path = PATHS.iter().find(|(_, texts)| texts.contains(&text)).map(|(path, _)| *path);
    path.map_or(0, |path| (path as u32 + 1) * PATH_STEP as u32)
}

/// Phrases of the lists above that name a narrower field too.
#[rustfmt::skip]
const PATHS: &[(DomainPath, &[&str])] = &[
    (DomainPath::KernelDrivers, &[
        "kernel", "linux kernel", "hypervisor", "operating system", "operating systems", "unikernel", "microvm",
        "virtual machine monitor", "ebpf", "kvm", "qemu", "virtualization", "embedded linux", "rtos",
    ]),
    (DomainPath::Webassembly, &["wasm", "webassembly"]),
    (DomainPath::Graphics, &[
        "computer graphics", "3d graphics", "rendering engine", "3d rendering", "real-time rendering",
        "photorealistic", "ray tracing", "graphics engineer", "graphics programming", "graphics programmer",
        "graphics", "opengl", "vulkan", "directx", "shaders", "visual effects", "vfx",
    ]),
    (DomainPath::SmartContracts, &[
        "smart contracts", "smart contract", "smart contract developer", "smart contract engineer", "solidity",
        "dapps", "decentralized applications", "solana program",
    ]),
    (DomainPath::Protocol, &[
        "blockchain protocol", "consensus protocol", "consensus", "rollup", "rollups", "zk rollup", "layer 1",
        "layer 2", "l1 blockchain", "validators", "ethereum client", "zkvm", "proof of stake", "cross-chain",
        "lightning network", "zk-snarks", "zero knowledge proofs",
    ]),
    (DomainPath::Trading, &[
        "trading", "hedge fund", "trading firm", "proprietary trading", "high frequency trading", "market maker",
        "quantitative trading", "trading platform", "trading systems", "market making", "electronic trading",
        "algorithmic trading", "systematic trading", "trading strategies", "options trading", "energy trading",
        "prop trading", "hft firm", "hft", "quant trading", "trading company", "stock trading", "online trading",
        "trading desk", "crypto trading",
    ]),
];

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
