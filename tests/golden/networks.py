"""Writes networks.json: small networks trained by PyTorch in double precision on one thread.

Each case has the widths, the activation, the optimizer, and a start and data by formulas that both sides know. It records the loss at every tenth
step, the parameters in the end, and the product of the Hessian at the start with a direction.
"""

import json
import math
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

ACTIVATIONS = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky-relu": lambda z: torch.nn.functional.leaky_relu(z, 0.2),
    "softplus": lambda z: torch.nn.functional.softplus(z, beta=2.0, threshold=1e9),
    "sigmoid": torch.sigmoid,
}
OPTIMIZERS = {
    "gd": lambda parameters: torch.optim.SGD(parameters, lr=0.05),
    "momentum": lambda parameters: torch.optim.SGD(parameters, lr=0.02, momentum=0.9),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.01),
}
WIDTHS, EXAMPLES, STEPS = [2, 7, 5, 1], 11, 150


def network(theta, inputs, activation):
    """The parameters of each layer: weights row by row, then biases."""
    h, place = inputs, 0
    for layer, (fan_in, fan_out) in enumerate(zip(WIDTHS, WIDTHS[1:])):
        weight = theta[place : place + fan_in * fan_out].reshape(fan_out, fan_in)
        place += fan_in * fan_out
        z = h @ weight.T + theta[place : place + fan_out]
        place += fan_out
        h = z if layer == len(WIDTHS) - 2 else activation(z)
    return h[:, 0]


size = sum((a + 1) * b for a, b in zip(WIDTHS, WIDTHS[1:]))
start = torch.tensor([0.9 * math.sin(1.7 * k + 0.3) for k in range(size)])
direction = torch.tensor([math.cos(0.9 * k + 0.1) for k in range(size)])
inputs = torch.tensor([[math.sin(k + 0.5), math.cos(2.0 * k)] for k in range(EXAMPLES)])
labels = torch.tensor([math.sin(0.7 * k) for k in range(EXAMPLES)])
cases = []
for name, activation in ACTIVATIONS.items():
    loss = lambda theta: 0.5 * ((network(theta, inputs, activation) - labels) ** 2).mean()
    product = torch.autograd.functional.hvp(loss, start, direction)[1].tolist()
    for rule, build in OPTIMIZERS.items():
        theta = start.clone().requires_grad_(True)
        optimizer, losses = build([theta]), []
        for _ in range(STEPS):
            optimizer.zero_grad()
            value = loss(theta)
            losses.append(value.item())
            value.backward()
            optimizer.step()
        cases.append(
            {"activation": name, "optimizer": rule, "losses": losses[::10], "end": theta.tolist(), "product": product}
        )
with open("networks.json", "w") as file:
    json.dump({"torch": torch.__version__, "cases": cases}, file)
