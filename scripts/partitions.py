"""Graphs in METIS format, and what a partition of one is worth.

The figures come from the labels alone and are computed here, the same way for every
program. Plain Python: a graph of a million nodes is measured in some ten seconds.
"""
import csv, math, os, shutil
from array import array


class Graph:
    """Nodes are counted from 0. u[i] < v[i]; x, y, area are None where places are not known."""

    def __init__(self, path):
        self.weight, self.u, self.v, self.cost = [], array("I"), array("I"), array("q")
        for node, (weight, ends, costs) in enumerate(nodes_of(path)):
            self.weight.append(weight)
            for to, cost in zip(ends, costs):
                if to > node:
                    self.u.append(node)
                    self.v.append(to)
                    self.cost.append(cost)
        self.n = len(self.weight)
        self.total = sum(self.weight)
        self.x = self.y = self.area = None

    def take_places(self, rows):
        """rows: x, y and perhaps area of every node; without it a node covers one square unit."""
        rows = [[float(value) for value in row] for row in rows]
        if len(rows) != self.n:
            raise ValueError(f"there are {len(rows)} places for {self.n} nodes")
        self.x, self.y = array("d", (r[0] for r in rows)), array("d", (r[1] for r in rows))
        self.area = array("d", (r[2] if len(r) > 2 else 1.0 for r in rows))


def nodes_of(path):
    """Weight, neighbours and their costs of every node of a file in METIS format."""
    with open(path) as f:
        lines = (line for line in f if not line.startswith("%"))
        head = next(lines, "").split()
        if len(head) < 2:
            raise ValueError(f"{path} is no graph in METIS format")
        sizes, weights, costs = (digit == "1" for digit in (head[2] if len(head) > 2 else "").zfill(3))
        for _ in range(int(head[0])):
            values = [int(value) for value in next(lines, "").split()]
            if len(values) < sizes + weights:
                raise ValueError(f"{path} ends before its last node")
            at = sizes + weights
            weight = values[sizes] if weights else 1
            if costs:
                yield weight, [to - 1 for to in values[at::2]], values[at + 1::2]
            else:
                yield weight, [to - 1 for to in values[at:]], [1] * (len(values) - at)


def read_graph(path, table=None):
    """table: the nodes by wangge graph --nodes; else PREFIX.xy is looked for, "x y [area]" a line."""
    g = Graph(path)
    beside = os.path.splitext(path)[0] + ".xy"
    if table:
        with open(table, newline="") as f:
            g.take_places((row["x"], row["y"], row["area_m2"]) for row in csv.DictReader(f))
    elif os.path.exists(beside):
        with open(beside) as f:
            g.take_places(line.split() for line in f)
    return g


def components(g, label):
    """For every node the smallest of those that hang together with it within its label."""
    up = list(range(g.n))
    for a, b in zip(g.u, g.v):
        if label[a] != label[b]:
            continue
        while up[a] != a:
            up[a] = a = up[up[a]]
        while up[b] != b:
            up[b] = b = up[up[b]]
        if a < b:
            up[b] = a
        elif b < a:
            up[a] = b
    for i in range(g.n):
        up[i] = up[up[i]]  # its root is smaller, hence flat already
    return up


def pieces_of(g):
    """The connected pieces, as lists of nodes, in order of their smallest node."""
    root, piece = components(g, bytes(g.n)), {}
    for node in range(g.n):
        piece.setdefault(root[node], []).append(node)
    return list(piece.values())


def write_pieces(path, pieces, prefix):
    """One file a piece, its nodes numbered anew; returns the files' names."""
    if len(pieces) == 1:
        return [shutil.copyfile(path, f"{prefix}-0.graph")]
    where = {node: (k, i + 1) for k, piece in enumerate(pieces) for i, node in enumerate(piece)}
    lines, ends_in = [[] for _ in pieces], [0] * len(pieces)
    for node, (weight, ends, costs) in enumerate(nodes_of(path)):
        k = where[node][0]
        ends_in[k] += len(ends)
        lines[k].append(" ".join([str(weight)] + [f"{where[to][1]} {c}" for to, c in zip(ends, costs)]))
    names = []
    for k, piece in enumerate(pieces):
        names.append(f"{prefix}-{k}.graph")
        with open(names[k], "w") as f:
            f.write(f"{len(piece)} {ends_in[k] // 2} 011\n" + "\n".join(lines[k]) + "\n")
    return names


def compactness(g, label, k):
    """Mean over the parts of A^2 / (2 pi I), 1 for a disc: I is the moment of inertia about the part's
    centre, every node taken as a square of its area."""
    area, sx, sy, inertia = ([0.0] * k for _ in range(4))
    x0, y0 = g.x[0], g.y[0]  # near the nodes, so that no digits are lost
    for part, x, y, a in zip(label, g.x, g.y, g.area):
        x, y = x - x0, y - y0
        area[part] += a
        sx[part] += a * x
        sy[part] += a * y
        inertia[part] += a * (x * x + y * y) + a * a / 6
    each = []
    for a, x, y, moment in zip(area, sx, sy, inertia):
        about = moment - (x * x + y * y) / a if a > 0 else 0
        if about > 0:
            each.append(a * a / (2 * math.pi * about))
    return sum(each) / len(each) if each else None


def measure(g, label, asked, least, most):
    """All figures of a partition; `asked` is the number of parts that were asked for, or None."""
    if len(label) != g.n:
        raise ValueError(f"there are {len(label)} labels for {g.n} nodes")
    number = {}
    label = [number.setdefault(part, len(number)) for part in label]
    k, weight = len(number), [0] * len(number)
    for part, w in zip(label, g.weight):
        weight[part] += w
    cut = [cost for a, b, cost in zip(g.u, g.v, g.cost) if label[a] != label[b]]
    bodies = [0] * k
    for node, root in enumerate(components(g, label)):
        bodies[label[node]] += root == node
    mean = sum(weight) / k if k else 0
    spread = math.sqrt(sum((w - mean) ** 2 for w in weight) / k) if k else 0
    return {
        "parts": k,
        "in_bounds": sum(least <= w <= most for w in weight),
        "below": sum(w < least for w in weight),
        "above": sum(w > most for w in weight),
        "in_bounds_share": sum(least <= w <= most for w in weight) / k if k else 0,
        "cv": spread / mean if mean else 0,
        "cut": sum(cut),
        "cut_edges": len(cut),
        "disconnected": sum(n > 1 for n in bodies),
        "empty": max(0, asked - k) if asked is not None else 0,
        "compactness": compactness(g, label, k) if g.x else None,
    }
