"""The locales of the sample: where their people live, and how their names, addresses and numbers are written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Locale:
    """One Faker locale with the customs that Faker lacks.

    `street`: how a street is formed from a name, `house_first`: whether the number stands before it;
    `dialling`: country code, then prefix and digits of mobile and of land numbers;
    `postal`: `#` is a digit and `?` a letter; `diverse`: share of family names from elsewhere.
    """

    code: str
    language: str
    country: str
    country_name: str
    share: float
    streets: tuple[str, ...]
    house_first: bool
    dialling: tuple[str, str, int, str, int]
    postal: str
    legal_forms: tuple[str, ...]
    script: str = "Latin"
    diverse: float = 0.05
    double_last: bool = False


LOCALES: tuple[Locale, ...] = (
    Locale("en_US", "en", "US", "United States", 0.30, ("{} Street", "{} Avenue", "{} Road", "{} Drive", "{} Lane",
           "{} Court", "N {} St", "W {} Ave", "{} Boulevard", "{} Circle"), True, ("1", "3", 9, "2", 9), "#####",
           ("Inc.", "LLC", "Corporation", "Inc", "Corp.", "Co.", "LP"), diverse=0.3),
    Locale("en_GB", "en", "GB", "United Kingdom", 0.11, ("{} Road", "{} Street", "{} Close", "{} Lane", "{} Avenue",
           "{} Gardens"), True, ("44", "7", 9, "20", 8), "??# #??", ("Ltd", "Limited", "PLC", "LLP"), diverse=0.15),
    Locale("en_AU", "en", "AU", "Australia", 0.05, ("{} Street", "{} Road", "{} Crescent", "{} Place", "{} Parade",
           "{} Circuit"), True, ("61", "4", 8, "2", 8), "####", ("Pty Ltd", "Ltd", "Pty. Limited"), diverse=0.2),
    Locale("en_IN", "en", "IN", "India", 0.07, ("{} Road", "{} Nagar", "{} Street", "{} Marg"), True,
           ("91", "9", 9, "22", 8), "######", ("Pvt. Ltd.", "Private Limited", "Limited")),
    Locale("de_DE", "de", "DE", "Germany", 0.08, ("{}straße", "{}weg", "{}gasse", "{}platz", "{}allee"), False,
           ("49", "151", 8, "30", 8), "#####", ("GmbH", "AG", "GmbH & Co. KG", "KG", "UG", "SE")),
    Locale("fr_FR", "fr", "FR", "France", 0.07, ("rue {}", "avenue {}", "boulevard {}", "chemin {}", "rue de {}"),
           True, ("33", "6", 8, "1", 8), "#####", ("SA", "SARL", "SAS", "S.A.", "S.A.R.L.")),
    Locale("es_ES", "es", "ES", "Spain", 0.05, ("Calle {}", "Avenida {}", "Plaza {}", "Calle de {}"), False,
           ("34", "6", 8, "91", 7), "#####", ("S.A.", "S.L.", "S.L.U.", "S. Coop."), double_last=True),
    Locale("es_MX", "es", "MX", "Mexico", 0.04, ("Calle {}", "Avenida {}", "Calzada {}"), False,
           ("52", "55", 8, "81", 8), "#####", ("S.A. de C.V.", "S. de R.L. de C.V."), double_last=True),
    Locale("it_IT", "it", "IT", "Italy", 0.04, ("Via {}", "Corso {}", "Piazza {}", "Viale {}"), False,
           ("39", "34", 8, "02", 8), "#####", ("S.p.A.", "S.r.l.", "SpA", "Srl")),
    Locale("pt_BR", "pt", "BR", "Brazil", 0.05, ("Rua {}", "Avenida {}", "Travessa {}", "Alameda {}"), False,
           ("55", "119", 8, "113", 7), "#####-###", ("S.A.", "Ltda.", "S/A", "ME"), double_last=True),
    Locale("nl_NL", "nl", "NL", "Netherlands", 0.03, ("{}straat", "{}weg", "{}laan", "{}plein"), False,
           ("31", "6", 8, "20", 7), "#### ??", ("B.V.", "BV", "N.V.", "VOF")),
    Locale("sv_SE", "sv", "SE", "Sweden", 0.02, ("{}gatan", "{}vägen", "{} gränd"), False,
           ("46", "70", 7, "8", 7), "### ##", ("AB", "HB")),
    Locale("tr_TR", "tr", "TR", "Turkey", 0.02, ("{} Caddesi", "{} Sokak", "{} Bulvarı"), False,
           ("90", "53", 8, "212", 7), "#####", ("A.Ş.", "Ltd. Şti.")),
    Locale("ru_RU", "ru", "RU", "Russia", 0.04, ("ул. {}", "пр. {}", "пер. {}", "наб. {}"), False,
           ("7", "91", 8, "495", 7), "######", ("ООО", "АО", "ПАО"), "Cyrillic"),
    Locale("uk_UA", "uk", "UA", "Ukraine", 0.02, ("вул. {}", "пров. {}", "пл. {}"), False,
           ("380", "67", 7, "44", 7), "#####", ("ТОВ", "ПАТ"), "Cyrillic"),
    Locale("el_GR", "el", "GR", "Greece", 0.02, ("Οδός {}", "Λεωφ. {}", "{}"), False,
           ("30", "69", 8, "21", 8), "### ##", ("Α.Ε.", "Ε.Π.Ε.", "Ο.Ε."), "Greek"),
    Locale("zh_CN", "zh", "CN", "China", 0.04, ("{}路", "{}街", "{}大道"), False,
           ("86", "13", 9, "10", 8), "######", ("有限公司", "股份有限公司", "集团"), "Han"),
    Locale("ja_JP", "ja", "JP", "Japan", 0.03, ("{}町", "{}通り"), False,
           ("81", "90", 8, "3", 8), "###-####", ("株式会社", "有限会社", "合同会社"), "Han"),
    Locale("ko_KR", "ko", "KR", "South Korea", 0.02, ("{}로", "{}길"), False,
           ("82", "10", 8, "2", 8), "#####", ("주식회사", "(주)"), "Hangul"),
)  # fmt: skip
PRIVATE_MAIL = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com")
MAIL_LOCALES = frozenset({"de_DE", "fr_FR", "it_IT", "pt_BR", "ru_RU", "uk_UA", "el_GR", "sv_SE", "ko_KR"})
"""Locales whose Faker provider lists mail services of its own."""
FAMILY_NAME_FIRST = frozenset({"zh", "ja", "ko"})
