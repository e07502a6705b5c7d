"""Writes chains.json: chains and what ArviZ says of them. See README.md."""

import json

import arviz
import numpy as np
from arviz.stats.diagnostics import _ess_mean, _ess_quantile, _ess_sd

rng = np.random.default_rng(20210601)


def autoregressive(phi, chains, draws):
    x = rng.standard_normal(chains)
    out = np.empty((chains, draws))
    for t in range(draws):
        x = phi * x + np.sqrt(1 - phi * phi) * rng.standard_normal(chains)
        out[:, t] = x
    return out


shifted = autoregressive(0.3, 4, 200)
shifted[0] += 1.5
wide = autoregressive(0.3, 4, 200)
wide[1] *= 3.0
refused = autoregressive(0.7, 4, 200)
refused[:, 1:][rng.random((4, 199)) < 0.7] = np.nan
for chain in refused:
    for t in range(1, len(chain)):
        if np.isnan(chain[t]):
            chain[t] = chain[t - 1]

cases = {
    "independent": rng.standard_normal((4, 200)),
    "slow": autoregressive(0.95, 4, 300),
    "overshooting": autoregressive(-0.6, 4, 200),
    "heavy-tailed": rng.standard_cauchy((4, 200)),
    "one-shifted": shifted,
    "one-wide": wide,
    "with-refusals": refused,
    "odd-length": autoregressive(0.5, 3, 101),
    "two-short": autoregressive(0.5, 2, 12),
    "integers": rng.integers(0, 5, (4, 100)).astype(float),
}

written = []
for name, chains in cases.items():
    chains = np.round(chains, 6)
    written.append(
        {
            "name": name,
            "chains": chains.tolist(),
            "r_hat": float(arviz.rhat(chains, method="rank")),
            "bulk": float(arviz.ess(chains, method="bulk")),
            "tail": float(arviz.ess(chains, method="tail")),
            "mean": float(_ess_mean(chains)),
            "deviation": float(_ess_sd(chains)),
            "quartile": float(_ess_quantile(chains, 0.25)),
            "mean_error": float(arviz.mcse(chains, method="mean")),
            "deviation_error": float(arviz.mcse(chains, method="sd")),
        }
    )
with open("chains.json", "w") as file:
    json.dump({"arviz": arviz.__version__, "cases": written}, file)
