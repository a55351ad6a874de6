//! The words of pay that the dictionary knows: currencies, multipliers, and what says that an amount is or
//! is not pay. Words that only count right beside an amount (units of time, "to", "up to") are in
//! [`super::words`]; they are too common to look for everywhere.

use crate::scan::{Case, Hit, Owner, Part, Phrases};
use prospect_lexicon::money;

/// A sign that several currencies share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shared {
    Dollar,
    Yen,
    Krona,
    Rupee,
}

/// What a written multiplier stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    Thousand,
    Million,
    Billion,
    Lakh,
    Crore,
    Man,
}

impl Times {
    pub(super) fn factor(self) -> u64 {
        match self {
            Self::Thousand => 1_000,
            Self::Man => 10_000,
            Self::Lakh => 100_000,
            Self::Million => 1_000_000,
            Self::Crore => 10_000_000,
            Self::Billion => 1_000_000_000,
        }
    }
}

/// What a dictionary hit means to the reader of pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// A currency's own sign, code or name.
    Currency(&'static str),
    /// A sign of several currencies.
    Shared(Shared),
    /// A token without a pegged currency.
    Crypto(&'static str),
    /// A token pegged to the US dollar.
    Stablecoin(&'static str),
    /// A multiplier.
    Times(Times),
    /// A multiplier and a currency in one word ("kEUR", "万円").
    TimesOf(Times, &'static str),
    /// Lakh rupees a year ("12 LPA").
    Lpa,
    /// Pay is meant.
    Salary,
    /// Pay is meant when the amount follows ("paying $120k").
    Pays,
    /// Employee pay without anything else is meant.
    Base,
    /// Pay of a contractor is meant.
    Contract,
    /// The French day rate and its siblings: contract, by the day.
    DayRate,
    /// Employed, not contracted.
    Employee,
    /// Base, bonus and equity together.
    Total,
    /// On-target earnings.
    Ote,
    /// Least pay by law or collective agreement.
    Minimum,
    /// Before tax.
    Gross,
    /// After tax.
    Net,
    /// Before value-added tax.
    Vat,
    /// By experience or the like: said of pay only.
    Depending,
    /// Shares, options, tokens.
    Equity,
    /// Paid beside pay.
    Bonus,
    /// Given beside pay, or paid back.
    Benefit,
    /// Money that the employer got.
    Funding,
    /// Money that the employer or its customers handle.
    Metric,
    /// Things that are counted in thousands.
    Count,
    /// Pay by the year: "annual".
    Annual,
    /// Pay by the month: "monthly".
    Monthly,
    /// Pay by the week.
    Weekly,
    /// Pay by the day.
    Daily,
    /// Pay by the hour.
    Hourly,
    /// Every two weeks.
    Biweekly,
    /// Twice a month.
    SemiMonthly,
    /// Less than full time.
    PartTime,
    /// Pension on top, in Australia.
    Super,
}

impl Cue {
    /// Whether an amount stands right beside it.
    pub(super) fn is_anchor(self) -> bool {
        matches!(
            self,
            Self::Currency(_)
                | Self::Shared(_)
                | Self::Crypto(_)
                | Self::Stablecoin(_)
                | Self::Times(_)
                | Self::TimesOf(..)
                | Self::Lpa
        )
    }

    /// Whether a bare number behind it is an amount.
    pub(super) fn leads_bare(self) -> bool {
        matches!(
            self,
            Self::Salary
                | Self::Pays
                | Self::Base
                | Self::DayRate
                | Self::Total
                | Self::Ote
                | Self::Minimum
                | Self::Hourly
        )
    }

    /// Whether it says that an amount near it is no pay.
    pub(super) fn is_against(self) -> bool {
        matches!(self, Self::Bonus | Self::Benefit | Self::Funding | Self::Metric)
    }

    /// Whether it says that an amount near it is pay.
    pub(super) fn is_for(self) -> bool {
        matches!(
            self,
            Self::Salary
                | Self::Pays
                | Self::Base
                | Self::Contract
                | Self::DayRate
                | Self::Employee
                | Self::Total
                | Self::Ote
                | Self::Minimum
                | Self::Gross
                | Self::Net
                | Self::Depending
                | Self::PartTime
                | Self::Super
        )
    }
}

/// Phrases in any case.
#[rustfmt::skip]
const WORDS: &[(Cue, &[&str])] = &[
    (Cue::Times(Times::Thousand), &["k", "thousand", "tsd", "tsd.", "tys", "tys.", "тыс", "тыс.", "mil euros", "mil", "tausend"]),
    (Cue::Times(Times::Million), &["m", "mm", "million", "millions", "mio", "mln", "millionen"]),
    (Cue::Times(Times::Billion), &["b", "bn", "bln", "billion", "billions", "trillion", "milliarden", "mrd"]),
    (Cue::Times(Times::Lakh), &["lakh", "lakhs", "lac", "lacs", "l"]),
    (Cue::Times(Times::Crore), &["crore", "crores", "cr"]),
    (Cue::Times(Times::Man), &["万", "만", "萬"]),
    (Cue::TimesOf(Times::Man, "JPY"), &["万円", "万円以上", "万円程度"]),
    (Cue::TimesOf(Times::Man, "CNY"), &["万元", "万人民币"]),
    (Cue::TimesOf(Times::Man, "KRW"), &["만원"]),
    (Cue::TimesOf(Times::Thousand, "EUR"), &["keur", "teur", "t€", "keuros"]),
    (Cue::TimesOf(Times::Thousand, "USD"), &["kusd", "tusd"]),
    (Cue::TimesOf(Times::Thousand, "GBP"), &["kgbp"]),
    (Cue::TimesOf(Times::Thousand, "CHF"), &["kchf"]),
    (Cue::TimesOf(Times::Thousand, "PLN"), &["kpln"]),
    (Cue::TimesOf(Times::Thousand, "SEK"), &["ksek", "tkr"]),
    (Cue::TimesOf(Times::Thousand, "CAD"), &["kcad"]),
    (Cue::TimesOf(Times::Thousand, "AUD"), &["kaud"]),
    (Cue::Lpa, &["lpa", "lakhs per annum", "lakh per annum", "lacs per annum", "lakhs p.a", "l p.a"]),
    (
        Cue::Salary,
        &[
            "salary", "salaries", "sal", "compensation", "comp", "remuneration", "wage", "wages", "salary range",
            "pay range", "compensation range", "comp range", "pay band", "pay bands", "salary band", "salary bands",
            "hiring range", "gehalt", "gehaltsrahmen", "gehaltsspanne", "jahresgehalt", "jahresbrutto",
            "bruttojahresgehalt", "jahresbruttogehalt", "monatsgehalt", "bruttomonatsgehalt", "vergütung",
            "verdienst", "salaire", "rémunération", "rémunérations", "sueldo", "salario", "salarial", "retribución",
            "remuneración", "banda salarial", "wynagrodzenie", "wynagrodzenia", "widełki", "pensja", "płaca",
            "gratification", "remunerado", "remunerada", "remuneradas", "remunerados", "rémunéré", "rémunérée", "vergütet",
            "lohn", "lohnband", "bezahlung", "entgelt", "płatny", "płatne", "zarobki", "salário", "remuneração", "stipendio", "retribuzione", "salaris", "lön", "lønn", "løn", "palkka",
            "зарплата", "年収", "月給", "年俸", "薪资", "offer range", "fixed", "fixe", "package", "ctc", "doe",
        ],
    ),
    (Cue::Pays, &["pay", "pays", "paying", "paid", "earn", "rate", "rates", "offering", "we offer", "tarifa", "stawka", "oferujemy", "ofrecemos"]),
    (
        Cue::Base,
        &[
            "base", "base salary", "base pay", "base compensation", "base comp", "base range", "base salary range",
            "base pay range", "basic salary", "grundgehalt", "fixgehalt", "salaire de base", "salario base",
        ],
    ),
    (
        Cue::Contract,
        &[
            "b2b", "faktura", "fakturze", "fakturę", "na fakturę vat", "freelance", "freelancer", "freelancers", "contractor", "contractors", "contract rate",
            "contract role", "contract", "ir35", "outside ir35", "inside ir35", "1099", "c2c", "corp to corp",
            "corp-to-corp", "ltd", "umbrella", "freiberuflich", "freiberufler", "auf rechnung", "stundensatz",
            "autónomo", "indépendant", "pj", "consulting rate", "consultant rate",
        ],
    ),
    (
        Cue::DayRate,
        &[
            "tjm", "day rate", "daily rate", "day rates", "daily rates", "tagessatz", "tagessätze",
            "taux journalier", "tarifa diaria", "stawka dzienna", "per diem rate", "p/d",
        ],
    ),
    (Cue::Employee, &["w2", "w-2", "paye", "uop", "umowa o pracę", "cdi", "festanstellung", "clt"]),
    (
        Cue::Total,
        &[
            "tc", "total compensation", "total comp", "total package", "total cash", "total cash compensation",
            "total target compensation", "total target cash", "total annual compensation", "total rewards",
            "total earnings", "total pay", "all-in", "all in comp", "gesamtpaket", "gesamtvergütung",
            "package total", "total yearly compensation", "annual total compensation", "fixe + variable",
            "fixe et variable", "fijo + variable", "fixed + variable",
        ],
    ),
    (
        Cue::Ote,
        &[
            "ote", "on target earnings", "on-target earnings", "on target", "on-target", "target earnings",
            "on track earnings", "zielgehalt", "zieleinkommen",
        ],
    ),
    (
        Cue::Minimum,
        &[
            "kollektivvertrag", "kollektivvertraglich", "kollektivvertragliche", "kollektivvertragliches", "kv",
            "überzahlung", "überbezahlung", "mindestgehalt", "mindestentgelt", "mindestlohn", "collective agreement",
            "collective bargaining agreement", "legal minimum", "legally required minimum", "statutory minimum",
            "minimum salary according", "overpayment",
        ],
    ),
    (
        Cue::Gross,
        &[
            "gross", "brutto", "bruttó", "brut", "bruto", "bruts", "pre-tax", "before tax", "before taxes", "lordo",
            "ral", "lorda",
        ],
    ),
    (
        Cue::Net,
        &[
            "net", "líquido", "líquidos", "netto", "nettó", "neto", "nets", "after tax", "after taxes", "na rękę", "take home", "take-home",
            "in hand", "na ruki", "на руки", "netto/m", "netos",
        ],
    ),
    (Cue::Vat, &["vat", "plus vat", "+ vat", "excl vat", "excl. vat", "zzgl mwst", "mwst", "ust", "ht", "hors taxes"]),
    (
        Cue::Depending,
        &[
            "depending on experience", "depending on location", "depending on level", "depending on seniority",
            "depending on skills", "depending on skill", "based on experience", "based on location",
            "dependent on experience", "according to experience", "commensurate", "negotiable",
            "depending on your experience", "je nach erfahrung", "selon expérience", "selon profil",
            "según experiencia", "to start",
        ],
    ),
    (
        Cue::Equity,
        &[
            "equity", "stock", "stocks", "stock options", "options", "shares", "rsu", "rsus", "esop", "vsop", "iso",
            "tokens", "vesting", "equity grant",
        ],
    ),
    (
        Cue::Bonus,
        &[
            "bonus", "bonuses", "variable", "willkommensbonus", "bono", "empfehlungsprämie", "prämie", "prämien", "prime", "primes", "cooptation", "premia", "premie",
            "prima", "sign-on", "sign on", "signing", "referral", "referral fee", "referrals", "refer",
            "relocation", "reward", "bounty", "bounties", "prize", "commission", "commissions", "gift", "award",
        ],
    ),
    (
        Cue::Benefit,
        &[
            "budget", "zuschuss", "weiterbildungsbudget", "deutschlandticket", "sachbezug", "essenszuschuss",
            "tickets restaurant", "ticket restaurant", "titres restaurant", "titre restaurant", "swile",
            "cheque restaurante", "tickets restaurante", "presupuesto", "budżet", "dodatek", "dofinansowanie", "stipend", "stipends", "allowance", "reimbursement", "reimbursed", "reimburse", "401k",
            "401 k", "401", "hsa", "fsa", "match", "matching", "per diem", "perk", "perks", "conference",
            "conferences", "home office", "home-office", "equipment", "laptop", "macbook", "credit", "credits",
            "wellness", "gym", "insurance", "pension", "donation", "donations", "vacation stipend", "books",
            "to spend on", "to spend", "scholarship", "tuition", "spending", "health", "coaching", "coworking",
            "courses", "benefit", "project budget", "project", "fixed price", "hra", "fertility", "childcare",
            "parental", "retreat", "workstation", "hardware", "meals", "lunch", "flat fee",
        ],
    ),
    (
        Cue::Funding,
        &[
            "finanzierung", "finanziert", "levée de fonds", "levé", "financiación", "levantado", "finansowania",
            "finansowanie", "raised", "raise", "raising", "raises", "funding", "funded", "fund", "funds", "series a", "series b",
            "series c", "series d", "series e", "seed", "seed round", "pre-seed", "round", "rounds", "backed",
            "backing", "investment", "investments", "investors", "investor", "invested", "invest", "venture",
            "venture capital", "financing", "financed", "valuation", "valued", "capital", "grant", "grants",
            "secured", "bootstrapped", "acquired", "acquisition", "ipo", "market cap", "in the bank", "vc", "vcs",
            "closed", "landed", "angel", "angels",
        ],
    ),
    (
        Cue::Metric,
        &[
            "umsatz", "jahresumsatz", "chiffre d'affaires", "facturación", "facturamos", "przychody", "przychodów", "revenue", "revenues", "average", "averaging", "brings in", "makes", "made", "earned", "earns", "extra",
            "additional", "differential", "cash back", "houses", "house", "homes", "median", "arr", "mrr", "run rate", "run-rate", "sales", "gmv",
            "gmv of", "volume", "transactions", "transaction", "payments", "payouts", "process", "processed",
            "processing", "processes", "aum", "assets", "asset", "under management", "industry", "market", "markets",
            "save", "saved", "saves", "savings", "saving", "profit", "profits", "worth of", "cost", "costs", "price",
            "priced", "tvl", "traded", "turnover", "loans", "debt", "spend", "spends", "spent", "generated",
            "generating", "generate", "economy", "deals", "deal", "waste", "managing", "manage", "manages",
            "opportunity", "problem", "billings", "distributed", "moved", "moving", "sold", "selling", "bookings",
            "throughput",
        ],
    ),
    (
        Cue::Count,
        &[
            "customers", "users", "clients", "members", "companies", "employees", "people", "events", "requests",
            "lines", "downloads", "stars", "orders", "nodes", "qps", "tps", "rps", "servers", "developers",
            "students", "subscribers", "visitors", "followers", "players", "merchants", "businesses", "sites",
            "websites", "devices", "vehicles", "patients", "doctors", "messages", "records", "rows", "tweets",
            "images", "words", "tokens per", "loc", "installs", "views", "impressions", "hours", "miles", "subs",
            "locations", "properties", "stores", "restaurants", "schools", "organizations", "hits", "candidates",
            "readers", "listeners", "drivers", "creators", "families", "monthly active", "daily active",
            "concurrent", "per second", "dau", "mau", "concurrent users", "gpus", "machines", "containers",
        ],
    ),
    (
        Cue::Annual,
        &[
            "annual", "annually", "yearly", "per annum", "p.a", "annualized", "annuel", "annuels", "anual",
            "anuales", "jährlich", "jahresgehalt", "rocznie", "jahresbrutto", "bruttojahresgehalt",
            "jahresbruttogehalt", "年収", "年俸", "rok",
        ],
    ),
    (
        Cue::Monthly,
        &[
            "monthly", "mensuel", "mensuels", "mensual", "mensuales", "monatlich", "miesięcznie", "monatsgehalt",
            "bruttomonatsgehalt", "mensal", "월급", "月給", "mies",
        ],
    ),
    (Cue::Weekly, &["weekly", "wöchentlich"]),
    (Cue::Daily, &["daily", "dziennie", "täglich"]),
    (Cue::Hourly, &["hourly", "stündlich", "stundensatz", "taux horaire", "godzinowo", "stundenlohn"]),
    (Cue::Biweekly, &["biweekly", "bi-weekly", "every two weeks", "every 2 weeks", "fortnightly", "per fortnight"]),
    (Cue::SemiMonthly, &["semi-monthly", "semimonthly", "twice a month", "twice monthly"]),
    (Cue::PartTime, &["part time", "part-time", "teilzeit", "temps partiel", "pro rata", "pro-rata"]),
    (Cue::Super, &["super", "superannuation", "inc super", "plus super", "+ super"]),
    (Cue::Stablecoin("USDC"), &["usdc"]),
    (Cue::Stablecoin("USDT"), &["usdt"]),
    (Cue::Stablecoin("DAI"), &["dai"]),
    (Cue::Crypto("BTC"), &["btc"]),
    (Cue::Crypto("ETH"), &["eth"]),
    (Cue::Crypto("SOL"), &["sol"]),
    (Cue::Crypto("DOT"), &["dot"]),
];

/// Values from here on are currencies by their place in the lexicon.
const FIRST_CURRENCY: u32 = 1_000;
/// Values from here on are signs of several currencies.
const FIRST_SHARED: u32 = 2_000;
const SHARED: &[(Shared, &[&str])] = &[
    (Shared::Dollar, &["$"]),
    (Shared::Yen, &["¥", "￥"]),
    (Shared::Krona, &["kr", "kr.", "Kr", "Kr."]),
    (Shared::Rupee, &["Rs", "Rs.", "RS"]),
];

/// Codes that people write in lower case too ("60k gbp"); others are words elsewhere ("try", "pen").
const ANY_CASE: [&str; 22] = [
    "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "HKD", "INR", "PLN", "CZK", "HUF", "SEK", "NOK", "DKK",
    "BRL", "JPY", "ZAR", "AED", "UAH", "MXN",
];

pub(super) fn add(phrases: &mut Phrases) {
    for (value, (_, texts)) in (0_u32..).zip(WORDS) {
        phrases.add_all(Owner::Pay, value, texts);
    }
    for (value, currency) in (FIRST_CURRENCY..).zip(money::currencies()) {
        if currency.is_read {
            let case = if ANY_CASE.contains(&currency.code) { Case::Any } else { Case::Exact };
            phrases.add(Owner::Pay, currency.code, value, case);
        }
        for sign in currency.signs {
            phrases.add(Owner::Pay, sign, value, Case::Exact);
        }
        phrases.add_all(Owner::Pay, value, currency.words);
    }
    for (value, (_, signs)) in (FIRST_SHARED..).zip(SHARED) {
        for sign in *signs {
            phrases.add(Owner::Pay, sign, value, Case::Exact);
        }
    }
}

/// What a hit means.
pub(super) fn of(hit: &Hit) -> Option<Cue> {
    if hit.value >= FIRST_SHARED {
        return SHARED.get((hit.value - FIRST_SHARED) as usize).map(|(shared, _)| Cue::Shared(*shared));
    }
    if hit.value >= FIRST_CURRENCY {
        return money::currencies().get((hit.value - FIRST_CURRENCY) as usize).map(|it| Cue::Currency(it.code));
    }
    WORDS.get(hit.value as usize).map(|(cue, _)| *cue)
}

/// The hit that starts at a token.
pub(super) fn starting_at(part: &Part, token_idx: usize) -> Option<(&Hit, Cue)> {
    let hits = part.hits(Owner::Pay);
    let at = hits.partition_point(|hit| (hit.first as usize) < token_idx);
    // Phrases of several readings end alike; the first that was added counts.
    let hit = hits.get(at).filter(|hit| hit.first as usize == token_idx)?;
    Some((hit, of(hit)?))
}

/// The hit that ends before a token.
pub(super) fn ending_at(part: &Part, token_idx: usize) -> Option<(&Hit, Cue)> {
    let hits = part.hits(Owner::Pay);
    let at = hits.partition_point(|hit| (hit.first as usize) < token_idx);
    let hit = hits.get(..at)?.iter().rev().take(3).find(|hit| hit.end as usize == token_idx)?;
    Some((hit, of(hit)?))
}
