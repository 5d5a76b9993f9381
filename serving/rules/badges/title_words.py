"""What short words of job titles stand for, as data."""

TITLE_WORDS = {
    "acct": "account", "admin": "administrator", "ae": "account executive", "analyt": "analytics", "asc": "associate",
    "assoc": "associate", "asst": "assistant", "avp": "assistant vice president",
    "bdr": "business development representative", "biz": "business", "cao": "chief administrative officer",
    "cco": "chief commercial officer", "cdo": "chief data officer", "ceo": "chief executive officer",
    "cfo": "chief financial officer", "chro": "chief human resources officer", "cio": "chief information officer",
    "ciso": "chief information security officer", "cmo": "chief marketing officer", "comm": "communications",
    "comms": "communications", "coo": "chief operating officer", "coord": "coordinator", "corp": "corporate",
    "cpo": "chief product officer", "cro": "chief revenue officer", "cso": "chief strategy officer",
    "cto": "chief technology officer", "cust": "customer", "dep": "deputy", "dept": "department",
    "dev": "development", "dir": "director", "div": "division", "ea": "executive assistant", "eng": "engineer",
    "engr": "engineer", "evp": "executive vice president", "exec": "executive", "fin": "finance", "gen": "general",
    "gm": "general manager", "hr": "human resources", "info": "information", "intl": "international",
    "it": "information technology", "jnr": "junior", "jr": "junior", "md": "managing director",
    "mfg": "manufacturing", "mgmt": "management", "mgr": "manager", "mkt": "market", "mktg": "marketing",
    "natl": "national", "off": "officer", "ops": "operations", "pa": "personal assistant", "pr": "public relations",
    "prof": "professor", "qa": "quality assurance", "rd": "research development", "rep": "representative",
    "sdr": "sales development representative", "snr": "senior", "spec": "specialist", "sr": "senior",
    "sre": "site reliability engineer", "supt": "superintendent", "supv": "supervisor", "svc": "service",
    "svcs": "services", "svp": "senior vice president", "sw": "software", "swe": "software engineer",
    "sys": "systems", "tech": "technology", "vp": "vice president",
}  # fmt: skip
"""Each short form with the words it is written out as, folded."""
