"""Words in names of organisations, jobs and departments, in the languages of the sample."""

INSTITUTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "university": ("University of {city}", "{city} State University", "{city} University", "{last} University",
                       "{city} Institute of Technology", "{last} College", "University of {region}",
                       "{region} State University", "{city} Medical College", "Saint {first} University"),
        "hospital": ("{city} General Hospital", "{city} Medical Center", "St. {first} Hospital",
                     "{last} Memorial Hospital", "{city} Children's Hospital", "University Hospital {city}",
                     "{last} Clinic", "{city} Cancer Center"),
        "bank": ("Bank of {city}", "{last} Bank", "First {city} Bank", "{city} Savings Bank", "{last} & {last2} Bank",
                 "{city} Credit Union", "{region} National Bank"),
        "institute": ("{city} Institute of {field}", "{last} Institute", "National Institute of {field}",
                      "{last} Foundation", "Institute for {field}", "{country} Academy of {field}",
                      "{last} {field} Laboratory", "Centre for {field} {city}"),
        "government": ("City of {city}", "Ministry of {field}, {country}", "{country} Department of {field}",
                       "{city} City Council", "{country} {field} Agency", "{region} Department of {field}"),
        "local": ("{last}'s {venue}", "{first}'s {venue}", "The {adjective} {noun}", "{coined} {venue}",
                  "{adjective} {venue}", "{venue} {last}", "{last} & Sons {trade}", "{city} {trade}", "{last} {trade}"),
    },
    "de": {
        "university": ("Universität {city}", "Technische Universität {city}", "Hochschule {city}",
                       "{first}-{last}-Universität {city}"),
        "hospital": ("Universitätsklinikum {city}", "Klinikum {city}", "St. {first} Krankenhaus {city}"),
        "bank": ("Sparkasse {city}", "Volksbank {city}", "Bankhaus {last}"),
        "institute": ("{last}-Institut", "{last}-Stiftung", "Institut für {field} {city}"),
        "government": ("Stadt {city}", "Landratsamt {city}", "Bundesamt für {field}"),
        "local": ("Gasthaus {last}", "Bäckerei {last}", "Zum {last}", "Autohaus {last}", "Café {coined}"),
    },
    "fr": {
        "university": ("Université de {city}", "École Supérieure de {city}", "Université {first} {last}"),
        "hospital": ("CHU de {city}", "Hôpital {first} {last}", "Clinique {last}"),
        "bank": ("Banque de {city}", "Caisse d'Épargne {city}", "Banque {last}"),
        "institute": ("Institut {last}", "Fondation {last}", "Centre de {field} de {city}"),
        "government": ("Mairie de {city}", "Ville de {city}", "Agence nationale de {field}"),
        "local": ("Chez {first}", "Le {coined}", "Boulangerie {last}", "Garage {last}", "Brasserie {last}"),
    },
    "es": {
        "university": ("Universidad de {city}", "Universidad Politécnica de {city}", "Universidad {last}"),
        "hospital": ("Hospital Universitario de {city}", "Hospital {first} {last}", "Clínica {last}"),
        "bank": ("Banco de {city}", "Caja {city}", "Banco {last}"),
        "institute": ("Instituto {last}", "Fundación {last}", "Instituto de {field} de {city}"),
        "government": ("Ayuntamiento de {city}", "Ministerio de {field}"),
        "local": ("Casa {first}", "Restaurante {last}", "El {coined}", "Talleres {last}"),
    },
    "it": {
        "university": ("Università degli Studi di {city}", "Politecnico di {city}", "Università {first} {last}"),
        "hospital": ("Ospedale {first} {last}", "Policlinico di {city}", "Ospedale di {city}"),
        "bank": ("Banca di {city}", "Cassa di Risparmio di {city}", "Banca {last}"),
        "institute": ("Istituto {last}", "Fondazione {last}"),
        "government": ("Comune di {city}", "Provincia di {city}"),
        "local": ("Trattoria da {first}", "Ristorante {last}", "Officina {last}", "Il {coined}"),
    },
    "pt": {
        "university": ("Universidade Federal de {city}", "Universidade de {city}", "Centro Universitário {last}"),
        "hospital": ("Hospital das Clínicas de {city}", "Hospital São {first}", "Santa Casa de {city}"),
        "bank": ("Banco {last}", "Banco de {city}"),
        "institute": ("Instituto {last}", "Fundação {last}"),
        "government": ("Prefeitura de {city}", "Ministério de {field}"),
        "local": ("Padaria {last}", "Churrascaria {coined}", "Oficina {last}", "Bar do {first}"),
    },
    "ru": {
        "university": ("{native} государственный университет", "Университет {native}"),
        "hospital": ("Городская больница {native}", "Клиника {last}"),
        "bank": ("Банк {native}", "{last} Банк"), "institute": ("Институт имени {last}",),
        "government": ("Администрация города {native}",), "local": ("Кафе {last}", "Ресторан {coined}"),
    },
    "zh": {
        "university": ("{native}大学", "{native}理工大学", "{native}师范大学"),
        "hospital": ("{native}人民医院", "{native}中心医院"), "bank": ("{native}银行", "{native}农商银行"),
        "institute": ("{native}研究院", "{native}科学院"), "government": ("{native}市政府",),
        "local": ("{last}记餐厅", "{native}饭店"),
    },
    "ja": {
        "university": ("{native}大学", "{native}工業大学"), "hospital": ("{native}病院", "{last}病院"),
        "bank": ("{native}銀行", "{native}信用金庫"), "institute": ("{native}研究所", "{last}財団"),
        "government": ("{native}市役所",), "local": ("{last}屋", "{native}食堂"),
    },
    "ko": {
        "university": ("{native}대학교",), "hospital": ("{native}병원",), "bank": ("{native}은행",),
        "institute": ("{native}연구원",), "government": ("{native}시청",), "local": ("{last}식당",),
    },
}  # fmt: skip
"""Patterns of names by language and kind; other languages use the English ones."""

SECTORS: dict[str, tuple[str, ...]] = {
    "Biotechnology": ("Therapeutics", "Biosciences", "Pharmaceuticals", "Pharma", "Genetics", "Laboratories"),
    "Software": ("Software", "Systems", "Technologies", "Technology", "Digital", "Data", "Networks", "Analytics", "AI"),
    "Financial Services": ("Capital", "Financial", "Holdings", "Investments", "Partners", "Trust", "Ventures"),
    "Insurance": ("Insurance", "Assurance", "Life Insurance"),
    "Oil & Gas": ("Energy", "Petroleum", "Oil & Gas", "Resources", "Power"),
    "Metals & Mining": ("Mining", "Minerals", "Gold", "Metals", "Steel", "Gold Mines"),
    "Machinery": ("Industries", "Manufacturing", "Engineering", "Machinery", "Industrial", "Automation"),
    "Real Estate": ("Properties", "Real Estate", "Realty", "Property Trust", "Land"),
    "Consumer Goods": ("Foods", "Brands", "Beverages", "Products", "Apparel", "Cosmetics"),
    "Retail": ("Stores", "Retail", "Supermarkets", "Markets", "Trading"),
    "Transportation": ("Logistics", "Transport", "Shipping", "Airlines", "Freight"),
    "Media": ("Media", "Entertainment", "Communications", "Publishing", "Broadcasting"),
    "Professional Services": ("Consulting", "Solutions", "Services", "Associates", "Advisors", "Group"),
    "Health Care": ("Health", "Healthcare", "Medical", "Diagnostics", "Medical Technologies"),
    "Construction": ("Construction", "Builders", "Homes", "Contracting", "Materials"),
    "Telecommunication": ("Telecom", "Wireless", "Mobile", "Telecommunications"),
}  # fmt: skip
KIND_INDUSTRY = {
    "university": "Higher Education", "hospital": "Hospitals", "bank": "Banking", "institute": "Research",
    "government": "Government Administration",
}  # fmt: skip
VENUES: dict[str, tuple[str, ...]] = {
    "American": ("Grill", "Diner", "Bar & Grill", "Steakhouse", "Tavern"),
    "Italian": ("Trattoria", "Ristorante", "Pizzeria", "Osteria"), "French": ("Bistro", "Brasserie", "Cafe"),
    "Asian": ("Sushi", "Noodle House", "Palace", "Garden"), "Coffee Shops": ("Coffee", "Cafe", "Bakery"),
    "Seafood": ("Oyster Bar", "Seafood", "Fish House"), "Mexican": ("Cantina", "Taqueria"),
}  # fmt: skip
TRADES: dict[str, tuple[str, ...]] = {
    "Plumbing": ("Plumbing", "Plumbing & Heating"), "Auto Repair": ("Auto Repair", "Motors", "Garage"),
    "Legal Services": ("Law Firm", "Law Group", "Attorneys"), "Dentists": ("Dental", "Family Dentistry"),
    "Landscaping": ("Landscaping", "Gardens", "Lawn Care"), "Accounting": ("Accounting", "Tax Service"),
    "Hotels": ("Hotel", "Inn", "Suites"), "Pharmacies": ("Pharmacy", "Drugs"),
    "Medical Practices": ("Family Practice", "Pediatrics", "Physical Therapy"),
}  # fmt: skip
FIELDS = (
    "Physics", "Chemistry", "Computer Science", "Mathematics", "Biology", "Medicine", "Economics", "Agriculture",
    "Psychology", "Electrical Engineering", "Mechanical Engineering", "Materials Science", "Molecular Biology",
    "Neurology", "Public Health", "Statistics", "Geology", "Education", "Law", "Philosophy", "Civil Engineering",
    "Biochemistry", "Pharmacology", "Surgery", "Pediatrics", "Astronomy", "Environmental Sciences", "Microbiology",
    "Information Technology", "Social Sciences", "Energy", "Transport", "Defence", "Health", "Space Research",
)  # fmt: skip
UNITS = ("Department of {}", "School of {}", "Faculty of {}", "Institute of {}", "Laboratory of {}", "Division of {}",
         "Center for {}", "{} Department", "{} Research Group", "Graduate School of {}", "College of {}")  # fmt: skip
ABBREVIATIONS = {
    "Department": "Dept.", "University": "Univ.", "Institute": "Inst.", "Laboratory": "Lab.", "Technology": "Technol.",
    "Sciences": "Sci.", "Science": "Sci.", "Engineering": "Eng.", "National": "Natl.", "International": "Int.",
    "Hospital": "Hosp.", "Medical": "Med.", "Center": "Ctr.", "Research": "Res.", "School": "Sch.", "Faculty": "Fac.",
    "Division": "Div.", "Academy": "Acad.", "College": "Coll.", "Computer": "Comput.", "Electrical": "Elect.",
    "Mathematics": "Math.", "Foundation": "Found.", "General": "Gen.", "State": "St.", "Mechanical": "Mech.",
    "Universität": "Univ.", "Universidad": "Univ.", "Université": "Univ.", "Università": "Univ.", "Company": "Co.",
    "Group": "Grp", "Corporation": "Corp.", "Limited": "Ltd", "Saint": "St.", "Industries": "Inds.",
    "Environmental": "Environ.", "Molecular": "Mol.", "Services": "Svcs", "Association": "Assoc.",
}  # fmt: skip
LEVELS = ("Manager", "Director", "Senior Manager", "Vice President", "Head", "Analyst", "Specialist", "Coordinator",
          "Consultant", "Associate", "Lead", "Senior Director", "Executive", "Assistant")  # fmt: skip
FUNCTIONS = ("Sales", "Marketing", "Engineering", "Finance", "Operations", "Human Resources", "Product", "Legal",
             "Procurement", "Information Technology", "Business Development", "Customer Success", "Research",
             "Supply Chain", "Quality", "Communications", "Risk", "Data")  # fmt: skip
OFFICERS = {"Chief Executive Officer": "CEO", "Chief Financial Officer": "CFO", "Chief Operating Officer": "COO",
            "Chief Technology Officer": "CTO", "Chief Marketing Officer": "CMO", "Managing Director": "MD"}  # fmt: skip
TITLE_SHORT = {"Vice President": "VP", "Senior": "Sr.", "Manager": "Mgr", "Director": "Dir.", "Assistant": "Asst.",
               "Information Technology": "IT", "Human Resources": "HR", "Business Development": "BD",
               "Engineer": "Eng.", "Associate": "Assoc.", **OFFICERS}  # fmt: skip
STREET_SHORT = {
    "Street": "St", "Avenue": "Ave", "Road": "Rd", "Drive": "Dr", "Lane": "Ln", "Court": "Ct", "Boulevard": "Blvd",
    "Crescent": "Cres", "Place": "Pl", "Parade": "Pde", "Close": "Cl", "Gardens": "Gdns", "Circle": "Cir",
    "North": "N", "Calle": "C/", "Avenida": "Av.", "avenue": "av.", "boulevard": "bd", "Rua": "R.", "Via": "V.",
    "Circuit": "Cct", "St": "Street", "Ave": "Avenue",
}  # fmt: skip
CHARGES = ("DL-,01", "O.N.", "DL-,0001", "NA O.N.", "EO 1", "INH O.N.", "DL 1", "A", "B", "SP.ADR", "Class A", "- ADR",
           "Ord", "Common Stock", "REG. SHS", "Ordinary Shares", "LS-,25")  # fmt: skip
"""Suffixes that share lists append to a company's name."""
