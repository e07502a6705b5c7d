"""Writes factorization.json: products of two and three matrices, fitted to a matrix by PyTorch in double precision on one thread.

Start and target are formulas that both sides know. Each case records the loss at every tenth step, the product and all factors in the
end.
"""

import json
import math
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

ROWS, COLUMNS, HIDDEN, STEPS, RATE = 4, 5, 6, 300, 0.05


def matrix(rows, columns, entry):
    return torch.tensor([[entry(columns * i + j) for j in range(columns)] for i in range(rows)])


target = matrix(ROWS, COLUMNS, lambda k: math.sin(1.7 * k + 0.3))
cases = []
for depth in [2, 3]:
    widths = [COLUMNS] + [HIDDEN] * (depth - 1) + [ROWS]
    factors = []
    for layer, (fan_in, fan_out) in enumerate(zip(widths, widths[1:])):
        start = matrix(fan_out, fan_in, lambda k: 0.4 * math.cos(1.3 * k + 0.7 * layer))
        factors.append(start.requires_grad_(True))
    optimizer = torch.optim.SGD(factors, lr=RATE)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        product = factors[0]
        for factor in factors[1:]:
            product = factor @ product
        loss = 0.5 * ((product - target) ** 2).sum()
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    product = factors[0]
    for factor in factors[1:]:
        product = factor @ product
    rows = lambda values: values.detach().reshape(-1).tolist()
    ends = [entry for factor in factors for entry in rows(factor)]
    cases.append({"depth": depth, "losses": losses[::10], "product": rows(product), "factors": ends})
with open("factorization.json", "w") as file:
    json.dump({"torch": torch.__version__, "cases": cases}, file)
