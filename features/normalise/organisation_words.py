"""The words that names of organisations are made of, as data: short forms, stop words, heads, exchange noise."""

from features.normalise.text import word_set

SHORT_FORMS = {
    "univ": "university", "universitat": "university", "universite": "university", "universita": "university",
    "universidad": "university", "universidade": "university", "universiteit": "university",
    "universitet": "university", "universitetet": "university", "universitesi": "university",
    "uniwersytet": "university", "univerzita": "university", "univerzitet": "university", "univerza": "university",
    "sveuciliste": "university", "universitas": "university", "universities": "university",
    "dept": "department", "dep": "department", "dpt": "department", "depto": "department",
    "departement": "department", "departamento": "department", "dipartimento": "department",
    "departments": "department", "inst": "institute", "institut": "institute", "instituto": "institute",
    "istituto": "institute", "instytut": "institute", "institutes": "institute", "institution": "institute",
    "natl": "national", "nat": "national", "nationale": "national", "nacional": "national", "nazionale": "national",
    "intl": "international", "internat": "international", "internacional": "international",
    "internationale": "international", "hosp": "hospital", "hopital": "hospital", "hospitals": "hospital",
    "ospedale": "hospital", "hospitalier": "hospital", "lab": "laboratory", "labs": "laboratory",
    "laboratories": "laboratory", "laboratoire": "laboratory", "laboratorio": "laboratory", "laborator": "laboratory",
    "coll": "college", "colleges": "college", "sch": "school", "schools": "school", "ecole": "school",
    "acad": "academy", "academie": "academy", "akademie": "academy", "academia": "academy", "fac": "faculty",
    "fak": "faculty", "fakultat": "faculty", "faculte": "faculty", "facultad": "faculty", "facolta": "faculty",
    "sci": "science", "sciences": "science", "technol": "technology", "technologies": "technology",
    "tech": "technology", "techn": "technology", "eng": "engineering", "engn": "engineering", "engng": "engineering",
    "med": "medical", "ctr": "center", "cntr": "center", "cent": "center", "centre": "center", "centro": "center",
    "centrum": "center", "zentrum": "center", "centers": "center", "centres": "center", "phys": "physics",
    "chem": "chemistry", "math": "mathematics", "maths": "mathematics", "biol": "biology", "comput": "computer",
    "comp": "computer", "electron": "electronics", "electr": "electrical", "elect": "electrical", "mech": "mechanical",
    "mgmt": "management", "mgt": "management", "econ": "economics", "agr": "agricultural", "agric": "agricultural",
    "astron": "astronomy", "astrophys": "astrophysics", "assoc": "association", "assn": "association",
    "fdn": "foundation", "govt": "government", "soc": "society",
    "bros": "brothers", "mfg": "manufacturing", "mfrs": "manufacturers", "svcs": "services", "svc": "services",
    "serv": "services", "service": "services", "hldg": "holding", "hldgs": "holding", "hldng": "holding",
    "hdg": "holding", "holdings": "holding", "grp": "group", "gr": "group", "gp": "group",
    "fin": "financial", "finl": "financial", "ins": "insurance", "pharmac": "pharmaceuticals",
    "pharma": "pharmaceuticals", "pharm": "pharmaceuticals", "pharmaceutical": "pharmaceuticals",
    "therap": "therapeutics", "therapeut": "therapeutics", "biosci": "biosciences", "bioscience": "biosciences",
    "ent": "entertainment", "entmt": "entertainment", "commun": "communications", "communic": "communications",
    "telecomm": "telecommunications", "sys": "systems", "syst": "systems",
    "system": "systems", "prod": "products", "prods": "products", "product": "products", "ind": "industries",
    "inds": "industries", "indl": "industrial", "industry": "industries", "prop": "properties", "props": "properties",
    "ppty": "properties", "invt": "investment", "invest": "investment", "inv": "investment",
    "investments": "investment", "intern": "international", "semicond": "semiconductor",
    "semiconductors": "semiconductor", "bk": "bank", "bancorporation": "bancorp", "amer": "american",
    "bldg": "building", "elec": "electric", "pwr": "power", "wtr": "water", "transp": "transportation",
    "petr": "petroleum", "petrol": "petroleum", "exch": "exchange",
    "mkt": "market", "mkts": "markets", "dev": "development",
    "developments": "development", "devel": "development",
    "resources": "resource", "solutions": "solution", "networks": "network", }  # fmt: skip
"""The word that each short, plural or foreign form is read as; no value is itself a key."""

STOP_WORDS = word_set(
    """
    a an and at by for from in of on the to with amp de da do das dos del della dello dei degli delle di du des der
    den die das la le les los las el al et e y und fur van von voor zu zur il lo gli i l d s
    """
)
"""Articles and prepositions of common languages, which do not distinguish organisations."""

HEAD_WORDS = word_set(
    """
    university institute college hospital laboratory center school academy polytechnic politecnico politechnika
    foundation clinic observatory council museum bank company corporation agency ministry association society trust
    hochschule technion klinikum universitatsklinikum library group observatoire
    """
)
"""Words that mark a segment as the name of an organisation."""
PART_WORDS = word_set("department faculty division section unit chair program programme")
"""Words that begin a segment that names a part of an organisation."""

EXTRA_LEGAL_FORMS = {
    "corp": "corp", "corporation": "corp", "co": "co", "company": "co", "cos": "co", "companies": "co",
    "pvt": "pvt", "private": "pvt", "pte": "pte", "pty": "pty", "proprietary": "pty", "incorporated": "inc",
    "sasu": "sas", "sl": "sl", "slu": "sl", "sab": "sab", "asa": "asa", "kk": "kk", "tbk": "tbk", "doo": "doo",
    "dd": "dd", "sro": "sro", "ead": "ead", "eood": "eood", "ltee": "ltd", "ulc": "ulc", "ltd": "ltd",
    "kabushiki kaisha": "kk", "kabushiki gaisha": "kk", "godo kaisha": "gk", "societe anonyme": "sa",
    "sociedade anonima": "sa", "anonim sirketi": "as", "berhad": "bhd", "sac": "sac", "spzoo": "spzoo", "kft": "kft",
    "nyrt": "nyrt", "dac": "dac", "plc": "plc", "lda": "lda", "sgps": "sgps", "sae": "sae", "psc": "psc",
    "publ": "publ", "sab de cv": "sab", "sapi de cv": "sapi", "srl de cv": "srl",
    "co ltd": "ltd", "spj": "spj", "saog": "saog", "pcl": "pcl", "pjsc": "pjsc", "aktiebolag": "ab",
}  # fmt: skip
"""Legal forms that rigour's table leaves out or reads as part of a name, with their short form."""
SHORT_LEGAL_FORMS = word_set("ab ae ag ao as bv cv dd ek ev gk hf kb kg kk lc lp nl nv og oy pt rf ry sa se sl ug yk")
"""The legal forms of two letters that are read as such; the others of rigour's table are more often initials, numerals
(`II`), countries or words (`in`, `at`, `et`)."""
NO_LEGAL_FORMS = word_set("charity ngo npo ong nonprofit sad psu cic anl asc esv sem fie htx kfm osk kda mmc") | {
    "joint venture", "charitable fund", "non profit", "nonprofit organization",
    "scientific and production enterprise", "joint stock bank", "joint stock commercial bank",
}  # fmt: skip
"""Words that rigour reads as a legal form and that distinguish names."""
FORMS_ANYWHERE = word_set(
    "inc incorporated ltd limited llc gmbh plc corp corporation srl sarl oyj bhd sdn pvt pty pte kgaa"
)
"""Legal forms that no ordinary word resembles: they are removed anywhere after the first word."""
FORMS_BEFORE = word_set("ooo oao zao pao pt tov uab pjsc ojsc jsc too")
"""Legal forms that precede the name in their countries."""
CJK_LEGAL_FORMS = (
    "股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "株式会社", "有限会社", "合同会社", "주식회사",
    "유한회사", "(株)", "（株）", "㈱", "(주)", "㈜", "公司",
)  # fmt: skip

SHARE_WORDS = (
    "american depositary shares", "american depositary share", "american depository shares", "depositary shares",
    "american depositary receipts", "common stock", "common shares", "common share", "ordinary shares",
    "ordinary share", "preferred stock", "subordinate voting shares", "registered shares", "capital stock",
    "warrants", "sponsored adr",
)  # fmt: skip
"""Words that stock exchanges write after a company's name, folded."""
