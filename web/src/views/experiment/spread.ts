/**
 * Places for labels that want to stand at `wanted`, at least `apart` from each other and within low … high as far as there is room; in
 * the order in which they want to stand. Labels that crowd share the way that they are moved.
 */
export function spread(wanted: readonly number[], apart: number, low: number, high: number): number[] {
  const order = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  /** Labels that touch: how many, and where the first one would stand if they could move freely. */
  const groups: { count: number; sum: number; members: number[] }[] = [];
  const startOf = ({ sum, count }: (typeof groups)[number]): number =>
    Math.max(low, Math.min(sum / count, high - (count - 1) * apart));
  for (const index of order) {
    let group = { count: 1, sum: wanted[index]!, members: [index] };
    for (let last = groups.at(-1); last && startOf(last) + last.count * apart > startOf(group); last = groups.at(-1)) {
      groups.pop();
      group = {
        count: last.count + group.count,
        sum: last.sum + group.sum - group.count * last.count * apart,
        members: [...last.members, ...group.members],
      };
    }
    groups.push(group);
  }
  const places: number[] = [];
  for (const group of groups)
    for (const [i, index] of group.members.entries()) places[index] = startOf(group) + i * apart;
  return places;
}
