"""Which bodies belong to which CRM."""

from serving.crm.hubspot.bodies import HubspotBodies
from serving.crm.oracle.bodies import OracleBodies
from serving.crm.requests import Bodies
from serving.rules.vocabulary import Crm

BODIES: dict[Crm, Bodies] = {Crm.HUBSPOT: HubspotBodies(), Crm.ORACLE: OracleBodies()}
