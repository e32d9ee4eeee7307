/** Import between two files, by their paths. */
export interface Import {
  from: string;
  to: string;
}

/**
 * Finds sibling folders that import each other, directly or through further siblings. A file that lies directly in the
 * common parent, such as the module of a feature, counts for neither of them.
 *
 * @returns each cycle as the imports that close it, one for each step between folders
 */
export function findFolderCycles(imports: readonly Import[]): Import[][] {
  const graph = new Map<string, Map<string, Import>>();
  for (const next of imports) {
    const [from, to] = siblingFolders(next);
    if (from === null || to === null) continue;
    const targets = graph.get(from) ?? new Map<string, Import>();
    targets.set(to, targets.get(to) ?? next);
    graph.set(from, targets);
  }
  const reported = new Set<string>();
  return [...graph.keys()].toSorted().flatMap((start) => {
    const cycle = reported.has(start) ? null : shortestCycle(graph, start);
    for (const folder of cycle?.folders ?? []) reported.add(folder);
    return cycle === null ? [] : [cycle.imports];
  });
}

/** Folders right below the deepest common folder of both files; null if a file lies in that folder itself. */
function siblingFolders({ from, to }: Import): [string | null, string | null] {
  const [one, other] = [from.split('/'), to.split('/')];
  let depth = 0;
  while (one[depth] !== undefined && one[depth] === other[depth]) depth += 1;
  const folder = (path: string[]) => (path.length > depth + 1 ? path.slice(0, depth + 1).join('/') : null);
  return [folder(one), folder(other)];
}

interface Path {
  folders: string[];
  imports: Import[];
}

/** Breadth-first search from a folder back to itself. */
function shortestCycle(graph: ReadonlyMap<string, ReadonlyMap<string, Import>>, start: string): Path | null {
  const queue: Path[] = [{ folders: [start], imports: [] }];
  const visited = new Set<string>();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const [folder, step] of graph.get(path.folders.at(-1) ?? '') ?? []) {
      const imports = [...path.imports, step];
      if (folder === start) return { folders: path.folders, imports };
      if (visited.has(folder)) continue;
      visited.add(folder);
      queue.push({ folders: [...path.folders, folder], imports });
    }
  }
  return null;
}
