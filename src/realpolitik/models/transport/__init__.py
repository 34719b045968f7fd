"""One good carried from many origins to many destinations: who sells to whom when arcs close, and what a stranded seller's price does."""

from realpolitik.models.transport.balance import Balanced, balance
from realpolitik.models.transport.decay import Decay, fit_decay
from realpolitik.models.transport.network import Network
from realpolitik.models.transport.redirect import Redirected, redirect

__all__ = ["Balanced", "Decay", "Network", "Redirected", "balance", "fit_decay", "redirect"]
