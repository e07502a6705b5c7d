"""Writes gan.json: a generator and a discriminator trained by PyTorch in double precision on one thread, both by Adam at once.

Each case has a loss. The start and the batches are formulas that both sides know. It records the payoff of every step, and every 17th weight of both
networks in the end.
"""

import json
import math
import torch
from torch.nn.functional import logsigmoid, softplus

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

GENERATOR, DISCRIMINATOR = [8, 32, 32, 2], [2, 32, 32, 1]
BATCH, STEPS, REACH = 16, 40, 2.0
ETA_G, ETA_D = 0.002, 0.003


def network(theta, inputs, widths):
    """The parameters of each layer: weights row by row, then biases."""
    h, place = inputs, 0
    for layer, (fan_in, fan_out) in enumerate(zip(widths, widths[1:])):
        weight = theta[place : place + fan_in * fan_out].reshape(fan_out, fan_in)
        place += fan_in * fan_out
        z = h @ weight.T + theta[place : place + fan_out]
        place += fan_out
        h = z if layer == len(widths) - 2 else torch.relu(z)
    return h


def start(widths, shift):
    size = sum((a + 1) * b for a, b in zip(widths, widths[1:]))
    return torch.tensor([0.4 * math.sin(1.7 * k + shift) for k in range(size)])


def batch(step):
    real = [[math.cos(step + 0.7 * k), math.sin(1.3 * step + k)] for k in range(BATCH)]
    latent = [[math.sin(0.9 * step + 2.1 * k + 1.1 * j) for j in range(8)] for k in range(BATCH)]
    return torch.tensor(real), torch.tensor(latent)


def penalty(theta, points):
    """The mean squared length of the discriminator's slope along the points."""
    points = points.detach().requires_grad_(True)
    slope = torch.autograd.grad(network(theta, points, DISCRIMINATOR).sum(), points, create_graph=True)[0]
    return (slope**2).sum(1).mean()


def losses(kind, g, d, real, latent):
    """What the generator and what the discriminator descends, and the payoff."""
    y = REACH * torch.tanh(network(g, latent, GENERATOR) / REACH)
    at_real, at_generated = network(d, real, DISCRIMINATOR)[:, 0], network(d, y, DISCRIMINATOR)[:, 0]
    payoff = logsigmoid(at_real).mean() + logsigmoid(-at_generated).mean()
    if kind == "non-saturating":
        return -logsigmoid(at_generated).mean(), -payoff, payoff
    if kind == "slope-penalty":
        return payoff, -payoff + 0.05 * penalty(d, real), payoff
    if kind == "relativistic":
        pairs = at_real - at_generated
        fines = 0.025 * (penalty(d, real) + penalty(d, y))
        return softplus(pairs).mean(), softplus(-pairs).mean() + fines, payoff
    return payoff, -payoff, payoff


cases = []
for kind in ["minimax", "non-saturating", "slope-penalty", "relativistic"]:
    g, d = start(GENERATOR, 0.3).requires_grad_(True), start(DISCRIMINATOR, 1.1).requires_grad_(True)
    rules = [torch.optim.Adam([w], lr=lr, betas=(0.5, 0.999), eps=1e-8) for w, lr in [(g, ETA_G), (d, ETA_D)]]
    payoffs = []
    for step in range(STEPS):
        of_generator, of_discriminator, payoff = losses(kind, g, d, *batch(step))
        payoffs.append(payoff.item())
        g.grad = torch.autograd.grad(of_generator, g, retain_graph=True)[0]
        d.grad = torch.autograd.grad(of_discriminator, d)[0]
        for rule in rules:
            rule.step()
    cases.append({"kind": kind, "payoffs": payoffs, "generator": g.tolist()[::17], "discriminator": d.tolist()[::17]})

with open("tests/golden/gan.json", "w") as file:
    json.dump({"cases": cases}, file)
