"""Dynamic ideal points of states from votes (Bailey, Strezhnev and Voeten 2017).

`read` turns a frame of votes into `Votes`; `fit` estimates by variational EM; `sample` draws from the posterior with a Gibbs sampler;
`bootstrap` estimates again from votes drawn from the estimate.
"""

from realpolitik.models.idealpoints.bootstrap import Replicates, bootstrap
from realpolitik.models.idealpoints.bridges import alike
from realpolitik.models.idealpoints.data import Votes, linked, read
from realpolitik.models.idealpoints.em import Options, fit
from realpolitik.models.idealpoints.gibbs import Draws, sample
from realpolitik.models.idealpoints.items import Prior
from realpolitik.models.idealpoints.result import Convergence, IdealPoints
from realpolitik.models.idealpoints.sessions import SessionErrors, session_errors
from realpolitik.models.idealpoints.simulate import Simulated, simulated

__all__ = [
    "Convergence",
    "Draws",
    "IdealPoints",
    "Options",
    "Prior",
    "Replicates",
    "SessionErrors",
    "Simulated",
    "Votes",
    "alike",
    "bootstrap",
    "fit",
    "linked",
    "read",
    "sample",
    "session_errors",
    "simulated",
]
