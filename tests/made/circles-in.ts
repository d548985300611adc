/** The circles in a directed graph, each as a list of what lies on it; Tarjan's strongly connected components. */
export function circlesIn(edges: Iterable<readonly [string, string]>): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  const found = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): number => {
    const own = found.size;
    found.set(node, own);
    lowest.set(node, own);
    open.push(node);
    for (const other of next.get(node) ?? []) {
      if (found.has(other) && !open.includes(other)) continue;
      const reach = found.get(other) ?? visit(other);
      lowest.set(node, Math.min(lowest.get(node) ?? own, reach, lowest.get(other) ?? reach));
    }
    if (lowest.get(node) === own) {
      const together = open.splice(open.indexOf(node));
      if (together.length > 1 || next.get(node)?.has(node) === true) circles.push(together.toSorted());
    }
    return own;
  };
  for (const node of next.keys()) if (!found.has(node)) visit(node);
  return circles;
}
