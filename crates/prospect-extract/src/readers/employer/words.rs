//! The words around employers' names.
//!
//! The places here serve one purpose: a segment of a header that is a place is no employer. They are the
//! work places that hiring-thread headers name most; reading places is `places`' task.

use crate::scan::{Case, Owner, Phrases};

/// What a phrase says about a name next to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Cue {
    /// A place.
    Place,
    /// The name before it hires: "is hiring".
    Hires,
    /// The name before it is an organisation's: "is a", "builds".
    Is,
    /// The name behind it is where one works: "join", "here at".
    At,
    /// The name behind it is the employer: "company:".
    Label,
    /// The employer is not named: "stealth".
    Anonymous,
    /// Legal forms, part of a name.
    Form,
    /// Greetings and headings before a name.
    Greeting,
    /// Words that a place is made of, not told apart from names by themselves: "area", "CA".
    PlaceTail,
}

impl Cue {
    /// The cue of a dictionary value.
    pub(super) fn of(value: u32) -> Option<Self> {
        const ALL: [Cue; 9] = [
            Cue::Place,
            Cue::Hires,
            Cue::Is,
            Cue::At,
            Cue::Label,
            Cue::Anonymous,
            Cue::Form,
            Cue::Greeting,
            Cue::PlaceTail,
        ];
        ALL.get(value as usize).copied()
    }
}

#[rustfmt::skip]
const PLACES: &[&str] = &[
    "atl", "pdx", "slc", "ldn", "mtl", "tlv", "sfo",
    // Countries and regions.
    "usa", "u.s.", "u.s.a.", "united states", "united kingdom", "great britain", "england", "scotland", "wales",
    "ireland", "germany", "deutschland", "france", "spain", "portugal", "italy", "netherlands", "the netherlands",
    "holland", "belgium", "luxembourg", "switzerland", "austria", "denmark", "sweden", "norway", "finland",
    "iceland", "poland", "polska", "czech republic", "czechia", "slovakia", "slovenia", "hungary", "romania",
    "bulgaria", "greece", "croatia", "serbia", "ukraine", "belarus", "russia", "estonia", "latvia", "lithuania",
    "turkey", "israel", "egypt", "nigeria", "kenya", "south africa", "ghana", "uganda", "morocco", "tunisia",
    "dubai", "uae", "india", "pakistan", "bangladesh", "sri lanka", "nepal", "china", "japan", "south korea",
    "korea", "taiwan", "hong kong", "singapore", "malaysia", "thailand", "vietnam", "indonesia", "philippines",
    "australia", "new zealand", "canada", "mexico", "brazil", "argentina", "chile", "colombia", "peru", "uruguay",
    "costa rica", "europe", "european union", "north america", "south america", "latin america", "latam",
    "americas", "asia", "africa", "emea", "apac", "worldwide", "world", "scandinavia", "uk", "malta", "cyprus",
    "saudi arabia", "gibraltar", "puerto rico", "rwanda", "armenia", "georgia", "kazakhstan",
    // United States.
    "san francisco", "san francisco bay area", "sf", "sf bay area", "bay area", "silicon valley", "palo alto",
    "mountain view", "menlo park", "redwood city", "san mateo", "san jose", "sunnyvale", "santa clara", "cupertino",
    "oakland", "berkeley", "emeryville", "burlingame", "south san francisco", "fremont", "san bruno", "foster city",
    "los gatos", "san carlos", "campbell", "milpitas", "pleasanton", "san rafael", "los angeles", "la",
    "santa monica", "venice", "pasadena", "culver city", "irvine", "orange county", "anaheim", "san diego",
    "santa barbara", "sacramento", "long beach", "el segundo", "new york", "new york city", "nyc", "ny",
    "manhattan", "brooklyn", "boston", "cambridge", "somerville", "waltham", "seattle", "bellevue", "redmond",
    "kirkland", "portland", "chicago", "austin", "dallas", "houston", "san antonio", "denver", "boulder",
    "salt lake city", "provo", "lehi", "phoenix", "scottsdale", "tempe", "las vegas", "atlanta", "miami", "orlando",
    "tampa", "raleigh", "durham", "charlotte", "research triangle", "nashville", "philadelphia", "pittsburgh",
    "baltimore", "washington", "washington dc", "washington d.c.", "dc", "arlington", "reston", "mclean",
    "bethesda", "minneapolis", "madison", "milwaukee", "detroit", "ann arbor", "cleveland", "columbus",
    "cincinnati", "indianapolis", "st. louis", "st louis", "kansas city", "omaha", "new orleans", "charlottesville",
    "richmond", "hoboken", "jersey city", "stamford", "new haven", "providence", "burlington", "boise", "reno",
    "honolulu", "champaign", "princeton", "fort collins", "colorado springs", "albuquerque", "santa fe",
    "santa cruz", "los altos", "eugene", "california", "texas", "florida", "massachusetts", "illinois", "colorado",
    "oregon", "pennsylvania", "ohio", "michigan", "virginia", "maryland", "north carolina", "south carolina",
    "new jersey", "utah", "arizona", "minnesota", "wisconsin", "tennessee", "missouri", "indiana", "connecticut",
    "vermont", "new hampshire", "new mexico", "nevada", "idaho", "hawaii", "alaska", "louisiana", "alabama",
    "kentucky", "iowa", "kansas", "nebraska", "oklahoma", "east coast", "west coast", "midwest", "socal", "norcal",
    "downtown", "soma", "socal", "dtla", "continental us", "united states of america", "us", "us only",
    // Elsewhere.
    "toronto", "montreal", "montréal", "vancouver", "ottawa", "waterloo", "kitchener", "calgary", "edmonton",
    "victoria", "quebec", "halifax", "london", "manchester", "bristol", "edinburgh", "glasgow", "oxford",
    "birmingham", "leeds", "brighton", "belfast", "cardiff", "sheffield", "newcastle", "reading", "dublin", "cork",
    "galway", "berlin", "munich", "münchen", "hamburg", "cologne", "köln", "frankfurt", "stuttgart", "karlsruhe",
    "düsseldorf", "dusseldorf", "leipzig", "dresden", "hannover", "nuremberg", "nürnberg", "aachen", "bonn",
    "heidelberg", "freiburg", "mainz", "darmstadt", "potsdam", "zurich", "zürich", "geneva", "lausanne", "basel",
    "bern", "zug", "vienna", "wien", "graz", "linz", "paris", "lyon", "toulouse", "nantes", "lille", "grenoble",
    "bordeaux", "marseille", "nice", "sophia antipolis", "rennes", "amsterdam", "rotterdam", "utrecht", "the hague",
    "eindhoven", "delft", "haarlem", "hilversum", "brussels", "antwerp", "ghent", "gent", "leuven", "copenhagen",
    "aarhus", "stockholm", "gothenburg", "göteborg", "malmö", "malmo", "lund", "oslo", "bergen", "trondheim",
    "helsinki", "espoo", "tampere", "reykjavik", "tallinn", "tartu", "riga", "vilnius", "kaunas", "warsaw",
    "warszawa", "krakow", "kraków", "wroclaw", "wrocław", "gdansk", "gdańsk", "poznan", "poznań", "katowice",
    "prague", "praha", "brno", "bratislava", "budapest", "bucharest", "cluj", "cluj-napoca", "sofia", "belgrade",
    "zagreb", "ljubljana", "athens", "thessaloniki", "istanbul", "kyiv", "kiev", "lviv", "kharkiv", "minsk",
    "moscow", "saint petersburg", "st. petersburg", "madrid", "barcelona", "valencia", "malaga", "málaga",
    "seville", "bilbao", "lisbon", "lisboa", "porto", "rome", "milan", "milano", "turin", "bologna", "trento",
    "tel aviv", "tel-aviv", "herzliya", "haifa", "jerusalem", "ramat gan", "cairo", "lagos", "nairobi", "cape town",
    "johannesburg", "accra", "kigali", "bangalore", "bengaluru", "mumbai", "pune", "delhi", "new delhi", "gurgaon",
    "noida", "hyderabad", "chennai", "kolkata", "karachi", "lahore", "dhaka", "colombo", "beijing", "shanghai",
    "shenzhen", "guangzhou", "hangzhou", "taipei", "tokyo", "kyoto", "osaka", "fukuoka", "seoul", "bangkok",
    "chiang mai", "kuala lumpur", "jakarta", "bali", "manila", "ho chi minh city", "saigon", "hanoi", "sydney",
    "melbourne", "brisbane", "perth", "adelaide", "canberra", "auckland", "wellington", "christchurch",
    "mexico city", "guadalajara", "monterrey", "são paulo", "sao paulo", "rio de janeiro", "buenos aires",
    "santiago", "bogota", "bogotá", "medellin", "medellín", "lima", "montevideo", "atl", "pdx", "slc", "ldn", "mtl",
    "tlv", "sfo", "abu dhabi", "banff", "gmt", "utc", "cet", "est", "pst", "riyadh", "doha", "amman", "beirut",
];

#[rustfmt::skip]
const PLACE_TAILS: &[&str] = &[
    "alberta", "british columbia", "manitoba", "québec", "nova scotia", "nsw", "new south wales", "bavaria",
    "yorkshire", "surrey", "hampshire", "karnataka", "maharashtra", "area", "metro", "region", "ca", "ny", "ma",
    "tx", "wa", "co", "il", "ga", "fl", "nc", "pa", "va", "md", "nj", "or", "ut", "az", "mn", "wi", "mi", "oh",
    "mo", "tn", "ct", "d.c.", "dc", "bc", "ontario", "on", "qc", "ab", "hq", "office", "offices", "only", "u.k.",
    "downtown", "metro area", "timezone", "timezones", "time zones",
];

#[rustfmt::skip]
const HIRES: &[&str] = &[
    "is hiring", "are hiring", "is looking for", "are looking for", "is looking to", "are looking to", "is seeking",
    "seeks", "is recruiting", "is growing", "is searching for", "is in search of", "is now hiring",
    "is currently hiring", "is currently looking for", "is actively hiring", "is actively looking for",
    "looking for", "is expanding", "is always looking", "is on the lookout", "has openings", "has an opening",
    "has a few openings", "has several openings", "has multiple openings", "has open positions", "has positions",
    "wants to hire", "wants you", "needs", "is also hiring", "is currently seeking", "is currently recruiting",
    "sucht", "recrute", "recherche", "busca", "szuka", "poszukuje", "zatrudni", "zoekt", "cerca", "is still hiring",
    "hiring", "are seeking", "is looking", "are currently hiring", "are currently looking for", "is hiring for",
    "is again hiring", "is hunting for", "is building out",
];

#[rustfmt::skip]
const IS: &[&str] = &[
    "is", "gives", "has a", "has an", "have multiple", "'s mission", "'s vision", "'s goal", "'s platform",
    "'s product", "'s software", "'s technology", "'s team", "have built", "is a", "is an", "is the", "are a",
    "are the", "is building", "is on a mission", "builds", "makes", "provides", "helps", "develops", "offers",
    "was founded", "is one of", "is creating", "is transforming", "is revolutionizing", "is changing",
    "is developing", "is making", "is your", "is where", "is bringing", "enables", "creates", "is using",
    "operates", "is redefining", "is reinventing", "is disrupting", "is solving", "has built", "has raised",
    "is backed", "is funded", "is located", "is headquartered", "brings", "powers", "connects", "lets", "allows",
    "delivers", "is dedicated", "is working on", "is pioneering", "is the leading", "was started", "automates",
    "uses", "is based", "started", "specializes", "manages", "'s mission", "'s vision", "'s goal", "'s platform",
    "'s product", "'s software", "'s technology", "'s team", "is rethinking", "is fixing", "is growing", "wants to",
    "has been",
];

#[rustfmt::skip]
const AT: &[&str] = &[
    "openings at", "opening at", "position at", "role at", "developers at", "engineers at", "recruiter for",
    "recruiter at", "recruiting for", "opportunities at", "opportunity at", "directors at", "managers at",
    "designers at", "at", "here at", "join", "joining", "join us at", "working at", "work at", "work for",
    "working for", "we're", "we are", "about", "welcome to", "team at", "hiring at", "careers at", "jobs at",
    "positions at", "roles at", "i'm from", "i work at", "i work for", "life at", "why", "i'm with", "come work at",
    "come work with", "we at", "founder of", "cofounder of", "co-founder of", "cto of", "ceo of", "cto at",
    "ceo at", "founder at", "engineer at", "my company", "our company", "on behalf of", "apply to", "i run", "bei",
    "chez", "o nas", "über",
];

#[rustfmt::skip]
const LABELS: &[&str] = &[
    "company", "employer", "company name", "organization", "organisation", "unternehmen", "entreprise", "empresa",
    "firma", "who", "client", "name", "who we are",
];

#[rustfmt::skip]
const ANONYMOUS: &[&str] = &[
    "stealth", "stealth mode", "stealth startup", "unnamed", "undisclosed", "confidential", "still-unnamed",
    "startup", "start-up", "our client", "early-stage", "early stage", "seed stage", "anonymous", "well-funded",
    "well funded", "series a", "series b", "a company", "client of ours", "pre-seed",
];

#[rustfmt::skip]
const FORMS: &[&str] = &[
    "inc", "inc.", "llc", "ltd", "ltd.", "gmbh", "ag", "s.a.", "sas", "b.v.", "bv", "ab", "oy", "aps", "a/s", "plc",
    "corp", "corp.", "co.", "pbc", "pty ltd", "pvt ltd", "sp. z o.o.", "s.r.o.", "kg", "se", "llp", "lp",
    "corporation", "incorporated", "limited",
];

#[rustfmt::skip]
const GREETINGS: &[&str] = &[
    "hi", "hello", "hey", "hi hn", "hey hn", "hello hn", "hi all", "hi everyone", "hey everyone", "hi there",
    "hey all", "hello everyone", "hiring", "hi folks", "hey folks", "hello all", "now hiring", "job", "company",
    "hn", "greetings", "urgent", "wanted", "remote",
];

/// Adds every phrase; the first list that holds one decides.
pub(super) fn add(phrases: &mut Phrases) {
    let mut seen = std::collections::BTreeSet::new();
    let lists: [(&[&str], Cue); 9] = [
        (PLACES, Cue::Place),
        (HIRES, Cue::Hires),
        (IS, Cue::Is),
        (AT, Cue::At),
        (LABELS, Cue::Label),
        (ANONYMOUS, Cue::Anonymous),
        (FORMS, Cue::Form),
        (GREETINGS, Cue::Greeting),
        (PLACE_TAILS, Cue::PlaceTail),
    ];
    for (texts, cue) in lists {
        for text in texts {
            if seen.insert(text.replace('-', " ")) {
                // Two letters in small print are words, not places.
                let is_code = text.len() <= 2 && matches!(cue, Cue::Place | Cue::PlaceTail);
                if is_code {
                    phrases.add(Owner::Employer, &text.to_uppercase(), cue as u32, Case::Exact);
                } else {
                    phrases.add(Owner::Employer, text, cue as u32, Case::Any);
                }
            }
        }
    }
}
