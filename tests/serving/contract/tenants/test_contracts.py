"""The operator creates contracts and credentials; an admin connects and disconnects a CRM."""

from serving.vocabulary.terms import Crm
from tests.support.tenant import HOSTS

CONSENT = {"crm_admin": "17", "agreed_at": "2026-03-01T08:00:00+01:00"}
HUBSPOT = {"crm": "hubspot", "urls": HOSTS[Crm.HUBSPOT], "consent": CONSENT}
ORACLE = {"crm": "oracle", "urls": HOSTS[Crm.ORACLE], "consent": CONSENT}
