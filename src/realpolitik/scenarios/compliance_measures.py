"""The measures of secondary sanctions: of states, of their firms and banks, and of the order of December 2023."""

from realpolitik.scenarios.compliance_actors import curve, exposure
from realpolitik.scenarios.compliance_order import order
from realpolitik.scenarios.compliance_states import access, compliance

__all__ = ["access", "compliance", "curve", "exposure", "order"]
