"""The request bodies of each CRM."""

from serving.crm.hubspot.bodies import HubspotBodies
from serving.crm.oracle.bodies import OracleBodies
from serving.rules.vocabulary import Crm

Bodies = HubspotBodies | OracleBodies
"""Builds the requests of one CRM and reads its answers; every function is pure.

`absent`: what a 404 means for a creation. HubSpot misses the record that the body names; Oracle, where the record
was looked up before, misses the collection.
"""
BODIES: dict[Crm, Bodies] = {Crm.HUBSPOT: HubspotBodies(), Crm.ORACLE: OracleBodies()}
