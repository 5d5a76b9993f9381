"""Which bodies belong to which CRM."""

from serving.crm.hubspot_bodies import HubspotBodies
from serving.crm.oracle_bodies import OracleBodies
from serving.crm.requests import Bodies
from serving.rules.words import Crm

BODIES: dict[Crm, Bodies] = {Crm.HUBSPOT: HubspotBodies(), Crm.ORACLE: OracleBodies()}
