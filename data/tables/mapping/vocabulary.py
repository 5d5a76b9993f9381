"""The words of column headers: phrases that mean a canonical column, and words that qualify or own one.

Sources: the public field lists of HubSpot, Salesforce, Dynamics 365, Oracle Sales, Zoho, Pipedrive, Outlook, SAP,
SugarCRM and LinkedIn, and the usual translations. A rank is a distance from the plain meaning; from `QUESTION` on it is
asked about.
"""

from collections.abc import Mapping

from features.schema.kinds import Kind

QUESTION = 5
"""The least rank of a phrase or qualifier that is never taken without a question."""

FEEDBACK_COLUMNS = (
    "judged_at", "contract", "user", "model_version", "probability_shown", "decision_shown", "shown_alike",
    "reason_shown",
)  # fmt: skip
LABEL_COLUMNS = ("crm_id", "universe_id", "verdict", "split", "weight", "source", *FEEDBACK_COLUMNS)
"""The columns of labels; feedback adds its own."""
DUPLICATE_COLUMNS = (
    "id", "cluster_id", "cluster", "id_a", "id_b", "verdict", "split", "probability", "why", "weakest_edge",
    "weakest_id",
)  # fmt: skip
"""The columns of clusters and of labelled pairs of one file; their names are never guessed."""

Phrases = Mapping[str, Mapping[int, str]]

_CONTACT: Phrases = {
    "id": {
        0: "id, guid, uuid, uid, identifier, unique id, internal id, registry id",
        1: "key, recid, ref, reference, card code",
        4: "external id, legacy id, source id",
        QUESTION: "number, no, nummer, kundennummer, debitor, debitorennummer",
    },
    "email": {
        0: "email, email address, mail, courriel, correo, correo electronico, email adresse, adresse email",
        1: "email addresses, emails, e mails, electronic mail, email addr",
    },
    "phone": {
        0: "phone, phone number, telephone, telephone number, tel, phone no, telefon, telefono, telefone, telefoon",
        1: "phone numbers, phones, telefonnummer, numero de telephone, tel no, contact number, phone nbr, "
        "phone num, ph",
        2: "direct dial, direct line, dial, switchboard, landline",
        4: "handy, portable, celular, movil, cellulare, mobil, mobiltelefon",
    },
    "website": {
        0: "website, web site, website url, web page, webpage, homepage, home page, site web, sitio web, webseite",
        1: "web, url, web address, website address, www, internet, web url, sito web",
        2: "domain, domain name, web domain, email domain",
    },
    "street": {
        0: "street, street address, address line, line, address street, street name, strasse, rue, calle, rua, via, "
        "straat",
        1: "address, addr, adresse, direccion, endereco, indirizzo, adres",
        2: "strasse hausnummer",
        QUESTION: "full address, complete address",
    },
    "city": {
        0: "city, ort, stadt, ville, ciudad, cidade, citta, plaats, city name",
        1: "town, locality, municipality, town city, city town, commune",
        2: "suburb, place",
    },
    "region": {
        0: "state, province, state province, state region, region, bundesland, provincia, estado, regione, provincie",
        1: "state code, province code, region code, state name, province state, county state, state county, state prov",
        3: "county, district, prefecture, canton, departement",
    },
    "postal_code": {
        0: "postal code, zip, zip code, postcode, post code, zip postal code, postal, plz, postleitzahl, code postal",
        1: "postal zip code, zipcode, codigo postal, cep, cap, zip postcode, postal zip, postal cd, zip cd, post cd, "
        "street postal code, street zip code",
    },
    "country": {
        0: "country, country region, country name, land, pays, pais, paese, nation",
        1: "country code, country iso, iso country, country iso code, countrycode, ctry, cntry, country cd",
    },
    "profile_url": {
        0: "linkedin, linkedin url, linkedin profile, linkedin profile url, profile url, linkedin page, xing",
        1: "linkedin link, linkedin bio, profile link, public profile url, linkedin address, member url, "
        "linkedin public url",
    },
    "owner_id": {
        0: "owner id, owner user id",
        1: "assigned user id, assigned to id",
        QUESTION: "owner, owner email, owner name, assigned to, assigned user",
    },
    "modified_at": {
        0: "modified date, modified, modified time, last modified date, last modified, modified date time, "
        "last modified time",
        1: "last update date, last updated, last updated date, update time, updated, updated date, date modified, "
        "last update, last update time, date updated, updated time, last changed, zuletzt geandert, write date, "
        "update date",
        2: "modstamp, mod stamp",
    },
    "visible_to": {},
}  # fmt: skip
"""Phrases without qualifiers, objects and filling words, by rank."""

_PERSON: Phrases = {
    "full_name": {0: "full name, fullname", 1: "name, display name, complete name, nom complet, nombre completo"},
    "first_name": {
        0: "first name, given name, forename, fname, vorname, prenom, first names, voornaam",
        1: "first, given, given names, primer nombre, nombre, nome, christian name",
    },
    "middle_name": {
        0: "middle name, middle names, middle",
        1: "middle initial, middle initials, additional name, additional names",
    },
    "last_name": {
        0: "last name, surname, family name, lname, nachname, nom famille, apellido, apellidos, cognome, achternaam",
        1: "last, family, sobrenome, nom, familienname, last names",
    },
    "suffix": {0: "suffix, name suffix, generational suffix"},
    "nickname": {0: "nickname, nick name, preferred name, known as, known as name, goes by"},
    "title": {
        0: "job title, position, jobtitle, position title, berufsbezeichnung, puesto, cargo",
        1: "title, designation, job position, current position, job role, headline title, poste, stelle",
        2: "role, job, occupation, function",
    },
    "headline": {0: "headline, linkedin headline, profile headline"},
    "birth_date": {
        0: "birth date, birthdate, birthday, date birth, dob, geburtsdatum, date naissance, fecha nacimiento",
        1: "born, birth, birth day, data nascimento, data di nascita, geburtstag",
    },
    "company": {
        0: "employer, firma, unternehmen, entreprise, societe, empresa, azienda, bedrijf, employer name",
        1: "affiliation, workplace, place work, organisme, organisation name",
    },
    "account_id": {1: "parent customer id, parent customer"},
    "past_companies": {0: "past companies, previous companies, past employers, previous employers, former employers"},
    "past_titles": {0: "past titles, previous titles, past positions, previous positions, former titles"},
    "employee_number": {
        0: "employee number, employee no, member number, member no, membership number, membership no, "
        "personnel number, staff number, personalnummer, mitgliedsnummer",
    },
    "emails": {
        0: "secondary email, secondary email address, other email, other emails, other email address, "
        "other email addresses, additional email, additional emails, additional email address, "
        "additional email addresses, alternate email, alternate email address, alternative email, second email",
        2: "email 2, email address 2, email 2 address",
    },
    "phones": {
        0: "secondary phone, secondary phone number, other phone, other phones, other phone number, additional phone, "
        "additional phones, alternate phone, alternate phone number, alternative phone, second phone",
        2: "phone 2, phone number 2, telephone 2, business phone 2, work phone 2",
    },
    "social_handles": {
        0: "social handles, social handle, social media handles, social accounts",
        1: "twitter handle, twitter username, twitter user name, twitter account, twitter, instagram handle, "
        "instagram username, github username, twitter profile, twitter url",
    },
    "web_page": {
        0: "personal page, personal website, personal web page, personal homepage, personal url, personal web site",
        1: "blog, weblog, blog url",
    },
}  # fmt: skip
_COMPANY: Phrases = {
    "name": {
        0: "name, business name, card name",
        1: "legal name, firma, firmenname, unternehmen, entreprise, raison sociale, razon social, ragione sociale, nom",
        2: "display name, full name, registered name, official name, employer",
    },
    "aliases": {
        0: "aliases, alias, known as, aka, dba, dba name, doing business as, trade name, trading name, "
        "trading as, other names, known as name",
        1: "former name, former names, previous name, alternate name, alternative name, short name, brand name",
    },
    "industry": {
        0: "industry, branche, sector, industry name, industria, secteur",
        1: "industry code, industry sector, industrial sector, primary industry, industry group, industry type, "
        "line of business",
    },
    "employees": {
        0: "employees, number employees, no employees, employee count, headcount, employees total, total employees",
        1: "num employees, staff, mitarbeiter, mitarbeiterzahl, number of staff, employee number, fte, effectif",
        QUESTION: "size, employee range, employees range, company size, staff count range",
    },
    "stock_symbol": {
        0: "ticker, ticker symbol, stock symbol, stock ticker, stock code",
        1: "symbol, exchange symbol, isin ticker",
    },
    "tax_number": {
        0: "tax number, vat number, vat id, vat no, vat, tax id, tax id number, tax identification number, "
        "vat registration number, tax registration number, vat reg no, vat id number, tax no",
        1: "tin, ein, fein, employer identification number, taxpayer identification number, taxpayer id, ust id, "
        "ustid, ust idnr, ust id nr, umsatzsteuer id, steuernummer, nif, cif, partita iva, numero tva, tva, "
        "tva intracommunautaire, gstin, gst number, abn, btw nummer",
    },
    "registration_number": {
        0: "registration number, company registration number, registration no, company registration no, "
        "commercial register number, trade register number, business registration number, company reg no",
        1: "handelsregisternummer, handelsregister, siren, siret, crn, kvk nummer, organisationsnummer, "
        "register number, register no, companies house number, registered number",
        QUESTION: "company number, company no, org number",
    },
    "lei": {0: "lei, lei code, legal entity identifier, lei number"},
    "duns": {
        0: "duns, duns number, duns no, duns id, d u n s, d u n s number, d u n s no, duns nummer",
        1: "dun bradstreet number, dnb number, d b number, dnb duns number",
    },
    "parent": {
        0: "parent, parent company, parent account, parent name, parent company name, parent account name, "
        "parent organization, parent organisation, parent organization name, parent organisation name",
        1: "ultimate parent, ultimate parent name, ultimate parent company, holding, holding company, "
        "muttergesellschaft, konzern, societe mere, empresa matriz, casa madre, part of",
    },
}  # fmt: skip
PHRASES: Mapping[Kind, Phrases] = {Kind.PERSON: {**_CONTACT, **_PERSON}, Kind.COMPANY: {**_CONTACT, **_COMPANY}}

LABEL_PHRASES: Phrases = {
    "crm_id": {
        0: "crm id, crm record id, crm record",
        1: "record id, source id, left id, contact id, account id, lead id, customer id, query id, id 1, id a, "
        "id left, ltable id, our id, crm key, person id, case id",
        2: "record, source record, left, crm, id",
    },
    "universe_id": {
        0: "universe id, universe record id",
        1: "profile id, member id, network id, target id, right id, reference id, candidate id, match id, matched id, "
        "entity id, id 2, id b, id right, rtable id, master id, true id, linked id, answer id",
        2: "profile, member, target, right, universe, answer, truth, candidate, entity, match, "
        "company id, network company",
    },
    "verdict": {0: "verdict", 1: "judgement, judgment, label, decision, result, outcome, is match, answer type"},
    "split": {0: "split", 1: "set, fold, partition, subset, data set, dataset, sample, part"},
    "weight": {0: "weight", 1: "label weight, importance"},
    "source": {QUESTION: "source, origin, labelled by, labeled by, annotator"},
}
"""The same for labels; the columns that feedback adds keep their names."""

QUALIFIERS: Mapping[str, int] = {
    **dict.fromkeys(("1", "01", "full", "formatted", "current", "actual"), 0),
    **dict.fromkeys(
        (
            "primary", "main", "default", "preferred", "hq", "headquarters", "headquarter", "head", "office", "work",
            "business", "professional", "general", "official", "hauptsitz", "geschaftlich", "direct", "standard",
            "best", "legal", "associated",
        ),
        1,
    ),
    **dict.fromkeys(("corporate", "registered", "principal", "raw"), 2),
    **dict.fromkeys(("billing", "mailing", "physical", "correspondence", "invoice", "bill", "permanent"), 2),
    **dict.fromkeys(("shipping", "delivery", "ship", "visiting", "site", "branch"), 3),
    **dict.fromkeys(("mobile", "cell", "cellular", "home", "private", "personal", "residential", "privat"), 4),
    **dict.fromkeys(
        ("other", "alternate", "alternative", "alt", "secondary", "second", "additional", "2", "3", "4", "5", "02",
         "03", "old", "previous", "third", "tertiary", "former"),
        QUESTION,
    ),
}  # fmt: skip
"""Words beside a phrase that say which of several values it is, with the rank that they add."""
FURTHER = frozenset({"2", "3", "4", "5", "02", "03", "second", "third"})
"""Qualifiers of a further line of an address, which is no street."""
MOBILE = frozenset({"mobile", "cell", "cellular"})
"""Qualifiers that mean a phone by themselves."""

OBJECTS: Mapping[Kind, frozenset[str]] = {
    Kind.PERSON: frozenset(
        {"contact", "contacts", "lead", "leads", "person", "persons", "people", "individual", "consumer", "prospect",
         "member", "members", "candidate", "kontakt", "ansprechpartner"}
    ),
    Kind.COMPANY: frozenset(
        {"account", "accounts", "company", "companies", "organization", "organizations", "organisation",
         "organisations", "org", "firm", "corporation", "enterprise", "institution", "businesses"}
    ),
}  # fmt: skip
"""What a record is called; beside a phrase these words say whose value it is."""
EITHER_OBJECT = frozenset(
    {"customer", "client", "party", "record", "object", "row", "entity", "item", "kunde", "profile", "cust"}
)
"""What a record of either kind is called."""

FILLING = frozenset(
    {"the", "of", "or", "and", "a", "an", "s", "at", "on", "de", "18", "15", "digit", "char", "system", "hs",
     "hubspot", "sf", "sfdc", "salesforce", "zoho", "crm", "pipedrive", "dynamics", "oracle", "field", "value", "in",
     "info", "information", "for", "to", "ids", "sales"}
)  # fmt: skip
"""Words without a meaning of their own; `ids` stands for `id` before it is filled in."""

FOREIGN = frozenset(
    {"owner", "ownership", "created", "creator", "modified", "parent", "manager", "assistant", "asst", "reports",
     "reporting", "supervisor", "spouse", "partner", "vendor", "supplier", "referrer", "agent", "representative", "rep",
     "salesperson", "campaign", "deal", "opportunity", "ticket", "user", "emergency", "activity", "event", "bounced",
     "converted", "by", "opt", "unsubscribed", "source", "status", "type", "date", "time", "fax", "revenue", "count",
     "flag", "last", "latitude", "longitude", "geocode", "accuracy", "currency", "currencycode", "department",
     "description", "notes", "note", "rating", "stage", "method", "reason", "number", "zone", "range", "score",
     "verified", "photo", "image", "picture", "logo", "twitter", "facebook", "instagram", "checksum", "extension",
     "ext", "salutation", "prefix", "gender", "sic", "naics", "duns", "vat", "tax", "unit", "suite", "building",
     "pager"}
)  # fmt: skip
"""Words of other fields; a header that holds one is never guessed by its values."""

ADDRESS_WORDS = frozenset({"address", "addr", "location"})
PLACE_COLUMNS = frozenset({"street", "city", "region", "postal_code", "country"})
ID_WORDS = frozenset({"id", "guid", "uuid", "uid", "key", "identifier"})
NO_MEANING = frozenset({"statecode", "statuscode"})
"""Headers whose words mean something else than they say: the state of a Dynamics record."""
