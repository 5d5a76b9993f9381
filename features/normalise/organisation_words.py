"""The words that names of organisations are made of, as data: short forms, stop words, heads, exchange noise."""

from features.normalise.text import read_forms, word_set

SHORT_FORMS = read_forms(
    """
    university: univ, universitat, universite, universita, universidad, universidade, universiteit, universitet
    university: universitetet, universitesi, uniwersytet, univerzita, univerzitet, univerza, sveuciliste
    university: universitas, universities
    department: dept, dep, dpt, depto, departement, departamento, dipartimento, departments
    institute: inst, institut, instituto, istituto, instytut, institutes, institution
    national: natl, nat, nationale, nacional, nazionale
    international: intl, internat, internacional, internationale, intern
    hospital: hosp, hopital, hospitals, ospedale, hospitalier
    laboratory: lab, labs, laboratories, laboratoire, laboratorio, laborator
    college: coll, colleges
    school: sch, schools, ecole
    academy: acad, academie, akademie, academia
    faculty: fac, fak, fakultat, faculte, facultad, facolta
    science: sci, sciences
    technology: technol, technologies, tech, techn
    engineering: eng, engn, engng
    medical: med
    center: ctr, cntr, cent, centre, centro, centrum, zentrum, centers, centres
    physics: phys
    chemistry: chem
    mathematics: math, maths
    biology: biol
    computer: comput, comp
    electronics: electron
    electrical: electr, elect
    mechanical: mech
    management: mgmt, mgt
    economics: econ
    agricultural: agr, agric
    astronomy: astron
    astrophysics: astrophys
    association: assoc, assn
    foundation: fdn
    government: govt
    society: soc
    brothers: bros
    manufacturing: mfg
    manufacturers: mfrs
    services: svcs, svc, serv, service
    holding: hldg, hldgs, hldng, hdg, holdings
    group: grp, gr, gp
    financial: fin, finl
    insurance: ins
    pharmaceuticals: pharmac, pharma, pharm, pharmaceutical
    therapeutics: therap, therapeut
    biosciences: biosci, bioscience
    entertainment: ent, entmt
    communications: commun, communic
    telecommunications: telecomm
    systems: sys, syst, system
    products: prod, prods, product
    industries: ind, inds, industry
    industrial: indl
    properties: prop, props, ppty
    investment: invt, invest, inv, investments
    semiconductor: semicond, semiconductors
    bank: bk
    bancorp: bancorporation
    american: amer
    building: bldg
    electric: elec
    power: pwr
    water: wtr
    transportation: transp
    petroleum: petr, petrol
    exchange: exch
    market: mkt
    markets: mkts
    development: dev, developments, devel
    resource: resources
    solution: solutions
    network: networks
    """
)
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

EXTRA_LEGAL_FORMS = read_forms(
    """
    corp: corp, corporation
    co: co, company, cos, companies
    pvt: pvt, private
    pte: pte
    pty: pty, proprietary
    inc: incorporated
    sas: sasu
    sl: sl, slu
    sab: sab, sab de cv
    asa: asa
    kk: kk, kabushiki kaisha, kabushiki gaisha
    tbk: tbk
    doo: doo
    dd: dd
    sro: sro
    ead: ead
    eood: eood
    ltd: ltee, ltd, co ltd
    ulc: ulc
    gk: godo kaisha
    sa: societe anonyme, sociedade anonima
    as: anonim sirketi
    bhd: berhad
    sac: sac
    spzoo: spzoo
    kft: kft
    nyrt: nyrt
    dac: dac
    plc: plc
    lda: lda
    sgps: sgps
    sae: sae
    psc: psc
    publ: publ
    sapi: sapi de cv
    srl: srl de cv
    spj: spj
    saog: saog
    pcl: pcl
    pjsc: pjsc
    ab: aktiebolag
    """
)
"""Legal forms that rigour's table leaves out or reads as part of a name, with their short form."""
SHORT_LEGAL_FORMS = word_set("ab ae ag ao as bv cv dd ek ev gk hf kb kg kk lc lp nl nv og oy pt rf ry sa se sl ug yk")
"""The legal forms of two letters that are read as such; the others of rigour's table are more often initials, numerals
(`II`), countries or words (`in`, `at`, `et`)."""
NO_LEGAL_FORMS = word_set("charity ngo npo ong nonprofit sad psu cic anl asc esv sem fie htx kfm osk kda mmc") | {
    "joint venture",
    "charitable fund",
    "non profit",
    "nonprofit organization",
    "scientific and production enterprise",
    "joint stock bank",
    "joint stock commercial bank",
}
"""Words that rigour reads as a legal form and that distinguish names."""
FORMS_ANYWHERE = word_set(
    "inc incorporated ltd limited llc gmbh plc corp corporation srl sarl oyj bhd sdn pvt pty pte kgaa"
)
"""Legal forms that no ordinary word resembles: they are removed anywhere after the first word."""
FORMS_BEFORE = word_set("ooo oao zao pao pt tov uab pjsc ojsc jsc too")
"""Legal forms that precede the name in their countries."""
UNSPACED_LEGAL_FORMS = read_forms(
    """
    ltd: 股份有限公司
    llc: 有限责任公司, 有限責任公司
    ltd: 有限公司
    kk: 株式会社, 株式會社, (株)
    yk: 有限会社, 有限會社, (有)
    gk: 合同会社, 合同會社
    lp: 合資会社, 合資會社
    gp: 合名会社, 合名會社
    ltd: 주식회사, (주)
    llc: 유한책임회사, 유한회사, (유)
    pcl: (มหาชน)
    ltd: จำกัด
    co: 公司, บริษัท
    """
)
"""Legal forms that are written together with the name, the longer ones first, with their short form in Latin."""
NATIVE_LEGAL_FORMS = word_set(
    """
    شركة شرکت المحدودة محدودة ذمم شذمم شمع شمم شمل شمك
    επε οε ικε αβεε αεβε
    בעמ
    սպը փբը բբը
    прат
    लिमिटेड
    """
)
"""Legal forms that rigour's table lacks in their own script, in small letters without full stops."""

SHARE_WORDS = """
american depositary shares
american depositary share
american depository shares
depositary shares
american depositary receipts
common stock
common shares
common share
ordinary shares
ordinary share
preferred stock
subordinate voting shares
registered shares
capital stock
warrants
sponsored adr
"""
"""Words that stock exchanges write after a company's name, folded, one phrase a line."""
